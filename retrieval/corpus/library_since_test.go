package corpus

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// edited is a library on disk that a test changes at random.
type edited struct {
	t      *testing.T
	random *rand.Rand
	dirs   []string
	scopes []string
	now    time.Time // of the last change, as the files' times tell it
}

func newEdited(t *testing.T, seed uint64) *edited {
	e := &edited{t: t, random: rand.New(rand.NewPCG(seed, 1)), now: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	for range 3 {
		e.dirs = append(e.dirs, t.TempDir())
	}
	e.scopes = []string{"", "", "17"}
	return e
}

func (e *edited) sources() []Source {
	var out []Source
	for i, dir := range e.dirs {
		out = append(out, Source{Name: dir, Dir: dir, Grade: Supplied, Scope: e.scopes[i], Earned: func(r Record, s *Statement) Grade {
			if strings.Contains(r.URL, "official") {
				return Official
			}
			return Supplied
		}})
	}
	return out
}

func pick[T any](e *edited, list ...T) T { return list[e.random.IntN(len(list))] }

// put writes a file, at a time that no file had yet or, now and then, at the
// present one, which is too near to the reading to be trusted.
func (e *edited) put(path, text string) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		e.t.Fatal(err)
	}
	e.touch(path)
}

func (e *edited) touch(path string) {
	e.now = e.now.Add(time.Minute)
	at := e.now
	if e.random.IntN(4) == 0 {
		at = time.Now().Truncate(time.Second)
	}
	if err := os.Chtimes(path, at, at); err != nil {
		e.t.Fatal(err)
	}
}

// document gives a path that others may have in another source, with another
// ending, or as a statement of several.
func (e *edited) document() string {
	return filepath.Join(pick(e, e.dirs...), pick(e, "a", "b", "talk", "talk/fr-01", "sub/a")+pick(e, ".txt", ".md", ".html"))
}

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

func (e *edited) text() string {
	subject := pick(e, "norms", "treaties", "threats", "bodies", "points")
	if e.random.IntN(3) == 0 {
		return fmt.Sprintf(severalVoices, subject)
	}
	return fmt.Sprintf("Statement by the delegation of %s\n\n%d March 2023\n\nMr. Chair,\n\nWe believe in %s.\n", pick(e, "Brazil", "France", "Freedonia"), 1+e.random.IntN(28), subject)
}

func (e *edited) sidecar() string {
	return pick(e, "by = \"FR\"\n", "by = \"BR\"\ndate = 2023-03-07\n", "grade = \"official\"\ntitle = \"A title\"\n", "by = [\n", "title = \"Known\"\nprocess = \"other\"\n", "by = \"Freedonia\"\n")
}

func (e *edited) files() []string {
	var out []string
	for _, dir := range e.dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				out = append(out, path)
			}
			return err
		})
		if err != nil {
			e.t.Fatal(err)
		}
	}
	return out
}

// edit does one thing to the library, and tells what.
func (e *edited) edit() string {
	files := e.files()
	switch n := e.random.IntN(10); {
	case n < 3 || len(files) == 0:
		path := e.document()
		e.put(path, e.text())
		return "write " + path
	case n == 3:
		path := e.document()
		side := pick(e, path, stemOf(path)) + ".toml"
		e.put(side, e.sidecar())
		return "write " + side
	case n == 4:
		return e.record(pick(e, files...))
	case n == 5:
		path := pick(e, files...)
		if err := os.Remove(path); err != nil {
			e.t.Fatal(err)
		}
		return "remove " + path
	case n == 6:
		from, to := pick(e, files...), e.document()
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			e.t.Fatal(err)
		}
		if err := os.Rename(from, to); err != nil {
			e.t.Fatal(err)
		}
		return "rename " + from + " " + to
	case n == 7:
		path := pick(e, files...)
		e.touch(path)
		return "touch " + path
	case n == 8 || e.random.IntN(3) > 0: // a states.toml is dear to parse
		return e.quietly(pick(e, files...))
	}
	path := filepath.Join(pick(e, e.dirs...), "states.toml")
	e.put(path, pick(e, "", "[[state]]\ncode = \"XA\"\nname = \"Freedonia\"\nadjectives = [\"Freedonian\"]\n"))
	return "write " + path
}

