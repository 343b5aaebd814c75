package lexical

import (
	"cmp"
	"slices"
)

// top keeps the n best hits seen, in a heap with the worst first.
type top struct {
	n     int
	allow func(doc int) bool
	heap  []Hit
	floor float32 // the worst of n hits; 0 while there are fewer
}

// few takes the scores of the touched documents and clears them.
func (b *top) few(s *scratch) {
	for _, d := range s.touched {
		b.offer(int(d), s.acc[d])
		s.acc[d] = 0
	}
	s.touched = s.touched[:0]
}

// all takes every score and clears it.
func (b *top) all(acc []float32) {
	for d, score := range acc {
		if score > b.floor { // an equal one that comes later has the higher number
			b.offer(d, score)
		}
	}
	clear(acc)
}

// offer takes a document if it is among the n best so far and allowed.
func (b *top) offer(doc int, score float32) {
	h := Hit{doc, score}
	full := len(b.heap) == b.n
	if full && worse(h, b.heap[0]) || b.allow != nil && !b.allow(doc) {
		return
	}
	if full {
		b.heap[0] = h
		b.down(0)
	} else {
		b.heap = append(b.heap, h)
		b.up(len(b.heap) - 1)
	}
	if len(b.heap) == b.n {
		b.floor = b.heap[0].Score
	}
}

// worse orders hits: the lower score, and of equals the higher number.
func worse(p, q Hit) bool { return p.Score < q.Score || p.Score == q.Score && p.Doc > q.Doc }

func (b *top) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !worse(b.heap[i], b.heap[parent]) {
			return
		}
		b.heap[i], b.heap[parent] = b.heap[parent], b.heap[i]
		i = parent
	}
}

func (b *top) down(i int) {
	for {
		c := 2*i + 1
		if c >= len(b.heap) {
			return
		}
		if c+1 < len(b.heap) && worse(b.heap[c+1], b.heap[c]) {
			c++
		}
		if !worse(b.heap[c], b.heap[i]) {
			return
		}
		b.heap[i], b.heap[c] = b.heap[c], b.heap[i]
		i = c
	}
}

func (b *top) sorted() []Hit {
	slices.SortFunc(b.heap, func(p, q Hit) int { return cmp.Or(cmp.Compare(q.Score, p.Score), cmp.Compare(p.Doc, q.Doc)) })
	return b.heap
}
