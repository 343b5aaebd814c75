package reader

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// quoteMark stands before each paragraph of a block quotation, so that a draft
// that a statement quotes is not taken for the speaker's own words.
const quoteMark = "> "

// setsOff tells whether the block quotations of a page quote. Where they hold
// most of its text, the site merely indents whole statements so.
func setsOff(root *html.Node) bool {
	weights := map[*html.Node]int{}
	all := runningText(root, weights, 0)
	return quotedText(root, weights, 0)*100 <= all*60
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
