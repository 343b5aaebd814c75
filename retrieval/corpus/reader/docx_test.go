package reader

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// packed makes an archive of names and contents, in turn.
func packed(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		head := zip.FileHeader{Name: parts[i], Method: zip.Deflate}
		if parts[i+1] == "" {
			head.Method = zip.Store
		}
		w, err := z.CreateHeader(&head)
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

const (
	wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"`
	wordRels  = `<?xml version="1.0"?><Relationships xmlns="x"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	wordCore  = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Permanent Mission of Sylvania</dc:creator><dc:title>Statement by Sylvania</dc:title></cp:coreProperties>`
	wordHead  = `<w:hdr ` + wordSpace + `><w:p><w:r><w:t>Head of every page</w:t></w:r></w:p></w:hdr>`
	wordNotes = `<w:footnotes ` + wordSpace + `><w:footnote w:id="2"><w:p><w:r><w:t>A note of Sylvania.</w:t></w:r></w:p></w:footnote></w:footnotes>`
	wordStyle = `<w:styles ` + wordSpace + `>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Num"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Num2"><w:name w:val="More"/><w:basedOn w:val="Num"/></w:style>
<w:style w:styleId="Hid"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>`
	wordNumbers = `<w:numbering ` + wordSpace + `>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="hebrew1"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="20"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>`
)

// word makes a Word document of the body's XML.
func word(body string) []byte {
	return packed(
		"[Content_Types].xml", "<Types/>", "_rels/.rels", wordRels, "docProps/core.xml", wordCore, "word/header1.xml", wordHead,
		"word/footnotes.xml", wordNotes, "word/styles.xml", wordStyle, "word/numbering.xml", wordNumbers,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document `+wordSpace+`><w:body>`+body+`<w:sectPr/></w:body></w:document>`,
	)
}

// wp is a paragraph in a style, whose runs are given as text or as XML.
func wp(style string, runs ...string) string {
	var b strings.Builder
	b.WriteString("<w:p><w:pPr>")
	if style != "" {
		b.WriteString(style)
	}
	b.WriteString("</w:pPr>")
	for _, r := range runs {
		if !strings.HasPrefix(r, "<") {
			r = `<w:r><w:t xml:space="preserve">` + r + `</w:t></w:r>`
		}
		b.WriteString(r)
	}
	return b.String() + "</w:p>"
}

func styled(id string) string { return `<w:pStyle w:val="` + id + `"/>` }

func numbered(num, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, num)
}

func deleted(s string) string {
	return `<w:del w:author="x"><w:r><w:delText>` + s + `</w:delText><w:t>` + s + `</w:t></w:r></w:del>`
}

func statementDOCX() []byte {
	const note = `<w:r><w:footnoteReference w:id="2"/></w:r>`
	return word(wp(styled("T"), "Statement by H.E. Mr. Rufus Firefly, Permanent Representative of Freedonia to the United Nations") +
		wp("", "Third substantive session of the Open-Ended Working Group, New York, 25 July 2022") +
		wp("", "Mr. Chair,") +
		wp(styled("Num"), "Freedonia holds that the law applies.", note, " It does ", deleted("not "), "so ", `<w:ins><w:r><w:t>everywhere</w:t></w:r></w:ins>`, ".") +
		wp(styled("Num2"), "We recommend:") +
		wp(numbered(1, 1), "to meet;") +
		wp(numbered(1, 1), `<w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly </w:t></w:r>`, `<w:r><w:rPr><w:rStyle w:val="Hid"/></w:rPr><w:t>hidden </w:t></w:r>`, "to agree", `<w:r><w:t>,</w:t><w:br/><w:t>soon;</w:t></w:r>`) +
		wp(numbered(1, 2), "in Geneva.") +
		wp(numbered(1, 0), "And again 10", `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>9</w:t></w:r>`, "<w:r><w:tab/><w:t>times, co</w:t><w:noBreakHyphen/><w:t>operating.</w:t></w:r>") +
		wp(numbered(1, 1), "anew.") +
		wp(`<w:rPr><w:del/></w:rPr>`, "This paragraph ") + wp("", "goes on.") +
		wp(numbered(2, 0), "A bullet.") +
		wp(numbered(4, 0), "A number in a system that is not known.") +
		wp(numbered(0, 0), "No number.") +
		wp("<w:pPrChange><w:pPr>"+numbered(1, 0)+"</w:pPr></w:pPrChange>", "Not numbered any more.") +
		wp(numbered(3, 0), "Begins anew.") +
		`<w:tbl><w:tr><w:tc>` + wp("", "State") + `</w:tc><w:tc>` + wp("", "View") + `</w:tc></w:tr><w:tr><w:tc>` + wp("", "Freedonia") + `</w:tc><w:tc>` + wp("", "In favour") + wp("", "of it") + `</w:tc></w:tr></w:tbl>` +
		wp("", `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>`+wp("", "In a box.")+`</w:txbxContent></mc:Choice><mc:Fallback><w:t>twice</w:t></mc:Fallback></mc:AlternateContent></w:r>`, "Around the box.") +
		`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + wp("", "Click here to enter text.") + `</w:sdtContent></w:sdt>` +
		`<w:sdt><w:sdtPr/><w:sdtContent>` + wp("", "In a form.") + `</w:sdtContent></w:sdt>` +
		wp("", `<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK "x"</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>A link.</w:t><w:fldChar w:fldCharType="end"/></w:r>`) +
		wp("", "I thank you."))
}

func TestDOCX(t *testing.T) {
	docs, err := Read("statement.docx", statementDOCX())
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents: %v", len(docs), err)
	}
	golden(t, filepath.Join("testdata", "docx", "statement.golden"), paged(docs[0]))
}

