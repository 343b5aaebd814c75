package catalog_test

import (
	"errors"
	"strings"
	"testing"

	"verbatim/bot/catalog"
)

// good is a source that breaks no rule; tests break one at a time.
const good = `[[source]]
id = "fr-2022-03-28-opening"
title = "Opening statement"
by = "FR"
date = "2022-03-28"
date_basis = "seen"
process = "oewg-2021-2025"
kind = "statement"
language = "fr"
topics = ["general"]
url = "https://statements.example.org/opening"
`

const goodHosts = `[[host]]
host = "diplomatie.gouv.fr"
subdomains = true
owner = "FR"

[[host]]
host = "machine.example.org"
texts = "machine-summaries"

[[host]]
host = "look-alike.example.org"
copy = "look-alike of example.org"
`

func parse(t testing.TB, src string) (*catalog.Catalog, error) {
	t.Helper()
	_, states := builtIn(t)
	return catalog.Parse("c.toml", []byte(src), []byte(goodHosts), states)
}

func TestMistakes(t *testing.T) {
	_, states := builtIn(t)
	swap := func(old, with string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("there is no %s", old)
		}
		return strings.Replace(good, old, with, 1)
	}
	url := `url = "https://statements.example.org/opening"`
	for name, c := range map[string]struct{ src, want, fix string }{
		"key":              {swap("title =", "titel ="), `c.toml:3: the key "titel" is not known`, "did you mean title?"},
		"table":            {"[[sources]]\nid = \"a\"\n", `c.toml:1: the table "sources" is not known`, "[[source]] and [[host]]"},
		"single brackets":  {"[source]\nid = \"a\"\n", `c.toml:1: the table "source" is not known`, "two brackets"},
		"before a table":   {"id = \"a\"\n", `c.toml:1: the key "id" stands outside of a table`, "[[source]]"},
		"no TOML":          {good + "speaker = Jean\n", "c.toml:12: ", ""},
		"type":             {swap(`topics = ["general"]`, `topics = "general"`), "c.toml:10: ", ""},
		"no ID":            {swap(`id = "fr-2022-03-28-opening"`, ``), `c.toml:1: the id "" cannot be one`, "small letters"},
		"ID with a path":   {swap(`fr-2022-03-28-opening`, `../x`), `c.toml:2: the id "../x" cannot be one`, "small letters"},
		"no title":         {swap(`"Opening statement"`, `" "`), "c.toml:3: the source has no title", "own title"},
		"title in two":     {swap(`"Opening statement"`, `"Opening\nstatement"`), "c.toml:3: title has a line break", "one line"},
		"code":             {swap(`by = "FR"`, `by = "XX"`), `c.toml:4: by: no State, group or body has the code "XX"`, "give a code"},
		"name for a code":  {swap(`by = "FR"`, `by = "France"`), `c.toml:4: by: no State, group or body has the code "France"`, "write FR"},
		"alpha-3":          {swap(`by = "FR"`, `by = "FRA"`), `c.toml:4: by: no State`, "write FR"},
		"sponsor":          {swap(`by = "FR"`, `sponsors = ["FR", "EN"]`), `c.toml:4: sponsors: no State`, ""},
		"sponsor twice":    {swap(`by = "FR"`, `sponsors = ["FR", "FR"]`), `c.toml:4: sponsors names FR twice`, ""},
		"date":             {swap(`"2022-03-28"`, `"28 March 2022"`), `c.toml:5: the date "28 March 2022" is none that can be`, "2021-03-12"},
		"day that is none": {swap(`"2022-03-28"`, `"2022-02-30"`), `c.toml:5: the date "2022-02-30" is none`, ""},
		"date of old":      {swap(`"2022-03-28"`, `"1897-01-01"`), `c.toml:5: the date "1897-01-01" is none`, "1998"},
		"no basis":         {swap(`date_basis = "seen"`, ``), `c.toml:1: the date basis "" is not known`, "seen, address, inferred"},
		"basis":            {swap(`"seen"`, `"sen"`), `c.toml:6: the date basis "sen" is not known`, "did you mean seen?"},
		"basis of nothing": {swap(`date = "2022-03-28"`, ``), `c.toml:6: there is no date`, "leave it out"},
		"process":          {swap(`oewg-2021-2025`, `oewg-2021-2026`), `c.toml:7: the process "oewg-2021-2026" is not known`, "did you mean oewg-2021-2025?"},
		"kind":             {swap(`kind = "statement"`, `kind = "speech"`), `c.toml:8: the kind "speech" is not known`, "use one of statement,"},
		"language":         {swap(`"fr"`, `"french"`), `c.toml:9: the language "french" is not known`, "code such as en"},
		"no topics":        {swap(`topics = ["general"]`, ``), "c.toml:1: the source has no topics", ""},
		"topic":            {swap(`["general"]`, `["cbm"]`), `c.toml:10: the topics "cbm" is not known`, "did you mean cbms?"},
		"no address":       {swap(url, ``), `c.toml:1: the address "" does not begin with https://`, "whole address"},
		"address":          {swap("https://statements", "ftp://statements"), `c.toml:11: the address "ftp://statements.example.org/opening" does not`, ""},
		"user":             {swap("https://statements", "https://fr@statements"), "has a user before its host", ""},
		"not encoded":      {swap("/opening", "/déclaration"), "must be percent-encoded", ""},
		"fragment":         {swap("/opening", "/opening#top"), "names a place within a page", "leave out the #"},
		"climbs":           {swap("/opening", "/a/../opening"), "leads elsewhere", ""},
		"look-alike":       {swap("statements.example.org", "look-alike.example.org"), "c.toml:11: the address \"https://look-alike.example.org/opening\" is a copy's: look-alike of example.org", "own site"},
		"look-alike too":   {good + "also = [\"https://look-alike.example.org/x\"]\n", "c.toml:12: ", "own site"},
		"not official":     {good + "official = true\n", "c.toml:12: the address is not on a site that is listed for FR", "[[host]]"},
		"official":         {swap("statements.example.org", "www.diplomatie.gouv.fr"), "c.toml:11: the address is on the site of FR, and the source does not say so", "official = true"},
		"starter":          {good + "starter = true\n", "c.toml:12: the set to begin with has official sources only", ""},
		"machine's":        {swap("statements.example.org", "machine.example.org"), "c.toml:8: a machine made what stands at this address", `kind = "machine-summary"`},
		"machine speaks":   {strings.Replace(swap("statements.example.org", "machine.example.org"), `"statement"`, `"machine-summary"`, 1), "c.toml:8: a machine's summary is nobody's words", "leave out by"},
		"no machine":       {strings.Replace(swap(`by = "FR"`, ``), `"statement"`, `"machine-summary"`, 1), "c.toml:8: the address is not listed as one of machines' summaries", ""},
		"press speaks":     {swap(`kind = "statement"`, `kind = "press-summary"`), "c.toml:4: a press officer's account is not the words of FR", `"un"`},
		"ID twice":         {good + strings.Replace(good, "/opening", "/other", 1), "c.toml:13: the id fr-2022-03-28-opening is given twice", "take one"},
		"address twice":    {good + strings.Replace(good, "-opening", "-2", 1), "c.toml:22: the address https://statements.example.org/opening is also that of fr-2022-03-28-opening", "also"},
		"address nearly":   {good + strings.NewReplacer("-opening", "-2", "https://statements", "http://www.statements", "/opening\"", "/opening/\"").Replace(good), "c.toml:22: ", "also"},
		"address in also":  {good + strings.NewReplacer("-opening", "-2", "/opening\"", "/2\"\nalso = [\"https://statements.example.org/opening\"]").Replace(good), "c.toml:23: ", "also"},

		"host":               {"[[host]]\nhost = \"https://x.example\"\nowner = \"FR\"\n", "c.toml:2: the host \"https://x.example\" cannot be one", "the name alone"},
		"host in capitals":   {"[[host]]\nhost = \"X.example\"\nowner = \"FR\"\n", "c.toml:2: the host \"X.example\" cannot be one", "small letters"},
		"host of one":        {"[[host]]\nhost = \"fr\"\nowner = \"FR\"\n", "c.toml:2: the host \"fr\" cannot be one", ""},
		"below a suffix":     {"[[host]]\nhost = \"gov.uk\"\nsubdomains = true\nowner = \"GB\"\n", "c.toml:3: names below gov.uk are given to anybody", "one by one"},
		"path":               {"[[host]]\nhost = \"www.un.int\"\npath = \"/malta\"\nowner = \"MT\"\n", "c.toml:3: the path \"/malta\" cannot be one", "/country/"},
		"host of nobody":     {"[[host]]\nhost = \"x.example\"\n", "c.toml:2: nobody is named whose site x.example is", "owner"},
		"host of no code":    {"[[host]]\nhost = \"x.example\"\nowner = \"fr\"\n", "c.toml:3: owner: no State, group or body has the code \"fr\"", "write FR"},
		"records of a State": {"[[host]]\nhost = \"x.example\"\nowner = \"FR\"\ntexts = \"records\"\n", "c.toml:4: only the United Nations have records", ""},
		"texts":              {"[[host]]\nhost = \"x.example\"\nowner = \"un\"\ntexts = \"record\"\n", "c.toml:4: texts: there is no \"record\"", "did you mean records?"},
		"owner of a copy":    {"[[host]]\nhost = \"x.example\"\nowner = \"FR\"\ncopy = \"a mirror\"\n", "c.toml:4: a copy's site is nobody's own", ""},
		"host twice":         {"[[host]]\nhost = \"x.example\"\nowner = \"FR\"\n[[host]]\nhost = \"x.example\"\nowner = \"DE\"\n", "c.toml:5: the host x.example is given twice", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := catalog.Parse("c.toml", []byte(c.src), []byte(goodHosts), states)
			if err == nil {
				t.Fatalf("no error: %+v", got.Select(catalog.Filter{}))
			}
			var e *catalog.Error
			if !strings.Contains(err.Error(), c.want) || !errors.As(err, &e) {
				t.Fatalf("got  %v\nwant %s", err, c.want)
			}
			if !strings.Contains(allFixes(err), c.fix) {
				t.Errorf("%v\nfix %q, want %q", err, allFixes(err), c.fix)
			}
		})
	}
}

