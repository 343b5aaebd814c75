package openai_test

import (
	"context"
	"log/slog"
	"os"
	"strconv"
	"strings"
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

// TestRealContext sends a prompt that is longer than the server's context, which
// OPENAI_TEST_CONTEXT gives in tokens, while the client believes in a larger one.
func TestRealContext(t *testing.T) {
	base := os.Getenv("OPENAI_TEST_BASE_URL")
	tokens, err := strconv.Atoi(os.Getenv("OPENAI_TEST_CONTEXT"))
	if base == "" || err != nil {
		t.Skip("OPENAI_TEST_BASE_URL or OPENAI_TEST_CONTEXT is not set")
	}
	c, err := openai.New(openai.Config{BaseURL: base, Model: os.Getenv("OPENAI_TEST_MODEL"), Context: 10 * tokens})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Complete(t.Context(), []openai.Message{{Role: "user", Content: strings.Repeat("peace ", 2*tokens)}}, nil)
	t.Log(err)
	wantError(t, err, openai.ErrTooLong, "lower context")
}

// TestRealEmbeddings checks a real server's vectors: texts about one thing lie
// nearer to each other than to one about another.
func TestRealEmbeddings(t *testing.T) {
	base := os.Getenv("OPENAI_TEST_EMBEDDINGS")
	if base == "" {
		t.Skip("OPENAI_TEST_EMBEDDINGS names no server")
	}
	e, err := openai.NewEmbeddings(openai.EmbeddingsConfig{Config: openai.Config{BaseURL: base, Model: os.Getenv("OPENAI_TEST_MODEL")}, Batch: 2})
	if err != nil {
		t.Fatal(err)
	}
	vecs, err := e.Passages(t.Context(), []string{"The cat sat on the mat.", "A kitten lay on the rug.", "The committee adopted the annual budget report."})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d dimensions; %.3f, %.3f", e.Model(), len(vecs[0]), dot(vecs[0], vecs[1]), dot(vecs[0], vecs[2]))
	if dot(vecs[0], vecs[1]) <= dot(vecs[0], vecs[2]) {
		t.Error("cats are nearer to budgets than to kittens")
	}
}
