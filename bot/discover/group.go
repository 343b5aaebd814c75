package discover

import (
	"slices"

	"verbatim/bot/catalog"
)

// document is one document of a list, under one address or several.
type document struct {
	main     *candidate
	versions []*candidate // in other languages and formats
	row      int          // element; -1 for none
	text     string       // the words of its link; empty where they are a label
	words    string       // the words of its row without labels
	who      who
	lang     string
}

// documents puts the candidates of a page together, in its order. What was seen
// on a page before is left out, and so is what looks like no document.
func (f *Finder) documents(l *listing) []document {
	byKey, byStem := map[string][]int{}, map[string][]int{}
	for i := range l.candidates {
		c := &l.candidates[i]
		byKey[c.key] = append(byKey[c.key], i)
		if c.stem != c.address {
			byStem[c.stem] = append(byStem[c.stem], i)
		}
	}
	var out []document
	for i := range l.candidates {
		c := &l.candidates[i]
		if f.seen[c.key] {
			continue
		}
		if len(f.report.Proposals)+len(out) >= MostProposals || f.reads >= mostReadings {
			f.report.More++
			f.seen[c.key] = true
			continue
		}
		if d, ok := f.document(l, best(l, byKey[c.key]), byStem); ok {
			out = append(out, d)
		}
	}
	return out
}

// best gives, of the links to one address, the first whose text is no label.
func best(l *listing, same []int) *candidate {
	for _, i := range same[:min(len(same), mostInRow)] {
		if !l.candidates[i].label {
			return &l.candidates[i]
		}
	}
	return &l.candidates[same[0]]
}

func (f *Finder) document(l *listing, c *candidate, byStem map[string][]int) (document, bool) {
	f.seen[c.key] = true
	d := document{main: c, row: -1}
	if c.label || c.file || saidWords.MatchString(c.text) || l.spoken || l.may(c, c.text) {
		if row, ok := l.rowOf(c); ok {
			d.row, d.words = row, l.wordsOf(row)
		}
	}
	if !c.label {
		d.text, _ = bare(c.text)
	}
	words := d.text
	if c.label {
		words = d.words + " " + c.text
	}
	beside := f.beside(l, &d)
	if !l.may(c, words) && (beside.by == "" || !l.spoken && !c.label) {
		f.report.Others++
		return d, false
	}
	d.who = f.whoSpeaks(&d, beside)
	if why, ok := f.catalog.Copy(c.address); ok {
		f.report.Copies++
		if len(f.report.LookAlikes) < mostLookAlikes {
			f.report.LookAlikes = append(f.report.LookAlikes, LookAlike{c.address, why})
		}
		return d, false
	}
	f.join(l, &d, byStem)
	return d, true
}

// join finds the other versions of a document: files whose names differ by
// the language's mark, and labels in the same row of a table or item of a list.
func (f *Finder) join(l *listing, d *document, byStem map[string][]int) {
	all := []*candidate{d.main}
	langs := []string{d.main.lang}
	add := func(c *candidate, distinct bool) {
		if f.seen[c.key] || distinct && (c.lang == "" || slices.Contains(langs, c.lang)) {
			return
		}
		if _, copied := f.catalog.Copy(c.address); copied {
			return
		}
		f.seen[c.key] = true
		all, langs = append(all, c), append(langs, c.lang)
	}
	if d.main.stem != d.main.address {
		for _, i := range byStem[d.main.stem][:min(len(byStem[d.main.stem]), mostInRow)] {
			add(&l.candidates[i], true)
		}
	}
	if d.row >= 0 && rowTags[l.elements[d.row].tag] {
		inside := l.inside(l.elements[d.row])
		if together, _ := l.together(l.elements[d.row]); together && len(inside) <= mostInRow {
			for _, i := range inside {
				if c := &l.candidates[i]; c.label {
					add(c, d.main.label || c.lang != "")
				}
			}
		}
	}
	d.settle(all)
}

// settle says which address is the document's own: the link with its title, else
// the one in English, which the program reads best, else the first.
func (d *document) settle(all []*candidate) {
	for i, c := range all {
		if d.main.label && !c.weak && c.lang == "en" || d.main.label && c.weak && c.lang == "en" && len(all) > 1 || !d.main.label && d.main.lang != "en" && c.lang == "en" && c.stem == d.main.stem && c.stem != c.address {
			all[0], all[i] = all[i], all[0]
			break
		}
	}
	d.main, d.versions = all[0], all[1:]
	if !d.main.weak || len(all) > 1 {
		d.lang = d.main.lang
	}
}

// known gives the source that the catalogue has at one of its addresses.
func (f *Finder) known(d *document) (catalog.Entry, bool) {
	for _, c := range append([]*candidate{d.main}, d.versions...) {
		if e, ok := f.catalog.ByURL(c.address); ok {
			return e, true
		}
	}
	return catalog.Entry{}, false
}
