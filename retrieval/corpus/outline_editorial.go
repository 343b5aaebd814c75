package corpus

import "verbatim/retrieval/corpus/reader"

// editorialWithin is how many paragraphs of a text may come before the words with
// which its editors lead a position in: its header's lines.
const editorialWithin = 8

// editorial finds what editors say of a position before it, and where quotations
// are set off behind that, all that stands between them.
func (o *Outline) editorial(out []Span) []Span {
	first := -1
	for i, p := range o.Paragraphs[:min(len(o.Paragraphs), editorialWithin)] {
		if reader.Editorial(p.In(o.text)) {
			first = i
			break
		}
	}
	if first < 0 {
		return out
	}
	between := false
	for _, p := range o.Paragraphs[first:] {
		between = between || o.text[p.Start] == '>'
	}
	for _, p := range o.Paragraphs[first:] {
		if between || reader.Editorial(p.In(o.text)) {
			out = append(out, p.Span)
		}
	}
	return out
}
