package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

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
	deaf   bool          // heartbeats are not answered
	beats  time.Duration // from one heartbeat to the next

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
	c := &gatewayConn{server: s, ws: ws, path: r.URL.Path, query: r.URL.RawQuery, began: time.Now(), beats: 5 * time.Second, closed: make(chan struct{})}
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

func (c *gatewayConn) hello() {
	c.send(map[string]any{"op": 10, "d": map[string]any{"heartbeat_interval": c.beats.Milliseconds()}})
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
	c.hello()
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
