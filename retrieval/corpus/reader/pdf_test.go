package reader

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"
)

// sheet writes PDFs as word processors do.
type sheet struct{ *fpdf.Fpdf }

func newSheet() sheet {
	p := sheet{fpdf.New("P", "pt", "A4", "")}
	p.SetMargins(72, 72, 72)
	p.SetAutoPageBreak(true, 90)
	p.SetCompression(false)
	p.SetFont("Times", "", 11)
	return p
}

func (p sheet) bytes() []byte {
	var b bytes.Buffer
	if err := p.Output(&b); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// para writes a paragraph. ^1^ raises what is between the signs.
func (p sheet) para(text string) {
	for i, part := range strings.Split(text, "^") {
		if i%2 == 1 {
			p.SubWrite(13, part, 7, 4, 0, "")
			continue
		}
		p.Write(13, part)
	}
	p.Ln(13)
	p.Ln(8)
}

func (p sheet) line(align, text string) { p.CellFormat(0, 14, text, "", 1, align, false, 0, "") }

// foot prints what stands at the foot of the page that is open.
func (p sheet) notes(lines ...string) {
	p.SetFont("Times", "", 8)
	y := 842 - 90 - 10*float64(len(lines))
	for _, l := range lines {
		p.Text(72, y, l)
		y += 10
	}
	p.SetFont("Times", "", 11)
}

const lorem = "Freedonia holds that international law, and in particular the Charter, applies in its entirety to the use of these technologies by States, and that capacity-building must be neutral, sustainable and demand-driven. "

func unReport() []byte {
	p := newSheet()
	p.SetHeaderFunc(func() {
		p.SetFont("Times", "B", 9)
		if p.PageNo() > 1 {
			p.Text(72, 40, "A/99/123")
		}
		p.SetFont("Times", "", 11)
	})
	p.SetFooterFunc(func() {
		p.SetFont("Times", "", 9)
		if p.PageNo() == 1 {
			p.Text(72, 790, "15-12404 (E)    180815")
			p.Text(72, 802, "*1512404*")
		} else {
			p.Text(72, 800, fmt.Sprintf("%d/3", p.PageNo()))
			p.Text(470, 800, "15-12404")
		}
		p.SetFont("Times", "", 11)
	})
	p.AddPage()
	p.Text(72, 60, "United Nations")
	p.Text(440, 60, "A/99/123*")
	p.Text(72, 90, "General Assembly")
	p.Text(400, 90, "Distr.: General")
	p.Text(400, 103, "22 July 2015")
	p.Text(400, 116, "Original: English")
	p.SetY(140)
	p.line("L", "Ninety-ninth session")
	p.line("L", "Item 93 of the provisional agenda**")
	p.Ln(20)
	p.SetFont("Times", "B", 14)
	p.MultiCell(0, 17, "Report of the Group of Governmental Experts on Developments in the Field of Information and Telecommunications in the Context of International Security", "", "L", false)
	p.SetFont("Times", "", 11)
	p.Ln(14)
	p.para("1.   The present report was adopted by consensus in the Organization.^1^Preamble of it was drafted by Freedonia and by Sylvania, which hold 10^9^ views.^2^ " + lorem)
	p.para("2.   " + lorem + lorem)
	p.para("3.   Freedonia recommends:")
	p.para("(a)   That States should cooper-")
	p.notes("* Reissued for technical reasons on 30 July 2015.", "** A/99/50.", "1 See resolution 99/1 of the Assembly.", "2 Ibid., paragraph 3.")
	p.AddPage()
	p.para("ation in this, and ask others to do so.")
	p.para("4.   " + lorem + "Cooperation grows. They agreed on an open, secure, stable, accessible and peaceful ICT environ-")
	p.SetY(p.GetY() - 8)
	p.para("ment, and on a long-")
	p.SetY(p.GetY() - 8)
	p.para("term plan. " + lorem + lorem + lorem + lorem + lorem + lorem + lorem)
	for i := 5; i < 16; i++ {
		p.para(fmt.Sprintf("%d.   %s", i, lorem))
	}
	return p.bytes()
}

func missionLetter() []byte {
	p := newSheet()
	p.AddPage()
	p.SetFont("Times", "B", 12)
	p.line("C", "PERMANENT MISSION OF THE KINGDOM OF FREEDONIA TO THE UNITED NATIONS")
	p.SetFont("Times", "", 9)
	p.line("C", "351 EAST 52ND STREET, NEW YORK")
	p.line("C", "TEL (212) 555-0100 FAX (212) 555-0101")
	p.SetFont("Times", "", 12)
	p.Ln(20)
	p.line("C", "Statement delivered by H.E. Mr. Rufus Firefly")
	p.line("C", "Permanent Representative of Freedonia to the United Nations")
	p.line("C", "at the General Debate of the First Committee")
	p.line("C", "New York, 2 October 2017")
	p.Ln(14)
	p.line("L", "Please check against delivery")
	p.line("R", "Page 1")
	p.Ln(14)
	p.line("L", "Mr. Chairman,")
	p.Ln(10)
	p.para("At the outset, I congratulate you. " + lorem + lorem)
	p.para(lorem + "We shall not agree to any text that says otherwise.")
	p.AddPage()
	p.line("R", "Page 2")
	p.Ln(14)
	p.para("Second, " + lorem)
	p.para("I thank you, Mr. Chairman.")
	return p.bytes()
}

func twoColumns() []byte {
	p := newSheet()
	p.AddPage()
	p.SetFont("Times", "B", 14)
	p.line("C", "Comments by Freedonia on the Zero-Draft")
	p.SetFont("Times", "", 10)
	p.line("C", "5 March 2021")
	p.Ln(10)
	words := func(side string) (out []string) {
		text := ""
		for i := 1; i <= 6; i++ {
			text += fmt.Sprintf("Sentence %d of the %s column says that Freedonia holds the law to apply to everybody who uses a network. ", i, side)
		}
		for _, l := range p.SplitLines([]byte(strings.TrimSpace(text)), 215) {
			out = append(out, string(l))
		}
		return out
	}
	left, right := words("left"), words("right")
	for i := range left { // as some printers do: across the columns, line by line
		y := 140 + 13*float64(i)
		p.Text(72, y, left[i])
		if i < len(right) {
			p.Text(310, y, right[i])
		}
	}
	p.SetY(140 + 13*float64(len(left)+1))
	p.para("Over both columns runs this last paragraph, which is long enough for it to reach from the left margin to the right one, and beyond.")
	return p.bytes()
}

// rawPDF writes a PDF of the objects, numbered from 1, the first the catalogue.
func rawPDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(data), dict, data)
}

