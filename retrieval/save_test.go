package retrieval

import (
	"bytes"
	"errors"
	"testing"

	"verbatim/retrieval/corpus"
)

func TestUnsealEveryBit(t *testing.T) {
	m := manifest{Version: 1, Model: "m", Vectors: "v", Files: []libraryFile{{File: corpus.File{Path: "a.txt"}}}}
	data, err := m.seal()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := unseal(data); err != nil || got.Model != "m" || len(got.Files) != 1 {
		t.Fatalf("what was sealed came back as %+v (%v)", got, err)
	}
	for i := range data {
		for bit := range 8 {
			b := bytes.Clone(data)
			b[i] ^= 1 << bit
			if got, err := unseal(b); err == nil && got.Model != "m" || err != nil && !errors.Is(err, errDamaged) {
				t.Fatalf("bit %d of byte %d was flipped: %+v (%v)", bit, i, got, err)
			}
		}
	}
}

func FuzzUnseal(f *testing.F) {
	m := manifest{Version: 1, Model: "m"}
	data, err := m.seal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"SHA256":"","Index":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := unseal(data)
		if err != nil {
			if !errors.Is(err, errDamaged) {
				t.Fatal(err)
			}
			return
		}
		again, err := m.seal()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := unseal(again); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzUnpackStatements(f *testing.F) {
	x := &Index{}
	s := &corpus.Statement{ID: "a", Text: "International law applies. It does."}
	x.statements = []*corpus.Statement{s}
	x.headers = []Headers{{Voices: []string{"RU"}}}
	x.passages = []corpus.Passage{{Statement: s, Start: 0, End: 27}, {Statement: s, Start: 27, End: 35, Ordinal: 1}}
	x.owner, x.keys = []int32{0, 0}, []string{"00ff", "aa"}
	x.assemble()
	var packed bytes.Buffer
	if err := x.packStatements(&packed); err != nil {
		f.Fatal(err)
	}
	data := packed.Bytes()
	f.Add(data)
	f.Add([]byte(statementsMagic + "\x02[]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x := &Index{}
		if err := x.unpackStatements(string(data)); err != nil {
			if !errors.Is(err, errDamaged) {
				t.Fatal(err)
			}
			return
		}
		for i, p := range x.passages {
			if p.Start < 0 || p.End < p.Start || p.End > len(p.Statement.Text) || x.statements[x.owner[i]] != p.Statement {
				t.Fatalf("passage %d is %d to %d of %d", i, p.Start, p.End, len(p.Statement.Text))
			}
		}
	})
}
