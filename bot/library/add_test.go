package library

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func TestAddSeenByOneServerAlone(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	id := w.add(l, "17", "Statement: Brazil (7 March).TXT", brazilian, Meta{Title: "On capacity", OnBehalf: []string{"asean", " "}})
	if id != "17:Statement-Brazil-7-March" {
		t.Errorf("the ID is %s", id)
	}
	w.wantFiles("servers/17/Statement-Brazil-7-March.txt", "servers/17/Statement-Brazil-7-March.toml")
	st := l.Index().StatementOf(id, retrieval.Filter{Scope: "17"})
	if st == nil || st.By != "BR" || st.Title != "On capacity" || st.Grade != corpus.Supplied || st.Scope != "17" || strings.Join(st.OnBehalf, " ") != "asean" {
		t.Fatalf("%+v", st)
	}
	if l.Index().StatementOf(id, retrieval.Filter{Scope: "18"}) != nil || l.Index().Statement(id) != nil || l.Index().Held(retrieval.Filter{}).Statements != 1 {
		t.Error("others see it")
	}
	// The same words elsewhere are another server's own matter.
	other := w.add(l, "18", "x.md", brazilian, Meta{})
	if ids(l.Added("17")) != id || ids(l.Added("18")) != other || ids(l.Added("")) != id+" "+other || l.Added("5") != nil {
		t.Errorf("added: %s; %s", ids(l.Added("17")), ids(l.Added("18")))
	}
	// Another program finds all of it.
	if again := w.start(); ids(again.Added("")) != id+" "+other {
		t.Errorf("after a start: %s", ids(again.Added("")))
	}
}

func TestWhatIsRejected(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	first := w.add(l, "17", "br.txt", brazilian, Meta{})
	for name, tt := range map[string]struct {
		file, text string
		meta       Meta
		want       string
	}{
		"a PDF":              {"x.txt", "%PDF-1.7\n1 0 obj", Meta{}, "the document is a damaged PDF"},
		"an ending":          {"x.docx", "words", Meta{}, "is called .docx and is no such file"},
		"empty":              {"x.txt", " \n", Meta{}, "the document holds no text"},
		"nothing":            {"", "", Meta{}, "the document holds no text"},
		"binary":             {"x.txt", "a\x00\x01\x02\x00\x00b", Meta{}, "the document is"},
		"too large":          {"x.txt", strings.Repeat("long ", 5<<20), Meta{}, "more than the"},
		"a name":             {"x.txt", nameless, Meta{By: "Frnace"}, "by names no State"},
		"a group":            {"x.txt", nameless, Meta{OnBehalf: []string{"nobody's union"}}, "on_behalf names no State"},
		"a process":          {"x.txt", nameless, Meta{Process: "oewg"}, "unknown process"},
		"a kind":             {"x.txt", nameless, Meta{Kind: "poem"}, "unknown kind"},
		"a date":             {"x.txt", nameless, Meta{Date: "some day"}, "no day that is certain"},
		"a language":         {"x.txt", nameless, Meta{Language: "!!"}, "unknown language"},
		"a book of a title":  {"x.txt", nameless, Meta{Title: strings.Repeat("x", 2000)}, "longer than"},
		"too many":           {"x.txt", nameless, Meta{OnBehalf: strings.Fields(strings.Repeat("FR ", 300))}, "too long"},
		"shared already":     {"x.txt", french, Meta{By: "JP"}, "“Statement by France” (fr)"},
		"the server's own":   {"y.txt", brazilian, Meta{}, "(" + first + ")"},
		"other words around": {"y.html", "<html><body><p>Mr. Chair,</p><p>France believes that international law applies in cyberspace.</p><p>Thank you.</p></body></html>", Meta{}, "held already"},
	} {
		_, err := l.Add(t.Context(), "17", tt.file, []byte(tt.text), tt.meta)
		if r := rejection(t, err); !strings.Contains(r.Error(), tt.want) || r.Fix == "" {
			t.Errorf("%s: %v, want %q", name, r, tt.want)
		}
	}
	w.wantFiles("servers/17/br.txt")
	for _, scope := range []string{"", "..", "../x", "a", "1/2", "123456789012345678901", ".lock"} {
		if id, err := l.Add(t.Context(), scope, "x.txt", []byte(nameless), Meta{}); err == nil || id != "" {
			t.Errorf("the server %q was taken", scope)
		}
	}
	w.wantFiles("servers/17/br.txt")
	l.o.Servers = ""
	_, err := l.Add(t.Context(), "17", "x.txt", []byte(nameless), Meta{})
	rejection(t, err)
}

