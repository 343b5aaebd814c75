package library

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// texts reads all that lies in the folder of the texts that a folder of
// documents has, by path within it.
func (w *world) texts(dir string) map[string]string {
	w.t.Helper()
	out := map[string]string{}
	top := filepath.Join(dir, textsName)
	err := filepath.WalkDir(top, func(name string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || err == nil && e.IsDir() {
			return nil
		}
		must(w.t, err)
		data, err := os.ReadFile(name)
		must(w.t, err)
		rel, err := filepath.Rel(top, name)
		must(w.t, err)
		out[filepath.ToSlash(rel)] = string(data)
		return nil
	})
	must(w.t, err)
	return out
}

// wantTexts fails unless the texts of a folder are those of its statements, byte
// for byte, under these names, and their list says so.
func (w *world) wantTexts(l *Library, dir, scope string, names ...string) {
	w.t.Helper()
	have := w.texts(dir)
	sums := have[path.Base(sumsName)]
	delete(have, path.Base(sumsName))
	if got := sorted(have); !slices.Equal(got, names) {
		w.t.Errorf("the texts are %q, want %q", got, names)
	}
	left := maps.Clone(have)
	for _, st := range l.Index().From(scope, dir) {
		for name, text := range left {
			if text == st.Text && strings.Contains(sums, st.SHA256+"  "+name+"\n") {
				delete(left, name)
			}
		}
	}
	if len(l.Index().From(scope, dir)) < len(have) || len(left) > 0 || strings.Count(sums, "\n") != len(have) {
		w.t.Errorf("%q are no text of a statement, or are not listed in %q", sorted(left), sums)
	}
}

const meetingRecord = "Transcript of the meeting of 6 May 2024\n\nChair\n\nI now give the floor to France, to be followed by Japan.\n\nFrance\n\nThank you, Chair. France believes that international law applies to what States do with these technologies.\n\nChair\n\nI thank France. I now give the floor to Japan.\n\nJapan\n\nThank you, Chair. Japan believes that capacity-building should be driven by demand, and be neutral.\n\nChair\n\nI thank Japan. The meeting is adjourned."

// The texts follow the documents: what came, changed, was replaced and went.
func TestTexts(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	if texts := w.texts(w.shared); len(texts) > 0 {
		t.Fatalf("%q in a folder that the program brought nothing to", sorted(texts))
	}
	must(t, keeping(answer(ownHost, firstWords, firstFacts))(w, l))
	w.wantTexts(l, w.shared, "", "fr.txt", "page.txt")
	must(t, keeping(answer(ownHost, laterWords, laterFacts))(w, l))
	w.wantTexts(l, w.shared, "", "fr.txt", "page.txt")
	if got := w.texts(w.shared)["page.txt"]; got != l.Index().Statement("page").Text || !strings.Contains(got, "lanterns") {
		t.Errorf("of the page's new words: %q", got)
	}

	w.write(w.shared, "sub/meeting.txt", meetingRecord)
	w.write(w.shared, "sub/br.txt", brazilian)
	_, err := l.Reindex(t.Context(), false, nil)
	must(t, err)
	w.wantTexts(l, w.shared, "", "fr.txt", "page.txt", "sub/br.txt", "sub/meeting/chair-01.txt", "sub/meeting/chair-02.txt",
		"sub/meeting/chair-03.txt", "sub/meeting/fr-01.txt", "sub/meeting/jp-01.txt")
	if got := w.texts(w.shared)["sub/meeting/jp-01.txt"]; strings.Contains(got, "France believes") || !strings.Contains(got, "Japan believes") {
		t.Errorf("Japan's words are %q", got)
	}

	for _, id := range []string{"page", "sub/meeting/jp-01"} {
		_, err := l.RemoveOwn(t.Context(), id)
		must(t, err)
	}
	w.wantTexts(l, w.shared, "", "fr.txt", "sub/br.txt")
	if report, err := l.Reindex(t.Context(), false, nil); err != nil || report.Reused != report.Read || len(l.Index().Failed()) > 0 {
		t.Errorf("the texts are taken for documents: %+v (%v) %v", report, err, l.Index().Failed())
	}
}

