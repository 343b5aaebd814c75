package answer_test

import (
	"context"
	"fmt"
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
	store, err := chromem.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	x, _, err := retrieval.Build(context.Background(), lib, model, store, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &answer.Engine{Index: func() *retrieval.Index { return x }, States: states, Embedder: model}
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
	t.Log(fmt.Sprintf("answerable: %d, answered %d, with words that answer %d; unanswerable: %d, met with silence %d", answerable, answered, right, unanswerable, silent))
}
