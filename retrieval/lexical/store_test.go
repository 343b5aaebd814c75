package lexical

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"testing"
)

func written(t testing.TB, docs []Doc) []byte {
	t.Helper()
	var b bytes.Buffer
	n, err := Build(docs).WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("wrote %d of %d bytes: %v", n, b.Len(), err)
	}
	return b.Bytes()
}

// sealed puts the right checksum under a changed file.
func sealed(b []byte) []byte {
	b = slices.Clone(b)
	if len(b) >= 4 {
		body := b[:len(b)-4]
		binary.LittleEndian.PutUint32(b[len(b)-4:], crc32.Checksum(body, castagnoli))
	}
	return b
}

func TestRoundTrip(t *testing.T) {
	repeated := Doc{"again again again", "en"}
	for range 9 {
		repeated.Text += " " + repeated.Text
	}
	for name, docs := range map[string][]Doc{
		"none":     nil,
		"empty":    {{"", "en"}, {"the", "en"}},
		"some":     {{"International law", "en"}, {"Право", "ru"}, {"网络主权", "zh"}},
		"repeated": {repeated, {"again", "en"}},
		"many":     randomDocs(700, 11),
	} {
		want := Build(docs)
		raw := written(t, docs)
		got, err := Read(raw)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Len() != want.Len() {
			t.Errorf("%s: %d documents, want %d", name, got.Len(), want.Len())
		}
		for _, q := range []string{"w0x w7x", "w333x", "again", "international law", "主权"} {
			if a, b := got.Search(q, "en", 50, nil), want.Search(q, "en", 50, nil); !slices.Equal(a, b) {
				t.Errorf("%s: %q finds %v, before it was written %v", name, q, a, b)
			}
		}
		var again bytes.Buffer
		got.WriteTo(&again)
		if !bytes.Equal(again.Bytes(), raw) {
			t.Errorf("%s: written again, it differs", name)
		}
	}
}

// TestDamage: every byte changed and every length cut is noticed, as damage or
// as another version.
func TestDamage(t *testing.T) {
	raw := written(t, []Doc{{"International law applies", "en"}, {"Право", "ru"}})
	for n := range raw {
		if _, err := Read(raw[:n]); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
		b := slices.Clone(raw)
		b[n] ^= 0x41
		if _, err := Read(b); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("byte %d changed: %v", n, err)
		}
		b = sealed(b)
		if x, err := Read(b); err == nil {
			x.Search("international law Право", "en", 3, nil) // whole but other: it must hold
		} else if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrVersion) {
			t.Fatalf("byte %d changed and sealed: %v", n, err)
		}
	}
	if _, err := Read(append(slices.Clone(raw), 0)); !errors.Is(err, ErrCorrupt) {
		t.Errorf("a byte more: %v", err)
	}
}

func TestVersions(t *testing.T) {
	raw := written(t, []Doc{{"law", "en"}})
	for _, at := range []int{8, 12} {
		b := slices.Clone(raw)
		b[at]++
		if _, err := Read(sealed(b)); !errors.Is(err, ErrVersion) {
			t.Errorf("another version at %d: %v", at, err)
		}
	}
}

type failing struct{ left int }

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("no space left on device")
	}
	return len(p), nil
}

func TestFullDisk(t *testing.T) {
	x := Build([]Doc{{"international law", "en"}})
	whole := len(written(t, []Doc{{"international law", "en"}}))
	for n := range whole {
		if _, err := x.WriteTo(&failing{n}); err == nil {
			t.Fatalf("no error with room for %d of %d bytes", n, whole)
		}
	}
}
