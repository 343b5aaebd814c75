package reader

import (
	"net/url"
	"regexp"
	"strings"
	"time"
)

var (
	pathDate  = regexp.MustCompile(`/((?:19|20)\d{2})/(\d{1,2})/(\d{1,2})(?:/|$)`)
	slugISO   = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d{2})[-_.](\d{2})[-_.](\d{2})(?:[^\d]|$)`)
	slugDMY   = regexp.MustCompile(`(?:^|[^\d])(\d{2})[-_.](\d{2})[-_.]((?:19|20)\d{2})(?:[^\d]|$)`)
	slugWords = regexp.MustCompile(`(?i)(?:^|[^\d])(\d{1,2})[-_](\p{L}{3,10})[-_]((?:19|20)\d{2})(?:[^\d]|$)`)
	slugUS    = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(\p{L}{3,10})[-_](\d{1,2})[-_]((?:19|20)\d{2})(?:[^\d]|$)`)
	slug8     = regexp.MustCompile(`(?:^|[^\d])(\d{8})(?:[^\d]|$)`)
	slug67    = regexp.MustCompile(`(?:^|[^\d])(\d?)(\d{2})(\d{2})(\d{2})(?:[^\d]|$)`)
)

// DateFromURL reads a day from a page's address: /2023/05/26/,
// /t20210623_..., 2021-06-23 or 23-june-2021 in the last part, and the six
// digits that some missions put there (060323_t, arria_040424). Six digits are
// DDMMYY or MMDDYY: where both are days and the host's way is not known,
// neither is taken.
func DateFromURL(address string) (time.Time, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return time.Time{}, false
	}
	path := u.Path
	if g := pathDate.FindStringSubmatch(path); g != nil {
		return day(g[3], g[2], g[1])
	}
	last := strings.TrimRight(path, "/")
	last = last[strings.LastIndexByte(last, '/')+1:]
	if g := slugISO.FindStringSubmatch(last); g != nil {
		return day(g[3], g[2], g[1])
	}
	if g := slugWords.FindStringSubmatch(last); g != nil {
		return day(g[1], g[2], g[3])
	}
	if g := slugUS.FindStringSubmatch(last); g != nil {
		return day(g[2], g[1], g[3])
	}
	if g := slugDMY.FindStringSubmatch(last); g != nil {
		return day(g[1], g[2], g[3])
	}
	if g := slug8.FindStringSubmatch(last); g != nil {
		return eightDigits(g[1])
	}
	if g := slug67.FindStringSubmatch(last); g != nil {
		return sixDigits(strings.ToLower(u.Hostname()), g[2], g[3], g[4])
	}
	return time.Time{}, false
}

// eightDigits: YYYYMMDD, or DDMMYYYY where that alone is a day.
func eightDigits(s string) (time.Time, bool) {
	if t, ok := day(s[6:], s[4:6], s[:4]); ok {
		return t, true
	}
	return day(s[:2], s[2:4], s[4:])
}

func sixDigits(host, a, b, y string) (time.Time, bool) {
	dayFirst, ok1 := day(a, b, "20"+y)
	monthFirst, ok2 := day(b, a, "20"+y)
	switch {
	case strings.HasSuffix(host, "russiaun.ru"):
		return dayFirst, ok1
	case strings.HasSuffix(host, "emb-japan.go.jp"):
		return monthFirst, ok2
	case ok1 && !ok2, ok1 && ok2 && a == b:
		return dayFirst, true
	case ok2 && !ok1:
		return monthFirst, true
	}
	return time.Time{}, false
}
