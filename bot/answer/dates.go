package answer

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A date in a question: a day, a month or a year, with the word before it that
// says how it bounds.
var dated = regexp.MustCompile(`(?i)\b(since|from|after|before|until|till|up to|in|during|on|between|as of|through)\s+(?:the year\s+|early\s+|late\s+|mid-?)?` + oneDatePattern + `(?:\s*(?:and|to|until|through|-|–)\s*` + oneDatePattern + `)?`)

const (
	monthPattern   = `(january|february|march|april|may|june|july|august|september|october|november|december)`
	oneDatePattern = `((?:\d{1,2}\s+` + monthPattern + `\s+\d{4})|(?:` + monthPattern + `\s+\d{1,2},?\s+\d{4})|(?:` + monthPattern + `,?\s+\d{4})|\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|(?:19|20)\d{2})\b`
)

var (
	processYears = regexp.MustCompile(`\b20\d\d\s?[-–/]\s?20\d\d\b`)
	pastSpeech   = regexp.MustCompile(`(?i)\b(?:did|said|stated|spoke|spoken|has|have|had|was|were|statements?|proposed|argued|declared|told|expressed|called|opposed|supported|delivered|announced|position)\b`)
)

// datesAsked gives the days between which a question says that words were
// spoken, both inclusive, zero where it sets no bound.
func datesAsked(text string) (since, until time.Time) {
	if !pastSpeech.MatchString(text) {
		return
	}
	text = processYears.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat("_", len(s)) })
	for _, at := range dated.FindAllStringSubmatchIndex(text, -1) {
		how := strings.ToLower(text[at[2]:at[3]])
		first, second := text[at[4]:at[5]], ""
		if at[12] >= 0 {
			second = text[at[12]:at[13]]
		}
		from, to, ok := ParseDate(first)
		if !ok || followedByThing.MatchString(text[at[1]:]) && second == "" {
			continue
		}
		switch how {
		case "since", "from", "as of":
			since = from
		case "after":
			since = to.AddDate(0, 0, 1)
		case "before":
			until = from.AddDate(0, 0, -1)
		case "until", "till", "up to", "through":
			until = to
		default:
			since, until = from, to
		}
		if _, to2, ok := ParseDate(second); ok {
			since, until = from, to2
		}
	}
	return since, until
}

// followedByThing finds that a year names a thing ("in 2015 GGE report").
var followedByThing = regexp.MustCompile(`(?i)^\s+(?:gge|oewg|report|resolution|norms|mandate)`)

// ParseDate reads a day, a month or a year as people write them, and gives its
// first and its last day.
func ParseDate(s string) (first, last time.Time, ok bool) {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
	for _, layout := range []string{time.DateOnly, "2 January 2006", "January 2 2006"} {
		if t, err := time.Parse(layout, titleMonth(s)); err == nil {
			return t, t, sensible(t)
		}
	}
	for _, layout := range []string{"2006-01", "January 2006"} {
		if t, err := time.Parse(layout, titleMonth(s)); err == nil {
			return t, t.AddDate(0, 1, -1), sensible(t)
		}
	}
	if y, err := strconv.Atoi(s); err == nil && len(s) == 4 {
		t := time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
		return t, t.AddDate(1, 0, -1), sensible(t)
	}
	return time.Time{}, time.Time{}, false
}

func sensible(t time.Time) bool { return t.Year() >= 1900 && t.Year() < 2200 }

// titleMonth writes the month as time.Parse wants it.
func titleMonth(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if w[0] >= 'A' && w[0] <= 'z' && len(w) > 2 {
			words[i] = strings.ToUpper(w[:1]) + strings.ToLower(w[1:])
		}
	}
	return strings.Join(words, " ")
}
