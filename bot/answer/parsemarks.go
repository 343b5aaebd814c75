package answer

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marks are what a draft cites passages by: [1], [1][2], [1, 2], [1-3], [^1],
// [[1]], and their likes with full-width or Arabic signs. What the prompt
// shows of a passage has none of them: see prompts.Line, which must know
// every mark that is read here.
const (
	openBrackets  = "[【［"
	closeBrackets = "]】］"
	markCommas    = ",;\uFF0C\uFF1B、\u060C"
	markRanges    = "-\u2010\u2011–—\u2212\uFF0D"

	markSize  = 160 // bytes that a mark has at most
	rangeSize = 20  // marks that a range stands for at most; a wider one is its ends
)

// readMark reads the mark that begins at at: the numbers in it, and its end,
// or 0 where there is none. more says that the text, not being whole, ends
// before that can be told.
func readMark(s string, at int, whole bool) (numbers []int, end int, more bool) {
	r := markReader{rest: s[at:min(len(s), at+markSize)]}
	r.from = at + len(r.rest)
	if r.take(openBrackets) {
		r.take(openBrackets)
		for r.number() {
			if r.take(closeBrackets) {
				return r.numbers, r.from - len(r.rest), false
			}
			if r.ranged = r.take(markRanges); !r.ranged && !r.take(markCommas) {
				break
			}
		}
	}
	return nil, 0, !whole && r.from == len(s) && !utf8.FullRuneInString(r.rest)
}

// markReader takes a mark apart from its beginning on.
type markReader struct {
	rest    string
	from    int // where rest ends in the text
	numbers []int
	ranged  bool // whether the next number ends a range
}

// take takes one of the signs, if one comes next.
func (m *markReader) take(signs string) bool {
	r, size := utf8.DecodeRuneInString(m.rest)
	if size == 0 || r == utf8.RuneError || !strings.ContainsRune(signs, r) {
		return false
	}
	m.rest = m.rest[size:]
	return true
}

func (m *markReader) space() {
	m.rest = strings.TrimLeftFunc(m.rest, func(r rune) bool { return r != '\n' && unicode.IsSpace(r) })
}

// number takes a number of one to three digits with the white space around it.
func (m *markReader) number() bool {
	m.space()
	if m.take("^") {
		m.space()
	}
	n, digits := 0, 0
	for digits <= 3 {
		r, size := utf8.DecodeRuneInString(m.rest)
		d := digit(r)
		if d < 0 {
			break
		}
		n, digits, m.rest = n*10+d, digits+1, m.rest[size:]
	}
	if digits == 0 || digits > 3 {
		return false
	}
	m.add(n)
	m.space()
	return true
}

func (m *markReader) add(n int) {
	if k := len(m.numbers); m.ranged && k > 0 && n-m.numbers[k-1] <= rangeSize {
		for between := m.numbers[k-1] + 1; between < n; between++ {
			m.numbers = append(m.numbers, between)
		}
	}
	m.numbers = append(m.numbers, n)
}

// digit gives a decimal digit's value, ASCII, full-width or Arabic, or -1.
func digit(r rune) int {
	for _, zero := range [...]rune{'0', '０', '٠', '۰'} {
		if zero <= r && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// withoutMarks gives a sentence without its marks, on one line with single
// spaces, and the numbers of the marks. What is no UTF-8 becomes U+FFFD: all
// that goes on to the gate is text.
func withoutMarks(sentence string) (string, []int) {
	c := cleaner{}
	var marks []int
	for i := 0; i < len(sentence); {
		r, size := utf8.DecodeRuneInString(sentence[i:])
		if numbers, end, _ := readMark(sentence, i, true); end > 0 {
			marks = append(marks, numbers...)
			i = behindMark(sentence, end)
			c.removed = true
			continue
		}
		next, _ := utf8.DecodeRuneInString(sentence[i+size:])
		c.add(r, next)
		i += size
	}
	return string(c.text), marks
}

// behindMark gives where the text goes on behind a mark that ends at i: past
// brackets closed twice, and past a comma between it and another mark.
func behindMark(s string, i int) int {
	for range 2 {
		if r, size := utf8.DecodeRuneInString(s[i:]); size > 0 && strings.ContainsRune(closeBrackets, r) {
			i += size
		}
	}
	rest := strings.TrimLeftFunc(s[i:min(len(s), i+gapSize)], unicode.IsSpace)
	r, size := utf8.DecodeRuneInString(rest)
	if size == 0 || !strings.ContainsRune(markCommas, r) {
		return i
	}
	rest = strings.TrimLeftFunc(rest[size:], unicode.IsSpace)
	if at := min(len(s), i+gapSize) - len(rest); rest != "" {
		if _, end, _ := readMark(s, at, true); end > 0 {
			return at
		}
	}
	return i
}

// cleaner puts a sentence together that marks were taken out of.
type cleaner struct {
	text    []byte
	space   bool // white space is due
	removed bool // a mark was taken out where the text ends
	within  bool // the text has an odd number of straight quotation marks
}

// add adds a rune; next is the one that follows it.
func (c *cleaner) add(r, next rune) {
	if unicode.IsSpace(r) {
		c.space = true
		return
	}
	if c.removed && r == ')' && bytes.HasSuffix(c.text, []byte("(")) { // ([1])
		inside := len(c.text) - 1
		c.text = bytes.TrimRight(c.text[:inside], " ")
		c.space = len(c.text) < inside
		return
	}
	if len(c.text) > 0 && (c.space || c.removed) && !c.sticks(r, next) {
		c.text = append(c.text, ' ')
	}
	c.text = utf8.AppendRune(c.text, r)
	c.space, c.removed = false, false
	c.within = c.within != (r == '"')
}

// sticks tells whether r goes without white space before it: a stop, and where
// a mark was taken out, what closes something.
func (c *cleaner) sticks(r, next rune) bool {
	switch {
	case strings.ContainsRune(".,;:!?", r):
		return !isWordRune(next)
	case strings.ContainsRune("。，；：！？、؟،", r):
		return true
	case !c.removed:
		return false
	case closesToo(r):
		return opens(r, next).mark == 0
	case r == '"':
		return c.within
	case strings.ContainsRune(")’'」』", r):
		return true
	}
	return !c.space && r > 0x2E7F && unicode.IsLetter(r) && c.endsSpaceless()
}

// endsSpaceless tells whether the text ends in a letter of a script that
// writes no spaces.
func (c *cleaner) endsSpaceless() bool {
	r, _ := utf8.DecodeLastRune(c.text)
	return r > 0x2E7F && unicode.IsLetter(r)
}
