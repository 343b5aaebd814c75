package encoder

import (
	"fmt"
	"os"
	"strings"
)

// KernelEnv is the environment variable that names the kernel to use, for tests
// and for telling apart a wrong answer and a wrong kernel: VERBATIM_KERNEL=generic.
const KernelEnv = "VERBATIM_KERNEL"

// panel is how many outputs of a layer a kernel computes together: the columns of
// a panel. Widths are multiples of it.
const panel = 16

// A kernel does the arithmetic that is worth doing in a processor's own way. Its
// functions must give the same bits for the same numbers however the rows of a
// are split between calls: a sum runs over k in order, one accumulator for each
// element.
//
// Each has its own layout of weights, but a panel's lie together in all of them. A
// kernel that multiplies eight-bit numbers with each other, or one for another
// processor, is one more of these.
type kernel struct {
	name string

	// pack lays out a matrix for mul8, which may alias the matrix.
	pack func(m *rows8) []int8

	// mul8 multiplies by one panel: for i < m and j < panel,
	//
	//	dst[i*ldd+j] = scale[j] * Σ a[i*lda+l]*w(j, l) + bias[j]   (l < k)
	//
	// b are the panel's k*panel weights w, as pack laid them out. tmp holds as many
	// numbers, for its own use.
	mul8 func(dst []float32, ldd int, a []float32, lda, m, k int, b []int8, scale, bias, tmp []float32)

	// mul32 is the same for numbers that are no weights: no scale, no bias, and
	// w(j, l) is b[l*panel+j].
	mul32 func(dst []float32, ldd int, a []float32, lda, m, k int, b, tmp []float32)

	// gelu replaces each x by x·Φ(x), Φ the normal distribution's. len(x) is a
	// multiple of panel.
	gelu func(x []float32)

	// softmax replaces each x by exp(scale·x), divided so that they sum to one.
	// len(x) is a multiple of panel.
	softmax func(x []float32, scale float32)

	// addNorm adds y to x, and normalises x: mean 0, variance 1, then gain and bias.
	// All have the same length, a multiple of panel.
	addNorm func(x, y, gain, bias []float32, eps float32)
}

// kernels are those that this processor can run, the best first.
func kernels() []*kernel { return append(nativeKernels(), &generic) }

// chooseKernel returns the kernel named, or the best one for no name.
func chooseKernel(name string) (*kernel, error) {
	have := kernels()
	if name == "" {
		return have[0], nil
	}
	var names []string
	for _, k := range have {
		if k.name == name {
			return k, nil
		}
		names = append(names, k.name)
	}
	return nil, fmt.Errorf("%s=%s: this processor has %s", KernelEnv, name, strings.Join(names, ", "))
}

func kernelFromEnv() (*kernel, error) { return chooseKernel(os.Getenv(KernelEnv)) }
