package reader

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestPagesMove: whatever is cut off a text around and in it, each word that
// stays keeps its page.
func TestPagesMove(t *testing.T) {
	head := "United Nations\nA/99/12\n\nStatement by Mr. Rufus Firefly, Permanent Representative of Freedonia\n\n"
	for name, text := range map[string]string{
		"whole":         "Mr. Chair,\n\nOne alpha.\n\nTwo beta.\n\nThree gamma.",
		"a header":      head + "Mr. Chair,\n\nOne alpha.\n\nTwo beta.\n\nThree gamma.",
		"running heads": "1 of 3\n\nMr. Chair,\n\nOne alpha.\n2 of 3\nTwo beta.\n3 of 3\nThree gamma.",
		"a foot":        head + "  Mr. Chair,\n\nOne alpha. Two beta.\n\nThree gamma.\n\nThank you.\n\n\nPrint\nShare\n",
	} {
		var pages Pages
		for page, word := range []string{"", "One", "beta", "gamma"} {
			pages = append(pages, PageMark{strings.Index(text, word), page + 1})
		}
		d := assemble(content{text: text, pages: pages})
		for word, want := range map[string]int{"Chair": 1, "One": 2, "alpha": 2, "Two": 2, "beta": 3, "gamma": 4} {
			at := strings.Index(d.Text, word)
			if got := d.Pages.At(at); at < 0 || got != want {
				t.Errorf("%s: %q at %d is on page %d, want %d (%v in %q)", name, word, at, got, want, d.Pages, d.Text)
			}
		}
		if d.Pages[0].Offset != 0 {
			t.Errorf("%s: the text begins on no page: %v", name, d.Pages)
		}
	}
	if got := (Pages)(nil).At(5); got != 0 {
		t.Errorf("a text without pages has page %d", got)
	}
	if got := (Pages{{10, 2}}).At(9); got != 0 {
		t.Errorf("before the first mark is page %d", got)
	}
}

// TestPagesMoveAnyhow compares moved with what it means: the page of every byte
// that stays.
func TestPagesMoveAnyhow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 1 + r.IntN(40)
		var pages Pages
		for at := 0; at < n; at += 1 + r.IntN(9) {
			pages = append(pages, PageMark{at, len(pages) + 1})
		}
		var pieces []piece
		length := 0
		for from := r.IntN(5); from < n; {
			to := min(n, from+1+r.IntN(8))
			pieces = append(pieces, piece{from, to, length})
			length += to - from + r.IntN(2)
			from = to + r.IntN(6)
		}
		got := pages.moved(pieces, length)
		for _, p := range pieces {
			for i := p.from; i < p.to; i++ {
				if here := p.at + i - p.from; got.At(here) != pages.At(i) {
					t.Fatalf("byte %d, now %d: page %d, want %d\n%v\n%v\n%v", i, here, got.At(here), pages.At(i), pages, pieces, got)
				}
			}
		}
	}
}
