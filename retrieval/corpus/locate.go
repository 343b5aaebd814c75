package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Locate finds the words of the needle in a folded text: every occurrence, in
// order, none overlapping another, as spans of the original. An occurrence
// begins and ends with whole words ("State" is not found in "Statement", nor
// "000" in "5,000", nor "can" in "can't") and with whole units, so that the
// text of each span folds to what the needle, without the white space around
// it, folds to. A needle without a visible character is found nowhere.
//
// A word joined by a hyphen is several: "binding" is found in "non-binding".
// Whoever shows what was found widens it.
func Locate(haystack Folded, needle string) []Span {
	want := strings.TrimSpace(Fold(needle).text)
	if want == "" {
		return nil
	}
	var found []Span
	for from := 0; from <= len(haystack.text)-len(want); {
		i := strings.Index(haystack.text[from:], want)
		if i < 0 {
			break
		}
		start := from + i
		end := start + len(want)
		switch {
		case inWord(haystack.text, start) || !haystack.whole(start):
			from = nextWord(haystack.text, start)
		case inWord(haystack.text, end) || !haystack.whole(end):
			_, size := utf8.DecodeRuneInString(haystack.text[start:])
			from = start + size
		default:
			found = append(found, haystack.Span(start, end))
			from = end
		}
	}
	return found
}

// nextWord gives the first place after at that lies in no word: so that one
// letter written a hundred thousand times costs one look, not as many.
func nextWord(text string, at int) int {
	for at < len(text) {
		_, size := utf8.DecodeRuneInString(text[at:])
		if at += size; !inWord(text, at) {
			break
		}
	}
	return at
}

// inWord tells whether the place lies inside a word or a number of the folded
// text, so that nothing can begin or end there.
func inWord(text string, at int) bool {
	if at <= 0 || at >= len(text) {
		return false
	}
	before, size := utf8.DecodeLastRuneInString(text[:at])
	after, afterSize := utf8.DecodeRuneInString(text[at:])
	switch {
	case unicode.Is(unicode.M, after):
		return !unicode.IsSpace(before)
	case joins(before) && joins(after):
		return true
	case isPoint(before) && unicode.IsDigit(after):
		r, _ := utf8.DecodeLastRuneInString(text[:at-size])
		return unicode.IsDigit(r)
	case unicode.IsDigit(before) && isPoint(after):
		r, _ := utf8.DecodeRuneInString(text[at+afterSize:])
		return unicode.IsDigit(r)
	case before == 'n' && after == '\'': // can't
		return strings.HasPrefix(text[at:], "'t") && !inWord(text, at+2)
	}
	return false
}

func isPoint(r rune) bool { return r == '.' || r == ',' }

// joins tells whether a character sticks to its neighbours in a word. Those of
// scripts written without spaces do not.
func joins(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || r == '_'
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
		return false
	}
	return !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
