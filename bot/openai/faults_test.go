package openai_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"verbatim/bot/openai"
	"verbatim/bot/openai/openaitest"
)

// TestRefusals holds what servers say when they fail, in their own words, and
// what the operator is to be told. None of these is worth another attempt.
func TestRefusals(t *testing.T) {
	detail := map[string]any{"detail": "Not Found"}
	tests := map[string]struct {
		reply openaitest.Reply
		kind  error
		says  []string
	}{
		"wrong key":            {openaitest.FailWith(401, "Incorrect API key provided: sk-senti***********fXYZ.", "invalid_api_key", ""), openai.ErrKey, []string{"401", "key_env"}},
		"forbidden":            {openaitest.Fail(403, "Your plan does not include it"), openai.ErrKey, []string{"403", "scripted", "plan"}},
		"forbidden, no words":  {openaitest.Reply{Status: 403, Raw: " "}, openai.ErrKey, []string{"403"}},
		"OpenAI, model":        {openaitest.FailWith(404, "The model `scripted` does not exist or you do not have access to it.", "model_not_found", ""), openai.ErrModel, []string{"scripted"}},
		"Ollama, model":        {openaitest.JSON(404, map[string]any{"error": map[string]any{"message": `model "scripted" not found, try pulling it first`, "type": "api_error"}}), openai.ErrModel, []string{"ollama pull"}},
		"Ollama, old":          {openaitest.JSON(404, map[string]any{"error": "model 'scripted' not found"}), openai.ErrModel, nil},
		"vLLM, model":          {openaitest.JSON(404, map[string]any{"object": "error", "message": "The model `scripted` does not exist.", "type": "NotFoundError", "code": 404}), openai.ErrModel, nil},
		"model, as a 400":      {openaitest.Fail(400, "invalid model name passed"), openai.ErrModel, nil},
		"no such address":      {openaitest.Reply{Status: 404, Raw: "404 page not found\n"}, openai.ErrAddress, []string{"/v1"}},
		"FastAPI, no address":  {openaitest.JSON(404, detail), openai.ErrAddress, []string{"/v1", "Not Found"}},
		"method":               {openaitest.Reply{Status: 405, Raw: " "}, openai.ErrAddress, nil},
		"OpenAI, context":      {openaitest.FailWith(400, "This model's maximum context length is 4097 tokens. However, you requested 5000 tokens. Please reduce the length.", "context_length_exceeded", "messages"), openai.ErrTooLong, []string{"4096", "lower context"}},
		"llama.cpp, context":   {openaitest.JSON(400, map[string]any{"error": map[string]any{"code": 400, "message": "the request exceeds the available context size. try increasing the context size", "type": "exceed_context_size_error", "n_prompt_tokens": 5000, "n_ctx": 4096}}), openai.ErrTooLong, nil},
		"llama.cpp, as a 500":  {openaitest.Fail(500, "the request exceeds the available context size, try increasing it"), openai.ErrTooLong, nil},
		"vLLM, context":        {openaitest.JSON(400, map[string]any{"object": "error", "message": "'max_tokens' or 'max_completion_tokens' is too large: 1024. This model's maximum context length is 1000 tokens", "code": 400}), openai.ErrTooLong, nil},
		"quota, as a 429":      {openaitest.FailWith(429, "You exceeded your current quota, please check your plan", "insufficient_quota", ""), openai.ErrQuota, []string{"billing"}},
		"payment":              {openaitest.Reply{Status: 402, Raw: `{"error":{"message":"Insufficient credits","code":402}}`}, openai.ErrQuota, nil},
		"other bad request":    {openaitest.Fail(400, "messages must alternate"), openai.ErrRefused, []string{"messages must alternate"}},
		"too large":            {openaitest.Reply{Status: 413, Raw: " "}, openai.ErrRefused, []string{"batch"}},
		"not for this":         {openaitest.Fail(501, "This server does not support chat completions."), openai.ErrRefused, nil},
		"teapot in HTML":       {openaitest.Reply{Status: 418, Raw: "<html>teapot</html>"}, openai.ErrRefused, nil},
		"moved":                {openaitest.Redirect(301, "https://other.example/v1/chat?token="+sentinel), openai.ErrRedirect, []string{"https://other.example", "base_url"}},
		"found, relative":      {openaitest.Redirect(302, "/login"), openai.ErrRedirect, []string{"127.0.0.1"}},
		"temporary redirect":   {openaitest.Redirect(307, "http://[::1]:1/"), openai.ErrRedirect, []string{"[::1]:1"}},
		"permanent redirect":   {openaitest.Redirect(308, "//user:sentinel@other.example/x"), openai.ErrRedirect, []string{"other.example"}},
		"redirect to nowhere":  {openaitest.Redirect(303, ""), openai.ErrRedirect, []string{"unreadable"}},
		"not modified":         {openaitest.Reply{Status: 304}, openai.ErrRedirect, nil},
		"a web page":           {openaitest.Reply{Raw: "<!doctype html><p>Welcome</p>", Header: map[string]string{"Content-Type": "text/html"}}, openai.ErrProtocol, []string{"text/html"}},
		"not JSON":             {openaitest.Reply{Raw: "data: hello\n\ndata: [DONE]\n\n"}, openai.ErrProtocol, nil},
		"only the end mark":    {openaitest.Reply{Raw: "data: [DONE]\n\n"}, openai.ErrProtocol, nil},
		"nothing":              {openaitest.Reply{Raw: "\n\n"}, openai.ErrProtocol, nil},
		"an echo of the key":   {openaitest.Fail(400, "bad header Authorization: Bearer "+sentinel), openai.ErrRefused, []string{"[key]"}},
		"control characters":   {openaitest.Fail(400, "bad\x1b[31m\nthing\u202e"), openai.ErrRefused, []string{"bad [31m thing"}},
		"a very long message":  {openaitest.Fail(400, strings.Repeat("long ", 100_000)), openai.ErrRefused, []string{"…"}},
		"a wide error in JSON": {openaitest.Reply{Status: 400, Raw: `{"error":` + strings.Repeat(`{"error":`, 3000)}, openai.ErrRefused, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Script(tt.reply)
			_, err := ask(t, client(t, srv, func(c *openai.Config) { c.Key = sentinel }))
			wantError(t, err, tt.kind, tt.says...)
			if n := len(srv.Requests()); n != 1 {
				t.Errorf("%d requests", n)
			}
			if len(err.Error()) > 800 {
				t.Errorf("an error of %d bytes: %v", len(err.Error()), err)
			}
		})
	}
}

