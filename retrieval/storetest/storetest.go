// Package storetest is what every retrieval.Store must do.
//
// Run holds a store to its contract while it is open, Reopen one that keeps its
// content. What a search finds is compared with an exhaustive search in double
// precision: world.go makes the entries, and knows the answers.
package storetest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Run tests a store. Each call of open gives one that holds nothing yet.
func Run(t *testing.T, open func(t *testing.T) retrieval.Store) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, s retrieval.Store)
	}{
		{"nothing held", testEmpty},
		{"nothing put", testCommitNothing},
		{"more asked for than held", testMoreThanHeld},
		{"ties go by ID", testTies},
		{"filters", testFilters},
		{"scopes", testScopes},
		{"what is of another scope takes no place", testScopesTakeNoPlace},
		{"the nearest, as an exhaustive search has them", testNearest},
		{"readers see the old generation until Commit", testVisibility},
		{"what was not put is gone", testReplaced},
		{"an aborted generation leaves its vectors and nothing else", testAbort},
		{"one key under several IDs", testSharedKey},
		{"models never mix", testModels},
		{"what is no unit vector is refused", testRefused},
		{"a finished generation takes nothing", testFinished},
		{"a cancelled context stops everything", testCancelled},
		{"searches while building", testConcurrent},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// Reopen tests a store that keeps its content: each call of open with the same
// place gives a store that another program, killed since, had opened there.
func Reopen(t *testing.T, open func(t *testing.T, place string) retrieval.Store) {
	t.Run("what was committed is found again", func(t *testing.T) {
		place, w := t.TempDir(), newWorld(200, 16, 1)
		w.commit(t, open(t, place))
		w.check(t, open(t, place), 10)
	})
	t.Run("vectors of a killed build need not be computed again", func(t *testing.T) {
		place, old, w := t.TempDir(), newWorld(20, 16, 2), newWorld(100, 16, 3)
		s := open(t, place)
		old.commit(t, s)
		g := begin(t, s, model)
		for _, e := range w.entries[:60] {
			must(t, g.Keep(t.Context(), e.Key, e.Vector))
		}
		must(t, g.Put(t.Context(), w.entries[:30]))

		s = open(t, place)
		old.check(t, s, 5)
		g = begin(t, s, model)
		for i, e := range w.entries {
			wantHas(t, g, e.Key, i < 60)
		}
		must(t, g.Put(t.Context(), withoutVectors(w.entries[:60])))
		must(t, g.Put(t.Context(), w.entries[60:]))
		must(t, g.Commit(t.Context()))
		w.check(t, s, 10)
		w.check(t, open(t, place), 10)
	})
	t.Run("scopes are found again", func(t *testing.T) {
		place, w := t.TempDir(), newWorld(120, 16, 18).scoped()
		w.commit(t, open(t, place))
		s := open(t, place)
		for name, f := range filters() {
			if name == "none" || strings.Contains(name, "scope") {
				w.checkFilter(t, s, 200, f)
			}
		}
		wantScopes(t, s, w, retrieval.Filter{}, "")
		wantScopes(t, s, w, retrieval.Filter{Scope: "22"}, "", "22")
	})
	t.Run("a reopened store has its vectors", func(t *testing.T) {
		place, w := t.TempDir(), newWorld(50, 16, 4)
		w.commit(t, open(t, place))
		g := begin(t, open(t, place), model)
		for _, e := range w.entries {
			wantHas(t, g, e.Key, true)
		}
		must(t, g.Abort())
	})
}

const model = "test-model"

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func begin(t *testing.T, s retrieval.Store, model string) retrieval.Generation {
	t.Helper()
	g, err := s.Begin(t.Context(), model)
	must(t, err)
	return g
}

func search(t *testing.T, s retrieval.Store, v []float32, n int, f retrieval.Filter) []retrieval.Hit {
	t.Helper()
	hits, err := s.Search(t.Context(), v, n, f)
	must(t, err)
	return hits
}

func wantHas(t *testing.T, g retrieval.Generation, key string, want bool) {
	t.Helper()
	has, err := g.Has(t.Context(), key)
	must(t, err)
	if has != want {
		t.Fatalf("Has(%q) = %v, want %v", key, has, want)
	}
}

func wantIDs(t *testing.T, hits []retrieval.Hit, want ...string) {
	t.Helper()
	var got []string
	for _, h := range hits {
		got = append(got, h.ID)
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

// axis is the unit vector along one of four axes.
func axis(i int) []float32 {
	v := make([]float32, 4)
	v[i] = 1
	return v
}

func testEmpty(t *testing.T, s retrieval.Store) {
	for _, f := range []retrieval.Filter{{}, {AnyVoice: []string{"RU"}}} {
		if hits := search(t, s, axis(0), 5, f); len(hits) != 0 {
			t.Errorf("a store that holds nothing found %v", hits)
		}
	}
}

func testCommitNothing(t *testing.T, s retrieval.Store) {
	newWorld(5, 4, 1).commit(t, s)
	must(t, begin(t, s, model).Commit(t.Context()))
	wantIDs(t, search(t, s, axis(0), 5, retrieval.Filter{}))
	newWorld(5, 4, 1).commit(t, s)
	if hits := search(t, s, axis(0), 5, retrieval.Filter{}); len(hits) != 5 {
		t.Errorf("found %v after an empty generation and one of 5", hits)
	}
}

func testMoreThanHeld(t *testing.T, s retrieval.Store) {
	w := newWorld(7, 8, 1)
	w.commit(t, s)
	for n, want := range map[int]int{-1: 0, 0: 0, 6: 6, 7: 7, 8: 7, 1000: 7, math.MaxInt32: 7} {
		if hits := search(t, s, w.questions[0], n, retrieval.Filter{}); len(hits) != want {
			t.Errorf("asked for %d of 7, found %d", n, len(hits))
		}
		few := search(t, s, w.questions[0], n, retrieval.Filter{Statements: []string{w.entries[0].Headers.Statement}})
		if n >= 7 && len(few) == 0 || len(few) > max(n, 0) {
			t.Errorf("asked for %d with a filter, found %d", n, len(few))
		}
	}
}

// Which of the equally near are found must not change from search to search.
func testTies(t *testing.T, s retrieval.Store) {
	var entries []retrieval.Entry
	for i := range 40 {
		e := retrieval.Entry{ID: fmt.Sprintf("p%02d", (i*17)%40), Key: fmt.Sprint("key", i), Vector: axis(1), Headers: header(i)}
		if e.ID < "p03" {
			e.Vector = axis(0)
		}
		entries = append(entries, e)
	}
	g := begin(t, s, model)
	must(t, g.Put(t.Context(), entries))
	must(t, g.Commit(t.Context()))
	near := []float32{0.8, 0.6, 0, 0}
	for range 10 {
		wantIDs(t, search(t, s, near, 2, retrieval.Filter{}), "p00", "p01")
		wantIDs(t, search(t, s, near, 6, retrieval.Filter{}), "p00", "p01", "p02", "p03", "p04", "p05")
		wantIDs(t, search(t, s, near, 6, retrieval.Filter{Languages: []string{"en", "fr", "ru"}}), "p00", "p01", "p02", "p03", "p04", "p05")
	}
	if hits := search(t, s, near, 40, retrieval.Filter{}); !slices.IsSortedFunc(hits[3:], func(a, b retrieval.Hit) int { return compare(a.ID, b.ID) }) {
		t.Errorf("equally near entries came as %v", hits)
	}
}

func testFilters(t *testing.T, s retrieval.Store) {
	w := newWorld(300, 8, 5).scoped()
	w.commit(t, s)
	for name, f := range filters() {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{1, 7, 1000} {
				w.checkFilter(t, s, n, f)
			}
		})
	}
}

// wantScopes tries whether exactly what is of those scopes is found.
func wantScopes(t *testing.T, s retrieval.Store, w *world, f retrieval.Filter, scopes ...string) {
	t.Helper()
	var want []string
	for _, e := range w.entries {
		if slices.Contains(scopes, e.Headers.Scope) {
			want = append(want, e.ID)
		}
	}
	var got []string
	for _, h := range search(t, s, w.questions[0], len(w.entries), f) {
		got = append(got, h.ID)
	}
	slices.Sort(want)
	slices.Sort(got)
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("%+v finds %d entries, want the %d of the scopes %q", f, len(got), len(want), scopes)
	}
}

