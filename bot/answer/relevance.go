package answer

import "verbatim/retrieval"

// relevant tells whether a passage found speaks of the question at all, so
// that silence is possible: a search always finds something nearest.
func (e *Engine) relevant(r retrieval.Ranked) bool {
	return r.Coverage >= coverageAlone || r.Dense >= meaningAlone || r.Coverage >= coverageLeast && r.Dense >= meaningLeast
}

// The floors of relevance, see the measurement in the package's benchmarks.
const (
	coverageAlone = 0.75
	coverageLeast = 0.25
	meaningLeast  = 0.55
	meaningAlone  = 0.70
)
