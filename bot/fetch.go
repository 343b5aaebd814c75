package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/bot/catalog"
	"verbatim/bot/fetch"
	"verbatim/bot/library"
	"verbatim/bot/web"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func fetchCommand() command {
	return command{
		name: "fetch", args: "[ID|URL]...",
		summary: "fetch documents from their addresses into the library",
		about: `Fetches documents into your library: sources of the catalogue, named by ID or
chosen by the flags, and any other address. Hosts are asked politely: by robots.txt,
one request at a time, with a pause. What came is kept as it comes, and what was
asked for within a day is not asked for again unless it is named: run it again and
it goes on where it stopped.

    verbatim fetch --starter                    a set that speaks for every region
    verbatim fetch --process oewg-2021-2025     all that the catalogue has of a process
    verbatim fetch --state KE --state BR        all that it has by some States`,
		bind: func(fs *pflag.FlagSet) action {
			f := &fetching{}
			fs.BoolVar(&f.starter, "starter", false, "the set to begin with, which has States of every region")
			fs.BoolVar(&f.all, "all", false, "every source of the catalogue")
			fs.StringArrayVar(&f.states, "state", nil, "sources in which `STATE` or group speaks, by code or name; may be repeated, or a list with commas")
			fs.StringVar(&f.process, "process", "", "sources of `PROCESS`, such as oewg-2021-2025")
			fs.BoolVar(&f.official, "official", false, "of those, only what States, bodies and the United Nations publish themselves")
			fs.Var(&f.since, "since", "of those, only sources of `DATE` (2021, 2021-06, 2021-06-23 or \"23 June 2021\") or later")
			fs.IntVar(&f.jobs, "jobs", 4, "ask so many hosts at the same time, 16 at most")
			fs.BoolVar(&f.dryRun, "dry-run", false, "list what would be fetched, and fetch nothing")
			fs.BoolVar(&f.json, "json", false, "print one object")
			return f.do
		},
	}
}

type fetching struct {
	filters
	starter, all, official, dryRun, json bool
	jobs                                 int
}

func (f *fetching) do(ctx context.Context, p *program, words []string) error {
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	jobs, err := f.plan(rec, words)
	if err != nil {
		return err
	}
	if f.dryRun {
		return f.list(p, rec, jobs)
	}
	if rec.own == "" {
		return withHint(errors.New("no place for your library is known"), "set [library] path to a folder")
	}
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	results, ended := f.run(ctx, p, rec, jobs)
	if len(results) == 0 && ended != nil {
		return ended
	}
	if ended == nil && slices.ContainsFunc(results, keptNew) {
		if err := rec.again(ctx, p); err != nil {
			return err
		}
	}
	return errors.Join(ended, f.report(p, rec, results))
}

// plan says what is to be fetched.
func (f *fetching) plan(rec *record, words []string) ([]fetch.Job, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if f.jobs < 1 || f.jobs > 16 {
		return nil, wrongUse{fmt.Errorf("--jobs %d: between 1 and 16 hosts can be asked at the same time", f.jobs)}
	}
	codes, err := f.resolve(rec.states)
	if err != nil {
		return nil, err
	}
	narrowed := f.starter || f.all || len(codes) > 0 || f.process != "" || f.official || !f.since.IsZero()
	switch {
	case len(words) > 0 && narrowed:
		return nil, misuse("fetch takes either words or the flags that choose from the catalogue, not both")
	case len(words) == 0 && !narrowed:
		return nil, wrongUse{withHint(errors.New("fetch needs to be told what to fetch"), "--starter is a set to begin with; --process, --state and --all choose from the catalogue, which verbatim catalog lists")}
	case len(words) > 0:
		jobs, err := fetch.Named(rec.catalog, words)
		return jobs, explainedWords(err)
	}
	filter := catalog.Filter{States: codes, Official: f.official, Starter: f.starter, Since: f.since.Time}
	if f.process != "" {
		filter.Processes = []string{f.process}
	}
	jobs, err := fetch.Selected(rec.catalog, filter)
	if err == nil && len(jobs) == 0 {
		return nil, withHint(errors.New("the catalogue has no such source"), "verbatim catalog lists what it has; an address can be fetched without it")
	}
	return jobs, err
}

