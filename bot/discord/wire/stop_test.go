package wire

import (
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

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
		"before READY":   func(c *gatewayConn) { c.hello(); c.serve() },
	} {
		s := newGatewayServer(t, script)
		client, log := newTestClient(t, s.api(), func(c *Config) { c.Tuning.HelloTimeout = time.Minute })
		r := startWith(t, client, log, func(g *GatewayConfig) { g.Handle = func(int, any) { <-free } })
		until(t, "a connection", func() bool { return s.count() == 1 })
		time.Sleep(50 * time.Millisecond)
		if took, err := r.halt(t); err != nil || took > 2*time.Second {
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
	if took, err := r.halt(t); err != nil || took > 2*time.Second {
		t.Errorf("Run returned %v after %v", err, took)
	}
	s := newGatewayServer(t, func(c *gatewayConn) { c.close(4000) })
	client, log := newTestClient(t, s.api(), func(c *Config) { c.Tuning.ReconnectFirst = time.Hour })
	r = startWith(t, client, log, nil)
	until(t, "a pause", func() bool { st := r.Status(); return s.count() > 1 && st[0].State == "waiting" })
	if took, err := r.halt(t); err != nil || took > 2*time.Second {
		t.Errorf("Run returned %v after %v", err, took)
	}
	noLeaks(t)
}
