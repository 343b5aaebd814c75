package lexical

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// shared finds a file of the test data that lies beside the repository, and
// skips the test where it is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	path := filepath.Join(dir, "..", "shared", "corpus", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no test data: %s is absent", filepath.Join("..", "shared", "corpus", name))
	}
	return path
}

// A squad is XQuAD in one language: passages, and questions with the number of
// the passage that answers each.
type squad struct {
	passages  []string
	questions []string
	answers   []int
}

func readSquad(t testing.TB, lang string) squad {
	t.Helper()
	if raceDetector {
		t.Skip("a measurement, which needs no race detector")
	}
	raw, err := os.ReadFile(shared(t, "xquad/xquad."+lang+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Data []struct {
			Paragraphs []struct {
				Context string
				QAs     []struct{ Question string }
			}
		}
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	var s squad
	for _, d := range file.Data {
		for _, p := range d.Paragraphs {
			for _, q := range p.QAs {
				s.questions = append(s.questions, q.Question)
				s.answers = append(s.answers, len(s.passages))
			}
			s.passages = append(s.passages, p.Context)
		}
	}
	return s
}

func (s squad) docs(lang string) []Doc {
	docs := make([]Doc, len(s.passages))
	for i, p := range s.passages {
		docs[i] = Doc{p, lang}
	}
	return docs
}

// ndcg10 is nDCG at 10 of one right answer at the given rank, 0 being first.
func ndcg10(rank int) float64 {
	if rank < 0 || rank >= 10 {
		return 0
	}
	return 1 / math.Log2(float64(rank)+2)
}

// measure asks every question and gives the mean nDCG@10 and the share answered
// by the first hit.
func measure(x *Index, s squad, lang string) (ndcg, first float64) {
	return measureIn(x, s, lang, 0, x.Len())
}

// measureIn is measure over n documents, from the one numbered from on, which the
// answers are counted from.
func measureIn(x *Index, s squad, lang string, from, n int) (ndcg, first float64) {
	allow := func(d int) bool { return d >= from && d < from+n }
	for i, q := range s.questions {
		for rank, h := range x.Search(q, lang, 10, allow) {
			if h.Doc-from == s.answers[i] {
				ndcg += ndcg10(rank)
				if rank == 0 {
					first++
				}
			}
		}
	}
	asked := float64(len(s.questions))
	return ndcg / asked, first / asked
}

// debate reads statements of the General Debate and cuts each into passages of
// some 75 words, at most n of them.
func debate(t testing.TB, n int) []Doc {
	t.Helper()
	f, err := os.Open(shared(t, "ungdc-60-79.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var docs []Doc
	for r := tar.NewReader(z); len(docs) < n; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Typeflag != tar.TypeReg || !strings.HasSuffix(h.Name, ".txt") {
			continue
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Fields(string(raw))
		for len(words) > 0 && len(docs) < n {
			k := min(75, len(words))
			docs = append(docs, Doc{strings.Join(words[:k], " "), "en"})
			words = words[k:]
		}
	}
	if len(docs) < n {
		t.Skipf("%d passages are there, %d are wanted", len(docs), n)
	}
	return docs
}

// questions that are asked of the General Debate in the benchmarks.
var debateQuestions = []string{
	"What does Russia say about the open-ended working group on ICT security?",
	"How should international law apply to cyberspace?",
	"ransomware attacks on critical infrastructure",
	"capacity-building for developing countries",
	"resolution 75/240 and the group of governmental experts",
	"What did Estonia say about cyberattacks in 2007?",
	"confidence-building measures between States",
	"artificial intelligence and autonomous weapons",
	"Which countries call for a legally binding convention against cybercrime?",
	"climate change and small island developing States",
}

func sizeOf(docs []Doc) (bytes int) {
	for _, d := range docs {
		bytes += len(d.Text)
	}
	return bytes
}

func perQuery(n int) string { return fmt.Sprintf("%dk", n/1000) }
