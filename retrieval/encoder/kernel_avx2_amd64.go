package encoder

import (
	"encoding/binary"
	"math"
	"unsafe"

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
	mul32: func(dst []float32, ldd int, a []float32, lda, m, k int, b, _ []float32) {
		_ = b[k*panel-1]
		_, _ = a[(m-1)*lda+k-1], dst[(m-1)*ldd+panel-1]
		for i, n := 0, tiles(m); n > 0; n-- {
			rows := (m - i + n - 1) / n
			tile32[rows](&dst[i*ldd], ldd, &a[i*lda], lda, k, &b[0])
			i += rows
		}
	},
	gelu:    func(x []float32) { geluAVX2(&x[0], len(x), &lanes) },
	softmax: func(x []float32, scale float32) { softmaxAVX2(&x[0], len(x), &lanes, scale) },
	addNorm: func(x, y, gain, bias []float32, eps float32) {
		_, _, _ = y[len(x)-1], gain[len(x)-1], bias[len(x)-1]
		addNormAVX2(&x[0], &y[0], &gain[0], &bias[0], len(x), &lanes, eps)
	},
}

// nativeKernels are those for this processor.
func nativeKernels() []*kernel {
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		return []*kernel{&avx2}
	}
	return nil
}

// packPanels lays out a matrix by panels: the rows of a panel, transposed, so that
// the weights of one input for all the panel's outputs lie together.
func packPanels(m *rows8) []int8 {
	out := make([]int8, len(m.data))
	for p := 0; p < m.rows; p += panel {
		dst := out[p*m.cols : (p+panel)*m.cols]
		l := 0
		for ; l+8 <= m.cols; l += 8 {
			transpose8(dst[l*panel:], m.data[p*m.cols+l:], m.cols)
			transpose8(dst[l*panel+8:], m.data[(p+8)*m.cols+l:], m.cols)
		}
		for ; l < m.cols; l++ {
			for j := range panel {
				dst[l*panel+j] = m.data[(p+j)*m.cols+l]
			}
		}
	}
	return out
}

// transpose8 turns eight bytes of each of eight rows of src, stride apart, into
// eight bytes of each of eight rows of dst, a panel apart: bytes change places in
// pairs, then pairs of them, then fours.
func transpose8(dst, src []int8, stride int) {
	var w [8]uint64
	for i := range w {
		w[i] = binary.LittleEndian.Uint64(bytesOf(src[i*stride:][:8]))
	}
	swap := func(i, j, bits int, mask uint64) {
		t := (w[i]>>bits ^ w[j]) & mask
		w[j] ^= t
		w[i] ^= t << bits
	}
	for i := 0; i < 8; i += 2 {
		swap(i, i+1, 8, 0x00ff00ff00ff00ff)
	}
	for _, i := range [4]int{0, 1, 4, 5} {
		swap(i, i+2, 16, 0x0000ffff0000ffff)
	}
	for i := range 4 {
		swap(i, i+4, 32, 0x00000000ffffffff)
	}
	for i, v := range w {
		binary.LittleEndian.PutUint64(bytesOf(dst[i*panel:][:8]), v)
	}
}

// bytesOf sees the same eight-bit numbers without their sign.
func bytesOf(s []int8) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
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

// constants are the assembly's, which knows them by their place.
type constants [18][8]float32

var lanes = constants{
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
func geluAVX2(x *float32, n int, c *constants)

//go:noescape
func softmaxAVX2(x *float32, n int, c *constants, scale float32)

//go:noescape
func addNormAVX2(x, y, gain, bias *float32, n int, c *constants, eps float32)