func TestDOCXFaults(t *testing.T) {
	whole := statementDOCX()
	body := func(s string) []byte { return packed("word/document.xml", s) }
	for name, tt := range map[string]struct {
		data []byte
		kind error
		says string
	}{
		"truncated":        {whole[:len(whole)*2/3], ErrDamaged, "damaged"},
		"a damaged part":   {bytes.ReplaceAll(whole, []byte("word/document.xml"), []byte("word/documant.xml")), ErrUnsupported, "ZIP"},
		"a bomb":           {zipBomb(100, 100<<20), ErrTooLarge, "larger inside"},
		"a bomb that lies": {zipBomb(100, 10), ErrDamaged, "damaged"},
		"much text":        {word(wp("", strings.Repeat("words ", 720<<10))), ErrTooLarge, "larger inside"},
		"many parts":       {packed(many(10001)...), ErrTooLarge, "larger inside"},
		"deep":             {body(strings.Repeat("<a>", 100000)), ErrDamaged, "damaged"},
		"entities":         {body(`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><w:document><w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p></w:document>`), ErrDamaged, "damaged"},
		"unclosed":         {body("<w:document><w:p><w:r><w:t>x"), ErrDamaged, "damaged"},
		"two of one name":  {packed("word/document.xml", "<a/>", "word/document.xml", "<b/>"), ErrDamaged, "damaged"},
		"no text":          {word(""), ErrEmpty, "no text"},
		"ODT":              {packed("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<a/>"), ErrUnsupported, "save it as .docx"},
		"EPUB":             {packed("mimetype", "application/epub+zip"), ErrUnsupported, "EPUB"},
		"Excel":            {packed("xl/workbook.xml", "<a/>"), ErrUnsupported, "Excel"},
		"an archive":       {packed("a.txt", "x"), ErrUnsupported, "take the documents out"},
		"a .doc":           {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1and more"), ErrUnsupported, "save it as .docx"},
		"no archive":       {[]byte("Mr. Chair,"), ErrDamaged, "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			docs, err := Read("a.docx", tt.data)
			var e *Error
			if !errors.As(err, &e) || !errors.Is(err, tt.kind) || !strings.Contains(e.Error(), tt.says) {
				t.Errorf("%d documents, %v; want %v that says %q", len(docs), err, tt.kind, tt.says)
			}
		})
	}
}

// zipBomb packs a document of so many megabytes of spaces, and says that it has
// so many bytes.
func zipBomb(megabytes int, says uint64) []byte {
	var one, all bytes.Buffer
	w, err := flate.NewWriter(&one, flate.BestCompression)
	if err == nil {
		_, err = w.Write(bytes.Repeat([]byte{' '}, 1<<20))
	}
	err = errors.Join(err, w.Flush()) // what was written so far can be written again
	z := zip.NewWriter(&all)
	part, err2 := z.CreateRaw(&zip.FileHeader{Name: "word/document.xml", Method: zip.Deflate, UncompressedSize64: says, CompressedSize64: uint64(one.Len() * megabytes)})
	if err = errors.Join(err, err2); err == nil {
		_, err = part.Write(bytes.Repeat(one.Bytes(), megabytes))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		panic(err)
	}
	return all.Bytes()
}

