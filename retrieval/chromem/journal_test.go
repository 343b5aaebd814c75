package chromem

import (
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"verbatim/retrieval"
)

// What was kept lies in the journal alone until the generation is committed,
// comes back as it was to the last bit, and is refused where another wrote there.
func TestKeptInTheJournal(t *testing.T) {
	for _, changed := range []bool{false, true} {
		dir := t.TempDir()
		s := openStore(t, dir)
		g, err := s.Begin(t.Context(), "m")
		if err != nil {
			t.Fatal(err)
		}
		var entries []retrieval.Entry
		want := map[string][]float32{}
		for i := range 20 {
			key, angle := "key"+strconv.Itoa(i), 0.1+float64(i)
			v := []float32{float32(math.Cos(angle)), float32(math.Sin(angle)), 0}
			if err := g.Keep(t.Context(), key, v); err != nil {
				t.Fatal(err)
			}
			if want[key], err = unit(v); err != nil {
				t.Fatal(err)
			}
			entries = append(entries, retrieval.Entry{ID: "p" + strconv.Itoa(i), Key: key})
		}
		if n := len(g.(*building).memory); n != 0 {
			t.Errorf("%d vectors are held in memory beside the journal", n)
		}
		if err := g.Put(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
		if changed {
			f, err := os.OpenFile(only(t, dir, "journal-*.vbj"), os.O_WRONLY, 0)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.WriteAt([]byte{0xff}, int64(journalFront+recordFront+8)); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
		if err := g.Commit(t.Context()); changed != (err != nil) {
			t.Fatalf("journal changed: %v; commit: %v", changed, err)
		}
		if changed {
			if s.current.Load() != nil {
				t.Error("a generation was committed from a journal that was changed")
			}
			continue
		}
		held := s.current.Load()
		for n := range int32(held.keys.len()) {
			if key := held.keys.at(n); !slices.Equal(held.vectors.at(n), want[key]) {
				t.Errorf("%s came back as another", key)
			}
		}
	}
}
