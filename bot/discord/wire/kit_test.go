package wire

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

const testToken = "secret-bot-token"

// quick are times for tests.
var quick = Tuning{
	HelloTimeout:   2 * time.Second,
	ReconnectFirst: 10 * time.Millisecond,
	ReconnectMost:  50 * time.Millisecond,
	IdentifyEvery:  20 * time.Millisecond,
	InvalidMost:    20 * time.Millisecond,
	RequestTimeout: 2 * time.Second,
}

// logBuffer is a log that tests read.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newTestClient(t *testing.T, api string, change func(*Config)) (*Client, *logBuffer) {
	t.Helper()
	log := &logBuffer{}
	c := Config{Token: testToken, API: api, Tuning: quick,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&c)
	}
	client, err := NewClient(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if strings.Contains(log.String(), c.Token) {
			t.Error("the log holds the bot's token")
		}
	})
	return client, log
}

// gatewayServer is a small stand-in for Discord's gateway. Each connection is
// played by the next of its scripts, the last one over and over.
type gatewayServer struct {
	t       *testing.T
	http    *httptest.Server
	bot     map[string]any // answer to GET gateway/bot; the URL is filled in
	scripts []func(*gatewayConn)

	mu    sync.Mutex
	conns []*gatewayConn
}

// gatewayConn is one connection to it.
type gatewayConn struct {
	server *gatewayServer
	ws     *websocket.Conn
	path   string
	query  string
	began  time.Time
	deaf   bool // heartbeats are not answered

	mu       sync.Mutex
	identify map[string]any // of the identify that came
	asked    time.Time      // when it came
	resume   map[string]any // of the resume that came
	code     int            // close code that came
	closed   chan struct{}
}

