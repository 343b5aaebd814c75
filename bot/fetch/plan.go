package fetch

import (
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/catalog"
	"verbatim/bot/library"
	"verbatim/bot/web"
	"verbatim/retrieval/corpus"
)

// Job is one document to fetch.
type Job struct {
	URL   string         // in canonical form
	Entry *catalog.Entry // nil for an address that is not in the catalogue
	Meta  library.Meta   // what a person says of it; it wins over the catalogue
	Named bool           // whether it was asked for by itself: then it is, however lately it was
}

// Name is what reports call the job.
func (j Job) Name() string {
	if j.Entry != nil {
		return j.Entry.ID
	}
	return j.URL
}

// UnknownError says that a word names no source.
type UnknownError struct {
	Word string
	Near []string // IDs that are like it
}

// Error gives the fix too.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("%q is neither an address nor the ID of a source in the catalogue", e.Word)
}

// AddressError says what is wrong with an address; Err is a *web.Error.
type AddressError struct {
	Word string
	Err  error
}

// Error gives the word and what is wrong with it.
func (e *AddressError) Error() string { return e.Word + " " + e.Err.Error() }

// Unwrap gives Err.
func (e *AddressError) Unwrap() error { return e.Err }

// Named makes jobs of what a person names: IDs of the catalogue's sources, and
// addresses. All that is wrong comes back at once.
func Named(c *catalog.Catalog, words []string) ([]Job, error) {
	var jobs []Job
	var errs []error
	for _, word := range words {
		j, err := named(c, word)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if !slices.ContainsFunc(jobs, func(k Job) bool { return k.URL == j.URL }) {
			jobs = append(jobs, j)
		}
	}
	return jobs, errors.Join(errs...)
}

func named(c *catalog.Catalog, word string) (Job, error) {
	if e, ok := c.ByID(word); ok {
		return ofEntry(e, true)
	}
	if !strings.Contains(word, "://") {
		return Job{}, &UnknownError{word, near(c, word)}
	}
	address, err := web.Canonical(word)
	if err != nil {
		return Job{}, &AddressError{word, err}
	}
	if e, ok := c.ByURL(address); ok {
		return Job{URL: address, Entry: &e, Named: true}, nil
	}
	return Job{URL: address, Named: true}, nil
}

// Selected makes jobs of the catalogue's sources that a filter lets through.
func Selected(c *catalog.Catalog, f catalog.Filter) ([]Job, error) {
	var jobs []Job
	var errs []error
	for _, e := range c.Select(f) {
		j, err := ofEntry(e, false)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		jobs = append(jobs, j)
	}
	return jobs, errors.Join(errs...)
}

func ofEntry(e catalog.Entry, named bool) (Job, error) {
	address, err := web.Canonical(e.URL)
	return Job{URL: address, Entry: &e, Named: named}, err
}

// near lists IDs that have all parts of the word.
func near(c *catalog.Catalog, word string) []string {
	const most = 3
	var out []string
	for _, e := range c.Select(catalog.Filter{}) {
		has := len(word) >= 3 && len(word) <= 100 && len(out) < most
		for part := range strings.FieldsFuncSeq(strings.ToLower(word), func(r rune) bool { return r == '-' || r == ' ' }) {
			has = has && strings.Contains(e.ID, part)
		}
		if has {
			out = append(out, e.ID)
		}
	}
	return out
}

// meta says of the job's document what its source in the catalogue says and,
// over that, what the person says. A date that was only inferred from an
// occasion is left for the document to give.
func (j Job) meta() library.Meta {
	m := library.Meta{URL: j.URL}
	if e := j.Entry; e != nil {
		m = library.Meta{
			URL: e.URL, Title: e.Title, By: e.By, OnBehalf: slices.Concat(e.OnBehalf, e.Sponsors), Speaker: e.Speaker,
			Process: e.Process, Venue: e.Venue, Session: substantive.FindString(e.Venue),
		}
		if slices.Contains(corpus.Kinds, e.Kind) {
			m.Kind = e.Kind
		}
		if day := e.Day(); !day.IsZero() && e.DateBasis != catalog.Inferred {
			m.Date = e.Date
		}
		m.OnBehalf = slices.DeleteFunc(m.OnBehalf, func(code string) bool { return code == e.By && code == strings.ToUpper(code) })
		if ownSymbol[e.Kind] {
			m.Symbol = e.Symbol
		}
	}
	given := j.Meta
	for _, v := range []struct{ to, from *string }{
		{&m.Title, &given.Title}, {&m.By, &given.By}, {&m.Speaker, &given.Speaker}, {&m.Office, &given.Office}, {&m.Date, &given.Date},
		{&m.Process, &given.Process}, {&m.Session, &given.Session}, {&m.Venue, &given.Venue}, {&m.Kind, &given.Kind}, {&m.Language, &given.Language},
		{&m.Symbol, &given.Symbol},
	} {
		if *v.from != "" {
			*v.to = *v.from
		}
	}
	if given.OnBehalf != nil {
		m.OnBehalf = given.OnBehalf
	}
	return m
}

// substantive is how the catalogue's venues name a session of a working group.
var substantive = regexp.MustCompile(`\b\p{Ll}+ substantive session\b`)

// ownSymbol are the kinds of document whose symbol in the catalogue is their own; a
// statement's is that of what it speaks on.
var ownSymbol = map[string]bool{"report": true, "resolution": true, "working-paper": true, "draft": true, "position-paper": true}

// fileName is the name under which the job's document is kept.
func (j Job) fileName(f web.Format) string {
	ending := map[web.Format]string{web.HTML: ".html", web.PDF: ".pdf", web.DOCX: ".docx", web.Text: ".txt"}[f]
	if j.Entry != nil {
		return j.Entry.ID + ending
	}
	u, err := url.Parse(j.URL)
	if err != nil {
		return "document" + ending
	}
	last := path.Base(u.Path)
	if ext := path.Ext(last); len(ext) <= 6 {
		last = strings.TrimSuffix(last, ext)
	}
	if ext := path.Ext(j.URL); ending == ".txt" && (strings.EqualFold(ext, ".md") || strings.EqualFold(ext, ".markdown")) {
		ending = ".md"
	}
	return strings.TrimPrefix(u.Hostname(), "www.") + "-" + last + ending
}
