package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// All that want a host take turns, each after a pause.
func TestOneAtATime(t *testing.T) {
	s := newSite(t)
	var now, most atomic.Int32
	var mu sync.Mutex
	var times []time.Time
	s.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		mu.Lock()
		times = append(times, s.clock.Now())
		mu.Unlock()
		time.Sleep(time.Millisecond)
		w.WriteHeader(http.StatusNotFound)
	})
	c := s.client()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			_, err := c.Get(t.Context(), s.at("site.example", fmt.Sprint("/", i)), Prior{})
			if err == nil {
				t.Error("a page that is not there came")
			}
		})
	}
	all.Wait()
	if most.Load() != 1 || len(times) != 9 || s.count("/robots.txt") != 1 {
		t.Errorf("%d requests, %d at once, %d of robots.txt", len(times), most.Load(), s.count("/robots.txt"))
	}
	for i, at := range times[1:] {
		if pause := at.Sub(times[i]); pause != defaultPause {
			t.Errorf("pause %d is %v", i, pause)
		}
	}
}

// Hosts do not wait for one another: each of two answers only once both are
// asked.
func TestHostsInParallel(t *testing.T) {
	s := newSite(t)
	var both sync.WaitGroup
	both.Add(2)
	s.HandleFunc("/a", func(http.ResponseWriter, *http.Request) { both.Done(); both.Wait() })
	c := s.client()
	var all sync.WaitGroup
	for _, host := range []string{"site.example", "sister.example"} {
		all.Go(func() {
			if _, err := c.Get(t.Context(), s.at(host, "/a"), Prior{}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestWaitingEnds(t *testing.T) {
	s := newSite(t)
	began, end := make(chan struct{}), make(chan struct{})
	s.HandleFunc("/a", func(http.ResponseWriter, *http.Request) { close(began); <-end })
	c := s.client()
	done := make(chan error, 1)
	go func() {
		_, err := c.Get(t.Context(), s.at("site.example", "/a"), Prior{})
		done <- err
	}()
	<-began
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := c.Get(ctx, s.at("site.example", "/b"), Prior{}); err == nil || !strings.Contains(err.Error(), "stopped") || s.count("/b") > 0 {
		t.Errorf("got %v", err)
	}
	close(end)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestRealSleepEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sleep(ctx, time.Hour); err == nil {
		t.Error("it slept on")
	}
	if err := sleep(t.Context(), time.Microsecond); err != nil {
		t.Error(err)
	}
}

func TestComesAgain(t *testing.T) {
	s := newSite(t)
	for _, c := range []struct {
		status int
		after  string
		waits  []time.Duration
	}{
		{429, "7", []time.Duration{time.Second, 7 * time.Second, 7 * time.Second}},
		{503, "DATE", []time.Duration{time.Second, 30 * time.Second, 30 * time.Second}},
		{503, "", []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}},
		{500, "soon", []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}},
		{429, "0", []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}},
		{429, "-5", []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}},
	} {
		path := fmt.Sprintf("/%d/%s", c.status, c.after)
		s.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			if s.count(path) > 2 {
				fmt.Fprint(w, "at last")
				return
			}
			after := c.after
			if after == "DATE" {
				after = s.clock.Now().Add(30 * time.Second).Format(http.TimeFormat)
			}
			w.Header().Set("Retry-After", after)
			w.WriteHeader(c.status)
		})
		s.clock.slept = nil
		p, err := s.get(t, path)
		if err != nil || string(p.Body) != "at last" || !slices.Equal(s.clock.slept, c.waits) {
			t.Errorf("%s: %v after %v, want %v", path, err, s.clock.slept, c.waits)
		}
	}
}

func TestGivesUp(t *testing.T) {
	s := newSite(t)
	s.status("/a", http.StatusServiceUnavailable)
	_, err := s.get(t, "/a", func(o *Options) { o.Tries = 4 })
	fails(t, err, ErrStatus, "503 (service unavailable)")
	if s.count("/a") != 4 {
		t.Errorf("it was asked for %d times", s.count("/a"))
	}
}

// A host that asks for more patience than a request has is left alone, by all.
func TestLeavesAlone(t *testing.T) {
	s := newSite(t)
	s.status("/a", http.StatusTooManyRequests, "Retry-After", "99999999999999999999")
	s.serve("/b", "x")
	c := s.client()
	_, err := c.Get(t.Context(), s.at("site.example", "/a"), Prior{})
	fails(t, err, ErrStatus, "left alone for 1h0m0s")
	_, err = c.Get(t.Context(), s.at("site.example", "/b"), Prior{})
	fails(t, err, ErrStatus, "try again in 1h0m0s")
	if s.count("/a") != 1 || s.count("/b") != 0 {
		t.Errorf("requests: %v", s.hits)
	}
	if _, err = c.Get(t.Context(), s.at("sister.example", "/b"), Prior{}); err != nil {
		t.Error(err)
	}
	s.clock.Sleep(t.Context(), longestRest)
	if _, err = c.Get(t.Context(), s.at("site.example", "/b"), Prior{}); err != nil {
		t.Error(err)
	}
}

