package answer

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

// evidence is a quotation of a claim, found in the record.
type evidence struct {
	quote   string // as drafted
	passage corpus.Passage
	span    corpus.Span // the words found, in the statement's text
	cite    Citation    // widened to whole sentences
}

// locate finds every quotation of the claim in a passage that it cites.
func (g *ground) locate(c Claim, cited []corpus.Passage) ([]evidence, string) {
	quotes := c.Quotes
	if len(quotes) == 0 {
		return nil, "quotes no words"
	}
	var out []evidence
	enough := false
	for _, q := range quotes {
		found := g.find(q, cited)
		if len(found) == 0 {
			return nil, fmt.Sprintf("the words %q were not found in what it cites", clip(q, 80))
		}
		if slices.ContainsFunc(found, func(e evidence) bool {
			return othersWords(g.states, e.passage.Statement, corpus.Span{Start: e.cite.Start, End: e.cite.End})
		}) {
			return nil, "it is not certain who says the words that it quotes"
		}
		enough = enough || substantial(q)
		out = append(out, found...)
	}
	if !enough {
		return nil, "quotes too few words to rest on"
	}
	return out, ""
}

// substantial tells whether a quotation has words enough to bear a sentence.
func substantial(q string) bool {
	n, letters := 0, 0
	for _, w := range splitWords(q) {
		n += 1 + strings.Count(w.lower, "-")
		letters += utf8.RuneCountInString(w.text)
	}
	return n >= quoteWords || letters >= 6 && strings.ContainsFunc(q, spaceless)
}

// spaceless tells whether a letter belongs to a script that writes no spaces.
func spaceless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// find looks for a quotation in the cited passages: evidence for each
// delegation in whose words it stands.
func (g *ground) find(quote string, cited []corpus.Passage) []evidence {
	needle := strings.Trim(quote, " \t\n.,;:!?…。，；：！？'‘’\u00a0")
	if needle == "" {
		return nil
	}
	var out []evidence
	voices := map[string]bool{}
	for _, p := range cited {
		if voices[voiceOf(p.Statement)] {
			continue
		}
		if here := g.places(p, corpus.Locate(g.fold(p.Statement), needle)); len(here) > 0 {
			voices[voiceOf(p.Statement)] = true
			for _, e := range here {
				e.quote = quote
				out = append(out, e)
			}
		}
	}
	return out
}

func (g *ground) fold(st *corpus.Statement) corpus.Folded {
	f, ok := g.folded[st]
	if !ok {
		f = corpus.Fold(st.Text)
		g.folded[st] = f
	}
	return f
}

// mostPlaces is how many sentences of a passage are shown where the words
// found stand in several.
const mostPlaces = 3

// places makes evidence of the places in the passage where the words stand,
// one for each sentence.
func (g *ground) places(p corpus.Passage, spans []corpus.Span) []evidence {
	var out []evidence
	covered := corpus.Span{}
	for _, s := range spans {
		if !s.Overlaps(p.Span()) || covered.Contains(s) {
			continue
		}
		if e, ok := newEvidence(p, s); ok {
			out = append(out, e)
			covered = corpus.Span{Start: e.cite.Start, End: e.cite.End}
		}
		if len(out) == mostPlaces {
			break
		}
	}
	return out
}

func newEvidence(p corpus.Passage, s corpus.Span) (evidence, bool) {
	wide := outlineOf(p.Statement).Widen(s)
	c, ok := Cite(p, wide.Start, wide.End)
	return evidence{passage: p, span: s, cite: c}, ok
}

// voiceOf names whose words a statement holds.
func voiceOf(st *corpus.Statement) string {
	if st.By == "" {
		return "\x00" + st.ID // unknown delegations are not the same delegation
	}
	return st.By + "|" + strings.Join(st.OnBehalf, ",")
}

func severalVoices(ev []evidence) bool {
	return slices.ContainsFunc(ev, func(e evidence) bool { return voiceOf(e.passage.Statement) != voiceOf(ev[0].passage.Statement) })
}

// insideQuotation tells whether the words found are ones that the statement
// itself puts in quotation marks.
func insideQuotation(e evidence) bool {
	return slices.ContainsFunc(outlineOf(e.passage.Statement).Quoted, func(q corpus.Span) bool { return q.Contains(e.span) })
}

// cutsWord tells whether the words found begin or end inside a word: behind
// "non-", say.
func (e evidence) cutsWord() bool {
	text := e.passage.Statement.Text
	return strings.HasSuffix(strings.TrimRight(text[:e.span.Start], "\n "), "-") || strings.HasPrefix(text[e.span.End:], "-")
}

// severalPlaces tells whether the words found stand in several sentences of
// the passage, so that which one is meant is a guess.
func severalPlaces(ev []evidence) bool {
	for i, e := range ev {
		for _, f := range ev[:i] {
			if e.quote == f.quote && e.passage.Statement == f.passage.Statement && e.cite.Start != f.cite.Start {
				return true
			}
		}
	}
	return false
}
