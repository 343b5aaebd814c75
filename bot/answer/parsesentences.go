package answer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// splitter cuts a draft into sentences: at line ends, and at the ends of
// sentences outside quotations, each end taking the closing signs and the
// marks behind it with it. It reads each rune of a growing text once, and
// stops where what follows decides how to go on.
type splitter struct {
	text  string
	whole bool // nothing follows the text

	start  int    // where the sentence begins
	at     int    // how far it is read
	begun  bool   // whether the line's bullet is behind
	quote  opened // the quotation that at is in, if any
	behind bool   // whether at is behind what may have ended the sentence
	marked bool   // whether a mark stands there too
	looked int    // runes looked at so far, which tests hold against the text's length
}

// next gives the next sentence, or false where the text has no more or must
// grow before its end can be told. Some sentences are blank.
func (s *splitter) next() (string, bool) {
	for {
		r, size, more := s.peek(s.at)
		if more {
			return "", false
		}
		ended, wait := false, false
		switch {
		case r == '\n':
			sentence := s.cut()
			s.at += size
			s.start, s.begun, s.quote, s.behind = s.at, false, opened{}, false
			return sentence, size > 0 || strings.TrimSpace(sentence) != ""
		case !s.begun:
			wait = s.begin(r, size)
		case s.quote.mark != 0:
			s.inside(r, size)
		case s.behind:
			ended, wait = s.tail(r, size)
		default:
			wait = s.outside(r, size)
		}
		if wait {
			return "", false
		}
		if ended {
			return s.cut(), true
		}
	}
}

// cut gives the sentence up to where the splitter is, and begins another.
func (s *splitter) cut() string {
	sentence := s.text[s.start:s.at]
	s.start, s.behind = s.at, false
	return sentence
}

// peek gives the rune at i. The end of a whole text reads as a line end of no
// size; more says that a growing text ends there or within the rune.
func (s *splitter) peek(i int) (r rune, size int, more bool) {
	s.looked++
	switch {
	case s.whole && i >= len(s.text):
		return '\n', 0, false
	case !s.whole && !utf8.FullRuneInString(s.text[i:]):
		return 0, 0, true
	}
	r, size = utf8.DecodeRuneInString(s.text[i:])
	return r, size, false
}

// begin skips the white space before a line and what a model puts there: a
// list's sign or number.
func (s *splitter) begin(r rune, size int) (wait bool) {
	if unicode.IsSpace(r) {
		s.at += size
		s.start = s.at
		return false
	}
	i := s.at
	if strings.ContainsRune("-*•–", r) {
		i += size
	} else {
		for n := 0; n < 2 && '0' <= r && r <= '9'; n++ {
			i++
			if r, _, wait = s.peek(i); wait {
				return true
			}
		}
		if i > s.at && (r == '.' || r == ')') {
			i++
		} else {
			i = s.at
		}
	}
	if i > s.at {
		r, _, wait = s.peek(i)
		if wait {
			return true
		}
		if !unicode.IsSpace(r) {
			i = s.at
		}
	}
	s.start, s.at, s.begun = i, i, true
	return false
}

// inside reads on in a quotation. One that ends in a full stop ends the
// sentence where a new one follows.
func (s *splitter) inside(r rune, size int) {
	s.at += size
	if s.quote.closes(r) {
		s.behind, s.marked = strings.ContainsRune(".!?。！？", s.quote.last), false
		s.quote = opened{}
	}
}

const fullStops = ".!?。！？؟"

// outside reads on in the draft's own words.
func (s *splitter) outside(r rune, size int) (wait bool) {
	var next rune
	if r == '.' || closesToo(r) {
		if next, _, wait = s.peek(s.at + size); wait {
			return true
		}
	}
	if q := opens(r, next); q.mark != 0 {
		s.quote = q
	} else if strings.ContainsRune(fullStops, r) && !(r == '.' && withinWord(s.text[s.start:s.at], next)) {
		s.behind, s.marked = true, false
	}
	s.at += size
	return false
}

