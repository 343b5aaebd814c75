package wire

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Waits between tries after failures: a random part of a limit that doubles.
const (
	firstWait = 250 * time.Millisecond
	mostWait  = 5 * time.Second
	mostTries = 6               // that failed otherwise than by 429
	noAdvice  = 2 * time.Second // after a 429 that says nothing
	mostAsked = time.Hour       // a longer wait that is asked for counts as this
)

// again tells how long to wait before the next try; an error where there is none.
func (c *Client) again(p *prepared, x *exchange, n int) (time.Duration, error) {
	if x.status == http.StatusTooManyRequests {
		return adviceOf(x).wait, nil
	}
	failed := x.status == 0 && !final(x.failed) || x.status >= 500
	if !failed || n+1 >= mostTries || x.sent.Load() && !p.repeatable() {
		return 0, c.failed(p, x)
	}
	return max(backoff(n, firstWait, mostWait), retryAfter(x.header)), nil
}

// final tells whether another try would end in the same way.
func final(err error) bool {
	var certificate *tls.CertificateVerificationError
	return errors.As(err, &certificate) || errors.Is(err, errRedirected) || errors.Is(err, errAnswerSize) || errors.Is(err, errOutside) || errors.Is(err, errNotLoopback)
}

// failed is the error of a try that is not repeated.
func (c *Client) failed(p *prepared, x *exchange) error {
	if x.status == 0 {
		return p.route.wrap(x.failed, c.token)
	}
	e := &APIError{Status: x.status, Route: p.route.name}
	var said struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(x.body, &said) == nil {
		e.Code, e.Message = said.Code, scrubText(said.Message, p.route.secret, c.token)
	}
	return e
}

// repeatable tells whether to do it twice is to do it once.
func (p *prepared) repeatable() bool {
	switch {
	case p.once:
		return false
	case p.method != http.MethodPost:
		return true
	}
	parts := strings.Split(strings.TrimPrefix(p.address, DefaultAPI), "/")
	if parts[0] != "channels" {
		return false
	}
	last := parts[len(parts)-1]
	return len(parts) == 3 && (last == "messages" || last == "typing") || len(parts) == 5 && last == "threads"
}

// backoff is the wait after try n, from 0.
func backoff(n int, first, most time.Duration) time.Duration {
	limit := most
	if n < 16 {
		limit = min(most, first<<n)
	}
	return limit/2 + rand.N(limit/2+1)
}

// advice is what a 429 says.
type advice struct {
	wait   time.Duration
	global bool
	shared bool // somebody else used the limit up: not counted against us
}

func adviceOf(x *exchange) advice {
	var said struct {
		RetryAfter float64 `json:"retry_after"` // seconds
		Global     bool    `json:"global"`
	}
	a := advice{wait: noAdvice}
	scope := x.header.Get("X-RateLimit-Scope")
	if json.Unmarshal(x.body, &said) != nil {
		a.global = true // not Discord's words: the network in front of it has enough of us
	}
	a.global = a.global || said.Global || x.header.Get("X-RateLimit-Global") != "" || scope == "global"
	a.shared = scope == "shared"
	switch {
	case said.RetryAfter > 0:
		a.wait = seconds(said.RetryAfter)
	case retryAfter(x.header) > 0:
		a.wait = retryAfter(x.header)
	}
	return a
}

func retryAfter(h http.Header) time.Duration {
	s, err := strconv.ParseFloat(strings.TrimSpace(h.Get("Retry-After")), 64)
	if err != nil {
		return 0
	}
	return seconds(s)
}

// seconds reads a number of seconds that a server gave: never negative or endless.
func seconds(s float64) time.Duration {
	if !(s > 0) {
		return 0
	}
	return time.Duration(min(s, mostAsked.Seconds()) * float64(time.Second))
}
