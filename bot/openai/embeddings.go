package openai

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"strings"

	goopenai "github.com/sashabaranov/go-openai"
)

// What is used where an EmbeddingsConfig says nothing.
const (
	DefaultEmbeddingContext = 512  // tokens: what most embedding models hold
	DefaultBatch            = 32   // texts: what text-embeddings-inference takes at most by default
	DefaultBatchTokens      = 8192 // tokens: a request that a small machine answers in time
)

// An EmbeddingsConfig is a Config with what vectors need beside it. Context is
// how many tokens the model takes of one text; MaxOutput and Temperature mean nothing.
type EmbeddingsConfig struct {
	Config
	Dimensions    int    // of the vectors; asked for where above zero, and held to; 0: the model's own
	QueryPrefix   string // put before a question: "query: " for e5, "search_query: " for nomic
	PassagePrefix string // put before a passage: "passage: " for e5, "search_document: " for nomic
	Batch         int    // texts in one request
	BatchTokens   int    // tokens in one request; a single text may take more
}

// Embeddings turns texts into vectors by way of a server's model. It is safe
// for use by several goroutines at once.
type Embeddings struct {
	caller
	ec EmbeddingsConfig
}

// NewEmbeddings makes an Embeddings. It sends nothing.
func NewEmbeddings(c EmbeddingsConfig) (*Embeddings, error) {
	c.Context = cmp.Or(c.Context, DefaultEmbeddingContext)
	c.MaxOutput = 1
	c.Batch = cmp.Or(c.Batch, DefaultBatch)
	c.BatchTokens = cmp.Or(c.BatchTokens, DefaultBatchTokens)
	if c.Batch < 1 || c.BatchTokens < 1 || c.Dimensions < 0 {
		return nil, errors.New("openai: batch, batch_tokens and dimensions cannot be below zero: leave them out for the defaults")
	}
	e := &Embeddings{ec: c}
	if err := e.set(c.Config); err != nil {
		return nil, err
	}
	if longest := max(len(c.QueryPrefix), len(c.PassagePrefix)); longest > 0 && e.Tokens("") >= e.MaxTokens() {
		return nil, errors.New("openai: the prefixes leave no room for a text: shorten them or raise context")
	}
	return e, nil
}

// Model names the space that the vectors lie in: server, model, the
// dimensions where they were chosen, and the prefixes where there are any (by a
// hash), since each of them makes vectors that do not compare with others.
func (e *Embeddings) Model() string {
	name := e.host + "/" + e.cfg.Model
	if e.ec.Dimensions > 0 {
		name += fmt.Sprintf("/%d", e.ec.Dimensions)
	}
	if e.ec.QueryPrefix != "" || e.ec.PassagePrefix != "" {
		sum := sha256.Sum256([]byte(e.ec.QueryPrefix + "\x00" + e.ec.PassagePrefix))
		name += fmt.Sprintf("/%x", sum[:4])
	}
	return name
}

// MaxTokens is how many tokens of one text the model takes, by Tokens' count.
func (e *Embeddings) MaxTokens() int { return e.cfg.Context }

// Tokens is a cautious estimate of what a text takes, its prefix and the
// model's own marks included: see [CountTokens].
func (e *Embeddings) Tokens(text string) int {
	return 2 + max(CountTokens(e.ec.QueryPrefix+text), CountTokens(e.ec.PassagePrefix+text))
}

// Query is the vector of a question, of unit length. A question that is longer
// than MaxTokens is a TooLongError: cut it first, and say so.
func (e *Embeddings) Query(ctx context.Context, text string) ([]float32, error) {
	vecs, err := e.embed(ctx, e.ec.QueryPrefix, []string{text})
	if err != nil {
		return nil, err
	}
	return vecs[0], nil
}

// Passages are the vectors of texts, in their order, of unit length. Any
// failure fails the whole call.
func (e *Embeddings) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	return e.embed(ctx, e.ec.PassagePrefix, texts)
}

// Probe asks for one vector and returns its length: a way to find out, before
// a long work begins, whether the server is there and can embed.
func (e *Embeddings) Probe(ctx context.Context) (dimensions int, err error) {
	v, err := e.Query(ctx, "peace")
	return len(v), err
}

// embed embeds texts batch by batch.
func (e *Embeddings) embed(ctx context.Context, prefix string, texts []string) ([][]float32, error) {
	inputs, err := e.inputs(prefix, texts)
	if err != nil {
		return nil, err
	}
	out := make([][]float32, 0, len(inputs))
	for len(inputs) > 0 {
		n := e.batch(inputs)
		vecs, err := e.request(ctx, inputs[:n])
		if err != nil {
			return nil, err
		}
		if len(out) > 0 && len(out[0]) != len(vecs[0]) {
			return nil, e.unusable("it gave vectors of %d dimensions and then of %d: does the name stand for two models there?",
				len(out[0]), len(vecs[0]))
		}
		out, inputs = append(out, vecs...), inputs[n:]
	}
	return out, nil
}

