package answer

import (
	"context"
	"errors"
	"fmt"
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
	N       int // how many at most; 0 means all
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
	if strings.TrimSpace(words) == "" {
		return nil, ErrNoWords
	}
	x := e.Index()
	q := Question{Text: words, States: r.States, Process: r.Process, Since: r.Since, Until: r.Until}
	u := Understood{Question: words, States: r.States, Since: r.Since, Until: r.Until, Language: read(nil, q).Language}
	if r.Process != "" {
		u.Processes = []string{r.Process}
	}
	out := &Quotes{Words: words, Understood: u, Held: e.held(x, u)}
	f := withVoices(e.filter(x, u), r.States)
	f.MaxGrade = nil // a weaker source is shown as what it is
	found, err := e.ranked(ctx, x, retrieval.Query{Text: words, Language: u.Language, Filter: f}, max(x.Len(), 1))
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
		hits = e.nearestTo(e.scales.of(ctx, x), u, found)
		out.Notices = append(out.Notices, e.noneHolds(x, u, len(hits))...)
	}
	if r.N > 0 && len(hits) > r.N {
		hits = hits[:r.N]
	}
	for _, h := range hits {
		if c, ok := Cite(h.passage, h.passage.Start, h.passage.End); ok {
			c.N = len(out.Citations) + 1
			out.Citations = append(out.Citations, c)
		}
	}
	return out, nil
}

// hit is a passage that holds the words asked for.
type hit struct {
	passage corpus.Passage
	exact   bool
	rank    int
}

// holding lists the passages that hold the words: in one piece first, then
// those that hold each, in the order of the search.
func (e *Engine) holding(x *retrieval.Index, words string, f retrieval.Filter, found []retrieval.Ranked) []hit {
	exact := map[*corpus.Statement][]corpus.Span{}
	for _, m := range x.Exact(words, f) {
		exact[m.Statement] = append(exact[m.Statement], corpus.Span{Start: m.Start, End: m.End})
	}
	var out []hit
	content := len(contentStems(words, "")) > 0
	for rank, r := range found {
		in := false
		for _, s := range exact[r.Passage.Statement] {
			in = in || s.Overlaps(r.Passage.Span())
		}
		if in || content && r.Coverage > 0.999 {
			out = append(out, hit{r.Passage, in, rank})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].exact && !out[j].exact })
	return out
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
		if x.Held(withVoice(retrieval.Filter{}, code)).Statements == 0 {
			out = append(out, fmt.Sprintf("No statement by %s is held.", e.name(code)))
		}
	}
	if near > 0 {
		return append(out, "No passage that is held has these words. The nearest by meaning follow.")
	}
	return append(out, "No passage that is held has these words.", e.holds(x.Held(retrieval.Filter{})))
}
