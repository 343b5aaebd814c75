package retrieval_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// weighing is an embedder that notes the heap in use at every eighth batch.
type weighing struct {
	retrieval.BagOfWords
	batch *int
	most  *uint64
}

func (w weighing) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	if *w.batch++; *w.batch%8 == 0 {
		weigh(w.most)
	}
	return w.BagOfWords.Passages(ctx, texts)
}

// weigh notes the bytes that are in use and cannot be collected, if they are more
// than before.
func weigh(most *uint64) {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	*most = max(*most, m.HeapAlloc)
}

// speeches writes n documents of about 14 KB, no two with a sentence in common, of
// four thousand words.
func speeches(t *testing.T, dir string, n int) {
	t.Helper()
	word := func(n int) string {
		const syllables = "balocenudirofetamuposirevagoluni"
		return syllables[n%16*2:n%16*2+2] + syllables[n/16%16*2:n/16%16*2+2] + syllables[n/256%16*2:n/256%16*2+2]
	}
	count := 0
	for i := range n {
		var b strings.Builder
		b.WriteString("Statement by the Chair\n\nMr. Chair,\n")
		for range 12 {
			b.WriteString("\n")
			for range 10 {
				count++
				fmt.Fprintf(&b, "We say of %s and %s that", word(count), word(count/4096))
				for w := range 13 {
					b.WriteString(" " + word(count*(w+3)+w*w))
				}
				b.WriteString(". ")
			}
			b.WriteString("\n")
		}
		path := filepath.Join(dir, fmt.Sprintf("speech-%05d.txt", i))
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
}

// A passage costs the index some hundred bytes of memory while it is made, brought
// up to date and asked, not its words and its vector. (That is 700 bytes of text and
// 2 KB of numbers here. What grows by doubling may be half empty at its peak.)
func TestMemoryPerPassage(t *testing.T) {
	switch {
	case racing:
		t.Skip("the race detector has memory of its own")
	case testing.Short():
		t.Skip("thousands of documents")
	case runtime.GOOS == "windows":
		t.Skip("texts are in memory where files are not mapped")
	}
	const limit = 1500 // bytes a passage, with some 20 MB that do not grow
	dir, index := t.TempDir(), filepath.Join(t.TempDir(), "index")
	speeches(t, dir, 2000)
	for stage, name := range []string{"made anew", "brought up to date", "opened and asked"} {
		var most, base uint64
		weigh(&base)
		o := retrieval.Options{
			Dir: index, States: states(t), Embedder: weighing{batch: new(int), most: &most}, OpenStore: openStore,
			Sources: []corpus.Source{{Name: "test", Dir: dir, Grade: corpus.Supplied}},
			Progress: func(stage string, _, _ int) {
				if stage != "embedding" {
					weigh(&most)
				}
			},
		}
		if stage == 1 {
			if err := os.WriteFile(filepath.Join(dir, "added.txt"), []byte("We add a statement of one sentence.\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		x, _, err := retrieval.Sync(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		found, err := x.Search(t.Context(), retrieval.Query{Text: "what did they say of lobace and cenudi?", Language: "en"}, 5)
		if err != nil || len(found) != 5 {
			t.Fatalf("%d passages found (%v)", len(found), err)
		}
		weigh(&most)
		each := float64(most-base) / float64(x.Len())
		runtime.KeepAlive(x)
		t.Logf("an index %s takes %d MB for %d passages: %.0f bytes for each", name, (most-base)>>20, x.Len(), each)
		if each > limit {
			t.Errorf("an index %s takes %.0f bytes for each passage, and %d at most are expected", name, each, limit)
		}
	}
}
