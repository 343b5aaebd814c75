package web

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// drip writes a byte at a time for as long as somebody reads.
func drip(w http.ResponseWriter, r *http.Request) {
	for r.Context().Err() == nil {
		fmt.Fprint(w, "x")
		w.(http.Flusher).Flush()
		time.Sleep(2 * time.Millisecond)
	}
}

func TestSlow(t *testing.T) {
	s := newSite(t)
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	s.HandleFunc("/header", hang)
	s.HandleFunc("/body", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "x")
		w.(http.Flusher).Flush()
		hang(w, r)
	})
	s.HandleFunc("/drip", drip)
	short := func(o *Options) { o.Idle = 50 * time.Millisecond }
	for path, change := range map[string]func(*Options){
		"/header": short, "/body": short,
		"/drip": func(o *Options) { o.Timeout, o.Idle = 100*time.Millisecond, 10*time.Second },
	} {
		_, err := s.get(t, path, change)
		fails(t, err, ErrTimeout, "s")
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s looks as if the caller had ended it: %v", path, err)
		}
		if want := map[bool]string{true: "took longer than 100ms", false: "sent nothing for 50ms"}[path == "/drip"]; !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
		if n := s.count(path); n != triesLate {
			t.Errorf("%s was asked for %d times, want %d", path, n, triesLate)
		}
	}
}

func TestTooLarge(t *testing.T) {
	s := newSite(t)
	const limit = 100_000
	s.serve("/fits", strings.Repeat("x", limit))
	s.serve("/over", strings.Repeat("x", limit+1))
	s.HandleFunc("/chunks", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, strings.Repeat("x", 1000))
			w.(http.Flusher).Flush()
		}
	})
	s.HandleFunc("/says", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "300000000")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(make([]byte, 20<<20))
	z.Close()
	s.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(bomb.Bytes())
	})
	s.HandleFunc("/members", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		for empty := gzipped(""); r.Context().Err() == nil; { // which never becomes a byte
			fmt.Fprint(w, empty)
		}
	})
	small := func(o *Options) { o.MaxBytes = limit }
	if p, err := s.get(t, "/fits", small); err != nil || len(p.Body) != limit {
		t.Errorf("got %v", err)
	}
	for _, path := range []string{"/over", "/chunks", "/says", "/bomb", "/members"} {
		_, err := s.get(t, path, small)
		fails(t, err, ErrTooLarge, "97.7 KB")
		if n := s.count(path); n != 1 {
			t.Errorf("%s was asked for %d times", path, n)
		}
	}
}

func TestHugeHeaders(t *testing.T) {
	s := newSite(t)
	s.status("/one", 200, "X", strings.Repeat("x", 2*maxHeader))
	_, err := s.get(t, "/one")
	fails(t, err, ErrTooLarge, "headers larger than 128 KB")
}

func TestEncodings(t *testing.T) {
	s := newSite(t)
	for path, c := range map[string][2]string{
		"/deflate": {"deflate", "x"}, "/br": {"br", "x"}, "/twice": {"gzip, gzip", gzipped(gzipped("x"))},
		"/lie": {"gzip", "it is not compressed at all"}, "/broken": {"gzip", gzipped("x")[:10] + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"}, "/esc": {"\x1b", "x"},
	} {
		s.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", c[0])
			fmt.Fprint(w, c[1])
		})
		_, err := s.get(t, path)
		if path == "/esc" { // no header of HTTP holds it, so the answer is none
			fails(t, err, ErrUnreachable, "")
			continue
		}
		fails(t, err, ErrEncoding, "browser")
	}
}

func TestCut(t *testing.T) {
	s := newSite(t)
	whole := strings.Repeat("Thank you, Chair. ", 1000)
	for path, encode := range map[string]func(string) string{"/plain": strings.Clone, "/gzip": gzipped} {
		body := encode(whole)
		s.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			if path == "/gzip" {
				w.Header().Set("Content-Encoding", "gzip")
			}
			if s.count(path) < 3 {
				w.Header().Set("Content-Length", fmt.Sprint(len(body)))
				body := body[:len(body)/2]
				fmt.Fprint(w, body)
				return
			}
			fmt.Fprint(w, body)
		})
		p, err := s.get(t, path)
		if err != nil || string(p.Body) != whole {
			t.Errorf("%s: %v", path, err)
		}
		_, err = newCut(t, body, path == "/gzip").get(t, "/")
		fails(t, err, ErrUnreachable, "broke off")
	}
}

// newCut gives a site that ends its answers halfway, in the middle of a chunk.
func newCut(t *testing.T, body string, compressed bool) *site {
	s := newSite(t)
	s.status("/robots.txt", 404)
	s.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		if compressed {
			w.Header().Set("Content-Encoding", "gzip")
		}
		fmt.Fprint(w, body[:len(body)/2])
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	return s
}

// A length that is too short ends the body there: nothing says that more was
// meant.
func TestWrongLength(t *testing.T) {
	s := raw(t, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nThank you, Chair.")
	p, err := s.get(t, "/")
	if err != nil || string(p.Body) != "Thank" {
		t.Errorf("got %+v, %v", p, err)
	}
	for name, answer := range map[string]string{
		"negative":  "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nThank",
		"two":       "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nThank you",
		"no HTTP":   "220 mail.example ESMTP\r\n",
		"nothing":   "",
		"no header": "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
	} {
		if _, err := raw(t, answer).get(t, "/"); !errors.Is(err, ErrUnreachable) {
			t.Errorf("%s: %v", name, err)
		} else {
			fails(t, err, ErrUnreachable, "")
		}
	}
}

// raw gives a site that answers each request but that for robots.txt with the
// same bytes.
func raw(t *testing.T, answer string) *site {
	s := newSite(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	s.server = &httptest.Server{Listener: l}
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			answered := answer
			if r, err := http.ReadRequest(bufio.NewReader(conn)); err == nil && r.URL.Path == "/robots.txt" {
				answered = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
			}
			fmt.Fprint(conn, answered)
			conn.Close()
		}
	}()
	return s
}

func TestUnreachable(t *testing.T) {
	s := newSite(t)
	c := s.client()
	_, err := c.Get(t.Context(), "http://unknown.example/", Prior{})
	fails(t, err, ErrUnreachable, "no name server knows")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://site.example:" + strings.TrimPrefix(l.Addr().String(), "127.0.0.1:")
	l.Close()
	before := len(s.clock.slept)
	_, err = c.Get(t.Context(), address, Prior{})
	fails(t, err, ErrUnreachable, "refused the connection")
	if n := len(s.clock.slept) - before; n != defaultTries-1 {
		t.Errorf("it waited %d times, want %d", n, defaultTries-1)
	}
}

func TestCertificate(t *testing.T) {
	s := newSite(t)
	s.server = httptest.NewUnstartedServer(s.ServeMux)
	s.server.Config.ErrorLog = log.New(io.Discard, "", 0) // it tells of the handshake that is to fail
	s.server.StartTLS()
	t.Cleanup(s.server.Close)
	_, err := s.client().Get(t.Context(), strings.Replace(s.at("site.example", "/"), "http:", "https:", 1), Prior{})
	fails(t, err, ErrUnreachable, "certificate")
	if len(s.clock.slept) > 0 {
		t.Error("it tried again")
	}
	plain := newSite(t)
	_, err = plain.client().Get(t.Context(), strings.Replace(plain.at("site.example", "/"), "http:", "https:", 1), Prior{})
	fails(t, err, ErrUnreachable, "https")
}
