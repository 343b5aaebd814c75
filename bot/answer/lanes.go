package answer

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Lane is a stretch of what a delegation said over the years: a session of a
// process, or a year of it where the session has no number or is not known.
type Lane struct {
	Process string
	Session int // 0: none is known
	Year    int // where Session is 0; 0: undated
}

// LaneOf gives the lane that a statement stands in.
func LaneOf(st *corpus.Statement) Lane {
	out := Lane{Process: st.Process}
	if n, _ := SessionNamed(st.Session); n > 0 {
		out.Session = n
		return out
	}
	for _, s := range Sessions() {
		if s.Process == st.Process && !st.Date.IsZero() && !st.Date.Before(s.From) && !st.Date.After(s.To) {
			out.Session = s.Number
			return out
		}
	}
	if !st.Date.IsZero() {
		out.Year = st.Date.Year()
	}
	return out
}

// Words names a lane: "OEWG 2021-2025 session 3", "First Committee 2019".
func (l Lane) Words() string {
	name := cmp.Or(ProcessName(l.Process), "elsewhere, or not known where")
	switch {
	case l.Session > 0:
		return name + " session " + strconv.Itoa(l.Session)
	case l.Year > 0:
		return name + " " + strconv.Itoa(l.Year)
	}
	return name + ", undated"
}

// Unshown counts the passages of a lane that speak of a topic and of which no
// sentence is shown.
type Unshown struct {
	Lane
	Passages int
}

// Passages searched for where none may be passed over: more than any delegation
// has on a topic, few enough for a search to end.
const passagesOfLanes = 3000

// abreast takes passages of each group in turn, the best of each first, so that
// what bounds the work cuts off no group whole.
func abreast[K comparable](found []retrieval.Ranked, group func(*corpus.Statement) K) []retrieval.Ranked {
	of := map[K]int{}
	var lists [][]retrieval.Ranked
	for _, r := range found {
		k := group(r.Passage.Statement)
		at, ok := of[k]
		if !ok {
			at = len(lists)
			of[k], lists = at, append(lists, nil)
		}
		lists[at] = append(lists[at], r)
	}
	return inTurn(lists)
}

// unshown counts, by lane and in the order of time, the passages found of a
// delegation that speak of the topic and of which nothing was taken. Those whose
// sentences were compared, and were not near enough, speak of something else.
func (e *Engine) unshown(u Understood, s scale, found []retrieval.Ranked, compared, near []*candidate, taken []Sentence) []Unshown {
	looked, speaks := map[string]bool{}, map[string]bool{}
	for _, c := range compared {
		looked[c.passage.Passage.ID()] = true
	}
	for _, c := range near {
		if !repeated(c, taken) {
			speaks[c.passage.Passage.ID()] = true
		}
	}
	of := map[Lane]int{}
	for _, r := range found {
		id, st := r.Passage.ID(), r.Passage.Statement
		shown := slices.ContainsFunc(taken, func(t Sentence) bool {
			return t.Citation.Statement == st && r.Passage.Span().Overlaps(corpus.Span{Start: t.Citation.Start, End: t.Citation.End})
		})
		if shown || looked[id] && !speaks[id] || !looked[id] && !relevant(s, e.Embedder, u.Language, r) {
			continue
		}
		of[LaneOf(st)]++
	}
	var out []Unshown
	for l, n := range of {
		out = append(out, Unshown{l, n})
	}
	slices.SortFunc(out, func(a, b Unshown) int {
		return cmp.Or(cmp.Compare(a.Process, b.Process), cmp.Compare(a.Year, b.Year), cmp.Compare(a.Session, b.Session))
	})
	return out
}

// bounded tells that a search ended before it had found all.
func bounded(most int, whose string) string {
	return fmt.Sprintf("Only the %d passages nearest to the topic were looked at: more %s may be held.", most, whose)
}
