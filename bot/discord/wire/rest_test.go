package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

func contextOf(t *testing.T) (context.Context, context.CancelFunc) {
	return context.WithCancel(t.Context())
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// limit writes the headers of a bucket.
func limit(w http.ResponseWriter, bucket string, size, left int, after time.Duration) {
	h := w.Header()
	h.Set("X-RateLimit-Bucket", bucket)
	h.Set("X-RateLimit-Limit", fmt.Sprint(size))
	h.Set("X-RateLimit-Remaining", fmt.Sprint(left))
	h.Set("X-RateLimit-Reset-After", fmt.Sprint(after.Seconds()))
}

// refuse answers 429.
func refuse(w http.ResponseWriter, after time.Duration, global bool) {
	if global {
		w.Header().Set("X-RateLimit-Global", "true")
		w.Header().Set("X-RateLimit-Reset-After", fmt.Sprint(after.Seconds())) // discordgo's zero bucket dies of these two
	}
	w.WriteHeader(http.StatusTooManyRequests)
	fmt.Fprintf(w, `{"message":"You are being rate limited.","retry_after":%f,"global":%v}`, after.Seconds(), global)
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
	err := c.Do(t.Context(), Request{Method: "POST", Path: "interactions/11/tok/callback", Once: true, Within: time.Second})
	if err == nil || strings.Contains(err.Error(), "tok") || strings.Count(log.String(), "asked again") < 1 {
		t.Errorf("error %v, log:\n%s", err, log)
	}
}

func TestDoRateLimited(t *testing.T) {
	t.Parallel()
	for _, global := range []bool{false, true} {
		var tries atomic.Int32
		var first time.Time
		var took time.Duration
		s := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if tries.Add(1) == 1 {
				first = time.Now()
				refuse(w, 300*time.Millisecond, global)
				return
			}
			took = time.Since(first)
			fmt.Fprint(w, `{}`)
		})
		c, _ := newTestClient(t, s.URL, nil)
		if err := c.Respond(t.Context(), interaction, map[string]any{"type": 5}); err != nil { // Once, and repeated all the same
			t.Errorf("global %v: %v", global, err)
		}
		if tries.Load() != 2 || took < 290*time.Millisecond {
			t.Errorf("global %v: %d tries, the second after %v", global, tries.Load(), took)
		}
	}
}

func TestDoLimited(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { refuse(w, time.Minute, false) })
	c, _ := newTestClient(t, s.URL, nil)
	start := time.Now()
	err := c.Do(t.Context(), Request{Method: "PATCH", Path: "channels/5", Within: 2 * time.Second})
	if !errors.Is(err, ErrLimited) || time.Since(start) > time.Second {
		t.Errorf("%v after %v: it must say at once that there is no time", err, time.Since(start))
	}
	err = c.Do(t.Context(), Request{Method: "PATCH", Path: "channels/5", Within: 2 * time.Second}) // not sent: the bucket is shut
	if !errors.Is(err, ErrLimited) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	err = c.Do(ctx, Request{Method: "PATCH", Path: "channels/5", Within: 5 * time.Minute})
	if !errors.Is(err, context.Canceled) || errors.Is(err, ErrLimited) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestDoGlobalPause(t *testing.T) {
	t.Parallel()
	var tries atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if tries.Add(1) == 1 {
			refuse(w, 500*time.Millisecond, true)
			return
		}
		fmt.Fprint(w, `{}`)
	})
	c, _ := newTestClient(t, s.URL, nil)
	var all sync.WaitGroup
	all.Go(func() { post(c, t.Context(), "channels/1/messages") })
	until(t, "the refusal", func() bool { c.limits.mu.Lock(); defer c.limits.mu.Unlock(); return !c.limits.paused.IsZero() })
	start := time.Now()
	if err := c.Respond(t.Context(), interaction, map[string]any{"type": 5}); err != nil || time.Since(start) > 300*time.Millisecond {
		t.Errorf("a callback waits for the global limit: %v, %v", time.Since(start), err)
	}
	if err := c.EditOriginal(t.Context(), interaction, map[string]any{}, nil); err != nil || time.Since(start) > 300*time.Millisecond {
		t.Errorf("an edit with an interaction's token waits for the global limit: %v, %v", time.Since(start), err)
	}
	if err := post(c, t.Context(), "channels/2/messages"); err != nil || time.Since(start) < 300*time.Millisecond {
		t.Errorf("another channel does not wait: %v, %v", time.Since(start), err)
	}
	all.Wait()
}

