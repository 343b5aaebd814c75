package chromem

import (
	"cmp"
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"sync"

	"verbatim/retrieval"
)

// A scan takes two steps: it estimates the cosine of every entry that passes
// the filter with an arithmetic of eight sums side by side, which a processor
// does four times faster than one, and then works out exactly, in the order of
// chromem-go, those that may be among the nearest. The estimates err by less
// than a bound, so the outcome is chromem-go's, bit for bit.

// parallelFrom is the number of entries from which on a scan is shared by all
// processors.
const parallelFrom = 8_000

// scan gives the n entries nearest to vec among those whose headers pass.
func (g *generation) scan(ctx context.Context, vec []float32, n int, pass []bool) ([]retrieval.Hit, error) {
	estimates := make([]float32, len(g.rows))
	workers := 1
	if len(g.rows) >= parallelFrom {
		workers = runtime.GOMAXPROCS(0)
	}
	var wg sync.WaitGroup
	best, errs := make([][]float32, workers), make([]error, workers)
	for w := range workers {
		from, to := len(g.rows)*w/workers, len(g.rows)*(w+1)/workers
		wg.Go(func() { best[w], errs[w] = g.estimate(ctx, vec, n, pass, g.rows[from:to], estimates[from:to]) })
	}
	wg.Wait()
	if err := cmp.Or(ctx.Err(), errors.Join(errs...)); err != nil {
		return nil, err
	}
	return g.settle(vec, n, estimates, slices.Concat(best...))
}

// excluded is the estimate of what does not pass the filter; no cosine is less.
var excluded = float32(math.Inf(-1))

// estimate fills the estimates of some rows, and gives their n highest.
func (g *generation) estimate(ctx context.Context, vec []float32, n int, pass []bool, rows []row, estimates []float32) ([]float32, error) {
	var top heap
	w := g.vectors.window()
	defer w.done()
	for i, r := range rows {
		if i%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if !pass[r.header] {
			estimates[i] = excluded
			continue
		}
		if err := w.follow(rows[i:], pass); err != nil {
			return nil, err
		}
		v, err := w.vector(r.vector)
		if err != nil {
			return nil, err
		}
		estimates[i] = dotEight(vec, v)
		top.keep(estimates[i], n)
	}
	return top, nil
}

// settle works out exactly what may be among the n nearest, given the highest
// estimates.
func (g *generation) settle(vec []float32, n int, estimates, best []float32) ([]retrieval.Hit, error) {
	if len(best) == 0 {
		return nil, nil
	}
	slices.SortFunc(best, func(a, b float32) int { return cmp.Compare(b, a) })
	// Each sum of dims products of unit vectors errs by less than dims units in
	// the last place of 1, twice over for the exact one; and that at both ends.
	floor := best[min(n, len(best))-1] - 4*float32(g.dims)*0x1p-24
	hits := make([]retrieval.Hit, 0, min(n, len(best))+spare)
	w := g.vectors.window()
	defer w.done()
	for i, estimate := range estimates {
		if estimate >= floor && estimate != excluded {
			r := g.rows[i]
			v, err := w.vector(r.vector)
			if err != nil {
				return nil, err
			}
			hits = append(hits, retrieval.Hit{ID: g.id(r), Score: dot(vec, v)})
		}
	}
	slices.SortFunc(hits, byScore)
	return slices.Clip(hits[:min(n, len(hits))]), nil
}

// dot is the cosine of two unit vectors, added up in the order of chromem-go.
func dot(v, w []float32) float32 {
	var sum float32
	for i := range v {
		sum += v[i] * w[i]
	}
	return sum
}

// dotEight is nearly dot, and faster.
func dotEight(v, w []float32) float32 {
	var a, b, c, d, e, f, g, h float32
	i := 0
	for ; i+8 <= len(v) && i+8 <= len(w); i += 8 {
		x, y := v[i:i+8:i+8], w[i:i+8:i+8]
		a += x[0] * y[0]
		b += x[1] * y[1]
		c += x[2] * y[2]
		d += x[3] * y[3]
		e += x[4] * y[4]
		f += x[5] * y[5]
		g += x[6] * y[6]
		h += x[7] * y[7]
	}
	for ; i < len(v) && i < len(w); i++ {
		a += v[i] * w[i]
	}
	return ((a + b) + (c + d)) + ((e + f) + (g + h))
}

// heap holds the highest numbers met, the lowest of them first.
type heap []float32

// keep takes x in if it is among the n highest.
func (h *heap) keep(x float32, n int) {
	s := *h
	if len(s) < n {
		s = append(s, x)
		for i := len(s) - 1; i > 0 && s[(i-1)/2] > s[i]; i = (i - 1) / 2 {
			s[(i-1)/2], s[i] = s[i], s[(i-1)/2]
		}
		*h = s
		return
	}
	if x <= s[0] {
		return
	}
	s[0] = x
	for i := 0; ; {
		low := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(s); child++ {
			if s[child] < s[low] {
				low = child
			}
		}
		if low == i {
			return
		}
		s[i], s[low] = s[low], s[i]
		i = low
	}
}
