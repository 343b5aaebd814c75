package openai

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// What is used where a Config says nothing.
const (
	DefaultContext   = 4096 // tokens: what Ollama gives a model by default
	DefaultMaxOutput = 1024 // tokens, or a quarter of a smaller context
	DefaultTimeout   = 5 * time.Minute
	DefaultFirstByte = 2 * time.Minute // a small machine reads a long prompt for a while
	DefaultIdle      = time.Minute
	DefaultConnect   = 10 * time.Second
	DefaultRetries   = 3
)

// A Config says which server and model to use, and within which bounds. Zero
// values take the defaults above.
//
// Of an HTTP client the transport and the cookies are used. Its redirects are
// off whatever it says, and so are its proxies on the way to this machine,
// if its transport is a *http.Transport; another kind must see to that itself.
type Config struct {
	BaseURL     string        // http or https, used as given: "https://api.openai.com/v1"
	Model       string        // as the server calls it
	Context     int           // tokens that prompt and answer may take together
	MaxOutput   int           // tokens of answer asked for at most
	Temperature float32       // 0, the most predictable answer, by default
	Key         string        `json:"-"` // sent as a bearer token; empty for a server that wants none
	HTTP        *http.Client  // nil: a client of this package's own
	Timeout     time.Duration // one call, with all its retries and waits
	FirstByte   time.Duration // from the request to the first byte of the answer's body
	Idle        time.Duration // between two reads of the answer
	Connect     time.Duration // to reach the server, where HTTP is nil
	Retries     int           // further attempts after the first; negative: none
	Log         *slog.Logger  // nil: no log

	// Sleep waits between attempts, until ctx is done at most; nil waits by the clock.
	Sleep func(ctx context.Context, d time.Duration) error
}

// String tells the configuration without its key.
func (c Config) String() string {
	return fmt.Sprintf("openai.Config{base URL %q, model %q, context %d, key set: %t}",
		hostOf(c.BaseURL), c.Model, c.Context, c.Key != "")
}

// GoString is String, so that no way of printing a Config prints its key.
func (c Config) GoString() string { return c.String() }

// LogValue is String, for slog.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// withDefaults fills in what was left out.
func (c Config) withDefaults() Config {
	c.BaseURL = strings.TrimRight(strings.TrimSpace(c.BaseURL), "/")
	c.Key = strings.TrimSpace(c.Key) // files that keys are read from end in a newline
	c.Model = strings.TrimSpace(c.Model)
	c.Context = cmp.Or(c.Context, DefaultContext)
	c.MaxOutput = cmp.Or(c.MaxOutput, min(DefaultMaxOutput, c.Context/4))
	c.Timeout = cmp.Or(c.Timeout, DefaultTimeout)
	c.FirstByte = cmp.Or(c.FirstByte, DefaultFirstByte)
	c.Idle = cmp.Or(c.Idle, DefaultIdle)
	c.Connect = cmp.Or(c.Connect, DefaultConnect)
	c.Retries = max(cmp.Or(c.Retries, DefaultRetries), 0)
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	return c
}

// check refuses what cannot work and what would put the key at risk. It
// expects the defaults to be filled in.
func (c Config) check() error {
	if c.Model == "" {
		return errors.New("openai: no model is named: set model to the name the server knows it by")
	}
	if c.Context < 1 || c.MaxOutput < 1 || c.MaxOutput >= c.Context {
		return fmt.Errorf("openai: context is %d tokens and the answer may take %d of them: "+
			"both must be above zero, and context the larger, or no prompt fits", c.Context, c.MaxOutput)
	}
	if c.Timeout < 0 || c.FirstByte < 0 || c.Idle < 0 || c.Connect < 0 {
		return errors.New("openai: a time limit is below zero: leave it out for the default")
	}
	if strings.ContainsFunc(c.Key, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return errors.New("openai: the key holds a space or a character that no key has: was more copied than the key?")
	}
	return checkURL(c.BaseURL, c.Key != "")
}

// checkURL refuses a base URL that is none, that hides a secret, or that would
// carry a key in the clear beyond this machine. Its errors do not repeat
// the URL where that may hold a password.
func checkURL(base string, keyed bool) error {
	u, err := url.Parse(base)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return errors.New(`openai: base_url is not a web address: write it like "http://127.0.0.1:11434/v1" or "https://api.openai.com/v1"`)
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("openai: base_url begins with %q: only http and https are spoken", clip(u.Scheme, 20)+":")
	case u.User != nil:
		return errors.New("openai: base_url holds a user name or password: take it out, and put the key in the variable that key_env names")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return errors.New(`openai: base_url has a "?" or "#" part, which no request can carry: take it out`)
	case keyed && u.Scheme == "http" && !loopback(u.Hostname()):
		return fmt.Errorf("openai: a key is set, and %s would get it over plain HTTP, where anyone on the way can read it: "+
			"use https, or a server on this machine (127.0.0.1), or leave the key unset if the server needs none", clip(u.Host, 100))
	}
	return nil
}

// loopback tells whether a host name is this machine by its own spelling.
func loopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// hostOf is the host and port of a URL, for messages; empty where there is none.
func hostOf(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	return clip(u.Host, 100)
}
