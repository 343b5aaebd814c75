package answer

import (
	"slices"

	"verbatim/retrieval/corpus"
)

// withoutWeaker drops the sentences of weaker grade that a stronger source says
// too: in the same words on the same day, or, of what a third party took down,
// with a sentence of that day that answers about as well.
func withoutWeaker(cands []*candidate) []*candidate {
	words := make(map[*candidate]string, len(cands))
	for _, c := range cands {
		words[c] = corpus.Fold(c.span.In(c.passage.Passage.Statement.Text)).Text()
	}
	return slices.DeleteFunc(slices.Clone(cands), func(c *candidate) bool {
		st := c.passage.Passage.Statement
		return slices.ContainsFunc(cands, func(o *candidate) bool {
			s := o.passage.Passage.Statement
			if st.By == "" || s.Grade >= st.Grade || st.Date.IsZero() || voiceOf(s) != voiceOf(st) || !s.Date.Equal(st.Date) {
				return false
			}
			return words[o] == words[c] || st.Grade >= corpus.UnofficialTranscript && o.score >= c.score-behindBest
		})
	})
}
