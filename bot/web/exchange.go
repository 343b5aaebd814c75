package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/net/http/httpguts"
)

// What cancels an exchange.
var (
	errLate = errors.New("the time for a request is over")
	errIdle = errors.New("nothing came for too long")
)

// answer is what came of one request. Only one of status 200 or 203 has a body.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// longestValue bounds, in bytes, a header's value that is kept.
const longestValue = 500

// value gives a header's value if it can be kept, shown and sent back.
func (a *answer) value(name string) string {
	v := a.header.Get(name)
	if len(v) > longestValue || !isASCII(v) || !httpguts.ValidHeaderFieldValue(v) {
		return ""
	}
	return v
}

// exchange asks for u once and reads the answer.
func (c *Client) exchange(ctx context.Context, u *url.URL, p Prior, r reading) (*answer, error) {
	inner, end := context.WithTimeoutCause(ctx, c.o.Timeout, errLate)
	defer end()
	inner, cancel := context.WithCancelCause(inner)
	defer cancel(nil)
	idle := time.AfterFunc(c.o.Idle, func() { cancel(errIdle) })
	defer idle.Stop()

	req, err := c.request(inner, u, p)
	if err != nil {
		return nil, malformed("cannot be asked for", err)
	}
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return nil, c.failure(ctx, inner, req, err)
	}
	defer resp.Body.Close()
	idle.Reset(c.o.Idle)
	a := &answer{status: resp.StatusCode, header: resp.Header}
	if a.status != http.StatusOK && a.status != http.StatusNonAuthoritativeInfo {
		return a, nil
	}
	a.body, err = r.read(resp, func() { idle.Reset(c.o.Idle) })
	if err != nil {
		return nil, c.failure(ctx, inner, req, err)
	}
	return a, nil
}

func (c *Client) request(ctx context.Context, u *url.URL, p Prior) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", c.o.UserAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip")
	if !p.of(u) {
		return req, nil
	}
	for name, value := range map[string]string{"If-None-Match": p.ETag, "If-Modified-Since": p.LastModified} {
		if value != "" && httpguts.ValidHeaderFieldValue(value) {
			req.Header.Set(name, value)
		}
	}
	return req, nil
}
