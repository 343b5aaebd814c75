package position

import (
	"slices"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// heldSentence is a sentence of a statement with its words.
type heldSentence struct {
	corpus.Span
	words []string
}

// sentences gives those of a statement, made once for all claims of a text.
func (c checker) sentences(st *corpus.Statement) []heldSentence {
	out, ok := c.read[st]
	if !ok {
		for _, s := range answer.SentencesOf(st) {
			out = append(out, heldSentence{s.Span, roughly(s.Span.In(st.Text), st.Language)})
		}
		c.read[st] = out
	}
	return out
}

// lacksFew tells whether a sentence has all but a few of the words looked for, so
// that it can be near.
func lacksFew(have []string, set map[string]bool) bool {
	room := max(2, len(set)/wordedShare) + 1
	if len(have)+room < len(set) {
		return false
	}
	seen := 0
	for i, w := range have {
		if set[w] && !slices.Contains(have[:i], w) {
			seen++
		}
	}
	return seen+room >= len(set)
}

// roughly gives the words of a text, quickly: names are not looked for.
func roughly(text, language string) []string {
	words := tokens(text)
	if language != "zh" && language != "fr" && language != "ar" {
		return words
	}
	var out []string
	for _, w := range words {
		out = append(out, norms(parts(w, language))...)
	}
	return out
}
