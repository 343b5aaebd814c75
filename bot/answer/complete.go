package answer

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

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
	if whole, ok := completeDraft(states, last, q.Text); ok {
		return whole
	}
	all := namesAsked(states, q.Text)
	names := slices.DeleteFunc(slices.Clone(all), func(n asked) bool { return n.object || n.soft })
	rest := contentStems(strip(states, leadIn.ReplaceAllString(q.Text, "")), "")
	subject := subjectPronoun.FindStringSubmatchIndex(q.Text)
	switch {
	case bareAsk.MatchString(q.Text) || bareElsewhere.MatchString(q.Text):
		return prior
	case len(names) == 0 && asksEverybody.MatchString(q.Text):
		return ofEverybody(states, last, q.Text)
	case len(all) > 0 && namesElsewhere(states, q.Text):
		return swapVoices(states, last.withoutPerson(prior), stretchOf(q.Text, all))
	case subject != nil && len(names) > 0 && last.asked():
		return nameSubject(q.Text, subject, states, last)
	case subject != nil && isPlural(q.Text[subject[4]:subject[5]]) && last.asked():
		return onSubject(states, last, nameSubject(leadIn.ReplaceAllString(q.Text, ""), subjectPronoun.FindStringSubmatchIndex(leadIn.ReplaceAllString(q.Text, "")), states, last))
	case len(names) > 0 && sidesOnly(states, q.Text):
		return onSubject(states, last, leadIn.ReplaceAllString(q.Text, ""))
	case followStart.MatchString(q.Text) && len(rest) == 0 && len(names) > 0:
		return swapVoices(states, last.withoutPerson(prior), stretchOf(q.Text, names))
	case followStart.MatchString(q.Text) && isUnknownName(q.Text):
		return swapVoices(states, last.withoutPerson(prior), strings.TrimRight(strings.TrimSpace(leadIn.ReplaceAllString(q.Text, "")), "?!. "))
	case followStart.MatchString(q.Text):
		return askAgain(states, last, q.Text, len(names) > 0)
	case pronoun.MatchString(q.Text) && len(names) == 0 && last.asked():
		return askAgain(states, last, q.Text, false)
	case len(rest) == 0 && len(names) > 0:
		return swapVoices(states, last.withoutPerson(prior), stretchOf(q.Text, names))
	case len(rest) <= 2 && !strings.Contains(strings.TrimSpace(q.Text), " "):
		return askAgain(states, last, q.Text, len(names) > 0)
	}
	return ""
}

// sidesOnly tells whether a follow-up asks how somebody stands to what was said
// and names no subject of its own: "does France agree?", "is Kenya against that?"
func sidesOnly(states *corpus.States, followUp string) bool {
	rest := strip(states, leadIn.ReplaceAllString(followUp, ""))
	return takesSides.MatchString(rest) && len(contentStems(sideWords.ReplaceAllString(takesSides.ReplaceAllString(rest, " "), " "), "")) == 0
}

var (
	takesSides = regexp.MustCompile(`(?i)\b(?:(?:dis)?agree[sd]?|concur(?:s|red)?|support(?:s|ed|ing|ive)?|oppos(?:e|es|ed|ing)|accept(?:s|ed)?|reject(?:s|ed)?|back(?:s|ed)?|endors(?:e|es|ed)|shar(?:e|es|ed)|object(?:s|ed)?|welcom(?:e|es|ed)|in favou?r|against|say the same|think so)\b`)
	sideWords  = regexp.MustCompile(`(?i)\b(?:position|view|opinion|idea|proposal|too|well|same|want[s]?)s?\b`)
)

// subjectPronoun finds the pronoun for whoever was asked before, and the verb
// that goes with it: "does it agree with China?"
var subjectPronoun = regexp.MustCompile(`(?i)\b(do|does|did|has|have|is|are|was|were|will|would|could|can|should|might)\s+(it|they|he|she)\b`)

// isPlural tells whether a pronoun stands for people and for no thing.
func isPlural(pronoun string) bool { return !strings.EqualFold(pronoun, "it") }

