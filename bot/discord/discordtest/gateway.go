package discordtest

import (
	"encoding/json"
	"strings"
	"time"
)

// Operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoice          = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

// Codes with which the gateway closes.
const (
	closeUnknown          = 4000
	closeUnknownOpcode    = 4001
	closeDecode           = 4002
	closeNotAuthenticated = 4003
	closeAuthentication   = 4004
	closeAlready          = 4005
	closeSequence         = 4007
	closeRate             = 4008
	closeTimeout          = 4009
	closeShard            = 4010
	closeSharding         = 4011
	closeVersion          = 4012
	closeIntents          = 4013
	closeDisallowed       = 4014
)

// jsonRaw keeps json.Marshal from encoding twice.
func jsonRaw(data []byte) json.RawMessage { return data }

// payload is what comes from the bot.
type payload struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
}

type identify struct {
	Token      string  `json:"token"`
	Intents    *int    `json:"intents"`
	Shard      *[2]int `json:"shard"`
	Compress   bool    `json:"compress"`
	Properties map[string]any
}

type resume struct {
	Token   string `json:"token"`
	Session string `json:"session_id"`
	Seq     int64  `json:"seq"`
}

// receive does what the bot asks for. The lock is held.
func (c *conn) receive(p payload) {
	switch {
	case p.Op == opHeartbeat:
		c.heartbeat(p.Data)
	case p.Op == opIdentify:
		c.identify(p.Data)
	case p.Op == opResume:
		c.resume(p.Data)
	case p.Op != opPresence && p.Op != opVoice && p.Op != opRequestMembers:
		c.fail(closeUnknownOpcode, "Unknown opcode.")
	case c.session == nil:
		c.fail(closeNotAuthenticated, "Not authenticated.")
	}
}

func (c *conn) heartbeat(data []byte) {
	c.beat = time.Now()
	var seq *int64
	_ = json.Unmarshal(data, &seq) // null before the first event
	if c.session != nil && seq != nil {
		c.session.got(min(*seq, c.session.seq))
	}
	if !c.noAcks {
		c.push([]byte(`{"op":11}`))
	}
}

// identify begins a session, or refuses it.
func (c *conn) identify(data []byte) {
	s, h := c.s, &c.s.hub
	if c.session != nil {
		c.fail(closeAlready, "Already authenticated.")
		return
	}
	var id identify
	if err := json.Unmarshal(data, &id); err != nil || id.Properties == nil {
		c.fail(closeDecode, "Error while decoding payload.")
		return
	}
	if id.Shard == nil {
		id.Shard = &[2]int{0, 1}
	}
	h.counts.Identifies++
	if code, why := s.refusesIdentify(id); code != 0 {
		c.close(code, why)
		if code != closeAuthentication && code != closeDisallowed {
			s.wrong("identify was refused with %d: %s", code, why)
		}
		return
	}
	if !s.inTime(id.Shard[0]) {
		c.push([]byte(`{"op":9,"d":false}`))
		return
	}
	if mislead := next(&h.misleads.identify); mislead != nil {
		mislead(c)
		return
	}
	c.take(h.begin(id, or(s.opts.Keep, mostBuffered)))
	c.session.send("READY", raw(s.ready(c.session)))
	c.welcome()
}

// take connects a session with this connection.
func (c *conn) take(to *session) {
	if old := to.conn; old != nil && old != c {
		old.session = nil
		old.cut()
	}
	c.session, to.conn, c.compress = to, c, to.compress
}

// refusesIdentify gives the code with which an identify is answered, 0 for none.
func (s *Server) refusesIdentify(id identify) (code int, why string) {
	shard, of := id.Shard[0], id.Shard[1]
	switch {
	case !s.authentic(id.Token):
		return closeAuthentication, "Authentication failed."
	case id.Intents == nil || *id.Intents < 0 || *id.Intents&^knownIntents != 0:
		return closeIntents, "Invalid intent(s)."
	case of < 1 || shard < 0 || shard >= of:
		return closeShard, "Invalid shard."
	case of < s.opts.MinShards:
		return closeSharding, "Sharding required."
	case *id.Intents&(intentMembers|intentPresences) != 0, *id.Intents&intentContent != 0 && s.hub.noContent:
		return closeDisallowed, "Disallowed intent(s)."
	}
	return 0, ""
}

