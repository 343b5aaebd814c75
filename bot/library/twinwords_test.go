package library

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/retrieval/corpus"
)

// long is a statement of some 1,000 words that says something in its midst.
func long(midst string) string {
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "In its point %s the delegation of %s Freedonia speaks of the %s harbour, the mill and the garden. ", strings.Repeat("a", i+1), strings.Repeat("b", i+1), strings.Repeat("c", i+1))
		if i == 30 {
			b.WriteString(midst + " ")
		}
	}
	return b.String()
}

// Nearly the same words that say something else are another statement.
func TestNearlyTheSameText(t *testing.T) {
	l := &Library{}
	of := func(text string) *signature {
		return l.signatureOf([]*corpus.Statement{{By: "XF", Language: "en", Text: text}})
	}
	base := long("We should support the fund of 5 million for the treaty.")
	for _, c := range []struct {
		name, text string
		same       bool
	}{
		{"itself", base, true},
		{"a heading and a footer", "Mission of Freedonia, 12 March 2024, 10 a.m. " + base + " Printed on 14 March 2024. All rights kept 2024.", true},
		{"a not", strings.Replace(base, "should support", "should not support", 1), false},
		{"don't", strings.Replace(base, "should support", "should, don't support", 1), false},
		{"could", strings.Replace(base, "should support", "could support", 1), false},
		{"a number", strings.Replace(base, "5 million", "10 million", 1), false},
		{"a condition", strings.Replace(base, "for the treaty.", "for the treaty if asked.", 1), false},
		{"opposes", strings.Replace(base, "should support", "should oppose", 1), false},
		{"a typing error", strings.Replace(base, "the mill and", "the mil and", 1), true},
		{"moved", strings.Replace(strings.Replace(base, "We should support", "We support", 1), "In its point a the", "In its point a should the", 1), false},
	} {
		a, b := of(base), of(c.text)
		if a.alike(b) < twinShare && c.same {
			t.Fatalf("%s: the texts are not alike enough for this test: %.2f", c.name, a.alike(b))
		}
		if got := a.same(b); got != c.same || b.same(a) != got {
			t.Errorf("%s: same %v, %v; want %v (alike %.2f)", c.name, got, b.same(a), c.same, a.alike(b))
		}
	}
}