// What is of a scope is found by a search that names the scope, and by no other:
// not by one without a word, and not by one that fits it in all else.
func testScopes(t *testing.T, s retrieval.Store) {
	w := newWorld(400, 8, 19).scoped()
	w.commit(t, s)
	wantScopes(t, s, w, retrieval.Filter{}, "")
	wantScopes(t, s, w, retrieval.Filter{Scope: "1"}, "", "1")
	wantScopes(t, s, w, retrieval.Filter{Scope: "22"}, "", "22")
	wantScopes(t, s, w, retrieval.Filter{Scope: "2"}, "")
	wantScopes(t, s, w, retrieval.Filter{AllScopes: true}, "", "1", "22")
	for _, e := range w.entries {
		f := retrieval.Filter{AnyVoice: e.Headers.Voices, Statements: []string{e.Headers.Statement}, Languages: []string{e.Headers.Language}}
		for _, scope := range []string{"", "1", "22"} {
			f.Scope = scope
			found := slices.ContainsFunc(search(t, s, e.Vector, len(w.entries), f), func(h retrieval.Hit) bool { return h.ID == e.ID })
			if want := e.Headers.Scope == "" || e.Headers.Scope == scope; found != want {
				t.Fatalf("an entry of the scope %q is found in %q: %v", e.Headers.Scope, scope, found)
			}
		}
	}
}

