package layout

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// link says how a line follows the one before it.
type link int

const (
	joined    link = iota // in the same sentence or paragraph
	ownLine               // on a line of its own
	paragraph             // after a blank line
)

// flow writes lines as running text.
type flow struct {
	out    []byte
	marks  []Mark
	words  vocabulary
	body   float64 // size of the body's print
	pitch  float64 // from line to line within a paragraph, in sizes
	margin float64 // where the lines of most pages end
	before *placed
}

// placed is a line with the margins of its block. What runs from right to left
// is mirrored.
type placed struct {
	line
	left, right float64
	alone       bool // its block is too short to tell where lines end
	name        bool // it may name whoever speaks from the next line on
}

// write adds a page's blocks.
func (f *flow) write(page int, blocks []block) {
	fresh := true
	for _, b := range blocks {
		ls := f.place(byCell(b), len(blocks) == 1)
		for i := range ls {
			l := &ls[i]
			how := paragraph
			if f.before != nil {
				how = f.link(f.before, l, i > 0)
			}
			f.append(l.text, how)
			if fresh {
				f.marks = append(f.marks, Mark{len(f.out) - len(l.text), page})
				fresh = false
			}
			f.before = l
		}
	}
}

// plain adds a page that has words and no places.
func (f *flow) plain(page int, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	f.append(text, paragraph)
	f.marks = append(f.marks, Mark{len(f.out) - len(text), page})
	f.before = nil
}

// place gives each line the margins of its block.
func (f *flow) place(b block, alone bool) []placed {
	out := make([]placed, len(b))
	var left, right [2]float64
	var seen [2]bool
	for i, l := range b {
		if l.rtl {
			l.x0, l.x1 = -l.x1, -l.x0
		}
		out[i].line = l
		d := direction(l)
		if !seen[d] {
			left[d], right[d], seen[d] = l.x0, l.x1, true
		}
		left[d], right[d] = math.Min(left[d], l.x0), math.Max(right[d], l.x1)
	}
	for i := range out {
		d := direction(out[i].line)
		out[i].left, out[i].right, out[i].alone = left[d], right[d], len(b) < 3
		if alone && d == 0 {
			out[i].right = math.Max(right[d], f.margin)
		}
	}
	narrow(out)
	for i := range out {
		out[i].name = namesSpeaker(out, i)
		if edge := out[i].edge; edge > 0 {
			out[i].left, out[i].right, out[i].alone = out[i].x0, edge, false
		}
	}
	return out
}

// namesSpeaker tells whether a line that begins a page's block may be a speaker's
// name: few words that no full stop ends, alone or above words with which a turn
// begins. It is not joined to a line before it that lacks its full stop.
func namesSpeaker(ls []placed, i int) bool {
	const mostWords = 8
	text := ls[i].text
	return i == 0 && len(strings.Fields(text)) <= mostWords && !endsSentence(text) && !startsLower(text) &&
		(len(ls) == 1 || turnOpens.MatchString(ls[1].text))
}

func direction(l line) int {
	if l.rtl {
		return 1
	}
	return 0
}

// narrow gives the lines of a quotation that is set in from both sides their
// own right margin.
func narrow(ls []placed) {
	for from := 0; from < len(ls); {
		to, right := from+1, ls[from].x1
		for to < len(ls) && math.Abs(ls[to].x0-ls[from].x0) < 2 && ls[to].rtl == ls[from].rtl {
			right = math.Max(right, ls[to].x1)
			to++
		}
		wide := right-ls[from].x0 > 0.5*(ls[from].right-ls[from].left)
		if to-from >= 3 && wide && ls[from].x0 > ls[from].left+2 {
			for i := from; i < to; i++ {
				ls[i].right = right
			}
		}
		from = to
	}
}

