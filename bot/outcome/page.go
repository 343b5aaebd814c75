package outcome

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Page is what a reader is shown: sections, each with facts in the program's own
// words and with quotations.
type Page struct {
	Title     string
	Sections  []Section
	Citations []answer.Citation // in the order shown
	Held      answer.Held       // of the library
	Notices   []string
}

// Section is a part of a page.
type Section struct {
	Kind    Kind
	Heading string
	Lines   []string // facts, in the program's own words
	Sources []string // addresses at which the facts can be checked
	Quotes  []answer.Sentence
}

// Kind tells programs what a section holds.
type Kind string

// The kinds of sections.
const (
	About    Kind = "facts"        // what is known of what is asked
	Words    Kind = "words"        // the words asked for
	Guidance Kind = "guidance"     // what A/76/135 says of a norm
	Adopted  Kind = "agreed"       // paragraphs of an adopted document
	NotHeld  Kind = "not-held"     // known, and not in the library
	Explains Kind = "explanations" // of position, and dissociations
	Invoked  Kind = "invoked"      // by delegations, by name
	Near     Kind = "near"         // in meaning, without naming it
)

// Asker is who answers: the engine with the facts.
type Asker struct {
	Engine *answer.Engine
	Facts  *Facts
	// Fetch tells, of a symbol that is not held, how it can be had: a sentence, or "".
	Fetch func(symbol string) string
}

// held gives what the whole library holds, as a server sees it.
func (a *Asker) held(scope string) answer.Held {
	h := a.Engine.Index().Held(retrieval.Filter{Scope: scope})
	return answer.Held{Statements: h.Statements, Passages: h.Passages, By: h.By, From: h.From, To: h.To}
}

// absent tells that a document is not held, and what can be done.
func (a *Asker) absent(symbol string) string {
	text := symbol + " is not held here."
	if a.Fetch != nil {
		if how := a.Fetch(symbol); how != "" {
			text += " " + how
		}
	}
	return text
}

// number numbers the citations in the order shown.
func (p *Page) number() {
	var all []*answer.Sentence
	for i := range p.Sections {
		for j := range p.Sections[i].Quotes {
			all = append(all, &p.Sections[i].Quotes[j])
		}
	}
	p.Citations = answer.Number(all)
	p.Notices = append(p.Notices, answer.SourceNotices(p.Citations)...)
}

// Answer gives the page in the form of an answer, for a surface that keeps and
// shows those: its own sentences as points that no delegation says.
func (p *Page) Answer() *answer.Answer {
	a := &answer.Answer{Question: p.Title, Understood: answer.Understood{Question: p.Title}, Status: answer.Answered,
		Mode: answer.Extracted, Citations: p.Citations, Held: p.Held, Notices: p.Notices}
	own := func(text string, title bool) {
		if text != "" {
			a.Points = append(a.Points, answer.Point{Text: text, Own: true, Title: title})
		}
	}
	own(p.Title, true)
	for _, s := range p.Sections {
		own(s.Heading, true)
		for _, l := range s.Lines {
			own(l, false)
		}
		own(factsFrom(s.Sources), false)
		for _, q := range s.Quotes {
			st := q.Citation.Statement
			a.Points = append(a.Points, answer.Point{By: st.By, OnBehalf: st.OnBehalf, Date: st.Date, Text: q.Citation.Quote, Verbatim: true, Citations: []int{q.Citation.N}})
		}
	}
	return a
}

// factsFrom names the hosts of the addresses that facts are from.
func factsFrom(sources []string) string {
	var hosts []string
	for _, s := range sources {
		if u, err := url.Parse(s); err == nil && !slices.Contains(hosts, u.Hostname()) {
			hosts = append(hosts, u.Hostname())
		}
	}
	if len(hosts) == 0 {
		return ""
	}
	return "Facts from " + inWords(hosts) + "; data/outcomes.toml has the addresses."
}

// cites adds addresses that facts are from, each once.
func (s *Section) cites(sources []string) {
	for _, a := range sources {
		if !slices.Contains(s.Sources, a) {
			s.Sources = append(s.Sources, a)
		}
	}
}

// newest sorts statements: newest first, the undated last, then by ID.
func newest(a, b *corpus.Statement) int {
	if c := b.Date.Compare(a.Date); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

// best chooses among the statements of one symbol those of the document to
// show: English before other languages, the better grade, the newer.
func best(all []*corpus.Statement) []*corpus.Statement {
	if len(all) == 0 {
		return nil
	}
	rank := func(st *corpus.Statement) int {
		n := int(st.Grade) * 2
		if st.Language != "en" {
			n += 100
		}
		if st.Status == "withdrawn" {
			n += 1000
		}
		return n
	}
	top := slices.MinFunc(all, func(a, b *corpus.Statement) int {
		if c := rank(a) - rank(b); c != 0 {
			return c
		}
		return newest(a, b)
	})
	out := slices.DeleteFunc(slices.Clone(all), func(st *corpus.Statement) bool { return !st.SameDocument(top) })
	slices.SortStableFunc(out, func(a, b *corpus.Statement) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// ofSymbol lists the quotable statements that bear a symbol.
func (a *Asker) ofSymbol(symbol, scope string) []*corpus.Statement {
	var out []*corpus.Statement
	for _, st := range a.Engine.Quotable(scope) {
		if sameSymbol(st.Symbol, symbol) {
			out = append(out, st)
		}
	}
	return out
}

func longDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}
