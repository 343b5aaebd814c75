package main

import (
	"fmt"
	"unicode/utf8"

	"verbatim/bot/visible"
)

// Documents, models and users may write what would move the cursor, hide words
// or show them in another order. Everything printed for a person passes escape
// or escapeLines; JSON passes escapeJSON; questions pass clean.

// escape makes hazardous characters visible, as in \u202e. White space is left
// to the caller, which lays text out anew.
func escape(s string) string {
	return visible.Escape(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' })
}

// escapeLines is escape for text whose line breaks are meant and whose other
// control characters are not.
func escapeLines(s string) string {
	return visible.Escape(s, func(r rune) bool { return r == '\n' })
}

// escapeJSON writes hazardous characters of encoded JSON as \u escapes. They stand
// in strings only, so the value stays the same. It takes whole lines.
func escapeJSON(encoded []byte) []byte {
	var b []byte
	for i := 0; i < len(encoded); {
		r, n := utf8.DecodeRune(encoded[i:])
		switch {
		case r == '\n', r == utf8.RuneError, !visible.Hazardous(r):
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

// clean is visible.Clean.
func clean(s string) string { return visible.Clean(s) }
