package catalog

import (
	"slices"
	"time"

	"verbatim/retrieval/corpus"
)

// Catalog is the list of sources with the table of hosts. It never changes once
// it was parsed and may be used by many goroutines at once.
type Catalog struct {
	states  *corpus.States
	entries []Entry // in the order of their file, an operator's own after the built-in ones
	hosts   []Host
	places  map[string]place // by ID, for errors of a file put over this one
	byID    map[string]int
	byURL   map[string]int // by addressKey
}

// Filter narrows the sources. Empty fields let all through, the values of one
// field are alternatives, and the fields hold together.
type Filter struct {
	States    []string // codes; a source counts in which one of them speaks (Entry.Voices)
	Processes []string
	Topics    []string
	Official  bool
	Starter   bool
	Since     time.Time // a source whose date is not known does not count, one that may be of that day or later does
}

// Select gives the sources that the filter lets through, in the catalogue's
// order.
func (c *Catalog) Select(f Filter) []Entry {
	var out []Entry
	for i := range c.entries {
		if e := &c.entries[i]; f.lets(e) {
			out = append(out, *e)
		}
	}
	return out
}

func (f *Filter) lets(e *Entry) bool {
	any := func(have, wanted []string) bool {
		return len(wanted) == 0 || slices.ContainsFunc(have, func(s string) bool { return slices.Contains(wanted, s) })
	}
	switch {
	case f.Official && !e.Official, f.Starter && !e.Starter:
		return false
	case !f.Since.IsZero() && e.Last().Before(f.Since):
		return false
	}
	return any([]string{e.Process}, f.Processes) && any(e.Topics, f.Topics) && any(e.Voices(), f.States)
}

// ByID finds a source by its ID.
func (c *Catalog) ByID(id string) (Entry, bool) {
	i, ok := c.byID[id]
	if !ok {
		return Entry{}, false
	}
	return c.entries[i], true
}

// ByURL finds the source that has the address, as its own or among its other
// ones. How the address is written does not matter as far as it leads to the
// same page: scheme, a leading "www.", case of the host, percent signs, an
// ending slash.
func (c *Catalog) ByURL(address string) (Entry, bool) {
	i, ok := c.byURL[addressKey(address)]
	if !ok {
		return Entry{}, false
	}
	return c.entries[i], true
}
