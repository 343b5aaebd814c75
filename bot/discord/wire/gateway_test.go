package wire

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

func TestGatewayHandsEventsOver(t *testing.T) {
	s := newGatewayServer(t, func(c *gatewayConn) {
		if c.begin("one") {
			c.message(2)
			c.message(3)
			c.serve()
		}
	})
	r := start(t, s, nil)
	r.until(t, "READY 2 3")
	until(t, "a latency", func() bool { return r.Status()[0].Latency > 0 })
	st := r.Status()[0]
	if st.State != "ready" || st.ID != 0 || st.Of != 1 || st.Session != 1 || st.Resumed != 0 {
		t.Errorf("status %+v", st)
	}
	c := s.conn(0)
	if c.path != "/first" || c.query != "encoding=json&v=9" {
		t.Errorf("dialled %s?%s", c.path, c.query)
	}
	c.mu.Lock()
	if c.identify["token"] != testToken || c.identify["compress"] != false {
		t.Errorf("identified with %v", c.identify)
	}
	c.mu.Unlock()
	if err, took := r.halt(t); err != nil || took > 2*time.Second {
		t.Errorf("Run returned %v after %v", err, took)
	}
	until(t, "a farewell", func() bool { c.mu.Lock(); defer c.mu.Unlock(); return c.code != 0 })
	if c.code != websocket.CloseNormalClosure {
		t.Errorf("closed with %d, want 1000, which ends the session", c.code)
	}
	if st := r.Status()[0]; st.State != "stopped" {
		t.Errorf("state %s after the end", st.State)
	}
	noLeaks(t)
}

// resumes plays a session that ends in some way after message 2, and is then
// resumed: 2 is replayed, 3 was missed.
func resumes(end func(c *gatewayConn)) []func(*gatewayConn) {
	first := func(c *gatewayConn) {
		if c.begin("one") {
			c.message(2)
			time.Sleep(20 * time.Millisecond)
			end(c)
		}
	}
	second := func(c *gatewayConn) {
		c.hello(time.Second)
		if op, _ := c.ask(); op != 6 {
			c.close(4000)
			return
		}
		c.message(2)
		c.message(3)
		c.event(4, "RESUMED", map[string]any{})
		c.message(5)
		c.serve()
	}
	return []func(*gatewayConn){first, second}
}

func TestGatewayResumes(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(c *gatewayConn){
		"drop":          func(c *gatewayConn) { c.ws.NetConn().Close() },
		"reconnect":     func(c *gatewayConn) { c.send(map[string]any{"op": 7, "d": nil}); c.serve() },
		"paused":        func(c *gatewayConn) { c.send(map[string]any{"op": 9, "d": true}); c.serve() },
		"closed":        func(c *gatewayConn) { c.close(4000) },
		"going away":    func(c *gatewayConn) { c.close(1001) },
		"unknown code":  func(c *gatewayConn) { c.close(4900) },
		"malformed":     func(c *gatewayConn) { c.ws.WriteMessage(websocket.TextMessage, []byte(`null`)); c.serve() },
		"binary":        func(c *gatewayConn) { c.ws.WriteMessage(websocket.BinaryMessage, []byte{120, 156}); c.serve() },
		"second HELLO":  func(c *gatewayConn) { c.hello(time.Second); c.serve() },
		"another READY": func(c *gatewayConn) { c.ready("two"); c.serve() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newGatewayServer(t, resumes(end)...)
			r := start(t, s, nil)
			r.until(t, "READY 2 3 RESUMED 5")
			c := s.conn(1)
			if c.path != "/resume" || c.query != "encoding=json&v=9" {
				t.Errorf("resumed at %s?%s", c.path, c.query)
			}
			c.mu.Lock()
			if c.resume["session_id"] != "one" || c.resume["seq"] != 2.0 || c.resume["token"] != testToken {
				t.Errorf("resumed with %v", c.resume)
			}
			c.mu.Unlock()
			if st := r.Status()[0]; st.State != "ready" || st.Session != 1 || st.Resumed != 1 {
				t.Errorf("status %+v", st)
			}
			if code := codeOf(s.conn(0)); code == 1000 {
				t.Error("the first connection was closed with 1000, which ends the session")
			}
		})
	}
}

func codeOf(c *gatewayConn) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.code
}

