package reader

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"verbatim/retrieval/corpus/reader/layout"
	"verbatim/retrieval/corpus/reader/pdf"
)

// A PDF is read in two steps: its glyphs are taken off the pages (package pdf),
// and running text is made of them (package layout). Its title and author
// fields are not believed: they are mostly those of the file that the document
// was written over.

const (
	// pdfHead is where the mark of a PDF may begin: some senders put a line
	// before it.
	pdfHead = 1024
	// fewLetters is how few letters a page has that is taken for a picture: a
	// scanner stamps its name on it.
	fewLetters = 20
	// maxScanned is how many scanned pages are recognised in one document.
	maxScanned = 60
)

// looksPDF tells a PDF by its mark.
func looksPDF(head []byte) bool {
	return pdfMark.Match(head[:min(len(head), pdfHead)]) && !looksHTML(head)
}

var pdfMark = regexp.MustCompile(`(?m)^%PDF-\d`)

func readPDF(j job) ([]content, error) {
	doc, recognised := &layout.Document{}, false
	err := j.by.pdf.Read(j.ctx, j.data, func(ctx context.Context, d *pdf.Document) (err error) {
		recognised, err = j.by.pages(ctx, d, doc)
		return err
	})
	if err != nil {
		return nil, pdfError(j.ctx, err)
	}
	text, marks := doc.Text()
	c := content{text: tidy(text), recognised: recognised}
	if len(c.text) != len(text) { // tidy would have moved the marks: layout leaves it nothing to do
		return nil, pdfError(j.ctx, errors.New("stray white space"))
	}
	for _, m := range marks {
		c.pages = append(c.pages, PageMark(m))
	}
	return []content{c}, nil
}

// pages takes the glyphs off all pages, and has those recognised that are
// pictures; it tells whether any was.
func (r *Reader) pages(ctx context.Context, d *pdf.Document, doc *layout.Document) (recognised bool, err error) {
	var bare []int
	for n := range d.Pages() {
		glyphs, err := d.Page(n)
		if err != nil {
			return false, err
		}
		if doc.Add(glyphs) < fewLetters {
			bare = append(bare, n)
		}
	}
	switch {
	case doc.Garbled() || len(bare) == d.Pages() && doc.Letters() < fewLetters:
		if r.o.OCR == nil {
			return false, scanned(doc.Garbled())
		}
		return true, r.recognise(ctx, d, doc, upTo(d.Pages()))
	case r.o.OCR != nil && len(bare) > 0:
		return true, r.recognise(ctx, d, doc, bare)
	}
	return false, nil
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// recognise reads pages by their pictures. The time that OCR takes is not the
// document's.
func (r *Reader) recognise(ctx context.Context, d *pdf.Document, doc *layout.Document, pages []int) error {
	if len(pages) > maxScanned {
		return &Error{Kind: ErrTooLarge, Reason: fmt.Sprintf("has %d scanned pages, more than the %d that are recognised", len(pages), maxScanned), Fix: "split it, one statement a file"}
	}
	lang := ""
	for _, n := range pages {
		png, err := d.PNG(n)
		if err != nil {
			return err
		}
		var text string
		d.Aside(func() { text, err = r.o.OCR(ctx, png, lang) })
		if err != nil {
			return &Error{Kind: ErrScanned, Reason: fmt.Sprintf("is a scan, and its page %d could not be recognised (%v)", n+1, err), Fix: "save its words as text"}
		}
		text = tidy(strings.ToValidUTF8(text, "\uFFFD"))
		if lang == "" {
			lang = languageOf(text)
		}
		doc.SetText(n, text)
	}
	return nil
}

func scanned(garbled bool) *Error {
	reason := "is a scan: its pages are pictures without text"
	if garbled {
		reason = "has text in fonts that do not tell their letters"
	}
	return &Error{Kind: ErrScanned, Reason: reason, Fix: "turn on OCR, which reads pictures of text where tesseract is installed, or save its words as text"}
}

// pdfError says what is wrong with a PDF.
func pdfError(ctx context.Context, err error) error {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, pdf.ErrLocked):
		return &Error{Kind: ErrLocked, Reason: "is a PDF that opens only with a password", Fix: "save it without one"}
	case errors.Is(err, pdf.ErrPages), errors.Is(err, pdf.ErrText):
		return &Error{Kind: ErrTooLarge, Reason: "has more pages or text than any statement", Fix: "split it, one statement a file, or save its words alone"}
	case errors.Is(err, pdf.ErrMemory):
		return &Error{Kind: ErrDamaged, Reason: "is a PDF that is damaged, or needs more memory than a statement's does", Fix: "print it to a new PDF, or save its words as text"}
	case errors.Is(err, pdf.ErrTime):
		return &Error{Kind: ErrTime, Reason: "is a PDF that took too long to read", Fix: "save its words as text"}
	case errors.Is(err, pdf.ErrDamaged):
		return &Error{Kind: ErrDamaged, Reason: "is a damaged PDF", Fix: "get it again, or save its words as text"}
	}
	return &Error{Kind: ErrDamaged, Reason: "is a PDF that could not be read (" + err.Error() + ")", Fix: "save its words as text"}
}
