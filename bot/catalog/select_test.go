package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/bot/catalog"
)

// entry makes a [[source]] of a line: ID, by, date, process, topics, then further
// lines as they are.
func entry(id, by, date, process, topic string, more ...string) string {
	lines := []string{"[[source]]", `id = "` + id + `"`, `title = "Statement ` + id + `"`, `process = "` + process + `"`, `kind = "statement"`,
		`language = "en"`, `topics = ["` + topic + `"]`, `url = "https://statements.example.org/` + id + `"`}
	if by != "" {
		lines = append(lines, `by = "`+by+`"`)
	}
	if date != "" {
		lines = append(lines, `date = "`+date+`"`, `date_basis = "seen"`)
	}
	return strings.Join(append(lines, more...), "\n") + "\n"
}

func some(t *testing.T) *catalog.Catalog {
	t.Helper()
	c, err := parse(t, entry("a", "FR", "2021-03-12", "oewg-2019-2021", "norms")+
		entry("b", "FI", "2022", "oewg-2021-2025", "cbms", `on_behalf = ["nordic"]`, `sponsors = ["DK", "IS"]`)+
		entry("c", "", "2022-06", "oewg-2021-2025", "norms", `contributors = ["FR", "KE"]`)+
		entry("d", "eu", "", "first-committee", "threats", `also = ["https://other.example.org/path/?q=1"]`)+
		strings.ReplaceAll(entry("e", "FR", "2023-01-01", "other", "general", "official = true"), "statements.example.org", "www.diplomatie.gouv.fr"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSelect(t *testing.T) {
	c := some(t)
	since := func(s string) time.Time { day, _ := time.Parse(time.DateOnly, s); return day }
	for _, s := range []struct {
		filter catalog.Filter
		want   string
	}{
		{catalog.Filter{}, "a b c d e"},
		{catalog.Filter{States: []string{"FR"}}, "a c e"},
		{catalog.Filter{States: []string{"KE", "IS"}}, "b c"}, // a contributor, a sponsor
		{catalog.Filter{States: []string{"nordic"}}, "b"},
		{catalog.Filter{States: []string{"NO"}}, ""}, // a member that is not named
		{catalog.Filter{States: []string{"FR"}, Topics: []string{"norms"}}, "a c"},
		{catalog.Filter{Topics: []string{"norms", "cbms"}}, "a b c"},
		{catalog.Filter{Processes: []string{"oewg-2021-2025", "other"}}, "b c e"},
		{catalog.Filter{Official: true}, "e"},
		{catalog.Filter{Starter: true}, ""},
		{catalog.Filter{Since: since("2021-03-12")}, "a b c e"}, // a source without a date may be older
		{catalog.Filter{Since: since("2022-06-30")}, "b c e"},   // "2022" and "2022-06" may be of that day
		{catalog.Filter{Since: since("2022-07-01")}, "b e"},
		{catalog.Filter{Since: since("2023-01-01")}, "e"},
		{catalog.Filter{Since: since("2023-01-02")}, ""},
	} {
		var got []string
		for _, e := range c.Select(s.filter) {
			got = append(got, e.ID)
		}
		if strings.Join(got, " ") != s.want {
			t.Errorf("%+v: %v, want %s", s.filter, got, s.want)
		}
	}
}

func TestByIDAndURL(t *testing.T) {
	c := some(t)
	if e, ok := c.ByID("b"); !ok || e.By != "FI" {
		t.Errorf("%+v, %t", e, ok)
	}
	if _, ok := c.ByID("z"); ok {
		t.Error("an ID that is not there")
	}
	for address, want := range map[string]string{
		"https://statements.example.org/a":        "a",
		"http://www.STATEMENTS.example.org:80/a/": "a",
		"https://statements.example.org/%61":      "a",
		"https://statements.example.org./a#top":   "a",
		"https://other.example.org/path?q=1":      "d",
		"https://other.example.org/path":          "",
		"https://statements.example.org:8443/a":   "",
		"https://statements.example.org/A":        "",
		"https://x@statements.example.org/a":      "",
		"":                                        "",
	} {
		if e, ok := c.ByURL(address); e.ID != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", address, e.ID, want)
		}
	}
}

func TestSelectedIsACopy(t *testing.T) {
	c := some(t)
	c.Select(catalog.Filter{})[0].Title = "another"
	if e, _ := c.ByID("a"); e.Title != "Statement a" {
		t.Error("the catalogue was changed by what it gave")
	}
}

func TestDates(t *testing.T) {
	for date, want := range map[string]string{"2021": "2021-12-31", "2020-02": "2020-02-29", "2021-03-12": "2021-03-12", "": "0001-01-01"} {
		e := catalog.Entry{Date: date}
		if got := e.Last().Format(time.DateOnly); got != want {
			t.Errorf("%q ends on %s, want %s", date, got, want)
		}
		if whole := len(date) == 10; e.Day().IsZero() == whole {
			t.Errorf("%q is the day %s", date, e.Day())
		}
	}
}

func TestGaps(t *testing.T) {
	c := some(t)
	_, states := builtIn(t)
	gaps := catalog.Gaps(c.Select(catalog.Filter{}), states)
	var codes []string
	for _, g := range gaps {
		codes = append(codes, g.Code)
		covered := map[string][]string{"african-group": {"KE"}, "weog": {"FR", "FI", "DK", "IS"}}[g.Code]
		if g.Members-len(g.Missing) != len(covered) {
			t.Errorf("%s: %d of %d are missing, and %v speak", g.Code, len(g.Missing), g.Members, covered)
		}
		for _, code := range covered {
			if slices.Contains(g.Missing, code) {
				t.Errorf("%s: %s is missing", g.Code, code)
			}
		}
		if want := map[string]int{"african-group": 1, "weog": 4}[g.Code]; g.Sources != want {
			t.Errorf("%s has %d sources, want %d", g.Code, g.Sources, want)
		}
	}
	if got := strings.Join(codes, " "); got != "african-group asia-pacific-group eastern-european-group grulac weog" {
		t.Errorf("regions: %s", got)
	}
}
