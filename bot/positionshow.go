package main

import (
	"strconv"
	"strings"

	"verbatim/bot/answer"
	"verbatim/bot/position"
	"verbatim/retrieval/corpus"
)

func (r *renderer) voice(code string) string { return position.Voice(r.states, code) }

func (r *renderer) comparison(c *position.Comparison) {
	for _, side := range c.Sides {
		r.para(0, 2, span{text: r.voice(side.Code), style: strong}, span{text: "(" + position.HeldWords(side.Held) + ")", style: faint})
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
		r.para(0, 0, span{text: position.RelationsHeading, style: strong})
		for _, rel := range c.Relations {
			r.para(2, 4, span{text: rel.Words(r.states) + " "}, span{text: markSigns(rel.Marks), style: marked, glued: true})
		}
		r.para(2, 2, span{text: position.Sorted, style: faint})
		r.blank()
	}
	r.positionSources(c.Citations)
	r.notices(c.Notices)
}

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
	r.para(0, 2, span{text: t.Title(r.states), style: strong}, span{text: "(" + position.HeldWords(t.Held) + ")", style: faint})
	r.blank()
	if len(t.Quotes) == 0 {
		r.para(2, 2, span{text: t.Report})
		r.blank()
	}
	process := "-"
	for _, q := range t.Quotes {
		if p := q.Citation.Statement.Process; p != process {
			process = p
			r.para(0, 2, span{text: position.ProcessHeading(p), style: strong})
		}
		r.dated(q, t.Code)
	}
	r.para(0, 2, span{text: t.SpanWords()})
	for _, more := range []string{t.UnshownWords(), t.GapsWords()} {
		if more != "" {
			r.para(0, 2, span{text: more})
		}
	}
	r.blank()
	r.positionSources(t.Citations)
	r.notices(t.Notices)
}

func (r *renderer) who(w *position.Who) {
	if len(w.Groups) == 0 {
		r.para(0, 2, span{text: position.NobodySpeaks, style: strong})
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
	r.para(0, 2, span{text: w.CountWords()})
	r.para(0, 2, span{text: position.Sorted, style: faint})
	r.blank()
	r.positionSources(w.Citations)
	r.notices(w.Notices)
}
