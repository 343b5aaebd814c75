package fetch

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/library"
	"verbatim/retrieval/corpus"
)

// speech is long enough for one word more to be a small share of it.
func speech(voice string, paragraphs int) string {
	var b strings.Builder
	for i := range paragraphs {
		fmt.Fprintf(&b, "<p>%s said on this day at length that the work of the group matters to small islands and landlocked capitals alike, number %s.</p>", voice, strings.Repeat("x", i+1))
	}
	return b.String()
}

// A delegation says almost the same twice: the second time with a "not".
func TestLikeStatementsOfTwoDays(t *testing.T) {
	d := newDesk(t)
	for day, text := range map[string]string{"27": "We support the draft.", "29": "We do not support the draft."} {
		d.net.put("https://mfa.freedonia.example/"+day, page("Statement by Freedonia", "<p>"+day+" July 2022</p><p>Mr. Chair,</p>"+speech("Freedonia", 15)+"<p>"+text+"</p>"))
		d.net.put("https://mfa.freedonia.example/thanks/"+day, page("Statement by Freedonia", "<p>"+day+" July 2022</p><p>We thank you, Chair.</p>"))
	}
	d.want(d.fetch("https://mfa.freedonia.example/27", "https://mfa.freedonia.example/29"), library.Came, library.Came)
	d.want(d.fetch("https://mfa.freedonia.example/thanks/27", "https://mfa.freedonia.example/thanks/29"), library.Came, library.Came)
	if n := len(d.lib.Index().Statements()); n != 4 {
		t.Errorf("%d statements are held, want 4", n)
	}
}

// Of two official copies the first stays, within one run too.
func TestSecondOfficialCopy(t *testing.T) {
	d := newDesk(t)
	for _, at := range []string{"https://mfa.freedonia.example/a", "https://mfa.freedonia.example/b"} {
		d.net.put(at, page("Statement by Freedonia", "<p>27 July 2022</p>"+speech("Freedonia", 15)))
	}
	d.want(d.fetch("https://mfa.freedonia.example/a", "https://mfa.freedonia.example/b"), library.Came, library.Elsewhere)
	if s := d.statement("mfa-freedonia-example-a"); s.Grade != corpus.Official || len(s.Also) != 1 {
		t.Errorf("%s, also at %v", s.Grade, s.Also)
	}
}

// Another address of a source does not take the place of the State's own page.
func TestOtherAddressOfASource(t *testing.T) {
	copied := "https://copies.example/fd"
	d := newDesk(t, source("fd-2022-07-27-norms", title, "FD", "2022-07-27", address, "official = true\nalso = [\""+copied+"\"]"))
	d.net.put(address, page(title, freedonian))
	d.net.put(copied, page(title, freedonian+"<p>The copyist adds a paragraph here, which Freedonia never said at any meeting.</p>"))
	d.want(d.fetch("fd-2022-07-27-norms"), library.Came)
	d.want(d.fetch(copied), library.Elsewhere)
	if s := d.statement("fd-2022-07-27-norms"); s.Grade != corpus.Official || strings.Contains(s.Text, "copyist") || len(s.Also) != 1 {
		t.Errorf("%s, also at %v: %q", s.Grade, s.Also, s.Text)
	}
}

// What a person wrote beside a document stays when the document comes again.
func TestPersonsWordStays(t *testing.T) {
	d := newDesk(t, known)
	d.net.put(address, page(title, freedonian))
	d.want(d.fetch(), library.Came)
	side := d.read("fd-2022-07-27-norms.toml") + "speaker = \"Rufus Firefly\"\n"
	if err := os.WriteFile(d.path("fd-2022-07-27-norms.toml"), []byte(side), 0o644); err != nil {
		t.Fatal(err)
	}
	d.net.put(address, page(title, "<!-- 18:31 -->"+freedonian))
	d.want(d.fetch("fd-2022-07-27-norms"), library.Unchanged)
	d.net.put(address, page(title, freedonian+"<p>Thank you.</p>"))
	d.want(d.fetch("fd-2022-07-27-norms"), library.Changed)
	if s := d.statement("fd-2022-07-27-norms"); s.Speaker != "Rufus Firefly" || s.Grade != corpus.Official {
		t.Errorf("%s, by %q", s.Grade, s.Speaker)
	}

	at := "https://x.example/s"
	d.net.put(at, page("A speech", "<p>Mr. Chair,</p>"+speech("We", 6)))
	jobs, err := Named(d.catalog, []string{at})
	if err != nil {
		t.Fatal(err)
	}
	jobs[0].Meta = library.Meta{By: "SY", Date: "2022-07-01"}
	d.want(d.run(jobs), library.Came)
	d.net.put(at, page("A speech", "<p>Mr. Chair,</p>"+speech("We", 7)))
	d.want(d.fetch(at), library.Changed)
	if s := d.statement("x-example-s"); s.By != "SY" || s.Date.IsZero() {
		t.Errorf("by %q on %v", s.By, s.Date)
	}
	// It was said of those words, and of no others.
	for _, other := range []string{
		page("Statement by Freedonia", freedonian),
		page("Something new", "<p>Mr. Chair,</p><p>Here stand other words altogether, by whoever put them there in the meantime, on fish and on fishing.</p>"),
	} {
		d.net.put(at, other)
		d.want(d.fetch(at), Failed)
		if s := d.statement("x-example-s"); s.By != "SY" || !strings.Contains(s.Text, "landlocked") {
			t.Errorf("by %q: %q", s.By, s.Text)
		}
	}
}