// A server that enforces a bucket of 5 in 400 ms on each channel must never
// have to refuse, and what waits holds nobody else up.
func TestDoKeepsToBuckets(t *testing.T) {
	t.Parallel()
	const size, window = 5, 400 * time.Millisecond
	var mu sync.Mutex
	begun, used := map[string]time.Time{}, map[string]int{}
	var refused, most, flying atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if n := flying.Add(1); n > most.Load() {
			most.Store(n)
		}
		defer flying.Add(-1)
		mu.Lock()
		key := strings.Split(r.URL.Path, "/")[2]
		if now := time.Now(); now.Sub(begun[key]) >= window {
			begun[key], used[key] = now, 0
		}
		used[key]++
		left, after := size-used[key], time.Until(begun[key].Add(window))
		mu.Unlock()
		if left < 0 {
			refused.Add(1)
			refuse(w, after, false)
			return
		}
		limit(w, "abc", size, left, after)
		time.Sleep(30 * time.Millisecond)
		fmt.Fprint(w, `{}`)
	})
	c, _ := newTestClient(t, s.URL, nil)
	var all sync.WaitGroup
	for range 13 {
		all.Go(func() {
			if err := post(c, t.Context(), "channels/1/messages"); err != nil {
				t.Error(err)
			}
		})
	}
	time.Sleep(100 * time.Millisecond)
	start := time.Now()
	if err := post(c, t.Context(), "channels/2/messages"); err != nil || time.Since(start) > 300*time.Millisecond {
		t.Errorf("another channel was held up: %v, %v", time.Since(start), err)
	}
	all.Wait()
	if refused.Load() != 0 {
		t.Errorf("%d requests were refused", refused.Load())
	}
	if most.Load() < 3 {
		t.Errorf("at most %d requests were under way at once", most.Load())
	}
}

func TestDoSlowAnswerHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "slow") {
			select {
			case <-r.Context().Done():
			case <-time.After(10 * time.Second):
			}
		}
		fmt.Fprint(w, `{}`)
	})
	c, _ := newTestClient(t, s.URL, func(c *Config) { c.Tuning.RequestTimeout = 700 * time.Millisecond })
	done := make(chan error)
	slow := &discordgo.Interaction{ID: "1", AppID: "22", Token: "slow"}
	go func() {
		done <- c.Do(t.Context(), Request{Method: "PATCH", Path: original(slow), Within: time.Second})
	}()
	time.Sleep(50 * time.Millisecond)
	start := time.Now()
	if err := c.EditOriginal(t.Context(), interaction, map[string]any{}, nil); err != nil || time.Since(start) > 500*time.Millisecond {
		t.Errorf("another interaction's edit took %v: %v", time.Since(start), err)
	}
	err := <-done
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
		t.Errorf("the slow one: %v after %v", err, time.Since(start))
	}
}

func TestDoCancelled(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	c, _ := newTestClient(t, s.URL, nil)
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	start := time.Now()
	if err := post(c, ctx, "channels/1/messages"); !errors.Is(err, context.Canceled) || time.Since(start) > time.Second {
		t.Errorf("%v after %v", err, time.Since(start))
	}
}

