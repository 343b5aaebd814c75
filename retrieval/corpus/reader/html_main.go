package reader

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageText gives the text of a page: that of the element that holds the
// statement, and above it what the page prints as its header.
func pageText(doc *html.Node) string {
	body := find(doc, atom.Body)
	if body == nil {
		body = doc
	}
	prune(body)
	main := mainOf(body)
	if whole := saluted(main); whole != nil {
		main = whole
	}
	p := printer{set: settingOf(main), italics: italicsTell(main)}
	p.node(main)
	text := p.String()
	if main == body {
		return text
	}
	return above(body, main) + text
}

func find(n *html.Node, a atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.DataAtom == a {
			return d
		}
	}
	return nil
}

// mainOf finds the element that holds the statement: from the body down, as
// long as one child holds nearly all of the running text.
func mainOf(body *html.Node) *html.Node {
	weights := map[*html.Node]int{}
	all := runningText(body, weights, 0)
	if all == 0 {
		return body
	}
	n := body
	for {
		var heavy *html.Node
		for c := range n.ChildNodes() {
			if weights[c]*100 >= all*85 {
				heavy = c
			}
		}
		if heavy == nil || !holder(heavy.DataAtom) {
			return n
		}
		n = heavy
	}
}

// holder tells whether an element of that kind may hold a whole statement.
func holder(a atom.Atom) bool {
	switch a {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Table, atom.Tbody, atom.Tr, atom.Td, atom.Form, atom.Center, atom.Body, atom.Span, atom.Font, atom.Blockquote, atom.Fieldset, atom.Dl, atom.Dd:
		return true
	}
	return false
}

// runningText counts the bytes of text that reads like prose: text nodes
// outside links, in what is shown, that together with their neighbours are
// longer than a menu's entry. It fills weights for every element.
func runningText(n *html.Node, weights map[*html.Node]int, depth int) int {
	if depth > maxNesting || hidden(n) || n.Type == html.ElementNode && (n.DataAtom == atom.Footer || n.DataAtom == atom.Aside) {
		return 0
	}
	if n.Type == html.TextNode {
		if k := len(strings.TrimSpace(n.Data)); k > 25 {
			return k
		}
		return 0
	}
	if n.DataAtom == atom.A {
		return 0
	}
	sum := 0
	for c := range n.ChildNodes() {
		sum += runningText(c, weights, depth+1)
	}
	if sum > 0 {
		weights[n] = sum
	}
	return sum
}

// above gives what stands before the main element and belongs to a header:
// headings, dates, names and the other lines that are known for such.
func above(body, main *html.Node) string {
	var kept []string
	seen := map[string]bool{}
	for n := range body.Descendants() {
		if n == main {
			break
		}
		if n.Type != html.ElementNode || contains(n, main) || unshown(n, body) || !leaf(n) {
			continue
		}
		t := squeeze(textOf(n))
		if t == "" || seen[t] || len(t) > 600 {
			continue
		}
		heading := n.DataAtom == atom.H1 || n.DataAtom == atom.H2
		switch c := classify(t, "", nil, true); {
		case furniture(t), c == salutation, c == running:
		case heading, c.strong(), c == nameLine, c == postLine, c == occasion, n.DataAtom == atom.Time:
			seen[t] = true
			kept = append(kept, t)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	return strings.Join(kept, "\n\n") + "\n\n"
}

// leaf tells whether an element holds text and no block.
func leaf(n *html.Node) bool {
	if n.DataAtom == atom.A || !blocks[n.DataAtom] && n.DataAtom != atom.Span && n.DataAtom != atom.Time && n.DataAtom != atom.Td {
		return false
	}
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && blocks[d.DataAtom] {
			return false
		}
	}
	return true
}

func contains(n, m *html.Node) bool {
	for ; m != nil; m = m.Parent {
		if m == n {
			return true
		}
	}
	return false
}

// unshown tells whether an element lies in what is not shown.
func unshown(n, body *html.Node) bool {
	for ; n != nil && n != body; n = n.Parent {
		if hidden(n) || n.DataAtom == atom.Footer || n.DataAtom == atom.A {
			return true
		}
	}
	return false
}
