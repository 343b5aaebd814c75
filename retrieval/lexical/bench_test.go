package lexical

import (
	"bytes"
	"runtime"
	"testing"
)

// BenchmarkSearch is one question of the ten, 20 hits wanted.
func BenchmarkSearch(b *testing.B) {
	for _, n := range []int{10_000, 90_000} {
		b.Run(perQuery(n), func(b *testing.B) {
			x := Build(debate(b, n))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				x.Search(debateQuestions[i%len(debateQuestions)], "en", 20, nil)
			}
		})
	}
}

// BenchmarkBuild reports what building costs and what the index takes.
func BenchmarkBuild(b *testing.B) {
	docs := debate(b, 10_000)
	b.SetBytes(int64(sizeOf(docs)))
	var x *Index
	for b.Loop() {
		x = Build(docs)
	}
	var file bytes.Buffer
	x.WriteTo(&file)
	b.ReportMetric(float64(file.Len())/float64(x.Len()), "B/passage")
	b.ReportMetric(float64(x.Len())*float64(b.N)/b.Elapsed().Seconds(), "passages/s")
}

// BenchmarkRead opens an index of 90,000 passages.
func BenchmarkRead(b *testing.B) {
	var file bytes.Buffer
	Build(debate(b, 90_000)).WriteTo(&file)
	runtime.GC()
	b.SetBytes(int64(file.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(file.Bytes()); err != nil {
			b.Fatal(err)
		}
	}
}
