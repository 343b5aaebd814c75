package openai

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"syscall"
	"time"

	goopenai "github.com/sashabaranov/go-openai"
)

// What a server said is wrong, as far as it is to be understood.
type complaint struct {
	status               int
	message, code, param string
}

// says tells whether the complaint matches.
func (m complaint) says(re *regexp.Regexp) bool {
	return re.MatchString(m.message) || re.MatchString(m.code)
}

// How servers say it. OpenAI and its likes have codes for some of it; of most
// others there are only words, gathered from OpenAI, Ollama, llama.cpp, vLLM,
// LM Studio and text-embeddings-inference.
var (
	saysTooLong = regexp.MustCompile(`(?i)context[_ -](?:length|size|window)|maximum context|exceed_context|too many (?:input )?tokens|` +
		`(?:prompt|input|inputs?) (?:is|are) too (?:long|large)|reduce the length|must have less than \d+ tokens|larger than the max context|physical batch size`)
	saysQuota   = regexp.MustCompile(`(?i)insufficient[_ ]quota|exceeded your current quota|billing|payment required|insufficient (?:balance|credit)`)
	saysNoModel = regexp.MustCompile(`(?i)model[_ ]not[_ ]found|no such model|(?:unknown|invalid) model|model .{0,200}(?:not found|not exist|not available|no longer|is not supported)|try pulling it`)
	saysModel   = regexp.MustCompile(`(?i)\bmodel`)
)

// failure makes an Error of what an attempt ended with. outer is the context
// of the whole call, inner that of the attempt.
func (c *caller) failure(outer, inner context.Context, x *exchange, err error) error {
	if s := stopped(outer); s != nil {
		return s
	}
	var made *Error
	if errors.As(err, &made) {
		return made
	}
	e := &Error{Host: c.host, cause: err}
	if c.late(e, context.Cause(inner)) || c.complained(e, x, err) {
		return e
	}
	c.broke(e, x, err)
	return e
}

// stopped is the caller's own wish to stop, or its deadline; nil if the call
// goes on or has used up the time that this package gives it.
func stopped(ctx context.Context) error {
	if ctx.Err() == nil || errors.Is(context.Cause(ctx), errOverall) {
		return nil
	}
	return fmt.Errorf("openai: stopped: %w", ctx.Err())
}

// late fills in e if a time limit ended the attempt. None of these is tried
// again: a machine that is too slow for one request is not helped by a second.
func (c *caller) late(e *Error, cause error) bool {
	e.Kind = ErrTimeout
	switch {
	case errors.Is(cause, errFirstByte):
		e.Hint = fmt.Sprintf("nothing came within %v: the model may still be loading, or the machine be slow for so long a prompt; "+
			"ask again, choose a smaller model, or lower context", c.cfg.FirstByte)
	case errors.Is(cause, errIdle):
		e.Hint = fmt.Sprintf("it fell silent for %v in mid-answer: see whether the model server still runs", c.cfg.Idle)
	case errors.Is(cause, errOverall):
		e.Hint = fmt.Sprintf("the answer was not there after %v: choose a smaller model, or let it write less", c.cfg.Timeout)
	default:
		return false
	}
	return true
}

// complained fills in e if the server answered with an error of its own.
func (c *caller) complained(e *Error, x *exchange, err error) bool {
	m, ok := complaintOf(err)
	if !ok {
		return false
	}
	if m.status == 0 {
		m.status = x.status
	}
	c.explain(e, m, x.retry)
	return true
}

// complaintOf finds the server's own words in an error of go-openai's.
func complaintOf(err error) (complaint, bool) {
	m, ok := rawComplaint(err)
	m.message = m.message[:min(len(m.message), maxComplaint)]
	return m, ok
}

// maxComplaint is how much of a server's message is looked at, in bytes.
const maxComplaint = 4 << 10

