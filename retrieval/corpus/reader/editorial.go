package reader

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Research sites and wikis that collect positions lead them in with words of
// their own: "This is the national position of Freedonia on ... It was published
// in 2021." Those are the editors', and no State's.

var (
	editorialLead = regexp.MustCompile(`(?i)^\W*(?:` +
		`(?:this|the following|below|here|the text below|what follows)(?: page| section| text| document)? (?:is|are|contains?|reproduces?|presents?|sets? out|gives?|summari[sz]es)\b[^.!?]{0,120}\b(?:positions?|statement|views?|excerpts?|comments?)\b` +
		`|the (?:\p{L}+ ){0,4}(?:position|statement|views|comments)(?: paper)?\b[^.!?]{0,160}\b(?:was|were|is|are) (?:first )?(?:published|released|issued|submitted|reproduced|quoted|presented|included|contained|set out)\b` +
		`|(?:in|on) [^.!?,]{0,40}\b(?:19|20)\d\d,? [^.!?]{0,80}\b(?:published|released|issued|submitted|presented|announced|expressed|made public)\b[^.!?]{0,80}\b(?:positions?|statement|views?|comments?|paper)\b` +
		`|\p{Lu}[^.!?]{0,80}\b(?:published|released|issued|submitted|made public) (?:its|their|his|her|a|an|the)\b[^.!?]{0,80}\b(?:positions?|statement|views|comments)\b[^.!?]{0,120}\b(?:19|20)\d\d\b` +
		`)`)
	speaksInFirst = regexp.MustCompile(`\b(?:[Ww]e|[Oo]urs?|[Uu]s|I|[Mm]y|[Mm]e)\b`)
)

// Editorial tells whether a paragraph leads in a position in the words of those
// who publish it: it tells of its publication and has no first person.
func Editorial(paragraph string) bool {
	return editorialLead.MatchString(paragraph) && !speaksInFirst.MatchString(paragraph)
}

// ledIn tells whether an editor's paragraph stands before the first block
// quotation of a page.
func ledIn(root *html.Node) bool {
	for n := range root.Descendants() {
		if n.DataAtom == atom.Blockquote {
			return false
		}
		if n.Type == html.ElementNode && leaf(n) && Editorial(strings.TrimSpace(textOf(n))) {
			return true
		}
	}
	return false
}
