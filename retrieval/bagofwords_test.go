package retrieval

import (
	"context"
	"math"
	"strings"
	"testing"
)

func TestBagOfWords(t *testing.T) {
	ctx := context.Background()
	var b BagOfWords
	texts := []string{
		"International law applies to the use of ICTs by States.",
		"The Group should meet in New York, twice a year.",
		"Применимость международного права", "国际法适用于网络空间", "", "...",
	}
	vectors, err := b.Passages(ctx, texts)
	if err != nil {
		t.Fatal(err)
	}
	cosine := func(v, w []float32) (sum float64) {
		for i := range v {
			sum += float64(v[i]) * float64(w[i])
		}
		return sum
	}
	for i, v := range vectors {
		if len(v) != 256 || math.Abs(cosine(v, v)-1) > 1e-6 {
			t.Errorf("the vector of %q has %d numbers and length² %v", texts[i], len(v), cosine(v, v))
		}
	}
	for question, best := range map[string]int{
		"Does international LAW apply to ICTs?": 0, "when should the group meet": 1,
		"международного права": 2, "国际法": 3,
	} {
		q, err := b.Query(ctx, question)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range vectors {
			if i != best && cosine(q, v) >= cosine(q, vectors[best]) {
				t.Errorf("%q is nearer to %q than to %q", question, texts[i], texts[best])
			}
		}
	}
	if n := b.Tokens("two words"); n != 4 {
		t.Errorf("two words have %d tokens, want 4", n)
	}
	if _, err := b.Passages(ctx, []string{strings.Repeat("word ", 600)}); err == nil {
		t.Error("a text of 600 words was taken, and cut off silently")
	}
}