// A document of an unknown delegation is taken, credited to nobody.
func TestUnknownDelegation(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	found, err := l.Preview("x.txt", []byte(nameless), Meta{})
	if err != nil || found.Statement.By != "" || !strings.Contains(strings.Join(found.Warnings, "\n"), "not known for certain who speaks") {
		t.Errorf("%+v (%v)", found, err)
	}
	id := w.add(l, "17", "x.txt", nameless, Meta{})
	if st := l.Index().StatementOf(id, retrieval.Filter{Scope: "17"}); st.By != "" {
		t.Errorf("credited to %s", st.By)
	}
	found, err = l.Preview("x.txt", []byte(nameless), Meta{By: "Japan", Date: "7 March 2023", URL: "javascript:alert(1)"})
	if err != nil || found.Statement.By != "JP" || found.Statement.URL != "" || len(found.Warnings) != 1 || !strings.Contains(found.Warnings[0], "only http") {
		t.Errorf("%+v (%v)", found, err)
	}
}

// What Preview shows is what Add makes, in everything but the ID's beginning,
// with the States and groups that the library adds too.
func TestPreviewIsWhatAddMakes(t *testing.T) {
	w := newWorld(t)
	w.write(w.shared, "states.toml", "[[group]]\ncode = \"testers\"\nname = \"Group of Testers\"\n")
	l := w.start()
	metas := []Meta{
		{},
		{By: "Group of Testers", Title: "A \"title\"\n = [x]\x00", Speaker: "Ms. X", Office: "Envoy", Date: "2024-05-06", Process: "OEWG-2021-2025", Session: "third", Venue: "New York", URL: "https://example.org/a?b=c#d", Language: "en-GB", Kind: "Statement"},
		{OnBehalf: []string{"Group of Testers", "France"}, By: "br"},
	}
	for i, text := range []string{brazilian, nameless, "<html><head><title>Statement by Japan</title></head><body><h1>Statement by Japan</h1><p>12 May 2022</p><p>Mr. Chair,</p><p>We agree.</p></body></html>"} {
		for j, m := range metas {
			name := []string{"a.txt", "b.md", "c"}[i]
			body := strings.Replace(strings.Replace(text, "Thank you.", fmt.Sprintf("Thank you, %d.", j), 1), "We agree.", fmt.Sprintf("We agree %d times.", j), 1)
			found, err := l.Preview(name, []byte(body), m)
			if err != nil {
				t.Fatal(err)
			}
			w.wantUnchanged(l, func() {})
			id := w.add(l, "17", name, body, m)
			got := *l.Index().StatementOf(id, retrieval.Filter{Scope: "17"})
			want := *found.Statement
			want.ID, want.Scope, want.File = got.ID, "17", got.File
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s %+v:\n%+v\nwas shown as\n%+v", name, m, got, want)
			}
		}
	}
	if st := l.Index().StatementOf("17:a-2", retrieval.Filter{Scope: "17"}); st == nil || st.By != "testers" || st.Process != "oewg-2021-2025" || st.Language != "en" {
		t.Errorf("%+v", st)
	}
}

func (w *world) wantUnchanged(l *Library, do func()) {
	w.t.Helper()
	before, files := l.Index(), w.files()
	do()
	if l.Index() != before || !reflect.DeepEqual(w.files(), files) {
		w.t.Error("something was changed")
	}
}

func TestLimits(t *testing.T) {
	w := newWorld(t)
	for i := range MaxDocuments - 1 {
		w.write(filepath.Join(w.servers, "17"), fmt.Sprintf("%03d.txt", i), fmt.Sprintf("Mr. Chair,\n\nNumber %d.", i))
	}
	w.write(filepath.Join(w.servers, "18"), "large.bin", "")
	must(t, os.Truncate(filepath.Join(w.servers, "18", "large.bin"), MaxBytes-10))
	l := w.start()
	w.add(l, "17", "last.txt", brazilian, Meta{})
	_, err := l.Add(t.Context(), "17", "more.txt", []byte(nameless), Meta{})
	if r := rejection(t, err); !strings.Contains(r.Reason, "500 documents") {
		t.Error(r)
	}
	_, err = l.Add(t.Context(), "18", "more.txt", []byte(nameless), Meta{})
	if r := rejection(t, err); !strings.Contains(r.Reason, "50 MB") {
		t.Error(r)
	}
	w.add(l, "19", "more.txt", nameless, Meta{})
}

