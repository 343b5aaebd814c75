package discover

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"verbatim/bot/catalog"
	"verbatim/retrieval/corpus"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The States of these tests are not the world's.
const statesTOML = `
[[state]]
code = "XA"
name = "Freedonia"
official = "Republic of Freedonia"
adjectives = ["Freedonian"]

[[state]]
code = "XB"
name = "Sylvania"
official = "Kingdom of Sylvania"
adjectives = ["Sylvanian"]

[[state]]
code = "XC"
name = "Elbonia"

[[state]]
code = "XD"
name = "Ruritania"

[[group]]
code = "middle-kingdoms"
name = "Middle Kingdoms"
names = ["Group of Middle Kingdoms"]
members = ["XB", "XD"]

[[group]]
code = "un"
name = "United Nations"
kind = "body"
`

const hostsTOML = `
[[host]]
host = "meetings.records.example"
owner = "un"
texts = "records"

[[host]]
host = "docs.records.example"
owner = "un"
texts = "records"

[[host]]
host = "press.records.example"
owner = "un"
texts = "press"

[[host]]
host = "un.freedonia.example"
owner = "XA"

[[host]]
host = "mfa.sylvania.example"
subdomains = true
owner = "XB"

[[host]]
host = "freedonia-mission.example"
copy = "look-alike of un.freedonia.example"

[[host]]
host = "machines.example"
texts = "machine-summaries"

[[host]]
host = "scribes.example"
texts = "transcripts"
`

const catalogTOML = `
[[source]]
id = "xa-2023-03-06-opening"
title = "Opening statement by Freedonia"
by = "XA"
date = "2023-03-06"
date_basis = "seen"
process = "oewg-2021-2025"
kind = "statement"
language = "en"
topics = ["general"]
url = "https://un.freedonia.example/news/opening-statement"
official = true
`

func known(t testing.TB) (*catalog.Catalog, *corpus.States) {
	t.Helper()
	states, err := testStates()
	if err != nil {
		t.Fatal(err)
	}
	c, err := testCatalog()
	if err != nil {
		t.Fatal(err)
	}
	return c, states
}

var testStates = sync.OnceValues(func() (*corpus.States, error) {
	return corpus.ParseStates("states.toml", []byte(statesTOML), nil)
})

var testCatalog = sync.OnceValues(func() (*catalog.Catalog, error) {
	states, err := testStates()
	if err != nil {
		return nil, err
	}
	return catalog.Parse("catalog.toml", []byte(catalogTOML), []byte(hostsTOML), states)
})

// found reads one page.
func found(t testing.TB, address, page string) *Report {
	t.Helper()
	c, states := known(t)
	f := New(c, states, false)
	if err := f.Add(address, "text/html; charset=utf-8", []byte(page)); err != nil {
		t.Fatal(err)
	}
	r := f.Report()
	accepted(t, c, r)
	return r
}

// accepted: the file reads, and holds the complete proposals and nothing else.
func accepted(t testing.TB, c *catalog.Catalog, r *Report) {
	t.Helper()
	text := r.TOML()
	extended, err := c.Extend("proposed.toml", []byte(text))
	if err != nil {
		t.Fatalf("the catalogue does not take the file: %v\n%s", err, text)
	}
	before, complete := len(c.Select(catalog.Filter{})), 0
	for _, p := range r.Proposals {
		if !p.Complete() {
			continue
		}
		complete++
		if e, ok := extended.ByID(p.ID); !ok || e.Title != p.Title || e.URL != p.URL || e.By != p.By {
			t.Errorf("the file has not what was proposed: %+v, not %+v", e, p.Entry)
		}
	}
	if n := len(extended.Select(catalog.Filter{})); n != before+complete {
		t.Errorf("%d sources where %d and %d were to be", n, before, complete)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: go test -update writes what is found now:\n%s", file, got)
	}
}

// TestGolden holds what is proposed from lists in the layouts that are met.
func TestGolden(t *testing.T) {
	for name, address := range map[string]string{
		"meeting":  "https://meetings.records.example/meeting/57871/statements",
		"mission":  "https://un.freedonia.example/news",
		"ministry": "https://mfa.sylvania.example/en/speeches",
		"compact":  "https://meetings.records.example/meeting/57872/statements",
	} {
		t.Run(name, func(t *testing.T) {
			page, err := os.ReadFile(filepath.Join("testdata", name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".toml", found(t, address, strings.TrimSpace(string(page))).TOML())
		})
	}
}
