package answer

import (
	"slices"

	"verbatim/retrieval/corpus"
)

// Person is a held speaker whom a text names.
type Person struct {
	corpus.Span // of the name in the text, with the title before it
	Statements  []*corpus.Statement
}

// Speakers are those whom the statements that a scope may see name.
type Speakers struct {
	e     *Engine
	all   []*corpus.Statement
	names [][]string
}

// Speakers lists them.
func (e *Engine) Speakers(scope string) *Speakers {
	all := e.Index().StatementsOf(Understood{scope: scope}.quotable())
	all = slices.DeleteFunc(all, func(st *corpus.Statement) bool { return st.NamedSpeaker() == "" })
	return &Speakers{e, all, speakersOf(all)}
}

// In finds those whom a text names: by the whole name, by a surname behind a
// title, or by one right before a verb of saying. A surname alone means all who
// bear it.
func (s *Speakers) In(text string) []Person {
	named, names := spelt(text), s.names
	var out []Person
next:
	for i := 0; i < len(named); i++ {
		for n := min(longestName, len(named)-i); n > 0; n-- {
			said := named[i : i+n]
			fit := best(names, said)
			if fit < surname || !s.e.namesPerson(text, named, i, n, fit) {
				continue
			}
			at := corpus.Span{Start: said[0].Start, End: said[n-1].End}
			if i > 0 && titleOf(named[i-1], true, at.Len()) && blankBetween(text, named[i-1], named[i]) {
				at.Start = named[i-1].Start
			}
			p := Person{Span: at}
			for _, st := range s.all {
				if fits(nameWords(st.NamedSpeaker()), said) == fit {
					p.Statements = append(p.Statements, st)
				}
			}
			out = append(out, p)
			i += n - 1
			continue next
		}
	}
	return out
}

// longestName is how many words the name of a person has at most.
const longestName = 6

// namesPerson tells whether the n words from the i-th on, which fit a speaker's
// name, are one.
func (e *Engine) namesPerson(text string, named []spelling, i, n int, fit fit) bool {
	said := named[i : i+n]
	at := corpus.Span{Start: said[0].Start, End: said[n-1].End}
	if slices.ContainsFunc(said, func(w spelling) bool { return !w.capital }) || e.isState(text, at) {
		return false
	}
	if fit == fullName && n > 1 {
		return true
	}
	if e.ofLongerName(text, named, i, n) {
		return false
	}
	titled := i > 0 && titleOf(named[i-1], true, at.Len()) && blankBetween(text, named[i-1], named[i])
	return titled || at.Len() > 3 && saysBehind.MatchString(text[at.End:])
}
