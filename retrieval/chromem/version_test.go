package chromem

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/internal/pack"
)

// firstVersion writes a generation as the first version of the program did,
// whose headers had no scope.
func firstVersion(t *testing.T, dir string, g *generation) {
	t.Helper()
	var w pack.Writer
	w.String(g.model)
	w.Uint(uint64(g.dims))
	var keys []string
	for i := range g.keys.len() {
		keys = append(keys, g.keys.at(int32(i)))
	}
	w.Strings(keys)
	var vectors []byte
	for i := range keys {
		b := appendVector(nil, g.vectors.at(int32(i)))
		w.Uint32(crc32.Checksum(b, castagnoli))
		vectors = append(vectors, b...)
	}
	w.Uint(uint64(len(g.headers)))
	for _, h := range g.headers {
		w.Strings(h.Voices)
		for _, s := range []string{h.Statement, h.Process, h.Language, h.Kind} {
			w.String(s)
		}
		w.Time(h.Date)
		w.Int(int(h.Grade))
	}
	w.Uint(uint64(len(g.rows)))
	for _, r := range g.rows {
		w.String(g.id(r))
		w.Uint(uint64(r.vector))
		w.Uint(uint64(r.header))
	}
	sum := sha256.Sum256(w.Bytes)
	file := append([]byte("VBVEC\x00\x01\n"), binary.LittleEndian.AppendUint32(nil, uint32(len(w.Bytes)))...)
	file = append(append(append(file, sum[:]...), w.Bytes...), vectors...)
	name := fmt.Sprintf("vectors-000001-%x.vbv", sum[:16])
	if err := os.WriteFile(filepath.Join(dir, name), file, 0o644); err != nil {
		t.Fatal(err)
	}
}

// A file of the first version is whole: all in it is shared, and its vectors
// need not be computed again.
func TestFirstVersion(t *testing.T) {
	made := openStore(t, "")
	fill(t, made, 40, 8)
	dir := t.TempDir()
	firstVersion(t, dir, made.current.Load())

	s, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	q := randomUnit(rand.New(rand.NewPCG(3, 4)), 8)
	if hits, err := s.Search(t.Context(), q, 100, retrieval.Filter{}); err != nil || len(hits) != 40 {
		t.Errorf("%d entries of 40 are found (%v)", len(hits), err)
	}
	if held := countHeld(t, s, 40); held != 40 {
		t.Errorf("%d vectors of 40 are used again", held)
	}
	fill(t, s, 40, 8)
	if damaged, _ := filepath.Glob(filepath.Join(dir, "*.damaged")); len(damaged) > 0 {
		t.Errorf("taken for damaged: %q", damaged)
	}
	_, name, err := s.Version(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Prune(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(only(t, dir, "vectors-*.vbv"))
	if err != nil || !strings.HasPrefix(string(b), vectorMagic) {
		t.Errorf("the file written begins %.8q (%v)", b, err)
	}
}
