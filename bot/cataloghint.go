package main

import (
	"fmt"

	"verbatim/bot/catalog"
	"verbatim/retrieval/corpus"
)

// elsewhere gives the sentence that a report of what is held ends with where the
// catalogue knows more by a delegation: answer.Engine.Elsewhere. how tells, of a
// number of sources by a code, what a reader can do about it. Summaries are not
// counted: they are nobody's words.
func elsewhere(c *catalog.Catalog, how func(code string, n int) string) func(code, name string, held []*corpus.Statement) string {
	return func(code, name string, held []*corpus.Statement) string {
		var f catalog.Filter
		which := " that"
		if code != "" {
			f.States = []string{code}
			which = " in which " + name + " speaks and that"
		}
		have := heldSources(c, held)
		n := 0
		for _, e := range c.Select(f) {
			if have[e.ID] == "" && e.Kind != catalog.PressSummary && e.Kind != catalog.MachineSummary {
				n++
			}
		}
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("The catalogue knows of %s%s %s not held; %s.", counted(n, "source"), which, plural(n, "is", "are"), how(code, n))
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// forTerminal tells what somebody at a terminal can do about sources.
func forTerminal(code string, n int) string {
	state := ""
	if code != "" {
		state = " --state " + code
	}
	them := plural(n, "it", "them")
	if state == "" {
		return "verbatim catalog lists " + them
	}
	return "verbatim catalog" + state + " lists " + them + ", and verbatim fetch" + state + " fetches " + them
}

// forDiscord tells the same to people who have no terminal.
func forDiscord(_ string, n int) string {
	return "whoever runs this bot can add " + plural(n, "it", "them") + " for all, and an admin of a server a document for that server, with /library add"
}