func TestNoKeySet(t *testing.T) {
	srv := openaitest.New(t)
	srv.RequireKey(sentinel)
	_, err := ask(t, client(t, srv, nil))
	wantError(t, err, openai.ErrKey, "none is set", "key_env")
}

// TestTransient holds what is tried again, and that it then succeeds.
func TestTransient(t *testing.T) {
	tests := map[string]openaitest.Reply{
		"too many":            openaitest.Fail(429, "Rate limit reached"),
		"loading":             openaitest.JSON(503, map[string]any{"error": map[string]any{"code": 503, "message": "Loading model", "type": "unavailable_error"}}),
		"internal":            openaitest.Reply{Status: 500, Raw: "boom"},
		"bad gateway":         openaitest.Reply{Status: 502, Raw: "<html>Bad gateway</html>"},
		"gateway time-out":    openaitest.Reply{Status: 504, Raw: " "},
		"overloaded":          openaitest.Reply{Status: 529, Raw: " "},
		"request time-out":    openaitest.Reply{Status: 408, Raw: " "},
		"cut before a word":   openaitest.Reply{Cut: true},
		"cut while reasoning": openaitest.Reply{Deltas: []string{"<think>hm"}, Cut: true},
		"ends without end":    {Raw: "data: " + `{"choices":[{"delta":{"role":"assistant"}}]}` + "\n\n"},
		"half a document":     {Raw: `{"choices":[{"message":{"content":"Half`},
		"error in the stream": {Raw: "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":503}}\n\n"},
	}
	for name, reply := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Script(reply, reply, openaitest.Say("Yes."))
			var w waits
			logger, logged := logs()
			c := client(t, srv, func(c *openai.Config) { c.Sleep = w.sleep; c.Log = logger; c.Key = sentinel })
			if out, err := ask(t, c); err != nil || out.Text != "Yes." {
				t.Fatalf("%+v, %v", out, err)
			}
			if len(w.got) != 2 || w.got[0] > 500*time.Millisecond || w.got[1] > time.Second {
				t.Errorf("waits %v", w.got)
			}
			if s := logged(); strings.Count(s, "trying again") != 2 || strings.Contains(s, "sentinel") || strings.Contains(s, "Hello?") {
				t.Errorf("log:\n%s", s)
			}
		})
	}
}