// Each server's texts lie in its own folder, count nothing, and go with what was
// removed; nothing is written beside the built-in documents.
func TestTextsOfServers(t *testing.T) {
	w := newWorld(t)
	l := w.startFor()
	one := w.add(l, "17", "br.txt", brazilian, Meta{})
	w.add(l, "18", "other.txt", nameless, Meta{By: "JP"})
	w.wantTexts(l, filepath.Join(w.servers, "17"), "17", "br.txt")
	w.wantTexts(l, filepath.Join(w.servers, "18"), "18", "other.txt")
	f, err := l.folderOf("17", false)
	must(t, err)
	defer f.close()
	if n, bytes, err := f.holds(); err != nil || n != 1 || bytes != int64(len(brazilian)) {
		t.Errorf("the server holds %d documents of %d bytes (%v)", n, bytes, err)
	}
	_, err = l.Promote(t.Context(), "18:other")
	must(t, err)
	must(t, l.Remove(t.Context(), "17", one))
	for _, scope := range []string{"17", "18"} {
		if texts := w.texts(filepath.Join(w.servers, scope)); len(texts) > 0 {
			t.Errorf("%s: %q is left", scope, sorted(texts))
		}
	}
	w.wantTexts(l, w.shared, "", "fr.txt", "other.txt")
}

// A document that is taken out takes its text along though no index can be made
// then, and leaves the others'.
func TestTextsGoWithoutAnIndex(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	must(t, keeping(answer(ownHost, firstWords, firstFacts))(w, l))
	w.write(w.shared, "sub/meeting.txt", meetingRecord)
	_, err := l.Reindex(t.Context(), false, nil)
	must(t, err)
	id := w.add(l, "17", "br.txt", brazilian, Meta{})
	w.before = func(context.Context) error { return errors.New("the embedder is away") }
	for _, id := range []string{"page", "sub/meeting/jp-01"} {
		if _, err := l.RemoveOwn(t.Context(), id); err == nil {
			t.Error("an index was made")
		}
	}
	if err := l.Remove(t.Context(), "17", id); err == nil {
		t.Error("an index was made")
	}
	if got := sorted(w.texts(w.shared)); !slices.Equal(got, []string{"fr.txt"}) {
		t.Errorf("the texts are %q", got)
	}
	if got := sorted(w.texts(filepath.Join(w.servers, "17"))); len(got) > 0 {
		t.Errorf("the server's texts are %q", got)
	}
	w.before = nil
	_, err = l.Reindex(t.Context(), false, nil)
	must(t, err)
	w.wantTexts(l, w.shared, "", "fr.txt")
}

// What is in order is not written again; what a person or a killed program
// changed there is put in order, and a link leads nowhere.
func TestTextsAreRepaired(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	must(t, keeping(answer(ownHost, firstWords, firstFacts))(w, l))
	at := func(name string) string { return filepath.Join(w.shared, textsName, filepath.FromSlash(name)) }
	before, err := os.Stat(at("page.txt"))
	must(t, err)
	same := func(what string) {
		t.Helper()
		now, err := os.Stat(at("page.txt"))
		must(t, err)
		if !os.SameFile(before, now) || !now.ModTime().Equal(before.ModTime()) {
			t.Errorf("%s: the text was written again", what)
		}
	}
	l = w.start()
	must(t, keeping(answer(ownHost, firstWords, firstFacts))(w, l))
	same("nothing new")
	w.write(w.shared, "br.txt", brazilian)
	l = w.start()
	same("something else is new")
	_, err = l.Reindex(t.Context(), true, nil)
	must(t, err)
	same("in full")

	outside := filepath.Join(t.TempDir(), "outside.txt")
	must(t, os.WriteFile(outside, []byte("not ours"), 0o644))
	for what, harm := range map[string]func(){
		"a text gone":          func() { must(t, os.Remove(at("page.txt"))) },
		"the list gone":        func() { must(t, os.Remove(at(".sums"))) },
		"all gone":             func() { must(t, os.RemoveAll(at("."))) },
		"half a text":          func() { must(t, os.WriteFile(at("page.txt"), []byte("Mr."), 0o644)); must(t, os.Remove(at(".sums"))) },
		"a stray":              func() { w.write(at("gone"), "x/y.txt", "of a document that went") },
		"a file left aside":    func() { w.write(at("."), ".page.txt"+asideEnd, "half") },
		"a folder for a text":  func() { must(t, os.Remove(at("page.txt"))); must(t, os.Mkdir(at("page.txt"), 0o755)) },
		"a link for a text":    func() { must(t, os.Remove(at("page.txt"))); must(t, os.Symlink(outside, at("page.txt"))) },
		"a link beside":        func() { must(t, os.Symlink(filepath.Dir(outside), at("away"))) },
		"a list that is none":  func() { must(t, os.WriteFile(at(".sums"), []byte("this\nis\nnone"), 0o644)) },
		"a list with the same": func() { must(t, os.WriteFile(at(".sums"), []byte("aa  page.txt\naa  page.txt\n"), 0o644)) },
	} {
		harm()
		l = w.start()
		w.wantTexts(l, w.shared, "", "br.txt", "fr.txt", "page.txt")
		if _, err := os.Lstat(at("away")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: a link is left", what)
		}
		if t.Failed() {
			t.Fatal(what)
		}
	}
	if data, err := os.ReadFile(outside); err != nil || string(data) != "not ours" {
		t.Errorf("what a link led to is %q (%v)", data, err)
	}
}

