package answer

import (
	"strings"
	"unicode/utf8"
)

// piece is a quotation in a draft: from start to end with its quotation marks,
// and the words between them.
type piece struct {
	start, end int
	words      string
}

// closers pairs an opening quotation mark with those that may close it. Single
// quotation marks are none of these: they are apostrophes as well.
var closers = map[rune]string{
	'"': "\"”", '“': "”\"", '„': "“”\"", '”': "”\"",
	'«': "»", '»': "«»",
	'「': "」", '『': "』", '＂': "＂",
}

// closesToo tells whether an opening quotation mark is more often a closing
// one. It opens a quotation only right before a word: ”so” in Swedish, »so« in
// German.
func closesToo(r rune) bool { return r == '”' || r == '»' }

// opened is a quotation under way.
type opened struct {
	mark    rune   // that opened it; 0: there is none
	closing string // marks that may close it
	depth   int    // quotations of the same kind open inside it
	last    rune   // its last rune so far that is no space
}

// opens gives the quotation that r opens outside any other, if it does; next
// is the rune behind it.
func opens(r, next rune) opened {
	closing, ok := closers[r]
	if !ok || closesToo(r) && !isWordRune(next) {
		return opened{}
	}
	return opened{mark: r, closing: closing}
}

// closes takes the quotation's next rune and tells whether it closes it.
func (q *opened) closes(r rune) bool {
	switch {
	case strings.ContainsRune(q.closing, r) && q.depth == 0:
		return true
	case strings.ContainsRune(q.closing, r):
		q.depth--
	case r == q.mark:
		q.depth++
	}
	if r != ' ' && r != '\u00a0' && r != '\u202f' && r != '\t' {
		q.last = r
	}
	return false
}

// quotations finds the double-quoted stretches of a draft's sentence,
// outermost only. One that is never closed runs to the end: it will not be
// found in the record, and so the sentence will not be shown.
func quotations(s string) []piece {
	var out []piece
	var q opened
	start, from := 0, 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		after := i + size
		if q.mark == 0 {
			var next rune
			if closesToo(r) {
				next, _ = utf8.DecodeRuneInString(s[after:])
			}
			q, start, from = opens(r, next), i, after
		} else if q.closes(r) {
			out = append(out, piece{start, after, s[from:i]})
			q = opened{}
		}
		i = after
	}
	if q.mark != 0 {
		out = append(out, piece{start, len(s), s[from:]})
	}
	return out
}

// outside gives the text without its quotations, a space in the place of each.
func outside(s string, ps []piece) string {
	var b strings.Builder
	at := 0
	for _, p := range ps {
		b.WriteString(s[at:p.start])
		b.WriteByte(' ')
		at = p.end
	}
	b.WriteString(s[at:])
	return b.String()
}

func lastRune(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}
