package reader

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func seeds(f *testing.F, more ...string) {
	f.Add([]byte("23 June 202118:37\n\nStatement by Mr. A B, Minister of X, at the OEWG\n\n — en-GB1 ru-RU1\n\nMr. Chair,\n\nWords.\n\nThank you.\n\n\nWeb Content Display\n"))
	f.Add([]byte("Señor Presidente:\r\n\r\nPalabras.\r\n"))
	f.Add([]byte("\xff\xfeM\x00r\x00.\x00 \x00C\x00h\x00a\x00i\x00r\x00,\x00"))
	f.Add([]byte("Date:\n\n1 of 2\nx  1/1/2021, 10:00\n2 of 2\nx  1/1/2021, 10:00\n"))
	for _, s := range more {
		f.Add([]byte(s))
	}
}

func sound(t *testing.T, docs []Document) {
	t.Helper()
	for _, d := range docs {
		if d.Text == "" || !utf8.ValidString(d.Text) || strings.Contains(d.Text, "\r") {
			t.Fatalf("text %q", d.Text)
		}
		for _, v := range append([]string{d.Meta.Title, d.Meta.Speaker, d.Meta.Office, d.Meta.Venue, d.Meta.Session, d.Meta.Symbol, d.Meta.URL}, append(d.Meta.By, d.Meta.OnBehalf...)...) {
			if !utf8.ValidString(v) || strings.ContainsAny(v, "\n\r") {
				t.Fatalf("field %q", v)
			}
		}
	}
}

// FuzzText: whatever the bytes, the text read is a stretch of them; where
// running heads were cut, its lines are theirs in their order.
func FuzzText(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := Read("a.txt", data)
		if err != nil || looksHTML(sniffable(data)) {
			return
		}
		sound(t, docs)
		whole, err := decode(data)
		if err != nil {
			t.Fatal(err)
		}
		whole = tidy(whole)
		if strings.Contains(whole, docs[0].Text) {
			return
		}
		rest := strings.Split(whole, "\n")
		for _, l := range strings.Split(docs[0].Text, "\n") {
			for len(rest) > 0 && strings.TrimSpace(rest[0]) != strings.TrimSpace(l) {
				rest = rest[1:]
			}
			if len(rest) == 0 {
				t.Fatalf("line %q is not in %q", l, whole)
			}
			rest = rest[1:]
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	seeds(f, "---\ntitle: X\ndate: 2021-06-23\n---\n# X\n\n13. a\n15. b\n\n> q\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "+++\ndate = 2021-06-23\n+++\nx", "* 1. a\n  2. b\n\n<div><b>x")
	f.Fuzz(func(t *testing.T, data []byte) {
		if docs, err := Read("a.md", data); err == nil {
			sound(t, docs)
		}
	})
}

func FuzzHTML(f *testing.F) {
	seeds(f, "<html><body><h1>Statement by X</h1><p>Mr. Chair,<br><br>Words<sup>1</sup><ol type=a start=3><li>x<li value=9>y</ol><table><tr><td>a<td>b</table><pre> x\n\n y</pre>", "<p hidden>x</p><div style='display:none'>y</div><title>t</title>", "<meta property=og:title content=x><time datetime=2021-06-23>")
	f.Fuzz(func(t *testing.T, data []byte) {
		if docs, err := Read("a.html", append([]byte("<!doctype html>"), data...)); err == nil {
			sound(t, docs)
		}
	})
}

// FuzzHints: addresses and dates from outside.
func FuzzHints(f *testing.F) {
	f.Add("https://russiaun.ru/en/news/060323_t")
	f.Add("22-23 June 2021")
	f.Fuzz(func(t *testing.T, s string) {
		DateFromURL(s)
		ParseDate(s)
		ProcessOf(s, ymd(2021, 6, 1))
		IsName(s)
	})
}
