package openai

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a chat template adds: role marks and separators to each message, and to
// the whole a beginning, an opening for the answer and, with many models, a
// system prompt of the template's own. SmolLM2's adds 30 tokens to a lone
// message; some add three times as many.
const (
	perMessage = 8
	perPrompt  = 96
)

// CountTokens is a cautious estimate of how many tokens any model makes of a
// text, without its tokenizer. Ordinary text in the languages measured
// is not under-counted: the estimate is the number that the least
// thrifty of the tokenizers of GPT-3, GPT-4, GPT-4o, Llama 1 and 3, Mistral and
// SmolLM2 makes of it, or more (for English about 1.4 times as many as Llama 1
// and 1.7 times as many as GPT-4o). Letter salad may pass it by a few in a hundred.
// testdata/tokens.json holds the measurements.
//
// By kind of character: digits, punctuation and line ends one each, as many
// tokenizers have it; English words a token for three and a half letters; Latin words of
// other languages two letters; capitals, salad and mixtures of letters and
// digits nearly a token a letter; Cyrillic, Greek, Arabic and Hebrew letters
// one and a half; Han two and a half; any other script its bytes, which no
// tokenizer exceeds.
func CountTokens(text string) int {
	halves := 0
	for line := range strings.Lines(text) {
		halves += countLine(line)
	}
	return (halves + 1) / 2
}

// countLine counts half tokens in a line. Whether it is English is told line by
// line, so that one language does not lend its thrift to another.
func countLine(line string) int {
	english := isEnglish(line)
	halves, spaces := 0, 0
	for line != "" {
		if line[0] == ' ' {
			spaces, line = spaces+1, line[1:]
			continue
		}
		n := wordEnd(line)
		plainWord := n > 0
		if plainWord {
			halves += countWord(line[:n], english)
		} else {
			var r rune
			r, n = utf8.DecodeRuneInString(line)
			halves += countRune(r, n)
		}
		halves += 2 * spaceTokens(spaces, plainWord)
		spaces, line = 0, line[n:]
	}
	return halves + 2*spaces
}

// spaceTokens is what a run of spaces costs. The one before a word of Latin
// letters is a part of that word's first token.
func spaceTokens(n int, plainWord bool) int {
	if plainWord && n > 0 {
		return n - 1
	}
	return n
}

// wordEnd is the length of the word of letters and digits that s begins with,
// Latin letters with marks included; 0 if it begins with something else.
func wordEnd(s string) int {
	for i, r := range s {
		if !latin(r) && !('0' <= r && r <= '9') {
			return i
		}
	}
	return len(s)
}

func latin(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0xc0 && r < 0x250 && r != 0xd7 && r != 0xf7
}

// countWord counts half tokens in a word of Latin letters and digits.
func countWord(w string, english bool) int {
	var lower, upper, digits, marked, run, longest int
	for i := range len(w) {
		c := w[i]
		run++
		switch {
		case c >= 0x80:
			marked++ // by the byte: these letters are two, and often two tokens
		case '0' <= c && c <= '9':
			digits++
		case 'A' <= c && c <= 'Z':
			upper++
		default:
			lower++
		}
		if strings.IndexByte("aeiouyAEIOUY", c) >= 0 || c >= 0x80 {
			run = 0
		}
		longest = max(longest, run)
	}
	letters := lower + upper
	title := upper == 1 && w[0] >= 'A' && w[0] <= 'Z'
	switch {
	case digits > 0: // A1b2: near to one each
		return 2 * (digits + letters + marked)
	case upper > 0 && lower > 0 && !title: // camelCase
		return 2 * (letters + marked)
	case upper > 1: // CAPITALS
		return 2*ceil(3*letters, 4) + 2*marked
	case longest > 3 || longest == letters && letters > 1: // no vowel for too long: no word, or one of another language's
		return 2*ceil(2*letters, 3) + 2*marked
	case english && marked == 0:
		return max(2, ceil(4*letters, 7)) + half(title && letters > 3)
	}
	return 2*ceil(letters, 2) + 2*marked
}

func half(b bool) int {
	if b {
		return 1
	}
	return 0
}

func ceil(a, b int) int { return (a + b - 1) / b }

// countRune counts half tokens in a character of n bytes that is no Latin letter or digit.
func countRune(r rune, n int) int {
	switch {
	case r < 0x80:
		return 2
	case n == 2 && unicode.IsLetter(r):
		return 3
	case unicode.Is(unicode.Han, r) && n == 3:
		return 5
	case unicode.In(r, unicode.Hiragana, unicode.Katakana):
		return 4
	}
	return 2 * n
}

// Words that every stretch of English is full of.
var englishWords = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "in": true, "a": true, "is": true, "that": true, "for": true,
	"on": true, "as": true, "with": true, "by": true, "are": true, "be": true, "this": true, "it": true, "from": true,
	"at": true, "was": true, "not": true, "or": true, "an": true, "which": true, "have": true, "its": true, "we": true,
	"our": true, "has": true, "their": true, "all": true, "should": true, "will": true, "were": true, "i": true,
}

// isEnglish tells English by its small words: at least one word in six.
func isEnglish(line string) bool {
	words, known := 0, 0
	for w := range strings.FieldsFuncSeq(line, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		if englishWords[strings.ToLower(w[:min(len(w), 8)])] {
			known++
		}
	}
	return known > 1 && known*6 >= words
}

// CountTokens is the package's CountTokens, for those who hold a Client.
func (c *Client) CountTokens(text string) int { return CountTokens(text) }

// PromptTokens is a cautious estimate of what messages take with what a
// chat template puts around them.
func (c *Client) PromptTokens(messages []Message) int {
	n := perPrompt
	for _, m := range messages {
		n += perMessage + CountTokens(m.Content)
	}
	return n
}

// Budget is how many tokens may still be added to messages so that they and the
// answer fit the context; below zero if they are too long as they are, and
// Complete would refuse them.
func (c *Client) Budget(messages []Message) int {
	return c.cfg.Context - c.cfg.MaxOutput - c.PromptTokens(messages)
}
