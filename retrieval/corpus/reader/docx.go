package reader

import (
	"bytes"
	"errors"
	"strings"

	"verbatim/retrieval/corpus/reader/docx"
)

// looksDOCX tells a ZIP archive, which a Word document is. What else it may be
// is found out when it is opened.
func looksDOCX(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

func readDOCX(j job) ([]content, error) {
	d, err := docx.Read(j.data)
	if err != nil {
		return nil, docxError(err)
	}
	var c content
	var all []string
	for _, p := range d.Paragraphs {
		if t := squeeze(p.Text); p.Title && len(t) < longest {
			c.titles = append(c.titles, t)
		}
		if first, _, _ := strings.Cut(p.Text, "\n"); p.Apart && !headerIn(first) && !notice.MatchString(p.Text) && !salutes(first) {
			p.Text = quoteMark + p.Text
		}
		all = append(all, p.Text)
	}
	c.text = tidy(strings.Join(all, "\n\n"))
	return []content{c}, nil
}

// docxError says what is wrong with a Word document.
func docxError(err error) *Error {
	var other *docx.OtherError
	switch {
	case errors.As(err, &other) && strings.Contains(other.What, "ZIP"):
		return &Error{Kind: ErrUnsupported, Reason: "is a ZIP archive, a format that is not read", Fix: "take the documents out of it"}
	case errors.As(err, &other):
		return &Error{Kind: ErrUnsupported, Reason: "is " + other.What + ", a format that is not read", Fix: "open it and save it as .docx, or save its words as text"}
	case errors.Is(err, docx.ErrTooLarge):
		return &Error{Kind: ErrTooLarge, Reason: "is a Word document that is larger inside than any statement", Fix: "save its words alone"}
	}
	return &Error{Kind: ErrDamaged, Reason: "is a damaged Word document", Fix: "get it again, or open it in Word and save it anew"}
}
