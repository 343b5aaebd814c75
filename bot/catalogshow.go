package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/catalog"
	"verbatim/retrieval/corpus"
)

// catalogue prints sources, each with what is known of it and whether it is
// held.
func (r *renderer) catalogue(c *catalog.Catalog, entries []catalog.Entry, held map[string]string) {
	have := 0
	for i := range entries {
		e := &entries[i]
		if held[e.ID] != "" {
			have++
		}
		r.source(e, c.Grade(e), held[e.ID] != "")
		r.blank()
	}
	if len(entries) == 0 {
		r.para(0, 2, span{text: "The catalogue has no such source."})
		return
	}
	r.para(0, 2, span{text: fmt.Sprintf("%s, %d of them held.", counted(len(entries), "source"), have)})
}

func (r *renderer) source(e *catalog.Entry, grade corpus.Grade, held bool) {
	r.para(0, 2, span{text: joined(", ", joined(" — ", r.speakers(e), e.Speaker), entryDate(e)), style: strong})
	r.para(2, 2, span{text: e.Title})
	facts := []string{e.ID, e.Symbol, answer.ProcessName(e.Process), strings.ReplaceAll(e.Kind, "-", " "), strings.Join(e.Topics, ", "), siteWords(e, grade)}
	if e.Language != "en" {
		facts = append(facts, "in "+e.Language)
	}
	if held {
		facts = append(facts, "held")
	}
	r.para(2, 2, span{text: joined("; ", facts...), style: faint})
	r.para(2, 2, span{text: e.URL, style: faint, whole: true})
}

// speakers names who speaks in a source.
func (r *renderer) speakers(e *catalog.Entry) string {
	switch {
	case e.By != "":
		return answer.Delegation(r.states, e.By, e.OnBehalf, e.Day())
	case len(e.OnBehalf) > 0:
		return r.names(e.OnBehalf, e.Day()) + ", jointly"
	case len(e.Contributors) > 0:
		return "Several delegations, among them " + r.names(e.Contributors, e.Day())
	case e.Kind == catalog.MachineSummary:
		return "Summary by a machine, no delegation's words"
	case e.Kind == "transcript":
		return "Several speakers"
	}
	return "Delegation not known"
}

// names joins the names of codes as of a day, in their order.
func (r *renderer) names(codes []string, day time.Time) string {
	names := mapped(codes, func(code string) string { return r.states.NameThen(code, day) })
	slices.Sort(names)
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return strings.Join(names, "")
}

// entryDate gives a source's date as far as it is known, with how it is known
// where the page does not say it.
func entryDate(e *catalog.Entry) string {
	text := e.Date
	if month, err := time.Parse("2006-01", e.Date); err == nil {
		text = month.Format("January 2006")
	} else if day := e.Day(); !day.IsZero() {
		text = longDate(day)
	}
	switch {
	case e.Date == "":
		return "undated"
	case e.DateBasis == catalog.Address:
		return text + " (by its address)"
	case e.DateBasis == catalog.Inferred:
		return text + " (inferred)"
	}
	return text
}

// siteWords tells what kind of site the source is on.
func siteWords(e *catalog.Entry, g corpus.Grade) string {
	switch g {
	case corpus.Official:
		if e.By == "" {
			return "on the site of one of them"
		}
		return "on the delegation's own site"
	case corpus.UNRecord:
		return "on a site of the United Nations"
	case corpus.Supplied:
		return "copy elsewhere"
	case corpus.UnofficialTranscript:
		return "unofficial"
	}
	return ""
}

// noSources names those asked for by whom nothing was listed, and the groups
// they belong to that the catalogue has sources by.
func (r *renderer) noSources(c *catalog.Catalog, f catalog.Filter) {
	for _, code := range f.States {
		f.States = []string{code}
		if len(c.Select(f)) > 0 {
			continue
		}
		r.para(0, 2, span{text: "No such source by " + r.states.Name(code, time.Time{}) + " is known."})
		var groups []string
		for _, group := range r.states.Groups(code, time.Time{}) {
			f.States = []string{group}
			if n := len(c.Select(f)); n > 0 {
				groups = append(groups, fmt.Sprintf("%s (%d)", r.states.Name(group, time.Time{}), n))
			}
		}
		if len(groups) > 0 {
			r.para(2, 2, span{text: "By groups that it belongs to: " + strings.Join(groups, ", ") + "."})
		}
	}
}

// gaps tells which States speak in none of the sources listed.
func (r *renderer) gaps(all []catalog.Region) {
	r.blank()
	r.para(0, 2, span{text: "By regional group of the United Nations", style: strong})
	for _, g := range all {
		r.para(0, 2, span{text: fmt.Sprintf("%s: %d of %s speak, in %s.", r.states.Name(g.Code, time.Time{}),
			g.Members-len(g.Missing), counted(g.Members, "State"), counted(g.Sources, "source"))})
		if len(g.Missing) > 0 {
			r.para(2, 2, span{text: "In none of these: " + r.names(g.Missing, time.Time{}) + ".", style: faint})
		}
	}
}
