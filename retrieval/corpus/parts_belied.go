package corpus

import (
	"fmt"
	"regexp"
	"slices"
)

// What whoever presides says of the turn that has just ended: thanks to another
// than its name line names, or that it was another's. Both may be slips; but who
// spoke is not certain then.

// correctsWithin is how many sentences of whoever presides are asked.
const correctsWithin = 4

// corrects: "I apologise, it was Sylvania."
var corrects = regexp.MustCompile(`(?i)\b(?:sorry|apologi\p{L}+|correction|corrected|excuse me|pardon|mistak\p{L}+|misspoke|misread|wrong(?:ly)?|confused)\b|\bI (?:meant|should have said)\b|^\W*(?:and |so |well,? )?(?:that|it|this|(?:the )?(?:last|previous) speaker)(?:,? of course,?)? (?:was|were|is|should have been) (?:in fact |actually |of course )?(?:the )?(?:distinguished |honou?rable )?(?:representative |delegate |delegation |ambassador )?(?:of |from )?(?:the )?\p{Lu}`)

// belies gives the reason why the delegation's turn before the sentences of
// whoever presides is not certainly that delegation's; "" where there is none.
func (t *talk) belies(sentences []Span) string {
	if t.before != delegate || len(t.parts) == t.turn {
		return ""
	}
	for k, s := range sentences[:min(len(sentences), correctsWithin)] {
		words := s.In(t.text)
		if _, ok := t.states.handOver(words); ok {
			return ""
		}
		named, what := words, ""
		switch rest, thanked := thanksTo(words); {
		case k == 0 && thanked:
			named, what = rest, "thanks"
		case corrects.MatchString(words):
			what = "names"
		default:
			continue
		}
		found := t.delegations(named)
		if what == "thanks" && (len(found) == 0 || found[0].Start > 3) {
			continue
		}
		if len(found) > 0 && !slices.ContainsFunc(found, t.isSpoke) {
			return fmt.Sprintf("the Chair %s %s afterwards, and the line names %s", what, named[found[0].Start:found[0].End], t.states.Name(t.spoke.code, t.date))
		}
	}
	return ""
}

// delegations lists the mentions of States and groups in a sentence.
func (t *talk) delegations(words string) []Mention {
	return slices.DeleteFunc(t.states.Find(words), func(m Mention) bool {
		return m.Form == "adjective" || m.Kind == KindBody || elsewhere(words, m)
	})
}

// isSpoke tells whether a mention may be of the delegation whose turn it was.
func (t *talk) isSpoke(m Mention) bool {
	codes := m.Candidates
	if m.Code != "" {
		codes = []string{m.Code}
	}
	return slices.ContainsFunc(codes, func(code string) bool { return t.agrees(callee{codes: []string{code}}, t.spoke) })
}
