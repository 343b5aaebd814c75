package discordtest

import (
	"math/rand/v2"
	"time"
)

// Fault is something that goes wrong with requests.
type Fault struct {
	Route  string              // such as "PATCH /webhooks/{webhook}/{token}/messages/{message}", as [Request] has it; empty: every one
	Match  func(*Request) bool // narrows it down further; may be nil. Must not call the server
	Times  int                 // so often; 0: until it is lifted
	Chance float64             // that it happens to a request that fits; 0: always

	Delay time.Duration // before anything else happens
	After bool          // the request is carried out first, and its answer lost

	Cut        bool // the connection is cut
	Status     int  // 0: only the delay
	Code       int  // Discord's code, of an answer with a status
	RetryAfter time.Duration
	Scope      string // of a 429: "user" (where empty), "shared" or "global"
	HTML       bool   // the body is a page of a proxy's, not JSON
}

// fault is one that is in force.
type fault struct {
	Fault
	left int
}

// Fault puts a fault in force; lift takes it away.
func (s *Server) Fault(f Fault) (lift func()) {
	in := &fault{Fault: f, left: f.Times}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, in)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		for i, x := range s.faults {
			if x == in {
				s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
				return
			}
		}
	}
}

// faultFor gives the fault that happens to a request; nil for none.
func (s *Server) faultFor(c *call) *fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		switch {
		case f.Times > 0 && f.left == 0, f.Route != "" && f.Route != c.route.name(), f.Match != nil && !f.Match(&c.note):
			continue
		case f.Chance > 0 && rand.Float64() >= f.Chance:
			continue
		}
		f.left--
		s.stats.Faults++
		return f
	}
	return nil
}

// answer does the fault to a request; false where it goes on as usual.
func (f *fault) answer(s *Server, c *call) (answer, bool) {
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-c.Context().Done():
		case <-s.closed:
		}
	}
	switch {
	case f.Cut:
		return answer{cut: true}, true
	case f.Status == 429:
		return *tooMany(or(f.RetryAfter, time.Second), or(f.Scope, "user"), nil), true
	case f.Status == 0:
		return answer{}, false
	case f.HTML:
		return answer{status: f.Status, body: page("<html><body>upstream connect error</body></html>")}, true
	}
	return answer{status: f.Status, code: f.Code, body: refuse(f.Status, f.Code, "as the test wants it")}, true
}

// page is a body that is no JSON.
type page string