// allFixes gives the fixes of all that is wrong.
func allFixes(err error) string {
	var e *catalog.Error
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []string
		for _, one := range joined.Unwrap() {
			out = append(out, allFixes(one))
		}
		return strings.Join(out, "\n")
	}
	if errors.As(err, &e) {
		return e.Hint()
	}
	return ""
}

// TestAllMistakesAtOnce: a person who puts a file right reads the errors once.
func TestAllMistakesAtOnce(t *testing.T) {
	_, err := parse(t, strings.NewReplacer(`"FR"`, `"XX"`, "statement", "speech", `["general"]`, `["cbm"]`).Replace(good))
	if n := strings.Count(err.Error(), "c.toml:"); n != 3 {
		t.Errorf("%d errors, want 3: %v", n, err)
	}
}

func TestExtend(t *testing.T) {
	base, err := parse(t, good)
	if err != nil {
		t.Fatal(err)
	}
	own := strings.NewReplacer("Opening statement", "Put right", "statements.example.org/opening", "www.diplomatie.gouv.fr/opening", `["general"]`, `["general"]`+"\nofficial = true").Replace(good) +
		strings.NewReplacer("fr-2022-03-28-opening", "de-2022", `"FR"`, `"DE"`, "statements.example.org/opening", "auswaertiges.example/1", `["general"]`, `["norms"]`+"\nofficial = true", "2022-03-28", "2022").Replace(good) +
		"[[host]]\nhost = \"auswaertiges.example\"\nowner = \"DE\"\n"
	more, err := base.Extend("own.toml", []byte(own))
	if err != nil {
		t.Fatal(err)
	}
	if all := more.Select(catalog.Filter{}); len(all) != 2 || all[0].Title != "Put right" || all[1].By != "DE" {
		t.Errorf("%+v", all)
	}
	if _, ok := more.ByURL("https://statements.example.org/opening"); ok {
		t.Error("the address of the entry that was replaced still leads to it")
	}
	if e, ok := base.ByID("fr-2022-03-28-opening"); !ok || e.Title != "Opening statement" {
		t.Error("the catalogue that was extended is another one now")
	}
	if _, ok := base.Owner("https://auswaertiges.example/1"); ok {
		t.Error("so are its hosts")
	}
	_, err = base.Extend("own.toml", []byte(strings.Replace(good, "-opening", "-2", 1)))
	if err == nil || !strings.Contains(err.Error(), "own.toml:11: the address https://statements.example.org/opening is also that of fr-2022-03-28-opening") {
		t.Errorf("an address that the catalogue has: %v", err)
	}
	if _, err := base.Extend("own.toml", nil); err != nil {
		t.Errorf("an empty file: %v", err)
	}
}

// FuzzParse: whatever a file holds, reading it ends in a catalogue or in errors
// that name the file and a line.
func FuzzParse(f *testing.F) {
	_, states := builtIn(f)
	f.Add(good)
	f.Add(goodHosts)
	f.Add("[[source]]\nid = \"a\"\n[[source]]\n[source.x]\ny = 1\n")
	f.Add("source = [{id = \"a\"}]\n")
	f.Fuzz(func(t *testing.T, src string) {
		c, err := catalog.Parse("c.toml", []byte(src), []byte(goodHosts), states)
		if err == nil {
			for _, e := range c.Select(catalog.Filter{}) {
				if found, ok := c.ByURL(e.URL); !ok || found.ID != e.ID {
					t.Fatalf("%+v is not found by its address", e)
				}
			}
			return
		}
		var e *catalog.Error
		if !errors.As(err, &e) || e.File != "c.toml" || e.Line < 1 {
			t.Fatalf("%v", err)
		}
	})
}
