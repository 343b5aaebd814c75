package retrieval_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// of gives a statement to a server.
func of(scope string, st *corpus.Statement) *corpus.Statement {
	st.ID, st.Scope = scope+":"+st.ID, scope
	return st
}

// sharedRecord and scopedRecord make statements that are alike in everything
// but whom they are for.
func sharedRecord() []*corpus.Statement {
	var out []*corpus.Statement
	for i := range 30 {
		st := statement(fmt.Sprintf("shared-%02d", i), []string{"RU", "FR", "CN", ""}[i%4], "en", fmt.Sprintf(
			"We hold that %s needs the consensus of all States, as session %d showed.\n\nThe %s is to be treated with care, and %s too.",
			subjects[i%len(subjects)], i, subjects[(i+3)%len(subjects)], subjects[(i+5)%len(subjects)]))
		st.Date = day(2020, 1+i%12, 1+i%28)
		out = append(out, st)
	}
	return out
}

func scopedRecord(scope string) []*corpus.Statement {
	var out []*corpus.Statement
	for i := range 60 {
		text := fmt.Sprintf("Secret%s believes that %s is a matter for zebras, in session %d.\n\n%s and unicorns%s.", scope, subjects[i%len(subjects)], i, subjects[(i+1)%len(subjects)], scope)
		st := of(scope, statement(fmt.Sprintf("own-%02d", i), []string{"BR", "RU", "JP", ""}[i%4], "en", text))
		st.Date, st.Grade = day(2030, 1+i%12, 1+i%28), corpus.Official
		out = append(out, st)
	}
	// The very words of shared ones, better graded and later.
	for i, st := range sharedRecord()[:12] {
		st.Grade, st.Date = corpus.Official, day(2031, 1, 1+i)
		out = append(out, of(scope, st))
	}
	return out
}

// Whoever does not ask in a server gets what they would get if the server had
// added nothing: passages, scores, counts, dates, voices, to the last bit. And a
// server gets no more of another one.
func TestOtherScopesAreAsIfNotThere(t *testing.T) {
	alone := index(t, retrieval.BagOfWords{}, sharedRecord()...)
	withTwo := index(t, retrieval.BagOfWords{}, append(append(sharedRecord(), scopedRecord("17")...), scopedRecord("99")...)...)
	withOne := index(t, retrieval.BagOfWords{}, append(sharedRecord(), scopedRecord("17")...)...)
	best := corpus.Official
	for _, f := range []retrieval.Filter{
		{}, {AnyVoice: []string{"RU"}}, {AnyVoice: []string{"BR"}}, {From: day(2025, 1, 1)}, {MaxGrade: &best}, {Languages: []string{"en"}},
		{Statements: []string{"shared-03", "17:own-03", "99:own-03"}}, {To: day(2020, 6, 1), Languages: []string{"en"}},
	} {
		sameView(t, withTwo, alone, f)
		f.Scope = "5"
		sameView(t, withTwo, alone, f)
		f.Scope = "17"
		sameView(t, withTwo, withOne, f)
	}
}

// sameView fails where two indexes differ to one who searches with the filter.
func sameView(t *testing.T, got, want *retrieval.Index, f retrieval.Filter) {
	t.Helper()
	for _, q := range []string{"consensus on international law", "zebras", "Secret99 believes that capacity building", "unicorns17 new norms", "session 7", "care"} {
		for _, n := range []int{1, 5, 40, 1000} {
			a, err := got.Search(t.Context(), retrieval.Query{Text: q, Filter: f}, n)
			if err != nil {
				t.Fatal(err)
			}
			b, err := want.Search(t.Context(), retrieval.Query{Text: q, Filter: f}, n)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(a, b) {
				t.Errorf("%q (%d, %+v) finds %s, want %s", q, n, f, shown(a), shown(b))
				return
			}
		}
		if a, b := got.Exact(q, f), want.Exact(q, f); !reflect.DeepEqual(a, b) {
			t.Errorf("%q (%+v) stands in %d places, want %d", q, f, len(a), len(b))
		}
	}
	if a, b := got.Held(f), want.Held(f); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v: %+v is held, want %+v", f, a, b)
	}
	if a, b := got.Passages(f), want.Passages(f); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v: %d passages, want %d", f, len(a), len(b))
	}
	if a, b := got.StatementsOf(f), want.StatementsOf(f); !reflect.DeepEqual(a, b) {
		t.Errorf("%+v: %d statements, want %d", f, len(a), len(b))
	}
	if got.IDF("zebra") != want.IDF("zebra") || got.Len() != want.Len() || len(got.Statements()) != len(want.Statements()) {
		t.Error("numbers of what all share differ")
	}
}