func TestGatewayZombie(t *testing.T) {
	t.Parallel()
	scripts := resumes(func(c *gatewayConn) { c.serve() })
	first := scripts[0]
	scripts[0] = func(c *gatewayConn) {
		c.mu.Lock()
		c.deaf = true
		c.mu.Unlock()
		first(c)
	}
	s := newGatewayServer(t, scripts...)
	r := start(t, s, nil)
	r.until(t, "READY 2 3 RESUMED 5")
	if code := codeOf(s.conn(0)); code != closeResumable {
		t.Errorf("the zombie was closed with %d", code)
	}
	if !strings.Contains(r.log.String(), string(endZombie)) {
		t.Errorf("the log does not tell of it:\n%s", r.log)
	}
}

func TestGatewayInPlaceOfReady(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]any{
		"reconnect":     map[string]any{"op": 7, "d": nil},
		"paused":        map[string]any{"op": 9, "d": true},
		"invalid":       map[string]any{"op": 9, "d": false},
		"another event": map[string]any{"op": 0, "s": 1, "t": "MESSAGE_CREATE", "d": map[string]any{"id": "1"}},
		"no session":    map[string]any{"op": 0, "s": 1, "t": "READY", "d": map[string]any{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newGatewayServer(t, func(c *gatewayConn) {
				c.hello(time.Second)
				c.ask()
				c.send(answer)
				c.serve()
			}, sane)
			r := start(t, s, nil)
			r.until(t, "READY")
			if st := r.Status()[0]; st.Session != 1 || st.State != "ready" {
				t.Errorf("status %+v", st)
			}
			r.halt(t)
		})
	}
}

func TestGatewayInPlaceOfResumed(t *testing.T) {
	t.Parallel()
	drop := func(c *gatewayConn) {
		if c.begin("one") {
			c.message(2)
			c.ws.NetConn().Close()
		}
	}
	for name, test := range map[string]struct {
		answer any
		events string
	}{
		"reconnect": {map[string]any{"op": 7, "d": nil}, "READY 2 RESUMED"},
		"paused":    {map[string]any{"op": 9, "d": true}, "READY 2 RESUMED"},
		"invalid":   {map[string]any{"op": 9, "d": false}, "READY 2 READY"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newGatewayServer(t, drop, func(c *gatewayConn) {
				c.hello(time.Second)
				c.ask()
				c.send(test.answer)
				c.serve()
			}, sane)
			r := start(t, s, nil)
			r.until(t, test.events)
			r.halt(t)
		})
	}
}

func TestGatewaySilence(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]func(c *gatewayConn){
		"no HELLO":   func(c *gatewayConn) { c.serve() },
		"no READY":   func(c *gatewayConn) { c.hello(time.Second); c.serve() },
		"no answer":  func(c *gatewayConn) { <-time.After(3 * time.Second) },
		"no traffic": func(c *gatewayConn) { c.begin("x"); <-time.After(3 * time.Second) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newGatewayServer(t, script, sane)
			client, log := newTestClient(t, s.api(), func(c *Config) { c.Tuning.HelloTimeout = 300 * time.Millisecond })
			r := startWith(t, client, log, nil)
			until(t, "a second connection that is ready", func() bool {
				st := r.Status()
				return s.count() > 1 && len(st) == 1 && st[0].State == "ready"
			})
		})
	}
}

func TestGatewayNewSession(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(c *gatewayConn){
		"4003":    func(c *gatewayConn) { c.close(4003) },
		"4007":    func(c *gatewayConn) { c.close(4007) },
		"4009":    func(c *gatewayConn) { c.close(4009) },
		"invalid": func(c *gatewayConn) { c.send(map[string]any{"op": 9, "d": false}); c.serve() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newGatewayServer(t, func(c *gatewayConn) {
				if c.begin("one") {
					c.message(2) // arrives right before the end, and must not be lost with the session
					end(c)
				}
			}, func(c *gatewayConn) {
				if c.begin("two") {
					c.message(2) // another session counts anew
					c.serve()
				}
			})
			r := start(t, s, nil)
			r.until(t, "READY 2 READY 2")
			if st := r.Status()[0]; st.Session != 2 || st.Resumed != 0 {
				t.Errorf("status %+v", st)
			}
			if c := s.conn(1); c.path != "/first" {
				t.Errorf("a new session was begun at %s", c.path)
			}
		})
	}
}

