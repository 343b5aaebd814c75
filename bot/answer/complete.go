package answer

import (
	"regexp"
	"strings"
	"time"

	"verbatim/retrieval/corpus"
)

// Completing a follow-up. "And China?", "since when?" and "what about
// capacity-building?" are nothing to search for by themselves: without a model
// they are completed by rule from the turn before, whose States, dates and
// topic carry over where the follow-up names none of its own. A question that
// stands by itself is left alone.

var (
	followStart = regexp.MustCompile(`(?i)^\s*(?:and|but|also|or|so|what about|how about|what of|what else|anything else|then|et|y|а|и|и что|и как|那)\b|^\s*(?:а|и|那么?|و)[\s,]`)
	pronoun     = regexp.MustCompile(`(?i)\b(?:they|them|their|theirs|it|its|he|she|his|her|that|this|those|these|there|then|same|one|ones)\b`)
	leadIn      = regexp.MustCompile(`(?i)^\s*(?:(?:and|but|also|or|so|then)\b[\s,]*)?(?:(?:what|how) about|what of)?\s*`)
	bareAsk     = regexp.MustCompile(`(?i)^\s*(?:and\s+|but\s+)?(?:since when|when|where|why|how|who|who said (?:that|this|it|so)|who says (?:that|this|so)|says who|in what year|what else|anything else|more|go on|and then|really|source|sources|is that all|on what date)\s*[?.!]*\s*$`)
)

// complete makes a follow-up whole, or gives "" where the question stands by
// itself or nothing was said before.
func complete(states *corpus.States, q Question) string {
	if len(q.Before) == 0 {
		return ""
	}
	last := q.Before[len(q.Before)-1]
	prior := last.Understood.Question
	if prior == "" {
		prior = last.Question
	}
	voices, _ := voicesAsked(states, q.Text)
	rest := contentStems(strip(states, leadIn.ReplaceAllString(q.Text, "")), "")
	switch {
	case bareAsk.MatchString(q.Text):
		return prior
	case followStart.MatchString(q.Text) && len(voices) > 0 && len(rest) == 0:
		return swapVoices(states, prior, q.Text)
	case followStart.MatchString(q.Text):
		return askAgain(states, last, q.Text, voices)
	case pronoun.MatchString(q.Text) && len(voices) == 0 && len(last.Understood.States) > 0:
		return askAgain(states, last, q.Text, voices)
	case len(rest) == 0 && len(voices) > 0:
		return swapVoices(states, prior, q.Text)
	case len(rest) <= 2 && !strings.Contains(strings.TrimSpace(q.Text), " "):
		return askAgain(states, last, q.Text, voices)
	}
	return ""
}

// strip leaves out the names of States.
func strip(states *corpus.States, text string) string {
	if states == nil {
		return text
	}
	out := []byte(text)
	for _, m := range states.Find(text) {
		for i := m.Start; i < m.End; i++ {
			out[i] = ' '
		}
	}
	return sayingWords.ReplaceAllString(string(out), " ")
}

// swapVoices asks the question before of the States that the follow-up names.
func swapVoices(states *corpus.States, prior, followUp string) string {
	names := strings.TrimRight(strings.TrimSpace(leadIn.ReplaceAllString(followUp, "")), "?!. ")
	if states == nil {
		return prior + " (" + names + ")"
	}
	var spans []corpus.Mention
	asked, _ := voicesAsked(states, prior)
	for _, m := range states.Find(prior) {
		for _, code := range asked {
			if m.Code == code {
				spans = append(spans, m)
			}
		}
	}
	if len(spans) == 0 {
		return strings.TrimRight(strings.TrimSpace(prior), "?!. ") + ", according to " + names + "?"
	}
	out := prior[:spans[0].Start] + names
	at := spans[0].End
	for _, m := range spans[1:] {
		if andWord.MatchString(prior[at:m.Start]) {
			at = m.End
		}
	}
	return out + prior[at:]
}

// askAgain puts the follow-up's own subject to the States of the turn before.
func askAgain(states *corpus.States, last Turn, followUp string, voices []string) string {
	subject := strings.TrimSpace(followUp)
	var who []string
	if len(voices) == 0 && states != nil {
		for _, code := range last.Understood.States {
			who = append(who, states.Name(code, time.Time{}))
		}
	}
	about := strings.TrimRight(strings.TrimSpace(leadIn.ReplaceAllString(subject, "")), "?!. ")
	if len(contentStems(strip(states, about), "")) < 2 || pronoun.MatchString(about) {
		about += " (" + strings.TrimRight(last.subject(states), "?!. ") + ")"
	}
	if len(who) == 0 {
		return about + "?"
	}
	return about + ", according to " + strings.Join(who, " and ") + "?"
}

// subject gives the turn's question without the names of whom it asked.
func (t Turn) subject(states *corpus.States) string {
	text := t.Understood.Question
	if text == "" {
		text = t.Question
	}
	return trailingVoice.ReplaceAllString(text, "")
}

var trailingVoice = regexp.MustCompile(`(?i),?\s*according to [^?]*\??\s*$`)

// sayingWords are the words of a follow-up that ask for words.
var sayingWords = regexp.MustCompile(`(?i)\b(?:said|say|says|saying|stat(?:e[ds]?|ing)|statement|according|express(?:e[ds]|ing)?|stress(?:e[ds]|ing)?|emphasi[sz](?:e[ds]?|ing)|not(?:e[ds]|ing)|underlin(?:e[ds]?|ing)|underscor(?:e[ds]?|ing)|highlight(?:s|ed|ing)?|add(?:s|ed|ing)?|explain(?:s|ed|ing)?|argu(?:e[ds]?|ing)|believ(?:e[ds]?|ing)|think[s]?|view(?:s|ed)?|position|point(?:s|ed)?|out|describ(?:e[ds]?|ing)|propos(?:e[ds]?|ing)|suggest(?:s|ed|ing)?|consider(?:s|ed|ing)?|call(?:s|ed|ing)?|should|must|delegation|representative|ambassador|speaker|also|further|furthermore|moreover|its|it|that|this|want(?:s|ed)?|wish(?:es|ed)?|ask(?:s|ed)?|seek[s]?|sought|hope[sd]?|hold[s]?|held|see[sn]?|saw|regard(?:s|ed)?|recall(?:s|ed)?|insist(?:s|ed)?|maintain(?:s|ed)?|declar(?:e[ds]?|ing)|mention(?:s|ed)?|refer(?:s|red)?|speak[s]?|spoke|words?|passage)\b`)
