package wire

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Discord allows 50 requests in any second, whatever their routes: a burst and
// what flows in the second after it stay below.
const (
	globalBurst = 10
	globalRate  = 40
)

// idleBucket is how long a bucket is kept that nobody uses: every interaction
// has its own.
const idleBucket = 2 * time.Minute

// limiter keeps requests within Discord's limits as its answers tell them: one
// bucket for each group of routes and each channel, server or webhook, and one
// limit on everything together.
type limiter struct {
	mu      sync.Mutex
	groups  map[string]group   // by route
	buckets map[string]*bucket // by group and major parameter
	paused  time.Time          // until then nothing is sent that is not exempt
	swept   time.Time
	global  *rate.Limiter
}

func newLimiter() *limiter {
	return &limiter{groups: map[string]group{}, buckets: map[string]*bucket{}, swept: time.Now(),
		global: rate.NewLimiter(globalRate, globalBurst)}
}

// A group is what routes with a bucket in common share; each channel, server or
// webhook has a bucket of its own in it.
type group struct {
	name   string // Discord's
	size   int
	window time.Duration
}

// A permit is the right to send one request.
type permit struct {
	limiter *limiter
	bucket  *bucket
	route   route
}

// acquire waits for the right to send. It fails when ctx ends, or at once
// where ctx will not last as long as the wait.
func (l *limiter) acquire(ctx context.Context, r route) (*permit, error) {
	b := l.find(r)
	if err := b.acquire(ctx); err != nil {
		return nil, err
	}
	p := &permit{limiter: l, bucket: b, route: r}
	if r.exempt {
		return p, nil
	}
	if err := l.acquireGlobal(ctx); err != nil {
		b.giveBack()
		return nil, err
	}
	return p, nil
}

func (l *limiter) acquireGlobal(ctx context.Context) error {
	for {
		l.mu.Lock()
		wait := time.Until(l.paused)
		l.mu.Unlock()
		if wait <= 0 {
			return l.global.Wait(ctx)
		}
		if err := sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// find gives the bucket of a route, marked as wanted.
func (l *limiter) find(r route) *bucket {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(time.Now())
	key := l.key(r)
	b := l.buckets[key]
	if b == nil {
		b = newBucket()
		if g := l.groups[r.name]; g.size > 0 {
			b.expect(g.size, g.window)
		}
		l.buckets[key] = b
	}
	b.want()
	return b
}

func (l *limiter) key(r route) string {
	name := l.groups[r.name].name
	if name == "" {
		name = r.name
	}
	return name + " " + r.major
}

// sweep forgets what nobody has used for a while.
func (l *limiter) sweep(now time.Time) {
	if now.Sub(l.swept) < idleBucket/4 {
		return
	}
	l.swept = now
	for key, b := range l.buckets {
		if b.idle(now) {
			delete(l.buckets, key)
		}
	}
}

// release takes an exchange's lessons: what is left of the bucket, and what
// must wait.
func (p *permit) release(x *exchange) {
	now := time.Now()
	if x.status == 429 {
		a := adviceOf(x)
		if a.global && !p.route.exempt {
			p.limiter.pause(now.Add(a.wait))
		}
		p.bucket.block(now.Add(a.wait))
	}
	p.bucket.learn(x, now)
	if name := x.header.Get("X-RateLimit-Bucket"); name != "" {
		p.limiter.join(p.route, p.bucket, name)
	}
}

// join notes which bucket a route shares. The first to tell it brings its own.
func (l *limiter) join(r route, b *bucket, name string) {
	size, window := b.dimensions()
	l.mu.Lock()
	defer l.mu.Unlock()
	known := l.groups[r.name]
	l.groups[r.name] = group{name: name, size: size, window: max(window, known.window)}
	if known.name == name {
		return
	}
	if key := l.key(r); l.buckets[key] == nil {
		l.buckets[key] = b
	}
}

// pause stops everything that is not exempt until then.
func (l *limiter) pause(until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if until.After(l.paused) {
		l.paused = until
	}
}
