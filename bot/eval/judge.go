package eval

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// judge holds answers to the library's own text.
type judge struct{ index *retrieval.Index }

// quoted finds what a point of other words than the record's shows as the
// record's: the gate puts it between these marks, and lets none stand inside.
var quoted = regexp.MustCompile(`“([^“”]*)”|"([^"]*)"`)

// shown gives the words that a point shows as the record's, white space folded.
func shown(p answer.Point) []string {
	if p.Verbatim {
		return []string{folded(p.Text)}
	}
	var out []string
	for _, m := range quoted.FindAllStringSubmatch(p.Text, -1) {
		out = append(out, folded(m[1]+m[2]))
	}
	return out
}

func folded(s string) string { return strings.Join(strings.Fields(s), " ") }

// cites gives the citations of a point. A mark that leads nowhere gives a
// citation of nothing, which no rule lets pass.
func cites(a *answer.Answer, p answer.Point) []answer.Citation {
	var out []answer.Citation
	for _, n := range p.Citations {
		if n < 1 || n > len(a.Citations) {
			out = append(out, answer.Citation{N: n})
			continue
		}
		out = append(out, a.Citations[n-1])
	}
	return out
}

// text gives the words of a statement as the library has them, "" where it has
// no such statement.
func (j judge) text(st *corpus.Statement) string {
	if held := j.held(st); held != nil {
		return held.Text
	}
	return ""
}

func (j judge) held(st *corpus.Statement) *corpus.Statement {
	if st == nil {
		return nil
	}
	return j.index.Statement(st.ID)
}

// stands tells whether the library holds the words of a citation, where the
// citation says.
func (j judge) stands(c answer.Citation) bool {
	text := j.text(c.Statement)
	if c.Quote == "" || !strings.Contains(text, c.Quote) {
		return false
	}
	return c.Start >= 0 && c.Start <= len(text) && strings.HasPrefix(text[c.Start:], c.Quote) && c.End == c.Start+len(c.Quote)
}

// inRecord tells whether words that a point shows stand in a statement that it
// cites.
func (j judge) inRecord(words string, cited []answer.Citation) bool {
	return words != "" && slices.ContainsFunc(cited, func(c answer.Citation) bool {
		return strings.Contains(folded(j.text(c.Statement)), words)
	})
}

// invented counts the quotations of an answer in f, and tells of those that do
// not stand in the record.
func (j judge) invented(a *answer.Answer, f *Figures, tell func(Fault, string)) {
	check := func(ok bool, words string) {
		f.Invented.count(!ok)
		if !ok {
			tell(InventedQuotation, words)
		}
	}
	for _, c := range a.Citations {
		check(j.stands(c), c.Quote)
	}
	for _, p := range a.Points {
		for _, words := range shown(p) {
			check(j.inRecord(words, cites(a, p)), words)
		}
	}
}

// speakers counts the points of an answer, and tells of those that put words in
// the wrong mouth.
func (j judge) speakers(q Question, a *answer.Answer, f *Figures, tell func(Fault, string)) {
	for _, p := range a.Points {
		fault := j.wrongSpeaker(q, p, cites(a, p))
		f.WrongSpeaker.count(fault != "")
		if fault != "" {
			tell(WrongSpeaker, fault+": "+p.Text)
		}
	}
}

// wrongSpeaker gives what is wrong with whose words a point is said to be, or "".
func (j judge) wrongSpeaker(q Question, p answer.Point, cited []answer.Citation) string {
	if len(cited) == 0 {
		return "cites nothing"
	}
	asked := len(q.States) == 0
	for _, c := range cited {
		st := j.held(c.Statement)
		if st == nil {
			return "cites no statement of the library"
		}
		if p.By != st.By || !slices.Equal(p.OnBehalf, st.OnBehalf) {
			return fmt.Sprintf("shown as words of %s, and cites %s", speaker(p.By, p.OnBehalf), speaker(st.By, st.OnBehalf))
		}
		asked = asked || slices.ContainsFunc(q.States, func(code string) bool { return j.speaksIn(code, st) })
	}
	if !asked {
		return fmt.Sprintf("words of %s, and asked for were those of %s", speaker(p.By, p.OnBehalf), strings.Join(q.States, ", "))
	}
	return ""
}

func speaker(by string, onBehalf []string) string {
	if by == "" {
		by = "nobody known"
	}
	return strings.Join(append([]string{by}, onBehalf...), " for ")
}

// speaksIn tells whether a delegation speaks in a statement, is a member of a
// group that does, or is aligned with it.
func (j judge) speaksIn(code string, st *corpus.Statement) bool {
	h, ok := j.index.Headers(st.ID)
	return ok && slices.Contains(h.Voices, code)
}

// heard counts the delegations asked for that the answer has words of.
func (j judge) heard(q Question, a *answer.Answer, f *Figures) {
	for _, code := range q.States {
		f.Heard.count(slices.ContainsFunc(a.Citations, func(c answer.Citation) bool {
			st := j.held(c.Statement)
			return st != nil && j.speaksIn(code, st)
		}))
	}
}

// citations counts what points cite, of an answer to an answerable question.
func (j judge) citations(q placed, a *answer.Answer, f *Figures, tell func(Fault, string)) {
	for _, p := range a.Points {
		words, cited := shown(p), cites(a, p)
		if len(words) == 0 {
			f.Undecided++
			continue
		}
		borne := !slices.ContainsFunc(words, func(w string) bool { return !quotes(cited, w) })
		f.CitationRecall.count(borne)
		if !borne {
			tell(NotBorneOut, p.Text)
		}
		for _, c := range cited {
			works := slices.ContainsFunc(words, func(w string) bool { return quotes([]answer.Citation{c}, w) })
			f.CitationSupport.count(works)
			f.CitationPrecision.count(works && len(q.citedBy(c)) > 0)
		}
	}
}

// quotes tells whether one of the citations quotes the words.
func quotes(cited []answer.Citation, words string) bool {
	return words != "" && slices.ContainsFunc(cited, func(c answer.Citation) bool { return strings.Contains(folded(c.Quote), words) })
}

// citedBy tells which golds a citation holds, whole.
func (q placed) citedBy(c answer.Citation) []int {
	if c.Statement == nil {
		return nil
	}
	span := corpus.Span{Start: c.Start, End: c.End}
	return q.held(func(at place) bool { return at.statement == c.Statement.ID && span.Contains(at.span) })
}

// answered counts the golds that the answer cites, and tells how many.
func (q placed) answered(a *answer.Answer, f *Figures) int {
	have := map[int]bool{}
	for _, c := range a.Citations {
		for _, g := range q.citedBy(c) {
			have[g] = true
		}
	}
	for i := range q.Gold {
		f.GoldCited.count(have[i])
	}
	return len(have)
}
