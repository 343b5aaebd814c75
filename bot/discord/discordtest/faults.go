package discordtest

import (
	"io"
	"net/http"
	"strings"
	"time"
)

// Fault is something that goes wrong with requests on purpose.
type Fault struct {
	Match  string        // a part of "METHOD pattern", such as "PATCH webhooks"; empty: every request
	Times  int           // how often; 0: always
	Delay  time.Duration // before anything else
	Status int           // answered in place of doing what was asked; 0: done as usual after Delay
	Cut    bool          // the connection is cut without an answer
	Limit  time.Duration // 429 for so long
	Global bool          // of Limit: for everything
	Only   func(*http.Request) bool
}

type fault struct {
	Fault
	done int
}

// Fail has requests go wrong; it gives a function that ends it.
func (s *Server) Fail(f Fault) (end func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := &fault{Fault: f}
	s.faults = append(s.faults, one)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		one.Match = "\x00"
	}
}

// fail does what goes wrong with a request; true where that is its answer.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, pattern string) bool {
	s.mu.Lock()
	var hit *Fault
	for _, f := range s.faults {
		if strings.Contains(pattern, f.Match) && (f.Times == 0 || f.done < f.Times) && (f.Only == nil || f.Only(r)) {
			f.done++
			copied := f.Fault
			hit = &copied
			break
		}
	}
	s.mu.Unlock()
	if hit == nil {
		return false
	}
	if hit.Delay > 0 {
		select {
		case <-time.After(hit.Delay):
		case <-r.Context().Done():
			return true
		}
	}
	switch {
	case hit.Cut:
		panic(http.ErrAbortHandler)
	case hit.Limit > 0:
		s.mu.Lock()
		defer s.mu.Unlock()
		s.tooMany(w, hit.Limit, hit.Global)
		return true
	case hit.Status > 0:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(hit.Status)
		io.WriteString(w, `{"message": "an error on purpose", "code": 0}`)
		return true
	}
	return false
}
