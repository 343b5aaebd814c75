package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

// limit writes the headers of a bucket.
func limit(w http.ResponseWriter, bucket string, size, left int, after time.Duration) {
	h := w.Header()
	h.Set("X-RateLimit-Bucket", bucket)
	h.Set("X-RateLimit-Limit", fmt.Sprint(size))
	h.Set("X-RateLimit-Remaining", fmt.Sprint(left))
	h.Set("X-RateLimit-Reset-After", fmt.Sprint(after.Seconds()))
}

// refuse answers 429.
func refuse(w http.ResponseWriter, after time.Duration, global bool) {
	if global {
		w.Header().Set("X-RateLimit-Global", "true")
		w.Header().Set("X-RateLimit-Reset-After", fmt.Sprint(after.Seconds())) // discordgo's zero bucket dies of these two
	}
	w.WriteHeader(http.StatusTooManyRequests)
	fmt.Fprintf(w, `{"message":"You are being rate limited.","retry_after":%f,"global":%v}`, after.Seconds(), global)
}

func TestDoRateLimited(t *testing.T) {
	t.Parallel()
	for _, global := range []bool{false, true} {
		var tries atomic.Int32
		var first time.Time
		var took time.Duration
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if tries.Add(1) == 1 {
				first = time.Now()
				refuse(w, 300*time.Millisecond, global)
				return
			}
			took = time.Since(first)
			fmt.Fprint(w, `{}`)
		})
		c, _ := newTestClient(t, s.URL, nil)
		if err := c.Respond(t.Context(), interaction, map[string]any{"type": 5}); err != nil { // Once, and repeated all the same
			t.Errorf("global %v: %v", global, err)
		}
		if tries.Load() != 2 || took < 290*time.Millisecond {
			t.Errorf("global %v: %d tries, the second after %v", global, tries.Load(), took)
		}
	}
}

func TestDoLimited(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { refuse(w, time.Minute, false) })
	c, _ := newTestClient(t, s.URL, nil)
	start := time.Now()
	err := c.Do(t.Context(), Request{Method: "PATCH", Path: "channels/5", Within: 20 * time.Second})
	if !errors.Is(err, ErrLimited) || time.Since(start) > 15*time.Second {
		t.Errorf("%v after %v: it must say at once that there is no time", err, time.Since(start))
	}
	err = c.Do(t.Context(), Request{Method: "PATCH", Path: "channels/5", Within: 2 * time.Second}) // not sent: the bucket is shut
	if !errors.Is(err, ErrLimited) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	err = c.Do(ctx, Request{Method: "PATCH", Path: "channels/5", Within: 5 * time.Minute})
	if !errors.Is(err, context.Canceled) || errors.Is(err, ErrLimited) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestDoGlobalPause(t *testing.T) {
	t.Parallel()
	var tries atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if tries.Add(1) == 1 {
			refuse(w, 2*time.Second, true)
			return
		}
		fmt.Fprint(w, `{}`)
	})
	c, _ := newTestClient(t, s.URL, nil)
	var all sync.WaitGroup
	all.Go(func() { post(c, t.Context(), "channels/1/messages") })
	until(t, "the refusal", func() bool { c.limits.mu.Lock(); defer c.limits.mu.Unlock(); return !c.limits.paused.IsZero() })
	var other atomic.Bool
	all.Go(func() {
		if err := post(c, t.Context(), "channels/2/messages"); err != nil {
			t.Error(err)
		}
		other.Store(true)
	})
	if err := c.Respond(t.Context(), interaction, map[string]any{"type": 5}); err != nil {
		t.Errorf("a callback: %v", err)
	}
	if err := c.EditOriginal(t.Context(), interaction, map[string]any{}, nil); err != nil {
		t.Errorf("an edit with an interaction's token: %v", err)
	}
	if other.Load() {
		t.Error("another channel does not wait for the global limit, or what need not wait does")
	}
	all.Wait()
}

