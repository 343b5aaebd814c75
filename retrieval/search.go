package retrieval

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/twins"
	"verbatim/retrieval/lexical"
)

// ErrWordsOnly marks the error of a search that could not compare meanings, as
// the embedder failed. The passages that came with it were found by their
// words alone.
var ErrWordsOnly = errors.New("passages were found by their words alone")

// Search gives the n passages that speak of the question best, best first, the
// filter applied before the best are taken. The same search of the same index
// gives the same passages. Of passages that say the same by the same
// delegation the best graded one is given. An error that is ErrWordsOnly comes
// with passages.
//
// What it gives, scores included, does not depend on passages of scopes that the
// filter does not see: it is as if they were not there.
func (x *Index) Search(ctx context.Context, q Query, n int) ([]Ranked, error) {
	s := search{x: x, q: q, at: map[int32]int{}, pass: make([]bool, len(x.headers))}
	seen := 0 // passages of the scopes that the filter sees
	for i, h := range x.headers {
		s.pass[i] = q.Filter.Match(h)
		if q.Filter.Sees(h.Scope) && !h.Copy {
			seen += int(x.first[i+1] - x.first[i])
		}
	}
	if n <= 0 || seen == 0 {
		return nil, ctx.Err()
	}
	if s.q.Language == "" {
		s.q.Language = lexical.Language(q.Text)
	}
	s.many = min(max(4*min(n, seen), x.fusion.Candidates), seen)
	s.byWords()
	err := s.byMeaning(ctx)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		err = fmt.Errorf("%w: %w", ErrWordsOnly, err)
	}
	x.fusion.fuse(s.list)
	sortCandidates(s.list)
	return s.ranked(s.distinct(n)), err
}

// search is one search under way.
type search struct {
	x    *Index
	q    Query
	many int    // candidates of each half
	pass []bool // by statement: whether it passes the filter
	list []candidate
	at   map[int32]int // in list, by passage
}

// candidate gives the passage's place in the list, where it is put if it was
// not there.
func (s *search) candidate(passage int32) *candidate {
	i, ok := s.at[passage]
	if !ok {
		i = len(s.list)
		s.at[passage] = i
		e, language := s.x.embedder, s.x.statements[s.x.spans[passage].owner].Language
		s.list = append(s.list, candidate{passage: passage, foreign: !knows(e, s.q.Language) || !knows(e, language)})
	}
	return &s.list[i]
}

// byWords takes the candidates that share words with the question.
func (s *search) byWords() {
	allow := func(doc int) bool { return s.pass[s.x.spans[doc].owner] }
	for i, hit := range s.x.words.Search(s.q.Text, s.q.Language, s.many, allow) {
		c := s.candidate(int32(hit.Doc))
		c.lexical, c.lexicalRank = float64(hit.Score), i+1
	}
}

// byMeaning takes the candidates whose vectors are near the question's, and
// scores those that were found by their words.
func (s *search) byMeaning(ctx context.Context) error {
	if !slices.Contains(s.pass, true) {
		return nil
	}
	vector, err := s.x.embedder.Query(ctx, s.x.fitting(s.q.Text))
	if err != nil {
		return err
	}
	hits, err := s.x.vectors.Search(ctx, vector, s.many, s.q.Filter)
	if err != nil {
		return err
	}
	for i, hit := range hits {
		// A passage that is gone cannot be cited, so it is not found.
		if passage, ok := s.x.at(hit.ID); ok && s.pass[s.x.spans[passage].owner] {
			c := s.candidate(passage)
			c.dense, c.denseRank = float64(hit.Score), i+1
		}
	}
	if len(hits) < s.many {
		return nil // these were all
	}
	return s.complete(ctx, vector, len(hits))
}

// complete finds the cosines of the passages that were found by their words
// only: the rank of each is that after all that were found by meaning.
func (s *search) complete(ctx context.Context, vector []float32, rank int) error {
	f := s.q.Filter
	f.Statements = nil
	total := 0
	seen := map[int32]bool{}
	for _, c := range s.list {
		owner := s.x.spans[c.passage].owner
		if c.denseRank == 0 && !seen[owner] {
			seen[owner] = true
			f.Statements = append(f.Statements, s.x.statements[owner].ID)
			total += int(s.x.first[owner+1] - s.x.first[owner])
		}
	}
	if total == 0 {
		return nil
	}
	hits, err := s.x.vectors.Search(ctx, vector, total, f)
	if err != nil {
		return err
	}
	for _, hit := range hits {
		passage, ok := s.x.at(hit.ID)
		if !ok {
			continue
		}
		if i, ok := s.at[passage]; ok && s.list[i].denseRank == 0 {
			rank++
			s.list[i].dense, s.list[i].denseRank = float64(hit.Score), rank
		}
	}
	return nil
}

