package discordtest

import (
	"crypto/rand"
	"encoding/hex"
	"time"
)

// mostBuffered is how many events are kept for a session that comes back, where
// the options do not say how much is kept of anything.
const mostBuffered = 20000

// session is what an identify began, and a resume takes up again.
type session struct {
	id        string
	shard, of int
	intents   int
	compress  bool
	seq       int64
	buffer    []sent
	conn      *conn // nil while nobody is connected
	dead      bool
	resumed   int
	lost      time.Time
	most      int // events in the buffer
}

// sent is an event that may have to be sent again.
type sent struct {
	seq  int64
	data []byte
}

// send numbers an event, keeps it, and sends it if somebody is connected. The lock is held.
func (s *session) send(kind string, data []byte) {
	s.seq++
	out := sent{s.seq, raw(map[string]any{"op": opDispatch, "s": s.seq, "t": kind, "d": jsonRaw(data)})}
	s.buffer = append(s.buffer, out)
	if len(s.buffer) > s.most {
		s.buffer = s.buffer[1:]
	}
	if s.conn != nil {
		s.conn.push(out.data)
	}
}

// got drops what the bot says it has. The lock is held.
func (s *session) got(seq int64) {
	for len(s.buffer) > 0 && s.buffer[0].seq <= seq {
		s.buffer = s.buffer[1:]
	}
}

// since gives what came after seq; false where that is not known any more, or
// was never so.
func (s *session) since(seq int64) ([]sent, bool) {
	if seq > s.seq || seq < 0 {
		return nil, false
	}
	for i, e := range s.buffer {
		if e.seq > seq {
			return s.buffer[i:], e.seq == seq+1
		}
	}
	return nil, seq == s.seq
}

// hub is the gateway's state.
type hub struct {
	sessions   map[string]*session
	conns      map[*conn]bool
	identified map[int]time.Time // by concurrency key
	starts     int               // identifies that are left today
	misleads   struct{ identify, resume []Answer }
	counts     GatewayStats
	noContent  bool
	closing    bool
}

func (h *hub) init(o Options) {
	h.sessions, h.conns, h.identified = map[string]*session{}, map[*conn]bool{}, map[int]time.Time{}
	h.starts, h.noContent = o.SessionStarts, o.NoMessageContent
}

// close ends all connections.
func (h *hub) close(s *Server) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.closing = true
	for c := range h.conns {
		c.cut()
	}
}

// begin makes a session. The lock is held.
func (h *hub) begin(id identify, most int) *session {
	var b [16]byte
	_, _ = rand.Read(b[:])
	s := &session{id: hex.EncodeToString(b[:]), shard: id.Shard[0], of: id.Shard[1], intents: *id.Intents, compress: id.Compress, most: most}
	h.sessions[s.id] = s
	return s
}

// end makes a session one that cannot be resumed. The lock is held.
func (h *hub) end(s *session) {
	s.dead = true
	delete(h.sessions, s.id)
}
