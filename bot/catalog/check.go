package catalog

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"verbatim/retrieval/corpus"
)

// source takes one [[source]] in, and notes what is wrong with it.
func (p *parser) source(t *sourceTable, at place) {
	e := Entry{
		ID: t.ID, Title: t.Title, By: t.By, OnBehalf: t.OnBehalf, Contributors: t.Contributors, Sponsors: t.Sponsors, Speaker: t.Speaker,
		Date: p.date(t.Date, at), DateBasis: t.DateBasis, Venue: t.Venue, Process: t.Process, Kind: t.Kind, Language: t.Language,
		Symbol: t.Symbol, Topics: t.Topics, URL: t.URL, Derived: t.URLDerived, Also: t.Also, Official: t.Official, Starter: t.Starter,
	}
	if !idForm.MatchString(e.ID) || len(e.ID) > 80 {
		p.wrong(at, "id", "write small letters, digits and dashes, such as fr-2022-03-28-opening-statement", "the id %s cannot be one", shown(e.ID))
	}
	p.once("id", e.ID, at)
	p.texts(&e, at)
	p.voices(&e, at)
	p.sorts(&e, at)
	p.addresses(&e, at)
	p.grade(&e, at)
	p.places[e.ID] = at
	if i := slices.IndexFunc(p.entries, func(old Entry) bool { return old.ID == e.ID }); i >= 0 {
		p.entries[i] = e
	} else {
		p.entries = append(p.entries, e)
	}
}

// texts looks at what is printed as it stands.
func (p *parser) texts(e *Entry, at place) {
	if strings.TrimSpace(e.Title) == "" {
		p.wrong(at, "title", "give the document's own title", "the source has no title")
	}
	for _, f := range []struct{ key, text string }{{"title", e.Title}, {"speaker", e.Speaker}, {"venue", e.Venue}, {"symbol", e.Symbol}} {
		key, text := f.key, f.text
		if strings.ContainsFunc(text, unicode.IsControl) || text != strings.TrimSpace(text) || len(text) > 1000 {
			p.wrong(at, key, "write it on one line", "%s has a line break, another control character, white space around it, or is too long", key)
		}
	}
}

// voices looks at the codes of those who speak.
func (p *parser) voices(e *Entry, at place) {
	if e.By != "" {
		p.code("by", e.By, at)
	}
	p.codes("on_behalf", e.OnBehalf, at)
	p.codes("contributors", e.Contributors, at)
	p.codes("sponsors", e.Sponsors, at)
	v, _ := p.states.Voice(e.By)
	switch {
	case e.Kind == MachineSummary && len(e.Voices()) > 0:
		p.wrong(at, "kind", "leave out by, on_behalf, contributors and sponsors", "a machine's summary is nobody's words")
	case e.Kind == PressSummary && e.By != "" && v.Kind != corpus.KindBody:
		p.wrong(at, "by", `name the body whose press officers wrote it, such as "un"`, "a press officer's account is not the words of %s", e.By)
	}
}

func (p *parser) codes(key string, codes []string, at place) {
	for i, code := range codes {
		p.code(key, code, at)
		if slices.Contains(codes[:i], code) {
			p.wrong(at, key, "take one of the two out", "%s names %s twice", key, code)
		}
	}
}

func (p *parser) code(key, code string, at place) {
	if _, ok := p.states.Voice(code); ok {
		return
	}
	fix := "give a code as states.toml has them: RU, eu, chair"
	if v, ok := p.states.Lookup(code); ok {
		fix = "write " + v.Code
	} else if near := p.states.Suggest(code, 1); len(near) > 0 {
		if v, ok := p.states.Lookup(near[0]); ok {
			fix = fmt.Sprintf("did you mean %s (%s)?", v.Code, v.Name)
		}
	}
	p.wrong(at, key, fix, "%s: no State, group or body has the code %s", key, shown(code))
}

