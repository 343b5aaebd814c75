package wire

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Discord shuts an address out that was refused 10,000 times in ten minutes
// (401, 403, or 429 for a limit of its own). Long before, requests become rare.
const (
	refusedMost   = 2000
	refusedWindow = 10 * time.Minute
	refusedRate   = 2 // a second, from then on
)

// refusals counts them by the minute.
type refusals struct {
	log  *slog.Logger
	slow *rate.Limiter

	mu     sync.Mutex
	counts map[int64]int // by minute of the epoch
	warned time.Time
}

func newRefusals(log *slog.Logger) *refusals {
	return &refusals{log: log, slow: rate.NewLimiter(refusedRate, 1), counts: map[int64]int{}}
}

// count takes an exchange into account.
func (r *refusals) count(x *exchange) {
	switch {
	case x.status == http.StatusTooManyRequests && adviceOf(x).shared:
		return
	case x.status != http.StatusUnauthorized && x.status != http.StatusForbidden && x.status != http.StatusTooManyRequests:
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	r.counts[now.Unix()/60]++
	if n := r.recent(now); n >= refusedMost && now.Sub(r.warned) > refusedWindow {
		r.warned = now
		r.log.Warn("Discord refuses very many requests and would shut this address out: requests are slowed down. Look for missing permissions or a wrong token",
			slog.Int("refused", n), slog.Duration("in", refusedWindow))
	}
}

// recent counts the last ten minutes, and forgets what was before.
func (r *refusals) recent(now time.Time) int {
	n := 0
	for minute, count := range r.counts {
		if time.Duration(now.Unix()/60-minute)*time.Minute >= refusedWindow {
			delete(r.counts, minute)
			continue
		}
		n += count
	}
	return n
}

// wait slows down where there were too many.
func (r *refusals) wait(ctx context.Context) error {
	r.mu.Lock()
	many := r.recent(time.Now()) >= refusedMost
	r.mu.Unlock()
	if !many {
		return nil
	}
	return r.slow.Wait(ctx)
}
