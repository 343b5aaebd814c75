package pdf

import (
	"math"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Glyph is a character as it is printed. Places are in points from the page's
// left and, growing downwards, from some line near its top.
type Glyph struct {
	Rune           rune
	X0, Y0, X1, Y1 float64 // the box that its font gives it; all 0 for a character that only the text has, such as a space
}

// Size is the box's height, which grows with the font's size.
func (g Glyph) Size() float64 { return g.Y1 - g.Y0 }

// Placed tells whether the glyph is printed at all.
func (g Glyph) Placed() bool { return g.X1 > g.X0 && g.Y1 > g.Y0 }

// Page gives the glyphs of a page, counted from 0, in the order of the text.
// Those that stand askew, such as a watermark's, are left out, and those that
// nobody can see since they are off the page or smaller than a point. A page
// whose text runs up or down the sheet is turned.
func (d *Document) Page(n int) ([]Glyph, error) {
	page, err := d.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: n})
	if err != nil {
		return nil, damaged(err)
	}
	defer d.in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	text, err := d.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return nil, damaged(err)
	}
	defer d.in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := d.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, damaged(err)
	}
	if d.left -= count.Count; count.Count > maxPage || d.left < 0 {
		return nil, ErrText
	}
	paper, err := d.in.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return nil, damaged(err)
	}
	return d.glyphs(text.TextPage, count.Count, Glyph{
		X0: float64(paper.Rect.Left), X1: float64(paper.Rect.Right), Y0: -float64(paper.Rect.Top), Y1: -float64(paper.Rect.Bottom),
	})
}

// smallest is the size, in points, of print that can be seen.
const smallest = 1

// on tells whether a glyph is to be seen on the paper. One without a place is
// with those around it.
func (g Glyph) on(paper Glyph) bool {
	if !g.Placed() || !paper.Placed() {
		return true
	}
	x, y := (g.X0+g.X1)/2, (g.Y0+g.Y1)/2
	return g.Size() >= smallest && x >= paper.X0 && x <= paper.X1 && y >= paper.Y0 && y <= paper.Y1
}

func (d *Document) glyphs(text references.FPDF_TEXTPAGE, n int, paper Glyph) ([]Glyph, error) {
	out := make([]Glyph, 0, n)
	turns := make([]int, 0, n)
	most := [5]int{}
	turn, fresh := 0, true
	for i := range n {
		u, err := d.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return nil, damaged(err)
		}
		g := Glyph{Rune: rune(u.Unicode)}
		switch g.Rune {
		case 0:
			continue
		case ' ', '\r', '\n', '\t', 0xA0:
			fresh = true
		default:
			if g, err = d.placed(text, i, g); err != nil {
				return nil, err
			}
			if !g.on(paper) {
				continue
			}
			if fresh { // a word is set at one angle
				turn, fresh = d.turn(text, i), false
			}
			most[turn]++
		}
		out, turns = append(out, g), append(turns, turn)
	}
	return upright(out, turns, most), nil
}

// placed fills in the box of a glyph. One without any is kept without.
func (d *Document) placed(text references.FPDF_TEXTPAGE, i int, g Glyph) (Glyph, error) {
	loose, err := d.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err == nil {
		g.X0, g.X1, g.Y0, g.Y1 = float64(loose.Rect.Left), float64(loose.Rect.Right), -float64(loose.Rect.Top), -float64(loose.Rect.Bottom)
	}
	if !g.Placed() || !finite(g) {
		tight, err := d.in.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: text, Index: i})
		if err != nil {
			return Glyph{Rune: g.Rune}, nil
		}
		g.X0, g.X1, g.Y0, g.Y1 = tight.Left, tight.Right, -tight.Top, -tight.Bottom
	}
	if !finite(g) {
		return Glyph{Rune: g.Rune}, nil
	}
	return g, nil
}

func finite(g Glyph) bool {
	return math.Abs(g.X0)+math.Abs(g.X1)+math.Abs(g.Y0)+math.Abs(g.Y1) < 1e6
}

// turn gives the quarter turns of a glyph, 4 for one that stands askew.
func (d *Document) turn(text references.FPDF_TEXTPAGE, i int) int {
	a, err := d.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
	if err != nil {
		return 0
	}
	quarters := float64(a.CharAngle) / (math.Pi / 2)
	if whole := math.Round(quarters); math.Abs(quarters-whole) < 0.1 {
		return (int(whole)%4 + 4) % 4
	}
	return 4
}

// upright keeps the glyphs that stand as most do, and turns them so that lines
// run from left to right.
func upright(glyphs []Glyph, turns []int, most [5]int) []Glyph {
	main := 0
	for t := range 4 {
		if most[t] > most[main] {
			main = t
		}
	}
	out := glyphs[:0]
	for i, g := range glyphs {
		if g.Placed() && turns[i] != main {
			continue
		}
		switch main {
		case 1:
			g.X0, g.Y0, g.X1, g.Y1 = -g.Y1, g.X0, -g.Y0, g.X1
		case 2:
			g.X0, g.Y0, g.X1, g.Y1 = -g.X1, -g.Y1, -g.X0, -g.Y0
		case 3:
			g.X0, g.Y0, g.X1, g.Y1 = g.Y0, -g.X1, g.Y1, -g.X0
		}
		out = append(out, g)
	}
	return out
}
