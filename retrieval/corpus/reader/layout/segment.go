package layout

import (
	"math"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval/corpus/reader/pdf"
)

// segment is a stretch of one line in one size.
type segment struct {
	box
	text          string
	before, after bool // a space stands there in the text
}

// box is a place on the page; y grows downwards.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) size() float64 { return b.y1 - b.y0 }

func (b box) with(c box) box {
	return box{math.Min(b.x0, c.x0), math.Min(b.y0, c.y0), math.Max(b.x1, c.x1), math.Max(b.y1, c.y1)}
}

// overlap is the share of the lower one's height that both have in common.
func (b box) overlap(c box) float64 {
	common := math.Min(b.y1, c.y1) - math.Max(b.y0, c.y0)
	return common / math.Max(math.Min(b.size(), c.size()), 0.01)
}

// farApart is the gap, in sizes, that parts two segments of a line.
const farApart = 1.2

// builder gathers a segment.
type builder struct {
	out   []segment
	now   segment
	runes []rune
	space bool // a space was read since the last glyph
}

// segmentsOf puts glyphs together that follow each other.
func segmentsOf(glyphs []pdf.Glyph) []segment {
	b := &builder{}
	for _, g := range glyphs {
		switch {
		case g.Rune == '\n' || g.Rune == '\r':
			b.end()
			b.space = false
		case unicode.IsSpace(g.Rune):
			b.space = true
		case !g.Placed():
			if len(b.runes) > 0 {
				b.runes = append(b.runes, g.Rune)
			}
		default:
			b.add(g)
		}
	}
	b.end()
	return b.out
}

func (b *builder) add(g pdf.Glyph) {
	at := box{g.X0, g.Y0, g.X1, g.Y1}
	if len(b.runes) > 0 && !b.follows(at) {
		b.now.after = b.space
		b.end()
	}
	if len(b.runes) == 0 {
		b.now = segment{box: at, before: b.space}
	} else if b.space {
		b.runes = append(b.runes, ' ')
	}
	b.now.box = b.now.with(at)
	b.runes, b.space = append(b.runes, g.Rune), false
}

// follows: the glyph stands on the segment's line, is of its size and touches
// it, or nearly.
func (b *builder) follows(g box) bool {
	size := b.now.size()
	if math.Abs(g.size()-size) > 0.12*size || math.Abs(g.y1-b.now.y1) > 0.12*size {
		return false
	}
	return math.Max(g.x0-b.now.x1, b.now.x0-g.x1) < farApart*size
}

func (b *builder) end() {
	if text := clean(b.runes); text != "" {
		b.now.text = text
		b.out = append(b.out, b.now)
	}
	b.runes, b.now = b.runes[:0], segment{}
}

// broken stands for the hyphen at a line's end where the PDF says that it is
// one that only breaks a word.
const broken = '\u00AD'

// clean makes plain characters of what fonts and printers need: ligatures are
// letters, a letter's form at a word's end is the letter, and what is not seen
// goes. A soft hyphen stays only at the end, where it is printed.
func clean(runes []rune) string {
	var b strings.Builder
	for i, r := range runes {
		switch {
		case r == 2 || r == 0xFFFE: // PDFium's sign for a hyphen at a line's end
			if i == len(runes)-1 {
				b.WriteRune('-')
			}
		case r == broken:
			if i == len(runes)-1 {
				b.WriteRune(broken)
			}
		case r == '\u200B', r == '\u2060', r == '\uFEFF', r == '\u200E', r == '\u200F', unicode.IsControl(r):
		case !unicode.IsOneOf([]*unicode.RangeTable{unicode.Co, unicode.Cs}, r) && r <= unicode.MaxRune:
			if formed(r) {
				b.WriteString(norm.NFKC.String(string(r)))
			} else {
				b.WriteRune(r)
			}
		default: // a font's own sign: nobody knows what it shows
			b.WriteRune(unicode.ReplacementChar)
		}
	}
	return strings.TrimSpace(b.String())
}

// formed tells ligatures and the forms of Arabic letters.
func formed(r rune) bool {
	return r >= 0xFB00 && r <= 0xFB06 || r >= 0xFB50 && r <= 0xFDFB || r >= 0xFE70 && r <= 0xFEFC
}
