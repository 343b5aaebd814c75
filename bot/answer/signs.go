package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ownSigns are the signs that a draft's own words may carry besides letters,
// ASCII digits and spaces. What is not here could be markup, a mention, a
// direction mark or a quotation mark in disguise.
const ownSigns = ".,;:!?'’-–—()/%。，；：！？、،؛؟"

// strangeSign tells why a draft's own words carry a sign that they may not, or
// gives "".
func strangeSign(own string) string {
	before := ' '
	for i := 0; i < len(own); {
		r, size := utf8.DecodeRuneInString(own[i:])
		i += size
		next, _ := utf8.DecodeRuneInString(own[i:])
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r), r == ' ', '0' <= r && r <= '9':
		case r == '\'' || r == '’':
			if !apostrophe(before, next) {
				return "puts words in quotation marks that are not those of a quotation"
			}
		case !strings.ContainsRune(ownSigns, r):
			return "carries signs that are no text"
		}
		before = r
	}
	if mixedScripts(own) {
		return "writes a word in letters of several scripts"
	}
	return ""
}

// apostrophe tells whether a sign between two others is one: inside a word, or
// behind the s of a plural.
func apostrophe(before, next rune) bool {
	if !unicode.IsLetter(before) {
		return false
	}
	return unicode.IsLetter(next) || before == 's' && (next == ' ' || strings.ContainsRune(".,;:!?)", next) || next == utf8.RuneError)
}

// mixedScripts tells whether a word has letters of two scripts that look alike.
func mixedScripts(s string) bool {
	for _, w := range splitWords(s) {
		var latin, other bool
		for _, r := range w.text {
			latin = latin || unicode.Is(unicode.Latin, r)
			other = other || unicode.In(r, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee)
		}
		if latin && other {
			return true
		}
	}
	return false
}
