package encoder

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// What stands for a text, of the vectors of its tokens.
const (
	poolCLS  = "cls"
	poolMean = "mean"
)

// maxInputs bounds how many inputs are encoded at the same time, and so the
// memory: some 6 MB each.
const maxInputs = 16

// Model is an embedder: a tokenizer and an encoder with their weights. It is safe
// for concurrent use.
type Model struct {
	cfg       Config
	digest    string
	tokens    *tokenizer
	kernel    *kernel
	words     *rows8    // a row a piece of the vocabulary
	positions []float32 // a row a position
	norm      gainBias  // of their sum
	layers    []layer
	procs     int
	// slots holds the memory for inputs, and a nil for each that is yet to be made:
	// one more than passages take, so that a question need not wait for them.
	slots chan *scratch
}

// Open reads a weights file. The model keeps and reads weights, which must not
// change; its own memory is about two thirds of their size.
//
// An error wraps [ErrDamaged] where the file is not whole. Another one says that
// [KernelEnv] names a kernel that this processor has not.
func Open(weights []byte) (*Model, error) {
	k, err := kernelFromEnv()
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	return open(weights, k)
}

func open(weights []byte, k *kernel) (*Model, error) {
	c, err := parseContainer(weights)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	m := &Model{cfg: c.Config, digest: c.Digest, kernel: k, procs: runtime.GOMAXPROCS(0)}
	m.layers = make([]layer, m.cfg.Layers)
	// Laying out the weights anew takes most of the time.
	var g errgroup.Group
	g.SetLimit(m.procs)
	g.Go(func() error { return m.readVocabulary(c) })
	g.Go(func() error { return m.readEmbeddings(c) })
	for i := range m.layers {
		g.Go(func() error { return m.readLayer(c, i) })
	}
	if err := g.Wait(); err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	m.slots = make(chan *scratch, m.atOnce()+1)
	for range cap(m.slots) {
		m.slots <- nil
	}
	return m, nil
}

// atOnce is how many passages are encoded at the same time.
func (m *Model) atOnce() int { return min(m.procs, maxInputs) }

func (m *Model) readVocabulary(c *container) error {
	text, err := c.vocabulary()
	if err != nil {
		return err
	}
	if m.tokens, err = newTokenizer(text); err != nil {
		return damaged("%v", err)
	}
	m.words, err = c.matrix(TensorWords, m.tokens.size, m.cfg.Hidden)
	return err
}

func (m *Model) readEmbeddings(c *container) error {
	r := reader{c: c}
	m.positions = r.vector(TensorPositions, m.cfg.Positions, m.cfg.Hidden)
	m.norm = gainBias{r.vector(TensorNormGain, 1, m.cfg.Hidden), r.vector(TensorNormBias, 1, m.cfg.Hidden)}
	return r.err
}

func (m *Model) readLayer(c *container, i int) error {
	h, wide := m.cfg.Hidden, m.cfg.Intermediate
	r := reader{c: c, kernel: m.kernel}
	m.layers[i] = layer{
		qkv:      r.linear(i, TensorQKV, 3*h, h),
		mix:      r.linear(i, TensorMix, h, h),
		mixNorm:  r.norm(i, TensorMixNorm, h),
		up:       r.linear(i, TensorUp, wide, h),
		down:     r.linear(i, TensorDown, h, wide),
		downNorm: r.norm(i, TensorDownNorm, h),
	}
	return r.err
}

// reader reads tensors until one fails, and keeps that error.
type reader struct {
	c      *container
	kernel *kernel
	err    error
}

func (r *reader) vector(name string, rows, cols int) (v []float32) {
	if r.err == nil {
		v, r.err = r.c.vector(name, rows, cols)
	}
	return v
}

func (r *reader) norm(layer int, part string, n int) gainBias {
	return gainBias{r.vector(LayerTensor(layer, part+".gain"), 1, n), r.vector(LayerTensor(layer, part+".bias"), 1, n)}
}

func (r *reader) linear(layer int, part string, out, in int) *linear {
	bias := r.vector(LayerTensor(layer, part+".bias"), 1, out)
	if r.err != nil {
		return nil
	}
	w, err := r.c.matrix(LayerTensor(layer, part+".weight"), out, in)
	if err != nil {
		r.err = err
		return nil
	}
	return &linear{in: in, out: out, data: r.kernel.pack(w), scale: w.scale, bias: bias}
}

// Model names the space that the vectors are in: two models with the same name
// give vectors that can be compared.
func (m *Model) Model() string {
	return fmt.Sprintf("%s/int8/%.*s", m.cfg.Name, digestName, m.digest)
}

// Languages lists the languages, as primary subtags of BCP 47, whose texts the
// vectors tell apart by meaning. The models that can be shipped know English.
func (m *Model) Languages() []string { return []string{"en"} }

// Dim is how many numbers a vector has.
func (m *Model) Dim() int { return m.cfg.Hidden }

// Kernel names the arithmetic in use: "avx2" or "generic".
func (m *Model) Kernel() string { return m.kernel.name }

// MaxTokens is how many tokens a passage may have, as [Model.Tokens] counts them:
// the text's own, the two of the frame and those of the prefix together.
func (m *Model) MaxTokens() int { return m.cfg.Positions }

// Tokens counts all that the model reads of a passage: the text's tokens, the two
// special ones that frame every input, and the prefix where the model has one.
func (m *Model) Tokens(text string) int {
	ids, _ := m.tokens.encode(nil, m.cfg.PassagePrefix, text, noLimit)
	return len(ids)
}

// Query embeds a question. It reads as many of its words as fit [Model.MaxTokens]
// and leaves the rest, since a question may be of any length. The vector has unit
// length.
func (m *Model) Query(ctx context.Context, text string) ([]float32, error) {
	ids, _ := m.tokens.encode(nil, m.cfg.QueryPrefix, text, m.cfg.Positions)
	return m.encode(ctx, ids, m.procs)
}

// Passages embeds texts and returns a vector of unit length for each. It works on
// several at a time. A text of more than [Model.MaxTokens] tokens is an error: what
// is cut could not be found again. Where ctx ends, Passages returns its error soon
// after, and no vectors.
func (m *Model) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	inputs := make([][]int32, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ids, cut := m.tokens.encode(nil, m.cfg.PassagePrefix, text, m.cfg.Positions)
		if cut {
			return nil, fmt.Errorf("encoder: text %d has %d tokens, more than %d: split it before embedding it",
				i, m.Tokens(text), m.cfg.Positions)
		}
		inputs[i] = ids
	}
	return m.encodeAll(ctx, inputs)
}

// encodeAll shares the processors out: an input each, and where there are fewer
// inputs than processors, several to one.
func (m *Model) encodeAll(ctx context.Context, inputs [][]int32) ([][]float32, error) {
	out := make([][]float32, len(inputs))
	workers := min(m.atOnce(), len(inputs))
	if workers == 0 {
		return out, nil
	}
	var next atomic.Int64
	g, ctx := errgroup.WithContext(ctx)
	for range workers {
		g.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(inputs) {
					return nil
				}
				v, err := m.encode(ctx, inputs[i], max(1, m.procs/workers))
				if err != nil {
					return err
				}
				out[i] = v
			}
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return out, nil
}

// encode waits for memory and runs one input, by as many goroutines as team says.
func (m *Model) encode(ctx context.Context, ids []int32, size int) ([]float32, error) {
	var s *scratch
	select {
	case s = <-m.slots:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s == nil {
		s = &scratch{}
	}
	defer func() { m.slots <- s }()
	f := forward{Model: m, scratch: s, team: team{size}}
	return f.run(ctx, ids)
}
