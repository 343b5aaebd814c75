package chromem

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// fill makes n entries of random vectors the store's content, in statements
// of 20 passages by one of 200 States each.
func fill(t testing.TB, s *Store, n, dims int) {
	t.Helper()
	g, err := s.Begin(t.Context(), "random")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	entries := make([]retrieval.Entry, n)
	for i := range entries {
		statement := i / 20
		entries[i] = retrieval.Entry{
			ID: fmt.Sprintf("folder/statement-%05d#%016x.%d", statement, random.Uint64(), i%20), Key: fmt.Sprintf("%064x", i), Vector: randomUnit(random, dims),
			Headers: retrieval.Headers{
				Voices: []string{fmt.Sprint("S", statement%200)}, Statement: fmt.Sprintf("statement-%05d", statement), Language: "en",
				Date: time.Date(2005+statement%20, 1, 1+statement%28, 0, 0, 0, 0, time.UTC), Process: corpus.Processes[statement%3], Grade: corpus.Supplied,
			},
		}
	}
	if err := g.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if err := g.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func randomUnit(random *rand.Rand, dims int) []float32 {
	v := make([]float32, dims)
	var sum float64
	for i := range v {
		v[i] = float32(random.NormFloat64())
		sum += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] = float32(float64(v[i]) / math.Sqrt(sum))
	}
	return v
}

// The scan finds what chromem-go finds, and scores it the same to the last bit.
func TestScanEqualsChromem(t *testing.T) {
	all, questions := []int{3, 8, 61, 384}, 20
	if racing {
		all, questions = []int{3, 61}, 3
	}
	for _, dims := range all {
		s := openStore(t, "")
		fill(t, s, 2000, dims)
		g := s.current.Load()
		random := rand.New(rand.NewPCG(3, 4))
		for range questions {
			q := randomUnit(random, dims)
			for _, n := range []int{1, 10, 500, 2000} {
				want, err := g.nearest(t.Context(), q, n)
				if err != nil {
					t.Fatal(err)
				}
				pass, _ := g.passing(retrieval.Filter{})
				got, err := g.scan(t.Context(), q, n, pass)
				if err != nil {
					t.Fatal(err)
				}
				if want != nil && !slices.Equal(got, want) {
					t.Fatalf("%d nearest of %d dimensions: scan and chromem-go differ", n, dims)
				}
			}
		}
	}
}

// A scan of the file finds what one of the arena does, whatever passes.
func TestScanOfFile(t *testing.T) {
	dir, n := t.TempDir(), 3000
	if racing {
		n = 400
	}
	const dims = 96
	held, read := openStore(t, ""), openScanning(t, dir, 0)
	fill(t, held, n, dims)
	fill(t, read, n, dims)
	for _, s := range []*Store{read, openScanning(t, dir, 0)} {
		if g := s.current.Load(); g.vectors.file == nil || g.vectors.arena != nil || g.docs != nil {
			t.Fatal("the vectors are held in memory")
		}
		random := rand.New(rand.NewPCG(3, 4))
		for _, f := range []retrieval.Filter{
			{}, {AnyVoice: []string{"S7"}}, {AnyVoice: []string{"S7", "S8", "S19"}}, {Processes: corpus.Processes[:2]}, {Statements: []string{"statement-00003", "statement-00017"}},
			{From: time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)},
		} {
			for _, many := range []int{1, 20, n} {
				q := randomUnit(random, dims)
				want, err := held.Search(t.Context(), q, many, f)
				if err != nil {
					t.Fatal(err)
				}
				got, err := s.Search(t.Context(), q, many, f)
				if err != nil || !slices.Equal(got, want) {
					t.Fatalf("%d nearest through %+v: the file gives %d, the arena %d, and not the same (%v)", many, f, len(got), len(want), err)
				}
			}
		}
	}
}

