package reader

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Paragraphs in italics. Some pages set off what a speaker quotes in nothing but
// italics. In running text that is upright otherwise such a paragraph gets the
// mark of a quotation; on a page of italics they tell nothing.

const (
	proseLeast  = 60 // bytes of a paragraph of running text
	italicLeast = 25 // of one in italics that says something
	italicMost  = 40 // percent of a page's text in italics, beyond which they tell nothing
)

var slanted = regexp.MustCompile(`(?i)font-style\s*:\s*(?:italic|oblique)`)

// isItalic tells whether an element sets its text in italics.
func isItalic(n *html.Node) bool {
	return n.DataAtom == atom.Em || n.DataAtom == atom.I || slanted.MatchString(attr(n, "style"))
}

// italicsTell tells whether italics set a paragraph of a page apart.
func italicsTell(root *html.Node) bool {
	all, italic := italicText(root, false, 0)
	return italic > 0 && italic*100 <= all*italicMost
}

// italicText counts the bytes of text in an element, and those in italics.
func italicText(n *html.Node, within bool, depth int) (all, italic int) {
	switch {
	case n.Type == html.TextNode:
		all = len(strings.TrimSpace(n.Data))
		if within {
			italic = all
		}
		return all, italic
	case depth > maxNesting || hidden(n):
		return 0, 0
	}
	within = within || isItalic(n)
	for c := range n.ChildNodes() {
		a, i := italicText(c, within, depth+1)
		all, italic = all+a, italic+i
	}
	return all, italic
}

// setApart tells whether the line in the making is a quotation by its italics
// alone, and notes whether running text was printed.
func (p *printer) setApart(s string) bool {
	ends := strings.ContainsAny(s[max(0, len(s)-8):], ".!?。！？؟")
	if p.upright {
		if len(s) >= proseLeast && ends {
			p.prose = true
		}
		return false
	}
	return p.italics && p.slanted && p.prose && ends && len(s) >= italicLeast && !notice.MatchString(s)
}
