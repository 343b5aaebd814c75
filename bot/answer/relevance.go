package answer

import (
	"context"
	"sync"

	"verbatim/retrieval"
)

// relevant tells whether a passage found speaks of the question at all, so
// that silence is possible: a search always finds something nearest. In a
// language that the embedder does not know its words alone speak for it.
func relevant(s scale, e retrieval.Embedder, language string, r retrieval.Ranked) bool {
	if !knows(e, language) || !knows(e, r.Passage.Statement.Language) {
		return r.Coverage >= coverageForeign
	}
	return s.of(r.Dense)+coverageWeight*r.Coverage >= relevanceLeast
}

// The floor of relevance, in nearness as scale gives it, and how much the
// share of the question's words that a passage has adds to it. Measured, with
// the bounds of an answer by extracts, on the tuning halves of data/questions.
const (
	coverageWeight  = 0.5
	relevanceLeast  = 0.31
	coverageForeign = 0.5 // where the embedder does not know the language
)

// scale makes the cosines of any embedder comparable. Embedders differ in how
// near they put texts that have nothing to do with each other: some at 0.1,
// others at 0.7.
type scale struct{ unrelated float64 }

// of gives a nearness: 0 for what is as near as unrelated texts are, 1 for the
// same text.
func (s scale) of(cosine float64) float64 {
	return (cosine - s.unrelated) / max(1-s.unrelated, 0.01)
}

// offTopic are questions of which no statement in these processes speaks.
var offTopic = []string{
	"What is the best recipe for pizza dough?",
	"How do I prune an apple tree in winter?",
	"Which instruments play in a string quartet?",
	"How many legs does a spider have?",
	"What is the melting point of silver?",
	"Who wrote the novel about the white whale?",
}

// scales remembers the scales of the index that was asked last, by scope.
type scales struct {
	mu    sync.Mutex
	index *retrieval.Index
	known map[string]scale
}

// of measures how near the embedder puts the index's passages to questions
// that have nothing to do with them: the mean of the nearest of each. It looks
// at the passages that all share, so that what a server adds changes nothing
// for others; where there are none, at those of the scope.
func (s *scales) of(ctx context.Context, x *retrieval.Index, scope string) scale {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index != x {
		s.index, s.known = x, map[string]scale{}
	}
	if x.Len() > 0 {
		scope = ""
	}
	if known, ok := s.known[scope]; ok {
		return known
	}
	sum, n := 0.0, 0
	for _, q := range offTopic {
		found, err := x.Search(ctx, retrieval.Query{Text: q, Language: "en", Filter: retrieval.Filter{Scope: scope}}, 3)
		if err != nil {
			continue
		}
		nearest := -1.0
		for _, r := range found {
			nearest = max(nearest, r.Dense)
		}
		if len(found) > 0 {
			sum, n = sum+nearest, n+1
		}
	}
	if n == 0 {
		return scale{}
	}
	s.known[scope] = scale{min(max(sum/float64(n), 0), 0.95)}
	return s.known[scope]
}
