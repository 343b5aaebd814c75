package corpus

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// markParagraphs finds which paragraphs are headings and items, what numbers
// they bear, and what leads the items in.
//
// A lead matters for the truth: under "We do not support the following:" the
// words "a new treaty" mean their opposite. So an item is given a lead rather
// too often than too seldom.
func markParagraphs(text string, ps []Paragraph) {
	n := numberer{text: text, ps: ps, marks: make([]marker, len(ps)), main: -1, bullets: -1, bare: -1}
	for i, p := range ps {
		n.marks[i] = readMarker(p.In(text))
	}
	n.keepCountedWeak()
	n.headings()
	for i := range ps {
		n.place(i)
	}
}

// numberer walks the paragraphs and remembers what the next one may belong to.
type numberer struct {
	text  string
	ps    []Paragraph
	marks []marker

	main     int     // last number of the numbered paragraphs, -1 before the first
	number   string  // label of the paragraph that lettered items belong to
	before   int     // last paragraph that is no item, as a lead for what follows
	items    []level // lettered items that are open, outermost first
	run      int     // last number of a list of numbered items, 0 outside
	runLead  int
	bullets  int // lead of the bullets that are open, -1 when none is
	inBullet bool
	bare     int // lead of the lines of a list without markers, -1 outside
}

// level is one depth of lettered items.
type level struct {
	style labelStyle
	label string
	lead  int // paragraph that leads this level in
	index int // its latest item
}

// keepCountedWeak takes numbers without a full stop for paragraph numbers only
// where three in a row count on and no numbers with one are there: "13
// December" and footnotes begin so too.
func (n *numberer) keepCountedWeak() {
	strong, chain, last := false, 0, 0
	for i, m := range n.marks {
		strong = strong || m.kind == numberMark
		if m.kind != weakMark || footnoteWord(n.ps[i].In(n.text)[m.size:]) {
			continue
		}
		if value, _ := strconv.Atoi(m.label); value == last+1 {
			chain, last = chain+1, value
		} else if chain < 3 {
			chain, last = 1, value
		}
	}
	counted := chain >= 3 && !strong
	next := 0
	for i := range n.marks {
		m := &n.marks[i]
		if m.kind != weakMark {
			continue
		}
		value, _ := strconv.Atoi(m.label)
		if counted && (next == 0 || value == next) && !footnoteWord(n.ps[i].In(n.text)[m.size:]) {
			m.kind, next = numberMark, value+1
			continue
		}
		*m = marker{}
	}
}

// headings finds short paragraphs without an end, before one that has words to
// say. Of a longer run of such lines only the last is taken for a heading.
func (n *numberer) headings() {
	for i := len(n.ps) - 2; i >= 0; i-- {
		if !n.looksLikeHeading(i) {
			continue
		}
		run := 0
		for j := i + 1; j < len(n.ps) && n.ps[j].Heading; j++ {
			run++
		}
		if run >= 3 || run == 0 && n.ps[i+1].Len() <= n.ps[i].Len() && !endsSentence(lastMark(n.ps[i+1].In(n.text))) {
			continue
		}
		n.ps[i].Heading = true
	}
}

func (n *numberer) looksLikeHeading(i int) bool {
	s, m := n.ps[i].In(n.text), n.marks[i]
	if strings.HasPrefix(s, "#") {
		return len(s) <= 400
	}
	if furniture(s) || m.kind == noMark && leadingDigits(s) > 0 {
		return false
	}
	if len(s) > 400 || m.kind == bulletMark || m.kind == letterMark || utf8.RuneCountInString(s) > 120 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	words := s[m.size:]
	end := lastMark(s)
	bracketed := strings.HasPrefix(s, "(") && r == ')' || strings.HasPrefix(s, "【") || strings.HasPrefix(s, "[")
	return (bracketed || !endsSentence(end) && end != ',') && !startsLower(words) &&
		strings.IndexFunc(words, unicode.IsLetter) >= 0 && !isSalutation(s)
}

// place settles the paragraph i, those before it being settled.
func (n *numberer) place(i int) {
	p, m := &n.ps[i], n.marks[i]
	switch {
	case p.Heading:
		n.heading(i)
	case m.kind == numberMark && n.listNumber(i):
	case m.kind == numberMark, m.kind == romanMark:
		n.paragraph(i, m.label)
	case m.kind == letterMark:
		n.letter(i)
	case m.kind == bulletMark:
		n.bullet(i)
	case n.bareItem(i):
	default:
		n.paragraph(i, "")
	}
	n.inBullet = m.kind == bulletMark
}

func (n *numberer) heading(i int) {
	m := n.marks[i]
	n.ps[i].Number = m.label
	n.items, n.number, n.before = n.items[:0], "", i
	n.run, n.bullets, n.bare = 0, -1, -1
	if value, err := strconv.Atoi(m.label); err == nil && m.kind == numberMark {
		n.main = value
	}
}

