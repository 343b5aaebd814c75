package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
)

// counting is an Embedder that counts the texts it was given.
type counting struct {
	retrieval.BagOfWords
	model string
	texts *atomic.Int64
	fail  func(texts []string) error
}

func (c counting) Model() string { return c.model }

func (c counting) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	if c.fail != nil {
		if err := c.fail(texts); err != nil {
			return nil, err
		}
	}
	c.texts.Add(int64(len(texts)))
	return c.BagOfWords.Passages(ctx, texts)
}

// library is a folder of statements, each of which some sentences make.
type library struct {
	dir string
}

func newLibrary(t testing.TB, n int) library {
	t.Helper()
	l := library{t.TempDir()}
	for i := range n {
		l.write(t, i, "")
	}
	return l
}

var subjects = []string{"international law", "confidence-building measures", "capacity building", "critical infrastructure", "the points of contact directory", "new norms", "regular institutional dialogue", "existing threats"}

// write writes statement i of several paragraphs, and one paragraph more.
func (l library) write(t testing.TB, i int, more string) {
	t.Helper()
	var text strings.Builder
	for p := range 4 {
		fmt.Fprintf(&text, "We believe in statement %d that %s should be treated in session %d by all States. ", i, subjects[(i+p)%len(subjects)], p)
		fmt.Fprintf(&text, "The delegation stresses, for the %d%dth time, that %s rests on consensus and on the Charter.\n\n", i, p, subjects[(i*3+p)%len(subjects)])
		fmt.Fprint(&text, strings.Repeat("It calls upon all States to act responsibly and to help each other. ", 3+p), "\n\n")
	}
	fmt.Fprintf(&text, "Our delegation speaks of mark%03d at last. %s", i, more)
	l.file(t, fmt.Sprintf("statement-%03d.txt", i), text.String())
	l.file(t, fmt.Sprintf("statement-%03d.toml", i), fmt.Sprintf(
		"title = \"Statement %d\"\nby = %q\ndate = 20%02d-03-%02d\nlanguage = \"en\"\nprocess = \"oewg-2021-2025\"\n", i, []string{"RU", "CN", "FR"}[i%3], 10+i%15, 1+i%28))
}

