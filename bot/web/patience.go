package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// How long a host is left alone.
const (
	firstBackoff = 2 * time.Second  // after a first failure; doubled for each further one
	lastBackoff  = 30 * time.Second // at most
	longestWait  = 2 * time.Minute  // that a request waits for; one that has to wait longer fails
	longestRest  = time.Hour        // that a host is left alone at its word
	triesLate    = 2                // at a request that takes too long
	timesTimeout = 5                // what all requests for one page may take: so many timeouts, waiting not counted
)

// busy tells whether a status asks to come again.
func busy(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests:
		return true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	return status >= 500
}

// ask asks a host for u, in its turn, until it gives an answer that stays.
func (c *Client) ask(ctx context.Context, u *url.URL, p Prior, r reading) (*answer, error) {
	h := c.hosts.use(hostKey(u))
	defer c.hosts.release(h)
	var last error
	for try := 1; ; try++ {
		if err := c.endless(*r.spent); err != nil {
			return nil, err
		}
		wait, err := c.hosts.take(ctx, h)
		switch {
		case err != nil && stopped(ctx) != nil:
			return nil, stopped(ctx)
		case err != nil:
			return nil, fmt.Errorf("fetching was stopped: %w", err)
		case wait > 0 && last != nil:
			return nil, last
		case wait > 0:
			return nil, resting(wait)
		}
		a, err := c.tryOnce(ctx, h, u, p, r, try)
		if err == nil || !passing(err) || try >= c.o.Tries || errors.Is(err, ErrTimeout) && try >= triesLate {
			return a, err
		}
		last = err
	}
}

// tryOnce makes one exchange and ends the host's turn.
func (c *Client) tryOnce(ctx context.Context, h *host, u *url.URL, p Prior, r reading, try int) (a *answer, err error) {
	var rest time.Duration
	defer func() { c.hosts.give(h, rest) }()
	start := c.o.Now()
	a, err = c.exchange(ctx, u, p, r)
	took := c.o.Now().Sub(start)
	*r.spent += took
	asked := time.Duration(0)
	if err == nil && busy(a.status) {
		asked = min(retryAfter(a.header.Get("Retry-After"), c.o.Now()), longestRest)
		a, err = nil, statusError(a.status, asked)
	}
	if passing(err) {
		rest = asked
		if asked == 0 {
			rest = min(firstBackoff<<min(try-1, 10), lastBackoff)
		}
	}
	c.log(u, a, err, try, took)
	return a, err
}

// log tells of an exchange: never a query.
func (c *Client) log(u *url.URL, a *answer, err error, try int, took time.Duration) {
	attrs := []any{"address", show(u), "try", try, "ms", took.Milliseconds()}
	var e *Error
	if errors.As(err, &e) && e.cause != nil {
		attrs = append(attrs, "cause", printable(e.cause.Error(), longestValue))
	}
	if err != nil {
		c.o.Log.Debug("a request brought nothing", append(attrs, "reason", err.Error())...)
		return
	}
	c.o.Log.Debug("a request was answered", append(attrs, "status", a.status, "bytes", len(a.body))...)
}

// hostKey names a host by its name and port.
func hostKey(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// retryAfter reads a Retry-After: seconds, or a date. It is 0 for one that says
// nothing, and for a time that is past.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value != "" && strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.ParseInt(value, 10, 32)
		if err != nil {
			return longestRest
		}
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return max(at.Sub(now), 0)
}

// endless gives an error once redirects, tries and robots.txt together have
// taken too long.
func (c *Client) endless(spent time.Duration) error {
	if spent <= timesTimeout*c.o.Timeout {
		return nil
	}
	return &Error{
		Kind: ErrTimeout, Reason: "took longer than " + (timesTimeout * c.o.Timeout).String() + " with all that had to be asked for it",
		Fix: "try again later, or save it with a browser and add the file",
	}
}

func resting(wait time.Duration) *Error {
	return &Error{Kind: ErrStatus, Reason: "is at a host that asked to be left alone for now", Fix: "try again in " + wait.Round(time.Second).String()}
}

// statusError says what a status means for who asked.
func statusError(status int, rest time.Duration) *Error {
	e := &Error{Kind: ErrStatus, Status: status, Reason: "answered " + strconv.Itoa(status)}
	if text := http.StatusText(status); text != "" {
		e.Reason += " (" + strings.ToLower(text) + ")"
	}
	switch {
	case rest > 0:
		e.Fix = fmt.Sprintf("it asks to be left alone for %s: try again after that", rest.Round(time.Second))
	case busy(status):
		e.Fix = "try again later"
	case slices.Contains([]int{http.StatusUnauthorized, http.StatusForbidden, http.StatusProxyAuthRequired, http.StatusNotAcceptable, http.StatusUnavailableForLegalReasons}, status):
		e.Fix = "the site turns programs away, or wants a login: save the page with a browser and add the file"
	case status == http.StatusNotFound, status == http.StatusGone:
		e.Fix = "look for where the page has moved"
	default:
		e.Fix = "open the address in a browser to see what is there"
	}
	return e
}
