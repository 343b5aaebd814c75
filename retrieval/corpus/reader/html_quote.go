package reader

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// quoteMark stands before each paragraph of a block quotation, so that a draft
// that a statement quotes is not taken for the speaker's own words.
const quoteMark = "> "

// setting is what a page's block quotations are taken for.
type setting int

const (
	indents setting = iota // nothing: the site merely indents whole statements so
	quotes                 // what the speaker quotes
	around                 // the statement; what stands around it is an editor's, and gets the mark
)

// settingOf tells what the block quotations of a page are. Where they hold most of
// its text they are the statement; then an introduction before it is its editors'.
func settingOf(root *html.Node) setting {
	weights := map[*html.Node]int{}
	all := runningText(root, weights, 0)
	switch quoted := quotedText(root, weights, 0); {
	case quoted*100 <= all*60:
		return quotes
	case ledIn(root):
		return around
	}
	return indents
}

// marks tells whether a line at a depth in block quotations gets the mark. Of what
// stands around a statement only prose does: the rest may be its title.
func (s setting) marks(line string, depth int) bool {
	return s == quotes && depth > 0 || s == around && depth == 0 && strings.ContainsAny(line, ".:!?")
}

// quotedText counts the bytes of running text that lie in block quotations.
func quotedText(n *html.Node, weights map[*html.Node]int, depth int) int {
	if depth > maxNesting || weights[n] == 0 {
		return 0
	}
	if n.DataAtom == atom.Blockquote {
		return weights[n]
	}
	sum := 0
	for c := range n.ChildNodes() {
		sum += quotedText(c, weights, depth+1)
	}
	return sum
}

// headerIn tells whether an indented line is the statement's header, which some
// sites set so, and no quotation.
func headerIn(l string) bool {
	c := classify(squeeze(l), "", nil, true)
	return c.strong() && c != page
}
