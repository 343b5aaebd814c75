package reader

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// ambiguous: numbers of which either may be the month.
func ambiguous(s string) bool {
	g := numericDate.FindStringSubmatch(s)
	return g != nil && g[2] == "/" && atoi(g[1]) <= 12 && atoi(g[3]) <= 12 && g[1] != g[3]
}

// dayFirst tells whether numbers are day before month in this text: its
// language is one in which nobody writes them otherwise.
func (f *finder) dayFirst() bool {
	switch f.language {
	case "es", "fr", "ru", "it", "pt", "de", "ar":
		return true
	}
	return false
}

// date chooses among the header's dates: see the package's policy.
func (f *finder) date() {
	m := &f.meta
	if !m.Date.IsZero() {
		return
	}
	dayFirst := f.dayFirst()
	inTitle := datesIn(cmp.Or(f.title, f.meeting), dayFirst)
	own, ofPage := f.headerDates(dayFirst)
	if !f.hints.Date.IsZero() {
		ofPage = append(ofPage, f.hints.Date)
	}
	if d, ok := onlySingle(inTitle); ok {
		m.setDate(d, "title")
		return
	}
	if d, ok := agreed(own); ok {
		m.setDate(d, "header")
		return
	}
	for _, h := range inTitle {
		if !h.single() {
			f.fromRange(h, append(own, ofPage...))
			return
		}
	}
	if len(own) > 0 { // the header's dates disagree: the page's may settle it
		for _, d := range ofPage {
			for _, o := range own {
				if o.Equal(d) {
					m.setDate(d, "header and page")
					return
				}
			}
		}
		m.doubt("date", "several days stand in the header: "+daysOf(own))
		return
	}
	if len(inTitle) > 0 {
		m.doubt("date", "several days stand in the title")
		return
	}
	if d, ok := agreed(ofPage); ok {
		m.setDate(d, "date of the page")
		return
	}
	if len(ofPage) > 1 {
		m.doubt("date", "several days stand on the page: "+daysOf(ofPage))
	}
	if f.footDate(dayFirst); m.Date.IsZero() {
		f.yearlessDate()
	}
}

// yearlessDate reads "9 de septiembre" by the calendar of the process that the
// header names: a day that lies in a session of one year alone is that year's.
func (f *finder) yearlessDate() {
	header := f.title
	for _, h := range f.head {
		header += "\n" + h.text
	}
	process := processOf(header, time.Time{})
	for _, h := range f.head {
		g := yearless.FindStringSubmatch(h.text)
		if g == nil || process == "" {
			continue
		}
		if d, ok := inSession(process, g[1]+g[4], g[2]+g[3]); ok {
			f.meta.setDate(d, "day in the header, year of the session")
		}
		return
	}
}

// yearless: "9 de septiembre", "September 9".
var yearless = regexp.MustCompile(`(?i)^(?:(?:new york|nueva york),? )?(?:(\d{1,2})(?:st|nd|rd|th)? (?:de )?(\p{L}{3,12})|(\p{L}{3,12}) (\d{1,2})(?:st|nd|rd|th)?)$`)

// fromRange narrows the days of an occasion by a day of the page or header
// that lies among them. Otherwise the first of two days stands for both; of a
// longer session's days, the first is as often wrong as right, and none is
// taken.
func (f *finder) fromRange(h dateHit, days []time.Time) {
	for _, d := range days {
		if !d.Before(h.from) && !d.After(h.to) {
			f.meta.setDate(d, "page, within the days in the title")
			return
		}
	}
	if h.to.Sub(h.from) <= 24*time.Hour {
		f.meta.setDate(h.from, "first of the days in the title")
		return
	}
	f.meta.doubt("date", "the title has the days of an occasion, "+daysOf([]time.Time{h.from, h.to})+", and nothing tells which of them it was")
}

// daysOf lists days, each once.
func daysOf(days []time.Time) string {
	var out []string
	for _, d := range days {
		if s := d.Format(time.DateOnly); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

// headerDates gives the dates of the header's lines outside the title: the
// statement's own (with its city, or below the title), and the page's (its
// publication, its update).
func (f *finder) headerDates(dayFirst bool) (own, ofPage []time.Time) {
	for i, h := range f.head {
		if h.class == labelled || h.class == titleLine && i == f.titleAt || h.class == unknown && words(h.text) > 40 {
			continue
		}
		hits := datesIn(h.text, dayFirst || cityBefore.MatchString(h.text))
		if len(hits) != 1 || !hits[0].single() {
			continue
		}
		d := hits[0].from
		switch {
		case loadTime.MatchString(h.text), printHead.MatchString(h.text), printedOn.MatchString(h.text):
		case h.class == page || dated(h.text) || withTime(h.text) || serial.MatchString(h.text):
			ofPage = append(ofPage, d)
		case cityBefore.MatchString(h.text) || h.class == titleLine || h.class == teaserLine || isLead(h.text) || h.class == occasion || f.titleAt >= 0 && i > f.titleAt || f.titleAt < 0:
			own = append(own, d)
		default:
			ofPage = append(ofPage, d)
		}
	}
	return own, ofPage
}

var (
	// a page's clock: two times of day, or the word
	loadTime   = regexp.MustCompile(`(?i)\d{1,2}:\d{2}.*\D\d{1,2}:\d{2}|\b(?:today|current time|now|сегодня|hoy es)\b`)
	printedOn  = regexp.MustCompile(`(?i)^(?:printed|retrieved|accessed|downloaded|last (?:updated|modified|reviewed))\b`)
	cityBefore = regexp.MustCompile(`(?i)\b(?:new york|ny|n\.y\.|geneva|genève|ginebra|vienna|moscow|washington|nueva york|нью-йорк|женева|москва|纽约|日内瓦|نيويورك|جنيف|brussels|the hague|singapore|seoul|beijing|london|paris|berlin|addis ababa|nairobi)\b ?[,.:–—\-]? ?(?:on )?\(?\p{L}*,? ?\d`)
	serial     = regexp.MustCompile(`^\d{3,}-\d{2}-\d{2}-\d{4}$`)
)

// withTime: the time of day stands with the date, as pages print it when they
// are put up.
func withTime(s string) bool {
	return regexpTime.MatchString(s)
}

var regexpTime = regexp.MustCompile(`\d{1,2}:\d{2}`)

func onlySingle(hits []dateHit) (time.Time, bool) {
	var days []time.Time
	for _, h := range hits {
		if !h.single() {
			return time.Time{}, false
		}
		days = append(days, h.from)
	}
	return agreed(days)
}

// agreed gives the day when all days are the same.
func agreed(days []time.Time) (time.Time, bool) {
	if len(days) == 0 {
		return time.Time{}, false
	}
	for _, d := range days[1:] {
		if !d.Equal(days[0]) {
			return time.Time{}, false
		}
	}
	return days[0], true
}

// footDate takes "Moscow, 12 March 2021" alone on the last line.
func (f *finder) footDate(dayFirst bool) {
	for i := len(f.body) - 1; i > 0; i-- {
		l := f.body[i].text
		if l == "" {
			continue
		}
		if words(l) <= 7 && isDateLine(l) && !withTime(l) {
			if d, ok := onlySingle(datesIn(l, dayFirst)); ok {
				f.meta.setDate(d, "last line")
			}
		}
		return
	}
}
