package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	dialTimeout   = 10 * time.Second
	keepAlive     = 30 * time.Second
	maxAnswer     = 8 << 20
	maxHeaderSize = 256 << 10
)

// An exchange is one try of one request, as the layers above and below
// discordgo share it through the request's context: discordgo's own answer
// leaves out the headers and, for some kinds of refusal, the code.
type exchange struct {
	bare   bool // no authorization belongs with it
	sent   atomic.Bool
	status int // 0: no whole answer came
	header http.Header
	body   []byte
	failed error // why no answer came
}

type exchangeKey struct{}

// transport sends what discordgo asks to the configured server. Addresses and
// headers change on the way, so that discordgo need not know.
type transport struct {
	base http.RoundTripper
	api  *url.URL
}

var errOutside = errors.New("the request is not one to Discord's API")

// RoundTrip makes one request. A request without an exchange, one that
// discordgo makes on its own, is served too.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	x, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		x = &exchange{}
	}
	out, err := t.redirected(req)
	if err != nil {
		if req.Body != nil {
			req.Body.Close()
		}
		return nil, err
	}
	if x.bare {
		out.Header.Del("Authorization")
	}
	out = out.WithContext(httptrace.WithClientTrace(out.Context(), &httptrace.ClientTrace{
		WroteHeaderField: func(string, []string) { x.sent.Store(true) },
		WroteHeaders:     func() { x.sent.Store(true) },
	}))
	resp, err := t.base.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	return x.take(req, resp)
}

// redirected gives the request with the address where it goes in truth.
func (t *transport) redirected(req *http.Request) (*http.Request, error) {
	rest, ok := strings.CutPrefix(req.URL.EscapedPath(), "/api/v"+discordgo.APIVersion+"/")
	if !ok || req.URL.Scheme != "https" || req.URL.Host != "discord.com" {
		return nil, errOutside
	}
	u, err := url.Parse(strings.TrimSuffix(t.api.String(), "/") + "/" + rest)
	if err != nil {
		return nil, errOutside
	}
	u.RawQuery = req.URL.RawQuery
	out := req.Clone(req.Context())
	out.URL, out.Host = u, ""
	return out, nil
}

// take reads the answer, keeps it, and gives discordgo a copy without what it
// reads of limits: its buckets are not used, and one that is not in its table
// dies of a global limit.
func (x *exchange) take(req *http.Request, resp *http.Response) (*http.Response, error) {
	defer resp.Body.Close()
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		return nil, errRedirected
	}
	body, err := readAtMost(resp.Body, maxAnswer, errAnswerSize)
	if err != nil {
		return nil, err
	}
	x.status, x.header, x.body = resp.StatusCode, resp.Header.Clone(), body
	for name := range resp.Header {
		if strings.HasPrefix(name, "X-Ratelimit-") {
			resp.Header.Del(name)
		}
	}
	resp.Request = req
	resp.Body = io.NopCloser(bytes.NewReader(body))
	resp.ContentLength = int64(len(body))
	return resp, nil
}

// readAtMost reads everything, or fails with tooLarge.
func readAtMost(r io.Reader, most int64, tooLarge error) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(body)) > most {
		err = tooLarge
	}
	return body, err
}

// newTransport makes connections; without TLS to this machine alone.
func newTransport(tls bool) *http.Transport {
	return &http.Transport{
		Proxy:                  proxy,
		DialContext:            dialer(tls).DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    dialTimeout,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    128,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxHeaderSize,
		// A connection that died without a word must not take callbacks with it.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 3 * time.Second},
	}
}

// proxy is the environment's, but for this machine.
func proxy(req *http.Request) (*url.URL, error) {
	if loopback(req.URL.Hostname()) {
		return nil, nil
	}
	return http.ProxyFromEnvironment(req)
}

// try makes one request through discordgo, whose limits and repetitions are
// out of the way: the bucket is fresh, and so bounds nothing.
func (c *Client) try(ctx context.Context, p *prepared) *exchange {
	x := &exchange{bare: p.route.bare()}
	bucket := &discordgo.Bucket{}
	bucket.Lock()
	options := []discordgo.RequestOption{discordgo.WithContext(context.WithValue(ctx, exchangeKey{}, x))}
	if p.reason != "" {
		options = append(options, discordgo.WithAuditLogReason(url.PathEscape(p.reason)))
	}
	_, err := c.session.RequestWithLockedBucket(p.method, p.address, p.kind, p.body, bucket, 0, options...)
	if x.status == 0 {
		x.failed = err // what discordgo makes of an answer that came does not matter
	}
	return x
}
