package openai_test

import (
	"context"
	"log/slog"
	"os"
	"testing"

	"verbatim/bot/openai"
)

// TestRealServer asks a real server, where OPENAI_TEST_BASE_URL names one that
// needs no key (OPENAI_TEST_MODEL its model, OPENAI_TEST_EMBEDDINGS another
// server for vectors). It checks what holds of any model.
func TestRealServer(t *testing.T) {
	base := os.Getenv("OPENAI_TEST_BASE_URL")
	if base == "" {
		t.Skip("OPENAI_TEST_BASE_URL names no server")
	}
	log := slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	c, err := openai.New(openai.Config{BaseURL: base, Model: os.Getenv("OPENAI_TEST_MODEL"), MaxOutput: 64, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	messages := []openai.Message{
		{Role: "system", Content: "Answer in one short sentence."},
		{Role: "user", Content: "[1] The delegation said: \"States should not use force.\"\n\nWhat did the delegation say?"},
	}
	var got string
	out, err := c.Complete(context.Background(), messages, func(s string) { got += s })
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%+v", out)
	if got != out.Text || out.Text == "" {
		t.Errorf("pieces %q, text %q", got, out.Text)
	}
	if n := c.PromptTokens(messages); !out.Estimated && out.TokensIn > n {
		t.Errorf("the server counted %d tokens, more than the %d reckoned with", out.TokensIn, n)
	}
}
