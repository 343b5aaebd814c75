package answer

import (
	"context"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// Extractive drafts by choosing sentences of the passages found: the ones that
// answer, nothing twice, few enough to read. What it drafts passes the same
// gate as a model's draft.
type Extractive struct {
	Embedder retrieval.Embedder // nil: by shared words alone
	States   *corpus.States     // nil: labels of a dialogue are known by the speaker's name alone
	scale    scale
}

// Bounds of an answer by extracts.
const (
	mostPoints      = 6    // sentences shown, over all delegations
	mostPerVoice    = 4    // of one delegation where several are asked
	mostBytes       = 2200 // of the record's words shown
	sentencesJudged = 64   // sentences compared with the question at most
	tooAlike        = 0.80 // nearness of two sentences that say the same
	behindBest      = 0.20 // how far behind the best sentence one may stand
	meaningWeight   = 0.75 // share of nearness in meaning in a sentence's score; the rest is shared words
	passageWeight   = 0.25 // how much the nearness of the whole passage adds
	stanceWeight    = 0.20 // added to a sentence that takes a stand where one is asked for, and half of it taken from one that does not
	fewestStands    = 3    // where a stand is asked for, so many sentences are sought further behind the best,
	fillBehind      = 0.55 // this far
	fillLeast       = 0.20 // if they score as much
	foreignWeight   = 0.60 // of the shared words of a sentence in a language that the embedder does not know, beside sentences that it knows
	yearWeight      = 0.15 // added to a sentence that names a year that the question names
	joinedBytes     = 700  // the longest stretch that a sentence makes with the one before it
)

// candidate is a sentence of a passage found.
type candidate struct {
	mark     int // of its passage, from 1
	passage  retrieval.Ranked
	span     corpus.Span
	score    float64
	vector   []float32
	coverage float64
	stands   bool // whether it takes a stand, where one is asked for
}

// Draft claims the sentences that answer, grouped by delegation, the newest
// statement first and in the order in which they were said.
func (d Extractive) Draft(ctx context.Context, f *Found, claim func(Claim)) (Usage, error) {
	cands := candidates(d.States, f)
	if err := d.score(ctx, f.Read, cands); err != nil {
		return Usage{}, err
	}
	cands = withoutWeaker(cands)
	if asksNow.MatchString(f.Read.Question) {
		preferNewer(cands)
	}
	chosen := d.choose(cands, len(f.Read.States), f.Read.Language)
	arrange(chosen, f)
	for _, c := range chosen {
		claim(Claim{Quotes: []string{c.span.In(c.passage.Passage.Statement.Text)}, Marks: []int{c.mark}})
	}
	return Usage{}, nil
}

// candidates lists the sentences of the passages, widened as the gate will
// widen them, without those that say nothing.
func candidates(states *corpus.States, f *Found) []*candidate {
	var out []*candidate
	type place struct {
		st   *corpus.Statement
		span corpus.Span
	}
	seen := map[place]bool{}
	for i, r := range f.Passages {
		o := outlineOf(r.Passage.Statement)
		for _, s := range o.SentencesIn(r.Passage.Span()) {
			wide := o.Widen(withBefore(r.Passage.Statement, o, s))
			at := place{r.Passage.Statement, wide}
			if seen[at] || !saysSomething(r.Passage.Statement, o, s) || wide.Len() > 1200 || othersWords(states, r.Passage.Statement, wide) {
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

// withBefore adds the sentence before one that points back to it ("these
// qualities", "the same happened"), which says little by itself.
func withBefore(st *corpus.Statement, o *corpus.Outline, s corpus.Sentence) corpus.Span {
	if !pointsBack.MatchString(s.Span.In(st.Text)) {
		return s.Span
	}
	for _, b := range o.SentencesIn(corpus.Span{Start: max(0, s.Start-2), End: s.Start}) {
		if b.Paragraph == s.Paragraph && b.End <= s.Start && s.End-b.Start <= joinedBytes {
			return corpus.Span{Start: b.Start, End: s.End}
		}
	}
	return s.Span
}

// pointsBack finds sentences that lean on the one before.
var pointsBack = regexp.MustCompile(`(?i)^\s*(?:this|these|those|it|they|such|he|she|the same|in other words|for this|in this (?:regard|context|sense)|that is|the latter|the former|cela|ceci|ils?|elles?|esto|eso|ello|это|эти|он[аио]?)\b|\b(?:these|those)\s+\pL+`)

// saysSomething leaves out headings, salutations, thanks and fragments, and
// sentences that mostly quote somebody else.
func saysSomething(st *corpus.Statement, o *corpus.Outline, s corpus.Sentence) bool {
	text := s.Span.In(st.Text)
	if s.Paragraph >= 0 && s.Paragraph < len(o.Paragraphs) && o.Paragraphs[s.Paragraph].Heading {
		return false
	}
	if utf8.RuneCountInString(text) < 25 && len(strings.Fields(text)) < 5 && !strings.ContainsFunc(text, spaceless) || utf8.RuneCountInString(text) < 8 {
		return false
	}
	for _, q := range o.Quoted {
		if q.Contains(s.Span) || q.Overlaps(s.Span) && q.Len() > s.Span.Len()*2/3 {
			return false
		}
	}
	return !courtesy(text) && !greeting.MatchString(text)
}

// greeting finds sentences that greet, thank or congratulate.
var greeting = regexp.MustCompile(`(?i)^(?:(?:and,? of course, )?(?:allow me|permit me|let me|i (?:would like|wish|want|am pleased|am happy)|we (?:would like|wish)) (?:also )?to (?:\pL+ly )?(?:greet|thank|congratulate|welcome you|express (?:my|our) (?:gratitude|appreciation|thanks)|assure you)|i (?:thank|congratulate)|we (?:thank|congratulate))\b`)

func courtesy(text string) bool {
	lower := strings.ToLower(text)
	for _, c := range []string{"thank you", "i thank", "we thank", "dear ", "distinguished ", "excellenc", "mr. chair", "ladies and gentlemen", "i would like to thank", "i would like to greet", "i am pleased", "i am sincerely pleased", "i am honoured", "i have the honor to", "allow me to thank", "i have the honour to", "merci", "je vous remercie", "gracias", "muchas gracias", "благодар", "спасибо"} {
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
	for _, c := range cands {
		st := c.passage.Passage.Statement
		c.coverage = covered(wanted(query, u.Language, st.Language), c.span.In(st.Text), st.Language)
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
	years := yearWord.FindAllString(u.Question, -1)
	for i, c := range cands {
		// Where the vectors say nothing, the words that cross the languages decide.
		if knows(d.Embedder, u.Language) && knows(d.Embedder, c.passage.Passage.Statement.Language) {
			c.vector = vectors[i]
			c.score = meaningWeight*d.scale.of(dot(q, vectors[i])) + (1-meaningWeight)*c.coverage + passageWeight*d.scale.of(c.passage.Dense)
		} else if knows(d.Embedder, u.Language) {
			c.score = foreignWeight * c.coverage
		}
		if standAsked(u.Question) {
			c.score += c.standing(u.Question, texts[i])
		}
		if slices.ContainsFunc(years, func(y string) bool { return strings.Contains(texts[i], y) }) {
			c.score += yearWeight
		}
	}
	return nil
}

var yearWord = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

// knows tells whether the embedder tells texts of a language apart; one that
// does not say knows all.
func knows(e retrieval.Embedder, language string) bool {
	l, ok := e.(retrieval.Linguist)
	return !ok || language == "" || slices.Contains(l.Languages(), language)
}

// standAsked tells whether a question asks what should be, or what somebody
// holds.
func standAsked(question string) bool {
	return prescriptive.MatchString(question) || positionAsked.MatchString(question)
}

// standing gives what a sentence's taking a stand adds to its score, and notes
// that it does. Where the question asks what should be, only a sentence that
// says what should be takes the stand asked for; others count half.
func (c *candidate) standing(question, sentence string) float64 {
	takes := stance.MatchString(sentence)
	c.stands = takes && (!prescriptive.MatchString(question) || prescriptive.MatchString(sentence))
	switch {
	case c.stands:
		return stanceWeight
	case takes:
		return stanceWeight / 2
	}
	return -stanceWeight / 2
}

const shouldWords = `\b(?:should|must|ought to|needs? to|shall|has to|have to|devrai(?:t|ent)|doit|doivent|deber[ií]an?|debe[n]?)\b|должн|следует|应当?|يجب|ينبغي`

var (
	// prescriptive finds the words by which one asks or says what should be.
	prescriptive  = regexp.MustCompile(`(?i)` + shouldWords)
	positionAsked = regexp.MustCompile(`(?i)\b(?:positions?|views?|stances?|opinions?|approach|think|believe|want|support|oppose|favou?r|prefer|demand|priorit)|позици|posición`)
	// stance finds sentences in which the speaker takes a stand.
	stance = regexp.MustCompile(`(?i)` + shouldWords + `|\b(?:we|i|my (?:delegation|country|government)|our (?:delegation|country|government))\s+(?:\pL+ly\s+|also\s+|therefore\s+|no longer\s+|do not\s+|cannot\s+|would\s+(?:like to\s+)?)*(?:welcome|support|propose|believe|consider|expect|suggest|call|oppose|reject|stress|urge|underline|emphasi[sz]e|reiterate|recognize|recogni[sz]e|reaffirm|favou?r|advocate|encourage|agree|disagree|share|see|think|hope|need|want|condemn|accept|remain|stand|recommend|insist|regret|endorse)|\b(?:in our view|our (?:position|view|view is|approach|priority|conviction)|it is (?:essential|important|vital|necessary|crucial|imperative)|we are (?:\pL+ly )?(?:against|opposed|for|in favou?r|not)|would be (?:\pL+ly )?(?:rational|useful|important|helpful|desirable|advisable|better|best|appropriate|beneficial|good|wise|premature|wrong))\b|(?:мы|nous|consideramos|apoyamos)\s|` +
		`(?:^|[.;:]\s+)(?:my|our|the|this)?\s*(?-i:\p{Lu}[\pL-]+)(?:\s+(?-i:\p{Lu}[\pL-]+)){0,3}\s+(?:\pL+ly\s+|also\s+|therefore\s+|no longer\s+|does not\s+|cannot\s+|would\s+(?:like to\s+)?)*(?:supports?|oppos(?:es|e)|rejects?|proposes?|favou?rs?|welcomes?|endorses?|accepts?|calls? (?:for|on|upon)|is (?:against|opposed|in favou?r|ready|prepared|open to)|holds? that|considers?|believes?)\b`)
)

// wanted gives the terms of a question that a sentence in that language may
// have: its content words, or, across languages, what crosses them: the
// concepts of the processes' glossary, names, numbers and acronyms.
func wanted(query, language, of string) map[string]bool {
	want := map[string]bool{}
	if of == "" || language == "" || of == language {
		for _, s := range contentStems(query, language) {
			want[s] = true
		}
		return want
	}
	for _, t := range lexical.Terms(query, language) {
		if strings.HasPrefix(t, "#") || strings.ContainsFunc(t, unicode.IsDigit) {
			want[t] = true
		}
	}
	return want
}

// covered gives the share of the wanted terms that a text has.
func covered(want map[string]bool, text, language string) float64 {
	if len(want) == 0 {
		return 0
	}
	seen := map[string]bool{}
	for _, s := range append(contentStems(text, language), lexical.Terms(text, language)...) {
		if want[s] {
			seen[s] = true
		}
	}
	return float64(len(seen)) / float64(len(want))
}

// choose takes the best sentences while they stay near the best one, leaving
// out what says the same again, and no delegation's beyond its room.
func (d Extractive) choose(cands []*candidate, voices int, language string) []*candidate {
	ranked := append([]*candidate(nil), cands...)
	sort.SliceStable(ranked, func(i, j int) bool { return ranked[i].score > ranked[j].score })
	var out []*candidate
	size, of, stands := 0, map[string]int{}, map[string]int{}
	floorOf := floors(ranked, voices)
	room := mostPoints
	if voices > 1 {
		room = mostPerVoice
	}
	if voices > 0 {
		ranked = endsFirst(ranked, func(c *candidate) bool { return c.score >= floorOf(c)-behindBest })
	}
	for _, c := range ranked {
		voice, floor := voiceOf(c.passage.Passage.Statement), floorOf(c)
		if len(out) >= max(mostPoints, 2*voices) || size+c.span.Len() > mostBytes && len(out) > 0 ||
			of[voice] >= room || d.repeats(c, out) {
			continue
		}
		fills := c.stands && stands[voice] < fewestStands && c.score >= max(floor-fillBehind, fillLeast) && relevant(d.scale, d.Embedder, language, c.passage)
		if c.score < floor-behindBest && !fills {
			continue
		}
		out = append(out, c)
		size += c.span.Len()
		of[voice]++
		if c.stands {
			stands[voice]++
		}
	}
	return out
}

// floors gives the score from which a sentence must not be far: that of the best
// one, of its own voice where several are asked.
func floors(ranked []*candidate, voices int) func(*candidate) float64 {
	best := map[string]float64{}
	for _, c := range ranked {
		voice := voiceOf(c.passage.Passage.Statement)
		if _, ok := best[voice]; !ok {
			best[voice] = c.score
		}
	}
	return func(c *candidate) float64 {
		if voices <= 1 {
			return ranked[0].score
		}
		return best[voiceOf(c.passage.Passage.Statement)]
	}
}

func (d Extractive) repeats(c *candidate, chosen []*candidate) bool {
	for _, o := range chosen {
		if c.passage.Passage.Statement == o.passage.Passage.Statement && c.span.Overlaps(o.span) {
			return true
		}
		if c.vector != nil && o.vector != nil && voiceOf(c.passage.Passage.Statement) == voiceOf(o.passage.Passage.Statement) && d.scale.of(dot(c.vector, o.vector)) > tooAlike && !changed(c, o) {
			return true
		}
	}
	return false
}

// arrange orders sentences by delegation (as asked, else by the best), the
// newest statement first (the oldest where the question asks how a position came
// about), of one day the originals before translations, and as they were said.
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
			return byDay(f.Read.Question, s.Date, t.Date) < 0
		case s.Translated() != t.Translated():
			return t.Translated()
		case s.ID != t.ID:
			return s.ID < t.ID
		}
		return a.span.Start < b.span.Start
	})
}
