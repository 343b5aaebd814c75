package reader

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// What a document's parts are asked by their own words: the readers of whole
// documents are handed on here, for texts that hold several statements.

// LanguageOf names a text's language as Meta.Language does; empty in doubt.
func LanguageOf(text string) string { return languageOf(text) }

// Salutes tells whether a line begins as speeches begin: "Mr. Chair,".
func Salutes(line string) bool { return salutes(squeeze(line)) }

// Closes tells whether a line is a closing formula and no more: "I thank you.".
func Closes(line string) bool { return closes(squeeze(line)) }

// DayIn finds the one day that a heading names. The year may be missing
// ("September 29"), and is then that of near, unless that is zero: the day is
// zero then, and so it is where the day would lie more than half a year from
// near. ok tells whether a day is named at all.
func DayIn(heading string, near time.Time) (on time.Time, ok bool) {
	heading = westernDigits.Replace(squeeze(heading))
	if len(heading) > 300 {
		return time.Time{}, false
	}
	if hits := datesIn(heading, false); len(hits) > 0 {
		if len(hits) == 1 && hits[0].single() {
			return hits[0].from, true
		}
		return time.Time{}, false
	}
	g := yearlessIn.FindStringSubmatch(heading)
	if g == nil || monthNumbers[strings.ToLower(g[2]+g[3])] == 0 {
		return time.Time{}, false
	}
	if near.IsZero() {
		return time.Time{}, true
	}
	on, ok = day(g[1]+g[4], g[2]+g[3], strconv.Itoa(near.Year()))
	if !ok || on.Sub(near).Abs() > 183*24*time.Hour {
		return time.Time{}, true
	}
	return on, true
}

// yearlessIn: "(September 29)", "29 September", "el 29 de septiembre".
var yearlessIn = regexp.MustCompile(`(?i)(?:^|[^\d\p{L}])(?:(\d{1,2})(?:st|nd|rd|th|º|er)? (?:de |of )?(\p{L}{3,10})|(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?)(?:[^\d\p{L}]|$)`)

// TranslationFrom tells by the name of the language that a text was written in,
// "Spanish", whether it is the original or a translation of it; empty where
// either language is not known.
func TranslationFrom(original, language string) string {
	return translation("original: "+original, language)
}
