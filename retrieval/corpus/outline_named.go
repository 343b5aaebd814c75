package corpus

import (
	"slices"
	"strings"
)

// NamesAnother tells whether a span of a statement shares words with what the
// statement gives to another State by its name: a paragraph that begins with the
// name and a colon, "Sylvania: a register", as papers list what others proposed; or
// what is read out for another.
func (s *States) NamesAnother(st *Statement, o *Outline, span Span) bool {
	if s == nil {
		return false
	}
	for _, r := range o.readings {
		if r.Overlaps(span) && s.readsForAnother(r.lead, st.By, st.OnBehalf) {
			return true
		}
	}
	for _, sentence := range o.SentencesIn(span) {
		p := o.Paragraphs[sentence.Paragraph]
		if code := s.labelOf(p.In(o.text)); code != "" && code != st.By && !slices.Contains(st.OnBehalf, code) {
			return true
		}
	}
	return false
}

// labelOf gives the State whose name stands before the colon with which a
// paragraph begins; "" where there is none.
func (s *States) labelOf(words string) string {
	words = words[min(len(words), listMarker(words).size):]
	head := words[:min(len(words), longestLabel)]
	n := strings.IndexAny(head, ":：")
	if n < 4 {
		return ""
	}
	v, ok := s.Lookup(bareName(head[:n]))
	if !ok || !isStateKind(v.Kind) {
		return ""
	}
	return v.Code
}
