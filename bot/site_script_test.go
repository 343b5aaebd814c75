package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"verbatim/retrieval/corpus"
)

// site is the command "site DIR FILE...": it serves a folder, with faults by the
// beginning of a name, writes fetch.toml, a configuration that permits it, and puts the
// site's address in place of SITE in the files named.
func site(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) == 0 {
		ts.Fatalf("usage: site DIR FILE...")
	}
	dir := ts.MkAbs(args[0])
	files := http.FileServer(http.Dir(dir))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name := strings.TrimPrefix(r.URL.Path, "/"); {
		case strings.HasPrefix(name, "gone"):
			w.WriteHeader(http.StatusGone)
		case strings.HasPrefix(name, "loop"):
			http.Redirect(w, r, "/"+name+"x", http.StatusFound)
		case strings.HasPrefix(name, "inwards"):
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		case strings.HasPrefix(name, "to-a-file"):
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		case strings.HasPrefix(name, "slow"):
			select {
			case <-r.Context().Done():
			case <-time.After(time.Minute):
			}
		case strings.HasPrefix(name, "cut"):
			w.Header().Set("Content-Length", "100000")
			fmt.Fprint(w, "<html><body><p>Mr. Chair,</p>")
		case strings.HasPrefix(name, "endless"):
			for range 40 << 10 {
				if _, err := w.Write(bytes.Repeat([]byte("words "), 200)); err != nil {
					return
				}
			}
		default:
			// By its words, since a file's time tells no two changes within a second apart.
			if text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path.Clean("/"+name)))); err == nil {
				w.Header().Set("ETag", fmt.Sprintf("%q", corpus.Hash(string(text))))
			}
			files.ServeHTTP(w, r)
		}
	}))
	ts.Defer(srv.Close)
	host := strings.TrimPrefix(srv.URL, "http://")
	host = host[:strings.LastIndex(host, ":")]
	ts.Setenv("SITE", srv.URL)
	config := fmt.Sprintf("[fetch]\nallow_hosts = [%q]\npause = \"1ms\"\ntimeout = \"3s\"\nmax_mb = 1\n[library]\npath = \"docs\"\ncatalog = \"my-catalog.toml\"\n", host)
	ts.Check(os.MkdirAll(ts.MkAbs("docs"), 0o755))
	ts.Check(os.WriteFile(ts.MkAbs("fetch.toml"), []byte(config), 0o600))
	for _, name := range args[1:] {
		text := strings.ReplaceAll(ts.ReadFile(name), "SITE", srv.URL)
		ts.Check(os.WriteFile(filepath.Clean(ts.MkAbs(name)), []byte(text), 0o600))
	}
}