// record writes a record for a document, which may speak for its bytes or not.
func (e *edited) record(path string) string {
	if strings.HasSuffix(path, ".toml") || strings.HasSuffix(path, RecordEnding) {
		path = e.document()
	}
	data, _ := os.ReadFile(path)
	r := Record{URL: pick(e, "https://official.example/a", "https://copy.example/b"), SHA256: Hash(string(data)), Retrieved: e.now.UTC(), Checked: e.now.UTC()}
	text := string(r.Bytes())
	if e.random.IntN(4) == 0 {
		text = "{"
	}
	e.put(path+RecordEnding, text)
	return "record " + path
}

// quietly changes a file's last letter just now, so that neither its size nor its
// time tells.
func (e *edited) quietly(path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		e.t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		e.t.Fatal(err)
	}
	if len(data) == 0 || time.Since(info.ModTime()) > Racy/2 || strings.HasSuffix(path, ".toml") || strings.HasSuffix(path, RecordEnding) {
		return "nothing"
	}
	data[len(data)-1] ^= 1
	if err := os.WriteFile(path, data, 0o644); err != nil {
		e.t.Fatal(err)
	}
	if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
		e.t.Fatal(err)
	}
	return "change quietly " + path
}

// What LoadSince gives is what Load gives, whatever was done to the library in
// between.
func TestLoadSince(t *testing.T) {
	reused, read := 0, 0
	for seed := range uint64(4) {
		e := newEdited(t, seed)
		known := Known{}
		var done []string
		for range 12 {
			for range e.random.IntN(4) {
				done = append(done, e.edit())
			}
			made := time.Now()
			got, err := LoadSince(t.Context(), e.sources(), builtinStates(t), known)
			want, err2 := Load(t.Context(), e.sources(), builtinStates(t))
			if (err == nil) != (err2 == nil) {
				t.Fatalf("seed %d: %v, and Load says %v, after\n%s", seed, err, err2, strings.Join(done, "\n"))
			}
			if err != nil {
				continue
			}
			if diff := unlike(got, want); diff != "" {
				t.Fatalf("seed %d: %s, after\n%s", seed, diff, strings.Join(done, "\n"))
			}
			before := reused
			for _, r := range got.Readings {
				read++
				if r.Reused {
					reused++
				}
			}
			if known.Library != nil && reused == before && len(done) == 0 && len(got.Statements) > 0 {
				t.Errorf("seed %d: nothing was taken over", seed)
			}
			known, done = Known{Library: got, Made: made}, nil
		}
	}
	t.Logf("%d of %d documents were taken over", reused, read)
	if reused < read/2 {
		t.Errorf("only %d of %d documents were taken over", reused, read)
	}
}

// unlike tells what two libraries differ in.
func unlike(got, want *Library) string {
	bare := func(lib *Library) *Library {
		one := *lib
		one.States, one.Readings = nil, slices.Clone(lib.Readings)
		for i := range one.Readings {
			one.Readings[i].Reused = false
		}
		return &one
	}
	if got.States.Fingerprint() != want.States.Fingerprint() {
		return "the States differ"
	}
	a, b := reflect.ValueOf(*bare(got)), reflect.ValueOf(*bare(want))
	for i := range a.NumField() {
		if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			return fmt.Sprintf("%s: %+v, want %+v", a.Type().Field(i).Name, dump(a.Field(i)), dump(b.Field(i)))
		}
	}
	return ""
}

func dump(v reflect.Value) any {
	if list, ok := v.Interface().([]*Statement); ok {
		var out []string
		for _, s := range list {
			out = append(out, fmt.Sprintf("%+v", *s))
		}
		return strings.Join(out, "\n")
	}
	return v.Interface()
}

