package retrieval_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"verbatim/retrieval"
)

const severalVoices = `Session 3 Transcript
This is an unofficial transcript

Chair

Good morning. I give the floor to Brazil.

Brazil

Thank you, Chair. We hold that %s should be open.

Chair

Thank you, Brazil. I give the floor to France.

France

Thank you, Chair. We do not hold that.
`

// An index that is brought up to date, by this process or the next, holds what
// one holds that is made anew, and its report tells how little was read for it.
func TestSyncReadsWhatChanged(t *testing.T) {
	for _, next := range []bool{false, true} {
		s := newSetup(t, 6)
		s.library.file(t, "talks.txt", fmt.Sprintf(severalVoices, "norms"))
		s.library.file(t, "statement-001.toml", "by = \"CN\"\ngrade = \"official\"\n") // a warning
		s.library.file(t, "broken.txt", "\x00\x01\x02")
		s.library.rest(t)
		s.sync(t)
		steps := []struct {
			reused int
			edit   func()
		}{
			{10, func() {}},
			{6, func() { s.library.file(t, "talks.txt", fmt.Sprintf(severalVoices, "treaties")) }},
			{9, func() { s.library.file(t, "statement-002.toml", "by = \"FR\"\ndate = 2020-01-01\n") }},
			{9, func() { must(t, os.Remove(filepath.Join(s.library.dir, "statement-003.txt"))) }},
			{9, func() { s.library.file(t, "statement-001.md", "Mr. Chair,\n\nWe have the same name.\n") }},
			{10, func() { s.library.file(t, "broken.txt", "Mr. Chair,\n\nWe are mended.\n") }},
			{0, func() { s.library.file(t, "states.toml", "[[state]]\ncode = \"XA\"\nname = \"Freedonia\"\n") }},
			{11, func() { s.library.file(t, "unread.txt", "\x00\x01") }},
		}
		for i, step := range steps {
			step.edit()
			s.library.rest(t)
			x, report := s.sync(t)
			if report.Reused != step.reused {
				t.Errorf("step %d: %d of %d were taken over, want %d", i, report.Reused, report.Read, step.reused)
			}
			same(t, s, i, x)
			if !next {
				s.options.Prev = x
			}
		}
	}
}

// same fails where an index holds other than what one made anew does.
func same(t *testing.T, s *setup, step int, x *retrieval.Index) {
	t.Helper()
	anew := s.options
	anew.Dir, anew.Prev, anew.Embedder = "", nil, retrieval.BagOfWords{}
	y, _, err := retrieval.Sync(t.Context(), anew)
	must(t, err)
	got, want := x.Statements(), y.Statements()
	if len(got) != len(want) {
		t.Fatalf("step %d: %d statements, want %d", step, len(got), len(want))
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("step %d: %+v\nwant %+v", step, got[i], want[i])
		}
		a, _ := x.Headers(got[i].ID)
		b, _ := y.Headers(want[i].ID)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("step %d: %+v\nwant %+v", step, a, b)
		}
	}
	a, b := x.Passages(retrieval.Filter{}), y.Passages(retrieval.Filter{})
	for i := range min(len(a), len(b)) {
		if a[i].ID() != b[i].ID() || a[i].Span() != b[i].Span() || a[i].Paragraph != b[i].Paragraph || a[i].Statement != x.Statement(a[i].Statement.ID) {
			t.Errorf("step %d: passage %d is %s, want %s", step, i, a[i].ID(), b[i].ID())
		}
	}
	if len(a) != len(b) {
		t.Errorf("step %d: %d passages, want %d", step, len(a), len(b))
	}
	if !reflect.DeepEqual(x.Failed(), y.Failed()) || !reflect.DeepEqual(x.Warnings(), y.Warnings()) {
		t.Errorf("step %d: %v, %v\nwant %v, %v", step, x.Failed(), x.Warnings(), y.Failed(), y.Warnings())
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// rest makes files that were just written look old, and leaves the others' times
// alone.
func (l library) rest(t *testing.T) {
	t.Helper()
	list, err := os.ReadDir(l.dir)
	must(t, err)
	for i, entry := range list {
		info, err := entry.Info()
		must(t, err)
		if at := time.Now().Add(-time.Hour + time.Duration(i)*time.Second); time.Since(info.ModTime()) < time.Minute {
			must(t, os.Chtimes(filepath.Join(l.dir, entry.Name()), at, at))
		}
	}
}

// A name that is no UTF-8 does not make an index stale for ever.
func TestSyncStrangeName(t *testing.T) {
	s := newSetup(t, 1)
	if err := os.WriteFile(filepath.Join(s.library.dir, "a\xff\xfe.txt"), []byte("Mr. Chair,\n\nWords.\n"), 0o644); err != nil {
		t.Skip("this file system takes no such name: ", err)
	}
	s.library.rest(t)
	s.sync(t)
	s.log.Reset()
	if _, report := s.sync(t); report.Reused != 2 || s.log.Len() > 0 {
		t.Errorf("%+v: %s", report, s.log)
	}
}

// short takes shorter texts than its model did before.
type short struct{ counting }

func (short) MaxTokens() int { return 64 }

// Passages are taken over only where the text would be divided so again.
func TestSyncDividesAnew(t *testing.T) {
	s := newSetup(t, 3)
	s.library.rest(t)
	x, _ := s.sync(t)
	s.options.Embedder = short{*s.embedder}
	y, report, err := retrieval.Sync(t.Context(), s.options)
	must(t, err)
	if y.Len() <= x.Len() || report.Reused != 3 {
		t.Errorf("%d passages, and before %d: %+v", y.Len(), x.Len(), report)
	}
	for _, p := range y.Passages(retrieval.Filter{}) {
		if n := s.options.Embedder.Tokens(p.Embedded()); n > 64 {
			t.Errorf("a passage of %d tokens", n)
		}
	}
}
