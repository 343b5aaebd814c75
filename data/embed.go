// Package data is what the binary carries, so that it works in an empty
// folder: the founding library, the States and groups, the catalogue of sources,
// what was agreed, and the weights of the built-in embedder. Everything else the program knows it reads from the
// user's own folders.
package data

import (
	"embed"
	"io/fs"
)

//go:embed library
var library embed.FS

//go:embed states.toml
var states string

//go:embed catalog.toml
var catalog string

//go:embed outcomes.toml
var outcomes string

//go:embed hosts.toml
var hosts string

//go:embed questions/founding.toml questions/founding-talk.toml
var questions embed.FS

// Library gives the founding library: documents and their sidecars, as
// corpus.Load reads them.
func Library() fs.FS {
	sub, err := fs.Sub(library, "library")
	if err != nil { // the name is a valid path: this cannot happen
		panic(err)
	}
	return sub
}

// StatesTOML gives the built-in states.toml, as corpus.ParseStates reads it.
func StatesTOML() []byte { return []byte(states) }

// CatalogTOML gives the built-in catalog.toml, and HostsTOML the hosts.toml that
// says whose the addresses in it are, as catalog.Parse reads them.
func CatalogTOML() []byte { return []byte(catalog) }

// HostsTOML gives the built-in hosts.toml.
func HostsTOML() []byte { return []byte(hosts) }

// OutcomesTOML gives the built-in outcomes.toml, as outcome.Parse reads it.
func OutcomesTOML() []byte { return []byte(outcomes) }

// Model gives the weights file of the built-in embedder, as encoder.Open reads
// it. Every call shares the same bytes: they are not to be written to.
func Model() []byte { return weights }

// Questions gives the graded questions over the founding library, files as
// eval.ParseQuestions reads them.
func Questions() fs.FS {
	sub, err := fs.Sub(questions, "questions")
	if err != nil { // the name is a valid path: this cannot happen
		panic(err)
	}
	return sub
}