func TestGatewayFatal(t *testing.T) {
	for code, word := range map[int]string{4004: "DISCORD_TOKEN", 4010: "shard_ids", 4011: "shards", 4012: "version"} {
		s := newGatewayServer(t, func(c *gatewayConn) {
			c.hello(time.Second)
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
		c.hello(time.Second)
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

func TestGatewayHangingHandlerIsAbandoned(t *testing.T) {
	t.Parallel()
	free := make(chan struct{})
	defer close(free)
	s := newGatewayServer(t, func(c *gatewayConn) { // READY, then gone: Open hangs in the handler
		if c.begin("one") {
			time.Sleep(50 * time.Millisecond)
			c.ws.NetConn().Close()
		}
	}, sane)
	client, log := newTestClient(t, s.api(), nil)
	var readies atomic.Int32
	g := client.NewGateway(GatewayConfig{Handle: func(int, any) {
		if readies.Add(1) == 1 {
			<-free
		}
	}})
	g.letGo = 300 * time.Millisecond
	done := make(chan error, 1)
	ctx, cancel := contextOf(t)
	go func() { done <- g.Run(ctx) }()
	until(t, "another session", func() bool { return readies.Load() == 2 })
	if !strings.Contains(log.String(), "abandoned") {
		t.Errorf("the log does not tell of it:\n%s", log)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestGatewayStopsWhileOpenHangs(t *testing.T) {
	free := make(chan struct{})
	for name, script := range map[string]func(c *gatewayConn){
		"in the handler": sane,
		"before HELLO":   func(c *gatewayConn) { c.serve() },
		"before READY":   func(c *gatewayConn) { c.hello(time.Second); c.serve() },
	} {
		s := newGatewayServer(t, script)
		client, log := newTestClient(t, s.api(), func(c *Config) { c.Tuning.HelloTimeout = time.Minute })
		r := startWith(t, client, log, func(g *GatewayConfig) { g.Handle = func(int, any) { <-free } })
		until(t, "a connection", func() bool { return s.count() == 1 })
		time.Sleep(50 * time.Millisecond)
		if err, took := r.halt(t); err != nil || took > 2*time.Second {
			t.Errorf("%s: Run returned %v after %v", name, err, took)
		}
	}
	close(free)
	noLeaks(t)
}

func TestGatewayStopsWhileLookingAndWaiting(t *testing.T) {
	down := newGatewayServer(t, sane)
	down.http.Close()
	r := start(t, down, nil)
	time.Sleep(30 * time.Millisecond)
	if err, took := r.halt(t); err != nil || took > 2*time.Second {
		t.Errorf("Run returned %v after %v", err, took)
	}
	s := newGatewayServer(t, func(c *gatewayConn) { c.close(4000) })
	client, log := newTestClient(t, s.api(), func(c *Config) { c.Tuning.ReconnectFirst = time.Hour })
	r = startWith(t, client, log, nil)
	until(t, "a pause", func() bool { st := r.Status(); return s.count() > 1 && st[0].State == "waiting" })
	if err, took := r.halt(t); err != nil || took > 2*time.Second {
		t.Errorf("Run returned %v after %v", err, took)
	}
	noLeaks(t)
}

func TestGatewayPanicInHandler(t *testing.T) {
	t.Parallel()
	s := newGatewayServer(t, func(c *gatewayConn) {
		if c.begin("one") {
			for seq := 2; seq < 6; seq++ {
				c.message(seq)
			}
			c.serve()
		}
	})
	rec := &recorder{}
	r := start(t, s, func(g *GatewayConfig) {
		g.Handle = func(shard int, event any) {
			if m, ok := event.(*discordgo.MessageCreate); ok && m.ID == "3" {
				panic("by design")
			}
			rec.handle(shard, event)
		}
	})
	until(t, "the events after the panic", func() bool { return rec.list() == "READY 2 4 5" })
	if l := r.log.String(); !strings.Contains(l, "by design") || !strings.Contains(l, "gateway_test.go") {
		t.Errorf("the log has no stack:\n%s", l)
	}
}

// What would crash discordgo in a goroutine of its own, and with it the program.
func TestGatewayDeadlyMessages(t *testing.T) {
	t.Parallel()
	s := newGatewayServer(t, func(c *gatewayConn) {
		c.hello(time.Second)
		c.ask()
		c.event(1, "READY", map[string]any{"v": 9, "session_id": "one", "guilds": []any{nil, map[string]any{"id": "1", "members": []any{nil}}}})
		c.event(2, "GUILD_CREATE", nil)
		c.event(3, "GUILD_CREATE", map[string]any{})
		c.event(4, "GUILD_UPDATE", map[string]any{"id": "1", "channels": []any{nil}})
		c.event(5, "VOICE_STATE_UPDATE", nil)
		c.event(6, "VOICE_SERVER_UPDATE", nil)
		c.event(7, "__CONNECT__", nil)
		c.event(8, "MESSAGE_CREATE", nil)
		c.event(9, "INTERACTION_CREATE", map[string]any{"type": "three"})
		c.event(10, "WHAT_IS_THIS", map[string]any{})
		c.event(11, "MESSAGE_DELETE", []any{})
		c.event(12, "GUILD_DELETE", nil)
		c.send(map[string]any{"op": 99})
		c.send(map[string]any{"op": 1})
		c.message(13)
		c.serve()
	})
	r := start(t, s, nil)
	r.until(t, "READY 13")
	if st := r.Status()[0]; st.Session != 1 || st.Resumed != 0 {
		t.Errorf("status %+v", st)
	}
}

func TestGatewayBadHello(t *testing.T) {
	t.Parallel()
	for _, interval := range []any{0, -5, 1e18, "soon", nil, 1.5} {
		t.Run(fmt.Sprint(interval), func(t *testing.T) {
			t.Parallel()
			s := newGatewayServer(t, func(c *gatewayConn) {
				c.send(map[string]any{"op": 10, "d": map[string]any{"heartbeat_interval": interval}})
				c.serve()
			}, sane)
			start(t, s, nil).until(t, "READY")
		})
	}
}

func TestGatewayResumeAddressIsDead(t *testing.T) {
	t.Parallel()
	dead := newGatewayServer(t, sane)
	dead.http.Close()
	s := newGatewayServer(t, func(c *gatewayConn) {
		c.hello(time.Second)
		c.ask()
		c.event(1, "READY", map[string]any{"session_id": "one", "resume_gateway_url": dead.url("/")})
		c.message(2)
		time.Sleep(20 * time.Millisecond)
		c.ws.NetConn().Close()
	}, sane)
	r := start(t, s, nil)
	r.until(t, "READY 2 RESUMED")
	if c := s.conn(1); c.path != "/first" {
		t.Errorf("resumed at %s", c.path)
	}
}

func TestGatewayResumesNeverAnswered(t *testing.T) {
	t.Parallel()
	scripts := []func(*gatewayConn){func(c *gatewayConn) {
		if c.begin("one") {
			c.ws.NetConn().Close()
		}
	}}
	for range mostUnheard {
		scripts = append(scripts, func(c *gatewayConn) {
			c.hello(time.Second)
			c.ask()
			c.ws.NetConn().Close()
		})
	}
	r := start(t, newGatewayServer(t, append(scripts, sane)...), nil)
	r.until(t, "READY READY")
}

func TestGatewayObserves(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var states []string
	s := newGatewayServer(t, resumes(func(c *gatewayConn) { c.ws.NetConn().Close() })...)
	client, log := newTestClient(t, s.api(), func(c *Config) {
		c.Observe = func(o Observation) {
			if o.Kind == "gateway" {
				mu.Lock()
				states = append(states, o.State)
				mu.Unlock()
			}
		}
	})
	r := startWith(t, client, log, nil)
	r.until(t, "READY 2 3 RESUMED 5")
	r.halt(t)
	mu.Lock()
	defer mu.Unlock()
	if got := strings.Join(states, " "); got != "waiting connecting ready resuming ready stopped" {
		t.Errorf("states: %s", got)
	}
}

func TestGatewayGetsAddressAsDiscordgoDoes(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	mux.HandleFunc("/x/api/v9/gateway", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, `{"url":"wss://elsewhere"}`) })
	s := serve(t, mux.ServeHTTP)
	client, _ := newTestClient(t, s.URL+"/x/api/v9", nil)
	if got, err := client.session.Gateway(); err != nil || got != "wss://elsewhere/" {
		t.Errorf("Gateway gave %q, %v", got, err)
	}
}
