package fetch

import (
	"strings"
	"testing"

	"verbatim/bot/library"
)

const (
	onRecords = "https://records.un.example/2022/07/27/x"
	onOwnSite = "https://mfa.freedonia.example/2022/07/27/x"
	elsewhere = "https://copies.example/2022/07/27/x"
)

// A page has to show what the catalogue has for its address: who speaks, and on
// which occasion. That the United Nations publish it, and the day, is not enough.
func TestPageShowsWhatTheCatalogueHas(t *testing.T) {
	const title = "Remarks concerning responsible behaviour during third session"
	fish := "<p>We have come to speak of fish and of the many ways of fishing, which matter to us all.</p>"
	entry := func(at, more string) string {
		if at != elsewhere {
			more += "official = true\n"
		}
		return source("fd-x", title, "FD", "2022-07-27", at, more)
	}
	paper := strings.Replace(entry(onRecords, "symbol = \"A/AC.999/2022/WP.3\"\n"), `kind = "statement"`, `kind = "working-paper"`, 1)
	report := strings.Replace(strings.Replace(entry(onRecords, "symbol = \"A/99/816\"\n"), `kind = "statement"`, `kind = "report"`, 1), `by = "FD"`, `by = ""`, 1)
	transcript := strings.Replace(strings.Replace(entry(elsewhere, ""), `kind = "statement"`, `kind = "transcript"`, 1), `by = "FD"`, `by = ""`, 1)
	verbatim := strings.Replace(report, `kind = "report"`, `kind = "transcript"`, 1)
	chairs := strings.Replace(entry(onRecords, ""), `by = "FD"`, `by = "un"`, 1)
	for what, tt := range map[string]struct {
		source, page string
		told         string // why it is not taken; empty: it is
	}{
		"it":                        {entry(onRecords, ""), page("Statement by Freedonia", "<p>27 July 2022</p>"+fish), ""},
		"named in the text's head":  {entry(onRecords, ""), page("Fish", "<p>27 July 2022</p><p>Mr. Chair,</p><p>Freedonia is glad to be here.</p>"+fish), ""},
		"named all along":           {entry(onRecords, ""), page("Fish", "<p>27 July 2022</p>"+strings.Repeat(fish, 6)+"<p>Freedonia has come far.</p><p>We have seen Sylvania, and Freedonia is glad of it.</p>"), ""},
		"by its title":              {entry(onRecords, ""), page(title, "<p>Freedonia is glad to be here.</p>"+fish), ""},
		"the day of many":           {entry(onRecords, ""), page("Fish", "<p>27 July 2022</p>"+fish), "nothing on the page shows that it is by Freedonia"},
		"whoever thanks":            {entry(onRecords, ""), page("Fish", "<p>27 July 2022</p><p>We thank the delegate of Freedonia.</p>"+fish), "by Freedonia"},
		"whoever joins":             {entry(onRecords, ""), page("Fish", "<p>27 July 2022</p><p>My delegation aligns itself with what was heard from Freedonia. We also thank Freedonia.</p>"+fish), "by Freedonia"},
		"whoever speaks of it once": {entry(onRecords, ""), page("Fish", "<p>27 July 2022</p>"+strings.Repeat(fish, 6)+"<p>The fleet of Freedonia is large.</p>"), "by Freedonia"},
		"another's of that title":   {entry(onRecords, ""), page(title, "<p>27 July 2022</p><p>The fleet of Sylvania is here.</p>"+fish), "by Freedonia"},
		"the programme of the day":  {entry(onRecords, ""), page("Third session: programme of work", "<p>27 July 2022</p><p>10 a.m.: exchange of views on responsible behaviour</p>"+fish), "by Freedonia"},
		"another day and title":     {entry(onRecords, ""), page("Fish", "<p>28 July 2022</p><p>Freedonia is glad to be here.</p>"+fish), "neither the title nor the speaker nor the day"},
		"its speaker and day":       {entry(onRecords, "speaker = \"Rufus Firefly\"\n"), page("Fish", "<p>27 July 2022</p><p>Ambassador Firefly took the floor.</p>"+fish), ""},
		"its speaker alone":         {entry(onRecords, "speaker = \"Rufus Firefly\"\n"), page("Fish", "<p>Ambassador Firefly took the floor.</p>"+fish), "by Freedonia"},
		"half a speaker's name":     {entry(onRecords, "speaker = \"Rufus Fish\"\n"), page("Boats", "<p>27 July 2022</p><p>We fished, and speak of fishing and of fisheries.</p>"), "by Freedonia"},
		"its symbol":                {paper, page("Fish", "<p>A/AC.999/2022/WP.3</p>"+fish), ""},
		"another symbol":            {paper, page("Fish", "<p>A/AC.999/2022/WP.4</p><p>27 July 2022</p>"+fish), "by Freedonia"},
		"a report":                  {report, page(title, fish), ""},
		"of another report the day": {report, page("Fish", "<p>27 July 2022</p>"+fish), "neither the title"},
		"a transcript of the day":   {transcript, page("Fish", "<p>27 July 2022</p>"+fish), ""},
		"a record by its symbol":    {verbatim, page("Fish", "<p>A/99/816</p><p>28 July 2022</p>"+fish), ""},
		"of another record the day": {verbatim, page("Fish", "<p>A/99/817</p><p>27 July 2022</p>"+fish), "neither the title"},
		"of a body's pages the day": {chairs, page("Fish", "<p>27 July 2022</p>"+fish), "neither the title"},
		"its own site":              {entry(onOwnSite, ""), page("Fish", "<p>27 July 2022</p>"+fish), ""},
		"its own site, another day": {entry(onOwnSite, ""), page("Fish", "<p>28 July 2022</p>"+fish), "neither the title"},
		"elsewhere":                 {entry(elsewhere, ""), page("Fish", "<p>27 July 2022</p><p>Freedonia is glad to be here.</p>"+fish), ""},
		"elsewhere, nobody":         {entry(elsewhere, ""), page(title, "<p>27 July 2022</p>"+fish), "by Freedonia"},
	} {
		t.Run(what, func(t *testing.T) {
			d := newDesk(t, tt.source)
			for _, at := range []string{onRecords, onOwnSite, elsewhere} {
				d.net.put(at, tt.page)
			}
			results := d.fetch()
			if tt.told == "" {
				d.want(results, library.Came)
				return
			}
			d.want(results, Failed)
			if r := results[0]; !strings.Contains(r.Reason, "now says something else") || !strings.Contains(r.Reason, tt.told) || !strings.Contains(r.Fix, "verbatim add") {
				t.Errorf("it is told %q; %q", r.Reason, r.Fix)
			}
			if n := len(d.lib.Index().Statements()); n != 0 {
				t.Errorf("%d statements are held", n)
			}
		})
	}
}

// When a page that is held says something else one day, what was held stays, as
// it was, and nothing of the new words becomes the State's.
func TestPageThatSaysSomethingElseLater(t *testing.T) {
	d := newDesk(t, source("fd-x", "Remarks concerning responsible behaviour", "FD", "2022-07-27", onRecords, "official = true\n"))
	d.net.put(onRecords, page("Statement by Freedonia", freedonian))
	d.want(d.fetch("fd-x"), library.Came)
	d.net.put(onRecords, page("Fish", "<p>27 July 2022</p><p>We have come to speak of fish and of the many ways of fishing, and shall never leave.</p>"))
	results := d.fetch("fd-x")
	d.want(results, Failed)
	if !strings.Contains(results[0].Reason, "now says something else") {
		t.Errorf("%+v", results[0])
	}
	if s := d.statement("fd-x"); s.By != "FD" || !strings.Contains(s.Text, "points of contact") || strings.Contains(s.Text, "fish") {
		t.Errorf("%+v", s)
	}
	d.net.put(onRecords, page("Statement by Freedonia", freedonian+"<p>We shall come back.</p>"))
	d.want(d.fetch("fd-x"), library.Changed)
}
