package wire

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
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
	if took, err := r.halt(t); err != nil || took > 2*time.Second {
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
		c.hello()
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
