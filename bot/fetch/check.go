package fetch

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"verbatim/bot/catalog"
	"verbatim/bot/library"
	"verbatim/retrieval/corpus"
)

const (
	titleShare  = 0.4 // of a title's words, that a page has to have to be the one meant
	titleFewest = 3   // words of a shorter title say nothing of a page
	longWord    = 4   // letters; shorter words are on every page
)

// check looks at a page that was read by itself: whether it is a document at all
// and, of a source of the catalogue, whether it is what is said to stand there.
// What a person says of it counts for more than the catalogue, each in its own
// matter: a title that is given does not make the words another State's.
func (f *Fetcher) check(j Job, read []*corpus.Statement) error {
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
	return held(j.Entry, read, f.States)
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

// held tells whether a page is the one that the catalogue means: by its day, its
// title or its speaker. A day alone says it where the page names who speaks too, or
// is on their own site: others spoke on that day.
func held(e *catalog.Entry, read []*corpus.Statement, states *corpus.States) error {
	words := wordsOf(e.Title)
	if len(words) < titleFewest {
		return nil
	}
	page, text, sameDay := map[string]bool{}, strings.Builder{}, false
	for _, s := range read {
		for _, part := range []string{s.Title, s.Venue, s.Session, s.Office, s.Speaker, s.Symbol, s.Text} {
			text.WriteString(part + "\n")
		}
		day := e.Day()
		sameDay = sameDay || !day.IsZero() && s.Date.Equal(day)
	}
	whole := fold(text.String())
	if (sameDay || dated(whole, e.Day())) && (e.Official || namesOf(e, read, text.String(), states)) {
		return nil
	}
	for _, w := range wordsOf(text.String()) {
		page[w] = true
	}
	found := 0
	for _, w := range words {
		if page[w] {
			found++
		}
	}
	surname := lastWord(e.Speaker)
	if float64(found) >= titleShare*float64(len(words)) || surname != "" && strings.Contains(whole, surname) {
		return nil
	}
	return &library.RejectedError{
		Reason: "now says something else: neither the title nor the speaker that the catalogue has for it is on the page, nor its day with the name of who speaks",
		Fix:    "look at the page; the document may have moved",
	}
}

// namesOf tells whether a page names who the catalogue says speaks there, or one
// of those for whom; of a source without them, each page does.
func namesOf(e *catalog.Entry, read []*corpus.Statement, text string, states *corpus.States) bool {
	if e.By == "" && len(e.OnBehalf) == 0 || e.By == "chair" || states == nil {
		return true
	}
	meant := func(code string) bool { return code != "" && (code == e.By || slices.Contains(e.OnBehalf, code)) }
	for _, s := range read {
		if meant(s.By) || slices.ContainsFunc(s.OnBehalf, meant) {
			return true
		}
	}
	return slices.ContainsFunc(states.Find(text), func(m corpus.Mention) bool { return meant(m.Code) })
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
