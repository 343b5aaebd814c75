package library

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval/corpus"
)

// What an address answers, first and later: other words of another delegation,
// so that a sidecar of the one beside the other would put words into the wrong
// mouth. Neither says whose they are.
const (
	firstWords = "Mr. Chair,\n\nOur delegation believes that the orchards by the delta are open to every fisher, and that the mills should turn slowly in the evening wind.\n\nThank you."
	laterWords = "Madam Chair,\n\nOur delegation proposes that lanterns be hung along the harbour wall before the winter comes, and that the bells be counted by everyone.\n\nThank you."
)

var (
	day        = time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)
	firstFacts = Meta{By: "FR", Title: "Said by France", Date: "2024-05-06", Language: "en"}
	laterFacts = Meta{By: "JP", Title: "Said by Japan", Date: "2024-05-06", Language: "en"}
)

// answer is a document as it is fetched from a host.
func answer(host, words string, facts Meta) Fetched {
	return Fetched{Name: "page.txt", Data: []byte(words), Meta: facts, Record: corpus.Record{URL: "https://" + host + "/page", Retrieved: day, Checked: day}}
}

const (
	ownHost   = "official.example"
	otherHost = "copy.example"
)

// byHost has what came from ownHost be official.
func byHost(r corpus.Record, _ *corpus.Statement) corpus.Grade {
	if strings.Contains(r.URL, ownHost) {
		return corpus.Official
	}
	return corpus.Supplied
}

// operation is one that changes the operator's folder, from a state that prepare
// makes.
type operation struct {
	prepare func(w *world, l *Library)
	do      func(w *world, l *Library) error
	want    []string // files in the end, of what is not there anyhow
	held    string   // and the statements
}

func keeping(d Fetched) func(w *world, l *Library) error {
	return func(w *world, l *Library) error {
		_, err := l.Keep(w.t.Context(), d)
		if err == nil {
			_, err = l.Reindex(w.t.Context(), false, nil)
		}
		return err
	}
}

func addOwn(words string, facts Meta) func(w *world, l *Library) error {
	return func(w *world, l *Library) error {
		_, _, err := l.AddOwn(w.t.Context(), "page.txt", []byte(words), facts)
		return err
	}
}

func first(do ...func(w *world, l *Library) error) func(w *world, l *Library) {
	return func(w *world, l *Library) {
		for _, one := range do {
			must(w.t, one(w, l))
		}
	}
}

func operations() map[string]operation {
	version := func(dir, words string) string {
		return "library/.versions/" + dir + "/" + corpus.Hash(words)[:16] + ".txt"
	}
	page := func(more ...string) []string {
		return append(more, "library/page.txt", "library/page.toml", "library/page.txt.fetched")
	}
	second := []string{"library/page-2.txt", "library/page-2.toml", "library/page-2.txt.fetched", version("page.txt", firstWords), version("page.txt", firstWords) + ".toml"}
	return map[string]operation{
		"new":     {first(), keeping(answer(ownHost, firstWords, firstFacts)), page(), "fr page"},
		"changed": {first(keeping(answer(ownHost, firstWords, firstFacts))), keeping(answer(ownHost, laterWords, laterFacts)), page(version("page.txt", firstWords)), "fr page"},
		"other facts": {first(keeping(answer(ownHost, firstWords, Meta{By: "FR", Title: "A title"}))), keeping(answer(ownHost, firstWords, firstFacts)),
			page(), "fr page"},
		"another address":    {first(keeping(answer(ownHost, firstWords, firstFacts))), keeping(answer(otherHost, firstWords, firstFacts)), page(), "fr page"},
		"the source at last": {first(keeping(answer(otherHost, firstWords, firstFacts))), keeping(answer(ownHost, firstWords, firstFacts)), second, "fr page-2"},
		"of what was handed in": {first(addOwn(firstWords, firstFacts)), keeping(answer(ownHost, firstWords, firstFacts)),
			[]string{"library/page.txt", "library/page.toml", "library/page-2.txt", "library/page-2.toml", "library/page-2.txt.fetched"}, "fr page-2"},
		"added": {first(), addOwn(firstWords, firstFacts), []string{"library/page.txt", "library/page.toml"}, "fr page"},
		"removed": {
			first(keeping(answer(ownHost, firstWords, firstFacts)), keeping(answer(ownHost, laterWords, laterFacts))),
			func(w *world, l *Library) error { return removeOwn(l, w, "page") }, nil, "fr",
		},
		"removed from a folder": {
			func(w *world, l *Library) {
				w.write(w.shared, "sub/page.txt", firstWords)
				w.write(w.shared, "sub/page.toml", "by = \"FR\"\ntitle = \"Said by France\"\n")
				_, err := l.Reindex(w.t.Context(), false, nil)
				must(w.t, err)
			},
			func(w *world, l *Library) error { return removeOwn(l, w, "sub/page") }, nil, "fr",
		},
	}
}

func removeOwn(l *Library, w *world, id string) error {
	_, err := l.RemoveOwn(w.t.Context(), id)
	return err
}

