package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// markKind is the kind of marker that a paragraph begins with.
type markKind int

const (
	noMark     markKind = iota
	numberMark          // 13.  13)  1.2  IV.2
	weakMark            // 13 with nothing after it: a number only where others count on
	romanMark           // IV.
	letterMark          // (a)  a)  (ii)  (1)
	bulletMark          // •  -
)

// marker is what a paragraph begins with.
type marker struct {
	kind  markKind
	label string // as cited: "13", "IV", "(c)"; empty for bullets
	size  int    // bytes up to the words
}

// listMarker reads the marker at the start of a line or paragraph. Weak
// numbers are none here: "13 December" may begin a wrapped line.
func listMarker(s string) marker {
	m := readMarker(s)
	if m.kind == weakMark {
		return marker{}
	}
	return m
}

func readMarker(s string) marker {
	if s == "" {
		return marker{}
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9':
		return readNumber(s)
	case c == '(':
		return readBracketed(s)
	case c >= 'A' && c <= 'Z':
		return readRoman(s)
	case c >= 'a' && c <= 'z':
		return readLetter(s)
	case c >= utf8.RuneSelf:
		return readForeign(s)
	case c == '-' || c == '*':
		return bulletAt(s, 1)
	}
	return marker{}
}

// readNumber reads "13.", "13)", "13 -" (as Arabic documents number), "1.2".
func readNumber(s string) marker {
	n, levels := numberLabel(s)
	if n == 0 {
		return marker{}
	}
	label, rest := s[:n], s[n:]
	switch {
	case strings.HasPrefix(rest, "."), strings.HasPrefix(rest, ")"):
		rest = strings.TrimPrefix(rest[1:], ")")
		if words := trimSpace(rest); words != rest || startsUpper(words) {
			return marker{numberMark, label, len(s) - len(words)}
		}
		if rest == "" {
			return marker{numberMark, label, len(s)}
		}
	case levels > 1:
		if words := trimSpace(rest); words != rest && !startsLower(words) && startsLetter(words) {
			return marker{numberMark, label, len(s) - len(words)}
		}
	default:
		return readLooseNumber(s, label, rest)
	}
	return marker{}
}

// readLooseNumber reads a number that no full stop follows.
func readLooseNumber(s, label, rest string) marker {
	words := trimSpace(rest)
	for _, dash := range []string{"- ", "– ", "— "} {
		if after, ok := strings.CutPrefix(words, dash); ok && startsLetter(trimSpace(after)) {
			return marker{numberMark, label, len(s) - len(trimSpace(after))}
		}
	}
	if words != rest && startsUpper(words) {
		return marker{weakMark, label, len(s) - len(words)}
	}
	return marker{}
}

