package wire

import (
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

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
		c.hello()
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
		"second HELLO":  func(c *gatewayConn) { c.hello(); c.serve() },
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
		c.deaf, c.beats = true, time.Second
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
				c.hello()
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
				c.hello()
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
		"no READY":   func(c *gatewayConn) { c.hello(); c.serve() },
		"no answer":  func(c *gatewayConn) { <-time.After(3 * time.Second) },
		"no traffic": func(c *gatewayConn) { c.beats = 500 * time.Millisecond; c.begin("x"); <-time.After(3 * time.Second) },
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

func TestGatewayResumeAddressIsDead(t *testing.T) {
	t.Parallel()
	dead := newGatewayServer(t, sane)
	dead.http.Close()
	s := newGatewayServer(t, func(c *gatewayConn) {
		c.hello()
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
			c.hello()
			c.ask()
			c.ws.NetConn().Close()
		})
	}
	r := start(t, newGatewayServer(t, append(scripts, sane)...), nil)
	r.until(t, "READY READY")
}
