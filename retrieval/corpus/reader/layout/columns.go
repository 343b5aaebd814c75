package layout

import (
	"cmp"
	"slices"
)

// What two columns have at least. A table or a masthead has less.
const (
	columnRows  = 5
	filled      = 0.5  // of a column's width, by half of its lines
	maxColumns  = 3000 // segments on a page that are searched for columns
	columnSteps = 120  // places that are tried for what lies between columns
)

// columns gives the segments in blocks, in the order in which they are read:
// what runs over the whole width, then the left column, then the right.
func columns(segs []segment, depth int) [][]segment {
	if depth == 0 || len(segs) < 2*columnRows || len(segs) > maxColumns {
		return [][]segment{segs}
	}
	segs = slices.Clone(segs)
	slices.SortStableFunc(segs, func(a, b segment) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	best, bands := 0, []band(nil)
	around := bounds(segs)
	width := around.x1 - around.x0
	for step := range columnSteps {
		x := around.x0 + width*(0.2+0.6*float64(step)/columnSteps)
		if got, n := bandsAt(segs, x, around); n > best {
			best, bands = n, got
		}
	}
	if best == 0 {
		return [][]segment{segs}
	}
	var out [][]segment
	at := 0
	for _, b := range bands {
		if b.from > at {
			out = append(out, segs[at:b.from])
		}
		left, right := b.sides(segs)
		if rtlColumns(segs[b.from:b.to]) {
			left, right = right, left
		}
		out = append(out, columns(left, depth-1)...)
		out = append(out, columns(right, depth-1)...)
		at = b.to
	}
	if at < len(segs) {
		out = append(out, segs[at:])
	}
	return out
}

func rtlColumns(segs []segment) bool {
	row := make([]int, len(segs))
	for i := range row {
		row[i] = i
	}
	return rightToLeft(segs, row)
}

func bounds(segs []segment) box {
	b := segs[0].box
	for _, s := range segs {
		b = b.with(s.box)
	}
	return b
}

// band is a stretch of segments, from the top down, that none crosses x in.
type band struct {
	from, to int
	x        float64
}

func (b band) sides(segs []segment) (left, right []segment) {
	for _, s := range segs[b.from:b.to] {
		if s.x1 <= b.x {
			left = append(left, s)
		} else {
			right = append(right, s)
		}
	}
	return left, right
}

// bandsAt finds the stretches in which the text stands in two columns on both
// sides of x, and how many lines they have.
func bandsAt(segs []segment, x float64, around box) (out []band, n int) {
	from := 0
	for i := 0; i <= len(segs); i++ {
		if i < len(segs) && !(segs[i].x0 < x+2 && segs[i].x1 > x-2) {
			continue
		}
		b := band{from, i, x}
		if i-from >= 2*columnRows && b.twoColumns(segs, around) {
			out = append(out, b)
			n += i - from
		}
		from = i + 1
	}
	return out, n
}

// twoColumns: both sides have lines enough, side by side, and most of them are
// as wide as the side.
func (b band) twoColumns(segs []segment, around box) bool {
	left, right := b.sides(segs)
	if len(left) < columnRows || len(right) < columnRows {
		return false
	}
	l, r := bounds(left), bounds(right)
	if l.overlap(r) < 0.5 {
		return false
	}
	least := 0.2 * (around.x1 - around.x0)
	return l.x1-l.x0 > least && r.x1-r.x0 > least && fills(left, l) && fills(right, r)
}

// fills looks at whole lines, as a line may be printed in pieces.
func fills(segs []segment, b box) bool {
	lines := linesOf(segs)
	n := 0
	for _, l := range lines {
		if l.x1-l.x0 > filled*(b.x1-b.x0) {
			n++
		}
	}
	return len(lines) >= columnRows && 2*n >= len(lines)
}
