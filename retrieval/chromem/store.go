package chromem

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"verbatim/retrieval"
	"verbatim/retrieval/internal/disk"
)

// Store is a retrieval.Store and retrieval.Versioned. Its methods may be
// called from several goroutines at once.
type Store struct {
	dir  string // empty: nothing is written
	log  *slog.Logger
	scan int // scanFrom, and less in tests

	current atomic.Pointer[generation] // the last one committed, nil where there is none

	mu       sync.Mutex // guards what follows
	building bool
	others   map[string]*generation          // committed before, by name
	salvaged map[string]map[string][]float32 // good vectors of damaged files: by model, by key
	damaged  []string                        // those files, set aside once their vectors are safe
	last     int                             // number of the newest file
}

var _ retrieval.Versioned = (*Store)(nil)

// vectorName is the name of a generation's file: its number, by which the
// newest is known, and its name.
var vectorName = regexp.MustCompile(`^vectors-(\d{6,9})-([0-9a-f]{32})\.vbv$`)

func ours(name string) bool {
	ok, _ := filepath.Match("journal-*.vbj", name)
	return ok || vectorName.MatchString(name)
}

// Open opens the vectors kept in a folder, which need not exist yet. An empty
// dir keeps them in memory alone. Damaged files are told in the log, and what
// is good in them is used when the next generation is built; only a folder that
// cannot be read is an error.
func Open(dir string, log *slog.Logger) (*Store, error) { return open(dir, log, scanFrom) }

func open(dir string, log *slog.Logger, scan int) (*Store, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &Store{dir: dir, log: log, scan: scan, others: map[string]*generation{}, salvaged: map[string]map[string][]float32{}}
	if dir == "" {
		return s, nil
	}
	names, err := s.files()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		g, err := s.load(name)
		if err != nil {
			return nil, err
		}
		if g != nil {
			s.current.Store(g)
			break
		}
	}
	return s, nil
}

// files lists the generations' files, the newest first.
func (s *Store) files() ([]string, error) {
	list, err := os.ReadDir(s.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("opening the vectors: %w", err)
	}
	var names []string
	for _, entry := range list {
		name := entry.Name()
		if match := vectorName.FindStringSubmatch(name); match != nil {
			names = append(names, name)
		}
		// The numbers of damaged files are not used again.
		if n := fileNumber(name); n > s.last {
			s.last = n
		}
	}
	slices.SortFunc(names, func(a, b string) int { return fileNumber(b) - fileNumber(a) })
	return names, nil
}

func fileNumber(name string) int {
	const front = len("vectors-")
	if len(name) < front {
		return 0
	}
	end := front
	for end < len(name) && end < front+9 && name[end] >= '0' && name[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(name[front:end])
	if err != nil {
		return 0
	}
	return n
}

// load reads a generation's file. From a damaged one it takes what is good, and
// gives nil.
func (s *Store) load(name string) (*generation, error) {
	g, err := readGeneration(filepath.Join(s.dir, name), s.scan)
	if err == nil && g.name != vectorName.FindStringSubmatch(name)[2] {
		err = &damagedError{what: "its name is another file's"}
	}
	var damaged *damagedError
	if !errors.As(err, &damaged) {
		if err != nil {
			return nil, fmt.Errorf("opening the vectors: %w", err)
		}
		return g, nil
	}
	if slices.Contains(s.damaged, name) {
		return nil, nil
	}
	s.damaged = append(s.damaged, name)
	s.log.Warn("a file of vectors is damaged: what is good in it is used again, the rest is computed anew",
		"file", filepath.Join(s.dir, name), "why", damaged.what, "good", len(damaged.good))
	if s.salvaged[damaged.model] == nil {
		s.salvaged[damaged.model] = map[string][]float32{}
	}
	for key, v := range damaged.good {
		s.salvaged[damaged.model][key] = v
	}
	return nil, nil
}

// Search asks the last committed generation.
func (s *Store) Search(ctx context.Context, vec []float32, n int, f retrieval.Filter) ([]retrieval.Hit, error) {
	g := s.current.Load()
	if g == nil {
		return nil, ctx.Err()
	}
	return g.Search(ctx, vec, n, f)
}

// Version gives a committed generation: see retrieval.Versioned.
func (s *Store) Version(_ context.Context, name string) (retrieval.Searcher, string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.current.Load(); g != nil && (name == "" || name == g.name) {
		return g, g.name, nil
	}
	if g := s.others[name]; g != nil {
		return g, name, nil
	}
	if s.dir == "" || name == "" {
		return nil, "", nil
	}
	names, err := s.files()
	if err != nil {
		return nil, "", err
	}
	for _, file := range names {
		if vectorName.FindStringSubmatch(file)[2] != name {
			continue
		}
		g, err := s.load(file)
		if g == nil || err != nil {
			return nil, "", err
		}
		s.others[name] = g
		return g, name, nil
	}
	return nil, "", nil
}

// Prune lets go of every generation but the named one, in memory and on the
// disk, and of what killed programs left half written.
func (s *Store) Prune(_ context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.others)
	if s.dir == "" || s.building {
		return nil
	}
	names, err := s.files()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(names, func(file string) bool { return vectorName.FindStringSubmatch(file)[2] == name })
	if at < 0 {
		return fmt.Errorf("there is no file of the generation %q to keep, so the others stay", name)
	}
	keep := []string{names[at]}
	journals, _ := filepath.Glob(filepath.Join(s.dir, "journal-*.vbj"))
	for _, path := range journals {
		keep = append(keep, filepath.Base(path))
	}
	return disk.Clean(s.dir, ours, keep...)
}

// Begin opens a generation: see retrieval.Store. Only one can be open at a
// time.
func (s *Store) Begin(ctx context.Context, model string) (retrieval.Generation, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if model == "" {
		return nil, errors.New("the embedder's model has no name: vectors of different models could not be told apart")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.building {
		return nil, errors.New("the index is being built already: wait until that is done")
	}
	b := &building{store: s, model: model, put: map[[16]byte]struct{}{}, headerOf: map[string]int32{}}
	earlier := slices.Collect(maps.Values(s.others))
	if g := s.current.Load(); g != nil {
		earlier = append(earlier, g)
	}
	for _, g := range earlier {
		if g.model == model && g.keys.len() > 0 {
			b.dims = g.dims
		}
	}
	if err := b.takeJournal(); err != nil {
		return nil, fmt.Errorf("opening the journal of vectors: %w", err)
	}
	for key, v := range s.salvaged[model] {
		if b.dims == 0 || b.dims == len(v) {
			b.dims = len(v)
			b.remember(key, v)
		}
	}
	for _, g := range slices.Backward(earlier) {
		b.reuse(g)
	}
	s.building = true
	return b, nil
}

// takeJournal finds what an interrupted build left in the journal.
func (b *building) takeJournal() (err error) {
	if b.store.dir == "" {
		return nil
	}
	b.journal, err = openJournal(b.store.dir, b.model, func(key string, dims int, at int64) {
		if b.dims == 0 || b.dims == dims {
			b.dims = dims
			b.know(key, source{at: at})
		}
	})
	if err == nil && b.journal.torn > 0 {
		b.store.log.Warn("the end of the journal of vectors is damaged and left out", "file", b.journal.path, "vectors", b.keys.len(), "bytes", b.journal.torn)
	}
	return err
}