// inputs are the texts as they are sent; one that is empty or too long is an error.
func (e *Embeddings) inputs(prefix string, texts []string) ([]string, error) {
	inputs := make([]string, len(texts))
	for i, t := range texts {
		if strings.TrimSpace(t) == "" {
			return nil, fmt.Errorf("openai: text %d of %d to embed is empty", i+1, len(texts))
		}
		if n := e.Tokens(t); n > e.MaxTokens() {
			return nil, fmt.Errorf("openai: text %d of %d: %w", i+1, len(texts), &TooLongError{Tokens: n, Context: e.MaxTokens()})
		}
		inputs[i] = prefix + t
	}
	return inputs, nil
}

// batch is how many of the inputs go into the next request: one at least.
func (e *Embeddings) batch(inputs []string) int {
	tokens := 0
	for i, in := range inputs {
		tokens += 2 + CountTokens(in)
		if i == e.ec.Batch || i > 0 && tokens > e.ec.BatchTokens {
			return i
		}
	}
	return len(inputs)
}

// request embeds one batch, with retries. Timeout is the limit of each batch.
func (e *Embeddings) request(ctx context.Context, inputs []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, e.cfg.Timeout, errOverall)
	defer cancel()
	var resp goopenai.EmbeddingResponse
	err := e.retry(ctx, func() (err error) {
		resp, err = e.fluent(ctx, inputs)
		return err
	})
	if err != nil {
		return nil, err
	}
	return e.vectors(resp.Data, len(inputs))
}

// fluent asks with the dimensions that were chosen, and without if the server
// refuses to be told: the model's own may be the same, which vectors checks.
func (e *Embeddings) fluent(ctx context.Context, inputs []string) (goopenai.EmbeddingResponse, error) {
	for {
		d := *e.dialect.Load()
		resp, err := e.once(ctx, inputs, d)
		if err == nil || d.noDimensions || e.ec.Dimensions == 0 {
			return resp, err
		}
		learned, ok := d.learn(err)
		if !ok || !learned.noDimensions {
			return resp, err
		}
		e.dialect.Store(&learned)
	}
}

func (e *Embeddings) once(outer context.Context, inputs []string, d dialect) (goopenai.EmbeddingResponse, error) {
	ctx, w := watch(outer, e.cfg.FirstByte, e.cfg.Idle)
	defer w.stop()
	x := &exchange{limit: cmp.Or(e.limit, maxVectors), watch: w}
	req := goopenai.EmbeddingRequest{Input: inputs, Model: goopenai.EmbeddingModel(e.cfg.Model)}
	if !d.noDimensions {
		req.Dimensions = e.ec.Dimensions
	}
	resp, err := e.api.CreateEmbeddings(context.WithValue(ctx, exchangeKey{}, x), req)
	if err != nil {
		return resp, e.failure(outer, ctx, x, err)
	}
	return resp, nil
}

// vectors puts a batch's vectors in the order of its texts, and checks them.
func (e *Embeddings) vectors(data []goopenai.Embedding, want int) ([][]float32, error) {
	if len(data) != want {
		return nil, e.unusable("it gave %d vectors for %d texts: lower the batch, or see its log", len(data), want)
	}
	unnumbered := true // some servers number none, and keep the order
	for _, d := range data {
		unnumbered = unnumbered && d.Index == 0
	}
	out := make([][]float32, want)
	for i, d := range data {
		at := d.Index
		if unnumbered {
			at = i
		}
		if at < 0 || at >= want || out[at] != nil {
			return nil, e.unusable("it numbered the vectors of %d texts wrongly: %d is there twice or beyond the end", want, at)
		}
		v, err := e.unit(d.Embedding, len(data[0].Embedding))
		if err != nil {
			return nil, err
		}
		out[at] = v
	}
	return out, nil
}

// unit is v at unit length.
func (e *Embeddings) unit(v []float32, dims int) ([]float32, error) {
	switch {
	case len(v) == 0:
		return nil, e.unusable("it gave a vector without numbers: can this model embed? llama-server needs --embeddings, and --pooling with some models")
	case e.ec.Dimensions > 0 && len(v) != e.ec.Dimensions:
		return nil, e.unusable("it gave vectors of %d dimensions where %d are asked for: set dimensions to what the model has", len(v), e.ec.Dimensions)
	case len(v) != dims:
		return nil, e.unusable("it gave vectors of %d and of %d dimensions in one answer", dims, len(v))
	}
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 || math.IsNaN(sum) || math.IsInf(sum, 0) {
		return nil, e.unusable("it gave a vector of zero or endless length: the model may be damaged, or the text be none that it knows")
	}
	norm := math.Sqrt(sum)
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(float64(x) / norm)
	}
	return out, nil
}

func (e *Embeddings) unusable(format string, args ...any) error {
	return &Error{Kind: ErrVectors, Host: e.host, Hint: fmt.Sprintf(format, args...)}
}
