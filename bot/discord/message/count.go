package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Count counts characters as Discord does, or more: its servers count code
// points, its clients UTF-16 units. The larger of the two, the units, is on the
// safe side of both.
func Count(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

const ellipsis = "…"

// Cut gives at most n characters of a text, as Discord counts them, cut between words and never inside a
// cluster of code points, a mark like [12], a link or an escape, with an ellipsis where something was cut.
// A single one of these that is longer than n is left out.
func Cut(text string, n int) string {
	if Count(text) <= n {
		return text
	}
	if n < 1 {
		return ""
	}
	head, _ := split(text, n-1, false)
	return strings.TrimRightFunc(head, unicode.IsSpace) + ellipsis
}

// split cuts a text after at most n characters: behind the last sentence that
// ends in their second half where sentences is set, else between the last two
// words there, else where nothing whole is torn. With sentences set, head is
// never empty, so that a loop ends: a cluster longer than n is torn. White
// space at the cut is dropped.
func split(text string, n int, sentences bool) (head, rest string) {
	var at, count, sentence, word int // byte offsets of cuts; word and sentence 0: none
	for at < len(text) {
		if at > 0 && count > n/2 && mayCut(text, at) {
			word = at
			if endsSentence(text[:at]) {
				sentence = at
			}
		}
		size, chars := atom(text[at:])
		if count+chars > n {
			break
		}
		at, count = at+size, count+chars
	}
	switch {
	case at == len(text):
		return text, ""
	case sentences && sentence > 0:
		at = sentence
	case word > 0:
		at = word
	case at == 0 && sentences:
		at = torn(text, n)
	}
	return strings.TrimRightFunc(text[:at], unicode.IsSpace), strings.TrimLeftFunc(text[at:], unicode.IsSpace)
}

// torn gives where to tear a text whose first atom is longer than n.
func torn(text string, n int) int {
	at, count := 0, 0
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if count += Count(string(r)); at > 0 && count > n {
			break
		}
		at += size
	}
	if at == 1 && text[0] == '\\' && len(text) > 1 { // the pair of an escape
		_, size := utf8.DecodeRuneInString(text[1:])
		at += size
	}
	return at
}

// mayCut tells whether a word ends before at and something whole begins there
// or behind the white space there.
func mayCut(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	next, size := utf8.DecodeRuneInString(text[at:])
	if unicode.IsSpace(next) {
		before = next
		next, _ = utf8.DecodeRuneInString(text[at+size:])
	}
	if unicode.IsMark(next) || next == '\u200d' {
		return false
	}
	if strings.ContainsRune("。！？", before) { // of scripts without spaces
		return !unicode.IsPunct(next)
	}
	return unicode.IsSpace(before)
}

// endsSentence tells whether a text ends in a full stop or the like, and what closes it.
func endsSentence(text string) bool {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	text = strings.TrimRight(text, "\"'”’»)]\\*")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…。！？؟", r)
}

// longestAtom bounds, in bytes, what is looked at to find one.
const longestAtom = 4096

// atom gives the length, in bytes and characters, of the first thing of a text
// that is not to be torn: an escape, a mark, a link, or a cluster of code points.
func atom(text string) (size, chars int) {
	switch c := text[0]; {
	case c == '\\' && len(text) > 1:
		_, n := utf8.DecodeRuneInString(text[1:])
		size = 1 + n
		if text[1] == '@' && strings.HasPrefix(text[size:], noPing) {
			size += len(noPing)
		}
	case c == '[':
		size = linkLength(text[:min(len(text), longestAtom)])
	case c == '<':
		size = strings.IndexAny(text[:min(len(text), longestAtom)], ">\n ") + 1
	case c >= ' ' && c < utf8.RuneSelf && (len(text) == 1 || text[1] < utf8.RuneSelf):
		return 1, 1
	}
	if size <= 0 {
		first, _, _, _ := uniseg.FirstGraphemeClusterInString(text[:min(len(text), longestAtom)], -1)
		size = len(first)
	} else if size < len(text) && text[size] >= utf8.RuneSelf {
		size += marksAfter(text[size:]) // what combines with the last character of a pair
	}
	return size, Count(text[:size])
}

// marksAfter gives the bytes of combining marks at the start of a text.
func marksAfter(text string) int {
	for i, r := range text {
		if !unicode.IsMark(r) && r != '\u200d' || i > 64 {
			return i
		}
	}
	return len(text)
}

// linkLength gives the length of a mark like [12] or a masked link at the
// start of a text, 0 where there is none.
func linkLength(text string) int {
	end := strings.IndexAny(text[1:], "[]\n") + 1
	switch {
	case end == 0 || text[end] != ']':
		return 0
	case strings.HasPrefix(text[end:], "](<"):
		if close := strings.Index(text[end:], ">)"); close > 0 {
			return end + close + 2
		}
		return 0
	case strings.Trim(text[1:end], "0123456789") == "":
		return end + 1
	}
	return 0
}
