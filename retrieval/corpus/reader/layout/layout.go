package layout

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus/reader/pdf"
)

// maxColumnDepth is how often a column may be parted again: three columns
// need two.
const maxColumnDepth = 3

// usualPitch is the distance of lines, in sizes, where there are too few to
// measure it.
const (
	usualPitch = 1.3
	fewLines   = 8
)

// Mark says that what follows the offset in a text, in bytes, stands on a page,
// counted from 1, until the next mark.
type Mark struct{ Offset, Page int }

// Document gathers the pages of a document. The zero value has none.
type Document struct {
	pages  [][]segment
	plain  map[int]string
	glyphs int
	lost   int
}

// Add adds the next page by its glyphs, and tells how many letters and digits
// it has.
func (d *Document) Add(glyphs []pdf.Glyph) int {
	segs := segmentsOf(glyphs)
	d.pages = append(d.pages, segs)
	n := 0
	for _, s := range segs {
		for _, r := range s.text {
			switch {
			case r == unicode.ReplacementChar:
				d.lost++
			case unicode.IsLetter(r), unicode.IsDigit(r):
				n++
			}
		}
	}
	d.glyphs += n
	return n
}

// SetText gives a page, counted from 0, that has no glyphs words whose places
// are not known.
func (d *Document) SetText(page int, text string) {
	if d.plain == nil {
		d.plain = map[int]string{}
	}
	d.plain[page] = text
}

// Letters is how many letters and digits the pages have by their glyphs.
func (d *Document) Letters() int { return d.glyphs }

// Garbled tells whether the signs that stand for no known character outnumber
// the letters.
func (d *Document) Garbled() bool { return d.lost > d.glyphs }

// Text gives the running text, paragraphs set apart by blank lines, and where
// in it the pages begin. A page without words has no mark.
func (d *Document) Text() (string, []Mark) {
	pages := make([][]block, len(d.pages))
	for i, segs := range headless(d.pages) {
		for _, part := range columns(unnumbered(segs), maxColumnDepth) {
			if ls := linesOf(part); len(ls) > 0 {
				pages[i] = append(pages[i], ls)
			}
		}
	}
	body := bodySize(pages)
	found := notes(pages, body)
	f := &flow{words: vocabulary{}, body: body, pitch: pitchOf(pages, body), margin: marginOf(pages)}
	parted := false
	eachLine(pages, func(l *line) {
		l.text = unmarked(l.text, found)
		before := parted
		parted = l.text != strings.TrimRight(l.text, "-‐"+string(broken))
		f.words.learn(l.text, before, parted)
	})
	for i, blocks := range pages {
		f.write(i+1, blocks)
		f.plain(i+1, d.plain[i])
	}
	return string(f.out), f.marks
}

func eachLine(pages [][]block, do func(*line)) {
	for _, blocks := range pages {
		for _, b := range blocks {
			for i := range b {
				do(&b[i])
			}
		}
	}
}

// bodySize is the size in which most letters are printed.
func bodySize(pages [][]block) float64 {
	letters := map[int]int{}
	eachLine(pages, func(l *line) { letters[int(math.Round(l.size()*4))] += utf8.RuneCountInString(l.text) })
	best := 0
	for size, n := range letters {
		if n > letters[best] || n == letters[best] && size < best {
			best = size
		}
	}
	return float64(best) / 4
}

// pitchOf measures how far lines of the body are apart within a paragraph, in
// sizes: a low one of the distances, as those between paragraphs are greater.
func pitchOf(pages [][]block, body float64) float64 {
	var all []float64
	for _, blocks := range pages {
		for _, b := range blocks {
			for i := 1; i < len(b); i++ {
				if d := (b[i].y1 - b[i-1].y1) / max(b[i].size(), 0.01); math.Abs(b[i].size()-body) < 0.1*body && d > 0.7 && d < 4 {
					all = append(all, d)
				}
			}
		}
	}
	p := quantile(all, 0.25)
	switch {
	case p == 0:
		return usualPitch
	case len(all) < fewLines: // they may all stand apart
		return min(p, usualPitch)
	}
	return p
}

// marginOf gives where the lines of most pages of one column end.
func marginOf(pages [][]block) float64 {
	var all []float64
	for _, blocks := range pages {
		if len(blocks) != 1 {
			continue
		}
		right := 0.0
		for _, l := range blocks[0] {
			right = math.Max(right, l.x1)
		}
		all = append(all, right)
	}
	return quantile(all, 0.5)
}
