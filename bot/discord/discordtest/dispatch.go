package discordtest

import (
	"encoding/json"
	"time"
)

// Intents that the events here need.
const (
	intentGuilds    = 1 << 0
	intentMembers   = 1 << 1
	intentPresences = 1 << 8
	intentMessages  = 1 << 9
	intentDirect    = 1 << 12
	intentContent   = 1 << 15

	knownIntents = 1<<17 - 1 | 1<<20 | 1<<21 | 1<<24 | 1<<25
)

// event is something that the gateway tells the bot.
type event struct {
	kind    string
	guild   string // whose shard gets it; empty: shard 0
	intents int    // one of which a session must have; 0: none is needed
	data    func(*session) any
}

// fixed is data that is the same for all.
func fixed(v any) func(*session) any {
	out := json.RawMessage(nil)
	return func(*session) any {
		if out == nil {
			out = raw(v)
		}
		return out
	}
}

// dispatch sends an event to all sessions that are to have it, whether or not
// they are connected at this moment. The lock is held.
func (s *Server) dispatch(e event) {
	for _, to := range s.hub.sessions {
		if to.conn == nil && time.Since(to.lost) > s.opts.SessionLife {
			s.hub.end(to)
		}
		if to.dead || shardOf(e.guild, to.of) != to.shard || e.intents != 0 && to.intents&e.intents == 0 {
			continue
		}
		to.send(e.kind, raw(e.data(to)))
	}
	s.touch()
}
