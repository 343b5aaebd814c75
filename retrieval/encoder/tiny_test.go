package encoder

import (
	"math/rand/v2"
	"testing"
)

// tinyConfig is a model small enough for a test to make: two layers, two heads.
var tinyConfig = Config{
	Name: "tiny", Origin: "a test", Licence: "none", Layers: 2, Heads: 2, Hidden: 32, Intermediate: 48,
	Positions: 24, NormEps: 1e-12, Pooling: poolCLS, QueryPrefix: "ask: ", PassagePrefix: "",
}

var tinyVocabulary = []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "ask", ":", "no", "##t", "yes", "a", "##b", "中"}

// tinyFile is the weights file of a model with random weights.
func tinyFile(t testing.TB, c Config) []byte {
	t.Helper()
	file, err := Marshal(c, tinyVocabulary, tinyTensors(c))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func tinyTensors(c Config) map[string]Tensor {
	rng := rand.New(rand.NewPCG(3, 4))
	out := map[string]Tensor{}
	for _, s := range shapes(c, len(tinyVocabulary)) {
		out[s.name] = Tensor{s.rows, s.cols, randoms(rng, s.rows*s.cols)}
	}
	return out
}

// randoms are n numbers around zero.
func randoms(rng *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(rng.NormFloat64())
	}
	return out
}

func openTiny(t testing.TB, c Config, k *kernel) *Model {
	t.Helper()
	m, err := open(tinyFile(t, c), k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}
