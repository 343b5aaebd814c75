package main

import (
	"verbatim/bot/answer"
	"verbatim/bot/bibliography"
	"verbatim/bot/position"
	"verbatim/retrieval/corpus"
)

// What the commands print, arranged for package bibliography. The sentences are
// those that text has.

func (r *renderer) formattedAnswer(a *answer.Answer) formatted {
	ahead, notices := a.Notified()
	out := formatted{entries: bibliography.Entries(a.Citations), notices: notices}
	for _, n := range ahead {
		out.own(answer.Point{Text: n})
	}
	if a.Status == answer.Silent {
		out.notices = append([]string{noAnswer}, out.notices...)
	}
	for _, p := range a.Points {
		if p.Own {
			out.own(p)
			continue
		}
		head := r.heading(p, a.Citations)
		if n := len(out.sections); n == 0 || out.sections[n-1].Heading != head {
			out.sections = append(out.sections, bibliography.Section{Heading: head})
		}
		last := &out.sections[len(out.sections)-1]
		last.Lines = append(last.Lines, bibliography.Line{Words: p.Text, Quote: p.Verbatim, Marks: p.Citations})
	}
	if text := withheldWords(a.Withheld); text != "" {
		out.notices = append(out.notices, text)
	}
	return out
}

// own adds a sentence of the program's own: over what follows, as a line of it, or,
// where the format has citations alone, as a report.
func (f *formatted) own(p answer.Point) {
	if p.Title || len(f.sections) == 0 {
		f.sections = append(f.sections, bibliography.Section{Heading: p.Text})
	} else {
		last := &f.sections[len(f.sections)-1]
		last.Lines = append(last.Lines, bibliography.Line{Words: p.Text})
	}
	if !p.Title {
		f.reports = append(f.reports, p.Text)
	}
}

func (r *renderer) formattedQuotes(q *answer.Quotes) formatted {
	out := formatted{entries: bibliography.Entries(q.Citations), notices: q.Notices}
	if q.Total > 0 {
		out.notices = append([]string{howMany(q)}, out.notices...)
	}
	for _, c := range q.Citations {
		head := answer.Delegation(r.states, c.Statement.By, c.Statement.OnBehalf, c.Statement.Date)
		line := bibliography.Line{About: r.said(c, c.Statement.By), Words: c.Quote, Quote: true, Marks: []int{c.N}}
		lines := []bibliography.Line{line}
		if c.Quoting {
			lines = append(lines, bibliography.Line{Words: quotesSomebody})
		}
		out.sections = append(out.sections, bibliography.Section{Heading: head, Lines: lines})
	}
	return out
}

func (r *renderer) formattedStatements(all []*corpus.Statement, notices []string) formatted {
	return formatted{entries: bibliography.Statements(all), notices: notices}
}

// datedLine gives a quotation as a line under its day.
func (r *renderer) datedLine(q position.Quote, code string) bibliography.Line {
	return bibliography.Line{About: r.said(q.Citation, code), Words: q.Citation.Quote, Quote: true, Marks: []int{q.Citation.N}}
}

// sortedEntries gives citations with the sort that their quotations have.
func sortedEntries(citations []answer.Citation, quotes []position.Quote) []bibliography.Entry {
	sorts := map[int]position.Sort{}
	for _, q := range quotes {
		sorts[q.Citation.N] = q.Sort
	}
	out := bibliography.Entries(citations)
	for i := range out {
		out[i].More = []string{string(sorts[out[i].N])}
	}
	return out
}

func (r *renderer) formattedComparison(c *position.Comparison) formatted {
	out := formatted{more: []string{"sort"}}
	var quotes []position.Quote
	for _, side := range c.Sides {
		s := bibliography.Section{Heading: r.voice(side.Code) + " (" + position.HeldWords(side.Held) + ")"}
		if len(side.Quotes) == 0 {
			s.Lines = append(s.Lines, bibliography.Line{Words: side.Report})
			out.reports = append(out.reports, side.Report)
		}
		for _, q := range side.Quotes {
			s.Lines = append(s.Lines, r.datedLine(q, side.Code))
		}
		quotes = append(quotes, side.Quotes...)
		out.sections = append(out.sections, s)
	}
	if len(c.Relations) > 0 {
		s := bibliography.Section{Heading: position.RelationsHeading}
		for _, rel := range c.Relations {
			s.Lines = append(s.Lines, bibliography.Line{Words: rel.Words(r.states) + " ", Marks: rel.Marks})
		}
		s.Lines = append(s.Lines, bibliography.Line{Words: position.Sorted})
		out.sections = append(out.sections, s)
	}
	out.entries = sortedEntries(c.Citations, quotes)
	out.notices = c.Notices
	return out
}

func (r *renderer) formattedTimeline(t *position.Timeline) formatted {
	s := bibliography.Section{Heading: t.Title(r.states) + " (" + position.HeldWords(t.Held) + ")"}
	for _, q := range t.Quotes {
		s.Lines = append(s.Lines, r.datedLine(q, t.Code))
	}
	out := formatted{more: []string{"sort"}, entries: sortedEntries(t.Citations, t.Quotes)}
	for _, text := range []string{t.Report, t.SpanWords(), t.UnshownWords(), t.GapsWords()} {
		if text != "" {
			out.notices = append(out.notices, text)
		}
	}
	out.sections = []bibliography.Section{s}
	out.notices = append(out.notices, t.Notices...)
	return out
}

func (r *renderer) formattedWho(w *position.Who) formatted {
	out := formatted{more: []string{"sort"}}
	var quotes []position.Quote
	for _, g := range w.Groups {
		s := bibliography.Section{Heading: g.Sort.Heading()}
		for _, e := range g.Quotes {
			st := e.Citation.Statement
			line := r.datedLine(e.Quote, st.By)
			line.About = joined(", ", answer.Delegation(r.states, st.By, st.OnBehalf, st.Date), r.when(st))
			s.Lines = append(s.Lines, line)
			quotes = append(quotes, e.Quote)
		}
		out.sections = append(out.sections, s)
	}
	out.entries = sortedEntries(w.Citations, quotes)
	out.notices = []string{position.NobodySpeaks}
	if len(w.Groups) > 0 {
		out.notices = []string{w.CountWords(), position.Sorted}
	}
	out.notices = append(out.notices, w.Notices...)
	return out
}
