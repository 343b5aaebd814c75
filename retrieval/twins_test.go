package retrieval_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

const brazil = "Statement by the delegation of Brazil\n\n7 March 2023\n\nMr. Chair,\n\nBrazil believes that capacity-building in the use of information technologies should be demand-driven, politically neutral and sustainable, and that it must respect the sovereignty of every State that receives it.\n\nWe support the proposal to establish a permanent mechanism under the auspices of the United Nations, and Brazil can accept a yearly meeting of 5 days.\n\nThank you.\n"

// What a folder holds twice is one statement in every count and search, and its
// files stay what they are.
func TestHeldTwice(t *testing.T) {
	s := newSetup(t, 1)
	s.library.file(t, "a.txt", brazil)
	s.library.file(t, "b.txt", "Permanent Mission\n\n"+brazil)
	s.library.file(t, "b.toml", "url = \"https://example.org/b\"\n")
	x, report := s.sync(t)
	if report.Read != 3 || report.Copies != 1 {
		t.Fatalf("%+v", report)
	}
	one := x.Statement("a")
	if one == nil || one.CopyOf != "" || !slices.Equal(one.CopyFiles(), []string{"b.txt"}) || !slices.Equal(one.Elsewhere(), []string{"https://example.org/b"}) || len(one.Doubts) > 0 {
		t.Fatalf("%+v", one)
	}
	brazilian := retrieval.Filter{AnyVoice: []string{"BR"}}
	if h := x.Held(brazilian); h.Statements != 1 || h.Passages != len(x.Passages(brazilian)) || len(x.StatementsOf(brazilian)) != 1 {
		t.Errorf("held: %+v", h)
	}
	if hits := found(t, x, retrieval.Query{Text: "permanent mechanism of 5 days", Filter: brazilian}, 9); !slices.Equal(hits, []string{"a"}) {
		t.Errorf("found: %s", hits)
	}
	if all := x.Exact("permanent mechanism", retrieval.Filter{}); len(all) != 1 {
		t.Errorf("%d places", len(all))
	}
	copied := x.Statement("b") // named, it is there
	if copied == nil || copied.CopyOf != "a" || len(x.Passages(retrieval.Filter{Statements: []string{"b"}})) == 0 || len(x.From("", "test")) != 3 {
		t.Errorf("%+v", copied)
	}
	again, report := s.sync(t)
	if report.Reused != 3 || report.Embedded != 0 || report.Copies != 1 || report.Added != 0 || len(again.StatementsOf(brazilian)) != 1 {
		t.Errorf("again: %+v", report)
	}

	if err := os.Remove(filepath.Join(s.library.dir, "a.txt")); err != nil {
		t.Fatal(err)
	}
	x, report = s.sync(t)
	if st := x.Statement("b"); st == nil || st.CopyOf != "" || report.Copies != 0 || x.Held(brazilian).Statements != 1 {
		t.Errorf("%+v; %+v", st, report)
	}
	if one.CopyOf != "" || len(one.Copies) != 1 || copied.CopyOf != "a" {
		t.Error("the index of before has changed")
	}
}

// Copies that say something else are two statements, both doubtful as long as
// both are there, and both are found.
func TestHeldTwiceOtherwise(t *testing.T) {
	s := newSetup(t, 0)
	s.library.file(t, "a.txt", brazil)
	s.library.file(t, "b.txt", strings.Replace(brazil, "can accept", "cannot accept", 1))
	x, _ := s.sync(t)
	for id, other := range map[string]string{"a": "b", "b": "a"} {
		if doubts := strings.Join(x.Statement(id).Doubts, "\n"); !strings.Contains(doubts, "copy: ") || !strings.Contains(doubts, " as "+other+",") || !strings.Contains(doubts, "cannot accept") {
			t.Errorf("%s is doubtful: %q", id, doubts)
		}
	}
	if hits := found(t, x, retrieval.Query{Text: "a yearly meeting of 5 days"}, 9); len(hits) != 2 {
		t.Errorf("found: %s", hits)
	}
	s.library.file(t, "b.txt", "Statement by the delegation of Brazil\n\n8 March 2023\n\nMr. Chair,\n\nWe have nothing to add.\n")
	x, report := s.sync(t)
	if st := x.Statement("a"); len(st.Doubts) > 0 || report.Reused != 1 {
		t.Errorf("%q; %+v", st.Doubts, report)
	}
}

// A passage that turns another one is no repetition of it.
func TestTurnedIsNoRepetition(t *testing.T) {
	said := "Brazil believes that capacity-building in the use of information technologies should be demand-driven and sustainable, and can accept a yearly meeting of all delegations in New York under a permanent mechanism of the United Nations."
	for what, tt := range map[string]struct {
		other string
		want  int
	}{
		"a not":      {strings.Replace(said, "can accept", "cannot accept", 1), 2},
		"a modal":    {strings.Replace(said, "should be", "must be", 1), 2},
		"a filler":   {strings.Replace(said, "a yearly", "the yearly", 1), 1},
		"other case": {strings.ToUpper(said), 1},
	} {
		x := index(t, retrieval.BagOfWords{}, statement("a", "BR", "en", said), statement("b", "BR", "en", tt.other))
		if hits := found(t, x, retrieval.Query{Text: "a yearly meeting on capacity-building"}, 9); len(hits) != tt.want {
			t.Errorf("%s: found %s", what, hits)
		}
	}
}

// A server's own copy stays its own: nothing that all share knows of it.
func TestHeldTwiceByAServer(t *testing.T) {
	s := newSetup(t, 0)
	s.library.file(t, "a.txt", brazil)
	other := newLibrary(t, 0)
	other.file(t, "a.txt", brazil)
	s.options.Sources = append(s.options.Sources, corpus.Source{Name: "17", Scope: "17", FS: os.DirFS(other.dir), Dir: other.dir, Grade: corpus.Supplied})
	x, report := s.sync(t)
	if report.Copies != 0 || len(x.Statement("a").Copies) != 0 || x.StatementOf("17:a", retrieval.Filter{Scope: "17"}) == nil {
		t.Errorf("%+v", report)
	}
	if hits := found(t, x, retrieval.Query{Text: "permanent mechanism", Filter: retrieval.Filter{Scope: "17"}}, 9); !slices.Equal(hits, []string{"a"}) {
		t.Errorf("found: %s", hits)
	}
}
