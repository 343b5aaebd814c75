package retrieval

import (
	"cmp"
	"slices"
	"sort"
	"time"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// Index holds a library's passages and finds them. It never changes once built;
// many may ask it at once.
type Index struct {
	statements []*corpus.Statement // by ID
	headers    []Headers           // of the statements, in their order
	spans      []span              // the passages, by statement, then by place
	numbers    []string            // of paragraphs, as spans name them
	numberAt   map[string]uint32   // nil once the index is built
	first      []int32             // by statement: its first passage; one more at the end

	words    *lexical.Index // its documents are the passages, in their order
	vectors  Searcher
	store    Store // that vectors is of and that saves them; nil where Sync has not seen to that
	unsaved  bool  // whether it exists in memory alone, though it should not
	embedder Embedder
	fusion   Fusion
	manifest manifest
}

// Held is what an index holds of the passages that pass a filter.
type Held struct {
	Statements int
	Passages   int
	By         []string  // whose statements they are, sorted; those of an unknown delegation count for none
	Voices     []string  // who speaks through them or is aligned with them, groups and their members included, sorted
	From, To   time.Time // days of the first and the last; zero where none is dated
}

// Statements gives the statements that all share, sorted by ID. The list is the
// caller's, the statements are not.
func (x *Index) Statements() []*corpus.Statement { return x.StatementsOf(Filter{}) }

// StatementsOf gives the statements that pass a filter, sorted by ID.
func (x *Index) StatementsOf(f Filter) []*corpus.Statement {
	var out []*corpus.Statement
	for i, h := range x.headers {
		if f.Match(h) {
			out = append(out, x.statements[i])
		}
	}
	return out
}

// From gives the statements that were read from a source, by the scope and the
// name under which its files are listed, sorted by ID.
func (x *Index) From(scope, source string) []*corpus.Statement {
	var out []*corpus.Statement
	source = noted(source)
	for _, r := range x.manifest.Readings {
		if r.Scope != scope || noted(r.Source) != source {
			continue
		}
		for _, id := range r.Statements {
			if i, ok := x.find(id); ok {
				out = append(out, x.statements[i])
			}
		}
	}
	slices.SortFunc(out, func(a, b *corpus.Statement) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Statement gives the statement of that ID if all share it, or nil.
func (x *Index) Statement(id string) *corpus.Statement { return x.StatementOf(id, Filter{}) }

// StatementOf gives the statement of that ID if it passes the filter, or nil. One
// that another stands for is given, too.
func (x *Index) StatementOf(id string, f Filter) *corpus.Statement {
	f.Copies = true
	if i, ok := x.find(id); ok && f.Match(x.headers[i]) {
		return x.statements[i]
	}
	return nil
}

func (x *Index) find(id string) (int, bool) {
	return sort.Find(len(x.statements), func(i int) int { return cmp.Compare(id, x.statements[i].ID) })
}

// Headers gives what the passages of that statement are filtered by, if all
// share it.
func (x *Index) Headers(id string) (Headers, bool) {
	if i, ok := x.find(id); ok && (Filter{}).Match(x.headers[i]) {
		return x.headers[i], true
	}
	return Headers{}, false
}

// Passages gives the passages that pass a filter, by statement and place.
func (x *Index) Passages(f Filter) []corpus.Passage {
	var out []corpus.Passage
	for i, h := range x.headers {
		if f.Match(h) {
			for at := x.first[i]; at < x.first[i+1]; at++ {
				out = append(out, x.passage(at))
			}
		}
	}
	return out
}

// Passage gives the passage of that ID, if it is there and all share it.
func (x *Index) Passage(id string) (corpus.Passage, bool) { return x.PassageOf(id, Filter{}) }

// PassageOf gives the passage of that ID, if it is there and passes the filter;
// of a statement that another stands for, too.
func (x *Index) PassageOf(id string, f Filter) (corpus.Passage, bool) {
	f.Copies = true
	if i, ok := x.at(id); ok && f.Match(x.headers[x.spans[i].owner]) {
		return x.passage(i), true
	}
	return corpus.Passage{}, false
}

// Len gives the number of passages that all share.
func (x *Index) Len() int {
	n := 0
	for i, h := range x.headers {
		if h.Scope == "" && !h.Copy {
			n += int(x.first[i+1] - x.first[i])
		}
	}
	return n
}

// Model names the vector space.
func (x *Index) Model() string { return x.manifest.Model }

// Failed names the documents that could not be read when the index was built,
// of those that all share.
func (x *Index) Failed() []corpus.Failure { return x.FailedOf(Filter{}) }

// FailedOf names the documents that could not be read, of the scopes that the
// filter sees; its other fields say nothing here.
func (x *Index) FailedOf(f Filter) []corpus.Failure { return f.failures(x.manifest.Failed) }

// Warnings names what was ignored in documents that were read and that all
// share.
func (x *Index) Warnings() []corpus.Failure { return x.WarningsOf(Filter{}) }

// WarningsOf names what was ignored in documents of the scopes that the filter
// sees.
func (x *Index) WarningsOf(f Filter) []corpus.Failure { return f.failures(x.manifest.Warnings) }

func (f Filter) failures(all []corpus.Failure) []corpus.Failure {
	return slices.DeleteFunc(slices.Clone(all), func(one corpus.Failure) bool { return !f.Sees(one.Scope) })
}

// Shares tells whether a passage that the filter lets through has a word of a text,
// by its stem, or what the glossary has for it in the passage's language. Stop words
// are none.
func (x *Index) Shares(text, language string, f Filter) bool {
	return len(x.words.Search(text, language, 1, func(doc int) bool { return f.Match(x.headers[x.spans[doc].owner]) })) > 0
}

// IDF tells how rare a term of package lexical is among the passages that all
// share: see lexical.Index.IDF.
func (x *Index) IDF(term string) float64 { return x.words.IDF(term) }

// Held counts what passes a filter.
func (x *Index) Held(f Filter) Held {
	var held Held
	by, voices := map[string]bool{}, map[string]bool{}
	for i, h := range x.headers {
		if !f.Match(h) {
			continue
		}
		held.Statements++
		held.Passages += int(x.first[i+1] - x.first[i])
		by[x.statements[i].By] = true
		for _, voice := range h.Voices {
			voices[voice] = true
		}
		if h.Date.IsZero() {
			continue
		}
		if held.From.IsZero() || h.Date.Before(held.From) {
			held.From = h.Date
		}
		if h.Date.After(held.To) {
			held.To = h.Date
		}
	}
	held.By, held.Voices = names(by), names(voices)
	return held
}

// names gives the keys of a set, sorted, the empty one left out.
func names(set map[string]bool) []string {
	delete(set, "")
	out := make([]string, 0, len(set))
	for name := range set {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// assemble fills in what follows from statements and spans, which are all there.
func (x *Index) assemble() {
	x.numberAt = nil
	x.spans = slices.Clip(x.spans)
	x.first = make([]int32, len(x.statements)+1)
	for _, p := range x.spans {
		x.first[p.owner+1]++
	}
	for i := range x.statements {
		x.first[i+1] += x.first[i]
	}
}

// headersOf gives what a statement's passages are filtered by.
func headersOf(s *corpus.Statement, states *corpus.States) Headers {
	return Headers{
		Voices: append(s.Voices(states), s.Aligned...), Statement: s.ID, Date: s.Date,
		Process: s.Process, Language: s.Language, Kind: s.Kind, Grade: s.Grade, Scope: s.Scope, Copy: s.CopyOf != "",
	}
}
