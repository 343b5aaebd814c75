package openai_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"verbatim/bot/openai"
	"verbatim/bot/openai/openaitest"
)

// sse makes a stream of these events.
func sse(events ...string) openaitest.Reply {
	return openaitest.Reply{Raw: "data: " + strings.Join(events, "\n\ndata: ") + "\n\n"}
}

func content(s string) string { return `{"choices":[{"index":0,"delta":{"content":"` + s + `"}}]}` }

const stop = `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`

// TestAnswers holds the forms in which servers answer, each to be read as the
// text that was meant.
func TestAnswers(t *testing.T) {
	tests := map[string]struct {
		reply openaitest.Reply
		want  string
	}{
		"deltas":                  {openaitest.Say("Two ", "words."), "Two words."},
		"white space around":      {openaitest.Say("\n\n ", " Two", " ", "words. ", "\n"), "Two words."},
		"one JSON body":           {openaitest.Reply{Whole: true, Deltas: []string{"Two ", "words."}}, "Two words."},
		"one body, as a stream":   {openaitest.Reply{Whole: true, Deltas: []string{"Two words."}, Header: map[string]string{"Content-Type": "text/event-stream"}}, "Two words."},
		"CRLF":                    {openaitest.Reply{CRLF: true, Deltas: []string{"Two ", "words."}}, "Two words."},
		"keep-alives":             {openaitest.Reply{Gap: strings.Repeat(": keep-alive\n\n", 700), Deltas: []string{"Two ", "words."}}, "Two words."},
		"no end mark":             {openaitest.Reply{NoDone: true, Deltas: []string{"Two words."}}, "Two words."},
		"no finish reason":        {openaitest.Reply{Finish: "none", Deltas: []string{"Two words."}}, "Two words."},
		"no space after the mark": {openaitest.Reply{Raw: "data:" + content("Two words.") + "\n\ndata:[DONE]\n\n"}, "Two words."},
		"carriage returns alone":  {openaitest.Reply{Raw: "data: " + content("Two words.") + "\r\rdata: [DONE]\r\r"}, "Two words."},
		"byte order mark":         {openaitest.Reply{Raw: "\ufeffdata: " + content("Two words.") + "\n\ndata: [DONE]\n\n"}, "Two words."},
		"no empty lines":          {openaitest.Reply{Raw: "data: " + content("Two ") + "\ndata: " + content("words.") + "\ndata: [DONE]\n"}, "Two words."},
		"last line without end":   {openaitest.Reply{Raw: "data: " + content("Two ") + "\n\ndata: " + `{"choices":[{"delta":{"content":"words."},"finish_reason":"stop"}]}`}, "Two words."},
		"end mark without end":    {openaitest.Reply{Raw: "data: " + content("Two words.") + "\n\ndata: [DONE]"}, "Two words."},
		"data over two lines":     {openaitest.Reply{Raw: "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"Two words.\"}}]}\n\ndata: [DONE]\n\n"}, "Two words."},
		"other fields":            {openaitest.Reply{Raw: "event: message\nid: 7\nretry: 10\ndata: " + content("Two words.") + "\n\ndata: [DONE]\n\n"}, "Two words."},
		"empty choices":           {sse(`{"choices":[]}`, `{"choices":null}`, `{}`, content("Two words."), stop, "[DONE]"), "Two words."},
		"odd values unused":       {sse(`{"created":1.5e300,"id":7,"choices":[{"delta":{"content":"Two words.","tool_calls":"none"},"logprobs":3}]}`, stop), "Two words."},
		"null content":            {sse(`{"choices":[{"delta":{"content":null}}]}`, content("Two words."), stop), "Two words."},
		"content in parts":        {sse(`{"choices":[{"delta":{"content":[{"type":"thinking","thinking":[]},{"type":"text","text":"Two words."}]}}]}`, stop), "Two words."},
		"a second choice":         {sse(`{"choices":[{"index":1,"delta":{"content":"Other."}}]}`, content("Two words."), stop), "Two words."},
		"reasoning apart":         {openaitest.Reply{Reasoning: []string{"hm, ", "well"}, Deltas: []string{"Two words."}}, "Two words."},
		"reasoning in line":       {openaitest.Say("<thi", "nk>\nhm, <b>", "</th", "ink>\n\nTwo ", "words."), "Two words."},
		"reasoning, not ended":    {openaitest.Say("Two words.", "<think> hm"), "Two words."},
		"less than":               {openaitest.Say("a ", "<", " b <thin", " air"), "a < b <thin air"},
		"split character":         {openaitest.Reply{Raw: "data: " + content("Z\xc3") + "\n\ndata: " + content("\xbcrich") + "\n\ndata: [DONE]\n\n"}, "Zürich"},
		"split surrogates":        {sse(content(`\ud83d`), content(`\ude00!`), "[DONE]"), "😀!"},
		"surrogate alone":         {sse(content(`a\ud83d`), content(`b\ude00`), "[DONE]"), "a\ufffdb\ufffd"},
		"broken bytes":            {openaitest.Reply{Raw: "data: " + content("a\xff\xfeb\xe2\x82") + "\n\ndata: [DONE]\n\n"}, "a\ufffd\ufffdb\ufffd"},
		"control characters":      {openaitest.Say("a\x00\x1b[31mb\r\nc\u0085\td\x7f"), "a[31mb\nc\td"},
		"escapes":                 {sse(content(`\"\\\/\b\f\n\r\t\u00e9x`), "[DONE]"), "\"\\/\n\n\téx"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Script(tt.reply)
			out, err := ask(t, client(t, srv, nil))
			if err != nil {
				t.Fatal(err)
			}
			if out.Text != tt.want {
				t.Errorf("text %q, want %q", out.Text, tt.want)
			}
			if n := len(srv.Requests()); n != 1 {
				t.Errorf("%d requests for one answer", n)
			}
		})
	}
}