// A file that somebody put into a folder stays what it is, with what was said of it,
// where the official copy comes; that one counts in its place.
func TestFileStays(t *testing.T) {
	for _, name := range []string{"speech", "2022/july/speech"} {
		d := newDesk(t, known)
		d.net.put(address, page(title, "<p>New York, 27 July 2022</p><p>Mr. Chair,</p>"+speech("Freedonia", 10)))
		d.want(d.fetch(), library.Came)
		text := d.statement("fd-2022-07-27-norms").Text
		if _, err := d.lib.RemoveOwn(t.Context(), "fd-2022-07-27-norms"); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(d.path(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		for ending, data := range map[string]string{".txt": text, ".toml": "by = \"FD\"\nspeaker = \"Rufus Firefly\"\n"} {
			if err := os.WriteFile(d.path(name+ending), []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		d.open()
		d.want(d.fetch(), library.Came)
		if s := d.statement("fd-2022-07-27-norms"); s.Grade != corpus.Official || len(d.lib.Index().Statements()) != 1 {
			t.Errorf("%s of %d", s.Grade, len(d.lib.Index().Statements()))
		}
		held := d.lib.Index().Statements()
		if files := held[0].CopyFiles(); len(files) != 1 || files[0] != name+".txt" {
			t.Errorf("held again in %s", files)
		}
		if d.read(name+".txt") != text || !strings.Contains(d.read(name+".toml"), "Firefly") {
			t.Errorf("%s: %q", name, d.read(name+".txt"))
		}
	}
}

// Two programs at once keep one text once.
func TestTwoPrograms(t *testing.T) {
	d := newDesk(t)
	copied := "https://copies.example/1"
	for _, at := range []string{"https://mfa.freedonia.example/1", copied} {
		d.net.put(at, page("Statement by Freedonia", "<p>27 July 2022</p>"+speech("Freedonia", 15)))
	}
	other := *d
	other.open()
	d.want(d.fetch("https://mfa.freedonia.example/1"), library.Came)
	d.want(other.fetch(copied), library.Elsewhere)
	d.open()
	if s := d.statement("mfa-freedonia-example-1"); s.Grade != corpus.Official || len(s.Also) != 1 || len(d.lib.Index().Statements()) != 1 {
		t.Errorf("%s, also at %v", s.Grade, s.Also)
	}
}

// Freedonia's words on Sylvania's site are not Sylvania's for a sidecar, nor for
// a person, that says so.
func TestSidecarEarnsNothing(t *testing.T) {
	d := newDesk(t)
	at := "https://un.sylvania.example/copy"
	d.net.put(at, page(title, freedonian))
	d.want(d.fetch(at), library.Came)
	for _, side := range []string{"by = \"SY\"\n", "by = \"\"\non_behalf = [\"SY\"]\n", "grade = \"official\"\n"} {
		if err := os.WriteFile(d.path("un-sylvania-example-copy.toml"), []byte(side), 0o644); err != nil {
			t.Fatal(err)
		}
		d.open()
		if s := d.statement("un-sylvania-example-copy"); s.Grade != corpus.Supplied {
			t.Errorf("%q: %s", side, s.Grade)
		}
	}
	jobs, err := Named(d.catalog, []string{at})
	if err != nil {
		t.Fatal(err)
	}
	jobs[0].Meta = library.Meta{By: "SY"}
	r := d.run(jobs)
	if s := d.statement("un-sylvania-example-copy"); s.Grade != corpus.Supplied || r[0].Grade != corpus.Supplied {
		t.Errorf("%s, told as %s", s.Grade, r[0].Grade)
	}
	// Where it names nobody, whose site it is on and who is said to speak agree.
	d.net.put("https://un.sylvania.example/own", page("On norms", "<p>Mr. Chair,</p>"+speech("We", 5)))
	if jobs, err = Named(d.catalog, []string{"https://un.sylvania.example/own"}); err != nil {
		t.Fatal(err)
	}
	jobs[0].Meta = library.Meta{By: "SY"}
	if r := d.run(jobs); r[0].Grade != corpus.Official || d.statement("un-sylvania-example-own").Grade != corpus.Official {
		t.Errorf("%s", r[0].Grade)
	}
}
