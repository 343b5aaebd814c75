package encoder

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// plain computes in 64 bits what mul8 and mul32 must give.
func plain(a []float32, lda, m, k int, b func(l, j int) float64, scale, bias []float32) []float64 {
	out := make([]float64, m*panel)
	for i := range m {
		for j := range panel {
			var sum float64
			for l := range k {
				sum += float64(a[i*lda+l]) * b(l, j)
			}
			if scale != nil {
				sum = sum*float64(scale[j]) + float64(bias[j])
			}
			out[i*panel+j] = sum
		}
	}
	return out
}

func checkTile(t *testing.T, got []float32, ldd, m int, want []float64, tolerance float64) {
	t.Helper()
	for i, v := range got {
		row, col := i/ldd, i%ldd
		if row >= m || col >= panel {
			if v != 777 {
				t.Fatalf("row %d, column %d was written, outside the tile of %d rows", row, col, m)
			}
			continue
		}
		if w := want[row*panel+col]; math.Abs(float64(v)-w) > tolerance {
			t.Fatalf("row %d, column %d: %v, want %v", row, col, v, w)
		}
	}
}

func TestMultiply(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, kern := range kernels() {
		for _, k := range []int{1, 2, 3, 5, 16, 32, 37, 384} {
			for _, m := range []int{1, 2, 3, 4, 5, 6, 7, 8, 11, 13, 24, 25} {
				t.Run(fmt.Sprintf("%s/k=%d,m=%d", kern.name, k, m), func(t *testing.T) {
					testMultiply(t, rng, kern, m, k)
				})
			}
		}
	}
}

func testMultiply(t *testing.T, rng *rand.Rand, kern *kernel, m, k int) {
	lda, ldd := k+3, panel+5
	a := randoms(rng, (m-1)*lda+k)
	dst := make([]float32, (m-1)*ldd+panel)
	spoil := func() {
		for i := range dst {
			dst[i] = 777
		}
	}
	w := rows8{rows: panel, cols: k, data: make([]int8, panel*k), scale: randoms(rng, panel)}
	for i := range w.data {
		w.data[i] = int8(rng.IntN(255) - 127)
	}
	bias := randoms(rng, panel)
	spoil()
	kern.mul8(dst, ldd, a, lda, m, k, kern.pack(&w), w.scale, bias, make([]float32, k*panel))
	want := plain(a, lda, m, k, func(l, j int) float64 { return float64(w.row(j)[l]) }, w.scale, bias)
	checkTile(t, dst, ldd, m, want, 1e-3*math.Sqrt(float64(k)))

	b := randoms(rng, k*panel)
	spoil()
	kern.mul32(dst, ldd, a, lda, m, k, b, make([]float32, k*panel))
	want = plain(a, lda, m, k, func(l, j int) float64 { return float64(b[l*panel+j]) }, nil, nil)
	checkTile(t, dst, ldd, m, want, 1e-5*math.Sqrt(float64(k)))
}

// TestRowsAreIndependent: a row's result has the same bits whichever rows go
// with it, which is what makes vectors the same in any batch.
func TestRowsAreIndependent(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	const m, k = 29, 50
	a, b := randoms(rng, m*k), randoms(rng, k*panel)
	for _, kern := range kernels() {
		all := make([]float32, m*panel)
		tmp := make([]float32, k*panel)
		kern.mul32(all, panel, a, k, m, k, b, tmp)
		for n := 1; n < m; n++ {
			part := make([]float32, m*panel)
			kern.mul32(part, panel, a, k, n, k, b, tmp)
			kern.mul32(part[n*panel:], panel, a[n*k:], k, m-n, k, b, tmp)
			for i := range all {
				if part[i] != all[i] {
					t.Fatalf("%s: cut at %d, element %d is %v, not %v", kern.name, n, i, part[i], all[i])
				}
			}
		}
	}
}

func TestGELU(t *testing.T) {
	var xs []float32
	for x := -12.0; x < 12; x += 0.001 {
		xs = append(xs, float32(x))
	}
	xs = append(xs, 0, 1e-20, -1e-20, 40, -40, 1e4, -1e4, 1e10, -1e10)
	xs = append(xs, make([]float32, roundUp(len(xs), panel)-len(xs))...)
	for _, kern := range kernels() {
		got := append([]float32(nil), xs...)
		kern.gelu(got)
		for i, x := range xs {
			want := float64(x) * 0.5 * math.Erfc(-float64(x)/math.Sqrt2)
			if d := math.Abs(float64(got[i]) - want); d > 1e-6*max(1, math.Abs(want)) || math.IsNaN(d) {
				t.Fatalf("%s: gelu(%v) = %v, want %v", kern.name, x, got[i], want)
			}
		}
	}
}

func TestSoftmax(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for _, kern := range kernels() {
		for _, n := range []int{16, 32, 48, 512} {
			for _, spread := range []float32{0, 1, 30, 1000} {
				x := randoms(rng, n)
				for i := range x {
					x[i] *= spread
				}
				x[n-1], x[n/2] = masked, masked
				checkSoftmax(t, kern, x, 0.25)
			}
		}
	}
}

func checkSoftmax(t *testing.T, kern *kernel, x []float32, scale float32) {
	t.Helper()
	want, top, sum := make([]float64, len(x)), math.Inf(-1), 0.0
	for _, v := range x {
		top = max(top, float64(v))
	}
	for i, v := range x {
		want[i] = math.Exp((float64(v) - top) * float64(scale))
		sum += want[i]
	}
	got := append([]float32(nil), x...)
	kern.softmax(got, scale)
	for i := range got {
		if d := math.Abs(float64(got[i]) - want[i]/sum); d > 1e-5*want[i]/sum+1e-30 || math.IsNaN(d) {
			t.Fatalf("%s, %d numbers: %v at %d, want %v", kern.name, len(x), got[i], i, want[i]/sum)
		}
	}
}

func TestAddNorm(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	for _, kern := range kernels() {
		for _, n := range []int{16, 32, 48, 384} {
			x, y, gain, bias := randoms(rng, n), randoms(rng, n), randoms(rng, n), randoms(rng, n)
			want := plainAddNorm(x, y, gain, bias, 1e-5)
			kern.addNorm(x, y, gain, bias, 1e-5)
			for i := range x {
				if d := math.Abs(float64(x[i]) - want[i]); d > 1e-5 || math.IsNaN(d) {
					t.Fatalf("%s, %d numbers: %v at %d, want %v", kern.name, n, x[i], i, want[i])
				}
			}
		}
	}
}

func plainAddNorm(x, y, gain, bias []float32, eps float64) []float64 {
	var mean, variance float64
	out := make([]float64, len(x))
	for i := range x {
		out[i] = float64(x[i]) + float64(y[i])
		mean += out[i] / float64(len(x))
	}
	for _, v := range out {
		variance += (v - mean) * (v - mean) / float64(len(x))
	}
	for i, v := range out {
		out[i] = (v-mean)/math.Sqrt(variance+eps)*float64(gain[i]) + float64(bias[i])
	}
	return out
}

func TestChooseKernel(t *testing.T) {
	t.Setenv(KernelEnv, "generic")
	if k, err := kernelFromEnv(); err != nil || k != &generic {
		t.Errorf("generic: %v, %v", k, err)
	}
	t.Setenv(KernelEnv, "")
	if k, err := kernelFromEnv(); err != nil || k != kernels()[0] {
		t.Errorf("none named: %v, %v", k, err)
	}
	t.Setenv(KernelEnv, "abacus")
	if _, err := Open(tinyFile(t, tinyConfig)); err == nil {
		t.Error("an unknown kernel was accepted")
	}
}
