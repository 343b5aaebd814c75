package web

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
)

func zipped(t *testing.T, names ...string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		w.Write([]byte("application/vnd.oasis.opendocument.text"))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSniff(t *testing.T) {
	utf16 := "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00"
	for _, c := range []struct {
		want Format
		body string
	}{
		{Empty, ""}, {Empty, " \n\t"}, {Empty, "\ufeff\n"},
		{HTML, "<!DOCTYPE html><html>"}, {HTML, "\ufeff \n<HTML lang=en>"}, {HTML, "<!-- c --><!-- d -->\n<head>"}, {HTML, "<p>Hello"},
		{HTML, `<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y">`}, {HTML, "Warning: line 3\n<!doctype html>\n"}, {HTML, utf16},
		{HTML, "\xfe\xff\x00<\x00b\x00r\x00>"}, {HTML, "<!DOCTYPE html><p>%PDF-1.4"}, {HTML, "<!--" + strings.Repeat(" c", 3000) + "--><body>"},
		{XML, `<?xml version="1.0"?><rss>`},
		{PDF, "%PDF-1.7\n%\xe2\xe3"}, {PDF, "\r\n%PDF-1.4"}, {PDF, "junk\x00\x01%PDF-1.4\x00"}, {PDF, "\ufeff%PDF-1.4"},
		{DOCX, zipped(t, "[Content_Types].xml", "_rels/.rels", "word/document.xml")}, {DOCX, zipped(t, "word/document2.xml")},
		{ODT, zipped(t, "mimetype", "content.xml")},
		{ZIP, zipped(t)}, {ZIP, zipped(t, "xl/workbook.xml")}, {ZIP, zipped(t, "a/word/document.xml")}, {ZIP, "PK\x03\x04 word/document.xml"},
		{OLE, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"}, {RTF, `{\rtf1\ansi`},
		{Media, "\x89PNG\r\n\x1a\n\x00\x00"}, {Media, "\xff\xd8\xff\xe0\x00\x10JFIF\x00"}, {Media, "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"},
		{Binary, "\x7fELF\x02\x01\x01\x00"}, {Binary, "\x1f\x8b\x08\x00\x00"}, {Binary, "MZ\x90\x00\x03"}, {Binary, "text\x00"},
		{Text, "Thank you, Chair."}, {Text, "BM is how this text begins"}, {Text, "GIF89a is a format"}, {Text, "# Statement\n<b>x</b>"},
		{Text, "it mentions %PDF-1.4 in passing"}, {Text, "\xc3\xe0\xe4"}, {Text, "\xff\xfeT\x00h\x00"}, {Text, `{"a": 1}`},
	} {
		if got := Sniff([]byte(c.body)); got != c.want {
			t.Errorf("Sniff(%.40q) = %s, want %s", c.body, got, c.want)
		}
	}
}

func FuzzSniff(f *testing.F) {
	f.Add([]byte("PK\x03\x04word/document"))
	f.Add([]byte("\xff\xfe<"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if Sniff(body) == "" {
			t.Error("a body has no format")
		}
		if f := Sniff(append([]byte("<!DOCTYPE html><html>"), body...)); f != HTML {
			t.Errorf("a page is %s", f)
		}
	})
}
