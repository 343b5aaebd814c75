package layout

import (
	"math"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// small is the share of the body's size under which print is a footnote's.
const small = 0.93

const raisedDigits = `[⁰¹²³⁴⁵⁶⁷⁸⁹]+`

var (
	noteBegins = regexp.MustCompile(`^(?:(` + raisedDigits + `) ?|(\d{1,3}) +|(\*{1,4}|†|‡) *)[^\s\d*]`)
	noteRef    = regexp.MustCompile(`(` + raisedDigits + `)(?:[,،–-] ?` + raisedDigits + `)*`)
	starRef    = regexp.MustCompile(`[\p{L}\p{N}\p{P}](\*{1,4}|†|‡)(?:[\s.,;:)]|$)`)
)

// block is the lines of a column, or of what stands above and below columns.
type block []line

// notes takes the footnotes off the pages' blocks and gives their marks.
func notes(pages [][]block, body float64) map[string]bool {
	found := map[string]bool{}
	open := false // the page before ended in a footnote
	for _, blocks := range pages {
		refs := refsOn(blocks)
		any := false
		foot := footOf(blocks)
		body := math.Min(body, above(blocks, foot, body)) // an annex may be in small print as a whole
		for i, b := range blocks {
			cut := noteStart(b, refs, body, foot)
			if cut == len(b) {
				continue
			}
			for _, l := range b[cut:] {
				if m := markOf(l.text); m != "" {
					found[m] = true
				}
			}
			if open {
				cut = goesOn(b, cut, body)
			}
			blocks[i] = b[:cut]
			any = true
		}
		open = any
	}
	return found
}

// noteStart gives the line with which the footnotes at a block's foot begin:
// small print, or lines that begin with a raised mark, and a mark that the text
// above has, or a place well apart.
func noteStart(b block, refs map[string]bool, body, foot float64) int {
	cut := len(b)
	for i := len(b) - 1; i > 0; i-- {
		l := b[i]
		lifted := noteRef.FindStringIndex(l.text)
		if l.size() > small*body && (lifted == nil || lifted[0] != 0) && !starts(l.text, "*") {
			break
		}
		m := markOf(l.text)
		if m == "" {
			continue
		}
		apart := l.y0-b[i-1].y1 > 0.8*body && l.y0 > foot && l.size() < small*body
		if refs[m] || apart {
			cut = i
		}
	}
	return cut
}

func starts(s, prefix string) bool { return strings.HasPrefix(s, prefix) }

// goesOn takes in the end of a footnote that began on the page before: small
// print right above the first note.
func goesOn(b block, cut int, body float64) int {
	for cut > 1 && b[cut-1].size() < small*body && b[cut].y1-b[cut-1].y1 < 1.6*b[cut].size() {
		cut--
	}
	return cut
}

// footOf gives the height below which a page's lower part is.
func footOf(blocks []block) float64 {
	top, bottom := 0.0, 0.0
	for i, b := range blocks {
		for j, l := range b {
			if i == 0 && j == 0 || l.y0 < top {
				top = l.y0
			}
			if i == 0 && j == 0 || l.y1 > bottom {
				bottom = l.y1
			}
		}
	}
	return top + 0.6*(bottom-top)
}

// above gives the size in which most of what stands above a height is printed;
// other where nothing does.
func above(blocks []block, foot, other float64) float64 {
	var upper block
	for _, b := range blocks {
		for _, l := range b {
			if l.y1 < foot {
				upper = append(upper, l)
			}
		}
	}
	if size := bodySize([][]block{{upper}}); size > 0 {
		return size
	}
	return other
}

// markOf gives the mark that a footnote begins with, its digits lowered.
func markOf(s string) string {
	g := noteBegins.FindStringSubmatch(s)
	if g == nil {
		return ""
	}
	return lower.Replace(g[1]) + g[2] + g[3]
}

var lower = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// refsOn lists the marks within a page's lines.
func refsOn(blocks []block) map[string]bool {
	out := map[string]bool{}
	for _, b := range blocks {
		for _, l := range b {
			for _, at := range noteRef.FindAllStringIndex(l.text, -1) {
				if at[0] == 0 {
					continue
				}
				for _, m := range strings.FieldsFunc(l.text[at[0]:at[1]], func(r rune) bool { return strings.ContainsRune(",،–- ", r) }) {
					out[lower.Replace(m)] = true
				}
			}
			for _, g := range starRef.FindAllStringSubmatch(l.text, -1) {
				out[g[1]] = true
			}
		}
	}
	return out
}

// units are words after which a raised digit is an exponent.
var units = map[string]bool{"m": true, "km": true, "cm": true, "mm": true, "dm": true, "x": true, "n": true, "м": true, "км": true}

// unmarked takes the marks that point to footnotes out of a line, and puts the
// space that the printer left out.
func unmarked(s string, found map[string]bool) string {
	at := noteRef.FindAllStringIndex(s, -1)
	if at == nil {
		return s
	}
	var b strings.Builder
	from := 0
	for _, m := range at {
		if m[0] == 0 || !pointer(s[:m[0]], s[m[0]:m[1]], found) {
			continue
		}
		b.WriteString(s[from:m[0]])
		from = m[1]
		r, _ := utf8.DecodeRuneInString(s[from:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("“«(", r) {
			b.WriteByte(' ')
		}
	}
	b.WriteString(s[from:])
	return b.String()
}

// pointer tells whether raised digits point to a footnote. After a number or a
// unit they do so only where there is such a footnote.
func pointer(before, mark string, found map[string]bool) bool {
	first := noteRef.FindStringSubmatch(mark)[1]
	if found[lower.Replace(first)] {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	words := strings.Fields(before)
	return !unicode.IsDigit(r) && !unicode.IsSpace(r) && !units[words[len(words)-1]]
}
