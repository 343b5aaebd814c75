package encoder

import "math"

// masked is the score of a column that stands for no token. It is finite, since
// the kernels' arithmetic is not made for infinities.
const masked = -1e30

// attend works out one head's attention for the first rows tokens: each takes the
// mean of all tokens' values, weighted by how well its query fits their keys.
func (f *forward) attend(l *local, head, rows int) {
	size := f.cfg.Hidden / f.cfg.Heads
	at, stride := head*size, 3*f.cfg.Hidden
	cols := roundUp(f.m, panel)
	f.packKeys(l.keys, at+f.cfg.Hidden, size)
	f.packValues(l.values, at+2*f.cfg.Hidden, size)
	scale := float32(1 / math.Sqrt(float64(size)))
	for r := 0; r < rows; r += scoreRows {
		n := min(scoreRows, rows-r)
		for c := 0; c < cols; c += panel {
			f.kernel.mul32(l.scores[c:], cols, f.qkv[r*stride+at:], stride, n, size, l.keys[c*size:], l.panel)
		}
		for i := range n {
			row := l.scores[i*cols:][:cols]
			for j := f.m; j < cols; j++ {
				row[j] = masked
			}
			f.kernel.softmax(row, scale)
		}
		dst := f.mixed[r*f.cfg.Hidden+at:]
		for c := 0; c < size; c += panel {
			f.kernel.mul32(dst[c:], f.cfg.Hidden, l.scores, cols, n, f.m, l.values[c*f.m:], l.panel)
		}
	}
}

// packKeys lays out the keys that begin at column at of qkv: by panels of tokens,
// so that a query is multiplied by a panel of them at once. Columns beyond the
// last token hold zeros.
func (f *forward) packKeys(dst []float32, at, size int) {
	for c := 0; c < f.m; c += panel {
		block := dst[c*size:][:panel*size]
		if f.m-c < panel {
			clear(block)
		}
		for j := range min(panel, f.m-c) {
			for l, v := range f.qkv[(c+j)*3*f.cfg.Hidden+at:][:size] {
				block[l*panel+j] = v
			}
		}
	}
}

// packValues lays out the values that begin at column at of qkv, by panels of
// their own columns.
func (f *forward) packValues(dst []float32, at, size int) {
	for c := 0; c < size; c += panel {
		block := dst[c*f.m:][:panel*f.m]
		for i := range f.m {
			copy(block[i*panel:][:panel], f.qkv[i*3*f.cfg.Hidden+at+c:][:panel])
		}
	}
}
