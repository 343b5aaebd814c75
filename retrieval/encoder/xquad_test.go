package encoder

import (
	"encoding/json"
	"math"
	"os"
	"strings"
	"testing"
)

// BenchmarkXQuAD measures retrieval: for each of XQuAD's 1,190 English questions,
// which of its 240 passages come first. It reports nDCG@10 and recall@10.
func BenchmarkXQuAD(b *testing.B) {
	passages, questions, answers := xquad(b)
	m := openWeights(b, kernels()[0])
	for i, p := range passages {
		passages[i] = fit(m, p)
	}
	for b.Loop() {
		vectors, err := m.Passages(b.Context(), passages)
		if err != nil {
			b.Fatal(err)
		}
		var gain, found float64
		for i, q := range questions {
			v, err := m.Query(b.Context(), q)
			if err != nil {
				b.Fatal(err)
			}
			if r := rank(vectors, v, answers[i]); r < 10 {
				gain += 1 / math.Log2(float64(r)+2)
				found++
			}
		}
		b.ReportMetric(gain/float64(len(questions)), "nDCG@10")
		b.ReportMetric(found/float64(len(questions)), "recall@10")
	}
}

// fit leaves out the last words of a passage that is too long; one or two are.
func fit(m *Model, text string) string {
	for m.Tokens(text) > m.MaxTokens() {
		text = text[:strings.LastIndexByte(text, ' ')]
	}
	return text
}

// rank is how many vectors are closer to v than the one that answers.
func rank(vectors [][]float32, v []float32, answer int) (n int) {
	want := cosine(vectors[answer], v)
	for _, o := range vectors {
		if cosine(o, v) > want {
			n++
		}
	}
	return n
}

// xquad reads passages, questions, and which passage answers each.
func xquad(b *testing.B) (passages, questions []string, answers []int) {
	data, err := os.ReadFile(shared + "/corpus/xquad/xquad.en.json")
	if err != nil {
		b.Skipf("no judged questions here: %v", err)
	}
	var file struct {
		Data []struct {
			Paragraphs []struct {
				Context string
				QAs     []struct{ Question string }
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		b.Fatal(err)
	}
	for _, d := range file.Data {
		for _, p := range d.Paragraphs {
			for _, q := range p.QAs {
				questions, answers = append(questions, q.Question), append(answers, len(passages))
			}
			passages = append(passages, p.Context)
		}
	}
	return passages, questions, answers
}
