package position

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// A claim may name who spoke. A person speaks for whom the record has that person
// speak for: words of another, be it of the same delegation, are another's.

// persons reads which held speakers a claim names, and takes their names out of
// its rest. Where it names no State, the one that they speak for is meant.
func (c checker) persons(r *reading) {
	r.persons = c.speakers.In(r.own)
	var of []string
	for _, p := range r.persons {
		r.rest = blank(r.rest, p.Span)
		for _, st := range p.Statements {
			for _, code := range voicesNamed(st) {
				if !slices.Contains(of, code) {
					of = append(of, code)
				}
			}
		}
	}
	switch {
	case len(r.persons) == 0 || len(r.codes) > 0 || len(r.vague) > 0 || r.barred != "":
	case len(of) == 1:
		r.codes = of
	case len(of) > 1:
		r.vague, r.ofSeveral = append(r.vague, r.persons[0].In(r.own)), true
	}
}

// voicesNamed gives who speaks in a statement, by itself.
func voicesNamed(st *corpus.Statement) []string {
	if st.By == "" {
		return nil
	}
	return []string{st.By}
}

// spokenBy compares the persons named with the speaker of a statement.
func (r *reading) spokenBy(st *corpus.Statement) agreement {
	switch {
	case len(r.persons) == 0:
		return agrees
	case st.NamedSpeaker() == "":
		return unknown
	case slices.ContainsFunc(r.persons, func(p answer.Person) bool { return slices.Contains(p.Statements, st) }):
		return agrees
	}
	return disagrees
}

// namesSomebody tells whether what is left of a claim's own words has a name in it.
func (r *reading) namesSomebody() bool {
	before := false
	for w := range strings.FieldsSeq(r.rest) {
		first, _ := utf8.DecodeRuneInString(w)
		if before && unicode.IsUpper(first) && len(w) > 2 {
			return true
		}
		before = true
	}
	return false
}

// heldElsewhere tells how words are held that a claim puts elsewhere: of another
// day or meeting, or said by another person.
func (c checker) heldElsewhere(of []*corpus.Statement, r reading) string {
	var days, speakers []string
	add := func(to *[]string, one string) {
		if one != "" && !slices.Contains(*to, one) {
			*to = append(*to, one)
		}
	}
	for _, st := range of {
		if r.spokenBy(st) == disagrees {
			add(&speakers, st.NamedSpeaker())
		}
		if r.dayAndPlace(st) == agrees {
			continue
		}
		parts := []string{answer.ProcessName(st.Process), st.Session}
		if !st.Date.IsZero() {
			parts = append([]string{st.Date.Format("2 January 2006")}, parts...)
		}
		add(&days, strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", "))
	}
	var out []string
	if len(days) > 0 {
		out = append(out, "under another day or meeting: "+strings.Join(days, "; "))
	}
	if len(speakers) > 0 {
		out = append(out, "of another speaker: "+strings.Join(speakers, "; "))
	}
	return strings.Join(out, ", and ")
}

func statementsOf(of []answer.Stand) []*corpus.Statement {
	var out []*corpus.Statement
	for _, s := range of {
		out = append(out, s.Citation.Statement)
	}
	return out
}
