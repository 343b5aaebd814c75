package bibliography

import (
	"regexp"
	"strings"
	"unicode"
)

// Cell makes a text one that no spreadsheet takes for a formula: those begin
// with one of a few signs, also behind spaces and in their full-width forms. An
// apostrophe before such a sign makes it text.
func Cell(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\r' || unicode.IsControl(r) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		head := strings.TrimLeftFunc(line, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '"' || r == '\'' })
		if startsFormula(head) || strings.HasPrefix(line, "\t") {
			lines[i] = "'" + line
		}
	}
	return inside.ReplaceAllString(strings.Join(lines, "\n"), "$1'$2")
}

// inside finds what begins a formula where a spreadsheet splits cells at
// semicolons or tabs, as it does in many countries, whatever the quotation marks.
var inside = regexp.MustCompile(`([;\t][\s\v\x{85}\p{Z}\p{Cf}"']*)([=+\-@＝＋－＠|%])`)

func startsFormula(s string) bool {
	for _, r := range s {
		return strings.ContainsRune("=+-@＝＋－＠|%", r)
	}
	return false
}