// fitting gives as much of a question as the embedder takes.
func (x *Index) fitting(text string) string {
	most := x.embedder.MaxTokens()
	// A token is rarely longer than 16 bytes: this spares counting a book.
	text = cutText(text, 16*most)
	for x.embedder.Tokens(text) > most && text != "" {
		text = cutText(text, len(text)*3/4)
	}
	return text
}

// cutText gives at most size bytes of a text, whole characters.
func cutText(text string, size int) string {
	if len(text) <= size {
		return text
	}
	for size > 0 && !utf8.RuneStart(text[size]) {
		size--
	}
	return text[:size]
}

// ranked gives the candidates as the caller sees them.
func (s *search) ranked(list []candidate) []Ranked {
	docs := make([]int, len(list))
	for i, c := range list {
		docs[i] = int(c.passage)
	}
	coverage := s.x.words.Coverage(s.q.Text, s.q.Language, docs)
	out := make([]Ranked, len(list))
	for i, c := range list {
		out[i] = Ranked{Passage: s.x.passage(c.passage), Score: c.score, Dense: c.dense, Lexical: c.lexical, Coverage: coverage[i]}
	}
	return out
}

// compared is how many of the best are compared word by word: so many that
// nobody reads a repetition, and so few that a search for everything ends.
const compared = 60

// distinct gives the n best of the sorted candidates, none of which repeats
// another.
func (s *search) distinct(n int) []candidate {
	var out []candidate
	said := map[string]int{} // in out, by delegation and words
	var taken []voiced
	for _, c := range s.list {
		st := s.x.statements[s.x.spans[c.passage].owner]
		mine := voiced{by: delegation(st)}
		if s.q.Days {
			mine.by += st.Date.Format(time.DateOnly) + "\n"
		}
		key := mine.by + string(s.x.spans[c.passage].key[:])
		if i, ok := said[key]; ok {
			if s.x.better(c.passage, out[i].passage) {
				out[i].passage = c.passage
			}
			continue
		}
		if len(out) == n {
			continue // a better copy of what is taken may still come
		}
		if len(taken) < compared && s.x.fusion.Near > 0 {
			mine.words, mine.text = s.x.wordSet(c.passage), s.x.passage(c.passage).Embedded()
			if mine.repeats(taken, s.x.fusion.Near) {
				continue
			}
			taken = append(taken, mine)
		}
		said[key] = len(out)
		out = append(out, c)
	}
	return out
}

// voiced is what a delegation said, as a set of words.
type voiced struct {
	by    string
	words map[string]bool
	text  string
}

// fewWords is how many words two passages may have each for itself for one "not"
// among them to be all that tells them apart.
const fewWords = 6

// repeats tells whether it says nearly the same as one that was taken. "We can
// accept" is no repetition of "we cannot accept".
func (v voiced) repeats(taken []voiced, near float64) bool {
	return slices.ContainsFunc(taken, func(t voiced) bool {
		if t.by != v.by {
			return false
		}
		both := common(t.words, v.words)
		apart := len(t.words) + len(v.words) - 2*both
		return ratio(float64(both), float64(both+apart)) >= near && (apart > fewWords || !twins.Turned(t.text, v.text))
	})
}

// delegation names who speaks in a statement. One of unknown delegation is a
// delegation of its own.
func delegation(s *corpus.Statement) string {
	if s.By == "" {
		return "?" + s.ID + "\n"
	}
	out := s.By
	for _, code := range s.OnBehalf {
		out += "+" + code
	}
	return out + "\n"
}

// better tells whether of two passages with the same words p is to be shown: the
// higher grade, then that all share it, then the later date, then the order of
// the library decide.
func (x *Index) better(p, q int32) bool {
	a, b := x.statements[x.spans[p].owner], x.statements[x.spans[q].owner]
	switch {
	case a.Grade != b.Grade:
		return a.Grade < b.Grade
	case a.Scope != b.Scope && (a.Scope == "" || b.Scope == ""):
		return a.Scope == ""
	case !a.Date.Equal(b.Date):
		return a.Date.After(b.Date)
	}
	return p < q
}

// wordSet gives the words of a passage, folded.
func (x *Index) wordSet(passage int32) map[string]bool {
	set := map[string]bool{}
	bagWords(x.passage(passage).Embedded(), func(word string) { set[word] = true })
	return set
}

// common counts the words that two sets have in common.
func common(a, b map[string]bool) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	both := 0
	for word := range a {
		if b[word] {
			both++
		}
	}
	return both
}
