package library

import (
	"context"
	"errors"
	"strings"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

var errKilled = errors.New("killed")

// dieAt makes the program do no step from the given one on, as if it had been
// killed there. It tells whether it came so far. The steps of writing texts are
// not among them: dieAtText has those.
func dieAt(l *Library, n int) (died func() bool) {
	steps := 0
	l.step = func(step string) error {
		if strings.Contains(step, textsName) && steps <= n {
			return nil
		}
		if steps++; steps > n {
			return errKilled
		}
		return nil
	}
	return func() bool { return steps > n }
}

// credited fails where another program that reads the library now finds the
// words in a mouth that they were never put into.
func (w *world) credited(at string) {
	w.t.Helper()
	states, err := readStates()
	must(w.t, err)
	servers, _, err := ServerSources(w.servers)
	must(w.t, err)
	lib, err := corpus.Load(w.t.Context(), append([]corpus.Source{{Name: w.shared, Dir: w.shared, Grade: corpus.Supplied}}, servers...), states)
	must(w.t, err)
	for _, st := range lib.Statements {
		if st.ID != "fr" && (st.By != "JP" || st.Title != "Said by Japan") {
			w.t.Errorf("%s: %s is by %q, titled %q", at, st.ID, st.By, st.Title)
		}
	}
}

// The document itself says that Brazil speaks; whoever adds it knows better.
var japanese = Meta{By: "JP", Title: "Said by Japan"}

// Killed at any step, a program leaves a document with its sidecar or neither.
func TestKilledWhileAdding(t *testing.T) {
	for n := 0; ; n++ {
		w := newWorld(t)
		died := dieAt(w.startFor(), n)
		l := w.last
		_, err := l.Add(t.Context(), "17", "br.txt", []byte(brazilian), japanese)
		if !died() {
			if must(t, err); n < 4 {
				t.Fatalf("only %d steps were taken", n)
			}
			return
		}
		if !errors.Is(err, errKilled) {
			t.Fatalf("killed at step %d: %v", n, err)
		}
		w.credited("killed while adding")
		next := w.start()
		w.wantFiles()
		if len(next.Added("")) != 0 || len(next.FailedEverywhere()) != 0 {
			t.Errorf("killed at step %d: %s, %v", n, ids(next.Added("")), next.FailedEverywhere())
		}
		w.add(next, "17", "br.txt", brazilian, japanese)
	}
}

func TestKilledWhileRemoving(t *testing.T) {
	for n := 0; ; n++ {
		w := newWorld(t)
		l := w.startFor()
		id := w.add(l, "17", "br.txt", brazilian, japanese)
		died := dieAt(l, n)
		err := l.Remove(t.Context(), "17", id)
		if !died() {
			must(t, err)
			return
		}
		w.credited("killed while removing")
		next := w.start()
		if held := len(next.Added("")); held == 1 {
			w.wantFiles("servers/17/br.txt", "servers/17/br.toml")
		} else {
			w.wantFiles()
		}
		if len(next.FailedEverywhere()) != 0 {
			t.Errorf("killed at step %d: %v", n, next.FailedEverywhere())
		}
	}
}

// Killed while promoting, a program leaves the document in one place or both;
// the next one can finish it.
func TestKilledWhilePromoting(t *testing.T) {
	for n := 0; ; n++ {
		w := newWorld(t)
		l := w.startFor()
		id := w.add(l, "17", "br.txt", brazilian, japanese)
		died := dieAt(l, n)
		_, err := l.Promote(t.Context(), id)
		if !died() {
			must(t, err)
			w.wantFiles("library/br.txt", "library/br.toml")
			return
		}
		w.credited("killed while promoting")
		next := w.start()
		if added := next.Added(""); len(added) == 1 {
			if shared, err := next.Promote(t.Context(), id); err != nil || shared != "br" {
				t.Errorf("killed at step %d, then %q (%v): %q", n, shared, err, w.files())
			}
		}
		w.wantFiles("library/br.txt", "library/br.toml")
		if st := next.Index().Statement("br"); st == nil || st.By != "JP" {
			t.Errorf("killed at step %d: %+v", n, st)
		}
	}
}

// An orphaned sidecar that a person put there is theirs, and stays.
func TestMendTakesOnlyOurs(t *testing.T) {
	w := newWorld(t)
	dir := w.servers + "/17"
	w.write(dir, "lonely.toml", "by = \"FR\"\n")
	w.write(dir, ".lonely.txt.swp", "an editor's")
	w.write(dir, ".half.txt.verbatim-tmp", "half")
	w.write(dir, ".half.toml.verbatim-tmp", "by")
	w.write(dir, ".other.txt.verbatim-tmp", "half")
	w.write(dir, "other.toml", "by = \"FR\"\n")
	w.write(dir, ".third.txt.verbatim-tmp", "half")
	w.write(dir, "third.md", "Mr. Chair,\n\nWe thank you.")
	w.write(dir, "third.toml", "by = \"FR\"\n")
	l := w.start()
	w.wantFiles("servers/17/lonely.toml", "servers/17/.lonely.txt.swp", "servers/17/third.md", "servers/17/third.toml")
	if st := l.Index().StatementOf("17:third", retrieval.Filter{Scope: "17"}); st == nil || st.By != "FR" {
		t.Errorf("%+v", st)
	}
}

// startFor is start for a library whose steps a test counts.
func (w *world) startFor() *Library {
	w.last = w.start()
	return w.last
}

// A change waits for another program's, and no longer than its caller.
func TestOtherPrograms(t *testing.T) {
	w := newWorld(t)
	one, two := w.start(), w.start()
	w.add(one, "17", "a.txt", nameless, Meta{})
	w.before = nil
	unlock, err := one.lock(t.Context(), true)
	must(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := two.Add(ctx, "17", "b.txt", []byte(brazilian), Meta{})
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	go func() {
		_, err := two.Add(t.Context(), "17", "b.txt", []byte(brazilian), Meta{})
		done <- err
	}()
	unlock()
	must(t, <-done)
	if got := ids(two.Added("17")); got != "17:a 17:b" {
		t.Errorf("added: %s", got)
	}
}