var leftToRight = regexp.MustCompile(`\d+`)

// arabicPDF prints lines as Arabic printers do: each letter in its place from
// right to left, the font's own codes, and a table that says what they mean.
func arabicPDF(lines ...string) []byte {
	var content, table strings.Builder
	seen := map[rune]bool{}
	content.WriteString("BT /F1 14 Tf\n")
	for i, l := range lines {
		runes := []rune(leftToRight.ReplaceAllStringFunc(l, func(s string) string {
			r := []rune(s)
			slices.Reverse(r)
			return string(r)
		}))
		fmt.Fprintf(&content, "1 0 0 1 %d %d Tm <", 520-len(runes)*7, 760-22*i)
		for j := range runes {
			r := runes[len(runes)-1-j]
			fmt.Fprintf(&content, "%04X", r)
			if !seen[r] {
				seen[r] = true
				fmt.Fprintf(&table, "1 beginbfchar\n<%04X> <%04X>\nendbfchar\n", r, r)
			}
		}
		content.WriteString("> Tj\n")
	}
	content.WriteString("ET")
	cmap := "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + table.String() + "endcmap\nend\nend"
	return rawPDF(
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
		"<< /Type /Font /Subtype /Type0 /BaseFont /Amiri /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
		stream("", content.String()),
		"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Amiri /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 8 0 R >>",
		stream("", cmap),
		"<< /Type /FontDescriptor /FontName /Amiri /Flags 4 /FontBBox [0 -300 1000 1000] /ItalicAngle 0 /Ascent 900 /Descent -300 /CapHeight 700 /StemV 80 >>",
	)
}

func TestPDF(t *testing.T) {
	r := New(Options{})
	defer r.Close()
	for name, data := range map[string][]byte{
		"un-report": unReport(), "mission": missionLetter(), "two-columns": twoColumns(),
		"arabic": arabicPDF("بيان صقلية", "15 تموز 2021", "السيد الرئيس،", "نود أن نعرب عن تقديرنا لجهودكم في قيادة هذا الفريق العامل", "المفتوح العضوية في عام 2021 من أجل الأمن."),
	} {
		t.Run(name, func(t *testing.T) {
			docs, err := r.Read(t.Context(), name+".pdf", data)
			if err != nil || len(docs) != 1 {
				t.Fatalf("%d documents: %v", len(docs), err)
			}
			golden(t, filepath.Join("testdata", "pdf", name+".golden"), paged(docs[0]))
		})
	}
}

// paged prints what was found, and the text with the pages' numbers where they
// begin.
func paged(d Document) []byte {
	b := bytes.NewBuffer(describe(d))
	at := 0
	for _, m := range d.Pages {
		b.WriteString(d.Text[at:m.Offset])
		fmt.Fprintf(b, "[page %d]", m.Page)
		at = m.Offset
	}
	b.WriteString(d.Text[at:] + "\n")
	return b.Bytes()
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, got, 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s%v", got, want, err)
	}
}
