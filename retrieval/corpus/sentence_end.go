package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// endsAt tells whether the terminator ends the sentence that begins at start,
// and where: after the closing marks.
func (t terminator) endsAt(s string, start int) (end int, ok bool) {
	rest := s[t.tail:]
	if rest == "" {
		return 0, false // the paragraph's end ends it anyway
	}
	next := trimSpace(rest)
	spaced := next != rest
	switch t.kind {
	case wide:
		return t.tail, true
	case strong:
		return t.tail, !bracketBefore(s, t.at) && (spaced && !startsLower(next) || !spaced && t.glued(s, start, next))
	case ellipsis:
		return t.tail, strings.TrimSpace(s[start:t.at]) != "" && !bracketBefore(s, t.at) && beginsUpper(next)
	}
	if !spaced {
		if n := t.gluedNote(s); n > 0 {
			return t.tail + n, true
		}
		return t.tail, t.glued(s, start, next)
	}
	return t.tail, t.periodEnds(s, start, next)
}

func bracketBefore(s string, i int) bool {
	return i > 0 && (s[i-1] == '(' || s[i-1] == '[')
}

// glued tells whether a sentence ends although no space follows: the extract
// of a page often loses it, as in "crossroads.We".
func (t terminator) glued(s string, start int, next string) bool {
	word := wordBefore(s, start, t.at)
	before, _ := utf8.DecodeLastRuneInString(s[:t.at])
	if inAddress(s, t.at) || strings.TrimSpace(s[start:t.at]) == word && enumerates(word) || abbreviations[strings.ToLower(word)] != noAbbreviation {
		return false
	}
	first, size := utf8.DecodeRuneInString(next)
	if isOpener(first) {
		first, size = utf8.DecodeRuneInString(next[size:])
	}
	switch {
	case utf8.RuneCountInString(word) < 2 && t.kind == period:
		return false
	case strings.ContainsRune(word, '.'):
		return false
	case unicode.IsUpper(first):
		return (unicode.IsLower(before) || unicode.IsDigit(before) || unicode.IsUpper(before) || isCloser(before)) && continuesWord(next[min(size, len(next)):], first)
	case caseless(first):
		return caseless(before) || isCloser(before)
	}
	return false
}

// continuesWord tells whether a capital and what follows it begin a word
// rather than a symbol.
func continuesWord(rest string, first rune) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsLower(r):
		return true
	case first == 'I' || first == 'A' || first == 'В' || first == 'С' || first == 'К' || first == 'О' || first == 'И' || first == 'Я' || first == 'Y' || first == 'À':
		return unicode.IsSpace(r) || r == '’' || r == '\''
	}
	return false
}

// gluedNote measures a footnote's number glued to the full stop, as in
// "Organization.1 The" or "Organization.1Preamble"; 0 when there is none.
func (t terminator) gluedNote(s string) int {
	n := leadingDigits(s[t.tail:])
	if n == 0 || n > 3 || inAddress(s, t.at) {
		return 0
	}
	word := wordBefore(s, 0, t.at)
	before, _ := utf8.DecodeLastRuneInString(s[:t.at])
	if t.tail == t.run && (!unicode.IsLower(before) || utf8.RuneCountInString(word) < 4 || strings.ContainsAny(word, "./") ||
		abbreviations[strings.ToLower(word)] != noAbbreviation) {
		return 0
	}
	rest := s[t.tail+n:]
	next := trimSpace(rest)
	if rest == "" || next != rest && beginsUpper(next) {
		return n
	}
	first, size := utf8.DecodeRuneInString(next)
	if next == rest && unicode.IsUpper(first) && continuesWord(next[size:], first) {
		return n
	}
	return 0
}

// inAddress tells whether the byte at i stands within an address of the web or
// of mail.
func inAddress(s string, i int) bool {
	from := strings.LastIndexFunc(s[max(0, i-80):i], unicode.IsSpace) + 1 + max(0, i-80)
	token := s[from:i]
	return strings.Contains(token, "://") || strings.Contains(token, "@") || strings.HasPrefix(strings.ToLower(token), "www")
}

