package encoder

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"
)

const question = "What did the delegations say about the protection of hospitals against malicious cyber operations, and when?"

// benchInput is n token numbers, the frame's among them.
func benchInput(m *Model, n int) []int32 {
	rng := rand.New(rand.NewPCG(1, 2))
	ids := []int32{m.tokens.cls}
	for len(ids) < n-1 {
		ids = append(ids, 1000+rng.Int32N(int32(m.tokens.size)-1000))
	}
	return append(ids, m.tokens.sep)
}

// BenchmarkPassage128 encodes a passage of 128 tokens on one processor.
func BenchmarkPassage128(b *testing.B) { benchmarkInput(b, 128) }

// BenchmarkPassage512 encodes the longest passage.
func BenchmarkPassage512(b *testing.B) { benchmarkInput(b, 512) }

func benchmarkInput(b *testing.B, tokens int) {
	for _, k := range kernels() {
		b.Run(k.name, func(b *testing.B) {
			m := openWeights(b, k)
			ids := benchInput(m, tokens)
			defer reportCPU(b, cpuTime())
			b.ResetTimer()
			for b.Loop() {
				if _, err := m.encode(context.Background(), ids, 1); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkQuery embeds a question of sixteen words on all processors, as the
// program does.
func BenchmarkQuery(b *testing.B) {
	for _, k := range kernels() {
		b.Run(k.name, func(b *testing.B) {
			m := openWeights(b, k)
			defer reportCPU(b, cpuTime())
			b.ResetTimer()
			for b.Loop() {
				if _, err := m.Query(context.Background(), question); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTokenize reads a long text.
func BenchmarkTokenize(b *testing.B) {
	m := openWeights(b, &generic)
	text := string(statement())
	if text == "" {
		b.Skip("the founding statement is not here")
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		m.Tokens(text)
	}
}

// BenchmarkOpen reads the weights file.
func BenchmarkOpen(b *testing.B) {
	file := weightsFile(b)
	for _, k := range kernels() {
		b.Run(k.name, func(b *testing.B) {
			defer reportCPU(b, cpuTime())
			for b.Loop() {
				if _, err := open(file, k); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// reportCPU reports processor time beside the clock's: on a machine that does other
// things too, it says more.
func reportCPU(b *testing.B, since time.Duration) {
	b.ReportMetric(float64((cpuTime()-since).Nanoseconds())/float64(b.N)/1e6, "cpu-ms/op")
}
