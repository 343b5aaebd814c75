package position

import (
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// A comparison, a timeline and a list of delegations in the form of an answer,
// for a surface that keeps and shows those. A sentence of the program's own that
// rests on sources has their numbers, so that it goes where they go.

// page is an answer that is being put together.
type page struct {
	*answer.Answer
	states *corpus.States
}

func (r Request) page(states *corpus.States, who string, cites []answer.Citation, held answer.Held, notices []string) page {
	u := answer.Understood{Question: "What " + who + " about " + r.Topic + "?", States: r.States, Since: r.Since, Until: r.Until}
	if r.Process != "" {
		u.Processes = []string{r.Process}
	}
	return page{&answer.Answer{Question: u.Question, Understood: u, Status: answer.Answered, Mode: answer.Extracted,
		Citations: cites, Held: held, Notices: notices}, states}
}

// title adds the heading of it all.
func (p page) title(text string) {
	p.Points = append(p.Points, answer.Point{Text: text, Own: true, Title: true})
}

// narrowed tells what was asked for alone.
func (p page) narrowed(r Request) {
	if only := r.Only(); only != "" {
		p.own("", capital(only)+".")
	}
}

// own adds a sentence of the program's own.
func (p page) own(under, text string, marks ...int) {
	if text != "" {
		p.Points = append(p.Points, answer.Point{Text: text, Own: true, Under: under, Citations: marks})
	}
}

func (p page) quote(under string, c answer.Citation) {
	st := c.Statement
	p.Points = append(p.Points, answer.Point{By: st.By, OnBehalf: st.OnBehalf, Date: st.Date, Text: c.Quote, Verbatim: true, Under: under, Citations: []int{c.N}})
}

// Answer gives the list in the form of an answer. r is what was asked.
func (w *Who) Answer(states *corpus.States, r Request) *answer.Answer {
	p := r.page(states, "is said", w.Citations, w.Held, w.Notices)
	if len(w.Groups) == 0 {
		p.Status, p.Notices = answer.Silent, append([]string{NobodySpeaks, w.CountWords()}, w.Notices...)
		return p.Answer
	}
	p.Foot = Sorted
	p.title("Who speaks of " + w.Topic)
	p.narrowed(r)
	p.own("", w.CountWords())
	for _, g := range w.Groups {
		for _, e := range g.Quotes {
			p.quote(g.Sort.Heading(), e.Citation)
		}
	}
	return p.Answer
}

// Answer gives the comparison in the form of an answer. r is what was asked.
func (c *Comparison) Answer(states *corpus.States, r Request) *answer.Answer {
	var names []string
	for _, s := range c.Sides {
		names = append(names, Voice(states, s.Code))
	}
	p := r.page(states, "do "+inWords(names)+" say", c.Citations, c.Held, c.Notices)
	p.title(inWords(names) + " on " + c.Topic)
	p.narrowed(r)
	for i, s := range c.Sides {
		if len(s.Quotes) > 0 {
			under := names[i] + " (" + HeldWords(s.Held) + ")"
			for _, q := range s.Quotes {
				p.quote(under, q.Citation)
			}
			continue
		}
		under := names[i] + " (nothing held)"
		if s.Held.Statements > 0 {
			under = names[i] + " (not found in " + HeldWords(s.Held) + ")"
		}
		p.own(under, s.Report)
	}
	for _, rel := range c.Relations {
		p.Foot = Sorted
		p.own(RelationsHeading, rel.Words(states), rel.Marks...)
	}
	return p.Answer
}

// Answer gives the timeline in the form of an answer. r is what was asked.
func (t *Timeline) Answer(states *corpus.States, r Request) *answer.Answer {
	p := r.page(states, "does "+Voice(states, t.Code)+" say", t.Citations, t.Held, t.Notices)
	p.title(t.Title(states))
	p.narrowed(r)
	p.own("", capital(HeldWords(t.Held))+".")
	p.own("", t.Report)
	p.own("", t.SpanWords(), t.ends()...)
	p.own("", t.UnshownWords())
	p.own("", t.GapsWords())
	for _, q := range t.Quotes {
		p.quote(t.under(q.Citation.Statement), q.Citation)
	}
	return p.Answer
}

// ends gives the numbers of the earliest and the latest dated quotation.
func (t *Timeline) ends() []int {
	dated := t.Quotes[:len(t.Quotes)-t.Undated]
	if len(dated) == 0 {
		return nil
	}
	return []int{dated[0].Citation.N, dated[len(dated)-1].Citation.N}
}

// under is the heading that a statement's words stand under in a timeline.
func (t *Timeline) under(st *corpus.Statement) string {
	if st.Session == "" {
		return ProcessHeading(st.Process)
	}
	return ProcessHeading(st.Process) + ", " + st.Session
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// inWords joins names as a sentence has them.
func inWords(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
