package message

import (
	"regexp"
	"strings"
	"unicode"

	"verbatim/bot/visible"
)

// Escape. Discord's clients take a backslash before any character that is
// neither a letter, a digit nor white space as "this character, and nothing
// else"; the backslash is not shown. So what would start markup gets one, and
// the reader sees the words as they are. Three things need more than that:
//
//   - In the text of a masked link backslashes are shown, and its brackets are
//     matched without regard to them. So "](", which alone can make a link, is
//     torn apart, and link text goes through label instead.
//   - Discord's servers look for addresses and @everyone without regard to
//     backslashes. An address is torn within its "://", which leaves neither a link nor
//     a preview; @everyone gets an invisible space, though allowed_mentions
//     forbids the ping already.
//   - Control characters, marks that turn the direction of text and invisible
//     ones are shown by their numbers, as on the terminal.

// Escape makes text of a document, a question or a model harmless in a message: Markdown, mentions,
// links, custom emoji, timestamps and hazardous characters show as what was written.
func Escape(text string) string {
	text = legible(text)
	var b strings.Builder
	b.Grow(len(text) + len(text)/16)
	for i := 0; i < len(text); {
		i = escapeAt(&b, text, i)
	}
	return b.String()
}

// lineStart finds what makes a heading, a list, a quotation or small print at
// the start of a line: its last character is the one to escape.
var lineStart = regexp.MustCompile(`^[\t\p{Zs}]*(?:[#>+-]|\d+[.)])`)

// escapeAt writes what stands at i, escaped, and gives where to go on.
func escapeAt(b *strings.Builder, text string, i int) int {
	if i == 0 || text[i-1] == '\n' {
		if n := len(lineStart.FindString(text[i:])); n > 0 {
			b.WriteString(text[i:i+n-1] + `\` + text[i+n-1:i+n])
			return i + n
		}
	}
	c := text[i]
	switch {
	case strings.IndexByte("\\*_~`|<[]", c) >= 0,
		c == '(' && (i == 0 || text[i-1] == ']'),
		c == ':' && colonActs(text[i+1:]),
		c == '/' && strings.HasSuffix(text[:i], ":") && strings.HasPrefix(text[i:], "//"),
		c == '.' && invites(text[:i]),
		c == '@':
		b.WriteByte('\\')
	}
	b.WriteByte(c)
	if c == '@' && pings.MatchString(text[i+1:min(len(text), i+10)]) {
		b.WriteString(noPing)
	}
	return i + 1
}

// noPing is the invisible space between @ and everyone.
const noPing = "\u200b"

var pings = regexp.MustCompile(`^(?i:everyone|here)`)

// colonActs tells whether what follows makes a colon part of an address or of
// an emoji's name, also with what the caller puts behind the text: a label that
// ends in a colon of our own would finish the name.
func colonActs(after string) bool {
	if strings.HasPrefix(after, "//") {
		return true
	}
	const longestName = 64
	for i, r := range after[:min(len(after), longestName)] {
		if r == ':' {
			return i > 0
		}
		if unicode.IsSpace(r) {
			return false
		}
	}
	return len(after) < longestName
}

// invites tells whether a dot ends the name with which an invitation begins;
// such an address acts without its scheme.
func invites(before string) bool {
	before = strings.ToLower(before[max(0, len(before)-len("discordapp")):])
	return strings.HasSuffix(before, "discord") || strings.HasSuffix(before, "discordapp")
}

// legible gives line breaks as \n, other white space that acts as spaces, and
// shows hazardous characters by their numbers.
func legible(text string) string {
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if strings.IndexFunc(text, visible.Hazardous) < 0 {
		return text
	}
	text = plainSpace.Replace(text)
	rightToLeft := strings.IndexFunc(text, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) }) >= 0
	return visible.Escape(text, func(r rune) bool { return r == '\n' || r == '\t' || rightToLeft && ordinaryMark(r) })
}

// plainSpace gives a form feed, a separator of lines and the like as a space:
// a text that has nothing else is empty to a reader.
var plainSpace = strings.NewReplacer("\v", " ", "\f", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ")

// ordinaryMark tells of the marks that Arabic and Hebrew text sets beside a
// number or a bracket: they turn nothing round that is longer.
func ordinaryMark(r rune) bool { return r == 0x061C || r == 0x200E || r == 0x200F }

// code makes text harmless inside a block of code, where backslashes are shown.
func code(text string) string {
	text = strings.ReplaceAll(legible(text), "```", "``\u200b`")
	return pingsAnywhere.ReplaceAllString(text, "@"+noPing+"$1")
}

var pingsAnywhere = regexp.MustCompile(`(?i)@(everyone|here)`)

// line gives a text as a single line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }
