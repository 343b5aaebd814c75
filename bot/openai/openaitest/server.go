// Package openaitest is a server that speaks OpenAI's protocol and does as it
// is told: it streams scripted answers, fails in the ways that real servers
// fail, and remembers what it was asked. It listens on the loopback interface
// of a running test and needs no network.
//
//	srv := openaitest.New(t)
//	srv.Reply(func(r openaitest.Request) openaitest.Reply { return openaitest.Say("It was said ", "on Monday. [1]") })
//	client, err := openai.New(openai.Config{BaseURL: srv.URL, Model: "m"})
//
// Requests are checked as real servers check them: another path is 404, a
// request that is no chat completion is 400, a missing key (if one is required)
// 401. Its embeddings are bags of words, so that texts with words in common
// are near each other; see [Vector].
//
// Nothing waits by the clock: a reply that hangs does so until the client goes
// or the server is closed.
package openaitest

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// A Server answers chat completions and embeddings. Its methods may be called
// at any time, from any goroutine.
type Server struct {
	URL string // the base URL, ending in /v1

	http   *httptest.Server
	closed chan struct{}
	once   sync.Once

	mu       sync.Mutex
	key      string
	dims     int
	chat     func(Request) Reply
	embed    func(Request) Reply
	requests []Request
}

// New starts a server, which ends with the test. t may be nil: then Close ends it.
func New(t testing.TB) *Server {
	s := &Server{dims: DefaultDims, closed: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/chat/completions", s.serve(func() func(Request) Reply { return s.chat }))
	mux.HandleFunc("/v1/embeddings", s.serve(func() func(Request) Reply { return s.embed }))
	mux.HandleFunc("/v1/models", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, `{"object":"list","data":[{"id":"scripted","object":"model"}]}`)
	})
	s.chat = func(Request) Reply { return Fail(http.StatusInternalServerError, "the test has scripted no reply") }
	s.embed = func(r Request) Reply { return s.Vectors(r) }
	s.http = httptest.NewServer(mux)
	s.URL = s.http.URL + "/v1"
	if t != nil {
		t.Cleanup(s.Close)
	}
	return s
}

// Close ends the server and whatever hangs. It may be called twice.
func (s *Server) Close() {
	s.once.Do(func() { close(s.closed) })
	s.http.CloseClientConnections()
	s.http.Close()
}

// Reply sets what answers chat completions from now on.
func (s *Server) Reply(fn func(Request) Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chat = fn
}

// Script answers chat completions with the replies in turn, and then with the last of them.
func (s *Server) Script(replies ...Reply) {
	s.Reply(inTurn(replies))
}

// Embed sets what answers embeddings from now on; [Server.Vectors] is the default.
func (s *Server) Embed(fn func(Request) Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.embed = fn
}

// ScriptEmbed is Script for embeddings.
func (s *Server) ScriptEmbed(replies ...Reply) {
	s.Embed(inTurn(replies))
}

func inTurn(replies []Reply) func(Request) Reply {
	var mu sync.Mutex
	n := 0
	return func(Request) Reply {
		mu.Lock()
		defer mu.Unlock()
		if len(replies) == 0 {
			return Fail(http.StatusInternalServerError, "the script is empty")
		}
		r := replies[min(n, len(replies)-1)]
		n++
		return r
	}
}

// RequireKey makes the server refuse requests without this key.
func (s *Server) RequireKey(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.key = key
}

// SetDims sets how many dimensions the default vectors have.
func (s *Server) SetDims(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dims = n
}