// A text is as open as its document, and its folder as that one's.
func TestTextsAreNoMoreOpen(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	must(t, keeping(answer(ownHost, firstWords, firstFacts))(w, l))
	w.write(w.shared, "closed/br.txt", brazilian)
	must(t, os.Chmod(filepath.Join(w.shared, "closed", "br.txt"), 0o600))
	must(t, os.Chmod(filepath.Join(w.shared, "closed"), 0o700))
	_, err := l.Reindex(t.Context(), false, nil)
	must(t, err)
	for name, want := range map[string]fs.FileMode{"closed": 0o700, "closed/br.txt": 0o600, "page.txt": mode(t, filepath.Join(w.shared, "page.txt"))} {
		if got := mode(t, filepath.Join(w.shared, textsName, name)); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
}

func mode(t *testing.T, name string) fs.FileMode {
	t.Helper()
	info, err := os.Stat(name)
	must(t, err)
	return info.Mode().Perm()
}

// Where a text cannot be written, that is told once, and the index is made.
func TestTextsCannotBeWritten(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	must(t, keeping(answer(ownHost, firstWords, firstFacts))(w, l))
	log := &kept{}
	l.o.Log = slog.New(slog.NewTextHandler(log, nil))
	must(t, os.RemoveAll(filepath.Join(w.shared, textsName)))
	w.write(w.shared, textsName, "a file in its place")
	for _, name := range []string{"a.txt", "b.txt"} {
		w.write(w.shared, name, brazilian+name)
		if _, err := l.Reindex(t.Context(), false, nil); err != nil || l.Index().Statement(corpus.Stem(name)) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := strings.Count(log.String(), "could not be written"); n != 1 {
		t.Errorf("it is told %d times: %s", n, log)
	}
	must(t, os.Remove(filepath.Join(w.shared, textsName)))
	_, err := l.Reindex(t.Context(), false, nil)
	must(t, err)
	w.wantTexts(l, w.shared, "", "a.txt", "b.txt", "fr.txt", "page.txt")
}

// dieAtText makes the program do nothing more from the given step of writing
// texts on.
func dieAtText(l *Library, n int) (died func() bool) {
	steps := 0
	l.step = func(step string) error {
		if strings.Contains(step, textsName) {
			steps++
		}
		if steps > n {
			return errKilled
		}
		return nil
	}
	return func() bool { return steps > n }
}

// Killed at any step of writing the texts, a program leaves what the next one
// puts in order.
func TestKilledWhileWritingTexts(t *testing.T) {
	all := operations()
	for _, name := range []string{"changed", "removed"} {
		op := all[name]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := 0; ; n++ {
				w := newWorld(t)
				w.earned = byHost
				l := w.start()
				must(t, keeping(answer("elsewhere.example", brazilian, Meta{By: "BR"}))(w, l)) // so that the folder is one that the program changes
				w.write(w.shared, "sub/meeting.txt", meetingRecord)
				op.prepare(w, l)
				died := dieAtText(l, n)
				if err := op.do(w, l); err != nil {
					t.Fatalf("killed at step %d: %v", n, err)
				}
				if !died() {
					if n < 3 {
						t.Errorf("only %d steps were taken", n)
					}
					return
				}
				next := w.start()
				names := newTextNames()
				var want []string
				for _, st := range next.Index().From("", w.shared) {
					want = append(want, belowTexts(names.of(st)))
				}
				slices.Sort(want)
				w.wantTexts(next, w.shared, "", want...)
				if t.Failed() {
					t.Fatalf("killed at step %d", n)
				}
			}
		})
	}
}

