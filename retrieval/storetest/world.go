package storetest

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// world is a set of entries and questions, made at random from a seed, that
// knows what a search must find.
type world struct {
	entries   []retrieval.Entry
	questions [][]float32
}

// newWorld makes n entries with vectors of that dimension.
func newWorld(n, dims int, seed uint64) *world {
	random := rand.New(rand.NewPCG(seed, 2021))
	w := &world{}
	for i := range n {
		w.entries = append(w.entries, retrieval.Entry{
			ID:      fmt.Sprintf("statement-%03d#%x.%d", random.IntN(n), seed, i),
			Key:     fmt.Sprintf("key-%d-%d", seed, i),
			Vector:  randomVector(random, dims),
			Headers: header(random.IntN(1000)),
		})
	}
	for range 5 {
		w.questions = append(w.questions, randomVector(random, dims))
	}
	return w
}

// scoped gives a quarter of the entries to each of two scopes.
func (w *world) scoped() *world {
	for i := range w.entries {
		w.entries[i].Headers.Scope = []string{"", "1", "22", ""}[i%4]
	}
	return w
}

func randomVector(random *rand.Rand, dims int) []float32 {
	v := make([]float32, dims)
	var sum float64
	for i := range v {
		v[i] = float32(random.NormFloat64())
		sum += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// header gives one of many combinations of headers, undated ones and such
// without a voice among them.
func header(i int) retrieval.Headers {
	voices := [][]string{{"RU"}, {"CN"}, {"eu", "FR", "DE"}, {"asean", "SG"}, {}, {"FR"}, {"nam", "CN", "SG", "IN"}}
	h := retrieval.Headers{
		Voices:    voices[i%len(voices)],
		Statement: fmt.Sprintf("statement-%d", i%29),
		Process:   []string{"oewg-2021-2025", "gge-2021", ""}[i%3],
		Language:  []string{"en", "fr", "ru", "en"}[i%4],
		Kind:      []string{"statement", corpus.KindProcedural, "statement", "report", ""}[i%5],
		Grade:     corpus.Grade(i % 5),
	}
	if i%11 > 0 {
		h.Date = time.Date(2019+i%6, time.Month(1+i%12), 1+i%28, 0, 0, 0, 0, time.UTC)
	}
	return h
}

// filters are those that a search is tried with.
func filters() map[string]retrieval.Filter {
	grade := func(g corpus.Grade) *corpus.Grade { return &g }
	day := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	return map[string]retrieval.Filter{
		"none":           {},
		"a voice":        {AnyVoice: []string{"FR"}},
		"voices":         {AnyVoice: []string{"RU", "nam", "XX"}},
		"nobody":         {AnyVoice: []string{"XX"}},
		"a process":      {Processes: []string{"gge-2021"}},
		"languages":      {Languages: []string{"fr", "ru"}},
		"statements":     {Statements: []string{"statement-3", "statement-4"}},
		"no such kind":   {ExceptKinds: []string{corpus.KindProcedural, "report"}},
		"since":          {From: header(20).Date},
		"until":          {To: header(20).Date},
		"a day":          {From: header(20).Date, To: header(20).Date},
		"no day":         {From: day(2021, 1, 2), To: day(2021, 1, 1)},
		"a long time":    {From: day(1, 1, 1), To: day(9999, 12, 31)},
		"grade":          {MaxGrade: grade(corpus.UNRecord)},
		"best grade":     {MaxGrade: grade(corpus.Official)},
		"impossible":     {MaxGrade: grade(-1)},
		"several":        {AnyVoice: []string{"CN", "SG"}, Languages: []string{"en"}, From: day(2020, 1, 1), MaxGrade: grade(corpus.Supplied)},
		"a scope":        {Scope: "1"},
		"another scope":  {Scope: "22"},
		"no such scope":  {Scope: "2"},
		"all scopes":     {AllScopes: true},
		"a scope's own":  {Scope: "1", AnyVoice: []string{"FR"}, MaxGrade: grade(corpus.Supplied)},
		"empty, not nil": {AnyVoice: []string{}, Processes: []string{}},
	}
}

func withoutVectors(entries []retrieval.Entry) []retrieval.Entry {
	out := slices.Clone(entries)
	for i := range out {
		out[i].Vector = nil
	}
	return out
}

// commit makes the world the store's content.
func (w *world) commit(t *testing.T, s retrieval.Store) {
	t.Helper()
	g := begin(t, s, model)
	half := len(w.entries) / 2
	must(t, g.Put(t.Context(), w.entries[:half]))
	must(t, g.Put(t.Context(), w.entries[half:]))
	must(t, g.Commit(t.Context()))
}

// check compares what the store finds for all questions with what it must.
func (w *world) check(t *testing.T, s retrieval.Store, n int) {
	t.Helper()
	w.checkFilter(t, s, n, retrieval.Filter{})
	w.checkFilter(t, s, n, retrieval.Filter{Languages: []string{"en", "ru"}})
}

func (w *world) checkFilter(t *testing.T, s retrieval.Store, n int, f retrieval.Filter) {
	t.Helper()
	for _, q := range w.questions {
		hits := search(t, s, q, n, f)
		if why := w.differs(hits, q, n, f); why != "" {
			t.Errorf("asked for %d: %s", n, why)
		}
		if again := search(t, s, q, n, f); !slices.Equal(hits, again) {
			t.Errorf("the same search found other hits the second time")
		}
	}
}

// near is how exact a score must be.
const near = 1e-4

// differs tells how hits differ from those of an exhaustive search.
func (w *world) differs(hits []retrieval.Hit, q []float32, n int, f retrieval.Filter) string {
	truth := map[string]float64{}
	var scores []float64
	for _, e := range w.entries {
		if f.Match(e.Headers) {
			truth[e.ID] = cosine(q, e.Vector)
			scores = append(scores, truth[e.ID])
		}
	}
	slices.SortFunc(scores, func(a, b float64) int { return cmp.Compare(b, a) })
	if len(hits) != min(n, len(scores)) {
		return fmt.Sprintf("%d hits, want %d", len(hits), min(n, len(scores)))
	}
	for i, h := range hits {
		score, ok := truth[h.ID]
		switch {
		case !ok:
			return fmt.Sprintf("%s is not there, was found before, or does not pass the filter", h.ID)
		case math.Abs(score-float64(h.Score)) > near:
			return fmt.Sprintf("%s scores %v, want %v", h.ID, h.Score, score)
		case math.Abs(scores[i]-float64(h.Score)) > near:
			return fmt.Sprintf("the hit in place %d scores %v, want %v", i+1, h.Score, scores[i])
		case i > 0 && cmp.Or(cmp.Compare(hits[i-1].Score, h.Score), -compare(hits[i-1].ID, h.ID)) <= 0:
			return fmt.Sprintf("%v comes before %v", hits[i-1], h)
		}
		delete(truth, h.ID)
	}
	return ""
}

func cosine(v, w []float32) (sum float64) {
	for i := range v {
		sum += float64(v[i]) * float64(w[i])
	}
	return sum
}

func compare(a, b string) int { return strings.Compare(a, b) }
