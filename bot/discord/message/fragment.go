package message

import (
	"net/url"
	"strings"
)

// Text fragments in Discord. Its clients have taken a masked link for plain
// text where the address escapes one of ! % ' ( ) * although it need not be
// escaped, and a fragment must escape some and a hyphen. So a fragment is made
// to begin and end with words that need none of these: it still opens the
// page at the quotation.

const fragmentMark = ":~:text="

// fewestWords are needed to point at a place: fewer would be found elsewhere.
const fewestWords = 3

// shownTo gives an address whose text fragment has no such escapes, where it
// can be had; else the address as it was.
func shownTo(link string) string {
	before, directive, ok := strings.Cut(link, fragmentMark)
	if !ok || !awkward(directive) {
		return link
	}
	terms := strings.Split(directive, ",")
	if strings.HasSuffix(terms[0], "-") || len(terms) > 2 { // words before it stand right before its beginning
		return link
	}
	head := plainRuns(terms[0])
	tail := plainRuns(terms[len(terms)-1])
	switch {
	case len(head) == 0 && len(tail) == 0:
		return link
	case len(head) == 0:
		return before + fragmentMark + tail[len(tail)-1]
	case len(tail) == 0 || len(terms) == 1 && len(tail) == 1:
		return before + fragmentMark + head[0]
	}
	return before + fragmentMark + head[0] + "," + tail[len(tail)-1]
}

// awkward tells whether an escape stands for an ASCII character other than the
// few that an address must escape.
func awkward(term string) bool {
	for i := strings.IndexByte(term, '%'); i >= 0 && i+3 <= len(term); {
		s, err := url.PathUnescape(term[i : i+3])
		if err != nil || strings.ContainsAny(s, "!%'()*-_~.") {
			return true
		}
		next := strings.IndexByte(term[i+1:], '%')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return false
}

// plainRuns gives the stretches of a term's words that are not awkward.
func plainRuns(term string) (runs []string) {
	var run []string
	flush := func() {
		if len(run) >= fewestWords {
			runs = append(runs, strings.Join(run, "%20"))
		}
		run = nil
	}
	for _, word := range strings.Split(term, "%20") {
		if awkward(word) {
			flush()
		} else {
			run = append(run, word)
		}
	}
	flush()
	return runs
}