func (s *Server) authentic(token string) bool {
	return strings.TrimPrefix(token, "Bot ") == s.token
}

// earliness is how much of the pause between two identifies must have passed
// as the server sees it: the ways to it differ in length.
const earliness = 0.8

// inTime tells whether a shard may identify now.
func (s *Server) inTime(shard int) bool {
	h, now := &s.hub, time.Now()
	key := shard % s.opts.MaxConcurrency
	last := h.identified[key]
	h.identified[key] = now
	if h.starts--; h.starts < 0 {
		s.wrong("shard %d identified although no session start was left for today", shard)
		return false
	}
	pause := time.Duration(float64(s.opts.IdentifyEvery) * earliness)
	if !last.IsZero() && now.Sub(last) < pause {
		s.wrong("shard %d identified %v after another of its concurrency key: %v must lie between", shard, now.Sub(last).Round(time.Millisecond), s.opts.IdentifyEvery)
		return false
	}
	return true
}

// ready is what a new session is told.
func (s *Server) ready(to *session) map[string]any {
	guilds := []map[string]any{}
	for _, g := range s.guilds {
		if !g.gone && shardOf(g.id, to.of) == to.shard {
			guilds = append(guilds, map[string]any{"id": g.id, "unavailable": true})
		}
	}
	return map[string]any{
		"v": 9, "user": s.me(), "guilds": guilds, "session_id": to.id, "resume_gateway_url": s.gatewayURL("resume"),
		"session_type": "normal", "shard": []int{to.shard, to.of}, "application": map[string]any{"id": s.app.ID, "flags": s.appFlags()},
		"private_channels": []any{}, "relationships": []any{}, "presences": []any{}, "guild_join_requests": []any{},
		"geo_ordered_rtc_regions": []string{}, "user_settings": map[string]any{}, "auth": map[string]any{}, "_trace": []string{"discordtest"},
	}
}

// welcome tells a new session of its servers.
func (c *conn) welcome() {
	to := c.session
	if to.intents&intentGuilds != 0 {
		for _, g := range c.s.guilds {
			if !g.gone && shardOf(g.id, to.of) == to.shard {
				to.send("GUILD_CREATE", raw(g.whole()))
			}
		}
	}
	c.s.touch()
}

// resume takes a session up again, or refuses it.
func (c *conn) resume(data []byte) {
	s, h := c.s, &c.s.hub
	if c.session != nil {
		c.fail(closeAlready, "Already authenticated.")
		return
	}
	var r resume
	if err := json.Unmarshal(data, &r); err != nil {
		c.fail(closeDecode, "Error while decoding payload.")
		return
	}
	h.counts.Resumes++
	if !s.authentic(r.Token) {
		c.close(closeAuthentication, "Authentication failed.")
		return
	}
	to := h.sessions[r.Session]
	c.named = to
	if mislead := next(&h.misleads.resume); mislead != nil {
		mislead(c)
		return
	}
	if to == nil || to.conn == nil && time.Since(to.lost) > s.opts.SessionLife {
		c.push([]byte(`{"op":9,"d":false}`))
		return
	}
	missed, ok := to.since(r.Seq)
	if !ok {
		h.end(to)
		c.close(closeSequence, "Invalid seq.")
		if r.Seq > to.seq {
			s.wrong("a resume named sequence number %d where %d was the last", r.Seq, to.seq)
		}
		return
	}
	c.take(to)
	for _, e := range missed {
		c.push(e.data)
	}
	to.resumed++
	h.counts.Resumed++
	to.send("RESUMED", []byte(`{"_trace":["discordtest"]}`))
	s.touch()
}
