package answer

import (
	"context"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// nearness judges whether a draft's own words stand near enough to the
// sentences that it cites: by the content words that they share, and, where
// those are few, by the cosine of their vectors besides.
type nearness struct {
	embedder retrieval.Embedder // nil: by shared words alone
	scale    scale
}

// The floors below which a draft is withheld: a draft with at least two
// content words that the cited sentences lack, and more of them than of words
// that they have, must be near in meaning; where next to none is shared, it is
// far whatever its vector says, since vectors of one topic are all alike.
const (
	foreignMost = 1    // content words of its own that never make a draft far
	shareEnough = 0.5  // share of content words borne by the record that is near
	shareLeast  = 0.25 // share below which it is far
	nearLeast   = 0.47 // nearness in meaning between these two, as scale gives it
)

// enough judges how near a claim's own words stand to the cited sentences:
// said of its content words stand there too, foreign of them do not.
func (n nearness) enough(ctx context.Context, own string, said, foreign int, cites []Citation) bool {
	share := float64(said) / float64(max(said+foreign, 1))
	switch {
	case foreign <= foreignMost, share >= shareEnough:
		return true
	case share < shareLeast || n.embedder == nil:
		return false
	}
	vectors, err := n.embedder.Passages(ctx, []string{clipTokens(n.embedder, strings.TrimSpace(own)), clipTokens(n.embedder, quotesOf(cites))})
	return err == nil && len(vectors) == 2 && n.scale.of(dot(vectors[0], vectors[1])) >= nearLeast
}

// surroundings gives the sentence before each citation, which a "this" or "the
// Group" in it may stand for.
func surroundings(cites []Citation) string {
	var b strings.Builder
	for _, c := range cites {
		st := c.Statement
		before := outlineOf(st).SentencesIn(corpus.Span{Start: max(0, c.Start-4), End: c.Start})
		if len(before) > 0 && before[len(before)-1].End <= c.Start {
			b.WriteString("\n" + before[len(before)-1].Span.In(st.Text))
		}
	}
	return b.String()
}

// clipTokens cuts a text to what an embedder takes.
func clipTokens(e retrieval.Embedder, text string) string {
	for len(text) > 0 && e.Tokens(text) > e.MaxTokens() {
		text = cutRunes(text, len(text)*3/4)
	}
	return text
}

func dot(a, b []float32) float64 {
	if len(a) != len(b) {
		return 0
	}
	var sum float64
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
