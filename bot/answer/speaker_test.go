package answer

import (
	"strings"
	"testing"
	"time"

	"verbatim/retrieval/corpus"
)

func TestNoNamesFromUnofficialTranscripts(t *testing.T) {
	for _, grade := range []corpus.Grade{corpus.Official, corpus.UNRecord, corpus.Supplied, corpus.UnofficialTranscript} {
		st := statement("fd", "FR", "2022-03-28", "A treaty is needed.", func(s *corpus.Statement) {
			s.Speaker, s.Office, s.Grade = "Jeanne Exemple", "Ambassador for Tests", grade
		})
		c, ok := Cite(corpus.Passage{Statement: st, End: len(st.Text)}, 0, len(st.Text))
		if !ok {
			t.Fatal("no citation")
		}
		for name, text := range map[string]string{
			"Chicago": Chicago(states(t), c, time.Time{}), "UN": UNStyle(states(t), c, time.Time{}), "BibTeX": BibTeX(states(t), c, time.Time{}),
		} {
			if named := strings.Contains(text, "Exemple"); named != (grade != corpus.UnofficialTranscript) {
				t.Errorf("%s, %s: %s", name, grade, text)
			}
		}
	}
}