func TestDo200CallbacksAtOnce(t *testing.T) {
	t.Parallel()
	var came atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		came.Add(1)
		time.Sleep(100 * time.Millisecond)
		w.WriteHeader(http.StatusNoContent)
	})
	c, _ := newTestClient(t, s.URL, nil)
	var all sync.WaitGroup
	start := time.Now()
	for n := range 200 {
		all.Go(func() {
			i := &discordgo.Interaction{ID: fmt.Sprint(n), AppID: "22", Token: fmt.Sprintf("token-%d", n)}
			if err := c.Respond(t.Context(), i, map[string]any{"type": 5}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if came.Load() != 200 || time.Since(start) > 2500*time.Millisecond {
		t.Errorf("%d came within %v", came.Load(), time.Since(start))
	}
}

func TestDoKeepsSecrets(t *testing.T) {
	t.Parallel()
	var auth atomic.Value
	auth.Store("")
	mode := ""
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		auth.Store(r.Header.Get("Authorization"))
		switch mode {
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
	for _, mode = range []string{"break", "redirect", "refuse", "garbage", "429", "slow"} {
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
				t.Errorf("%s: %s", mode, text)
			}
			if auth.Load() != "" {
				t.Errorf("%s: the bot's token travelled with an interaction's", mode)
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

func TestManyRefusalsSlowDown(t *testing.T) {
	t.Parallel()
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusForbidden) })
	c, log := newTestClient(t, s.URL, nil)
	for range refusedMost {
		c.refused.count(&exchange{status: 403})
	}
	if !strings.Contains(log.String(), "shut this address out") {
		t.Error("nothing is said of it")
	}
	start := time.Now()
	for range 2 {
		c.Typing(t.Context(), "5")
	}
	if took := time.Since(start); took < 400*time.Millisecond {
		t.Errorf("two requests took %v", took)
	}
	r := newRefusals(c.log)
	r.count(&exchange{status: 429, header: http.Header{"X-Ratelimit-Scope": {"shared"}}, body: []byte(`{}`)})
	if n := r.recent(time.Now()); n != 0 {
		t.Errorf("a shared limit counts: %d", n)
	}
	r.count(&exchange{status: 401})
	if n := r.recent(time.Now().Add(11 * time.Minute)); n != 0 {
		t.Errorf("%d are counted after the window", n)
	}
}

func TestBucketsAreForgotten(t *testing.T) {
	t.Parallel()
	l := newLimiter()
	for n := range 100 {
		r, _ := routeOf("POST", fmt.Sprintf("interactions/1/tok%d/callback", n), "")
		p, err := l.acquire(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		p.release(&exchange{status: 204, header: http.Header{}})
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep(time.Now().Add(time.Hour))
	if len(l.buckets) != 0 {
		t.Errorf("%d buckets are kept", len(l.buckets))
	}
}

func TestHelpers(t *testing.T) {
	t.Parallel()
	var got string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got = r.Method + " " + r.URL.String() + " " + string(body)
		switch {
		case strings.HasSuffix(r.URL.Path, "/6/threads"):
			w.WriteHeader(400)
			fmt.Fprint(w, `{"code":160004}`)
		case strings.HasSuffix(r.URL.Path, "commands"), strings.HasSuffix(r.URL.Path, "roles"):
			fmt.Fprint(w, `[{"id":"1"},null]`)
		case strings.HasSuffix(r.URL.Path, "typing"), r.Method == "DELETE":
			w.WriteHeader(http.StatusNoContent)
		default:
			fmt.Fprint(w, `{"id":"1","name":"n","flags":5,"username":"n"}`)
		}
	})
	c, _ := newTestClient(t, s.URL, nil)
	ctx, x := t.Context(), map[string]any{"a": 1}
	var m discordgo.Message
	for want, call := range map[string]func() error{
		`POST /interactions/11/interaction-token/callback {"a":1}`:                      func() error { return c.Respond(ctx, interaction, x) },
		`PATCH /webhooks/22/interaction-token/messages/@original {"a":1}`:               func() error { return c.EditOriginal(ctx, interaction, x, &m) },
		`DELETE /webhooks/22/interaction-token/messages/@original `:                     func() error { return c.DeleteOriginal(ctx, interaction) },
		`POST /webhooks/22/interaction-token?wait=true {"a":1}`:                         func() error { return c.Followup(ctx, interaction, x, nil) },
		`POST /channels/5/messages {"a":1}`:                                             func() error { return c.SendMessage(ctx, "5", x, &m) },
		`PATCH /channels/5/messages/6 {"a":1}`:                                          func() error { return c.EditMessage(ctx, "5", "6", x) },
		`DELETE /channels/5/messages/6 `:                                                func() error { return c.DeleteMessage(ctx, "5", "6") },
		`POST /channels/5/typing `:                                                      func() error { return c.Typing(ctx, "5") },
		`POST /channels/5/messages/7/threads {"auto_archive_duration":1440,"name":"n"}`: func() error { _, err := c.StartThread(ctx, "5", "7", "n"); return err },
		`GET /channels/6 `:              func() error { _, err := c.StartThread(ctx, "5", "6", "n"); return err },
		`GET /users/@me `:               func() error { u, err := c.Me(ctx); return same(u.Username, "n", err) },
		`GET /applications/@me `:        func() error { a, err := c.Application(ctx); return same(a.Flags, 5, err) },
		`GET /guilds/8/members/9 `:      func() error { _, err := c.Member(ctx, "8", "9"); return err },
		`GET /guilds/8/roles `:          func() error { r, err := c.Roles(ctx, "8"); return same(len(r), 1, err) },
		`GET /applications/2/commands `: func() error { r, err := c.Commands(ctx, "2", ""); return same(len(r), 1, err) },
		`PUT /applications/2/guilds/8/commands [{"a":1}]`: func() error {
			r, err := c.OverwriteCommands(ctx, "2", "8", []any{x})
			return same(len(r), 1, err)
		},
	} {
		if err := call(); err != nil || got != want {
			t.Errorf("%v: sent %q, want %q", err, got, want)
		}
	}
}

func same[T comparable](got, want T, err error) error {
	if err == nil && got != want {
		err = fmt.Errorf("got %v, want %v", got, want)
	}
	return err
}

// withFile is a body that brings a file.
type withFile struct {
	Content string `json:"content"`
}

func (withFile) Attachments() []*discordgo.File {
	return []*discordgo.File{{Name: "a.csv", ContentType: "text/csv", Reader: strings.NewReader("x,y")}}
}

func TestAttachments(t *testing.T) {
	t.Parallel()
	var tries atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			t.Error(err)
			return
		}
		var m map[string]any
		if json.Unmarshal([]byte(r.FormValue("payload_json")), &m) != nil || m["content"] != "hi" {
			t.Errorf("payload_json is %s", r.FormValue("payload_json"))
		}
		f, h, err := r.FormFile("files[0]")
		if err != nil {
			t.Error(err)
			return
		}
		if raw, _ := io.ReadAll(f); string(raw) != "x,y" || h.Filename != "a.csv" {
			t.Errorf("file %s: %q", h.Filename, raw)
		}
		if tries.Add(1) == 1 {
			w.WriteHeader(500)
		}
	})
	c, _ := newTestClient(t, s.URL, nil)
	if err := c.SendMessage(t.Context(), "5", withFile{"hi"}, nil); err != nil || tries.Load() != 2 {
		t.Errorf("%v after %d tries", err, tries.Load())
	}
}
