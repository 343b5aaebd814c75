package answer

import (
	"context"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// What a check of somebody's claim asks of the record and of the gate. The
// claim may come from anybody; what decides is held to be as strict for it as for
// a model's draft.

// Quotation is a double-quoted stretch of a text: its place with the quotation
// marks, and the words between them.
type Quotation struct {
	Start, End int
	Words      string
}

// QuotationsIn finds the double-quoted stretches of a text, outermost only. One
// that is never closed runs to the end.
func QuotationsIn(text string) []Quotation {
	var out []Quotation
	for _, p := range quotations(text) {
		out = append(out, Quotation{p.start, p.end, p.words})
	}
	return out
}

// Stand is a place in the record where words stand.
type Stand struct {
	Citation Citation // widened to whole sentences
	Start    int      // of the words themselves, in the statement's text
	End      int
	Foreign  bool // whether the statement gives them to somebody else, or puts them in quotation marks
}

// Standing finds where words stand in the statements that a scope may see and
// that may be quoted, whoever speaks: in one piece, forgiving case, spacing and
// typography, but not wording. Words that begin or end inside a word stand nowhere.
func (e *Engine) Standing(words, scope string) []Stand {
	x, u := e.Index(), Understood{scope: scope}
	needle := strings.Trim(words, " \t\n.,;:!?…。，；：！？'‘’\u00a0")
	var out []Stand
	if wordless(needle) {
		return nil
	}
	for _, m := range x.Exact(needle, u.quotable()) {
		p := corpus.Passage{Statement: m.Statement, End: len(m.Statement.Text)}
		ev, ok := newEvidence(p, corpus.Span{Start: m.Start, End: m.End})
		if !ok || ev.cutsWord() || m.Statement.Status == "withdrawn" {
			continue
		}
		wide := corpus.Span{Start: ev.cite.Start, End: ev.cite.End}
		out = append(out, Stand{ev.cite, m.Start, m.End, othersWords(e.States, m.Statement, wide) || ev.cite.Quoting || insideQuotation(ev)})
	}
	return out
}

// Statements lists what a scope may see and quote of a State's or group's own
// and joint statements; of everybody's where code is empty.
func (e *Engine) Statements(code, scope string) []*corpus.Statement {
	u := Understood{scope: scope}
	return slices.DeleteFunc(e.Index().StatementsOf(withVoice(u.quotable(), code)), func(st *corpus.Statement) bool {
		return st.Status == "withdrawn" || code != "" && !slices.Contains(st.Voices(e.States), code)
	})
}

// HoldsOf tells what is held of a State or group, and in a sentence or two what
// that is; Statements of Held is 0 where it is nothing.
func (e *Engine) HoldsOf(code, scope string) (Held, string) {
	x, u := e.Index(), Understood{States: []string{code}, scope: scope, near: map[string]bool{}}
	h := e.held(x, u)
	return h, strings.Join(e.withElsewhere(x, u, code, e.reportOn(x, u, code)), " ")
}

// CiteSentences makes a citation of the sentences of a statement that hold a span.
func CiteSentences(st *corpus.Statement, span corpus.Span) (Citation, bool) {
	ev, ok := newEvidence(corpus.Passage{Statement: st, End: len(st.Text)}, span)
	return ev.cite, ok
}

// SentencesOf gives the sentences of a statement.
func SentencesOf(st *corpus.Statement) []corpus.Sentence { return outlineOf(st).Sentences }

// NotOwn tells whether a citation's words are not certainly its speaker's own.
func (e *Engine) NotOwn(c Citation) bool {
	return c.Quoting || othersWords(e.States, c.Statement, corpus.Span{Start: c.Start, End: c.End})
}

// OthersWords tells whether a stretch of a statement is not certainly its own
// speaker's, though no quotation marks say so.
func (e *Engine) OthersWords(st *corpus.Statement, span corpus.Span) bool {
	return othersWords(e.States, st, span)
}

// Verify tells whether the gate lets a claim through in its own words where it
// rests on a citation alone: whether it says no more than who speaks, and the
// cited words. It is decided by words, for claims in English.
func (e *Engine) Verify(ctx context.Context, claim string, c Citation) bool {
	p := corpus.Passage{Statement: c.Statement, Start: c.Start, End: c.End}
	g := newGround(e.States, &Found{Passages: []retrieval.Ranked{{Passage: p}}}, nearness{e.Embedder, e.scales.of(ctx, e.Index(), "")})
	got, reason := g.admit(ctx, Claim{Text: claim, Quotes: []string{c.Quote}, Marks: []int{1}})
	return reason == "" && len(got.points) == 1 && !got.points[0].Verbatim
}

// LeftOut tells whether words leave something out of the cited ones that could
// turn their sense: a negation, a refusal, a condition, or that they are
// reported of others.
func LeftOut(shown, cited string) bool { return leftOut(shown, cited) }

// Negated tells whether a text has a negation or a refusal.
func Negated(text string) bool {
	return slices.ContainsFunc(cues(text), func(c cue) bool { return c.class == negation || c.class == refusal })
}

// Disguised tells whether a word of a text mixes letters of scripts that look
// alike.
func Disguised(text string) bool { return mixedScripts(text) }

// SessionNamed gives the number of a session that a text names first, and
// where it does; 0 for none.
func SessionNamed(text string) (n int, at corpus.Span) {
	m := sessionPhrase.FindStringSubmatchIndex(text)
	if m == nil {
		return 0, corpus.Span{}
	}
	return ordinal(text[m[2]:m[3]]), corpus.Span{Start: m[2], End: m[1]}
}

// AtSession tells whether a statement was made at the n-th substantive session
// of its process: by what it says of itself, or else by its date.
func AtSession(st *corpus.Statement, n int) bool { return atSession(st, n) }

// NameOf names a State or group as a sentence has it: with its article.
func NameOf(states *corpus.States, code string) string {
	return list([]string{code}, func(code string) string { return Delegation(states, code, nil, time.Time{}) })
}
