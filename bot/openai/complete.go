package openai

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	goopenai "github.com/sashabaranov/go-openai"
)

// A Client asks one model on one server for completions. It is safe for use
// by several goroutines at once.
type Client struct {
	caller
	headless atomic.Bool // answers begin within reasoning: see thinker
}

// caller is what completions and embeddings share.
type caller struct {
	cfg     Config
	host    string
	api     *goopenai.Client
	dialect atomic.Pointer[dialect]
	limit   int64 // bytes of a body; set by tests, which have no time for the real one
}

// reasoner tells by name the models whose templates are known to open the reasoning themselves.
var reasoner = regexp.MustCompile(`(?i)\br1\b|qwq|think|reason|magistral`)

// New makes a Client. It sends nothing: a server that is down is found out by
// the first call.
func New(c Config) (*Client, error) {
	out := &Client{}
	if err := out.set(c); err != nil {
		return nil, err
	}
	out.headless.Store(reasoner.MatchString(out.cfg.Model))
	return out, nil
}

func (c *caller) set(cfg Config) error {
	cfg = cfg.withDefaults()
	if err := cfg.check(); err != nil {
		return err
	}
	lib := goopenai.DefaultConfig(cfg.Key)
	lib.BaseURL = cfg.BaseURL
	lib.HTTPClient = httpClient(cfg)
	c.cfg, c.host, c.api = cfg, hostOf(cfg.BaseURL), goopenai.NewClientWithConfig(lib)
	c.dialect.Store(&dialect{})
	return nil
}

// Model is the model's name, as configured.
func (c *caller) Model() string { return c.cfg.Model }

// String names model and server.
func (c *caller) String() string { return c.cfg.Model + " at " + c.host }

// GoString is String, so that no way of printing prints the key within.
func (c *caller) GoString() string { return c.String() }

// A Message is one turn of the conversation that is to be gone on with.
type Message struct {
	Role    string // system, user or assistant
	Content string
}

// A Completion is what the model said.
type Completion struct {
	Text      string // without reasoning, control characters, and white space around it
	TokensIn  int
	TokensOut int  // reasoning included, where the server counts it
	Truncated bool // the model was stopped before it was done
	Estimated bool // the server reported no usage: the tokens are CountTokens' estimate
}

// Complete asks the model to go on with messages. The text is handed to sink
// piece by piece as it comes, from the calling goroutine, and returned whole;
// the pieces together are the whole. One case is different: a model whose
// answer turns out to have begun in the middle of its reasoning, so that what
// sink got was none of the answer. Text is right then, and from the next call
// on nothing is handed over before the reasoning's end (nor in the first, with
// a model whose name says that it reasons). A nil sink is allowed.
//
// What fails for a passing reason is tried again, unless sink has been given
// something: then the half that came is dropped and the error is ErrCut or what
// else it was. The error is an [*Error], a [*TooLongError] where nothing was
// sent, or wraps ctx's error.
func (c *Client) Complete(ctx context.Context, messages []Message, sink func(delta string)) (Completion, error) {
	if err := c.fits(messages); err != nil {
		return Completion{}, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.cfg.Timeout, errOverall)
	defer cancel()
	var out Completion
	began := time.Now()
	err := c.retry(ctx, func() (err error) {
		out, err = c.fluent(ctx, messages, sink)
		return err
	})
	if err != nil {
		return Completion{}, err
	}
	c.report(ctx, messages, out, time.Since(began))
	return out, nil
}

// report logs the sizes of a call, none of its words.
func (c *Client) report(ctx context.Context, messages []Message, out Completion, took time.Duration) {
	c.cfg.Log.LogAttrs(ctx, slog.LevelDebug, "completion", slog.String("host", c.host), slog.String("model", c.cfg.Model),
		slog.Int("tokens_in", out.TokensIn), slog.Int("tokens_out", out.TokensOut),
		slog.Bool("truncated", out.Truncated), slog.Duration("took", took))
	if n := c.PromptTokens(messages); out.TokensIn > n {
		c.cfg.Log.LogAttrs(ctx, slog.LevelWarn, "the model made more tokens of a prompt than were reckoned with; a smaller context setting keeps clear of overflow",
			slog.Int("reckoned", n), slog.Int("counted", out.TokensIn))
	}
}

// fits refuses messages that no server takes, or that overflow the context.
func (c *Client) fits(messages []Message) error {
	if len(messages) == 0 {
		return errors.New("openai: no message to answer")
	}
	for i, m := range messages {
		if m.Role != "system" && m.Role != "user" && m.Role != "assistant" {
			return fmt.Errorf("openai: message %d has the role %q: only system, user and assistant exist", i+1, clip(m.Role, 20))
		}
		if strings.TrimSpace(m.Content) == "" {
			return fmt.Errorf("openai: message %d (%s) is empty", i+1, m.Role)
		}
	}
	if c.Budget(messages) < 0 {
		return &TooLongError{Tokens: c.PromptTokens(messages), Output: c.cfg.MaxOutput, Context: c.cfg.Context}
	}
	return nil
}

