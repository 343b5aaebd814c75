package discover

import (
	"slices"
	"sort"
	"strings"
	"unicode"
)

// What is looked at around a link, at most.
const (
	mostClimb   = 16   // elements outwards
	mostInRow   = 24   // links that a row may have
	mostRow     = 400  // runs of text that it may have
	longestText = 1500 // bytes of a row's or a cell's text
)

// textOf joins the runs from one to before another; skip leaves runs out.
func (p *page) textOf(from, to int, skip func(run) bool) string {
	var b strings.Builder
	gap := false
	for _, r := range p.runs[from:min(to, from+mostRow)] {
		if b.Len() > longestText {
			break
		}
		if skip != nil && skip(r) {
			gap = true
			continue
		}
		if b.Len() > 0 && (gap || r.gap) {
			b.WriteByte(' ')
		}
		b.WriteString(r.text)
		gap = false
	}
	return cut(b.String(), longestText)
}

func (p *page) text(element int) string {
	e := p.elements[element]
	return p.textOf(e.from, e.to, nil)
}

var (
	rowTags = setOf("tr li article dd")
	lists   = setOf("ul ol dl tbody thead table")
)

// rowOf finds the row of a table, the item of a list or the block that a
// candidate belongs to. It grows outwards while all links in it are of one
// document, and as far as it has to until it has words that are no label.
func (l *listing) rowOf(c *candidate) (row int, ok bool) {
	best := -1
	at := c.in
	listed := false // whether what it is in is one of several of a list
	for range mostClimb {
		if at < 0 {
			break
		}
		e := l.elements[at]
		if whole[e.tag] || e.tag == "table" && best >= 0 {
			if e.tag != "article" {
				break
			}
		}
		together, few := l.together(e)
		if !few {
			break
		}
		listed = listed || lists[e.tag]
		switch says := l.wordsOf(at) != ""; {
		case rowTags[e.tag] && says:
			return at, true
		case together && says && !listed:
			best = at
		case !together && best >= 0:
			return best, true
		}
		at = e.parent
	}
	return best, best >= 0
}

// together tells whether the candidates in an element may be of one document,
// labels being of different languages, and whether they are few.
func (l *listing) together(e element) (together, few bool) {
	inside := l.inside(e)
	if len(inside) > mostInRow {
		return false, false
	}
	var titled string
	var labels, langs []string
	for i := range inside {
		c := &l.candidates[inside[i]]
		switch {
		case !c.label && (titled == "" || titled == c.key):
			titled = c.key
		case !c.label:
			return false, true
		case slices.Contains(labels, c.key):
		case slices.Contains(langs, c.lang):
			return false, true
		default:
			labels, langs = append(labels, c.key), append(langs, c.lang)
		}
	}
	return true, true
}

// inside lists the candidates within an element, one more than a row may have
// at most.
func (l *listing) inside(e element) []int {
	n := len(l.candidates)
	first := sort.Search(n, func(i int) bool { return l.candidates[i].from >= e.from })
	var out []int
	for i := first; i < n && l.candidates[i].to <= e.to && len(out) <= mostInRow; i++ {
		out = append(out, i)
	}
	return out
}

// wordsOf gives the text of an element without the links that are labels.
func (l *listing) wordsOf(at int) string {
	e := l.elements[at]
	text := l.textOf(e.from, e.to, l.isLabel)
	if label, _, _ := labelled(text); label {
		return ""
	}
	return text
}

// isLabel tells whether a run is a link's label, or words that stand for one.
func (l *listing) isLabel(r run) bool {
	if r.link >= 0 {
		return l.labels[r.link]
	}
	label, _, _ := labelled(r.text)
	return label && strings.ContainsFunc(r.text, unicode.IsLetter)
}

// cells lists the cells of a table's row.
func (l *listing) cells(row int) []int {
	var out []int
	for i := row + 1; i < len(l.elements) && l.elements[i].from < max(l.elements[row].to, l.elements[row].from+1); i++ {
		e := l.elements[i]
		if e.parent == row && (e.tag == "td" || e.tag == "th") {
			out = append(out, i)
		}
		if len(out) >= 40 || i > row+2000 {
			break
		}
	}
	return out
}

// tableOf gives the table that a row stands in, -1 for none.
func (l *listing) tableOf(row int) int {
	for at, n := l.elements[row].parent, 0; at >= 0 && n < 4; at, n = l.elements[at].parent, n+1 {
		if l.elements[at].tag == "table" {
			return at
		}
	}
	return -1
}

// columns gives the heads of a table's columns: the cells of its first row,
// where they are all heads.
func (l *listing) columns(row int) []string {
	table := l.tableOf(row)
	if table < 0 {
		return nil
	}
	if known, ok := l.heads[table]; ok {
		return known
	}
	var out []string
	for i := table + 1; i < len(l.elements) && i <= row; i++ {
		if l.elements[i].tag != "tr" {
			continue
		}
		for _, cell := range l.cells(i) {
			if l.elements[cell].tag != "th" && l.elements[l.elements[i].parent].tag != "thead" {
				out = nil
				break
			}
			out = append(out, l.text(cell))
		}
		break
	}
	l.heads[table] = out
	return out
}

// heading is a line that stands over what follows.
type heading struct {
	rank, at int // the smaller the rank, the more it covers; at is a run
	text     string
}

var ranks = map[string]int{"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "caption": 7, "dt": 8}

// headings lists the page's headings that hold no link, and the rows of a table
// that have one cell and stand for a heading.
func (l *listing) findHeadings() {
	for at := range l.elements {
		e := l.elements[at]
		if e.from == e.to || e.hidden || e.chrome {
			continue
		}
		rank := ranks[e.tag]
		if e.tag == "tr" && len(l.cells(at)) == 1 {
			rank = 9
		}
		if rank == 0 || len(l.inside(e)) > 0 {
			continue
		}
		if text := l.text(at); len(text) <= 300 {
			l.headings = append(l.headings, heading{rank, e.from, text})
		}
	}
}

// above lists the headings over a run, the nearest first, each of which covers
// more than the one before.
func (l *listing) above(at int) []string {
	n := sort.Search(len(l.headings), func(i int) bool { return l.headings[i].at >= at })
	var out []string
	rank := 10
	for i := n - 1; i >= 0 && i >= n-400 && rank > 1; i-- {
		if h := l.headings[i]; h.rank < rank {
			out, rank = append(out, h.text), h.rank
		}
	}
	return out
}
