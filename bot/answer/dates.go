package answer

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A date in a question: a day, a month or a year, with the word before it that
// says how it bounds. Group 1 is that word, 2 it in Chinese, which has no spaces;
// 3 and 4 are the dates.
var dated = regexp.MustCompile(`(?i)(?:(?:^|[^\pL\pN])(` + strings.Join(slices.Concat(sinceWords, afterWords, beforeWords, untilWords, inWords), "|") + `)|(自从?|在))\s*` +
	`(?:(?:the year|early|late|l['’]an(?:née)?|el año|año|le|el|the|года?|عام)\s+|mid-?)?` + oneDatePattern +
	`(?:\s*(?:and|to|until|through|et|à|au|y|a|al|hasta|и|до|по|至|到|-|–)\s*` + oneDatePattern + `)?`)

// The words that bound, by how they do.
var (
	sinceWords  = []string{"since", "from", "as of", "depuis", "à partir d[eu']", "dès", "desde", "со?", "начиная с", "自从?", "منذ"}
	afterWords  = []string{"after", "après", "después del?", "после", "بعد"}
	beforeWords = []string{"before", "avant", "antes del?", "до", "قبل"}
	untilWords  = []string{"until", "till", "up to", "through", "jusqu['’](?:en|à|au)", "hasta", "по"}
	inWords     = []string{"in", "during", "on", "between", "en", "au cours de", "durant", "le", "entre", "durante", "el", "в", "во", "между", "في"}
)

var (
	boundSince  = wholeWord(sinceWords)
	boundAfter  = wholeWord(afterWords)
	boundBefore = wholeWord(beforeWords)
	boundUntil  = wholeWord(untilWords)
)