func many(n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("word/%d.xml", i), "")
	}
	return out
}

func FuzzDOCX(f *testing.F) {
	f.Add(wp(styled("Num"), "x", deleted("y")) + wp(numbered(3, 2), "z") + "<w:tbl><w:tr><w:tc>" + wp("", "a") + "</w:tc></w:tr></w:tbl>")
	f.Add("</w:p></w:tr></w:r><w:pPr><w:rPr><w:p><w:tc><w:tr>")
	f.Add("<w:del><w:p/></w:del><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p>")
	f.Fuzz(func(t *testing.T, body string) {
		if docs, err := Read("a.docx", word(body)); err == nil {
			sound(t, docs)
		}
	})
}

// FuzzDOCXBytes: whatever the bytes of the archive.
func FuzzDOCXBytes(f *testing.F) {
	f.Add(packed("word/document.xml", "<w:document>"+wp("", "x")+"</w:document>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if docs, err := Read("a.docx", data); err == nil {
			sound(t, docs)
		}
	})
}

// TestStruckOut: words that an editor struck out by hand are not the document's.
func TestStruckOut(t *testing.T) {
	const struck = `<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">not </w:t></w:r>`
	const kept = `<w:r><w:rPr><w:dstrike w:val="0"/></w:rPr><w:t xml:space="preserve">surely </w:t></w:r>`
	docs, err := Read("a.docx", word(wp("", "Mr. Chair,")+wp("", "States shall ", struck, kept, "attack nobody.")))
	if err != nil || !strings.HasSuffix(docs[0].Text, "States shall surely attack nobody.") {
		t.Errorf("%v: %+v", err, docs)
	}
}

// TestDOCXTables: a row stays together with what names it, and a table that only
// lays out a page is none.
func TestDOCXTables(t *testing.T) {
	long := strings.Repeat("Norms are voluntary for everybody in the kingdom. ", 7)
	table := func(rows ...[]string) string {
		var b strings.Builder
		b.WriteString("<w:tbl>")
		for _, row := range rows {
			b.WriteString("<w:tr>")
			for _, cell := range row {
				b.WriteString("<w:tc>")
				for p := range strings.SplitSeq(cell, "/") {
					b.WriteString(wp("", p))
				}
				b.WriteString("</w:tc>")
			}
			b.WriteString("</w:tr>")
		}
		return b.String() + "</w:tbl>"
	}
	long = strings.TrimSpace(long)
	for name, tt := range map[string]struct{ xml, want string }{
		"a matrix": {table([]string{"State", "View"}, []string{"Sylvania", long + "/It is not needed."}, []string{"Elbonia", "Yes."}),
			"State | View\n\nSylvania |\n" + long + "\nIt is not needed.\n\nElbonia | Yes."},
		"three columns": {table([]string{"5", "Sylvania", long}, []string{"6", "Elbonia", long}), "5 |\nSylvania\n|\n" + long + "\n\n6 |\nElbonia\n|\n" + long},
		"a cell that spans rows": {table([]string{"Sylvania", "5", "No."}, []string{"", "6", "No."}, []string{"", "7", long}),
			"Sylvania | 5 | No.\n\n| 6 | No.\n\n|\n7\n|\n" + long},
		"a page's layout": {table([]string{"Mission of Sylvania", long}), "Mission of Sylvania\n\n" + long},
		"a table in one":  {table([]string{long, "x"}) + table([]string{"a", "b"}), long + "\n\nx\n\na | b"},
	} {
		docs, err := Read("a.docx", word(wp("", "Mr. Chair,")+tt.xml+wp("", "Thank you.")))
		if err != nil || docs[0].Text != "Mr. Chair,\n\n"+tt.want+"\n\nThank you." {
			t.Errorf("%s: %v\n%s\nwant\n%s", name, err, docs[0].Text, tt.want)
		}
	}
}
