package main

import (
	"fmt"
	"time"

	"verbatim/bot/answer"
)

const dateHint = `write 2021, 2021-06, 2021-06-23 or "23 June 2021"`

// parseDate is answer.ParseDay with a hint.
func parseDate(s string, end bool) (time.Time, error) {
	t, err := answer.ParseDay(s, end)
	if err != nil {
		return t, withHint(err, dateHint)
	}
	return t, nil
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

// dayFlag is a --date: a whole day. Of a month or a year it is not known on which
// day something was said, and its first would be a guess.
type dayFlag struct{ dateFlag }

// Set reads the flag's value.
func (d *dayFlag) Set(s string) error {
	if err := d.dateFlag.Set(s); err != nil {
		return withHint(err, dayHint)
	}
	if last, err := parseDate(s, true); err != nil || !last.Equal(d.Time) {
		return withHint(fmt.Errorf("%q is no whole day", s), dayHint)
	}
	return nil
}

const dayHint = `write 2021-06-23 or "23 June 2021", and leave it out where the day is not known`

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
