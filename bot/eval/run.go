package eval

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Options are what Ask needs. The engine is for the run alone: its Watch is
// taken while it lasts.
type Options struct {
	Set      *Set
	Engine   *answer.Engine
	States   *corpus.States
	Version  string
	Model    string                // that drafts, by name; empty: extracts
	Judge    Judge                 // judges points with words other than the record's; nil: nobody does
	JudgedBy string                // its model's name
	Now      func() time.Time      // the clock
	Progress func(done, total int) // may be nil
}

// Ask asks the questions of a set, one after the other, and measures the answers.
// A gold that stands nowhere in the library is an error, and so is a question
// that the engine fails on.
func Ask(ctx context.Context, o Options) (*Run, error) {
	r := &running{Options: o, index: o.Engine.Index(), kinds: map[string]*Figures{}, uses: map[string]*Figures{}}
	if r.Progress == nil {
		r.Progress = func(int, int) {}
	}
	questions, err := r.place()
	if err != nil {
		return nil, err
	}
	r.passages = r.index.Passages(retrieval.Filter{})
	watch := o.Engine.Watch
	o.Engine.Watch = func(f *answer.Found) { r.found = f }
	defer func() { o.Engine.Watch = watch }()
	for i, q := range questions {
		if err := r.one(ctx, q); err != nil {
			return nil, fmt.Errorf("%s: %w", q.Where, err)
		}
		r.Progress(i+1, len(questions))
	}
	return r.run(), nil
}

// running is a run under way.
type running struct {
	Options
	index    *retrieval.Index
	passages []corpus.Passage
	found    *answer.Found // for the question under way
	all      Figures
	kinds    map[string]*Figures
	uses     map[string]*Figures
	findings []Finding
}

// place finds the golds, and codes for the delegations that questions name.
func (r *running) place() ([]placed, error) {
	p := newPlacer(r.index)
	var out []placed
	for _, q := range r.Set.Questions {
		codes := make([]string, len(q.States))
		for i, name := range q.States {
			v, ok := r.States.Lookup(name)
			if !ok {
				return nil, fmt.Errorf("%s: there is no State or body %q: write its code, such as RU, or its name", q.Where, name)
			}
			codes[i] = v.Code
		}
		q.States = codes
		made, err := p.place(q)
		if err != nil {
			return nil, err
		}
		out = append(out, made)
	}
	return out, nil
}

// one asks a question and adds what came of it to the figures.
func (r *running) one(ctx context.Context, q placed) error {
	var before []answer.Turn
	for _, text := range q.Before {
		a, err := r.Engine.Ask(ctx, answer.Question{Text: text, Before: before}, nil)
		if err != nil {
			return err
		}
		before = append(before, answer.Turn{Question: text, Understood: a.Understood, By: delegations(a)})
	}
	r.found = &answer.Found{}
	began := r.Now()
	a, err := r.Engine.Ask(ctx, answer.Question{Text: q.Text, Before: before}, nil)
	if err != nil {
		return err
	}
	took := r.Now().Sub(began)
	var verdicts []verdict
	if q.Answerable && r.Judge != nil {
		if verdicts, err = r.judged(ctx, a, r.tell(q)); err != nil {
			return err
		}
	}
	tell := r.tell(q)
	for _, f := range r.figuresOf(q) {
		judgedCitations(verdicts, f)
		r.measure(q, a, took, f, tell)
		tell = func(Fault, string) {} // once is enough
	}
	return nil
}

// figuresOf lists the figures that a question counts in.
func (r *running) figuresOf(q placed) []*Figures {
	out := []*Figures{&r.all, of(r.kinds, q.Kind)}
	if q.Use != "" {
		out = append(out, of(r.uses, q.Use))
	}
	return out
}

func of(groups map[string]*Figures, name string) *Figures {
	if groups[name] == nil {
		groups[name] = &Figures{}
	}
	return groups[name]
}

// tell gives what notes the faults of a question.
func (r *running) tell(q placed) func(Fault, string) {
	return func(what Fault, detail string) {
		r.findings = append(r.findings, Finding{q.Where, q.Text, what, folded(detail), q.Use})
	}
}

// measure adds an answer to figures.
func (r *running) measure(q placed, a *answer.Answer, took time.Duration, f *Figures, tell func(Fault, string)) {
	f.Asked++
	f.took = append(f.took, took)
	f.Withheld += len(a.Withheld)
	f.TokensIn += a.Usage.TokensIn
	f.TokensOut += a.Usage.TokensOut
	f.TokensEstimated = f.TokensEstimated || a.Usage.Estimated
	j := judge{r.index}
	j.invented(a, f, tell)
	j.speakers(q.Question, a, f, tell)
	right := r.answer(q, a, f, tell)
	if len(q.Before) == 0 {
		return
	}
	f.FollowUpsRight.count(right)
	if len(q.States) == 0 {
		return
	}
	read := sameCodes(a.Understood.States, q.States)
	f.FollowUpsRead.count(read)
	if !read {
		tell(Misread, fmt.Sprintf("as %q, for words of %s", a.Understood.Question, speaker(strings.Join(a.Understood.States, ", "), nil)))
	}
}

// answer adds whether a question was answered as it should be.
func (r *running) answer(q placed, a *answer.Answer, f *Figures, tell func(Fault, string)) (right bool) {
	answered := a.Status == answer.Answered
	if !q.Answerable {
		f.FalseAnswers.count(answered)
		if answered {
			tell(FalseAnswer, firstWords(a))
		}
		return !answered
	}
	recall, ndcg := q.retrieved(r.found.Ranked, r.passages)
	f.Recall.add(recall)
	f.NDCG.add(ndcg)
	recall, ndcg = q.retrieved(r.found.Passages, r.passages)
	f.RecallHanded.add(recall)
	f.NDCGHanded.add(ndcg)
	f.FalseSilence.count(!answered)
	right = q.answered(a, f) > 0
	f.Right.count(right)
	j := judge{r.index}
	j.heard(q.Question, a, f)
	j.citations(q, a, f, tell)
	switch {
	case !answered:
		tell(FalseSilence, "")
	case !right:
		tell(NotRight, firstWords(a))
	}
	return right
}

func firstWords(a *answer.Answer) string {
	if len(a.Points) == 0 {
		return ""
	}
	return a.Points[0].Text
}

// run gives the figures in the form in which they are saved.
func (r *running) run() *Run {
	held := r.index.Held(retrieval.Filter{})
	r.all.finish()
	return &Run{
		Date: r.Now().UTC().Truncate(time.Second), Version: r.Version,
		Set: r.Set.Name, SHA256: r.Set.SHA256, Embedder: r.index.Model(), Model: r.Model,
		Held:    Held{held.Statements, held.Passages},
		Figures: r.all, Kinds: groups(r.kinds), Uses: groups(r.uses),
		Findings: append([]Finding{}, r.findings...), JudgedBy: r.judges(),
	}
}

func groups(of map[string]*Figures) []Group {
	out := []Group{}
	for _, name := range slices.Sorted(maps.Keys(of)) {
		of[name].finish()
		out = append(out, Group{name, *of[name]})
	}
	return out
}

// delegations lists whose words an answer cites, each once.
func delegations(a *answer.Answer) []string {
	var out []string
	for _, c := range a.Citations {
		if by := c.Statement.By; by != "" && !slices.Contains(out, by) {
			out = append(out, by)
		}
	}
	return out
}

func sameCodes(a, b []string) bool {
	return slices.Equal(slices.Compact(slices.Sorted(slices.Values(a))), slices.Compact(slices.Sorted(slices.Values(b))))
}
