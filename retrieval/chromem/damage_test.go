package chromem

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/internal/disk"
	"verbatim/retrieval/internal/pack"
)

func only(t *testing.T, dir, pattern string) string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(paths) != 1 {
		t.Fatalf("%s in the folder: %q (%v)", pattern, paths, err)
	}
	return paths[0]
}

// Whatever byte of a generation's file changes or is missing, the file is found
// out, and the vectors in it that are good are used.
func TestDamagedFile(t *testing.T) {
	const n = 50
	damages := map[string]func(b []byte) ([]byte, int){ // gives how many vectors are still good
		"magic":         func(b []byte) ([]byte, int) { b[0] ^= 1; return b, 0 },
		"table length":  func(b []byte) ([]byte, int) { b[9] ^= 1; return b, 0 },
		"table":         func(b []byte) ([]byte, int) { b[200] ^= 1; return b, 0 },
		"one vector":    func(b []byte) ([]byte, int) { b[len(b)-3] ^= 0x80; return b, n - 1 },
		"last byte":     func(b []byte) ([]byte, int) { return b[:len(b)-1], n - 1 },
		"half of them":  func(b []byte) ([]byte, int) { return b[:len(b)-4*8*25-1], 24 },
		"half a table":  func(b []byte) ([]byte, int) { return b[:300], 0 },
		"nothing left":  func(b []byte) ([]byte, int) { return nil, 0 },
		"one too many":  func(b []byte) ([]byte, int) { return append(b, 0), n },
		"another's":     func(b []byte) ([]byte, int) { return bytes.Repeat([]byte("x"), len(b)), 0 },
		"zeroes":        func(b []byte) ([]byte, int) { return make([]byte, len(b)), 0 },
		"tail of zeros": func(b []byte) ([]byte, int) { clear(b[len(b)-4*8*10:]); return b, n - 10 },
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			fill(t, openStore(t, dir), n, 8)
			path := only(t, dir, "vectors-*.vbv")
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			bytes, good := damage(slices.Clone(whole))
			if err := os.WriteFile(path, bytes, 0o644); err != nil {
				t.Fatal(err)
			}
			var log strings.Builder
			s, err := Open(dir, slog.New(slog.NewTextHandler(&log, nil)))
			if err != nil {
				t.Fatal(err)
			}
			if _, name, err := s.Version(t.Context(), ""); name != "" || err != nil {
				t.Errorf("a damaged generation is in use (%v)", err)
			}
			if !strings.Contains(log.String(), filepath.Base(path)) {
				t.Errorf("the log does not name the file: %s", &log)
			}
			if got := countHeld(t, s, n); got != good {
				t.Errorf("%d vectors of the damaged file are used, want %d", got, good)
			}
			fill(t, s, n, 8)
			if _, err := os.Stat(path + disk.Damaged); err != nil {
				t.Errorf("the damaged file was not set aside: %v", err)
			}
			if s = openStore(t, dir); s.current.Load() == nil || countHeld(t, s, n) != n {
				t.Error("the store was not whole again")
			}
		})
	}
}

func countHeld(t *testing.T, s *Store, n int) (held int) {
	t.Helper()
	g, err := s.Begin(t.Context(), "random")
	if err != nil {
		t.Fatal(err)
	}
	defer g.Abort()
	for i := range n {
		if ok, err := g.Has(t.Context(), fmt.Sprintf("%064x", i)); err != nil {
			t.Fatal(err)
		} else if ok {
			held++
		}
	}
	return held
}

// A flipped bit anywhere in the file never goes unseen.
func TestEveryBitCounts(t *testing.T) {
	dir := t.TempDir()
	fill(t, openStore(t, dir), 3, 4)
	path := only(t, dir, "vectors-*.vbv")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(dir, "copy")
	for i := range whole {
		b := slices.Clone(whole)
		b[i] ^= 1 << (i % 8)
		if err := os.WriteFile(other, b, 0o644); err != nil {
			t.Fatal(err)
		}
		var damaged *damagedError
		if _, err := readGeneration(other, i%2*scanFrom); !errors.As(err, &damaged) {
			t.Fatalf("bit %d of byte %d of %d was flipped: %v", i%8, i, len(whole), err)
		}
	}
}

