package corpus

import (
	"regexp"
	"slices"

	"verbatim/retrieval/corpus/reader"
)

// A statement for a group may end with the speaker's own: "In my national
// capacity, let me add …". From there on it is that State's alone, and none of
// those for whom the rest is made.

var nationalTurn = regexp.MustCompile(`(?i)^(?:(?:mr|ms|mrs|sr|sra)\. )?[^.!?\n]{0,80}\bin (?:my|our|its|a) (?:own )?national capacity\b`)

// anothersCapacity is why nobody is credited with what follows.
const anothersCapacity = "it is said in a national capacity, behind the name of another State than the speaker's"

// ofAnother tells whether another State's name stands before the words "in its
// national capacity": whose that is, and how far it goes, does not show.
func (s *States) ofAnother(words, by string) bool {
	at := nationalWords.FindStringIndex(words)
	if at == nil {
		return false
	}
	return slices.ContainsFunc(s.Find(words[:at[0]]), func(m Mention) bool { return m.Code != by && isStateKind(m.Kind) })
}

// inNationalCapacity is where the delegation of such a stretch comes from.
const inNationalCapacity = "national capacity"

// besides takes back the delegation that a document names for what it says in a
// national capacity, where its sidecar names another.
func (p part) besides(side *sidecar) part {
	if p.origin == inNationalCapacity && side != nil && side.set["by"] && side.by != p.by {
		p.by, p.speaker, p.doubt = "", "", "the sidecar names another speaker than the document does"
	}
	return p
}

// nationalPart divides a group's statement where a paragraph goes over to the
// speaker's own State.
func nationalPart(doc reader.Document, base *Statement, states *States) []part {
	if base.By == "" || !isState(states, base.By) || !slices.ContainsFunc(base.OnBehalf, func(code string) bool { return code != base.By }) {
		return nil
	}
	text, body := doc.Whole, bodyOf(doc)
	for _, p := range paragraphSpans(text) {
		if p.Start <= body || !nationalTurn.MatchString(p.In(text)) {
			continue
		}
		first, rest := trimSpan(text, Span{body, p.Start}), trimSpan(text, Span{p.Start, len(text)})
		if first.Len() == 0 {
			return nil
		}
		if states.ofAnother(p.In(text), base.By) {
			return []part{{Span: first}, {Span: rest, own: true, doubt: anothersCapacity}}
		}
		return []part{{Span: first}, {Span: rest, own: true, by: base.By, speaker: base.Speaker, origin: inNationalCapacity}}
	}
	return nil
}
