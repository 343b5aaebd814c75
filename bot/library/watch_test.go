package library

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"verbatim/retrieval"
)

// kept is a log that a test reads while it is written.
type kept struct {
	mu sync.Mutex
	b  strings.Builder
}

func (k *kept) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.b.Write(p)
}

func (k *kept) String() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.b.String()
}

// watched starts Watch, and ends it with the test.
func (w *world) watched(l *Library, rest time.Duration, poll bool) *kept {
	log := &kept{}
	ctx, stop := context.WithCancel(w.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.Watch(ctx, Watching{Rest: rest, Every: 50 * time.Millisecond, Poll: poll, Log: slog.New(slog.NewTextHandler(log, nil))})
	}()
	w.t.Cleanup(func() { stop(); <-done })
	return log
}

// comes waits until something is so.
func (w *world) comes(what string, is func() bool) {
	w.t.Helper()
	for start := time.Now(); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Since(start) > 20*time.Second {
			w.t.Fatalf("%s does not come", what)
		}
	}
}

func holds(l *Library, id, words string) bool {
	st := l.Index().Statement(id)
	return st != nil && strings.Contains(st.Text, words)
}

func TestWatch(t *testing.T) {
	for _, poll := range []bool{false, true} {
		w := newWorld(t)
		l := w.start()
		log := w.watched(l, 100*time.Millisecond, poll)
		w.write(w.shared, "br.txt", brazilian)
		w.comes("a new document", func() bool { return holds(l, "br", "demand-driven") })
		w.write(w.shared, "sub/folder/new.txt", nameless)
		w.comes("one in a new folder", func() bool { return holds(l, "sub/folder/new", "points of contact") })
		w.write(w.shared, "sub/folder/new.txt", nameless+"\nWe add a paragraph.\n")
		w.comes("a changed one there", func() bool { return holds(l, "sub/folder/new", "a paragraph") })
		w.write(w.shared, "br.toml", "by = \"JP\"\n")
		w.comes("a sidecar", func() bool { return l.Index().Statement("br").By == "JP" })
		must(t, os.Remove(filepath.Join(w.shared, "br.txt")))
		w.comes("a removal", func() bool { return l.Index().Statement("br") == nil })
		if strings.Contains(log.String(), "level=ERROR") {
			t.Error(log)
		}
	}
}

// A file that is being written is not read before it is whole, and no two
// reindexings run at once.
func TestWatchWaitsForTheWhole(t *testing.T) {
	w := newWorld(t)
	var at atomic.Int32
	var most atomic.Int32
	w.before = func(context.Context) error {
		most.Store(max(most.Load(), at.Add(1)))
		time.Sleep(10 * time.Millisecond)
		at.Add(-1)
		return nil
	}
	l := w.start()
	halves := make(chan string, 100)
	l.OnChange(func(_, after *retrieval.Index) {
		if st := after.Statement("long"); st != nil && !strings.Contains(st.Text, "The end.") {
			halves <- st.Text
		}
	})
	w.watched(l, 1500*time.Millisecond, false)
	f, err := os.Create(filepath.Join(w.shared, "long.txt"))
	must(t, err)
	defer f.Close()
	if _, err := f.WriteString("Mr. Chair,\n\n"); err != nil {
		t.Fatal(err)
	}
	for range 40 {
		_, err := f.WriteString("We believe that a paragraph takes its time.\n\n")
		must(t, err)
		time.Sleep(10 * time.Millisecond)
	}
	_, err = f.WriteString("The end.\n")
	must(t, err)
	w.comes("the whole document", func() bool { return holds(l, "long", "The end.") })
	if len(halves) > 0 {
		t.Errorf("half a document was read: %q", <-halves)
	}
	if most.Load() != 1 {
		t.Errorf("%d reindexings ran at once", most.Load())
	}
}

// What goes wrong is logged, and the next change is picked up all the same.
func TestWatchGoesOn(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	log := w.watched(l, 100*time.Millisecond, false)
	w.write(w.shared, "states.toml", "this is none")
	w.comes("an error in the log", func() bool { return strings.Contains(log.String(), "states.toml") })
	if l.Index().Statement("fr") == nil {
		t.Error("the index of before is gone")
	}
	must(t, os.Remove(filepath.Join(w.shared, "states.toml")))
	w.write(w.shared, "br.txt", brazilian)
	w.comes("a new document", func() bool { return holds(l, "br", "demand-driven") })
}

// The operator's folder may come to be there while the bot runs.
func TestWatchFolderThatIsMade(t *testing.T) {
	w := newWorld(t)
	w.own = filepath.Join(filepath.Dir(w.shared), "own")
	l := w.start()
	w.watched(l, 100*time.Millisecond, false)
	w.write(w.own, "br.txt", brazilian)
	w.comes("the new folder's document", func() bool { return holds(l, "br", "demand-driven") })
}

// A fetch that brings a document each second for minutes does not keep the index
// from what has come; all of it is there in the end. The clock is the test's.
func TestWatchDuringALongFetch(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		looker := &watcher{Watching: Watching{Rest: 2 * time.Second, Every: 5 * time.Second, Log: slog.New(slog.DiscardHandler)}, l: l}
		go func() {
			defer close(done)
			for i := range 60 {
				// as a fetch does: a file that is seen half written is one that grows
				w.write(w.shared, ".aside", nameless)
				if err := os.Rename(filepath.Join(w.shared, ".aside"), filepath.Join(w.shared, fmt.Sprintf("doc%d.txt", i))); err != nil {
					t.Error(err)
				}
				time.Sleep(time.Second)
			}
		}()
		start := time.Now()
		if !looker.rests(ctx) {
			t.Error("it ends")
		}
		if took := time.Since(start); took < longest || took > longest+3*time.Second {
			t.Errorf("it waits for %v", took)
		}
		if n := len(looker.seen); n < 15 || n > 25 {
			t.Errorf("%d files are seen", n)
		}
		<-done
		if !looker.changed(ctx) || !looker.rests(ctx) || len(looker.seen) != 62 {
			t.Errorf("%d files are seen in the end", len(looker.seen))
		}
		stop()
	})
}
