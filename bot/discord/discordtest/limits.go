package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// perWindow is how many requests of a bucket Discord takes in a window.
const perWindow = 5

// window counts the requests of a bucket.
type window struct {
	began time.Time
	count int
}

// limit counts a request, tells the state of its bucket in the headers, and
// answers it with 429 where it is one too many; true then.
func (s *Server) limit(w http.ResponseWriter, r *http.Request, pattern string) bool {
	if !s.options.RateLimits || strings.HasSuffix(pattern, "/callback") {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	if !strings.Contains(pattern, "webhooks/") {
		all := s.bucket("global", now, time.Second)
		if all.count++; all.count > 50 {
			s.tooMany(w, time.Second-now.Sub(all.began), true)
			return true
		}
	}
	major := r.PathValue("channel") + r.PathValue("guild") + r.PathValue("token")
	b := s.bucket(pattern+" "+major, now, s.options.Window)
	left := s.options.Window - now.Sub(b.began)
	b.count++
	h := w.Header()
	h.Set("X-RateLimit-Bucket", fmt.Sprintf("%x", len(pattern))+strings.ReplaceAll(strings.ToLower(pattern[:3]), " ", ""))
	h.Set("X-RateLimit-Limit", strconv.Itoa(perWindow))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, perWindow-b.count)))
	h.Set("X-RateLimit-Reset-After", fmt.Sprintf("%.3f", left.Seconds()))
	h.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(now.Add(left).UnixMilli())/1000))
	if b.count > perWindow {
		s.tooMany(w, left, false)
		return true
	}
	return false
}

func (s *Server) bucket(key string, now time.Time, long time.Duration) *window {
	b := s.buckets[key]
	if b == nil || now.Sub(b.began) > long {
		b = &window{began: now}
		s.buckets[key] = b
	}
	return b
}

// tooMany answers with 429. The lock is held.
func (s *Server) tooMany(w http.ResponseWriter, after time.Duration, global bool) {
	s.limited++
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Retry-After", strconv.Itoa(int(after.Seconds())+1))
	scope := "user"
	if global {
		h.Set("X-RateLimit-Global", "true")
		scope = "global"
	}
	h.Set("X-RateLimit-Scope", scope)
	w.WriteHeader(429)
	_ = json.NewEncoder(w).Encode(map[string]any{"message": "You are being rate limited.", "retry_after": after.Seconds(), "global": global, "code": 0})
}