// However near what is of another scope lies, those that may be found are found
// in full number.
func testScopesTakeNoPlace(t *testing.T, s retrieval.Store) {
	var entries []retrieval.Entry
	for i := range 60 {
		e := retrieval.Entry{ID: fmt.Sprintf("p%02d", i), Key: "far", Vector: axis(1), Headers: header(i)}
		if e.Headers.Scope = "1"; i%2 == 1 {
			e.Headers.Scope = ""
		} else {
			e.Key, e.Vector = "near", axis(0)
		}
		entries = append(entries, e)
	}
	g := begin(t, s, model)
	must(t, g.Put(t.Context(), entries))
	must(t, g.Commit(t.Context()))
	near := []float32{0.8, 0.6, 0, 0}
	wantIDs(t, search(t, s, near, 3, retrieval.Filter{}), "p01", "p03", "p05")
	wantIDs(t, search(t, s, near, 3, retrieval.Filter{Scope: "2"}), "p01", "p03", "p05")
	wantIDs(t, search(t, s, near, 3, retrieval.Filter{Scope: "1"}), "p00", "p02", "p04")
	if hits := search(t, s, near, 100, retrieval.Filter{}); len(hits) != 30 {
		t.Errorf("%d of the 30 that all share were found", len(hits))
	}
}

func testNearest(t *testing.T, s retrieval.Store) {
	w := newWorld(1000, 32, 6)
	w.commit(t, s)
	for _, n := range []int{1, 10, 100} {
		w.check(t, s, n)
	}
}

func testVisibility(t *testing.T, s retrieval.Store) {
	old, w := newWorld(30, 8, 7), newWorld(60, 8, 8)
	old.commit(t, s)
	g := begin(t, s, model)
	old.check(t, s, 10)
	for _, e := range w.entries {
		must(t, g.Keep(t.Context(), e.Key, e.Vector))
	}
	old.check(t, s, 10)
	must(t, g.Put(t.Context(), w.entries))
	old.check(t, s, 10)
	must(t, g.Commit(t.Context()))
	w.check(t, s, 10)
}

func testReplaced(t *testing.T, s retrieval.Store) {
	w := newWorld(30, 8, 9)
	w.commit(t, s)
	g := begin(t, s, model)
	for _, e := range w.entries {
		wantHas(t, g, e.Key, true)
	}
	must(t, g.Put(t.Context(), withoutVectors(w.entries[:10])))
	must(t, g.Commit(t.Context()))
	w.entries = w.entries[:10]
	w.check(t, s, 30)
}

