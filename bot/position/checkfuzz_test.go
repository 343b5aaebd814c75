package position

import (
	"context"
	"slices"
	"strings"
	"testing"

	"verbatim/bot/answer"
)

// sharesWords tells whether nearly all words of a claim, names and what says that
// it was said aside, are a sentence's, and as many of the sentence's are the claim's.
func sharesWords(claim, sentence string) bool {
	missing := func(of, in string) int {
		n := 0
		for _, w := range tokens(of) {
			if !strings.Contains(strings.Join(tokens(in), " "), strings.TrimSuffix(w, "s")) && len(w) > 3 {
				n++
			}
		}
		return n
	}
	return missing(claim, sentence) <= 6 && missing(sentence, claim) <= 3
}

// FuzzCheckStands holds that a claim is said to stand only where its quoted
// words occur in a statement of those whom it names, found by plain search.
func FuzzCheckStands(f *testing.F) {
	for _, s := range []string{
		"Freedonia said: “We do not support a legally binding treaty at this stage.”",
		"Sylvania: \"The norms ... practice first\". It said “meet twice a year”!",
		"Freedonia said “support a legally binding treaty”",
		"On 5 March 2024 Freedonia said «the norms of 2015 should»",
		"Freedonia and Sylvania said “points of contact by 2025”",
		"Brutopia never said “Norms without law are promises”",
		"Freedonia does not support a legally binding treaty at this stage.",
		"On 8 March 2023 Freedonia no se opone a que se estudie un instrumento vinculante.",
		"Trentino Louis said that Sylvania will pay 3 million dollars to the new fund, and calls on others to follow.",
		"Freedonia said “we\u200b do not support a legally…stage”",
	} {
		f.Add(s)
	}
	e := checkLibrary(f)
	said := map[string][]string{}
	for _, code := range []string{"FD", "YL", "BT", "KP", "duck-soup"} {
		for _, st := range e.Index().Statements() {
			if slices.Contains(st.Voices(e.States), code) {
				said[code] = append(said[code], strings.Join(tokens(st.Text), " "))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := CheckText(context.Background(), e, text, "")
		if err != nil {
			return
		}
		for _, c := range got.Claims {
			if c.Verdict != Stands {
				continue
			}
			if len(c.Quotes) == 0 || len(c.Codes) == 0 {
				t.Fatalf("%q stands by nothing", c.Text)
			}
			if len(answer.QuotationsIn(c.Text)) == 0 && !sharesWords(c.Text, c.Quotes[0].Citation.Quote) {
				t.Fatalf("%q stands by %q", c.Text, c.Quotes[0].Citation.Quote)
			}
			for _, q := range answer.QuotationsIn(c.Text) {
				for _, p := range pieces(q.Words) {
					words := strings.Join(tokens(p), " ")
					for _, code := range c.Codes {
						if !slices.ContainsFunc(said[code], func(s string) bool { return strings.Contains(s, words) }) {
							t.Fatalf("%q is said to stand, though %s never said %q", c.Text, code, words)
						}
					}
				}
			}
			for _, q := range c.Quotes {
				if q.Citation.Quote != q.Citation.Statement.Text[q.Citation.Start:q.Citation.End] {
					t.Fatalf("%q is no slice of the record", q.Citation.Quote)
				}
			}
		}
	})
}
