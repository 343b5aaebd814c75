package main

import (
	"slices"
	"strings"

	"verbatim/retrieval/corpus"
)

// doubtsOf says what is not certain of a statement, and why as far as its
// document tells. None where who spoke and when are known and nothing else was
// in doubt.
func doubtsOf(s *corpus.Statement) []string {
	out := slices.Clone(s.Doubts)
	tells := func(field string) bool {
		return slices.ContainsFunc(out, func(d string) bool { return strings.HasPrefix(d, field+": ") })
	}
	if s.By == "" && !tells("by") {
		out = append(out, "by: it is not known who speaks")
	}
	if s.Date.IsZero() && !tells("date") {
		out = append(out, "date: no day was found")
	}
	return out
}

// doubtful prints the statements of which something is not certain, with the
// reasons. IDs and files are whole, so that they can be copied.
func (r *renderer) doubtful(statements []*corpus.Statement) {
	for _, s := range statements {
		r.para(0, 2, span{text: s.ID, style: strong, whole: true})
		r.para(2, 4, span{text: joined("; ", s.Title, s.File), style: faint, whole: true})
		for _, d := range doubtsOf(s) {
			r.para(2, 4, span{text: d})
		}
	}
	if len(statements) == 0 {
		r.para(0, 2, span{text: "Of every statement it is known who speaks, and when."})
		return
	}
	r.para(0, 2, span{text: "Something is doubtful of " + counted(len(statements), "statement") + "."})
}
