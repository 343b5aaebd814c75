package position

import (
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Words cut out of a sentence may turn it round: "We doubt that [a treaty is
// needed]", "Sylvania believes that [norms suffice]". So a quotation stands for what
// its speaker said only where what is cut off before it is nothing, an opener or
// a plain verb of the speaker's own holding, and where it ends at a clause's end.

// opening is what a sentence may begin with and say nothing.
const opening = `(?:in (?:our|my) (?:view|opinion)|in this (?:regard|context|respect)|moreover|furthermore|in addition|additionally|finally|lastly|in particular|therefore|thus|also|at the same time|first(?:ly)?|second(?:ly)?|third(?:ly)?|(?:thank you,? )?(?:mr\.? |madam )?chair(?:man|person)?)`

var (
	openers  = regexp.MustCompile(`(?i)^(?:` + opening + `,?\s*)*$`)
	opened   = regexp.MustCompile(`(?i)^(?:` + opening + `,\s*)+`)
	holding  = regexp.MustCompile(`(?i)^(?:and )?(?:we|i|(?:my|our) delegation|§) (?:(?:also|firmly|strongly|would like to|wish to) )*(?:believes?|thinks?|considers?|holds?|stress(?:es)?|underlines?|underscores?|emphasi[sz]es?|highlights?|adds?|reiterates?|reaffirms?|affirms?|maintains?|says?|(?:are|is|am) (?:convinced|of the view|of the opinion)) that$`)
	clauseOn = regexp.MustCompile(`(?:;|, and|, while)$`)
	binding  = regexp.MustCompile(`(?i)\b(?:that|if|when|who|which|says?|said|believes?|argues?|claims?|thinks?|suggests?|proposes?|according|whether|because)\b`)
	telling  = regexp.MustCompile(`(?i)\b(?:they|he|she|others|some|many|critics|opponents|it (?:is|was) (?:said|argued|claimed))\b`)
)

// cropped tells whether the words are cut out of their sentences so that what
// is left could mean something else.
func (c checker) cropped(s answer.Stand) bool {
	st := s.Citation.Statement
	around := spanAround(s)
	before := strings.Join(strings.Fields(st.Text[around.Start:s.Start]), " ")
	after := strings.TrimSpace(st.Text[s.End:around.End])
	if answer.LeftOut(st.Text[s.Start:s.End], around.In(st.Text)) || c.othersIn(st, before) || c.othersIn(st, after) || telling.MatchString(after) {
		return true
	}
	before = strings.TrimLeft(before, "“\"'‘(-–—•*· ")
	return !c.leadsIn(st, before) || after != "" && !strings.ContainsRune(".,;:!?—–)”\"'’", first(after))
}

// leadsIn tells whether the words before a quotation say nothing that could
// turn it.
func (c checker) leadsIn(st *corpus.Statement, before string) bool {
	if openers.MatchString(before) || holding.MatchString(c.asSelf(st, before)) {
		return true
	}
	return clauseOn.MatchString(before) && !binding.MatchString(before)
}

// asSelf writes § for the name of who speaks.
func (c checker) asSelf(st *corpus.Statement, text string) string {
	if c.e.States == nil {
		return text
	}
	for _, m := range slices.Backward(c.e.States.Find(text)) {
		if m.Code != "" && (m.Code == st.By || slices.Contains(st.OnBehalf, m.Code)) {
			text = strings.TrimPrefix(strings.TrimPrefix(text[:m.Start]+"§"+text[m.End:], "The "), "the ")
		}
	}
	return text
}

// othersIn tells whether a text names somebody else than those who speak
// through a statement.
func (c checker) othersIn(st *corpus.Statement, text string) bool {
	if c.e.States == nil {
		return false
	}
	voices := st.Voices(c.e.States)
	return slices.ContainsFunc(c.e.States.Find(text), func(m corpus.Mention) bool {
		return m.Kind != corpus.KindBody && !slices.Contains(voices, m.Code)
	})
}

// spanAround gives the whole sentences that words stand in.
func spanAround(s answer.Stand) corpus.Span {
	out := corpus.Span{Start: s.Start, End: s.End}
	for _, one := range answer.SentencesOf(s.Citation.Statement) {
		if one.Span.Overlaps(corpus.Span{Start: s.Start, End: s.End}) {
			out.Start, out.End = min(out.Start, one.Start), max(out.End, one.End)
		}
	}
	return out
}

func sentenceAround(s answer.Stand) string { return spanAround(s).In(s.Citation.Statement.Text) }
