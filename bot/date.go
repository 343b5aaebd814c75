package main

import (
	"fmt"
	"strings"
	"time"
)

const dateHint = `write 2021, 2021-06, 2021-06-23 or "23 June 2021"`

// The layouts that a date may be written in, by how much of it they leave open.
var (
	dayLayouts   = []string{"2006-01-02", "2006-1-2", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "January 2 2006"}
	monthLayouts = []string{"2006-01", "2006-1", "January 2006", "Jan 2006"}
	yearLayouts  = []string{"2006"}
)

// parseDate reads a day, a month or a year: its first day, or its last one
// where end is set. Midnight UTC. Years from 1900 to 2199 are taken.
func parseDate(s string, end bool) (time.Time, error) {
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
				return time.Time{}, withHint(fmt.Errorf("%q: no year that the record could know", s), dateHint)
			}
			if end && open.years+open.month > 0 {
				t = t.AddDate(open.years, open.month, -1)
			}
			return t, nil
		}
	}
	return time.Time{}, withHint(fmt.Errorf("%q is not a date", s), dateHint)
}

// dateFlag is a --since or, where end is set, an --until.
type dateFlag struct {
	time.Time
	end bool
}

// Set reads the flag's value.
func (d *dateFlag) Set(s string) (err error) {
	d.Time, err = parseDate(s, d.end)
	return err
}

// String gives the day, or nothing.
func (d *dateFlag) String() string { return isoDate(d.Time) }

// Type names the value in the usage.
func (d *dateFlag) Type() string { return "DATE" }

// isoDate gives a day as 2006-01-02, and "" for none.
func isoDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// longDate gives a day as people write it, and "" for none.
func longDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}
