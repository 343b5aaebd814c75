package web

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestRedirects(t *testing.T) {
	s := newSite(t)
	s.status("/1", 301, "Location", "2?a=b#c")
	s.status("/2", 307, "Location", s.at("sister.example", "/3"))
	s.status("/3", 308, "Location", "//site.example:"+s.port()+"/an“end”")
	s.serve("/an“end”", "x")
	p, err := s.get(t, "/1")
	if err != nil {
		t.Fatal(err)
	}
	if p.URL != s.at("site.example", "/1") || p.Final != s.at("site.example", "/an%E2%80%9Cend%E2%80%9D") || string(p.Body) != "x" {
		t.Errorf("page is %+v", p)
	}
	if s.count("/robots.txt") != 2 {
		t.Errorf("robots.txt was asked for %d times, want once for each host", s.count("/robots.txt"))
	}
}

func TestRedirectsAstray(t *testing.T) {
	s := newSite(t)
	s.serve("/secret", "x")
	for path, location := range map[string]string{
		"/circle": "/round", "/round": "/circle", "/self": "/self#x",
		"/file": "file:///etc/passwd", "/ftp": "ftp://x.example/", "/user": "http://u:p@site.example/", "/none": "",
		"/private": s.at("stranger.example", "/secret"), "/loopback": s.at("127.0.0.1", "/secret"), "/mapped": s.at("[::ffff:7f00:1]", "/secret"),
		"/numeric": s.at("2130706433", "/secret"), "/hex": s.at("0x7f.1", "/secret"), "/metadata": "http://169.254.169.254/latest/meta-data/",
		"/metadata6": "http://[fd00:ec2::254]/latest/", "/escape": "/\u202eb", "/to404": "/404",
	} {
		s.status(path, http.StatusFound, "Location", location)
	}
	s.HandleFunc("/more/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) })
	for _, c := range []struct {
		path  string
		kind  error
		words string
	}{
		{"/circle", ErrRedirects, "leads to http://site.example:" + s.port() + "/round, which redirects in a circle"},
		{"/self", ErrRedirects, "cookies"},
		{"/more/", ErrRedirects, "redirects more than 8 times"},
		{"/none", ErrRedirects, "no address"},
		{"/file", ErrScheme, "starts with file:"},
		{"/ftp", ErrScheme, "only http and https"},
		{"/user", ErrAddress, "user name"},
		{"/escape", ErrStatus, "/%E2%80%AEb, which answered 404"},
		{"/private", ErrRefusedAddress, "leads to http://stranger.example"},
		{"/loopback", ErrRefusedAddress, "this machine itself"},
		{"/mapped", ErrRefusedAddress, "this machine itself"},
		{"/numeric", ErrRefusedAddress, "number"},
		{"/hex", ErrRefusedAddress, "number"},
		{"/metadata", ErrRefusedAddress, "metadata"},
		{"/metadata6", ErrRefusedAddress, "metadata"},
		{"/to404", ErrStatus, "/404, which answered 404"},
	} {
		t.Run(c.path, func(t *testing.T) {
			_, err := s.get(t, c.path)
			fails(t, err, c.kind, c.words)
		})
	}
	if s.count("/secret") > 0 {
		t.Error("what is private was fetched")
	}
	_, err := s.get(t, "/to404", func(o *Options) { o.Redirects = -1 })
	fails(t, err, ErrRedirects, "more than 0 times")
}

// Many slow redirects do not take longer, together, than a page may.
func TestSlowRedirects(t *testing.T) {
	s := newSite(t)
	s.HandleFunc("/more/", func(w http.ResponseWriter, r *http.Request) {
		s.clock.Sleep(r.Context(), 50*time.Second)
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	})
	_, err := s.get(t, "/more/", func(o *Options) { o.Timeout, o.Redirects = time.Minute, 100 })
	fails(t, err, ErrTimeout, "longer than 5m0s")
	if n := len(s.hits) - 1; n != 7 {
		t.Errorf("%d redirects were followed", n)
	}
}

func TestRedirectMeetsRobots(t *testing.T) {
	s := newSite(t)
	s.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.Host, "sister") {
			fmt.Fprint(w, "User-agent: *\nDisallow: /closed")
		}
	})
	s.status("/a", 302, "Location", s.at("sister.example", "/closed"))
	s.serve("/closed", "x")
	_, err := s.get(t, "/a")
	fails(t, err, ErrRobots, "leads to "+s.at("sister.example", "/closed"))
	if s.count("/closed") > 0 {
		t.Error("what is closed was fetched")
	}
}

func TestDowngrade(t *testing.T) {
	s := newSite(t)
	s.status("/down", 302, "Location", s.at("site.example", "/a"))
	s.status("/stay", 302, "Location", "/a")
	s.serve("/a", "x")
	secure := httptest.NewUnstartedServer(s.ServeMux)
	secure.EnableHTTP2 = true
	secure.StartTLS()
	t.Cleanup(secure.Close)
	s.names.answers["example.com"] = []string{"127.0.0.1"} // the name on the test's certificate
	c := s.client(func(o *Options) { o.Allow = append(o.Allow, "example.com") })
	c.transport.TLSClientConfig = &tls.Config{RootCAs: secure.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	base := "https://example.com:" + secure.Listener.Addr().String()[len("127.0.0.1:"):]
	_, err := c.Get(t.Context(), base+"/down", Prior{})
	fails(t, err, ErrRedirects, "from https to http")
	if p, err := c.Get(t.Context(), base+"/stay", Prior{}); err != nil || p.Final != base+"/a" {
		t.Errorf("got %+v, %v", p, err)
	}
	s.status("/up", 302, "Location", base+"/a")
	if p, err := c.Get(t.Context(), s.at("site.example", "/up"), Prior{}); err != nil || p.Final != base+"/a" {
		t.Errorf("got %+v, %v", p, err)
	}
}

// Each connection is made to what its own resolution gave, and that is checked:
// a name server that gives another answer the second time gains nothing.
func TestRebinding(t *testing.T) {
	s := newSite(t)
	s.serve("/a", "x")
	permitted := func(o *Options) { o.Allow = []string{"127.0.0.1"} }
	s.names.answers["twice.example"] = []string{"127.0.0.1", "127.0.0.1", "127.0.0.2"}
	c := s.client(permitted)
	if _, err := c.Get(t.Context(), s.at("twice.example", "/a"), Prior{}); err != nil {
		t.Fatal(err)
	}
	if n := s.names.asked["twice.example"]; n != 2 {
		t.Errorf("it was resolved %d times for two requests", n)
	}
	_, err := c.Get(t.Context(), s.at("twice.example", "/a"), Prior{})
	fails(t, err, ErrRefusedAddress, "this machine itself")

	s.names.answers["robots.example"] = []string{"127.0.0.1", "127.0.0.1 10.0.0.1"} // good for robots.txt, and then mixed
	_, err = c.Get(t.Context(), s.at("robots.example", "/a"), Prior{})
	fails(t, err, ErrRefusedAddress, "private network")
	if s.count("/a") != 1 {
		t.Errorf("requests: %v", s.hits)
	}
}
