package answer

import (
	"context"
	"sort"
	"strings"
	"unicode/utf8"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Extractive drafts by choosing sentences of the passages found: the ones that
// answer, nothing twice, few enough to read. What it drafts passes the same
// gate as a model's draft.
type Extractive struct {
	Embedder retrieval.Embedder // nil: by shared words alone
}

// Bounds of an answer by extracts.
const (
	mostPoints      = 6    // sentences shown, over all delegations
	mostPerVoice    = 4    // of one delegation where several are asked
	mostBytes       = 2200 // of the record's words shown
	sentencesJudged = 64   // sentences compared with the question at most
	tooAlike        = 0.90 // cosine of two sentences that say the same
	behindBest      = 0.13 // how far behind the best sentence one may stand
	meaningWeight   = 0.65 // share of the vectors' cosine in a sentence's score; the rest is shared words
)

// candidate is a sentence of a passage found.
type candidate struct {
	mark     int // of its passage, from 1
	passage  retrieval.Ranked
	span     corpus.Span
	score    float64
	vector   []float32
	coverage float64
}

// Draft claims the sentences that answer, grouped by delegation, the newest
// statement first and in the order in which they were said.
func (d Extractive) Draft(ctx context.Context, f *Found, claim func(Claim)) (Usage, error) {
	cands := candidates(f)
	if err := d.score(ctx, f.Read, cands); err != nil {
		return Usage{}, err
	}
	chosen := choose(cands, len(f.Read.States))
	arrange(chosen, f)
	for _, c := range chosen {
		claim(Claim{Quotes: []string{c.span.In(c.passage.Passage.Statement.Text)}, Marks: []int{c.mark}})
	}
	return Usage{}, nil
}

// candidates lists the sentences of the passages, widened as the gate will
// widen them, without those that say nothing.
func candidates(f *Found) []*candidate {
	var out []*candidate
	type place struct {
		st   *corpus.Statement
		span corpus.Span
	}
	seen := map[place]bool{}
	for i, r := range f.Passages {
		o := outlineOf(r.Passage.Statement)
		for _, s := range o.SentencesIn(r.Passage.Span()) {
			wide := o.Widen(s.Span)
			at := place{r.Passage.Statement, wide}
			if seen[at] || !saysSomething(r.Passage.Statement, o, s) || wide.Len() > 1200 {
				continue
			}
			seen[at] = true
			out = append(out, &candidate{mark: i + 1, passage: r, span: wide})
			if len(out) == sentencesJudged {
				return out
			}
		}
	}
	return out
}

// saysSomething leaves out headings, salutations, thanks and fragments, and
// sentences that mostly quote somebody else.
func saysSomething(st *corpus.Statement, o *corpus.Outline, s corpus.Sentence) bool {
	text := s.Span.In(st.Text)
	if s.Paragraph >= 0 && s.Paragraph < len(o.Paragraphs) && o.Paragraphs[s.Paragraph].Heading {
		return false
	}
	if len(strings.Fields(text)) < 5 && !strings.ContainsFunc(text, spaceless) || utf8.RuneCountInString(text) < 8 {
		return false
	}
	for _, q := range o.Quoted {
		if q.Contains(s.Span) || q.Overlaps(s.Span) && q.Len() > s.Span.Len()*2/3 {
			return false
		}
	}
	return !courtesy(text)
}

func courtesy(text string) bool {
	lower := strings.ToLower(text)
	for _, c := range []string{"thank you", "i thank", "we thank", "dear ", "distinguished ", "excellenc", "mr. chair", "ladies and gentlemen", "i would like to thank", "allow me to thank", "i have the honour to", "merci", "je vous remercie", "gracias", "muchas gracias", "благодар", "спасибо"} {
		if strings.HasPrefix(lower, c) && len(text) < 220 {
			return true
		}
	}
	return false
}

// score judges each sentence by its vector and by the words that it shares
// with the question.
func (d Extractive) score(ctx context.Context, u Understood, cands []*candidate) error {
	if len(cands) == 0 {
		return nil
	}
	query := u.search
	if query == "" {
		query = u.Question
	}
	want := map[string]bool{}
	for _, s := range contentStems(query, u.Language) {
		want[s] = true
	}
	for _, c := range cands {
		c.coverage = covered(want, c.span.In(c.passage.Passage.Statement.Text), c.passage.Passage.Statement.Language)
		c.score = c.coverage
	}
	if d.Embedder == nil {
		return nil
	}
	texts := make([]string, len(cands))
	for i, c := range cands {
		texts[i] = clipTokens(d.Embedder, strings.Join(strings.Fields(c.span.In(c.passage.Passage.Statement.Text)), " "))
	}
	vectors, err := d.Embedder.Passages(ctx, texts)
	if err != nil {
		return ctx.Err() // the words that they share must do
	}
	q, err := d.Embedder.Query(ctx, query)
	if err != nil {
		return ctx.Err()
	}
	for i, c := range cands {
		c.vector = vectors[i]
		c.score = meaningWeight*dot(q, vectors[i]) + (1-meaningWeight)*c.coverage
	}
	return nil
}

// covered gives the share of the wanted stems that a text has.
func covered(want map[string]bool, text, language string) float64 {
	if len(want) == 0 {
		return 0
	}
	seen := map[string]bool{}
	for _, s := range contentStems(text, language) {
		if want[s] {
			seen[s] = true
		}
	}
	return float64(len(seen)) / float64(len(want))
}

// choose takes the best sentences while they stay near the best one, leaving
// out what says the same again, and no delegation's beyond its room.
func choose(cands []*candidate, voices int) []*candidate {
	ranked := append([]*candidate(nil), cands...)
	sort.SliceStable(ranked, func(i, j int) bool { return ranked[i].score > ranked[j].score })
	var out []*candidate
	best, size, of := map[string]float64{}, 0, map[string]int{}
	for _, c := range ranked {
		voice := voiceOf(c.passage.Passage.Statement)
		if _, ok := best[voice]; !ok {
			best[voice] = c.score
		}
		room := mostPoints
		if voices > 1 {
			room = mostPerVoice
		}
		floor := best[voice]
		if voices <= 1 {
			floor = ranked[0].score
		}
		if len(out) >= max(mostPoints, 2*voices) || size+c.span.Len() > mostBytes && len(out) > 0 ||
			c.score < floor-behindBest || of[voice] >= room || repeats(c, out) {
			continue
		}
		out = append(out, c)
		size += c.span.Len()
		of[voice]++
	}
	return out
}

func repeats(c *candidate, chosen []*candidate) bool {
	for _, d := range chosen {
		if c.passage.Passage.Statement == d.passage.Passage.Statement && c.span.Overlaps(d.span) {
			return true
		}
		if c.vector != nil && d.vector != nil && voiceOf(c.passage.Passage.Statement) == voiceOf(d.passage.Passage.Statement) && dot(c.vector, d.vector) > tooAlike {
			return true
		}
	}
	return false
}

// arrange orders sentences by delegation (as asked, else by the best), the
// newest statement first, and as they were said.
func arrange(chosen []*candidate, f *Found) {
	rank := map[string]int{}
	for i, code := range f.Read.States {
		rank[code] = i - len(f.Read.States)
	}
	order := func(c *candidate) int { return rank[c.passage.Passage.Statement.By] }
	for i, c := range chosen {
		if by := c.passage.Passage.Statement.By; rank[by] == 0 {
			rank[by] = i + 1
		}
	}
	sort.SliceStable(chosen, func(i, j int) bool {
		a, b := chosen[i], chosen[j]
		s, t := a.passage.Passage.Statement, b.passage.Passage.Statement
		switch {
		case order(a) != order(b):
			return order(a) < order(b)
		case !s.Date.Equal(t.Date):
			return s.Date.After(t.Date)
		case s.ID != t.ID:
			return s.ID < t.ID
		}
		return a.span.Start < b.span.Start
	})
}
