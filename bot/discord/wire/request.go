package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Request is one request to the HTTP API.
type Request struct {
	Method string
	Path   string // after the version, such as "channels/1/messages"; parts already escaped
	Route  string // the same with {id} for IDs and {token} for tokens, for limits, logs and metrics; empty: derived from Path
	Query  url.Values
	Body   any               // sent as JSON; nil: none. A method Attachments() []*discordgo.File gives Files where those are empty
	Files  []*discordgo.File // makes it multipart, Body as payload_json
	Out    any               // what the answer is decoded into; nil: dropped
	Reason string            // for the server's audit log
	Once   bool              // never sent twice: neither after a failure that may have reached Discord (interaction callbacks)
	Within time.Duration     // bound on the whole, tries and waits together; 0: 30 s. ctx bounds it too
}

// Attacher is a body that has files: it is sent as multipart.
type Attacher interface {
	Attachments() []*discordgo.File
}

// prepared is a Request in the form in which it can be sent again and again.
type prepared struct {
	method, address string
	route           route
	kind            string // media type
	body            []byte
	reason          string
	once            bool
}

const defaultWithin = 30 * time.Second

// Do makes a request, and again after 429, 5xx and failed connections while
// ctx and Within leave time. The error is an *APIError where Discord refused,
// and ErrLimited where its limits left no time.
//
// After 429 it waits as Discord says, with Once too: such a request was not
// taken. After 5xx, a connection that broke or an answer that did not come in
// time, Discord may have done what was asked; then only what can be done twice
// is sent again: everything but POST, and of POST the typing sign, threads on a
// message, which has one at most, and messages to a channel. Such messages
// must bring a nonce with enforce_nonce, by which Discord knows the second for
// the first; without, one may be seen twice.
func (c *Client) Do(ctx context.Context, r Request) error {
	p, err := c.prepare(r)
	if err != nil {
		return err
	}
	if r.Within <= 0 {
		r.Within = defaultWithin
	}
	bounded, cancel := context.WithTimeout(ctx, r.Within)
	defer cancel()
	body, err := c.persist(bounded, p)
	if err != nil {
		return err
	}
	if r.Out == nil || len(body) == 0 {
		return nil
	}
	if err := decode(body, r.Out); err != nil {
		return fmt.Errorf("%s: Discord's answer could not be read: %T", p.route, err)
	}
	return nil
}

// prepare checks and encodes a request.
func (c *Client) prepare(r Request) (*prepared, error) {
	path := strings.TrimPrefix(r.Path, "/")
	where, err := routeOf(r.Method, path, r.Route)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.Method, err)
	}
	p := &prepared{method: r.Method, route: where, reason: r.Reason, once: r.Once}
	p.address = DefaultAPI + path
	if len(r.Query) > 0 {
		p.address += "?" + r.Query.Encode()
	}
	if a, ok := r.Body.(Attacher); ok && len(r.Files) == 0 {
		r.Files = a.Attachments()
	}
	switch {
	case len(r.Files) > 0:
		p.kind, p.body, err = discordgo.MultipartBodyWithJSON(r.Body, r.Files)
	case r.Body != nil:
		p.kind = "application/json"
		p.body, err = json.Marshal(r.Body)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: encoding the request: %w", where, err)
	}
	return p, nil
}

// persist tries until there is an answer that stands.
func (c *Client) persist(ctx context.Context, p *prepared) ([]byte, error) {
	for n := 0; ; n++ {
		x, err := c.once(ctx, p)
		if err != nil {
			return nil, err
		}
		if x.status >= 200 && x.status < 300 {
			return x.body, nil
		}
		wait, err := c.again(p, x, n)
		if err != nil {
			return nil, err
		}
		kind := "retried"
		if x.status == http.StatusTooManyRequests {
			kind = "rate-limited"
		}
		c.observe(Observation{Kind: kind, Route: p.route.name, Status: x.status, Took: wait})
		c.log.LogAttrs(ctx, slog.LevelDebug, "Discord is asked again", slog.String("route", p.route.name),
			slog.Int("status", x.status), slog.Int("try", n+1), slog.Duration("wait", wait))
		if err := c.pause(ctx, p, x, wait); err != nil {
			return nil, err
		}
	}
}

// once waits for its turn and makes one try.
func (c *Client) once(ctx context.Context, p *prepared) (*exchange, error) {
	if err := c.refused.wait(ctx); err != nil {
		return nil, p.route.wrap(limited(ctx), c.token)
	}
	permit, err := c.limits.acquire(ctx, p.route)
	if err != nil {
		return nil, p.route.wrap(limited(ctx), c.token)
	}
	start := time.Now()
	tryCtx, cancel := context.WithTimeout(ctx, c.tuning.RequestTimeout)
	x := c.try(tryCtx, p)
	cancel()
	permit.release(x)
	c.refused.count(x)
	c.observe(Observation{Kind: "request", Route: p.route.name, Status: x.status, Took: time.Since(start)})
	if x.status == 0 && ctx.Err() != nil {
		return nil, p.route.wrap(ctx.Err(), c.token)
	}
	return x, nil
}

// limited is why a wait for a limit was not waited out: nobody wants the
// request any more, or it has no time left.
func limited(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	return ErrLimited
}

// pause waits between two tries. A wait that would outlast the request is not begun.
func (c *Client) pause(ctx context.Context, p *prepared, x *exchange, wait time.Duration) error {
	err := sleep(ctx, wait)
	switch {
	case err == nil:
		return nil
	case errors.Is(ctx.Err(), context.Canceled):
		return p.route.wrap(context.Canceled, c.token)
	case x.status == http.StatusTooManyRequests:
		return p.route.wrap(limited(ctx), c.token)
	}
	return c.failed(p, x)
}

// sleep waits, or fails at once where ctx will not last that long.
func sleep(ctx context.Context, d time.Duration) error {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < d {
		return context.DeadlineExceeded
	}
	t := time.NewTimer(max(d, 0))
	defer t.Stop()
	select {
	case <-t.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}
