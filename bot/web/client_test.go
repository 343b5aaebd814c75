package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
)

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func TestGet(t *testing.T) {
	s := newSite(t)
	var asked http.Header
	s.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header
		w.Header().Set("Content-Type", "application/pdf")
		w.Header().Set("ETag", `W/"7"`)
		w.Header().Set("Last-Modified", "Fri, 11 Jul 2025 10:00:00 GMT")
		fmt.Fprint(w, "<!DOCTYPE html><p>Thank you, Chair.")
	})
	address := strings.Replace(s.at("site.example", "/a?b=c d#e"), "site", "SITE", 1)
	p, err := s.client().Get(t.Context(), address, Prior{})
	if err != nil {
		t.Fatal(err)
	}
	if p.URL != address || p.Final != s.at("site.example", "/a?b=c%20d") || p.Status != 200 || p.Unchanged {
		t.Errorf("page is %+v", p)
	}
	if p.Format != HTML || p.ContentType != "application/pdf" || string(p.Body) != "<!DOCTYPE html><p>Thank you, Chair." {
		t.Errorf("page is %+v", p)
	}
	if p.ETag != `W/"7"` || p.LastModified != "Fri, 11 Jul 2025 10:00:00 GMT" || !p.At.Equal(s.clock.Now()) {
		t.Errorf("page is %+v", p)
	}
	if got := asked.Get("User-Agent"); got != "Verbatim/1.0 (+https://verbatim.example)" {
		t.Errorf("it called itself %q", got)
	}
	for _, name := range []string{"Cookie", "Referer", "Authorization", "If-None-Match", "If-Modified-Since"} {
		if asked.Get(name) != "" {
			t.Errorf("it sent a %s", name)
		}
	}
	if s.count("/robots.txt") != 1 {
		t.Errorf("robots.txt was asked for %d times", s.count("/robots.txt"))
	}
}

