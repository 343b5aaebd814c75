package answer

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Gathering asks for the sentences in which delegations speak of a topic.
type Gathering struct {
	Topic   string   // words, not a question
	States  []string // codes; none: whoever speaks of it
	Process string
	Since   time.Time
	Until   time.Time
	Scope   string // as Question.Scope

	Statements []string // IDs of those looked into; nil: all

	Most         int // sentences of one delegation; 0: all that are near enough, within bounds
	PerStatement int // sentences of one statement; 0: no bound of their own

	Days bool // whether what a delegation says again on another day is gathered, too

	// PerLane, where it is not 0, has all passages of a delegation looked for, and
	// is how many sentences of each Lane are given; the rest is counted.
	PerLane int
}

// Gathered is what was found, delegation by delegation.
type Gathered struct {
	Topic      string
	Understood Understood
	Voices     []Voiced // those asked, in their order; where none was, whoever speaks of it, the one with the nearest sentence first
	Holding    []string // in whose names anything is held under the filters, the topic aside; each once
	Held       Held     // under the filters, the topic aside
	Notices    []string
}

// Voiced is what is held of one delegation.
type Voiced struct {
	Code      string // empty where it is not known who spoke
	Sentences []Sentence
	Held      Held   // of it, under the filters, the topic aside
	Report    string // where Sentences is empty: what is held instead, in a sentence or two
	Unshown   []Unshown
}

// Sentence is a sentence of a statement, or a few that belong together, that
// speaks of a topic.
type Sentence struct {
	Citation Citation
	Nearness float64  // to the topic; comparable within one gathering
	Voices   []string // who speaks through its statement: By, OnBehalf, members
}

// ErrNoTopic says that there is nothing to look for.
var ErrNoTopic = errors.New("the topic is empty: name one, such as \"regular institutional dialogue\"")

// Bounds of a gathering.
const (
	gatheredPassages  = 40   // looked at for a delegation asked
	passagesAmongAll  = 1000 // looked at where none is
	sentencesGathered = 240  // compared with the topic at most
	sentencesAnyway   = 120  // compared, of delegations asked, whatever words they have
	sentencesAmongAll = 400  // compared where no delegation is asked
	stanceGathered    = 0.08 // added to a sentence that takes a stand
	perPassage        = 3    // of them from one passage
	sentenceBehind    = 0.22
	sentenceLeast     = 0.30
	allWordsOf        = 0.99 // share of the topic's words that keeps a sentence, however near in meaning
	wordsLeast        = 0.5  // share of the topic's words that a sentence has, where the embedder does not know its language
)

// Gather finds the sentences of delegations on a topic. Each is whole, widened
// by the neighbour that carries its condition, its speaker's own, and not said
// twice by the same delegation on the same day.
func (e *Engine) Gather(ctx context.Context, g Gathering) (*Gathered, error) {
	topic := squeeze(g.Topic)
	if wordless(topic) {
		return nil, ErrNoTopic
	}
	x := e.Index()
	u := Understood{Question: topic, States: g.States, Since: g.Since, Until: g.Until, Language: read(nil, Question{Text: topic}).Language,
		Topics: topicsOf(topic), scope: g.Scope, search: topic, near: map[string]bool{}, only: g.Statements, days: g.Days}
	if g.Process != "" {
		u.Processes = []string{g.Process}
	}
	out := &Gathered{Topic: topic, Understood: u, Held: e.held(x, u)}
	found, err := e.gatherPassages(ctx, x, u, g)
	if err != nil {
		return nil, err
	}
	scale := e.scales.of(ctx, x, u.scope)
	cands := e.spread(found, u)
	if err := (Extractive{e.Embedder, e.States, scale}).score(ctx, u, cands); err != nil {
		return nil, err
	}
	for _, c := range cands {
		if stance.MatchString(c.span.In(c.passage.Passage.Statement.Text)) {
			c.score += stanceGathered
		}
	}
	out.Holding = e.voicesHeld(x, u)
	if len(g.States) == 0 {
		out.Voices = e.whoever(x, u, e.near(cands, u), g)
		switch {
		case len(out.Voices) == 0:
			out.Notices = e.report(x, u)
		case len(found) >= passagesAmongAll:
			out.Notices = append(out.Notices, bounded(passagesAmongAll, "delegations that speak of it"))
		}
		return out, nil
	}
	for _, code := range g.States {
		v := e.voice(x, u, code, cands, g)
		if g.PerLane > 0 {
			v.Unshown = e.unshown(u, scale, found, cands, e.near(cands, u), v.Sentences)
		}
		out.Voices = append(out.Voices, v)
	}
	if g.PerLane > 0 && len(found) >= passagesOfLanes {
		out.Notices = append(out.Notices, bounded(passagesOfLanes, "on it, earlier and later,"))
	}
	return out, nil
}

