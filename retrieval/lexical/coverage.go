package lexical

import (
	"slices"
	"strings"
)

// An askedWord is a word of a question, with all the terms that stand for it.
type askedWord struct {
	term       string
	weight     float64
	start, end int
	by         []int // terms of the index, any of which covers it
}

// Coverage tells how much of a question each of some documents speaks to: the
// share, 0 to 1, of its words' weight (see IDF) that the document has, be it in
// another form, as a compound or as the same concept in another language. Words
// that no document has weigh most and are covered by none, so that a question
// beside the record scores low everywhere. A question without a word that
// counts gives 0. The result is parallel to docs; one that is no document's
// number gives 0.
func (x *Index) Coverage(query, language string, docs []int) []float64 {
	words := x.asked(query, language)
	share, total := make([]float64, len(docs)), 0.0
	have := map[int][]bool{}
	for _, w := range words {
		total += w.weight
		covered := make([]bool, len(docs))
		for _, t := range w.by {
			if have[t] == nil {
				have[t] = x.has(t, docs)
			}
			for i, ok := range have[t] {
				covered[i] = covered[i] || ok
			}
		}
		for i, ok := range covered {
			if ok {
				share[i] += w.weight
			}
		}
	}
	for i := range share {
		share[i] /= max(total, 1e-9)
	}
	return share
}

// asked gives the words of a question, each once, at most MaxQueryTerms.
func (x *Index) asked(query, language string) []askedWord {
	type place struct {
		t, start, end int
	}
	var words []askedWord
	var others []place
	seen := map[string]bool{}
	query = cut(query, maxQueryBytes)
	analyserFor(query, language, true).analyse(query, func(f *form, start, end int) {
		t, found := x.find(f.term)
		if found && covers(f) {
			others = append(others, place{t, start, end})
		}
		if f.role == chief && !seen[f.term] && len(words) < MaxQueryTerms {
			seen[f.term] = true
			words = append(words, askedWord{term: f.term, weight: x.IDF(f.term), start: start, end: end})
		}
	})
	// What only documents apart have comes last, and so crowds nothing out.
	slices.SortStableFunc(others, func(a, b place) int { return int(min(x.dfOf[b.t], 1)) - int(min(x.dfOf[a.t], 1)) })
	for i := range words {
		w := &words[i]
		for _, o := range others {
			if o.start <= w.start && w.end <= o.end && len(w.by) < 16 && !slices.Contains(w.by, o.t) {
				w.by = append(w.by, o.t)
			}
		}
	}
	return words
}

// covers reports whether a term stands for the whole of the words over which it
// reaches: of the parts only the tail of a symbol does.
func covers(f *form) bool {
	switch f.role {
	case part:
		return strings.Contains(f.term, "/")
	case character:
		return false
	}
	return true
}

// has tells which of some documents have a term.
func (x *Index) has(t int, docs []int) []bool {
	at := make(map[int][]int, len(docs))
	for i, d := range docs {
		at[d] = append(at[d], i)
	}
	found := make([]bool, len(docs))
	x.each(t, func(doc int, _ float32) {
		for _, i := range at[doc] {
			found[i] = true
		}
	})
	return found
}
