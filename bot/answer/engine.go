package answer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Drafter drafts claims from the passages found, each handed to claim when it
// is ready. What it drafts is shown only after the gate.
type Drafter interface {
	Draft(ctx context.Context, f *Found, claim func(Claim)) (Usage, error)
}

// Engine answers questions. It is safe for concurrent use; a question under
// way keeps the index with which it began.
type Engine struct {
	Index    func() *retrieval.Index // the index of now
	States   *corpus.States
	Embedder retrieval.Embedder
	Drafter  Drafter // nil: answers are extracts
	Log      *slog.Logger
	// Elsewhere, which may be nil, tells in a sentence of sources by a delegation
	// that are known of and not held, and how they can be added; "" where there are
	// none. name is the delegation's as a sentence has it, held what is held by it;
	// without a code, all sources and statements are meant.
	Elsewhere func(code, name string, held []*corpus.Statement) string
	// Agreed, which may be nil, gives what adopted documents say of a topic, for a
	// request to draft.
	Agreed func(ctx context.Context, topic, scope string) ([]Agreed, error)
	// Observe, which may be nil, is told how long the stages of a question took:
	// "read", "find", "draft" (by a model, with its error), "extract".
	Observe func(stage string, took time.Duration, err error)
	// Watch, which may be nil, is handed what was found for a question before
	// anything is drafted from it, nothing included. It is how retrieval is measured, and changes
	// nothing of what it is shown.
	Watch func(f *Found)

	scales scales
}

// observed tells how long a stage took that began then.
func (e *Engine) observed(stage string, began time.Time, err error) {
	if e.Observe != nil {
		e.Observe(stage, time.Since(began), err)
	}
}

// calledTo finds those whom a message calls, who are no part of what it asks:
// "@everyone", "<@12345>". Group 1 is what stands before.
var calledTo = regexp.MustCompile(`(^|[\s(])(?:(?:@[\pL\pN_.-]+|<[@#][!&]?\d+>)[\s,:]*)+`)

// withoutCalled leaves those out; a State called by its name is one that is asked.
func withoutCalled(states *corpus.States, text string) string {
	return calledTo.ReplaceAllStringFunc(text, func(called string) string {
		if len(mentionsIn(states, called)) > 0 {
			return strings.ReplaceAll(called, "@", "")
		}
		return calledTo.ReplaceAllString(called, "$1")
	})
}

// ErrNoQuestion says that there is nothing to answer.
var ErrNoQuestion = errors.New("the question is empty: ask something, such as what a State has said of a topic")

