package retrieval

import (
	"slices"

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
func (x *Index) report(prev *Index, lib *corpus.Library, embedded []int32) Report {
	r := Report{Failed: lib.Failed}
	for _, one := range lib.Readings {
		if one.Reused {
			r.count(one.Scope, Report{Reused: len(one.Statements)})
		}
	}
	for i, s := range x.statements {
		r.count(s.Scope, Report{Read: 1, Copies: x.copied(i)})
	}
	for _, i := range embedded {
		r.count(x.statements[x.spans[i].owner].Scope, Report{Embedded: 1})
	}
	if prev == nil {
		prev = &Index{first: []int32{0}}
	}
	for i, j := 0, 0; i < len(x.statements) || j < len(prev.statements); {
		switch {
		case j == len(prev.statements) || i < len(x.statements) && x.statements[i].ID < prev.statements[j].ID:
			r.count(x.statements[i].Scope, Report{Added: x.countedOf(i)})
			i++
		case i == len(x.statements) || prev.statements[j].ID < x.statements[i].ID:
			r.count(prev.statements[j].Scope, Report{Deleted: prev.countedOf(j)})
			j++
		default:
			kept := x.inCommon(i, prev, j)
			r.count(x.statements[i].Scope, Report{Kept: kept, Added: x.countedOf(i) - kept})
			r.count(prev.statements[j].Scope, Report{Deleted: prev.countedOf(j) - kept})
			i, j = i+1, j+1
		}
	}
	return r
}

// passagesOf counts a statement's passages.
func (x *Index) passagesOf(statement int) int { return int(x.first[statement+1] - x.first[statement]) }

// countedOf counts a statement's passages, of one that another stands for none.
func (x *Index) countedOf(statement int) int {
	return (1 - x.copied(statement)) * x.passagesOf(statement)
}

// inCommon counts the passages of a statement whose words the same statement has
// in another index, whatever the model.
func (x *Index) inCommon(i int, prev *Index, j int) (n int) {
	if x.headers[i].Copy || prev.headers[j].Copy {
		return 0
	}
	now, then := x.spans[x.first[i]:x.first[i+1]], prev.spans[prev.first[j]:prev.first[j+1]]
	if x.statements[i].SHA256 == prev.statements[j].SHA256 && slices.EqualFunc(now, then, func(a, b span) bool { return a.start == b.start && a.end == b.end && a.words == b.words }) {
		return len(now)
	}
	before := map[string]int{}
	for at := prev.first[j]; at < prev.first[j+1]; at++ {
		before[prev.passage(at).Embedded()]++
	}
	for at := x.first[i]; at < x.first[i+1]; at++ {
		if words := x.passage(at).Embedded(); before[words] > 0 {
			before[words]--
			n++
		}
	}
	return n
}

// unchanged is the report of an index that was up to date.
func (x *Index) unchanged() Report {
	r := Report{Failed: x.manifest.Failed}
	for i, s := range x.statements {
		r.count(s.Scope, Report{Read: 1, Reused: 1, Copies: x.copied(i), Kept: x.countedOf(i)})
	}
	return r
}

// copied is 1 for a statement that another stands for.
func (x *Index) copied(i int) int {
	if x.headers[i].Copy {
		return 1
	}
	return 0
}