// Requests are those received so far, in order, refused ones included.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// A Message is one of a chat.
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// A Request is what a client asked. Pointers are nil where it said nothing.
type Request struct {
	Path                string
	Header              http.Header // Authorization reads REDACTED
	Body                string      // as sent
	Model               string      `json:"model"`
	Messages            []Message   `json:"messages"`
	Stream              bool        `json:"stream"`
	Temperature         *float64    `json:"temperature"`
	MaxTokens           *int        `json:"max_tokens"`
	MaxCompletionTokens *int        `json:"max_completion_tokens"`
	Seed                *int        `json:"seed"`
	Dimensions          *int        `json:"dimensions"`
	Input               []string    `json:"-"` // of an embedding, one text or several
	IncludeUsage        bool        `json:"-"`

	key [sha256.Size]byte
}

// Last is what the last message says; empty where there is none.
func (r Request) Last() string {
	if len(r.Messages) == 0 {
		return ""
	}
	return r.Messages[len(r.Messages)-1].Content
}

// HasKey tells whether the request carried this bearer token.
func (r Request) HasKey(key string) bool {
	want := sha256.Sum256([]byte("Bearer " + key))
	return subtle.ConstantTimeCompare(r.key[:], want[:]) == 1
}

// Keyed tells whether the request carried any key.
func (r Request) Keyed() bool { return r.Header.Get("Authorization") != "" }

// read reads a request as far as it can be read.
func read(h *http.Request) (Request, error) {
	r := Request{Path: h.URL.Path, Header: h.Header.Clone()}
	if auth := h.Header.Get("Authorization"); auth != "" {
		r.key = sha256.Sum256([]byte(auth))
		r.Header.Set("Authorization", "REDACTED")
	}
	body, err := io.ReadAll(io.LimitReader(h.Body, 64<<20))
	r.Body = string(body)
	if err != nil {
		return r, err
	}
	var more struct {
		Input   json.RawMessage `json:"input"`
		Options struct {
			Usage bool `json:"include_usage"`
		} `json:"stream_options"`
	}
	if err := json.Unmarshal(body, &r); err != nil {
		return r, err
	}
	if err := json.Unmarshal(body, &more); err != nil {
		return r, err
	}
	r.IncludeUsage = more.Options.Usage
	r.Input, err = inputs(more.Input)
	return r, err
}

// inputs reads one text or a list of them.
func inputs(raw json.RawMessage) ([]string, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}, nil
	}
	var many []string
	err := json.Unmarshal(raw, &many)
	return many, err
}

// serve reads, remembers and checks a request, and writes the reply to it.
func (s *Server) serve(script func() func(Request) Reply) http.HandlerFunc {
	return func(w http.ResponseWriter, h *http.Request) {
		r, err := read(h)
		s.mu.Lock()
		s.requests = append(s.requests, r)
		key, reply := s.key, script()
		s.mu.Unlock()
		out, refused := check(h, r, err, key)
		if !refused {
			out = reply(r) // unlocked, so that a script may use the server
		}
		s.write(w, h, r, out)
	}
}

// check refuses what a real server refuses.
func check(h *http.Request, r Request, err error, key string) (Reply, bool) {
	switch {
	case h.Method != http.MethodPost:
		return Fail(http.StatusMethodNotAllowed, "method not allowed"), true
	case err != nil:
		return Fail(http.StatusBadRequest, fmt.Sprintf("could not parse the JSON body: %v", err)), true
	case key != "" && !r.HasKey(key):
		return Fail(http.StatusUnauthorized, "Incorrect API key provided"), true
	case r.Model == "":
		return Fail(http.StatusBadRequest, "you must provide a model parameter"), true
	case r.Path == "/v1/embeddings" && len(r.Input) == 0:
		return Fail(http.StatusBadRequest, "'input' is a required property"), true
	case r.Path == "/v1/chat/completions" && len(r.Messages) == 0:
		return Fail(http.StatusBadRequest, "'messages' is too short"), true
	}
	for i, m := range r.Messages {
		if m.Role != "system" && m.Role != "user" && m.Role != "assistant" || m.Content == "" {
			return Fail(http.StatusBadRequest, fmt.Sprintf("invalid message at messages[%d]", i)), true
		}
	}
	return Reply{}, false
}