// Killed at any step of whatever changes the operator's folder, a program leaves
// a library that credits no words to anybody but who said them, at no better
// grade than they earned; the next program puts it in order, and doing the same
// again completes it.
func TestKilledInTheOwnFolder(t *testing.T) {
	for name, op := range operations() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := 0; ; n++ {
				w := newWorld(t)
				w.earned = byHost
				l := w.start()
				op.prepare(w, l)
				died := dieAt(l, n)
				err := op.do(w, l)
				if !died() {
					must(t, err)
					w.ends(op, l)
					if n < 2 {
						t.Errorf("only %d steps were taken", n)
					}
					return
				}
				if !errors.Is(err, errKilled) {
					t.Fatalf("killed at step %d: %v", n, err)
				}
				w.honest(n, w.reads())
				w.mendsThoughKilled(n)
				next := w.start()
				w.honest(n, next.Index().Statements())
				if failed := next.Index().Failed(); len(failed) > 0 {
					t.Errorf("killed at step %d: %v", n, failed)
				}
				for _, file := range w.files() {
					if strings.HasSuffix(file, asideEnd) || strings.Contains(file, exchangeName) {
						t.Errorf("killed at step %d: %s is left", n, file)
					}
				}
				w.again(n, op, next)
			}
		})
	}
}

// mendsThoughKilled kills the next program at each step of putting in order what
// the one killed at step n left, on a copy of the folder, and lets a third one
// do the rest.
func (w *world) mendsThoughKilled(n int) {
	w.t.Helper()
	for m := 0; ; m++ {
		c := &world{t: w.t, shared: filepath.Join(w.t.TempDir(), "library"), earned: w.earned}
		c.own = c.shared
		must(w.t, os.CopyFS(c.shared, os.DirFS(w.shared)))
		l := New(Options{Own: c.own})
		died := dieAt(l, m)
		err := l.mendOwn()
		if died() && !errors.Is(err, errKilled) {
			w.t.Errorf("killed at step %d, and at step %d of mending, which says %v", n, m, err)
		}
		c.honest(n, c.reads())
		must(w.t, New(Options{Own: c.own}).mendOwn())
		c.honest(n, c.reads())
		for _, file := range c.files() {
			if strings.HasSuffix(file, asideEnd) || strings.Contains(file, exchangeName) {
				w.t.Errorf("killed at step %d, and at step %d of mending: %s is left", n, m, file)
			}
		}
		if !died() {
			return
		}
	}
}

// A library whose folder cannot be put in order says so and is read.
func TestUnmendedIsTold(t *testing.T) {
	w := newWorld(t)
	first(keeping(answer(ownHost, firstWords, firstFacts)))(w, w.start())
	w.write(w.shared, planName, "this is none")
	log := &kept{}
	states, err := readStates()
	must(t, err)
	l := New(Options{Own: w.own, States: states, Sync: w.sync, Log: slog.New(slog.NewTextHandler(log, nil))})
	_, err = l.Open(t.Context(), nil)
	must(t, err)
	if !strings.Contains(log.String(), "remove "+exchangeName) || l.Index().Statement("page") == nil {
		t.Errorf("the log is %q", log)
	}
}

// again repeats an operation. One that had come to its end before the program
// was killed may say so.
func (w *world) again(n int, op operation, l *Library) {
	w.t.Helper()
	err := op.do(w, l)
	var rejected *RejectedError
	if err != nil && !errors.Is(err, ErrNotFound) && !(errors.As(err, &rejected) && strings.Contains(rejected.Reason, "held already")) {
		w.t.Errorf("killed at step %d, and then: %v", n, err)
	}
	w.ends(op, l)
}

func (w *world) ends(op operation, l *Library) {
	w.t.Helper()
	w.wantFiles(op.want...)
	if got := ids(l.Index().Statements()); got != op.held {
		w.t.Errorf("the library holds %s, want %s", got, op.held)
	}
	w.honest(-1, l.Index().Statements())
	if list := append(l.Index().Failed(), l.Index().Warnings()...); len(list) > 0 {
		w.t.Errorf("%v", list)
	}
}

// reads gives what another program reads of the library as it lies there.
func (w *world) reads() []*corpus.Statement {
	w.t.Helper()
	states, err := readStates()
	must(w.t, err)
	lib, err := corpus.Load(w.t.Context(), []corpus.Source{{Name: w.shared, Dir: w.shared, Grade: corpus.Supplied, Earned: w.earned}}, states)
	must(w.t, err)
	return lib.Statements
}

// honest fails where words are somebody else's than who said them, or have a
// grade that they have not earned.
func (w *world) honest(n int, statements []*corpus.Statement) {
	w.t.Helper()
	for _, st := range statements {
		if st.ID == "fr" {
			continue
		}
		by := map[string]string{firstWords: "FR", laterWords: "JP"}[st.Text]
		if by == "" || st.By != by {
			w.t.Errorf("killed at step %d: %s is by %q, want %q", n, st.ID, st.By, by)
		}
		if st.Grade == corpus.Official && w.record(st) != corpus.Hash(string(w.bytes(st))) {
			w.t.Errorf("killed at step %d: %s is %s", n, st.ID, st.Grade)
		}
	}
}

func (w *world) bytes(st *corpus.Statement) []byte {
	data, err := os.ReadFile(filepath.Join(w.shared, filepath.FromSlash(st.File)))
	must(w.t, err)
	return data
}

// record gives the checksum of the record beside a document, where it is of the
// host that earns a grade.
func (w *world) record(st *corpus.Statement) string {
	data, err := os.ReadFile(filepath.Join(w.shared, filepath.FromSlash(st.File)) + corpus.RecordEnding)
	must(w.t, err)
	r, err := corpus.ParseRecord(data)
	must(w.t, err)
	if !strings.Contains(r.URL, ownHost) {
		return ""
	}
	return r.SHA256
}