func testAbort(t *testing.T, s retrieval.Store) {
	old, w := newWorld(10, 8, 10), newWorld(20, 8, 11)
	old.commit(t, s)
	g := begin(t, s, model)
	for _, e := range w.entries {
		must(t, g.Keep(t.Context(), e.Key, e.Vector))
	}
	must(t, g.Put(t.Context(), w.entries[:5]))
	must(t, g.Abort())
	must(t, g.Abort())
	old.check(t, s, 10)
	g = begin(t, s, model)
	for _, e := range w.entries {
		wantHas(t, g, e.Key, true)
	}
	wantHas(t, g, "another", false)
	must(t, g.Put(t.Context(), withoutVectors(w.entries)))
	must(t, g.Commit(t.Context()))
	w.check(t, s, 20)
}

// The same words in two statements are one vector and two entries.
func testSharedKey(t *testing.T, s retrieval.Store) {
	g := begin(t, s, model)
	must(t, g.Keep(t.Context(), "k", axis(0)))
	must(t, g.Put(t.Context(), []retrieval.Entry{
		{ID: "b", Key: "k", Headers: retrieval.Headers{Statement: "1", Language: "en", Grade: corpus.Official}},
		{ID: "a", Key: "k", Headers: retrieval.Headers{Statement: "2", Language: "fr", Grade: corpus.Supplied}},
		{ID: "c", Key: "other", Vector: axis(1), Headers: retrieval.Headers{Statement: "2", Language: "en"}},
		{ID: "d", Key: "k", Vector: axis(0), Headers: retrieval.Headers{Statement: "3", Language: "ru"}},
	}))
	must(t, g.Commit(t.Context()))
	wantIDs(t, search(t, s, axis(0), 4, retrieval.Filter{}), "a", "b", "d", "c")
	wantIDs(t, search(t, s, axis(0), 2, retrieval.Filter{}), "a", "b")
	wantIDs(t, search(t, s, axis(0), 4, retrieval.Filter{Languages: []string{"en"}}), "b", "c")
	wantIDs(t, search(t, s, axis(0), 4, retrieval.Filter{Statements: []string{"2"}}), "a", "c")
}

func testModels(t *testing.T, s retrieval.Store) {
	old, w := newWorld(10, 8, 12), newWorld(12, 4, 13)
	old.commit(t, s)
	g := begin(t, s, "another-model")
	for _, e := range old.entries {
		wantHas(t, g, e.Key, false)
	}
	if err := g.Put(t.Context(), withoutVectors(old.entries)); err == nil {
		t.Error("the vectors of one model were taken for another's")
	}
	must(t, g.Put(t.Context(), w.entries))
	old.check(t, s, 10)
	must(t, g.Commit(t.Context()))
	w.check(t, s, 10)
	if _, err := s.Search(t.Context(), old.questions[0], 5, retrieval.Filter{}); err == nil {
		t.Error("a vector of 8 numbers was searched for among vectors of 4")
	}
	if g, err := s.Begin(t.Context(), ""); err == nil {
		g.Abort()
		t.Error("a model without a name was taken")
	}
}

