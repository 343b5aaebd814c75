package twins

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

// A translation is quoted as what it is, and whoever quotes it wants to know that
// the words which were spoken are held too. That a text is the original of another
// cannot be told from the words of two languages. So it is said only where what is
// known leaves one: the same voice's on the same day in another language, and no
// other translation that it may be the original of.

// mostApart is how many times as many characters as its original a translation has
// at most, and the other way round: Chinese takes a third of English's.
const mostApart = 5

// point tells each translation which statement is its original, where that is
// certain.
func point(statements []*corpus.Statement) {
	days := map[string][]*corpus.Statement{}
	for _, s := range statements {
		if s.By != "" && !s.Date.IsZero() && s.CopyOf == "" && !account(s) {
			key := s.By + " " + s.Date.Format(time.DateOnly)
			days[key] = append(days[key], s)
		}
	}
	for _, day := range days {
		for _, s := range day {
			if !s.Translated() {
				continue
			}
			if o := originalOf(s, day); o != nil {
				s.Original = &corpus.Original{ID: o.ID, Language: o.Language, URL: o.URL}
			}
		}
	}
}

// originalOf gives the one statement of the day that may be a translation's
// original; nil where there is none, or more than one.
func originalOf(s *corpus.Statement, day []*corpus.Statement) *corpus.Statement {
	var all []*corpus.Statement
	for _, o := range day {
		if !o.Translated() && mayTranslate(s, o) {
			all = append(all, o)
		}
	}
	if marked := slices.DeleteFunc(slices.Clone(all), func(o *corpus.Statement) bool { return !oneMark(s, o) }); len(marked) > 0 {
		all = marked
	}
	if len(all) != 1 {
		return nil
	}
	if oneMark(s, all[0]) {
		return all[0]
	}
	for _, other := range day { // two speeches of a day, of which one original is held
		if other != s && (other.Scope == "" || other.Scope == s.Scope) && other.Translated() && other.Language == s.Language && mayTranslate(other, all[0]) {
			return nil
		}
	}
	return all[0]
}

// oneMark tells whether two statements bear the same symbol or UNIQUE ID.
func oneMark(s, o *corpus.Statement) bool {
	return symbolOf(s) != "" && symbolOf(s) == symbolOf(o) || s.UniqueID != "" && strings.EqualFold(s.UniqueID, o.UniqueID)
}

// mayTranslate tells whether what is known of two statements of a voice and a day
// lets one be a translation of the other.
func mayTranslate(s, o *corpus.Statement) bool {
	as := func(a, b string) bool { return a == "" || b == "" || a == b }
	long, short := utf8.RuneCountInString(s.Text), utf8.RuneCountInString(o.Text)
	if long < short {
		long, short = short, long
	}
	return s.Language != o.Language && s.Language != "" && o.Language != "" && long <= mostApart*short &&
		(o.Scope == "" || o.Scope == s.Scope) && sameList(s.OnBehalf, o.OnBehalf) &&
		as(symbolOf(s), symbolOf(o)) && as(s.Kind, o.Kind) && as(s.Process, o.Process)
}
