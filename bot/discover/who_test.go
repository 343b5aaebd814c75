package discover

import (
	"strings"
	"testing"
)

// TestWhoSpeaks: nobody is named who is not named in the speaker's place.
func TestWhoSpeaks(t *testing.T) {
	const statements = "<title>OEWG 2021-2025</title><h1>Statements</h1>"
	list := func(item string) string { return statements + "<ul><li>" + item + "</ul>" }
	table := func(head, row string) string { return statements + "<table>" + head + "<tr>" + row + "</table>" }
	const pdf = `<a href="https://docs.records.example/a.pdf">English</a>`
	titled := func(title string) string {
		return list(`<a href="https://docs.records.example/a.pdf">` + title + `</a>`)
	}
	for name, c := range map[string]struct{ page, by, behalf string }{
		"a title":                     {titled("Statement by Freedonia at the OEWG"), "XA", ""},
		"an envoy's title":            {titled("Statement by Ms. Roe, Ambassador of Freedonia to Sylvania"), "XA", ""},
		"a reply":                     {titled("Comments on the statement by Freedonia"), "", ""},
		"a meeting with another":      {titled("Minister's remarks at the meeting with Sylvania"), "", ""},
		"two":                         {titled("Statement by Freedonia and Sylvania"), "", ""},
		"a joint statement":           {titled("Joint statement by Freedonia and Sylvania at the OEWG"), "", "XA XB"},
		"a group's member":            {titled("Statement by Sylvania on behalf of the Middle Kingdoms"), "XB", "middle-kingdoms"},
		"a scholar":                   {titled("Statement by Dr. Lee, University of Freedonia"), "", ""},
		"a name alone":                {titled("Freedonia"), "XA", ""},
		"a long name alone":           {titled("Republic of Freedonia (PDF, 12 KB)"), "XA", ""},
		"a file's name":               {titled("Freedonia_EN.pdf"), "XA", ""},
		"a file's name with more":     {titled("OEWG_Freedonia_on_Sylvania.pdf"), "", ""},
		"an adjective alone":          {titled("Freedonian"), "", ""},
		"two names":                   {titled("Freedonia, Sylvania"), "", ""},
		"a name with more":            {titled("Freedonia Youth Network"), "", ""},
		"a name before labels":        {list("Sylvania: " + pdf), "XB", ""},
		"words before labels":         {list("On Sylvania: " + pdf), "", ""},
		"names before labels":         {list("Sylvania, Freedonia: " + pdf), "", ""},
		"a column":                    {table("<tr><th>State<th>Text", "<td>Freedonia<td>"+pdf), "XA", ""},
		"a column of speakers":        {table("<tr><th>Speaker<th>Text", "<td>Ms. Roe, Ambassador of Freedonia<td>"+pdf), "XA", ""},
		"a column of others":          {table("<tr><th>Host<th>Text", "<td>Freedonia<td>"+pdf), "", ""},
		"two columns that differ":     {table("<tr><th>State<th>Speaker<th>Text", "<td>Freedonia<td>Ms. Roe, Ambassador of Sylvania<td>"+pdf), "", ""},
		"two in one cell":             {table("<tr><th>State<th>Text", "<td>Freedonia and Sylvania<td>"+pdf), "", ""},
		"for a group":                 {table("<tr><th>State<th>Text", "<td>Sylvania (on behalf of the Group of Middle Kingdoms)<td>"+pdf), "XB", "middle-kingdoms"},
		"a group":                     {table("<tr><th>State / Group<th>Text", "<td>Group of Middle Kingdoms<td>"+pdf), "middle-kingdoms", ""},
		"a firm":                      {table("<tr><th>Delegation<th>Text", "<td>Bank of Freedonia<td>"+pdf), "", ""},
		"no heads":                    {table("", "<td>Freedonia<td>"+pdf), "XA", ""},
		"no heads, two names":         {table("", "<td>Freedonia<td>Sylvania<td>"+pdf), "", ""},
		"column and title agree":      {table("<tr><th>State<th>Text", `<td>Freedonia<td><a href=/a.pdf>Statement by Freedonia</a>`), "XA", ""},
		"column and title differ":     {table("<tr><th>State<th>Text", `<td>Freedonia<td><a href=/a.pdf>Statement by Sylvania</a>`), "", ""},
		"the row of another":          {table("<tr><th>State<th>Text", "<td>Freedonia<td>none<tr><td>Bank of Sylvania<td>"+pdf), "", ""},
		"blocks without a row":        {statements + "<div><p>Freedonia</p><div>" + pdf + "</div><p>Sylvania</p><div><a href=/b.pdf>Français</a></div></div>", "", ""},
		"another's site":              {list(`Sylvania: <a href="https://un.freedonia.example/a.pdf">PDF</a>`), "", ""},
		"one's own site":              {list(`Freedonia: <a href="https://un.freedonia.example/a.pdf">PDF</a>`), "XA", ""},
		"the site says nothing":       {list(`<a href="https://un.freedonia.example/a.pdf">Statement at the OEWG</a>`), "", ""},
		"another in a heading":        {statements + "<h2>Freedonia</h2><ul><li><a href=/a.pdf>Statement at the OEWG</a></ul>", "", ""},
		"a cell that spans two lines": {table("<tr><th>State<th>Text", "<td>Freedonia<br>Sylvania<td>"+pdf), "", ""},
	} {
		r := found(t, "https://meetings.records.example/meeting/1/statements", c.page)
		if len(r.Proposals) == 0 {
			t.Errorf("%s: nothing is proposed", name)
			continue
		}
		p := r.Proposals[0]
		if p.By != c.by || strings.Join(p.OnBehalf, " ") != c.behalf {
			t.Errorf("%s: by %q on behalf of %q, want %q, %q", name, p.By, p.OnBehalf, c.by, c.behalf)
		}
		if p.By == "" && len(p.OnBehalf) == 0 && !strings.Contains(r.TOML(), "# by: not certain") {
			t.Errorf("%s: that nobody is named is not said:\n%s", name, r.TOML())
		}
	}
}

