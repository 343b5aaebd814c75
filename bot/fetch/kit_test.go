package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot/catalog"
	"verbatim/bot/library"
	"verbatim/bot/web"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
)

// The States of these tests are not the world's.
const statesTOML = `
[[state]]
code = "FD"
name = "Freedonia"
aliases = ["Republic of Freedonia"]
adjectives = ["Freedonian"]

[[state]]
code = "SY"
name = "Sylvania"
adjectives = ["Sylvanian"]

[[group]]
code = "marx"
name = "Marxian Group"
members = ["FD", "SY"]

[[group]]
code = "un"
name = "United Nations"
kind = "body"
`

const hostsTOML = `
[[host]]
host = "mfa.freedonia.example"
owner = "FD"

[[host]]
host = "un.sylvania.example"
owner = "SY"

[[host]]
host = "records.un.example"
texts = "records"
owner = "un"
`

func source(id, title, by, day, address, more string) string {
	return fmt.Sprintf("[[source]]\nid = %q\ntitle = %q\nby = %q\ndate = %q\ndate_basis = \"seen\"\nprocess = \"oewg-2021-2025\"\nkind = \"statement\"\nlanguage = \"en\"\ntopics = [\"norms\"]\nurl = %q\n%s\n", id, title, by, day, address, more)
}

// page is a web page of a statement.
func page(title, body string) string {
	return "<html><head><title>" + title + "</title></head><body><main><h1>" + title + "</h1>" + body + "</main></body></html>"
}

const freedonian = "<p>New York, 27 July 2022</p><p>Mr. Chair,</p><p>Freedonia supports norms of responsible behaviour, and their implementation by all.</p><p>We call for points of contact in every capital, for training of those who serve there, and for reports each year.</p><p>I thank you.</p>"

// internet is the servers of the test, on one that listens on this machine.
type internet struct {
	t      *testing.T
	mu     sync.Mutex
	pages  map[string]string // by address without scheme
	status map[string]int
	asked  []string
	fresh  int // answers of 304
	server *httptest.Server
}

func newInternet(t *testing.T) *internet {
	n := &internet{t: t, pages: map[string]string{}, status: map[string]int{}}
	n.server = httptest.NewServer(http.HandlerFunc(n.serve))
	t.Cleanup(n.server.Close)
	return n
}

func (n *internet) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "robots.txt") {
		http.NotFound(w, r)
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	at := strings.TrimPrefix(r.URL.Path, "/")
	n.asked = append(n.asked, at)
	text, ok := n.pages[at]
	switch {
	case n.status[at] != 0:
		w.WriteHeader(n.status[at])
		return
	case !ok:
		http.NotFound(w, r)
		return
	}
	tag := `"` + corpus.Hash(text)[:12] + `"`
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		n.fresh++
		w.WriteHeader(http.StatusNotModified)
		return
	}
	fmt.Fprint(w, text)
}

func (n *internet) put(address, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.pages[strings.TrimPrefix(address, "https://")] = text
}

func (n *internet) requests() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.asked)
}

// get is a client to whom every host of the test is this machine.
func (n *internet) get() func(context.Context, string, web.Prior) (*web.Page, error) {
	client := web.New(web.Options{Allow: []string{"127.0.0.1"}, Pause: time.Microsecond, Tries: 1, Formats: []web.Format{web.HTML, web.Text}})
	here := func(address string) string { return n.server.URL + "/" + strings.TrimPrefix(address, "https://") }
	return func(ctx context.Context, address string, p web.Prior) (*web.Page, error) {
		if p.Final != "" {
			p.Final = here(p.Final)
		}
		got, err := client.Get(ctx, here(address), p)
		if got != nil {
			got.URL = address
			got.Final = "https://" + strings.TrimPrefix(got.Final, n.server.URL+"/")
		}
		return got, err
	}
}

// desk is a library with a fetcher.
type desk struct {
	t       *testing.T
	dir     string
	states  *corpus.States
	catalog *catalog.Catalog
	net     *internet
	lib     *library.Library
	now     time.Time
	jobs    int
}

func newDesk(t *testing.T, sources ...string) *desk {
	t.Helper()
	states, err := corpus.ParseStates("states.toml", []byte(statesTOML), nil)
	if err != nil {
		t.Fatal(err)
	}
	known, err := catalog.Parse("catalog.toml", []byte(strings.Join(sources, "\n")), []byte(hostsTOML), states)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, dir: filepath.Join(t.TempDir(), "library"), states: states, catalog: known, net: newInternet(t), now: time.Now()}
	d.open()
	return d
}

// open makes a library as a program that begins does.
func (d *desk) open() {
	d.t.Helper()
	d.lib = library.New(library.Options{
		Own: d.dir, States: d.states,
		Earned: func(r corpus.Record, s *corpus.Statement) corpus.Grade {
			return d.catalog.GradeOf(r.From(), s.By, s.OnBehalf...)
		},
		Sync: func(ctx context.Context, sources []corpus.Source, full bool, prev *retrieval.Index, progress func(string, int, int)) (*retrieval.Index, retrieval.Report, error) {
			return retrieval.Sync(ctx, retrieval.Options{
				Dir: d.dir + "-index", Sources: sources, States: d.states, Embedder: retrieval.BagOfWords{}, Full: full, Prev: prev, Progress: progress,
				OpenStore: func(dir string) (retrieval.Store, error) { return chromem.Open(dir, nil) },
			})
		},
	})
	if _, err := d.lib.Open(d.t.Context(), nil); err != nil {
		d.t.Fatal(err)
	}
}

// fetch fetches what is named, or all of the catalogue, and tells the outcomes.
func (d *desk) fetch(words ...string) []Result {
	d.t.Helper()
	jobs, err := Named(d.catalog, words)
	if len(words) == 0 {
		jobs, err = Selected(d.catalog, catalog.Filter{})
	}
	if err != nil {
		d.t.Fatal(err)
	}
	return d.run(jobs)
}

func (d *desk) run(jobs []Job) []Result {
	d.t.Helper()
	f := &Fetcher{Get: d.net.get(), Library: d.lib, States: d.states, GradeOf: d.catalog.GradeOf, Jobs: d.jobs, Now: func() time.Time { return d.now }}
	results, err := f.Run(d.t.Context(), jobs, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.lib.Reindex(d.t.Context(), false, nil); err != nil {
		d.t.Fatal(err)
	}
	return results
}

// statement gives the one statement held of that ID.
func (d *desk) statement(id string) *corpus.Statement {
	d.t.Helper()
	s := d.lib.Index().Statement(id)
	if s == nil {
		var ids []string
		for _, s := range d.lib.Index().Statements() {
			ids = append(ids, s.ID)
		}
		d.t.Fatalf("%s is not held: %v, failed %v", id, ids, d.lib.Index().Failed())
	}
	return s
}

func (d *desk) want(results []Result, outcomes ...library.Outcome) {
	d.t.Helper()
	if len(results) != len(outcomes) {
		d.t.Fatalf("%d results, want %d", len(results), len(outcomes))
	}
	for i, r := range results {
		if r.Outcome != outcomes[i] {
			d.t.Errorf("%s: %s (%s; %s), want %s", r.Name(), r.Outcome, r.Reason, r.Fix, outcomes[i])
		}
	}
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, name) }

func (d *desk) read(name string) string {
	d.t.Helper()
	data, err := os.ReadFile(d.path(name))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(data)
}