// Entries that share vectors, in an order in which they do not lie in the file.
func TestScanOfFileShared(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	vectors := make([][]float32, 300)
	for i := range vectors {
		vectors[i] = randomUnit(random, 32)
	}
	var entries []retrieval.Entry
	for i := range 2000 {
		n := random.IntN(len(vectors))
		entries = append(entries, retrieval.Entry{ID: fmt.Sprintf("%05d", i), Key: fmt.Sprintf("%032x", n), Vector: vectors[n], Headers: retrieval.Headers{Statement: fmt.Sprint(i % 7)}})
	}
	q := randomUnit(random, 32)
	f := retrieval.Filter{Statements: []string{"1", "2", "5"}}
	var want []retrieval.Hit
	for _, s := range []*Store{openStore(t, ""), openScanning(t, t.TempDir(), 0)} {
		g, err := s.Begin(t.Context(), "m")
		if err != nil {
			t.Fatal(err)
		}
		if err := g.Put(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
		if err := g.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		got, err := s.Search(t.Context(), q, 2000, f)
		if err != nil || len(got) == 0 || want != nil && !slices.Equal(got, want) {
			t.Fatalf("the file gives other hits than the arena, or none: %d (%v)", len(got), err)
		}
		want = got
	}
}

// A file that was cut while it is in use fails the search, and nothing else.
func TestFileCutInUse(t *testing.T) {
	dir := t.TempDir()
	s := openScanning(t, dir, 0)
	fill(t, s, 500, 16)
	if err := os.Truncate(only(t, dir, "vectors-*.vbv"), 9000); err != nil {
		t.Fatal(err)
	}
	if hits, err := s.Search(t.Context(), randomUnit(rand.New(rand.NewPCG(5, 6)), 16), 5, retrieval.Filter{}); err == nil {
		t.Errorf("%d hits of a file that was cut", len(hits))
	}
}

// A file that was removed while it is in use is read on.
func TestFileRemovedInUse(t *testing.T) {
	dir := t.TempDir()
	s := openScanning(t, dir, 0)
	fill(t, s, 500, 16)
	old, _, err := s.Version(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	q := randomUnit(rand.New(rand.NewPCG(5, 6)), 16)
	want, err := old.Search(t.Context(), q, 9, retrieval.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 40, 16)
	_, name, _ := s.Version(t.Context(), "")
	if err := s.Prune(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	only(t, dir, "vectors-*.vbv")
	if got, err := old.Search(t.Context(), q, 9, retrieval.Filter{}); err != nil || !slices.Equal(got, want) {
		t.Errorf("the generation before finds %v (%v), and found %v", got, err, want)
	}
}

// From a certain size on several goroutines share the scan.
func TestParallelScan(t *testing.T) {
	s := openStore(t, "")
	fill(t, s, parallelFrom+3, 4)
	g := s.current.Load()
	if g.docs != nil {
		t.Fatal("chromem-go holds what it is never asked for")
	}
	docs, err := g.collection()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 5 {
		q := randomUnit(random, 4)
		got, err := s.Search(t.Context(), q, 20, retrieval.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		whole := &generation{entries: g.entries, docs: docs}
		if want, err := whole.nearest(t.Context(), q, 20); err != nil || want != nil && !slices.Equal(got, want) {
			t.Errorf("the scan found %v, chromem-go %v (%v)", got, want, err)
		}
	}
}

// chromem-go's documents are the arena itself: a copy would double the memory.
func TestDocumentsAliasArena(t *testing.T) {
	s := openStore(t, "")
	fill(t, s, 300, 384)
	g := s.current.Load()
	results, err := g.docs.QueryEmbedding(t.Context(), g.vectors.at(0), 300, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		i := slices.IndexFunc(g.rows, func(x row) bool { return g.id(x) == r.ID })
		if &r.Embedding[0] != &g.vectors.at(g.rows[i].vector)[0] {
			t.Fatalf("chromem-go copied the vector of entry %d", i)
		}
	}
}

func BenchmarkCommit(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				fill(b, openStoreB(b, b.TempDir()), n, 384)
			}
		})
	}
}

func openStoreB(b *testing.B, dir string) *Store {
	s, err := Open(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		dir := b.TempDir()
		fill(b, openStoreB(b, dir), n, 384)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				openStoreB(b, dir)
			}
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		s, filed := openStoreB(b, ""), openStoreB(b, b.TempDir())
		fill(b, s, n, 384)
		fill(b, filed, n, 384)
		g := s.current.Load()
		q := randomUnit(rand.New(rand.NewPCG(5, 6)), 384)
		pass, _ := g.passing(retrieval.Filter{})
		docs, err := g.collection()
		if err != nil {
			b.Fatal(err)
		}
		whole := &generation{entries: g.entries, docs: docs}
		for name, search := range map[string]func() ([]retrieval.Hit, error){
			"chromem":  func() ([]retrieval.Hit, error) { return whole.nearest(b.Context(), q, 50) },
			"scan":     func() ([]retrieval.Hit, error) { return g.scan(b.Context(), q, 50, pass) },
			"as it is": func() ([]retrieval.Hit, error) { return s.Search(b.Context(), q, 50, retrieval.Filter{}) },
			"file":     func() ([]retrieval.Hit, error) { return filed.Search(b.Context(), q, 50, retrieval.Filter{}) },
			"file, one State": func() ([]retrieval.Hit, error) {
				return filed.Search(b.Context(), q, 50, retrieval.Filter{AnyVoice: []string{"S7"}})
			},
			"one State": func() ([]retrieval.Hit, error) {
				return s.Search(b.Context(), q, 50, retrieval.Filter{AnyVoice: []string{"S7"}})
			},
			"since 2015": func() ([]retrieval.Hit, error) {
				return s.Search(b.Context(), q, 50, retrieval.Filter{From: time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)})
			},
		} {
			b.Run(fmt.Sprint(n, "/", name), func(b *testing.B) {
				for b.Loop() {
					if _, err := search(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