// The statements of before are in use while a library is read: nothing in them
// may change, though their successors are called otherwise.
func TestLoadSinceLeavesTheOld(t *testing.T) {
	dir := t.TempDir()
	e := &edited{t: t, random: rand.New(rand.NewPCG(1, 1)), now: time.Now().Add(-time.Hour), dirs: []string{dir}, scopes: []string{""}}
	e.put(filepath.Join(dir, "a.txt"), "Mr. Chair,\n\nWords.")
	old, err := Load(t.Context(), e.sources(), builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	was := *old.Statements[0]
	e.put(filepath.Join(dir, "a.md"), "Mr. Chair,\n\nOther words.")
	lib, err := LoadSince(t.Context(), e.sources(), builtinStates(t), Known{Library: old, Made: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(*old.Statements[0], was) || lib.Statements[1].ID != "a.txt" {
		t.Errorf("%+v, and now %q", *old.Statements[0], lib.Statements[1].ID)
	}
}

// Nothing is taken over where who reads it is another.
func TestLoadSinceOtherSource(t *testing.T) {
	dir := t.TempDir()
	e := &edited{t: t, random: rand.New(rand.NewPCG(1, 1)), now: time.Now().Add(-time.Hour), dirs: []string{dir}, scopes: []string{""}}
	e.put(filepath.Join(dir, "a.txt"), "Mr. Chair,\n\nWords.")
	source := e.sources()[0]
	old, err := Load(t.Context(), []Source{source}, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	weaker, server, other := source, source, source
	weaker.Grade, server.Scope, other.Dir = UnofficialTranscript, "17", t.TempDir()
	e.dirs = []string{other.Dir}
	e.put(filepath.Join(other.Dir, "a.txt"), "Mr. Chair,\n\nOther.")
	for name, sources := range map[string][]Source{"weaker": {weaker}, "server": {server}, "other": {other}, "twice": {source, source}} {
		got, err := LoadSince(t.Context(), sources, builtinStates(t), Known{Library: old, Made: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		want, err := Load(t.Context(), sources, builtinStates(t))
		if err != nil {
			t.Fatal(err)
		}
		if diff := unlike(got, want); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if reused := slices.ContainsFunc(got.Readings, func(r Reading) bool { return r.Reused }); reused {
			t.Errorf("%s: a document was taken over", name)
		}
	}
}

// exchanged is a folder in which another program exchanges a document with its
// sidecar while the document is read.
type exchanged struct{ fstest.MapFS }

func (x exchanged) Open(name string) (fs.File, error) {
	f, err := x.MapFS.Open(name)
	if name == "a.toml" {
		x.MapFS["a.toml"] = &fstest.MapFile{Data: []byte("by = \"JP\"\n"), ModTime: time.Unix(9, 0)}
		x.MapFS["a.txt"] = &fstest.MapFile{Data: []byte("Mr. Chair,\n\nOther words.\n"), ModTime: time.Unix(9, 0)}
	}
	return f, err
}

// The sidecar of before is not read together with the words of after.
func TestLoadWhileExchanged(t *testing.T) {
	x := exchanged{fstest.MapFS{
		"a.txt":  {Data: []byte("Mr. Chair,\n\nWords.\n"), ModTime: time.Unix(1, 0)},
		"a.toml": {Data: []byte("by = \"FR\"\n"), ModTime: time.Unix(1, 0)},
	}}
	sources := []Source{{Name: "test", FS: x, Grade: Supplied}}
	made := time.Now()
	lib, err := Load(t.Context(), sources, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(lib.Statements) != 0 || len(lib.Failed) != 1 || !strings.Contains(lib.Failed[0].Reason, "changed while") {
		t.Fatalf("%+v, %v", lib.Statements, lib.Failed)
	}
	lib, err = LoadSince(t.Context(), sources, builtinStates(t), Known{Library: lib, Made: made})
	if err != nil {
		t.Fatal(err)
	}
	if len(lib.Statements) != 1 || lib.Statements[0].By != "JP" || !strings.Contains(lib.Statements[0].Text, "Other") {
		t.Errorf("%+v, %v", lib.Statements, lib.Failed)
	}
}