// abbreviationSize bounds how far back a word before a full stop is looked at,
// in bytes; no abbreviation is longer.
const abbreviationSize = 12

const draftAbbreviations = "|mr|ms|mrs|dr|amb|h.e|no|nos|para|paras|art|arts|u.s|u.k|e.g|i.e|cf|vs|st|res|rev|add|vol|p|pp|approx|"

// withinWord tells whether the full stop between before and next is part of a
// number, an abbreviation or an initial.
func withinWord(before string, next rune) bool {
	if unicode.IsDigit(next) || unicode.IsLetter(next) && !unicode.IsUpper(next) {
		return true
	}
	short := before[max(0, len(before)-abbreviationSize):]
	at := strings.LastIndexAny(short, " \t(\"“")
	if at < 0 && len(short) < len(before) {
		return false
	}
	word := short[at+1:]
	if strings.HasPrefix(short[max(0, at):], "“") {
		word = short[at+len("“"):]
	}
	r, size := utf8.DecodeRuneInString(word)
	return word != "" && size == len(word) && unicode.IsUpper(r) || strings.Contains(draftAbbreviations, "|"+strings.ToLower(word)+"|")
}

// gapSize bounds the white space between a sentence and its marks, in bytes; a
// wider gap ends the sentence.
const gapSize = 64

// tail reads on behind what may have ended a sentence: over closing signs and
// marks, up to what tells whether a new sentence follows.
func (s *splitter) tail(r rune, size int) (ended, wait bool) {
	closing, wait := s.closingSign(r, size)
	if wait {
		return false, true
	}
	if closing {
		s.at += size
		return false, false
	}
	r, at, wait := s.overGap(s.at)
	if wait {
		return false, true
	}
	end, wait := s.markBehind(r, at)
	if wait {
		return false, true
	}
	if end > 0 {
		s.at, s.marked = end, true
		return false, false
	}
	s.behind = false
	if r == '\n' {
		s.at = at
		return false, false
	}
	return s.begins(r, at), false
}

// begins tells whether r, at at, begins a new sentence: behind white space, or
// in a script without it, and no lower-case letter.
func (s *splitter) begins(r rune, at int) bool {
	switch {
	case at-s.at > gapSize:
		return true
	case unicode.IsLower(r), strings.ContainsRune(",;:-–)", r):
		return false
	}
	return at > s.at || s.marked || !unicode.IsLetter(r) || r > 0x2E7F
}

// closingSign tells whether r belongs to the sentence that it stands behind.
func (s *splitter) closingSign(r rune, size int) (closing, wait bool) {
	switch {
	case strings.ContainsRune(closeBrackets, r):
		return true, false
	case strings.ContainsRune(fullStops+"…)’'", r):
		s.marked = false
		return true, false
	case !closesToo(r):
		return false, false
	}
	next, _, wait := s.peek(s.at + size)
	return opens(r, next).mark == 0 && !wait, wait
}

// overGap skips white space from i on, so much as may stand before a mark, and
// gives what follows.
func (s *splitter) overGap(i int) (r rune, at int, wait bool) {
	for at = i; ; {
		r, size, more := s.peek(at)
		if more || r == '\n' || !unicode.IsSpace(r) || at-i > gapSize {
			return r, at, more
		}
		at += size
	}
}

// markBehind gives the end of the mark that begins with r, at at, or behind
// the comma that r is between two marks; 0 where there is none.
func (s *splitter) markBehind(r rune, at int) (end int, wait bool) {
	if s.marked && strings.ContainsRune(markCommas, r) {
		if r, at, wait = s.overGap(at + utf8.RuneLen(r)); wait {
			return 0, true
		}
	}
	if !strings.ContainsRune(openBrackets, r) {
		return 0, false
	}
	_, end, wait = readMark(s.text, at, s.whole)
	s.looked += min(markSize, len(s.text)-at)
	return end, wait
}