func shown(list []retrieval.Ranked) string {
	var b strings.Builder
	for _, r := range list {
		fmt.Fprintf(&b, "%s %.3f; ", r.Passage.Statement.ID, r.Score)
	}
	return b.String()
}

// What is asked for by its ID is given to those alone who may see it.
func TestScopedByID(t *testing.T) {
	x := index(t, retrieval.BagOfWords{}, append(sharedRecord(), scopedRecord("17")...)...)
	st := x.StatementOf("17:own-01", retrieval.Filter{Scope: "17"})
	if st == nil || x.StatementOf("17:own-01", retrieval.Filter{AllScopes: true}) != st {
		t.Fatal("the statement is not there")
	}
	p := x.Passages(retrieval.Filter{Scope: "17", Statements: []string{st.ID}})[0]
	if got, ok := x.PassageOf(p.ID(), retrieval.Filter{Scope: "17"}); !ok || got != p {
		t.Error("the passage is not there")
	}
	_, headers := x.Headers(st.ID)
	_, passage := x.Passage(p.ID())
	_, other := x.PassageOf(p.ID(), retrieval.Filter{Scope: "1"})
	if headers || passage || other || x.Statement(st.ID) != nil || x.StatementOf(st.ID, retrieval.Filter{Scope: "1"}) != nil || x.StatementOf(st.ID, retrieval.Filter{Scope: "17", AnyVoice: []string{"FR"}}) != nil {
		t.Error("it is given to others")
	}
}

// A shared copy is shown to those who may not see the better one of a server;
// in the server the better graded of the two, and of equals the shared one.
func TestScopedRepetitions(t *testing.T) {
	words := "We call for a moratorium on the use of ICTs against hospitals and other medical facilities in peacetime."
	copied := statement("a-transcript", "RU", "en", words)
	copied.Grade = corpus.UnofficialTranscript
	better := of("17", statement("a-better", "RU", "en", words))
	better.Date = day(2024, 1, 1)
	equal := of("99", statement("a-equal", "RU", "en", words))
	equal.Grade, equal.Date = corpus.UnofficialTranscript, day(2024, 1, 1)
	x := index(t, retrieval.BagOfWords{}, copied, better, equal)
	for scope, want := range map[string]string{"": "a-transcript", "17": "17:a-better", "99": "a-transcript", "1": "a-transcript"} {
		if ids := found(t, x, retrieval.Query{Text: "moratorium against hospitals", Filter: retrieval.Filter{Scope: scope}}, 3); strings.Join(ids, " ") != want {
			t.Errorf("in the server %q: %q, want %s", scope, ids, want)
		}
	}
}

