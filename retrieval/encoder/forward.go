package encoder

import (
	"context"
	"math"
)

// linear is a matrix and a bias, laid out for the kernel.
type linear struct {
	in, out     int
	data        []int8
	scale, bias []float32
}

// layer is one of the encoder's.
type layer struct {
	qkv, mix, up, down *linear
	mixNorm, downNorm  gainBias
}

type gainBias struct{ gain, bias []float32 }

// What an input passes through is kept as rows, one a token. Memory for one input
// is bounded by the longest that the model takes: some 6 MB for 512 tokens and a
// width of 384. The feed-forward part, the widest, goes by chunks of rows.
const chunkRows = 132 // a multiple of six, the rows of a tile

// scratch is memory for one input at a time.
type scratch struct {
	x, qkv, mixed, y []float32 // rows of hidden, 3·hidden, hidden, hidden
	wide             []float32 // chunkRows rows of intermediate
	own              []local   // one for each goroutine that works on the input
}

// local is memory that goroutines do not share.
type local struct {
	panel  []float32 // a panel of weights, for the kernel
	keys   []float32 // a head's keys, by panels
	values []float32 // a head's values, by panels
	scores []float32 // scoreRows rows, a column a token
}

// scoreRows is how many tokens' attention is worked out at once.
const scoreRows = 24

// fit makes every part large enough for m tokens and n goroutines.
func (s *scratch) fit(c *Config, m, n int) {
	cols := roundUp(m, panel)
	grow(&s.x, m*c.Hidden)
	grow(&s.qkv, m*3*c.Hidden)
	grow(&s.mixed, m*c.Hidden)
	grow(&s.y, m*c.Hidden)
	grow(&s.wide, min(m, chunkRows)*c.Intermediate)
	for len(s.own) < n {
		s.own = append(s.own, local{})
	}
	size := c.Hidden / c.Heads
	for i := range s.own[:n] {
		l := &s.own[i]
		grow(&l.panel, max(c.Hidden, c.Intermediate, m)*panel)
		grow(&l.keys, cols*size)
		grow(&l.values, cols*size)
		grow(&l.scores, scoreRows*cols)
	}
}

func grow(b *[]float32, n int) {
	if cap(*b) < n {
		*b = make([]float32, n+n/8)
	}
	*b = (*b)[:n]
}

func roundUp(n, multiple int) int { return (n + multiple - 1) / multiple * multiple }

// forward is one input on its way through the layers.
type forward struct {
	*Model
	*scratch
	m    int // tokens
	team team
}

// run encodes ids and returns the vector, of unit length. It gives up where ctx
// ends, within the time that a panel takes.
func (f *forward) run(ctx context.Context, ids []int32) ([]float32, error) {
	f.m = len(ids)
	f.fit(&f.cfg, f.m, f.team.size)
	f.embed(ids)
	for i := range f.layers {
		// What stands for the text is its first token: of the last layer, nothing
		// else is needed.
		rows := f.m
		if i == len(f.layers)-1 && f.cfg.Pooling == poolCLS {
			rows = 1
		}
		if err := f.layer(ctx, &f.layers[i], rows); err != nil {
			return nil, err
		}
	}
	return f.pool(), nil
}

// embed sets x to the sum of each token's and its position's vector, normalised.
func (f *forward) embed(ids []int32) {
	h := f.cfg.Hidden
	for i, id := range ids {
		x, scale := f.x[i*h:][:h], f.words.scale[id]
		for j, v := range f.words.row(int(id)) {
			x[j] = float32(v) * scale
		}
		f.kernel.addNorm(x, f.positions[i*h:][:h], f.norm.gain, f.norm.bias, f.cfg.NormEps)
	}
}

// layer replaces x by the layer's output, the first rows of it.
func (f *forward) layer(ctx context.Context, l *layer, rows int) error {
	h, wide := f.cfg.Hidden, 3*f.cfg.Hidden
	// Keys and values of every token, queries of those that go on.
	if err := f.multiply(ctx, f.qkv, wide, f.x, h, rows, l.qkv, 0, h); err != nil {
		return err
	}
	if err := f.multiply(ctx, f.qkv, wide, f.x, h, f.m, l.qkv, h, wide); err != nil {
		return err
	}
	if err := f.team.do(ctx, f.cfg.Heads, func(head, worker int) { f.attend(&f.own[worker], head, rows) }); err != nil {
		return err
	}
	if err := f.multiply(ctx, f.y, h, f.mixed, h, rows, l.mix, 0, h); err != nil {
		return err
	}
	if err := f.addNorm(ctx, rows, l.mixNorm); err != nil {
		return err
	}
	for at, chunk := 0, evenChunk(rows); at < rows; at += chunk {
		if err := f.feedForward(ctx, l, at, min(chunk, rows-at)); err != nil {
			return err
		}
	}
	return f.addNorm(ctx, rows, l.downNorm)
}

// evenChunk is how many rows go together, so that no chunk is much smaller than
// the others.
func evenChunk(rows int) int {
	n := (rows + chunkRows - 1) / chunkRows
	return min(roundUp((rows+n-1)/n, 6), chunkRows)
}

// feedForward sets n rows of y, from at on, to down(gelu(up(x))).
func (f *forward) feedForward(ctx context.Context, l *layer, at, n int) error {
	h, wide := f.cfg.Hidden, f.cfg.Intermediate
	if err := f.multiply(ctx, f.wide, wide, f.x[at*h:], h, n, l.up, 0, wide); err != nil {
		return err
	}
	if err := f.team.do(ctx, n, func(i, _ int) { f.kernel.gelu(f.wide[i*wide:][:wide]) }); err != nil {
		return err
	}
	return f.multiply(ctx, f.y[at*h:], h, f.wide, wide, n, l.down, 0, h)
}

// multiply sets the columns from lo to hi of m rows of dst to a·w + bias.
func (f *forward) multiply(ctx context.Context, dst []float32, ldd int, a []float32, lda, m int, w *linear, lo, hi int) error {
	return f.team.do(ctx, (hi-lo)/panel, func(p, worker int) {
		j := lo + p*panel
		f.kernel.mul8(dst[j:], ldd, a, lda, m, w.in,
			w.data[j*w.in:(j+panel)*w.in], w.scale[j:j+panel], w.bias[j:j+panel], f.own[worker].panel)
	})
}

func (f *forward) addNorm(ctx context.Context, rows int, n gainBias) error {
	h := f.cfg.Hidden
	return f.team.do(ctx, rows, func(i, _ int) {
		f.kernel.addNorm(f.x[i*h:][:h], f.y[i*h:][:h], n.gain, n.bias, f.cfg.NormEps)
	})
}

// pool makes the vector of what the last layer left.
func (f *forward) pool() []float32 {
	out := make([]float32, f.cfg.Hidden)
	copy(out, f.x)
	if f.cfg.Pooling == poolMean {
		for i := 1; i < f.m; i++ {
			for j, v := range f.x[i*f.cfg.Hidden:][:f.cfg.Hidden] {
				out[j] += v
			}
		}
	}
	var square float64
	for _, v := range out {
		square += float64(v) * float64(v)
	}
	inv := 1 / math.Sqrt(square)
	for i, v := range out {
		out[i] = float32(float64(v) * inv)
	}
	return out
}
