package retrieval

import (
	"iter"

	"verbatim/retrieval/corpus"
)

// Of gives the report as one who sees the filter's scopes may read it: the
// other servers' documents are in none of its numbers and not among its
// failures. Other fields of the filter say nothing here.
func (r Report) Of(f Filter) Report {
	out := Report{Failed: f.failures(r.Failed), Seconds: r.Seconds}
	for scope, part := range r.scopes {
		if f.Sees(scope) {
			out.count(scope, part)
		}
	}
	return out
}

// count adds what is of one scope.
func (r *Report) count(scope string, part Report) {
	r.Read += part.Read
	r.Reused += part.Reused
	r.Copies += part.Copies
	r.Kept += part.Kept
	r.Added += part.Added
	r.Deleted += part.Deleted
	r.Embedded += part.Embedded
	if r.scopes == nil {
		r.scopes = map[string]Report{}
	}
	sum := r.scopes[scope]
	sum.Read += part.Read
	sum.Reused += part.Reused
	sum.Copies += part.Copies
	sum.Kept += part.Kept
	sum.Added += part.Added
	sum.Deleted += part.Deleted
	sum.Embedded += part.Embedded
	r.scopes[scope] = sum
}

// report counts what x holds against the index before it: the passages that it
// had too, those that it had not, and those of it that are gone. A passage is
// the same if its statement and its words are.
func (x *Index) report(prev *Index, lib *corpus.Library, embedded []corpus.Passage) Report {
	r := Report{Failed: lib.Failed}
	for _, one := range lib.Readings {
		if one.Reused {
			r.count(one.Scope, Report{Reused: len(one.Statements)})
		}
	}
	for i, s := range x.statements {
		r.count(s.Scope, Report{Read: 1, Copies: x.copied(i)})
	}
	for _, p := range embedded {
		r.count(p.Statement.Scope, Report{Embedded: 1})
	}
	before := map[sameness]int{}
	if prev != nil {
		for i := range prev.counted() {
			before[prev.sameness(i)]++
		}
	}
	for i, p := range x.counted() {
		part := Report{Added: 1}
		if s := x.sameness(i); before[s] > 0 {
			before[s]--
			part = Report{Kept: 1}
		}
		r.count(p.Statement.Scope, part)
	}
	if prev == nil {
		return r
	}
	for i, p := range prev.counted() {
		if s := prev.sameness(i); before[s] > 0 {
			before[s]--
			r.count(p.Statement.Scope, Report{Deleted: 1})
		}
	}
	return r
}

// unchanged is the report of an index that was up to date.
func (x *Index) unchanged() Report {
	r := Report{Failed: x.manifest.Failed}
	for i, s := range x.statements {
		part := Report{Read: 1, Reused: 1, Copies: x.copied(i)}
		if part.Copies == 0 {
			part.Kept = int(x.first[i+1] - x.first[i])
		}
		r.count(s.Scope, part)
	}
	return r
}

// counted gives the passages, with their places, but for those of copies.
func (x *Index) counted() iter.Seq2[int, corpus.Passage] {
	return func(yield func(int, corpus.Passage) bool) {
		for i, p := range x.passages {
			if !x.headers[x.owner[i]].Copy && !yield(i, p) {
				return
			}
		}
	}
}

// copied is 1 for a statement that another stands for.
func (x *Index) copied(i int) int {
	if x.headers[i].Copy {
		return 1
	}
	return 0
}

// sameness names a passage by its statement and its words, whatever the model.
// The words are a part of the statement's text: nothing is copied.
type sameness struct{ statement, words string }

func (x *Index) sameness(i int) sameness {
	p := x.passages[i]
	return sameness{p.Statement.ID, p.Embedded()}
}
