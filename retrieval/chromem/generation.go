package chromem

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	chromem "github.com/philippgille/chromem-go"

	"verbatim/retrieval"
)

// generation is a committed set of entries. It never changes.
type generation struct {
	name    string // from its content
	model   string
	dims    int
	entries         // by ID
	keys    keyList // of the vectors, in their order
	vectors vectors
	docs    *chromem.Collection // nil where the scan answers everything
}

// row is an entry: its vector and its headers are shared with others.
type row struct {
	id             entryID
	vector, header int32
}

// scanFrom is the number of entries from which on the scan answers searches
// that all entries pass too, and the vectors stay in the file. chromem-go walks a
// map and passes every document through a channel, which costs more than the
// arithmetic: 8 ms against 2 at 10,000 vectors of 384 numbers, 147 against 22 at
// 100,000.
const scanFrom = 8_000

// hold makes chromem-go hold the entries, whose vectors are in memory.
func (g *generation) hold() error {
	docs, err := g.collection()
	g.docs = docs
	return err
}

// collection gives the entries to chromem-go, which keeps each vector where it
// is, as its length is 1.
func (g *generation) collection() (*chromem.Collection, error) {
	docs, err := chromem.NewDB().CreateCollection("passages", nil, embedNothing)
	if err != nil {
		return nil, fmt.Errorf("chromem-go: %w", err)
	}
	for _, r := range g.rows {
		doc := chromem.Document{ID: g.id(r), Embedding: g.vectors.at(r.vector)}
		if err := docs.AddDocument(context.Background(), doc); err != nil {
			return nil, fmt.Errorf("chromem-go: %w", err)
		}
	}
	return docs, nil
}

// embedNothing stands where chromem-go would otherwise put a paid service.
func embedNothing(context.Context, string) ([]float32, error) {
	return nil, errors.New("vectors come from the embedder, never from chromem-go")
}

// Search gives the n entries nearest to vec among those that pass the filter.
func (g *generation) Search(ctx context.Context, vec []float32, n int, f retrieval.Filter) ([]retrieval.Hit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(g.rows) == 0 || n <= 0 {
		return nil, nil
	}
	if len(vec) != g.dims {
		return nil, fmt.Errorf("the question's vector has %d numbers and the index's have %d: the index was made with the model %s; make it anew with the one in use", len(vec), g.dims, g.model)
	}
	vec, err := unit(vec)
	if err != nil {
		return nil, fmt.Errorf("the question's vector: %w", err)
	}
	pass, all := g.passing(f)
	if all && g.docs != nil {
		hits, err := g.nearest(ctx, vec, min(n, len(g.rows)))
		if err != nil || hits != nil {
			return hits, err
		}
	}
	return g.scan(ctx, vec, n, pass)
}

// passing tells which headers pass the filter, and whether all do. A filter
// without a word on States or dates need not let everything through: what is of
// another scope stays out.
func (g *generation) passing(f retrieval.Filter) (pass []bool, all bool) {
	pass, all = make([]bool, len(g.headers)), true
	for i, h := range g.headers {
		pass[i] = f.Match(h)
		all = all && pass[i]
	}
	return pass, all
}

// spare is how many more than asked for are taken from chromem-go, to see
// whether the last of them has equals.
const spare = 8

// nearest asks chromem-go. It has nothing to say where entries that are equally
// near lie on both sides of the last place, since it takes any of them.
func (g *generation) nearest(ctx context.Context, vec []float32, n int) ([]retrieval.Hit, error) {
	more := min(n+spare, len(g.rows))
	results, err := g.docs.QueryEmbedding(ctx, vec, more, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("chromem-go: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(results) != more {
		return nil, fmt.Errorf("chromem-go gave %d results where %d were asked for", len(results), more)
	}
	if more < len(g.rows) && results[n-1].Similarity == results[more-1].Similarity {
		return nil, nil
	}
	hits := make([]retrieval.Hit, len(results))
	for i, r := range results {
		hits[i] = retrieval.Hit{ID: r.ID, Score: r.Similarity}
	}
	slices.SortFunc(hits, byScore)
	return hits[:n], nil
}

// byScore puts the nearest first, and the equally near in the order of their
// IDs.
func byScore(a, b retrieval.Hit) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
}
