package fetch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/library"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

const (
	title   = "Statement by Freedonia at the third session of the working group"
	address = "https://mfa.freedonia.example/statements/2022-07-27"
)

var known = source("fd-2022-07-27-norms", title, "FD", "2022-07-27", address, "official = true")

func TestGradesAreEarned(t *testing.T) {
	d := newDesk(t, known)
	d.net.put(address, page(title, freedonian))
	d.want(d.fetch(), library.Came)
	s := d.statement("fd-2022-07-27-norms")
	if s.Grade != corpus.Official || s.By != "FD" || s.Date.Format("2006-01-02") != "2022-07-27" || s.URL != address || s.Retrieved.IsZero() {
		t.Errorf("%s by %s on %v from %s at %v", s.Grade, s.By, s.Date, s.URL, s.Retrieved)
	}
	// The same text that somebody edited is a file like any other.
	name := d.path("fd-2022-07-27-norms.html")
	if err := os.WriteFile(name, []byte(strings.Replace(d.read("fd-2022-07-27-norms.html"), "supports norms", "rejects norms", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	d.open()
	if s := d.statement("fd-2022-07-27-norms"); s.Grade != corpus.Supplied {
		t.Errorf("edited, it is %s", s.Grade)
	}
	// Fetched again it is what it was: the edited one proves nothing to the server.
	d.want(d.fetch("fd-2022-07-27-norms"), library.Changed)
	if s := d.statement("fd-2022-07-27-norms"); s.Grade != corpus.Official || !strings.Contains(s.Text, "supports norms") {
		t.Errorf("%s: %s", s.Grade, s.Text)
	}
}

// A sidecar or a record that claims more than a site gives earns nothing.
func TestNobodyVouchesForItself(t *testing.T) {
	d := newDesk(t)
	copied := "https://un.sylvania.example/copy"
	d.net.put(copied, page(title, freedonian))
	d.want(d.fetch(copied), library.Came)
	for _, s := range d.lib.Index().Statements() {
		if s.Grade != corpus.Supplied || s.By != "FD" {
			t.Errorf("Freedonia's words on Sylvania's site are %s by %q", s.Grade, s.By)
		}
	}
	d.net.put("https://records.un.example/doc", page("Statement by Sylvania", strings.ReplaceAll(freedonian, "Freedonia", "Sylvania")))
	r := d.fetch("https://records.un.example/doc")
	if d.want(r, library.Came); r[0].Grade != corpus.UNRecord {
		t.Errorf("%s", r[0].Grade)
	}
}

func TestRunAgain(t *testing.T) {
	d := newDesk(t, known)
	d.net.put(address, page(title, freedonian))
	d.want(d.fetch(), library.Came)
	asked := d.net.requests()
	d.open()
	d.want(d.fetch(), Lately)
	if d.net.requests() != asked {
		t.Error("it asked again within a day")
	}
	d.want(d.fetch("fd-2022-07-27-norms"), library.Unchanged)
	d.now = d.now.Add(2 * Again)
	d.want(d.fetch(), library.Unchanged)
	if d.net.fresh != 2 {
		t.Errorf("%d conditional requests, want 2", d.net.fresh)
	}
	// A clock that moves is no change.
	d.net.put(address, strings.Replace(page(title, freedonian), "<body>", "<body><!-- 18:31 -->", 1))
	d.want(d.fetch("fd-2022-07-27-norms"), library.Unchanged)
	first := d.statement("fd-2022-07-27-norms")
	// Other words are; the version before stays, and is that of its day.
	d.net.put(address, page(title, strings.Replace(freedonian, "by all", "by all who can", 1)))
	r := d.fetch("fd-2022-07-27-norms")
	d.want(r, library.Changed)
	all, err := d.lib.Recorded()
	if err != nil || len(all) != 1 || len(all[0].Earlier) != 1 {
		t.Fatalf("%+v %v", all, err)
	}
	v := all[0].Earlier[0]
	if old := d.read(filepath.FromSlash(v.File)); !strings.Contains(old, "by all.") || v.Retrieved.IsZero() {
		t.Errorf("%v: %s", v.Retrieved, old)
	}
	if s := d.statement("fd-2022-07-27-norms"); !strings.Contains(s.Text, "by all who can") || s.SHA256 == first.SHA256 || s.Grade != corpus.Official {
		t.Errorf("%s %s", s.Grade, s.Text)
	}
	// And back again: nothing is kept twice.
	d.net.put(address, page(title, freedonian))
	d.want(d.fetch("fd-2022-07-27-norms"), library.Changed)
	d.net.put(address, page(title, strings.Replace(freedonian, "by all", "by all who can", 1)))
	d.want(d.fetch("fd-2022-07-27-norms"), library.Changed)
	if names, _ := os.ReadDir(d.path(".versions/fd-2022-07-27-norms.html")); len(names) != 2 {
		t.Errorf("%d versions are kept, want 2", len(names))
	}
}

func TestPageThatSaysSomethingElse(t *testing.T) {
	d := newDesk(t, known)
	for name, text := range map[string]string{
		"another State": page("Statement by Sylvania at the working group", strings.ReplaceAll(freedonian, "Freedonia", "Sylvania")),
		"another page":  page("Our new website", "<p>Welcome to the pages of the ministry. We moved everything, and are proud of our new design, which won a prize.</p><p>Please use the search to find what you miss, or write to us.</p>"),
		"nothing":       "<html><body></body></html>",
	} {
		d.net.put(address, text)
		r := d.fetch()
		d.want(r, Failed)
		if r[0].Reason == "" || r[0].Fix == "" {
			t.Errorf("%s: no reason", name)
		}
		if n := len(d.lib.Index().Statements()); n != 0 {
			t.Errorf("%s: %d statements are held", name, n)
		}
	}
	d.net.put(address, page(title, freedonian))
	d.want(d.fetch(), library.Came)
	// What is held stays when its page goes.
	d.net.put(address, page("Our new website", "<p>Welcome to the pages of the ministry.</p>"))
	d.want(d.fetch("fd-2022-07-27-norms"), Failed)
	d.statement("fd-2022-07-27-norms")
}

func TestOneTextAtSeveralAddresses(t *testing.T) {
	d := newDesk(t, known)
	copied := "https://un.sylvania.example/copy-of-freedonia"
	d.net.put(copied, page(title, freedonian+"<p>Copied by us.</p>"))
	d.net.put(address, page(title, freedonian))
	long := strings.Repeat("<p>Freedonia said on this day at length that the work of the group matters to small islands and landlocked capitals alike, number %.</p>", 1)
	var body strings.Builder
	for i := range 40 {
		body.WriteString(strings.Replace(long, "%", strings.Repeat("x", i+1), 1))
	}
	d.net.put(copied, page(title, freedonian+body.String()+"<p>Copied with thanks.</p>"))
	d.net.put(address, page(title, freedonian+body.String()))
	d.want(d.fetch(copied), library.Came)
	// The original wins over the copy, which is noted.
	r := d.fetch("fd-2022-07-27-norms")
	d.want(r, library.Came)
	if n := len(d.lib.Index().Statements()); n != 1 {
		t.Fatalf("%d statements are held", n)
	}
	s := d.statement("fd-2022-07-27-norms")
	if s.Grade != corpus.Official || len(s.Also) != 1 || s.Also[0] != copied {
		t.Errorf("%s, also at %v", s.Grade, s.Also)
	}
	// A further copy is noted too, from the next run on as well.
	mirror := "https://mirror.example/freedonia"
	d.net.put(mirror, page(title, freedonian+body.String()+"<p>Mirrored.</p>"))
	d.want(d.fetch(mirror), library.Elsewhere)
	d.open()
	if s := d.statement("fd-2022-07-27-norms"); len(s.Also) != 2 || s.Grade != corpus.Official {
		t.Errorf("%s, also at %v", s.Grade, s.Also)
	}
	// Another statement in like words is another statement.
	d.net.put("https://un.sylvania.example/own", page("Statement by Sylvania", strings.ReplaceAll(freedonian+body.String(), "Freedonia", "Sylvania")))
	d.want(d.fetch("https://un.sylvania.example/own"), library.Came)
}

func TestFailuresStopNothing(t *testing.T) {
	d := newDesk(t, known, source("sy-1", "Statement by Sylvania on norms and rules", "SY", "2022-07-28", "https://un.sylvania.example/1", "official = true"), source("sy-2", "Statement by Sylvania on threats", "SY", "2022-07-29", "https://un.sylvania.example/2", "official = true"))
	d.net.put(address, page(title, freedonian))
	d.net.put("https://un.sylvania.example/2", "\x00\x01\x02 not a document \x00")
	d.net.status["un.sylvania.example/1"] = 410
	r := d.fetch()
	d.want(r, library.Came, Failed, Failed)
	if !strings.Contains(r[1].Reason, "410") {
		t.Error(r[1].Reason)
	}
	if _, err := Named(d.catalog, []string{"fd-2022-07-27-norms", "no-such", "ftp://x.example/y"}); err == nil || !strings.Contains(err.Error(), "no-such") || !strings.Contains(err.Error(), "http") {
		t.Errorf("%v", err)
	}
}

func TestEndedRunGoesOn(t *testing.T) {
	var sources []string
	d := newDesk(t)
	for _, n := range strings.Fields("one two three four five six") {
		at := "https://mfa.freedonia.example/" + n
		sources = append(sources, at)
		d.net.put(at, page("Statement by Freedonia number "+n, strings.ReplaceAll(freedonian, "norms", n+" norms of number "+n+" "+strings.Repeat(n+" ", 40))))
	}
	jobs, err := Named(d.catalog, sources)
	if err != nil {
		t.Fatal(err)
	}
	for i := range jobs {
		jobs[i].Named = false
	}
	ctx, cancel := context.WithCancel(t.Context())
	f := &Fetcher{Get: d.net.get(), Library: d.lib, States: d.states, Jobs: 1}
	done := 0
	results, err := f.Run(ctx, jobs, func(Result) {
		if done++; done == 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(results) != 3 {
		t.Fatalf("%d results, %v", len(results), err)
	}
	d.open()
	d.want(d.run(jobs), Lately, Lately, Lately, library.Came, library.Came, library.Came)
	if n := d.lib.Index().Held(retrieval.Filter{}).Statements; n != 6 {
		t.Errorf("%d are held", n)
	}
}

func TestRemoved(t *testing.T) {
	d := newDesk(t, known)
	d.net.put(address, page(title, freedonian))
	d.fetch()
	d.net.put(address, page(title, strings.Replace(freedonian, "by all", "by all who can", 1)))
	d.fetch("fd-2022-07-27-norms")
	ids, err := d.lib.RemoveOwn(t.Context(), "fd-2022-07-27-norms")
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	if n := len(d.lib.Index().Statements()); n != 0 {
		t.Errorf("%d are held", n)
	}
	err = filepath.WalkDir(d.dir, func(name string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() && e.Name() != ".lock" {
			t.Errorf("%s is left", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.want(d.fetch(), library.Came)
}
