package corpus

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"verbatim/retrieval/corpus/reader"
)

// hostile is a document that is made to have words put into another's mouth,
// and whose they are: an archive of testdata/hostile.
type hostile struct {
	name, file, text string
	whose            []owned
}

// owned are words of a document, and whose they are: "XA", "XB+middle-kingdoms",
// "XA quoting" for what XA says that others said, "nobody", "not XA".
type owned struct{ who, words string }

func readHostile(t testing.TB) []hostile {
	t.Helper()
	names, err := filepath.Glob("testdata/hostile/*.txtar")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d documents: %v", len(names), err)
	}
	var out []hostile
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil || len(archive.Files) != 2 {
			t.Fatalf("%s: %d files, %v", name, len(archive.Files), err)
		}
		h := hostile{name: strings.TrimSuffix(filepath.Base(name), ".txtar"), file: archive.Files[0].Name, text: string(archive.Files[0].Data)}
		for line := range strings.Lines(string(archive.Files[1].Data)) {
			who, words, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
			if !ok || strings.TrimSpace(words) == "" {
				t.Fatalf("%s: no line of whose words: %q", name, line)
			}
			h.whose = append(h.whose, owned{who, strings.TrimSpace(words)})
		}
		out = append(out, h)
	}
	return out
}

// hostileStates are the States and groups that the documents name, and the real ones.
func hostileStates(t testing.TB) *States {
	t.Helper()
	src, err := os.ReadFile("testdata/hostile/states.toml")
	if err != nil {
		t.Fatal(err)
	}
	states, err := ParseStates("states.toml", src, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	return states
}

// load reads the document into a library of its own.
func (h hostile) load(t testing.TB) []*Statement {
	t.Helper()
	states, err := os.ReadFile("testdata/hostile/states.toml")
	if err != nil {
		t.Fatal(err)
	}
	lib := load(t, map[string]string{"states.toml": string(states), h.file: h.text})
	for _, f := range lib.Failed {
		t.Error(f)
	}
	return lib.Statements
}

// whoseIs names whose a stretch of a statement is.
func whoseIs(states *States, s *Statement, o *Outline, at Span) string {
	others := slices.ContainsFunc(o.Others, at.Overlaps) || slices.ContainsFunc(o.Labels, func(l Label) bool { return l.Overlaps(at) }) ||
		states.NamesAnother(s, o, at)
	who := strings.Join(append([]string{s.By}, s.OnBehalf...), "+")
	switch {
	case who == "" || others:
		return "nobody"
	case slices.ContainsFunc(o.Quoted, func(q Span) bool { return q.Contains(at) && q.Len() > 30 }):
		return who + " quoting"
	}
	return who
}

// TestHostileDocuments holds of each document whose its words are: none is in
// another's mouth, and a State has no sentence that is not listed as its own.
func TestHostileDocuments(t *testing.T) {
	states := hostileStates(t)
	for _, h := range readHostile(t) {
		t.Run(h.name, func(t *testing.T) {
			statements := h.load(t)
			docs, err := reader.Read(h.file, []byte(h.text))
			if err != nil || len(docs) != 1 {
				t.Fatal(len(docs), err)
			}
			checkParts(t, docs[0].Whole, statements)
			accounted := map[string]bool{}
			for _, own := range h.whose {
				found := 0
				for _, s := range statements {
					o := OutlineOf(s.Text)
					for at := strings.Index(s.Text, own.words); at >= 0; {
						found++
						span := Span{at, at + len(own.words)}
						who := whoseIs(states, s, o, span)
						if not, ok := strings.CutPrefix(own.who, "not "); ok && who == not || !ok && who != own.who {
							t.Errorf("%q is of %s, not of %s (%s: %q)", own.words, who, own.who, s.ID, s.Doubts)
						}
						for _, sentence := range o.SentencesIn(span) {
							accounted[sentence.In(s.Text)] = true
						}
						next := strings.Index(s.Text[at+1:], own.words)
						if next < 0 {
							break
						}
						at += 1 + next
					}
				}
				if found == 0 && own.who != "nobody" && !strings.HasPrefix(own.who, "not ") || found > 1 {
					t.Errorf("%d statements hold %q", found, own.words)
				}
			}
			for _, s := range statements {
				o := OutlineOf(s.Text)
				for _, sentence := range o.Sentences {
					words := sentence.In(s.Text)
					if who := whoseIs(states, s, o, sentence.Span); who != "nobody" && who != "chair" && !accounted[words] && len(strings.Fields(words)) > 3 {
						t.Errorf("%q is of %s, and is not listed", words, who)
					}
				}
			}
		})
	}
}
