package answer

import (
	"slices"
	"strings"

	"verbatim/retrieval/corpus"
)

// A statement can hold words that its delegation did not say: an interviewer's
// question, another delegation's turn in a transcript, a stretch read out
// between "quote" and "unquote". Such words are nobody's here: where the
// statement has a delegation, neither a draft nor an extract may rest on them.

// othersWords tells whether a stretch of a statement is not certainly its own
// speaker's.
func othersWords(states *corpus.States, st *corpus.Statement, span corpus.Span) bool {
	if st.By == "" && len(st.OnBehalf) == 0 {
		return false // credited to nobody as it is
	}
	o := outlineOf(st)
	if slices.ContainsFunc(o.Others, span.Overlaps) {
		return true
	}
	if states.NamesAnother(st, o, span) {
		return true
	}
	return slices.ContainsFunc(o.Labels, func(l corpus.Label) bool {
		return l.Overlaps(span) && !ownLabel(states, st, l.Label)
	})
}

// ownLabel tells whether a label before a turn names the statement's own
// delegation or speaker.
func ownLabel(states *corpus.States, st *corpus.Statement, label string) bool {
	names := strings.Fields(corpus.Fold(st.Speaker).Text())
	for _, w := range strings.Fields(corpus.Fold(label).Text()) {
		if len(w) > 2 && slices.Contains(names, strings.Trim(w, ".:,")) {
			return true
		}
	}
	if states == nil {
		return false
	}
	v, ok := states.Lookup(strings.TrimRight(label, ": "))
	return ok && speaks(st, v.Code)
}
