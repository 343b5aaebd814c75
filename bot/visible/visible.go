// Package visible says which characters a reader does not see for what they
// are, and writes them so that they are seen. Documents, models and users may write what
// would move a cursor, hide words or show them in another order; whatever shows
// their words, on a terminal or in Discord, asks here.
package visible

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Hazardous tells whether a rune could hide words or show them in another
// order: control characters, white space of lines among them, marks of direction,
// invisible tags, and what separates lines.
func Hazardous(r rune) bool {
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

// Escape writes hazardous runes by their numbers, as in \u202e, but those that
// spared gives true for.
func Escape(s string, spared func(rune) bool) string {
	if strings.IndexFunc(s, Hazardous) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case spared(r) || !Hazardous(r), r == utf8.RuneError && n > 1:
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

// Clean makes a question or words to look for of what somebody typed or
// pasted: hazardous runes become spaces, and white space single.
func Clean(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || Hazardous(r) }), " ")
}
