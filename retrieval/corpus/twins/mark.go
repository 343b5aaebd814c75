package twins

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"verbatim/retrieval/corpus"
)

// lookedUp is how many of a text's least hashes lead to it. Texts that share
// nine runs of ten have none of six in common once in a million.
const lookedUp = 6

// held is a document of the library.
type held struct {
	Text
	statements []*corpus.Statement
	of         []*held // the copies of it
	doubts     int     // told of it
}

// Mark says of the statements that all share which of them are copies of others:
// corpus.Statement.CopyOf and Copies; and what is doubtful where two are nearly the
// same; and, of all, of which one a translation is made: corpus.Statement.Original. The statements have their IDs, and are the caller's to change. The outcome
// does not depend on the order in which they were read.
//
// Of copies the one stands for the others of which it is known who speaks, and
// when; then the better graded one, the fuller one, the one that was fetched, the
// first by ID.
func Mark(lib *corpus.Library) {
	docs := documents(slices.SortedFunc(slices.Values(lib.Statements), func(a, b *corpus.Statement) int { return cmp.Compare(a.ID, b.ID) }))
	slices.SortStableFunc(docs, func(a, b *held) int { return a.before(b) })
	m := marking{states: lib.States, places: map[string][]int{}}
	for _, d := range docs {
		m.settle(d)
	}
	for _, d := range m.kept {
		slices.SortFunc(d.of, func(a, b *held) int { return cmp.Compare(a.statements[0].ID, b.statements[0].ID) })
		for _, c := range d.of {
			d.standFor(c)
		}
	}
	point(lib.Statements)
}

// documents gathers the statements of each document, in their order.
func documents(statements []*corpus.Statement) (out []*held) {
	at := map[string]int{}
	for _, s := range statements {
		if s.Scope != "" {
			continue // Search sees to what a server holds beside what all share
		}
		key := s.File + "\x00" + s.Document()
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, &held{})
		}
		out[i].statements = append(out[i].statements, s)
	}
	met := meeting(out)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(out); i = int(next.Add(1)) - 1 {
				if met[i] {
					out[i].Text = Of(out[i].statements)
				}
			}
		})
	}
	wg.Wait()
	return out
}

// meeting tells of which documents there is another that could be the same by
// what is known of both. The others' texts, mostly all but a few, need no look.
func meeting(docs []*held) []bool {
	by := map[string][]int{}
	for i, d := range docs {
		voice := d.statements[0].By
		by[voice] = append(by[voice], i)
	}
	out := make([]bool, len(docs))
	try := func(i, j int) {
		if i != j && !(out[i] && out[j]) && docs[i].mayBe(docs[j]) && docs[i].near(docs[j]) {
			out[i], out[j] = true, true
		}
	}
	for voice, group := range by {
		for n, i := range group {
			for _, j := range group[n+1:] {
				try(i, j)
			}
			if voice == "" {
				continue
			}
			for _, j := range by[""] {
				try(i, j)
			}
		}
	}
	return out
}

// near tells whether the days of two documents may be one statement's.
func (d *held) near(e *held) bool {
	a, b := d.statements[0].Date, e.statements[0].Date
	return a.IsZero() || b.IsZero() || a.Sub(b).Abs() <= twinDays*24*time.Hour
}

// before puts the document first that is to stand for its copies.
func (d *held) before(e *held) int {
	a, b := d.statements[0], e.statements[0]
	return cmp.Or(
		known(a.By != "")-known(b.By != ""),
		known(!a.Date.IsZero())-known(!b.Date.IsZero()),
		int(a.Grade)-int(b.Grade),
		len(e.statements[0].Text)-len(d.statements[0].Text),
		known(!a.Retrieved.IsZero())-known(!b.Retrieved.IsZero()),
		cmp.Compare(a.ID, b.ID),
	)
}

// marking is one Mark under way.
type marking struct {
	states *corpus.States
	kept   []*held
	places map[string][]int // in kept, by what leads to a text
}

// keys are what leads to a document.
func (d *held) keys() (out []string) {
	for _, run := range d.runs[:min(len(d.runs), lookedUp)] {
		out = append(out, fmt.Sprint(run))
	}
	for _, b := range d.Bearings {
		out = append(out, b.key)
	}
	return out
}

// Of statements made after one pattern each is near all others. So of those that
// lead to a text only the first are compared, and doubtful beside a few is doubtful.
const (
	mostAlike    = 200 // of which the sketches are compared
	mostCompared = 12  // word by word
	mostDoubts   = 3   // that are told of one document
)

// settle takes a document for a copy of one that is kept, or keeps it.
func (m *marking) settle(d *held) {
	keys := d.keys()
	var doubts []func()
	alike, compared := 0, 0
	for _, i := range m.near(d, keys) {
		k := m.kept[i]
		if !k.mayBe(d) {
			continue
		}
		if alike++; alike > mostAlike || compared == mostCompared {
			break
		}
		_, bear := k.Bears(&d.Text)
		if !bear && k.Alike(&d.Text) < symbolShare {
			continue
		}
		compared++
		same, doubt := m.compare(k, d)
		if same {
			k.of = append(k.of, d)
			return
		}
		if doubt != nil && len(doubts) < mostDoubts {
			doubts = append(doubts, func() { k.doubt(d, doubt); d.doubt(k, doubt) })
		}
	}
	for _, say := range doubts {
		say()
	}
	for _, key := range keys {
		m.places[key] = append(m.places[key], len(m.kept))
	}
	m.kept = append(m.kept, d)
}

