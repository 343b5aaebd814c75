package layout

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// line is a printed line of one column.
type line struct {
	box
	text string
	rtl  bool
	cell bool // it stands beside the line before it, far off
	segs []int

	turn bool    // it begins a table's cell, of several lines
	lead bool    // it is all of such a cell, few words, and another cell stands beside it
	edge float64 // where the lines of that cell end; 0 outside of such cells
}

// cellApart is the gap, in sizes, over which what stands on one line does not
// read on: a masthead's left and right, a table's cells.
const cellApart = 4

// linesOf puts segments on one height together, from the top down.
func linesOf(segs []segment) []line {
	order := make([]int, len(segs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(segs[a].y0+segs[a].y1, segs[b].y0+segs[b].y1) })
	var out []line
	var row []int
	var band box
	flush := func() {
		if len(row) > 0 {
			out = append(out, lineOf(segs, row)...)
		}
		row = nil
	}
	for _, i := range order {
		s := segs[i]
		if len(row) > 0 && band.overlap(s.box) < 0.5 {
			flush()
		}
		if len(row) == 0 {
			band = s.box
		} else if s.size() > band.size() { // the largest says where the line is
			band.y0, band.y1 = s.y0, s.y1
		}
		row = append(row, i)
	}
	flush()
	return out
}

// lineOf makes a row's lines: one, or several that stand far apart.
func lineOf(segs []segment, row []int) []line {
	rtl := rightToLeft(segs, row)
	slices.SortStableFunc(row, func(a, b int) int {
		if rtl {
			return cmp.Compare(segs[b].x1, segs[a].x1)
		}
		return cmp.Compare(segs[a].x0, segs[b].x0)
	})
	main := segs[row[0]].box
	for _, i := range row {
		if b := segs[i].box; b.size() > main.size() {
			main = b
		}
	}
	var out []line
	for n, i := range row {
		s := segs[i]
		s.text = raised(s, main)
		if n == 0 || far(segs[row[n-1]], s, out[len(out)-1].text, rtl) {
			out = append(out, line{box: s.box, text: s.text, rtl: rtl, cell: n > 0, segs: []int{i}})
			continue
		}
		l := &out[len(out)-1]
		if before := segs[row[n-1]]; before.after || s.before || gap(before, s, rtl) > 0.15*main.size() {
			l.text += " "
		}
		l.text += s.text
		l.segs = append(l.segs, i)
		l.box = l.with(s.box)
	}
	for i := range out { // a mark above the line does not make it taller
		out[i].y0, out[i].y1 = main.y0, main.y1
	}
	return out
}

func gap(a, b segment, rtl bool) float64 {
	if rtl {
		return a.x0 - b.x1
	}
	return b.x0 - a.x1
}

// far tells whether a segment begins a cell of its own. A paragraph's number
// goes with the paragraph however far it stands out.
func far(a, b segment, before string, rtl bool) bool {
	return gap(a, b, rtl) > cellApart*max(a.size(), b.size()) && !isLabel(before)
}

// rightToLeft tells a row of Arabic or Hebrew letters.
func rightToLeft(segs []segment, row []int) bool {
	n := 0
	for _, i := range row {
		for _, r := range segs[i].text {
			switch {
			case unicode.In(r, unicode.Arabic, unicode.Hebrew):
				n++
			case unicode.IsLetter(r):
				n--
			}
		}
	}
	return n > 0
}

// raised gives a segment's text, with its digits raised where they are
// printed so: smaller, as high as the line, and not as low. Small print on the
// same line is lower at its top.
func raised(s segment, main box) string {
	size := main.size()
	if s.size() > 0.85*size || main.y1-s.y1 < 0.12*size || s.y0-main.y0 > 0.12*size || !markLike.MatchString(s.text) {
		return s.text
	}
	return raise.Replace(s.text)
}

// markLike: what points to a footnote, or is an exponent.
var markLike = regexp.MustCompile(`^[\[(]?\d{1,3}(?: ?[,،–-] ?\d{1,3}){0,5}[\])]?$`)

var raise = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