func TestUsage(t *testing.T) {
	counted := &openaitest.Usage{Prompt: 11, Completion: 7, Total: 18}
	tests := map[string]struct {
		reply     openaitest.Reply
		in, out   int
		truncated bool
		estimated bool
	}{
		"at the end":      {openaitest.Reply{Deltas: []string{"One."}, Usage: counted}, 11, 7, false, false},
		"in one body":     {openaitest.Reply{Whole: true, Deltas: []string{"One."}, Usage: counted}, 11, 7, false, false},
		"in each chunk":   {sse(`{"choices":[{"delta":{"content":"One."}}],"usage":{"prompt_tokens":11,"completion_tokens":1}}`, `{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":7}}`, `{"choices":[],"usage":null}`), 11, 7, false, false},
		"never":           {openaitest.Reply{Deltas: []string{"One."}, NoUsage: true}, -1, openai.CountTokens("One."), false, true},
		"zeros":           {openaitest.Reply{Deltas: []string{"One."}, Usage: &openaitest.Usage{}}, -1, openai.CountTokens("One."), false, true},
		"stopped short":   {openaitest.Reply{Deltas: []string{"One"}, Usage: counted, Finish: "length"}, 11, 7, true, false},
		"filtered midway": {openaitest.Reply{Deltas: []string{"One"}, Usage: counted, Finish: "content_filter"}, 11, 7, true, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Script(tt.reply)
			c := client(t, srv, nil)
			out, err := ask(t, c)
			if err != nil {
				t.Fatal(err)
			}
			if tt.in < 0 {
				tt.in = c.PromptTokens(hello)
			}
			want := openai.Completion{Text: out.Text, TokensIn: tt.in, TokensOut: tt.out, Truncated: tt.truncated, Estimated: tt.estimated}
			if out != want {
				t.Errorf("got %+v, want %+v", out, want)
			}
		})
	}
}

func TestRequest(t *testing.T) {
	srv := openaitest.New(t)
	srv.RequireKey(sentinel)
	srv.Script(openaitest.Say("Yes."))
	if _, err := ask(t, client(t, srv, func(c *openai.Config) { c.Key = sentinel + "\n"; c.MaxOutput = 99; c.BaseURL += "/" })); err != nil {
		t.Fatal(err)
	}
	r := srv.Requests()[0]
	if r.Path != "/v1/chat/completions" || r.Model != "scripted" || !r.Stream || !r.IncludeUsage || r.Seed != nil {
		t.Errorf("request %+v", r)
	}
	if r.Temperature == nil || *r.Temperature != 0 || r.MaxTokens == nil || *r.MaxTokens != 99 || r.MaxCompletionTokens != nil {
		t.Errorf("parameters in %s", r.Body)
	}
	if len(r.Messages) != 2 || r.Messages[0].Role != "system" || r.Last() != "Hello?" {
		t.Errorf("messages %+v", r.Messages)
	}
	if !r.HasKey(sentinel) || strings.Contains(r.Header.Get("Authorization"), "sentinel") {
		t.Error("the key did not arrive, or is shown")
	}
}