// A server that enforces a bucket of 5 in 400 ms on each channel hardly ever
// has to refuse, only where a request is late on its way, and what waits holds
// nobody else up.
func TestDoKeepsToBuckets(t *testing.T) {
	t.Parallel()
	const size, window = 5, 400 * time.Millisecond
	var mu sync.Mutex
	begun, used := map[string]time.Time{}, map[string]int{}
	var refused, most, flying atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n := flying.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer flying.Add(-1)
		mu.Lock()
		key := strings.Split(r.URL.Path, "/")[2]
		if now := time.Now(); now.Sub(begun[key]) >= window {
			begun[key], used[key] = now, 0
		}
		used[key]++
		left, after := size-used[key], time.Until(begun[key].Add(window))
		mu.Unlock()
		if left < 0 {
			refused.Add(1)
			refuse(w, after, false)
			return
		}
		limit(w, "abc", size, left, after)
		time.Sleep(30 * time.Millisecond)
		fmt.Fprint(w, `{}`)
	})
	c, _ := newTestClient(t, s.URL, nil)
	var all sync.WaitGroup
	var finished atomic.Int32
	for range 13 {
		all.Go(func() {
			defer finished.Add(1)
			if err := post(c, t.Context(), "channels/1/messages"); err != nil {
				t.Error(err)
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	if err := post(c, t.Context(), "channels/2/messages"); err != nil || finished.Load() == 13 {
		t.Errorf("another channel was held up: %d were done before, %v", finished.Load(), err)
	}
	all.Wait()
	if refused.Load() > 2 {
		t.Errorf("%d requests were refused", refused.Load())
	}
	if most.Load() < 3 {
		t.Errorf("at most %d requests were under way at once", most.Load())
	}
}

func TestDoSlowAnswerHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "slow") {
			select {
			case <-r.Context().Done():
			case <-time.After(10 * time.Second):
			}
		}
		fmt.Fprint(w, `{}`)
	})
	c, _ := newTestClient(t, s.URL, func(c *Config) { c.Tuning.RequestTimeout = 3 * time.Second })
	done := make(chan error, 1)
	slow := &discordgo.Interaction{ID: "1", AppID: "22", Token: "slow"}
	go func() {
		done <- c.Do(t.Context(), Request{Method: "PATCH", Path: original(slow), Within: 4 * time.Second})
	}()
	time.Sleep(50 * time.Millisecond)
	start := time.Now()
	if err := c.EditOriginal(t.Context(), interaction, map[string]any{}, nil); err != nil || len(done) > 0 {
		t.Errorf("another interaction's edit took %v: %v", time.Since(start), err)
	}
	err := <-done
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 15*time.Second {
		t.Errorf("the slow one: %v after %v", err, time.Since(start))
	}
}

func TestDo200CallbacksAtOnce(t *testing.T) {
	var came atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		came.Add(1)
		time.Sleep(100 * time.Millisecond)
		w.WriteHeader(http.StatusNoContent)
	})
	c, _ := newTestClient(t, s.URL, nil)
	var all sync.WaitGroup
	start := time.Now()
	for n := range 200 {
		all.Go(func() {
			i := &discordgo.Interaction{ID: fmt.Sprint(n), AppID: "22", Token: fmt.Sprintf("token-%d", n)}
			if err := c.Respond(t.Context(), i, map[string]any{"type": 5}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if came.Load() != 200 || time.Since(start) > 2500*time.Millisecond {
		t.Errorf("%d came within %v", came.Load(), time.Since(start))
	}
}

func TestManyRefusalsSlowDown(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) })
	c, log := newTestClient(t, s.URL, nil)
	for range refusedMost {
		c.refused.count(&exchange{status: 403})
	}
	if !strings.Contains(log.String(), "shut this address out") {
		t.Error("nothing is said of it")
	}
	start := time.Now()
	for range 2 {
		c.Typing(t.Context(), "5")
	}
	if took := time.Since(start); took < 400*time.Millisecond {
		t.Errorf("two requests took %v", took)
	}
	r := newRefusals(c.log)
	r.count(&exchange{status: 429, header: http.Header{"X-Ratelimit-Scope": {"shared"}}, body: []byte(`{}`)})
	if n := r.recent(time.Now()); n != 0 {
		t.Errorf("a shared limit counts: %d", n)
	}
	r.count(&exchange{status: 401})
	if n := r.recent(time.Now().Add(11 * time.Minute)); n != 0 {
		t.Errorf("%d are counted after the window", n)
	}
}

func TestBucketsAreForgotten(t *testing.T) {
	t.Parallel()
	l := newLimiter()
	for n := range 100 {
		r, _ := routeOf("POST", fmt.Sprintf("interactions/1/tok%d/callback", n), "")
		p, err := l.acquire(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		p.release(&exchange{status: 204, header: http.Header{}})
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(time.Now().Add(time.Hour))
	if len(l.buckets) != 0 {
		t.Errorf("%d buckets are kept", len(l.buckets))
	}
}
