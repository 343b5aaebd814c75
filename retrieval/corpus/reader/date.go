package reader

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A dateHit is a date found in a line: a day, or the days from one to another.
type dateHit struct {
	start, end int // byte offsets in the line
	from, to   time.Time
}

func (h dateHit) single() bool { return h.from.Equal(h.to) }

// monthNumbers has the names of the months in the languages whose dates are
// read, in lower case, and their usual short forms.
var monthNumbers = func() map[string]time.Month {
	m := map[string]time.Month{}
	for _, names := range []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"jan feb mar apr may june july aug sept oct nov dec",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre",
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
		"janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
		"يناير فبراير مارس ابريل مايو يونيه يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
	} {
		for i, name := range strings.Fields(names) {
			m[name] = time.Month(i + 1)
		}
	}
	return m
}()

const (
	monthWord = `(\p{L}{3,10})`
	dayNumber = `(\d{1,2})`
	ordinal   = `(?:st|nd|rd|th|º|er)?`
	dash      = ` ?(?:[-–—‑]|to|and|al|y|по) ?`
	glued     = `(?:\d{1,2}:\d{2}(?::\d{2})?)?(?:\D|$)` // a time of day may stand at the year without a space
	year      = `((?:19|20)\d{2})`
)

// The layouts. Groups: what read makes of them.
var dateLayouts = []struct {
	re   *regexp.Regexp
	read func(g []string) (d1, m1, d2, m2, y string)
}{
	// 28 March-1 April 2022; 30 de junio al 2 de julio de 2021
	{regexp.MustCompile(`(?i)(?:^|[^\d\p{L}])` + dayNumber + ordinal + ` (?:de |of )?` + monthWord + `\.?` + dash + dayNumber + ordinal + ` (?:de |of )?` + monthWord + `\.?,? (?:de |del )?` + year + glued),
		func(g []string) (string, string, string, string, string) { return g[1], g[2], g[3], g[4], g[5] }},
	// 22-23 June 2021; 22 and 23 June 2021
	{regexp.MustCompile(`(?i)(?:^|[^\d\p{L}])` + dayNumber + ordinal + dash + dayNumber + ordinal + ` (?:de |of )?` + monthWord + `\.?,? (?:de |del )?` + year + glued),
		func(g []string) (string, string, string, string, string) { return g[1], g[3], g[2], g[3], g[4] }},
	// June 22-23, 2021
	{regexp.MustCompile(`(?i)(?:^|[^\p{L}])` + monthWord + `\.? ` + dayNumber + ordinal + dash + dayNumber + ordinal + `,? ` + year + glued),
		func(g []string) (string, string, string, string, string) { return g[2], g[1], g[3], g[1], g[4] }},
	// 23 June 2021; 23rd of June, 2021; 20 de junio de 2024; 23 июня 2021
	{regexp.MustCompile(`(?i)(?:^|[^\d\p{L}])` + dayNumber + ordinal + `[ \-](?:de |of )?` + monthWord + `\.?[,\-]? ?(?:de |del )?` + year + glued),
		func(g []string) (string, string, string, string, string) { return g[1], g[2], g[1], g[2], g[3] }},
	// June 23, 2021; June 23rd 2021
	{regexp.MustCompile(`(?i)(?:^|[^\p{L}])` + monthWord + `\.? ` + dayNumber + ordinal + `,? ?` + year + glued),
		func(g []string) (string, string, string, string, string) { return g[2], g[1], g[2], g[1], g[3] }},
	// 2021-06-23, 2021/3/9, 2021.06.23, 2021-06-23T18:37
	{regexp.MustCompile(`(?:^|[^\d\-/.])` + year + `([-/.])(\d{1,2})([-/.])(\d{1,2})(?:T|[^\d\-/.\p{L}]|\.?$|\.[^\d])`),
		func(g []string) (string, string, string, string, string) {
			if g[2] != g[4] {
				return "", "", "", "", ""
			}
			return g[5], g[3], g[5], g[3], g[1]
		}},
	// 2021年6月23日
	{regexp.MustCompile(year + ` ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日`),
		func(g []string) (string, string, string, string, string) { return g[3], g[2], g[3], g[2], g[1] }},
}

