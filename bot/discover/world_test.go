package discover

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/bot/catalog"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

// TestTheWorld reads a list with the names that meetings print, and the hosts that the
// program knows.
func TestTheWorld(t *testing.T) {
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Parse("catalog.toml", data.CatalogTOML(), data.HostsTOML(), states)
	if err != nil {
		t.Fatal(err)
	}
	names := []struct{ printed, by string }{
		{"Iran (Islamic Republic of)", "IR"},
		{"Bolivia (Plurinational State of)", "BO"},
		{"Côte d’Ivoire", "CI"},
		{"United Kingdom of Great Britain and Northern Ireland", "GB"},
		{"Russian Federation", "RU"},
		{"Republic of Korea", "KR"},
		{"Democratic People's Republic of Korea", "KP"},
		{"Netherlands (Kingdom of the)", "NL"},
		{"Holy See", "VA"},
		{"Guinea-Bissau", "GW"},
		{"CHINA", "CN"},
		{"European Union", "eu"},
		{"Китай", "CN"},
		{"Korea", ""},
		{"Bank of China", ""},
		{"Georgia Institute of Technology", ""},
		{"France, Germany", ""},
		{"Microsoft", ""},
	}
	var b strings.Builder
	b.WriteString("<title>Open-ended Working Group 2021-2025</title><h1>Statements</h1><table><tr><th>Delegation<th>Document")
	for i, n := range names {
		fmt.Fprintf(&b, "<tr><td>%s<td><a href=https://docs-library.unoda.org/x/%d_EN.pdf>PDF</a>", n.printed, i)
	}
	b.WriteString("<tr><td>France<td><a href=https://eeas.eu.com/x/france_EN.pdf>PDF</a></table>")
	f := New(c, states, false)
	if err := f.Add("https://meetings.unoda.org/meeting/57871/statements", "", []byte(b.String())); err != nil {
		t.Fatal(err)
	}
	r := f.Report()
	accepted(t, c, r)
	if len(r.Proposals) != len(names) || r.Copies != 1 || len(r.LookAlikes) != 1 {
		t.Fatalf("%d proposals of %d, %d copies", len(r.Proposals), len(names), r.Copies)
	}
	for i, p := range r.Proposals {
		if p.By != names[i].by || !p.Complete() || !p.Official || p.Process != "oewg-2021-2025" || p.Language != "en" {
			t.Errorf("%s: %q, want %q; %+v", names[i].printed, p.By, names[i].by, p)
		}
	}
}

// TestPages: a list that goes on, with what was there before, what the catalogue
// has, and copies.
func TestPages(t *testing.T) {
	c, states := known(t)
	pages := []string{
		`<ul><li><a href="/news/opening-statement/">Opening statement by Freedonia at the OEWG 2021-2025</a><li><a href="/news/a">Statement by Freedonia at the OEWG 2021-2025 on norms</a></ul><a class="pager-next" href="/news?page=1">2</a>`,
		`<ul><li><a href="http://www.un.freedonia.example/news/a/">Statement by Freedonia at the OEWG 2021-2025 on norms</a><li><a href="/news/b">Statement by Freedonia at the OEWG 2021-2025 on norms</a></ul><nav><a href="/news">1</a> <a href="https://evil.example/news?page=2">Next</a> <a href="/news?page=2">Next ›</a></nav>`,
		`<p>No more.</p><a href="/news?page=2">next</a>`,
	}
	for _, all := range []bool{false, true} {
		f := New(c, states, all)
		var next []string
		for i, page := range pages {
			if err := f.Add(fmt.Sprintf("https://un.freedonia.example/news?page=%d", i), "", []byte(page)); err != nil {
				t.Fatal(err)
			}
			next = append(next, f.Next())
		}
		if got := strings.Join(next, " "); got != "https://un.freedonia.example/news?page=1 https://un.freedonia.example/news?page=2 " {
			t.Errorf("the list goes on at %s", got)
		}
		r := f.Report()
		accepted(t, c, r)
		var got []string
		for _, p := range r.Proposals {
			got = append(got, p.ID+" "+p.Known)
		}
		want := "xa-nd-statement-by-freedonia-at-the-oewg-2021-2025-on " + "; xa-nd-statement-by-freedonia-at-the-oewg-2021-2025-on-2 "
		if all {
			want = "xa-nd-opening-statement-by-freedonia-at-the-oewg-2021 xa-2023-03-06-opening; " + want
		}
		if strings.Join(got, "; ") != want || r.Known != 1 {
			t.Errorf("%q, %d known; want %q", got, r.Known, want)
		}
	}
}

// TestOperatorsRules: what the catalogue refuses is a comment that says why.
func TestOperatorsRules(t *testing.T) {
	c, states := known(t)
	f := New(c, states, false)
	f.report.Proposals = []Proposal{
		{Entry: catalog.Entry{ID: "good", Title: "Good", Process: "other", Kind: "statement", Language: "en", Topics: []string{"general"}, URL: "https://a.example/good"}},
		{Entry: catalog.Entry{ID: "bad", Title: "Bad", By: "XX", Process: "other", Kind: "statement", Language: "en", Topics: []string{"general"}, URL: "https://a.example/bad"}},
	}
	r := f.Report()
	accepted(t, c, r)
	if !r.Proposals[0].Complete() || r.Proposals[1].Complete() || !strings.Contains(r.TOML(), `# not complete: by: no State, group or body has the code "XX"`) {
		t.Errorf("the catalogue's reason is not told:\n%s", r.TOML())
	}
}
