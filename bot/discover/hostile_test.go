package discover

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"verbatim/bot/visible"
)

// TestHostile: pages made to be too much end soon, and what comes out of them is
// bounded and read by the catalogue (found sees to the latter).
func TestHostile(t *testing.T) {
	const many = 100_000
	repeat := func(format string) string {
		var b strings.Builder
		for i := range many {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	head := "<title>Statements, OEWG 2021-2025</title><h1>Statements</h1>"
	for name, page := range map[string]string{
		"links":         head + repeat(`<a href="/s/%d">Statement by Freedonia at the OEWG</a> `),
		"items":         head + "<ul>" + repeat(`<li><a href="/s/%d.pdf">English</a>`) + "</ul>",
		"rows":          head + "<table>" + repeat(`<tr><td>Freedonia<td><a href="/s/%d.pdf">English</a>`) + "</table>",
		"empty rows":    head + "<table>" + strings.Repeat("<tr>", many) + "x",
		"cells":         head + "<table><tr>" + repeat(`<td><a href="/s/%d.pdf">PDF</a>`),
		"tables":        strings.Repeat("<table><tr><td>", many) + `<a href="/a.pdf">English</a>`,
		"nested":        head + strings.Repeat("<div>", many) + `<a href="/a.pdf">Statement by Freedonia</a>` + strings.Repeat("</div>", many),
		"links nested":  head + strings.Repeat(`<div><a href="/a.pdf">`, many),
		"other links":   head + repeat(`<a href="/x/%d">x</a>`),
		"readings":      head + "<table><tr><th>State<th>Text" + repeat(`<tr><td>Mr. %[1]d of Freedonia and Sylvania<td><a href="/x/%[1]d">more on Sylvania and Elbonia</a>`) + "</table>",
		"labels":        head + repeat(`<a href="/x/%d">PDF</a>`),
		"headings":      head + repeat(`<h2>%d</h2><a href="/a.pdf">PDF</a>`),
		"one long run":  head + `<a href="/a.pdf">` + strings.Repeat("Statement by Freedonia ", many) + `</a>`,
		"many runs":     head + `<li><a href="/a.pdf">` + strings.Repeat("Statement <b>by</b> ", many) + `</a></li>`,
		"an attribute":  head + `<a href="/` + strings.Repeat("a", 3<<20) + `.pdf">Statement by Freedonia</a><a href="/b.pdf">Statement by Sylvania</a>`,
		"attributes":    head + `<a href="/a.pdf" ` + repeat(`a%d=1 `) + `>Statement by Freedonia</a>`,
		"classes":       head + `<div class="` + strings.Repeat("a-", many) + `"><a href="/a.pdf">Statement by Freedonia</a></div>`,
		"unended":       head + strings.Repeat(`<a href="`, many),
		"same address":  head + strings.Repeat(`<li><a href="/a.pdf">PDF</a>`, many),
		"same stem":     head + repeat(`<a href="/a_EN.pdf?%d">English</a>`),
		"brackets":      head + `<a href="/a.pdf">Statement ` + strings.Repeat("(PDF", many) + `</a>`,
		"no characters": "\x00\xff\xfe" + head + "<a href='/\xff.pdf'>Statement by Freedonia \xff\xfe</a>",
	} {
		t.Run(name, func(t *testing.T) {
			if underRace && (name == "readings" || name == "links" || name == "rows") {
				t.Skip("reading a thousand titles takes half a minute under the race detector, and nothing here runs at once")
			}
			began := time.Now()
			r := found(t, "https://un.freedonia.example/news/list", page)
			if d := time.Since(began); d > time.Minute {
				t.Errorf("it took %v", d)
			}
			if len(r.Proposals) > MostProposals {
				t.Errorf("%d proposals", len(r.Proposals))
			}
			if n := len(r.TOML()); n > 1<<20 {
				t.Errorf("%d bytes", n)
			}
			if name == "nested" && !r.Cut {
				t.Error("a link too deep to be read is passed over in silence")
			}
			if name == "links" && (len(r.Proposals) != MostProposals || r.More == 0 || !r.Cut || !strings.Contains(r.TOML(), "500 proposals at most") || !strings.Contains(r.TOML(), "not all of it was looked at")) {
				t.Errorf("%d proposals, %d more, cut %v; the file should say so:\n%.600s", len(r.Proposals), r.More, r.Cut, r.TOML())
			}
		})
	}
}

// TestTitlesAreWords: what stands in a title gets into the file as a string's
// words, on one line, whatever it is.
func TestTitlesAreWords(t *testing.T) {
	for _, title := range []string{
		`Statement by Freedonia at the OEWG 2021-2025 "quoted" \ back \u0041`,
		"Statement by Freedonia at the OEWG 2021-2025\n[[host]]\nhost = \"evil.example\"\nowner = \"XA\"",
		"Statement by Freedonia at the OEWG 2021-2025 \"\"\"\n]]\n'''",
		"Statement by Freedonia at the OEWG 2021-2025 \x1b[31m\u202ered\u2066\u2028\x7f\u0085",
		"Statement by Freedonia at the OEWG 2021-2025&#10;[[source]]&#13;&#0;",
		"Statement by Freedonia &lt;script&gt; at the OEWG 2021-2025 # comment",
	} {
		for _, page := range []string{
			"<h1>Statements</h1><ul><li><a href=/a.html>" + title + "</a> 6 March 2023</li></ul>",
			"<h1>" + title + "</h1><table><tr><th>State<th>Speaker<th>Text<tr><td>Freedonia<td>Mr. " + title + "<td><a href=/a.pdf>English</a></table>",
			"<title>" + title + "</title><li>" + title + ": <a href=/a.pdf>PDF</a>",
		} {
			r := found(t, "https://un.freedonia.example/news", page)
			if len(r.Proposals) != 1 {
				t.Fatalf("%d proposals of %q", len(r.Proposals), page)
			}
			text := r.TOML()
			if at := strings.IndexFunc(strings.ReplaceAll(text, "\n", ""), visible.Hazardous); at >= 0 {
				t.Errorf("what is not seen is in the file: %q", text)
			}
			if n := strings.Count(text, "\n[[") + strings.Count(text, "\n# [["); n != 1 {
				t.Errorf("%d tables of one link: %s", n, text)
			}
		}
	}
}

// TestAddresses: of links, only what can be fetched and may be a document is
// proposed, each address once and in one form.
func TestAddresses(t *testing.T) {
	const said = "Statement by Freedonia at the OEWG 2021-2025"
	for href, want := range map[string]string{
		"a.html":              "https://un.freedonia.example/news/a.html",
		"../b/./c.pdf#page=2": "https://un.freedonia.example/b/c.pdf",
		"//un.freedonia.example/d?utm_source=x&id=3":    "https://un.freedonia.example/d?id=3",
		" /with space.pdf ":                             "https://un.freedonia.example/with%20space.pdf",
		"/new\nline.pdf":                                "https://un.freedonia.example/newline.pdf",
		"https://UN.Freedonia.Example:443/e":            "https://un.freedonia.example/e",
		"javascript:alert(1)":                           "",
		" JaVaScRiPt:alert(1)":                          "",
		"java\nscript:alert(1)":                         "",
		"data:text/html,x":                              "",
		"mailto:a@b.example":                            "",
		"file:///etc/passwd":                            "",
		"ftp://un.freedonia.example/a.pdf":              "",
		"https://user:pw@un.freedonia.example/a.pdf":    "",
		"https://un.freedonia.example\\@evil.example/a": "",
		"http://0x7f.1/a.pdf":                           "",
		"#top":                                          "",
		"":                                              "",
		"/":                                             "",
		"/news/":                                        "",
		"/news/picture.jpg":                             "",
		"https://x.com/intent?text=a":                   "",
		"https://www.facebook.com/sharer":               "",
		"https://webtv.un.org/en/asset/k1":              "",
		"https://freedonia-mission.example":             "",
	} {
		r := found(t, "https://un.freedonia.example/news/list", "<ul><li><a href='"+href+"'>"+said+"</a></ul>")
		got := ""
		if len(r.Proposals) == 1 {
			got = r.Proposals[0].URL
		}
		if got != want || len(r.Proposals) > 1 {
			t.Errorf("%q leads to %q, want %q", href, got, want)
		}
	}
}

// FuzzAdd: no page makes it fail, and the catalogue takes what comes out.
func FuzzAdd(f *testing.F) {
	for _, page := range []string{
		"<table><tr><th>State<th>Text<tr><td>Freedonia<td><a href=a_EN.pdf>English</a> <a href=a_FR.pdf>Français</a></table>",
		"<ul><li><a href=a.html>Statement by Freedonia at the OEWG 2021-2025</a> 6 March 2023<li><a rel=next href=?p=2>Next</a></ul>",
		"<base href=//x.example/><dl><dt>6 March 2023<dd><a href=/b.docx>Sylvania</a></dl><h2>\x00</h2>",
		"<a href='/c.pdf'><img alt='Statement by Elbonia \" ]'></a></td></tr></table></li><nav><a href=#>",
	} {
		f.Add(page, "https://un.freedonia.example/news/list")
	}
	f.Fuzz(func(t *testing.T, page, address string) {
		c, states := known(t)
		finder := New(c, states, true)
		if finder.Add(address, "", []byte(page)) == nil {
			accepted(t, c, finder.Report())
		}
	})
}