// near lists the documents kept that something leads to: first those that have the
// very same words, then the others, in their order.
func (m *marking) near(d *held, keys []string) []int {
	var all []int
	for _, key := range keys {
		all = append(all, m.places[key]...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	slices.SortStableFunc(all, func(i, j int) int {
		return known(m.kept[i].whole == d.whole) - known(m.kept[j].whole == d.whole)
	})
	return all
}

// known is less for what is.
func known(is bool) int {
	if is {
		return 0
	}
	return 1
}

// compare tells whether two documents are copies, or what is doubtful of each as
// they nearly are: doubt says so, given the other.
func (m *marking) compare(k, d *held) (same bool, doubt func(*held) string) {
	if len(k.statements) > 1 {
		return k.whole == d.whole, nil
	}
	a, b := k.statements[0], d.statements[0]
	name, bear := k.Bears(&d.Text)
	alike := k.Same(&d.Text)
	if alike && !a.Date.IsZero() && !b.Date.IsZero() && !a.Date.Equal(b.Date) {
		return false, func(o *held) string {
			return "the same words are held as " + o.called() + ", of " + o.Date.Format("2 January 2006") + ": unless they were said twice, one of the two days is wrong"
		}
	}
	var words []string
	if alike {
		if words = Differing(k.statements, d.statements, m.states); len(words) == 0 {
			return true, nil
		}
	}
	if bear {
		same, differ := Copies(a, b, m.states)
		if same {
			return true, nil
		}
		return false, func(o *held) string {
			if len(differ) == 0 {
				return o.called() + " bears " + name + " too, and most of its words are others: one of the two may bear it wrongly"
			}
			return o.called() + " bears " + name + " too, and its words differ in " + inMarks(differ)
		}
	}
	if words == nil && !alike && !a.Date.IsZero() && a.Date.Equal(b.Date) && a.By != "" && a.By == b.By {
		_, words = Copies(a, b, m.states) // of a short text one word is more than the tenth that alike lets differ
	}
	if len(words) > 0 {
		return false, func(o *held) string {
			return "nearly the same words are held as " + o.called() + ", differing in " + inMarks(words)
		}
	}
	return false, nil
}

func inMarks(words []string) string { return "“" + strings.Join(words, "”, “") + "”" }

// mayBe tells whether what is known of two documents lets them be one: all of it
// is the same, as far as both have it. Of several statements each is.
func (d *held) mayBe(e *held) bool {
	if len(d.statements) != len(e.statements) {
		return false
	}
	if len(d.statements) > 1 {
		return slices.EqualFunc(d.statements, e.statements, func(a, b *corpus.Statement) bool {
			return a.By == b.By && a.Date.Equal(b.Date) && alikeIn(a, b)
		})
	}
	a, b := d.statements[0], e.statements[0]
	return (a.By == "" || b.By == "" || a.By == b.By && sameList(a.OnBehalf, b.OnBehalf)) && alikeIn(a, b)
}

// alikeIn tells whether two statements are of one kind.
func alikeIn(a, b *corpus.Statement) bool {
	draft := func(s *corpus.Statement) string {
		if s.Status == "final" {
			return ""
		}
		return s.Status
	}
	x, y := symbolOf(a), symbolOf(b)
	return a.Language == b.Language && account(a) == account(b) && translated(a) == translated(b) &&
		draft(a) == draft(b) && (x == "" || y == "" || x == y)
}

// account tells of words that are nobody's.
func account(s *corpus.Statement) bool {
	return s.Account() || s.Grade == corpus.MachineSummary
}

func sameList(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// called names a document by the ID of its first statement.
func (d *held) called() string { return d.statements[0].ID }

// doubt notes what is doubtful beside another document, unless its record
// has noted that when it was fetched, or enough is told.
func (d *held) doubt(beside *held, why func(*held) string) {
	s := d.statements[0]
	if d.doubts == mostDoubts {
		return
	}
	d.doubts++
	noted := slices.ContainsFunc(s.Doubts, func(known string) bool {
		return (strings.HasPrefix(known, "text: ") || strings.HasPrefix(known, "symbol: ")) && strings.Contains(known, " of "+beside.called()+" ")
	})
	if !noted {
		s.Doubts = append(slices.Clip(s.Doubts), corpus.CopyDoubt+why(beside))
	}
}

// standFor notes a copy in both documents.
func (d *held) standFor(c *held) {
	for i, s := range d.statements {
		one := c.statements[i]
		one.CopyOf = s.ID
		s.Copies = append(s.Copies, corpus.Copy{ID: one.ID, File: one.File, URL: one.URL, Also: one.Also})
	}
}
