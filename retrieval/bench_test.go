package retrieval_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// random is an embedder of 384 dimensions that gives vectors at once.
type random struct{ retrieval.BagOfWords }

func (random) Model() string { return "random-384" }

func (random) vector(text string) []float32 {
	r := rand.New(rand.NewPCG(uint64(len(text)), uint64(text[len(text)/2])<<8|uint64(text[len(text)/3])))
	v := make([]float32, 384)
	sum := 0.0
	for i := range v {
		v[i] = float32(r.NormFloat64())
		sum += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

func (r random) Query(_ context.Context, text string) ([]float32, error) { return r.vector(text), nil }

func (r random) Passages(_ context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, text := range texts {
		out[i] = r.vector(text)
	}
	return out, nil
}

// tenThousand is a library of some 10,000 passages of real size, made of the
// General Debate's statements where those are at hand.
func tenThousand(b *testing.B) []corpus.Source {
	b.Helper()
	dir := b.TempDir()
	paths, _ := filepath.Glob("../../shared/corpus/ungdc/*.txt")
	var texts []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	if len(texts) == 0 {
		b.Skip("the General Debate's statements are not at hand in ../shared/corpus/ungdc")
	}
	size := 0
	for i := 0; size < 9_400_000; i++ {
		text := strings.ReplaceAll(texts[i%len(texts)], "the ", fmt.Sprintf("the %c", 'a'+i/len(texts)))
		size += len(text)
		name := filepath.Join(dir, fmt.Sprintf("statement-%04d", i))
		if err := os.WriteFile(name+".txt", []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
		sidecar := fmt.Sprintf("by = %q\ndate = 20%02d-09-%02d\nlanguage = \"en\"\nprocess = \"general-debate\"\n", []string{"RU", "CN", "FR", "BR"}[i%4], i%25, 1+i%28)
		if err := os.WriteFile(name+".toml", []byte(sidecar), 0o644); err != nil {
			b.Fatal(err)
		}
		for _, end := range []string{".txt", ".toml"} {
			if err := os.Chtimes(name+end, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
				b.Fatal(err)
			}
		}
	}
	return []corpus.Source{{Name: "test", FS: os.DirFS(dir), Dir: dir, Grade: corpus.Supplied}}
}

func BenchmarkTenThousand(b *testing.B) {
	o := retrieval.Options{Dir: b.TempDir(), Sources: tenThousand(b), States: states(b), Embedder: random{}, OpenStore: openStore}
	start := time.Now()
	x, report, err := retrieval.Sync(b.Context(), o)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d passages of %d statements were read, split, embedded at no cost and saved in %v", x.Len(), report.Read, time.Since(start))
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			store, err := openStore(filepath.Join(o.Dir, "vectors-a"))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := retrieval.Open(b.Context(), o.Dir, random{}, store); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("sync when up to date", func(b *testing.B) {
		for b.Loop() {
			if _, report, err := retrieval.Sync(b.Context(), o); err != nil || report.Embedded > 0 {
				b.Fatal(err, report)
			}
		}
	})
	for name, f := range map[string]retrieval.Filter{"all": {}, "one State since 2015": {AnyVoice: []string{"RU"}, From: day(2015, 1, 1)}} {
		b.Run("search/"+name, func(b *testing.B) {
			for b.Loop() {
				if _, err := x.Search(b.Context(), retrieval.Query{Text: "What should be done against the malicious use of ICTs?", Language: "en", Filter: f}, 12); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("search for everything", func(b *testing.B) {
		for b.Loop() {
			if _, err := x.Search(b.Context(), retrieval.Query{Text: "peace and security", Language: "en"}, x.Len()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("exact", func(b *testing.B) {
		for b.Loop() {
			x.Exact("peace and security", retrieval.Filter{})
		}
	})
	b.Run("memory", func(b *testing.B) {
		x = nil
		for b.Loop() {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			y, _, err := retrieval.Sync(b.Context(), o)
			if err != nil {
				b.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/1e6, "MB-allocated")
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-held")
			runtime.KeepAlive(y)
		}
	})
}
