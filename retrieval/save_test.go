package retrieval

import (
	"bytes"
	"errors"
	"strings"
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

// A passage is what it was before it was laid down, and is found by its ID.
func TestSpans(t *testing.T) {
	x := &Index{}
	var want []corpus.Passage
	for _, id := range []string{"a", "a#b", "a.1"} {
		st := &corpus.Statement{ID: id, Text: "I. Law\n\n13. It applies. It applies. No more."}
		x.statements, x.headers = append(x.statements, st), append(x.headers, Headers{})
		for _, p := range []corpus.Passage{
			{Statement: st, End: 24, Paragraph: "13"}, {Statement: st, Start: 24, End: 36, Ordinal: 1, Paragraph: "13", Heading: corpus.Span{Start: 3, End: 6}},
			{Statement: st, Start: 36, End: 44, Ordinal: 3},
		} {
			x.addPassage(p, len(x.statements)-1, wordsOf(p), vectorKey("m", p.Embedded()))
			want = append(want, p)
		}
	}
	x.assemble()
	for i, p := range want {
		if got := x.passage(int32(i)); got != p || x.id(int32(i)) != p.ID() {
			t.Errorf("passage %d came back as %+v, %s, not %+v, %s", i, got, x.id(int32(i)), p, p.ID())
		}
		if got, ok := x.PassageOf(p.ID(), Filter{}); !ok || got != p {
			t.Errorf("%s is not found", p.ID())
		}
	}
	for _, id := range []string{"", "#", "a", "a#", "a#.0", want[0].ID() + "1", "b" + want[0].ID(), strings.Replace(want[0].ID(), ".0", ".1", 1), strings.Replace(want[0].ID(), ".0", ".00", 1)} {
		if p, ok := x.PassageOf(id, Filter{}); ok {
			t.Errorf("%q finds %s", id, p.ID())
		}
	}
}

func FuzzUnpackStatements(f *testing.F) {
	x := &Index{}
	s := &corpus.Statement{ID: "a", Text: "International law applies. It does."}
	x.statements = []*corpus.Statement{s}
	x.headers = []Headers{{Voices: []string{"RU"}}}
	for _, p := range []corpus.Passage{{Statement: s, Start: 0, End: 27, Paragraph: "7"}, {Statement: s, Start: 27, End: 35, Ordinal: 1, Heading: corpus.Span{Start: 2, End: 9}}} {
		x.addPassage(p, 0, wordsOf(p), vectorKey("m", p.Embedded()))
	}
	x.assemble()
	var packed bytes.Buffer
	if err := x.packStatements(&packed); err != nil {
		f.Fatal(err)
	}
	data := packed.Bytes()
	f.Add(data)
	f.Add([]byte(statementsMagic + "\x01\x02{}\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x := &Index{}
		if err := x.unpackStatements(bytes.NewReader(data), int64(len(data)), [...]string{"", string(data)}[len(data)%2]); err != nil {
			if !errors.Is(err, errDamaged) {
				t.Fatal(err)
			}
			return
		}
		for i := range x.spans {
			p := x.passage(int32(i))
			if p.Start < 0 || p.End < p.Start || p.End > len(p.Statement.Text) || p.Heading.End > p.Start || p.Heading.Len() < 0 {
				t.Fatalf("passage %d is %d to %d of %d", i, p.Start, p.End, len(p.Statement.Text))
			}
		}
	})
}
