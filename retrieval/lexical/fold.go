package lexical

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Limits on what one word can become. They bound the time a stemmer takes and
// the size of a term, whatever the text.
const (
	maxWordRunes = 64  // a longer run is cut here and not stemmed
	maxTermBytes = 200 // no term is longer
)

// fold gives the form in which a word is compared: compatibility forms replaced
// (NFKC), case folded, apostrophes straight, ignorable characters, vowel signs
// and the Arabic tatweel gone, digits of any script as 0 to 9, ё as е. Accents
// stay, since the stemmers want them.
func fold(s string) string {
	if isLowerASCII(s) {
		return s
	}
	if isASCII(s) {
		return strings.ToLower(s)
	}
	if len(s) > 4*maxWordRunes {
		s = cut(s, 4*maxWordRunes)
	}
	s = cases.Fold().String(norm.NFKC.String(s))
	return strings.Map(foldRune, norm.NFC.String(s))
}

func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case r == 'ё':
		return 'е'
	case r == '’' || r == 'ʼ' || r == '‘':
		return '\''
	case unicode.IsDigit(r):
		return '0' + digitValue(r)
	case r == 'ـ', unicode.Is(unicode.Mn, r) && 0x610 <= r && r <= 0x6ED:
		return -1
	case unicode.IsLetter(r), unicode.Is(unicode.M, r):
		return r
	}
	return -1
}

// digitValue is the value of a decimal digit of any script: Unicode keeps the
// ten together, in order.
func digitValue(r rune) rune {
	v := rune(0)
	for v < 9 && unicode.IsDigit(r-v-1) {
		v++
	}
	return v
}

// unaccent takes the accents off Latin letters; other scripts' marks make
// letters of their own (й is not и) and stay.
func unaccent(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	latin := false
	for _, r := range norm.NFD.String(s) {
		if unicode.Is(unicode.Mn, r) && latin {
			continue
		}
		latin = r < 0x250 || unicode.Is(unicode.Latin, r)
		switch r {
		case 'œ':
			b.WriteString("oe")
		case 'æ':
			b.WriteString("ae")
		case 'ø':
			b.WriteByte('o')
		case 'ł':
			b.WriteByte('l')
		case 'đ', 'ð':
			b.WriteByte('d')
		case 'ı':
			b.WriteByte('i')
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isLowerASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// cut shortens s to at most n bytes, at the start of a rune.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// cutRunes shortens s to at most n runes and says whether it had to.
func cutRunes(s string, n int) (string, bool) {
	if len(s) <= n {
		return s, false
	}
	for i := range s {
		if n == 0 {
			return s[:i], true
		}
		n--
	}
	return s, false
}
