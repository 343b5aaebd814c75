package eval_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"verbatim/bot/eval"
	"verbatim/data"
	"verbatim/retrieval/encoder"
)

var update = flag.Bool("update", false, "rewrite the baseline")

// baseline is what the library of delegations that do not exist gave when it was
// last written: of the questions that tune each fault, by the question that has
// it; of those held back counts alone, so that nobody tunes to one of them.
type baseline struct {
	Faults   map[string][]eval.Fault `json:"faults"`
	HeldBack counts                  `json:"held_back"`
}

type counts struct {
	Asked        int     `json:"asked"`
	WrongSpeaker int     `json:"wrong_speaker"`
	Wrong        int     `json:"not_right"`
	FalseAnswers int     `json:"false_answers"`
	FalseSilence int     `json:"false_silence"`
	Recall       float64 `json:"recall_at_10"`
}

// slack is by how much recall may differ where the arithmetic of another
// processor orders two passages differently.
const slack = 0.01

func countsOf(f eval.Figures) counts {
	recall, _ := f.Recall.Value()
	return counts{f.Asked, int(f.WrongSpeaker.Sum), f.Right.Of - int(f.Right.Sum), int(f.FalseAnswers.Sum), int(f.FalseSilence.Sum), recall}
}

// worse tells whether the counts are worse than those that held.
func (c counts) worse(held counts) bool {
	return c.WrongSpeaker > held.WrongSpeaker || c.Wrong > held.Wrong || c.FalseAnswers > held.FalseAnswers || c.FalseSilence > held.FalseSilence || c.Recall < held.Recall-slack
}

// TestDelegations names each question that was answered as it should be when
// the baseline was written and is not any more. -update rewrites the baseline.
func TestDelegations(t *testing.T) {
	if os.Getenv(encoder.KernelEnv) != "" {
		t.Skip("takes minutes with another kernel than the processor's best; package encoder holds the kernels to each other")
	}
	folder := filepath.Join("..", "..", "data", "questions")
	src, err := os.ReadFile(filepath.Join(folder, "delegations.toml"))
	if err != nil {
		t.Fatal(err)
	}
	set, err := eval.ParseQuestions("delegations.toml", src)
	if err != nil {
		t.Fatal(err)
	}
	model, err := encoder.Open(data.Model())
	if err != nil {
		t.Fatal(err)
	}
	e := engineOver(t, remembering{model, map[string][]float32{}}, os.DirFS(filepath.Join(folder, set.Library)))
	now := baseline{Faults: map[string][]eval.Fault{}}
	for _, use := range []string{"tune", "test"} {
		part, err := set.Used(use)
		if err != nil {
			t.Fatal(err)
		}
		run := ask(t, part, e)
		f := run.Figures
		if wrong := f.WrongSpeaker.Sum > 0 && use == "tune"; wrong || f.Invented.Sum > 0 || f.WrongSpeaker.Of == 0 || f.Invented.Of == 0 {
			t.Errorf("%s: wrong speaker %v, invented quotation %v: none is bearable", use, f.WrongSpeaker, f.Invented)
		}
		if use == "test" {
			now.HeldBack = countsOf(f)
			continue
		}
		for _, f := range run.Findings {
			now.Faults[f.Question] = append(now.Faults[f.Question], f.What)
		}
	}
	name := filepath.Join("testdata", "delegations.json")
	if *update {
		writeBaseline(t, name, now)
		return
	}
	now.compare(t, readBaseline(t, name))
}

// compare fails for what is worse than what held.
func (b baseline) compare(t *testing.T, held baseline) {
	t.Helper()
	for question, faults := range b.Faults {
		for _, f := range faults {
			if !slices.Contains(held.Faults[question], f) {
				t.Errorf("%s: %q held when the baseline was written", f, question)
			}
		}
	}
	if b.HeldBack.worse(held.HeldBack) {
		t.Errorf("held-back questions: %+v, and %+v held when the baseline was written", b.HeldBack, held.HeldBack)
	}
}

func readBaseline(t *testing.T, name string) baseline {
	t.Helper()
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var b baseline
	if err := json.Unmarshal(src, &b); err != nil {
		t.Fatal(err)
	}
	return b
}

func writeBaseline(t *testing.T, name string, b baseline) {
	t.Helper()
	text, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, name, string(text)+"\n")
}
