package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How lines and paragraphs end, and how they begin.

// furniture tells whether a line is made of numbers and symbols alone, as a
// page's foot is: "11 06-53329", "Page 3 of 7", "A/76/135".
func furniture(s string) bool {
	if len(s) > 48 || !strings.ContainsAny(s, "0123456789") || endsSentence(lastMark(s)) {
		return false
	}
	for len(s) > 0 {
		word, rest, _ := strings.Cut(s, " ")
		s = strings.TrimLeft(rest, " ")
		if strings.ContainsAny(word, "0123456789") {
			if word[0] >= '0' && word[0] <= '9' || strings.Contains(word, "/") {
				continue
			}
			return false
		}
		switch strings.ToLower(word) {
		case "page", "of", "/", "-", "–", "—", "*", "**", "|", "(e)", "(f)", "(s)", "(r)", "(c)", "(a)", "стр.", "página", "de":
		default:
			return false
		}
	}
	return true
}

// lastMark gives the last character of a text that tells how it ends, looking
// through closing marks and references to footnotes.
func lastMark(s string) rune {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		rest := s[:len(s)-size]
		switch {
		case unicode.IsSpace(r), isCloser(r), isNoteMark(r), r == '"', r == '\'':
		case r >= '0' && r <= '9' && noteBefore(rest):
		default:
			return r
		}
		s = rest
	}
	return 0
}

// noteBefore tells whether a digit after s is a footnote's number glued to the
// end of a sentence: what stands before is a letter, a full stop, and at most
// two more digits.
func noteBefore(s string) bool {
	t := strings.TrimRight(s, "0123456789")
	if len(s)-len(t) > 2 || !strings.HasSuffix(t, ".") {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(t[:len(t)-1])
	return unicode.IsLower(r)
}

// endsSentence tells whether a line or paragraph that ends so was closed. A
// colon and a semicolon close a line; whether they close a sentence is asked
// elsewhere.
func endsSentence(r rune) bool {
	switch r {
	case '.', '!', '?', ':', ';', '…', '。', '！', '？', '：', '；', '؟', '؛', '۔', '।', '．':
		return true
	}
	return false
}

// closed tells whether a line ended what it says. "Mr." at its end did not.
func closed(line string) bool {
	return endsSentence(lastMark(line)) && !endsInTitle(line)
}

func endsInTitle(line string) bool {
	return strings.HasSuffix(line, ".") && abbreviations[strings.ToLower(wordBefore(line, 0, len(line)-1))] == neverEnds
}

// startsLower tells whether the first letter of a text, behind opening marks,
// is a small one.
func startsLower(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsLower(r)
		}
		if !isOpener(r) && r != '"' && r != '\'' {
			return false
		}
	}
	return false
}

func endsWithAnd(s string) bool {
	switch lastWord(s) {
	case "and", "or", "et", "ou", "y", "o", "и", "или":
		return true
	}
	return false
}

// lastWord gives the last run of letters of a text.
func lastWord(s string) string {
	s = strings.TrimRightFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	for i := len(s); i > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) {
			return s[i:]
		}
		i -= size
	}
	return s
}

// leavesOpen tells whether a text ends with a word that no sentence ends with.
func leavesOpen(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) && openWords[lastWord(s)] || endsInTitle(s)
}

// openWords are articles, conjunctions and prepositions that something must
// follow.
var openWords = wordSet(`
	the a an of and or to in for with by that on at from as is are was were be not its their our his her which who
	this these those has have had will would can into between through under over about than
	de del la el los las un una y en con por para que se su sus al
	le les des du une et dans pour par avec sur qui que à au aux ce cette ces
	и в на с по для от из к о об за при не что как у`)
