package encoder

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The normaliser and the word splitter of BERT's uncased tokenizer, as the
// reference implementation (Hugging Face tokenizers) has them, in one pass:
//
//  1. control and format characters go, white space becomes a space;
//  2. an ideograph is a word by itself;
//  3. accents go (canonical decomposition, then every non-spacing mark);
//  4. lower case;
//  5. punctuation is a word by itself, white space ends one.
//
// Which code points are dropped and which are punctuation the reference takes
// from tables of an older Unicode than Go's, so they are tables of their own here
// (tables.go): a newer Go must not move the vectors. Marks that follow each other
// are not put into canonical order: no piece of the vocabulary holds one that is
// left after step 3, so their word is unknown in any order.

// runeRange is a range of code points, both ends included.
type runeRange struct{ lo, hi rune }

// class says what a code point does to a word.
type class uint8

const (
	letter class = iota // is part of a word
	drop                // leaves no trace
	space               // ends a word
	punct               // is a word by itself
)

// asciiClass answers for the code points that most texts are made of.
var asciiClass = func() (t [utf8.RuneSelf]class) {
	for r := range t {
		t[r] = classOf(rune(r))
	}
	return t
}()

// classOf looks r up in the tables.
func classOf(r rune) class {
	switch {
	case r == ' ' || r == '\t' || r == '\n' || r == '\r':
		return space
	case inRanges(dropped, r):
		return drop
	case unicode.Is(unicode.White_Space, r):
		return space
	case inRanges(punctuation, r):
		return punct
	}
	return letter
}

func inRanges(table []runeRange, r rune) bool {
	lo, hi := 0, len(table)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch {
		case r < table[mid].lo:
			hi = mid
		case r > table[mid].hi:
			lo = mid + 1
		default:
			return true
		}
	}
	return false
}

// ideographs are the blocks that the reference sets apart with spaces. Kana,
// Hangul and the newest extensions are not among them.
var ideographs = []runeRange{
	{0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF},
	{0x20000, 0x2A6DF}, {0x2A700, 0x2B73F}, {0x2B740, 0x2B81F},
	{0x2B920, 0x2CEAF}, {0x2F800, 0x2FA1F},
}

func isIdeograph(r rune) bool { return r >= 0x3400 && inRanges(ideographs, r) }

// undecomposed are code points that newer tables take apart and the reference's
// do not.
var undecomposed = []runeRange{
	{0x105C9, 0x105E4}, {0x11383, 0x11391}, {0x113C5, 0x113C8},
	{0x11938, 0x11938}, {0x16121, 0x16128}, {0x16D68, 0x16D6A},
}

// decompose calls emit for each code point of r's canonical decomposition.
func decompose(r rune, emit func(rune)) {
	if r < 0xC0 {
		emit(r)
		return
	}
	if s := r - hangulBase; s >= 0 && s < hangulCount {
		decomposeHangul(s, emit)
		return
	}
	var buf [utf8.UTFMax]byte
	d := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
	if len(d) == 0 || inRanges(undecomposed, r) {
		emit(r)
		return
	}
	for len(d) > 0 {
		c, n := utf8.DecodeRune(d)
		emit(c)
		d = d[n:]
	}
}

// A Hangul syllable is a leading consonant, a vowel and perhaps a trailing
// consonant, by arithmetic (The Unicode Standard, section 3.12).
const (
	hangulBase  = 0xAC00
	hangulLead  = 0x1100
	hangulVowel = 0x1161
	hangulTrail = 0x11A7
	vowels      = 21
	trails      = 28
	hangulCount = 19 * vowels * trails
)

func decomposeHangul(s rune, emit func(rune)) {
	emit(hangulLead + s/(vowels*trails))
	emit(hangulVowel + s%(vowels*trails)/trails)
	if t := s % trails; t != 0 {
		emit(hangulTrail + t)
	}
}
