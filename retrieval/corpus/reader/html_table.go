package reader

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Tables. A row is printed on one line, its cells set apart by bars, so that it
// stays together what a row says of whom; where a cell holds much, its paragraphs
// stand on the lines below, and no blank line before the next row. A table that
// only lays out the page is printed as if it were none.

const (
	longCell  = 300 // bytes of a cell that is no table's but the page's
	nameCell  = 60  // of one that names what its row is on
	mostAbove = 100 // rows that a cell spans at most
)

// row prints a table's row.
func (p *printer) row(n *html.Node) {
	p.paragraph()
	defer p.paragraph()
	cells, nested, long := cellsOf(n)
	switch {
	case len(cells) < 2 || nested || long && !(names(n, cells) && p.inMatrix(n)):
		for _, c := range cells {
			p.paragraph()
			p.children(c)
		}
	case long:
		p.rowOfParagraphs(n, cells)
	default:
		p.line.WriteString(p.barred(n, cells))
	}
}

// cellsOf gives a row's cells, and whether one holds a table or a quotation, or much.
func cellsOf(n *html.Node) (cells []*html.Node, nested, long bool) {
	for c := range n.ChildNodes() {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || hidden(c) {
			continue
		}
		cells = append(cells, c)
		for d := range c.Descendants() {
			nested = nested || d.DataAtom == atom.Table || d.DataAtom == atom.Blockquote
			if d.DataAtom == atom.P && !long {
				long = len(textOf(c)) > longCell
			}
		}
	}
	return cells, nested, long
}

// barred gives the cells of a row on a line. The first stays, though it is empty,
// where the cell above it spans this row or nothing else stands before a bar.
func (p *printer) barred(n *html.Node, cells []*html.Node) string {
	var texts []string
	for i, c := range cells {
		if t := textOf(c); t != "" || i == 0 {
			texts = append(texts, t)
		}
	}
	if spanned(n) {
		texts = append([]string{""}, texts...)
	}
	if !spanned(n) && texts[0] == "" && len(texts) < 3 {
		texts = texts[1:]
	}
	return strings.Join(texts, " | ")
}

// rowOfParagraphs prints a row whose cells hold paragraphs: with a bar behind each
// cell, or before it where the first one is the row's above.
func (p *printer) rowOfParagraphs(n *html.Node, cells []*html.Node) {
	p.tight++
	below := spanned(n)
	for i, c := range cells {
		if below {
			p.line.WriteString("| ")
		}
		p.children(c)
		if below {
			p.breakLine()
		} else if i+1 < len(cells) {
			p.line.WriteString(" |")
		}
	}
	p.breakLine()
	p.tight--
}

// spanned tells whether the first cell of a row above spans the row.
func spanned(n *html.Node) bool {
	down := 1
	for above := n.PrevSibling; above != nil && down < mostAbove; above = above.PrevSibling {
		if above.DataAtom != atom.Tr {
			continue
		}
		for c := range above.ChildNodes() {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			if rows, err := strconv.Atoi(attr(c, "rowspan")); err == nil && (rows > down || rows == 0) {
				return true
			}
			break
		}
		down++
	}
	return false
}

// names tells whether a cell of a row is a few words that may be a name, or is
// that of a row above.
func names(row *html.Node, cells []*html.Node) bool {
	if spanned(row) {
		return true
	}
	for _, c := range cells {
		if isNameCell(textOf(c)) {
			return true
		}
	}
	return false
}

func isNameCell(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	letters := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return s != "" && len(s) <= nameCell && unicode.IsLetter(r) && !unicode.IsLower(r) && !endsSentence(s) && (letters < 0 || letters > 1 || r > 0x2000)
}

// inMatrix tells whether two rows or more of a row's table have a name each, as
// a matrix has and a page's layout has not.
func (p *printer) inMatrix(n *html.Node) bool {
	if is, ok := p.matrix[n.Parent]; ok {
		return is
	}
	if p.matrix == nil {
		p.matrix = map[*html.Node]bool{}
	}
	p.matrix[n.Parent] = matrix(n.Parent)
	return p.matrix[n.Parent]
}

func matrix(table *html.Node) bool {
	found := 0
	for r := range table.ChildNodes() {
		if r.DataAtom != atom.Tr {
			continue
		}
		if cells, nested, _ := cellsOf(r); len(cells) > 1 && !nested && names(r, cells) {
			if found++; found > 1 {
				return true
			}
		}
	}
	return false
}
