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

// The floors below which a draft's own words are withheld. A draft half of
// whose content words stand in the cited sentences is near; one that shares
// fewer must be near in meaning too; one that shares next to none is not near
// whatever its vector says, since vectors of one topic are all alike.
const (
	shareEnough = 0.5
	shareLeast  = 0.25
	nearLeast   = 0.47 // as scale gives it
)

// enough judges the claim's own words against the cited sentences and what
// surrounds them: the sentence before each, which a "this" may stand for, what
// short forms stand for, and who spoke when.
func (n nearness) enough(ctx context.Context, own string, cites []Citation, b *bearing) bool {
	quotes := quotesOf(cites)
	share, count := sharedWords(own, quotes+"\n"+surroundings(cites)+"\n"+b.longForms(quotes), cites[0].Statement.Language)
	switch {
	case count == 0, share >= shareEnough:
		return true
	case share < shareLeast || n.embedder == nil:
		return false
	}
	vectors, err := n.embedder.Passages(ctx, []string{clipTokens(n.embedder, strings.TrimSpace(own)), clipTokens(n.embedder, quotes)})
	return err == nil && len(vectors) == 2 && n.scale.of(dot(vectors[0], vectors[1])) >= nearLeast
}

// surroundings gives the sentence before each citation, in its paragraph, and
// the statement's speaker, office, date and place.
func surroundings(cites []Citation) string {
	var b strings.Builder
	for _, c := range cites {
		st := c.Statement
		o := outlineOf(st)
		before := o.SentencesIn(corpus.Span{Start: max(0, c.Start-2), End: c.Start})
		if len(before) > 0 && before[0].End <= c.Start && o.ParagraphAt(before[0].Start).Span == o.ParagraphAt(c.Start).Span {
			b.WriteString("\n" + before[0].Span.In(st.Text))
		}
		for _, m := range []string{st.Speaker, st.Office, st.Venue, st.Session, st.Date.Format("2 January 2006")} {
			b.WriteString("\n" + m)
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

// sharedWords gives the share of the own words' content words, by stem, that
// the cited words have, and how many content words there are.
func sharedWords(own, cited, language string) (share float64, count int) {
	have := map[string]bool{}
	for _, s := range contentStems(cited, language) {
		have[s] = true
	}
	seen := map[string]bool{}
	shared := 0
	for _, s := range contentStems(own, language) {
		if seen[s] {
			continue
		}
		seen[s] = true
		if have[s] {
			shared++
		}
	}
	if len(seen) == 0 {
		return 0, 0
	}
	return float64(shared) / float64(len(seen)), len(seen)
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
