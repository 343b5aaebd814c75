package corpus

import (
	"strings"
	"unicode/utf8"
)

// How far a sentence must be read, found once for all sentences of a text. A
// range's beginning depends on its first sentence alone and its end on its last
// one, so two arrays answer every question. Each chain is resolved to its end,
// which is why widening again changes nothing; it is cut at places that the
// text alone decides, so that a text of nothing but reversals is not shown
// whole for one of them.

const (
	turnsChained = 3    // sentences in a row that only turn ("However") or answer
	turnedBytes  = 1500 // bytes of them; one sentence is always taken
	backsChained = 8    // in a row, with such as take back ("Unless")
	backsBytes   = 4000
	gluedBytes   = 4 * longestQuote // bytes of quotations that share sentences
	brokenBytes  = 1500             // bytes of a sentence that a page's furniture cuts
)

// findReach fills reachBack and reachOn.
func (o *Outline) findReach() {
	n := len(o.Sentences)
	o.reachBack, o.reachOn = make([]int32, n), make([]int32, n)
	for i := range n {
		o.reachBack[i], o.reachOn[i] = int32(i), int32(i)
	}
	o.reachQuotes()
	o.reachHalves()
	o.reachReversals()
	for i := 1; i < n; i++ {
		back := min(int(o.reachBack[i]), o.withLead(i), o.withSupposition(i))
		if o.reachBack[i] = int32(back); back < i {
			o.reachBack[i] = o.reachBack[back]
		}
	}
	for i := n - 2; i >= 0; i-- {
		if on := o.reachOn[i]; int(on) > i {
			o.reachOn[i] = o.reachOn[on]
		}
	}
}

// glue makes the sentences from index i to j show one another.
func (o *Outline) glue(i, j int) {
	for k := i; k <= j; k++ {
		o.reachBack[k] = min(o.reachBack[k], int32(i))
		o.reachOn[k] = max(o.reachOn[k], int32(j))
	}
}

// reachQuotes keeps the quotations whole.
func (o *Outline) reachQuotes() {
	first, last := -1, -1 // sentences of the quotations that share some
	for _, q := range o.Quoted {
		if !o.weighty(q) {
			continue
		}
		i, j := o.sentenceAt(q.Start), o.sentenceAt(q.End-1)
		if i > last {
			first = i
		}
		if o.Sentences[j].End-o.Sentences[first].Start > gluedBytes {
			continue
		}
		last = j
		o.glue(i, j)
	}
}

// reachHalves keeps a sentence whole that a paragraph's end cuts, though the
// paragraphs could not be joined: something stood between its halves, or the
// second begins with a name.
func (o *Outline) reachHalves() {
	first := -1
	for i := range len(o.Sentences) - 1 {
		if !o.cutAfter(i) {
			first = -1
			continue
		}
		if first < 0 {
			first = i
		}
		if o.Sentences[i+1].End-o.Sentences[first].Start > brokenBytes {
			first = -1
			continue
		}
		o.glue(i, i+1)
	}
}

// cutAfter tells whether the sentence at index i lacks its end, which may be
// the next one.
func (o *Outline) cutAfter(i int) bool {
	a, b := o.Sentences[i], o.Sentences[i+1]
	if a.Paragraph == b.Paragraph {
		return false
	}
	p, next := o.Paragraphs[a.Paragraph], o.Paragraphs[b.Paragraph]
	words := a.In(o.text)
	heading := p.Heading && (a.Len() < 48 || titleCase(words))
	return !heading && !p.Item && !next.Item && next.Number == "" && a.Len() >= 12 && !closed(words) && !isSalutation(words)
}

// titleCase tells whether a line's longer words begin with capitals, or the
// most of them do, as in a title or a letterhead.
func titleCase(s string) bool {
	capitals, words := 0, 0
	for _, w := range strings.Fields(s) {
		if utf8.RuneCountInString(w) < 4 {
			continue
		}
		words++
		if startsUpper(w) {
			capitals++
		}
	}
	return 2*capitals > words
}

// reachReversals takes along the sentences that take back or turn what stands
// before them, the answers to questions, what is made of others'
// words, and what is announced.
func (o *Outline) reachReversals() {
	run, size := 0, 0
	for i := range len(o.Sentences) - 1 {
		asked := isQuestion(o.Sentences[i].In(o.text))
		next := o.Sentences[i+1].In(o.text)
		back := takesBack(next, asked)
		reported := o.Sentences[i].Paragraph == o.Sentences[i+1].Paragraph && (tellsOfOthers(o.Sentences[i].In(o.text)) || namesNext(o.Sentences[i].In(o.text)))
		if !back && !asked && !reported && !turns.begin(headOf(next)) {
			run, size = 0, 0
			continue
		}
		most, room := turnsChained, turnedBytes
		if back {
			most, room = backsChained, backsBytes
		}
		if run > 0 && (run >= most || size+len(next) > room) {
			run, size = 0, 0
			continue
		}
		run, size = run+1, size+len(next)
		o.reachOn[i] = max(o.reachOn[i], int32(i+1))
	}
}

func isQuestion(sentence string) bool {
	switch lastMark(sentence) {
	case '?', '？', '؟':
		return true
	}
	return false
}

// withSupposition gives the index of the sentence that makes the one at index
// i an assumption; i itself where none does.
func (o *Outline) withSupposition(i int) int {
	before, s := o.Sentences[i-1], o.Sentences[i]
	if before.Paragraph == s.Paragraph && suppositions.begin(headOf(before.In(o.text))) && !suppositions.begin(headOf(s.In(o.text))) {
		return i - 1
	}
	return i
}
