package reader

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		name string
		data string
		kind error
		says string
	}{
		{"a.txt", "", ErrEmpty, "no text"},
		{"a.txt", " \n\t\n", ErrEmpty, "no text"},
		{"a.html", "<html><body><script>x</script></body></html>", ErrEmpty, "no text"},
		{"a.txt", "a\x00b\x01c", ErrBinary, "binary"},
		{"a.txt", strings.Repeat("ab\x01\x02\x03", 20), ErrBinary, "binary"},
		{"a.pdf", "Mr. Chair,", ErrDamaged, "no such file"},
		{"a.docx", "PK\x03\x04...", ErrDamaged, "Word"},
		{"a.rtf", `{\rtf1 x}`, ErrUnsupported, "RTF"},
		{"a.jpg", "\xff\xd8\xff\xe0", ErrUnsupported, "picture"},
		{"a.mhtml", "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;", ErrUnsupported, "MHTML"},
		{"a.csv", "a,b\n1,2\n", ErrUnsupported, ".csv"},
		{"a.txt", strings.Repeat("a", maxTextBytes+1), ErrTooLarge, "20 MB"},
		{"a.pdf", "%PDF-1.7" + strings.Repeat("a", MaxBytes), ErrTooLarge, "50 MB"},
	} {
		_, err := Read(tt.name, []byte(tt.data))
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, tt.kind) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.kind)
			continue
		}
		if !strings.Contains(e.Reason+e.Fix, tt.says) || e.Fix == "" {
			t.Errorf("%s: %q and %q do not say %q", tt.name, e.Reason, e.Fix, tt.says)
		}
	}
}

// TestContentsDecide: the ending is believed only where the contents bear it
// out.
func TestContentsDecide(t *testing.T) {
	const words = "Mr. Chair,\n\nWe thank you."
	page := "<!DOCTYPE html><html><body><p>Mr. Chair,</p><p>We thank you.</p></body></html>"
	for _, tt := range []struct{ name, data string }{
		{"a.txt", words}, {"a.TXT", words}, {"a", words}, {"Statement by H.E. Mr X", words}, {"a.html", words}, {"a.md", words},
		{"a.html", page}, {"a.HTM", page}, {"a.txt", page}, {"a.aspx", page}, {"a.xhtml", `<?xml version="1.0"?>` + page},
	} {
		docs, err := Read(tt.name, []byte(tt.data))
		if err != nil || docs[0].Text != words {
			t.Errorf("%s: %+v, %v", tt.name, docs, err)
		}
	}
}

func TestEncodings(t *testing.T) {
	texts := map[string]string{
		"en": "Mr. Chair,\n\nThe group’s work – “inclusive” and open – is dear to us. We thank you for the café.",
		"fr": "Monsieur le Président,\n\nNous sommes très attachés à la sécurité numérique, à l’égalité et à la coopération française.",
		"es": "Señor Presidente:\n\nLa delegación agradece la convocatoria. ¿Qué más añadir? La información y la seguridad también importan.",
		"ru": "Уважаемый г-н Председатель,\n\nМы исходим из того, что информационная безопасность касается всех государств.",
		"zh": "主席先生，\n\n中方认为，各国应当在联合国框架内合作，维护网络空间的和平与安全。我们支持工作组的工作。",
		"ar": "السيد الرئيس،\n\nنود أن نعرب عن تقديرنا لجهودكم في قيادة هذا الفريق العامل المفتوح العضوية.",
	}
	for _, tt := range []struct {
		name string
		lang string
		enc  encoding.Encoding
	}{
		{"windows-1252", "en", charmap.Windows1252}, {"windows-1252", "fr", charmap.Windows1252}, {"windows-1252", "es", charmap.Windows1252},
		{"windows-1251", "ru", charmap.Windows1251}, {"koi8-r", "ru", charmap.KOI8R},
		{"gb18030", "zh", simplifiedchinese.GB18030}, {"windows-1256", "ar", charmap.Windows1256}, {"iso-8859-6", "ar", charmap.ISO8859_6},
	} {
		data, err := tt.enc.NewEncoder().Bytes([]byte(texts[tt.lang]))
		if err != nil {
			t.Fatal(err)
		}
		docs, err := Read("a.txt", data)
		if err != nil || docs[0].Text != texts[tt.lang] || docs[0].Meta.Language != tt.lang {
			t.Errorf("%s %s: %+v, %v", tt.lang, tt.name, docs, err)
		}
		pages(t, tt.name, tt.enc, texts[tt.lang])
	}
	for lang, text := range texts {
		for name, data := range map[string][]byte{
			"UTF-16 little-endian": append([]byte{0xFF, 0xFE}, utf16Bytes(text, binary.LittleEndian)...),
			"UTF-16 big-endian":    append([]byte{0xFE, 0xFF}, utf16Bytes(text, binary.BigEndian)...),
			"UTF-8 with a mark":    append([]byte{0xEF, 0xBB, 0xBF}, text...),
			"old Mac line ends":    bytes.ReplaceAll([]byte(text), []byte("\n"), []byte("\r")),
		} {
			docs, err := Read("a.txt", data)
			if err != nil || docs[0].Text != text {
				t.Errorf("%s %s: %+v, %v", lang, name, docs, err)
			}
		}
	}
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		for lang, text := range texts {
			data := utf16Bytes(text, order)
			if len(data)%2 != 0 {
				t.Fatal("half a character")
			}
			docs, err := Read("a.txt", data)
			if err != nil || docs[0].Text != text {
				t.Errorf("%s in UTF-16 without a mark: %+v, %v", lang, docs, err)
			}
		}
	}
	broken := texts["ru"] + " \xd0 " + texts["ru"]
	if docs, err := Read("a.txt", []byte(broken)); err != nil || !strings.Contains(docs[0].Text, "\uFFFD") {
		t.Errorf("one broken byte in UTF-8: %+v, %v", docs, err)
	}
}