func newGatewayServer(t *testing.T, scripts ...func(*gatewayConn)) *gatewayServer {
	s := &gatewayServer{t: t, scripts: scripts, bot: map[string]any{"shards": 1,
		"session_start_limit": map[string]any{"total": 1000, "remaining": 999, "reset_after": 1000, "max_concurrency": 1}}}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/v9/gateway/bot", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bot "+testToken {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"message":"401: Unauthorized","code":0}`)
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.bot["url"] = s.url("/first")
		json.NewEncoder(w).Encode(s.bot)
	})
	mux.HandleFunc("/", s.connect)
	s.http = httptest.NewServer(mux)
	t.Cleanup(s.http.Close)
	return s
}

func (s *gatewayServer) url(path string) string {
	return "ws" + strings.TrimPrefix(s.http.URL, "http") + path
}

func (s *gatewayServer) api() string { return s.http.URL + "/api/v9" }

func (s *gatewayServer) connect(w http.ResponseWriter, r *http.Request) {
	ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	c := &gatewayConn{server: s, ws: ws, path: r.URL.Path, query: r.URL.RawQuery, began: time.Now(), closed: make(chan struct{})}
	s.mu.Lock()
	script := s.scripts[min(len(s.conns), len(s.scripts)-1)]
	s.conns = append(s.conns, c)
	s.mu.Unlock()
	script(c)
}

func (s *gatewayServer) conn(n int) *gatewayConn {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n >= len(s.conns) {
		return nil
	}
	return s.conns[n]
}

func (s *gatewayServer) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.conns)
}

func (c *gatewayConn) send(v any) { c.ws.WriteJSON(v) }

func (c *gatewayConn) hello(interval time.Duration) {
	c.send(map[string]any{"op": 10, "d": map[string]any{"heartbeat_interval": interval.Milliseconds()}})
}

// ask waits for an identify or a resume, and tells which came; false: neither.
func (c *gatewayConn) ask() (op int, ok bool) {
	for {
		op, ok := c.read()
		if !ok || op == 2 || op == 6 {
			return op, ok
		}
	}
}

// read takes one message, and answers it if it is a heartbeat.
func (c *gatewayConn) read() (int, bool) {
	var m struct {
		Op int             `json:"op"`
		D  json.RawMessage `json:"d"`
	}
	_, raw, err := c.ws.ReadMessage()
	if err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		if e, ok := err.(*websocket.CloseError); ok {
			c.code = e.Code
		}
		select {
		case <-c.closed:
		default:
			close(c.closed)
		}
		return 0, false
	}
	json.Unmarshal(raw, &m)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch m.Op {
	case 1:
		if !c.deaf {
			c.send(map[string]any{"op": 11})
		}
	case 2:
		json.Unmarshal(m.D, &c.identify)
		c.asked = time.Now()
	case 6:
		json.Unmarshal(m.D, &c.resume)
		c.asked = time.Now()
	}
	return m.Op, true
}

// serve answers heartbeats until the connection ends.
func (c *gatewayConn) serve() {
	for {
		if _, ok := c.read(); !ok {
			return
		}
	}
}

func (c *gatewayConn) ready(session string) {
	c.event(1, "READY", map[string]any{"v": 9, "session_id": session, "resume_gateway_url": c.server.url("/resume"),
		"user": map[string]any{"id": "7", "username": "verbatim"}, "guilds": []any{}})
}

func (c *gatewayConn) event(seq int, kind string, d any) {
	c.send(map[string]any{"op": 0, "s": seq, "t": kind, "d": d})
}

// message sends a message whose ID is its sequence number.
func (c *gatewayConn) message(seq int) {
	c.event(seq, "MESSAGE_CREATE", map[string]any{"id": fmt.Sprint(seq), "channel_id": "5", "content": "hello",
		"author": map[string]any{"id": "9"}})
}

func (c *gatewayConn) close(code int) {
	c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
	c.serve()
}

// begin plays the opening of a new session or of a resumed one.
func (c *gatewayConn) begin(session string) bool {
	c.hello(time.Second)
	op, ok := c.ask()
	if !ok {
		return false
	}
	if op == 2 {
		c.ready(session)
	} else {
		c.event(0, "RESUMED", map[string]any{})
	}
	return true
}

// sane is a gateway without faults.
func sane(c *gatewayConn) {
	if c.begin("sane") {
		c.serve()
	}
}

// recorder keeps what Handle gets.
type recorder struct {
	mu     sync.Mutex
	events []string // IDs of messages; the names of READY and RESUMED
	all    []any
}

func (r *recorder) handle(_ int, event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, event)
	switch e := event.(type) {
	case *discordgo.MessageCreate:
		r.events = append(r.events, e.ID)
	case *discordgo.Ready:
		r.events = append(r.events, "READY")
	case *discordgo.Resumed:
		r.events = append(r.events, "RESUMED")
	}
}

func (r *recorder) list() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.events, " ")
}

// running is a gateway under test.
type running struct {
	*Gateway
	*recorder
	log  *logBuffer
	stop context.CancelFunc
	done chan error
}

// start runs a gateway against the stand-in, and stops it at the test's end.
func start(t *testing.T, s *gatewayServer, change func(*GatewayConfig)) *running {
	t.Helper()
	client, log := newTestClient(t, s.api(), nil)
	return startWith(t, client, log, change)
}

func startWith(t *testing.T, client *Client, log *logBuffer, change func(*GatewayConfig)) *running {
	t.Helper()
	r := &running{recorder: &recorder{}, log: log, done: make(chan error, 1)}
	g := GatewayConfig{Intents: discordgo.IntentGuildMessages | discordgo.IntentMessageContent,
		Fallback: discordgo.IntentGuildMessages, Handle: r.handle}
	if change != nil {
		change(&g)
	}
	r.Gateway = client.NewGateway(g)
	ctx, cancel := context.WithCancel(t.Context())
	r.stop = cancel
	go func() { r.done <- r.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		select {
		case <-r.done:
		case <-time.After(5 * time.Second):
			t.Error("Run does not return")
		}
	})
	return r
}

// halt ends the context, and gives what Run returned and how long that took.
func (r *running) halt(t *testing.T) (error, time.Duration) {
	t.Helper()
	start := time.Now()
	r.stop()
	select {
	case err := <-r.done:
		r.done <- err
		return err, time.Since(start)
	case <-time.After(10 * time.Second):
		t.Fatal("Run does not return")
		return nil, 0
	}
}

// result waits until Run returns by itself.
func (r *running) result(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.done:
		r.done <- err
		return err
	case <-time.After(20 * time.Second):
		t.Fatal("Run does not return")
		return nil
	}
}

// until waits for a condition.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("in vain: %s", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (r *running) until(t *testing.T, events string) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for r.list() != events {
		if time.Now().After(deadline) {
			t.Fatalf("events %q, want %q; log:\n%s", r.list(), events, r.log)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// noLeaks fails if goroutines of ours or discordgo's are still there after a while.
func noLeaks(t *testing.T) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for {
		left := ours()
		if left == "" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("goroutines are left:\n%s", left)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func ours() string {
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	var left []string
	for _, g := range strings.Split(string(buf), "\n\n") {
		if strings.Contains(g, "_test.go") || strings.Contains(g, "testing.") {
			continue
		}
		if strings.Contains(g, "verbatim/bot/discord/wire") || strings.Contains(g, "bwmarrin/discordgo") {
			left = append(left, g)
		}
	}
	return strings.Join(left, "\n\n")
}
