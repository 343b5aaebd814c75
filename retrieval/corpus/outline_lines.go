package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How lines become paragraphs. A blank line ends a paragraph, and so does a
// line's end where each line is a paragraph. Where lines were filled to a
// width ("hard-wrapped"), a line's end is a space unless something says
// otherwise: an indent, a marker, or room left on the line after a full stop.
//
// Pages break sentences: "We do not [foot of page] support this" must stay one
// sentence, or its second half could be quoted as a whole one. So what was
// left open is joined with what plainly goes on, page numbers between them
// included.

// textLine is a line that is not blank.
type textLine struct {
	Span        // without the white space around it
	indent int  // bytes of white space before it
	width  int  // in columns; East Asian wide characters take two
	gap    bool // whether a blank line or a page break stands before it
}

const (
	widestWrap    = 140 // longer lines were not filled, they are paragraphs
	narrowestWrap = 36
)

// layout is how a text's lines were set.
type layout struct {
	text    string
	width   int  // columns that lines were filled to; 0 where each line is a paragraph
	indents bool // whether paragraphs are indented
}

// paragraphSpans gives the text's paragraphs without the space around them.
func paragraphSpans(text string) []Span { return joinLines(text, textLines(text)) }

// joinLines joins a text's lines to paragraphs.
func joinLines(text string, lines []textLine) []Span {
	lay := layoutOf(text, lines)
	var out []Span
	listing := false // among bare lines that a colon led in
	for i := 0; i < len(lines); {
		j := lay.paragraphEnd(lines, i, listing)
		p := Span{lines[i].Start, lines[j-1].End}
		end := lastMark(p.In(text))
		listing = end == ':' || listing && (end == ';' || !endsSentence(end)) && startsLower(p.In(text))
		out = append(out, p)
		i = j
	}
	return out
}

// paragraphEnd gives the index after the last line of the paragraph that
// begins with line i.
func (l layout) paragraphEnd(lines []textLine, i int, listing bool) int {
	j := i + 1
	listing = listing && startsLower(lines[i].In(l.text))
	for j < len(lines) {
		if l.joins(lines[j-1], lines[j], listing) {
			j++
			continue
		}
		k := l.pastFurniture(lines, j)
		if k == j || k == len(lines) || listing || !l.goesOn(lines[j-1], lines[k]) {
			break
		}
		j = k + 1
	}
	return j
}

// textLines cuts the text into lines and drops the blank ones.
func textLines(text string) []textLine {
	out := make([]textLine, 0, strings.Count(text, "\n")+1)
	gap := false
	add := func(from, to int) {
		raw := text[from:to]
		left := strings.TrimLeftFunc(raw, unicode.IsSpace)
		if left == "" {
			gap = true
			return
		}
		s := Span{to - len(left), from + len(strings.TrimRightFunc(raw, unicode.IsSpace))}
		out = append(out, textLine{Span: s, indent: s.Start - from, width: columns(s.In(text)), gap: gap})
		gap = false
	}
	odd := strings.ContainsAny(text, "\r\f\v\u2028\u2029")
	for from := 0; from < len(text); {
		to := len(text)
		if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
			to = from + n
		}
		if !odd {
			add(from, to)
			from = to + 1
			continue
		}
		for _, piece := range oddBreaks(text, from, to) {
			add(piece.Start, piece.End)
			if piece.End < to && text[piece.End] == '\f' {
				gap = true
			}
		}
		from = to + 1
	}
	return out
}

// oddBreaks cuts a line at the rarer line breaks: lone carriage returns, form
// feeds, and Unicode's line and paragraph separators.
func oddBreaks(text string, from, to int) []Span {
	line := strings.TrimSuffix(text[from:to], "\r")
	to = from + len(line)
	var out []Span
	begin := from
	for i, r := range line {
		switch r {
		case '\r', '\f', '\v', '\u2028', '\u2029':
			out = append(out, Span{from, begin + i})
			from = begin + i + utf8.RuneLen(r)
		}
	}
	return append(out, Span{from, to})
}

