package main

import (
	"strings"

	"verbatim/bot/answer"
	"verbatim/bot/bibliography"
	"verbatim/bot/outcome"
	"verbatim/bot/position"
)

// formattedOutcome arranges what was agreed. kind tells what a quotation is: words
// of an adopted document, guidance, an explanation of position.
func (r *renderer) formattedOutcome(p *outcome.Page) formatted {
	out := formatted{more: []string{"kind"}, entries: bibliography.Entries(p.Citations), notices: p.Notices}
	out.sections = append(out.sections, bibliography.Section{Heading: p.Title})
	kinds := map[int]string{}
	for _, s := range p.Sections {
		one := bibliography.Section{Heading: s.Heading}
		for _, l := range s.Lines {
			one.Lines = append(one.Lines, bibliography.Line{Words: l})
			out.reports = append(out.reports, l)
		}
		if len(s.Sources) > 0 {
			one.Lines = append(one.Lines, bibliography.Line{Words: "Facts from " + strings.Join(s.Sources, ", ")})
		}
		for _, q := range s.Quotes {
			one.Lines = append(one.Lines, r.outcomeLine(q, s.Kind))
			kinds[q.Citation.N] = string(s.Kind)
		}
		out.sections = append(out.sections, one)
	}
	out.label(kinds)
	return out
}

// outcomeLine gives a quotation, under who spoke where that is a delegation.
func (r *renderer) outcomeLine(q answer.Sentence, kind outcome.Kind) bibliography.Line {
	l := bibliography.Line{Words: q.Citation.Quote, Quote: true, Marks: []int{q.Citation.N}}
	if kind == outcome.Explains || kind == outcome.Invoked || kind == outcome.Near {
		st := q.Citation.Statement
		l.About = joined(", ", answer.Delegation(r.states, st.By, st.OnBehalf, st.Date), longDate(st.Date))
	}
	return l
}

// formattedChecked arranges the claims of a text. claim and verdict tell which
// claim a quotation stands under first, and how that was judged.
func (r *renderer) formattedChecked(c *position.Checked) formatted {
	out := formatted{more: []string{"verdict", "claim"}, entries: bibliography.Entries(c.Citations), notices: c.Notices}
	verdicts, claims := map[int]string{}, map[int]string{}
	for _, claim := range c.Claims {
		said := joined(" ", claim.Verdict.Words()+".", claim.Note)
		s := bibliography.Section{Heading: claim.Text, Lines: []bibliography.Line{{Words: said}}}
		if len(claim.Quotes) == 0 {
			out.reports = append(out.reports, claim.Text+" "+said)
		}
		for _, q := range claim.Quotes {
			l := r.datedLine(position.Quote{Sentence: q}, "")
			s.Lines = append(s.Lines, l)
			if n := q.Citation.N; claims[n] == "" {
				verdicts[n], claims[n] = string(claim.Verdict), claim.Text
			}
		}
		out.sections = append(out.sections, s)
	}
	out.label(verdicts, claims)
	return out
}

// label fills the columns that entries have beside those of every citation.
func (f *formatted) label(columns ...map[int]string) {
	for i := range f.entries {
		for _, c := range columns {
			f.entries[i].More = append(f.entries[i].More, c[f.entries[i].N])
		}
	}
}
