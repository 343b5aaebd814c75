package layout

import (
	"math"
	"slices"
)

// A table's cells may hold several lines each. Printed line by line, as pages
// have them, a sentence of one cell would run on in its neighbour's.

const (
	cellAlign = 6   // points by which lines of one cell may be out of line
	nameCell  = 60  // bytes of a cell that may be a name
	cellPitch = 1.7 // the most that a cell's lines are apart, in sizes
)

// byCell puts the lines of a block that are wrapped within a table's cells in
// the order in which they are read: one cell after the other.
func byCell(b block) block {
	if !slices.ContainsFunc(b, func(l line) bool { return l.cell }) {
		return b
	}
	rows := rowsOf(b)
	var out block
	for i := 0; i < len(rows); {
		n := cellRows(rows[i:])
		if n < 2 {
			out = append(out, rows[i]...)
			i++
			continue
		}
		out = append(out, inTurn(rows[i:i+n])...)
		i += n
	}
	return out
}

// cellRows counts the rows from the first on that stand in the first one's
// cells, of which one at least reads on in the next; 0 where none does.
func cellRows(rows [][]line) int {
	first := rows[0]
	if len(first) < 2 || slices.ContainsFunc(first, func(l line) bool { return l.rtl }) {
		return 0
	}
	n, onward := 1, false
	for ; n < len(rows); n++ {
		if d := rows[n][0].y1 - rows[n-1][0].y1; d > cellPitch*rows[n][0].size() || !within(rows[n], first) {
			break
		}
		for _, l := range rows[n] {
			above := slices.IndexFunc(rows[n-1], func(a line) bool { return math.Abs(a.x0-l.x0) < cellAlign })
			onward = onward || above >= 0 && startsLower(l.text) && !endsSentence(rows[n-1][above].text)
		}
	}
	if !onward {
		return 0
	}
	return n
}

// within tells whether each line of a row stands in a cell of the first row.
func within(row, first []line) bool {
	for _, l := range row {
		c := cellOf(l, first)
		if c < 0 || l.rtl || c+1 < len(first) && l.x1 > first[c+1].x0 {
			return false
		}
	}
	return true
}

func cellOf(l line, first []line) int {
	return slices.IndexFunc(first, func(f line) bool { return math.Abs(f.x0-l.x0) < cellAlign })
}

// inTurn gives the rows' lines cell by cell.
func inTurn(rows [][]line) block {
	var out block
	for c := range rows[0] {
		var cell block
		edge := 0.0
		for _, row := range rows {
			for _, l := range row {
				if cellOf(l, rows[0]) == c {
					cell, edge = append(cell, l), math.Max(edge, l.x1)
				}
			}
		}
		for i := range cell {
			cell[i].cell, cell[i].turn, cell[i].edge = false, i == 0, edge
		}
		if len(cell) == 1 && c+1 < len(rows[0]) {
			cell[0].lead = len(cell[0].text) <= nameCell && !endsSentence(cell[0].text)
		}
		out = append(out, cell...)
	}
	return out
}