// An older generation that is whole is used where the newest is damaged.
func TestOlderGeneration(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	fill(t, s, 20, 8)
	_, older, _ := s.Version(t.Context(), "")
	fill(t, s, 30, 8)
	paths, _ := filepath.Glob(filepath.Join(dir, "vectors-*.vbv"))
	if len(paths) != 2 {
		t.Fatalf("the folder holds %q, want two generations until one is pruned", paths)
	}
	s = openStore(t, dir)
	if g, name, err := s.Version(t.Context(), older); g == nil || name != older || err != nil {
		t.Fatalf("the generation before the last is gone: %v", err)
	}
	if err := os.Truncate(slices.Max(paths), 1000); err != nil {
		t.Fatal(err)
	}
	s = openStore(t, dir)
	if _, name, _ := s.Version(t.Context(), ""); name != older {
		t.Errorf("generation %q is in use, want the one that is whole, %q", name, older)
	}
	if g, _, _ := s.Version(t.Context(), "no such name"); g != nil {
		t.Error("a generation of a name that there is not")
	}
}

func TestPrune(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	for n := 10; n < 40; n += 10 {
		fill(t, s, n, 8)
	}
	for _, name := range []string{"vectors-000009-00000000000000000000000000000000.vbv.tmp", "mine.txt", "other.tmp"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Prune(t.Context(), "no such name"); err == nil {
		t.Error("everything was pruned")
	}
	_, name, _ := s.Version(t.Context(), "")
	if err := s.Prune(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	if path := only(t, dir, "vectors-*"); !strings.Contains(path, name) {
		t.Errorf("%s is left, want generation %s", path, name)
	}
	only(t, dir, "mine.txt") // files that are not ours stay
	only(t, dir, "other.tmp")
}

func journalWith(t *testing.T, vectors int) []byte {
	t.Helper()
	dir := t.TempDir()
	g, err := openStore(t, dir).Begin(t.Context(), "random")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(7, 8))
	for i := range vectors {
		if err := g.Keep(t.Context(), fmt.Sprintf("%064x", i), randomUnit(random, 8)); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(only(t, dir, "journal-*.vbj"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// journalled gives the vectors of a journal's bytes, and the place after the last.
func journalled(data []byte, model string) (kept map[string][]float32, whole int) {
	at, err := readJournal(bytes.NewReader(data), int64(len(data)), model, func(key string, v []float32, _ int64) {
		if kept == nil {
			kept = map[string][]float32{}
		}
		kept[key] = slices.Clone(v)
	})
	if err != nil {
		panic(err) // bytes can be read
	}
	return kept, int(at)
}

// Cut anywhere, a journal gives the vectors before the cut, and goes on after
// it.
func TestTornJournal(t *testing.T) {
	whole := journalWith(t, 5)
	record := (len(whole) - journalFront) / 5
	for cut := range whole {
		want := max(0, (cut-journalFront)/record)
		kept, at := journalled(whole[:cut], "random")
		if len(kept) != want || cut >= journalFront && at != journalFront+want*record {
			t.Fatalf("%d of %d bytes give %d vectors up to %d, want %d", cut, len(whole), len(kept), at, want)
		}
	}
	dir := t.TempDir()
	path := filepath.Join(dir, journalName("random"))
	for _, cut := range []int{0, 5, journalFront, journalFront + 1, journalFront + record + 9, len(whole) - 1, len(whole)} {
		if err := os.WriteFile(path, whole[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		g, err := openStore(t, dir).Begin(t.Context(), "random")
		if err != nil {
			t.Fatal(err)
		}
		if err := g.Keep(t.Context(), "new", randomUnit(rand.New(rand.NewPCG(7, 8)), 8)); err != nil {
			t.Fatal(err)
		}
		if err := g.Abort(); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		kept, at := journalled(b, "random")
		if want := max(0, (cut-journalFront)/record) + 1; len(kept) != want || at != len(b) || kept["new"] == nil {
			t.Errorf("after a cut at %d and another vector the journal holds %d up to %d of %d, want %d", cut, len(kept), at, len(b), want)
		}
	}
}

// One damaged record costs one vector.
func TestDamagedJournal(t *testing.T) {
	whole := journalWith(t, 5)
	record := (len(whole) - journalFront) / 5
	b := slices.Clone(whole)
	b[journalFront+record+20] ^= 4
	if kept, at := journalled(b, "random"); len(kept) != 4 || at != len(b) {
		t.Errorf("%d vectors up to %d of %d, want 4 up to the end", len(kept), at, len(b))
	}
	if kept, at := journalled(whole, "another"); kept != nil || at != 0 {
		t.Error("the journal of one model was taken for another's")
	}
}

func FuzzJournal(f *testing.F) {
	f.Add(journalStart("m"), "m")
	f.Add([]byte("\x0b\x00\x00\x00\x00\x00\x00\x00\x01\x00k\x00\x00\x80\x3f"), "m")
	f.Fuzz(func(t *testing.T, data []byte, model string) {
		kept, whole := journalled(data, model)
		if whole > len(data) || len(kept)*12 > len(data) {
			t.Fatalf("%d vectors up to %d of %d bytes", len(kept), whole, len(data))
		}
		// As a tail behind the right front it harms nothing before it.
		again, _ := journalled(append(journalStart(model), data...), model)
		for key, v := range again {
			if _, err := lengthOf(v); err != nil || key == "" {
				t.Fatalf("the vector under %q: %v", key, err)
			}
		}
	})
}

func FuzzGeneration(f *testing.F) {
	f.Add([]byte("vectors"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, table []byte) {
		g := &generation{}
		sums, err := g.unpack(pack.NewReader(table), true)
		if err != nil {
			return
		}
		// A table with a good checksum and nothing behind it.
		var b bytes.Buffer
		whole := tableOf(t, table)
		if err := writeFile(&b, whole, 0, nil); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "generation")
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if g, err := readGeneration(path, scanFrom); err == nil && (len(sums) > 0 || len(g.rows) > 0) {
			t.Fatal("a file without vectors was taken for whole")
		}
	})
}

// tableOf makes a table of bytes.
func tableOf(t *testing.T, data []byte) table {
	whole := table{write: func(to io.Writer) error {
		_, err := to.Write(data)
		return err
	}}
	if err := whole.measure(); err != nil {
		t.Fatal(err)
	}
	return whole
}

// What cannot be written is held in memory; what was written stays.
func TestDiskFails(t *testing.T) {
	for _, op := range []string{"mkdir", "create", "write", "sync", "rename", "syncdir"} {
		t.Run(op, func(t *testing.T) {
			dir := t.TempDir()
			s := openStore(t, dir)
			fill(t, s, 10, 8)
			_, older, _ := s.Version(t.Context(), "")
			restore := disk.Fail(func(o, path string) error {
				if o == op {
					return syscall.ENOSPC
				}
				return nil
			})
			defer restore()
			g, err := s.Begin(t.Context(), "random")
			if err != nil {
				t.Fatal(err)
			}
			random := rand.New(rand.NewPCG(9, 10))
			for i := range 20 {
				if err := g.Keep(t.Context(), fmt.Sprint(i), randomUnit(random, 8)); err != nil && !errors.Is(err, retrieval.ErrNotSaved) {
					t.Fatal(err)
				}
				if err := g.Put(t.Context(), []retrieval.Entry{{ID: fmt.Sprint("id", i), Key: fmt.Sprint(i)}}); err != nil {
					t.Fatal(err)
				}
			}
			err = g.Commit(t.Context())
			if !errors.Is(err, retrieval.ErrNotSaved) || !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space") {
				t.Errorf("Commit gave %v, want what failed and what to do", err)
			}
			hits, err := s.Search(t.Context(), randomUnit(random, 8), 100, retrieval.Filter{})
			if err != nil || len(hits) != 20 {
				t.Errorf("%d hits (%v), want the 20 in memory", len(hits), err)
			}
			restore()
			if tmp, _ := filepath.Glob(filepath.Join(dir, "*"+disk.Temporary)); len(tmp) > 0 {
				t.Errorf("left behind: %q", tmp)
			}
			again := openStore(t, dir)
			if g, _, err := again.Version(t.Context(), older); g == nil || err != nil {
				t.Errorf("the generation before is gone: %v", err)
			}
		})
	}
}
