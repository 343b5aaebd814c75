package retrieval

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

// BagOfWords is an Embedder of no model at all: each word of a text adds to two
// of 256 numbers that its hash chooses, so that texts which share words
// are near each other and others are not. It needs no weights, gives the
// same vectors everywhere, and knows nothing of what words mean: it
// stands in for a real embedder in tests.
type BagOfWords struct{}

var _ Embedder = BagOfWords{}

const (
	bagDimensions = 256
	bagMaxTokens  = 512
)

// Model names the vector space.
func (BagOfWords) Model() string { return "bag-of-words-256" }

// MaxTokens gives the longest text it takes, in words and two more.
func (BagOfWords) MaxTokens() int { return bagMaxTokens }

// Tokens counts the words of a text, a character of Chinese or Japanese being
// one, and adds two as a model's marks of beginning and end do.
func (BagOfWords) Tokens(text string) int {
	n := 2
	bagWords(text, func(string) { n++ })
	return n
}

// Query gives the vector of a question, which is that of a passage of the same
// words.
func (b BagOfWords) Query(ctx context.Context, text string) ([]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return bagVector(text), nil
}

// Passages gives the vectors of the texts. One that is longer than MaxTokens
// is an error, as nothing may be cut off silently.
func (b BagOfWords) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if n := b.Tokens(text); n > bagMaxTokens {
			return nil, fmt.Errorf("text %d of %d has %d tokens, and %s takes %d", i+1, len(texts), n, b.Model(), bagMaxTokens)
		}
		vectors[i] = bagVector(text)
	}
	return vectors, nil
}

// bagVector adds up the words' directions: the first time a word counts in
// full, its repetitions less and less, and short words (which are mostly "of"
// and "the") a quarter.
func bagVector(text string) []float32 {
	seen := map[string]int{}
	var sums [bagDimensions]float64
	bagWords(text, func(word string) {
		seen[word]++
		weight := 1 / float64(seen[word])
		if utf8.RuneCountInString(word) < 4 && word[0] < utf8.RuneSelf {
			weight /= 4
		}
		h := fnv.New64a()
		h.Write([]byte(word))
		sum := h.Sum64()
		for range 2 {
			sign := 1 - 2*float64(sum>>8&1)
			sums[sum%bagDimensions] += sign * weight
			sum = sum>>32 | sum<<32
		}
	})
	return unit(sums[:])
}

// unit gives the vector of length 1 in that direction; nothing at all gets a
// direction too, since a vector of zeroes is near nothing, itself included.
func unit(sums []float64) []float32 {
	var length float64
	for _, x := range sums {
		length += x * x
	}
	if length == 0 {
		sums[0], length = 1, 1
	}
	length = math.Sqrt(length)
	v := make([]float32, len(sums))
	for i, x := range sums {
		v[i] = float32(x / length)
	}
	return v
}

// bagWords calls each with the folded words of a text, in order.
func bagWords(text string, each func(word string)) {
	folded := corpus.Fold(text).Text()
	start := -1
	for i, r := range folded {
		alone := unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
		inside := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
		if start >= 0 && (alone || !inside) {
			each(folded[start:i])
			start = -1
		}
		if alone {
			each(string(r))
		} else if inside && start < 0 {
			start = i
		}
	}
	if start >= 0 {
		each(folded[start:])
	}
}
