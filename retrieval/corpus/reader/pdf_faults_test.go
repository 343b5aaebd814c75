package reader

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval/corpus/reader/pdf"
)

const (
	rawCatalog = "<< /Type /Catalog /Pages 2 0 R >>"
	rawPages   = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	rawPage    = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >> /Contents 4 0 R >>"
)

// onePage is a PDF of one page with the content.
func onePage(content string) []byte {
	return rawPDF(rawCatalog, rawPages, rawPage, stream("", content))
}

// speech is a small PDF that is whole.
func speech() []byte {
	return onePage("BT /F1 12 Tf 72 720 Td (Mr. Chair,) Tj 0 -30 Td (Freedonia thanks you for your words today.) Tj ET")
}

func deflated(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, err := w.Write([]byte(s))
	if err = errors.Join(err, w.Close()); err != nil {
		panic(err)
	}
	return b.String()
}

func encrypted() []byte {
	p := newSheet()
	p.SetProtection(0, "open sesame", "owner")
	p.AddPage()
	p.para(lorem)
	return p.bytes()
}

func scan(pages int) []byte {
	p := newSheet()
	for range pages {
		p.AddPage()
		p.Rect(100, 100, 300, 300, "F")
	}
	return p.bytes()
}

// formBomb draws forms within forms, ten of the next in each.
func formBomb(depth int) []byte {
	objects := []string{rawCatalog, rawPages, strings.Replace(rawPage, "/Resources <<", "/Resources << /XObject << /X 5 0 R >>", 1), stream("", "/X Do")}
	for i := range depth {
		next := fmt.Sprintf("/Resources << /XObject << /X %d 0 R >> >>", 6+i)
		objects = append(objects, stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] "+next, strings.Repeat("/X Do ", 10)))
	}
	objects = append(objects, stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >> >>", "BT /F1 9 Tf (x) Tj ET"))
	return rawPDF(objects...)
}

// TestPDFFaults: each is a clear error or is read, within its time, and the
// next document is read as if nothing had been.
func TestPDFFaults(t *testing.T) {
	r := New(Options{})
	defer r.Close()
	r.pdf = pdf.NewEngine(pdf.Options{Time: time.Second, Memory: 64})
	defer r.pdf.Close()
	whole := unReport()
	bomb := deflated(strings.Repeat("0", 64<<20))
	for _, tt := range []struct {
		name string
		data []byte
		kind error // nil: any, or none
	}{
		{"encrypted", encrypted(), ErrLocked},
		{"truncated at once", whole[:400], ErrDamaged},
		{"truncated", whole[:len(whole)/2], nil},
		{"no more than a mark", []byte("%PDF-1.7\n"), ErrDamaged},
		{"noise", []byte("%PDF-1.7\n" + strings.Repeat("\x00\xff<< /a [", 5000)), ErrDamaged},
		{"scan", scan(2), ErrScanned},
		{"no page", rawPDF(rawCatalog, "<< /Type /Pages /Kids [] /Count 0 >>"), ErrDamaged},
		{"pages that are said", rawPDF(rawCatalog, "<< /Type /Pages /Kids [3 0 R] /Count 100000000 >>", rawPage, stream("", "")), nil},
		{"pages in a ring", rawPDF(rawCatalog, "<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 3 >>"), nil},
		{"deep arrays", onePage(strings.Repeat("[", 200000)), nil},
		{"deep dictionaries", rawPDF(strings.Repeat("<< /a ", 100000), rawPages), nil}, // damaged, or too slow on a slow machine
		{"a bomb in a page", rawPDF(rawCatalog, rawPages, rawPage, stream("/Filter /FlateDecode", bomb)), nil},
		{"a bomb in a bomb", rawPDF(rawCatalog, rawPages, rawPage, stream("/Filter [/FlateDecode /FlateDecode]", deflated(bomb))), nil},
		{"forms in forms", formBomb(12), nil},
		{"a form that is its own", bytes.Replace(formBomb(1), []byte("/X 6 0 R"), []byte("/X 5 0 R"), 1), nil},
		{"a huge page", bytes.Replace(speech(), []byte("[0 0 595 842]"), []byte("[0 0 9e9 9e9]"), 1), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			begun := time.Now()
			docs, err := r.Read(t.Context(), "a.pdf", tt.data)
			if took := time.Since(begun); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
			var e *Error
			switch {
			case tt.kind != nil && !errors.Is(err, tt.kind), err != nil && !errors.As(err, &e):
				t.Errorf("%d documents, %v; want %v", len(docs), err, tt.kind)
			case err != nil && (e.Reason == "" || e.Fix == "" || strings.Contains(e.Error(), "wasm")):
				t.Errorf("%q tells too little, or internals", e)
			}
			if docs, err := r.Read(t.Context(), "b.pdf", speech()); err != nil || !strings.HasSuffix(docs[0].Text, "Freedonia thanks you for your words today.") {
				t.Errorf("the next document: %+v, %v", docs, err)
			}
		})
	}
}

