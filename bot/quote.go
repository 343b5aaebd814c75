package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/bot/answer"
)

func quoteCommand() command {
	return command{
		name: "quote", args: "WORDS",
		summary: "show the passages that have the words, or come nearest",
		about: `Shows passages as they stand in the record, each with its citation: those that
have the words first, then those that come nearest in meaning.`,
		bind: func(fs *pflag.FlagSet) action {
			q := &quoting{flags: fs}
			fs.BoolVar(&q.json, "json", false, "print one object")
			q.filters.bind(fs)
			fs.IntVarP(&q.n, "number", "n", 5, "show at most `N` passages")
			fs.BoolVar(&q.all, "all", false, "show every passage found, and count them")
			return q.do
		},
	}
}

type quoting struct {
	filters
	flags     *pflag.FlagSet
	json, all bool
	n         int
}

func (q *quoting) do(ctx context.Context, p *program, words []string) error {
	text, err := q.words(words)
	if err != nil {
		return err
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer rec.close()
	codes, err := q.resolve(rec.states)
	if err != nil {
		return err
	}
	if err := rec.sync(ctx, p); err != nil {
		return err
	}
	n := q.n
	if q.all {
		n = 0
	}
	found, err := rec.engine.Quote(ctx, answer.QuoteRequest{
		Words:   text,
		States:  codes,
		Process: q.process,
		Since:   q.since.Time,
		Until:   q.until.Time,
		N:       n,
	})
	if err != nil {
		return err
	}
	found.Notices = append(found.Notices, rec.notices...)
	if q.json {
		return writeJSON(p.stdout, jsonQuotes(text, found), false)
	}
	p.renderer(rec).quotes(found)
	return nil
}

// words checks the command line.
func (q *quoting) words(words []string) (string, error) {
	if err := q.check(); err != nil {
		return "", err
	}
	if len(words) == 0 {
		return "", wrongUse{withHint(fmt.Errorf("quote needs the words to look for"), `verbatim quote "regular institutional dialogue"`)}
	}
	switch {
	case q.n < 1:
		return "", misuse("-n: at least 1 passage can be shown, not %d", q.n)
	case q.all && q.flags.Changed("number"):
		return "", misuse("-n and --all exclude each other")
	}
	return asked(words, "text to look for")
}

func jsonQuotes(words string, q *answer.Quotes) quotesJSON {
	return quotesJSON{
		Words:     words,
		Total:     q.Total,
		Exact:     q.Exact,
		Citations: mapped(q.Citations, jsonCitation),
		Held:      jsonHeld(q.Held),
		Notices:   list(q.Notices),
	}
}

// quotes prints passages with their citations, and how many there are.
func (r *renderer) quotes(q *answer.Quotes) {
	for i, c := range q.Citations {
		if i == 0 || c.Statement != q.Citations[i-1].Statement {
			r.statement(0, c.Statement)
			r.blank()
		}
		r.citation(2, c, true)
		r.blank()
	}
	if len(q.Citations) == 0 {
		r.para(0, 2, span{text: "No passage held here has these words or comes near to them.", style: strong})
		r.held(q.Held)
	} else {
		r.para(0, 2, span{text: howMany(q), style: faint})
	}
	r.notices(q.Notices)
}

func howMany(q *answer.Quotes) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s shown", counted(len(q.Citations), "passage"))
	if q.Total > len(q.Citations) {
		fmt.Fprintf(&b, " of %d (--all shows every one)", q.Total)
	}
	switch {
	case q.Exact == 0:
		b.WriteString("; none has the words as they are written.")
	case q.Exact == 1:
		b.WriteString("; 1 has the words as they are written.")
	default:
		fmt.Fprintf(&b, "; %d have the words as they are written.", q.Exact)
	}
	return b.String()
}
