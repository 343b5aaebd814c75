package answer

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Whatever a model writes, what the gate shows between quotation marks stands
// in the record, citations are slices of it, and nothing forbidden comes
// through in the model's own words.
func FuzzGate(f *testing.F) {
	for _, s := range []string{
		`France wants the programme to be "permanent, inclusive and action-oriented" [1].`,
		`"We do not support a new legally binding treaty at this stage." [1] “flexible enough and able to evolve” [2]`,
		`«by a programme of action» [2][3] <@1> "support the establishment" [3]`,
		"\"a platform not just for discussions\" and \"pragmatic\u00a0and\u200b constructive\" [2]",
		`"" "." [1] "…" [1-4]`,
	} {
		f.Add(s)
	}
	all := states(f)
	quoted := regexp.MustCompile(`“([^”]*)”`)
	f.Fuzz(func(t *testing.T, draft string) {
		fd := theFound()
		record := ""
		for _, r := range fd.Passages {
			record += corpus.Fold(r.Passage.Statement.Text).Text() + "\n"
		}
		a := &Answer{}
		s := &sieve{ground: newGround(all, fd, nearness{embedder: retrieval.BagOfWords{}}), answer: a}
		for _, c := range parseDraft(draft, true) {
			s.take(context.Background(), c)
		}
		for _, c := range a.Citations {
			if c.Quote != c.Statement.Text[c.Start:c.End] || strings.TrimSpace(c.Quote) == "" {
				t.Fatalf("citation %q is no slice", c.Quote)
			}
		}
		for _, p := range a.Points {
			if p.Verbatim {
				if !strings.Contains(record, corpus.Fold(p.Text).Text()) {
					t.Fatalf("verbatim %q is not in the record", p.Text)
				}
				continue
			}
			for _, q := range quoted.FindAllStringSubmatch(p.Text, -1) {
				if !strings.Contains(record, corpus.Fold(q[1]).Text()) {
					t.Fatalf("quoted %q is not in the record: %q", q[1], p.Text)
				}
			}
			if what := carries(quoted.ReplaceAllString(p.Text, " ")); what != "" {
				t.Fatalf("shown with %s: %q", what, p.Text)
			}
			if len(p.Citations) == 0 {
				t.Fatalf("no citation: %q", p.Text)
			}
		}
	})
}

func FuzzCite(f *testing.F) {
	f.Add("One sentence. Another «quoted» one.\n\nA third – with ünïcode.", 0, 13, "https://example.org/a#b")
	f.Add("第一句。第二句。", 3, 12, "http://[::1]/x?y=z")
	f.Add(" \n ", 0, 3, "javascript:alert(1)")
	f.Fuzz(func(t *testing.T, text string, start, end int, address string) {
		if !utf8.ValidString(text) {
			return
		}
		st := &corpus.Statement{ID: "x", Text: text, URL: address}
		c, ok := Cite(corpus.Passage{Statement: st, End: len(text)}, start, end)
		if !ok {
			return
		}
		if c.Quote != text[c.Start:c.End] || c.Start < start || c.End > end || !utf8.ValidString(c.Quote) {
			t.Fatalf("%+v of %q", c, text)
		}
		if c.Link != "" && !strings.HasPrefix(c.Link, "http://") && !strings.HasPrefix(c.Link, "https://") {
			t.Fatalf("link %q", c.Link)
		}
		if _, fragment, _ := strings.Cut(c.Link, ":~:text="); strings.ContainsAny(fragment, " \n\"<>()[]&#") {
			t.Fatalf("link %q carries raw signs", c.Link)
		}
	})
}
