package position

import (
	"cmp"
	"context"
	"slices"
	"time"

	"verbatim/bot/answer"
)

// Timeline shows what one delegation has said of a topic, oldest first.
type Timeline struct {
	Topic     string
	Code      string
	Quotes    []Quote           // dated ones by day; undated ones behind them
	Undated   int               // how many of Quotes have no date
	Citations []answer.Citation // in the order shown
	Held      answer.Held       // of the delegation, the topic aside
	Earliest  time.Time         // of the dated quotations
	Latest    time.Time
	Meetings  []Meeting        // substantive sessions between the first and the last statement held, with what is held of each
	Unshown   []answer.Unshown // what else speaks of it, by session or year
	Report    string           // where there is no quotation
	Only      string           // what it was narrowed to, in words; empty: nothing
	Notices   []string
}

// Meeting is a session of a process, with what is held of the delegation's.
type Meeting struct {
	Process string
	Session int
	From    time.Time
	To      time.Time
	Held    int // statements of the delegation in these days
	Quoted  int // quotations on the topic from these days
}

// Bounds of the quotations in a timeline: of one statement, and of one session
// (or one year). What they leave out is counted.
const (
	perStatement = 2
	perLane      = 4
)

// Over gathers what a delegation has said of a topic over the years.
func Over(ctx context.Context, e *answer.Engine, r Request) (*Timeline, error) {
	g := r.gathering()
	g.PerStatement, g.PerLane, g.Days = perStatement, perLane, true
	got, err := e.Gather(ctx, g)
	if err != nil {
		return nil, err
	}
	v := got.Voices[0]
	out := &Timeline{Topic: got.Topic, Code: v.Code, Quotes: quotes(e.States, v.Sentences, got.Topic), Held: v.Held, Report: v.Report, Unshown: v.Unshown, Only: r.Only(), Notices: got.Notices}
	slices.SortStableFunc(out.Quotes, byDay)
	originalsFirst(out.Quotes)
	out.Citations = answer.Number(pointers(out.Quotes))
	for _, q := range out.Quotes {
		day := q.Citation.Statement.Date
		switch {
		case day.IsZero():
			out.Undated++
			continue
		case out.Earliest.IsZero():
			out.Earliest = day
		}
		out.Latest = day
	}
	out.meetings(e, r)
	out.Notices = append(out.Notices, answer.SourceNotices(out.Citations)...)
	return out, nil
}

// byDay puts the older first, the undated last, and keeps the order in which
// a statement says things.
func byDay(a, b Quote) int {
	s, t := a.Citation.Statement, b.Citation.Statement
	if s.Date.IsZero() != t.Date.IsZero() {
		if s.Date.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(s.Date.Compare(t.Date), cmp.Compare(s.ID, t.ID), cmp.Compare(a.Citation.Start, b.Citation.Start))
}

// meetings lists the substantive sessions from the first to the last statement
// held of the delegation. One with nothing held is a gap in what is held, not
// in what was said.
func (t *Timeline) meetings(e *answer.Engine, r Request) {
	if t.Held.From.IsZero() {
		return
	}
	days := e.Days(answer.Gathering{States: []string{t.Code}, Process: r.Process, Since: r.Since, Until: r.Until, Scope: r.Scope})
	for _, s := range answer.Sessions() {
		if s.To.Before(t.Held.From) || s.From.After(t.Held.To) || r.Process != "" && r.Process != s.Process ||
			!r.Since.IsZero() && s.To.Before(r.Since) || !r.Until.IsZero() && s.From.After(r.Until) {
			continue
		}
		m := Meeting{Process: s.Process, Session: s.Number, From: s.From, To: s.To}
		within := func(day time.Time) bool { return !day.Before(s.From) && !day.After(s.To) }
		for _, day := range days {
			if within(day) {
				m.Held++
			}
		}
		for _, q := range t.Quotes {
			if within(q.Citation.Statement.Date) {
				m.Quoted++
			}
		}
		t.Meetings = append(t.Meetings, m)
	}
}

// Gaps gives the sessions of which nothing is held.
func (t *Timeline) Gaps() []Meeting {
	return slices.DeleteFunc(slices.Clone(t.Meetings), func(m Meeting) bool { return m.Held > 0 })
}
