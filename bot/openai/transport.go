package openai

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"sync/atomic"
	"syscall"
	"time"
)

// How much of a body is read. A token of a stream takes some 250 bytes on the
// wire, so the first is an answer, reasoning included, of 100,000 tokens.
const (
	maxStream     = 32 << 20
	maxVectors    = 64 << 20
	maxErrorBody  = 64 << 10
	maxHeaderSize = 64 << 10
)

// An exchange is one request and its answer, as the layers above and below
// go-openai share it through the request's context: it gives no other way to
// see an error's headers or to know whether a stream had its end mark.
type exchange struct {
	fields   map[string]any // put into the request's JSON
	stream   bool           // an event stream is expected
	limit    int64          // bytes of a good answer's body
	watch    *watchdog
	status   int
	retry    time.Duration // from Retry-After
	kind     string        // media type of the answer
	finished bool          // the stream's end mark was seen
}

type exchangeKey struct{}

// transport is what every request goes through: it follows no redirect,
// bounds what is read, and hands event streams on in a form that go-openai reads.
type transport struct {
	base http.RoundTripper
	now  func() time.Time
}

// RoundTrip does one request. It must not be used without an exchange.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	x, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		return nil, errors.New("openai: a request outside an exchange")
	}
	req, err := withFields(req, x.fields)
	if err != nil {
		return nil, err
	}
	resp, err := t.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	x.status = resp.StatusCode
	x.kind = resp.Header.Get("Content-Type")
	x.retry = retryAfter(resp.Header.Get("Retry-After"), t.now())
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		resp.Body.Close()
		return nil, redirected(req, resp.Header.Get("Location"))
	}
	resp.Body = x.body(resp)
	return resp, nil
}

// body bounds an answer's body and watches that it keeps coming.
func (x *exchange) body(resp *http.Response) io.ReadCloser {
	watched := &watchedBody{ReadCloser: resp.Body, watch: x.watch}
	if resp.StatusCode >= 400 {
		return readCloser{io.LimitReader(watched, maxErrorBody), watched} // an excerpt is all that is wanted
	}
	bounded := readCloser{&boundedReader{r: watched, left: x.limit}, watched}
	if !x.stream {
		return bounded
	}
	return readCloser{newEvents(bounded, x), watched}
}

// withFields puts fields into a request's JSON body. go-openai leaves out a
// temperature of zero, which is the one that is wanted here.
func withFields(req *http.Request, fields map[string]any) (*http.Request, error) {
	if len(fields) == 0 || req.Body == nil {
		return req, nil
	}
	raw, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, fmt.Errorf("openai: reading the request: %w", err)
	}
	req.Body.Close()
	body := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &body); err != nil {
		return nil, fmt.Errorf("openai: the request is no JSON object: %w", err)
	}
	for k, v := range fields {
		if body[k], err = json.Marshal(v); err != nil {
			return nil, fmt.Errorf("openai: field %s: %w", k, err)
		}
	}
	if raw, err = json.Marshal(body); err != nil {
		return nil, fmt.Errorf("openai: writing the request: %w", err)
	}
	req = req.Clone(req.Context())
	req.ContentLength = int64(len(raw))
	req.Body = io.NopCloser(bytes.NewReader(raw))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(raw)), nil }
	return req, nil
}

// A redirectError is a 3xx answer. It names the host alone: the rest of an
// address may hold what the server was told.
type redirectError struct{ host string }

func (e *redirectError) Error() string { return "openai: redirected to " + e.host }

func redirected(req *http.Request, location string) error {
	u, err := req.URL.Parse(location)
	if err != nil || location == "" {
		return &redirectError{host: "an unreadable address"}
	}
	host := u.Host
	if u.Scheme != req.URL.Scheme {
		host = u.Scheme + "://" + u.Host
	}
	return &redirectError{host: excerpt(host, "", 100)}
}

var errTooLarge = errors.New("openai: body over its limit")

