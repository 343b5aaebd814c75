package answer

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestFootnotes compares the three styles with what they were, for statements
// of which much, little and nothing is known.
func TestFootnotes(t *testing.T) {
	full := statement("fr", "FR", "2022-03-28", frenchText, func(s *corpus.Statement) {
		s.Title, s.Speaker, s.Office = `Statement on "regular institutional dialogue"`, "Claire Martin", "Ambassador for Digital Affairs"
		s.Session, s.Venue, s.Symbol, s.Translation = "third substantive session", "New York", "A/AC.292/2022/CRP.1", "official"
	})
	joint := statement("eu", "eu", "2023-07-24", unionText, func(s *corpus.Statement) {
		s.Kind, s.OnBehalf, s.Title = "position-paper", []string{"UA", "MD"}, "100% of {norms} & $rules #1_a~b^c\\d"
	})
	bare := statement("unknown", "", "2023-12-11", unknownText, func(s *corpus.Statement) {
		s.Date, s.Title, s.URL, s.Kind = time.Time{}, "", "", ""
	})
	web := statement("web", "RU", "2021-06-23", russianText, func(s *corpus.Statement) {
		s.Date, s.URL = time.Time{}, "https://user:word@example.org/"
	})
	undated := statement("web", "RU", "2021-06-23", russianText, func(s *corpus.Statement) { s.Date = time.Time{} })
	var out strings.Builder
	for _, st := range []*corpus.Statement{full, joint, bare, web, undated} {
		c, ok := Cite(corpus.Passage{Statement: st, End: len(st.Text)}, 0, 40)
		if !ok {
			t.Fatal("not cited")
		}
		if st == full {
			c.Paragraph = "13(c)"
		}
		read := day("2026-11-25")
		for _, s := range []string{Chicago(states(t), c, read), UNStyle(states(t), c, read), BibTeX(states(t), c, read)} {
			out.WriteString(s + "\n\n")
		}
	}
	path := filepath.Join("testdata", "footnotes.txt")
	if *update {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v\nhint: go test -update writes it", err)
	}
	if out.String() != string(want) {
		t.Errorf("the citations differ from %s:\n%s", path, out.String())
	}
}

// TestBibKey holds that a key names a statement, not a citation.
func TestBibKey(t *testing.T) {
	a, b := statement("a", "FR", "2022-03-28", frenchText), statement("b", "FR", "2022-03-28", russianText)
	if bibKey(a) == bibKey(b) || bibKey(a) != bibKey(statement("a", "FR", "2022-03-28", frenchText)) {
		t.Errorf("%s and %s", bibKey(a), bibKey(b))
	}
}

var bibShape = regexp.MustCompile(`^@misc\{[a-z0-9]+,\n(?:  [a-z]+ *= \{.*\},\n)+\}$`)

// FuzzFootnotes holds that whatever a statement's metadata says, each citation is
// one line, and an entry is well-formed: one brace for each, nothing that TeX acts on.
func FuzzFootnotes(f *testing.F) {
	f.Add("a {b} \\c", "https://example.org/{x}", "}{", "\x00\u202e")
	f.Add("%$&#_~^", "http://a@b.example/", "“x” \"y\"", "FR")
	f.Add("", "", "", "")
	sts, err := readStates()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, link, name, by string) {
		c := Citation{Paragraph: name, Statement: &corpus.Statement{Title: title, URL: link, Speaker: name, Office: title, By: by, OnBehalf: []string{name},
			Kind: name, Session: title, Venue: by, Symbol: name, SHA256: title, Text: title}}
		for _, s := range []string{Chicago(sts, c, day("2026-11-25")), UNStyle(sts, c, time.Time{})} {
			if strings.ContainsAny(s, "\n\r\x00\u202e") || strings.TrimSpace(s) == "" {
				t.Errorf("%q", s)
			}
		}
		bib := BibTeX(sts, c, day("2026-11-25"))
		depth := 0
		for _, r := range bib {
			switch r {
			case '{':
				depth++
			case '}':
				depth--
			}
			if depth < 0 {
				t.Fatalf("unbalanced: %s", bib)
			}
		}
		if depth != 0 || !bibShape.MatchString(bib) {
			t.Errorf("no whole entry: %q", bib)
		}
		bare := regexp.MustCompile(`\\[&%$#_]|\\text[a-z]+\{\}`).ReplaceAllString(bib, "")
		for l := range strings.SplitSeq(bare, "\n") {
			if !strings.HasPrefix(l, "  url ") && strings.ContainsAny(l, `&%$#_~^\`) {
				t.Errorf("TeX would act on %q", l)
			}
		}
	})
}

// A translation is called the same beside an answer and in what people paste.
func TestTranslationsAreCalledTheSame(t *testing.T) {
	for _, kind := range corpus.Translations {
		st := &corpus.Statement{By: "FR", Title: "A title", Date: day("2021-06-23"), Translation: kind}
		c := Citation{Statement: st, Quote: "words"}
		words := TranslationWords(st)
		if words == "" && kind != "" && kind != "original" {
			t.Errorf("%q has no words", kind)
		}
		for _, s := range []string{Chicago(states(t), c, day("2026-11-25")), UNStyle(states(t), c, time.Time{}), BibTeX(states(t), c, day("2026-11-25"))} {
			if !strings.Contains(s, words) {
				t.Errorf("%q lacks %q", s, words)
			}
		}
	}
}