func TestNoKeyNoHeader(t *testing.T) {
	srv := openaitest.New(t)
	srv.Script(openaitest.Say("Yes."))
	if _, err := ask(t, client(t, srv, nil)); err != nil {
		t.Fatal(err)
	}
	if srv.Requests()[0].Keyed() {
		t.Error("a header was sent without a key")
	}
}

// TestDialects plays servers that refuse a parameter: each is asked again
// without it, and the next call does not ask for it in the first place.
func TestDialects(t *testing.T) {
	refuse := func(when func(openaitest.Request) bool, no openaitest.Reply) func(openaitest.Request) openaitest.Reply {
		return func(r openaitest.Request) openaitest.Reply {
			if when(r) {
				return no
			}
			return openaitest.Say("Yes.")
		}
	}
	oldLimit := func(r openaitest.Request) bool { return r.MaxTokens != nil }
	hot := func(r openaitest.Request) bool { return r.Temperature != nil }
	usage := func(r openaitest.Request) bool { return r.IncludeUsage }
	system := func(r openaitest.Request) bool { return r.Messages[0].Role == "system" }
	tests := map[string]struct {
		model  string
		script func(openaitest.Request) openaitest.Reply
		calls  int // requests of the first answer
	}{
		"stream_options, by name": {"m", refuse(usage, openaitest.FailWith(400, "Unrecognized request argument supplied: stream_options", "", "")), 2},
		"stream_options, by FastAPI": {"m", refuse(usage, openaitest.JSON(422, map[string]any{"detail": []any{map[string]any{
			"loc": []string{"body", "stream_options"}, "msg": "Extra inputs are not permitted"}}})), 2},
		"max_tokens": {"m", refuse(oldLimit, openaitest.FailWith(400, "Unsupported parameter: 'max_tokens' is not supported with this model. "+
			"Use 'max_completion_tokens' instead.", "unsupported_parameter", "max_tokens")), 2},
		"temperature": {"m", refuse(hot, openaitest.FailWith(400, "Unsupported value: 'temperature' does not support 0 with this model. "+
			"Only the default (1) value is supported.", "unsupported_value", "temperature")), 2},
		"all of a reasoning model's": {"gpt-5-mini", refuse(func(r openaitest.Request) bool { return oldLimit(r) || hot(r) },
			openaitest.FailWith(400, "Unsupported value: 'temperature' does not support 0 with this model.", "unsupported_value", "temperature")), 2},
		"system role":           {"m", refuse(system, openaitest.Fail(400, "System role not supported")), 2},
		"system role, as a 500": {"m", refuse(system, openaitest.Fail(500, "Value is not callable: raise_exception('System role not supported')")), 2},
		"two things at two goes": {"m", func(r openaitest.Request) openaitest.Reply {
			if usage(r) {
				return openaitest.Fail(400, "unknown field: stream_options")
			}
			return refuse(hot, openaitest.Fail(400, "temperature is not supported by this model"))(r)
		}, 3},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Reply(tt.script)
			c := client(t, srv, func(c *openai.Config) { c.Model = tt.model })
			for i, want := range []int{tt.calls, tt.calls + 1} {
				if out, err := ask(t, c); err != nil || out.Text != "Yes." {
					t.Fatalf("call %d: %+v, %v", i+1, out, err)
				}
				if n := len(srv.Requests()); n != want {
					t.Errorf("%d requests after call %d, want %d", n, i+1, want)
				}
			}
			if last := srv.Requests()[tt.calls]; !strings.Contains(last.Body, "Be brief.") {
				t.Errorf("the system message was lost: %s", last.Body)
			}
		})
	}
}

func TestRefusedForGood(t *testing.T) {
	for _, message := range []string{
		"Unsupported parameter: 'max_tokens' and 'max_completion_tokens' and 'temperature' and 'stream_options' are not supported",
		"max_tokens is too large: 1024. This model supports at most 512 completion tokens",
		"messages: something else is wrong",
	} {
		srv := openaitest.New(t)
		srv.Script(openaitest.Fail(400, message))
		_, err := ask(t, client(t, srv, nil))
		wantError(t, err, openai.ErrRefused, message[:20])
		if n := len(srv.Requests()); n > 8 {
			t.Errorf("%d requests before giving up", n)
		}
	}
}

