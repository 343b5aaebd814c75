package wire

import (
	"testing"
	"time"
)

// A line that keeps breaking is taken up again within seconds while its session
// is there; without one the pauses grow.
func TestWaitBetweenConnections(t *testing.T) {
	g := &Gateway{client: &Client{tuning: Tuning{ReconnectFirst: time.Second, ReconnectMost: time.Minute, InvalidMost: 5 * time.Second}}}
	longest := func(life *life) (most time.Duration) {
		s := &shard{gateway: g, life: life}
		if first := s.wait(ending{kind: endDropped, arrived: 10 * time.Second}); first != 0 {
			t.Errorf("the first pause is %v", first)
		}
		for range 20 {
			most = max(most, s.wait(ending{kind: endDropped, arrived: 10 * time.Second}))
		}
		return most
	}
	if got := longest(&life{id: "session"}); got > resumeMost*time.Second || got == 0 {
		t.Errorf("to resume, it waits %v", got)
	}
	if got := longest(&life{}); got < 20*time.Second {
		t.Errorf("to begin a session, it waits %v", got)
	}
	s := &shard{gateway: g, life: &life{id: "session"}}
	for range 10 {
		s.wait(ending{kind: endDropped})
	}
	if got := s.wait(ending{kind: endDropped}); got < 20*time.Second {
		t.Errorf("where nothing arrives, it waits %v", got)
	}
}
