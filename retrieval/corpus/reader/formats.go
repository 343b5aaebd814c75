package reader

import (
	"bytes"
	"path"
	"strings"
)

// MaxBytes is the size over which Read refuses a document. The longest
// statement on record has less than a hundredth of it.
const MaxBytes = 20 << 20

// maxLines bounds what a file made of line ends costs in memory.
const maxLines = 1 << 20

// A format plugs in here: its file, and its line in the list. The list's order
// is that in which contents are sniffed.
type format struct {
	name    string
	endings []string                             // lower case, with the dot
	sniff   func(head []byte) bool               // whether the contents are of this format, whatever the file is called; nil when they do not tell
	read    func(data []byte) ([]content, error) // one content a statement
}

// content is what a format hands on: plain text with paragraphs set apart by
// blank lines, and what the format's own fields say.
type content struct {
	text   string
	titles []string // lines of the text that the format knows for titles, each as squeeze leaves it
	labels Meta     // fields that a person filled in for this document, such as front matter: they win
	hints  Meta     // fields of the page, which the text's own header overrules
}

var formats []format

func init() {
	formats = []format{
		{"saved HTML", []string{".html", ".htm", ".xhtml"}, looksHTML, readHTML},
		{"Markdown", []string{".md", ".markdown"}, nil, readMarkdown},
		{"plain text", []string{".txt", ".text"}, nil, readText},
	}
}

// Known tells whether files of this name's ending are documents to Read.
// A name without an ending is: its contents decide.
func Known(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	if ending == "" {
		return true
	}
	for _, f := range formats {
		for _, e := range f.endings {
			if e == ending {
				return true
			}
		}
	}
	return false
}

// Read reads a document: the statements in it, and what it says of them. The
// name's ending and the contents decide together how it is read. Every error is
// an *Error.
func Read(name string, data []byte) ([]Document, error) {
	if len(data) > MaxBytes {
		return nil, TooLarge(int64(len(data)))
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, empty()
	}
	f, err := formatOf(name, data)
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(data, []byte{'\n'}); n > maxLines {
		return nil, &Error{Kind: ErrTooLarge, Reason: "has more lines than any statement", Fix: "split it, one statement a file, or save its words alone"}
	}
	contents, err := f.read(data)
	if err != nil {
		return nil, err
	}
	var docs []Document
	for _, c := range contents {
		if d := assemble(c); d.Text != "" {
			docs = append(docs, d)
		}
	}
	if len(docs) == 0 {
		return nil, empty()
	}
	return docs, nil
}

// TooLarge gives the error for a document of that many bytes.
func TooLarge(size int64) *Error {
	return &Error{
		Kind:   ErrTooLarge,
		Reason: "has " + mebibytes(size) + ", more than the " + mebibytes(MaxBytes) + " that a document may have",
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
	for _, f := range formats {
		if f.sniff != nil && f.sniff(head) {
			return f, nil
		}
	}
	for _, f := range formats {
		for _, e := range f.endings {
			if e != ending {
				continue
			}
			if f.sniff != nil { // called a page, but no tag in it
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

func plainText() format { return formats[len(formats)-1] }