func TestRobotsOfHost(t *testing.T) {
	s := newSite(t)
	s.serve("/robots.txt", "User-agent: *\nDisallow: /\nUser-agent: verbatim\nDisallow: /closed\nCrawl-delay: 3600")
	s.serve("/open", "x")
	s.serve("/closed", "x")
	c := s.client()
	for range 2 {
		if _, err := c.Get(t.Context(), s.at("site.example", "/open"), Prior{}); err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"/closed", "/closed/x?y", "/a/../closed", "/%63losed"} {
		_, err := c.Get(t.Context(), s.at("site.example", path), Prior{})
		fails(t, err, ErrRobots, "robots.txt")
	}
	if s.count("/closed") != 0 || s.count("/robots.txt") != 1 {
		t.Errorf("requests: %v", s.hits)
	}
	if want := []time.Duration{longestDelay}; !slices.Equal(s.clock.slept[1:], want) {
		t.Errorf("pauses are %v", s.clock.slept)
	}
	if _, err := s.get(t, "/closed", func(o *Options) { o.NoRobots = []string{"Site.example"} }); err != nil {
		t.Error(err)
	}
	s.clock.Sleep(t.Context(), robotsLife)
	c.Get(t.Context(), s.at("site.example", "/open"), Prior{})
	if s.count("/robots.txt") != 2 {
		t.Errorf("robots.txt was asked for %d times", s.count("/robots.txt"))
	}
}

func TestRobotsAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		kind   error // nil: the page comes
		words  string
	}{
		"403":       {status(403), nil, ""},
		"404":       {status(404), nil, ""},
		"401":       {status(401), nil, ""},
		"204":       {status(204), nil, ""},
		"429":       {status(429), ErrRobots, "robots.txt answered 429"},
		"500":       {status(500), ErrRobots, "robots.txt answered 500"},
		"503":       {status(503, "Retry-After", "500"), ErrRobots, "robots.txt answered 503"},
		"file":      {status(302, "Location", "file:///etc/passwd"), nil, ""},
		"circle":    {status(302, "Location", "/robots.txt"), nil, ""},
		"private":   {status(302, "Location", "http://stranger.example/robots.txt"), ErrRefusedAddress, "robots.txt leads to http://stranger.example/robots.txt"},
		"elsewhere": {status(302, "Location", "/rules"), ErrRobots, "closed"},
		"bomb": {func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, strings.Repeat("Disallow: /\n", maxRobots))
		}, nil, ""},
		"cut": {func(w http.ResponseWriter, _ *http.Request) {
			start := "User-agent: *\n"
			fmt.Fprint(w, start, strings.Repeat("#", maxRobots-len(start)-len("\nDisallow: /")), "\nDisallow: /closed")
		}, nil, ""},
		"encoded": {status(200, "Content-Encoding", "br"), ErrEncoding, "robots.txt is sent in an encoding"},
		"aborted": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, ErrUnreachable, "broke off"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.HandleFunc("/robots.txt", c.answer)
			s.serve("/rules", "User-agent: *\nDisallow: /a")
			s.serve("/a", "x")
			client := s.client()
			_, err := client.Get(t.Context(), s.at("site.example", "/a"), Prior{})
			if c.kind == nil {
				if err != nil {
					t.Error(err)
				}
				return
			}
			fails(t, err, c.kind, c.words)
			asked := s.count("/robots.txt")
			_, again := client.Get(t.Context(), s.at("site.example", "/a"), Prior{})
			if fails(t, again, c.kind, c.words); s.count("/robots.txt") != asked || s.count("/a") > 0 {
				t.Errorf("requests: %v", s.hits)
			}
		})
	}
}

// status answers with a status and headers, in pairs.
func status(status int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	}
}

func TestRobotsRecover(t *testing.T) {
	s := newSite(t)
	down := true
	s.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		if down {
			w.WriteHeader(http.StatusBadGateway)
		}
	})
	s.serve("/a", "x")
	c := s.client()
	_, err := c.Get(t.Context(), s.at("site.example", "/a"), Prior{})
	fails(t, err, ErrRobots, "502")
	down = false
	s.clock.Sleep(t.Context(), robotsFailed)
	if _, err := c.Get(t.Context(), s.at("site.example", "/a"), Prior{}); err != nil {
		t.Error(err)
	}
}

func TestHostsAreForgotten(t *testing.T) {
	clock := newClock()
	hs := &hosts{all: map[string]*host{}, pause: time.Second, now: clock.Now, sleep: clock.Sleep}
	used := hs.use("used")
	for i := range 2 * mostHosts {
		h := hs.use(fmt.Sprint(i))
		if _, err := hs.take(t.Context(), h); err != nil {
			t.Fatal(err)
		}
		hs.give(h, 0)
		hs.release(h)
		clock.Sleep(t.Context(), time.Second/2)
	}
	if len(hs.all) > mostHosts || hs.use("used") != used || hs.all[fmt.Sprint(2*mostHosts-1)] == nil || hs.all["0"] != nil {
		t.Errorf("%d hosts are remembered", len(hs.all))
	}
	many := hs.use("many")
	many.robots["http"] = &robots{rules: make([]rule, mostRules+1)}
	hs.release(many)
	clock.Sleep(t.Context(), time.Hour)
	hs.use("another")
	if hs.all["many"] != nil || hs.all["used"] != used {
		t.Error("the rules are remembered")
	}
}

// Those whose pause is not over are remembered, however many they are.
func TestPausesAreRemembered(t *testing.T) {
	clock := newClock()
	hs := &hosts{all: map[string]*host{}, pause: time.Second, now: clock.Now, sleep: clock.Sleep}
	for i := range mostHosts + 10 {
		h := hs.use(fmt.Sprint(i))
		hs.take(t.Context(), h)
		hs.give(h, 0)
		hs.release(h)
	}
	if len(hs.all) != mostHosts+10 {
		t.Errorf("%d hosts are remembered", len(hs.all))
	}
}
