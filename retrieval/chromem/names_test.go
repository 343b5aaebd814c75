package chromem

import (
	"fmt"
	"slices"
	"testing"

	"verbatim/retrieval"
)

// IDs of every form come back as they were, in their order.
func TestEntryIDs(t *testing.T) {
	e := entries{headers: []retrieval.Headers{{Statement: "a"}, {Statement: "a#b"}, {}}}
	hash := "0123456789abcdef"
	want := []string{
		"a#" + hash + ".0", "a#" + hash + ".12", "a#" + hash + ".999999999", "a#b#" + hash + ".1", "#" + hash + ".1",
		"a#" + hash + ".01", "a#" + hash + ".-1", "a#" + hash + ".+1", "a#" + hash + ".9999999999", "a#" + hash + ".", "a#" + hash, "a", "", "b#" + hash + ".0",
		"a#0123456789ABCDEF.0", "a#0123456789abcdeg.0", "a-" + hash + ".0", "a#" + hash + "-0", "a#" + hash + ".1 ",
	}
	odd := 0
	for _, id := range want {
		for header := range int32(len(e.headers)) {
			e.rows = append(e.rows, row{id: e.newID(id, header), header: header})
		}
	}
	for i, r := range e.rows {
		if got := e.id(r); got != want[i/3] {
			t.Errorf("%q came back as %q", want[i/3], got)
		}
		if r.id.ordinal < 0 {
			odd++
		}
	}
	if short := len(e.rows) - odd; short != 5 {
		t.Errorf("%d IDs are held shortly, want the 5 that are of that form and of their headers' statement", short)
	}
	e.sort()
	if !slices.IsSortedFunc(e.rows, func(x, y row) int {
		switch a, b := e.id(x), e.id(y); {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	}) {
		t.Error("the rows are not sorted by ID")
	}
}

func TestKeys(t *testing.T) {
	var l keyList
	var m keyMap
	want := []string{"0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789abcdef", "x", "", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdeg", fmt.Sprintf("%064x", 7)}
	for i, key := range want {
		if n := l.add(key); n != int32(i) {
			t.Errorf("key %d is number %d", i, n)
		}
		m.set(key, int32(i))
	}
	for i, key := range want {
		if n, ok := m.get(key); l.at(int32(i)) != key || !ok || n != int32(i) {
			t.Errorf("%q came back as %q, number %d", key, l.at(int32(i)), n)
		}
	}
	if _, ok := m.get("another"); ok {
		t.Error("a key that was not set is there")
	}
}
