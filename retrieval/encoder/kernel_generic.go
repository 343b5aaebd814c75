package encoder

import "math"

// generic is the plain kernel: it runs everywhere, and the others are tested
// against it.
var generic = kernel{
	name:    "generic",
	pack:    asRows,
	mul8:    genericMul8,
	mul32:   genericMul32,
	gelu:    genericGELU,
	softmax: genericSoftmax,
	addNorm: genericAddNorm,
}

// asRows leaves a matrix as it is.
func asRows(m *rows8) []int8 { return m.data }

// genericMul8 takes the panel's columns in pairs, each a row of the weights.
func genericMul8(dst []float32, ldd int, a []float32, lda, m, k int, b []int8, scale, bias, tmp []float32) {
	w0, w1 := tmp[:k], tmp[k:2*k]
	for j := 0; j < panel; j += 2 {
		widen(w0, b[j*k:])
		widen(w1, b[(j+1)*k:])
		genericPair(dst[j:], ldd, a, lda, m, w0, w1)
		for i := range m {
			d := dst[i*ldd+j:][:2]
			d[0] = float32(d[0]*scale[j]) + bias[j]
			d[1] = float32(d[1]*scale[j+1]) + bias[j+1]
		}
	}
}

func widen(dst []float32, src []int8) {
	for i, v := range src[:len(dst)] {
		dst[i] = float32(v)
	}
}

func genericMul32(dst []float32, ldd int, a []float32, lda, m, k int, b, tmp []float32) {
	w0, w1 := tmp[:k], tmp[k:2*k]
	for j := 0; j < panel; j += 2 {
		for l := range w0 {
			pair := b[l*panel+j:][:2]
			w0[l], w1[l] = pair[0], pair[1]
		}
		genericPair(dst[j:], ldd, a, lda, m, w0, w1)
	}
}

// genericPair sets two columns of m rows. Blocks of three rows keep six sums and
// what they are made of in registers: other shapes that were tried are half as fast
// or less. The last block may do a row again; it comes out the same.
func genericPair(dst []float32, ldd int, a []float32, lda, m int, w0, w1 []float32) {
	k := len(w0)
	row := func(i int) []float32 { return a[i*lda:][:k] }
	if m < 3 {
		for i := range m {
			block1x2(dst[i*ldd:][:2], row(i), w0, w1)
		}
		return
	}
	for at := 0; at < m; at += 3 {
		i := min(at, m-3)
		block3x2(dst[i*ldd:][:2], dst[(i+1)*ldd:][:2], dst[(i+2)*ldd:][:2], row(i), row(i+1), row(i+2), w0, w1)
	}
}

func block3x2(d0, d1, d2, a0, a1, a2, w0, w1 []float32) {
	var s00, s01, s10, s11, s20, s21 float32
	a1, a2, w0, w1 = a1[:len(a0)], a2[:len(a0)], w0[:len(a0)], w1[:len(a0)]
	for l, x := range a0 {
		u, v := w0[l], w1[l]
		s00 += float32(x * u)
		s01 += float32(x * v)
		x = a1[l]
		s10 += float32(x * u)
		s11 += float32(x * v)
		x = a2[l]
		s20 += float32(x * u)
		s21 += float32(x * v)
	}
	d0[0], d0[1], d1[0], d1[1], d2[0], d2[1] = s00, s01, s10, s11, s20, s21
}

func block1x2(d, a, w0, w1 []float32) {
	var s0, s1 float32
	w0, w1 = w0[:len(a)], w1[:len(a)]
	for l, x := range a {
		s0 += float32(x * w0[l])
		s1 += float32(x * w1[l])
	}
	d[0], d[1] = s0, s1
}

// exp32 is e to the x for x ≤ 0, to two units in the last place: 2^n·e^r with
// |r| ≤ ln2/2, and for e^r a polynomial that interpolates it at the Chebyshev
// points. Under minExp it stays what it is there, which is nothing beside 1.
func exp32(x float32) float32 {
	x = max(x, minExp)
	n := float32(int32(float32(x*log2e) - 0.5))
	r := x - float32(n*ln2High)
	r -= float32(n * ln2Low)
	p := float32(exp6)
	p = float32(p*r) + exp5
	p = float32(p*r) + exp4
	p = float32(p*r) + exp3
	p = float32(p*r) + exp2
	p = float32(p*r) + 1
	p = float32(p*r) + 1
	return math.Float32frombits(math.Float32bits(p) + uint32(int32(n))<<23)
}

const (
	minExp  = -87
	log2e   = math.Log2E
	ln2High = 0.693359375 // ends in zeros, so that n times it is exact
	ln2Low  = math.Ln2 - ln2High
	exp2    = 0.5
	exp3    = 0.16666413843631744
	exp4    = 0.04166635125875473
	exp5    = 0.008375209756195545
	exp6    = 0.0013941213255748153
)

// Coefficients of the error function's approximation by Abramowitz and Stegun,
// Handbook of Mathematical Functions, 7.1.26, which is off by 1.5e-7 at most:
// 1 - erf(z) = (e1·t + … + e5·t⁵)·exp(-z²) with t = 1/(1+ep·z), z ≥ 0.
const (
	erfP = 0.3275911
	erf1 = 0.254829592
	erf2 = -0.284496736
	erf3 = 1.421413741
	erf4 = -1.453152027
	erf5 = 1.061405429
)

// genericGELU: with y = 1 - erf(|x|/√2), x·Φ(x) is max(x, 0) - |x|·y/2 on both
// sides of zero.
func genericGELU(x []float32) {
	const slope = erfP / math.Sqrt2
	for i, v := range x {
		u := max(v, -v)
		t := 1 / (float32(u*slope) + 1)
		p := float32(erf5)
		p = float32(p*t) + erf4
		p = float32(p*t) + erf3
		p = float32(p*t) + erf2
		p = float32(p*t) + erf1
		y := p * t * exp32(-0.5*u*u)
		x[i] = max(v, 0) - float32(0.5*u*y)
	}
}

func genericSoftmax(x []float32, scale float32) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	var sum float32
	for i, v := range x {
		e := exp32(float32(v-top) * scale)
		x[i] = e
		sum += e
	}
	inv := 1 / sum
	for i := range x {
		x[i] *= inv
	}
}

func genericAddNorm(x, y, gain, bias []float32, eps float32) {
	y, gain, bias = y[:len(x)], gain[:len(x)], bias[:len(x)]
	var sum float32
	for i, v := range y {
		x[i] += v
		sum += x[i]
	}
	mean := sum / float32(len(x))
	var square float32
	for _, v := range x {
		d := v - mean
		square += float32(d * d)
	}
	inv := 1 / float32(math.Sqrt(float64(square/float32(len(x))+eps)))
	for i, v := range x {
		x[i] = float32(float32((v-mean)*inv)*gain[i]) + bias[i]
	}
}
