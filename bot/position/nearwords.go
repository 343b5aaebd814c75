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
func (c checker) nearlyStands(words string, of []*corpus.Statement) (pointed, near []answer.Citation) {
	type hit struct {
		cite answer.Citation
		d    int
	}
	var hits []hit
	wants := map[string]*wanted{} // by language
	for _, st := range of {
		w := wants[st.Language]
		if w == nil {
			w = wantedOf(words, st.Language)
			wants[st.Language] = w
		}
		for _, s := range c.sentences(st) {
			if !sharesMost(s.words, w.set) {
				continue
			}
			d := editsWithin(w.all, s.words)
			if d > 0 {
				d = editsWithin(w.bare, withoutTurning(s.words)) + 1
			}
			if d > 0 && (len(w.all) < nearFewest || d-1 > allowedEdits(len(w.bare))) {
				continue
			}
			cite, ok := answer.CiteSentences(st, s.Span)
			switch {
			case !ok:
			case d == 0:
				pointed = append(pointed, cite)
			case !c.e.NotOwn(cite):
				hits = append(hits, hit{cite, d})
			}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.d - b.d })
	for _, h := range hits[:min(len(hits), quotesShown)] {
		near = append(near, h.cite)
	}
	return pointed[:min(len(pointed), quotesShown)], near
}

// wanted are the words of a quotation: all, those without what turns a sentence
// round, and these as a set.
type wanted struct {
	all, bare []string
	set       map[string]bool
}

func wantedOf(words, language string) *wanted {
	w := &wanted{all: roughly(words, language), set: map[string]bool{}}
	w.bare = withoutTurning(w.all)
	for _, one := range w.bare {
		w.set[one] = true
	}
	return w
}

// sharesMost tells whether a sentence has most of the words looked for.
func sharesMost(have []string, set map[string]bool) bool {
	seen := 0
	for i, w := range have {
		if set[w] && !slices.Contains(have[:i], w) {
			seen++
		}
	}
	return 3*seen >= 2*len(set)
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
