package chromem

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"verbatim/retrieval"
	"verbatim/retrieval/internal/disk"
	"verbatim/retrieval/internal/pack"
)

// building is a generation in the making: see retrieval.Generation.
type building struct {
	store *Store
	model string

	mu      sync.Mutex
	done    bool
	dims    int // of the vectors; 0 until there is one
	found   keyMap
	keys    keyList     // by number, as found has them
	sources []source    // by number: where the vector is
	memory  [][]float32 // vectors that lie in no file
	journal *journal    // nil: nothing is written
	unsaved error       // why the journal could not be written

	entries                        // whose vectors are the numbers of their keys
	put      map[[16]byte]struct{} // hashes of the IDs
	headerOf map[string]int32
}

// source tells where a vector is.
type source struct {
	from *generation // an earlier one; nil: the journal, or memory
	at   int64       // its number there, the place of its record, or from the end of memory -1, -2...
}

var errDone = errors.New("this generation was committed or aborted already")

// know notes where a vector is, unless that is known.
func (b *building) know(key string, s source) {
	if !b.holds(key) {
		b.found.set(key, b.keys.add(key))
		b.sources = append(b.sources, s)
	}
}

// remember holds a vector in memory.
func (b *building) remember(key string, v []float32) {
	b.memory = append(b.memory, v)
	b.know(key, source{at: -int64(len(b.memory))})
}

// reuse takes the vectors of an earlier generation, if it is of the same model.
func (b *building) reuse(g *generation) {
	if g.model != b.model || g.keys.len() == 0 || g.dims != b.dims {
		return
	}
	b.keys.grow(max(0, g.keys.len()-b.keys.len()))
	for n := range g.keys.len() {
		b.know(g.keys.at(int32(n)), source{from: g, at: int64(n)})
	}
}

// holds tells whether a vector is held under a key.
func (b *building) holds(key string) bool {
	_, ok := b.found.get(key)
	return ok
}

// reading gives the vectors of a building one by one. What it gave is valid
// until it is asked again.
type reading struct {
	b  *building
	of map[*generation]*window
}

func (b *building) reading() *reading { return &reading{b, map[*generation]*window{}} }

// vector gives the vector under the key of that number.
func (r *reading) vector(n int32) ([]float32, error) {
	s := r.b.sources[n]
	switch {
	case s.from != nil:
		return r.earlier(s.from, int32(s.at))
	case s.at < 0:
		return r.b.memory[-s.at-1], nil
	}
	return r.b.journal.read(s.at, r.b.keys.at(n), r.b.dims)
}

