package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"verbatim/retrieval/corpus/reader"
)

// Source is one place that documents are read from.
type Source struct {
	Name  string // as messages call it: "built-in", or the folder's path as it was configured
	FS    fs.FS  // the folder
	Dir   string // its path on disk, for opening files without ever blocking; empty where there is none
	Grade Grade  // what a text from here has earned at most
	Scope string // the only server in which it is seen, see ValidScope; empty: all share it
	// Earned tells what a statement has earned that was read from a document which
	// the program fetched, by its Record; nil: no more than Grade. It is not asked of
	// documents that were changed since.
	Earned func(Record, *Statement) Grade

	Reader *reader.Reader // reads its documents; nil: one made for the occasion, without OCR
}

// Library is everything that was read, and everything that was not.
type Library struct {
	Statements []*Statement // sorted by ID
	Failed     []Failure    // documents that could not be read, sorted by file
	Warnings   []Failure    // what was ignored in documents that were read
	States     *States      // the built-in States with the sources' states.toml
	Files      []File       // everything the library rests on, sorted by source and path

	Readings []Reading // what each document gave that was read, for a later LoadSince
	Places   []string  // the sources, as LoadSince knows them again
}

// File is a file of a library: a document, a sidecar, a states.toml.
type File struct {
	Source, Path string // Path is relative to the source, with slashes
	Scope        string `json:",omitempty"` // the source's
	Size         int64
	ModTime      time.Time // zero where the source keeps none, as the built-in one
	SHA256       string    // of its bytes, hexadecimal; empty from Scan, and for a file that was not read
}

// Failure says what is wrong with a file and what to do about it.
type Failure struct {
	File   string // as a person finds it: the source's folder and the path in it
	Path   string // the same file relative to its source, with slashes; safe to show where the machine's folders are not
	Scope  string // the source's: only there may the failure be told
	Reason string // a phrase: "is binary, not text"
	Fix    string // a phrase in the imperative
}

// String gives the failure in one line.
func (f Failure) String() string {
	if f.Fix == "" {
		return f.File + ": " + f.Reason
	}
	return f.File + ": " + f.Reason + "; " + f.Fix
}

// Load reads the sources into one library. It fails only where a source as a
// whole cannot be read, or a states.toml is wrong; a document that cannot be
// read is named in Failed, and every other one is there. states are the
// built-in ones; nil leaves every delegation unknown.
//
// Every file is taken for a document, and one whose format is not read is named
// in Failed: a speech in an RTF is not passed over in silence. Ignored are hidden
// files and folders, README, LICENSE, NOTICE, COPYING and CHANGELOG files,
// editors' copies, and the folder of pictures and scripts that a browser saves
// beside a page (NAME_files). Links are not followed, and nothing but a regular
// file is ever opened.
//
// A source with a scope is a server's: it cannot keep the others from being
// read, nor change names for them. Its states.toml is ignored and named in
// Failed, as is the whole source where it cannot be read.
func Load(ctx context.Context, sources []Source, states *States) (*Library, error) {
	return LoadSince(ctx, sources, states, Known{})
}

// Scan lists the files that Load would read, in the order of Library.Files,
// without opening one: a library whose files, sizes and times are the same
// need not be read again.
func Scan(ctx context.Context, sources []Source) ([]File, error) {
	var out []File
	for _, src := range sources {
		w, err := walk(ctx, src)
		if err != nil {
			return nil, err
		}
		out = append(out, w.files()...)
	}
	return out, nil
}

// readAll reads the documents side by side, each into its own place; what can be
// taken over from before is not read.
func readAll(ctx context.Context, docs []*found, states *States, before *since, hold func(string) string) error {
	plain := reader.New(reader.Options{})
	defer plain.Close()
	g, group := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range docs {
		if group.Err() != nil {
			break
		}
		g.Go(func() error {
			if err := group.Err(); err != nil {
				return err
			}
			if !before.take(d) {
				d.read(group, plain, states)
				d.lay(hold)
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// collect gathers what was read, in an order that does not depend on who was
// done first.
func (lib *Library) collect(docs []*found) {
	for _, d := range docs {
		lib.Statements = append(lib.Statements, d.statements...)
		lib.Failed = append(lib.Failed, d.failed...)
		lib.Warnings = append(lib.Warnings, d.warnings...)
	}
	lib.name(docs)
	for _, list := range [][]Failure{lib.Failed, lib.Warnings} {
		slices.SortStableFunc(list, func(a, b Failure) int { return cmp.Compare(a.File, b.File) })
	}
	hashes := map[fileKey]string{}
	for _, d := range docs {
		for path, sum := range d.sums {
			hashes[d.key(path)] = sum
		}
		if len(d.failed) == 0 {
			lib.Readings = append(lib.Readings, d.reading())
		}
	}
	for i, f := range lib.Files {
		if sum := hashes[f.key()]; sum != "" {
			lib.Files[i].SHA256 = sum
		}
	}
}

// name gives each statement an ID of its own: where two files differ only in
// their ending, both IDs bear it; where two sources hold the same path, the
// later one's bears a number. The scope stands before the ID, so that what one
// server holds has no bearing on the IDs of another, nor on those that all
// share.
func (lib *Library) name(docs []*found) {
	type id struct{ scope, source, id string }
	files := map[id]int{}
	for _, d := range docs {
		if len(d.statements) > 0 {
			files[id{d.src.Scope, d.src.Name, idOf(d.path)}]++
		}
	}
	for _, d := range docs {
		stem := idOf(d.path)
		several := files[id{d.src.Scope, d.src.Name, stem}] > 1
		for _, s := range d.statements {
			if several {
				s.ID = whole(d.path) + strings.TrimPrefix(s.ID, stem)
			}
			s.ID = scopedID(d.src.Scope, s.ID)
		}
	}
	taken := map[string]bool{}
	for _, s := range lib.Statements {
		id := s.ID
		for n := 2; taken[s.ID]; n++ {
			s.ID = fmt.Sprintf("%s~%d", id, n)
		}
		taken[s.ID] = true
	}
	slices.SortStableFunc(lib.Statements, func(a, b *Statement) int { return cmp.Compare(a.ID, b.ID) })
}

// unreadable is the error for a source that cannot be read at all.
func unreadable(src Source, err error) error {
	fix := "check the path, or leave [library] path empty for the built-in library"
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("library %s: there is no such folder; make it, or %s", src.Name, fix)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("library %s: this user may not read the folder; change its permissions, or %s", src.Name, fix)
	}
	return fmt.Errorf("library %s: %w; %s", src.Name, err, fix)
}
