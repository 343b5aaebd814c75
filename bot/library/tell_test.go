package library

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/retrieval/corpus"
)

// long gives a text of about so many words, with something said in the middle.
func long(words int, said string) string {
	parts := strings.Fields("harbour lantern fisher evening orchard delta mill winter bell island meadow river stone garden window")
	var b strings.Builder
	b.WriteString("Mr. Chair,\n\nOur delegation recalls")
	for i := range words {
		if i == words/2 {
			b.WriteString(".\n\n" + said + "\n\nWe recall")
		}
		b.WriteString(" " + parts[i%14] + parts[i/14%14] + parts[i/196])
	}
	return b.String() + ".\n"
}

// One word that decides what is said keeps two long texts apart, and both are
// doubtful; anything else that differs so little does not.
func TestNearlyTheSameText(t *testing.T) {
	const said = "We can support the new mechanism if it meets 3 times and Brazil should report to it."
	for _, words := range []int{150, 300, 600} {
		for _, tt := range []struct{ other, differs string }{
			{"We can not support the new mechanism if it meets 3 times and Brazil should report to it.", "not support"},
			{"We can support the new mechanism if it meets 4 times and Brazil should report to it.", "3”, “4"},
			{"We can support the new mechanism if it meets 3 times and Brazil must report to it.", "should report”, “must report"},
			{"We can support the new mechanism unless it meets 3 times and Brazil should report to it.", "if it”, “unless it"},
			{"We can support the new mechanism if it meets 3 times and Kenya should report to it.", "brazil”, “kenya"},
			{"We can support the new mechanism if it meets 3 times and Brazil should report on it.", ""},
		} {
			t.Run(fmt.Sprintf("%d %s", words, tt.differs), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				l := w.start()
				facts := Meta{By: "FR", Date: "2024-05-06", Language: "en"}
				first(keeping(answer(ownHost, long(words, said), facts)))(w, l)
				second := answer(otherHost, long(words, tt.other), facts)
				k, err := l.Keep(t.Context(), second)
				must(t, err)
				_, err = l.Reindex(t.Context(), false, nil)
				must(t, err)
				if tt.differs == "" {
					if k.Outcome != Elsewhere || ids(l.Index().Statements()) != "fr page" {
						t.Errorf("%s, and held are %s", k.Outcome, ids(l.Index().Statements()))
					}
					return
				}
				if k.Outcome != Came || ids(l.Index().Statements()) != "fr page page-2" {
					t.Fatalf("%s, and held are %s", k.Outcome, ids(l.Index().Statements()))
				}
				for id, other := range map[string]string{"page": "page-2", "page-2": "page"} {
					doubts := strings.Join(l.Index().Statement(id).Doubts, "\n")
					for _, part := range append(strings.Split(tt.differs, "”, “"), "of "+other+" ") {
						if !strings.Contains(doubts, part) {
							t.Errorf("%s: the doubts are %q, want %q in them", id, doubts, part)
						}
					}
				}
				again, err := l.Keep(t.Context(), second)
				must(t, err)
				if again.Outcome != Unchanged {
					t.Errorf("the second time it is %s", again.Outcome)
				}
			})
		}
	}
}

// A heading with a date and a State's name does not make another statement.
func TestTwinWithHeading(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	facts := Meta{By: "FR", Date: "2024-05-06", Language: "en"}
	text := long(300, "We cannot accept that.")
	first(keeping(answer(ownHost, text, facts)))(w, l)
	k, err := l.Keep(t.Context(), answer(otherHost, "France, 6 May 2024\n\n"+text+"\n\nParis, page 2 of 2", facts))
	must(t, err)
	if k.Outcome != Elsewhere {
		t.Errorf("it is %s: %q", k.Outcome, k.Warnings)
	}
	if s := l.Index().Statement("page"); len(s.Doubts) > 0 && strings.Contains(strings.Join(s.Doubts, " "), "nearly") {
		t.Errorf("it is doubtful: %q", s.Doubts)
	}
}

// Where a document has taken the name that another gave up, both have their
// versions in one folder; removing either leaves the other's.
func TestRemoveLeavesOthersVersions(t *testing.T) {
	for _, id := range []string{"page", "page-2"} {
		for n := 0; ; n++ {
			w := newWorld(t)
			w.earned = func(r corpus.Record, _ *corpus.Statement) corpus.Grade {
				if strings.Contains(r.URL, ownHost) {
					return corpus.Official
				}
				return corpus.Supplied
			}
			l := w.start()
			const third = "third.example"
			first(
				keeping(answer(otherHost, firstWords, firstFacts)), keeping(answer(ownHost, firstWords, firstFacts)), // page gives way to page-2
				keeping(answer(third, laterWords, laterFacts)), keeping(answer(third, laterWords+"\n\nMore of it.", laterFacts)), // the name is taken again
			)(w, l)
			other, have := map[string]string{"page": "page-2", "page-2": "page"}[id], w.versions(l)
			died := dieAt(l, n)
			err := removeOwn(l, w, id)
			if died() {
				l = w.start()
				for _, file := range have[other] {
					w.held(n, file)
				}
				if err = removeOwn(l, w, id); err == ErrNotFound {
					err = nil
				}
				must(t, err)
			}
			must(t, err)
			for _, file := range have[other] {
				w.held(n, file)
			}
			for _, file := range have[id] {
				if w.has(file) {
					t.Errorf("killed at step %d: %s is left of %s", n, file, id)
				}
			}
			if !died() {
				break
			}
		}
	}
}

// versions lists the earlier versions' files by document.
func (w *world) versions(l *Library) map[string][]string {
	w.t.Helper()
	all, err := l.Recorded()
	must(w.t, err)
	out := map[string][]string{}
	for _, r := range all {
		for _, v := range r.Earlier {
			out[corpus.Stem(r.File)] = append(out[corpus.Stem(r.File)], "library/"+v.File)
		}
	}
	if len(out) != 2 {
		w.t.Fatalf("versions are those of %v", out)
	}
	return out
}

func (w *world) has(file string) bool {
	for _, f := range w.files() {
		if f == file {
			return true
		}
	}
	return false
}

func (w *world) held(n int, file string) {
	w.t.Helper()
	if !w.has(file) {
		w.t.Errorf("killed at step %d: %s is gone", n, file)
	}
}

// An address at which another text stands now is no more an address of the document
// that stood there too.
func TestAddressLeaves(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	facts := Meta{By: "FR", Date: "2024-05-06", Language: "en"}
	first(keeping(answer(ownHost, long(300, "We can accept that."), facts)), keeping(answer(otherHost, long(300, "We can accept that."), facts)))(w, l)
	one := l.Index().Statement("page")
	if len(one.Also) != 1 {
		t.Fatalf("also at %q", one.Also)
	}
	k, err := l.Keep(t.Context(), answer(otherHost, long(300, "We cannot accept that."), facts))
	must(t, err)
	_, err = l.Reindex(t.Context(), false, nil)
	must(t, err)
	if k.Outcome != Came || ids(l.Index().Statements()) != "fr page page-2" || len(l.Index().Statement("page").Also) > 0 {
		t.Errorf("%s; held are %s; also at %q", k.Outcome, ids(l.Index().Statements()), l.Index().Statement("page").Also)
	}
}