// periodEnds tells whether one full stop, with space after it, ends a sentence.
func (t terminator) periodEnds(s string, start int, next string) bool {
	if startsLower(next) && !beginsEnumeration(next) {
		return false
	}
	word := wordBefore(s, start, t.at)
	before := strings.TrimRightFunc(s[start:t.at-len(word)], unicode.IsSpace)
	if enumerates(word) && (!hasWord(before) || strings.HasSuffix(before, ":") || strings.HasSuffix(before, ";")) {
		return false
	}
	lower := strings.ToLower(word)
	if i := strings.LastIndexAny(lower, "-'’"); i >= 0 && abbreviations[lower] == noAbbreviation {
		lower = strings.TrimLeft(lower[i:], "-'’") // "Lt.-Gen.", "l’art."
	}
	if isInitial(word) && abbreviations[lower] != neverEnds {
		return beginsStarter(next) // "С." is an initial where "с." is a page
	}
	switch abbreviations[lower] {
	case neverEnds:
		return false
	case beforeNumber:
		return !beginsNumber(next)
	case beforeName:
		return beginsStarter(next)
	case listEnds:
		return beginsUpper(next)
	}
	if isDotted(word) {
		return beginsStarter(next)
	}
	return !dashThenLower(next)
}

// wordBefore gives the run of characters that are no spaces before i, not
// before start, without the opening marks at its front. Longer runs than any
// abbreviation has are cut: they are none.
func wordBefore(s string, start, i int) string {
	from := max(start, i-48)
	for from < i && from > start && !utf8.RuneStart(s[from]) {
		from++
	}
	word := s[from:i]
	if n := strings.LastIndexFunc(word, unicode.IsSpace); n >= 0 {
		_, size := utf8.DecodeRuneInString(word[n:])
		word = word[n+size:]
	}
	return strings.TrimLeftFunc(word, func(r rune) bool { return isOpener(r) || strings.ContainsRune("\"'—–*_", r) })
}

// enumerates tells whether a word is what counts an item: "1", "1.2", "IV",
// "a", "B".
func enumerates(word string) bool {
	if n, _ := numberLabel(word); n > 0 && n == len(word) {
		return true
	}
	return isItemLabel(strings.ToLower(word)) && utf8.RuneCountInString(word) <= 5
}

// isInitial tells whether a word is one capital letter, or one letter of a
// script without capitals, as before a surname.
func isInitial(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsLetter(r) && !unicode.IsLower(r)
}

// isDotted tells whether a word is letters with full stops between them:
// "U.S", "А.В", "Ph.D".
func isDotted(word string) bool {
	if !strings.Contains(word, ".") {
		return false
	}
	for _, part := range strings.Split(word, ".") {
		n := 0
		for _, r := range part {
			if !unicode.IsLetter(r) {
				return false
			}
			n++
		}
		if n == 0 || n > 2 {
			return false
		}
	}
	return true
}

func caseless(r rune) bool {
	return unicode.IsLetter(r) && !unicode.IsUpper(r) && !unicode.IsLower(r)
}

// beginsUpper tells whether s begins, behind opening marks, with a capital
// letter or a digit's or script's equivalent of one.
func beginsUpper(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
		if !isOpener(r) && r != '"' && r != '\'' {
			return false
		}
	}
	return false
}

// beginsEnumeration tells whether s begins with "(a) " or "a) ".
func beginsEnumeration(s string) bool {
	s = strings.TrimPrefix(s, "(")
	i := strings.IndexByte(s[:min(len(s), 6)], ')')
	return i > 0 && isItemLabel(s[:i])
}

// beginsNumber tells whether s begins with what "para." or "No." counts: a
// word with a digit in it, a roman number, or one in brackets.
func beginsNumber(s string) bool {
	s = strings.TrimLeftFunc(s, isOpener)
	word, _, _ := strings.Cut(s, " ")
	if len(word) > 40 {
		word = word[:40]
	}
	if strings.IndexFunc(word, unicode.IsDigit) >= 0 || strings.HasPrefix(s, "№") {
		return true
	}
	word = strings.TrimRight(word, ".,;:)")
	return word != "I" && word != "" && (romanValue(strings.ToLower(word)) > 0 || len(word) == 1 && word != "A")
}

func dashThenLower(s string) bool {
	rest := strings.TrimLeft(s, "-–—")
	return rest != s && startsLower(trimSpace(rest))
}

// beginsStarter tells whether s begins with a word that sentences begin with
// and names do not.
func beginsStarter(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return isOpener(r) || r == '"' })
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	return end <= 24 && starters[s[:end]] && !strings.HasPrefix(s[end:], "-") && !strings.HasPrefix(s[end:], ".")
}
