package discordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Limit is so many requests in so much time.
type Limit struct {
	N   int
	Per time.Duration
}

// RateLimits are Discord's, or others.
type RateLimits struct {
	Off    bool             // nobody is limited, and no headers are sent
	Global Limit            // 0: 50 a second
	Routes map[string]Limit // by route, such as "POST /channels/{channel}/messages"; those not named have the usual
}

// usual are the limits of routes as Discord's answers show them; it may change
// them at any time, so a bot must go by the headers.
func usual(route string) Limit {
	switch {
	case strings.HasSuffix(route, "/callback"):
		return Limit{} // no bucket
	case route == "POST /webhooks/{webhook}/{token}", strings.HasPrefix(route, "PATCH /webhooks/"), strings.HasPrefix(route, "DELETE /webhooks/"):
		return Limit{5, 5 * time.Second}
	case strings.HasSuffix(route, "/messages/{message}") && !strings.HasPrefix(route, "GET"), route == "POST /channels/{channel}/messages":
		return Limit{5, 5 * time.Second}
	case strings.HasSuffix(route, "/typing"):
		return Limit{5, 5 * time.Second}
	case strings.HasSuffix(route, "/threads"):
		return Limit{50, 5 * time.Minute}
	case strings.HasPrefix(route, "PUT "):
		return Limit{5, 20 * time.Second}
	case route == "GET /gateway/bot":
		return Limit{2, 5 * time.Second}
	}
	return Limit{20, time.Second}
}

func (l RateLimits) whole() RateLimits {
	if l.Global.N == 0 {
		l.Global = Limit{50, time.Second}
	}
	return l
}

func (l RateLimits) of(route string) Limit {
	if own, ok := l.Routes[route]; ok {
		return own
	}
	return usual(route)
}

// window counts the requests of a bucket until it ends.
type window struct {
	ends time.Time
	used int
}

// limiter keeps the windows.
type limiter struct {
	RateLimits
	global  window
	windows map[string]*window
}

func (l *limiter) init(limits RateLimits) { l.RateLimits, l.windows = limits, map[string]*window{} }

// use takes one of the limit's requests; false where none is left.
func (w *window) use(l Limit, now time.Time) bool {
	if now.After(w.ends) {
		w.ends, w.used = now.Add(l.Per), 0
	}
	w.used++
	return w.used <= l.N
}

// bucket is the route's name in headers.
func (r *route) bucket() string {
	sum := sha256.Sum256([]byte(r.name()))
	return hex.EncodeToString(sum[:16])
}

// major is what limits are counted apart for.
func (c *call) major() string {
	return c.vars["channel"] + c.vars["guild"] + c.vars["webhook"] + "/" + c.token
}

// limit gives a request's headers, and the answer where there were too many.
func (s *Server) limit(c *call) (http.Header, *answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, now := &s.limiter, time.Now()
	if l.Off {
		return nil, nil
	}
	if c.token == "" && !l.global.use(l.Global, now) {
		s.stats.RateLimited++
		return nil, tooMany(l.global.ends.Sub(now), "global", nil)
	}
	rule := l.of(c.route.name())
	if rule.N == 0 {
		return nil, nil
	}
	l.sweep(now)
	key := c.route.bucket() + c.major()
	w := l.windows[key]
	if w == nil {
		w = &window{}
		l.windows[key] = w
	}
	ok := w.use(rule, now)
	header := w.header(rule, c.route.bucket(), now)
	if ok {
		return header, nil
	}
	s.stats.RateLimited++
	return nil, tooMany(w.ends.Sub(now), "user", header)
}

// sweep drops windows that ended, once there are many.
func (l *limiter) sweep(now time.Time) {
	if len(l.windows) < 1000 {
		return
	}
	for key, w := range l.windows {
		if now.After(w.ends) {
			delete(l.windows, key)
		}
	}
}

func (w *window) header(l Limit, bucket string, now time.Time) http.Header {
	h := http.Header{}
	h.Set("X-RateLimit-Limit", strconv.Itoa(l.N))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, l.N-w.used)))
	h.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(w.ends.UnixMilli())/1000))
	h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", seconds(w.ends.Sub(now))))
	h.Set("X-RateLimit-Bucket", bucket)
	return h
}

// seconds rounds up to a thousandth, so that nobody comes back too early.
func seconds(d time.Duration) float64 { return math.Ceil(d.Seconds()*1000) / 1000 }

// tooMany is the answer to one request too many.
func tooMany(after time.Duration, scope string, header http.Header) *answer {
	if header == nil {
		header = http.Header{}
	}
	header.Set("Retry-After", strconv.Itoa(int(math.Ceil(after.Seconds()))))
	header.Set("X-RateLimit-Scope", scope)
	body := map[string]any{"message": "You are being rate limited.", "retry_after": seconds(after), "global": scope == "global"}
	if scope == "global" {
		header.Set("X-RateLimit-Global", "true")
		body["code"] = 0
	}
	return &answer{status: http.StatusTooManyRequests, header: header, body: body}
}