// addServer gives the setup a server's folder as a source.
func (s *setup) addServer(t testing.TB, scope string) library {
	t.Helper()
	l := library{filepath.Join(t.TempDir(), scope)}
	if err := os.Mkdir(l.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s.options.Sources = append(s.options.Sources, corpus.Source{Name: l.dir, FS: os.DirFS(l.dir), Dir: l.dir, Grade: corpus.Supplied, Scope: scope})
	return l
}

// Sync brings in what servers add; what is told of it, they alone are told.
func TestSyncScopes(t *testing.T) {
	s := newSetup(t, 3)
	x, _ := s.sync(t)
	held := x.Held(retrieval.Filter{})
	own := s.addServer(t, "17")
	own.write(t, 50, "")
	own.file(t, "broken.txt", "")
	own.file(t, "states.toml", "[[no]]")
	y, report := s.sync(t)
	if !reflect.DeepEqual(y.Held(retrieval.Filter{}), held) || y.Held(retrieval.Filter{Scope: "17"}).Statements != 4 {
		t.Errorf("held: %+v, and in the server %+v", y.Held(retrieval.Filter{}), y.Held(retrieval.Filter{Scope: "17"}))
	}
	if got := y.Failed(); len(got) != 0 {
		t.Errorf("told to all: %v", got)
	}
	failed := y.FailedOf(retrieval.Filter{Scope: "17"})
	if len(failed) != 2 || failed[0].Path != "broken.txt" || failed[1].Path != "states.toml" || len(y.FailedOf(retrieval.Filter{Scope: "18"})) != 0 {
		t.Errorf("told to the server: %v", failed)
	}
	for scope, want := range map[string][4]int{"": {3, held.Passages, 0, 0}, "18": {3, held.Passages, 0, 0}, "17": {4, held.Passages, report.Added, 2}} {
		part := report.Of(retrieval.Filter{Scope: scope})
		if got := [4]int{part.Read, part.Kept, part.Added, len(part.Failed)}; got != want {
			t.Errorf("the report for %q: %v, want %v", scope, got, want)
		}
	}
	if all := report.Of(retrieval.Filter{AllScopes: true}); all.Read != report.Read || all.Added != report.Added || all.Embedded != report.Embedded || report.Added == 0 || report.Embedded == 0 {
		t.Errorf("%+v, of all scopes %+v", report, all)
	}
	opened, again := s.sync(t)
	sameView(t, y, x, retrieval.Filter{})
	sameView(t, opened, x, retrieval.Filter{})
	sameView(t, opened, x, retrieval.Filter{Scope: "18", AnyVoice: []string{"RU"}})
	if len(opened.StatementsOf(retrieval.Filter{Scope: "17"})) != 4 || len(opened.FailedOf(retrieval.Filter{Scope: "17"})) != 2 || len(opened.Failed()) != 0 {
		t.Error("opened again, the scopes are not what they were")
	}
	if again.Of(retrieval.Filter{}).Kept != held.Passages || again.Of(retrieval.Filter{}).Read != 3 || again.Kept != report.Kept+report.Added {
		t.Errorf("up to date: %+v", again)
	}
}

// The same files as another server's, or as nobody's, are another library.
func TestScopeOfASourceChanges(t *testing.T) {
	s := newSetup(t, 1)
	l := s.addServer(t, "17")
	l.write(t, 50, "")
	l.settled(t)
	s.library.settled(t)
	x, _ := s.sync(t)
	if x.Held(retrieval.Filter{Scope: "17"}).Statements != 2 {
		t.Fatal("the server's statement is not held")
	}
	for scope, seen := range map[string]int{"18": 1, "17": 2} {
		s.options.Sources[1].Scope = scope
		x, report := s.sync(t)
		if got := x.Held(retrieval.Filter{Scope: "17"}).Statements; got != seen || report.Embedded != 0 {
			t.Errorf("with the scope %s %d statements are seen in 17; %d texts embedded", scope, got, report.Embedded)
		}
	}
	s.options.Sources[1].Scope = ""
	if x, _ := s.sync(t); x.Held(retrieval.Filter{}).Statements != 2 {
		t.Error("what is shared now is not")
	}
}

// An index of the version before is made anew without embedding anything.
func TestIndexOfFirstVersion(t *testing.T) {
	s := newSetup(t, 3)
	s.library.settled(t)
	x, _ := s.sync(t)
	path := filepath.Join(s.options.Dir, "index.json")
	var sealed struct{ Index map[string]any }
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, &sealed)
	}
	if err != nil {
		t.Fatal(err)
	}
	sealed.Index["Version"] = 1
	inner, err := json.Marshal(sealed.Index)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(fmt.Sprintf(`{"SHA256":%q,"Index":%s}`, corpus.Hash(string(inner)), inner)), 0o644); err != nil {
		t.Fatal(err)
	}
	y, report := s.sync(t)
	if report.Embedded != 0 || report.Added != x.Len() || y.Len() != x.Len() {
		t.Errorf("%+v", report)
	}
	if !slices.EqualFunc(x.Statements(), y.Statements(), func(a, b *corpus.Statement) bool { return a.ID == b.ID }) || strings.Contains(s.log.String(), "damaged") {
		t.Errorf("the log: %s", s.log)
	}
}
