package reader

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// superscript sets a footnote's number apart from the word it is glued to. Behind
// a digit or a unit it is an exponent, and stays raised; "st" and the like go on
// the number before them.
func (p *printer) superscript(n *html.Node) {
	inner := printer{depth: p.depth}
	inner.children(n)
	t := strings.Join(strings.Fields(inner.String()), " ")
	if p.raises(t) {
		t = raised.Replace(t)
	} else if _, err := strconv.Atoi(t); err == nil {
		t = "[" + t + "]"
	}
	p.line.WriteString(t)
}

// raises tells whether a number in superscript is an exponent of what stands before.
func (p *printer) raises(t string) bool {
	if !exponent.MatchString(t) {
		return false
	}
	before := p.line.String()
	if last, _ := utf8.DecodeLastRuneInString(before); unicode.IsDigit(last) {
		return power.MatchString(before)
	}
	return unit.MatchString(before) && (t == "2" || t == "3")
}

var (
	exponent = regexp.MustCompile(`^[-−]?\d{1,2}$`)
	// power: 2 and 10 stand before exponents; another number mostly before a note
	power = regexp.MustCompile(`(?:^|[^\d.,/:-])(?:2|10)$`)
	unit  = regexp.MustCompile(`(?:^|[\d\s/])(?:[kcdm]?m|ha|ft|mi|км|м)$`)
)

var raised = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹", "-", "⁻", "−", "⁻")
