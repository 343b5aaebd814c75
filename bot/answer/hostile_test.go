package answer

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

const hostileFolder = "../../retrieval/corpus/testdata/hostile"

// TestHostileDocumentsAreNotCited holds, of documents that are made to have words
// put into another's mouth, that a draft which quotes every listed stretch from
// every statement, and a gathering of it, credit it to nobody but whose it is.
func TestHostileDocumentsAreNotCited(t *testing.T) {
	src, err := os.ReadFile(filepath.Join(hostileFolder, "states.toml"))
	if err != nil {
		t.Fatal(err)
	}
	known, err := corpus.ParseStates("states.toml", src, states(t))
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob(filepath.Join(hostileFolder, "*.txtar"))
	if err != nil || len(names) < 24 {
		t.Fatal(len(names), err)
	}
	shown := 0
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		doc := archive.Files[0]
		lib, err := corpus.Load(t.Context(), []corpus.Source{{Name: "test", FS: fstest.MapFS{doc.Name: {Data: doc.Data}}, Grade: corpus.Supplied}}, known)
		if err != nil {
			t.Fatal(name, err)
		}
		f := found(lib.Statements...)
		for line := range strings.Lines(string(archive.Files[1].Data)) {
			who, words, _ := strings.Cut(strings.TrimSpace(line), ": ")
			if len(strings.Fields(words)) < 4 && len(words) < 24 {
				continue
			}
			shown += hostileDraft(t, filepath.Base(name), known, f, who, words)
		}
	}
	if shown < 30 {
		t.Errorf("%d quotations were shown: the gate lets nothing through", shown)
	}
}

// hostileDraft drafts words as each statement's and counts what of it is shown.
func hostileDraft(t *testing.T, name string, known *corpus.States, f *Found, who, words string) (shown int) {
	t.Helper()
	var draft strings.Builder
	for i := range f.Passages {
		fmt.Fprintf(&draft, "\"%s\" [%d].\n\n", strings.Trim(words, "“”„«»「」:"), i+1)
	}
	a := &Answer{}
	s := &sieve{ground: newGround(known, f, nearness{retrieval.BagOfWords{}, scale{}}), answer: a}
	_, _ = model(func(string) (string, error) { return draft.String(), nil }).Draft(context.Background(), f, func(c Claim) { s.take(context.Background(), c) })
	owner, quoting := strings.CutSuffix(who, " quoting")
	for _, p := range a.Points {
		for _, n := range p.Citations {
			c := a.Citations[n-1]
			by := strings.Join(append([]string{c.Statement.By}, c.Statement.OnBehalf...), "+")
			not, isNot := strings.CutPrefix(who, "not ")
			switch {
			case p.By != c.Statement.By:
				t.Errorf("%s: the point is by %q, its citation by %q", name, p.By, by)
			case by == "":
			case who == "nobody", isNot && by == not, !isNot && by != owner:
				t.Errorf("%s: %q, which is of %s, is shown as %s's: %q", name, words, who, by, c.Quote)
			case quoting && !c.Quoting:
				t.Errorf("%s: nothing says that %s quotes %q", name, owner, words)
			}
			shown++
		}
	}
	return shown
}