// gatherPassages searches for each delegation asked, or once over all, and takes
// of each delegation or, of one alone, of each lane in turn.
func (e *Engine) gatherPassages(ctx context.Context, x *retrieval.Index, u Understood, g Gathering) ([]retrieval.Ranked, error) {
	if len(u.States) == 0 {
		found, err := e.search(ctx, x, u, e.filter(x, u), passagesAmongAll)
		return abreast(found, Leading), err
	}
	most := gatheredPassages
	if g.PerLane > 0 {
		most = passagesOfLanes
	}
	var lists [][]retrieval.Ranked
	for _, code := range u.States {
		found, err := e.search(ctx, x, u, withVoice(e.filter(x, u), code), most)
		if err != nil {
			return nil, err
		}
		if g.PerLane > 0 {
			found = abreast(found, LaneOf)
		}
		lists = append(lists, found)
	}
	return inTurn(lists), nil
}

// spread lists the sentences of passages that may speak of the topic: a few of
// each passage, those that share most words with it, so that many passages can
// be looked at. Where there are few, and of delegations asked, the others follow: a
// sentence may speak of a topic without a word of it.
func (e *Engine) spread(found []retrieval.Ranked, u Understood) []*candidate {
	var out, rest []*candidate
	seen := map[*corpus.Statement][]corpus.Span{}
	most := sentencesGathered
	if len(u.States) == 0 {
		most = sentencesAmongAll
	}
	for i, r := range found {
		if len(out) >= most {
			break
		}
		st := r.Passage.Statement
		all := candidates(e.States, &Found{Passages: []retrieval.Ranked{r}})
		want := wanted(u.search, u.Language, st.Language)
		for _, c := range all {
			c.mark, c.coverage = i+1, covered(want, c.span.In(st.Text), st.Language)
		}
		slices.SortStableFunc(all, func(a, b *candidate) int { return cmp.Compare(b.coverage, a.coverage) })
		n := 0
		for _, c := range all {
			if slices.ContainsFunc(seen[st], c.span.Overlaps) {
				continue
			}
			if n == perPassage {
				rest = append(rest, c)
				continue
			}
			n++
			seen[st] = append(seen[st], c.span)
			out = append(out, c)
		}
	}
	for _, c := range rest {
		st := c.passage.Passage.Statement
		if len(u.States) > 0 && len(out) < sentencesAnyway && !slices.ContainsFunc(seen[st], c.span.Overlaps) {
			seen[st] = append(seen[st], c.span)
			out = append(out, c)
		}
	}
	return out
}

// near leaves out the sentences that do not speak of the topic themselves,
// though their passage does, and puts the nearest first. One that has most of its
// words need not be near the best, and one that has all of several words speaks of
// it. A single word has other senses ("voted with its feet"), so that the meaning
// has to be near, too.
func (e *Engine) near(cands []*candidate, u Understood) []*candidate {
	best, words := 0.0, len(contentStems(u.search, u.Language))
	for _, c := range cands {
		best = max(best, c.score)
	}
	out := slices.DeleteFunc(slices.Clone(cands), func(c *candidate) bool {
		if !knows(e.Embedder, u.Language) || !knows(e.Embedder, c.passage.Passage.Statement.Language) {
			return c.coverage < wordsLeast
		}
		switch {
		case c.coverage >= allWordsOf && words > 1:
			return false
		case c.coverage >= wordsLeast:
			return c.score < sentenceLeast
		}
		return c.score < max(sentenceLeast, best-sentenceBehind)
	})
	slices.SortStableFunc(out, func(a, b *candidate) int { return cmp.Compare(b.score, a.score) })
	return out
}

// voice takes what one delegation says, and says what is held where that is
// nothing.
func (e *Engine) voice(x *retrieval.Index, u Understood, code string, cands []*candidate, g Gathering) Voiced {
	own := slices.DeleteFunc(slices.Clone(cands), func(c *candidate) bool {
		return !slices.Contains(c.passage.Passage.Statement.Voices(e.States), code)
	})
	v := Voiced{Code: code, Sentences: e.sentences(e.near(own, u), g)}
	h := x.Held(withVoice(e.filter(x, u), code))
	v.Held = Held{Statements: h.Statements, Passages: h.Passages, By: h.By, From: h.From, To: h.To}
	if len(v.Sentences) == 0 {
		v.Report = strings.Join(e.withElsewhere(x, u, code, e.reportOn(x, u, code)), " ")
	}
	return v
}

