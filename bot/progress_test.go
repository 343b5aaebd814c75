package main

import (
	"strings"
	"testing"
	"time"
)

// Off a terminal, work that was spoken of ends with its last line; quick work
// is not spoken of.
func TestProgressLines(t *testing.T) {
	for name, c := range map[string]struct {
		each time.Duration // for ten passages of a hundred
		want string
	}{
		"quick": {50 * time.Millisecond, ""},
		"slow":  {1100 * time.Millisecond, "Embedding: 20 of 100\nEmbedding: 70 of 100\nEmbedding: 100 of 100\n"},
		"last is said already": {6 * time.Second, "Embedding: 10 of 100\nEmbedding: 20 of 100\nEmbedding: 30 of 100\nEmbedding: 40 of 100\n" +
			"Embedding: 50 of 100\nEmbedding: 60 of 100\nEmbedding: 70 of 100\nEmbedding: 80 of 100\nEmbedding: 90 of 100\nEmbedding: 100 of 100\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			p := newProgress(&out, terminal{}, "Embedding")
			p.now = func() time.Time { return now }
			for done := 0; done <= 100; done += 10 {
				p.at(done, 100)
				now = now.Add(c.each)
			}
			p.done()
			if out.String() != c.want {
				t.Errorf("got\n%swant\n%s", out.String(), c.want)
			}
		})
	}
}
