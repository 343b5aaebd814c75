package openai_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"verbatim/bot/openai"
	"verbatim/bot/openai/openaitest"
)

func embeddings(t *testing.T, srv *openaitest.Server, edit func(*openai.EmbeddingsConfig)) *openai.Embeddings {
	t.Helper()
	cfg := openai.EmbeddingsConfig{Config: openai.Config{BaseURL: srv.URL, Model: "bag", Sleep: new(waits).sleep}}
	if edit != nil {
		edit(&cfg)
	}
	e, err := openai.NewEmbeddings(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func length(v []float32) float64 {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	return math.Sqrt(sum)
}

func dot(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func TestEmbeddings(t *testing.T) {
	srv := openaitest.New(t)
	e := embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.Batch = 2 })
	texts := []string{"the group shall meet", "rules of behaviour of States", "peace and security", "a fourth text", "a fifth"}
	vecs, err := e.Passages(t.Context(), texts)
	if err != nil {
		t.Fatal(err)
	}
	q, err := e.Query(t.Context(), "behaviour of States")
	if err != nil {
		t.Fatal(err)
	}
	best := 0
	for i, v := range vecs {
		if len(v) != openaitest.DefaultDims || math.Abs(length(v)-1) > 1e-6 {
			t.Errorf("vector %d: %d dimensions, length %g", i, len(v), length(v))
		}
		if dot(q, v) > dot(q, vecs[best]) {
			best = i
		}
	}
	if len(vecs) != len(texts) || best != 1 {
		t.Errorf("%d vectors, nearest %d", len(vecs), best)
	}
	if n := len(srv.Requests()); n != 4 {
		t.Errorf("%d requests for 5 texts, 2 at a time, and a question", n)
	}
	if none, err := e.Passages(t.Context(), nil); err != nil || len(none) != 0 || len(srv.Requests()) != 4 {
		t.Errorf("no texts: %v, %v", none, err)
	}
	if n, err := e.Probe(t.Context()); n != openaitest.DefaultDims || err != nil {
		t.Errorf("probe: %d, %v", n, err)
	}
}

func TestEmbeddingBatchesByTokens(t *testing.T) {
	srv := openaitest.New(t)
	text := strings.Repeat("peace ", 20)
	e := embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.BatchTokens = 3 * (openai.CountTokens(text) + 2) })
	if _, err := e.Passages(t.Context(), []string{text, text, text, text}); err != nil {
		t.Fatal(err)
	}
	var sizes []int
	for _, r := range srv.Requests() {
		sizes = append(sizes, len(r.Input))
	}
	if fmt.Sprint(sizes) != "[3 1]" {
		t.Errorf("batches of %v", sizes)
	}
	one := embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.BatchTokens = 1 })
	if _, err := one.Passages(t.Context(), []string{text, text}); err != nil {
		t.Error(err)
	}
}

func TestEmbeddingPrefixes(t *testing.T) {
	srv := openaitest.New(t)
	e := embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.QueryPrefix = "query: "; c.PassagePrefix = "passage: " })
	if _, err := e.Query(t.Context(), "peace"); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Passages(t.Context(), []string{"war", "law"}); err != nil {
		t.Fatal(err)
	}
	r := srv.Requests()
	if r[0].Input[0] != "query: peace" || r[1].Input[1] != "passage: law" || r[0].Path != "/v1/embeddings" || r[0].Model != "bag" {
		t.Errorf("inputs %q, %q", r[0].Input, r[1].Input)
	}
	if e.Tokens("peace") <= embeddings(t, srv, nil).Tokens("peace") {
		t.Error("the prefix costs nothing")
	}
}

