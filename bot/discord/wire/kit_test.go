package wire

import (
	"bytes"
	"context"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
)

const testToken = "secret-bot-token"

// quick are times for tests.
var quick = Tuning{
	HelloTimeout:   10 * time.Second,
	ReconnectFirst: 10 * time.Millisecond,
	ReconnectMost:  50 * time.Millisecond,
	IdentifyEvery:  20 * time.Millisecond,
	InvalidMost:    20 * time.Millisecond,
	RequestTimeout: 10 * time.Second,
}

// logBuffer is a log that tests read.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newTestClient(t *testing.T, api string, change func(*Config)) (*Client, *logBuffer) {
	t.Helper()
	log := &logBuffer{}
	c := Config{Token: testToken, API: api, Tuning: quick,
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&c)
	}
	client, err := NewClient(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if strings.Contains(log.String(), c.Token) {
			t.Error("the log holds the bot's token")
		}
	})
	return client, log
}

// recorder keeps what Handle gets.
type recorder struct {
	mu     sync.Mutex
	events []string // IDs of messages; the names of READY and RESUMED
	all    []any
}

func (r *recorder) handle(_ int, event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, event)
	switch e := event.(type) {
	case *discordgo.MessageCreate:
		r.events = append(r.events, e.ID)
	case *discordgo.Ready:
		r.events = append(r.events, "READY")
	case *discordgo.Resumed:
		r.events = append(r.events, "RESUMED")
	}
}

func (r *recorder) list() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.events, " ")
}

// running is a gateway under test.
type running struct {
	*Gateway
	*recorder
	log  *logBuffer
	stop context.CancelFunc
	done chan error
}

// start runs a gateway against the stand-in, and stops it at the test's end.
func start(t *testing.T, s *gatewayServer, change func(*GatewayConfig)) *running {
	t.Helper()
	client, log := newTestClient(t, s.api(), nil)
	return startWith(t, client, log, change)
}

func startWith(t *testing.T, client *Client, log *logBuffer, change func(*GatewayConfig)) *running {
	t.Helper()
	r := &running{recorder: &recorder{}, log: log, done: make(chan error, 1)}
	g := GatewayConfig{Intents: discordgo.IntentGuildMessages | discordgo.IntentMessageContent,
		Fallback: discordgo.IntentGuildMessages, Handle: r.handle}
	if change != nil {
		change(&g)
	}
	r.Gateway = client.NewGateway(g)
	ctx, cancel := context.WithCancel(t.Context())
	r.stop = cancel
	go func() { r.done <- r.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		select {
		case <-r.done:
		case <-time.After(5 * time.Second):
			t.Error("Run does not return")
		}
	})
	return r
}

// halt ends the context, and gives what Run returned and how long that took.
func (r *running) halt(t *testing.T) (time.Duration, error) {
	t.Helper()
	start := time.Now()
	r.stop()
	select {
	case err := <-r.done:
		r.done <- err
		return time.Since(start), err
	case <-time.After(10 * time.Second):
		t.Fatal("Run does not return")
		return 0, nil
	}
}

// result waits until Run returns by itself.
func (r *running) result(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.done:
		r.done <- err
		return err
	case <-time.After(20 * time.Second):
		t.Fatal("Run does not return")
		return nil
	}
}

// until waits for a condition.
func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("in vain: %s", what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (r *running) until(t *testing.T, events string) {
	t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for r.list() != events {
		if time.Now().After(deadline) {
			t.Fatalf("events %q, want %q; log:\n%s", r.list(), events, r.log)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// noLeaks fails if goroutines of ours or discordgo's are still there after a while.
func noLeaks(t *testing.T) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for {
		left := ours()
		if left == "" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("goroutines are left:\n%s", left)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func ours() string {
	buf := make([]byte, 1<<20)
	buf = buf[:runtime.Stack(buf, true)]
	var left []string
	for _, g := range strings.Split(string(buf), "\n\n") {
		if strings.Contains(g, "_test.go") || strings.Contains(g, "testing.") {
			continue
		}
		if strings.Contains(g, "verbatim/bot/discord/wire") || strings.Contains(g, "bwmarrin/discordgo") {
			left = append(left, g)
		}
	}
	return strings.Join(left, "\n\n")
}
