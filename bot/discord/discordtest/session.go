package discordtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// session is a session of the gateway, over one connection after another.
type session struct {
	server  *Server
	id      string
	shard   int
	of      int
	intents int
	seq     int64
	events  []payload // all, for resuming

	conn *connection
}

// connection is one WebSocket.
type connection struct {
	ws     *websocket.Conn
	write  sync.Mutex
	silent atomic.Bool
	noAcks atomic.Bool
}

type payload struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  *int64          `json:"s"`
	Type *string         `json:"t"`
}

func (c *connection) send(p payload) {
	c.write.Lock()
	defer c.write.Unlock()
	if c.silent.Load() {
		return
	}
	_ = c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	_ = c.ws.WriteJSON(p)
}

func (c *connection) op(op int, data any) {
	raw, _ := json.Marshal(data)
	c.send(payload{Op: op, Data: raw})
}

func (c *connection) closeWith(code int) {
	c.write.Lock()
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, "closed by the fake"), time.Now().Add(time.Second))
	c.write.Unlock()
	time.AfterFunc(200*time.Millisecond, func() { c.ws.Close() })
}

// cut cuts the connection as a network does.
func (x *session) cut() {
	x.server.mu.Lock()
	conn := x.conn
	x.server.mu.Unlock()
	if conn != nil {
		conn.ws.NetConn().Close()
	}
}

// gateway serves the WebSocket.
func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	if v := r.URL.Query().Get("v"); v != "9" && v != "10" {
		s.mu.Lock()
		s.violate("the gateway was dialled with version %q", v)
		s.mu.Unlock()
	}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &connection{ws: ws}
	defer ws.Close()
	c.op(10, map[string]any{"heartbeat_interval": s.options.Heartbeat.Milliseconds()})
	var x *session
	defer func() {
		s.mu.Lock()
		if x != nil && x.conn == c {
			x.conn = nil
		}
		s.change()
		s.mu.Unlock()
	}()
	for {
		_ = ws.SetReadDeadline(time.Now().Add(2*s.options.Heartbeat + 5*time.Second))
		var p payload
		if err := ws.ReadJSON(&p); err != nil {
			return
		}
		switch p.Op {
		case 1:
			if !c.noAcks.Load() {
				c.send(payload{Op: 11})
			}
		case 2:
			x = s.identify(c, p.Data)
		case 6:
			x = s.resume(c, p.Data)
		case 3:
		default:
			s.mu.Lock()
			s.violate("opcode %d was sent to the gateway", p.Op)
			s.mu.Unlock()
		}
	}
}

// inPlace does what a test asked for in place of READY (op 2) or RESUMED (op 6).
func (s *Server) inPlace(c *connection, op int) bool {
	s.mu.Lock()
	what := ""
	if s.gatewayFault != nil {
		what = s.gatewayFault(op)
	}
	s.mu.Unlock()
	switch what {
	case "":
		return false
	case "reconnect":
		c.op(7, nil)
	case "invalid":
		c.op(9, false)
	case "resumable":
		c.op(9, true)
	case "nothing":
	default:
		code, _ := strconv.Atoi(what)
		c.closeWith(code)
	}
	return true
}

func (s *Server) identify(c *connection, data json.RawMessage) *session {
	var d struct {
		Token   string  `json:"token"`
		Intents int     `json:"intents"`
		Shard   *[2]int `json:"shard"`
	}
	_ = json.Unmarshal(data, &d)
	if s.inPlace(c, 2) {
		return nil
	}
	s.mu.Lock()
	if every := s.options.IdentifyEvery; every > 0 {
		now := time.Now()
		recent := 0
		for _, at := range s.identifies {
			if now.Sub(at) < every-every/10 {
				recent++
			}
		}
		if recent >= s.options.MaxConcurrency {
			s.violate("%d identifies within %v", recent+1, every)
		}
		s.identifies = append(s.identifies, now)
	}
	s.mu.Unlock()
	switch {
	case d.Token != s.Token && d.Token != "Bot "+s.Token:
		c.closeWith(4004)
		return nil
	case d.Intents&(1<<15) != 0 && s.options.NoContent:
		c.closeWith(4014)
		return nil
	}
	x := &session{server: s, intents: d.Intents, of: 1, conn: c}
	if d.Shard != nil {
		x.shard, x.of = d.Shard[0], d.Shard[1]
	}
	s.mu.Lock()
	x.id = s.id()
	s.sessions[x.id] = x
	var guilds []map[string]any
	for _, g := range s.guilds {
		guilds = append(guilds, map[string]any{"id": g.ID, "unavailable": true})
	}
	x.dispatch("READY", map[string]any{
		"v": 9, "user": s.bot(), "guilds": guilds, "session_id": x.id, "resume_gateway_url": s.gatewayURL(), "shard": []int{x.shard, x.of},
		"application": map[string]any{"id": s.App, "flags": 0},
	})
	s.change()
	s.mu.Unlock()
	return x
}

