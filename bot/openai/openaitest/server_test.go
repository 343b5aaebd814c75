package openaitest_test

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"verbatim/bot/openai/openaitest"
)

func post(t *testing.T, url, key, body string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if key != "" {
		req.Header.Set("Authorization", "Bearer "+key)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	return resp
}

const chat = `{"model":"m","stream":%t,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi there"}]}`

// TestStream reads what the server streams as a client without a library would.
func TestStream(t *testing.T) {
	srv := openaitest.New(t)
	srv.RequireKey("secret")
	srv.Reply(func(r openaitest.Request) openaitest.Reply {
		return openaitest.Say("You said: ", r.Last())
	})
	resp := post(t, srv.URL+"/chat/completions", "secret", fmt.Sprintf(chat, true))
	var events []string
	for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			events = append(events, data)
		}
	}
	all := strings.Join(events, "\n")
	if len(events) != 6 || events[5] != "[DONE]" || !strings.Contains(all, `"content":"Hi there"`) ||
		!strings.Contains(events[3], `"finish_reason":"stop"`) || !strings.Contains(events[4], `"prompt_tokens":2`) {
		t.Errorf("events:\n%s", all)
	}
	r := srv.Requests()[0]
	if !r.HasKey("secret") || r.HasKey("other") || !r.Keyed() || strings.Contains(fmt.Sprintf("%+v", r), "secret") {
		t.Errorf("request %+v", r)
	}
}

// TestChecks holds what the server refuses by itself.
func TestChecks(t *testing.T) {
	srv := openaitest.New(nil)
	defer srv.Close()
	srv.Script()
	tests := []struct {
		path, body string
		status     int
	}{
		{"/chat/completions", "{", 400},
		{"/chat/completions", `{"messages":[]}`, 400},
		{"/chat/completions", `{"model":"m","messages":[]}`, 400},
		{"/chat/completions", `{"model":"m","messages":[{"role":"boss","content":"x"}]}`, 400},
		{"/chat/completions", `{"model":"m","messages":[{"role":"user","content":""}]}`, 400},
		{"/chat/completions", fmt.Sprintf(chat, false), 500},
		{"/embeddings", `{"model":"m"}`, 400},
		{"/embeddings", `{"model":"m","input":7}`, 400},
		{"/embeddings", `{"model":"m","input":"one"}`, 200},
		{"/other", `{}`, 404},
	}
	for _, tt := range tests {
		if got := post(t, srv.URL+tt.path, "", tt.body).StatusCode; got != tt.status {
			t.Errorf("%s %s: status %d, want %d", tt.path, tt.body, got, tt.status)
		}
	}
	srv.RequireKey("secret")
	if got := post(t, srv.URL+"/embeddings", "wrong", `{"model":"m","input":"one"}`).StatusCode; got != 401 {
		t.Errorf("wrong key: status %d", got)
	}
	srv.Close()
}

// TestHangEndsWithServer shows that nothing outlives the server.
func TestHangEndsWithServer(t *testing.T) {
	srv := openaitest.New(t)
	srv.Script(openaitest.Reply{Deltas: []string{"x"}, Hang: true})
	resp := post(t, srv.URL+"/chat/completions", "", fmt.Sprintf(chat, true))
	srv.Close()
	if _, err := io.ReadAll(resp.Body); err == nil {
		t.Error("the answer ended well")
	}
}

func TestVector(t *testing.T) {
	a, b := openaitest.Vector("Peace and SECURITY", 16), openaitest.Vector("security, and peace!", 16)
	if fmt.Sprint(a) != fmt.Sprint(b) {
		t.Errorf("%v and %v", a, b)
	}
	var sum float32
	for _, x := range openaitest.Vector("", 4) {
		sum += x
	}
	if sum == 0 {
		t.Error("no words, no vector")
	}
}
