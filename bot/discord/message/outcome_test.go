package message

import (
	"encoding/json"
	"testing"

	"verbatim/bot/answer"
	"verbatim/bot/outcome"
)

// What was agreed: facts in the bot's words, without quotation marks, and the
// words of documents and delegations with their marks.
func TestGoldenOutcome(t *testing.T) {
	report := invented("oewg", "", "2024-07-12", "13. The Group recalls:\n\n(a) States should cooperate;\n\n(b) States should weigh *all* facts.\n\n14. A dialogue goes on.")
	report.Symbol, report.Kind, report.Title = "A/99/123", "report", "Report of the Group"
	position := invented("FJ", "Jone Invented", "2024-07-12", "We dissociate ourselves from paragraph 14. @everyone")
	first, second, third := cite(t, 1, report, "(a) States should cooperate;"), cite(t, 2, report, "(b) States should weigh *all* facts."), cite(t, 3, position, "We dissociate ourselves from paragraph 14.")
	p := &outcome.Page{
		Title: "Agreed on: *cooperation* of @everyone",
		Sections: []outcome.Section{
			{Kind: outcome.Adopted, Heading: "A/99/123", Lines: []string{"A/99/123, a report that does not exist: adopted by consensus on 12 July 2024."},
				Quotes: []answer.Sentence{{Citation: first}, {Citation: second}}},
			{Kind: outcome.NotHeld, Heading: "Adopted, and not held here", Lines: []string{"A/99/124, another: adopted in 2023.", "A/99/125, a third: adopted in 2022."}},
			{Kind: outcome.Explains, Heading: "Explanations of position", Quotes: []answer.Sentence{{Citation: third}}},
		},
		Citations: []answer.Citation{first, second, third},
	}
	k, a := maker(t), p.Answer()
	everything(t, k, a, View{Ref: "r1"})
	m, pages := k.Answer(a, View{Ref: "r1"})
	if err := m.Check(); err != nil || pages != 1 {
		t.Errorf("%d pages, %v", pages, err)
	}
	out, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "outcome.json", string(out)+"\n")

	// A document that went: its words go, the facts stay.
	everything(t, k, a, View{Ref: "r1", Gone: map[int]string{1: "was removed from the library"}})
}
