package openai

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A cleaner makes text of what a server sent: bytes that are no UTF-8 become
// U+FFFD, line ends become "\n", other control characters go. A character
// that arrives in two pieces is put together first. Direction marks stay, since
// Arabic and Hebrew text may need them: what prints must mind them.
type cleaner struct {
	rest []byte // the beginning of a character
	cr   bool   // the last character was a carriage return
}

// add takes a piece and gives what is certain by now.
func (c *cleaner) add(s string) string {
	in := append(c.rest, s...)
	c.rest = nil
	var b strings.Builder
	for len(in) > 0 {
		r, n := decodeRune(in)
		if n == 0 {
			c.rest = append([]byte(nil), in...)
			break
		}
		in = in[n:]
		c.put(&b, r)
	}
	return b.String()
}

// end gives what was held back: a character that was never finished.
func (c *cleaner) end() string {
	if len(c.rest) == 0 {
		return ""
	}
	c.rest = nil
	return string(utf8.RuneError)
}

func (c *cleaner) put(b *strings.Builder, r rune) {
	after := c.cr
	c.cr = r == '\r'
	switch {
	case r == '\n' && after: // the second half of a line end
	case r == '\r' || r == '\u2028' || r == '\u2029':
		b.WriteByte('\n')
	case r == '\n' || r == '\t':
		b.WriteRune(r)
	case unicode.IsControl(r) || r == '\ufeff':
	default:
		b.WriteRune(r)
	}
}

// cleanText is a cleaner for a text that is all there.
func cleanText(s string) string {
	var c cleaner
	s = c.add(s)
	return s + c.end()
}

// decodeRune reads a character, which may be a pair of surrogates as unquote
// writes them, and its length; 0 if more bytes are needed to tell.
func decodeRune(in []byte) (rune, int) {
	high, n := surrogate(in)
	switch {
	case n == 0 && (!utf8.FullRune(in) || len(in) < 3 && in[0] == 0xed && in[1]&0xe0 == 0xa0):
		return 0, 0
	case n == 0:
		return utf8.DecodeRune(in)
	case high >= 0xdc00: // a second half without a first
		return utf8.RuneError, n
	case len(in) < 6 && mayBeLow(in[n:]):
		return 0, 0
	}
	low, m := surrogate(in[n:])
	if m == 0 || low < 0xdc00 {
		return utf8.RuneError, n
	}
	return (high-0xd800)<<10 + (low - 0xdc00) + 0x10000, n + m
}

// surrogate reads half a character in the three bytes that UTF-8 would give it
// if it allowed that; 0 if it is none.
func surrogate(in []byte) (rune, int) {
	if len(in) < 3 || in[0] != 0xed || in[1]&0xe0 != 0xa0 || in[2]&0xc0 != 0x80 {
		return 0, 0
	}
	return 0xd000 | rune(in[1]&0x3f)<<6 | rune(in[2]&0x3f), 3
}

// mayBeLow tells whether in may be the beginning of a second half.
func mayBeLow(in []byte) bool {
	return len(in) == 0 || in[0] == 0xed && (len(in) == 1 || in[1]&0xf0 == 0xb0)
}

// unquote reads a JSON string whose syntax was checked, as encoding/json does,
// but keeps bytes that are no UTF-8, and halves of characters, as they are: the
// next delta may bring what they lack.
func unquote(raw []byte) string {
	if len(raw) < 2 {
		return ""
	}
	raw = raw[1 : len(raw)-1]
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 >= len(raw) {
			out = append(out, raw[i])
			continue
		}
		i++
		if raw[i] == 'u' && i+4 < len(raw) {
			out = appendUnit(out, hex4(raw[i+1:i+5]))
			i += 4
			continue
		}
		out = append(out, unescape(raw[i]))
	}
	return string(out)
}

func unescape(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// appendUnit appends a UTF-16 code unit; half a character as three bytes.
func appendUnit(b []byte, u rune) []byte {
	if u >= 0xd800 && u < 0xe000 {
		return append(b, 0xed, byte(0x80|u>>6&0x3f), byte(0x80|u&0x3f))
	}
	return utf8.AppendRune(b, u)
}

func hex4(s []byte) (u rune) {
	for _, c := range s {
		switch {
		case c <= '9':
			c -= '0'
		default:
			c = c&^0x20 - 'A' + 10
		}
		u = u<<4 | rune(c&15)
	}
	return u
}