// whoever groups what was found by who speaks: a joint statement counts for
// those in whose name it was made, and for nobody else a second time.
func (e *Engine) whoever(x *retrieval.Index, u Understood, cands []*candidate, g Gathering) []Voiced {
	var out []Voiced
	by := map[string][]*candidate{}
	var order []string
	for _, c := range cands {
		code := Leading(c.passage.Passage.Statement)
		if by[code] == nil {
			order = append(order, code)
		}
		by[code] = append(by[code], c)
	}
	for _, code := range order {
		v := Voiced{Code: code, Sentences: e.sentences(by[code], g)}
		if code != "" {
			h := x.Held(withVoice(e.filter(x, u), code))
			v.Held = Held{Statements: h.Statements, Passages: h.Passages, By: h.By, From: h.From, To: h.To}
		}
		out = append(out, v)
	}
	return out
}

// voicesHeld lists in whose names anything is held: the delegations asked of which
// something is, or else all, a group for what was said for it.
func (e *Engine) voicesHeld(x *retrieval.Index, u Understood) []string {
	var out []string
	for _, code := range u.States {
		if x.Held(withVoice(e.filter(x, u), code)).Statements > 0 {
			out = append(out, code)
		}
	}
	if len(u.States) > 0 {
		return out
	}
	for _, st := range x.StatementsOf(e.filter(x, u)) {
		if code := Leading(st); !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// Leading gives the one in whose name a statement was made: the group of a
// joint statement, else who spoke.
func Leading(st *corpus.Statement) string {
	if len(st.OnBehalf) == 1 {
		return st.OnBehalf[0]
	}
	return st.By
}

// sentences makes citations of what was chosen, within the bounds asked for.
func (e *Engine) sentences(cands []*candidate, g Gathering) []Sentence {
	var out []Sentence
	of, lanes := map[*corpus.Statement]int{}, map[Lane]int{}
	for _, c := range cands {
		st := c.passage.Passage.Statement
		if g.Most > 0 && len(out) == g.Most || g.PerStatement > 0 && of[st] == g.PerStatement ||
			g.PerLane > 0 && lanes[LaneOf(st)] == g.PerLane || repeated(c, out) {
			continue
		}
		cite, ok := Cite(c.passage.Passage, c.span.Start, c.span.End)
		if !ok {
			continue
		}
		of[st]++
		lanes[LaneOf(st)]++
		out = append(out, Sentence{Citation: cite, Nearness: c.score, Voices: st.Voices(e.States)})
	}
	return out
}

// repeated tells whether the words were taken already: the same place, or the
// same words on the same day.
func repeated(c *candidate, taken []Sentence) bool {
	st := c.passage.Passage.Statement
	words := corpus.Fold(c.span.In(st.Text)).Text()
	return slices.ContainsFunc(taken, func(s Sentence) bool {
		t := s.Citation.Statement
		if t == st {
			return c.span.Overlaps(corpus.Span{Start: s.Citation.Start, End: s.Citation.End})
		}
		return t.By == st.By && t.Date.Equal(st.Date) && corpus.Fold(s.Citation.Quote).Text() == words
	})
}

// Number numbers the citations of sentences in the order given, from 1, each
// once, and lists them.
func Number(sentences []*Sentence) []Citation {
	var out []Citation
	for _, s := range sentences {
		at := slices.IndexFunc(out, func(c Citation) bool { return sameWords(c, s.Citation) })
		if at < 0 {
			at = len(out)
			out = append(out, s.Citation)
			out[at].N = at + 1
		}
		s.Citation.N = at + 1
	}
	return out
}

// Days gives the days of the statements that the delegations of a gathering
// have a voice in, under its filters, the topic aside; the undated left out.
func (e *Engine) Days(g Gathering) []time.Time {
	x := e.Index()
	u := Understood{States: g.States, Since: g.Since, Until: g.Until, scope: g.Scope}
	if g.Process != "" {
		u.Processes = []string{g.Process}
	}
	var out []time.Time
	for _, st := range x.StatementsOf(withVoices(e.filter(x, u), g.States)) {
		if !st.Date.IsZero() {
			out = append(out, st.Date)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// Quotable lists the statements, among those that a server sees, whose words may
// be quoted as somebody's: not the accounts of a machine, and not the conduct of a
// meeting. They are sorted by ID.
func (e *Engine) Quotable(scope string) []*corpus.Statement {
	return e.Index().StatementsOf(Understood{scope: scope}.quotable())
}