// explainedWords puts what is wrong with words into this program's errors.
func explainedWords(err error) error {
	if err == nil {
		return nil
	}
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	var out []error
	for _, err := range all {
		var unknown *fetch.UnknownError
		var bad *fetch.AddressError
		var w *web.Error
		switch {
		case errors.As(err, &unknown) && len(unknown.Near) > 0:
			err = withHint(fmt.Errorf("%s is neither an address nor the ID of a source", shortened(unknown.Word)), "did you mean %s?", strings.Join(unknown.Near, " or "))
		case errors.As(err, &unknown):
			err = withHint(fmt.Errorf("%s is neither an address nor the ID of a source", shortened(unknown.Word)), "verbatim catalog lists the IDs; an address begins with https://")
		case errors.As(err, &bad) && errors.As(err, &w):
			err = withHint(fmt.Errorf("%s %s", shortened(bad.Word), w.Reason), "%s", w.Fix)
		}
		out = append(out, err)
	}
	return wrongUse{errors.Join(out...)}
}

func keptNew(r fetch.Result) bool {
	return r.Outcome == library.Came || r.Outcome == library.Changed || r.Outcome == library.Unchanged || r.Outcome == library.Elsewhere
}

// run fetches, with a bar that moves.
func (f *fetching) run(ctx context.Context, p *program, rec *record, jobs []fetch.Job) ([]fetch.Result, error) {
	client, err := rec.client()
	if err != nil {
		return nil, err
	}
	bar := newProgress(p.stderr, p.err, "Fetching documents")
	defer bar.done()
	done := 0
	bar.at(0, len(jobs))
	return rec.fetcher(client, f.jobs).Run(ctx, jobs, func(r fetch.Result) {
		done++
		bar.at(done, len(jobs))
		if r.Err != nil {
			rec.log.Info("a document was not kept", "source", r.Name(), "why", r.Err)
		}
	})
}

// client gives what pages are fetched with.
func (rec *record) client() (*web.Client, error) {
	c := rec.config.Fetch
	for _, host := range c.AllowHosts {
		if err := web.CheckAllow(host); err != nil {
			return nil, fmt.Errorf("[fetch] allow_hosts: %w", err)
		}
	}
	return web.New(web.Options{
		UserAgent: userAgent,
		Allow:     c.AllowHosts,
		Formats:   []web.Format{web.HTML, web.PDF, web.DOCX, web.Text},
		MaxBytes:  int64(c.MaxMB) << 20,
		Timeout:   c.Timeout.Duration,
		Pause:     c.Pause.Duration,
		Log:       rec.log,
	}), nil
}

// userAgent names the program to the hosts that it asks.
const userAgent = "Verbatim/1 (library of statements; reads robots.txt)"

func (rec *record) fetcher(client *web.Client, jobs int) *fetch.Fetcher {
	return &fetch.Fetcher{Get: client.Get, Library: rec.library, States: rec.states, GradeOf: rec.catalog.GradeOf, Jobs: jobs, Log: rec.log}
}

// again brings the index up to date once more, with progress.
func (rec *record) again(ctx context.Context, p *program) error {
	bar := newProgress(p.stderr, p.err, "Embedding passages")
	defer bar.done()
	_, err := rec.library.Reindex(ctx, false, func(at library.Progress) {
		if at.Stage == "embedding" {
			bar.at(at.Done, at.Total)
		}
	})
	rec.index = rec.library.Index()
	if errors.Is(err, retrieval.ErrNotSaved) {
		p.report(err)
		return nil
	}
	return err
}

// earned grades what the program fetched, by whose site it came from.
func (rec *record) earned(r corpus.Record, s *corpus.Statement) corpus.Grade {
	return rec.catalog.GradeOf(r.From(), s.By, s.OnBehalf...)
}

type fetchJSON struct {
	Fetched []fetchedJSON  `json:"fetched"`
	Counts  map[string]int `json:"counts"` // by outcome
}

type fetchedJSON struct {
	Source  string   `json:"source"` // ID in the catalogue, or ""
	URL     string   `json:"url"`
	Outcome string   `json:"outcome"`
	File    string   `json:"file"`
	Grade   string   `json:"grade"`
	By      []string `json:"by"`
	Reason  string   `json:"reason"`
	Fix     string   `json:"fix"`
}

func jsonFetched(r fetch.Result) fetchedJSON {
	out := fetchedJSON{URL: r.URL, Outcome: string(r.Outcome), File: r.File, By: list(r.By), Reason: r.Reason, Fix: r.Fix}
	if r.Entry != nil {
		out.Source = r.Entry.ID
	}
	if r.Outcome == library.Came || r.Outcome == library.Changed {
		out.Grade = r.Grade.String()
	}
	return out
}

