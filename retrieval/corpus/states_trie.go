package corpus

import (
	"slices"
	"sort"
)

// statesTrie holds folded names letter by letter, the children of a node side
// by side: a few arrays, quick to make and to walk.
type statesTrie struct {
	nodes   []statesNode
	entries [][]int32 // of the nodes where a name ends
}

type statesNode struct {
	r       rune
	first   int32 // child
	count   int32 // of children
	entries int32 // place in statesTrie.entries, from 1
}

func newStatesTrie(names map[string][]int32) statesTrie {
	keys := make([]string, 0, len(names))
	for k := range names {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	runes := make([][]rune, len(keys))
	size := 1
	for i, k := range keys {
		runes[i] = []rune(k)
		size += len(runes[i])
		if i > 0 {
			size -= statesShared(runes[i-1], runes[i])
		}
	}
	t := statesTrie{nodes: make([]statesNode, 1, size), entries: make([][]int32, 0, len(keys))}
	type span struct{ from, to, depth int }
	queue := make([]span, 1, size) // of node 0, 1, ...
	queue[0].to = len(keys)
	for n := 0; n < len(queue); n++ {
		q := queue[n]
		if q.from < q.to && len(runes[q.from]) == q.depth {
			t.entries = append(t.entries, names[keys[q.from]])
			t.nodes[n].entries = int32(len(t.entries))
			q.from++
		}
		t.nodes[n].first = int32(len(t.nodes))
		for from := q.from; from < q.to; {
			r := runes[from][q.depth]
			to := from + sort.Search(q.to-from, func(i int) bool { return runes[from+i][q.depth] != r })
			t.nodes = append(t.nodes, statesNode{r: r})
			queue = append(queue, span{from, to, q.depth + 1})
			t.nodes[n].count++
			from = to
		}
	}
	return t
}

// statesShared counts the letters that two names begin with alike.
func statesShared(a, b []rune) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// child gives the node that r leads to, -1 where none does.
func (t *statesTrie) child(node int32, r rune) int32 {
	n := &t.nodes[node]
	low, high := n.first, n.first+n.count
	for low < high {
		mid := (low + high) / 2
		switch q := t.nodes[mid].r; {
		case q == r:
			return mid
		case q < r:
			low = mid + 1
		default:
			high = mid
		}
	}
	return -1
}

// entriesOf gives the entries of the names that end at a node.
func (t *statesTrie) entriesOf(node int32) []int32 {
	if at := t.nodes[node].entries; at > 0 {
		return t.entries[at-1]
	}
	return nil
}

// get gives the entries of a whole folded name.
func (t *statesTrie) get(key string) []int32 {
	node := int32(0)
	for _, r := range key {
		if node = t.child(node, r); node < 0 {
			return nil
		}
	}
	return t.entriesOf(node)
}
