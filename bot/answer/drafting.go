package answer

import (
	"slices"
	"strings"

	"verbatim/retrieval/corpus"
)

// Requests to draft: "write a statement for France on attribution". Nothing is
// drafted in a State's name; the request is read for whose words and which topic
// a drafter needs.

// drafting is what a request to draft asks for.
type drafting struct {
	topic     string   // empty where it names none
	states    []string // codes of those in whose name
	ambiguous []string // names that may mean several States, as written
}

// draftingOf reads a request to draft; ok is false for every other question.
func draftingOf(states *corpus.States, text string) (d drafting, ok bool) {
	if strings.ContainsFunc(text, isHan) {
		return draftingInChinese(states, text)
	}
	head := draftVerb.FindString(text)
	if head == "" {
		return drafting{}, false
	}
	between, noun, rest := toNoun(text[len(head):])
	verb := letters(lastWord(head))
	switch {
	case noun == "", invention.MatchString(text), asksToGive[verb] && !draftOnly.MatchString(between+noun):
		return drafting{}, false
	case verb == "draft" && strings.TrimSpace(between) == "" && !bareNoun.MatchString(noun):
		return drafting{}, false // "draft resolution on norms: who supports it?"
	}
	named := &draftNames{states: states, text: text}
	at := len(text) - len(rest)
	front, topic := rest, ""
	if on := draftOn.FindStringIndex(rest); on != nil {
		front, topic = rest[:on[0]], rest[on[0]:]
	}
	named.take(at + len(front))
	d.topic = draftTopic(named.blanked(at+len(front), at+len(front)+len(topic)))
	if d.topic == "" { // "a capacity-building statement for France"
		d.topic = draftTopic(draftWords.ReplaceAllString(named.blanked(len(head), at-len(noun)), " "))
	}
	d.states, d.ambiguous = named.codes, named.ambiguous
	return d, true
}

func lastWord(s string) string {
	words := strings.Fields(s)
	return words[len(words)-1]
}

// toNoun finds what is to be drafted in the words behind the verb: the first
// noun of that kind, with only what describes it before.
func toNoun(text string) (between, noun, rest string) {
	const most = 9 // words
	at := 0
	for range most {
		gap := len(text[at:]) - len(strings.TrimLeft(text[at:], " \t\n\"“”'’,:-–"))
		if m := draftNoun.FindString(text[at+gap:]); m != "" {
			return text[:at+gap], m, text[at+gap+len(m):]
		}
		word := text[at+gap:]
		if i := strings.IndexAny(word, " \t\n"); i >= 0 {
			word = word[:i]
		}
		if word == "" || notDrafted[letters(word)] || strings.HasSuffix(word, "?") {
			return "", "", ""
		}
		at += gap + len(word)
	}
	return "", "", ""
}

// draftNames sorts the names of a request into those in whose name it is and
// those that its topic has.
type draftNames struct {
	states           *corpus.States
	text             string
	codes, ambiguous []string
	spans            []corpus.Span // of those in whose name, with the words before them
}

// take finds them: before the topic every name that is not spoken to, and in the
// topic those behind "for" or "on behalf of".
func (n *draftNames) take(topicFrom int) {
	if n.states == nil {
		return
	}
	for _, m := range mentions(n.states, loud(n.states, n.text)) {
		head := before(n.text, m)
		as := draftFor.FindStringIndex(head)
		language := m.Form == "adjective" && inLanguage.MatchString(head)
		switch {
		case m.NoDelegation || isSeat(m):
			continue
		case as == nil && !n.joins(m) && (m.Start >= topicFrom || language || spokenTo.MatchString(head)):
			continue
		}
		from := m.Start
		if as != nil {
			from -= as[1] - as[0]
		}
		n.spans = append(n.spans, corpus.Span{Start: from, End: m.End})
		switch {
		case m.Kind == corpus.KindAmbiguous:
			n.ambiguous = append(n.ambiguous, n.text[m.Start:m.End])
		case m.Code != "" && !slices.Contains(n.codes, m.Code):
			n.codes = append(n.codes, m.Code)
		}
	}
}

// joins tells whether a name is in a list with the one before it that was taken.
func (n *draftNames) joins(m corpus.Mention) bool {
	if len(n.spans) == 0 {
		return false
	}
	last := n.spans[len(n.spans)-1]
	return last.End <= m.Start && andWord.MatchString(n.text[last.End:m.Start])
}

// blanked gives a stretch of the request without those names.
func (n *draftNames) blanked(from, to int) string {
	out := []byte(withoutPlace(n.text))
	for _, s := range n.spans {
		blank(out, s.Start, s.End)
	}
	return sessionPhrase.ReplaceAllString(string(out[from:to]), " ")
}

// draftTopic makes a topic of what is left of a request; "" where that is no
// more than a pronoun.
func draftTopic(text string) string {
	const ends = " \t\n.,;:!?؟。？！，、\"“”«»()-–'’"
	text = strings.Trim(squeeze(text), ends)
	for range 16 { // no more words than that stand around a topic
		rest := strings.Trim(draftEnds.ReplaceAllString(draftLead.ReplaceAllString(text, ""), ""), ends)
		if rest == text {
			break
		}
		text = rest
	}
	if draftPronoun.MatchString(text) || len(contentStems(text, "")) == 0 && !strings.ContainsFunc(text, isHan) {
		return ""
	}
	return text
}

// draftingInChinese reads a request without spaces: what is left of it without
// the words that ask, and without names, is the topic.
func draftingInChinese(states *corpus.States, text string) (drafting, bool) {
	if !draftChinese.MatchString(text) {
		return drafting{}, false
	}
	named := &draftNames{states: states, text: text}
	from := len(text)
	if at := chineseOn.FindStringIndex(text); at != nil {
		from = at[1]
	}
	named.take(from)
	d := drafting{states: named.codes, ambiguous: named.ambiguous}
	d.topic = draftTopic(chineseDraftWords.ReplaceAllString(named.blanked(0, len(text)), ""))
	return d, true
}

// completeDraft makes a request to draft whole from the turn before; "" where it
// stands by itself. Of a follow-up on such a request that names another topic it
// makes one as well.
func completeDraft(states *corpus.States, last Turn, text string) (completed string, ok bool) {
	d, asks := draftingOf(states, text)
	if !asks {
		before, was := draftingOf(states, orElse(last.Understood.Question, last.Question))
		if !was {
			return "", false
		}
		topic := draftTopic(draftOn.ReplaceAllString(strings.TrimSpace(leadIn.ReplaceAllString(text, "")), ""))
		if topic == "" || !draftOn.MatchString(leadIn.ReplaceAllString(text, "")) || !followStart.MatchString(text) || len(mentions(states, text)) > 0 {
			return "", false
		}
		before.topic = topic
		return before.request(states, last.Understood.States), true
	}
	if d.topic != "" && (len(d.states)+len(d.ambiguous) > 0 || !theirs.MatchString(text)) {
		return "", true
	}
	who := d.states
	if len(who) == 0 && len(d.ambiguous) == 0 {
		who = last.Understood.States
	}
	if d.topic == "" {
		d.topic = nounOf(last.subject(states))
	}
	if d.topic == "" || len(d.ambiguous) > 0 {
		return "", true
	}
	return d.request(states, who), true
}

// request writes a request to draft out in full.
func (d drafting) request(states *corpus.States, who []string) string {
	out := "Draft a statement"
	if len(who) > 0 {
		out += " for " + theirNames(states, Turn{Understood: Understood{States: who}})
	}
	return out + " on " + d.topic
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
