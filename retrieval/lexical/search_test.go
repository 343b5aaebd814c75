package lexical

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
)

// randomDocs gives texts of invented words, the first of which are common.
func randomDocs(n int, seed uint64) []Doc {
	r := rand.New(rand.NewPCG(seed, 1))
	docs := make([]Doc, n)
	for i := range docs {
		var b strings.Builder
		for range 1 + r.IntN(40) {
			fmt.Fprintf(&b, "w%dx ", int(math.Pow(r.Float64(), 3)*500))
		}
		docs[i] = Doc{b.String(), "en"}
	}
	return docs
}

// plainBM25 scores one document by the textbook, from the texts alone.
func plainBM25(docs []Doc, d int, query string) float64 {
	words := func(s string) []string { return strings.Fields(s) }
	mean := 0.0
	for _, o := range docs {
		mean += float64(len(words(o.Text)))
	}
	mean /= float64(len(docs))
	score := 0.0
	for _, q := range words(query) {
		tf, df := 0.0, 0.0
		for i, o := range docs {
			if !slices.Contains(words(o.Text), q) {
				continue
			}
			df++
			for _, w := range words(o.Text) {
				if i == d && w == q {
					tf++
				}
			}
		}
		idf := math.Log(1 + (float64(len(docs))-df+0.5)/(df+0.5))
		norm := k1 * (1 - lengthB + lengthB*float64(len(words(docs[d].Text)))/mean)
		score += idf * tf * (k1 + 1) / (tf + norm)
	}
	return score
}

// TestBM25 holds the index to the textbook's sum, by both ways of adding up.
func TestBM25(t *testing.T) {
	docs := randomDocs(120, 7)
	x := Build(docs)
	for _, query := range []string{"w0x", "w0x w1x w2x w3x", "w311x", "w0x w0x", "w499x w498x w497x", "w12x w0x w77x"} {
		got := map[int]float32{}
		for _, h := range x.Search(query, "en", len(docs), nil) {
			got[h.Doc] = h.Score
		}
		for d := range docs {
			want := plainBM25(docs, d, query)
			if math.Abs(want-float64(got[d])) > 1e-4*max(1, want) {
				t.Errorf("%q, document %d: %v, want %v", query, d, got[d], want)
			}
		}
	}
}

// TestSearchIsATop holds: n hits are the first n of all, also under a filter.
func TestSearchIsATop(t *testing.T) {
	x := Build(randomDocs(500, 3))
	odd := func(d int) bool { return d%2 == 1 }
	for _, query := range []string{"w0x w5x", "w300x w301x w302x", "w1x"} {
		all := x.Search(query, "en", x.Len(), nil)
		if !slices.IsSortedFunc(all, func(p, q Hit) int {
			if worse(p, q) {
				return 1
			}
			return -1
		}) {
			t.Errorf("%q: out of order", query)
		}
		allOdd := slices.DeleteFunc(slices.Clone(all), func(h Hit) bool { return !odd(h.Doc) })
		for _, n := range []int{1, 2, 3, 10, 100, 1000} {
			if got := x.Search(query, "en", n, nil); !slices.Equal(got, all[:min(n, len(all))]) {
				t.Errorf("%q: %d hits are not the first of all", query, n)
			}
			if got := x.Search(query, "en", n, odd); !slices.Equal(got, allOdd[:min(n, len(allOdd))]) {
				t.Errorf("%q: %d odd hits are not the first of all odd", query, n)
			}
		}
	}
}

func TestTiesByNumber(t *testing.T) {
	docs := make([]Doc, 300)
	for i := range docs {
		docs[i] = Doc{"the same words", "en"}
	}
	for _, extra := range []int{0, 9000} { // common terms are added up one way, rare ones the other
		all := append(slices.Clone(docs), randomDocs(extra, 1)...)
		for i, h := range Build(all).Search("same words", "en", 20, nil) {
			if h.Doc != i {
				t.Fatalf("hit %d is document %d", i, h.Doc)
			}
		}
	}
}

func TestNothingToFind(t *testing.T) {
	x := Build([]Doc{{"sovereign equality", "en"}})
	for _, c := range []struct {
		query string
		n     int
	}{{"", 3}, {"the of", 3}, {"elephants", 3}, {"equality", 0}, {"equality", -1}, {"\x00\xff", 3}} {
		if got := x.Search(c.query, "en", c.n, nil); len(got) != 0 {
			t.Errorf("%q, %d: %v", c.query, c.n, got)
		}
	}
	if got := Build(nil).Search("equality", "en", 3, nil); len(got) != 0 {
		t.Errorf("an empty index found %v", got)
	}
	if got := x.Search("equality", "en", 1<<40, nil); len(got) != 1 {
		t.Errorf("more wanted than there are: %v", got)
	}
}

