package discover

import (
	"fmt"

	"verbatim/bot/catalog"
	"verbatim/retrieval/corpus"
)

// What is proposed and told at most, of all pages together.
const (
	MostProposals  = 500
	mostLookAlikes = 20
	mostReadings   = 1200 // of titles and cells
)

// Proposal is an entry for the catalogue, as far as a list shows it.
type Proposal struct {
	catalog.Entry
	Missing []string // what keeps it from being an entry, one sentence each without a full stop
	Notes   []string // what a person should know, likewise
	Known   string   // ID of the source that the catalogue has at this address; empty for a new one
}

// LookAlike is a document that was left out because of its host.
type LookAlike struct{ Address, Why string }

// Report is what was found on all pages.
type Report struct {
	Pages      []string // their addresses
	Proposals  []Proposal
	Known      int         // documents that the catalogue has
	LookAlikes []LookAlike // the first of them
	Copies     int         // documents on hosts whose texts do not count
	Others     int         // links that look like no document
	More       int         // documents that were not looked at, since there were too many
	Cut        bool        // whether a page was longer or deeper than is read
	Next       string      // address of the page that follows the last one; empty where none is told of
}

// Finder gathers proposals from the pages of a list.
type Finder struct {
	catalog *catalog.Catalog
	states  *corpus.States
	all     bool
	report  Report
	seen    map[string]bool // addresses, by catalog.Key
	ids     map[string]bool
	reads   int // of titles and cells, so far
}

// New gives a Finder. all asks for proposals also of documents that the
// catalogue has.
func New(c *catalog.Catalog, states *corpus.States, all bool) *Finder {
	return &Finder{catalog: c, states: states, all: all, seen: map[string]bool{}, ids: map[string]bool{}}
}

// Add reads a page. The address is that which it came from, after redirects;
// the content type, as the server said, may be empty.
func (f *Finder) Add(address, contentType string, body []byte) error {
	l, err := list(address, contentType, body)
	if err != nil {
		return fmt.Errorf("the page's address cannot be read: %w", err)
	}
	f.seen[catalog.Key(address)] = true
	f.report.Pages = append(f.report.Pages, address)
	f.report.Next = l.next
	f.report.Cut = f.report.Cut || l.cut
	for _, d := range f.documents(l) {
		f.propose(l, d)
	}
	return nil
}

// Next is the address of the page that the last one says follows it, on the
// same site; empty where it says none.
func (f *Finder) Next() string { return f.report.Next }

// Report gives what was found so far, each proposal held to the catalogue's
// rules.
func (f *Finder) Report() *Report {
	r := f.report
	r.Proposals = append([]Proposal(nil), r.Proposals...)
	f.check(r.Proposals)
	return &r
}

// check puts what the catalogue says against a proposal among what it lacks.
func (f *Finder) check(all []Proposal) {
	text := ""
	for i := range all {
		if all[i].Complete() {
			text += all[i].toml()
		}
	}
	if _, err := f.catalog.Extend("proposed", []byte(text)); err == nil {
		return
	}
	for i := range all {
		if !all[i].Complete() {
			continue
		}
		if _, err := f.catalog.Extend("proposed", []byte(all[i].toml())); err != nil {
			all[i].Missing = append(all[i].Missing, refusal(err))
		}
	}
}

// Complete tells whether the proposal is an entry as it stands, and a new one.
func (p *Proposal) Complete() bool { return p.Known == "" && len(p.Missing) == 0 }

// refusal gives the catalogue's reason on one line.
func refusal(err error) string {
	var all interface{ Unwrap() []error }
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined
		if list := all.Unwrap(); len(list) > 0 {
			err = list[0]
		}
	}
	if e, ok := err.(*catalog.Error); ok {
		return oneLine(e.Problem)
	}
	return oneLine(err.Error())
}
