package main

import (
	"strings"
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2021":          "2021-01-01 2021-12-31",
		"2021-06":       "2021-06-01 2021-06-30",
		"2024-02":       "2024-02-01 2024-02-29",
		"June 2021":     "2021-06-01 2021-06-30",
		"2021-06-23":    "2021-06-23 2021-06-23",
		"2021-6-3":      "2021-06-03 2021-06-03",
		"23 June 2021":  "2021-06-23 2021-06-23",
		"23  jun 2021 ": "2021-06-23 2021-06-23",
		"June 23, 2021": "2021-06-23 2021-06-23",
	} {
		from, err := parseDate(in, false)
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		to, err := parseDate(in, true)
		if err != nil || from.Format(time.DateOnly)+" "+to.Format(time.DateOnly) != want {
			t.Errorf("%q: from %v to %v, %v; want %s", in, from, to, err, want)
		}
	}
	for _, in := range []string{"", "yesterday", "2021-02-30", "31 June 2021", "2021-13", "21", "06/23/2021", "2021-06-23T10:00", "0001", "9999", "-2021", strings.Repeat("9", 1000)} {
		if d, err := parseDate(in, false); err == nil {
			t.Errorf("%q was read as %v", in, d)
		}
	}
}
