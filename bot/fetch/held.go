package fetch

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/catalog"
	"verbatim/bot/library"
	"verbatim/retrieval/corpus"
)

// What the catalogue says of an address becomes what is known of the words that
// stand there: above all, whose they are. A site may have put something else
// there since. So a page has to show both who the catalogue says speaks, and on
// which occasion. The day alone shows neither: on a meeting's site many spoke on
// that day.

const (
	titleShare  = 0.4 // of a title's words, that a page has to have to be of that title
	titleFewest = 3   // words of a shorter title say nothing of a page
	longWord    = 4   // letters; shorter words are on every page
	// headBytes is how much of a text names its speaker, and is not yet about
	// anybody else.
	headBytes = 400
)

// held tells whether a page is the one that the catalogue means. own says that
// it is on the site of whoever speaks, which vouches for whose words they are.
func held(e *catalog.Entry, read []*corpus.Statement, own bool, states *corpus.States, names func(code string) string) error {
	p := shownBy(e, read)
	who := own || p.who(e, states)
	switch {
	case p.symbol, who && (p.title || p.day || p.speaker || p.other), p.speaker && (p.title || p.day):
		return nil
	case !who && (e.By != "" || len(e.OnBehalf) > 0):
		return &library.RejectedError{
			Reason: fmt.Sprintf("now says something else: nothing on the page shows that it is by %s, as the catalogue has it", whom(e, names)),
			Fix:    "look at the page; if it is what you want, verbatim add takes it by its address, with --by for whose words it is",
		}
	}
	return &library.RejectedError{
		Reason: "now says something else: neither the title nor the speaker nor the day that the catalogue has for it is on the page",
		Fix:    "look at the page; the document may have moved; if it is what you want, verbatim add takes it by its address",
	}
}

// whom names who the catalogue says speaks, or for whom.
func whom(e *catalog.Entry, names func(code string) string) string {
	if e.By != "" {
		return names(e.By)
	}
	return names(e.OnBehalf[0])
}

// shown is what a page shows of what the catalogue has for it.
type shown struct {
	read                        []*corpus.Statement
	title, day, speaker, symbol bool
	other                       bool // that there is nothing of these to be shown
}

func shownBy(e *catalog.Entry, read []*corpus.Statement) shown {
	p := shown{read: read}
	text := strings.Builder{}
	for _, s := range read {
		for _, part := range []string{s.Title, s.Venue, s.Session, s.Office, s.Speaker, s.Symbol, s.Text} {
			text.WriteString(part + "\n")
		}
		day := e.Day()
		p.day = p.day || !day.IsZero() && s.Date.Equal(day)
		p.symbol = p.symbol || e.Symbol != "" && (ownSymbol[e.Kind] || e.Kind == "transcript") && strings.EqualFold(s.Symbol, e.Symbol)
	}
	p.day = p.day || dated(fold(text.String()), e.Day())
	words, page := wordsOf(e.Title), map[string]bool{}
	for _, w := range wordsOf(text.String()) {
		page[w] = true
	}
	found := 0
	for _, w := range words {
		if page[w] {
			found++
		}
	}
	p.title = len(words) >= titleFewest && float64(found) >= titleShare*float64(len(words))
	surname := lastWord(e.Speaker)
	p.speaker = surname != "" && page[surname]
	p.other = len(words) < titleFewest && e.Day().IsZero() && surname == "" && e.Symbol == ""
	if (e.By == "" && len(e.OnBehalf) == 0 || ofMeeting[e.By]) && !notTheirs(e) {
		p.day = p.day && p.title // the day is one of many documents, and any page is by nobody
	}
	return p
}

// notTheirs tells whether a source is somebody's account of a day, of which the
// catalogue says nothing that could become known of anybody's words.
func notTheirs(e *catalog.Entry) bool {
	return e.Symbol == "" && (e.Kind == "transcript" || e.Kind == catalog.MachineSummary)
}

// ofMeeting are those who speak on every day of a meeting, and whom the pages of
// others name.
var ofMeeting = map[string]bool{"chair": true, "un": true, "secretariat": true, "oewg": true}

// who tells whether a page shows that it is by whom the catalogue says, or for
// one of those for whom; of a source without them, each page does.
func (p shown) who(e *catalog.Entry, states *corpus.States) bool {
	if e.By == "" && len(e.OnBehalf) == 0 || ofMeeting[e.By] || states == nil {
		return true
	}
	meant := func(code string) bool { return code != "" && (code == e.By || slices.Contains(e.OnBehalf, code)) }
	for _, s := range p.read {
		if meant(s.By) || slices.ContainsFunc(s.OnBehalf, meant) {
			return true
		}
		for _, line := range []string{s.Title, s.Speaker, s.Office, s.Venue} {
			if slices.ContainsFunc(states.Find(line), func(m corpus.Mention) bool { return meant(m.Code) }) {
				return true
			}
		}
		if speaks(s.Text, meant, states) {
			return true
		}
	}
	return false
}

// speaks tells whether a text names somebody as those do who speak of
// themselves: at its head, or more than once and no less than anybody else.
// Whom it thanks or joins is another.
func speaks(text string, meant func(code string) bool, states *corpus.States) bool {
	count := map[string]int{}
	most, of := 0, 0
	for _, m := range states.Find(text) {
		if addressed.MatchString(text[max(0, m.Start-addressedBytes):m.Start]) {
			continue
		}
		if meant(m.Code) {
			if m.Start < headBytes {
				return true
			}
			of++
			continue
		}
		count[m.Code]++
		most = max(most, count[m.Code])
	}
	return of > 1 && of >= most
}

// addressed matches what stands before the name of somebody who is spoken to or
// of, in the same clause.
var addressed = regexp.MustCompile(`(?i)\b(?:thank|congratulat|commend|align|associat|echo|concur|agree|join|listen|heard|refer|respond|reply|replies|welcom)(?:[a-z]*)\b[^.;:!?\n]*$`)

const addressedBytes = 80
