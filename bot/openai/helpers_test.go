package openai_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot/openai"
	"verbatim/bot/openai/openaitest"
)

// sentinel stands for a key wherever one is set, so that a leak can be seen.
const sentinel = "sk-sentinel-0123456789abcdefXYZ"

var hello = []openai.Message{{Role: "system", Content: "Be brief."}, {Role: "user", Content: "Hello?"}}

// waits remembers the waits between attempts instead of waiting.
type waits struct {
	mu  sync.Mutex
	got []time.Duration
}

func (w *waits) sleep(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.got = append(w.got, d)
	return ctx.Err()
}

// client makes a client of srv without real waits; edit may change its configuration.
func client(t *testing.T, srv *openaitest.Server, edit func(*openai.Config)) *openai.Client {
	t.Helper()
	cfg := openai.Config{BaseURL: srv.URL, Model: "scripted", Sleep: new(waits).sleep}
	if edit != nil {
		edit(&cfg)
	}
	c, err := openai.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ask completes hello and checks that the pieces are the whole.
func ask(t *testing.T, c *openai.Client) (openai.Completion, error) {
	t.Helper()
	var pieces strings.Builder
	out, err := c.Complete(t.Context(), hello, func(s string) { pieces.WriteString(s) })
	if err == nil && pieces.String() != out.Text {
		t.Errorf("the pieces make %q, the text is %q", pieces.String(), out.Text)
	}
	if err != nil && out != (openai.Completion{}) {
		t.Errorf("an error came with %+v", out)
	}
	return out, err
}

// logs is a logger and what it wrote.
func logs() (*slog.Logger, func() string) {
	var mu sync.Mutex
	var b bytes.Buffer
	w := writerFunc(func(p []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return b.Write(p)
	})
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug})), func() string {
		mu.Lock()
		defer mu.Unlock()
		return b.String()
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// wantError checks an error's kind, its words, and that it keeps the key to itself.
func wantError(t *testing.T, err, kind error, words ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("error %v, want %v", err, kind)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
	if strings.Contains(err.Error(), "sentinel") {
		t.Errorf("error %q holds the key", err)
	}
	if strings.ContainsAny(err.Error(), "\n\x1b") {
		t.Errorf("error %q is not one clean line", err)
	}
}

// nobody is the base URL of a port where nothing listens.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return "http://" + l.Addr().String() + "/v1"
}