// TestUnseen: words that nobody sees on the paper are not the document's.
func TestUnseen(t *testing.T) {
	docs, err := Read("a.pdf", onePage("BT /F1 12 Tf 72 720 Td (Mr. Chair,) Tj 0 -30 Td (We agree to this.) Tj 0 -5000 Td (Off the page.) Tj ET "+
		"BT /F1 0.4 Tf 72 600 Td (Too small to see.) Tj ET BT /F1 30 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET"))
	if err != nil || docs[0].Text != "Mr. Chair,\n\nWe agree to this." {
		t.Errorf("%+v, %v", docs, err)
	}
}

// TestPDFAsk: a reader is asked by many at once, is told to stop, and is
// closed.
func TestPDFAsk(t *testing.T) {
	r := New(Options{Idle: time.Millisecond})
	done := make(chan error)
	for range 6 {
		go func() {
			docs, err := r.Read(t.Context(), "a.pdf", speech())
			if err == nil && len(docs) != 1 {
				err = errors.New("no document")
			}
			done <- err
		}()
	}
	for range 6 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Read(ctx, "a.pdf", speech()); !errors.Is(err, context.Canceled) {
		t.Errorf("told to stop: %v", err)
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if _, err := r.Read(t.Context(), "a.pdf", speech()); err == nil {
		t.Error("a closed reader read")
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
}

// TestScanned: with OCR a scan's pages are read by their pictures, and a page
// that is a picture among others is, too.
func TestScanned(t *testing.T) {
	var langs []string
	n := 0
	r := New(Options{OCR: func(ctx context.Context, png []byte, lang string) (string, error) {
		if !bytes.HasPrefix(png, []byte("\x89PNG")) || len(png) < 1000 {
			t.Errorf("%d bytes are no picture", len(png))
		}
		langs = append(langs, lang)
		if n++; n == 1 {
			return "Mr. Chair,\r\n\r\nWe thank you for the work that you have done with all of us.\n\f", nil
		}
		return "The second page.", nil
	}})
	defer r.Close()
	docs, err := r.Read(t.Context(), "a.pdf", scan(2))
	if err != nil || docs[0].Text != "Mr. Chair,\n\nWe thank you for the work that you have done with all of us.\n\nThe second page." {
		t.Fatalf("%+v, %v", docs, err)
	}
	if docs[0].Pages.At(12) != 1 || docs[0].Pages.At(len(docs[0].Text)-1) != 2 || strings.Join(langs, ",") != ",en" {
		t.Errorf("pages %v, languages %q", docs[0].Pages, langs)
	}
	r.o.OCR = func(context.Context, []byte, string) (string, error) { return "", errors.New("no ink") }
	if _, err := r.Read(t.Context(), "a.pdf", scan(1)); !errors.Is(err, ErrScanned) {
		t.Errorf("%v", err)
	}
	if _, err := r.Read(t.Context(), "a.pdf", scan(maxScanned+1)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("many pages: %v", err)
	}
}

// FuzzPDF changes a whole document in places; the engine is kept.
func FuzzPDF(f *testing.F) {
	r := New(Options{})
	f.Cleanup(func() { _ = r.Close() })
	r.pdf = pdf.NewEngine(pdf.Options{Time: 5 * time.Second, Memory: 128})
	f.Cleanup(func() { _ = r.pdf.Close() })
	f.Add(speech())
	f.Add(arabicPDF("السيد"))
	f.Add(formBomb(2))
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := r.Read(t.Context(), "a.pdf", data)
		var e *Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("%v is no *Error", err)
		}
		sound(t, docs)
		for _, d := range docs {
			for i, m := range d.Pages {
				if m.Offset < 0 || m.Offset >= len(d.Text) || i > 0 && m.Offset <= d.Pages[i-1].Offset {
					t.Fatalf("pages %v of %d bytes", d.Pages, len(d.Text))
				}
			}
		}
	})
}