func (s *Server) gatewayURL() string { return "ws://" + s.listener.Addr().String() + "/gateway" }

func (s *Server) resume(c *connection, data json.RawMessage) *session {
	var d struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	_ = json.Unmarshal(data, &d)
	if s.inPlace(c, 6) {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.sessions[d.Session]
	if x == nil {
		go c.op(9, false)
		return nil
	}
	if d.Seq > x.seq {
		go c.closeWith(4007)
		return nil
	}
	x.conn = c
	for _, p := range x.events {
		if *p.Seq > d.Seq {
			c.send(p)
		}
	}
	x.dispatch("RESUMED", map[string]any{})
	s.change()
	return x
}

// dispatch sends an event, and keeps it for resuming. The lock is held.
func (x *session) dispatch(kind string, data any) {
	raw, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	x.seq++
	seq := x.seq
	p := payload{Data: raw, Seq: &seq, Type: &kind}
	x.events = append(x.events, p)
	if x.conn != nil {
		x.conn.send(p)
	}
}

// deliver sends an event to the shard of a server. The lock is held.
func (s *Server) deliver(kind string, g *Guild, intent discordgo.Intent, data any) {
	for _, x := range s.sessions {
		if intent != 0 && x.intents&int(intent) == 0 {
			continue
		}
		shard := 0
		if g != nil {
			id, _ := strconv.ParseInt(g.ID, 10, 64)
			shard = int((id >> 22) % int64(x.of))
		}
		if shard == x.shard && x.newest() {
			x.dispatch(kind, data)
		}
	}
}

// newest tells whether no later session is of the same shard. The lock is held.
func (x *session) newest() bool {
	for _, y := range x.server.sessions {
		if y.shard == x.shard && len(y.id) >= len(x.id) && y.id > x.id {
			return false
		}
	}
	return true
}

// each does something to every open connection.
func (s *Server) each(f func(*connection)) {
	s.mu.Lock()
	var all []*connection
	for _, x := range s.sessions {
		if x.conn != nil {
			all = append(all, x.conn)
		}
	}
	s.mu.Unlock()
	for _, c := range all {
		f(c)
	}
}

// Drop cuts all connections of the gateway.
func (s *Server) Drop() { s.each(func(c *connection) { c.ws.NetConn().Close() }) }

// Reconnect asks all shards to reconnect (op 7).
func (s *Server) Reconnect() { s.each(func(c *connection) { c.op(7, nil) }) }

// Invalidate ends all sessions (op 9), so that they can be resumed or not.
func (s *Server) Invalidate(resumable bool) {
	s.each(func(c *connection) { c.op(9, resumable) })
	if !resumable {
		s.mu.Lock()
		s.sessions = map[string]*session{}
		s.mu.Unlock()
	}
}

// CloseWith closes all connections with a code.
func (s *Server) CloseWith(code int) { s.each(func(c *connection) { c.closeWith(code) }) }

// Silence has the gateway say nothing any more on the connections that there are.
func (s *Server) Silence() {
	s.each(func(c *connection) {
		c.silent.Store(true)
	})
}

// StopAcks has no heartbeat acknowledged any more on the connections that there are.
func (s *Server) StopAcks() { s.each(func(c *connection) { c.noAcks.Store(true) }) }

// InPlace has f say what happens in place of READY (op 2) or RESUMED (op 6):
// "" as usual, "reconnect", "invalid", "resumable", "nothing", or a close code.
func (s *Server) InPlace(f func(op int) string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gatewayFault = f
}

// WaitOnline waits until so many shards are connected.
func (s *Server) WaitOnline(n int, within time.Duration) bool {
	return s.until(within, func() bool {
		online := 0
		for _, x := range s.sessions {
			if x.conn != nil && !x.conn.silent.Load() {
				online++
			}
		}
		return online >= n
	})
}

// Sessions counts the sessions begun.
func (s *Server) Sessions() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sessions)
}