// sorts looks at the values that are of a list.
func (p *parser) sorts(e *Entry, at place) {
	oneOf := func(key, value string, values []string) {
		if !slices.Contains(values, value) {
			p.wrong(at, key, didYouMean(value, values), "the %s %s is not known", strings.ReplaceAll(key, "_", " "), shown(value))
		}
	}
	oneOf("process", e.Process, corpus.Processes)
	oneOf("kind", e.Kind, Kinds)
	switch {
	case e.Date != "":
		oneOf("date_basis", e.DateBasis, Bases)
	case e.DateBasis != "":
		p.wrong(at, "date_basis", "leave it out, or give the date", "there is no date that it could be the basis of")
	}
	if len(e.Topics) == 0 {
		p.wrong(at, "topics", `write topics = ["general"] where it speaks of all of them`, "the source has no topics")
	}
	for i, topic := range e.Topics {
		oneOf("topics", topic, Topics)
		if slices.Contains(e.Topics[:i], topic) {
			p.wrong(at, "topics", "take one of the two out", "topics names %s twice", topic)
		}
	}
	if base, err := language.ParseBase(e.Language); err != nil || base.String() != e.Language {
		p.wrong(at, "language", "use a code such as en, fr, es, ru, zh or ar", "the language %s is not known", shown(e.Language))
	}
}

var partOfDate = regexp.MustCompile(`^\d{4}(?:-\d{2}(?:-\d{2})?)?$`)

// date reads a date that may lack day and month.
func (p *parser) date(v any, at place) string {
	var text string
	switch d := v.(type) {
	case nil:
		return ""
	case string:
		text = d
	case toml.LocalDate:
		text = d.String()
	case int64:
		text = fmt.Sprint(d)
	}
	e := Entry{Date: text}
	if last := e.Last(); !partOfDate.MatchString(text) || last.Year() < 1998 || last.Year() > 2100 {
		p.wrong(at, "date", `write "2021", "2021-03" or "2021-03-12", of 1998 or later`, "the date %s is none that can be", shown(fmt.Sprint(v)))
		return ""
	}
	return text
}

// addresses looks at where the source is.
func (p *parser) addresses(e *Entry, at place) {
	for n, address := range slices.Concat([]string{e.URL}, e.Also) {
		key := "url"
		if n > 0 {
			key = "also"
		}
		u, _, err := parseAddress(address)
		switch {
		case err != nil:
			p.wrong(at, key, "give the whole address, such as https://example.org/statement", "the address %s %v", shown(address), err)
		case u.Fragment != "":
			p.wrong(at, key, "leave out the # and what follows", "the address %s names a place within a page", shown(address))
		case climbs(u):
			p.wrong(at, key, "write the path without . and ..", "the address %s has a path that leads elsewhere", shown(address))
		}
		if h := p.hostOf(address); h != nil && h.Copy != "" {
			p.wrong(at, key, "give the address at the State's or body's own site", "the address %s is a copy's: %s", shown(address), h.Copy)
		}
	}
}

// grade holds what the source says of itself to whose site it is on.
func (p *parser) grade(e *Entry, at place) {
	g := p.Grade(e)
	earned := g <= corpus.UNRecord
	switch {
	case e.Official && !earned:
		p.wrong(at, "official", "leave official out, or list the host with its owner as [[host]]", "the address is not on a site that is listed for %s", whose(e))
	case !e.Official && earned:
		p.wrong(at, "url", "write official = true", "the address is on the site of %s, and the source does not say so", whose(e))
	case g == corpus.MachineSummary && e.Kind != MachineSummary:
		p.wrong(at, "kind", `write kind = "machine-summary"`, "a machine made what stands at this address")
	case e.Kind == MachineSummary && g != corpus.MachineSummary:
		p.wrong(at, "kind", `list the host with texts = "machine-summaries"`, "the address is not listed as one of machines' summaries")
	case e.Starter && !e.Official:
		p.wrong(at, "starter", "leave starter out", "the set to begin with has official sources only")
	}
}

func whose(e *Entry) string {
	if len(e.Voices()) == 0 {
		return "anybody who speaks in it"
	}
	return strings.Join(e.Voices(), ", ")
}