// nameSubject puts those whom the turn before asked where the pronoun stands,
// with the verb in their number. at is what subjectPronoun found.
func nameSubject(text string, at []int, states *corpus.States, last Turn) string {
	verb := text[at[2]:at[3]]
	number := manyVerbs
	if len(last.Understood.States) == 1 || last.Understood.Person != "" {
		number = oneVerbs
	}
	if other := number[strings.ToLower(verb)]; other != "" {
		if unicode.IsUpper(rune(verb[0])) {
			other = strings.ToUpper(other[:1]) + other[1:]
		}
		verb = other
	}
	return text[:at[2]] + verb + " " + theirNames(states, last) + text[at[5]:]
}

var (
	oneVerbs  = map[string]string{"do": "does", "have": "has", "are": "is", "were": "was"}
	manyVerbs = map[string]string{"does": "do", "has": "have", "is": "are", "was": "were"}
)

// isUnknownName tells whether a follow-up is a name and nothing more, though
// of nobody that is known: "and Ruritania?" Words of all capitals are
// abbreviations of the subject ("and the PoA?").
func isUnknownName(followUp string) bool {
	rest := strings.TrimRight(strings.TrimSpace(leadIn.ReplaceAllString(followUp, "")), "?!. ")
	return leadIn.FindString(followUp) != "" && properName.MatchString(rest) && len(topicsOf(rest)) == 0
}

var properName = regexp.MustCompile(`^(?:the )?\p{Lu}\p{Ll}{2,}(?:(?: (?:and|of|the))* \p{Lu}\p{Ll}+){0,3}$`)

// asked tells whether the turn before asked for somebody's words.
func (t Turn) asked() bool { return len(t.Understood.States) > 0 || t.Understood.Person != "" }

// withoutPerson leaves out of the question before the person whom it asked, where
// others are put in that place.
func (t Turn) withoutPerson(prior string) string {
	person := t.Understood.Person
	at := strings.Index(prior, person)
	if person == "" || at < 0 {
		return prior
	}
	head := titlesBefore.ReplaceAllString(prior[:at], "")
	if clean, ok := strings.CutSuffix(strings.TrimSpace(head), ", according to"); ok {
		return clean + prior[at+len(person):]
	}
	return "What is said" + strings.TrimPrefix(saysBehind.ReplaceAllString(prior[at+len(person):], ""), "?") + "?"
}

// theirNames names those whom the turn before asked.
func theirNames(states *corpus.States, last Turn) string {
	var who []string
	if person := last.Understood.Person; person != "" {
		who = append(who, person)
	}
	for _, code := range last.Understood.States {
		if states == nil {
			who = append(who, code)
			continue
		}
		who = append(who, withArticle(states.Name(code, time.Time{})))
	}
	if last.Understood.Person != "" {
		return strings.Join(who, " of ")
	}
	return strings.Join(who, " and ")
}

// strip leaves out the names of States.
func strip(states *corpus.States, text string) string {
	if states == nil {
		return text
	}
	out := []byte(text)
	for _, m := range mentions(states, loud(states, text)) {
		blank(out, m.Start, m.End)
	}
	return asksWords.ReplaceAllString(string(out), " ")
}

// asksWords are words of a follow-up that ask for words and are no subject.
var asksWords = regexp.MustCompile(`(?i)\b(?:sa(?:y|ys|id|ying)|stat(?:e|es|ed|ing|ements?)|according|think|thinks|thought|believe[sd]?|views?|positions?|stances?|opinions?|delegations?|its|it|that|this|also|too)\b`)

// stretchOf gives the stretch of a question that lists the names, with an article
// before the first.
func stretchOf(text string, names []asked) string {
	from := names[0].Start
	if at := articleBefore.FindStringIndex(before(text, names[0].Mention)); at != nil {
		from -= at[1] - at[0]
	}
	return text[from:names[len(names)-1].End]
}

