package chromem

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"verbatim/retrieval"
	"verbatim/retrieval/internal/disk"
	"verbatim/retrieval/internal/pack"
)

// building is a generation in the making: see retrieval.Generation.
type building struct {
	store *Store
	model string

	mu       sync.Mutex
	done     bool
	dims     int           // of the vectors; 0 until there is one
	earlier  []*generation // of the same model
	kept     map[string][]float32
	written  map[string]int64 // where the journal has what was kept there and not in memory
	journal  *journal         // nil: nothing is written
	unsaved  error            // why the journal could not be written
	entries  []entry
	ids      map[string]bool
	headers  []retrieval.Headers
	headerOf map[string]int32
}

// entry is a row whose vector is still named by its key.
type entry struct {
	id, key string
	header  int32
}

var errDone = errors.New("this generation was committed or aborted already")

// reuse takes the vectors of an earlier generation, if it is of the same model.
func (b *building) reuse(g *generation) {
	if g.model == b.model && len(g.keys) > 0 {
		b.earlier, b.dims = append(b.earlier, g), g.dims
	}
}

// vector gives what is held under a key, or nil.
func (b *building) vector(key string) []float32 {
	if v := b.kept[key]; len(v) == b.dims {
		return v
	}
	for i := len(b.earlier) - 1; i >= 0; i-- {
		if g := b.earlier[i]; g.dims == b.dims {
			if at, ok := g.byKey()[key]; ok {
				return g.vector(int32(at))
			}
		}
	}
	return nil
}

// holds tells whether a vector is held under a key.
func (b *building) holds(key string) bool {
	_, ok := b.written[key]
	return ok || b.vector(key) != nil
}

// Has tells whether a vector is held under the key.
func (b *building) Has(ctx context.Context, key string) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return false, errDone
	}
	return b.dims > 0 && b.holds(key), ctx.Err()
}

// Keep journals a vector. An error that is retrieval.ErrNotSaved says that it
// is held in memory alone.
func (b *building) Keep(ctx context.Context, key string, vector []float32) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return errDone
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.keep(key, vector)
}

func (b *building) keep(key string, vector []float32) error {
	if key == "" {
		return errors.New("a vector without a key cannot be kept")
	}
	v, err := unit(vector)
	if err != nil {
		return fmt.Errorf("the model %s: %w", b.model, err)
	}
	if b.dims != 0 && len(v) != b.dims {
		return fmt.Errorf("the model %s gave a vector of %d numbers, and of %d before: if the model behind the name changed, make the index anew with index --full", b.model, len(v), b.dims)
	}
	if b.dims = len(v); b.holds(key) {
		return nil
	}
	if b.journal == nil || b.unsaved != nil {
		b.kept[key] = v
		return nil
	}
	if err := b.toJournal(key, v); err != nil {
		b.kept[key] = v
		b.unsaved = &retrieval.NotSavedError{Dir: b.store.dir, Err: err}
		b.store.log.Warn("the journal of vectors cannot be written: this work is lost if the program ends before its end", "why", err)
		return b.unsaved
	}
	return nil
}

func (b *building) toJournal(key string, v []float32) error {
	if !b.journal.open {
		if err := disk.MakeDir(b.store.dir); err != nil {
			return err
		}
	}
	at, err := b.journal.append(key, v)
	if err == nil {
		b.written[key] = at
	}
	return err
}

// Put adds entries. On an error none of them was added.
func (b *building) Put(ctx context.Context, entries []retrieval.Entry) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return errDone
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	here := map[string]bool{}
	for _, e := range entries {
		switch {
		case e.ID == "":
			return errors.New("an entry without an ID cannot be put")
		case b.ids[e.ID] || here[e.ID]:
			return fmt.Errorf("the entry %q was put already", e.ID)
		case e.Key == "":
			return fmt.Errorf("the entry %q has no key", e.ID)
		}
		here[e.ID] = true
		if e.Vector == nil && (b.dims == 0 || !b.holds(e.Key)) {
			return fmt.Errorf("the entry %q has no vector, and none is held under its key", e.ID)
		}
		if e.Vector == nil {
			continue
		}
		if err := b.keep(e.Key, e.Vector); err != nil && !errors.Is(err, retrieval.ErrNotSaved) {
			return fmt.Errorf("the entry %q: %w", e.ID, err)
		}
	}
	for _, e := range entries {
		b.ids[e.ID] = true
		b.entries = append(b.entries, entry{e.ID, e.Key, b.header(e.Headers)})
	}
	return nil
}