// A document whose index could not be made is gone, and can be added again.
func TestAddTakenOutAgain(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	failure := errors.New("the embedder is gone")
	w.before = func(context.Context) error { return failure }
	w.wantUnchanged(l, func() {
		if id, err := l.Add(t.Context(), "17", "br.txt", []byte(brazilian), Meta{By: "BR"}); !errors.Is(err, failure) || id != "" {
			t.Errorf("%q (%v)", id, err)
		}
	})
	ctx, cancel := context.WithCancel(t.Context())
	w.before = func(ctx context.Context) error { cancel(); return ctx.Err() }
	w.wantUnchanged(l, func() {
		if _, err := l.Add(ctx, "17", "br.txt", []byte(brazilian), Meta{By: "BR"}); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled: %v", err)
		}
	})
	w.before = nil
	w.add(l, "17", "br.txt", brazilian, Meta{By: "BR"})
}

// An index that could not be saved is used, and the error says so.
func TestNotSaved(t *testing.T) {
	w := newWorld(t)
	w.write(filepath.Dir(w.index), "index", "a file stands in its place")
	states, err := readStates()
	must(t, err)
	l := New(Options{Sources: []corpus.Source{{Name: "s", Dir: w.shared, FS: os.DirFS(w.shared)}}, Servers: w.servers, States: states, Sync: w.sync})
	if _, err := l.Open(t.Context(), nil); !errors.Is(err, retrieval.ErrNotSaved) || l.Index() == nil {
		t.Fatalf("opened: %v", err)
	}
	id, err := l.Add(t.Context(), "17", "br.txt", []byte(brazilian), Meta{})
	if !errors.Is(err, retrieval.ErrNotSaved) || id != "17:br" || l.Index().StatementOf(id, retrieval.Filter{Scope: "17"}) == nil {
		t.Errorf("%q (%v)", id, err)
	}
	if err := l.Remove(t.Context(), "17", id); !errors.Is(err, retrieval.ErrNotSaved) || len(l.Added("")) != 0 {
		t.Errorf("removed: %v", err)
	}
	if at, report := l.LastReindex(); at.IsZero() || report.Read != 1 {
		t.Errorf("last: %v %+v", at, report)
	}
}