// swapVoices asks the question before of the names.
func swapVoices(states *corpus.States, prior, names string) string {
	if states == nil {
		return prior + " (" + names + ")"
	}
	spans := slices.DeleteFunc(namesAsked(states, prior), func(n asked) bool { return n.object })
	if near := misspeltIn(states, Understood{Question: prior}); len(spans) == 0 && len(near) > 0 { // the name is put right
		return prior[:near[0].Start] + names + prior[near[0].End:]
	}
	if len(spans) == 0 {
		return strings.TrimRight(strings.TrimSpace(prior), "?!. ") + ", according to " + names + "?"
	}
	head := prior[:spans[0].Start]
	if article := "the "; strings.HasSuffix(head, " "+article) { // it was the other name's
		head = strings.TrimSuffix(head, article)
	}
	out := head + names
	at := spans[0].End
	for _, m := range spans[1:] {
		if andWord.MatchString(prior[at:m.Start]) {
			at = m.End
		}
	}
	return out + prior[at:]
}

// askAgain puts the follow-up's own subject to the States of the turn before,
// unless it named somebody itself. The old subject comes along only where the
// follow-up has none, or a pronoun that stands for it.
func askAgain(states *corpus.States, last Turn, followUp string, named bool) string {
	about := strings.TrimRight(strings.TrimSpace(leadIn.ReplaceAllString(followUp, "")), "?!. ")
	who := theirNames(states, last)
	own := len(contentStems(strip(states, about), "")) > 0 || len(namesAsked(states, about)) > 0
	if own && !pronoun.MatchString(about) && !isClause.MatchString(about) && !named {
		about = onWord.ReplaceAllString(about, "")
		switch {
		case who == "":
			return "What is said about " + about + "?"
		case len(last.Understood.States) > 1:
			return "What do " + who + " say about " + about + "?"
		}
		return "What does " + who + " say about " + about + "?"
	}
	if !own || pronoun.MatchString(about) {
		about = strings.TrimRight(onSubject(states, last, about+"?"), "?")
	}
	if who != "" && !named {
		return about + ", according to " + who + "?"
	}
	return about + "?"
}

var (
	isClause = regexp.MustCompile(`(?i)^(?:what|how|why|when|where|who|whom|whose|which|whether|if|because|do|does|did|has|have|is|are|was|were|will|would|could|can|should|must|may|might|tell|show|quote|give|list|find|compare|explain|summari[sz]e)\b`)
	onWord   = regexp.MustCompile(`(?i)^(?:on|about|of|regarding|concerning|as to|as for|with regard to)\s+`)
	stands   = regexp.MustCompile(`(?i)\b(?:it|its|them|their|theirs|that|this|those|these|there|same|ones?)\b`)
)

// onSubject tells, behind a follow-up that has a pronoun for it or no words of
// its own, what the subject was: "do they support it (on: norms)?"
func onSubject(states *corpus.States, last Turn, question string) string {
	own := contentStems(strip(states, question), "")
	if len(own) > 1 && !stands.MatchString(question) {
		return question
	}
	subject := nounOf(last.subject(states))
	if subject == "" {
		return question
	}
	return strings.TrimRight(question, "?!. ") + " (on: " + subject + ")?"
}

// nounOf makes of a question's subject what can be named: of "what should the
// new OEWG be" "the new OEWG", and of a follow-up what it was on.
func nounOf(subject string) string {
	if at := strings.LastIndex(subject, "(on: "); at >= 0 {
		return strings.TrimRight(subject[at+len("(on: "):], ")?!. ,")
	}
	subject = strings.TrimRight(subject, "?!., ")
	subject = asksWhat.ReplaceAllString(subject, "")
	return onWord.ReplaceAllString(strings.TrimSpace(endsBare.ReplaceAllString(subject, "")), "")
}

var (
	asksWhat = regexp.MustCompile(`(?i)^(?:(?:what|how|why|when|where)\s+)?(?:should|must|shall|can|could|would|will|may|might|is|are|was|were|does|do|did|has|have)\s+`)
	endsBare = regexp.MustCompile(`(?i)\s+(?:be|do|have|work|look like|mean)$`)
)

// subject gives the subject of the turn's question, without whom it asked.
func (t Turn) subject(states *corpus.States) string {
	u := t.Understood
	if u.Question == "" {
		u.Question = t.Question
	}
	if d, ok := draftingOf(states, u.Question); ok {
		return d.topic
	}
	return searchText(states, u)
}
