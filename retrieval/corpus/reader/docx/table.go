package docx

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Tables. A row is a paragraph, its cells set apart by bars. Where a cell holds
// much, their paragraphs stand on lines of their own with a bar between the cells, so that it stays together what is said of whom; and a
// table of which not two rows have a name for it only lays out the page.

const (
	longCell = 300 // bytes of a paragraph that is no table's cell but the page's
	nameCell = 60  // of one that names what its row is on
)

// table is one whose rows are gathered.
type table struct {
	rows  []*row
	depth int // rows that it lies in
}

// row is a table's row.
type row struct {
	cells [][]block
	long  bool // a cell holds more than a table's cell does
}

func (b *body) row() *row {
	if len(b.rows) == 0 {
		return nil
	}
	return b.rows[len(b.rows)-1]
}

// endRow puts a row to its table.
func (b *body) endRow() {
	r := b.row()
	if r == nil {
		return
	}
	b.rows = b.rows[:len(b.rows)-1]
	if n := len(b.tables); n > 0 && b.tables[n-1].depth == len(b.rows) {
		b.tables[n-1].rows = append(b.tables[n-1].rows, r)
		return
	}
	b.addRow(r, false)
}

// endTable makes paragraphs of a table's rows.
func (b *body) endTable() {
	n := len(b.tables)
	if n == 0 {
		return
	}
	t := b.tables[n-1]
	b.tables = b.tables[:n-1]
	named := 0
	for _, r := range t.rows {
		if r.named() {
			named++
		}
	}
	for _, r := range t.rows {
		b.addRow(r, named > 1)
	}
}

// named tells whether a cell of a row of several is a few words that may be a
// name, or the first is empty, so that the row is of the one above.
func (r *row) named() bool {
	full, named := 0, len(r.cells) > 2 && textOf(r.cells[0]) == ""
	for _, c := range r.cells {
		if text := textOf(c); text != "" {
			full++
			named = named || isName(text)
		}
	}
	return full > 1 && named
}

func isName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	letters := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(s) <= nameCell && unicode.IsLetter(r) && !unicode.IsLower(r) && !endsSentence(s) && (letters < 0 || letters > 1 || r > 0x2000)
}

// textOf gives a cell's text on one line.
func textOf(cell []block) string {
	var words []string
	for _, d := range cell {
		words = append(words, strings.Fields(d.Text)...)
	}
	return strings.Join(words, " ")
}

// addRow adds a row's paragraphs; matrix tells that it is of a table of names.
func (b *body) addRow(r *row, matrix bool) {
	switch {
	case r.long && !(matrix && r.named()):
		for _, c := range r.cells {
			for _, d := range c {
				b.add(d)
			}
		}
	case r.long:
		b.add(block{Paragraph: Paragraph{Text: paragraphsOf(r)}, row: true})
	default:
		if text := barred(r); text != "" {
			b.add(block{Paragraph: Paragraph{Text: text}, row: true})
		}
	}
}

// barred gives a row's cells on a line; an empty one is left out, unless it is the
// first, which goes on the cell above it.
func barred(r *row) string {
	var texts []string
	for i, c := range r.cells {
		if text := textOf(c); text != "" || i == 0 {
			texts = append(texts, text)
		}
	}
	if len(texts) > 0 && len(texts) < 3 && texts[0] == "" {
		texts = texts[1:]
	}
	return strings.TrimSpace(strings.Join(texts, " | "))
}

// paragraphsOf gives a row whose cells hold paragraphs.
func paragraphsOf(r *row) string {
	var out strings.Builder
	for i, c := range r.cells {
		switch i {
		case 0:
		case 1:
			out.WriteString(" |\n")
		default:
			out.WriteString("\n|\n")
		}
		for k, d := range c {
			if k > 0 {
				out.WriteByte('\n')
			}
			out.WriteString(d.Text)
		}
	}
	return strings.TrimSpace(out.String())
}
