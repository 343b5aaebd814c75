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
		{forTerminal, "FD", "Freedonia", nil, "The catalogue knows of 2 sources in which Freedonia speaks and that are not held; verbatim catalog --state FD lists them."},
		{forTerminal, "FD", "Freedonia", held, "The catalogue knows of 1 source in which Freedonia speaks and that is not held; verbatim catalog --state FD lists it."},
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
