package encoder

import (
	"math"

	"golang.org/x/sys/cpu"
)

// avx2 is the kernel for x86 processors since 2013 or so.
var avx2 = kernel{
	name: "avx2",
	pack: packPanels,
	mul8: func(dst []float32, ldd int, a []float32, lda, m, k int, b []int8, scale, bias, _ []float32) {
		_, _, _ = b[k*panel-1], scale[panel-1], bias[panel-1]
		_, _ = a[(m-1)*lda+k-1], dst[(m-1)*ldd+panel-1]
		for i, n := 0, tiles(m); n > 0; n-- {
			rows := (m - i + n - 1) / n
			tile8[rows](&dst[i*ldd], ldd, &a[i*lda], lda, k, &b[0], &scale[0], &bias[0])
			i += rows
		}
	},
	mul32: func(dst []float32, ldd int, a []float32, lda, m, k int, b []float32) {
		_ = b[k*panel-1]
		_, _ = a[(m-1)*lda+k-1], dst[(m-1)*ldd+panel-1]
		for i, n := 0, tiles(m); n > 0; n-- {
			rows := (m - i + n - 1) / n
			tile32[rows](&dst[i*ldd], ldd, &a[i*lda], lda, k, &b[0])
			i += rows
		}
	},
	gelu:    func(x []float32) { geluAVX2(&x[0], len(x)) },
	softmax: func(x []float32, scale float32) { softmaxAVX2(&x[0], len(x), scale) },
	addNorm: func(x, y, gain, bias []float32, eps float32) {
		_, _, _ = y[len(x)-1], gain[len(x)-1], bias[len(x)-1]
		addNormAVX2(&x[0], &y[0], &gain[0], &bias[0], len(x), eps)
	},
}

// nativeKernels are those for this processor.
func nativeKernels() []*kernel {
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		return []*kernel{&avx2}
	}
	return nil
}

// tileRows is how many rows the largest tile has: their sums, and what they are
// made of, fill the sixteen registers.
const tileRows = 6

// tiles is how many tiles m rows are cut into. They are made as even as can be:
// two of four rows are quicker than one of six and one of two.
func tiles(m int) int { return (m + tileRows - 1) / tileRows }

var tile8 = [tileRows + 1]func(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32){
	nil, tile8x1, tile8x2, tile8x3, tile8x4, tile8x5, tile8x6,
}

var tile32 = [tileRows + 1]func(dst *float32, ldd int, a *float32, lda, k int, b *float32){
	nil, tile32x1, tile32x2, tile32x3, tile32x4, tile32x5, tile32x6,
}

// lanes are the assembly's constants, which name them by their place.
var lanes = [...][8]float32{
	all(1), all(0.5), all(math.Float32frombits(1<<31 - 1)),
	all(minExp), all(log2e), all(ln2High), all(ln2Low),
	all(exp2), all(exp3), all(exp4), all(exp5), all(exp6),
	all(erfP / math.Sqrt2), all(erf1), all(erf2), all(erf3), all(erf4), all(erf5),
}

func all(x float32) (v [8]float32) {
	for i := range v {
		v[i] = x
	}
	return v
}

//go:noescape
func tile8x1(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)

//go:noescape
func tile8x2(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)

//go:noescape
func tile8x3(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)

//go:noescape
func tile8x4(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)

//go:noescape
func tile8x5(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)

//go:noescape
func tile8x6(dst *float32, ldd int, a *float32, lda, k int, b *int8, scale, bias *float32)

//go:noescape
func tile32x1(dst *float32, ldd int, a *float32, lda, k int, b *float32)

//go:noescape
func tile32x2(dst *float32, ldd int, a *float32, lda, k int, b *float32)

//go:noescape
func tile32x3(dst *float32, ldd int, a *float32, lda, k int, b *float32)

//go:noescape
func tile32x4(dst *float32, ldd int, a *float32, lda, k int, b *float32)

//go:noescape
func tile32x5(dst *float32, ldd int, a *float32, lda, k int, b *float32)

//go:noescape
func tile32x6(dst *float32, ldd int, a *float32, lda, k int, b *float32)

//go:noescape
func geluAVX2(x *float32, n int)

//go:noescape
func softmaxAVX2(x *float32, n int, scale float32)

//go:noescape
func addNormAVX2(x, y, gain, bias *float32, n int, eps float32)
