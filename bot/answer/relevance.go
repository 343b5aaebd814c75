package answer

import (
	"context"
	"slices"
	"sync"

	"verbatim/retrieval"
)

// relevant tells whether a passage found speaks of the question at all, so
// that silence is possible: a search always finds something nearest. In a
// language that the embedder does not know its words alone speak for it.
func relevant(s scale, e retrieval.Embedder, language string, r retrieval.Ranked) bool {
	return relevantBy(s, e, language, r, 1)
}

// relevantBy is relevant with a share of the floor.
func relevantBy(s scale, e retrieval.Embedder, language string, r retrieval.Ranked, share float64) bool {
	if !knows(e, language) || !knows(e, r.Passage.Statement.Language) {
		return r.Coverage >= share*coverageForeign
	}
	return s.of(r.Dense)+coverageWeight*r.Coverage >= share*relevanceLeast
}

// The floor of relevance, in nearness as scale gives it, and how much the
// share of the question's words that a passage has adds to it. Measured, with
// the bounds of an answer by extracts, on the tuning halves of data/questions.
const (
	coverageWeight  = 0.5
	relevanceLeast  = 0.31
	coverageForeign = 0.5 // where the embedder does not know the language
	besideShare     = 0.5 // of the floor, for what comes with a passage above it
	foremostShare   = 0.7 // of the floor, for what is nearest in the whole library
	foremostHeld    = 0.2 // of the library's passages, at most, for being foremost to tell anything
)

// kept leaves out what does not speak of the question. Where one passage does,
// others come with it that are somewhat farther from it: they hold the
// condition, the reason, the other half.
func (e *Engine) kept(s scale, u Understood, found []retrieval.Ranked) []retrieval.Ranked {
	if !slices.ContainsFunc(found, func(r retrieval.Ranked) bool { return relevant(s, e.Embedder, u.Language, r) }) {
		return nil
	}
	return slices.DeleteFunc(found, func(r retrieval.Ranked) bool { return !e.beside(s, u, r) })
}

// beside tells whether a passage comes with one that is relevant. Across
// languages words alone speak for it, too few to ask less of them.
func (e *Engine) beside(s scale, u Understood, r retrieval.Ranked) bool {
	if !knows(e.Embedder, r.Passage.Statement.Language) {
		return relevant(s, e.Embedder, u.Language, r)
	}
	return relevantBy(s, e.Embedder, u.Language, r, besideShare)
}

// foremost takes what a delegation said though it stays below the floor, where no
// other's words in the whole library are nearer to the question. Who holds much
// of the library is foremost by chance.
func (e *Engine) foremost(ctx context.Context, x *retrieval.Index, u Understood, f retrieval.Filter, found []retrieval.Ranked) ([]retrieval.Ranked, error) {
	s := e.scales.of(ctx, x, u.scope)
	near := func(share float64) func(retrieval.Ranked) bool {
		return func(r retrieval.Ranked) bool { return relevantBy(s, e.Embedder, u.Language, r, share) }
	}
	if !slices.ContainsFunc(found, near(foremostShare)) {
		return nil, nil
	}
	others := f
	others.AnyVoice = nil
	if float64(x.Held(f).Passages) > foremostHeld*float64(x.Held(others).Passages) {
		return nil, nil
	}
	best, err := e.ranked(ctx, x, retrieval.Query{Text: u.search, Language: u.Language, Filter: others}, 1)
	if err != nil || len(best) == 0 || !slices.ContainsFunc(found, func(r retrieval.Ranked) bool { return r.Passage.ID() == best[0].Passage.ID() }) || !near(foremostShare)(best[0]) {
		return nil, err
	}
	return slices.DeleteFunc(found, func(r retrieval.Ranked) bool { return !e.beside(s, u, r) }), nil
}

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
