package openaitest

import (
	"hash/fnv"
	"net/http"
	"strings"
	"unicode"
)

// DefaultDims is how many dimensions the vectors have.
const DefaultDims = 64

// Vector is a bag of words: each word, in lower case, adds one to the place
// that its hash names. It is the same on every machine; texts that share no
// word are nearly at right angles. A text without words gets its first place.
func Vector(text string, dims int) []float32 {
	v := make([]float32, dims)
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for _, w := range words {
		h := fnv.New32a()
		h.Write([]byte(w))
		v[h.Sum32()%uint32(dims)]++
	}
	if len(words) == 0 {
		v[0] = 1
	}
	return v
}

// Vectors is the reply with the vectors of a request's texts, in the request's
// dimensions where it asks for some, and not of unit length.
func (s *Server) Vectors(r Request) Reply {
	s.mu.Lock()
	dims := s.dims
	s.mu.Unlock()
	if r.Dimensions != nil && *r.Dimensions > 0 {
		dims = *r.Dimensions
	}
	data := make([]any, len(r.Input))
	words := 0
	for i, text := range r.Input {
		data[i] = map[string]any{"object": "embedding", "index": i, "embedding": Vector(text, dims)}
		words += len(strings.Fields(text))
	}
	return JSON(http.StatusOK, map[string]any{
		"object": "list", "model": r.Model, "data": data, "usage": Usage{Prompt: words, Total: words},
	})
}
