package reader

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// magics are the openings of formats that are not read, with what to call them.
var magics = []struct{ magic, what string }{
	{"PK\x05\x06", "an empty ZIP archive"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file, or one locked with a password (open it and save it as .docx without one)"},
	{"{\\rtf", "an RTF document"},
	{"\x1f\x8b", "a gzip archive"},
	{"\x89PNG\r\n", "a picture"},
	{"\xff\xd8\xff", "a picture"},
	{"GIF8", "a picture"},
	{"\x7fELF", "a program"},
	{"bplist00", "a web archive"},
	{"BZh9", "a bzip2 archive"},
	{"\xfd7zXZ\x00", "an xz archive"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"ID3", "a sound file"},
}

// foreign names what the contents are when they are of a format that is known
// and not read, and is empty otherwise.
func foreign(data []byte) string {
	head := data[:min(len(data), 1024)]
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.what
		}
	}
	trimmed := strings.TrimLeftFunc(string(head), unicode.IsSpace)
	if isMHTML(trimmed) {
		return `an MHTML archive (save the page as "web page, HTML only")`
	}
	return ""
}

// isMHTML tells a page saved with its pictures into one file: a mail message
// of several parts.
func isMHTML(head string) bool {
	low := strings.ToLower(head)
	return (strings.HasPrefix(low, "from: ") || strings.HasPrefix(low, "mime-version:")) &&
		strings.Contains(low, "multipart/related")
}

// sniffable gives the document's beginning as ASCII-like bytes, UTF-16
// included, for telling formats apart.
func sniffable(data []byte) []byte {
	head := data[:min(len(data), 4096)]
	if len(head) >= 2 && (head[0] == 0xFF && head[1] == 0xFE || head[0] == 0xFE && head[1] == 0xFF) {
		head = bytes.ReplaceAll(head[2:], []byte{0}, nil)
	} else if unmarkedUTF16(data) != nil {
		head = bytes.ReplaceAll(head, []byte{0}, nil)
	}
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	return bytes.TrimLeft(head, " \t\r\n\f")
}

func mebibytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%.0f kB", float64(n)/1024)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/(1<<20)), ".0") + " MB"
}

// printable makes a short string from outside fit for a message.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "..."
	}
	return s
}
