package fetch

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"verbatim/bot/catalog"
	"verbatim/bot/library"
	"verbatim/retrieval/corpus"
)

// check looks at a page that was read by itself: whether it is a document at all
// and, of a source of the catalogue, whether it is what is said to stand there.
// What a person says of it counts for more than the catalogue, each in its own
// matter: a title that is given does not make the words another State's. from is
// the address that answered.
func (f *Fetcher) check(j Job, from string, read []*corpus.Statement) error {
	if err := absent(read); err != nil || j.Entry == nil {
		return err
	}
	if j.Meta.By == "" {
		if err := spoken(j.Entry, read, f.name); err != nil {
			return err
		}
	}
	if !j.Meta.Empty() {
		return nil
	}
	own := f.GradeOf != nil && f.GradeOf(from, j.Entry.By, j.Entry.OnBehalf...) == corpus.Official
	return held(j.Entry, read, own, f.States, f.name)
}

// spoken tells whether a page's words are those of whom the catalogue has for it.
// names gives a delegation's name.
func spoken(e *catalog.Entry, read []*corpus.Statement, names func(code string) string) error {
	if len(read) != 1 {
		return nil
	}
	if by := read[0].By; by != "" && e.By != "" && by != e.By && !among(e, by) && !joint(read[0], e) {
		return &library.RejectedError{
			Reason: fmt.Sprintf("now says something else: its words are by %s, where the catalogue has %s", names(by), names(e.By)),
			Fix:    "look at the page; if it is what you want, verbatim add takes it by its address, with --by for whose words it is",
		}
	}
	return nil
}

// among tells whether the catalogue has a delegation among those of the source.
func among(e *catalog.Entry, code string) bool {
	for _, voice := range e.Voices() {
		if voice == code {
			return true
		}
	}
	return false
}

// joint tells whether a statement was made for whoever the catalogue names.
func joint(s *corpus.Statement, e *catalog.Entry) bool {
	for _, code := range s.OnBehalf {
		if code == e.By || among(e, code) {
			return true
		}
	}
	return false
}

// dated tells whether a page has a day in English words, or in numbers.
func dated(text string, day time.Time) bool {
	if day.IsZero() {
		return false
	}
	for _, layout := range []string{"2 january 2006", "january 2, 2006", "2006-01-02", "2/1/2006", "02/01/2006", "02.01.2006"} {
		if strings.Contains(text, strings.ToLower(day.Format(layout))) {
			return true
		}
	}
	return false
}

func fold(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}

// wordsOf lists a text's longer words, each once.
func wordsOf(s string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		if n := utf8.RuneCountInString(w); (n >= longWord || n >= 2 && w[0] >= utf8.RuneSelf) && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

func lastWord(s string) string {
	if fields := strings.Fields(fold(s)); len(fields) > 0 {
		if w := fields[len(fields)-1]; utf8.RuneCountInString(w) >= longWord {
			return w
		}
	}
	return ""
}
