package corpus

import (
	"strings"
	"testing"

	"verbatim/retrieval/corpus/reader"
)

// TestTitleNamesAnother: who made what a title's statement is on, or answers, has
// not made the statement.
func TestTitleNamesAnother(t *testing.T) {
	states := hostileStates(t)
	for _, tt := range []struct{ title, by, onBehalf string }{
		{"Right of reply by Freedonia in response to the statement made by Sylvania", "XA", ""},
		{"RIGHT OF REPLY BY FREEDONIA IN RESPONSE TO THE STATEMENT MADE BY SYLVANIA", "XA", ""},
		{"Freedonia's right of reply against the statement by Sylvania", "XA", ""},
		{"Freedonia: right of reply after the intervention by Sylvania", "", ""},
		{"Explanation of vote by Freedonia after the statement made by Sylvania", "XA", ""},
		{"Remarks by Freedonia following the presentation made by Sylvania", "XA", ""},
		{"Statement by Freedonia on the proposal submitted by Sylvania", "XA", ""},
		{"Statement by Freedonia on draft resolution A/C.1/99/L.4 submitted by Sylvania", "XA", ""},
		{"Comments by Freedonia on the working paper presented by Sylvania", "XA", ""},
		{"Statement on the draft resolution presented by Sylvania", "", ""},
		{"Statement regarding the attack made by Sylvania on Freedonia", "", ""},
		{"Derecho de réplica de Fridonia en respuesta a la intervención pronunciada por Silvania", "XA", ""},
		{"Droit de réponse de la Fridonie en réponse à la déclaration prononcée par la Sylvanie", "XA", ""},
		{"Réponse de la Fridonie à l'intervention du représentant de la Sylvanie", "", ""},
		{"Sylvania's statement rejected by Freedonia", "", ""},
		{"Sylvania's statement delivered by Anna Roe", "XB", ""},
		// whoever delivers what the title is of speaks
		{"Statement of Middle Kingdoms, delivered by Sylvania", "XB", "middle-kingdoms"},
		{"Statement on the draft resolution, delivered by Sylvania", "XB", ""},
		{"Statement on the draft resolution delivered by Sylvania", "XB", ""},
		{"Contribution to the OEWG submitted by Freedonia", "XA", ""},
		{"Text of the statement delivered by Freedonia at the OEWG", "XA", ""},
		{"Debate on the Future Statement by Freedonia at the OEWG", "XA", ""},
	} {
		docs, err := reader.Read("a.txt", []byte(tt.title+"\n\n27 July 2022\n\nMr. Chair,\n\nNorms are binding upon everybody."))
		if err != nil {
			t.Fatal(err)
		}
		m := docs[0].Meta
		s := &Statement{Title: m.Title, Speaker: m.Speaker, Office: m.Office}
		attribute(s, m, states)
		if s.By != tt.by || strings.Join(s.OnBehalf, " ") != tt.onBehalf {
			t.Errorf("%s\n\tby %q on behalf of %q; want %q, %q", tt.title, s.By, s.OnBehalf, tt.by, tt.onBehalf)
		}
	}
}
