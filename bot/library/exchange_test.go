package library

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/retrieval/corpus"
)

// came is a page that came from the address of these tests.
func came(text string, m Meta) Fetched {
	return Fetched{Name: "page.txt", Data: []byte(text), Meta: m, Said: true, Record: corpus.Record{URL: "https://example.org/page", Retrieved: time.Now().UTC(), Checked: time.Now().UTC()}}
}

// A page changes from one delegation's words to another's. Killed at any step, a
// program leaves no words with what was said of the others, and none is lost.
func TestKilledWhileExchanging(t *testing.T) {
	first, second := strings.ReplaceAll(brazilian, "Brazil", "France"), strings.ReplaceAll(brazilian, "Brazil", "Japan")
	for n := 0; ; n++ {
		w := newWorld(t)
		must(t, os.Remove(filepath.Join(w.shared, "fr.txt")))
		must(t, os.Remove(filepath.Join(w.shared, "fr.toml")))
		l := w.startFor()
		_, err := l.Keep(t.Context(), came(first, Meta{By: "FR", Title: "Said by France"}))
		must(t, err)
		died := dieAt(l, n)
		_, err = l.Keep(t.Context(), came(second, Meta{By: "JP", Title: "Said by Japan"}))
		if !died() {
			must(t, err)
			return
		}
		if !errors.Is(err, errKilled) {
			t.Fatalf("killed at step %d: %v", n, err)
		}
		next := w.start()
		held := next.Index().Statements()
		if len(held) != 1 {
			t.Fatalf("killed at step %d: %d are held", n, len(held))
		}
		if s := held[0]; s.By == "FR" != strings.Contains(s.Text, "France") || s.By == "JP" != strings.Contains(s.Text, "Japan") {
			t.Errorf("killed at step %d: by %s: %q", n, s.By, s.Text)
		}
		k, err := next.Keep(t.Context(), came(second, Meta{By: "JP", Title: "Said by Japan"}))
		if must(t, err); k.File != "page.txt" {
			t.Errorf("killed at step %d: kept in %s", n, k.File)
		}
		versions, err := filepath.Glob(filepath.Join(w.own, ".versions", "page.txt", "*.txt"))
		if must(t, err); len(versions) != 1 {
			t.Errorf("killed at step %d: the versions %q", n, versions)
		}
		if left, _ := filepath.Glob(filepath.Join(w.own, ".*"+asideEnd)); len(left) != 0 {
			t.Errorf("killed at step %d: %q", n, left)
		}
	}
}

// Promoting waits for another program that fetches, and takes nothing of its work
// for what was left half there.
func TestPromoteWhileFetching(t *testing.T) {
	w := newWorld(t)
	l, fetching := w.start(), w.start()
	id := w.add(l, "17", "br.txt", brazilian, Meta{})
	begun, promoted := make(chan struct{}), make(chan error, 1)
	var once sync.Once
	fetching.step = func(step string) error {
		if step == "rename page.txt" {
			once.Do(func() {
				go func() {
					close(begun)
					_, err := l.Promote(t.Context(), id)
					promoted <- err
				}()
				<-begun
				select {
				case err := <-promoted:
					promoted <- err
				case <-time.After(200 * time.Millisecond):
				}
			})
		}
		return nil
	}
	_, err := fetching.Keep(t.Context(), came(nameless, Meta{By: "JP"}))
	must(t, err)
	must(t, <-promoted)
	w.wantFiles("library/br.txt", "library/page.toml", "library/page.txt", "library/page.txt.fetched")
}
