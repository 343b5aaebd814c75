package answer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// QuoteRequest asks for the passages that hold words.
type QuoteRequest struct {
	Words   string
	States  []string // codes
	Process string
	Since   time.Time
	Until   time.Time
	N       int    // how many at most; 0 means all
	Scope   string // as Question.Scope
}

// Quotes are the passages that hold the words asked for, whole and verbatim.
type Quotes struct {
	Words      string
	Understood Understood
	Citations  []Citation // each a whole passage
	Total      int        // passages that hold the words, shown or not
	Exact      int        // of these, how many hold them as they were written, in one piece
	Held       Held
	Notices    []string
}

// ErrNoWords says that there is nothing to look for.
var ErrNoWords = errors.New("no words to look for: give a few words of the passage, such as quote \"confidence-building measures\"")

// Quote finds passages: first those that hold the words in one piece
// (forgiving case, spacing and typography), then those that hold each of them.
// Where there is none it gives the nearest by meaning, and says so.
func (e *Engine) Quote(ctx context.Context, r QuoteRequest) (*Quotes, error) {
	words := strings.Trim(strings.TrimSpace(r.Words), "\"“”«»„")
	if wordless(words) {
		return nil, ErrNoWords
	}
	x := e.Index()
	q := Question{Text: words, States: r.States, Process: r.Process, Since: r.Since, Until: r.Until}
	u := Understood{Question: words, States: r.States, Since: r.Since, Until: r.Until, Language: read(nil, q).Language, scope: r.Scope}
	if r.Process != "" {
		u.Processes = []string{r.Process}
	}
	out := &Quotes{Words: words, Understood: u, Held: e.held(x, u)}
	f := withVoices(e.filter(x, u), r.States)
	f.MaxGrade, f.ExceptKinds = nil, nil // a weaker source is shown as what it is
	found, err := e.ranked(ctx, x, retrieval.Query{Text: words, Language: u.Language, Filter: f}, max(x.Held(u.all()).Passages, 1))
	if err != nil {
		return nil, err
	}
	hits := e.holding(x, words, f, found)
	for _, h := range hits {
		if h.exact {
			out.Exact++
		}
	}
	out.Total = len(hits)
	if len(hits) == 0 {
		hits = e.nearestTo(e.scales.of(ctx, x, u.scope), u, found)
		out.Notices = append(out.Notices, e.noneHolds(x, u, len(hits))...)
	}
	if r.N > 0 && len(hits) > r.N {
		hits = hits[:r.N]
	}
	for _, h := range hits {
		if c, ok := Cite(h.passage, h.passage.Start, h.passage.End); ok {
			c.N = len(out.Citations) + 1
			c.Quoting = e.NotOwn(c)
			out.Citations = append(out.Citations, c)
		}
	}
	return out, nil
}

// hit is a passage that holds the words asked for.
type hit struct {
	passage corpus.Passage
	exact   bool
	rank    int // in the search; one that the search left out as a repetition comes after all
}

// holding lists the passages that hold the words: in one piece first, then
// those that hold each; within these in the order of the search, and then the
// later first. A search gives what a delegation says twice once; here each
// place counts.
func (e *Engine) holding(x *retrieval.Index, words string, f retrieval.Filter, found []retrieval.Ranked) []hit {
	exact := map[*corpus.Statement][]corpus.Span{}
	for _, m := range x.Exact(words, f) {
		exact[m.Statement] = append(exact[m.Statement], corpus.Span{Start: m.Start, End: m.End})
	}
	type place struct {
		rank  int
		whole bool
	}
	ranks := make(map[string]place, len(found))
	content := len(contentStems(words, "")) > 0
	for rank, r := range found {
		ranks[r.Passage.ID()] = place{rank, content && r.Coverage > 0.999}
	}
	all := newAllWords(words)
	var out []hit
	for _, p := range x.Passages(f) {
		at, ranked := ranks[p.ID()]
		if !ranked {
			at = place{rank: len(found)}
		}
		in := slices.ContainsFunc(exact[p.Statement], p.Span().Overlaps)
		if in || at.whole || !ranked && content && all.in(p) {
			out = append(out, hit{p, in, at.rank})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].before(out[j]) })
	exactly := slices.IndexFunc(out, func(h hit) bool { return !h.exact })
	if exactly < 0 {
		exactly = len(out)
	}
	for _, part := range [][]hit{out[:exactly], out[exactly:]} {
		corpus.OriginalsFirst(part, func(h hit) *corpus.Statement { return h.passage.Statement })
	}
	return out
}

func (h hit) before(g hit) bool {
	switch {
	case h.exact != g.exact:
		return h.exact
	case h.rank != g.rank:
		return h.rank < g.rank
	}
	return h.passage.Statement.Date.After(g.passage.Statement.Date)
}

// allWords finds the texts that hold each of some words in any of its forms.
type allWords struct {
	words string
	terms map[string][]string // of the words, by language
	known map[string]bool     // by language and text
}

func newAllWords(words string) allWords {
	return allWords{words, map[string][]string{}, map[string]bool{}}
}

func (a allWords) in(p corpus.Passage) bool {
	text, language := p.Embedded(), p.Statement.Language
	key := language + "\n" + text
	if known, ok := a.known[key]; ok {
		return known
	}
	terms, ok := a.terms[language]
	if !ok {
		terms = contentStems(a.words, language)
		a.terms[language] = terms
	}
	has := map[string]bool{}
	for _, t := range contentStems(text, language) {
		has[t] = true
	}
	a.known[key] = len(terms) > 0 && !slices.ContainsFunc(terms, func(t string) bool { return !has[t] })
	return a.known[key]
}

// nearestTo lists the passages near the words in meaning.
func (e *Engine) nearestTo(s scale, u Understood, found []retrieval.Ranked) []hit {
	const most = 3
	var out []hit
	for i, r := range found {
		if len(out) < most && relevant(s, e.Embedder, u.Language, r) {
			out = append(out, hit{r.Passage, false, i})
		}
	}
	return out
}

func (e *Engine) noneHolds(x *retrieval.Index, u Understood, near int) []string {
	var out []string
	for _, code := range u.States {
		if x.Held(withVoice(u.all(), code)).Statements == 0 {
			out = append(out, e.withElsewhere(x, u, code, fmt.Sprintf("No statement by %s is held.", e.name(code)))...)
		}
	}
	if near > 0 {
		return append(out, "No passage that is held has these words. The nearest by meaning follow.")
	}
	return append(out, "No passage that is held has these words.", e.holds(x, u))
}