// boundedReader fails, where io.LimitReader would feign an end.
type boundedReader struct {
	r    io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLarge
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

type readCloser struct {
	io.Reader
	io.Closer
}

// A watchdog cancels a request when nothing was heard for too long: first for
// the first byte, then between two reads. Its cause says which it was.
type watchdog struct {
	cancel context.CancelCauseFunc
	idle   time.Duration
	timer  *time.Timer
	begun  atomic.Bool // the first byte is there
}

// The two ways of waiting too long, and the third: all of it.
var (
	errFirstByte = errors.New("openai: no first byte in time")
	errIdle      = errors.New("openai: silent in mid-answer")
	errOverall   = errors.New("openai: the whole call took too long")
)

func watch(ctx context.Context, first, idle time.Duration) (context.Context, *watchdog) {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &watchdog{cancel: cancel, idle: idle}
	w.timer = time.AfterFunc(first, w.bark)
	return ctx, w
}

func (w *watchdog) bark() {
	if w.begun.Load() {
		w.cancel(errIdle)
	} else {
		w.cancel(errFirstByte)
	}
}

// heard notes a sign of life.
func (w *watchdog) heard() {
	w.begun.Store(true)
	w.timer.Reset(w.idle)
}

// hurry waits no longer than d from now on: the answer is there, and only its
// postscript is missing.
func (w *watchdog) hurry(d time.Duration) {
	w.idle = min(w.idle, d)
	w.heard()
}

func (w *watchdog) stop() {
	w.timer.Stop()
	w.cancel(nil)
}

type watchedBody struct {
	io.ReadCloser
	watch *watchdog
}

func (b *watchedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if n > 0 {
		b.watch.heard()
	}
	return n, err
}

// httpClient is the client that go-openai is given: the configured one's
// transport within ours, and no redirects.
func httpClient(c Config) *http.Client {
	base := http.RoundTripper(defaultTransport(c))
	var jar http.CookieJar
	if c.HTTP != nil {
		jar = c.HTTP.Jar
		base = c.HTTP.Transport
		if base == nil {
			base = http.DefaultTransport
		}
		if t, ok := base.(*http.Transport); ok {
			t = t.Clone()
			t.Proxy = proxy(t.Proxy)
			if t.DialContext == nil && keyInClear(c) {
				t.DialContext = dialer(c).DialContext
			}
			base = t
		}
	}
	return &http.Client{
		Transport:     &transport{base: base, now: time.Now},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Jar:           jar,
	}
}

// defaultTransport is used where the configuration brings no client.
func defaultTransport(c Config) *http.Transport {
	return &http.Transport{
		Proxy:                  proxy(http.ProxyFromEnvironment),
		DialContext:            dialer(c).DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    c.Connect,
		MaxIdleConns:           8,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxHeaderSize,
		DisableCompression:     true, // a compressed stream arrives in lumps, and may swell
	}
}

// dialer connects in time, and where a key would go in the clear, to this machine only.
func dialer(c Config) *net.Dialer {
	d := &net.Dialer{Timeout: c.Connect, KeepAlive: 30 * time.Second}
	if keyInClear(c) {
		d.Control = onlyLoopback
	}
	return d
}

func keyInClear(c Config) bool {
	u, err := url.Parse(c.BaseURL)
	return c.Key != "" && (err != nil || u.Scheme != "https")
}

// proxy keeps requests to this machine on this machine.
func proxy(next func(*http.Request) (*url.URL, error)) func(*http.Request) (*url.URL, error) {
	return func(req *http.Request) (*url.URL, error) {
		if next == nil || loopback(req.URL.Hostname()) {
			return nil, nil
		}
		return next(req)
	}
}

var errNotLoopback = errors.New("openai: the name stands for another machine")

// onlyLoopback stops a key on its way out when "localhost" turns out to be elsewhere.
func onlyLoopback(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !ap.Addr().Unmap().IsLoopback() {
		return errNotLoopback
	}
	return nil
}
