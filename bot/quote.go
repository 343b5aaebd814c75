package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/pflag"

	"verbatim/bot/answer"
)

func quoteCommand() command {
	return command{
		name: "quote", args: "WORDS",
		summary: "show the passages that have the words",
		about: `Shows passages as they stand in the record, each with its citation: first those
that have the words in one piece, whatever their case, spacing and typography,
then those that have each of them. Where no passage does, the nearest in meaning
are shown, and that is said.`,
		bind: func(fs *pflag.FlagSet) action {
			q := &quoting{flags: fs}
			q.bindOutput(fs, "print one object")
			q.filters.bind(fs)
			fs.IntVarP(&q.n, "number", "n", 5, "show at most `N` passages")
			fs.BoolVar(&q.all, "all", false, "show every passage found, and count them")
			fs.BoolVar(&q.earlier, "earlier", false, "look in the earlier versions of fetched pages, which no answer rests on")
			return q.do
		},
	}
}

type quoting struct {
	filters
	output
	flags *pflag.FlagSet
	all   bool
	n     int

	earlier bool
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
	codes, err := q.resolve(rec.states)
	if err != nil {
		return err
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	n := q.n
	if q.all {
		n = 0
	}
	request := answer.QuoteRequest{
		Words:   text,
		States:  codes,
		Process: q.process,
		Since:   q.since.Time,
		Until:   q.until.Time,
		N:       n,
	}
	found, err := q.find(ctx, rec, request)
	if err != nil {
		return err
	}
	found.Notices = append(found.Notices, rec.notices...)
	if q.json {
		return writeJSON(p.stdout, jsonQuotes(text, found), false)
	}
	r := p.renderer(rec)
	if q.format != "" {
		q.write(p, rec, r.formattedQuotes(found))
		return nil
	}
	r.quotes(found)
	return nil
}

// find looks in what is held, or in what stood at its addresses before.
func (q *quoting) find(ctx context.Context, rec *record, request answer.QuoteRequest) (*answer.Quotes, error) {
	if !q.earlier {
		found, err := rec.engine.Quote(ctx, request)
		if err == nil && found.Exact == 0 {
			if n := rec.library.EarlierKept(); n > 0 {
				found.Notices = append(found.Notices, "Earlier versions of fetched pages are kept ("+strconv.Itoa(n)+"): --earlier looks in them.")
			}
		}
		return found, err
	}
	versions, unread, err := rec.library.Earlier()
	if err != nil {
		return nil, err
	}
	found, err := rec.engine.QuoteOf(versions, request)
	if err == nil && unread > 0 {
		found.Notices = append(found.Notices, counted(unread, "earlier version")+" could not be read, or "+plural(unread, "is", "are")+" not what was kept.")
	}
	return found, err
}

// words checks the command line.
func (q *quoting) words(words []string) (string, error) {
	if err := errors.Join(q.check(), q.checkOutput()); err != nil {
		return "", wrongUse{err}
	}
	if len(words) == 0 {
		return "", wrongUse{withHint(fmt.Errorf("quote needs the words to look for"), `verbatim quote "regular institutional dialogue"`)}
	}
	switch {
	case q.n < 1:
		return "", misuse("--number: at least 1 passage can be shown, not %d", q.n)
	case q.all && q.flags.Changed("number"):
		return "", misuse("--number and --all exclude each other")
	}
	return asked(words, "text to look for")
}

func jsonQuotes(words string, q *answer.Quotes) quotesJSON {
	return quotesJSON{
		Words:      words,
		Understood: jsonUnderstood(q.Understood),
		Total:      q.Total,
		Exact:      q.Exact,
		Citations:  mapped(q.Citations, jsonCitation),
		Held:       jsonHeld(q.Held),
		Notices:    list(q.Notices),
	}
}

// quotes prints passages with their citations, and how many there are. Where
// none has the words, the notices say so before the nearest ones follow.
func (r *renderer) quotes(q *answer.Quotes) {
	if q.Total == 0 {
		r.notices(q.Notices)
		r.blank()
	}
	for i, c := range q.Citations {
		if i == 0 || c.Statement != q.Citations[i-1].Statement {
			r.statement(0, c.Statement)
			r.blank()
		}
		r.citation(2, c, true)
		if c.Quoting {
			r.para(2, 4, span{text: quotesSomebody, style: faint})
		}
		r.blank()
	}
	if q.Total > 0 {
		r.para(0, 2, span{text: howMany(q), style: faint})
		r.notices(q.Notices)
	}
}

const quotesSomebody = "The statement itself quotes somebody here."

func howMany(q *answer.Quotes) string {
	text := counted(q.Total, "passage") + " with these words, " + strconv.Itoa(q.Exact) + " of them in one piece"
	if q.Total == 1 {
		text = "1 passage with these words"
	}
	if shown := len(q.Citations); shown < q.Total {
		text += fmt.Sprintf("; %d shown, --all shows every one", shown)
	}
	return text + "."
}
