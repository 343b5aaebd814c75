package answer

import (
	"sync"

	"verbatim/retrieval/corpus"
)

// outlines remembers the outlines of the statements lately cited. A statement
// never changes, so neither does its outline; the memory is bounded by
// starting afresh.
var outlines = struct {
	sync.Mutex
	of map[*corpus.Statement]*corpus.Outline
}{of: map[*corpus.Statement]*corpus.Outline{}}

const mostOutlines = 256

func outlineOf(st *corpus.Statement) *corpus.Outline {
	outlines.Lock()
	o := outlines.of[st]
	outlines.Unlock()
	if o != nil {
		return o
	}
	o = corpus.OutlineOf(st.Text)
	outlines.Lock()
	defer outlines.Unlock()
	if len(outlines.of) >= mostOutlines {
		clear(outlines.of)
	}
	outlines.of[st] = o
	return o
}
