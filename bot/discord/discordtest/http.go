package discordtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Request is one that the bot made, as it is remembered. Tokens of interactions
// stand in its path.
type Request struct {
	Method, Path string
	Route        string // "POST /channels/{channel}/messages"; empty: there is none
	Body         string // JSON, that of payload_json for a multipart body
	Files        int
	Status       int // 0: the connection was cut
	Code         int // Discord's, of a refusal
	At           time.Time
}

// Stats count requests.
type Stats struct {
	Requests    int
	RateLimited int         // 429 that the bot earned by itself
	Faults      int         // requests that a fault was done to
	Refused     map[int]int // by Discord's code
}

// call is a request that is being answered.
type call struct {
	*http.Request
	route *route
	vars  map[string]string
	token string // of an interaction or a webhook, in its path
	json  json.RawMessage
	files map[string]File // of a multipart body, by the field's name
	note  Request
}

// handler serves the API, the gateway and the files.
func (s *Server) handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Path
		switch {
		case strings.HasPrefix(path, "/gateway") || strings.HasPrefix(path, "/resume"):
			s.serveGateway(w, r)
		case strings.HasPrefix(path, "/attachments/"):
			s.serveFile(w, r)
		default:
			if s.enter(func() {}) {
				defer s.live.Done()
				s.serveAPI(w, r)
			}
		}
	})
}

// gatewayURL is where the gateway is.
func (s *Server) gatewayURL(name string) string { return "ws://" + s.addr + "/" + name }

// answer is what a request is answered with.
type answer struct {
	status int
	header http.Header
	body   any // nil: none
	code   int
	cut    bool
}

func (s *Server) serveAPI(w http.ResponseWriter, r *http.Request) {
	c := &call{Request: r, note: Request{Method: r.Method, Path: r.URL.Path, At: time.Now()}}
	out := s.answerTo(c)
	c.note.Status, c.note.Code = out.status, out.code
	if out.cut {
		c.note.Status = 0
	}
	s.remember(c, out)
	if out.cut {
		panic(http.ErrAbortHandler)
	}
	out.write(w)
}

func (a answer) write(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	if a.body == nil {
		w.WriteHeader(or(a.status, http.StatusNoContent))
		return
	}
	kind, body := "application/json", []byte(nil)
	if p, ok := a.body.(page); ok {
		kind, body = "text/html", []byte(p)
	} else {
		body = raw(a.body)
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(or(a.status, http.StatusOK))
	_, _ = w.Write(body) // a bot that has gone needs no answer
}

// remember notes the request and what came of it.
func (s *Server) remember(c *call, out answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stats.Requests++
	if out.code != 0 {
		if s.stats.Refused == nil {
			s.stats.Refused = map[int]int{}
		}
		s.stats.Refused[out.code]++
	}
	s.requests = append(s.requests, c.note)
	if s.opts.Keep > 0 && len(s.requests) > s.opts.Keep {
		s.requests = s.requests[1:]
	}
	s.touch()
}

// Requests are all that the bot made, in the order in which they were answered.
func (s *Server) Requests() []Request {
	return see(s, func() []Request { return append([]Request(nil), s.requests...) })
}

// Stats counts requests.
func (s *Server) Stats() Stats {
	return see(s, func() Stats {
		out := s.stats
		out.Refused = map[int]int{}
		for code, n := range s.stats.Refused {
			out.Refused[code] = n
		}
		return out
	})
}

// answerTo takes a request through all that stands before its route.
func (s *Server) answerTo(c *call) answer {
	if err := s.find(c); err != nil {
		return s.refusal(c, err)
	}
	err := s.read(c)
	s.checkAgent(c)
	if err == nil {
		s.opts.Spec.check(s, c)
	}
	f := s.faultFor(c)
	if f != nil && !f.After {
		if out, done := f.answer(s, c); done {
			return out
		}
	}
	if err == nil {
		err = s.authorize(c)
	}
	header, limited := s.limit(c)
	if limited != nil {
		return *limited
	}
	out := s.carryOut(c, err)
	out.header = header
	if f != nil && f.After {
		if lost, done := f.answer(s, c); done {
			return lost
		}
	}
	return out
}

// carryOut does what the route does, unless err stands against it.
func (s *Server) carryOut(c *call, err error) answer {
	if err != nil {
		return s.refusal(c, err)
	}
	body, err := s.perform(c)
	switch {
	case err != nil:
		return s.refusal(c, err)
	case body == nil:
		return answer{status: http.StatusNoContent}
	}
	return answer{status: http.StatusOK, body: body}
}

// perform calls the route with the lock held, and writes down what it gives
// while nobody can change it.
func (s *Server) perform(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, err := c.route.do(s, c)
	if err != nil || body == nil {
		return nil, err
	}
	return raw(body), nil
}

// refusal makes an answer of an error, and a violation where it is one.
func (s *Server) refusal(c *call, err error) answer {
	e, ok := err.(*apiError)
	if !ok {
		e = &apiError{status: 500, message: err.Error(), fault: true}
	}
	if e.fault {
		name := c.note.Route
		if name == "" {
			name = c.Method + " " + c.URL.Path
		}
		s.violate("%s: %s", name, e.Error())
	}
	return answer{status: e.status, code: e.code, body: e}
}

// checkAgent holds the bot to Discord's rule for the User-Agent.
func (s *Server) checkAgent(c *call) {
	if !strings.HasPrefix(c.UserAgent(), "DiscordBot (") {
		s.violate("%s: the User-Agent %q is not of the form DiscordBot (url, version)", c.note.Route, c.UserAgent())
	}
}

// authorize checks the bot's token where the route needs it.
func (s *Server) authorize(c *call) error {
	if c.route.open || c.token != "" || c.Header.Get("Authorization") == "Bot "+s.token {
		return nil
	}
	if c.Header.Get("Authorization") == "" {
		return &apiError{status: 401, message: "401: Unauthorized", fault: true}
	}
	return &apiError{status: 401, message: "401: Unauthorized"}
}