// TestReasoningWithoutOpening is a model whose chat template opens the reasoning.
func TestReasoningWithoutOpening(t *testing.T) {
	srv := openaitest.New(t)
	srv.Script(openaitest.Say("I wonder. ", "</think>", "\n\nTwo ", "words."))
	c := client(t, srv, nil)
	var got string
	out, err := c.Complete(t.Context(), hello, func(s string) { got += s })
	if err != nil || out.Text != "Two words." || !strings.HasSuffix(got, out.Text) {
		t.Fatalf("%+v, %v, sink got %q", out, err, got)
	}
	for _, c := range []*openai.Client{c, client(t, srv, func(c *openai.Config) { c.Model = "deepseek-r1:1.5b" })} {
		if out, err := ask(t, c); err != nil || out.Text != "Two words." {
			t.Errorf("%+v, %v", out, err)
		}
	}
	srv.Script(openaitest.Say("<think>I wonder.</think>", "Two ", "words."))
	pieces := 0
	if out, err := c.Complete(t.Context(), hello, func(string) { pieces++ }); err != nil || out.Text != "Two words." || pieces != 2 {
		t.Errorf("%+v, %v, in %d pieces", out, err, pieces)
	}
	srv.Script(openaitest.Say("No reasoning ", "this time."))
	if out, err := ask(t, c); err != nil || out.Text != "No reasoning this time." {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestEmptyAnswers(t *testing.T) {
	tests := map[string]struct {
		reply openaitest.Reply
		says  string
	}{
		"nothing":           {openaitest.Say(), "ask again"},
		"spaces":            {openaitest.Say(" \n"), "ask again"},
		"reasoning alone":   {openaitest.Reply{Deltas: []string{"<think>hm"}, Finish: "length"}, "went into reasoning"},
		"reasoning apart":   {openaitest.Reply{Reasoning: []string{"hm"}, Finish: "length"}, "went into reasoning"},
		"filtered":          {openaitest.Reply{Finish: "content_filter"}, "filter"},
		"declined":          {sse(`{"choices":[{"delta":{"refusal":"I cannot say."}}]}`, stop), "I cannot say."},
		"calls a tool":      {sse(`{"choices":[{"delta":{"tool_calls":[]},"finish_reason":"tool_calls"}]}`), "another model"},
		"only end mark":     {openaitest.Reply{Raw: "data: " + stop + "\n\ndata: [DONE]\n\n"}, "ask again"},
		"whole and null":    {openaitest.JSON(200, map[string]any{"choices": []any{map[string]any{"message": map[string]any{"content": nil}}}}), "ask again"},
		"no choice at all":  {openaitest.JSON(200, map[string]any{"choices": []any{}}), "ask again"},
		"control and marks": {openaitest.Say("\x00\x01\ufeff"), "ask again"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.Script(tt.reply)
			_, err := ask(t, client(t, srv, nil))
			wantError(t, err, openai.ErrEmpty, tt.says)
		})
	}
}

func TestTooLong(t *testing.T) {
	srv := openaitest.New(t)
	c := client(t, srv, func(c *openai.Config) { c.Context = 600; c.MaxOutput = 200 })
	long := []openai.Message{{Role: "user", Content: strings.Repeat("word ", 1000)}}
	_, err := c.Complete(t.Context(), long, nil)
	wantError(t, err, openai.ErrTooLong, "200", "600")
	var sizes *openai.TooLongError
	if !errors.As(err, &sizes) || sizes.Context != 600 || sizes.Output != 200 || sizes.Tokens != c.PromptTokens(long) {
		t.Errorf("sizes %+v", sizes)
	}
	if len(srv.Requests()) != 0 {
		t.Error("it was sent")
	}
	if room := c.Budget(hello); room <= 0 || room != 400-c.PromptTokens(hello) {
		t.Errorf("budget %d", room)
	}
}

func TestBadMessages(t *testing.T) {
	srv := openaitest.New(t)
	c := client(t, srv, nil)
	for name, messages := range map[string][]openai.Message{
		"none": nil, "empty": {{Role: "user", Content: " \n"}}, "role": {{Role: "tool\x1b", Content: "x"}},
	} {
		if _, err := c.Complete(t.Context(), messages, nil); err == nil || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(srv.Requests()) != 0 {
		t.Error("one was sent")
	}
}

// TestNilSink also shows that a caller may want no pieces.
func TestNilSink(t *testing.T) {
	srv := openaitest.New(t)
	srv.Script(openaitest.Say("Yes."))
	if out, err := client(t, srv, func(c *openai.Config) { c.HTTP = http.DefaultClient }).Complete(t.Context(), hello, nil); err != nil || out.Text != "Yes." {
		t.Errorf("%+v, %v", out, err)
	}
}
