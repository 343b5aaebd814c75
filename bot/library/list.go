package library

import (
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Added lists the statements that a server added, by ID; those of all servers where scope is empty.
func (l *Library) Added(scope string) []*corpus.Statement {
	x := l.Index()
	if x == nil {
		return nil
	}
	var out []*corpus.Statement
	for _, st := range x.StatementsOf(retrieval.Filter{Scope: scope, AllScopes: scope == ""}) {
		if st.Scope != "" {
			out = append(out, st)
		}
	}
	return out
}

// Failed lists the documents that could not be read: those that the server added (none where scope
// is empty), and the shared ones where shared is set. Their File is the path within the library, never
// one of the machine.
func (l *Library) Failed(scope string, shared bool) []corpus.Failure {
	return l.failures(retrieval.Filter{Scope: scope}, func(f corpus.Failure) bool { return f.Scope != "" || shared })
}

// FailedEverywhere lists the documents that could not be read, of all servers
// and the shared ones, for the operator. Their File is as Failed gives it.
func (l *Library) FailedEverywhere() []corpus.Failure {
	return l.failures(retrieval.Filter{AllScopes: true}, func(corpus.Failure) bool { return true })
}

func (l *Library) failures(f retrieval.Filter, wanted func(corpus.Failure) bool) []corpus.Failure {
	x := l.Index()
	if x == nil {
		return nil
	}
	var out []corpus.Failure
	for _, failure := range x.FailedOf(f) {
		if wanted(failure) {
			failure.File = failure.Path
			out = append(out, failure)
		}
	}
	return out
}