// Ask answers a question. grow, which may be nil, is handed each point of a
// model's answer as soon as the gate let it through; its marks are those of
// the answer returned. An answer that found nothing is no error.
func (e *Engine) Ask(ctx context.Context, q Question, grow func(Point)) (*Answer, error) {
	q.Text = strings.TrimSpace(withoutCalled(e.States, q.Text))
	if wordless(q.Text) {
		return nil, ErrNoQuestion
	}
	x, began := e.Index(), time.Now()
	a := &Answer{Question: q.Text, Status: Silent, Mode: Extracted}
	if boundBy(e.States, &q) {
		a.Notices = append(a.Notices, "Only words spoken "+period(q.Since, q.Until)+" were looked for.")
	}
	question := proper(e.States, q.Text)
	if question != "" {
		q.Text = question
	}
	q.Completed = complete(e.States, q)
	u := read(e.States, q)
	u.Completed = u.Completed || question != ""
	stop := func(notices ...string) (*Answer, error) {
		a.Understood, a.Held = u, e.held(x, u)
		a.Notices = append(a.Notices, notices...)
		return a, nil
	}
	if reply := orElse(declined(a.Question), declined(u.Question)); reply != "" {
		return stop(reply)
	}
	if u.draft != nil {
		e.observed("read", began, nil)
		return e.forDrafter(ctx, x, q, u, a)
	}
	reply, _ := e.noDelegation(q, u)
	if reply != "" && len(u.States) == 0 {
		return stop(reply)
	}
	if len(u.Ambiguous) > 0 && len(u.States) == 0 {
		return stop(e.whichOne(u.Ambiguous)...)
	}
	if e.tellsOfPerson(x, u, a) {
		return a, nil
	}
	whose := e.heed(x, &u)
	if whose.stop {
		return stop(whose.notice, e.holds(x, u))
	}
	if none := e.heedOffice(x, &u); none != "" {
		return stop(none, e.holds(x, u))
	}
	var wrong ahead
	if whose.notice == "" {
		unknown := e.unknownNames(x, u)
		if len(unknown) > 0 && len(u.States) == 0 {
			return stop(unknown...)
		}
		wrong.say(unknown...)
	}
	if wrong.sayOf(whose); whose.others == "" && whose.notice != "" {
		a.Notices = append(a.Notices, whose.notice)
	}
	wrong.say(wrongSession(u)...)
	e.dropEmpty(x, q, &u)
	u.search = searchText(e.States, u)
	e.observed("read", began, nil)
	began = time.Now()
	found, ranked, err := e.find(ctx, x, u)
	e.observed("find", began, err)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 && len(u.Dropped) > 0 { // a day that is neither a filter nor a subject
		u.search = undated(u.search, u.Language)
		if found, ranked, err = e.find(ctx, x, u); err != nil {
			return nil, err
		}
	}
	wrong.say(droppedNotice(u)...)
	wrong.say(reply)
	wrong.say(e.whichOne(u.Ambiguous)...)
	f := &Found{Question: q, Read: u, Passages: found, Ranked: ranked}
	if e.Watch != nil {
		e.Watch(f)
	}
	if len(found) > 0 {
		if err := e.draft(ctx, x, f, a, wrong.grown(grow)); err != nil {
			return nil, err
		}
	}
	if len(a.Points) == 0 {
		return stop(slices.Concat(wrong.notices, e.supposed(u, a), e.report(x, u))...)
	}
	a.Understood, a.Held, a.Status = u, e.held(x, u), Answered
	wrong.before(a, e.supposed(u, a))
	a.Notices = append(a.Notices, e.missing(x, u, a)...)
	a.Notices = append(a.Notices, e.dayNotices(x, u, a)...)
	a.Notices = append(a.Notices, SourceNotices(a.Citations)...)
	e.translate(ctx, q, u, a)
	return a, nil
}

// noDelegation gives the neutral reply for a name that has no delegation, when
// its words are asked for.
func (e *Engine) noDelegation(q Question, u Understood) (string, bool) {
	if e.States == nil {
		return "", false
	}
	reply, _ := e.States.NoDelegation(u.Question)
	if reply == "" {
		return "", false
	}
	if len(u.States) > 0 && !slices.ContainsFunc(namesAsked(e.States, u.Question), func(n asked) bool { return n.NoDelegation && !n.object }) {
		return "", false // what others said about it
	}
	return reply, true
}

// whichOne asks to name the State that is meant.
func (e *Engine) whichOne(names []string) []string {
	var out []string
	for _, n := range names {
		out = append(out, fmt.Sprintf("“%s” may mean more than one State: write the full name of the one that is meant.", n))
	}
	return out
}

func droppedNotice(u Understood) []string {
	var out []string
	for _, d := range u.Dropped {
		out = append(out, fmt.Sprintf("Nothing that is held fits the filter “%s” found in the question, so it was left out.", d))
	}
	return out
}

