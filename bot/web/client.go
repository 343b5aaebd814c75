package web

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"time"

	"golang.org/x/net/http/httpguts"
)

// What holds where Options say nothing.
const (
	defaultAgent     = "verbatim"
	defaultMaxBytes  = 50 << 20
	defaultTimeout   = 60 * time.Second
	defaultIdle      = 20 * time.Second
	defaultPause     = time.Second
	defaultTries     = 3
	defaultRedirects = 8
)

// maxHeader bounds the headers of an answer in bytes.
const maxHeader = 128 << 10

// Options are what New needs; the zero value of each field will do.
type Options struct {
	UserAgent string   // sent as it is; robots.txt is asked for the letters that it starts with
	Allow     []string // names and addresses of hosts, without port, that may be private
	NoRobots  []string // names of hosts that only hand over what a user chose: their robots.txt is not asked for
	Formats   []Format // what is wanted; empty: anything

	MaxBytes  int64         // of a body, as it comes and decompressed; 0: 50 MB
	Timeout   time.Duration // of one request, from the name's resolution to the last byte; 0: 60 s; all requests for a page have five times that
	Idle      time.Duration // without a byte, within a request; 0: 20 s
	Pause     time.Duration // after a request to a host; 0: 1 s; a Crawl-delay lengthens it, to 10 s at most
	Tries     int           // at a request, until it brings an answer that stays; 0: 3
	Redirects int           // that are followed; 0: 8; below 0: none

	Resolver Resolver // of names; nil: the system's
	Now      func() time.Time
	Sleep    func(context.Context, time.Duration) error // returns early, with an error, as the context ends
	Log      *slog.Logger                               // told hosts and paths, never queries
}

// Client gets pages. It can be used by many goroutines at once; those that want
// the same host take turns.
type Client struct {
	o         Options
	product   string // what robots.txt is asked for
	hosts     *hosts
	transport *http.Transport
}

// New gives a client with no memory of any host. An entry of Allow that is no
// host permits nothing, and the log says so; CheckAllow tells it before.
func New(o Options) *Client {
	o = o.withDefaults()
	g, errs := newGuard(o.Allow)
	for _, err := range errs {
		o.Log.Warn("an entry of allow_hosts permits nothing", "reason", err)
	}
	d := &dialer{guard: g, resolver: o.Resolver}
	return &Client{
		o:       o,
		product: token(o.UserAgent),
		hosts:   &hosts{all: map[string]*host{}, pause: o.Pause, now: o.Now, sleep: o.Sleep},
		transport: &http.Transport{
			DialContext:            d.dial,
			TLSHandshakeTimeout:    tlsTimeout,
			MaxResponseHeaderBytes: maxHeader,
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // it would decompress without a bound
			// The pause outlasts what a new connection costs, each of them
			// passes the guard, and none is there to be fed unasked.
			DisableKeepAlives: true,
		},
	}
}

func (o Options) withDefaults() Options {
	if token(o.UserAgent) == "" || !httpguts.ValidHeaderFieldValue(o.UserAgent) {
		o.UserAgent = defaultAgent
	}
	o.MaxBytes = or(o.MaxBytes, defaultMaxBytes)
	o.Timeout = or(o.Timeout, defaultTimeout)
	o.Idle = or(o.Idle, defaultIdle)
	o.Pause = or(o.Pause, defaultPause)
	o.Tries = or(o.Tries, defaultTries)
	if o.Redirects == 0 {
		o.Redirects = defaultRedirects
	}
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// or gives n, or other if n is no positive number.
func or[N int | int64 | time.Duration](n, other N) N {
	if n > 0 {
		return n
	}
	return other
}

// Prior says what is held of an address already, as the Page that it came in did.
type Prior struct {
	ETag, LastModified string
	// Final is the address that these belong to, after redirects. They are sent
	// to no other one; if it is empty, to each on the way.
	Final string
}

// of tells whether p belongs to an address.
func (p Prior) of(u *url.URL) bool { return p.Final == "" || p.Final == u.String() }

// Page is what came from an address.
type Page struct {
	URL         string // as it was asked for
	Final       string // after redirects, in the form of Canonical but for its parameters
	Status      int    // 200, 203 or 304
	Unchanged   bool   // what is held is still what is there; there is no body then
	ContentType string // as the server says; Format is what it is
	Format      Format
	Body        []byte // decompressed
	ETag        string
	// LastModified is as the server says, to be sent back as it is.
	LastModified string
	At           time.Time // when it came
}

// Get asks for a page, unless what is held of it is unchanged. Errors are
// *Error, or that of the context, wrapped, once that has ended.
func (c *Client) Get(ctx context.Context, address string, p Prior) (*Page, error) {
	u, err := parse(address)
	if err != nil {
		return nil, err
	}
	w := &walk{c: c, prior: p, reading: reading{limit: c.o.MaxBytes, wanted: c.wants, spent: new(time.Duration)}, robots: true}
	a, at, err := w.walk(ctx, u)
	if err != nil {
		return nil, err
	}
	if err := c.accept(a, at, p); err != nil {
		return nil, led(err, at, at != u)
	}
	page := &Page{
		URL: address, Final: at.String(), Status: a.status, Unchanged: a.status == http.StatusNotModified,
		ContentType: a.value("Content-Type"), ETag: a.value("ETag"), LastModified: a.value("Last-Modified"),
		Body: a.body, At: c.o.Now(),
	}
	if !page.Unchanged {
		page.Format = Sniff(a.body)
	}
	return page, nil
}

// accept gives an error for an answer that is no page.
func (c *Client) accept(a *answer, at *url.URL, p Prior) error {
	switch a.status {
	case http.StatusOK, http.StatusNonAuthoritativeInfo:
		if f := Sniff(a.body); !c.wants(f) {
			return unwanted(f)
		}
		return nil
	case http.StatusNotModified:
		if p.of(at) && (p.ETag != "" || p.LastModified != "") {
			return nil
		}
	}
	return statusError(a.status, 0)
}

// wants tells whether a body of a format is wanted.
func (c *Client) wants(f Format) bool {
	return len(c.o.Formats) == 0 || slices.Contains(c.o.Formats, f)
}

// stopped gives the error of a context that has ended; nil before.
func stopped(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return fmt.Errorf("fetching was stopped: %w", context.Cause(ctx))
}