// columns gives the width of a line on a typewriter.
func columns(s string) int {
	n := 0
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if isWide(r) {
			n++
		}
		n++
		i += size
	}
	return n
}

// isWide tells whether a character is of the scripts that are set in squares.
func isWide(r rune) bool {
	return r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0x20000 && r <= 0x3fffd)
}

// layoutOf finds out whether a text was hard-wrapped, and to what width.
func layoutOf(text string, lines []textLine) layout {
	var widths [widestWrap + 1]int
	filled, long, indented := 0, 0, 0
	for _, l := range lines {
		if l.width > widestWrap {
			long += l.width
			continue
		}
		filled += l.width
		widths[l.width]++
		if l.indent > 0 {
			indented++
		}
	}
	lay := layout{text: text}
	if filled <= long {
		return lay
	}
	width := ninetieth(widths[:])
	full, open := 0, 0
	for _, l := range lines {
		if l.width <= widestWrap && l.width*4 >= width*3 {
			full++
			if !closed(l.In(text)) {
				open++
			}
		}
	}
	if width >= narrowestWrap && full >= 2 && open*5 >= full*2 {
		lay.width = width
		lay.indents = indented*20 >= len(lines) && indented*2 <= len(lines)
	}
	return lay
}

// ninetieth gives the value that nine tenths of the counted ones do not exceed.
func ninetieth(counts []int) int {
	total, seen := 0, 0
	for _, n := range counts {
		total += n
	}
	for value, n := range counts {
		if seen += n; seen*10 >= total*9 {
			return value
		}
	}
	return 0
}

// joins tells whether line b goes on the paragraph that a belongs to, where
// nothing but white space stands between them.
func (l layout) joins(a, b textLine, listing bool) bool {
	switch {
	case b.gap:
		return !listing && l.goesOn(a, b)
	case l.width == 0:
		return !listing && l.goesOn(a, b)
	}
	words, before := b.In(l.text), a.In(l.text)
	ended := closed(before)
	switch {
	case listMarker(words).kind != noMark:
		return !ended && lastMark(before) != ',' && !l.fits(a, b) && !endsWithAnd(before)
	case furniture(before) || furniture(words):
		return false
	case startsLower(words):
		return true
	case ended && (l.fits(a, b) || l.indents && b.indent > a.indent):
		return false
	case !ended && !l.indents && a.width*5 < l.width*3 && !leavesOpen(before):
		return false // a heading, a salutation, a line of the letterhead
	case !ended && b.indent > a.indent+1 && l.fits(a, b):
		return false
	}
	return true
}

// goesOn tells whether b, across a break, plainly goes on a sentence that a
// left open.
func (l layout) goesOn(a, b textLine) bool {
	before, words := a.In(l.text), b.In(l.text)
	if closed(before) || listMarker(words).kind != noMark || furniture(before) || furniture(words) {
		return false
	}
	if startsLower(words) {
		return true
	}
	if isRemnant(before) || isRemnant(words) {
		return false
	}
	if lastMark(before) == ',' || isSalutation(before) {
		return false
	}
	return l.width > 0 && a.width <= widestWrap && a.width*4 >= l.width*3 && !l.fits(a, b) || leavesOpen(before)
}

// fits tells whether b's first word would have stood on line a, so that its
// break was meant. The margin allows for letters of unequal width.
func (l layout) fits(a, b textLine) bool {
	word := b.In(l.text)
	if i := strings.IndexFunc(word, unicode.IsSpace); i >= 0 {
		word = word[:i]
	}
	room := columns(word)
	if r, _ := utf8.DecodeRuneInString(word); isWide(r) {
		room = 2
	}
	return (a.width+1+room)*100 < l.width*88
}

// pastFurniture gives the index of the first line from i on that is no page
// number, running head or the like; i itself when it is none.
func (l layout) pastFurniture(lines []textLine, i int) int {
	j, gap := i, l.width == 0
	for j < len(lines) && j < i+6 && (furniture(lines[j].In(l.text)) || isRemnant(lines[j].In(l.text))) {
		gap = gap || lines[j].gap
		j++
	}
	if j < len(lines) && !gap && !lines[j].gap {
		return i
	}
	return j
}