func rawComplaint(err error) (complaint, bool) {
	// First the error with the body: it may wrap an APIError of which little was understood.
	if req := (*goopenai.RequestError)(nil); errors.As(err, &req) {
		m := readComplaint(req.Body)
		m.status = req.HTTPStatusCode
		return m, true
	}
	if api := (*goopenai.APIError)(nil); errors.As(err, &api) {
		m := complaint{status: api.HTTPStatusCode, message: api.Message}
		if api.Code != nil {
			m.code = fmt.Sprint(api.Code)
		}
		if api.Param != nil {
			m.param = *api.Param
		}
		return m, true
	}
	return complaint{}, false
}

// readComplaint reads an error's body in whichever form it came: OpenAI's
// object, Ollama's string, FastAPI's "detail", or plain text. Of a page of HTML
// nothing is taken.
func readComplaint(body []byte) complaint {
	outer, inner := readOne(body)
	if len(inner) == 0 {
		return outer
	}
	m, _ := readOne(inner)
	m.message = cmp.Or(m.message, outer.message)
	return m
}

// readOne is readComplaint for one level; inner is the object within "error".
func readOne(body []byte) (m complaint, inner json.RawMessage) {
	var doc struct {
		Error, Message, Detail, Code, Param json.RawMessage
	}
	if json.Unmarshal(body, &doc) != nil {
		if text := strings.TrimSpace(string(body)); !strings.HasPrefix(text, "<") {
			return complaint{message: text}, nil
		}
		return complaint{}, nil
	}
	m = complaint{message: loose(doc.Message), code: loose(doc.Code), param: loose(doc.Param)}
	switch {
	case len(doc.Error) > 0 && doc.Error[0] == '{':
		return m, doc.Error
	case len(doc.Error) > 0:
		m.message = strings.TrimSpace(loose(doc.Error) + " " + m.message)
	case m.message == "":
		m.message = loose(doc.Detail)
	}
	return m, nil
}

// loose is a JSON value as text: a string as itself, null as nothing.
func loose(raw json.RawMessage) string {
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return ""
	case raw[0] == '"':
		return unquote(raw)
	}
	return string(raw)
}

// explain fills in e from a complaint: what it is, and what to do.
func (c *caller) explain(e *Error, m complaint, retry time.Duration) {
	e.Status = m.status
	e.RetryAfter = retry
	e.Excerpt = excerpt(m.message, c.cfg.Key, maxExcerpt)
	bad := m.status == 0 || m.status >= 400
	switch {
	case m.says(saysTooLong):
		e.Kind, e.Hint = ErrTooLong, fmt.Sprintf("context is set to %d tokens, and the server was started with room for fewer: "+
			"lower context, or give the model more room (llama-server -c, and -ub for embeddings; OLLAMA_CONTEXT_LENGTH; vllm --max-model-len)", c.cfg.Context)
	case m.status == http.StatusUnauthorized && c.cfg.Key == "":
		e.Kind, e.Hint, e.Excerpt = ErrKey, "it wants a key, and none is set: put it in the environment variable that key_env names", ""
	case m.status == http.StatusUnauthorized:
		e.Kind, e.Hint, e.Excerpt = ErrKey, "check the environment variable that key_env names: the key may be mistyped, expired or another server's", ""
	case m.status == http.StatusForbidden:
		e.Kind, e.Hint = ErrKey, fmt.Sprintf("the key is known, or none is needed, but %q may not be used with it: see what the account allows", c.cfg.Model)
	case m.status == http.StatusPaymentRequired || m.says(saysQuota):
		e.Kind, e.Hint = ErrQuota, "see the account's billing page, or use another server"
	case bad && m.status < 500 && m.status != http.StatusTooManyRequests && m.says(saysNoModel),
		m.status == http.StatusNotFound && m.says(saysModel):
		e.Kind, e.Hint = ErrModel, fmt.Sprintf("it has no %q: check model, or load it there first (ollama pull, or the server's own way)", c.cfg.Model)
	case m.status == http.StatusNotFound || m.status == http.StatusMethodNotAllowed:
		e.Kind, e.Hint = ErrAddress, `check base_url: most servers want it to end in "/v1"`
	default:
		c.explainStatus(e, m)
	}
}

