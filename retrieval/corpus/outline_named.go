package corpus

import (
	"slices"
	"strings"
)

// NamesAnother tells whether a paragraph that shares words with a span of a
// statement begins with another State's name and a colon: "Sylvania: a register".
// Papers list so what others proposed, and what stands there may be either's.
func (s *States) NamesAnother(st *Statement, o *Outline, span Span) bool {
	if s == nil {
		return false
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