func (l library) file(t testing.TB, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(l.dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// settled makes all files look old, so that their times can be trusted.
func (l library) settled(t testing.TB) {
	t.Helper()
	list, err := os.ReadDir(l.dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range list {
		if err := os.Chtimes(filepath.Join(l.dir, entry.Name()), time.Time{}, time.Now().Add(-time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
}

// setup is what a test syncs with, and what it sees of it.
type setup struct {
	library  library
	options  retrieval.Options
	embedder *counting
	log      *strings.Builder
}

func newSetup(t testing.TB, n int) *setup {
	t.Helper()
	s := &setup{library: newLibrary(t, n), log: &strings.Builder{}}
	s.embedder = &counting{model: "bag", texts: &atomic.Int64{}}
	s.options = retrieval.Options{
		Dir:       filepath.Join(t.TempDir(), "index"),
		Sources:   []corpus.Source{{Name: "test", FS: os.DirFS(s.library.dir), Dir: s.library.dir, Grade: corpus.Supplied}},
		States:    states(t),
		OpenStore: openStore,
		Log:       logger(s.log),
	}
	return s
}

func logger(w io.Writer) *slog.Logger { return slog.New(slog.NewTextHandler(w, nil)) }

func openStore(dir string) (retrieval.Store, error) { return chromem.Open(dir, nil) }

// parsed holds the built-in States, which take a while to parse.
var parsed = sync.OnceValues(func() (*corpus.States, error) {
	data, err := os.ReadFile("../data/states.toml")
	if err != nil {
		return nil, err
	}
	return corpus.ParseStates("states.toml", data, nil)
})

func states(t testing.TB) *corpus.States {
	t.Helper()
	states, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	return states
}

func (s *setup) sync(t testing.TB) (*retrieval.Index, retrieval.Report) {
	t.Helper()
	x, report, err := s.try(t)
	if err != nil {
		t.Fatal(err)
	}
	return x, report
}

func (s *setup) try(t testing.TB) (*retrieval.Index, retrieval.Report, error) {
	t.Helper()
	s.embedder.texts.Store(0)
	s.options.Embedder = *s.embedder
	x, report, err := retrieval.Sync(t.Context(), s.options)
	if got := int(s.embedder.texts.Load()); err == nil && got != report.Embedded {
		t.Errorf("the report says that %d texts were embedded, and %d were", report.Embedded, got)
	}
	return x, report, err
}

// works tells whether a search of the index finds statement i first.
func works(t testing.TB, x *retrieval.Index, i int) {
	t.Helper()
	hits, err := x.Search(t.Context(), retrieval.Query{Text: fmt.Sprintf("Which delegation speaks of mark%03d?", i)}, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) != 3 || !strings.HasPrefix(hits[0].Passage.Statement.ID, fmt.Sprintf("statement-%03d", i)) {
		t.Errorf("%d hits, and statement %d is not the first", len(hits), i)
	}
}

func TestSync(t *testing.T) {
	s := newSetup(t, 12)
	s.library.settled(t)
	first, report := s.sync(t)
	if report.Read != 12 || report.Kept != 0 || report.Added != first.Len() || report.Deleted != 0 || first.Len() < 24 || len(report.Failed) != 0 {
		t.Fatalf("the first time: %+v of %d", report, first.Len())
	}
	works(t, first, 7)

	again, report := s.sync(t)
	if report.Embedded != 0 || report.Kept != first.Len() || report.Read != 12 || report.Added+report.Deleted != 0 {
		t.Errorf("with nothing new: %+v", report)
	}
	works(t, again, 7)

	s.library.write(t, 3, "One more paragraph, which says something else about quantum computing.\n")
	s.library.write(t, 12, "")
	os.Remove(filepath.Join(s.library.dir, "statement-005.txt"))
	os.Remove(filepath.Join(s.library.dir, "statement-005.toml"))
	third, report := s.sync(t)
	if report.Read != 12 || report.Deleted == 0 || report.Added == 0 || report.Embedded > 8 || report.Kept < first.Len()*3/4 || report.Kept+report.Added != third.Len() || report.Kept+report.Deleted != first.Len() {
		t.Errorf("with one changed, one new and one gone: %+v of %d, before %d", report, third.Len(), first.Len())
	}
	works(t, third, 12)
	works(t, first, 5) // the index in use is still what it was
	hits, err := third.Search(t.Context(), retrieval.Query{Text: "quantum computing"}, 1)
	if err != nil || len(hits) != 1 || hits[0].Passage.Statement.ID != "statement-003" || hits[0].Coverage != 1 {
		t.Errorf("what was added is not found: %v (%v)", hits, err)
	}

	// Another date embeds nothing, and is known.
	s.library.file(t, "statement-003.toml", "by = \"RU\"\ndate = 2024-05-06\nlanguage = \"en\"\n")
	fourth, report := s.sync(t)
	if report.Embedded != 0 || report.Kept != third.Len() || report.Added+report.Deleted != 0 {
		t.Errorf("with another date: %+v", report)
	}
	if held := fourth.Held(retrieval.Filter{From: time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC), To: time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC)}); held.Statements != 1 || strings.Join(held.By, " ") != "RU" {
		t.Errorf("held on that date: %+v", held)
	}
	opened, report := s.sync(t)
	if report.Embedded != 0 || !opened.Statement("statement-003").Date.Equal(fourth.Statement("statement-003").Date) {
		t.Errorf("after opening again: %+v", report)
	}
}

func TestFull(t *testing.T) {
	s := newSetup(t, 4)
	first, report := s.sync(t)
	for range 3 {
		s.options.Full = true
		x, full := s.sync(t)
		if full.Embedded != report.Embedded || full.Kept != first.Len() || full.Added+full.Deleted != 0 {
			t.Errorf("anew: %+v, the first time %+v", full, report)
		}
		works(t, x, 2)
		s.options.Full = false
		if _, after := s.sync(t); after.Embedded != 0 {
			t.Errorf("after making it anew: %+v", after)
		}
	}
	if folders, _ := filepath.Glob(filepath.Join(s.options.Dir, "vectors-*")); len(folders) != 1 {
		t.Errorf("folders of vectors: %q", folders)
	}
}

func TestAnotherModel(t *testing.T) {
	s := newSetup(t, 4)
	x, _ := s.sync(t)
	s.embedder.model = "another bag"
	y, report := s.sync(t)
	if report.Embedded != x.Len() || report.Kept != x.Len() || y.Model() != "another bag" {
		t.Errorf("with another model: %+v", report)
	}
	works(t, y, 1)
}

func TestEmptyLibrary(t *testing.T) {
	s := newSetup(t, 0)
	for range 2 {
		x, report := s.sync(t)
		hits, err := x.Search(t.Context(), retrieval.Query{Text: "anything"}, 5)
		if err != nil || len(hits) != 0 || report.Read != 0 || x.Len() != 0 || x.Held(retrieval.Filter{}).Statements != 0 || x.Exact("anything", retrieval.Filter{}) != nil {
			t.Errorf("an empty library: %v (%v), %+v", hits, err, report)
		}
	}
	s.library.write(t, 0, "")
	if x, _ := s.sync(t); x.Len() == 0 {
		t.Error("the first document is not found")
	}
}

// A document changed within the grain of the file system's times is noticed.
func TestChangedWithinTheGrain(t *testing.T) {
	s := newSetup(t, 3)
	path := filepath.Join(s.library.dir, "statement-001.txt")
	now := time.Now().Truncate(time.Second)
	touch := func() {
		if err := os.Chtimes(path, time.Time{}, now); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	touch()
	s.sync(t)
	other := strings.Replace(string(text), "responsibly", "irresponsib", 1)
	s.library.file(t, "statement-001.txt", other)
	touch()
	x, report := s.sync(t)
	if report.Embedded == 0 || len(x.Exact("irresponsib", retrieval.Filter{})) != 1 {
		t.Errorf("a change of the same size and time was not seen: %+v", report)
	}
}

// A file system that keeps no times, as an embedded one, is compared by content.
func TestEmbeddedLibrary(t *testing.T) {
	s := newSetup(t, 0)
	files := fstest.MapFS{"a.txt": {Data: []byte("International law applies in full, says this document.\n")}}
	s.options.Sources = []corpus.Source{{Name: "built-in", FS: files, Grade: corpus.Supplied}}
	s.sync(t)
	if _, report := s.sync(t); report.Embedded != 0 || report.Added != 0 {
		t.Errorf("with nothing new: %+v", report)
	}
	files["a.txt"] = &fstest.MapFile{Data: []byte("International law applies in part, says this document.\n")}
	if x, _ := s.sync(t); len(x.Exact("applies in part", retrieval.Filter{})) != 1 {
		t.Error("a change of the same size was not seen")
	}
}

// A document that could not be opened is tried again once it can be.
func TestUnreadableDocument(t *testing.T) {
	s := newSetup(t, 2)
	files := fstest.MapFS{
		"a.txt": {Data: []byte("International law applies.\n"), ModTime: time.Now().Add(-time.Hour)},
		"b.txt": {Data: []byte("Norms are voluntary.\n"), ModTime: time.Now().Add(-time.Hour)},
	}
	locked := &lockedFS{MapFS: files, name: "b.txt"}
	s.options.Sources = []corpus.Source{{Name: "folder", FS: locked, Grade: corpus.Supplied}}
	for range 2 {
		x, report := s.sync(t)
		if len(report.Failed) != 1 || !strings.Contains(report.Failed[0].File, "b.txt") || x.Len() != 1 {
			t.Fatalf("with a document that cannot be opened: %+v", report)
		}
	}
	locked.name = ""
	if x, report := s.sync(t); len(report.Failed) != 0 || x.Len() != 2 {
		t.Errorf("once it can be: %+v", report)
	}
}

type lockedFS struct {
	fstest.MapFS
	name string
}

func (l *lockedFS) Open(name string) (fs.File, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func (l *lockedFS) ReadFile(name string) ([]byte, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadFile(name)
}

// An embedder that fails leaves what there was, and the work that was done.
func TestEmbedderFails(t *testing.T) {
	s := newSetup(t, 3)
	_, first := s.sync(t)
	for i := range 30 {
		s.library.write(t, 10+i, "")
	}
	calls := 0
	s.embedder.fail = func([]string) error {
		if calls++; calls > 3 {
			return errors.New("the server is gone")
		}
		return nil
	}
	if _, _, err := s.try(t); err == nil || !strings.Contains(err.Error(), "the server is gone") {
		t.Fatalf("the error is %v", err)
	}
	done := int(s.embedder.texts.Load())
	s.embedder.fail = nil
	_, second := s.sync(t)
	s.options.Dir = ""
	if _, all := s.sync(t); done == 0 || first.Embedded+done+second.Embedded != all.Embedded {
		t.Errorf("%d texts were embedded, then %d before the failure and %d after it, of %d", first.Embedded, done, second.Embedded, all.Embedded)
	}
}

func TestProgressAndCancel(t *testing.T) {
	s := newSetup(t, 20)
	var stages []string
	last := map[string]int{}
	s.options.Progress = func(stage string, done, total int) {
		if len(stages) == 0 || stages[len(stages)-1] != stage {
			stages = append(stages, stage)
		}
		if done < last[stage] || total > 0 && done > total {
			t.Errorf("%s went from %d to %d of %d", stage, last[stage], done, total)
		}
		last[stage] = done
	}
	_, report := s.sync(t)
	if strings.Join(stages, " ") != "reading embedding saving" || last["embedding"] != report.Embedded || last["saving"] != 1 {
		t.Errorf("stages %q, last %v", stages, last)
	}
	clear(last)
	ctx, cancel := context.WithCancel(t.Context())
	s.options.Full = true
	s.options.Embedder = counting{model: "bag", texts: &atomic.Int64{}, fail: func([]string) error { cancel(); return nil }}
	if _, _, err := retrieval.Sync(ctx, s.options); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	s.options.Full, s.options.Progress = false, nil
	if _, report := s.sync(t); report.Embedded != 0 {
		t.Errorf("after one that was cancelled: %+v", report)
	}
}

// A second program waits for the first, says so, and finds its work done.
func TestTwoAtOnce(t *testing.T) {
	s := newSetup(t, 5)
	started, release, done := make(chan bool), make(chan bool), make(chan error, 1)
	first, once := s.options, sync.Once{}
	first.Embedder = counting{model: "bag", texts: &atomic.Int64{}, fail: func([]string) error {
		once.Do(func() { close(started); <-release })
		return nil
	}}
	go func() {
		_, _, err := retrieval.Sync(context.Background(), first)
		done <- err
	}()
	<-started

	ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
	defer cancel()
	s.options.Embedder = *s.embedder
	if _, _, err := retrieval.Sync(ctx, s.options); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting with a deadline gave %v", err)
	}
	told := ""
	s.options.Wait = func(message string) { told = message; close(release) }
	x, report, err := retrieval.Sync(t.Context(), s.options)
	if err != nil || report.Embedded != 0 || x.Len() == 0 {
		t.Errorf("the second: %+v (%v)", report, err)
	}
	if !strings.Contains(told, s.options.Dir) {
		t.Errorf("the message %q does not name the folder", told)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestPrev(t *testing.T) {
	s := newSetup(t, 5)
	s.library.settled(t)
	x, _ := s.sync(t)
	s.options.Prev = x
	if y, _ := s.sync(t); y != x {
		t.Error("an index that is up to date was opened again")
	}
	s.library.write(t, 5, "")
	y, _ := s.sync(t)
	if y == x || y.Len() <= x.Len() {
		t.Error("a stale index was given back")
	}
	s.options.Prev = nil
	s.library.write(t, 6, "")
	z, _ := s.sync(t)
	s.options.Prev = y // another program has made a newer one meanwhile
	w, report := s.sync(t)
	if w.Len() != z.Len() || report.Embedded != 0 {
		t.Errorf("%d passages, want %d: %+v", w.Len(), z.Len(), report)
	}
	s.options.Prev, s.options.Dir = nil, ""
	m, _ := s.sync(t)
	s.options.Prev = m
	if n, report := s.sync(t); n != m || report.Embedded != 0 {
		t.Errorf("in memory: %+v", report)
	}
}
