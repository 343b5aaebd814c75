package reader

import "sort"

// PageMark says that what follows an offset in a text, in bytes, stands on a
// printed page, counted from 1 as the file has them, until the next mark.
type PageMark struct{ Offset, Page int }

// Pages are the marks of a text, sorted by offset. A text without pages has
// none.
type Pages []PageMark

// At gives the page on which the byte at an offset stands; 0 where it is not
// known.
func (p Pages) At(offset int) int {
	i := sort.Search(len(p), func(i int) bool { return p[i].Offset > offset })
	if i == 0 {
		return 0
	}
	return p[i-1].Page
}

// piece is a stretch of a text that was taken into another one.
type piece struct{ from, to, at int } // its bytes there, and its place here

// moved gives the marks of a text of length n that was made of pieces of the
// marked one, in their order. A mark in what was left out moves to the next
// piece; of several at one place the last one counts.
func (p Pages) moved(pieces []piece, n int) Pages {
	var out Pages
	i := 0
	for _, m := range p {
		for i < len(pieces) && pieces[i].to <= m.Offset {
			i++
		}
		at := n
		if i < len(pieces) {
			at = pieces[i].at + max(m.Offset-pieces[i].from, 0)
		}
		if at >= n {
			break
		}
		if last := len(out) - 1; last >= 0 && out[last].Offset == at {
			out = out[:last]
		}
		out = append(out, PageMark{at, m.Page})
	}
	return out
}

// Within gives the marks of the stretch of a text between two offsets, counted
// from its beginning.
func (p Pages) Within(start, end int) Pages {
	var out Pages
	if page := p.At(start); page > 0 {
		out = append(out, PageMark{0, page})
	}
	for _, m := range p {
		if m.Offset > start && m.Offset < end {
			out = append(out, PageMark{m.Offset - start, m.Page})
		}
	}
	return out
}