// paragraph settles one that is no item. One without a number may go on the
// numbered one before it: "(b)" after it is still that one's.
func (n *numberer) paragraph(i int, label string) {
	n.ps[i].Number = label
	n.before, n.bullets, n.bare = i, -1, -1
	if label == "" {
		return
	}
	n.items, n.number, n.run = n.items[:0], label, 0
	if value, err := strconv.Atoi(label); err == nil {
		n.main = value
	}
}

// listNumber settles a number that counts within a list which a colon led in,
// and tells whether it did.
func (n *numberer) listNumber(i int) bool {
	value, err := strconv.Atoi(n.marks[i].label)
	if err != nil {
		return false
	}
	prev := i - 1
	starts := value == 1 && prev >= 0 && !n.ps[prev].Heading && lastMark(n.ps[prev].In(n.text)) == ':' &&
		!isSalutation(n.ps[prev].In(n.text)) && n.main != 0
	goes := n.run > 0 && value == n.run+1 &&
		(value != n.main+1 || lastMark(n.ps[prev].In(n.text)) == ';')
	switch {
	case starts:
		n.runLead = prev
	case !goes:
		return false
	}
	n.run = value
	p := &n.ps[i]
	p.Item, p.Lead, p.Number = true, n.runLead, n.marks[i].label
	if lead := n.ps[n.runLead].Number; lead != "" {
		p.Number = lead + "(" + p.Number + ")"
	}
	n.items, n.number, n.before, n.bullets, n.bare = n.items[:0], p.Number, i, -1, -1
	return true
}

// letter settles a lettered item: under the item before it, beside it, or at
// one of the levels that are open.
func (n *numberer) letter(i int) {
	label := n.marks[i].label
	style := n.styleOf(label)
	depth := len(n.items)
	for k := len(n.items) - 1; k >= 0; k-- {
		if n.items[k].style == style {
			depth = k
			break
		}
	}
	if depth < len(n.items) && depth == 0 && isFirstLabel(label) && n.before > n.items[0].index {
		n.items = n.items[:0] // begins anew under a paragraph without a number
		n.number = n.ps[n.before].Number
	}
	lead := -1
	switch {
	case depth < len(n.items):
		lead = n.items[depth].lead
	case depth > 0:
		lead = n.items[depth-1].index
	case i > 0:
		lead = n.before
	}
	n.items = append(n.items[:min(depth, len(n.items))], level{style, label, lead, i})
	p := &n.ps[i]
	p.Item, p.Lead = true, lead
	p.Number = n.number
	for _, l := range n.items {
		p.Number += l.label
	}
	n.bullets, n.bare = -1, -1
}

// bullet settles a bulleted item. Bullets are led in by what stands before the
// first of them, when that leaves something open or they do.
func (n *numberer) bullet(i int) {
	p := &n.ps[i]
	p.Item = true
	if n.inBullet {
		p.Lead = n.bullets
	} else if i > 0 {
		words := p.In(n.text)[n.marks[i].size:]
		before := n.ps[i-1]
		switch end := lastMark(before.In(n.text)); {
		case isSalutation(before.In(n.text)), before.Heading && standsAlone(words):
		case before.Heading, end == ':', end == '：', end == ';', !endsSentence(end),
			startsLower(words), !endsSentence(lastMark(words)):
			p.Lead = i - 1
		}
		if p.Lead >= 0 && n.ps[p.Lead].Item && lastMark(n.ps[p.Lead].In(n.text)) != ':' {
			p.Lead = n.ps[p.Lead].Lead
		}
	}
	n.bullets = p.Lead
	if p.Lead >= 0 {
		p.Number = n.ps[p.Lead].Number
	}
	n.bare = -1
}

// standsAlone tells whether an item's words are a sentence or more, long enough
// to say what the heading over it says.
func standsAlone(words string) bool {
	return !startsLower(words) && endsSentence(lastMark(words)) && len(strings.Fields(words)) >= 12
}

// bareItem settles a line of a list that bears no markers, and tells whether
// the paragraph is one: it follows a colon and ends in a semicolon or begins
// with a small letter, or it follows such a line that left the list open.
func (n *numberer) bareItem(i int) bool {
	if i == 0 {
		return false
	}
	words := n.ps[i].In(n.text)
	before := n.ps[i-1].In(n.text)
	last := lastMark(before)
	end := lastMark(words)
	switch {
	case (last == ':' || last == '：') && !isSalutation(before) && (end == ';' || end == '；' || startsLower(words)):
		n.bare = i - 1
	case n.bare >= 0 && (last == ';' || last == '；' || last == ',' || endsWithAnd(before) || startsLower(words)):
	case startsLower(words) && n.ps[i-1].Item && n.ps[i-1].Lead >= 0 && (last == ';' || last == ','):
		n.bare = n.ps[i-1].Lead // the words that close a list
	default:
		return false
	}
	p := &n.ps[i]
	p.Item, p.Lead, p.Number = true, n.bare, n.ps[n.bare].Number
	return true
}
