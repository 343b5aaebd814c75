package discordtest

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// Server is a Discord. Its methods, and those of all that belongs to it, may be
// called at any time, from any goroutine.
type Server struct {
	Gateway *Gateway // what can be done to the bot's connections

	opts   Options
	http   *http.Server
	addr   string
	token  string
	app    App
	routes []route
	closed chan struct{}
	once   sync.Once
	live   sync.WaitGroup // goroutines

	mu       sync.Mutex // guards all below, and whatever the handles show
	changed  chan struct{}
	ids      ids
	bot      *User
	guilds   []*Guild
	channels map[string]*Channel
	users    []*User
	messages map[string]*stored
	order    []string // IDs of messages, oldest first
	files    map[string]File
	fileIDs  []string              // oldest first
	commands map[string][]*command // by server; "" is everywhere

	interactions map[string]*Interaction // by token
	tokens       []string                // oldest first
	pings        []Ping
	typed        map[string][]time.Time // by channel
	nonces       map[string]string      // nonce to message

	hub        hub
	limiter    limiter
	faults     []*fault
	requests   []Request
	stats      Stats
	violations []string
	timers     map[*time.Timer]bool
}

// App is the application that the bot belongs to. As with applications of some
// age, its ID is not its bot's.
type App struct {
	ID, BotID, Name string
}

// Start runs a Discord for a test, which it ends with. At the end the test
// fails if there were violations.
func Start(tb testing.TB, o Options) *Server {
	tb.Helper()
	s, err := New(o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		s.Close()
		if !o.AllowViolations {
			for _, v := range s.Violations() {
				tb.Errorf("against Discord's rules: %s", v)
			}
		}
	})
	return s
}

// New runs a Discord until it is closed.
func New(o Options) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("discordtest: no port to listen on: %w", err)
	}
	s := &Server{
		opts: o.whole(), addr: listener.Addr().String(), closed: make(chan struct{}), changed: make(chan struct{}),
		channels: map[string]*Channel{}, messages: map[string]*stored{}, files: map[string]File{},
		commands: map[string][]*command{}, interactions: map[string]*Interaction{},
		typed: map[string][]time.Time{}, nonces: map[string]string{}, timers: map[*time.Timer]bool{},
	}
	s.Gateway = &Gateway{s: s, shard: -1}
	s.hub.init(s.opts)
	s.limiter.init(s.opts.Limits)
	s.app = App{ID: s.nextID(), BotID: s.nextID(), Name: s.opts.Name}
	s.bot = &User{s: s, id: s.app.BotID, name: s.opts.Name, bot: true}
	s.users = append(s.users, s.bot)
	s.token = base64.RawURLEncoding.EncodeToString([]byte(s.app.BotID)) + ".GfAkEd." + "loopback-only-token-of-a-fake-discord0"
	s.routes = routes()
	s.http = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	s.live.Go(func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.violate("the fake Discord's listener failed: %v", err)
		}
	})
	return s, nil
}

// Close ends everything and waits for it. It may be called twice.
func (s *Server) Close() {
	s.once.Do(func() {
		close(s.closed)
		s.mu.Lock()
		for t := range s.timers {
			t.Stop()
		}
		s.mu.Unlock()
		s.http.Close()
		s.hub.close(s)
	})
	s.live.Wait()
}

// API is the address that the bot is given: "http://127.0.0.1:PORT/api/v9/".
func (s *Server) API() string { return "http://" + s.addr + "/api/v9/" }

// Token is the bot's, without "Bot ".
func (s *Server) Token() string { return s.token }

// App tells who the bot is.
func (s *Server) App() App { return s.app }

// Mention is what people type to address the bot: "<@ID>".
func (s *Server) Mention() string { return s.bot.Mention() }

// Violations are what the bot did against Discord's rules so far.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.violations...)
}

// TakeViolations gives them and forgets them, for tests that provoke some.
func (s *Server) TakeViolations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.violations
	s.violations = nil
	return out
}

// violate notes what the bot did wrong. The lock is not held.
func (s *Server) violate(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrong(format, args...)
}

// wrong notes what the bot did wrong. The lock is held.
func (s *Server) wrong(format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
	s.touch()
}

// enter counts a handler that [Server.Close] has to wait for, and does
// something with the lock held; false where the server is being closed.
func (s *Server) enter(do func()) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hub.closing {
		return false
	}
	s.live.Add(1)
	do()
	s.touch()
	return true
}

// after does something later, with the lock held, unless the server was closed
// by then. The lock is held.
func (s *Server) after(d time.Duration, do func()) {
	var t *time.Timer
	t = time.AfterFunc(d, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.timers, t)
		select {
		case <-s.closed:
		default:
			do()
			s.touch()
		}
	})
	s.timers[t] = true
}
