package twins

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval/corpus"
)

// A document of the United Nations stands at several addresses under one symbol:
// in the archive, at the meeting's page, on the mission's own site. A statement
// of the European Union stands on the pages of many of its delegations under one
// UNIQUE ID. Those copies are read from other formats and layouts, so that their
// texts differ by more than a heading: a cover, footnotes, words broken at lines.
// A symbol alone proves nothing, since a page may bear that of a report that it
// speaks of, and a meeting's record bears the words of many. So two statements
// are one under a symbol only where all else that is known of them is the same
// and their texts mostly are; and where a word that decides what is said differs
// within a sentence, both are kept.

const (
	// symbolShare is the share of runs of words that two copies of a document have
	// in common at least.
	symbolShare = 0.6
	// addedWords is how many words lie together at least that one copy has and the
	// other has not, for them to be a cover, footnotes or an annex.
	addedWords = 25
)

// ofMeetings are parts of the symbols that many statements bear.
var ofMeetings = []string{"/PV.", "/SR.", "/INF/"}

// Bearing is a mark that copies of one document have in common.
type Bearing struct {
	Name string // as people know it: "A/AC.290/2021/WP.3", "UNIQUE ID 210223_23"
	key  string // with all else that has to be the same
}

// Bearings names all that has to be the same of two statements under one symbol
// or UNIQUE ID; none for a document of several statements, and where some of it
// is not known. Revisions, drafts, corrigenda and addenda have symbols of their own.
func Bearings(statements []*corpus.Statement) (out []Bearing) {
	if len(statements) != 1 {
		return nil
	}
	st := statements[0]
	if st.By == "" || st.Date.IsZero() || st.Language == "" || st.Grade > corpus.Supplied {
		return nil
	}
	status := st.Status
	if status == "final" {
		status = ""
	}
	add := func(what, name, mark string) {
		out = append(out, Bearing{name, fmt.Sprintf("%q", []string{
			what, mark, st.Language, st.Kind, st.By, strings.Join(slices.Sorted(slices.Values(st.OnBehalf)), " "),
			st.Date.Format(time.DateOnly), status, translated(st),
		})})
	}
	symbol := symbolOf(st)
	if symbol != "" && !slices.ContainsFunc(ofMeetings, func(part string) bool { return strings.Contains(symbol, part) }) {
		add("symbol", st.Symbol, symbol)
	}
	if id := strings.ToUpper(st.UniqueID); id != "" {
		add("unique id", "UNIQUE ID "+st.UniqueID, id)
	}
	return out
}

// symbolOf gives a statement's symbol as it is compared.
func symbolOf(st *corpus.Statement) string {
	if st.Symbol == "" {
		return ""
	}
	return strings.ToUpper(strings.Join(strings.Fields(strings.TrimRight(st.Symbol, "* ")), ""))
}

// translated tells translations that nobody vouches for from other texts.
func translated(st *corpus.Statement) string {
	if st.Translation == "machine" || st.Translation == "interpretation" {
		return st.Translation
	}
	return ""
}

// Copies compares two statements of one Bearing. They are copies where most
// runs of words are the same and no word that decides what is said differs, but
// for those in a cover, footnotes or an annex that one of the two has; words are
// those that differ where most runs are the same.
func Copies(one, other *corpus.Statement, states *corpus.States) (same bool, words []string) {
	mine, theirs := wordsOf(one.Text), wordsOf(other.Text)
	a, share := covered(mine, theirs)
	b, _ := covered(theirs, mine)
	if share < symbolShare {
		return false, nil
	}
	addedA, restA := tellsBeside(one, a, b.pairs(theirs), states)
	addedB, restB := tellsBeside(other, b, a.pairs(mine), states)
	onlyA, onlyB := outOfLine(restA, restB)
	differ := append(said(onlyA, onlyB, len(mine)), said(onlyB, onlyA, len(theirs))...)
	if len(addedA) > 0 && len(addedB) > 0 { // each says what the other does not
		differ = append(differ, append(addedA, addedB...)...)
	}
	slices.SortStableFunc(differ, func(a, b telling) int { return cmp.Compare(order(a), order(b)) })
	for _, t := range differ {
		if !slices.Contains(words, t.what) {
			words = append(words, t.what)
		}
	}
	return len(words) == 0, words[:min(len(words), mostShown)]
}

// order has numbers named last: among them may be footnotes'.
func order(t telling) int {
	if t.fact && numbered(t.what) {
		return 1
	}
	return 0
}

// said leaves of the words in which two copies differ those that decide: not
// the digit of a footnote or a page, which one of the two alone has, nor what a
// heading or a footer may add.
func said(only, others []telling, all int) (out []telling) {
	for _, t := range only {
		edge := t.at < edgeWords || t.at >= all-edgeWords
		if t.fact && !t.insteadOf(others) && (edge || len(others) == 0 && numbered(t.what)) {
			continue
		}
		out = append(out, t)
	}
	return out
}

// tellsBeside lists the telling words of a statement: those in stretches that the
// other copy has not got, without the facts, and the rest. A word whose
// neighbours stand in what the other copy alone has, in pairs, is among the rest:
// it was put into a sentence that both have, beside a stretch that one has.
func tellsBeside(st *corpus.Statement, c cover, pairs map[[2]string]bool, states *corpus.States) (added, rest []telling) {
	all, _ := tellsOf([]*corpus.Statement{st}, states)
	words := wordsOf(st.Text)
	both := func(i int) bool { return i >= 0 && i+1 < len(words) && pairs[[2]string{words[i], words[i+1]}] }
	for _, t := range all {
		switch {
		case c.gap(t.at) < addedWords, both(t.at - 2), both(t.at + 1), both(t.at - 3):
			rest = append(rest, t)
		case !t.fact:
			added = append(added, t)
		}
	}
	return added, rest
}

// cover tells which words of a text stand in runs that another one has too.
type cover []bool

// pairs gives the neighbours of which the other text has not got at least one at
// its place.
func (c cover) pairs(words []string) map[[2]string]bool {
	out := map[[2]string]bool{}
	for i := range len(words) - 1 {
		if !c[i] || !c[i+1] {
			out[[2]string{words[i], words[i+1]}] = true
		}
	}
	return out
}

// covered tells so, and gives the share of the runs of both that both have.
func covered(of, by []string) (c cover, share float64) {
	mine, theirs := runsOf(of), runsOf(by)
	c = make(cover, len(of))
	common := 0
	for run, places := range mine {
		if theirs[run] == nil {
			continue
		}
		common++
		for _, at := range places {
			for i := range shingleWords {
				c[at+i] = true
			}
		}
	}
	return c, float64(common) / float64(max(len(mine)+len(theirs)-common, 1))
}

// runsOf lists where each run of words stands in a text.
func runsOf(words []string) map[string][]int {
	out := map[string][]int{}
	for at := range max(len(words)-shingleWords+1, 0) {
		run := strings.Join(words[at:at+shingleWords], " ")
		out[run] = append(out[run], at)
	}
	return out
}

// gap gives how many words lie together around one that the other text has not
// got; 0 where it has.
func (c cover) gap(at int) int {
	if c[at] {
		return 0
	}
	from, to := at, at
	for from > 0 && !c[from-1] {
		from--
	}
	for to < len(c) && !c[to] {
		to++
	}
	return to - from
}
