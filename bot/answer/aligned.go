package answer

import (
	"fmt"
	"slices"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// A State that a group's statement names as aligned with it has not spoken. It
// is found by that statement; the words are shown as the group's, and a notice
// tells of the alignment.

// alignedWith notes the statements cited with which a delegation is said to have
// aligned itself, each once.
func (e *Engine) alignedWith(a *Answer, code string) []string {
	var out []string
	var told []*corpus.Statement
	for _, c := range a.Citations {
		st := c.Statement
		if !slices.Contains(st.Aligned, code) || slices.Contains(told, st) {
			continue
		}
		told = append(told, st)
		out = append(out, fmt.Sprintf("Source %d is not by %s, which aligned itself with that statement.", c.N, e.name(code)))
	}
	return out
}

// voiced reports what a delegation has said of what passes a filter that lets
// its words through. aligned tells that it has said nothing of that, and aligned
// itself with all of it.
func (e *Engine) voiced(x *retrieval.Index, f retrieval.Filter, code string) (held retrieval.Held, aligned bool) {
	said, all := []string{noStatement}, x.StatementsOf(f)
	for _, st := range all {
		if !slices.Contains(st.Aligned, code) {
			said = append(said, st.ID)
		}
	}
	if len(said) == 1 || len(said) > len(all) {
		return x.Held(f), len(said) == 1 && len(all) > 0
	}
	f.Statements = said
	return x.Held(f), false
}
