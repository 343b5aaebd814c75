package reader

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line of a text, with its place there.
type line struct {
	start, end int    // byte offsets in the text, the line end left out
	text       string // without the white space around it, and with plain spaces
}

func linesOf(s string) []line {
	var out []line
	for start := 0; start <= len(s); {
		end := strings.IndexByte(s[start:], '\n')
		if end < 0 {
			end = len(s) - start
		}
		out = append(out, line{start, start + end, squeeze(s[start : start+end])})
		start += end + 1
	}
	return out
}

// squeeze makes one plain space of every stretch of white space, and drops
// what is not seen: patterns need not know of either.
func squeeze(s string) string {
	if plain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u200B', r == '\u200E', r == '\u200F', r == '\u2060', r == '\uFEFF', r == '\u00AD':
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// plain tells whether squeeze would leave s as it is.
func plain(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ' && before == ' ', c < ' ', c == 0xC2, c == 0xE1, c == 0xE2, c == 0xE3, c == 0xEF: // the lead bytes of other spaces
			return false
		}
		before = c
	}
	return before != ' ' || s == ""
}

// words counts the words of a line; in scripts that write no spaces, two
// characters count as one.
func words(s string) int {
	n, wide := 0, 0
	for _, f := range strings.Fields(s) {
		for _, r := range f {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
				break
			}
		}
	}
	for _, r := range s {
		if r >= 0x3040 && r <= 0x9FFF {
			wide++
		}
	}
	return n + wide/2
}

// endsSentence tells whether a line ends as a sentence does.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’»)]* `)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".;!?…。！？؟۔", r)
}

var sentenceEnd = regexp.MustCompile(`[\p{Ll}\d)”"’»][.!?] +[\p{Lu}“"«]|[。！？]`)

// sentences counts the sentence ends within a line and at its end,
// abbreviations such as "Mr." left out.
func sentences(s string) int {
	n := len(sentenceEnd.FindAllString(abbreviated.ReplaceAllString(s, ""), -1))
	if endsSentence(s) {
		n++
	}
	return n
}

var abbreviated = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Dr|Amb|Prof|Gen|Sr|Sra|St|No|Art|para|paras|vs|Md|Rev|Add|Dip|Hon|Lic|M|Mme|г|ст|п)\.`)

// capitals tells whether a line's letters are capitals, a few set aside.
func capitals(s string) bool {
	upper, lower := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 3 && lower*5 < upper
}

// prose tells whether a line is running text rather than a line of a header:
// a sentence of some length, or a long stretch. next is the line below it,
// which continues it where a text was wrapped at some width.
func prose(l, next string) bool {
	n := words(l)
	if r, _ := utf8.DecodeRuneInString(next); n >= 5 && unicode.IsLower(r) {
		return true
	}
	if n >= 4 && endsSentence(l) && !mostlyCapitalised(l) && !capitals(l) {
		return true
	}
	if n < 8 {
		return false
	}
	switch {
	case endsSentence(l) || strings.HasSuffix(l, ":") || strings.HasSuffix(l, ","):
		return true
	case utf8.RuneCountInString(l) > 200 && !capitals(l):
		return true
	case sentences(l) > 0, firstPerson.MatchString(l):
		return true
	}
	return false
}
