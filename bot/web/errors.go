package web

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
)

// The reasons for which nothing came. errors.Is tells them apart.
var (
	ErrAddress        = errors.New("is not an address")
	ErrScheme         = errors.New("is not http or https")
	ErrRefusedAddress = errors.New("is at an address that is not fetched from")
	ErrRobots         = errors.New("is closed by robots.txt")
	ErrRedirects      = errors.New("redirects in a way that is not followed")
	ErrStatus         = errors.New("answered with a status that brings no page")
	ErrTooLarge       = errors.New("is too large")
	ErrEncoding       = errors.New("is encoded in a way that is not read")
	ErrType           = errors.New("is of a type that was not asked for")
	ErrTimeout        = errors.New("took too long")
	ErrUnreachable    = errors.New("could not be reached")
)

// Error says why nothing came from an address and what to do about it. Its
// words can be shown to anyone: they hold neither the query of an address nor
// what a server wrote.
type Error struct {
	Kind   error  // one of the errors above
	Reason string // a phrase that follows the address: "answered 404 (not found)"
	Fix    string // a phrase that says what to do
	Status int    // of the answer that decided it; 0 if there was none

	cause error // for the log; may be nil
	led   bool  // whether the reason names an address that the one asked for led to
}

// Error gives reason and fix in one line.
func (e *Error) Error() string { return e.Reason + "; " + e.Fix }

// Unwrap gives the kind. The cause stays within: a time that ran out here must
// not look like a context of the caller's that did.
func (e *Error) Unwrap() error { return e.Kind }

// after gives the error of an address that another one led to.
func (e *Error) after(u *url.URL) *Error {
	led := *e
	led.Reason = "leads to " + show(u) + ", which " + e.Reason
	led.led = true
	return &led
}

// longestShown bounds, in runes, what is shown of an address.
const longestShown = 200

// show writes an address for people: without its query, which may hold a key.
func show(u *url.URL) string {
	s := u.Scheme + "://" + u.Host + u.EscapedPath()
	if u.RawQuery != "" {
		s += "?..."
	}
	return printable(s, longestShown)
}

// printable cuts a text to n runes and replaces those that do not print as
// themselves.
func printable(s string, n int) string {
	runes := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s))
	if len(runes) > n {
		return string(runes[:n]) + "..."
	}
	return string(runes)
}
