package eval

import (
	"cmp"
	"fmt"
	"slices"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// place is where words stand in the library.
type place struct {
	statement string // ID
	span      corpus.Span
}

// placed is a question whose golds were found in the library.
type placed struct {
	Question
	places [][]place // of each gold
}

// placer finds words in the texts of a library, each of which it folds once.
type placer struct {
	statements []*corpus.Statement
	folded     map[string]corpus.Folded
}

func newPlacer(x *retrieval.Index) *placer {
	return &placer{x.Statements(), map[string]corpus.Folded{}}
}

// place finds the golds of a question. Words that stand nowhere are a mistake of
// the question's: what cannot be found tells nothing.
func (p *placer) place(q Question) (placed, error) {
	out := placed{Question: q}
	for _, g := range q.Gold {
		var at []place
		for _, st := range p.statements {
			if g.Statement != "" && g.Statement != st.ID {
				continue
			}
			if _, ok := p.folded[st.ID]; !ok {
				p.folded[st.ID] = corpus.Fold(st.Text)
			}
			for _, s := range corpus.Locate(p.folded[st.ID], g.Words) {
				at = append(at, place{st.ID, s})
			}
		}
		switch {
		case len(at) == 0 && g.Statement != "":
			return placed{}, fmt.Errorf("%s: the words %q do not stand in a statement %q of the library: correct them, or ask another library", q.Where, g.Words, g.Statement)
		case len(at) == 0:
			return placed{}, fmt.Errorf("%s: the words %q stand in no statement of the library: correct them, or ask another library", q.Where, g.Words)
		}
		out.places = append(out.places, at)
	}
	return out, nil
}

// held tells which golds have a place that fits.
func (q placed) held(fits func(place) bool) []int {
	var out []int
	for i, places := range q.places {
		if slices.ContainsFunc(places, fits) {
			out = append(out, i)
		}
	}
	return out
}

// heldBy tells which golds a passage holds, or a part of them.
func (q placed) heldBy(p corpus.Passage) []int {
	return q.held(func(at place) bool { return at.statement == p.Statement.ID && at.span.Overlaps(p.Span()) })
}

// gains gives what each passage of a ranking adds: the grades of the golds that
// it is the first to hold; and how many golds there are in all of them.
func (q placed) gains(ranking [][]int) (gains []float64, found int) {
	seen := map[int]bool{}
	for _, golds := range ranking {
		gain := 0.0
		for _, g := range golds {
			if !seen[g] {
				seen[g] = true
				gain += float64(q.Gold[g].Grade)
			}
		}
		gains = append(gains, gain)
	}
	return gains, len(seen)
}

// ideal gives the gains of the best order of all passages: at each rank the one
// that adds most to those before it.
func (q placed) ideal(passages []corpus.Passage) []float64 {
	var hold [][]int
	for _, p := range passages {
		if golds := q.heldBy(p); len(golds) > 0 {
			hold = append(hold, golds)
		}
	}
	var order [][]int
	for len(order) < depth && len(hold) > 0 {
		best := slices.MaxFunc(hold, func(a, b []int) int { return cmp.Compare(q.adds(order, a), q.adds(order, b)) })
		if q.adds(order, best) == 0 {
			break
		}
		order = append(order, best)
	}
	gains, _ := q.gains(order)
	return gains
}

// adds gives the gain of a passage after those before it.
func (q placed) adds(before [][]int, golds []int) float64 {
	gains, _ := q.gains(append(slices.Clone(before), golds))
	return gains[len(before)]
}

// retrieved gives recall@10 and nDCG@10 of what was found.
func (q placed) retrieved(found []retrieval.Ranked, all []corpus.Passage) (recall, ndcg float64) {
	var ranking [][]int
	for _, r := range found[:min(depth, len(found))] {
		ranking = append(ranking, q.heldBy(r.Passage))
	}
	gains, n := q.gains(ranking)
	recall = share(float64(n), float64(len(q.Gold)))
	return recall, min(1, share(discounted(gains), discounted(q.ideal(all))))
}
