package chromem

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"os"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/internal/disk"
	"verbatim/retrieval/internal/pack"
)

// The file of a generation:
//
//	8 bytes    vectorMagic
//	4 bytes    length of the table, little-endian
//	32 bytes   SHA-256 of the table
//	table      model, dimension, keys, a CRC-32C of each vector, headers, entries
//	vectors    dimension × 4 bytes each, little-endian float32, in the keys' order
//
// The generation's name is the beginning of the table's SHA-256, which covers
// the vectors through their CRCs. As each vector has its own, those of a
// damaged file that are still good are found out and kept.
//
// The magic holds the version. The first knew no scopes; all that it kept was
// shared. Files of that version are still read, so that their vectors need not
// be computed anew, and never written.
const (
	vectorMagic      = "VBVEC\x00\x02\n"
	vectorMagicFirst = "VBVEC\x00\x01\n"
)

const vectorFront = len(vectorMagic) + 4 + sha256.Size

// tableChunk is how much of a table is in memory at a time.
const tableChunk = 64 << 10

// pack writes all of a generation but its vectors, given their checksums.
func (g *generation) pack(to io.Writer, sums []uint32) error {
	var w pack.Writer
	w.String(g.model)
	w.Uint(uint64(g.dims))
	w.Uint(uint64(g.keys.len()))
	flush := func(least int) (err error) {
		if len(w.Bytes) >= least {
			_, err = to.Write(w.Bytes)
			w.Bytes = w.Bytes[:0]
		}
		return err
	}
	for i := range g.keys.len() {
		w.String(g.keys.at(int32(i)))
		if err := flush(tableChunk); err != nil {
			return err
		}
	}
	for _, sum := range sums {
		w.Uint32(sum)
		if err := flush(tableChunk); err != nil {
			return err
		}
	}
	w.Uint(uint64(len(g.headers)))
	for _, h := range g.headers {
		packHeaders(&w, h)
		if err := flush(tableChunk); err != nil {
			return err
		}
	}
	w.Uint(uint64(len(g.rows)))
	var id []byte
	for _, r := range g.rows {
		id = g.appendID(id[:0], r)
		w.Bytes = append(binary.AppendUvarint(w.Bytes, uint64(len(id))), id...)
		w.Uint(uint64(r.vector))
		w.Uint(uint64(r.header))
		if err := flush(tableChunk); err != nil {
			return err
		}
	}
	return flush(0)
}

// table is the table of a generation that is to be written.
type table struct {
	write func(io.Writer) error
	size  int64
	sum   [sha256.Size]byte
}

// table works out the table's size and checksum, from which the name comes. It
// is made again when it is written, and never in memory as a whole.
func (g *generation) table(sums []uint32) (table, error) {
	t := table{write: func(to io.Writer) error { return g.pack(to, sums) }}
	return t, t.measure()
}

func (t *table) measure() error {
	h := sha256.New()
	err := t.write(io.MultiWriter(h, counter{&t.size}))
	h.Sum(t.sum[:0])
	if err == nil && t.size > math.MaxUint32 {
		err = fmt.Errorf("a table of %d bytes is too large for a file of vectors", t.size)
	}
	return err
}

// name gives the name of the generation that has the table.
func (t *table) name() string { return hex.EncodeToString(t.sum[:16]) }

type counter struct{ n *int64 }

func (c counter) Write(p []byte) (int, error) {
	*c.n += int64(len(p))
	return len(p), nil
}

func packHeaders(w *pack.Writer, h retrieval.Headers) {
	w.Strings(h.Voices)
	for _, s := range []string{h.Statement, h.Process, h.Language, h.Kind, h.Scope} {
		w.String(s)
	}
	w.Time(h.Date)
	w.Int(int(h.Grade))
}

func unpackHeaders(r *pack.Reader, scopes bool) retrieval.Headers {
	h := retrieval.Headers{Voices: r.Strings()}
	for _, s := range []*string{&h.Statement, &h.Process, &h.Language, &h.Kind} {
		*s = r.String()
	}
	if scopes {
		h.Scope = r.String()
	}
	h.Date = r.Time()
	h.Grade = corpus.Grade(r.Int())
	return h
}