// earlier gives a vector of an earlier generation, where those that follow are
// likely to be wanted next.
func (r *reading) earlier(g *generation, n int32) ([]float32, error) {
	w := r.of[g]
	if w == nil {
		w = g.vectors.window()
		r.of[g] = w
	}
	if n == w.to {
		if err := w.open(n, min(n+w.most(), int32(g.keys.len()))); err != nil {
			return nil, err
		}
	}
	return w.vector(n)
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
		b.remember(key, v)
		return nil
	}
	if err := b.toJournal(key, v); err != nil {
		b.remember(key, v)
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
		b.know(key, source{at: at})
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
	here := map[[16]byte]struct{}{}
	for _, e := range entries {
		name := hashOf(e.ID)
		_, before := b.put[name]
		_, now := here[name]
		switch {
		case e.ID == "":
			return errors.New("an entry without an ID cannot be put")
		case before || now:
			return fmt.Errorf("the entry %q was put already", e.ID)
		case e.Key == "":
			return fmt.Errorf("the entry %q has no key", e.ID)
		}
		here[name] = struct{}{}
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
	maps.Copy(b.put, here)
	for _, e := range entries {
		n, _ := b.found.get(e.Key)
		header := b.header(e.Headers)
		b.rows = append(b.rows, row{b.newID(e.ID, header), n, header})
	}
	return nil
}

// hashOf stands for an ID where only sameness counts.
func hashOf(id string) [16]byte {
	sum := sha256.Sum256([]byte(id))
	return [16]byte(sum[:])
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
	g, order := b.generation()
	sums, err := b.sums(order)
	if err != nil {
		return err
	}
	table, err := g.table(sums)
	if err != nil {
		return err
	}
	g.name = table.name()
	s := b.store
	s.mu.Lock()
	defer s.mu.Unlock()
	saved, err := b.finish(g, table, order)
	if err != nil {
		return err
	}
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

// generation makes a generation of the entries, all but its vectors, and gives
// the numbers of these in their order.
func (b *building) generation() (*generation, []int32) {
	g := &generation{model: b.model, dims: b.dims, entries: entries{slices.Clone(b.rows), b.headers, b.odd}}
	g.sort()
	at := make([]int32, b.keys.len()) // by number: the vector's place, counted from 1
	order := make([]int32, 0, min(len(g.rows), b.keys.len()))
	g.keys.grow(cap(order))
	for i, r := range g.rows {
		if at[r.vector] == 0 {
			g.keys.add(b.keys.at(r.vector))
			order = append(order, r.vector)
			at[r.vector] = int32(len(order))
		}
		g.rows[i].vector = at[r.vector] - 1
	}
	if len(order) == 0 {
		g.dims = 0
	}
	g.vectors.dims = g.dims
	return g, order
}

// sums gives the checksums of vectors.
func (b *building) sums(order []int32) ([]uint32, error) {
	sums, r := make([]uint32, len(order)), b.reading()
	var buf []byte
	for i, n := range order {
		v, err := r.vector(n)
		if err != nil {
			return nil, err
		}
		buf = appendVector(buf[:0], v)
		sums[i] = crc32.Checksum(buf, castagnoli)
	}
	return sums, nil
}

// finish writes the generation's file and gives the generation its vectors: in
// that file, where they are many. What cannot be written is held in memory, and
// saved tells why.
func (b *building) finish(g *generation, t table, order []int32) (saved, err error) {
	var path string
	if b.store.dir != "" {
		if path, err = b.saveFile(g, t, order); err != nil {
			saved = &retrieval.NotSavedError{Dir: b.store.dir, Err: err}
		}
	}
	if err := b.give(g, path, int64(vectorFront)+t.size, order); err != nil {
		return nil, err
	}
	switch {
	case b.store.dir == "":
	case saved != nil:
		b.journal.close()
	default:
		b.tidy()
	}
	return saved, nil
}

// give gives the generation its vectors, of which path is the file if they were
// written to one.
func (b *building) give(g *generation, path string, start int64, order []int32) error {
	if path != "" && len(g.rows) >= b.store.scan {
		f, err := disk.Open(path)
		if err == nil {
			g.vectors.file, g.vectors.start = f, start
			return nil
		}
		b.store.log.Warn("the vectors are held in memory, as their file cannot be opened", "why", err)
	}
	r := b.reading()
	g.vectors.arena = make([]float32, 0, len(order)*g.dims)
	for _, n := range order {
		v, err := r.vector(n)
		if err != nil {
			return err
		}
		g.vectors.arena = append(g.vectors.arena, v...)
	}
	if len(g.rows) < b.store.scan {
		return g.hold()
	}
	return nil
}

// saveFile writes the generation's file and gives its path.
func (b *building) saveFile(g *generation, t table, order []int32) (string, error) {
	s := b.store
	if err := disk.MakeDir(s.dir); err != nil {
		return "", err
	}
	s.last++
	path := filepath.Join(s.dir, fmt.Sprintf("vectors-%06d-%s.vbv", s.last, g.name))
	r := b.reading()
	err := disk.Write(path, func(out io.Writer) error {
		return writeFile(out, t, len(order), func(i int) ([]float32, error) { return r.vector(order[i]) })
	})
	if err == nil {
		err = disk.SyncDir(s.dir)
	}
	if err != nil {
		return "", err
	}
	return path, nil
}

// tidy sets damaged files aside and removes the journals, now that the
// generation's file is written: the vectors are on the disk at every moment. The
// files of earlier generations stay until Prune.
func (b *building) tidy() {
	s := b.store
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
		b.store.salvaged[b.model] = b.kept()
	}
	b.release()
	return err
}

// kept gives the vectors that lie in no file, by key.
func (b *building) kept() map[string][]float32 {
	out := map[string][]float32{}
	for n, s := range b.sources {
		if s.from == nil && s.at < 0 {
			out[b.keys.at(int32(n))] = b.memory[-s.at-1]
		}
	}
	return out
}

// release lets go of the memory that a finished generation has no use for.
func (b *building) release() {
	b.found, b.keys, b.entries = keyMap{}, keyList{}, entries{}
	b.sources, b.memory, b.put, b.headerOf = nil, nil, nil, nil
}