func wholeWord(words []string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:` + strings.Join(words, "|") + `)$`)
}

const (
	monthPattern   = `(january|february|march|april|may|june|july|august|september|october|november|december)`
	anyMonth       = `(?:january|february|march|april|may|june|july|august|september|october|november|december|` + monthsElsewhere + `)`
	oneDatePattern = `(\d{4}\s?年(?:\d{1,2}月(?:\d{1,2}日)?)?|(?:\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}|` +
		`(?:\d{1,2}|1er)\s+(?:de\s+)?` + anyMonth + `\s+(?:del?\s+)?\d{4}|` + anyMonth + `\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|` +
		anyMonth + `,?\s+(?:del?\s+)?\d{4}|(?:19|20)\d{2})\b)(?:\s*(?:года?|году|годов|г\.))?`
)

// monthsElsewhere are the months of French, Spanish and Russian (in the cases
// that stand in a date), without those that are spelt as in English.
const monthsElsewhere = `janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|` +
	`enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|` +
	`январ[ьяе]|феврал[ьяе]|март[ае]?|апрел[ьяе]|ма[йяе]|июн[ьяе]|июл[ьяе]|август[ае]?|сентябр[ьяе]|октябр[ьяе]|ноябр[ьяе]|декабр[ьяе]`

// monthStems tell a month in any of the languages by how it begins; the
// longer come before those that they begin like.
var monthStems = []struct {
	stem  string
	month time.Month
}{
	{"jan", 1}, {"ene", 1}, {"янв", 1}, {"feb", 2}, {"fév", 2}, {"fev", 2}, {"фев", 2}, {"mar", 3}, {"мар", 3}, {"apr", 4}, {"avr", 4}, {"abr", 4}, {"апр", 4},
	{"may", 5}, {"mai", 5}, {"ма", 5}, {"jun", 6}, {"juin", 6}, {"июн", 6}, {"jul", 7}, {"juil", 7}, {"июл", 7}, {"aug", 8}, {"ao", 8}, {"ago", 8}, {"авг", 8},
	{"sep", 9}, {"set", 9}, {"сен", 9}, {"oct", 10}, {"окт", 10}, {"nov", 11}, {"ноя", 11}, {"dec", 12}, {"déc", 12}, {"dic", 12}, {"дек", 12},
}

// monthOf gives the month that a word names, 0 for another word.
func monthOf(word string) time.Month {
	word = strings.ToLower(word)
	for _, m := range monthStems {
		if strings.HasPrefix(word, m.stem) {
			return m.month
		}
	}
	return 0
}

var (
	processYears = regexp.MustCompile(`\b20\d\d\s?[-–/]\s?20\d\d\b`)
	pastSpeech   = regexp.MustCompile(`(?i)\b(?:did|said|stated|spoke|spoken|has|have|had|was|were|statements?|proposed|argued|declared|told|expressed|called|opposed|supported|delivered|announced|position|dit|dite|disait|déclaré|déclarations?|proposé|soutenu|dijo|dijeron|dicho|declar(?:ó|ado|aciones)|propuso|posición)(?:\b|$|\s)|говори|сказал|заяв|выступ|предл[оа][жг]|позици|说|表示|声明|立场|提出|قال|صرح|موقف|ذكر`)
)

// datesAsked gives the days between which a question says that words were
// spoken, both inclusive, zero where it sets no bound.
func datesAsked(text string) (since, until time.Time) {
	if !pastSpeech.MatchString(text) {
		return
	}
	text = processYears.ReplaceAllStringFunc(text, func(s string) string { return strings.Repeat("_", len(s)) })
	for _, at := range dated.FindAllStringSubmatchIndex(text, -1) {
		how, first, second := groupOf(text, at, 1)+groupOf(text, at, 2), groupOf(text, at, 3), groupOf(text, at, 4)
		from, to, ok := ParseDate(first)
		if !ok || followedByThing.MatchString(text[at[1]:]) && second == "" {
			continue
		}
		switch {
		case boundSince.MatchString(how):
			since = from
		case boundAfter.MatchString(how):
			since = to.AddDate(0, 0, 1)
		case boundBefore.MatchString(how):
			until = from.AddDate(0, 0, -1)
		case boundUntil.MatchString(how):
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

// groupOf gives what a group of a regular expression matched, "" for nothing.
func groupOf(text string, at []int, group int) string {
	if at[2*group] < 0 {
		return ""
	}
	return text[at[2*group]:at[2*group+1]]
}

// followedByThing finds that a year names a thing ("in 2015 GGE report").
var followedByThing = regexp.MustCompile(`(?i)^\s+(?:gge|oewg|report|resolution|norms|mandate)`)

// ParseDate reads a day, a month or a year as people write them in the
// languages of these processes, and gives its first and its last day. Of
// 05/06/2021 the day comes first, as it does in most of the world, unless only
// the second number can be one.
func ParseDate(s string) (first, last time.Time, ok bool) {
	day, month, year := dateNumbers(s)
	switch {
	case year == 0:
		return
	case month == 0:
		first = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		last = first.AddDate(1, 0, -1)
	case day == 0:
		first = time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
		last = first.AddDate(0, 1, -1)
	default:
		first = time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		if first.Day() != day || first.Month() != month {
			return time.Time{}, time.Time{}, false
		}
		last = first
	}
	return first, last, sensible(first)
}

var (
	dateISO      = regexp.MustCompile(`^(\d{4})-(\d{2})(?:-(\d{2}))?$`)
	dateDotted   = regexp.MustCompile(`^(\d{1,2})[./](\d{1,2})[./](\d{4})$`)
	dateChinese  = regexp.MustCompile(`^(\d{4})\s?年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$`)
	dateDayFirst = regexp.MustCompile(`(?i)^(?:(\d{1,2})(?:st|nd|rd|th|er)?\s+(?:de\s+)?)?(\pL{3,})\s+(?:del?\s+)?(\d{4})$`)
	dateMonth    = regexp.MustCompile(`(?i)^(\pL{3,})\s+(\d{1,2})(?:st|nd|rd|th)?\s+(\d{4})$`)
	dateYear     = regexp.MustCompile(`^(\d{4})$`)
)

// dateNumbers splits a date into its numbers, 0 for what it does not tell; a
// year of 0 means that it is no date.
func dateNumbers(s string) (day int, month time.Month, year int) {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, ",", " ")), " ")
	number := func(s string) int {
		n, _ := strconv.Atoi(s)
		return n
	}
	named := func(d, m, y string) (int, time.Month, int) {
		if monthOf(m) == 0 || d != "" && number(d) == 0 {
			return 0, 0, 0
		}
		return number(d), monthOf(m), number(y)
	}
	numbered := func(d, m, y string) (int, time.Month, int) {
		if n := number(m); m != "" && (n < 1 || n > 12) || d != "" && number(d) == 0 {
			return 0, 0, 0
		}
		return number(d), time.Month(number(m)), number(y)
	}
	if m := dateISO.FindStringSubmatch(s); m != nil {
		return numbered(m[3], m[2], m[1])
	}
	if m := dateChinese.FindStringSubmatch(s); m != nil {
		return numbered(m[3], m[2], m[1])
	}
	if m := dateDotted.FindStringSubmatch(s); m != nil {
		if number(m[2]) > 12 && strings.Contains(s, "/") {
			return numbered(m[2], m[1], m[3])
		}
		return numbered(m[1], m[2], m[3])
	}
	if m := dateDayFirst.FindStringSubmatch(s); m != nil {
		return named(m[1], m[2], m[3])
	}
	if m := dateMonth.FindStringSubmatch(s); m != nil {
		return named(m[2], m[1], m[3])
	}
	if m := dateYear.FindStringSubmatch(s); m != nil {
		return 0, 0, number(m[1])
	}
	return 0, 0, 0
}

func sensible(t time.Time) bool { return t.Year() >= 1900 && t.Year() < 2200 }