// numberLabel measures "13" or "1.2.3", each part of at most three digits, and
// counts its parts.
func numberLabel(s string) (size, levels int) {
	i := 0
	for {
		n := leadingDigits(s[i:])
		if n == 0 || n > 3 {
			break
		}
		i, levels = i+n, levels+1
		size = i
		if i+1 >= len(s) || s[i] != '.' || leadingDigits(s[i+1:]) == 0 {
			return size, levels
		}
		i++
	}
	return 0, 0
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// readBracketed reads "(a)", "(ii)", "(1)".
func readBracketed(s string) marker {
	end := strings.IndexByte(s[:min(len(s), 8)], ')')
	if end < 2 {
		return marker{}
	}
	inner := s[1:end]
	if !isItemLabel(inner) && !(leadingDigits(inner) == len(inner) && len(inner) <= 2) {
		return marker{}
	}
	return marker{letterMark, "(" + inner + ")", len(s) - len(trimSpace(s[end+1:]))}
}

// readLetter reads "a)", "ii)" and "a. ".
func readLetter(s string) marker {
	end := strings.IndexAny(s[:min(len(s), 7)], ").")
	if end < 1 || !isItemLabel(s[:end]) {
		return marker{}
	}
	words := trimSpace(s[end+1:])
	if s[end] == '.' && (len(words)+end+1 == len(s) || !startsUpper(words)) {
		return marker{} // "e.g." and the like
	}
	return marker{letterMark, "(" + s[:end] + ")", len(s) - len(words)}
}

// readRoman reads "IV.", "IV)", "IV.2", and "A." or "A)" of headings.
func readRoman(s string) marker {
	end := strings.IndexAny(s[:min(len(s), 8)], ".)")
	if end < 1 {
		return marker{}
	}
	label, rest := s[:end], s[end+1:]
	roman := romanValue(strings.ToLower(label)) > 0 && label == strings.ToUpper(label)
	if n := leadingDigits(rest); roman && n > 0 && n <= 3 && s[end] == '.' {
		tail := strings.TrimPrefix(rest[n:], ".")
		if words := trimSpace(tail); words != tail {
			return marker{numberMark, s[:end+1+n], len(s) - len(words)}
		}
		return marker{}
	}
	words := trimSpace(rest)
	switch {
	case s[end] == ')' && len(label) == 1 && words != rest:
		return marker{letterMark, "(" + label + ")", len(s) - len(words)}
	case roman && (words != rest || startsUpper(words) && !strings.Contains(s[:min(len(s), 12)], ". ")) && !initialsFollow(words):
		return marker{romanMark, label, len(s) - len(words)}
	case len(label) == 1 && words != rest && len(s) <= 120 && !initialsFollow(words) && !endsSentence(lastMark(s)):
		return marker{romanMark, label, len(s) - len(words)}
	}
	return marker{}
}

// initialsFollow tells whether "V." before s is the first of a name's initials.
func initialsFollow(s string) bool {
	return len(s) >= 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] == '.'
}

// readForeign reads bullets, and the markers of Russian, Chinese and Arabic.
func readForeign(s string) marker {
	r, size := utf8.DecodeRuneInString(s)
	rest := s[size:]
	switch {
	case strings.ContainsRune("•·◦▪●○■□►➢➤✓❖‣⁃∙\uf0b7\uf0a7\uf0d8", r):
		return marker{bulletMark, "", len(s) - len(trimSpace(rest))}
	case r == '–' || r == '—' || r == '−' || r == '¥': // the last, a bullet of a font unknown to the reader
		return bulletAt(s, size)
	case r >= 'а' && r <= 'я' && strings.HasPrefix(rest, ")"):
		return marker{letterMark, "(" + s[:size] + ")", len(s) - len(trimSpace(rest[1:]))}
	case r == '（':
		if n := hanDigits(rest); n > 0 && strings.HasPrefix(rest[n:], "）") {
			return marker{letterMark, "（" + rest[:n] + "）", size + n + len("）")}
		}
	case hanDigits(s) > 0:
		if n := hanDigits(s); strings.HasPrefix(s[n:], "、") {
			return marker{romanMark, s[:n], n + len("、")}
		}
	}
	return marker{}
}

func bulletAt(s string, size int) marker {
	if words := trimSpace(s[size:]); len(words)+size < len(s) {
		return marker{bulletMark, "", len(s) - len(words)}
	}
	return marker{}
}

// hanDigits measures a Chinese number of at most three characters.
func hanDigits(s string) int {
	n := 0
	for i, r := range s {
		if !strings.ContainsRune("一二三四五六七八九十", r) {
			return i
		}
		if n++; n > 3 {
			return 0
		}
	}
	return len(s)
}

// isItemLabel tells whether s is one letter or a small roman number.
func isItemLabel(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size == len(s) && unicode.IsLetter(r) || romanValue(s) > 0
}

// romanValue reads a roman number in small letters, up to thirty-nine; 0 for
// anything else.
func romanValue(s string) int {
	tens := len(s) - len(strings.TrimLeft(s, "x"))
	if tens > 3 || s == "" {
		return 0
	}
	for i, ones := range []string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"} {
		if s[tens:] == ones {
			return tens*10 + i
		}
	}
	return 0
}

func trimSpace(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"“‘«("))
	return unicode.IsUpper(r)
}

func startsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"“‘«("))
	return unicode.IsLetter(r)
}
