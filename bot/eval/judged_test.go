package eval

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/prompts"
	"verbatim/retrieval"
)

// literal is a judge that takes a sentence for borne out if the citations have
// each of its words of more than three letters, and fails on some.
type literal struct{ failOn string }

func (l literal) Judge(_ context.Context, sentence string, cited []answer.Citation) (bool, answer.Usage, error) {
	if l.failOn != "" && strings.Contains(sentence, l.failOn) {
		return false, answer.Usage{}, errors.New("no verdict")
	}
	var text strings.Builder
	for _, c := range cited {
		text.WriteString(c.Quote + " ")
	}
	for _, w := range strings.Fields(strings.Trim(sentence, ".")) {
		if len(w) > 3 && !strings.Contains(text.String(), w) {
			return false, answer.Usage{}, nil
		}
	}
	return true, answer.Usage{}, nil
}

// TestJudged holds the figures of a model that judges to values worked out by
// hand, and apart from those by rule.
func TestJudged(t *testing.T) {
	j, states := judged(t)
	treaty := j.forge(t, "a", "We support a binding treaty, provided that it is universal.")
	meet := j.forge(t, "a", "The Group should meet in\nsubgroups.")
	forged := treaty
	forged.Quote = "We support nothing."
	point := func(text string, marks ...int) answer.Point {
		return answer.Point{By: "FR", OnBehalf: []string{"eu"}, Text: text, Citations: marks}
	}
	a := &answer.Answer{
		Citations: []answer.Citation{treaty, meet, forged},
		Points: []answer.Point{
			point("We support a binding treaty.", 1),         // borne out
			point("We support a treaty in subgroups.", 1, 2), // by both together: each works
			point("We support a binding treaty.", 1, 2),      // the second does no work
			point("We support nothing.", 3),                  // a citation that does not stand bears out nothing
			point("We abhor a treaty.", 1),                   // not borne out
			point("No verdict is given on this treaty.", 1),  // not judged
			{By: "FR", OnBehalf: []string{"eu"}, Text: treaty.Quote, Verbatim: true, Citations: []int{1}},
		},
	}
	var told []Fault
	r := &running{Options: Options{Judge: literal{failOn: "verdict"}, JudgedBy: "literal", States: states}, index: j.index}
	verdicts, err := r.judged(t.Context(), a, func(f Fault, _ string) { told = append(told, f) })
	if err != nil {
		t.Fatal(err)
	}
	var f Figures
	judgedCitations(verdicts, &f)
	if f.JudgedRecall != (Rate{3, 5}) || f.JudgedPrecision != (Rate{4, 7}) {
		t.Errorf("recall %v, precision %v", f.JudgedRecall, f.JudgedPrecision)
	}
	if len(told) != 3 || told[0] != JudgedNotBorneOut || told[1] != JudgedNotBorneOut || told[2] != NotJudged {
		t.Errorf("told of %v", told)
	}
	q, err := newPlacer(j.index).place(Question{Answerable: true, Gold: []Gold{{"binding treaty", "", 2}}})
	if err != nil {
		t.Fatal(err)
	}
	f = Figures{}
	j.citations(q, a, &f, func(Fault, string) {})
	if f.CitationRecall.Of != 1 || f.CitationPrecision.Of != 1 || f.Undecided != 6 {
		t.Errorf("by rule: recall %v, precision %v, undecided %d", f.CitationRecall, f.CitationPrecision, f.Undecided)
	}
	if !strings.HasSuffix(r.judges(), "literal") || (&running{}).judges() != "rule" {
		t.Error(r.judges())
	}
}

// TestJudgedInARun has a run count what the model says once in each group: the
// same model drafts, and judges what it is asked to judge.
func TestJudgedInARun(t *testing.T) {
	j, states := judged(t)
	model := answer.Generative{
		Complete: func(_ context.Context, messages []prompts.Message, sink func(string)) (answer.Completion, error) {
			text := "The European Union supports \"a binding treaty, provided that it is universal\" [1]."
			if strings.Contains(messages[1].Content, "borne out") {
				text = "YES"
			}
			sink(text)
			return answer.Completion{Text: text}, nil
		},
		Tokens: func(s string) int { return len(s) / 3 }, Context: 4000, Output: 500, States: states,
	}
	run, err := Ask(t.Context(), Options{
		Set: &Set{Questions: []Question{{Text: "What did the EU say about a binding treaty?", Kind: "position", Use: "tune", States: []string{"EU"},
			Answerable: true, Gold: []Gold{{"binding treaty", "", 1}}}}},
		Engine: &answer.Engine{Index: func() *retrieval.Index { return j.index }, States: states, Embedder: retrieval.BagOfWords{}, Drafter: model},
		States: states, Judge: model, JudgedBy: "scripted", Model: "scripted", Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []Figures{run.Figures, run.Kinds[0].Figures, run.Uses[0].Figures} {
		if f.JudgedRecall != (Rate{1, 1}) || f.JudgedPrecision != (Rate{1, 1}) || f.CitationRecall != (Rate{1, 1}) {
			t.Errorf("%+v", f)
		}
	}
}
