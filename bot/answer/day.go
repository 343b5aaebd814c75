package answer

import (
	"fmt"
	"strings"
	"time"
)

// The layouts that a date may be written in, by how much of it they leave open.
var (
	dayLayouts   = []string{"2006-01-02", "2006-1-2", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "January 2 2006"}
	monthLayouts = []string{"2006-01", "2006-1", "January 2006", "Jan 2006"}
	yearLayouts  = []string{"2006"}
)

// ParseDay reads a day, a month or a year as people write it for a filter: its
// first day, or its last one where end is set. Midnight UTC. Years from 1900 to
// 2199 are taken.
func ParseDay(s string, end bool) (time.Time, error) {
	s = strings.Join(strings.Fields(s), " ")
	for _, open := range []struct {
		layouts      []string
		years, month int
	}{{dayLayouts, 0, 0}, {monthLayouts, 0, 1}, {yearLayouts, 1, 0}} {
		for _, layout := range open.layouts {
			t, err := time.Parse(layout, s)
			if err != nil {
				continue
			}
			if t.Year() < 1900 || t.Year() > 2199 {
				return time.Time{}, fmt.Errorf("%q: no year that the record could know", s)
			}
			if end && open.years+open.month > 0 {
				t = t.AddDate(open.years, open.month, -1)
			}
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a date", s)
}