// explainStatus is explain where only the status tells something.
func (c *caller) explainStatus(e *Error, m complaint) {
	switch m.status {
	case http.StatusTooManyRequests:
		e.Kind, e.transient = ErrBusy, true
		e.Hint = "wait and ask again"
		if e.RetryAfter > 0 {
			e.Hint = fmt.Sprintf("it asks to be left alone for %v", e.RetryAfter.Round(time.Second))
		}
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusServiceUnavailable, 529:
		e.Kind, e.Hint, e.transient = ErrBusy, "it may be starting up or overloaded: ask again in a while", true
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		e.Kind, e.Hint = ErrRefused, "it cannot do this: is it a server for chat completions or embeddings?"
	case http.StatusRequestEntityTooLarge:
		e.Kind, e.Hint = ErrRefused, "it takes no request of this size: lower context or the batch"
	default:
		e.Kind, e.Hint = ErrRefused, "see its log"
		if m.status >= 500 || m.status < 400 {
			e.Kind, e.Hint, e.transient = ErrServer, "see its log; ask again in a while", true
		}
	}
}

// broke fills in e where the request or its answer went no further.
func (c *caller) broke(e *Error, x *exchange, err error) {
	var redirect *redirectError
	switch {
	case errors.As(err, &redirect):
		e.Kind, e.Status = ErrRedirect, x.status
		e.Hint = fmt.Sprintf("to %s, which is not followed, as a key must not travel: if that is right, set base_url to it", redirect.host)
	case errors.Is(err, errTooLarge):
		e.Kind, e.Hint = ErrTooLarge, "reading was stopped: is base_url right?"
	case x.status == 0:
		c.unreached(e, err)
	case ended(err):
		e.Kind, e.Hint, e.transient = ErrCut, "the connection ended in mid-answer: see whether the model server still runs", true
	default:
		e.Kind, e.Status = ErrProtocol, x.status
		e.Hint = fmt.Sprintf("is there such a server at base_url? It sent %q", excerpt(x.kind, c.cfg.Key, 60))
	}
}

// ended tells whether a connection was closed or cut.
func ended(err error) bool {
	var op *net.OpError
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, net.ErrClosed) || errors.As(err, &op) ||
		strings.Contains(err.Error(), "stream error") // of HTTP/2, whose errors net/http keeps to itself
}

// unreached fills in e where no answer came at all.
func (c *caller) unreached(e *Error, err error) {
	e.Kind = ErrUnreachable
	var dns *net.DNSError
	var tlsHeader tls.RecordHeaderError
	var cert *tls.CertificateVerificationError
	var timeout net.Error
	switch {
	case errors.Is(err, errNotLoopback):
		e.Hint = "its name does not stand for this machine, and the key goes over plain HTTP to no other: use 127.0.0.1 or https"
	case errors.Is(err, syscall.ECONNREFUSED):
		e.Hint, e.transient = "nothing listens there: start the model server, or check base_url", true
	case errors.As(err, &dns):
		e.Hint, e.transient = "the name is not known: check base_url and the network", dns.Temporary() && !dns.IsNotFound
	case errors.As(err, &cert), errors.As(err, new(x509.UnknownAuthorityError)), errors.As(err, new(x509.HostnameError)):
		e.Hint = "its certificate is not trusted: check base_url, the clock, and the certificates of this machine"
	case errors.As(err, &tlsHeader), strings.Contains(err.Error(), "server gave HTTP response to HTTPS client"):
		e.Hint = "it does not speak https: check base_url"
	case errors.As(err, &timeout) && timeout.Timeout():
		e.Hint, e.transient = "it did not take the connection in time: check base_url and the network", true
	case ended(err):
		e.Hint, e.transient = "the connection broke before an answer came", true
	default:
		e.Hint = "check base_url and the network"
		e.Excerpt = excerpt(plain(err), c.cfg.Key, maxExcerpt)
	}
}

// plain is an error's text without the address that net/http puts before it.
func plain(err error) string {
	if u := (*url.Error)(nil); errors.As(err, &u) && u.Err != nil {
		return u.Err.Error()
	}
	return err.Error()
}
