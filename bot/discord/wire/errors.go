package wire

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// APIError is Discord's refusal.
type APIError struct {
	Status  int    // of HTTP
	Code    int    // Discord's own, 0 where none
	Message string // Discord's words, for the log only
	Route   string
}

// Error tells route, status and code.
func (e *APIError) Error() string {
	if e.Code == 0 {
		return fmt.Sprintf("%s: Discord answered with HTTP status %d", e.Route, e.Status)
	}
	return fmt.Sprintf("%s: Discord answered with HTTP status %d, code %d", e.Route, e.Status, e.Code)
}

// ErrLimited says that Discord's rate limits left no time for the request.
var ErrLimited = errors.New("the rate limits of Discord left no time for this")

// ErrTooLarge says that an attachment is larger than was allowed.
var ErrTooLarge = errors.New("the attachment is too large")

var (
	errRedirected = errors.New("the server points elsewhere, which is not followed: check [discord] api")
	errAnswerSize = errors.New("the answer is larger than any of Discord's")
	errSlow       = errors.New("no answer in time")
)

// Discord's codes for what is gone, or closed to this token.
const (
	codeUnknownChannel     = 10003
	codeUnknownMessage     = 10008
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeMissingAccess      = 50001
	codeMissingPermission  = 50013
	codeInvalidWebhook     = 50027
	codeHasThread          = 160004
)

// Gone tells whether an error says that what was to be changed is not there any
// more, or cannot be reached with this token: a deleted message, channel or
// thread, or an interaction whose time is over.
func Gone(err error) bool {
	var e *APIError
	if !errors.As(err, &e) {
		return false
	}
	gone := []int{codeUnknownChannel, codeUnknownMessage, codeUnknownWebhook, codeUnknownInteraction, codeInvalidWebhook}
	return slices.Contains(gone, e.Code) || e.Status == http.StatusNotFound && e.Code != 0
}

// Denied tells whether an error says that a permission is missing.
func Denied(err error) bool {
	var e *APIError
	if !errors.As(err, &e) {
		return false
	}
	return e.Status == http.StatusForbidden || e.Code == codeMissingAccess || e.Code == codeMissingPermission
}

// scrub takes addresses and secrets out of an error: the address of an
// interaction holds its token. What errors.Is finds in it is kept.
func scrub(err error, secrets ...string) error {
	var u *url.Error
	for errors.As(err, &u) {
		err = u.Err
	}
	if err == nil {
		return nil
	}
	text := err.Error()
	if errors.Is(err, context.DeadlineExceeded) {
		text = errSlow.Error()
	}
	return scrubbed{scrubText(text, secrets...), err}
}

func scrubText(text string, secrets ...string) string {
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "...")
		}
	}
	return text
}

// scrubbed is an error in words without secrets.
type scrubbed struct {
	text string
	err  error
}

func (s scrubbed) Error() string        { return s.text }
func (s scrubbed) Is(target error) bool { return errors.Is(s.err, target) }
