package main

import (
	"bufio"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// style is how a stretch of text is shown where colour is on: an SGR code.
type style string

const (
	normal style = ""
	strong style = "1"
	faint  style = "2"
	marked style = "36" // cyan
	alarm  style = "33" // yellow
)

// span is text of one style.
type span struct {
	text  string
	style style
	glued bool // short, stays on the line of the word before it, and has no break
	whole bool // has no break but at its white space, as a file's name
}

// page lays text out in columns. All text passes escape on its way, so nothing
// that a document holds reaches the terminal as a control sequence; styles are
// added after that.
type page struct {
	w      *bufio.Writer
	width  int
	colour bool
	gap    bool // whether an empty line comes before the next one
}

// shortLead is how many columns may stand before what is wider than a line by
// itself: "[1] https://..." stays together.
const shortLead = 5

// para prints a paragraph: its lines begin with indent spaces, after the first
// with hang.
func (p *page) para(indent, hang int, spans ...span) {
	room := p.width - max(indent, hang)
	var line []span
	used, begin := 0, indent
	for _, a := range atoms(spans, max(room, 8)) {
		gap := 0
		if a.spaced && len(line) > 0 {
			gap = 1
		}
		if len(line) > 0 && used+gap+a.width > room && (a.width <= room || used > shortLead) {
			p.line(strings.Repeat(" ", begin) + p.paint(line))
			line, used, gap, begin = nil, 0, 0, hang
		}
		line = extended(line, strings.Repeat(" ", gap), a.spans)
		used += gap + a.width
	}
	if len(line) > 0 {
		p.line(strings.Repeat(" ", begin) + p.paint(line))
	}
}

// extended adds spans to a line; neighbours of one style become one.
func extended(line []span, gap string, more []span) []span {
	for _, s := range more {
		if last := len(line) - 1; last >= 0 && line[last].style == s.style {
			line[last].text += gap + s.text
		} else {
			line = append(line, span{text: gap}, s)
		}
		gap = ""
	}
	return line
}

// blank leaves an empty line before what comes next, if anything does.
func (p *page) blank() { p.gap = true }

func (p *page) line(s string) {
	if p.gap {
		p.w.WriteByte('\n')
		p.gap = false
	}
	p.w.WriteString(s)
	p.w.WriteByte('\n')
}

func (p *page) paint(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		if p.colour && s.style != normal && s.text != "" {
			b.WriteString("\x1b[" + string(s.style) + "m" + s.text + "\x1b[0m")
		} else {
			b.WriteString(s.text)
		}
	}
	return b.String()
}

// atom is what is never broken between lines: most often a word.
type atom struct {
	spans  []span
	width  int  // columns
	spaced bool // whether a space stands before it
}

// atoms takes spans apart where lines may break: at white space, and where
// UAX #14 allows it within words, as between Chinese characters. Addresses
// stay whole, whatever their length; other atoms get at most most columns.
func atoms(spans []span, most int) []atom {
	var out []atom
	for _, s := range spans {
		if s.glued && len(out) > 0 {
			s.text = escape(s.text)
			last := &out[len(out)-1]
			last.spans, last.width = append(last.spans, s), last.width+uniseg.StringWidth(s.text)
			continue
		}
		for _, word := range strings.FieldsFunc(escape(s.text), breaking) {
			for i, piece := range breakable(word, most, s.whole) {
				out = append(out, atom{[]span{{text: piece, style: s.style}}, uniseg.StringWidth(piece), i == 0})
			}
		}
	}
	return out
}

// breaking tells white space at which a line may break.
func breaking(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u2007' && r != '\u202f'
}

// breakable splits a word where a line may break in it.
func breakable(word string, most int, whole bool) []string {
	if whole || strings.Contains(word, "://") {
		return []string{word}
	}
	var out []string
	for rest, state := word, -1; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		out = append(out, chop(segment, most)...)
	}
	return out
}

// chop cuts what is wider than a line between characters as readers see them.
func chop(s string, most int) []string {
	if uniseg.StringWidth(s) <= most {
		return []string{s}
	}
	var out []string
	from, at, width := 0, 0, 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if width+w > most && at > from {
			out, from, width = append(out, s[from:at]), at, 0
		}
		at, width = at+len(cluster), width+w
	}
	return append(out, s[from:])
}
