package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Where sentences end. A terminator ends one unless something speaks against
// it: an abbreviation, an initial, a decimal, a symbol, a number that counts,
// a small letter after it. Where both readings stand, the rule joins rather
// than splits: a sentence too long shows a few words more, one too short can
// show half of what was said.

// mayEnd marks the bytes that a terminator can begin with: . ! ? and, in
// UTF-8, … 。 ！ ？ ． ؟ ۔ and the danda.
var mayEnd = [256]bool{'.': true, '!': true, '?': true, 0xe2: true, 0xe3: true, 0xef: true, 0xd8: true, 0xdb: true, 0xe0: true}

// eachSentence calls yield with the sentences of one paragraph, in order.
func eachSentence(text string, paragraph Span, yield func(Span)) {
	s := paragraph.In(text)
	start, held := 0, Span{-1, 0}
	give := func(from, to int) {
		switch {
		case held.Start < 0:
			held = Span{from, to}
		case !hasWord(s[from:to]), isRemark(s[from:to]):
			held.End = to // nothing but marks: no sentence of its own
		default:
			yield(Span{paragraph.Start + held.Start, paragraph.Start + held.End})
			held = Span{from, to}
		}
	}
	for i := 0; i < len(s); {
		if !mayEnd[s[i]] {
			i++
			continue
		}
		t := readTerminator(s, i)
		if t.run == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		i = t.run
		if end, ok := t.endsAt(s, start); ok {
			give(start, end)
			start = end + len(s[end:]) - len(trimSpace(s[end:]))
			i = start
		}
	}
	if start < len(s) {
		give(start, len(s))
	}
	if held.Start >= 0 {
		yield(Span{paragraph.Start + held.Start, paragraph.Start + held.End})
	}
}

func hasWord(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// isRemark tells whether a sentence is a short remark in square brackets, such
// as an editor's: it belongs to what it is about.
func isRemark(s string) bool {
	return len(s) <= 60 && (s[0] == '[' && s[len(s)-1] == ']' || strings.HasPrefix(s, "［") && strings.HasSuffix(s, "］"))
}

// terminator is a run of marks that may end a sentence.
type terminator struct {
	at   int // where the run begins
	run  int // where it ends
	tail int // where the closing marks after it end
	kind terminatorKind
}

type terminatorKind int

const (
	period   terminatorKind = iota // one full stop
	ellipsis                       // …  ...
	strong                         // ! ? ؟ ۔
	wide                           // 。！？ which need no space after them
)

// readTerminator reads the run of terminators at i and the closing marks after
// it. A run of length 0 means that there is none.
func readTerminator(s string, i int) terminator {
	t := terminator{at: i, run: i, kind: period}
	dots := 0
	for t.run < len(s) {
		r, size := utf8.DecodeRuneInString(s[t.run:])
		switch r {
		case '.':
			dots++
		case '…':
			dots += 3
		case '!', '?', '؟', '۔', '।':
			t.kind = max(t.kind, strong)
		case '。', '！', '？', '．':
			t.kind = wide
		default:
			size = 0
		}
		if size == 0 {
			if dots > 0 && strings.HasPrefix(s[t.run:], " . .") || dots > 1 && (s[t.run:] == " ." || strings.HasPrefix(s[t.run:], " . ")) {
				t.run++
				continue
			}
			break
		}
		t.run += size
	}
	if t.kind == period && dots > 1 {
		t.kind = ellipsis
	}
	t.tail = pastClosers(s, t.run)
	return t
}

// pastClosers gives the offset after the closing quotation marks, brackets and
// footnote marks at i.
func pastClosers(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		rest := s[i+size:]
		switch {
		case isCloser(r), isNoteMark(r), r == '"':
		case r == '\'' && (rest == "" || !startsLetter(rest)):
		case r == '“' && (rest == "" || trimSpace(rest) != rest): // closes „
		case r == '[' && leadingDigits(rest) > 0 && strings.HasPrefix(rest[leadingDigits(rest):], "]"):
			size += leadingDigits(rest) + 1
		case unicode.IsSpace(r) && spacedCloser(rest):
		default:
			return i
		}
		i += size
	}
	return i
}

// spacedCloser tells whether a closing mark follows a space: » of French, and
// curly marks set loosely.
func spacedCloser(s string) bool {
	for _, mark := range []string{"»", "”"} {
		if rest, ok := strings.CutPrefix(s, mark); ok {
			return rest == "" || trimSpace(rest) != rest || !startsLetter(rest)
		}
	}
	return false
}

func isCloser(r rune) bool {
	switch r {
	case ')', ']', '}', '”', '’', '»', '」', '』', '》', '〉', '）', '】', '］', '›':
		return true
	}
	return false
}

func isOpener(r rune) bool {
	switch r {
	case '(', '[', '{', '“', '‘', '«', '„', '‚', '「', '『', '《', '〈', '（', '【', '［', '‹', '¿', '¡':
		return true
	}
	return false
}

// isNoteMark tells whether a character refers to a footnote.
func isNoteMark(r rune) bool {
	switch r {
	case '¹', '²', '³', '*', '†', '‡':
		return true
	}
	return r >= '⁰' && r <= '⁹'
}