// draft lets the model draft, where there is one, and falls back on extracts
// where it fails or nothing that it says holds.
func (e *Engine) draft(ctx context.Context, x *retrieval.Index, f *Found, a *Answer, grow func(Point)) error {
	scale := e.scales.of(ctx, x, f.Read.scope)
	s := &sieve{ground: newGround(e.States, f, nearness{e.Embedder, scale}), answer: a, grow: grow}
	if e.Drafter != nil && !f.Question.Extracts {
		a.Mode = Generated
		began := time.Now()
		usage, err := e.Drafter.Draft(ctx, f, func(c Claim) { s.take(ctx, c) })
		e.observed("draft", began, err)
		a.Usage = usage
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			e.warn(ctx, "the model did not answer", err)
			a.Notices = append(a.Notices, failed(len(a.Points) > 0))
		}
		if len(a.Points) > 0 {
			return nil
		}
		if err == nil {
			a.Notices = append(a.Notices, "Nothing that the language model wrote was borne out by the record.")
		}
		a.Notices = append(a.Notices, "The answer is made of extracts from the statements.")
	}
	a.Mode = Extracted
	began := time.Now()
	_, err := Extractive{e.Embedder, e.States, scale}.Draft(ctx, f, func(c Claim) { s.take(ctx, c) })
	e.observed("extract", began, err)
	return err
}

// failed says for readers that the model failed; operators find the cause in
// the log.
func failed(begun bool) string {
	if begun {
		return "The language model did not finish its answer."
	}
	return "The language model did not answer."
}

func (e *Engine) warn(ctx context.Context, what string, err error) {
	if e.Log != nil {
		e.Log.WarnContext(ctx, what, "error", err)
	}
}

// sieve puts what the gate lets through into the answer, numbering citations
// in the order of their first mark.
type sieve struct {
	ground *ground
	answer *Answer
	grow   func(Point)
}

func (s *sieve) take(ctx context.Context, c Claim) {
	got, reason := s.ground.admit(ctx, c)
	if reason != "" {
		s.answer.Withheld = append(s.answer.Withheld, Withheld{claimText(c), reason})
		return
	}
	for i, p := range got.points {
		if s.said(p, got.cites[i]) {
			continue
		}
		for _, cite := range got.cites[i] {
			p.Citations = append(p.Citations, s.number(cite))
		}
		s.answer.Points = append(s.answer.Points, p)
		if s.grow != nil {
			s.grow(p)
		}
	}
}

// claimText is how a withheld claim is told of: its text, or what it quoted.
func claimText(c Claim) string {
	text := c.Text
	if text == "" {
		text = strings.Join(c.Quotes, " ")
	}
	return clip(text, 500)
}

// said tells whether the answer has the point already: the same text, or words
// of the record that one of its points shows.
func (s *sieve) said(p Point, cites []Citation) bool {
	for _, q := range s.answer.Points {
		if q.Text == p.Text && q.By == p.By && q.Date.Equal(p.Date) && slices.Equal(q.OnBehalf, p.OnBehalf) {
			return true
		}
		if p.Verbatim && q.Verbatim && len(cites) == 1 {
			c := s.answer.Citations[q.Citations[0]-1]
			if c.Statement == cites[0].Statement && c.Start <= cites[0].Start && cites[0].End <= c.End {
				return true
			}
		}
	}
	return false
}

// number gives a citation's number, a new one for new words.
func (s *sieve) number(c Citation) int {
	for _, have := range s.answer.Citations {
		if sameWords(have, c) {
			return have.N
		}
	}
	c.N = len(s.answer.Citations) + 1
	s.answer.Citations = append(s.answer.Citations, c)
	return c.N
}

// SourceNotices tells what a reader must know of the sources cited.
func SourceNotices(citations []Citation) []string {
	var out []string
	for _, c := range citations {
		switch st := c.Statement; {
		case strings.HasPrefix(st.Status, "draft") || st.Kind == "draft":
			out = append(out, fmt.Sprintf("Source %d is a draft and was not agreed in this form.", c.N))
		case st.Status == "corrected":
			out = append(out, fmt.Sprintf("Source %d was corrected after it was first published.", c.N))
		}
		switch c.Statement.Grade {
		case corpus.UnofficialTranscript:
			out = append(out, fmt.Sprintf("Source %d is an unofficial transcript.", c.N))
		}
		if c.Statement.Recognised {
			out = append(out, fmt.Sprintf("The words of source %d were recognised in pictures of its pages and may differ from them: compare before you repeat them.", c.N))
		}
		if c.Quoting {
			out = append(out, fmt.Sprintf("The words of source %d hold a quotation by the speaker.", c.N))
		}
	}
	return out
}