// Two programs do not write at once: one leaves the texts to the other.
func TestTextsOfOtherPrograms(t *testing.T) {
	w := newWorld(t)
	one := w.start()
	must(t, keeping(answer(ownHost, firstWords, firstFacts))(w, one))
	two := w.start()
	must(t, one.ownLocked(t.Context(), func(*folder) error {
		w.write(w.shared, "br.txt", brazilian)
		_, err := two.Reindex(t.Context(), false, nil)
		return err
	}))
	if texts := w.texts(w.shared); texts["br.txt"] != "" || two.Index().Statement("br") == nil {
		t.Errorf("%q", sorted(texts))
	}
	_, err := two.Reindex(t.Context(), false, nil)
	must(t, err)
	w.wantTexts(two, w.shared, "", "br.txt", "fr.txt", "page.txt")
}

// The names of texts are safe and differ, whatever the documents are called.
func TestTextNames(t *testing.T) {
	long := strings.Repeat("й", 120)
	var given []*corpus.Statement
	for _, id := range []string{"a", "A", "a/fr-01", "a.txt", "a.txt/fr-01", "17:line\nbreak", "17:line\rbreak", "./17:x", "17:x", "..", "../up", "x/../../y", ".hidden", "con", "con.x", long, long + "x",
		`back\slash`, "tail. ", "\u202egnp", "bad\xff", "", "/", "names/" + strings.Repeat("n", 251), "ends.verbatim-tmp"} {
		st := &corpus.Statement{ID: id}
		if strings.HasPrefix(id, "17:") {
			st.Scope = "17"
		}
		given = append(given, st)
	}
	names := newTextNames()
	taken := map[string]string{}
	for _, st := range given {
		name := names.of(st)
		for dir := foldedName(name); dir != foldedName(textsName); dir = path.Dir(dir) {
			if other, there := taken[dir]; there {
				t.Errorf("%q and %q are in each other's way at %q", st.ID, other, dir)
			}
		}
		taken[foldedName(name)] = st.ID
		below, ok := strings.CutPrefix(name, textsName+"/")
		if !ok || !fs.ValidPath(name) || !strings.HasSuffix(name, ".txt") {
			t.Errorf("%q: %q", st.ID, name)
		}
		for part := range strings.SplitSeq(below, "/") {
			if len(aside(part)) > 255 || strings.HasPrefix(part, ".") || !utf8.ValidString(part) || strings.ContainsAny(part, "\n\r\\\u202e") {
				t.Errorf("%q: %q", st.ID, name)
			}
		}
	}
	for id, want := range map[string]string{"17:br": ".texts/br.txt", "17:m/fr-02": ".texts/m/fr-02.txt"} {
		if got := newTextNames().of(&corpus.Statement{ID: id, Scope: "17"}); got != want {
			t.Errorf("%s: %q", id, got)
		}
	}
}

// What is quoted stands in the text beside the document, at the same place.
func TestTextsAreWhatIsQuoted(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	page := "<html><head><title>Statement by Brazil</title></head><body><article><h1>Statement by the delegation of Brazil</h1><p>7 March 2023</p><p>Mr. Chair,</p><p>Brazil believes that capacity&#8209;building should be <em>demand</em>&ndash;driven.</p></article></body></html>"
	_, err := l.Keep(t.Context(), Fetched{Name: "br.html", Data: []byte(page), Record: corpus.Record{URL: "https://" + ownHost + "/br", Retrieved: day, Checked: day}})
	must(t, err)
	_, err = l.Reindex(t.Context(), false, nil)
	must(t, err)
	found := 0
	for _, p := range l.Index().Passages(retrieval.Filter{}) {
		if p.Statement.ID != "br" {
			continue
		}
		found++
		if text := w.texts(w.shared)["br.txt"]; len(text) < p.End || text[p.Start:p.End] != p.Text() {
			t.Errorf("%q is not at its place in %q", p.Text(), text)
		}
	}
	if found == 0 {
		t.Error("nothing is quoted from")
	}
}
