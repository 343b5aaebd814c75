package eval_test

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/eval"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
)

// small is a set of which it is plain what each way of ranking finds: the words
// of each document are its own, but for "harvest".
var small = map[string]string{
	"corpus.jsonl": `{"_id": "d1", "title": "Apples", "text": "The harvest of apples begins in autumn.", "metadata": {"url": "x"}}
{"_id": "d2", "title": "", "text": "Ships carry grain across the strait."}
{"_id": "d3", "title": "Pears", "text": "Nobody waters the pears of the orchard."}
{"_id": "d4", "title": "Empty", "text": ""}
`,
	"queries.jsonl": `{"_id": "q1", "text": "harvest of apples"}
{"_id": "q2", "text": "grain ships"}
{"_id": "q3", "text": "never judged"}
{"_id": "d3", "text": "pears of the orchard"}
`,
	"qrels/test.tsv": "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td3\t1\nq2\td2\t1\nq2\tgone\t1\nlost\td1\t1\nq4\td1\t0\nd3\td3\t1\n",
	"qrels/dev.tsv":  "q2\td2\t1\n",
}

// beirDir writes a set; changed files take the place of those of small.
func beirDir(t testing.TB, changed map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range small {
		if other, ok := changed[name]; ok {
			text = other
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if text == "-" {
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func rank(t testing.TB, dir string, e retrieval.Embedder) *eval.Rankings {
	t.Helper()
	set, err := eval.OpenBEIR(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	store, err := chromem.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := eval.Rank(context.Background(), set, e, store, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestBEIR(t *testing.T) {
	got := rank(t, beirDir(t, nil), retrieval.BagOfWords{})
	if got.Documents != 4 || len(got.Splits) != 2 || got.Splits[0].Name != "dev" || got.Splits[1].Name != "test" {
		t.Fatalf("%+v", got)
	}
	s := got.Splits[1]
	if s.Queries != 3 || s.Lacking != 1 || s.Unknown != 1 {
		t.Errorf("queries %d, lacking %d, unknown %d; want 3, 1, 1", s.Queries, s.Lacking, s.Unknown)
	}
	// By words q1 finds d1 first, and d3 by no word; q2 finds d2 of two; the query
	// d3 must not find itself. So recall is (1/2 + 1/2 + 0) / 3 and nDCG
	// (2/2.630930 + 1/1.630930 + 0) / 3.
	checkRate(t, "recall by words", s.Words.Recall, (0.5+0.5)/3)
	checkRate(t, "nDCG by words", s.Words.NDCG, (2/2.630930+1/1.630930)/3)
	// By meaning all documents are found, the nearest first.
	checkRate(t, "recall by meaning", s.Meaning.Recall, (1+0.5)/3)
	checkRate(t, "recall fused", s.Fused.Recall, (1+0.5)/3)
	checkRate(t, "dev", got.Splits[0].Fused.NDCG, 1)
}

func checkRate(t *testing.T, name string, r eval.Rate, want float64) {
	t.Helper()
	if v, ok := r.Value(); !ok || math.Abs(v-want) > 1e-6 {
		t.Errorf("%s: %f of %d, want %f", name, v, r.Of, want)
	}
}

// TestBEIRPassages holds a document to its best passage, and looks on where the
// first passages found are all of one document.
func TestBEIRPassages(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("The harvest of apples is counted in crates and sold by weight. ", 2000))
	corpus := fmt.Sprintf("{\"_id\": \"long\", \"text\": %q}\n", long)
	for i := range 12 {
		corpus += fmt.Sprintf("{\"_id\": \"d%d\", \"text\": \"The harvest number %d of something else altogether.\"}\n", i, i)
	}
	dir := beirDir(t, map[string]string{
		"corpus.jsonl":   corpus,
		"queries.jsonl":  `{"_id": "q", "text": "harvest of apples counted in crates"}`,
		"qrels/test.tsv": "q\tlong\t1\nq\td0\t1\nq\td1\t1\n",
		"qrels/dev.tsv":  "-",
	})
	got := rank(t, dir, retrieval.BagOfWords{})
	s := got.Splits[0]
	if got.Passages < 30 {
		t.Fatalf("%d passages: the long document was to have many", got.Passages)
	}
	if v, _ := s.Words.Recall.Value(); v < 0.3 {
		t.Errorf("recall by words %f: the long document was not found", v)
	}
	if v, _ := s.Fused.NDCG.Value(); v < 1/2.130930-1e-6 { // first of three
		t.Errorf("nDCG fused %f: the long document is not first", v)
	}
}

func TestBEIRMistakes(t *testing.T) {
	for _, c := range []struct{ file, text, want string }{
		{"corpus.jsonl", "-", "corpus.jsonl: is missing"},
		{"corpus.jsonl", "", "corpus.jsonl: has no documents"},
		{"corpus.jsonl", "{\"_id\": \"a\", \"text\": \"b\"}\n{\"_id\": ", "corpus.jsonl:2: is no object"},
		{"corpus.jsonl", "\n{\"text\": \"b\"}\n", `corpus.jsonl:2: has no "_id"`},
		{"corpus.jsonl", "{\"_id\": \"a\"}\n", `corpus.jsonl:1: has no "text"`},
		{"corpus.jsonl", "{\"_id\": 7, \"text\": \"b\"}\n", "corpus.jsonl:1: is no object"},
		{"corpus.jsonl", "{\"_id\": \"a\", \"text\": \"b\"}\n{\"_id\": \"a\", \"text\": \"b\"}\n", `corpus.jsonl:2: the _id "a" stands`},
		{"corpus.jsonl", "{\"_id\": \"a\", \"text\": \"" + strings.Repeat("x", 9<<20) + "\"}", "corpus.jsonl:1: is longer than 8 MB"},
		{"queries.jsonl", "{\"_id\": \"q1\", \"text\": \" \"}\n", `queries.jsonl:1: query "q1" has no text`},
		{"queries.jsonl", "[]\n", "queries.jsonl:1: is no object"},
		{"qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1 d1 1\n", "test.tsv:2: has 1 columns"},
		{"qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\tgood\n", `test.tsv:2: the score "good"`},
		{"qrels/test.tsv", "q1\td1\t1\nq1\td1\t1\n", `test.tsv:2: judges document "d1"`},
		{"qrels/test.tsv", "q1\td1\t1\nq1\t\t1\n", "test.tsv:2: has an empty"},
	} {
		_, err := eval.OpenBEIR(context.Background(), beirDir(t, map[string]string{c.file: c.text}))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v; want %q", c.file, err, c.want)
		}
	}
	if _, err := eval.OpenBEIR(context.Background(), filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a folder that is not there was read")
	}
	if _, err := eval.OpenBEIR(context.Background(), beirDir(t, map[string]string{"qrels/test.tsv": "-", "qrels/dev.tsv": "-"})); err == nil || !strings.Contains(err.Error(), "no *.tsv") {
		t.Error("a set without judgements was read: ", err)
	}
}

// TestBEIRStops holds reading to its context.
func TestBEIRStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	lines := strings.Repeat("\n", 5000)
	if _, err := eval.OpenBEIR(ctx, beirDir(t, map[string]string{"qrels/test.tsv": lines + "q1\td1\t1\n"})); err == nil {
		t.Error("it read on")
	}
}
