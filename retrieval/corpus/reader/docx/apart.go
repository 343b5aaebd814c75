package docx

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// Paragraphs that are set apart from the text around them, as quotations are: by
// a style for quotations, by italics from their first letter to their last, or by
// an indent on both sides, or a deep one on one side. Where much of a document is
// set so, it is how the document is set, and tells nothing. Items of lists and
// rows of tables are set apart by neither italics nor indents.

const (
	proseLeast  = 60  // bytes of a paragraph of running text
	apartLeast  = 25  // of one in italics or indented that says something
	styledMost  = 60  // percent of the text in a style for quotations, beyond which the style tells nothing
	slantedMost = 40  // the same for italics, and for indents
	bothSides   = 200 // twentieths of a point that a paragraph is indented on each side at least
	oneSide     = 500 // or on one side
)

// quoteStyle: the names of styles for quotations; those that Word has built in
// bear the English name in every language.
var quoteStyle = regexp.MustCompile(`(?i)^_? ?(?:(?:intense|block|long|indented) ?)?quot(?:e|es|ed|ation|ations)(?: ?(?:text|block|paragraph|intense))?$|^block ?text$|^citations?(?: intense)?$|^cita(?: (?:destacada|larga|textual))?$|^(?:intensives )?zitat$|^(?:выделенная )?цитата(?: \d)?$|^(?:明显)?引用$|^اقتباس$`)

// block is a paragraph and how it is set.
type block struct {
	Paragraph
	numbered bool // Word counts it
	row      bool // it is a row of a table
	quote    bool // it bears a style for quotations
	slanted  bool // all of it is in italics
	indent   indent
}

// tri is a switch that may be left alone.
type tri int

const (
	unsaid tri = iota
	yes
	no
)

func said(on bool) tri {
	if on {
		return yes
	}
	return no
}

// indent is a paragraph's, in twentieths of a point.
type indent struct {
	left, right     int
	isLeft, isRight bool // it is said
}

func (n *indent) set(e element) {
	for _, side := range []struct {
		names [2]string
		to    *int
		is    *bool
	}{{[2]string{"left", "start"}, &n.left, &n.isLeft}, {[2]string{"right", "end"}, &n.right, &n.isRight}} {
		for _, name := range side.names {
			if v, err := strconv.Atoi(e.attr(name)); err == nil {
				*side.to, *side.is = max(-20000, min(v, 20000)), true
			}
		}
	}
}

// over gives the indent with what it does not say taken from a style's.
func (n indent) over(style indent) indent {
	if !n.isLeft {
		n.left, n.isLeft = style.left, style.isLeft
	}
	if !n.isRight {
		n.right, n.isRight = style.right, style.isRight
	}
	return n
}

func (p *props) beginRun() {
	p.hidden, p.raised, p.italic, p.slant = false, false, unsaid, false
}

// slants tells whether a run is in italics: as it says, or by its style in a
// paragraph of another, which is upright again in a slanted one.
func (p *props) slants(of style) bool {
	if p.italic != unsaid {
		return p.italic == yes
	}
	return p.slant != (of.italic == yes)
}

// slanted counts the letters of a run.
func (p *para) slanted(s string, italic bool) {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	if italic {
		p.italic += n
	} else {
		p.upright += n
	}
}

// setApart marks the paragraphs that are set apart.
func setApart(all []block) {
	normal := usual(all)
	total, styled, slanted, indented := 0, 0, 0, 0
	for _, d := range all {
		n := len(d.Text)
		total += n
		if d.quote {
			styled += n
		}
		if d.slanted {
			slanted += n
		}
		if d.deeper(normal) {
			indented += n
		}
	}
	prose := false
	for i := range all {
		d := &all[i]
		says := prose && !d.row && !d.numbered && len(d.Text) >= apartLeast && endsSentence(d.Text)
		d.Apart = d.quote && styled*100 <= total*styledMost ||
			says && (d.slanted && slanted*100 <= total*slantedMost || d.deeper(normal) && indented*100 <= total*slantedMost && !itemMark.MatchString(d.Text))
		prose = prose || !d.slanted && !d.quote && len(d.Text) >= proseLeast && endsSentence(d.Text)
	}
}

// usual gives the indent of most of a document's running text.
func usual(all []block) indent {
	count := map[indent]int{}
	var best indent
	for _, d := range all {
		if n := (indent{left: d.indent.left, right: d.indent.right}); !d.row && len(d.Text) >= proseLeast {
			if count[n] += len(d.Text); count[n] > count[best] {
				best = n
			}
		}
	}
	return best
}

// deeper tells whether a paragraph lies deeper than the running text.
func (d *block) deeper(normal indent) bool {
	left, right := d.indent.left-normal.left, d.indent.right-normal.right
	return !d.row && !d.numbered && (left >= bothSides && right >= bothSides || max(left, right) >= oneSide)
}

// itemMark: the mark of an item that its writer typed.
var itemMark = regexp.MustCompile(`^(?:\(?(?:\d{1,3}|\p{L}|[ivxIVX]{1,5})[.)]|[•·▪●○■–—*-])[ \t]|^[•·▪●○■]`)

func endsSentence(s string) bool {
	s = s[max(0, len(s)-12):]
	return strings.ContainsAny(s, ".!?。！？؟")
}