// writeFile writes a generation's file: its table, and the vectors that next
// gives one by one.
func writeFile(out io.Writer, t table, count int, next func(i int) ([]float32, error)) error {
	front := append([]byte(vectorMagic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(front[len(vectorMagic):], uint32(t.size))
	if _, err := out.Write(append(front, t.sum[:]...)); err != nil {
		return err
	}
	if err := t.write(out); err != nil {
		return err
	}
	var b []byte
	for i := range count {
		v, err := next(i)
		if err != nil {
			return err
		}
		b = appendVector(b[:0], v)
		if _, err := out.Write(b); err != nil {
			return err
		}
	}
	return nil
}

// damagedError says that a file is not what was written, and holds the vectors
// of it that are.
type damagedError struct {
	what  string
	model string
	good  map[string][]float32
}

func (e *damagedError) Error() string { return e.what }

// readGeneration checks all of a generation's file and reads it. The vectors of
// one with many entries, scan or more, stay in the file. Of a damaged one it gives
// a damagedError with what is still good.
func readGeneration(path string, scan int) (g *generation, err error) {
	f, err := disk.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if g == nil || g.vectors.file == nil {
			f.Close()
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	t, scopes, err := findTable(f, info.Size())
	if err != nil {
		return nil, err
	}
	g = &generation{name: t.name()}
	sums, err := g.unpack(pack.NewStreamReader(io.NewSectionReader(f, int64(vectorFront), t.size), t.size), scopes)
	if errors.Is(err, pack.ErrCorrupt) {
		return nil, &damagedError{what: err.Error()}
	} else if err != nil {
		return nil, err
	}
	g.vectors = vectors{dims: g.dims, start: int64(vectorFront) + t.size}
	if len(g.rows) >= scan {
		g.vectors.file = f
	}
	if err := g.readVectors(f, sums, info.Size()-g.vectors.start); err != nil {
		return nil, err
	}
	if g.vectors.file == nil {
		err = g.hold()
	}
	return g, err
}

// findTable reads a file's front and checks the table behind it. It tells
// whether the headers in the table have scopes.
func findTable(f *os.File, size int64) (t table, scopes bool, err error) {
	front := make([]byte, vectorFront)
	if _, err := f.ReadAt(front, 0); err == io.EOF {
		return t, false, &damagedError{what: "the file ends too early"}
	} else if err != nil {
		return t, false, err
	}
	t.size = int64(binary.LittleEndian.Uint32(front[len(vectorMagic):]))
	scopes = strings.HasPrefix(string(front), vectorMagic)
	if !scopes && !strings.HasPrefix(string(front), vectorMagicFirst) || t.size > size-int64(vectorFront) {
		return t, false, &damagedError{what: "the file does not begin as it should"}
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, int64(vectorFront), t.size)); err != nil {
		return t, false, fmt.Errorf("reading the table: %w", err)
	}
	if h.Sum(t.sum[:0]); string(t.sum[:]) != string(front[len(vectorMagic)+4:]) {
		return t, false, &damagedError{what: "the table's checksum is wrong"}
	}
	return t, scopes, nil
}

// unpack fills the generation from its table and gives the vectors' checksums.
func (g *generation) unpack(r *pack.Reader, scopes bool) (sums []uint32, err error) {
	g.model = r.String()
	g.dims = int(min(r.Uint(), 1<<20))
	n := r.Count(1 + 4)
	g.keys.grow(n)
	for range n {
		g.keys.add(r.String())
	}
	sums = make([]uint32, g.keys.len())
	for i := range sums {
		sums[i] = r.Uint32()
	}
	g.headers = make([]retrieval.Headers, r.Count(8))
	for i := range g.headers {
		g.headers[i] = unpackHeaders(r, scopes)
	}
	g.rows = make([]row, r.Count(3))
	for i := range g.rows {
		id := r.String()
		vector, header := int32(r.Index(g.keys.len())), int32(r.Index(len(g.headers)))
		if r.Err() != nil {
			return nil, r.Err()
		}
		g.rows[i] = row{g.newID(id, header), vector, header}
	}
	return sums, r.Done()
}

// readVectors checks the vectors at the end of the file, which are size bytes,
// and where they are to be in memory fills the arena.
func (g *generation) readVectors(f *os.File, sums []uint32, size int64) error {
	if g.dims == 0 && len(sums) > 0 {
		return &damagedError{what: "its vectors have no numbers"}
	}
	whole := int64(len(sums)) * 4 * int64(g.dims)
	held := len(sums)
	if size < whole {
		held = int(size / 4 / int64(g.dims))
	}
	inMemory := g.vectors.file == nil
	if inMemory {
		g.vectors.arena = make([]float32, held*g.dims)
	}
	in := bufio.NewReaderSize(io.NewSectionReader(f, g.vectors.start, size), 256<<10)
	good := make([]bool, held)
	bad := len(sums) - held
	b := make([]byte, 4*g.dims)
	for i := range held {
		_, err := io.ReadFull(in, b)
		if good[i] = err == nil && crc32.Checksum(b, castagnoli) == sums[i]; !good[i] {
			bad++
		} else if inMemory {
			readVector(g.vectors.at(int32(i)), b)
		}
	}
	if bad == 0 && size == whole {
		return nil
	}
	damaged := &damagedError{
		what:  fmt.Sprintf("%d of %d vectors are damaged, and the file is %d bytes longer than it should be", bad, len(sums), size-whole),
		model: g.model, good: map[string][]float32{},
	}
	w := vectors{dims: g.dims, file: f, start: g.vectors.start}
	for i, ok := range good {
		if v := make([]float32, g.dims); ok {
			if err := w.read(v, int32(i)); err == nil {
				damaged.good[g.keys.at(int32(i))] = v
			}
		}
	}
	return damaged
}