// pages reads a text in an encoding as a page: that declares it in either way,
// as XML, wrongly, and not at all.
func pages(t *testing.T, name string, enc encoding.Encoding, text string) {
	t.Helper()
	want, body, _ := strings.Cut(text, "\n\n")
	for _, head := range []string{
		`<html><head><meta charset="` + name + `">`, `<html><head><meta http-equiv="Content-Type" content="text/html; charset=` + name + `">`,
		`<?xml version="1.0" encoding="` + name + `"?><html><head>`, `<html><head><meta charset="utf-8">`, `<html><head>`,
	} {
		data, err := enc.NewEncoder().Bytes([]byte(head + "</head><body><p>" + want + "</p><p>" + body + "</p></body></html>"))
		if err != nil {
			t.Fatal(err)
		}
		docs, err := Read("a.html", data)
		if err != nil || docs[0].Text != text {
			t.Errorf("%s after %s: %+v, %v", name, head, docs, err)
		}
	}
}

func utf16Bytes(s string, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

// TestBodyStays: lines of the body that look like furniture or like a header
// stay, and what they say becomes nobody's metadata.
func TestBodyStays(t *testing.T) {
	for _, text := range []string{
		"Mr. President,\n\nPrint\n\nis what the first page of the newspaper showed.",
		"We welcome the report.\n\nHome\n\nis where security begins. Thank you.",
		"Chair,\n\nWe use cookies on our own servers, as every State does, and it is a matter of policy that they be safe.\n\nOn 24 February 2022, in New York, Mr. John Smith, Minister of Foreign Affairs of Utopia, said so.",
		"On 24 February 2022 the world changed, and with it our work.\n\nWe shall not forget it.",
		"At the outset, on behalf of the President of the Republic, Mr. Jean Dupont, I congratulate you.\n\nFrance is ready.",
		"Statements by many delegations have shown that agreement is near.\n\nStatement after statement called for it.",
		"Mr. Chair,\n\nThe sponsors are:\n\nAustralia\n\nCanada\n\nNew Zealand",
		"Mr. Chair,\n\nWe support the following States and organisations.\n\nEuropean Union (EU)\n\nAfrican Union (AU)",
		"I thank the following.\n\nEuropean Union (EU)\n\nAfrican Union (AU)\n\nThank you.",
		"Page 1 of the report says so.\n\n1 of 2 proposals was accepted.\n\n1 of 7 was not.",
		"Mr. Chair,\n\n3/4 of all States agree.\n\nEnglish\n\nis one of six languages.",
		"Thank you, Mr. Chair.\n\nTwo points.\n\nThank you.\n\nAnnex: our proposal for paragraph 13\n\nStates should cooperate.",
		"Introduction\n\nThe present paper sets out how we read the Charter.\n\nPart one\n\nIt applies.",
		"Let me recall the statement by the Permanent Representative of France\nto the United Nations in New York on 3 May 2021, which we share.\nWe go on from there.",
	} {
		docs, err := Read("a.txt", []byte(text))
		if err != nil {
			t.Errorf("%.40q: %v", text, err)
			continue
		}
		m := docs[0].Meta
		if docs[0].Text != text {
			t.Errorf("of %q was read %q", text, docs[0].Text)
		}
		if m.Speaker+m.Office+m.Process+m.Session+m.Symbol+m.Venue != "" || !m.Date.IsZero() || len(m.By) > 0 {
			t.Errorf("%.60q: %+v", text, m)
		}
	}
}

// TestGeneralDebate reads real speeches that begin at once: nothing is cut, and
// nothing said in them is taken for a date or a speaker.
func TestGeneralDebate(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "corpus", "ungdc", "*.txt"))
	if len(files) == 0 {
		t.Skip("../shared/corpus/ungdc is not here")
	}
	headed := map[string]bool{"KNA_79_2024.txt": true} // has a header of its own
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := Read(path, data)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if headed[filepath.Base(path)] {
			continue
		}
		whole := strings.TrimSpace(tidy(strings.ToValidUTF8(string(data), "\uFFFD")))
		if docs[0].Text != whole {
			t.Errorf("%s: not the whole text", path)
		}
		if m := docs[0].Meta; m.Speaker+m.Office+m.Symbol+m.Process != "" || !m.Date.IsZero() || len(m.By) > 0 || m.Language != "en" {
			t.Errorf("%s: %+v", path, m)
		}
	}
}

