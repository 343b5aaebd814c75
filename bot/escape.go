package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Documents, models and users may write what would move the cursor, hide words
// or show them in another order. Everything printed for a person passes escape
// or escapeLines; JSON passes escapeJSON; questions pass clean.

// hazardous tells whether a terminal could act on the rune: control characters,
// marks of direction, invisible tags, and what separates lines.
func hazardous(r rune) bool {
	switch {
	case unicode.IsControl(r), r == utf8.RuneError,
		r == 0x061C, r == 0x200E, r == 0x200F, // marks of direction
		r >= 0x202A && r <= 0x202E, // embeddings and overrides
		r >= 0x2066 && r <= 0x206F, // isolates and deprecated format characters
		r == 0x2028, r == 0x2029,   // separators
		r == 0xFEFF,                  // byte order mark
		r >= 0xFFF9 && r <= 0xFFFB,   // interlinear annotation
		r >= 0xE0000 && r <= 0xE007F: // tags: text that nobody sees
		return true
	}
	return false
}

// escape makes hazardous characters visible, as in \u202e. White space is left
// to the caller, which lays text out anew.
func escape(s string) string {
	return escapeBut(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' })
}

// escapeLines is escape for text whose line breaks are meant and whose other
// control characters are not.
func escapeLines(s string) string {
	return escapeBut(s, func(r rune) bool { return r == '\n' })
}

func escapeBut(s string, spared func(rune) bool) string {
	if strings.IndexFunc(s, hazardous) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case spared(r) || !hazardous(r), r == utf8.RuneError && n > 1:
			b.WriteString(s[i : i+n])
		case r == utf8.RuneError, r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, s[i+n-1])
		case r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += n
	}
	return b.String()
}

// escapeJSON writes hazardous characters of encoded JSON as \u escapes. They stand
// in strings only, so the value stays the same. It takes whole lines.
func escapeJSON(encoded []byte) []byte {
	var b []byte
	for i := 0; i < len(encoded); {
		r, n := utf8.DecodeRune(encoded[i:])
		switch {
		case r == '\n', r == utf8.RuneError, !hazardous(r):
			b = append(b, encoded[i:i+n]...)
		case r > 0xFFFF:
			b = fmt.Appendf(b, `\u%04x\u%04x`, 0xD800+(r-0x10000)>>10, 0xDC00+(r-0x10000)&0x3FF)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
		i += n
	}
	return b
}

// clean makes a question or words to look for of what somebody typed or
// pasted: hazardous characters become spaces, and white space single.
func clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || hazardous(r) }), " ")
}