func TestRemove(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	a := w.add(l, "17", "a.txt", brazilian, Meta{By: "BR"})
	b := w.add(l, "17", "a.md", nameless, Meta{})
	c := w.add(l, "18", "a.txt", brazilian, Meta{By: "BR"})
	for _, try := range [][2]string{{"17", c}, {"18", a}, {"17", "fr"}, {"", a}, {"", "fr"}, {"17", "17:none"}, {"17", "../18/a"}, {"..", a}} {
		if err := l.Remove(t.Context(), try[0], try[1]); !errors.Is(err, ErrNotFound) {
			t.Errorf("server %q removing %s: %v", try[0], try[1], err)
		}
	}
	must(t, l.Remove(t.Context(), "17", a))
	w.wantFiles("servers/17/a-2.md", "servers/18/a.txt", "servers/18/a.toml")
	if ids(l.Added("")) != b+" "+c {
		t.Errorf("left: %s", ids(l.Added("")))
	}
	if err := l.Remove(t.Context(), "17", a); !errors.Is(err, ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	// Files that are gone already.
	must(t, os.Remove(filepath.Join(w.servers, "17", "a-2.md")))
	must(t, l.Remove(t.Context(), "17", b))
	must(t, os.RemoveAll(filepath.Join(w.servers, "18")))
	must(t, l.Remove(t.Context(), "18", c))
	w.wantFiles()
}

// Documents that an operator put there by hand go with the right sidecar.
func TestRemoveByHand(t *testing.T) {
	w := newWorld(t)
	dir := filepath.Join(w.servers, "17")
	for name, text := range map[string]string{
		"x.txt": brazilian, "x.md": nameless, "x.toml": "title = \"Both\"\n",
		"y.txt": brazilian + " Y", "y.txt.toml": "title = \"Y\"\n", "y.toml": "title = \"none\"\n", "sub/z.txt": brazilian + " Z", "sub/z.TOML": "title = \"Z\"\n",
	} {
		w.write(dir, name, text)
	}
	l := w.start()
	if got := ids(l.Added("17")); got != "17:sub/z 17:x.md 17:x.txt 17:y" {
		t.Fatalf("added: %s", got)
	}
	for _, id := range []string{"17:sub/z", "17:x.md", "17:y"} {
		must(t, l.Remove(t.Context(), "17", id))
	}
	w.wantFiles("servers/17/x.txt", "servers/17/x.toml", "servers/17/y.toml")
}

func TestPromote(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	w.add(l, "17", "fr.txt", brazilian, Meta{Title: "T", Date: "2023-03-08"})
	before := *l.Index().StatementOf("17:fr", retrieval.Filter{Scope: "17"})
	if _, err := l.Promote(t.Context(), "fr"); !errors.Is(err, ErrNotFound) {
		t.Errorf("what is shared was promoted: %v", err)
	}
	id, err := l.Promote(t.Context(), "17:fr")
	if err != nil || id != "fr-2" {
		t.Fatalf("%q (%v)", id, err)
	}
	w.wantFiles("library/fr-2.txt", "library/fr-2.toml")
	after := *l.Index().Statement(id)
	before.ID, before.Scope, before.File = after.ID, "", after.File
	if !reflect.DeepEqual(after, before) || len(l.Added("")) != 0 {
		t.Errorf("%+v, and was %+v", after, before)
	}
	if _, err := l.Promote(t.Context(), "17:fr"); !errors.Is(err, ErrNotFound) {
		t.Errorf("promoted twice: %v", err)
	}
	if ids(w.start().Index().Statements()) != "fr fr-2" {
		t.Error("another program sees another library")
	}
}

// What is shared in the same words stays as it is.
func TestPromoteWhatIsShared(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	w.add(l, "17", "a.txt", brazilian, Meta{By: "BR"})
	w.add(l, "18", "b.txt", brazilian, Meta{By: "JP"})
	w.add(l, "19", "c.txt", brazilian, Meta{By: "Brazil"})
	id, err := l.Promote(t.Context(), "17:a")
	must(t, err)
	_, err = l.Promote(t.Context(), "18:b")
	if r := rejection(t, err); !strings.Contains(r.Reason, "(a)") {
		t.Error(r)
	}
	if again, err := l.Promote(t.Context(), "19:c"); err != nil || again != id {
		t.Errorf("the same again: %s (%v)", again, err)
	}
	w.wantFiles("library/a.txt", "library/a.toml", "servers/18/b.txt", "servers/18/b.toml")
	if st := l.Index().Statement("a"); st.By != "BR" {
		t.Errorf("by %s", st.By)
	}
}

// The operator's folder is made where it is not there, and read from then on.
func TestPromoteMakesTheFolder(t *testing.T) {
	w := newWorld(t)
	w.own = filepath.Join(filepath.Dir(w.shared), "own", "library")
	l := w.start()
	w.add(l, "17", "a.txt", brazilian, Meta{})
	id, err := l.Promote(t.Context(), "17:a")
	if err != nil || id != "a" || l.Index().Statement("a") == nil {
		t.Errorf("%q (%v)", id, err)
	}
	l.o.Own = ""
	_, err = l.Promote(t.Context(), "17:a")
	rejection(t, err)
}

func TestFailed(t *testing.T) {
	w := newWorld(t)
	w.write(w.shared, "deep/bad.txt", "")
	w.write(filepath.Join(w.servers, "17"), "bad.toml", "by = \"nobody\"\n")
	w.write(filepath.Join(w.servers, "17"), "bad.txt", nameless)
	w.write(filepath.Join(w.servers, "17"), "states.toml", "")
	w.write(filepath.Join(w.servers, "18"), "worse.pdf", "%PDF-")
	w.write(w.servers, "stray", "x")
	w.write(filepath.Join(w.servers, "abc"), "a.txt", brazilian)
	l := w.start()
	list := func(all []corpus.Failure) string {
		var out []string
		for _, f := range all {
			out = append(out, f.Scope+"/"+f.File)
			if strings.Contains(f.Reason+f.Fix, filepath.Dir(w.shared)) {
				t.Errorf("a folder of the machine's: %v", f)
			}
		}
		return strings.Join(out, " ")
	}
	for scope, want := range map[string]string{"": "", "17": "17/bad.toml 17/states.toml", "18": "18/worse.pdf", "5": ""} {
		if got := list(l.Failed(scope, false)); got != want {
			t.Errorf("of the server %q: %s", scope, got)
		}
		if got := list(l.Failed(scope, true)); strings.TrimSpace(got) != strings.TrimSpace("/deep/bad.txt "+want) && got != strings.TrimSpace(want+" /deep/bad.txt") {
			t.Errorf("of the server %q and all: %s", scope, got)
		}
	}
	if got := list(l.FailedEverywhere()); len(strings.Fields(got)) != 4 {
		t.Errorf("everywhere: %s", got)
	}
	_, strays, err := ServerSources(w.servers)
	if err != nil || strings.Join(strays, " ") != "abc stray" || l.Index().Held(retrieval.Filter{AllScopes: true}).Statements != 1 {
		t.Errorf("strays: %q (%v)", strays, err)
	}
}

// Where a link stands in a server's place, nothing is written through it.
func TestLinksAreNotFollowed(t *testing.T) {
	w := newWorld(t)
	elsewhere := t.TempDir()
	must(t, os.MkdirAll(filepath.Join(w.servers, "18"), 0o755))
	for from, to := range map[string]string{"17": elsewhere, "19": "18"} {
		if err := os.Symlink(to, filepath.Join(w.servers, from)); err != nil {
			t.Skip("this system has no links: ", err)
		}
	}
	must(t, os.Symlink(filepath.Join(elsewhere, "out.txt"), filepath.Join(w.servers, "18", "br.txt")))
	l := w.start()
	for _, scope := range []string{"17", "19"} {
		if _, err := l.Add(t.Context(), scope, "br.txt", []byte(brazilian), Meta{}); err == nil {
			t.Errorf("%s is a link, and was written through", scope)
		}
	}
	if id := w.add(l, "18", "br.txt", brazilian, Meta{}); id != "18:br-2" {
		t.Errorf("the ID is %s", id)
	}
	if list, _ := os.ReadDir(elsewhere); len(list) > 0 {
		t.Errorf("written elsewhere: %v", list)
	}
}

// No folder that all share may hold what servers add.
func TestFoldersApart(t *testing.T) {
	for name, servers := range map[string]string{"within": "servers", "the same": ".", "around": ".."} {
		w := newWorld(t)
		w.servers = filepath.Join(w.shared, servers)
		l := New(Options{Sources: []corpus.Source{{Name: "s", Dir: w.shared}}, Servers: w.servers, Sync: w.sync})
		if _, err := l.Open(t.Context(), nil); err == nil || !strings.Contains(err.Error(), "[library] servers") || l.Index() != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTooEarly(t *testing.T) {
	w := newWorld(t)
	l := New(Options{Servers: w.servers, Own: w.own, Sync: w.sync})
	_, added := l.Add(t.Context(), "17", "x.txt", []byte(brazilian), Meta{})
	_, promoted := l.Promote(t.Context(), "17:x")
	if added == nil || promoted == nil || l.Remove(t.Context(), "17", "17:x") == nil || l.Added("") != nil || l.Failed("", true) != nil || l.Index() != nil {
		t.Error("a library that is not open was used")
	}
}

// What was found and is not right can be cleared, without another in its place.
func TestMetaClears(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	found, err := l.Preview("br.txt", []byte(brazilian), Meta{Date: "2021-06-23", Speaker: "Ana Silva", Office: "Ambassador", OnBehalf: []string{"EU"}})
	must(t, err)
	if st := found.Statement; st.By != "BR" || st.Date.IsZero() || len(st.OnBehalf) != 1 || st.Office != "Ambassador" {
		t.Fatalf("%+v", st)
	}
	found, err = l.Preview("br.txt", []byte(brazilian), Meta{Title: "A title", Clear: []string{"by", "by", "date", "on_behalf", "speaker", "title", "grade", "x = 1\n"}})
	must(t, err)
	if st := found.Statement; st.By != "" || !st.Date.IsZero() || len(st.OnBehalf) != 0 || st.Speaker != "" || st.Title != "A title" {
		t.Errorf("%+v", st)
	}
}

// A value that is too long is named, and an address has a fix of its own.
func TestTooLongValueIsNamed(t *testing.T) {
	for key, m := range map[string]Meta{
		"title is longer":   {Title: strings.Repeat("x", 1001)},
		"address is longer": {URL: "https://a.example/" + strings.Repeat("x", 1001)},
	} {
		_, err := newWorld(t).start().Preview("br.txt", []byte(brazilian), m)
		if r := rejection(t, err); !strings.Contains(r.Reason, key) || strings.Contains(key, "address") != strings.Contains(r.Fix, "add the file") {
			t.Errorf("%s: %v", key, r)
		}
	}
}

// No words of a page are left out because of how deep they lie: a page is read
// whole or refused, with what to do.
func TestDeepPage(t *testing.T) {
	l := newWorld(t).start()
	deep := func(n int) []byte {
		return []byte("<html><body><p>Mr. Chair, France supports norms.</p>" + strings.Repeat("<div>", n) + "<p>We call for points of contact in every capital.</p>" + strings.Repeat("</div>", n) + "</body></html>")
	}
	found, err := l.Preview("deep.html", deep(500), Meta{})
	if must(t, err); !strings.Contains(found.Statement.Text, "points of contact") {
		t.Errorf("%q", found.Statement.Text)
	}
	_, err = l.Preview("deep.html", deep(100_000), Meta{})
	if r := rejection(t, err); !strings.Contains(r.Fix, "plain text") {
		t.Errorf("%v", r)
	}
}
