package wire

import (
	"log/slog"
	"time"
)

// ShardStatus tells how a shard is.
type ShardStatus struct {
	ID, Of  int
	State   string // "connecting", "ready", "resuming", "waiting", "stopped"
	Since   time.Time
	Latency time.Duration // of the last heartbeat; 0 until known
	Session int           // how many sessions were begun, resumes aside
	Resumed int           // how often one was resumed
}

// The states of a shard.
const (
	stateConnecting = "connecting" // a new session is being begun
	stateResuming   = "resuming"   // one is being taken up again
	stateReady      = "ready"
	stateWaiting    = "waiting" // until it may try (again)
	stateStopped    = "stopped"
)

// Status tells how the shards are, by ID; there are none before their number is known.
func (g *Gateway) Status() []ShardStatus {
	g.mu.Lock()
	shards := g.shards
	g.mu.Unlock()
	out := make([]ShardStatus, 0, len(shards))
	for _, s := range shards {
		out = append(out, s.snapshot())
	}
	return out
}

func (s *shard) snapshot() ShardStatus {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.status
}

// turn puts the shard into a state.
func (s *shard) turn(state string) {
	s.mu.Lock()
	changed := s.set(state)
	s.mu.Unlock()
	if changed {
		s.tell(state)
	}
}

// set must be called with the lock held.
func (s *shard) set(state string) bool {
	if s.status.State == state {
		return false
	}
	s.status.State, s.status.Since = state, time.Now()
	return true
}

func (s *shard) tell(state string) {
	s.gateway.client.observe(Observation{Kind: "gateway", Shard: s.id, State: state})
}

// arrived notes that discordgo has READY or RESUMED, unless the connection that
// brought it has ended meanwhile.
func (s *shard) arrived(r *relay, resumed bool) {
	s.mu.Lock()
	if resumed {
		s.status.Resumed++
	} else {
		s.status.Session++
	}
	changed := r != nil && s.current == r && s.set(stateReady)
	s.mu.Unlock()
	if changed {
		s.log().Info("connected to Discord's gateway", slog.Bool("resumed", resumed))
		s.tell(stateReady)
	}
}

// connected notes which relay is in use; nil: none.
func (s *shard) connected(r *relay) {
	s.mu.Lock()
	s.current = r
	s.mu.Unlock()
}

func (s *shard) latency(d time.Duration) {
	s.mu.Lock()
	s.status.Latency = d
	s.mu.Unlock()
}
