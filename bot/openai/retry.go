package openai

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Waits between attempts: a random part of a limit that doubles from base to
// limit (full jitter: M. Brooker, "Exponential Backoff And Jitter", AWS
// Architecture Blog, 2015). A server may ask for more, up to maxAsked; one that
// asks for longer gets no second attempt, since nobody waits for it that long.
const (
	baseWait = 500 * time.Millisecond
	maxWait  = 8 * time.Second
	maxAsked = 30 * time.Second
)

// retry calls attempt until it succeeds, fails for good, or the attempts or
// the time are used up. Between two attempts it waits.
func (c *caller) retry(ctx context.Context, attempt func() error) error {
	for n := 0; ; n++ {
		err := attempt()
		var e *Error
		if err == nil || !errors.As(err, &e) || !e.transient || n >= c.cfg.Retries {
			return err
		}
		wait := max(backoff(n, rand.Int64N), e.RetryAfter)
		if deadline, ok := ctx.Deadline(); wait > maxAsked || ok && time.Until(deadline) < wait {
			return err
		}
		c.cfg.Log.LogAttrs(ctx, slog.LevelWarn, "model server failed, trying again",
			slog.String("host", c.host), slog.String("why", e.Kind.Error()), slog.Int("status", e.Status),
			slog.Int("attempt", n+1), slog.Duration("wait", wait))
		if c.cfg.Sleep(ctx, wait) != nil {
			return c.interrupted(ctx, err)
		}
	}
}

// interrupted is the error of a wait that was not waited out: the caller's
// own wish if it was that, and what had failed before otherwise.
func (c *caller) interrupted(ctx context.Context, before error) error {
	if err := stopped(ctx); err != nil {
		return err
	}
	return before
}

// backoff is the wait after attempt n, from 0.
func backoff(n int, random func(int64) int64) time.Duration {
	limit := maxWait
	if n < 5 {
		limit = min(limit, baseWait<<n)
	}
	return time.Duration(random(int64(limit) + 1))
}

// retryAfter reads the header of that name: seconds or a date. 0: none, or none
// that can be read.
func retryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	if s, err := strconv.ParseFloat(header, 64); err == nil {
		if s > 0 && s < 1e6 {
			return time.Duration(s * float64(time.Second))
		}
		if s >= 1e6 {
			return 1e6 * time.Second
		}
		return 0
	}
	at, err := http.ParseTime(header)
	if err != nil {
		return 0
	}
	return max(at.Sub(now), 0)
}

// sleep waits by the clock.
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
