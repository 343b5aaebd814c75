package web

import (
	"bytes"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf16"
)

// Format is what a body is, told by its bytes.
type Format string

// The formats that are told apart.
const (
	Empty  Format = "empty"  // nothing but white space
	HTML   Format = "html"   // XHTML among it
	PDF    Format = "pdf"    //
	DOCX   Format = "docx"   // a document of Word
	ODT    Format = "odt"    // a text of OpenDocument
	ZIP    Format = "zip"    // other archives of that kind, spreadsheets and slides among them
	OLE    Format = "ole"    // what was .doc before DOCX, and its like
	RTF    Format = "rtf"    //
	XML    Format = "xml"    // feeds, for one
	Text   Format = "text"   // Markdown and JSON among it, in any encoding
	Media  Format = "media"  // images, sound, films
	Binary Format = "binary" // anything else
)

// How far into a body its kind is looked for.
const (
	sniffed       = 1 << 10  // where HTML and PDF begin at the latest
	sniffedMarkup = 16 << 10 // what may be comments before the first element
	sniffedText   = 64 << 10 // which bytes tell text from what is none
)

// startsHTML matches what only HTML begins with.
var startsHTML = regexp.MustCompile(`(?i)^<(?:!doctype\s+html|(?:html|head|body|title|meta|link|script|style|iframe|table|div|article|section|main|h[1-6]|p|a|b|br|font|span)[\s/>])`)

// holdsHTML matches where a page begins after what a server wrote before it.
var holdsHTML = regexp.MustCompile(`(?im)^\s*<(?:!doctype\s+html|html)[\s>]`)

// prologue matches what may stand before the first element of HTML and XML.
var prologue = regexp.MustCompile(`^\s*(?:<!--(?s:.*?)-->|<\?(?s:.*?)\?>)`)

// Sniff tells what a body is. It looks at nothing else: what a server says of
// it may be anything.
func Sniff(body []byte) Format {
	head := body[:min(len(body), sniffed)]
	switch {
	case bytes.HasPrefix(body, []byte("PK\x03\x04")), bytes.HasPrefix(body, []byte("PK\x05\x06")):
		return sniffZIP(body)
	case bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return OLE
	case bytes.HasPrefix(body, []byte(`{\rtf`)):
		return RTF
	}
	if f := sniffMarkup(body); f != "" {
		return f
	}
	start, text := bytes.TrimSpace(ascii(head)), isText(body)
	switch kind, _, _ := strings.Cut(http.DetectContentType(body), "/"); {
	case bytes.HasPrefix(start, []byte("%PDF-")), !text && bytes.Contains(head, []byte("%PDF-")):
		return PDF
	case !text && (kind == "image" || kind == "audio" || kind == "video"):
		return Media
	case !text:
		return Binary
	case len(start) == 0 && len(bytes.TrimSpace(body)) <= len("\ufeff"):
		return Empty
	}
	return Text
}

// sniffMarkup tells HTML and XML; it is empty for what is neither.
func sniffMarkup(body []byte) Format {
	head := ascii(body[:min(len(body), sniffedMarkup)])
	start, xml := bytes.TrimSpace(head), false
	for {
		n := len(prologue.Find(start))
		if n == 0 {
			break
		}
		xml = xml || bytes.HasPrefix(start, []byte("<?xml"))
		start = bytes.TrimSpace(start[n:])
	}
	switch {
	case startsHTML.Match(start):
		return HTML
	case xml:
		return XML
	case holdsHTML.Match(head[:min(len(head), sniffed)]) && isText(body):
		return HTML
	}
	return ""
}

// ascii gives text in UTF-16 that starts with a mark of its byte order as
// UTF-8, and any other without its mark.
func ascii(b []byte) []byte {
	if len(b) < 2 || b[0]^b[1] != 0x01 || b[0] < 0xfe {
		return bytes.TrimPrefix(b, []byte("\ufeff"))
	}
	high := 0
	if b[0] == 0xff {
		high = 1
	}
	var units []uint16
	for i := 2; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i+high])<<8|uint16(b[i+1-high]))
	}
	return []byte(string(utf16.Decode(units)))
}

// sniffZIP tells what an archive holds by the names in it, which stand
// uncompressed after their headers.
func sniffZIP(body []byte) Format {
	switch {
	case holdsFile(body, "word/document"):
		return DOCX
	case len(body) > 30 && bytes.HasPrefix(body[30:], []byte("mimetypeapplication/vnd.oasis.opendocument.text")):
		return ODT
	}
	return ZIP
}

// holdsFile tells whether an archive has a file whose name starts so.
func holdsFile(body []byte, name string) bool {
	for at := 0; ; {
		i := bytes.Index(body[at:], []byte(name))
		if i < 0 {
			return false
		}
		at += i
		if at >= 30 && bytes.HasPrefix(body[at-30:], []byte("PK\x03\x04")) || at >= 46 && bytes.HasPrefix(body[at-46:], []byte("PK\x01\x02")) {
			return true
		}
		at += len(name)
	}
}

// isText tells whether a body could be text: its beginning holds no byte that
// text has in no encoding, UTF-16 with a mark of its byte order excepted.
func isText(body []byte) bool {
	head := ascii(body[:min(len(body), sniffedText)])
	return bytes.IndexFunc(head, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != 0x1b
	}) < 0
}
