package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// The reasons for which a document is not read.
var (
	ErrDamaged  = errors.New("is damaged")
	ErrTooLarge = errors.New("is larger inside than any document")
	ErrOther    = errors.New("is not a Word document")
)

// What an archive may have.
const (
	maxEntries = 10_000
	maxPart    = 24 << 20 // bytes of one part, unpacked
	maxDepth   = 400      // of elements within each other
)

// OtherError is an ErrOther that says what the archive is.
type OtherError struct{ What string }

// Error names it.
func (e *OtherError) Error() string { return "is " + e.What }

// Unwrap gives ErrOther.
func (e *OtherError) Unwrap() error { return ErrOther }

// archive is the parts of a document by name.
type archive map[string]*zip.File

func open(data []byte) (archive, error) {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxEntries {
		return nil, fmt.Errorf("%w: more than %d parts", ErrTooLarge, maxEntries)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	a := archive{}
	for _, f := range z.File {
		name := strings.TrimPrefix(f.Name, "/")
		if _, twice := a[name]; twice {
			return nil, fmt.Errorf("%w: two parts of one name", ErrDamaged)
		}
		a[name] = f
	}
	return a, nil
}

// part unpacks a part; nil where there is none.
func (a archive) part(name string) ([]byte, error) {
	f := a[name]
	if f == nil {
		return nil, nil
	}
	if f.UncompressedSize64 > maxPart {
		return nil, ErrTooLarge
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart+1)) // the size may be a lie
	switch {
	case len(data) > maxPart:
		return nil, ErrTooLarge
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return data, nil
}

// main finds the part that holds the body.
func (a archive) main() (string, error) {
	rels, err := a.part("_rels/.rels")
	if err != nil {
		return "", err
	}
	name := "word/document.xml"
	err = walk(rels, func(e element) {
		if e.name == "Relationship" && strings.HasSuffix(e.attr("Type"), "/officeDocument") && e.attr("TargetMode") != "External" {
			name = strings.TrimPrefix(path.Clean("/"+e.attr("Target")), "/")
		}
	}, nil, nil)
	if err != nil {
		return "", err
	}
	if a[name] == nil || !strings.HasPrefix(name, "word/") && a["word/document.xml"] == nil {
		return "", a.other()
	}
	return name, nil
}

// other says what an archive without a Word document is.
func (a archive) other() error {
	mime, _ := a.part("mimetype")
	switch {
	case strings.HasPrefix(string(mime), "application/vnd.oasis.opendocument"):
		return &OtherError{"an OpenDocument file (ODT)"}
	case strings.HasPrefix(string(mime), "application/epub"):
		return &OtherError{"an EPUB book"}
	case a["xl/workbook.xml"] != nil:
		return &OtherError{"an Excel file"}
	case a["ppt/presentation.xml"] != nil:
		return &OtherError{"a PowerPoint file"}
	case a["Index/Document.iwa"] != nil:
		return &OtherError{"a Pages document"}
	}
	return &OtherError{"a ZIP archive"}
}

// element is the beginning of an XML element, namespaces left out: the names
// that matter here are of one each.
type element struct {
	name  string
	attrs []xml.Attr
}

func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// on tells whether a switch such as <w:vanish/> is on.
func (e element) on() bool {
	switch e.attr("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// walk goes through a part. Any of the functions may be nil.
func walk(data []byte, begin func(element), end func(name string), text func(string)) error {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	depth := 0
	for {
		tok, err := d.RawToken()
		if err == io.EOF {
			if depth != 0 {
				return fmt.Errorf("%w: it ends too early", ErrDamaged)
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("%w: elements lie too deep", ErrDamaged)
			}
			if begin != nil {
				begin(element{t.Name.Local, t.Attr})
			}
		case xml.EndElement:
			if depth--; depth < 0 {
				return fmt.Errorf("%w: an element ends that did not begin", ErrDamaged)
			}
			if end != nil {
				end(t.Name.Local)
			}
		case xml.CharData:
			if text != nil {
				text(string(t))
			}
		case xml.Directive:
			return fmt.Errorf("%w: it declares a document type", ErrDamaged)
		}
	}
}
