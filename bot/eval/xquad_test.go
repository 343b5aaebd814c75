package eval_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/eval"
	"verbatim/data"
	"verbatim/retrieval"
	"verbatim/retrieval/encoder"
)

// xquad is where XQuAD lies, beside the checkout, where it is at hand.
const xquad = "../../../shared/corpus/xquad"

// xquadDir puts XQuAD in BEIR's layout: paragraphs are documents, and each
// question is judged to be answered by its own. every takes one question of so
// many.
func xquadDir(t testing.TB, language string, every int) string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(xquad, "xquad."+language+".json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("XQuAD is not at hand in ", xquad)
	}
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Data []struct {
			Paragraphs []struct {
				Context string
				QAs     []struct{ ID, Question string }
			}
		}
	}
	if err := json.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	var documents, queries, judged strings.Builder
	judged.WriteString("query-id\tcorpus-id\tscore\n")
	asked := 0
	for i, article := range file.Data {
		for j, p := range article.Paragraphs {
			id := fmt.Sprintf("%d-%d", i, j)
			jsonLine(t, &documents, id, p.Context)
			for _, q := range p.QAs {
				if asked++; asked%every == 0 {
					jsonLine(t, &queries, q.ID, q.Question)
					fmt.Fprintf(&judged, "%s\t%s\t1\n", q.ID, id)
				}
			}
		}
	}
	return beirDir(t, map[string]string{"corpus.jsonl": documents.String(), "queries.jsonl": queries.String(), "qrels/test.tsv": judged.String(), "qrels/dev.tsv": "-"})
}

func jsonLine(t testing.TB, b *strings.Builder, id, text string) {
	t.Helper()
	line, err := json.Marshal(map[string]string{"_id": id, "text": text})
	if err != nil {
		t.Fatal(err)
	}
	b.Write(append(line, '\n'))
}

// TestXQuAD holds the whole way, from files in BEIR's layout to figures, to what
// paragraphs and questions of one language reach by their words.
func TestXQuAD(t *testing.T) {
	if testing.Short() {
		t.Skip("indexes hundreds of paragraphs")
	}
	for _, c := range []struct {
		language string
		least    float64 // nDCG@10
	}{{"en", 0.95}, {"ru", 0.92}, {"zh", 0.94}} {
		s := rank(t, xquadDir(t, c.language, 20), retrieval.BagOfWords{}).Splits[0]
		v, _ := s.Words.NDCG.Value()
		t.Logf("%s, %d queries: lexical %.3f", c.language, s.Queries, v)
		if v < c.least {
			t.Errorf("%s: nDCG@10 by words is %.3f: it was %.2f at least", c.language, v, c.least)
		}
	}
}

// BenchmarkXQuAD measures all of it with the built-in embedder, which takes a
// minute a language:
//
//	go test ./bot/eval -run '^$' -bench XQuAD/en -benchtime 1x
func BenchmarkXQuAD(b *testing.B) {
	model, err := encoder.Open(data.Model())
	if err != nil {
		b.Fatal(err)
	}
	for _, language := range []string{"en", "es", "ru", "zh", "ar"} {
		b.Run(language, func(b *testing.B) {
			dir := xquadDir(b, language, 1)
			for b.Loop() {
				s := rank(b, dir, model).Splits[0]
				for name, way := range map[string]retrievalFigures{"lexical": figuresOf(s.Words), "dense": figuresOf(s.Meaning), "fused": figuresOf(s.Fused)} {
					b.ReportMetric(way.recall, name+"-recall@10")
					b.ReportMetric(way.ndcg, name+"-nDCG@10")
				}
			}
		})
	}
}

type retrievalFigures struct{ recall, ndcg float64 }

func figuresOf(r eval.Ranked) (out retrievalFigures) {
	out.recall, _ = r.Recall.Value()
	out.ndcg, _ = r.NDCG.Value()
	return out
}
