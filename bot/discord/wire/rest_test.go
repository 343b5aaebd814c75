package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

func contextOf(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithCancel(t.Context())
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // until it is read, the server does not notice that the client has gone
		r.Body = io.NopCloser(bytes.NewReader(body))
		h(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

func post(c *Client, ctx context.Context, path string) error {
	return c.Do(ctx, Request{Method: "POST", Path: path, Body: map[string]any{"content": "x"}})
}

var interaction = &discordgo.Interaction{ID: "11", AppID: "22", Token: "interaction-token"}

func TestDoSendsAndDecodes(t *testing.T) {
	t.Parallel()
	var got *http.Request
	var body string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		got, body = r, string(raw)
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"id":"99","channel_id":"5","components":[{"type":77}]}`)
	})
	var seen []Observation
	c, _ := newTestClient(t, s.URL+"/sub/api/v9", func(c *Config) {
		c.UserAgent = "DiscordBot (test, 1)"
		c.Observe = func(o Observation) { seen = append(seen, o) }
	})
	if c.API() != s.URL+"/sub/api/v9/" {
		t.Errorf("API() = %s", c.API())
	}
	var out discordgo.Message
	err := c.Do(t.Context(), Request{Method: "POST", Path: "channels/5/messages", Body: map[string]any{"content": "é"},
		Reason: "é b", Out: &out, Query: map[string][]string{"a": {"b c"}}})
	if err != nil || out.ID != "99" {
		t.Fatalf("%v, %+v", err, out)
	}
	if got.URL.String() != "/sub/api/v9/channels/5/messages?a=b+c" || body != `{"content":"é"}` {
		t.Errorf("sent %s with %s", got.URL, body)
	}
	for name, want := range map[string]string{"Authorization": "Bot " + testToken, "Content-Type": "application/json",
		"User-Agent": "DiscordBot (test, 1)", "X-Audit-Log-Reason": "%C3%A9%20b"} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if len(seen) != 1 || seen[0].Kind != "request" || seen[0].Route != "POST /channels/{id}/messages" || seen[0].Status != 201 || seen[0].Took <= 0 {
		t.Errorf("observed %+v", seen)
	}
}

func TestDoRefused(t *testing.T) {
	t.Parallel()
	status, body := 0, ""
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	})
	c, _ := newTestClient(t, s.URL, nil)
	for _, test := range []struct {
		status       int
		body         string
		code         int
		gone, denied bool
	}{
		{404, `{"code":10008,"message":"Unknown Message"}`, 10008, true, false},
		{404, `{"code":0,"message":"404: Not Found"}`, 0, false, false},
		{404, `<html>`, 0, false, false},
		{401, `{"code":50027,"message":"Invalid Webhook Token"}`, 50027, true, false},
		{401, `{"code":0,"message":"401: Unauthorized"}`, 0, false, false},
		{403, `{"code":50013,"message":"Missing Permissions"}`, 50013, false, true},
		{403, `error code: 1020`, 0, false, true},
		{400, `{"code":50035,"message":"Invalid Form Body"}`, 50035, false, false},
	} {
		status, body = test.status, test.body
		err := c.EditMessage(t.Context(), "5", "6", map[string]any{})
		var e *APIError
		if !errors.As(err, &e) || e.Status != test.status || e.Code != test.code || e.Route != "PATCH /channels/{id}/messages/{id}" {
			t.Errorf("%d %s gave %v", test.status, test.body, err)
		}
		if Gone(err) != test.gone || Denied(err) != test.denied {
			t.Errorf("%v: gone %v, denied %v", err, Gone(err), Denied(err))
		}
	}
}

func TestDoAgainAfterFailures(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, method, path string
		once               bool
		status             int // 0: the connection breaks
		tries              int32
	}{
		{"an edit", "PATCH", "webhooks/22/tok/messages/@original", false, 500, 3},
		{"an edit, 502", "PATCH", "webhooks/22/tok/messages/@original", false, 502, 3},
		{"an edit, broken", "PATCH", "webhooks/22/tok/messages/@original", false, 0, 3},
		{"a message", "POST", "channels/5/messages", false, 503, 3},
		{"a message, broken", "POST", "channels/5/messages", false, 0, 3},
		{"a thread", "POST", "channels/5/messages/6/threads", false, 500, 3},
		{"a follow-up", "POST", "webhooks/22/tok", false, 500, 1},
		{"a follow-up, broken", "POST", "webhooks/22/tok", false, 0, 1},
		{"a callback", "POST", "interactions/11/tok/callback", true, 500, 1},
		{"a callback, broken", "POST", "interactions/11/tok/callback", true, 0, 1},
		{"an edit, once", "PATCH", "channels/5/messages/6", true, 500, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var tries atomic.Int32
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				io.Copy(io.Discard, r.Body)
				switch {
				case tries.Add(1) >= 3:
					fmt.Fprint(w, `{}`)
				case test.status == 0:
					panic(http.ErrAbortHandler)
				default:
					w.WriteHeader(test.status)
				}
			})
			c, _ := newTestClient(t, s.URL, nil)
			err := c.Do(t.Context(), Request{Method: test.method, Path: test.path, Body: map[string]any{}, Once: test.once})
			if (err == nil) != (test.tries == 3) || tries.Load() != test.tries {
				t.Errorf("%d tries, error %v", tries.Load(), err)
			}
		})
	}
}

func TestDoAgainWhereNothingWasSent(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {})
	address := s.Listener.Addr().String()
	s.Close()
	c, log := newTestClient(t, "http://"+address, nil)
	err := c.Do(t.Context(), Request{Method: "POST", Path: "interactions/11/s3cret/callback", Once: true, Within: time.Second})
	if err == nil || strings.Contains(err.Error(), "s3cret") || strings.Count(log.String(), "asked again") < 1 {
		t.Errorf("error %v, log:\n%s", err, log)
	}
}

func TestDoCancelled(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	c, _ := newTestClient(t, s.URL, nil)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	start := time.Now()
	if err := post(c, ctx, "channels/1/messages"); !errors.Is(err, context.Canceled) || time.Since(start) > 8*time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}

func TestDoKeepsSecrets(t *testing.T) {
	t.Parallel()
	var auth atomic.Value
	auth.Store("")
	var mode atomic.Value
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		auth.Store(r.Header.Get("Authorization"))
		switch mode.Load() {
		case "break":
			panic(http.ErrAbortHandler)
		case "redirect":
			http.Redirect(w, r, "https://example.org/"+interaction.Token, http.StatusTemporaryRedirect)
		case "refuse":
			w.WriteHeader(400)
			fmt.Fprintf(w, `{"message":"bad %s %s","code":1}`, interaction.Token, testToken)
		case "garbage":
			fmt.Fprint(w, `{"id": "`+interaction.Token)
		case "429":
			w.WriteHeader(429)
			fmt.Fprint(w, `<html>`)
		case "slow":
			<-r.Context().Done()
		}
	})
	c, log := newTestClient(t, s.URL, func(c *Config) { c.Tuning.RequestTimeout = 200 * time.Millisecond })
	for _, way := range []string{"break", "redirect", "refuse", "garbage", "429", "slow"} {
		mode.Store(way)
		var out discordgo.Message
		for _, r := range []Request{
			{Method: "POST", Path: join("interactions", "11", interaction.Token, "callback"), Once: true},
			{Method: "PATCH", Path: original(interaction)},
		} {
			r.Within, r.Out = 900*time.Millisecond, &out
			err := c.Do(t.Context(), r)
			text := fmt.Sprintf("%v %+v", err, err)
			var e *APIError
			if errors.As(err, &e) {
				text += e.Message
			}
			if err == nil || strings.Contains(text, interaction.Token) || strings.Contains(text, testToken) {
				t.Errorf("%s: %s", way, text)
			}
			if auth.Load() != "" {
				t.Errorf("%s: the bot's token travelled with an interaction's", way)
			}
		}
	}
	if strings.Contains(log.String(), interaction.Token) {
		t.Error("the log holds an interaction's token")
	}
}

func TestDoFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	var elsewhere atomic.Int32
	other := serve(t, func(w http.ResponseWriter, r *http.Request) { elsewhere.Add(1) })
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL, http.StatusFound) })
	c, _ := newTestClient(t, s.URL, nil)
	_, err := c.Me(t.Context())
	if !errors.Is(err, errRedirected) || elsewhere.Load() != 0 {
		t.Errorf("%v; %d requests elsewhere", err, elsewhere.Load())
	}
}

func TestDoRefusesOddPaths(t *testing.T) {
	t.Parallel()
	c, _ := newTestClient(t, "http://127.0.0.1:1", nil)
	for _, path := range []string{"", "channels/../users/@me", "channels//x", "channels/5?x=1", "a b"} {
		if err := c.Do(t.Context(), Request{Method: "GET", Path: path}); !errors.Is(err, errPath) {
			t.Errorf("%q gave %v", path, err)
		}
	}
	if got := join("channels", "../users", "", ".."); got != "channels/..%2Fusers/-/-" {
		t.Errorf("join gave %s", got)
	}
}
