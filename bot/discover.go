package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"verbatim/bot/catalog"
	"verbatim/bot/discover"
	"verbatim/bot/web"
)

func discoverCommand() command {
	return command{
		name: "discover", args: "ADDRESS",
		summary: "propose entries for the catalogue from a page that lists documents",
		about: `Reads a page that lists documents, such as a meeting's statements or a mission's
news, and proposes entries for the catalogue. They are for you to review: who
speaks is left out where the page does not say it for certain, and what is not
complete is a comment. What is printed is a file that [library] catalog takes.

    verbatim discover https://meetings.unoda.org/meeting/57871/statements > proposed.toml`,
		bind: func(fs *pflag.FlagSet) action {
			d := &discovering{}
			fs.IntVar(&d.pages, "pages", 1, "read so many `PAGES` of the list, one after the other, 20 at most")
			fs.BoolVar(&d.all, "all", false, "show also what the catalogue has already, as comments")
			fs.BoolVar(&d.json, "json", false, "print one object")
			return d.do
		},
	}
}

// mostPages is how far a list is followed.
const mostPages = 20

type discovering struct {
	pages     int
	all, json bool
}

func (d *discovering) do(ctx context.Context, p *program, words []string) error {
	if len(words) != 1 {
		return wrongUse{withHint(errors.New("discover takes one address"), "give the address of a page that lists documents")}
	}
	if d.pages < 1 || d.pages > mostPages {
		return wrongUse{fmt.Errorf("--pages %d: between 1 and %d pages can be read at a time", d.pages, mostPages)}
	}
	address, err := web.Canonical(words[0])
	if err != nil {
		return wrongUse{explainedWeb(words[0], err)}
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	report, ended := d.read(ctx, p, rec, address)
	if report == nil {
		return ended
	}
	if d.json {
		err = writeJSON(p.stdout, jsonDiscovered(rec.catalog, report), false)
	} else {
		_, err = p.stdout.WriteString(report.TOML())
	}
	return errors.Join(ended, err)
}

// read reads the page and as many of those that follow as are wanted. Where one
// of these fails, what was found before is kept.
func (d *discovering) read(ctx context.Context, p *program, rec *record, address string) (*discover.Report, error) {
	client, err := rec.client()
	if err != nil {
		return nil, err
	}
	bar := newProgress(p.stderr, p.err, "Reading pages")
	defer bar.done()
	found := discover.New(rec.catalog, rec.states, d.all)
	asked := map[string]bool{}
	for n := 0; n < d.pages && address != "" && !asked[address]; n++ {
		bar.at(n, d.pages)
		asked[address] = true
		page, err := client.Get(ctx, address, web.Prior{})
		if err == nil && page.Format != web.HTML {
			err = withHint(fmt.Errorf("what is at %s is no web page that could list documents", shortened(address)), "verbatim fetch ADDRESS brings one document")
		}
		if err == nil {
			asked[page.Final] = true
			err = found.Add(page.Final, page.ContentType, page.Body)
		}
		if err != nil && n == 0 {
			return nil, explainedWeb(address, err)
		} else if err != nil {
			return found.Report(), explainedWeb(address, err)
		}
		address = found.Next()
	}
	return found.Report(), nil
}

// explainedWeb puts what is wrong with an address into this program's errors.
func explainedWeb(address string, err error) error {
	var w *web.Error
	if !errors.As(err, &w) {
		return err
	}
	shown, _, _ := strings.Cut(address, "?") // a query may hold a key
	return withHint(fmt.Errorf("%s %s", shortened(shown), w.Reason), "%s", w.Fix)
}

type discoverJSON struct {
	Pages      []string        `json:"pages"`
	Proposed   []proposedJSON  `json:"proposed"`
	Known      int             `json:"known"`  // documents that the catalogue has
	Copies     int             `json:"copies"` // documents left out, on sites whose texts do not count
	LookAlikes []lookAlikeJSON `json:"look_alikes"`
	Others     int             `json:"others"` // links that look like no document
	More       int             `json:"more"`   // links that were not looked at, since there were too many
	Cut        bool            `json:"cut"`    // whether a page was longer than is read
	Next       string          `json:"next"`
}

type proposedJSON struct {
	entryJSON
	Known    string   `json:"known"` // ID in the catalogue
	Complete bool     `json:"complete"`
	Missing  []string `json:"missing"`
	Notes    []string `json:"notes"`
}

type lookAlikeJSON struct {
	URL string `json:"url"`
	Why string `json:"why"`
}

func jsonDiscovered(c *catalog.Catalog, r *discover.Report) discoverJSON {
	return discoverJSON{
		Pages: list(r.Pages), Known: r.Known, Copies: r.Copies, Others: r.Others, More: r.More, Cut: r.Cut, Next: r.Next,
		Proposed: mapped(r.Proposals, func(p discover.Proposal) proposedJSON {
			return proposedJSON{jsonEntry(c, &p.Entry, ""), p.Known, p.Complete(), list(p.Missing), list(p.Notes)}
		}),
		LookAlikes: mapped(r.LookAlikes, func(l discover.LookAlike) lookAlikeJSON { return lookAlikeJSON{l.Address, l.Why} }),
	}
}