// list tells what would be fetched.
func (f *fetching) list(p *program, rec *record, jobs []fetch.Job) error {
	if f.json {
		return writeJSON(p.stdout, fetchJSON{mapped(jobs, func(j fetch.Job) fetchedJSON {
			out := jsonFetched(fetch.Result{Job: j})
			out.Outcome = "would be fetched"
			return out
		}), map[string]int{"would be fetched": len(jobs)}}, false)
	}
	r := p.renderer(rec)
	for _, j := range jobs {
		r.para(0, 2, span{text: j.Name(), style: strong, whole: true})
		if j.Entry != nil {
			r.para(2, 4, span{text: j.Entry.Title})
			r.para(2, 4, span{text: j.URL, style: faint, whole: true})
		}
	}
	r.para(0, 2, span{text: counted(len(jobs), "document") + " would be fetched."})
	return nil
}

// outcomes in the order of the report, and how it calls them.
var outcomes = []struct {
	is   library.Outcome
	said string
}{
	{library.Came, "new"},
	{library.Changed, "changed since the last time; the version before is kept"},
	{library.Unchanged, "unchanged"},
	{library.Elsewhere, "held already from another address"},
	{fetch.Lately, "asked for less than a day ago, and left alone"},
	{fetch.LeftOut, "left out"},
	{fetch.Failed, "failed"},
}

// report is the table at the end: what came, what was unchanged, what failed
// and why.
func (f *fetching) report(p *program, rec *record, results []fetch.Result) error {
	counts := map[library.Outcome]int{}
	for _, r := range results {
		counts[r.Outcome]++
	}
	if f.json {
		out := fetchJSON{mapped(results, jsonFetched), map[string]int{}}
		for is, n := range counts {
			out.Counts[string(is)] = n
		}
		return writeJSON(p.stdout, out, false)
	}
	r := p.renderer(rec)
	for _, one := range results {
		r.fetched(rec, one)
	}
	r.blank()
	for _, o := range outcomes {
		if n := counts[o.is]; n > 0 {
			r.para(2, 9, span{text: fmt.Sprintf("%5d", n), style: strong}, span{text: "  " + o.said})
		}
	}
	held := rec.index.Held(retrieval.Filter{})
	r.blank()
	r.para(0, 2, span{text: fmt.Sprintf("The library holds %s of %s.", counted(held.Statements, "statement"), counted(len(held.By), "delegation"))})
	if counts[fetch.Failed] > 0 && counts[fetch.Failed] == len(results) {
		return errors.New("nothing came")
	}
	return nil
}

// fetched tells of one document.
func (r *renderer) fetched(rec *record, one fetch.Result) {
	switch one.Outcome {
	case fetch.Lately, library.Unchanged:
		return
	case fetch.Failed, fetch.LeftOut:
		style := alarm
		if one.Outcome == fetch.LeftOut {
			style = faint
		}
		r.para(0, 2, span{text: string(one.Outcome), style: style}, span{text: one.Name(), whole: true})
		r.para(2, 4, span{text: one.Reason + "; " + one.Fix})
		return
	}
	r.para(0, 2, span{text: string(one.Outcome), style: strong}, span{text: one.Name(), whole: true})
	var by []string
	for _, code := range one.By {
		if code == "" {
			by = append(by, "a delegation unknown")
			continue
		}
		by = append(by, rec.states.Name(code, one.Day()))
	}
	what := []string{strings.Join(by, ", ")}
	if day := one.Day(); !day.IsZero() {
		what = append(what, isoDate(day))
	}
	if one.Outcome == library.Elsewhere {
		what = append(what, "the same text as "+one.File)
	} else {
		what = append(what, one.Grade.String())
	}
	r.para(2, 4, span{text: joined("; ", what...), style: faint})
	for _, w := range one.Warnings {
		r.para(2, 4, span{text: w, style: faint})
	}
}

// readDocument reads a file that a person names.
func readDocument(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, withHint(fmt.Errorf("%s cannot be read: %w", shortened(name), pathCause(err)), "check the name; an address begins with https://")
	case info.IsDir():
		return nil, withHint(fmt.Errorf("%s is a folder", shortened(name)), "add its documents one by one, or name it with [library] path")
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file", shortened(name))
	case info.Size() > library.MaxBytes:
		return nil, withHint(fmt.Errorf("%s is larger than %d MB", shortened(name), library.MaxBytes>>20), "split it, one statement a file")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, withHint(fmt.Errorf("%s cannot be read: %w", shortened(name), pathCause(err)), "let this user read it")
	}
	return data, nil
}

func pathCause(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func isAddress(word string) bool { return strings.Contains(word, "://") }

func baseName(name string) string { return path.Base(filepath.ToSlash(name)) }