// A draft is one by its symbol, its title or its header; what is said about a
// draft is none.
func TestDrafts(t *testing.T) {
	const body = "\n\n12 May 2021\n\nThe Group considered the matter at length, and came to these conclusions.\n"
	for head, want := range map[string]string{
		"A/C.1/77/L.73":                                "draft",
		"A/C.1/77/L.27.Rev.1":                          "draft Rev.1",
		"A/AC.290/2021/CRP.2":                          "draft CRP.2",
		"A/AC.292/2024/CRP.1/Rev.2":                    "draft CRP.1/Rev.2",
		"A/RES/75/240":                                 "final",
		"Draft report of the open-ended working group": "draft",
		"Zero Draft":                                   "draft",
		"Initial “Pre-draft” of the report of the OEWG":         "draft",
		"Draft annual progress report – Rev.2":                  "draft Rev.2",
		"Annual progress report of the OEWG: first draft":       "draft",
		"Report of the open-ended working group":                "",
		"Statement by Freedonia on the zero draft":              "",
		"Comments by Freedonia on the Zero Draft":               "",
		"Freedonia’s views on the revised draft":                "",
		"Report of the group of experts\n\nREVISED DRAFT":       "draft",
		"Report of the group of experts\n\nDraft – Rev. 3":      "draft Rev.3",
		"Statement by Freedonia\n\nat the session on the Draft": "",
	} {
		docs, err := Read("x.txt", []byte(head+body))
		if err != nil || docs[0].Meta.Status != want {
			t.Errorf("%s: %q (%v), want %q", head, docs[0].Meta.Status, err, want)
		}
	}
}

// A date that is in doubt is empty, and the doubt is told.
func TestDoubtfulDates(t *testing.T) {
	for head, want := range map[string]string{
		"Statement by Freedonia\n\nNew York, 3 May 2021\n\nGeneva, 4 May 2021":        "date: several days stand in the header: 2021-05-03, 2021-05-04",
		"Statement by Freedonia at the conference of 3-7 May 2021":                    "date: the title has the days of an occasion, 2021-05-03, 2021-05-07, and nothing tells which of them it was",
		"Statement by Freedonia at the conference of 3 May 2021, read on 4 June 2021": "date: several days stand in the title",
		"Statement by Freedonia\n\nNew York, 3 May 2021":                              "",
		"Statement by Freedonia\n\nNew York":                                          "",
	} {
		docs, err := Read("x.txt", []byte(head+"\n\nMr. Chair,\n\nWe agree with all that was said.\n"))
		if err != nil {
			t.Fatal(err)
		}
		m := docs[0].Meta
		if got := strings.Join(m.Doubts, "|"); got != want || want != "" && !m.Date.IsZero() {
			t.Errorf("%q: %q (%v), want %q", head, got, m.Date, want)
		}
	}
}