// TestEmbeddingSpaces holds what makes vectors that do not compare.
func TestEmbeddingSpaces(t *testing.T) {
	srv, other := openaitest.New(t), openaitest.New(t)
	names := map[string]bool{}
	for _, e := range []*openai.Embeddings{
		embeddings(t, srv, nil), embeddings(t, other, nil),
		embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.Model = "other" }),
		embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.Dimensions = 8 }),
		embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.QueryPrefix = "q" }),
		embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.PassagePrefix = "q" }),
	} {
		names[e.Model()] = true
	}
	if len(names) != 6 {
		t.Errorf("%d names for 6 spaces: %v", len(names), names)
	}
	if a, b := embeddings(t, srv, nil).Model(), embeddings(t, srv, nil).Model(); a != b {
		t.Errorf("%q and %q are one space", a, b)
	}
}

func TestEmbeddingDimensions(t *testing.T) {
	srv := openaitest.New(t)
	eight := func(c *openai.EmbeddingsConfig) { c.Dimensions = 8 }
	if v, err := embeddings(t, srv, eight).Query(t.Context(), "peace"); err != nil || len(v) != 8 {
		t.Errorf("%d dimensions, %v", len(v), err)
	}
	refuse := func(r openaitest.Request) openaitest.Reply {
		if r.Dimensions != nil {
			return openaitest.Fail(400, `Model "bag" does not support matryoshka representation, changing output dimensions will lead to poor results.`)
		}
		return srv.Vectors(r)
	}
	srv.Embed(refuse)
	srv.SetDims(8)
	e := embeddings(t, srv, eight)
	if v, err := e.Query(t.Context(), "peace"); err != nil || len(v) != 8 {
		t.Errorf("%d dimensions, %v", len(v), err)
	}
	srv.SetDims(9)
	_, err := e.Query(t.Context(), "peace")
	wantError(t, err, openai.ErrVectors, "9 dimensions", "8")
}

// TestEmbeddingFaults holds what servers give in place of good vectors.
func TestEmbeddingFaults(t *testing.T) {
	data := func(s string) openaitest.Reply { return openaitest.Reply{Raw: `{"object":"list","data":[` + s + `]}`} }
	tests := map[string]struct {
		reply openaitest.Reply
		kind  error
		says  string
	}{
		"too few":           {data(`{"index":0,"embedding":[1,0]}`), openai.ErrVectors, "1 vectors for 2 texts"},
		"too many":          {data(`{"index":0,"embedding":[1,0]},{"index":1,"embedding":[1,0]},{"index":2,"embedding":[1,0]}`), openai.ErrVectors, "3 vectors"},
		"none":              {data(``), openai.ErrVectors, "0 vectors"},
		"twice the same":    {data(`{"index":1,"embedding":[1,0]},{"index":1,"embedding":[1,0]}`), openai.ErrVectors, "twice"},
		"beyond the end":    {data(`{"index":0,"embedding":[1,0]},{"index":2,"embedding":[1,0]}`), openai.ErrVectors, "beyond"},
		"below zero":        {data(`{"index":0,"embedding":[1,0]},{"index":-1,"embedding":[1,0]}`), openai.ErrVectors, "beyond"},
		"two lengths":       {data(`{"index":0,"embedding":[1,0]},{"index":1,"embedding":[1,0,0]}`), openai.ErrVectors, "2 and of 3"},
		"empty":             {data(`{"index":0,"embedding":[]},{"index":1,"embedding":[]}`), openai.ErrVectors, "--pooling"},
		"zero":              {data(`{"index":0,"embedding":[1,0]},{"index":1,"embedding":[0,0]}`), openai.ErrVectors, "zero"},
		"null":              {data(`{"index":0,"embedding":[null,null]},{"index":1,"embedding":[1,0]}`), openai.ErrVectors, "zero"},
		"NaN":               {data(`{"index":0,"embedding":[NaN,0]},{"index":1,"embedding":[1,0]}`), openai.ErrProtocol, ""},
		"beyond a float":    {data(`{"index":0,"embedding":[1e99,0]},{"index":1,"embedding":[1,0]}`), openai.ErrProtocol, ""},
		"not pooled":        {data(`{"index":0,"embedding":[[1,0]]},{"index":1,"embedding":[[1,0]]}`), openai.ErrProtocol, ""},
		"a web page":        {openaitest.Reply{Raw: "<html>", Header: map[string]string{"Content-Type": "text/html"}}, openai.ErrProtocol, "text/html"},
		"an error as a 200": {openaitest.Reply{Raw: `{"error":"no"}`}, openai.ErrVectors, "0 vectors"},
		"wrong key":         {openaitest.Fail(401, sentinel), openai.ErrKey, "key_env"},
		"too long there":    {openaitest.Fail(500, "input is too large to process. increase the physical batch size"), openai.ErrTooLong, ""},
		"redirect":          {openaitest.Redirect(308, "https://other.example/"), openai.ErrRedirect, "other.example"},
		"endless":           {openaitest.Reply{Raw: `{"data":[{"embedding":[`, Repeat: strings.Repeat("0.5,", 1<<16)}, openai.ErrTooLarge, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			srv := openaitest.New(t)
			srv.ScriptEmbed(tt.reply)
			e := embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.Key = sentinel })
			e.SetLimit(1 << 20)
			vecs, err := e.Passages(t.Context(), []string{"war", "peace"})
			wantError(t, err, tt.kind, tt.says)
			if vecs != nil || len(srv.Requests()) != 1 {
				t.Errorf("%d vectors, %d requests", len(vecs), len(srv.Requests()))
			}
		})
	}
}

