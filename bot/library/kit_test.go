package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
)

var readStates = sync.OnceValues(func() (*corpus.States, error) {
	src, err := os.ReadFile("../../data/states.toml")
	if err != nil {
		return nil, err
	}
	return corpus.ParseStates("states.toml", src, nil)
})

// world is a machine on which the library lies, and what a test changes of it.
type world struct {
	t        *testing.T
	shared   string // the operator's folder, a source
	own      string // where promoted documents go; the same, unless a test says otherwise
	servers  string
	index    string
	embedder retrieval.Embedder
	before   func(ctx context.Context) error // called before each Sync
	last     *Library
	earned   func(corpus.Record, *corpus.Statement) corpus.Grade
}

func newWorld(t *testing.T) *world {
	dir := t.TempDir()
	w := &world{t: t, shared: filepath.Join(dir, "library"), servers: filepath.Join(dir, "data", "servers"), index: filepath.Join(dir, "index"), embedder: retrieval.BagOfWords{}}
	w.own = w.shared
	w.write(w.shared, "fr.txt", french)
	w.write(w.shared, "fr.toml", "by = \"FR\"\ndate = 2021-06-23\ntitle = \"Statement by France\"\n")
	return w
}

const (
	french    = "Mr. Chair,\n\nFrance believes that international law applies in cyberspace.\n\nThank you."
	brazilian = "Statement by the delegation of Brazil\n\n7 March 2023\n\nMr. Chair,\n\nBrazil believes that capacity-building should be demand-driven.\n\nThank you."
	nameless  = "Mr. Chair,\n\nOur delegation believes that points of contact should be nominated by every government.\n\nThank you."
)

func (w *world) write(dir, name, text string) {
	w.t.Helper()
	must(w.t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
	must(w.t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) sync(ctx context.Context, sources []corpus.Source, full bool, prev *retrieval.Index, progress func(string, int, int)) (*retrieval.Index, retrieval.Report, error) {
	if w.before != nil {
		if err := w.before(ctx); err != nil {
			return nil, retrieval.Report{}, err
		}
	}
	states, err := readStates()
	if err != nil {
		return nil, retrieval.Report{}, err
	}
	return retrieval.Sync(ctx, retrieval.Options{
		Dir: w.index, Sources: sources, States: states, Embedder: w.embedder, Full: full, Prev: prev, Progress: progress,
		OpenStore: func(dir string) (retrieval.Store, error) { return chromem.Open(dir, nil) },
	})
}

// start makes a library as a program that begins does.
func (w *world) start() *Library {
	w.t.Helper()
	states, err := readStates()
	must(w.t, err)
	l := New(Options{
		Sources: []corpus.Source{{Name: w.shared, FS: os.DirFS(w.shared), Dir: w.shared, Grade: corpus.Supplied}},
		Servers: w.servers, Own: w.own, States: states, Sync: w.sync, Earned: w.earned,
	})
	_, err = l.Open(w.t.Context(), nil)
	must(w.t, err)
	return l
}

func (w *world) add(l *Library, scope, name, text string, m Meta) string {
	w.t.Helper()
	id, err := l.Add(w.t.Context(), scope, name, []byte(text), m)
	if err != nil {
		w.t.Fatalf("adding %s: %v", name, err)
	}
	return id
}

// files lists all that lies in the servers' folder and the operator's, the lock
// and the texts made of documents aside.
func (w *world) files() []string {
	w.t.Helper()
	var out []string
	for _, top := range []string{w.servers, w.shared, w.own} {
		if top == w.own && w.own == w.shared && slices.ContainsFunc(out, func(s string) bool { return strings.HasPrefix(s, "library/") }) {
			continue
		}
		err := filepath.WalkDir(top, func(path string, e os.DirEntry, err error) error {
			if err == nil && e.IsDir() && e.Name() == textsName {
				return filepath.SkipDir
			}
			if err == nil && !e.IsDir() && e.Name() != lockName {
				rel, _ := filepath.Rel(filepath.Dir(top), path)
				out = append(out, filepath.ToSlash(rel))
			}
			if errors.Is(err, os.ErrNotExist) {
				return nil
			}
			return err
		})
		must(w.t, err)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (w *world) wantFiles(want ...string) {
	w.t.Helper()
	want = append(want, "library/fr.toml", "library/fr.txt")
	slices.Sort(want)
	if got := w.files(); !slices.Equal(got, want) {
		w.t.Errorf("the files are %q, want %q", got, want)
	}
}

func ids(list []*corpus.Statement) string {
	var out []string
	for _, st := range list {
		out = append(out, st.ID)
	}
	return strings.Join(out, " ")
}

func rejection(t *testing.T, err error) *RejectedError {
	t.Helper()
	var r *RejectedError
	if !errors.As(err, &r) {
		t.Fatalf("the error is %v, want that it was rejected", err)
	}
	if strings.Contains(r.Error(), string(filepath.Separator)+"tmp") || strings.Contains(r.Error(), ".toml:") {
		t.Errorf("a path is told: %s", fmt.Sprint(r))
	}
	return r
}
