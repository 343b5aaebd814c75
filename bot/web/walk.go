package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// walk follows an address through its redirects.
type walk struct {
	c       *Client
	prior   Prior
	reading reading
	robots  bool // whether robots.txt is minded; not for one itself
	limit   int  // redirects that are followed; 0: as many as the client's options say
}

// walk gives the answer that is no redirect, and its address.
func (w *walk) walk(ctx context.Context, u *url.URL) (*answer, *url.URL, error) {
	seen := []string{u.String()}
	for {
		a, err := w.step(ctx, u)
		if err != nil {
			return nil, nil, led(err, u, len(seen) > 1)
		}
		if !redirects(a) {
			return a, u, nil
		}
		next, err := w.next(u, a, seen)
		if err != nil {
			return nil, nil, led(err, u, len(seen) > 1)
		}
		u = next
		seen = append(seen, u.String())
	}
}

// led says in an error to which address the one that was asked for led.
func led(err error, u *url.URL, further bool) error {
	var e *Error
	if further && errors.As(err, &e) {
		return e.after(u)
	}
	return err
}

// step asks for one address.
func (w *walk) step(ctx context.Context, u *url.URL) (*answer, error) {
	if err := w.c.endless(*w.reading.spent); err != nil {
		return nil, err // before it could be held against the host's robots.txt
	}
	if w.robots {
		if err := w.c.permitted(ctx, u, w.reading.spent); err != nil {
			return nil, err
		}
	}
	return w.c.ask(ctx, u, w.prior, w.reading)
}

func redirects(a *answer) bool {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// next gives the address to which u redirects, if it may be followed.
func (w *walk) next(u *url.URL, a *answer, seen []string) (*url.URL, error) {
	location := a.header.Get("Location")
	if location == "" {
		return nil, astray(a.status, "redirects to no address")
	}
	next, err := follow(u, location)
	if err != nil {
		return nil, misled(err, a.status)
	}
	limit := w.limit
	if limit == 0 {
		limit = max(w.c.o.Redirects, 0)
	}
	switch {
	case u.Scheme == "https" && next.Scheme == "http":
		return nil, astray(a.status, "redirects from https to http, where anyone on the way could change it")
	case slices.Contains(seen, next.String()):
		return nil, astray(a.status, "redirects in a circle, as sites do that want cookies")
	case len(seen) > limit:
		return nil, astray(a.status, fmt.Sprintf("redirects more than %d times", limit))
	}
	return next, nil
}

// browser is what a user can do about a redirect that is not followed.
const browser = "open it in a browser, and give the address that it ends at or add what you save there"

func astray(status int, reason string) *Error {
	return &Error{Kind: ErrRedirects, Status: status, Reason: reason, Fix: browser}
}

// misled says of a redirect what is wrong with its target.
func misled(err error, status int) error {
	var e *Error
	if !errors.As(err, &e) {
		return err
	}
	wrong := *e
	wrong.Reason, wrong.Status = "redirects to an address that "+strings.TrimPrefix(e.Reason, "is an address that "), status
	if e.Kind == ErrAddress {
		wrong.Fix = browser
	}
	return &wrong
}
