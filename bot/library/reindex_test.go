package library

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"verbatim/retrieval"
)

func TestReindex(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	first := l.Index()
	var changes [][2]*retrieval.Index
	l.OnChange(func(before, after *retrieval.Index) { changes = append(changes, [2]*retrieval.Index{before, after}) })
	if report, err := l.Reindex(t.Context(), false, nil); err != nil || report.Read != 1 || l.Index() != first || len(changes) != 0 {
		t.Errorf("nothing new: %+v (%v), %d changes", report, err, len(changes))
	}
	w.write(w.shared, "br.txt", brazilian)
	report, err := l.Reindex(t.Context(), false, nil)
	if err != nil || report.Added == 0 || l.Index().Statement("br") == nil || len(changes) != 1 || changes[0] != [2]*retrieval.Index{first, l.Index()} {
		t.Errorf("something new: %+v (%v), %d changes", report, err, len(changes))
	}
	if at, last := l.LastReindex(); time.Since(at) > time.Hour || last.Added != report.Added {
		t.Errorf("the last: %v %+v", at, last)
	}
	if report, err := l.Reindex(t.Context(), true, nil); err != nil || report.Embedded < 2 || report.Kept != 2 || len(changes) != 2 {
		t.Errorf("in full: %+v (%v)", report, err)
	}
}

// Only one at a time; what adds and removes waits.
func TestBusy(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	first := l.Index()
	begun, go_on := make(chan struct{}), make(chan struct{})
	var once sync.Once
	w.before = func(context.Context) error {
		once.Do(func() { close(begun); <-go_on })
		return nil
	}
	w.write(w.shared, "other.txt", nameless)
	reindexed := make(chan error)
	go func() {
		_, err := l.Reindex(t.Context(), false, nil)
		reindexed <- err
	}()
	<-begun
	if _, err := l.Reindex(t.Context(), false, nil); !errors.Is(err, ErrBusy) {
		t.Errorf("while reindexing: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := l.Add(ctx, "17", "br.txt", []byte(brazilian), Meta{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("adding while reindexing: %v", err)
	}
	if l.Index() != first {
		t.Error("the index changed before it was made")
	}
	added := make(chan error)
	go func() {
		_, err := l.Add(t.Context(), "17", "br.txt", []byte(brazilian), Meta{})
		added <- err
	}()
	close(go_on)
	must(t, <-reindexed)
	must(t, <-added)
	if l.Index().Statement("other") == nil || len(l.Added("17")) != 1 {
		t.Error("one of the two is missing")
	}
}

// Cancelled, a reindexing leaves the index of before.
func TestReindexCancelled(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	first := l.Index()
	at, _ := l.LastReindex()
	w.write(w.shared, "br.txt", brazilian)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := l.Reindex(ctx, false, func(p Progress) { cancel() })
	if !errors.Is(err, context.Canceled) || l.Index() != first {
		t.Errorf("%v", err)
	}
	if again, _ := l.LastReindex(); again != at {
		t.Error("it counts as the last one")
	}
	if _, err := l.Reindex(t.Context(), false, nil); err != nil || l.Index() == first {
		t.Errorf("then: %v", err)
	}
}

func TestProgressKnowsHowLong(t *testing.T) {
	now := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	l := New(Options{Now: func() time.Time { return now }})
	var got []Progress
	report := l.estimating(func(p Progress) { got = append(got, p) })
	for _, step := range []struct {
		stage       string
		done, total int
		after       time.Duration
	}{{"reading", 0, 0, 0}, {"reading", 7, 7, time.Second}, {"embedding", 0, 100, time.Second}, {"embedding", 10, 100, 2 * time.Second}, {"embedding", 50, 100, 3 * time.Second}, {"embedding", 100, 100, time.Second}, {"saving", 0, 1, 0}} {
		now = now.Add(step.after)
		report(step.stage, step.done, step.total)
	}
	for i, want := range []time.Duration{0, 0, 0, 18 * time.Second, 5 * time.Second, 0, 0} {
		if got[i].Left != want {
			t.Errorf("step %d: %+v, want %v left", i, got[i], want)
		}
	}
	l.estimating(nil)("reading", 1, 2)
}

// Each change is told once, in order, and a listener may ask and change the library.
func TestOnChange(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	var mu sync.Mutex
	at, told := l.Index(), 0
	l.OnChange(func(before, after *retrieval.Index) {
		mu.Lock()
		defer mu.Unlock()
		if before != at {
			t.Error("a change was told out of order")
		}
		at = after
		told++
		l.LastReindex()
		l.Added("")
	})
	l.OnChange(func(_, _ *retrieval.Index) {})
	nested := make(chan error, 1)
	var once sync.Once
	l.OnChange(func(_, _ *retrieval.Index) {
		once.Do(func() {
			_, err := l.Add(context.Background(), "77", "nested.txt", []byte(nameless), Meta{})
			nested <- err
		})
	})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			scope := fmt.Sprint(17 + i%3)
			id, err := l.Add(context.Background(), scope, "x.txt", fmt.Appendf(nil, "%s\n\nPostscript %d.", brazilian, i), Meta{By: "BR"})
			if err == nil && i%2 == 0 {
				err = l.Remove(context.Background(), scope, id)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	must(t, <-nested)
	for range 2000 {
		mu.Lock()
		done := told == 13 && at == l.Index()
		mu.Unlock()
		if done {
			break
		}
		time.Sleep(time.Millisecond)
	}
	mu.Lock()
	defer mu.Unlock()
	if told != 13 || at != l.Index() || len(l.Added("")) != 5 {
		t.Errorf("%d changes told, %d documents", told, len(l.Added("")))
	}
}

// A listener that panics takes neither the others' turn nor later changes with it.
func TestListenerPanics(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	told := 0
	l.OnChange(func(_, _ *retrieval.Index) {
		if told++; told == 1 {
			panic("a listener's own fault")
		}
	})
	func() {
		defer func() { _ = recover() }()
		w.add(l, "17", "a.txt", brazilian, Meta{})
	}()
	w.add(l, "17", "b.txt", nameless, Meta{})
	if told != 2 || len(l.Added("17")) != 2 {
		t.Errorf("%d changes told, %s", told, ids(l.Added("17")))
	}
}
