package position

import (
	"slices"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Words that stand nearly: the same sentence with a word or two changed, put
// in or left out.

// nearFewest is how many words a quotation has that is compared so.
const nearFewest = 5

// turning are the words that a sentence is turned round with: they are not
// counted as changes, so that one that lost its "do not" is found.
var turning = wordSet(`not no never do does did don't doesn't didn't cannot can can't`)

func withoutTurning(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return turning[w] })
}

// allowedEdits is how many words may differ of so many.
func allowedEdits(words int) int { return max(1, (words+2)/5) }

// nearlyStands finds the sentences of statements of which words are a part but
// for punctuation, and those of which they are nearly one, the nearest first; of
// each at most a few.
func nearlyStands(e *answer.Engine, words string, of []*corpus.Statement) (pointed, near []answer.Citation) {
	want := tokens(words)
	type hit struct {
		cite answer.Citation
		d    int
	}
	var hits []hit
	set := map[string]bool{}
	bare := withoutTurning(want)
	for _, w := range bare {
		set[w] = true
	}
	for _, st := range of {
		for _, s := range answer.SentencesOf(st) {
			have := tokens(s.Span.In(st.Text))
			if !sharesMost(have, set) {
				continue
			}
			c, ok := answer.CiteSentences(st, s.Span)
			if !ok {
				continue
			}
			if editsWithin(want, have) == 0 {
				pointed = append(pointed, c)
				continue
			}
			d := editsWithin(bare, withoutTurning(have))
			if len(want) >= nearFewest && d <= allowedEdits(len(bare)) && !e.NotOwn(c) {
				hits = append(hits, hit{c, d})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.d - b.d })
	for _, h := range hits[:min(len(hits), quotesShown)] {
		near = append(near, h.cite)
	}
	return pointed[:min(len(pointed), quotesShown)], near
}

// sharesMost tells whether a sentence has most of the words looked for.
func sharesMost(have []string, set map[string]bool) bool {
	seen := map[string]bool{}
	for _, w := range have {
		if set[w] {
			seen[w] = true
		}
	}
	return 3*len(seen) >= 2*len(set)
}

// editsWithin counts the words that must be changed, put in or left out so
// that want is a stretch of have.
func editsWithin(want, have []string) int {
	row := make([]int, len(have)+1) // a stretch may begin anywhere
	for i, w := range want {
		diagonal := row[0]
		row[0] = i + 1
		for j, h := range have {
			cost := diagonal
			if w != h {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return slices.Min(row)
}

// changed tells what differs between quoted words and the sentence that they nearly
// are, where that is little.
func changed(c answer.Citation, words string) string {
	language := c.Statement.Language
	want := spelled(nil, words, language, nil)
	best, fewest := []change(nil), len(want)
	for _, s := range answer.SentencesOf(c.Statement) {
		if !s.Span.Overlaps(corpus.Span{Start: c.Start, End: c.End}) {
			continue
		}
		all, _ := within(changesBetween(spelled(nil, s.Span.In(c.Statement.Text), language, nil), want), len(want), language)
		if n := len(all); n > 0 && n < fewest {
			best, fewest = all, n
		}
	}
	if len(best) > shownChanges {
		return ""
	}
	return told(best, "the quotation")
}
