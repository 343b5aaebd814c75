package main

import (
	"strings"

	"verbatim/bot/answer"
	"verbatim/bot/outcome"
)

// outcome prints what was agreed: facts first, then words, each with its mark and,
// behind them all, where they stand.
func (r *renderer) outcome(p *outcome.Page) {
	r.para(0, 2, span{text: p.Title, style: strong})
	r.blank()
	for _, s := range p.Sections {
		if s.Heading != "" {
			r.para(0, 2, span{text: s.Heading, style: strong})
		}
		for _, l := range s.Lines {
			r.para(2, 4, span{text: l, whole: true})
		}
		if len(s.Sources) > 0 {
			r.para(2, 4, span{text: "Facts from " + strings.Join(s.Sources, ", "), style: faint, whole: true})
		}
		r.blank()
		r.spoken(s)
	}
	r.positionSources(p.Citations)
	r.notices(p.Notices)
}

// spoken prints the quotations of a section: those of delegations under their
// names, those of documents by themselves.
func (r *renderer) spoken(s outcome.Section) {
	last := ""
	for _, q := range s.Quotes {
		st := q.Citation.Statement
		head := joined(", ", answer.Delegation(r.states, st.By, st.OnBehalf, st.Date), longDate(st.Date))
		if head != last && (s.Kind == outcome.Explains || s.Kind == outcome.Invoked || s.Kind == outcome.Near) {
			r.para(2, 4, span{text: head, style: faint})
		}
		last = head
		r.citation(2, q.Citation, true)
		r.blank()
	}
}

type outcomeJSON struct {
	Title     string            `json:"title"`
	Sections  []outcomePartJSON `json:"sections"`
	Citations []citationJSON    `json:"citations"` // in the order shown
	Held      heldJSON          `json:"held"`
	Notices   []string          `json:"notices"`
}

type outcomePartJSON struct {
	Kind      string   `json:"kind"` // facts, words, guidance, agreed, not-held, explanations, invoked or near
	Heading   string   `json:"heading"`
	Lines     []string `json:"lines"`   // the program's own words
	Sources   []string `json:"sources"` // addresses that the lines are from
	Citations []int    `json:"citations"`
}

func jsonOutcome(p *outcome.Page) outcomeJSON {
	return outcomeJSON{
		Title: p.Title,
		Sections: mapped(p.Sections, func(s outcome.Section) outcomePartJSON {
			return outcomePartJSON{Kind: string(s.Kind), Heading: s.Heading, Lines: list(s.Lines), Sources: list(s.Sources),
				Citations: mapped(s.Quotes, func(q answer.Sentence) int { return q.Citation.N })}
		}),
		Citations: mapped(p.Citations, jsonCitation), Held: jsonHeld(p.Held), Notices: list(p.Notices),
	}
}
