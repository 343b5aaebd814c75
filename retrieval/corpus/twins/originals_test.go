package twins

import (
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval/corpus"
)

// points tells the outcome of Mark for translations: "en<fr" for one whose original
// is fr.
func points(all ...*corpus.Statement) string {
	Mark(&corpus.Library{Statements: all})
	var out []string
	for _, s := range all {
		if s.Original != nil {
			out = append(out, s.ID+"<"+s.Original.ID+"/"+s.Original.Language)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func TestOriginals(t *testing.T) {
	text, french := speech(0, 20), strings.ReplaceAll(speech(0, 20), "We recall", "Nous rappelons")
	fr := func(id string, change ...func(*corpus.Statement)) *corpus.Statement {
		return of(id, french, append([]func(*corpus.Statement){func(s *corpus.Statement) { s.Language = "fr" }}, change...)...)
	}
	en := func(id string, change ...func(*corpus.Statement)) *corpus.Statement {
		return of(id, text+id, append([]func(*corpus.Statement){func(s *corpus.Statement) { s.Translation = "official" }}, change...)...)
	}
	short := fr("greeting", func(s *corpus.Statement) { s.Text = "Merci." })
	symbol := func(name string) func(*corpus.Statement) {
		return func(s *corpus.Statement) { s.Symbol = name }
	}
	for what, tt := range map[string]struct {
		all  []*corpus.Statement
		want string
	}{
		"one and one":             {[]*corpus.Statement{fr("fr"), en("en")}, "en<fr/fr"},
		"two languages":           {[]*corpus.Statement{fr("fr"), en("en"), en("ru", func(s *corpus.Statement) { s.Language = "ru" })}, "en<fr/fr ru<fr/fr"},
		"nobody says it is one":   {[]*corpus.Statement{fr("fr"), of("en", text)}, ""},
		"two speeches of a day":   {[]*corpus.Statement{fr("fr"), en("en"), en("en-2", func(s *corpus.Statement) { s.Text = speech(500, 20) })}, ""},
		"two originals":           {[]*corpus.Statement{fr("fr"), fr("fr-2", func(s *corpus.Statement) { s.Text = "Nous. " + speech(500, 20) }), en("en")}, ""},
		"a symbol tells":          {[]*corpus.Statement{fr("fr", symbol("A/1")), fr("fr-2", func(s *corpus.Statement) { s.Text = "Nous. " + speech(500, 20) }), en("en", symbol("A/1"))}, "en<fr/fr"},
		"another symbol":          {[]*corpus.Statement{fr("fr", symbol("A/1")), en("en", symbol("A/2"))}, ""},
		"another day":             {[]*corpus.Statement{fr("fr"), en("en", func(s *corpus.Statement) { s.Date = s.Date.AddDate(0, 0, 1) })}, ""},
		"no day":                  {[]*corpus.Statement{fr("fr", func(s *corpus.Statement) { s.Date = time.Time{} }), en("en", func(s *corpus.Statement) { s.Date = time.Time{} })}, ""},
		"another State":           {[]*corpus.Statement{fr("fr", func(s *corpus.Statement) { s.By = "CA" }), en("en")}, ""},
		"for a group":             {[]*corpus.Statement{fr("fr", func(s *corpus.Statement) { s.OnBehalf = []string{"eu"} }), en("en")}, ""},
		"another kind":            {[]*corpus.Statement{fr("fr", func(s *corpus.Statement) { s.Kind = "working-paper" }), en("en")}, ""},
		"a greeting":              {[]*corpus.Statement{short, en("en")}, ""},
		"of a copy":               {[]*corpus.Statement{fr("fr"), fr("fr-copy"), en("en")}, "en<fr/fr"},
		"a translation of one":    {[]*corpus.Statement{fr("fr", func(s *corpus.Statement) { s.Translation = "machine" }), en("en")}, ""},
		"a server's original":     {[]*corpus.Statement{fr("fr", func(s *corpus.Statement) { s.Scope = "17" }), en("en")}, ""},
		"a server's translation":  {[]*corpus.Statement{fr("fr"), en("17:en", func(s *corpus.Statement) { s.Scope = "17" })}, "17:en<fr/fr"},
		"another server's too":    {[]*corpus.Statement{fr("fr"), en("en"), en("17:en", func(s *corpus.Statement) { s.Scope = "17" })}, "en<fr/fr"},
		"two servers' know not":   {[]*corpus.Statement{fr("18:fr", func(s *corpus.Statement) { s.Scope = "18" }), en("17:en", func(s *corpus.Statement) { s.Scope = "17" })}, ""},
		"a press officer's words": {[]*corpus.Statement{fr("fr", func(s *corpus.Statement) { s.Grade = corpus.MachineSummary }), en("en")}, ""},
	} {
		if got := points(tt.all...); got != tt.want {
			t.Errorf("%s: %q, want %q", what, got, tt.want)
		}
	}
}
