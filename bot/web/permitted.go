package web

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Bounds of what is done for robots.txt.
const (
	maxRobots       = 500 << 10        // bytes that are read; RFC 9309 asks for as many
	robotsRedirects = 5                // likewise
	robotsLife      = 24 * time.Hour   // after which it is asked for anew
	robotsFailed    = 2 * time.Minute  // likewise, if it could not be had
	longestDelay    = 10 * time.Second // of a Crawl-delay
)

// permitted gives an error if the host's robots.txt closes an address, or could
// not be had.
func (c *Client) permitted(ctx context.Context, u *url.URL, spent *time.Duration) error {
	if slices.ContainsFunc(c.o.NoRobots, func(name string) bool { return strings.EqualFold(name, u.Hostname()) }) {
		return nil
	}
	h := c.hosts.use(hostKey(u))
	defer c.hosts.release(h)
	r, err := c.robotsOf(ctx, h, u, spent)
	if err != nil {
		return err
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if r.err == nil && !r.permits(path) {
		return &Error{
			Kind: ErrRobots, Reason: "is closed to programs by the robots.txt of its host",
			Fix: "if it may be kept, save it with a browser and add the file",
		}
	}
	return r.err
}

// robotsOf gives what a host's robots.txt says, which is asked for by one of
// those who want to know, while the others wait.
func (c *Client) robotsOf(ctx context.Context, h *host, u *url.URL, spent *time.Duration) (r *robots, err error) {
	select {
	case <-h.rules:
	case <-ctx.Done():
		return nil, stopped(ctx)
	}
	defer func() { h.rules <- struct{}{} }()
	c.hosts.with(func() { r = h.robots[u.Scheme] })
	if r != nil && c.o.Now().Before(r.until) {
		return r, nil
	}
	if r, err = c.askRobots(ctx, u, spent); err != nil {
		return nil, err
	}
	r.until = c.o.Now().Add(robotsLife)
	if r.err != nil {
		r.until = c.o.Now().Add(robotsFailed)
	}
	c.hosts.with(func() {
		h.robots[u.Scheme] = r
		h.pause = max(c.o.Pause, r.delay)
	})
	return r, nil
}

// askRobots asks for a robots.txt. Its error is the context's.
func (c *Client) askRobots(ctx context.Context, u *url.URL, spent *time.Duration) (*robots, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	w := &walk{c: c, reading: reading{limit: maxRobots, cut: true, spent: spent}, limit: robotsRedirects}
	a, _, err := w.walk(ctx, at)
	var e *Error
	switch {
	case err != nil && !errors.As(err, &e):
		return nil, err
	case err != nil:
		return noRobots(e), nil
	case a.status >= 400:
		if a.status != http.StatusNotFound {
			c.o.Log.Info("a robots.txt is kept back; by RFC 9309 that forbids nothing", "host", u.Host, "status", a.status)
		}
		return &robots{}, nil
	}
	text := a.body
	if len(text) == maxRobots {
		text = text[:bytes.LastIndexByte(text, '\n')+1] // a line that is cut means something else
	}
	return parseRobots(text, c.product), nil
}

// noRobots says what follows from a robots.txt that could not be had: nothing
// is permitted, unless it is that there is none at the end of its redirects.
func noRobots(e *Error) *robots {
	const there = "is at a host whose robots.txt "
	switch e.Kind {
	case ErrRedirects, ErrScheme, ErrAddress:
		return &robots{}
	case ErrRefusedAddress, ErrUnreachable:
		if !e.led {
			return &robots{err: e}
		}
	case ErrStatus:
		if e.Status == 0 {
			return &robots{err: e}
		}
		return &robots{err: &Error{
			Kind: ErrRobots, Status: e.Status, cause: e,
			Reason: there + e.Reason + ", so that it is not known what may be fetched", Fix: e.Fix,
		}}
	}
	unknown := *e
	unknown.Reason = there + e.Reason
	return &robots{err: &unknown}
}
