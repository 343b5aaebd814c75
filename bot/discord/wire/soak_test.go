package wire

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// faultyGateway keeps each session's count of events, sends more of them all
// the time, and ends each connection after some in one of several ways. What
// a resume says was not handled is sent again, and a bit of what was.
type faultyGateway struct {
	mu   sync.Mutex
	sent map[string]int // by session
}

func (f *faultyGateway) play(c *gatewayConn) {
	c.hello()
	op, ok := c.ask()
	if !ok {
		return
	}
	go c.serve()
	session, from := "", 0
	c.mu.Lock()
	if op == 2 {
		session = fmt.Sprint("session-", c.identify["shard"].([]any)[0])
	} else {
		session, from = c.resume["session_id"].(string), int(c.resume["seq"].(float64))
	}
	c.mu.Unlock()
	if op == 2 {
		c.lockedSend(func() { c.ready(session) })
		f.next(session)
	} else {
		for seq := max(from-3, 1) + 1; seq <= f.count(session); seq++ {
			c.lockedSend(func() { c.message(seq) })
		}
		c.lockedSend(func() { c.event(0, "RESUMED", map[string]any{}) })
	}
	for range 1 + rand.N(200) {
		seq := f.next(session)
		c.lockedSend(func() { c.message(seq) })
	}
	switch rand.N(4) {
	case 0:
		c.ws.NetConn().Close()
	case 1:
		c.lockedSend(func() { c.send(map[string]any{"op": 7}) })
	case 2:
		c.lockedSend(func() { c.send(map[string]any{"op": 9, "d": true}) })
	case 3:
		c.lockedSend(func() { c.send("nonsense") })
	}
	<-c.closed
}

// lockedSend keeps heartbeats' answers, which are sent with the lock held, apart.
func (c *gatewayConn) lockedSend(send func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	send()
}

func (f *faultyGateway) next(session string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent[session]++
	return f.sent[session]
}

func (f *faultyGateway) count(session string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.sent[session]
}

// Each event of each of many shards is handled once, in its order, whatever
// happens to the connections.
func TestGatewayLosesNothing(t *testing.T) {
	const shards = 24
	f := &faultyGateway{sent: map[string]int{}}
	s := newGatewayServer(t, f.play)
	s.bot["shards"] = shards
	s.bot["session_start_limit"].(map[string]any)["max_concurrency"] = shards
	var mu sync.Mutex
	last := map[int]int{}
	r := start(t, s, func(g *GatewayConfig) {
		g.Handle = func(shard int, event any) {
			mu.Lock()
			defer mu.Unlock()
			switch e := event.(type) {
			case *discordgo.Ready:
				last[shard] = 1
			case *discordgo.MessageCreate:
				if seq, _ := strconv.Atoi(e.ID); seq != last[shard]+1 {
					t.Errorf("shard %d: event %d after %d", shard, seq, last[shard])
				}
				last[shard]++
			}
		}
	})
	resumed := 0
	until(t, "enough resumes", func() bool {
		resumed = 0
		for _, st := range r.Status() {
			resumed += st.Resumed
			if st.Session > 1 {
				t.Fatalf("shard %d began %d sessions", st.ID, st.Session)
			}
		}
		return resumed >= 2*shards
	})
	r.halt(t)
	mu.Lock()
	defer mu.Unlock()
	t.Logf("%d resumes, events by shard: %v", resumed, last)
}