// link decides how a line follows the one before.
func (f *flow) link(a, b *placed, sameBlock bool) link {
	ended := endsSentence(a.text)
	if b.turn || a.edge != b.edge {
		if a.lead && sameBlock { // a row's name stays with what the row says
			return ownLine
		}
		return paragraph
	}
	onward := startsLower(b.text) && !ended && !b.cell
	halved := !b.cell && brokenWord.MatchString(a.text) && wordBegins.MatchString(b.text)
	numbered := labelled.MatchString(b.text)
	if !sameBlock {
		if halved || !numbered && !ended && (onward || full(a, b) && !a.alone && !b.name) {
			return joined
		}
		return paragraph
	}
	size := math.Max(a.size(), b.size())
	switch {
	case halved:
		return joined
	case b.cell:
		return ownLine
	case b.y1-a.y1 > 1.3*f.pitch*size || b.y1 < a.y0:
		return paragraph
	case a.cell, leader.MatchString(a.text):
		return ownLine
	case math.Abs(a.size()-b.size()) > 0.15*size:
		return paragraph
	case numbered && (ended || listed(a.text) || !full(a, b) || b.x0 < a.x0-0.5*size):
		return paragraph
	case onward && a.x1-a.x0 > 0.6*(a.right-a.left): // shorter ones are a title's, set line by line
		return joined
	case ended && b.x0 > a.x0+0.8*size && !labelled.MatchString(a.text):
		return paragraph
	case full(a, b):
		return joined
	case ended:
		return paragraph
	}
	return ownLine
}

// full tells whether the next line's first word would not have fitted on the
// line: its end is then the printer's, not the writer's.
func full(a, b *placed) bool {
	if a.x1-a.x0 < 0.45*(a.right-a.left) {
		return false
	}
	word, _, _ := strings.Cut(b.text, " ")
	if wideScript(b.text) {
		word = string([]rune(b.text)[:1])
	}
	share := float64(utf8.RuneCountInString(word)) / float64(max(utf8.RuneCountInString(b.text), 1))
	return a.right-a.x1 < share*(b.x1-b.x0)+0.25*a.size()
}

// append adds a line.
func (f *flow) append(text string, how link) {
	switch {
	case len(f.out) == 0:
	case how == paragraph:
		f.out = append(f.out, "\n\n"...)
	case how == ownLine:
		f.out = append(f.out, '\n')
	default:
		f.join(text)
	}
	f.out = append(f.out, text...)
}

// join makes the place between two lines of one paragraph.
func (f *flow) join(next string) {
	tail := string(f.out[max(0, len(f.out)-200):])
	r, n := utf8.DecodeLastRuneInString(tail)
	q, m := utf8.DecodeLastRuneInString(tail[:len(tail)-n])
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case r == broken:
		f.out = f.out[:len(f.out)-n]
	case strings.ContainsRune("-‐", r) && unicode.IsLetter(q) && unicode.IsLetter(first):
		if unicode.IsLower(first) && f.words.whole(tail[:len(tail)-n], next) {
			f.out = f.out[:len(f.out)-n]
		}
	case strings.ContainsRune("-‐—/", r) && m > 0 && !unicode.IsSpace(q): // "Asia-/Pacific", an address, a dash set close
	case wideScript(string(r)) && wideScript(next):
	default:
		f.out = append(f.out, ' ')
	}
}

// wideScript tells text that is written without spaces.
func wideScript(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFF60
}

// label is what numbers a paragraph or marks an item of a list.
const label = `(?:\d{1,3}\.|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,3}\)|\(?[a-z]{1,2}\)|\(?[ivxl]{1,6}\)|\(\d{1,2}\)|[IVXL]{1,6}\.|[A-Z]\.|[a-z]\.|[•·▪●◦■–—-]|(?:OP|PP)\d{1,3}\.?)`

var (
	labelled   = regexp.MustCompile(`^` + label + `\s+\S`)
	labelAlone = regexp.MustCompile(`^` + label + `$|^\d{1,3}$`)
)

// leader: dots that lead to a page's number, as a list of contents has them.
var leader = regexp.MustCompile(`(?:\.[ .]*){4}\d{1,4}$|…{2,} ?\d{1,4}$`)

// brokenWord and wordBegins: the line ends within a word or a compound, and the
// next goes on with it.
var (
	brokenWord = regexp.MustCompile(`[\p{L}\p{N}][-‐\x{AD}]$`)
	wordBegins = regexp.MustCompile(`^(?:\p{L}{2,}|\p{N}{2,}\b[^.)])`)
)

func isLabel(s string) bool { return labelAlone.MatchString(s) }

// listed: the line leads to an item of a list, or is one that is not the last.
func listed(s string) bool {
	return strings.HasSuffix(s, ":") || strings.HasSuffix(s, ";") || strings.HasSuffix(s, ",") ||
		strings.HasSuffix(s, "; and") || strings.HasSuffix(s, "; or")
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]* `+"⁰¹²³⁴⁵⁶⁷⁸⁹")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…。！？؟۔:", r)
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// quantile gives the value at a share of the order; 0 where there are none.
func quantile(values []float64, share float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[min(int(share*float64(len(values))), len(values)-1)]
}
