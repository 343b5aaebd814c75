package answer

import (
	"context"
	"slices"
	"strings"

	"verbatim/retrieval"
)

const (
	draftsNone  = "Verbatim drafts nothing in a State's name."
	draftsShows = "Verbatim drafts nothing in a State's name; what a drafter can use follows, each with its reference."
	nameATopic  = "Name a topic, and what was agreed on it and what delegations said of it is shown."
)

// Bounds of what a drafter is shown.
const (
	draftOfState     = 6 // sentences of a delegation named
	draftOfOther     = 2 // where none is named
	draftOthers      = 6 // delegations, where none is named
	draftOfStatement = 3 // sentences of one statement
)

// Agreed is what adopted documents say of a topic: paragraphs of one of them, or
// lines in the program's own words.
type Agreed struct {
	Heading   string
	Lines     []string
	Sentences []Sentence
}

// forDrafter answers a request to draft: agreed language on its topic, then the
// words of the delegations named, or of several.
func (e *Engine) forDrafter(ctx context.Context, x *retrieval.Index, q Question, u Understood, a *Answer) (*Answer, error) {
	a.Understood, a.Held = u, e.held(x, u)
	stop := func(notices ...string) (*Answer, error) {
		a.Notices = append(append([]string{draftsNone}, a.Notices...), notices...)
		return a, nil
	}
	reply := ""
	if e.States != nil {
		reply, _ = e.States.NoDelegation(u.Question)
	}
	unknown := e.unknownNames(x, u)
	switch {
	case len(unknown) > 0 && len(u.States) == 0:
		return stop(unknown...)
	case reply != "" && len(u.States) == 0:
		return stop(reply)
	case len(u.Ambiguous) > 0 && len(u.States) == 0:
		return stop(e.whichOne(u.Ambiguous)...)
	}
	theirs := e.draftPersons(x, u)
	a.Notices = append(a.Notices, e.asSpeakers(theirs)...)
	if theirs != nil {
		u.draft.topic = draftTopic(strings.TrimSpace(draftedFor.ReplaceAllString(u.draft.topic, " ")))
	}
	if u.draft.topic == "" {
		return stop(nameATopic)
	}
	for _, st := range theirs {
		u.only = append(u.only, st.ID)
		if !slices.Contains(u.States, st.By) {
			u.States = append(u.States, st.By)
		}
	}
	parts, err := e.partsFor(ctx, q, u)
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, p := range parts {
		lines = append(lines, p.Lines...)
	}
	if !slices.ContainsFunc(parts, func(p Agreed) bool { return len(p.Sentences) > 0 }) {
		return stop(lines...)
	}
	a.Status = Answered
	a.Points = append(a.Points, Point{Text: draftsShows, Own: true})
	a.show(parts)
	a.Notices = append(append(a.Notices, unknown...), SourceNotices(a.Citations)...)
	return a, nil
}

// partsFor gives what a drafter can use: agreed language, then the words of
// delegations, and last what is known as agreed of which the words are not held.
func (e *Engine) partsFor(ctx context.Context, q Question, u Understood) ([]Agreed, error) {
	var parts, wordless []Agreed
	if e.Agreed != nil {
		agreed, err := e.Agreed(ctx, u.draft.topic, q.Scope)
		if err != nil {
			return nil, err
		}
		for _, p := range agreed {
			if len(p.Sentences) > 0 {
				parts = append(parts, p)
			} else {
				wordless = append(wordless, p)
			}
		}
	}
	spoken, err := e.spokenFor(ctx, q, u)
	return slices.Concat(parts, spoken, wordless), err
}

// spokenFor gives words of the delegations named, or of several, on the topic.
func (e *Engine) spokenFor(ctx context.Context, q Question, u Understood) ([]Agreed, error) {
	g := Gathering{Topic: u.draft.topic, States: u.States, Process: q.Process, Since: q.Since, Until: q.Until, Scope: q.Scope,
		Statements: []string{noStatement}, Most: draftOfOther, PerStatement: draftOfStatement}
	if len(u.States) > 0 {
		g.Most = draftOfState
	}
	for _, st := range e.Quotable(q.Scope) {
		if (u.only == nil || slices.Contains(u.only, st.ID)) && !slices.Contains(notSpoken, st.Kind) {
			g.Statements = append(g.Statements, st.ID)
		}
	}
	got, err := e.Gather(ctx, g)
	if err != nil {
		return nil, err
	}
	if len(got.Voices) == 0 {
		return []Agreed{{Heading: wordsOfDelegations, Lines: got.Notices}}, nil
	}
	var parts []Agreed
	for i, v := range got.Voices[:min(len(got.Voices), max(draftOthers, len(u.States)))] {
		part := Agreed{Sentences: v.Sentences}
		if i == 0 {
			part.Heading = wordsOfDelegations
		}
		if len(v.Sentences) == 0 {
			part.Lines = []string{v.Report}
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// notSpoken are the kinds of documents that are no delegation's words.
var notSpoken = []string{"report", "resolution", "draft"}

const wordsOfDelegations = "Words of delegations"

// show makes points of parts: a heading, sentences of the program's own, and
// quotations, numbered in this order.
func (a *Answer) show(parts []Agreed) {
	var all []*Sentence
	for i := range parts {
		for j := range parts[i].Sentences {
			all = append(all, &parts[i].Sentences[j])
		}
	}
	a.Citations = Number(all)
	for _, p := range parts {
		if p.Heading != "" {
			a.Points = append(a.Points, Point{Text: p.Heading, Own: true, Title: true})
		}
		for _, l := range p.Lines {
			a.Points = append(a.Points, Point{Text: l, Own: true})
		}
		for _, s := range p.Sentences {
			st := s.Citation.Statement
			a.Points = append(a.Points, Point{By: st.By, OnBehalf: st.OnBehalf, Date: st.Date, Text: s.Citation.Quote, Verbatim: true, Citations: []int{s.Citation.N}})
		}
	}
}
