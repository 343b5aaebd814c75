package corpus

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Widening. A quotation is shown with as much around it as keeps it true:
// whole sentences; the whole of what the speaker himself quotes, with the
// words that lead it in; an item with its lead ("We do not support the
// following:"); a supposition with the "Imagine" before it; a question with its
// answer; and the next sentences that take back, narrow or turn ("Provided
// that", "We reject this", "However"). Showing a sentence too many does no
// harm.

// longestQuote is the longest of the speaker's own quotations, in bytes, that
// a span is widened to. Beyond it the quotation is a document, or the message
// that the speaker reads out; Outline.Quoted tells of it.
const longestQuote = 2000

// Widen gives the smallest span of whole sentences that holds the words of s
// and what they need to be understood as they were said. White space at the
// ends of s is not held. Where the text has no words it gives s, cut to the
// text. Widening again changes nothing. The first call on an outline takes
// time in proportion to the text, each later one as good as none.
func (o *Outline) Widen(s Span) Span {
	s = o.words(s)
	if len(o.Sentences) == 0 {
		return s
	}
	from, to := o.sentenceRange(s)
	if from == to {
		if from == len(o.Sentences) || from > 0 && o.Sentences[from].Start > s.Start {
			from-- // between two sentences: white space belongs to the one before
		}
		to = from + 1
	}
	o.reachOnce.Do(o.findReach)
	return Span{o.Sentences[o.reachBack[from]].Start, o.Sentences[o.reachOn[to-1]].End}
}

// words cuts a span to the text and to what is no white space in it, and
// widens it to whole characters.
func (o *Outline) words(s Span) Span {
	s.Start = min(max(s.Start, 0), len(o.text))
	s.End = min(max(s.End, s.Start), len(o.text))
	s.Start, _ = characterAt(o.text, s.Start)
	_, s.End = characterAt(o.text, s.End)
	inner := s.In(o.text)
	left := strings.TrimLeftFunc(inner, unicode.IsSpace)
	if left == "" {
		return s
	}
	s.Start += len(inner) - len(left)
	s.End = s.Start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return s
}

// characterAt gives the ends of the character that the offset lies within, and
// the offset itself where it lies between two.
func characterAt(text string, offset int) (start, end int) {
	for p := offset; p >= 0 && p > offset-utf8.UTFMax && offset < len(text); p-- {
		if !utf8.RuneStart(text[p]) {
			continue
		}
		if _, size := utf8.DecodeRuneInString(text[p:]); p < offset && p+size > offset {
			return p, p + size
		}
		break
	}
	return offset, offset
}

// weighty tells whether a quotation says something: more than a term or a
// title, and not a whole document.
func (o *Outline) weighty(q Span) bool {
	if q.Len() > longestQuote {
		return false
	}
	words := q.In(o.text)
	return utf8.RuneCountInString(words) > 25 || len(strings.Fields(words)) >= 4
}

// sentenceAt gives the index of the sentence that the byte at offset lies in.
func (o *Outline) sentenceAt(offset int) int {
	i := sort.Search(len(o.Sentences), func(i int) bool { return o.Sentences[i].End > offset })
	return min(i, len(o.Sentences)-1)
}

// withLead gives the sentence from which the sentence at index i must be read.
func (o *Outline) withLead(i int) int {
	s := o.Sentences[i]
	p := o.Paragraphs[s.Paragraph]
	if p.Lead >= 0 {
		return o.lastSentence(p.Lead)
	}
	if i == 0 {
		return i
	}
	before := o.Sentences[i-1]
	end := lastMark(before.In(o.text))
	switch {
	case i == o.first[s.Paragraph] && (end == ':' || end == '：'):
		if !isSalutation(before.In(o.text)) {
			return i - 1
		}
	case (end == ':' || end == ',' || end == '：' || end == '，' || end == '،') && o.beginsQuoted(s.Span):
		return i - 1
	}
	return i
}

// beginsQuoted tells whether a sentence begins with a quotation that says
// something.
func (o *Outline) beginsQuoted(s Span) bool {
	i := sort.Search(len(o.Quoted), func(i int) bool { return o.Quoted[i].Start >= s.Start })
	return i < len(o.Quoted) && o.Quoted[i].Start == s.Start && o.weighty(o.Quoted[i])
}
