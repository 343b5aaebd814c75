// Package bibliography writes citations for other programs: as Markdown to paste
// into a note, as a CSV table, as BibTeX, and as footnotes.
//
// Everything that comes from a document is escaped for where it goes. In Markdown
// its words make no markup and no link: the links are those to the sources. In a
// table no cell acts as a formula. In BibTeX the braces balance. The words
// themselves stay; characters that nobody sees are written by their numbers, as
// everywhere else (package visible).
package bibliography

import (
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Entry is a citation with what a table says beside it. In a list of statements
// it quotes nothing.
type Entry struct {
	answer.Citation
	More []string // cells of further columns of the table
}

// Entries gives citations as entries.
func Entries(citations []answer.Citation) []Entry {
	out := make([]Entry, 0, len(citations))
	for _, c := range citations {
		out = append(out, Entry{Citation: c})
	}
	return out
}

// Statements gives an entry for each statement as a whole, numbered from 1.
func Statements(all []*corpus.Statement) []Entry {
	out := make([]Entry, 0, len(all))
	for i, s := range all {
		out = append(out, Entry{Citation: answer.Citation{N: i + 1, Statement: s}})
	}
	return out
}

// Writer writes entries.
type Writer struct {
	States *corpus.States
	Held   func(code string) (statements int, newest time.Time) // what is held of a delegation
}
