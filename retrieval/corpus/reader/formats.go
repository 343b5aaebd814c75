package reader

import (
	"context"
	"path"
	"strings"
)

// MaxBytes is the size over which Read refuses a document. A PDF of some
// pages of pictures may have it.
const MaxBytes = 50 << 20

// maxTextBytes is the size over which a document that is text as it stands is
// refused. The longest statement on record has less than a hundredth of it.
const maxTextBytes = 20 << 20

// maxLines bounds what a file made of line ends costs in memory.
const maxLines = 1 << 20

// A format plugs in here: its file, and its line in the list. The list's order
// is that in which contents are sniffed.
type format struct {
	name    string
	endings []string                       // lower case, with the dot
	binary  bool                           // its bytes are not text
	sniff   func(head []byte) bool         // whether the contents are of this format, whatever the file is called; nil when they do not tell
	read    func(j job) ([]content, error) // one content a statement
}

// job is a document to be read, with what formats may need for it.
type job struct {
	ctx  context.Context
	data []byte
	by   *Reader
}

// content is what a format hands on: plain text with paragraphs set apart by
// blank lines, and what the format's own fields say.
type content struct {
	text       string
	titles     []string // lines of the text that the format knows for titles, each as squeeze leaves it
	labels     Meta     // fields that a person filled in for this document, such as front matter: they win
	hints      Meta     // fields of the page, which the text's own header overrules
	pages      Pages    // of text
	recognised bool     // some of it was read from pictures
}

// formats gives the list.
func formats() []format {
	return []format{
		{"PDF", []string{".pdf"}, true, looksPDF, readPDF},
		{"Word", []string{".docx"}, true, looksDOCX, readDOCX},
		{"saved HTML", []string{".html", ".htm", ".xhtml"}, false, looksHTML, readHTML},
		{"Markdown", []string{".md", ".markdown"}, false, nil, readMarkdown},
		{"plain text", []string{".txt", ".text"}, false, nil, readText},
	}
}

// Known tells whether files of this name's ending are documents to Read.
// A name without an ending is: its contents decide.
func Known(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	if ending == "" {
		return true
	}
	for _, f := range formats() {
		for _, e := range f.endings {
			if e == ending {
				return true
			}
		}
	}
	return false
}

// TooLarge gives the error for a document of that many bytes.
func TooLarge(size int64) *Error { return tooLarge(size, MaxBytes) }

func tooLarge(size, limit int64) *Error {
	return &Error{
		Kind:   ErrTooLarge,
		Reason: "has " + mebibytes(size) + ", more than the " + mebibytes(limit) + " that a document may have",
		Fix:    "split it, one statement a file, or save its words alone",
	}
}

func empty() *Error {
	return &Error{Kind: ErrEmpty, Reason: "holds no text", Fix: "fill it or remove it"}
}

// formatOf picks the format: contents that say what they are win over the
// ending, since a page saved as text is still a page.
func formatOf(name string, data []byte) (format, error) {
	if what := foreign(data); what != "" {
		return format{}, unsupported(what)
	}
	ending := strings.ToLower(path.Ext(name))
	head := sniffable(data)
	for _, f := range formats() {
		if f.sniff != nil && f.sniff(head) {
			return f, nil
		}
	}
	for _, f := range formats() {
		for _, e := range f.endings {
			if e != ending {
				continue
			}
			switch {
			case f.binary:
				return format{}, misnamed(f)
			case f.sniff != nil: // called a page, but no tag in it
				return plainText(), nil
			}
			return f, nil
		}
	}
	if ending == "" || strings.Contains(ending, " ") { // "Statement by H.E. Mr X"
		return plainText(), nil
	}
	return format{}, unsupported("a file ending in " + printable(ending))
}

func plainText() format {
	all := formats()
	return all[len(all)-1]
}

// misnamed is the error for a file that is called what it is not. Its bytes are
// not tried as text: half a PDF would be read for words.
func misnamed(f format) *Error {
	return &Error{Kind: ErrDamaged, Reason: "is called " + f.endings[0] + " and is no such file, or is damaged at its beginning", Fix: "get it again, or name it for what it is"}
}
