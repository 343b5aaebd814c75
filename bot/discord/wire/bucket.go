package wire

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// unknownMost is how many requests may be under way in a bucket whose size no
// answer has told yet: one slow answer should not hold up the channel.
const unknownMost = 3

// A bucket is one of Discord's: so many requests in a window that begins with
// the first of them. As many may be under way as are left in the window. Those
// that wait are served in turn.
type bucket struct {
	turn chan struct{} // held by the one that is next

	mu      sync.Mutex
	wanted  int // that wait or are under way
	flying  int // under way
	size    int // in a window; 0: not known yet, less: there is none
	left    int
	window  time.Duration // how long one lasts, as far as is known
	reset   time.Time     // when this one ends
	blocked time.Time     // by a 429
	used    time.Time     // last
	changed chan struct{} // closed when something came back
}

func newBucket() *bucket {
	return &bucket{turn: make(chan struct{}, 1), changed: make(chan struct{})}
}

func (b *bucket) want() {
	b.mu.Lock()
	b.wanted++
	b.mu.Unlock()
}

// acquire waits until a request may be sent. It must follow want, and be
// followed by learn or giveBack where it succeeds.
func (b *bucket) acquire(ctx context.Context) error {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		b.leave(false)
		return ctx.Err()
	}
	for {
		wait, changed := b.take(time.Now())
		if wait == 0 {
			return nil
		}
		if err := sleepUnless(ctx, wait, changed); err != nil {
			b.leave(false)
			return err
		}
	}
}

// sleepUnless sleeps until something changes; not at all where ctx ends first.
// wait may be endless: then only a change ends it.
func sleepUnless(ctx context.Context, wait time.Duration, changed <-chan struct{}) error {
	if wait != endless {
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
			return context.DeadlineExceeded
		}
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
	case <-changed:
	case <-ctx.Done():
	}
	return ctx.Err()
}

const endless = time.Duration(math.MaxInt64)

// take takes a place, or tells how long to wait for one.
func (b *bucket) take(now time.Time) (time.Duration, <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if wait := b.blocked.Sub(now); wait > 0 {
		return wait, b.changed
	}
	switch {
	case b.size < 0:
	case b.size == 0 && b.flying >= unknownMost:
		return endless, b.changed
	case b.size > 0:
		if b.left <= 0 && !b.reset.After(now) {
			// A new window. Those under way may be its first, if they are not the
			// old one's last; but slow answers alone do not stop everything.
			b.left, b.reset = max(b.size-b.flying, 1), now.Add(b.window)
		}
		if b.left <= 0 {
			return max(b.reset.Sub(now), time.Millisecond), b.changed
		}
		b.left--
	}
	b.flying++
	return 0, nil
}

// learn reads what an answer says of the bucket, and gives the place back.
func (b *bucket) learn(x *exchange, now time.Time) {
	defer b.leave(true)
	if x.status == 0 {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	size, left, after, ok := windowOf(x.header)
	if !ok {
		if b.size == 0 && x.status < 400 {
			b.size = -1 // it works, and says nothing of a limit
		}
		return
	}
	reset := now.Add(after)
	if b.size > 0 && reset.Sub(b.reset).Abs() < time.Second && b.reset.After(now) {
		b.left = min(b.left, left) // the same window: those under way are off our count already
	} else {
		b.left = max(left-(b.flying-1), 0)
	}
	b.size, b.reset, b.window = size, reset, max(b.window, after)
}

// expect gives a new bucket the size of others of its group.
func (b *bucket) expect(size int, window time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.size, b.left, b.window = size, size, window
}

// dimensions are what expect takes.
func (b *bucket) dimensions() (size int, window time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.size, b.window
}

// windowOf reads the headers that tell a bucket's state.
func windowOf(h http.Header) (size, left int, after time.Duration, ok bool) {
	size, err1 := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	left, err2 := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	wait, err3 := strconv.ParseFloat(h.Get("X-RateLimit-Reset-After"), 64)
	ok = err1 == nil && err2 == nil && err3 == nil && size > 0 && left >= 0
	return size, min(left, size), seconds(wait), ok
}

// block keeps everything back until then.
func (b *bucket) block(until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if until.After(b.blocked) {
		b.blocked = until
	}
}

// giveBack returns a place that was not used.
func (b *bucket) giveBack() {
	b.mu.Lock()
	if b.size > 0 {
		b.left++
	}
	b.mu.Unlock()
	b.leave(true)
}

func (b *bucket) leave(flown bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.wanted--
	if flown {
		b.flying--
	}
	b.used = time.Now()
	close(b.changed)
	b.changed = make(chan struct{})
}

// idle tells whether nothing is lost when the bucket is forgotten.
func (b *bucket) idle(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wanted == 0 && now.Sub(b.used) > idleBucket && b.reset.Before(now) && b.blocked.Before(now)
}
