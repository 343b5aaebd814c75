package encoder

import "math"

// generic is the plain kernel: it runs everywhere, and the others are tested
// against it.
var generic = kernel{
	name:    "generic",
	pack:    packPanels,
	mul8:    genericMul8,
	mul32:   genericMul32,
	gelu:    genericGELU,
	softmax: genericSoftmax,
	addNorm: genericAddNorm,
}

// packPanels lays out a matrix by panels: the rows of a panel, transposed, so that
// the weights of one input for all the panel's outputs lie together.
func packPanels(m *rows8) []int8 {
	out := make([]int8, len(m.data))
	for p := 0; p < m.rows; p += panel {
		dst := out[p*m.cols : (p+panel)*m.cols]
		for j := range panel {
			for l, v := range m.row(p + j) {
				dst[l*panel+j] = v
			}
		}
	}
	return out
}

func genericMul8(dst []float32, ldd int, a []float32, lda, m, k int, b []int8, scale, bias, tmp []float32) {
	tmp = tmp[:k*panel]
	for i, v := range b[:len(tmp)] {
		tmp[i] = float32(v)
	}
	genericMul32(dst, ldd, a, lda, m, k, tmp)
	scale, bias = scale[:panel], bias[:panel]
	for i := range m {
		row := dst[i*ldd:][:panel]
		for j, v := range row {
			row[j] = float32(v*scale[j]) + bias[j]
		}
	}
}

// genericMul32 goes by blocks of two rows and four columns: their eight sums and
// what they are made of fit the registers.
func genericMul32(dst []float32, ldd int, a []float32, lda, m, k int, b []float32) {
	b = b[:k*panel]
	i := 0
	for ; i+1 < m; i += 2 {
		for j := 0; j < panel; j += 4 {
			d0, d1 := dst[i*ldd+j:][:4], dst[(i+1)*ldd+j:][:4]
			block2x4(d0, d1, a[i*lda:][:k], a[(i+1)*lda:][:k], b[j:])
		}
	}
	if i < m {
		for j := 0; j < panel; j += 4 {
			block1x4(dst[i*ldd+j:][:4], a[i*lda:][:k], b[j:])
		}
	}
}

func block2x4(d0, d1, a0, a1, b []float32) {
	var s00, s01, s02, s03, s10, s11, s12, s13 float32
	a1 = a1[:len(a0)]
	for l, x := range a0 {
		y := a1[l]
		w := (*[4]float32)(b[l*panel:])
		s00 += float32(x * w[0])
		s01 += float32(x * w[1])
		s02 += float32(x * w[2])
		s03 += float32(x * w[3])
		s10 += float32(y * w[0])
		s11 += float32(y * w[1])
		s12 += float32(y * w[2])
		s13 += float32(y * w[3])
	}
	d0[0], d0[1], d0[2], d0[3] = s00, s01, s02, s03
	d1[0], d1[1], d1[2], d1[3] = s10, s11, s12, s13
}

func block1x4(d, a, b []float32) {
	var s0, s1, s2, s3 float32
	for l, x := range a {
		w := (*[4]float32)(b[l*panel:])
		s0 += float32(x * w[0])
		s1 += float32(x * w[1])
		s2 += float32(x * w[2])
		s3 += float32(x * w[3])
	}
	d[0], d[1], d[2], d[3] = s0, s1, s2, s3
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
