package docx

import (
	"strings"
	"unicode"
)

// Document is what a file says.
type Document struct {
	Paragraphs []Paragraph
}

// Paragraph is a paragraph of the body, or a row of a table.
type Paragraph struct {
	Text  string
	Title bool // it bears the style of a title
	Apart bool // it is set apart from the text around it, as quotations are: see apart.go
}

// maxText is how many bytes of text a document may have.
const maxText = 4 << 20

// Read reads a file. Every error is one of this package's.
func Read(data []byte) (Document, error) {
	a, err := open(data)
	if err != nil {
		return Document{}, err
	}
	name, err := a.main()
	if err != nil {
		return Document{}, err
	}
	dir := name[:strings.LastIndexByte(name, '/')+1]
	parts := map[string][]byte{}
	for _, part := range []string{name, dir + "styles.xml", dir + "numbering.xml"} {
		if parts[part], err = a.part(part); err != nil {
			return Document{}, err
		}
	}
	b := &body{}
	if b.styles, err = readStyles(parts[dir+"styles.xml"]); err != nil {
		return Document{}, err
	}
	if b.numbers, err = readNumbering(parts[dir+"numbering.xml"], b.styles); err != nil {
		return Document{}, err
	}
	if err := walk(parts[name], b.begin, b.end, b.chars); err != nil {
		return Document{}, err
	}
	if b.size > maxText {
		return Document{}, ErrTooLarge
	}
	return b.document(), nil
}

// body gathers paragraphs.
type body struct {
	styles  map[string]style
	numbers *numbering

	out    []block
	open   []*para // paragraphs within each other: a box of text stands in one
	tables []*table
	rows   []*row // of tables within each other
	skip   int    // depth within what is not shown
	inText bool
	props  props
	size   int
	carry  string // text of a paragraph whose end was deleted
}

// para is a paragraph.
type para struct {
	text   strings.Builder
	style  string
	num    string
	level  int
	levels bool
	hidden bool // its end is: where nothing else is in it, it is not there
	joins  bool // its end was deleted: it goes on in the next one
	indent indent

	italic, upright int // letters of it that are in italics, and that are not
}

// props is where the walk is among properties.
type props struct {
	para, run bool // within pPr; within rPr
	hidden    bool // the run is
	raised    bool // the run is printed above the line
	italic    tri  // what the run says of italics
	slant     bool // its style sets it in italics
	prompt    bool // the form's field is empty
}

// notShown are elements of which nothing is shown.
var notShown = map[string]bool{
	"del": true, "moveFrom": true, "Fallback": true, "instrText": true, "delText": true, "rt": true,
	"sectPr": true, "tblPr": true, "trPr": true, "tcPr": true, "object": true, "annotation": true, "footnote": true, "endnote": true, "comment": true, "numberingChange": true,
}

func (b *body) begin(e element) {
	if b.skip > 0 || b.unseen(e.name) {
		b.skip++
		return
	}
	switch {
	case b.props.para || b.props.run:
		b.property(e)
	default:
		b.content(e)
	}
	switch e.name {
	case "pPr":
		b.props.para = true
	case "rPr":
		b.props.run = true
	}
}

// unseen tells whether nothing is shown of an element. Among properties "del"
// speaks of the paragraph's end.
func (b *body) unseen(name string) bool {
	switch name {
	case "pPrChange", "rPrChange":
		return true
	case "sdtContent":
		return b.props.prompt
	}
	return notShown[name] && !b.props.para && !b.props.run
}

// content is an element outside of properties.
func (b *body) content(e element) {
	switch e.name {
	case "p":
		b.open = append(b.open, &para{})
	case "r":
		b.props.beginRun()
	case "t":
		b.inText = true
	case "tab", "ptab":
		b.write(" ")
	case "br", "cr":
		b.write("\n")
	case "noBreakHyphen":
		b.write("-")
	case "sym":
		b.write(string(unicode.ReplacementChar))
	case "tbl":
		b.tables = append(b.tables, &table{depth: len(b.rows)})
	case "tr":
		b.rows = append(b.rows, &row{})
	case "tc":
		if r := b.row(); r != nil {
			r.cells = append(r.cells, nil)
		}
	case "sdt":
		b.props.prompt = false
	case "showingPlcHdr":
		b.props.prompt = e.on()
	}
}

// property is an element within a paragraph's or a run's properties.
func (b *body) property(e element) {
	p := b.para()
	switch e.name {
	case "vanish", "specVanish":
		if !b.props.para {
			b.props.hidden = e.on()
		}
	case "strike", "dstrike": // as edits of a draft are marked by hand
		b.props.hidden = b.props.hidden || !b.props.para && e.on()
	case "vertAlign":
		b.props.raised = e.attr("val") == "superscript"
	case "rStyle":
		b.props.hidden = b.props.hidden || b.styles[e.attr("val")].hidden
		b.props.slant = b.styles[e.attr("val")].italic == yes
	case "i", "iCs":
		if !b.props.para {
			b.props.italic = said(e.on())
		}
	}
	if p == nil || !b.props.para {
		return
	}
	switch e.name {
	case "pStyle":
		p.style = e.attr("val")
	case "numId":
		p.num = e.attr("val")
	case "ilvl":
		p.level, p.levels = number(e.attr("val"), 0, levels-1), true
	case "del", "moveFrom":
		p.joins = true
	case "ind":
		p.indent.set(e)
	case "vanish":
		p.hidden = e.on()
	}
}

func (b *body) end(name string) {
	if b.skip > 0 {
		if b.skip--; b.skip == 0 && name == "sdtContent" {
			b.props.prompt = false
		}
		return
	}
	switch name {
	case "pPr":
		b.props.para = false
	case "rPr":
		b.props.run = false
	case "t":
		b.inText = false
	case "r":
		b.props.beginRun()
	case "p":
		b.endPara()
	case "tr":
		b.endRow()
	case "tbl":
		b.endTable()
	}
}

func (b *body) chars(s string) {
	if b.inText && b.skip == 0 {
		b.write(s)
	}
}

func (b *body) write(s string) {
	if p := b.para(); p != nil && !b.props.hidden && b.size <= maxText {
		if b.props.raised { // an exponent, or a mark that was set by hand
			s = raise.Replace(s)
		}
		p.text.WriteString(s)
		p.slanted(s, b.props.slants(b.styles[p.style]))
		b.size += len(s)
	}
}

func (b *body) para() *para {
	if len(b.open) == 0 {
		return nil
	}
	return b.open[len(b.open)-1]
}

var raise = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
