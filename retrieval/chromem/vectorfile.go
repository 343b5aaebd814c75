package chromem

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
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

// table packs all of a generation but its vectors.
func (g *generation) table() []byte {
	var w pack.Writer
	w.String(g.model)
	w.Uint(uint64(g.dims))
	w.Strings(g.keys)
	var b []byte
	for i := range g.keys {
		b = appendVector(b[:0], g.vector(int32(i)))
		w.Uint32(crc32.Checksum(b, castagnoli))
	}
	w.Uint(uint64(len(g.headers)))
	for _, h := range g.headers {
		packHeaders(&w, h)
	}
	w.Uint(uint64(len(g.rows)))
	for _, r := range g.rows {
		w.String(r.id)
		w.Uint(uint64(r.vector))
		w.Uint(uint64(r.header))
	}
	return w.Bytes
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

// tableName gives a generation's name from its table.
func tableName(table []byte) string {
	sum := sha256.Sum256(table)
	return hex.EncodeToString(sum[:16])
}

// writer writes the generation's file, given its table.
func (g *generation) writer(table []byte) func(io.Writer) error {
	return func(out io.Writer) error { return g.write(out, table) }
}

func (g *generation) write(out io.Writer, table []byte) error {
	sum := sha256.Sum256(table)
	front := append([]byte(vectorMagic), 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(front[len(vectorMagic):], uint32(len(table)))
	for _, b := range [][]byte{front, sum[:], table} {
		if _, err := out.Write(b); err != nil {
			return err
		}
	}
	var b []byte
	for i := range g.keys {
		b = appendVector(b[:0], g.vector(int32(i)))
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

// readGeneration reads a generation's file whole and checks all of it. Of a
// damaged one it gives a damagedError with what is still good.
func readGeneration(path string) (*generation, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	in := bufio.NewReaderSize(f, 1<<20)
	table, scopes, err := readTable(in, info.Size())
	if err != nil {
		return nil, err
	}
	g := &generation{name: tableName(table)}
	sums, err := g.unpack(table, scopes)
	if err != nil {
		return nil, &damagedError{what: err.Error()}
	}
	if err := g.readVectors(in, sums, info.Size()-int64(vectorFront)-int64(len(table))); err != nil {
		return nil, err
	}
	return newGeneration(g.name, g.model, g.dims, g.rows, g.keys, g.headers, g.arena)
}

// readTable reads a file's front and table, and checks them. It tells whether the
// headers in the table have scopes.
func readTable(in io.Reader, size int64) (table []byte, scopes bool, err error) {
	front := make([]byte, vectorFront)
	if _, err := io.ReadFull(in, front); err != nil {
		return nil, false, &damagedError{what: "the file ends too early"}
	}
	length := int64(binary.LittleEndian.Uint32(front[len(vectorMagic):]))
	scopes = strings.HasPrefix(string(front), vectorMagic)
	if !scopes && !strings.HasPrefix(string(front), vectorMagicFirst) || length > size-int64(vectorFront) {
		return nil, false, &damagedError{what: "the file does not begin as it should"}
	}
	table = make([]byte, length)
	if _, err := io.ReadFull(in, table); err != nil {
		return nil, false, fmt.Errorf("reading the table: %w", err)
	}
	if sum := sha256.Sum256(table); string(sum[:]) != string(front[len(vectorMagic)+4:]) {
		return nil, false, &damagedError{what: "the table's checksum is wrong"}
	}
	return table, scopes, nil
}

// unpack fills the generation from its table and gives the vectors' checksums.
func (g *generation) unpack(table []byte, scopes bool) (sums []uint32, err error) {
	r := pack.NewReader(table)
	g.model = r.String()
	g.dims = int(min(r.Uint(), 1<<20))
	g.keys = r.Strings()
	sums = make([]uint32, len(g.keys))
	for i := range sums {
		sums[i] = r.Uint32()
	}
	g.headers = make([]retrieval.Headers, r.Count(8))
	for i := range g.headers {
		g.headers[i] = unpackHeaders(r, scopes)
	}
	g.rows = make([]row, r.Count(3))
	for i := range g.rows {
		g.rows[i] = row{r.String(), int32(r.Index(len(g.keys))), int32(r.Index(len(g.headers)))}
	}
	return sums, r.Done()
}

// readVectors fills the arena from what is left of the file, which is size
// bytes, and checks each vector.
func (g *generation) readVectors(in io.Reader, sums []uint32, size int64) error {
	if g.dims == 0 && len(sums) > 0 {
		return &damagedError{what: "its vectors have no numbers"}
	}
	whole := int64(len(sums)) * 4 * int64(g.dims)
	held := len(sums)
	if size < whole {
		held = int(size / 4 / int64(g.dims))
	}
	g.arena = make([]float32, held*g.dims)
	good := make([]bool, held)
	bad := len(sums) - held
	b := make([]byte, 4*g.dims)
	for i := range held {
		_, err := io.ReadFull(in, b)
		if good[i] = err == nil && crc32.Checksum(b, castagnoli) == sums[i]; !good[i] {
			bad++
			continue
		}
		readVector(g.vector(int32(i)), b)
	}
	if bad == 0 && size == whole {
		return nil
	}
	damaged := &damagedError{
		what:  fmt.Sprintf("%d of %d vectors are damaged, and the file is %d bytes longer than it should be", bad, len(sums), size-whole),
		model: g.model, good: map[string][]float32{},
	}
	for i, ok := range good {
		if ok {
			damaged.good[g.keys[i]] = g.vector(int32(i))
		}
	}
	return damaged
}
