package corpus

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Known is a library as it was read before. What has not changed since is taken
// over from it by LoadSince. The zero value knows nothing.
type Known struct {
	// Library is the one of before; of its fields those that matter are
	// Statements, Files, Readings and Places. Nothing in it is changed, and the
	// statements that are taken over share its texts.
	Library *Library
	Made    time.Time // when reading it began

	// Hold, where there is one, is given each text that is read and gives it back
	// as it is to be held: as a part of a file that is mapped, say. It is called from
	// several goroutines.
	Hold func(text string) string
}

// Reading tells what came of one document that was read without a failure, and
// from which files: enough to know it again.
type Reading struct {
	Source, Path string // of the document, as in File
	Scope        string `json:",omitempty"`
	Sidecar      string `json:",omitempty"` // path; empty where it has none
	Record       string `json:",omitempty"` // path; empty where it was not fetched
	Statements   []string
	Warnings     []Failure `json:",omitempty"`
	Reused       bool      `json:"-"` // whether it was taken over by LoadSince
}

// LoadSince is Load, and gives what Load gives, but does not read a document
// again that known has: whose file, sidecar and record are the same, in name,
// size and time, where no states.toml has changed. Files whose time is too near
// to Known.Made to be trusted are told by their checksums. A document that could
// not be read before is tried again.
//
// That the built-in States, what Source.Earned answers and the program's readers
// are those that made known is for the caller to see to.
func LoadSince(ctx context.Context, sources []Source, states *States, known Known) (*Library, error) {
	lib := &Library{States: states}
	var found []*found
	for _, src := range sources {
		w, err := walk(ctx, src)
		if err != nil {
			return nil, err
		}
		if lib.States, err = w.states(lib.States); err != nil {
			return nil, err
		}
		lib.Failed = append(lib.Failed, w.failed...)
		found = append(found, w.found...)
		lib.Files = append(lib.Files, w.files()...)
		lib.Places = append(lib.Places, w.src.place())
	}
	if err := readAll(ctx, found, lib.States, known.since(lib), known.Hold); err != nil {
		return nil, err
	}
	lib.collect(found)
	return lib, nil
}

// place tells all of a source that its documents' statements and warnings rest
// on.
func (s Source) place() string { return fmt.Sprintf("%q %q %q %d", s.Scope, s.Name, s.Dir, s.Grade) }

// fileKey names a file among those of all sources.
type fileKey struct{ scope, source, path string }

func (f File) key() fileKey { return fileKey{f.Scope, f.Source, f.Path} }

func (d *found) key(path string) fileKey { return fileKey{d.src.Scope, d.src.Name, path} }

// since is a known library, to be looked things up in. Nothing in it changes
// while the documents are read side by side.
type since struct {
	made       time.Time
	then, now  map[fileKey]File
	readings   map[fileKey]Reading
	statements map[string]*Statement
	places     map[string]bool // sources that are what they were
}

// since prepares what can be taken over into lib, whose files have been listed;
// nil where that is nothing.
func (k Known) since(lib *Library) *since {
	if k.Library == nil || !slices.Equal(ownStates(k.Library.Files), ownStates(lib.Files)) {
		return nil
	}
	s := &since{
		made: k.Made, then: byKey(k.Library.Files, File.key), now: byKey(lib.Files, File.key),
		readings:   byKey(k.Library.Readings, func(r Reading) fileKey { return fileKey{r.Scope, r.Source, r.Path} }),
		statements: byKey(k.Library.Statements, func(s *Statement) string { return s.ID }),
		places:     map[string]bool{},
	}
	for _, place := range lib.Places {
		s.places[place] = slices.Contains(k.Library.Places, place)
	}
	return s
}

// byKey gives a list's members by their names. Where two have the same name
// neither is there: it does not tell which of them is meant.
func byKey[K comparable, V any](list []V, key func(V) K) map[K]V {
	out := make(map[K]V, len(list))
	twice := map[K]bool{}
	for _, v := range list {
		k := key(v)
		if _, there := out[k]; there {
			twice[k] = true
		}
		out[k] = v
	}
	for k := range twice {
		delete(out, k)
	}
	return out
}

// ownStates lists what decides beside the built-in States who is who.
func ownStates(files []File) (out [][2]string) {
	for _, f := range files {
		if f.Path == statesFileName && f.Scope == "" {
			out = append(out, [2]string{f.Source, f.SHA256})
		}
	}
	return out
}

// take gives a document the outcome of its earlier reading, if that is what
// reading it now would give.
func (s *since) take(d *found) bool {
	if s == nil || !s.places[d.src.place()] {
		return false
	}
	r, ok := s.readings[d.key(d.path)]
	if !ok || r.Sidecar != d.sidecar || r.Record != d.record {
		return false
	}
	sums := map[string]string{}
	for _, path := range []string{d.path, d.sidecar, d.record} {
		if path == "" {
			continue
		}
		if sums[path], ok = s.same(d, path); !ok {
			return false
		}
	}
	statements := s.statementsOf(d, r)
	if len(statements) != len(r.Statements) {
		return false
	}
	d.statements, d.warnings, d.sums, d.reused = statements, r.Warnings, sums, true
	return true
}

// same tells whether a file is what it was, and gives its checksum.
func (s *since) same(d *found, path string) (sum string, same bool) {
	then, ok := s.then[d.key(path)]
	now, there := s.now[d.key(path)]
	if !ok || !there || then.SHA256 == "" || now.Size != then.Size || !now.ModTime.Equal(then.ModTime) {
		return "", false
	}
	same, _ = SameContent(d.src, then, s.made)
	return then.SHA256, same
}

// statementsOf gives the statements of an earlier reading, as they are before
// the whole library is known and gives them their IDs. Those of before are in
// use and stay what they are. It gives none where one is not of this document.
func (s *since) statementsOf(d *found, r Reading) []*Statement {
	out := make([]*Statement, 0, len(r.Statements))
	for _, id := range r.Statements {
		st := s.statements[id]
		if st == nil || st.File != d.path || st.Scope != d.src.Scope {
			return nil
		}
		one := *st
		one.alone()
		one.ID = idOf(d.path)
		if one.Part != "" {
			one.ID += "/" + one.Part
		}
		out = append(out, &one)
	}
	return out
}

// reading notes what came of a document.
func (d *found) reading() Reading {
	r := Reading{Source: d.src.Name, Path: d.path, Scope: d.src.Scope, Sidecar: d.sidecar, Record: d.record, Warnings: d.warnings, Reused: d.reused}
	for _, s := range d.statements {
		r.Statements = append(r.Statements, s.ID)
	}
	return r
}
