// Package layout makes running text of the glyphs on printed pages.
//
// # The way round
//
// Glyphs that follow one another on a line in one size are segments
// (segment.go). What stands at the top and the foot of page after page goes
// (heads.go). Columns are told apart (columns.go), segments become lines
// (line.go), footnotes are taken out with the marks that point to them
// (notes.go), and lines become paragraphs (flow.go), broken words whole
// (hyphen.go).
//
// # Policy
//
// Words are never made up: what is printed is joined or left out, and in doubt
// it stays as it is printed. A line is left out only where its place and its
// words agree that it is the page's: a running head is repeated, a page's
// number fits the page, a footnote has a mark in the text above it or stands in
// small print apart. A raised digit after a number or a unit stays, raised,
// unless there is a footnote for it: it may be an exponent. A word that was
// broken at a line's end is joined without its hyphen only where the document
// itself writes it so, or where the rest is an ending that is no word; otherwise
// the hyphen stays.
package layout
