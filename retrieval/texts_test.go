package retrieval_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"syscall"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/internal/disk"
)

// A library whose texts lie in files is the same library as one whose texts are
// in memory, since nothing can be mapped or the disk takes nothing more: read,
// brought up to date, opened, searched.
func TestTextsInFiles(t *testing.T) {
	dir := t.TempDir()
	speeches(t, dir, 150)
	var want []any
	for _, failing := range []string{"", "map", "write"} {
		os.Remove(filepath.Join(dir, "added.txt"))
		o := retrieval.Options{
			Dir: filepath.Join(t.TempDir(), "index"), States: states(t), Embedder: retrieval.BagOfWords{}, OpenStore: openStore,
			Sources: []corpus.Source{{Name: "test", Dir: dir, Grade: corpus.Supplied}},
		}
		var got []any
		for stage := range 3 {
			mapped := 0
			restore := disk.Fail(func(op, path string) error {
				if op == "map" {
					mapped++
				}
				scratch := filepath.Ext(path) == disk.Temporary && filepath.Dir(path) == o.Dir
				if op == failing && (op == "map" || scratch && stage == 0 && mapped > 0) {
					return syscall.ENOSPC
				}
				return nil
			})
			if stage == 1 {
				path := filepath.Join(dir, "added.txt")
				if err := os.WriteFile(path, []byte("We add that the law of Lobace applies to all States alike.\n"), 0o644); err != nil {
					t.Fatal(err)
				}
				if err := os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
			x, report, err := retrieval.Sync(t.Context(), o)
			restore()
			if failing == "write" && stage == 0 {
				// The index cannot be saved either.
				got = append(got, texts(t, x)...)
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if mapped == 0 {
				t.Errorf("stage %d, %q failing: a text of 2 MB lies in memory", stage, failing)
			}
			report.Seconds = 0
			got = append(got, texts(t, x)...)
		}
		if want == nil {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("with %q failing it is another library", failing)
		}
	}
}

// texts gives all that an index has of the words.
func texts(t *testing.T, x *retrieval.Index) (out []any) {
	t.Helper()
	for _, s := range x.Statements() {
		if corpus.Hash(s.Text) != s.SHA256 {
			t.Errorf("the text of %s is another one", s.ID)
		}
		out = append(out, *s)
	}
	for _, p := range x.Passages(retrieval.Filter{}) {
		out = append(out, p.ID(), p.Text(), p.Paragraph, p.Heading)
	}
	for _, question := range []string{"law of lobace", "what did the Chair say of cenudi and balo?"} {
		found, err := x.Search(t.Context(), retrieval.Query{Text: question, Language: "en"}, 20)
		if err != nil || len(found) == 0 {
			t.Fatalf("%d found (%v)", len(found), err)
		}
		for _, r := range found {
			out = append(out, r.Passage.ID(), fmt.Sprint(r.Score, r.Dense, r.Lexical, r.Coverage))
		}
	}
	for _, m := range x.Exact("Mr. Chair", retrieval.Filter{}) {
		out = append(out, m.Statement.ID, m.Start, m.End)
	}
	return out
}
