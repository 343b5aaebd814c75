package corpus

import (
	"regexp"
	"slices"
	"strings"
)

// Tables. A matrix of positions has the States in a column, or in its head: what
// stands in such a row or column is of that State or about it, whoever put the
// table together. The cells of a row stand on one line, set apart by bars, or by
// tabs and wide spaces where a table was typed; what goes on a row stands on the
// lines below it, up to a blank one or to the next row. A row whose first cell is
// empty goes on the row above, as cells do that span several rows.

// A typed table shows by its columns: another line's cell begins below or above.

const (
	mostRows   = 200     // rows that a table has at most up to its head
	mostBlock  = 8 << 10 // bytes between blank lines that are looked at on either side
	longestRow = 120     // bytes of a cell that is a name
	typedCells = 4       // cells of a typed row at most: justified text has wide spaces too
)

// wideSpace sets the cells of a typed table apart.
var wideSpace = regexp.MustCompile(` *\t[ \t]*| {3,}`)

// cellsOf gives the cells of a line; nil where it is no row with bars.
func cellsOf(line string) []string {
	words := strings.TrimSpace(line)
	if !strings.Contains(words, "|") {
		return nil
	}
	if strings.HasPrefix(words, "|") && strings.HasSuffix(words, "|") && len(words) > 1 { // as Markdown writes rows
		words = words[1 : len(words)-1]
	}
	cells := strings.Split(words, "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// tabled tells whether a sentence stands in a row of a table of which a cell is
// another's name, or the head of its column names another.
func (n naming) tabled(s Sentence) bool {
	text := n.o.text
	from, to := n.blockAt(s.Span)
	if !strings.Contains(text[from:to], "|") {
		return n.typed(text[from:to], s.Start-from)
	}
	if n.anotherInRow(text[from:to]) {
		return true
	}
	row := strings.LastIndexByte(text[:s.Start], '\n') + 1
	own := n.lines(s.Span)
	isRow := false
	for line := range strings.Lines(own) {
		cells := cellsOf(line)
		isRow = isRow || cells != nil
		if n.anotherIn(cells) {
			return true
		}
	}
	for range mostRows {
		if isRow && n.begins(text[row:min(row+longestRow*2, len(text))]) {
			break
		}
		before, ok := rowAbove(text, row)
		if !ok {
			break
		}
		row = before
		cells := cellsOf(lineAt(text, row))
		isRow = isRow || cells != nil
		if n.anotherIn(cells) {
			return true
		}
	}
	return isRow && n.anotherIn(cellsOf(lineAt(text, tableHead(text, row))))
}

// anotherInRow tells whether a block that is one row, whose cells stand on lines of
// their own, has another's name for a cell.
func (n naming) anotherInRow(block string) bool {
	names, bars := false, false
	for line := range strings.Lines(block) {
		line = strings.TrimSpace(line)
		first, last := strings.HasPrefix(line, "|"), strings.HasSuffix(line, "|")
		bars = bars || first != last || line == "|"
		names = names || len(line) <= longestRow && n.anotherCell(strings.Trim(line, "| "))
	}
	return bars && names
}

// begins tells whether a row begins with a cell that is not empty.
func (n naming) begins(line string) bool {
	line, _, _ = strings.Cut(line, "\n")
	cells := cellsOf(line)
	return len(cells) > 0 && cells[0] != ""
}

// blockAt widens a span to the blank lines around it.
func (n naming) blockAt(s Span) (from, to int) {
	text := n.o.text
	from, to = max(0, s.Start-mostBlock), min(len(text), s.End+mostBlock)
	if i := strings.LastIndex(text[from:s.Start], "\n\n"); i >= 0 {
		from += i + 2
	}
	if i := strings.Index(text[s.End:to], "\n\n"); i >= 0 {
		to = s.End + i
	}
	return from, to
}

func lineAt(text string, at int) string {
	line, _, _ := strings.Cut(text[at:min(len(text), at+mostBlock)], "\n")
	return line
}

// rowAbove gives the offset of the line above the one at an offset, where it may
// be of the same table: behind a blank line only a row is.
func rowAbove(text string, at int) (int, bool) {
	above := strings.TrimRight(text[:at], "\n\r ")
	if above == "" {
		return 0, false
	}
	begin := strings.LastIndexByte(above, '\n') + 1
	if gap := strings.Count(text[len(above):at], "\n") > 1; gap && !strings.Contains(blockAbove(above), "|") {
		return 0, false
	}
	return begin, true
}

// blockAbove gives the first line of the block with which a text ends.
func blockAbove(text string) string {
	text = text[max(0, len(text)-mostBlock):]
	if i := strings.LastIndex(text, "\n\n"); i >= 0 {
		text = text[i+2:]
	}
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// tableHead gives the offset of the first row of the table that a row is of.
func tableHead(text string, row int) int {
	head := row
	for at, misses := row, 0; misses < mostRows; misses++ {
		above, ok := rowAbove(text, at)
		if !ok {
			break
		}
		if at = above; cellsOf(lineAt(text, at)) != nil {
			head = at
		}
	}
	return head
}

// anotherIn tells whether a cell is the name of another.
func (n naming) anotherIn(cells []string) bool { return slices.ContainsFunc(cells, n.anotherCell) }

// anotherCell tells whether a cell is the name of another State or group, or of
// another's delegation or representative, with no more than a mark beside it.
func (n naming) anotherCell(cell string) bool {
	if cell == "" || len(cell) > longestRow {
		return false
	}
	cell = strings.TrimRight(cell[listMarker(cell).size:], "*†‡:.,;¹²³ ")
	if n.another(cell) {
		return true
	}
	if len(cell) < 4 && cell != strings.ToUpper(cell) { // "My" is no code
		return false
	}
	v := n.states.voiceOf(speakerName(cell))
	voice, ok := n.states.Voice(v.code)
	return ok && v.code != "" && voice.Kind != KindBody && !n.own(v.code) && !slices.ContainsFunc(v.behalf, n.own)
}

// typed tells whether what stands at an offset of a block is of a typed row whose
// first cell is another's name.
func (n naming) typed(block string, at int) bool {
	if !strings.Contains(block, "\t") && !strings.Contains(block, "   ") {
		return false
	}
	for row, lines := strings.LastIndexByte(block[:at], '\n')+1, 0; lines < typedLines; lines++ {
		line, _, _ := strings.Cut(block[row:], "\n")
		if line != "" && line[0] != ' ' && line[0] != '\t' {
			gap := wideSpace.FindStringIndex(line)
			return gap != nil && len(wideSpace.Split(strings.TrimRight(line, " \t\r"), typedCells+2)) <= typedCells &&
				n.anotherCell(line[:gap[0]]) && (strings.Contains(line[gap[0]:gap[1]], "\t") || aligned(block, row, columns(line[:gap[1]])))
		}
		if row == 0 {
			break
		}
		row = strings.LastIndexByte(block[:row-1], '\n') + 1
	}
	return false
}

// typedLines is how many lines a typed cell has at most.
const typedLines = 40

// aligned tells whether another line of a block has a cell, or begins, at the
// column at which the second cell of a line begins.
func aligned(block string, row, column int) bool {
	at := 0
	for other := range strings.Lines(block) {
		here := at
		at += len(other)
		if here == row {
			continue
		}
		for _, gap := range wideSpace.FindAllStringIndex(strings.TrimRight(other, " \t\r\n"), typedCells) {
			if columns(other[:gap[1]]) == column {
				return true
			}
		}
	}
	return false
}

// nearRows is how many paragraphs apart the rows of a table are at most whose
// cells stand one below the other.
const nearRows = 12

// cellAlone tells whether a paragraph that is another's name is a cell of a table
// whose cells stand one below the other, as they are printed of a PDF: the next
// line is of that State, and the same stands above or below of another.
func (n naming) cellAlone(i int) bool {
	if !n.rowBelow(i) {
		return false
	}
	for j := max(0, i-nearRows); j < min(len(n.o.Paragraphs), i+nearRows+1); j++ {
		if j != i && n.rowBelow(j) {
			return true
		}
	}
	return false
}

// rowBelow tells whether a paragraph is another's name and the next line, with no
// blank one between, begins with that name.
func (n naming) rowBelow(i int) bool {
	if i+1 >= len(n.o.Paragraphs) {
		return false
	}
	p, next := n.o.Paragraphs[i], n.o.Paragraphs[i+1]
	if p.Len() > longestLabel || strings.Contains(n.o.text[p.End:next.Start], "\n\n") || !n.another(p.In(n.o.text)) {
		return false
	}
	words := next.In(n.o.text)
	words = strings.ToValidUTF8(words[:min(len(words), longestLabel)], "")
	found := n.states.Find(words)
	return len(found) > 0 && found[0].Start <= 4 && n.speaksOf(p.In(n.o.text), words[:found[0].End])
}
