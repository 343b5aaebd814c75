package discordtest

import (
	"slices"
	"testing"
	"time"
)

// Gateway is the bot's connections to the gateway, all or those of one shard,
// and what can be done to them.
type Gateway struct {
	s     *Server
	shard int // -1: all
}

// GatewayStats count what the bot did.
type GatewayStats struct {
	Connections int // ever made
	Identifies  int // tried
	Resumes     int // tried
	Resumed     int // with success
}

// SessionInfo tells of a session that can be resumed or is connected.
type SessionInfo struct {
	ID        string
	Shard, Of int
	Intents   int
	Connected bool
	Resumed   int // times
	Seq       int64
}

// Shard gives the connections of one shard.
func (g *Gateway) Shard(id int) *Gateway { return &Gateway{s: g.s, shard: id} }

// each does something to the connections. The lock is held while it is done.
func (g *Gateway) each(do func(*conn)) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for c := range g.s.hub.conns {
		if g.shard < 0 || c.session != nil && c.session.shard == g.shard {
			do(c)
		}
	}
}

// Drop cuts the connections without a word. The sessions can be resumed.
func (g *Gateway) Drop() { g.each((*conn).cut) }

// CloseWith closes with a code. The sessions can be resumed unless the code says
// otherwise: 1000, 1001, 4004, 4007, 4009 and from 4010 on.
func (g *Gateway) CloseWith(code int) {
	g.each(func(c *conn) { c.close(code, "as the test wants it") })
}

// Reconnect asks the bot to connect again and resume (operation 7).
func (g *Gateway) Reconnect() { g.each(func(c *conn) { c.push([]byte(`{"op":7,"d":null}`)) }) }

// InvalidSession tells the bot that its session is over (operation 9), which it
// is unless it is said to be resumable.
func (g *Gateway) InvalidSession(resumable bool) {
	g.each(func(c *conn) { c.invalidate(resumable) })
}

func (c *conn) invalidate(resumable bool) {
	c.push(raw(map[string]any{"op": opInvalidSession, "d": resumable}))
	if to := or(c.session, c.named); to != nil {
		if to.conn == c {
			to.conn, to.lost = nil, time.Now()
		}
		c.session, c.named = nil, nil
		if !resumable {
			c.s.hub.end(to)
		}
	}
}

// Silence keeps the connections that are there open and says nothing more on
// them, acknowledgements included; nothing that comes is heeded.
func (g *Gateway) Silence() { g.each(func(c *conn) { c.silent = true }) }

// StopAcks keeps back the acknowledgements of heartbeats on the connections that
// are there: a zombie, which brings events still.
func (g *Gateway) StopAcks() { g.each(func(c *conn) { c.noAcks = true }) }

// AskHeartbeat asks for a heartbeat at once (operation 1).
func (g *Gateway) AskHeartbeat() { g.each(func(c *conn) { c.push([]byte(`{"op":1,"d":null}`)) }) }

// Send sends a payload as it is, for what no Discord should send.
func (g *Gateway) Send(payload string) { g.each(func(c *conn) { c.push([]byte(payload)) }) }

// Dispatch sends an event with a sequence number of its own.
func (g *Gateway) Dispatch(kind string, data any) {
	g.each(func(c *conn) {
		if c.session != nil {
			c.session.send(kind, raw(data))
		}
	})
}

// AllowMessageContent turns the intent on or off in the developer portal. Like
// there, it matters at the next identify.
func (g *Gateway) AllowMessageContent(allowed bool) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.hub.noContent = !allowed
}

// Answer is what an identify or a resume is answered with, in place of READY or RESUMED.
type Answer func(*conn)

// AnswerReconnect asks to reconnect.
func AnswerReconnect() Answer { return func(c *conn) { c.push([]byte(`{"op":7,"d":null}`)) } }

// AnswerInvalid says that the session is invalid.
func AnswerInvalid(resumable bool) Answer { return func(c *conn) { c.invalidate(resumable) } }

// AnswerNothing says nothing at all, and never will.
func AnswerNothing() Answer { return func(c *conn) { c.silent = true } }

// AnswerClose closes with a code.
func AnswerClose(code int) Answer {
	return func(c *conn) { c.close(code, "as the test wants it") }
}

// AnswerCut cuts the connection.
func AnswerCut() Answer { return func(c *conn) { c.cut() } }

// NextIdentify says how the next identifies are answered; later ones get READY.
func (g *Gateway) NextIdentify(answers ...Answer) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.hub.misleads.identify = append(g.s.hub.misleads.identify, answers...)
}

// NextResume says how the next resumes are answered; later ones get RESUMED.
func (g *Gateway) NextResume(answers ...Answer) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.s.hub.misleads.resume = append(g.s.hub.misleads.resume, answers...)
}

// next takes the first answer, nil where there is none.
func next(list *[]Answer) Answer {
	if len(*list) == 0 {
		return nil
	}
	out := (*list)[0]
	*list = (*list)[1:]
	return out
}

// Stats counts what the bot did.
func (g *Gateway) Stats() GatewayStats {
	return see(g.s, func() GatewayStats { return g.s.hub.counts })
}

// Sessions are those that are connected or can be resumed, by shard.
func (g *Gateway) Sessions() []SessionInfo {
	return see(g.s, func() []SessionInfo { return g.sessions() })
}

func (g *Gateway) sessions() []SessionInfo {
	var out []SessionInfo
	for _, to := range g.s.hub.sessions {
		if g.shard < 0 || to.shard == g.shard {
			out = append(out, SessionInfo{to.id, to.shard, to.of, to.intents, to.conn != nil, to.resumed, to.seq})
		}
	}
	slices.SortFunc(out, func(a, b SessionInfo) int { return a.Shard - b.Shard })
	return out
}

// WaitReady waits until so many sessions are connected.
func (s *Server) WaitReady(sessions int, timeout time.Duration) error {
	return s.await(timeout, func() (bool, error) { return s.connected() >= sessions, nil })
}

// Ready is WaitReady for tests, with three times the usual patience: a bot may
// have to be started first.
func (s *Server) Ready(tb testing.TB, sessions int) {
	tb.Helper()
	if err := s.WaitReady(sessions, 3*s.opts.Wait); err != nil {
		tb.Fatalf("the bot did not come online with %d sessions: %v; %+v", sessions, err, s.Gateway.Stats())
	}
}

// connected counts sessions with a connection. The lock is held.
func (s *Server) connected() int {
	n := 0
	for _, to := range s.hub.sessions {
		if to.conn != nil {
			n++
		}
	}
	return n
}
