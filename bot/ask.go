package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/pflag"

	"verbatim/bot/answer"
)

func askCommand() command {
	return command{
		name: "ask", args: "[QUESTION]",
		summary: "answer a question with sentences from the record",
		about: `Answers a question with sentences from the record, each with the citation that
it rests on. With a model configured, the model's sentences are shown where the
words that they rest on were found in the record; the others are withheld and
counted. Without one, the answer consists of the record's own sentences.

Without a question, questions are read from standard input, one a line; each may
follow up on those before it. A question that fails does not stop the next one,
and makes the exit status 1 in the end.`,
		bind: func(fs *pflag.FlagSet) action {
			a := &asking{}
			a.bindOutput(fs, "print one object, or one a line where questions are read from standard input")
			a.filters.bind(fs)
			fs.BoolVar(&a.extracts, "extracts", false, "answer by extracts, also where a model is configured")
			return a.do
		},
	}
}

type asking struct {
	filters
	output
	extracts bool
	codes    []string
	shown    growing
}

func (a *asking) do(ctx context.Context, p *program, words []string) error {
	if err := errors.Join(a.check(), a.checkOutput()); err != nil {
		return wrongUse{err}
	}
	if len(words) == 0 && a.table() {
		return wrongUse{withHint(fmt.Errorf("--format %s is for one question at a time", a.format), "give the question on the command line")}
	}
	text := ""
	if len(words) > 0 {
		var err error
		if text, err = asked(words, "question"); err != nil {
			return err
		}
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	if a.codes, err = a.resolve(rec.states); err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	if len(words) == 0 {
		return a.lines(ctx, p, rec)
	}
	got, err := a.one(ctx, p, rec, text, nil)
	if err != nil {
		return err
	}
	return a.print(p, rec, got, false)
}

// one answers a question. On a terminal its points are shown while a model
// still writes; a.shown has them then.
func (a *asking) one(ctx context.Context, p *program, rec *record, text string, before []answer.Turn) (*answer.Answer, error) {
	a.shown = growing{renderer: p.renderer(rec)}
	var grow func(answer.Point)
	if !a.json && a.format == "" && p.out.tty && rec.engine.Drafter != nil && !a.extracts {
		grow = a.shown.add
	}
	return rec.engine.Ask(ctx, answer.Question{
		Text:     text,
		Before:   before,
		States:   a.codes,
		Process:  a.process,
		Since:    a.since.Time,
		Until:    a.until.Time,
		Extracts: a.extracts,
	}, grow)
}

func (a *asking) print(p *program, rec *record, got *answer.Answer, oneLine bool) error {
	got.Notices = append(got.Notices, rec.notices...)
	if a.json {
		return writeJSON(p.stdout, jsonAnswer(got), oneLine)
	}
	r := p.renderer(rec)
	if a.format != "" {
		a.write(p, rec, r.formattedAnswer(got))
		return nil
	}
	if len(a.shown.points) > 0 {
		r.blank()
	}
	r.answer(got, a.shown.points)
	return nil
}

// growing shows points as they pass the gate.
type growing struct {
	*renderer
	points []answer.Point
	head   string
}

func (g *growing) add(p answer.Point) {
	if p.Own {
		g.own(p) // what stands ahead of the points
		return
	}
	if head := g.heading(p, nil); head != g.head {
		g.para(0, 2, span{text: head, style: strong})
		g.blank()
		g.head = head
	}
	g.para(2, 2, pointSpans(p)...)
	g.blank()
	g.points = append(g.points, p)
	_ = g.w.Flush() // what fails here fails again at the end, and is said then
}

// remembered is how many earlier questions a follow-up is read with.
const remembered = 8

// lines answers the questions on standard input, one a line, until that ends.
func (a *asking) lines(ctx context.Context, p *program, rec *record) error {
	var before []answer.Turn
	failed, asked := 0, 0
	in := readLines(ctx, p.stdin)
	for {
		if isTerminal(p.stdin) {
			io.WriteString(p.stderr, "> ")
		}
		var l line
		select {
		case <-ctx.Done():
			return ctx.Err()
		case l = <-in:
		}
		text := clean(l.text)
		switch {
		case errors.Is(l.err, io.EOF):
			return countFailed(failed, asked)
		case l.err == nil && text == "":
			continue
		}
		asked++
		turn, err := a.next(ctx, p, rec, text, l.err, before)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failed++
		default:
			before = append(before, turn)
			before = before[max(0, len(before)-remembered):]
		}
		if err := p.stdout.Flush(); err != nil {
			return fmt.Errorf("the output could not be written: %w", err)
		}
	}
}

// next answers one line; err is what went wrong while it was read.
func (a *asking) next(ctx context.Context, p *program, rec *record, text string, err error, before []answer.Turn) (answer.Turn, error) {
	var got *answer.Answer
	if err == nil {
		got, err = a.one(ctx, p, rec, text, before)
	}
	if err == nil {
		err = a.print(p, rec, got, true)
	}
	if err == nil && !a.json {
		p.stdout.WriteString("\n")
	}
	if err != nil {
		if ctx.Err() == nil {
			p.report(err)
		}
		if a.json && ctx.Err() == nil {
			return answer.Turn{}, errors.Join(err, writeJSON(p.stdout, failedQuestionJSON{text, err.Error()}, true))
		}
		return answer.Turn{}, err
	}
	return answer.Turn{Question: text, Understood: got.Understood, By: delegations(got)}, nil
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

func countFailed(failed, asked int) error {
	if failed == 0 {
		return nil
	}
	return fmt.Errorf("%d of %s could not be answered", failed, counted(asked, "question"))
}
