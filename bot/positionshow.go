package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/position"
	"verbatim/retrieval/corpus"
)

// voice names a delegation as it is called today.
func (r *renderer) voice(code string) string {
	return answer.Delegation(r.states, code, nil, time.Time{})
}

func (r *renderer) comparison(c *position.Comparison) {
	for _, side := range c.Sides {
		r.para(0, 2, span{text: r.voice(side.Code), style: strong}, span{text: "(" + heldWords(side.Held) + ")", style: faint})
		r.blank()
		if len(side.Quotes) == 0 {
			r.para(2, 2, span{text: side.Report})
			r.blank()
		}
		for _, q := range side.Quotes {
			r.dated(q, side.Code)
		}
	}
	if len(c.Relations) > 0 {
		r.para(0, 0, span{text: relationsHeading, style: strong})
		for _, rel := range c.Relations {
			r.para(2, 4, span{text: relationWords(r, rel)}, span{text: markSigns(rel.Marks), style: marked, glued: true})
		}
		r.para(2, 2, span{text: position.Sorted, style: faint})
		r.blank()
	}
	r.positionSources(c.Citations)
	r.notices(c.Notices)
}

const (
	relationsHeading = "What the quoted sentences say of each other"
	nobodySpeaks     = "Nobody's words on this were found in what is held."
)

// when tells when and where a statement was made.
func (r *renderer) when(st *corpus.Statement) string {
	day := longDate(st.Date)
	if day == "" {
		day = "undated"
	}
	return joined(", ", day, answer.ProcessName(st.Process), st.Session)
}

// said tells when and where words were said and, of a joint statement or one of
// others than code, who made it.
func (r *renderer) said(c answer.Citation, code string) string {
	st := c.Statement
	head := r.when(st)
	if st.By != code || len(st.OnBehalf) > 0 {
		head += " — " + answer.Delegation(r.states, st.By, st.OnBehalf, st.Date)
	}
	return head
}

// relationWords tells what sentences say of two delegations.
func relationWords(r *renderer, rel position.Relation) string {
	a, b := r.voice(rel.A), r.voice(rel.B)
	if rel.ByName && rel.Agree {
		return fmt.Sprintf("agree: %s's sentence says that it agrees with %s ", a, b)
	}
	if rel.ByName {
		return fmt.Sprintf("differ: %s's sentence says that it does not agree with %s ", a, b)
	}
	if rel.Agree {
		return fmt.Sprintf("agree: sentences of %s and of %s say the same of it ", a, b)
	}
	return fmt.Sprintf("differ: sentences of one of %s and %s say support, of the other opposition ", a, b)
}

func markSigns(all []int) string {
	var b strings.Builder
	for _, n := range all {
		b.WriteString("[" + strconv.Itoa(n) + "]")
	}
	return b.String()
}

// dated prints a quotation under its day; of a joint statement, who made it.
func (r *renderer) dated(q position.Quote, code string) {
	r.para(2, 4, span{text: r.said(q.Citation, code), style: faint})
	for i, text := range paragraphs(quoted(q.Citation.Quote)) {
		spans := []span{{text: text}}
		if i == 0 {
			spans = []span{{text: text}, {text: " [" + strconv.Itoa(q.Citation.N) + "]", style: marked, glued: true}}
		}
		r.para(2, 2, spans...)
	}
	r.blank()
}

// positionSources prints where the words stand, which are shown above.
func (r *renderer) positionSources(citations []answer.Citation) {
	if len(citations) == 0 {
		return
	}
	r.para(0, 0, span{text: "Sources", style: strong})
	for i, c := range citations {
		if i == 0 || c.Statement != citations[i-1].Statement {
			r.blank()
			r.statement(2, c.Statement)
		}
		r.citation(2, c, false)
	}
	r.blank()
}

func (r *renderer) timeline(t *position.Timeline) {
	r.para(0, 2, span{text: r.voice(t.Code) + " on " + t.Topic, style: strong}, span{text: "(" + heldWords(t.Held) + ")", style: faint})
	r.blank()
	if len(t.Quotes) == 0 {
		r.para(2, 2, span{text: t.Report})
		r.blank()
	}
	process := "-"
	for _, q := range t.Quotes {
		if p := q.Citation.Statement.Process; p != process {
			process = p
			r.para(0, 2, span{text: processHeading(p), style: strong})
		}
		r.dated(q, t.Code)
	}
	r.para(0, 2, span{text: timelineSpan(t)})
	if gaps := gapsWords(t); gaps != "" {
		r.para(0, 2, span{text: gaps})
	}
	r.blank()
	r.positionSources(t.Citations)
	r.notices(t.Notices)
}

func processHeading(process string) string {
	if name := answer.ProcessName(process); name != "" {
		return name
	}
	return "Elsewhere, or not known where"
}

// timelineSpan tells from when to when the quotations are.
func timelineSpan(t *position.Timeline) string {
	if t.Earliest.IsZero() {
		return "No dated sentence on this is held."
	}
	text := fmt.Sprintf("Earliest held on this: %s. Latest held on this: %s.", longDate(t.Earliest), longDate(t.Latest))
	if t.Undated > 0 {
		text += " " + counted(t.Undated, "undated quotation") + " at the end."
	}
	return text
}

// gapsWords lists the sessions of which nothing is held.
func gapsWords(t *position.Timeline) string {
	var out []string
	process := ""
	for _, m := range t.Gaps() {
		if m.Process != process {
			process = m.Process
			out = append(out, answer.ProcessName(process)+" session "+strconv.Itoa(m.Session))
			continue
		}
		out[len(out)-1] += ", " + strconv.Itoa(m.Session)
	}
	if len(out) == 0 {
		return ""
	}
	return "Nothing by it is held from: " + strings.Join(out, "; ") + ". That is a gap in what is held; it does not say that nothing was said."
}

func (r *renderer) who(w *position.Who) {
	if len(w.Groups) == 0 {
		r.para(0, 2, span{text: nobodySpeaks, style: strong})
		r.notices(w.Notices)
		return
	}
	for _, g := range w.Groups {
		r.para(0, 0, span{text: g.Sort.Heading(), style: strong})
		r.blank()
		for _, e := range g.Quotes {
			st := e.Citation.Statement
			r.para(2, 4, span{text: answer.Delegation(r.states, st.By, st.OnBehalf, st.Date), style: strong})
			r.dated(e.Quote, st.By)
		}
	}
	r.para(0, 2, span{text: whoCount(w)})
	r.para(0, 2, span{text: position.Sorted, style: faint})
	r.blank()
	r.positionSources(w.Citations)
	r.notices(w.Notices)
}

// whoCount tells how many of how many speak of it.
func whoCount(w *position.Who) string {
	return fmt.Sprintf("%s of %d of which anything is held here speak of it.", counted(w.Speaking, "delegation"), w.Holding)
}