// header gives the place of the headers in the table of different ones. The
// passages of a statement mostly share theirs.
func (b *building) header(h retrieval.Headers) int32 {
	var w pack.Writer
	packHeaders(&w, h)
	at, ok := b.headerOf[string(w.Bytes)]
	if !ok {
		at = int32(len(b.headers))
		h.Voices = slices.Clone(h.Voices)
		b.headers = append(b.headers, h)
		b.headerOf[string(w.Bytes)] = at
	}
	return at
}

// Commit makes what was put the store's content. An error that is
// retrieval.ErrNotSaved says that it now is, in memory alone; after any other
// the store is as it was.
func (b *building) Commit(ctx context.Context) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return errDone
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	g, err := b.generation()
	if err != nil {
		return err
	}
	table := g.table()
	g.name = tableName(table)
	s := b.store
	s.mu.Lock()
	defer s.mu.Unlock()
	saved := b.save(g, table)
	if old := s.current.Swap(g); old != nil && old.name != g.name {
		clear(s.others)
		s.others[old.name] = old
	}
	s.building, b.done = false, true
	if saved == nil {
		clear(s.salvaged)
	}
	b.release()
	return saved
}

// generation lays the vectors that the entries need into an arena of their own.
func (b *building) generation() (*generation, error) {
	slices.SortFunc(b.entries, func(x, y entry) int { return strings.Compare(x.id, y.id) })
	rows := make([]row, len(b.entries))
	at := make(map[string]int32, len(b.entries))
	var keys []string
	for i, e := range b.entries {
		n, ok := at[e.key]
		if !ok {
			n = int32(len(keys))
			at[e.key] = n
			keys = append(keys, e.key)
		}
		rows[i] = row{e.id, n, e.header}
	}
	dims := b.dims
	if len(keys) == 0 {
		dims = 0
	}
	arena := make([]float32, 0, len(keys)*dims)
	for _, key := range keys {
		v := b.vector(key)
		if at, ok := b.written[key]; ok {
			var err error
			if v, err = b.journal.read(at, key, dims); err != nil {
				return nil, err
			}
		}
		arena = append(arena, v...)
	}
	return newGeneration("", b.model, dims, rows, keys, b.headers, arena)
}

// save writes the generation's file, sets damaged ones aside and removes the
// journals, in this order: the vectors are on the disk at every moment. The
// files of earlier generations stay until Prune.
func (b *building) save(g *generation, table []byte) error {
	s := b.store
	if s.dir == "" {
		return nil
	}
	if err := b.saveFile(g, table); err != nil {
		b.journal.close()
		return &retrieval.NotSavedError{Dir: s.dir, Err: err}
	}
	for _, name := range s.damaged {
		if err := disk.SetAside(filepath.Join(s.dir, name)); err != nil {
			s.log.Warn("a damaged file stays where it is", "why", err)
		}
	}
	s.damaged = nil
	b.journal.close() // which goes now, so an error is of no interest
	if err := disk.Clean(s.dir, func(name string) bool { return ours(name) && !vectorName.MatchString(name) }); err != nil {
		s.log.Warn("a journal that is not needed any more stays where it is", "why", err)
	}
	return nil
}

func (b *building) saveFile(g *generation, table []byte) error {
	s := b.store
	if err := disk.MakeDir(s.dir); err != nil {
		return err
	}
	s.last++
	name := fmt.Sprintf("vectors-%06d-%s.vbv", s.last, g.name)
	if err := disk.Write(filepath.Join(s.dir, name), g.writer(table)); err != nil {
		return err
	}
	return disk.SyncDir(s.dir)
}

// Abort gives up the generation; what was kept stays in the journal.
func (b *building) Abort() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.done {
		return nil
	}
	b.done = true
	b.store.mu.Lock()
	defer b.store.mu.Unlock()
	b.store.building = false
	var err error
	if b.journal != nil {
		err = b.journal.close()
	} else {
		// Without files what was kept is in memory, and stays there.
		b.store.salvaged[b.model] = b.kept
	}
	b.release()
	return err
}

// release lets go of the memory that a finished generation has no use for.
func (b *building) release() {
	b.kept, b.written, b.earlier, b.entries, b.ids, b.headerOf = nil, nil, nil, nil, nil, nil
}
