package answer_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/pelletier/go-toml/v2"

	"verbatim/bot/answer"
	"verbatim/data"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/encoder"
)

// remembering is an embedder that works out no text twice, so that the test is
// quick where the kernel is not.
type remembering struct {
	retrieval.Embedder
	passages map[string][]float32
}

func (r remembering) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	var missing []string
	for _, t := range texts {
		if _, ok := r.passages[t]; !ok {
			missing = append(missing, t)
		}
	}
	vectors, err := r.Embedder.Passages(ctx, missing)
	if err != nil {
		return nil, err
	}
	for i, t := range missing {
		r.passages[t] = vectors[i]
	}
	out := make([][]float32, len(texts))
	for i, t := range texts {
		out[i] = r.passages[t]
	}
	return out, nil
}

func (r remembering) Languages() []string { return r.Embedder.(retrieval.Linguist).Languages() }

// engine answers from the founding library with the built-in embedder.
func engine(t testing.TB) *answer.Engine {
	t.Helper()
	model, err := encoder.Open(data.Model())
	if err != nil {
		t.Fatal(err)
	}
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	lib, err := corpus.Load(context.Background(), []corpus.Source{{Name: "built-in", FS: data.Library(), Grade: corpus.Supplied}}, states)
	if err != nil {
		t.Fatal(err)
	}
	known := remembering{model, map[string][]float32{}}
	store, err := chromem.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	x, _, err := retrieval.Build(context.Background(), lib, known, store, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &answer.Engine{Index: func() *retrieval.Index { return x }, States: states, Embedder: known}
}

type graded struct {
	Text  string
	Words []string
	Use   string
}

func questions(t testing.TB) []graded {
	t.Helper()
	src, err := os.ReadFile("../../data/questions/founding.toml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Question []graded }
	if err := toml.Unmarshal(src, &file); err != nil {
		t.Fatal(err)
	}
	return file.Question
}

// TestFoundingQuestions asks the graded questions of the founding library
// without a model: most that it answers are answered with words that answer,
// and most that it does not are met with silence.
func TestFoundingQuestions(t *testing.T) {
	e := engine(t)
	answered, right, silent, unanswerable := 0, 0, 0, 0
	answerable := 0
	for _, q := range questions(t) {
		a, err := e.Ask(context.Background(), answer.Question{Text: q.Text}, nil)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, c := range a.Citations {
			said += c.Quote + "\n"
		}
		if len(q.Words) == 0 {
			unanswerable++
			if a.Status == answer.Silent {
				silent++
			} else {
				t.Logf("should be silent: %s\n\t%s", q.Text, strings.ReplaceAll(said, "\n", "\n\t"))
			}
			continue
		}
		answerable++
		if a.Status == answer.Answered {
			answered++
		}
		hit := false
		for _, w := range q.Words {
			hit = hit || strings.Contains(said, w)
		}
		if hit {
			right++
		} else {
			t.Logf("missed: %s (%s)\n\t%s", q.Text, a.Status, strings.ReplaceAll(said, "\n", "\n\t"))
		}
	}
	t.Logf("answerable: %d, answered %d, with words that answer %d; unanswerable: %d, met with silence %d", answerable, answered, right, unanswerable, silent)
	if right < answerable-1 || silent < unanswerable-2 {
		t.Error("fewer than when the floors were set")
	}
}