// fluent asks in the dialect known so far, and learns from what is refused.
// It ends since each refusal learned from leaves fewer to learn.
func (c *Client) fluent(ctx context.Context, messages []Message, sink func(string)) (Completion, error) {
	for tries := 0; ; tries++ {
		d := *c.dialect.Load()
		out, err := c.once(ctx, messages, d, sink)
		if err == nil {
			return out, nil
		}
		learned, ok := d.learn(err)
		if !ok || tries > 5 {
			return Completion{}, err
		}
		c.dialect.Store(&learned)
		c.cfg.Log.LogAttrs(ctx, slog.LevelDebug, "the server refuses a parameter; asking without it", slog.String("host", c.host))
	}
}

// once is one request and its answer.
func (c *Client) once(outer context.Context, messages []Message, d dialect, sink func(string)) (Completion, error) {
	ctx, w := watch(outer, c.cfg.FirstByte, c.cfg.Idle)
	defer w.stop()
	x := &exchange{stream: true, limit: cmp.Or(c.limit, maxStream), watch: w}
	req, fields := c.request(messages, d)
	x.fields = fields
	r := &reading{sink: sink, limit: 64<<10 + 64*c.cfg.MaxOutput}
	r.think.hold = c.headless.Load()
	err := c.read(context.WithValue(ctx, exchangeKey{}, x), req, x, r)
	if err != nil {
		err = c.failure(outer, ctx, x, err)
		var e *Error
		if r.handed > 0 && errors.As(err, &e) {
			e.transient = false
		}
		return Completion{}, err
	}
	return c.completion(messages, r)
}

// read reads the stream to its end.
func (c *Client) read(ctx context.Context, req goopenai.ChatCompletionRequest, x *exchange, r *reading) error {
	stream, err := c.api.CreateChatCompletionStream(ctx, req)
	if err != nil {
		return err
	}
	defer stream.Close()
	events := 0
	for {
		raw, err := stream.RecvRaw()
		if err != nil {
			return ending(ctx, err, events, x, r)
		}
		events++
		more, err := c.event(raw, x, r)
		if err != nil || !more {
			return err
		}
	}
}

// event takes one event; more is false where reading on is no use.
func (c *Client) event(raw []byte, x *exchange, r *reading) (more bool, err error) {
	var k chunk
	if err := json.Unmarshal(raw, &k); err != nil {
		return false, fmt.Errorf("openai: an event is no chunk of an answer: %w", err)
	}
	if k.failed() {
		m := readComplaint(raw)
		m.message = m.message[:min(len(m.message), maxComplaint)]
		m.status = statusOf(m.code)
		e := &Error{Host: c.host}
		c.explain(e, m, x.retry)
		return false, e
	}
	if !r.take(k) {
		r.finish = "length"
		return false, nil
	}
	if r.finish != "" {
		x.watch.hurry(postscript)
	}
	return true, nil
}

// postscript is how long the token counts are waited for that follow an answer.
const postscript = 5 * time.Second

// statusOf is a code that an error in mid-stream carries, if it is an HTTP status.
func statusOf(code string) int {
	var n int
	if _, err := fmt.Sscanf(code, "%d", &n); err != nil || n < 400 || n > 599 {
		return 0
	}
	return n
}

// ending tells whether the end of a stream is the answer's end. An answer that
// said why it finished is whole, however its stream ended.
func ending(ctx context.Context, err error, events int, x *exchange, r *reading) error {
	switch {
	case r.finish != "" && !errors.Is(ctx.Err(), context.Canceled), r.finish != "" && errors.Is(context.Cause(ctx), errIdle):
		return nil
	case err == io.EOF && events == 0:
		return errors.New("openai: no event in the stream")
	case err == io.EOF && x.finished:
		return nil
	case err == io.EOF:
		return io.ErrUnexpectedEOF
	}
	return err
}

// completion is what was read.
func (c *Client) completion(messages []Message, r *reading) (Completion, error) {
	r.end()
	if r.think.headless {
		c.headless.Store(true)
	}
	out := Completion{
		Text:      r.text.String(),
		TokensIn:  int(r.usage.Prompt),
		TokensOut: int(r.usage.Completion),
		Truncated: r.finish == "length" || r.finish == "content_filter",
	}
	if r.usage == (usage{}) {
		out.Estimated = true
		out.TokensIn, out.TokensOut = c.PromptTokens(messages), CountTokens(out.Text)
	}
	if out.Text == "" {
		return Completion{}, c.empty(out, r)
	}
	return out, nil
}

// empty says why there may be no text.
func (c *Client) empty(out Completion, r *reading) error {
	e := &Error{Kind: ErrEmpty, Host: c.host, Excerpt: excerpt(cleanText(r.refusal.String()), c.cfg.Key, maxExcerpt)}
	switch {
	case e.Excerpt != "":
		e.Hint = "it declined to answer"
	case r.finish == "content_filter":
		e.Hint = "the server's filter withheld it"
	case out.Truncated:
		e.Hint = fmt.Sprintf("all of the %d tokens it may write went into reasoning: allow it more, or choose a model that does not reason", c.cfg.MaxOutput)
	default:
		e.Hint = "ask again, or choose another model"
	}
	return e
}