// TestPanicInFilter: a filter of the caller's that panics spoils no later search.
func TestPanicInFilter(t *testing.T) {
	x := Build(randomDocs(300, 9))
	for _, q := range []string{"w0x w1x", "w333x"} {
		want := x.Search(q, "en", 10, nil)
		func() {
			defer func() { recover() }()
			x.Search(q, "en", 10, func(int) bool { panic("the caller's") })
		}()
		for range 3 {
			if got := x.Search(q, "en", 10, nil); !slices.Equal(got, want) {
				t.Errorf("%q: %v, before the panic %v", q, got, want)
			}
		}
	}
}

// TestSameDocumentsSameIndex: to the byte, and many may ask at once.
func TestSameDocumentsSameIndex(t *testing.T) {
	docs := append(randomDocs(200, 5), Doc{"Применимость международного права", ""}, Doc{"网络主权", "zh"})
	var one, two bytes.Buffer
	x := Build(docs)
	x.WriteTo(&one)
	Build(docs).WriteTo(&two)
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("two builds differ")
	}
	want := x.Search("w0x w9x w400x", "en", 50, nil)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := x.Search("w0x w9x w400x", "en", 50, nil); !slices.Equal(got, want) {
					t.Error("the same question, other hits")
					return
				}
				x.Search("w470x", "en", 5, nil)
			}
		})
	}
	wg.Wait()
}

func TestLongQuestion(t *testing.T) {
	docs := randomDocs(100, 2)
	x := Build(docs)
	var b strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&b, "w%dx ", i%600)
	}
	if n := len(x.parse(b.String(), "en")); n != MaxQueryTerms {
		t.Errorf("%d terms, want %d", n, MaxQueryTerms)
	}
	if len(x.Search(b.String(), "en", 10, nil)) != 10 {
		t.Error("a long question finds nothing")
	}
}

func TestIDF(t *testing.T) {
	x := Build([]Doc{{"common rare", "en"}, {"common", "en"}, {"common", "en"}})
	common, rare, none := x.IDF("common"), x.IDF("rare"), x.IDF("never")
	if !(0 < common && common < rare && rare < none) {
		t.Errorf("common %v, rare %v, none %v", common, rare, none)
	}
	if x.Len() != 3 {
		t.Errorf("%d documents", x.Len())
	}
}

func TestCoverage(t *testing.T) {
	x := Build([]Doc{
		{"International law applies to cyberspace.", "en"},      // 0
		{"International trade in wool, and the law.", "en"},     // 1
		{"A/RES/75/240 established the group.", "en"},           // 2
		{"The open-ended working group met.", "en"},             // 3
		{"Nothing of the kind.", "en"},                          // 4
		{"Международное право применимо к ИКТ.", "ru"},          // 5
		{"Cyber security matters; so does due diligence.", ""},  // 6
		{"International law and cyberspace, and wool.", "en"},   // 7
		{"Wool, wool and nothing but wool.", "en"},              // 8
		{"Paragraph 13(c) deals with territory, not 14.", "en"}, // 9
	})
	docs := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, 99}
	for _, c := range []struct {
		lang, query string
		full, none  []int
	}{
		{"en", "international law", []int{0, 1, 5, 7}, []int{2, 3, 4, 8, -1, 99}},
		{"ru", "международное право", []int{0, 5, 7}, []int{1, 2, 3, 4, 8}},
		{"en", "resolution 75/240 OEWG", nil, []int{0, 1, 4}},
		{"en", "OEWG", []int{3}, []int{0, 1, 2}},
		{"en", "75/240", []int{2}, []int{0, 9}},
		{"en", "cybersecurity", []int{6}, []int{4}},
		{"en", "13(c)", []int{9}, []int{8}},
		{"en", "elephants", nil, docs},
		{"en", "the", nil, docs},
		{"en", "", nil, docs},
	} {
		got := x.Coverage(c.query, c.lang, docs)
		for i, d := range docs {
			if slices.Contains(c.full, d) && got[i] < 0.999 || slices.Contains(c.none, d) && got[i] != 0 || got[i] < 0 || got[i] > 1.001 {
				t.Errorf("%q in document %d: %.3f", c.query, d, got[i])
			}
		}
	}
	half := x.Coverage("wool elephants", "en", []int{8})[0]
	if half <= 0 || half >= 0.5 {
		t.Errorf("a known word beside an unknown one: %.3f", half)
	}
	if !reflect.DeepEqual(x.Coverage("wool", "en", nil), []float64{}) {
		t.Error("no documents, some result")
	}
}