func TestConditional(t *testing.T) {
	s := newSite(t)
	s.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"7"` && r.Header.Get("If-Modified-Since") == "then" {
			w.Header().Set("ETag", `"7"`)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "new")
	})
	s.status("/moved", http.StatusFound, "Location", "/a")
	s.status("/always", http.StatusNotModified)
	c := s.client()
	for _, tt := range []struct {
		path  string
		prior Prior
		body  string // empty: unchanged
	}{
		{"/a", Prior{}, "new"},
		{"/a", Prior{ETag: `"6"`}, "new"},
		{"/a", Prior{ETag: `"7"`, LastModified: "then"}, ""},
		{"/moved", Prior{ETag: `"7"`, LastModified: "then", Final: s.at("site.example", "/a")}, ""},
		{"/moved", Prior{ETag: `"7"`, LastModified: "then", Final: s.at("site.example", "/moved")}, "new"},
		{"/a", Prior{ETag: "7\r\nX: y", LastModified: "then"}, "new"},
	} {
		p, err := c.Get(t.Context(), s.at("site.example", tt.path), tt.prior)
		if err != nil {
			t.Fatal(err)
		}
		if string(p.Body) != tt.body || p.Unchanged != (tt.body == "") {
			t.Errorf("%s with %+v gives %q, unchanged %v", tt.path, tt.prior, p.Body, p.Unchanged)
		}
	}
	for _, prior := range []Prior{{}, {ETag: `"7"`, Final: s.at("site.example", "/a")}} {
		_, err := c.Get(t.Context(), s.at("site.example", "/always"), prior)
		fails(t, err, ErrStatus, "304")
	}
}

func TestGzip(t *testing.T) {
	s := newSite(t)
	s.HandleFunc("/a", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" {
			t.Errorf("it accepts %q", r.Header.Get("Accept-Encoding"))
		}
		w.Header().Set("Content-Encoding", "GZIP")
		fmt.Fprint(w, gzipped("Thank you, ")+gzipped("Chair."))
	})
	s.status("/empty", 200, "Content-Encoding", "gzip")
	if p, err := s.get(t, "/a"); err != nil || string(p.Body) != "Thank you, Chair." {
		t.Errorf("got %+v, %v", p, err)
	}
	if p, err := s.get(t, "/empty"); err != nil || p.Format != Empty {
		t.Errorf("got %+v, %v", p, err)
	}
}

func TestFormats(t *testing.T) {
	s := newSite(t)
	s.serve("/page", "<!DOCTYPE html><p>x")
	s.serve("/text", "x")
	s.serve("/empty", "")
	s.HandleFunc("/film", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		w.Header().Set("Content-Length", "1000000") // that never come: it has to be told by its beginning
		fmt.Fprint(w, "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"+strings.Repeat("\x00", 8000))
		w.(http.Flusher).Flush()
		<-t.Context().Done()
	})
	only := func(o *Options) { o.Formats = []Format{HTML, PDF} }
	if _, err := s.get(t, "/page", only); err != nil {
		t.Error(err)
	}
	for path, words := range map[string]string{"/text": "format text", "/empty": "is empty", "/film": "a film"} {
		_, err := s.get(t, path, only, func(o *Options) { o.Idle = 10e9 })
		fails(t, err, ErrType, words)
	}
}

func TestStatuses(t *testing.T) {
	s := newSite(t)
	for status, words := range map[int]string{
		204: "204 (no content)", 206: "206", 300: "300", 400: "400", 401: "login", 403: "turns programs away", 404: "not found", 410: "moved", 418: "418", 501: "501", 999: "answered 999;",
	} {
		path := fmt.Sprintf("/%d", status)
		s.status(path, status)
		_, err := s.get(t, path)
		fails(t, err, ErrStatus, words)
		var e *Error
		if errors.As(err, &e); e.Status != status {
			t.Errorf("status is %d, want %d", e.Status, status)
		}
		if n := s.count(path); status != 999 && n != 1 {
			t.Errorf("%s was asked for %d times", path, n)
		}
	}
}

func TestHeadersThatCannotBeKept(t *testing.T) {
	s := newSite(t)
	s.status("/a", 200, "ETag", `"é"`, "Last-Modified", strings.Repeat("x", 1000), "Content-Type", "text/\xff\xfe")
	p, err := s.get(t, "/a")
	if err != nil || p.ETag != "" || p.LastModified != "" || p.ContentType != "" {
		t.Errorf("got %+v, %v", p, err)
	}
}

// Neither errors nor the log hold the query of an address, which may be a key.
func TestNoQueryIsShown(t *testing.T) {
	s := newSite(t)
	s.status("/moved", http.StatusFound, "Location", "/gone?key=SECRET")
	s.status("/gone", http.StatusGone)
	s.status("/up", http.StatusFound, "Location", "ftp://user:SECRET@x.example/?SECRET")
	var b strings.Builder
	c := s.client(func(o *Options) {
		o.Log = slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	for _, path := range []string{"/gone?key=SECRET", "/moved?key=SECRET", "/up?SECRET"} {
		_, err := c.Get(t.Context(), s.at("site.example", path), Prior{})
		if err == nil || strings.Contains(err.Error(), "SECRET") {
			t.Errorf("%s: %v", path, err)
		}
	}
	_, err := c.Get(t.Context(), "http://stranger.example:"+s.port()+"/?SECRET", Prior{})
	fails(t, err, ErrRefusedAddress, "this machine")
	if strings.Contains(b.String()+err.Error(), "SECRET") || !strings.Contains(b.String(), "/gone?...") {
		t.Errorf("the log says\n%s", b.String())
	}
}

func TestContextEnds(t *testing.T) {
	s := newSite(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.HandleFunc("/a", func(http.ResponseWriter, *http.Request) { cancel(); <-ctx.Done() })
	_, err := s.client().Get(ctx, s.at("site.example", "/a"), Prior{})
	var e *Error
	if !errors.Is(err, context.Canceled) || errors.As(err, &e) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v", err)
	}
	if _, err = s.client().Get(ctx, s.at("site.example", "/b"), Prior{}); !errors.Is(err, context.Canceled) || s.count("/b") > 0 {
		t.Errorf("got %v", err)
	}
}

func TestDefaults(t *testing.T) {
	c := New(Options{UserAgent: "bad\nname"})
	if c.o.UserAgent != defaultAgent || c.product != defaultAgent || c.o.MaxBytes != 50<<20 || c.o.Redirects != defaultRedirects {
		t.Errorf("options are %+v", c.o)
	}
	if c := New(Options{Redirects: -1, UserAgent: "Verbatim/2"}); c.o.Redirects != -1 || c.product != "Verbatim" {
		t.Errorf("options are %+v", c.o)
	}
	_, err := c.Get(t.Context(), "http://127.0.0.1:1/", Prior{})
	fails(t, err, ErrRefusedAddress, "this machine")
	_, err = c.Get(t.Context(), "http://[::ffff:10.0.0.1]/", Prior{})
	fails(t, err, ErrRefusedAddress, "private network")
}
