package bibliography

import (
	"strings"
	"testing"
)

func TestNoCellIsAFormula(t *testing.T) {
	for _, in := range []string{
		"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\u200b=1", "a\n=1", "\"=1", "x;=1", "x\t=1", "x; \"=1", "x;'=1", "|cmd", "%0a",
	} {
		got := Cell(in)
		for _, line := range strings.Split(got, "\n") {
			for _, part := range strings.FieldsFunc(line, func(r rune) bool { return r == ';' || r == '\t' }) {
				bare := strings.Trim(part, " \"\u200b")
				if startsFormula(bare) {
					t.Errorf("Cell(%q) = %q: %q is a formula", in, got, part)
				}
			}
		}
	}
	if got := Cell("The rate is 5-10 % (a = b)"); got != "The rate is 5-10 % (a = b)" {
		t.Errorf("plain words were changed: %q", got)
	}
}
