package retrieval

import (
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"verbatim/retrieval/corpus"
)

// Match is a place where a statement has the very words searched for.
type Match struct {
	Statement  *corpus.Statement
	Start, End int // byte offsets in Statement.Text
}

// Exact gives every place in the statements that pass the filter where they have
// these words, forgiving case, spacing and typography as corpus.Locate does,
// but not wording. The places come by statement and place; in a statement
// none overlaps another.
func (x *Index) Exact(words string, f Filter) []Match {
	if strings.TrimSpace(corpus.Fold(words).Text()) == "" {
		return nil
	}
	found := make([][]Match, len(x.statements))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(x.statements); i = int(next.Add(1)) - 1 {
				if f.Match(x.headers[i]) {
					found[i] = matches(x.statements[i], words)
				}
			}
		})
	}
	wg.Wait()
	var out []Match
	for _, list := range found {
		out = append(out, list...)
	}
	return out
}

func matches(s *corpus.Statement, words string) []Match {
	var out []Match
	for _, span := range corpus.Locate(corpus.Fold(inMemoryOf(s).Text), words) {
		out = append(out, Match{s, span.Start, span.End})
	}
	return out
}