// TestWhen: a day comes from the nearest place that has just one.
func TestWhen(t *testing.T) {
	const title = "Statement by Freedonia at the OEWG 2021-2025"
	for name, c := range map[string]struct{ page, date, basis string }{
		"title":            {"<li><a href=/a>" + title + ", 8 March 2023</a> 12 March 2023", "2023-03-08", "seen"},
		"beside":           {"<li><a href=/2023/03/22/a>" + title + "</a> <b>8</b> March 2023", "2023-03-08", "seen"},
		"beside, in cells": {"<table><tr><td>8 March 2023<td><a href=/a>" + title + "</a></table>", "2023-03-08", "seen"},
		"two beside":       {"<li><a href=/2023/03/22/a>" + title + "</a> 8 March 2023 / 9 March 2023", "", ""},
		"a range beside":   {"<li><a href=/a>" + title + "</a> 6 – 10 March 2023", "", ""},
		"column":           {"<table><tr><th>Date<th>Text<th>Posted<tr><td>8 March 2023<td><a href=/a>" + title + "</a><td>9 March 2023</table>", "2023-03-08", "seen"},
		"above":            {"<h2>Wednesday, 8 March 2023</h2><li><a href=/a>" + title + "</a>", "2023-03-08", "seen"},
		"a range above":    {"<h2>6-10 March 2023</h2><li><a href=/a>" + title + "</a>", "", ""},
		"another's above":  {"<h2>8 March 2023</h2><li><a href=/b>Statement by Sylvania</a><h2>Later</h2><li><a href=/a>" + title + "</a>", "", ""},
		"address":          {"<li><a href=/2023/03/22/a>" + title + "</a>", "2023-03-22", "address"},
		"neighbour's":      {"<ul><li><a href=/a>" + title + "</a><li><a href=/b>Remarks by Sylvania at the OEWG</a> 8 March 2023</ul>", "", ""},
		"unclear numbers":  {"<li><a href=/a>" + title + "</a> 03/04/2023", "", ""},
		"long ago":         {"<li><a href=/a>" + title + "</a> 3 April 1961", "", ""},
		"none":             {"<li><a href=/a>" + title + "</a>", "", ""},
	} {
		r := found(t, "https://un.freedonia.example/news/list", "<main>"+c.page+"</main>")
		for _, p := range r.Proposals {
			if strings.Contains(p.Title, "by Freedonia") && (p.Date != c.date || p.DateBasis != c.basis) {
				t.Errorf("%s: %q (%s), want %q (%s)", name, p.Date, p.DateBasis, c.date, c.basis)
			}
		}
		if len(r.Proposals) == 0 {
			t.Errorf("%s: nothing is proposed", name)
		}
	}
}