func TestEmbeddingOrder(t *testing.T) {
	for name, raw := range map[string]string{
		"shuffled":     `{"data":[{"index":1,"embedding":[0,2]},{"index":0,"embedding":[3,0]}]}`,
		"not numbered": `{"data":[{"embedding":[3,0]},{"embedding":[0,2]}]}`,
	} {
		srv := openaitest.New(t)
		srv.ScriptEmbed(openaitest.Fail(503, "loading"), openaitest.Reply{Raw: raw})
		vecs, err := embeddings(t, srv, nil).Passages(t.Context(), []string{"war", "peace"})
		if err != nil || fmt.Sprint(vecs) != "[[1 0] [0 1]]" {
			t.Errorf("%s: %v, %v", name, vecs, err)
		}
	}
}

func TestEmbeddingDimensionsChange(t *testing.T) {
	srv := openaitest.New(t)
	srv.Embed(func(r openaitest.Request) openaitest.Reply {
		srv.SetDims(len(srv.Requests()) + 3)
		return srv.Vectors(r)
	})
	_, err := embeddings(t, srv, func(c *openai.EmbeddingsConfig) { c.Batch = 1 }).Passages(t.Context(), []string{"war", "peace"})
	wantError(t, err, openai.ErrVectors, "two models")
}

func TestEmbeddingLimits(t *testing.T) {
	srv := openaitest.New(t)
	e := embeddings(t, srv, nil)
	_, err := e.Passages(t.Context(), []string{"peace", strings.Repeat("peace ", 1000)})
	wantError(t, err, openai.ErrTooLong, "text 2 of 2", "512")
	if _, err := e.Query(t.Context(), " \n"); err == nil {
		t.Error("an empty question was embedded")
	}
	if len(srv.Requests()) != 0 {
		t.Error("something was sent")
	}
	for _, c := range []openai.EmbeddingsConfig{
		{Config: openai.Config{BaseURL: srv.URL}},
		{Config: openai.Config{BaseURL: srv.URL, Model: "m"}, Batch: -1},
		{Config: openai.Config{BaseURL: srv.URL, Model: "m"}, Dimensions: -1},
		{Config: openai.Config{BaseURL: srv.URL, Model: "m", Context: 8}, QueryPrefix: strings.Repeat("word ", 20)},
		{Config: openai.Config{BaseURL: "http://192.0.2.1/v1", Model: "m", Key: sentinel}},
	} {
		if _, err := openai.NewEmbeddings(c); err == nil || strings.Contains(err.Error(), "sentinel") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
