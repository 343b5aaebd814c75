package eval_test

import (
	"context"
	"io/fs"
	"os"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/eval"
	"verbatim/data"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/encoder"
)

// engineOver answers from a library without a model.
func engineOver(t testing.TB, e retrieval.Embedder, library fs.FS) *answer.Engine {
	t.Helper()
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if own, err := fs.ReadFile(library, "states.toml"); err == nil {
		if states, err = corpus.ParseStates("states.toml", own, states); err != nil {
			t.Fatal(err)
		}
	}
	lib, err := corpus.Load(context.Background(), []corpus.Source{{Name: "built-in", FS: library, Grade: corpus.Supplied}}, states)
	if err != nil {
		t.Fatal(err)
	}
	store, err := chromem.Open("", nil)
	if err != nil {
		t.Fatal(err)
	}
	x, _, err := retrieval.Build(context.Background(), lib, e, store, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &answer.Engine{Index: func() *retrieval.Index { return x }, States: states, Embedder: e}
}

// remembering is an embedder that works out no text twice, so that the test is
// quick where the kernel is not.
type remembering struct {
	retrieval.Embedder
	passages map[string][]float32
}

func (r remembering) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	for i, t := range texts {
		if _, ok := r.passages[t]; !ok {
			made, err := r.Embedder.Passages(ctx, []string{t})
			if err != nil {
				return nil, err
			}
			r.passages[t] = made[0]
		}
		out[i] = r.passages[t]
	}
	return out, nil
}

// Languages gives the languages of the embedder behind it.
func (r remembering) Languages() []string { return r.Embedder.(retrieval.Linguist).Languages() }

// writeFile writes a file of a test.
func writeFile(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// ask runs a set over an engine.
func ask(t testing.TB, set *eval.Set, e *answer.Engine) *eval.Run {
	t.Helper()
	run, err := eval.Ask(context.Background(), eval.Options{Set: set, Engine: e, States: e.States, Version: "test", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// builtIn gives a file of the questions that the program carries.
func builtIn(t testing.TB, name string) *eval.Set {
	t.Helper()
	src, err := fs.ReadFile(data.Questions(), name)
	if err != nil {
		t.Fatal(err)
	}
	set, err := eval.ParseQuestions(name, src)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestFounding holds the answers from the founding library, without a model, to
// what they were when this was written. No point may be in the wrong mouth and no
// quotation invented, whatever else changes; of the rest the question that broke
// is named.
func TestFounding(t *testing.T) {
	model, err := encoder.Open(data.Model())
	if err != nil {
		t.Fatal(err)
	}
	e := engineOver(t, remembering{model, map[string][]float32{}}, data.Library())
	for _, c := range []struct {
		name                      string
		wrong, answered, silences float64 // at most: not right, unanswerable answered, answerable met with silence
		recall, ndcg              float64 // at least
	}{
		{"founding.toml", 1, 2, 1, 0.95, 0.85},
		{"founding-talk.toml", 1, 1, 0, 0.95, 0.85},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := ask(t, builtIn(t, c.name), e)
			f := run.Figures
			t.Logf("%+v", f)
			if f.WrongSpeaker.Sum > 0 || f.Invented.Sum > 0 || f.WrongSpeaker.Of == 0 || f.Invented.Of == 0 {
				t.Errorf("wrong speaker %v, invented quotation %v: none is bearable", f.WrongSpeaker, f.Invented)
			}
			if f.CitationRecall.Sum < float64(f.CitationRecall.Of) || f.CitationSupport.Sum < float64(f.CitationSupport.Of) {
				t.Errorf("a point of extracts is not borne out by what it cites: %v, %v", f.CitationRecall, f.CitationSupport)
			}
			recall, _ := f.Recall.Value()
			ndcg, _ := f.NDCG.Value()
			if wrong := float64(f.Right.Of) - f.Right.Sum; wrong > c.wrong || f.FalseAnswers.Sum > c.answered || f.FalseSilence.Sum > c.silences || recall < c.recall || ndcg < c.ndcg {
				t.Error("worse than when the floors were set")
			}
			for _, g := range run.Findings {
				t.Logf("%s: %s: %s\n\t%s", g.Where, g.What, g.Question, g.Detail)
			}
		})
	}
}
