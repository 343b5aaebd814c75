package chromem

import (
	"fmt"
	"hash/crc32"
	"math"
)

// unitTolerance is how far from 1 a vector's length may be: half-precision
// arithmetic and six printed decimals stay below it, vectors that were never
// brought to unit length do not.
const unitTolerance = 1e-3

// unit checks a vector and gives it with its length made 1 as exactly as
// float32 can say, so that chromem-go neither scales nor copies it.
func unit(v []float32) ([]float32, error) {
	length, err := lengthOf(v)
	if err != nil {
		return nil, err
	}
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(float64(x) / length)
	}
	return out, nil
}

// lengthOf gives the length of a vector, or why it cannot be used.
func lengthOf(v []float32) (float64, error) {
	if len(v) == 0 {
		return 0, fmt.Errorf("the vector is empty")
	}
	var sum float64
	for i, x := range v {
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			return 0, fmt.Errorf("number %d of the vector is %v", i+1, x)
		}
		sum += float64(x) * float64(x)
	}
	length := math.Sqrt(sum)
	if length == 0 {
		return 0, fmt.Errorf("the vector is all zeroes")
	}
	if math.Abs(length-1) > unitTolerance {
		return 0, fmt.Errorf("the vector's length is %.4g and not 1: the embedder must give unit vectors", length)
	}
	return length, nil
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// appendVector appends a vector's numbers as little-endian bytes.
func appendVector(b []byte, v []float32) []byte {
	for _, x := range v {
		u := math.Float32bits(x)
		b = append(b, byte(u), byte(u>>8), byte(u>>16), byte(u>>24))
	}
	return b
}

// readVector fills a vector from its bytes.
func readVector(v []float32, b []byte) {
	b = b[:4*len(v)]
	for i := range v {
		v[i] = math.Float32frombits(uint32(b[4*i]) | uint32(b[4*i+1])<<8 | uint32(b[4*i+2])<<16 | uint32(b[4*i+3])<<24)
	}
}
