package web

import (
	"context"
	"sync"
	"time"
)

// mostHosts bounds the hosts that are remembered. Those in use are remembered
// whatever their number, so that the pause of none is lost.
const mostHosts = 256

// mostRules bounds the rules that are remembered of them all, likewise.
const mostRules = 300_000

// host is what is remembered of one: its turn, its pause, its rules.
type host struct {
	turn  chan struct{} // holds one value while nobody has the turn
	rules chan struct{} // likewise, of asking for robots.txt

	// What follows is under the lock of hosts.
	users  int
	used   time.Time
	next   time.Time     // before which it is asked for nothing
	pause  time.Duration // after each request
	robots map[string]*robots
}

// hosts hands out the hosts by name and port.
type hosts struct {
	mu    sync.Mutex
	all   map[string]*host
	pause time.Duration
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
}

// use gives a host, which is kept until it is released.
func (hs *hosts) use(name string) *host {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	h := hs.all[name]
	if h == nil {
		hs.forget()
		h = &host{turn: make(chan struct{}, 1), rules: make(chan struct{}, 1), pause: hs.pause, robots: map[string]*robots{}}
		h.turn <- struct{}{}
		h.rules <- struct{}{}
		hs.all[name] = h
	}
	h.users++
	return h
}

func (hs *hosts) release(h *host) {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	h.users--
	h.used = hs.now()
}

// forget drops the hosts that were used longest ago, if there are too many.
func (hs *hosts) forget() {
	for len(hs.all) >= mostHosts || hs.rules() > mostRules {
		name := hs.oldest()
		if name == "" {
			return
		}
		delete(hs.all, name)
	}
}

// rules counts the rules that are remembered.
func (hs *hosts) rules() (n int) {
	for _, h := range hs.all {
		for _, r := range h.robots {
			n += len(r.rules)
		}
	}
	return n
}

// oldest names the host that was used longest ago, of those that nobody uses
// and whose pause is over; it is empty if there is none.
func (hs *hosts) oldest() string {
	oldest, now := "", hs.now()
	for name, h := range hs.all {
		if h.users == 0 && h.next.Before(now) && (oldest == "" || h.used.Before(hs.all[oldest].used)) {
			oldest = name
		}
	}
	return oldest
}

// take waits for the turn and then out the pause. It gives the time for which
// the host wants to be left alone, without waiting, if that is longer than
// longestWait; the turn is not taken then, nor after an error.
func (hs *hosts) take(ctx context.Context, h *host) (wait time.Duration, err error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	select {
	case <-h.turn:
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	hs.mu.Lock()
	wait = h.next.Sub(hs.now())
	hs.mu.Unlock()
	if wait > longestWait {
		h.turn <- struct{}{}
		return wait, nil
	}
	if wait > 0 {
		if err := hs.sleep(ctx, wait); err != nil {
			h.turn <- struct{}{}
			return 0, err
		}
	}
	return 0, nil
}

// give ends the turn: the next may begin after the host's pause, or after rest
// if that is longer.
func (hs *hosts) give(h *host, rest time.Duration) {
	hs.mu.Lock()
	h.next = hs.now().Add(max(h.pause, rest))
	hs.mu.Unlock()
	h.turn <- struct{}{}
}

// with runs f under the lock.
func (hs *hosts) with(f func()) {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	f()
}

// sleep waits for a time or for the context's end, whichever is first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
