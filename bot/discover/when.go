package discover

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbatim/bot/catalog"
	"verbatim/retrieval/corpus/reader"
)

// dated is a day of a document and how it is known.
type dated struct{ date, basis string }

// when finds the day: in the title, beside it, in the headings above, in the
// address. note says why there is none where there are several.
func when(l *listing, d *document, above []string) (on dated, note string) {
	if day, ok := dayIn(d.text); ok {
		return seen(day), ""
	}
	days := besideDays(l, d)
	if len(days) == 1 {
		return seen(days[0]), ""
	}
	if len(days) > 1 {
		return dated{}, "not certain: several days stand beside it"
	}
	for _, h := range above {
		if day, ok := dayIn(h); ok {
			return seen(day), ""
		}
	}
	if day, ok := reader.DateFromURL(d.main.address); ok && plausible(day) {
		return dated{day.Format(time.DateOnly), catalog.Address}, ""
	}
	return dated{}, ""
}

func seen(day time.Time) dated { return dated{day.Format(time.DateOnly), catalog.Seen} }

// plausible tells whether a day is of the years that the catalogue is about.
func plausible(day time.Time) bool { return day.Year() >= 1998 && day.Year() <= 2100 }

func dayIn(text string) (time.Time, bool) {
	day, ok := reader.DayIn(text, noDay)
	return day, ok && plausible(day)
}

// daysIn gives the day that a text names, or the days where it names several that
// stand apart. The end of "6 – 10 March 2023" is none.
func daysIn(text string) []time.Time {
	if day, ok := dayIn(text); ok {
		return []time.Time{day}
	}
	var out []time.Time
	for _, part := range apart.Split(text, 8) {
		if day, ok := dayIn(part); ok {
			out = append(out, day)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

var apart = regexp.MustCompile(` ?[/–—;|&] ?| - | and | to |\(`)

// besideDays lists the days in a row: of the column for dates, else of all.
func besideDays(l *listing, d *document) []time.Time {
	if d.row < 0 {
		return nil
	}
	var out []time.Time
	add := func(text string) {
		for _, day := range daysIn(text) {
			if !slices.Contains(out, day) {
				out = append(out, day)
			}
		}
	}
	row := l.elements[d.row]
	if row.tag == "tr" {
		heads, cells := l.columns(d.row), l.cells(d.row)
		for i, cell := range cells {
			if i < len(heads) && dateColumn.MatchString(heads[i]) {
				add(l.text(cell))
			}
		}
		if len(out) > 0 {
			return out
		}
		for _, cell := range cells {
			add(l.text(cell))
		}
		return out
	}
	add(d.words)
	for _, r := range l.runs[row.from:min(row.to, row.from+mostRow)] {
		add(r.text)
	}
	return out
}

// slug makes a part of an ID of a text: its words in small ASCII letters, as far
// as they have any.
func slug(text string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(cut(text, 300))) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte(' ')
		}
	}
	out := ""
	for w := range strings.FieldsSeq(b.String()) {
		if len(out)+len(w) > 50 {
			break
		}
		out = strings.TrimPrefix(out+"-"+w, "-")
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }
