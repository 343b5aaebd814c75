package fetch

import (
	"bufio"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/retrieval/corpus"
)

// The environment of the child of TestKilledWhileFetching: the library's folder
// and the server.
const (
	killedDir    = "FETCH_TEST_DIR"
	killedServer = "FETCH_TEST_SERVER"
)

// killedAddresses are what the child fetches, over and over: Freedonia's and
// Sylvania's words in turn.
func killedAddresses() (out []string) {
	for i := range 5 {
		out = append(out, fmt.Sprintf("https://mfa.freedonia.example/%d", i), fmt.Sprintf("https://un.sylvania.example/%d", i))
	}
	return out
}

// voiceOf tells whose words stand at one of the addresses, by the host in it.
func voiceOf(address string) (code, name string) {
	if strings.Contains(address, "freedonia") {
		return "FD", "Freedonia"
	}
	return "SY", "Sylvania"
}

// TestKilledChild is the child: it fetches, brings the index up to date, takes a
// document out, and begins again.
func TestKilledChild(t *testing.T) {
	dir := os.Getenv(killedDir)
	if dir == "" {
		t.Skip("it is the child of TestKilledWhileFetching")
	}
	d := deskAt(t, dir, &httptest.Server{URL: os.Getenv(killedServer)})
	for round := 0; ; round++ {
		d.fetch(killedAddresses()...)
		fmt.Println("round", round)
		all := d.lib.Index().Statements()
		if _, err := d.lib.RemoveOwn(t.Context(), all[round%len(all)].ID); err != nil {
			t.Fatal(err)
		}
	}
}

// deskAt is a desk on a folder that is there already.
func deskAt(t *testing.T, dir string, server *httptest.Server) *desk {
	t.Helper()
	d := newDesk(t)
	d.dir, d.net = dir, &internet{t: t, server: server}
	d.open()
	return d
}

// A program that fetches may be killed at any moment: what it leaves is read as
// whose it is, without a failure, the texts beside the documents are those that
// are quoted from, and the next run brings all.
func TestKilledWhileFetching(t *testing.T) {
	var visits atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "robots.txt") {
			http.NotFound(w, r)
			return
		}
		_, name := voiceOf(r.URL.Path)
		fmt.Fprint(w, page("Statement by "+name, fmt.Sprintf("<p>27 July 2022</p><p>Mr. Chair,</p><p>%s holds that lamp %d of %s be lit, and spoke of it %d times.</p>", name, visits.Add(1), filepath.Base(r.URL.Path), visits.Load())))
	}))
	defer server.Close()
	seed := uint64(time.Now().UnixNano())
	random := rand.New(rand.NewPCG(seed, 1))
	dir := filepath.Join(t.TempDir(), "library")
	for kill := range 6 {
		killChild(t, dir, server.URL, kill, time.Duration(random.IntN(250_000))*time.Microsecond)
		d := deskAt(t, dir, server)
		d.honest(fmt.Sprintf("kill %d of seed %d", kill, seed))
		if t.Failed() {
			return
		}
	}
	d := deskAt(t, dir, server)
	d.fetch(killedAddresses()...)
	d.honest("in the end")
	if n := len(d.lib.Index().Statements()); n != len(killedAddresses()) {
		t.Errorf("in the end %d statements are held", n)
	}
}

// killChild starts the child, waits until it is at work, and a while more, and
// kills it.
func killChild(t *testing.T, dir, server string, rounds int, wait time.Duration) {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKilledChild$")
	child.Env = append(os.Environ(), killedDir+"="+dir, killedServer+"="+server)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for rounds%3 > 0 && lines.Scan() && !strings.HasPrefix(lines.Text(), "round") { // the others are killed as they begin
	}
	time.Sleep(wait)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
	}
	if err := child.Wait(); err == nil || child.ProcessState.Exited() {
		t.Fatalf("the process ended before it was killed: %v", err)
	}
}

// honest fails where a document cannot be read, words are another's, a text
// beside the documents is not what is quoted from, or anything is left half done.
func (d *desk) honest(when string) {
	d.t.Helper()
	if failed := d.lib.Index().Failed(); len(failed) > 0 {
		d.t.Errorf("%s: %v", when, failed)
	}
	texts := map[string]string{}
	for _, s := range d.lib.Index().Statements() {
		code, name := voiceOf(s.URL)
		if s.By != code || !strings.Contains(s.Text, name+" holds that lamp") || s.Grade != corpus.Official {
			d.t.Errorf("%s: %s is by %q, %s: %q", when, s.ID, s.By, s.Grade, s.Text)
		}
		texts[".texts/"+s.ID+".txt"] = s.Text
	}
	err := filepath.WalkDir(d.dir, func(at string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(d.dir, at)
		if err != nil {
			return err
		}
		switch name = filepath.ToSlash(name); {
		case strings.HasSuffix(name, ".verbatim-tmp") || strings.Contains(name, ".verbatim-exchange"):
			d.t.Errorf("%s: %s is left", when, name)
		case strings.HasPrefix(name, ".texts/") && name != ".texts/.sums":
			if text, ok := texts[name]; !ok || text != d.read(name) {
				d.t.Errorf("%s: %s is no text that is quoted from", when, name)
			}
			delete(texts, name)
		}
		return nil
	})
	if err != nil && !os.IsNotExist(err) {
		d.t.Fatal(err)
	}
	for name := range texts {
		d.t.Errorf("%s: %s is missing", when, name)
	}
}
