package library

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/retrieval/corpus"
)

// ServerSources lists what servers added: each folder in dir that is named by a
// server's ID, as a source of that scope. The names of all else that is there
// and not hidden are strays: nothing of them is read. A dir that is not there
// holds nothing.
func ServerSources(dir string) (sources []corpus.Source, strays []string, err error) {
	if dir == "" {
		return nil, nil, nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("the folder of what servers added cannot be read: %w", err)
	}
	for _, e := range entries {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, "."):
		case e.IsDir() && corpus.ValidScope(name):
			sources = append(sources, serverSource(dir, name))
		default:
			strays = append(strays, name)
		}
	}
	return sources, strays, nil
}

func serverSource(dir, scope string) corpus.Source {
	path := filepath.Join(dir, scope)
	return corpus.Source{Name: path, FS: os.DirFS(path), Dir: path, Grade: corpus.Supplied, Scope: scope}
}

// sources lists all places that documents are read from.
func (l *Library) sources() (all []corpus.Source, err error) {
	defer func() {
		for i := range all {
			if all[i].Reader == nil {
				all[i].Reader = l.o.Reader
			}
		}
	}()
	shared := l.shared()
	if err := apart(l.o.Servers, shared); err != nil {
		return nil, err
	}
	servers, _, err := ServerSources(l.o.Servers)
	return append(shared, servers...), err
}

// shared lists the places that all share. The operator's folder is one of them
// even if it was made after the program began.
func (l *Library) shared() []corpus.Source {
	out := slices.Clone(l.o.Sources)
	own, err := os.Stat(l.o.Own)
	if l.o.Own == "" || err != nil {
		return out
	}
	for i, src := range out {
		if info, err := os.Stat(src.Dir); src.Dir != "" && err == nil && os.SameFile(info, own) {
			out[i].Earned = l.o.Earned
			return out
		}
	}
	return append(out, corpus.Source{Name: l.o.Own, FS: os.DirFS(l.o.Own), Dir: l.o.Own, Grade: corpus.Supplied, Earned: l.o.Earned})
}

// apart sees to it that no folder that all share holds those of servers, or is
// one: what one server added would be shown to all.
func apart(servers string, shared []corpus.Source) error {
	if servers == "" {
		return nil
	}
	for _, src := range shared {
		if src.Dir != "" && (within(servers, src.Dir) || within(src.Dir, servers)) {
			return fmt.Errorf("the folder %s of what servers added and the library's folder %s lie in one another: what one server added would be shown to all; set [library] servers to a folder apart", servers, src.Dir)
		}
	}
	return nil
}

// within tells whether a path is a folder or lies in it, links followed.
func within(path, folder string) bool {
	rel, err := filepath.Rel(resolved(folder), resolved(path))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// resolved makes a path whole and follows its links, as far as it exists.
func resolved(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	rest := ""
	for dir := path; ; dir = filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(real, rest)
		}
		if dir == filepath.Dir(dir) {
			return path
		}
		rest = filepath.Join(filepath.Base(dir), rest)
	}
}