// numericDate: 19/02/2021, 23.06.2021, 25-11-2022, also after a number as in
// 2428-25-11-2022. Day and month are told apart by dayFirst.
var numericDate = regexp.MustCompile(`(?:^|[^\d/.\-]|\d{3,}-)(\d{1,2})([/.\-])(\d{1,2})([/.\-])` + year + `(?:[^\d/\-]|$)`)

// datesIn finds the dates of a line, in the order of the layouts, each stretch
// of the line read once. dayFirst says that numbers stand day before month;
// without it such a date counts only where one number is over 12, since
// 09/08/2022 may be either.
func datesIn(l string, dayFirst bool) []dateHit {
	if len(l) > 2000 || !strings.ContainsAny(l, "0123456789٠١٢٣٤٥٦٧٨٩") {
		return nil
	}
	l = westernDigits.Replace(l)
	var out []dateHit
	for _, layout := range dateLayouts {
		for _, at := range layout.re.FindAllStringSubmatchIndex(l, 8) {
			g := groups(l, at)
			d1, m1, d2, m2, y := layout.read(g)
			out = add(out, at[0], at[1], d1, m1, d2, m2, y)
		}
	}
	for _, at := range numericDate.FindAllStringSubmatchIndex(l, 8) {
		g := groups(l, at)
		if g[2] != g[4] {
			continue
		}
		d, m := g[1], g[3]
		first, second := atoi(d), atoi(m)
		sure := dayFirst || first > 12 || g[2] == "." || first == second || strings.HasSuffix(l[:at[2]], "-")
		if second > 12 && first <= 12 && g[2] == "/" {
			d, m, sure = m, d, true
		}
		if sure {
			out = add(out, at[0], at[1], d, m, d, m, g[5])
		}
	}
	return out
}

var westernDigits = strings.NewReplacer("٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9")

func add(out []dateHit, start, end int, d1, m1, d2, m2, y string) []dateHit {
	from, ok1 := day(d1, m1, y)
	to, ok2 := day(d2, m2, y)
	if !ok1 || !ok2 || to.Before(from) || to.Sub(from) > 60*24*time.Hour {
		return out
	}
	for _, h := range out {
		if start < h.end && h.start < end {
			return out
		}
	}
	return append(out, dateHit{start, end, from, to})
}

func groups(s string, at []int) []string {
	g := make([]string, len(at)/2)
	for i := range g {
		if at[2*i] >= 0 {
			g[i] = s[at[2*i]:at[2*i+1]]
		}
	}
	return g
}

// day makes a day of its printed parts. It must exist, and lie in the years in
// which the processes' statements were made.
func day(d, m, y string) (time.Time, bool) {
	month, ok := monthNumbers[strings.ToLower(m)]
	if !ok {
		n, err := strconv.Atoi(m)
		if err != nil || n < 1 || n > 12 {
			return time.Time{}, false
		}
		month = time.Month(n)
	}
	dn, err1 := strconv.Atoi(d)
	yn, err2 := strconv.Atoi(y)
	if err1 != nil || err2 != nil {
		return time.Time{}, false
	}
	t := time.Date(yn, month, dn, 0, 0, 0, 0, time.UTC)
	if t.Day() != dn || t.Month() != month || yn < 1945 || yn > 2099 {
		return time.Time{}, false
	}
	return t, true
}

// ParseDate reads a date that somebody wrote by hand: 2021-06-23, 23 June
// 2021, June 23, 2021 and the other layouts that documents use, in any of the
// six UN languages. Numbers alone count where they leave no doubt which is the
// month. It tells whether the whole of s was one day.
func ParseDate(s string) (time.Time, bool) {
	s = westernDigits.Replace(squeeze(s))
	hits := datesIn(s, false)
	if len(hits) != 1 || !hits[0].single() {
		return time.Time{}, false
	}
	rest := s[:hits[0].start] + s[min(hits[0].end, len(s)):]
	if strings.Trim(weekday.ReplaceAllString(rest, ""), " ,.") != "" {
		return time.Time{}, false
	}
	return hits[0].from, true
}

var weekday = regexp.MustCompile(`(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b`)
