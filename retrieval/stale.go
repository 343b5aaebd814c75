package retrieval

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"time"

	"verbatim/retrieval/corpus"
)

// freshness is the outcome of comparing a library with a manifest.
type freshness struct {
	why  string // why the index is stale; empty when it is not
	racy bool   // whether files had to be read to know
}

// staleness tells whether the index that m describes is that of the library as
// it is now, read with these States by this model.
func staleness(ctx context.Context, m manifest, sources []corpus.Source, rules, model string) (freshness, error) {
	files, err := corpus.Scan(ctx, sources)
	if err != nil {
		return freshness{}, err
	}
	switch {
	case m.Model != model:
		return freshness{why: "another embedding model is in use"}, nil
	case m.States != rules:
		return freshness{why: "the States, groups or sites known to the program have changed"}, nil
	case len(files) != len(m.Files):
		return freshness{why: fmt.Sprintf("the library has %d files, and had %d", len(files), len(m.Files))}, nil
	}
	roots := rootsOf(sources)
	var f freshness
	for i, now := range files {
		if err := ctx.Err(); err != nil {
			return freshness{}, err
		}
		then := m.Files[i]
		if now.Source != then.Source || noted(now.Path) != noted(then.Path) || now.Scope != then.Scope {
			return freshness{why: "files were added, removed or renamed"}, nil
		}
		then.Path = now.Path
		if now.Size != then.Size || !now.ModTime.Equal(then.ModTime) {
			return freshness{why: "files have changed"}, nil
		}
		same, read := sameContent(roots[rootOf{now.Scope, now.Source}], then, m.Made)
		f.racy = f.racy || read
		if !same {
			return freshness{why: "files have changed"}, nil
		}
	}
	return f, nil
}

// noted gives a path as the manifest has it, which as JSON keeps no bytes that are
// no UTF-8.
func noted(path string) string { return string([]rune(path)) }

// rootOf names the source that a file is of.
type rootOf struct{ scope, name string }

func rootsOf(sources []corpus.Source) map[rootOf]corpus.Source {
	roots := map[rootOf]corpus.Source{}
	for _, source := range sources {
		roots[rootOf{source.Scope, sourceName(source)}] = source
	}
	return roots
}

// sourceName gives the name under which corpus lists a source's files.
func sourceName(s corpus.Source) string {
	if s.Name == "" {
		return s.Dir
	}
	return s.Name
}

// sameContent tells whether a file whose size and time are as they were has
// the same content, and whether it had to be read to know that.
func sameContent(source corpus.Source, then libraryFile, made time.Time) (same, read bool) {
	if then.SHA256 == "" {
		// It was not read. A file whose permissions were mended shows it by
		// opening now.
		return opens(source, then.Path) == then.Opens, false
	}
	return corpus.SameContent(source, then.File, made)
}

func open(source corpus.Source, path string) (fs.File, error) {
	if source.FS == nil {
		source.FS = os.DirFS(source.Dir)
	}
	return source.FS.Open(path)
}

func opens(source corpus.Source, path string) bool {
	f, err := open(source, path)
	if err != nil {
		return false
	}
	f.Close()
	return true
}

// filesOf notes the files that a library was read from.
func filesOf(lib *corpus.Library, sources []corpus.Source) []libraryFile {
	roots := rootsOf(sources)
	out := make([]libraryFile, len(lib.Files))
	for i, f := range lib.Files {
		out[i] = libraryFile{File: f}
		if f.SHA256 == "" {
			out[i].Opens = opens(roots[rootOf{f.Scope, f.Source}], f.Path)
		}
	}
	return out
}

// known gives the library that the index was made of, as far as a later reading
// can take it over. The statements keep the file that they were opened from in
// memory as long as one of them is in use: no more than once, however often the
// index is brought up to date, as what is read anew has a text of its own.
func (x *Index) known() corpus.Known {
	lib := &corpus.Library{Statements: x.statements, Readings: x.manifest.Readings, Places: x.manifest.Places}
	for _, f := range x.manifest.Files {
		lib.Files = append(lib.Files, f.File)
	}
	return corpus.Known{Library: lib, Made: x.manifest.Made}
}
