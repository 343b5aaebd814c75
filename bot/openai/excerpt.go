package openai

import (
	"regexp"
	"strings"
	"unicode"
)

// maxExcerpt is how many characters of a server's message an error shows.
const maxExcerpt = 200

// Looks like a key: providers mask keys in their messages and leave enough of
// them to be recognised by, and a message may repeat a header.
var keyLike = regexp.MustCompile(`(?i)\b(?:sk|pk|key|api|gsk|xai|hf|bearer)[-_ ][-_A-Za-z0-9*.…]{6,}`)

// excerpt makes one short line of what a server said, without the key: no
// control characters, no marks that change the direction of text, nothing that
// shares six characters in a row with the key.
func excerpt(s, key string, limit int) string {
	if len(s) > maxErrorBody {
		s = s[:maxErrorBody]
	}
	s = withoutKey(s, key)
	s = keyLike.ReplaceAllString(s, "[key]")
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), hidden), " ")
	return clip(s, limit)
}

// hidden tells of white space and of what is not seen or moves other text about.
func hidden(r rune) bool {
	return unicode.IsSpace(r) || !unicode.IsGraphic(r)
}

// clip cuts a text to so many characters, and shows that it did.
func clip(s string, limit int) string {
	n := 0
	for i := range s {
		if n == limit {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// shared is how many characters in a row with the key are too many.
const shared = 6

// withoutKey replaces every part of the key in s. A key too short to be told
// from ordinary words costs the whole text.
func withoutKey(s, key string) string {
	if key == "" {
		return s
	}
	if len(key) < shared {
		if strings.Contains(s, key) {
			return ""
		}
		return s
	}
	drop := make([]bool, len(s))
	for i := 0; i+shared <= len(key); i++ {
		part := key[i : i+shared]
		for at := 0; ; {
			j := strings.Index(s[at:], part)
			if j < 0 {
				break
			}
			for k := range shared {
				drop[at+j+k] = true
			}
			at += j + 1
		}
	}
	return replaced(s, drop)
}

// replaced writes "[key]" for each run of bytes that is to go.
func replaced(s string, drop []bool) string {
	var b strings.Builder
	for i := range len(s) {
		switch {
		case !drop[i]:
			b.WriteByte(s[i])
		case i == 0 || !drop[i-1]:
			b.WriteString("[key]")
		}
	}
	return b.String()
}
