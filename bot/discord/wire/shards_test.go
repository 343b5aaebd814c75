package wire

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

func TestGatewayFatal(t *testing.T) {
	for code, word := range map[int]string{4004: "DISCORD_TOKEN", 4010: "shard_ids", 4011: "shards", 4012: "version"} {
		s := newGatewayServer(t, func(c *gatewayConn) {
			c.hello()
			c.ask()
			c.close(code)
		})
		err := start(t, s, nil).result(t)
		if err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%d: error %v does not speak of %s", code, err, word)
		}
	}
	s := newGatewayServer(t, sane)
	client, log := newTestClient(t, s.api(), func(c *Config) { c.Token = "wrong" })
	if err := startWith(t, client, log, nil).result(t); !errors.Is(err, errToken) {
		t.Errorf("a refused token gave %v", err)
	}
	noLeaks(t)
}

func TestGatewayRefusedIntents(t *testing.T) {
	t.Parallel()
	refusing := func(c *gatewayConn) {
		c.hello()
		c.ask()
		c.mu.Lock()
		intents := discordgo.Intent(c.identify["intents"].(float64))
		c.mu.Unlock()
		if intents&discordgo.IntentMessageContent != 0 {
			c.close(4014)
			return
		}
		c.ready("fewer")
		c.serve()
	}
	s := newGatewayServer(t, refusing)
	var refused atomic.Int32
	r := start(t, s, func(g *GatewayConfig) { g.Refused = func() { refused.Add(1) } })
	r.until(t, "READY")
	if refused.Load() != 1 {
		t.Errorf("Refused was called %d times", refused.Load())
	}
	r.halt(t)

	s = newGatewayServer(t, func(c *gatewayConn) { // in mid-session, then of the fewer too
		if c.begin("one") {
			c.close(4014)
		}
	})
	r = start(t, s, func(g *GatewayConfig) { g.Refused = func() { refused.Add(1) } })
	if err := r.result(t); !errors.Is(err, errIntents) || refused.Load() != 2 {
		t.Errorf("error %v, Refused called %d times", err, refused.Load())
	}
}

func TestGatewayIdentifyConcurrency(t *testing.T) {
	s := newGatewayServer(t, sane)
	s.bot["shards"] = 4
	s.bot["session_start_limit"].(map[string]any)["max_concurrency"] = 2
	const every = 300 * time.Millisecond
	client, log := newTestClient(t, s.api(), func(c *Config) { c.Tuning.IdentifyEvery = every })
	r := startWith(t, client, log, nil)
	until(t, "four shards that are ready", func() bool { return ready(r) == 4 })
	at := map[int][]time.Time{}
	for n := range 4 {
		c := s.conn(n)
		c.mu.Lock()
		shard := c.identify["shard"].([]any)
		at[int(shard[0].(float64))%2] = append(at[int(shard[0].(float64))%2], c.asked)
		if shard[1] != 4.0 {
			t.Errorf("identified as one of %v", shard[1])
		}
		c.mu.Unlock()
	}
	for key, times := range at {
		if len(times) != 2 || times[1].Sub(times[0]).Abs() < every-50*time.Millisecond {
			t.Errorf("key %d identified at %v", key, times)
		}
	}
	r.halt(t)
	noLeaks(t)
}

func ready(r *running) int {
	n := 0
	for _, st := range r.Status() {
		if st.State == "ready" {
			n++
		}
	}
	return n
}

func TestGatewayWaitsForSessions(t *testing.T) {
	t.Parallel()
	s := newGatewayServer(t, sane)
	limit := s.bot["session_start_limit"].(map[string]any)
	limit["remaining"], limit["reset_after"] = 0, 100
	r := start(t, s, nil)
	until(t, "a word in the log", func() bool { return strings.Contains(r.log.String(), "no more sessions") })
	if s.count() != 0 {
		t.Error("it identified all the same")
	}
	s.mu.Lock()
	limit["remaining"] = 5
	s.mu.Unlock()
	r.until(t, "READY")
}

func TestGatewayShards(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		count, recommended int
		ids                []int
		word               string
	}{
		{-1, 1, nil, "between"},
		{2, 1, []int{2}, "last is 1"},
		{0, 2, []int{2}, "last is 1"},
		{2, 1, []int{0, 0}, "twice"},
		{2, 1, []int{-1}, "begin with 0"},
		{0, 1 << 30, nil, "between"},
	} {
		s := newGatewayServer(t, sane)
		s.bot["shards"] = test.recommended
		err := start(t, s, func(g *GatewayConfig) { g.Shards, g.ShardIDs = test.count, test.ids }).result(t)
		if err == nil || !strings.Contains(err.Error(), test.word) {
			t.Errorf("%+v gave %v", test, err)
		}
	}
	s := newGatewayServer(t, sane)
	r := start(t, s, func(g *GatewayConfig) { g.Shards, g.ShardIDs = 5, []int{4, 1} })
	until(t, "two shards that are ready", func() bool { return ready(r) == 2 })
	if st := r.Status(); st[0].ID != 1 || st[1].ID != 4 || st[1].Of != 5 {
		t.Errorf("status %+v", st)
	}
}
