package web

import (
	"fmt"
	"strings"
)

// What may stand in path and query as it is, beside letters and digits. A rule
// of robots.txt has the signs of both.
const (
	unreserved = "-._~"
	pathSigns  = unreserved + "!$&'()*+,;=:@/"
	querySigns = pathSigns + "?"
)

// escape writes each byte in one form: as it is if it may stand so, otherwise
// by its number. Escapes that are there stay, but those of letters, digits and
// the unreserved signs, which mean the same without; a per cent sign that escapes nothing is
// escaped itself.
func escape(s, signs string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch n, ok := unescape(s[i:]); {
		case ok && stands(n, unreserved):
			b.WriteByte(n)
			i += 2
		case ok:
			fmt.Fprintf(&b, "%%%02X", n)
			i += 2
		case stands(c, signs):
			b.WriteByte(c)
		default:
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// unescape reads the escape that s starts with.
func unescape(s string) (byte, bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	high, low := strings.IndexByte(hexDigits, s[1]|0x20), strings.IndexByte(hexDigits, s[2]|0x20)
	if high < 0 || low < 0 || s[1] < '0' || s[2] < '0' {
		return 0, false
	}
	return byte(high<<4 | low), true
}

const hexDigits = "0123456789abcdef"

func stands(c byte, signs string) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte(signs, c) >= 0
}

// withoutDots resolves the . and .. of a path, which starts with a slash after.
func withoutDots(path string) string {
	var kept []string
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, s := range segments {
		last := i == len(segments)-1
		switch {
		case s == ".." && len(kept) > 0:
			kept = kept[:len(kept)-1]
		case s != "." && s != "..":
			kept = append(kept, s)
			continue
		}
		if last {
			kept = append(kept, "")
		}
	}
	return "/" + strings.Join(kept, "/")
}
