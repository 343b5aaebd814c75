package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/bot/fetch"
	"verbatim/bot/library"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func addCommand() command {
	return command{
		name: "add", args: "FILE|URL",
		summary: "add one document to the library",
		about: `Adds one document to your library: a file, or what is at an address. What the
document says of itself is found in it; the flags correct that. A file is graded
supplied; so is an address, unless it is on a site of whoever speaks.`,
		bind: func(fs *pflag.FlagSet) action {
			a := &adding{}
			fs.StringVar(&a.by, "by", "", "`STATE` or group that speaks, by code or name")
			fs.StringArrayVar(&a.behalf, "on-behalf", nil, "`GROUP` or State that it speaks for; may be repeated")
			fs.StringVar(&a.meta.Speaker, "speaker", "", "`NAME` of the person who speaks")
			fs.StringVar(&a.meta.Office, "office", "", "the person's `OFFICE`")
			fs.StringVar(&a.meta.Title, "title", "", "`TITLE` of the document")
			fs.Var(&a.date, "date", "`DAY` on which it was said, such as 2021-06-23")
			fs.StringVar(&a.meta.Process, "process", "", "`PROCESS` in which it was said, such as oewg-2021-2025")
			fs.StringVar(&a.meta.Session, "session", "", "`SESSION`, such as \"third substantive session\"")
			fs.StringVar(&a.meta.Venue, "venue", "", "`VENUE`: the occasion, the place or both")
			fs.StringVar(&a.meta.Kind, "kind", "", "`KIND` of document, such as statement")
			fs.StringVar(&a.meta.Language, "language", "", "`CODE` of its language, such as fr")
			fs.StringVar(&a.meta.Symbol, "symbol", "", "its `SYMBOL` as a document of the United Nations")
			fs.BoolVar(&a.json, "json", false, "print one object")
			return a.do
		},
	}
}

type adding struct {
	by     string
	behalf []string
	date   dayFlag
	meta   library.Meta
	json   bool
}

func (a *adding) do(ctx context.Context, p *program, words []string) error {
	if len(words) != 1 {
		return wrongUse{withHint(errors.New("add takes one file or address"), "for several, use verbatim fetch, or put files into your library's folder")}
	}
	if strings.TrimSpace(words[0]) == "" {
		return wrongUse{withHint(errors.New("add was given an empty name"), "give the name of a file, or an address that begins with https://")}
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	if err := a.resolve(rec.states); err != nil {
		return err
	}
	if rec.own == "" {
		return withHint(errors.New("no place for your library is known"), "set [library] path to a folder")
	}
	var data []byte
	if !isAddress(words[0]) {
		if data, err = readDocument(words[0]); err != nil {
			return err
		}
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	if isAddress(words[0]) {
		return a.address(ctx, p, rec, words[0])
	}
	ids, warnings, err := rec.library.AddOwn(ctx, baseName(words[0]), data, a.meta)
	if errors.Is(err, retrieval.ErrNotSaved) {
		p.report(err)
		err = nil
	}
	if err != nil {
		return explained(err)
	}
	rec.index = rec.library.Index()
	return a.added(p, rec, ids, warnings)
}

// resolve reads the names of States.
func (a *adding) resolve(states *corpus.States) error {
	if a.by != "" {
		codes, err := (&filters{flag: "--by", states: []string{a.by}}).resolve(states)
		if err != nil {
			return err
		}
		if len(codes) != 1 {
			return misuse("--by takes one State or group; --on-behalf names those it speaks for")
		}
		a.meta.By = codes[0]
	}
	codes, err := (&filters{flag: "--on-behalf", states: a.behalf}).resolve(states)
	if err != nil {
		return err
	}
	if len(codes) > 0 {
		a.meta.OnBehalf = codes
	}
	if !a.date.IsZero() {
		a.meta.Date = isoDate(a.date.Time)
	}
	return nil
}

// address adds what is at an address.
func (a *adding) address(ctx context.Context, p *program, rec *record, word string) error {
	jobs, err := fetch.Named(rec.catalog, []string{word})
	if err != nil {
		return explainedWords(err)
	}
	jobs[0].Meta = a.meta
	client, err := rec.client()
	if err != nil {
		return err
	}
	results, err := rec.fetcher(client, 1).Run(ctx, jobs, nil)
	if err != nil {
		return err
	}
	r := results[0]
	if r.Outcome == fetch.Failed || r.Outcome == fetch.LeftOut {
		if r.Err != nil {
			rec.log.Info("a document was not kept", "why", r.Err)
		}
		return withHint(fmt.Errorf("what is at %s %s", shortened(r.URL), strings.TrimPrefix(r.Reason, "the document ")), "%s", r.Fix)
	}
	if err := rec.again(ctx, p); err != nil {
		return err
	}
	if r.Outcome == library.Elsewhere {
		p.renderer(rec).para(0, 2, span{text: "The same text is held already from another address, which knows this one too."})
	}
	return a.added(p, rec, rec.library.IDsOf(r.File), r.Warnings)
}

type addedDocumentJSON struct {
	Added    []sourceJSON `json:"added"`
	Warnings []string     `json:"warnings"`
}

// added tells what was added, as it will be cited.
func (a *adding) added(p *program, rec *record, ids, warnings []string) error {
	var statements []*corpus.Statement
	for _, id := range ids {
		if s := rec.index.Statement(id); s != nil {
			statements = append(statements, s)
		}
	}
	passages := func(s *corpus.Statement) int {
		return len(rec.index.Passages(retrieval.Filter{Statements: []string{s.ID}}))
	}
	if a.json {
		return writeJSON(p.stdout, addedDocumentJSON{mapped(statements, func(s *corpus.Statement) sourceJSON { return jsonSource(s, passages(s)) }), list(warnings)}, false)
	}
	r := p.renderer(rec)
	for _, s := range statements {
		r.statement(0, s)
		r.para(2, 2, span{text: joined("; ", s.ID, counted(passages(s), "passage"))})
	}
	for _, w := range warnings {
		r.para(0, 2, span{text: "Note: " + w + "."})
	}
	return nil
}