// TestGivingUp shows that retries end, also when none is wanted.
func TestGivingUp(t *testing.T) {
	for retries, want := range map[int]int{-1: 1, 0: 1 + openai.DefaultRetries, 1: 2} {
		srv := openaitest.New(t)
		srv.Script(openaitest.Fail(503, "Loading model"))
		_, err := ask(t, client(t, srv, func(c *openai.Config) { c.Retries = retries }))
		wantError(t, err, openai.ErrBusy, "Loading model")
		if n := len(srv.Requests()); n != want {
			t.Errorf("retries %d: %d requests, want %d", retries, n, want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	busy := func(after string) openaitest.Reply {
		r := openaitest.Fail(429, "slow down")
		r.Header["Retry-After"] = after
		return r
	}
	tests := map[string]struct {
		after    string
		from, to time.Duration // of the wait; both 0: no second attempt
	}{
		"seconds":      {"20", 20 * time.Second, 20 * time.Second},
		"fraction":     {"1.5", 1500 * time.Millisecond, 1500 * time.Millisecond},
		"date":         {time.Now().Add(20 * time.Second).UTC().Format(http.TimeFormat), 15 * time.Second, 20 * time.Second},
		"past date":    {time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat), 0, 500 * time.Millisecond},
		"zero":         {"0", 0, 500 * time.Millisecond},
		"negative":     {"-5", 0, 500 * time.Millisecond},
		"no number":    {"soon", 0, 500 * time.Millisecond},
		"not a number": {"NaN", 0, 500 * time.Millisecond},
		"an hour":      {"3600", 0, 0},
		"for ever":     {"1e300", 0, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Script(busy(tt.after), openaitest.Say("Yes."))
			var w waits
			_, err := ask(t, client(t, srv, func(c *openai.Config) { c.Sleep = w.sleep }))
			if tt.to == 0 {
				wantError(t, err, openai.ErrBusy, "left alone for")
				return
			}
			if err != nil || len(w.got) != 1 || w.got[0] < tt.from || w.got[0] > tt.to {
				t.Errorf("waits %v, want %v to %v; %v", w.got, tt.from, tt.to, err)
			}
		})
	}
}

// TestBrokenOff holds what happens once a part of the answer was handed over:
// no second attempt, no half answer.
func TestBrokenOff(t *testing.T) {
	half := "data: " + content("Two ") + "\n\n"
	tests := map[string]struct {
		reply openaitest.Reply
		kind  error
	}{
		"cut":                {openaitest.Reply{Deltas: []string{"Two "}, Cut: true}, openai.ErrCut},
		"ended early":        {openaitest.Reply{Raw: half}, openai.ErrCut},
		"error object":       {openaitest.Reply{Raw: half + "data: {\"error\":{\"message\":\"CUDA out of memory\",\"type\":\"x\"}}\n\n", Hang: true}, openai.ErrServer},
		"error, spaced":      {openaitest.Reply{Raw: half + "event: error\ndata: { \"error\" : \"boom\" }\n\n", Hang: true}, openai.ErrServer},
		"error, llama.cpp":   {openaitest.Reply{Raw: half + "error: {\"code\":500,\"message\":\"boom\"}\n\n", Hang: true}, openai.ErrServer},
		"error, in words":    {openaitest.Reply{Raw: half + "error: boom\n\n", Hang: true}, openai.ErrServer},
		"error, vLLM":        {openaitest.Reply{Raw: half + "data: {\"object\":\"error\",\"message\":\"boom\",\"code\":500}\n\n"}, openai.ErrServer},
		"context overflow":   {openaitest.Reply{Raw: half + "data: {\"error\":{\"message\":\"context size exceeded\",\"code\":\"x\"}}\n\n"}, openai.ErrTooLong},
		"no JSON":            {openaitest.Reply{Raw: half + "data: {oops\n\n"}, openai.ErrProtocol},
		"an endless event":   {openaitest.Reply{Raw: half + "data: ", Repeat: strings.Repeat("x", 1<<16)}, openai.ErrTooLarge},
		"an endless line":    {openaitest.Reply{Raw: half, Repeat: strings.Repeat("x", 1<<16)}, openai.ErrTooLarge},
		"endless keep-alive": {openaitest.Reply{Raw: half, Repeat: strings.Repeat(": still here\n\n", 4096)}, openai.ErrTooLarge},
		"endless reasoning":  {openaitest.Reply{Raw: half, Repeat: strings.Repeat(`data: {"choices":[{"delta":{"reasoning_content":"hm"}}]}`+"\n\n", 1024)}, openai.ErrTooLarge},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Script(tt.reply)
			var got string
			c := client(t, srv, nil)
			c.SetLimit(1 << 18)
			out, err := c.Complete(t.Context(), hello, func(s string) { got += s })
			wantError(t, err, tt.kind)
			if got != "Two" || out.Text != "" {
				t.Errorf("sink got %q, text %q", got, out.Text)
			}
			if n := len(srv.Requests()); n != 1 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// TestEndlessAnswer is a server that ignores the limit: the answer ends where
// no honest one can be longer, and counts as truncated.
func TestEndlessAnswer(t *testing.T) {
	srv := openaitest.New(t)
	srv.Script(openaitest.Reply{Repeat: strings.Repeat("data: "+content("word ")+"\n\n", 1024)})
	out, err := ask(t, client(t, srv, func(c *openai.Config) { c.MaxOutput = 100 }))
	if err != nil || !out.Truncated || len(out.Text) > 100<<10 {
		t.Errorf("%d bytes, truncated %t, %v", len(out.Text), out.Truncated, err)
	}
}

// TestTimeouts uses limits of some milliseconds against servers that never go on.
func TestTimeouts(t *testing.T) {
	const short = 30 * time.Millisecond
	never := make(chan struct{})
	tests := map[string]struct {
		reply openaitest.Reply
		edit  func(*openai.Config)
		says  string
	}{
		"no headers":    {openaitest.Reply{Before: never}, func(c *openai.Config) { c.FirstByte = short }, "nothing came within"},
		"no first byte": {openaitest.Reply{Mute: true, Hang: true}, func(c *openai.Config) { c.FirstByte = short }, "nothing came within"},
		"silence":       {openaitest.Reply{Deltas: []string{"Two "}, Hang: true}, func(c *openai.Config) { c.Idle = short }, "fell silent"},
		"overall":       {openaitest.Reply{Deltas: []string{"Two "}, Hang: true}, func(c *openai.Config) { c.Timeout = short }, "not there after"},
		"overall, busy": {openaitest.Reply{Repeat: ": wait\n\n"}, func(c *openai.Config) { c.Timeout = short }, "not there after"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Script(tt.reply)
			_, err := ask(t, client(t, srv, tt.edit))
			wantError(t, err, openai.ErrTimeout, tt.says)
			if n := len(srv.Requests()); n != 1 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// TestWholeWithoutEnd is a server that says why it stopped and then hangs: the
// answer is whole, and is not lost.
func TestWholeWithoutEnd(t *testing.T) {
	srv := openaitest.New(t)
	srv.Script(openaitest.Reply{Raw: "data: " + content("Two words.") + "\n\ndata: " + stop + "\n\n", Hang: true})
	out, err := ask(t, client(t, srv, func(c *openai.Config) { c.Idle = 30 * time.Millisecond }))
	if err != nil || out.Text != "Two words." || !out.Estimated {
		t.Errorf("%+v, %v", out, err)
	}
}

// TestCancel stops at each stage, and never tries again.
func TestCancel(t *testing.T) {
	for name, reply := range map[string]openaitest.Reply{
		"waiting":   {Before: make(chan struct{})},
		"streaming": {Deltas: []string{"Two "}, Hang: true},
		"retrying":  openaitest.Fail(503, "busy"),
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			srv := openaitest.New(t)
			srv.Reply(func(openaitest.Request) openaitest.Reply {
				if name == "waiting" {
					cancel()
				}
				return reply
			})
			c := client(t, srv, func(c *openai.Config) {
				c.Sleep = func(ctx context.Context, _ time.Duration) error { cancel(); <-ctx.Done(); return ctx.Err() }
			})
			out, err := c.Complete(ctx, hello, func(string) { cancel() })
			if !errors.Is(err, context.Canceled) || out.Text != "" {
				t.Errorf("%+v, %v", out, err)
			}
			if n := len(srv.Requests()); n != 1 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

func TestDeadlineOfTheCaller(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	srv := openaitest.New(t)
	srv.Script(openaitest.Reply{Hang: true})
	if _, err := client(t, srv, nil).Complete(ctx, hello, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
}

// TestNobodyThere is a port where nothing listens.
func TestNobodyThere(t *testing.T) {
	base := nobody(t)
	var w waits
	c, err := openai.New(openai.Config{BaseURL: base, Model: "m", Key: sentinel, Retries: 2, Sleep: w.sleep})
	if err != nil {
		t.Fatal(err)
	}
	_, err = ask(t, c)
	wantError(t, err, openai.ErrUnreachable, "nothing listens there", strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/v1"))
	if len(w.got) != 2 {
		t.Errorf("waits %v", w.got)
	}
}

// TestTLS talks https: to a server whose certificate nobody vouches for, to one
// that does not speak it, and with a client that knows the certificate.
func TestTLS(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"choices":[{"message":{"content":"Safe."},"finish_reason":"stop"}]}`)
	}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0)
	srv.StartTLS()
	defer srv.Close()
	plain := openaitest.New(t)
	open := func(base string, h *http.Client) *openai.Client {
		c, err := openai.New(openai.Config{BaseURL: base, Model: "m", Key: sentinel, HTTP: h, Sleep: new(waits).sleep})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	_, err := ask(t, open(srv.URL, nil))
	wantError(t, err, openai.ErrUnreachable, "certificate")
	_, err = ask(t, open(strings.Replace(plain.URL, "http:", "https:", 1), nil))
	wantError(t, err, openai.ErrUnreachable, "does not speak https")
	if out, err := ask(t, open(srv.URL, srv.Client())); err != nil || out.Text != "Safe." {
		t.Errorf("%+v, %v", out, err)
	}
}

// TestRedirectsOfCallersClient shows that a client which would follow redirects
// does not do so here, and is itself left as it was.
func TestRedirectsOfCallersClient(t *testing.T) {
	target := openaitest.New(t)
	target.Script(openaitest.Say("stolen"))
	srv := openaitest.New(t)
	srv.Script(openaitest.Redirect(307, target.URL+"/chat/completions"))
	own := &http.Client{Transport: &http.Transport{}}
	_, err := ask(t, client(t, srv, func(c *openai.Config) { c.Key = sentinel; c.HTTP = own }))
	wantError(t, err, openai.ErrRedirect)
	if len(target.Requests()) != 0 {
		t.Error("the redirect was followed")
	}
	if own.CheckRedirect != nil || own.Transport.(*http.Transport).Proxy != nil {
		t.Error("the caller's client was changed")
	}
}

// TestNoProxyToThisMachine sets a proxy that must see nothing.
func TestNoProxyToThisMachine(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t.Errorf("the proxy was asked for %s", r.URL)
	}))
	defer proxy.Close()
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	srv := openaitest.New(t)
	srv.Script(openaitest.Say("Yes."))
	always := &http.Transport{Proxy: func(r *http.Request) (*url.URL, error) { return r.URL.Parse(proxy.URL) }}
	for _, h := range []*http.Client{nil, {Transport: always}} {
		if _, err := ask(t, client(t, srv, func(c *openai.Config) { c.Key = sentinel; c.HTTP = h })); err != nil {
			t.Error(err)
		}
	}
}

// TestSecrets prints a configuration and a client in every way.
func TestSecrets(t *testing.T) {
	cfg := openai.Config{BaseURL: "https://api.example/v1", Model: "m", Key: sentinel}
	c, err := openai.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	logger, logged := logs()
	logger.Info("x", "cfg", cfg, "client", c)
	ec := openai.EmbeddingsConfig{Config: cfg}
	e, err := openai.NewEmbeddings(ec)
	if err != nil {
		t.Fatal(err)
	}
	logger.Info("x", "cfg", ec, "embeddings", e)
	asJSON, err := json.Marshal([]any{cfg, ec, c, e})
	if err != nil {
		t.Log(err) // a configuration holds functions
	}
	for _, s := range []string{
		fmt.Sprintf("%#v", c), fmt.Sprintf("%+v", e), fmt.Sprintf("%#v", e), fmt.Sprintf("%#v", ec), fmt.Sprintf("%+v", ec), string(asJSON),
		fmt.Sprint(cfg), fmt.Sprintf("%+v", cfg), fmt.Sprintf("%#v", cfg), fmt.Sprintf("%v", &cfg),
		fmt.Sprint(c), fmt.Sprintf("%+v", c), logged(),
	} {
		if strings.Contains(s, "sentinel") {
			t.Errorf("the key is in %s", s)
		}
	}
}