func testRefused(t *testing.T, s retrieval.Store) {
	g := begin(t, s, model)
	must(t, g.Keep(t.Context(), "good", axis(0)))
	nan, inf := axis(1), axis(1)
	nan[2], inf[2] = float32(math.NaN()), float32(math.Inf(1))
	bad := map[string][]float32{
		"zero": make([]float32, 4), "NaN": nan, "infinite": inf, "long": {1, 1, 0, 0}, "short": {0.1, 0, 0, 0},
		"dimension": {1, 0, 0}, "empty": {},
	}
	for name, v := range bad {
		if err := g.Keep(t.Context(), name, v); err == nil {
			t.Errorf("Keep took a vector that is bad: %s", name)
		}
		wantHas(t, g, name, false)
		if err := g.Put(t.Context(), []retrieval.Entry{{ID: "fine", Key: "good"}, {ID: name, Key: name, Vector: v}}); err == nil {
			t.Errorf("Put took a vector that is bad: %s", name)
		}
	}
	for name, entries := range map[string][]retrieval.Entry{
		"no ID": {{Key: "good"}}, "no key": {{ID: "x", Vector: axis(0)}}, "no vector": {{ID: "x", Key: "unknown"}},
		"an ID twice": {{ID: "x", Key: "good"}, {ID: "x", Key: "good"}},
	} {
		if err := g.Put(t.Context(), entries); err == nil {
			t.Errorf("Put took an entry that is bad: %s", name)
		}
	}
	if err := g.Keep(t.Context(), "", axis(0)); err == nil {
		t.Error("Keep took a vector without a key")
	}
	must(t, g.Put(t.Context(), []retrieval.Entry{{ID: "fine", Key: "good"}}))
	if err := g.Put(t.Context(), []retrieval.Entry{{ID: "fine", Key: "good"}}); err == nil {
		t.Error("the same ID was put twice")
	}
	must(t, g.Commit(t.Context()))
	wantIDs(t, search(t, s, axis(0), 9, retrieval.Filter{}), "fine")
	for name, v := range bad {
		if _, err := s.Search(t.Context(), v, 1, retrieval.Filter{}); err == nil {
			t.Errorf("Search took a vector that is bad: %s", name)
		}
	}
	if hits := search(t, s, []float32{0.99999, 0, 0, 0}, 1, retrieval.Filter{}); len(hits) != 1 || math.Abs(float64(hits[0].Score)-1) > 1e-5 {
		t.Errorf("a vector of nearly unit length found %v", hits)
	}
}

func testFinished(t *testing.T, s retrieval.Store) {
	w := newWorld(3, 8, 14)
	for name, finish := range map[string]func(g retrieval.Generation) error{
		"committed": func(g retrieval.Generation) error { return g.Commit(t.Context()) },
		"aborted":   func(g retrieval.Generation) error { return g.Abort() },
	} {
		g := begin(t, s, model)
		must(t, finish(g))
		if g.Keep(t.Context(), "k", w.questions[0]) == nil || g.Put(t.Context(), w.entries) == nil || g.Commit(t.Context()) == nil {
			t.Errorf("a generation went on after it was %s", name)
		}
	}
	w.commit(t, s)
	w.check(t, s, 3)
}

func testCancelled(t *testing.T, s retrieval.Store) {
	w := newWorld(30, 8, 15)
	w.commit(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	g, err := s.Begin(ctx, model)
	must(t, err)
	cancel()
	if g.Put(ctx, w.entries[:1]) == nil || g.Keep(ctx, "k", w.questions[0]) == nil || g.Commit(ctx) == nil {
		t.Error("a generation went on after its context was cancelled")
	}
	must(t, g.Abort())
	for _, f := range []retrieval.Filter{{}, {Languages: []string{"en"}}} {
		if _, err := s.Search(ctx, w.questions[0], 3, f); err == nil {
			t.Error("a search went on after its context was cancelled")
		}
	}
	w.check(t, s, 10)
}

// Every search sees one generation or the other, whole.
func testConcurrent(t *testing.T, s retrieval.Store) {
	worlds := []*world{newWorld(40, 8, 16), newWorld(80, 8, 17)}
	for _, w := range worlds {
		w.questions = worlds[0].questions
	}
	worlds[0].commit(t, s)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				f := retrieval.Filter{}
				if i%2 == 1 {
					f.Languages = []string{"en", "ru"}
				}
				hits, err := s.Search(t.Context(), worlds[0].questions[0], 5, f)
				if err != nil {
					t.Error(err)
					return
				}
				if worlds[0].differs(hits, worlds[0].questions[0], 5, f) != "" && worlds[1].differs(hits, worlds[0].questions[0], 5, f) != "" {
					t.Errorf("found %v, which is of neither generation", hits)
					return
				}
				time.Sleep(100 * time.Microsecond)
			}
		})
	}
	for i := range 6 {
		worlds[(i+1)%2].commit(t, s)
	}
	close(stop)
	wg.Wait()
}
