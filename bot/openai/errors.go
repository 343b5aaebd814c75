package openai

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// What can go wrong, for errors.Is. The error that is returned tells more: see [Error].
var (
	ErrTooLong     = errors.New("the prompt is too long for the model's context")
	ErrKey         = errors.New("the server refused the key")
	ErrModel       = errors.New("the server does not have this model")
	ErrAddress     = errors.New("the server does not know this address")
	ErrQuota       = errors.New("the account's quota is used up")
	ErrBusy        = errors.New("the server is busy or limits the rate")
	ErrUnreachable = errors.New("the server cannot be reached")
	ErrTimeout     = errors.New("the server took too long")
	ErrCut         = errors.New("the answer broke off")
	ErrRedirect    = errors.New("the server points elsewhere")
	ErrRefused     = errors.New("the server refused the request")
	ErrServer      = errors.New("the server failed")
	ErrProtocol    = errors.New("the answer is not in OpenAI's protocol")
	ErrTooLarge    = errors.New("the answer is larger than any answer may be")
	ErrEmpty       = errors.New("the model gave no text")
	ErrVectors     = errors.New("the vectors are unusable")
)

// An Error says which server failed, how, and what to do about it. It holds
// neither the key nor more of what the server said than a cleaned excerpt.
type Error struct {
	Kind       error         // one of the errors above
	Host       string        // host and port of the server
	Status     int           // the HTTP status, 0 where there was none
	Hint       string        // what the operator can do
	Excerpt    string        // from the server's message, cleaned; often empty
	RetryAfter time.Duration // how long the server asks to be left alone; 0: it did not say

	transient bool  // worth another attempt
	cause     error // for errors.Is; its text is not shown, since it may quote the request
}

// Error is one line: the server, what happened, what to do, what it said.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "openai: %s: %v", e.Host, e.Kind)
	if e.Status != 0 {
		fmt.Fprintf(&b, " (HTTP status %d)", e.Status)
	}
	if e.Hint != "" {
		b.WriteString(": " + e.Hint)
	}
	if e.Excerpt != "" {
		fmt.Fprintf(&b, " (it says: %q)", e.Excerpt)
	}
	return b.String()
}

// Unwrap gives the kind and, where there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.cause}
}

// A TooLongError is a text that was not sent, since by the cautious count of
// [CountTokens] it does not fit. errors.Is takes it for ErrTooLong.
type TooLongError struct {
	Tokens  int // counted in the prompt, or in the text to embed
	Output  int // kept free for the answer; 0 for an embedding
	Context int // what the model holds
}

// Error names the three sizes.
func (e *TooLongError) Error() string {
	if e.Output == 0 {
		return fmt.Sprintf("openai: %v: about %d tokens, and it holds %d: shorten the text, or raise context if the model holds more",
			ErrTooLong, e.Tokens, e.Context)
	}
	return fmt.Sprintf("openai: %v: about %d tokens of prompt and %d kept for the answer, and it holds %d: "+
		"send less, or raise context if the model holds more", ErrTooLong, e.Tokens, e.Output, e.Context)
}

// Is makes a TooLongError an ErrTooLong.
func (e *TooLongError) Is(target error) bool { return target == ErrTooLong }
