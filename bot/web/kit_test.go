package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock stands still but for those who sleep.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2025, 7, 11, 10, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// names resolves names: each lookup takes the next of a name's answers, and the
// last one stays.
type names struct {
	mu      sync.Mutex
	answers map[string][]string
	asked   map[string]int
}

func (n *names) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := n.answers[host]
	if len(all) == 0 {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	at := min(n.asked[host], len(all)-1)
	n.asked[host]++
	var addrs []netip.Addr
	for s := range strings.FieldsSeq(all[at]) {
		addrs = append(addrs, netip.MustParseAddr(s))
	}
	return addrs, nil
}

// site is a web server on this machine that is reached as site.example and
// sister.example, which are permitted, and stranger.example, which is not.
type site struct {
	*http.ServeMux
	server *httptest.Server
	names  *names
	clock  *clock
	mu     sync.Mutex
	hits   []string // paths, in the order of requests
}

func newSite(t *testing.T) *site {
	s := &site{ServeMux: http.NewServeMux(), clock: newClock(), names: &names{asked: map[string]int{}, answers: map[string][]string{
		"site.example": {"127.0.0.1"}, "sister.example": {"127.0.0.1"}, "stranger.example": {"127.0.0.1"},
	}}}
	s.server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.hits = append(s.hits, r.URL.Path)
		s.mu.Unlock()
		s.ServeHTTP(w, r)
	}))
	s.server.Start()
	t.Cleanup(s.server.Close)
	return s
}

// serve answers a path with a body.
func (s *site) serve(path, body string) {
	s.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) })
}

// status answers a path with a status and headers, in pairs.
func (s *site) status(path string, status int, header ...string) {
	s.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	})
}

func (s *site) port() string {
	_, port, _ := net.SplitHostPort(s.server.Listener.Addr().String())
	return port
}

// at gives the address of a path on a host that leads to the server.
func (s *site) at(host, path string) string { return "http://" + host + ":" + s.port() + path }

func (s *site) client(change ...func(*Options)) *Client {
	o := Options{
		UserAgent: "Verbatim/1.0 (+https://verbatim.example)", Allow: []string{"site.example", "Sister.Example."},
		Resolver: s.names, Now: s.clock.Now, Sleep: s.clock.Sleep, Timeout: 20 * time.Second,
	}
	for _, f := range change {
		f(&o)
	}
	return New(o)
}

// count counts the requests of a path.
func (s *site) count(path string) (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, hit := range s.hits {
		if hit == path {
			n++
		}
	}
	return n
}

// get gets a path of site.example with a client made for it.
func (s *site) get(t *testing.T, path string, change ...func(*Options)) (*Page, error) {
	t.Helper()
	return s.client(change...).Get(t.Context(), s.at("site.example", path), Prior{})
}

// fails checks kind and words of an error, and that it can be shown.
func fails(t *testing.T, err, kind error, words string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || !errors.Is(err, kind) {
		t.Fatalf("got error %v, want one that %v", err, kind)
	}
	if !strings.Contains(err.Error(), words) {
		t.Errorf("error %q does not say %q", err, words)
	}
	if e.Reason == "" || e.Fix == "" || printable(e.Error(), 5000) != e.Error() {
		t.Errorf("error %q cannot be shown", e.Error())
	}
}
