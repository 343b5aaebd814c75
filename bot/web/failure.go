package web

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
)

// failure says what an exchange failed of. outer is the caller's context,
// inner that of the exchange.
func (c *Client) failure(outer, inner context.Context, req *http.Request, err error) error {
	if err := stopped(outer); err != nil {
		return err
	}
	var made *Error
	if errors.As(err, &made) {
		return made
	}
	e := c.late(inner, err)
	if e == nil {
		e = broken(err)
	}
	if e == nil {
		e = unreached(err)
		if proxy, _ := http.ProxyFromEnvironment(req); proxy != nil {
			e.Fix += " (the proxy that the environment names is not used, since it cannot be kept from private addresses: fetch where the network is reached without one)"
		}
	}
	e.cause = err
	return e
}

// late tells whether time ran out.
func (c *Client) late(inner context.Context, err error) *Error {
	const fix = "try again later, or save it with a browser and add the file"
	var timeout net.Error
	switch cause := context.Cause(inner); {
	case cause == errIdle:
		return &Error{Kind: ErrTimeout, Reason: "sent nothing for " + c.o.Idle.String(), Fix: fix}
	case cause == errLate:
		return &Error{Kind: ErrTimeout, Reason: "took longer than " + c.o.Timeout.String(), Fix: fix}
	case errors.As(err, &timeout) && timeout.Timeout():
		return &Error{Kind: ErrTimeout, Reason: "was not connected to in time", Fix: fix}
	}
	return nil
}

// broken tells of an answer that cannot be read.
func broken(err error) *Error {
	var corrupt flate.CorruptInputError
	switch text := err.Error(); {
	case strings.Contains(text, "headers exceeded"), strings.Contains(text, "header list larger"):
		return &Error{Kind: ErrTooLarge, Reason: "has headers larger than " + size(maxHeader), Fix: "tell those who run the site"}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return &Error{Kind: ErrEncoding, Reason: "is compressed in a way that cannot be read", Fix: "save it with a browser and add the file"}
	case strings.Contains(text, "malformed"):
		return &Error{Kind: ErrUnreachable, Reason: "answered in a way that is not that of the web", Fix: "check the address and its port"}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return &Error{Kind: ErrUnreachable, Reason: "broke off before it was complete", Fix: "try again later"}
	}
	return nil
}

// unreached tells of a host that was not reached.
func unreached(err error) *Error {
	e := &Error{Kind: ErrUnreachable, Reason: "could not be reached", Fix: "check the address and the network, or try again later"}
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &dns) && dns.IsNotFound:
		e.Reason, e.Fix = "is at a host that no name server knows", "check the address"
	case errors.As(err, &dns):
		e.Reason, e.Fix = "is at a host that no name server answered for", "check the network, or try again later"
	case errors.As(err, &certificate):
		e.Reason, e.Fix = "is at a host that does not prove to be itself: its certificate is not valid", "check the address, or save the page with a browser and add the file"
	case errors.As(err, &record):
		e.Reason, e.Fix = "is at a host that does not answer to https", "check the address"
	case errors.Is(err, syscall.ECONNREFUSED):
		e.Reason, e.Fix = "is at a host that refused the connection", "check the address, or try again later"
	}
	return e
}

// passing tells whether an error may be over at the next try: those of the
// network, and too many requests.
func passing(err error) bool {
	var e *Error
	var dns *net.DNSError
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case !errors.As(err, &e):
		return false
	case errors.As(e.cause, &dns) && dns.IsNotFound, errors.As(e.cause, &certificate), errors.As(e.cause, &record):
		return false
	}
	return errors.Is(e.Kind, ErrUnreachable) || errors.Is(e.Kind, ErrTimeout) || busy(e.Status)
}
