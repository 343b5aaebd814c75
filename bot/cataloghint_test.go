package main

import (
	"testing"

	"verbatim/bot/catalog"
	"verbatim/data"
	"verbatim/retrieval/corpus"
)

const someSources = `[[source]]
id = "fd-1"
title = "On norms"
by = "FD"
process = "other"
kind = "statement"
language = "en"
topics = ["norms"]
url = "https://statements.example.org/1"

[[source]]
id = "fd-2"
title = "On threats"
by = "FD"
process = "other"
kind = "statement"
language = "en"
topics = ["threats"]
url = "https://statements.example.org/2"

[[source]]
id = "press-1"
title = "Meetings coverage"
process = "other"
kind = "press-summary"
language = "en"
topics = ["threats"]
contributors = ["KE"]
url = "https://statements.example.org/3"
`

func TestElsewhere(t *testing.T) {
	states, err := corpus.ParseStates("states.toml", data.StatesTOML(), nil)
	if err != nil {
		t.Fatal(err)
	}
	states, err = corpus.ParseStates("own.toml", []byte("[[state]]\ncode = \"FD\"\nname = \"Freedonia\"\n"), states)
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalog.Parse("c.toml", []byte(someSources), nil, states)
	if err != nil {
		t.Fatal(err)
	}
	held := []*corpus.Statement{{ID: "x", URL: "http://statements.example.org/1/"}, {ID: "y"}}
	for _, s := range []struct {
		how        func(string, int) string
		code, name string
		held       []*corpus.Statement
		want       string
	}{
		{forTerminal, "FD", "Freedonia", nil, "The catalogue knows of 2 sources in which Freedonia speaks and that are not held; verbatim catalog --state FD lists them, and verbatim fetch --state FD fetches them."},
		{forTerminal, "FD", "Freedonia", held, "The catalogue knows of 1 source in which Freedonia speaks and that is not held; verbatim catalog --state FD lists it, and verbatim fetch --state FD fetches it."},
		{forTerminal, "", "", nil, "The catalogue knows of 2 sources that are not held; verbatim catalog lists them."},
		{forDiscord, "FD", "Freedonia", held, "The catalogue knows of 1 source in which Freedonia speaks and that is not held; whoever runs this bot can add it for all, and an admin of a server a document for that server, with /library add."},
		{forTerminal, "FD", "Freedonia", append(held, &corpus.Statement{ID: "z", URL: "https://statements.example.org/2"}), ""},
		{forTerminal, "KE", "Kenya", nil, ""}, // a press officer's account
		{forTerminal, "FR", "France", nil, ""},
	} {
		if got := elsewhere(c, s.how)(s.code, s.name, s.held); got != s.want {
			t.Errorf("%s with %d held:\ngot  %s\nwant %s", s.code, len(s.held), got, s.want)
		}
	}
}

// someCatalog has a source of each sort; nobody said any of it.
func someCatalog(t *testing.T, states *corpus.States) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Parse("c.toml", []byte(oneOfEach), []byte(theirHosts), states)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const theirHosts = `[[host]]
host = "diplomatie.example"
owner = "FR"

[[host]]
host = "records.example"
owner = "un"
texts = "records"

[[host]]
host = "transcripts.example"
texts = "transcripts"

[[host]]
host = "machine.example"
texts = "machine-summaries"
`

const oneOfEach = `[[source]]
id = "fr-2022"
title = "Statement on tests, which is held, with a title that is longer than a line of the terminal has room for"
by = "FR"
speaker = "Jeanne Exemple"
date = "2022-03-30"
date_basis = "seen"
process = "oewg-2021-2025"
kind = "explanation-of-position"
language = "fr"
topics = ["norms", "international-law"]
url = "https://diplomatie.example/a/very/long/address/that/no/line/has/room/for/and/that/must/stay/whole"
official = true

[[source]]
id = "fi-2021-06"
title = "Statement of the Nordic countries"
by = "FI"
on_behalf = ["nordic"]
date = "2021-06"
date_basis = "inferred"
process = "first-committee"
kind = "statement"
language = "en"
topics = ["cbms"]
url = "https://copies.example/fi"

[[source]]
id = "de-fr-2020"
title = "Joint statement"
on_behalf = ["DE", "FR"]
date = "2020"
date_basis = "address"
process = "other"
kind = "statement"
language = "en"
topics = ["general"]
url = "https://diplomatie.example/joint"
official = true

[[source]]
id = "un-compendium"
title = "Compendium"
contributors = ["KE", "JP", "BR"]
process = "gge-2021"
kind = "position-paper"
language = "en"
symbol = "A/76/999"
topics = ["international-law"]
url = "https://records.example/A/76/999"
official = true

[[source]]
id = "transcript-1"
title = "Session 1-1 Transcript"
date = "2021-12-13"
date_basis = "inferred"
process = "oewg-2021-2025"
kind = "transcript"
language = "en"
topics = ["general"]
url = "https://transcripts.example/1"

[[source]]
id = "machine-1"
title = "Opening of the session"
date = "2024-07-08"
date_basis = "seen"
process = "oewg-2021-2025"
kind = "machine-summary"
language = "en"
topics = ["general"]
url = "https://machine.example/1"
`
