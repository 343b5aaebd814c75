package outcome

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Number says which paragraphs are asked for: one, with what is under it, or a range.
type Number struct {
	first, last int
	sub         string // "(c)", "(c)(ii)"; empty for the whole paragraph
}

var (
	numberForm = regexp.MustCompile(`^(?:(?:operative )?para(?:graph)?s?\.? ?|op ?|§ ?)?([0-9]{1,4})(?: ?(?:-|–|—|to) ?([0-9]{1,4})|((?: ?\([a-z0-9]{1,5}\))+)| ?([a-z]))?$`)
	labelForm  = regexp.MustCompile(`^([0-9]{1,4})((?:\([^()]*\))*)$`)
)

const mostInRange = 100

// ParseNumber reads "13", "13(c)", "13c", "24-26", also with "para" before it.
func ParseNumber(text string) (Number, error) {
	m := numberForm.FindStringSubmatch(strings.ToLower(strings.Join(strings.Fields(text), " ")))
	if m == nil {
		return Number{}, fmt.Errorf("%s is no number of a paragraph: write 13, 13(c) or 24-26", shorten(text))
	}
	n := Number{sub: strings.ReplaceAll(m[3], " ", "")}
	n.first, _ = strconv.Atoi(m[1])
	n.last = n.first
	if m[2] != "" {
		n.last, _ = strconv.Atoi(m[2])
	}
	if m[4] != "" {
		n.sub = "(" + m[4] + ")"
	}
	switch {
	case n.first < 1:
		return Number{}, fmt.Errorf("%s is no number of a paragraph: they begin with 1", shorten(text))
	case n.last < n.first:
		return Number{}, fmt.Errorf("%s runs backwards: write %d-%d", shorten(text), n.last, n.first)
	case n.last-n.first >= mostInRange:
		return Number{}, fmt.Errorf("%s is more than %d paragraphs: ask for fewer at a time", shorten(text), mostInRange)
	}
	return n, nil
}

// String writes it as it is cited.
func (n Number) String() string {
	if n.last > n.first {
		return fmt.Sprintf("%d-%d", n.first, n.last)
	}
	return strconv.Itoa(n.first) + n.sub
}

// Phrase writes it with its noun.
func (n Number) Phrase() string {
	if n.last > n.first {
		return "paragraphs " + n.String()
	}
	return "paragraph " + n.String()
}

// has tells whether the paragraph of that label is asked for, itself or as a part.
func (n Number) has(label string) bool {
	first, sub, ok := splitLabel(label)
	return ok && first >= n.first && first <= n.last && (sub == n.sub || strings.HasPrefix(sub, n.sub+"(") || n.sub == "")
}

// splitLabel cuts "13(c)" into 13 and "(c)".
func splitLabel(label string) (first int, sub string, ok bool) {
	m := labelForm.FindStringSubmatch(label)
	if m == nil {
		return 0, "", false
	}
	first, _ = strconv.Atoi(m[1])
	return first, strings.ToLower(m[2]), true
}

func shorten(s string) string {
	const most = 40
	if s = strings.Join(strings.Fields(s), " "); len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "..."
	}
	return `"` + s + `"`
}
