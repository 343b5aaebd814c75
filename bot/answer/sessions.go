package answer

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"verbatim/retrieval/corpus"
)

// sessionDates are the days of the substantive sessions, for statements whose
// own words do not name theirs. Most come with a source in the project's table
// of sessions (pages of States, of the United Nations and of observers). The
// ends of four weeks were not seen in a source, only days within them: the
// first two sessions of 2019-2021 and the seventh and tenth of 2021-2025.
var sessionDates = []struct {
	process  string
	n        int
	from, to string
}{
	{"oewg-2019-2021", 1, "2019-09-09", "2019-09-13"},
	{"oewg-2019-2021", 2, "2020-02-10", "2020-02-14"},
	{"oewg-2019-2021", 3, "2021-03-08", "2021-03-12"},
	{"oewg-2021-2025", 1, "2021-12-13", "2021-12-17"},
	{"oewg-2021-2025", 2, "2022-03-28", "2022-04-01"},
	{"oewg-2021-2025", 3, "2022-07-25", "2022-07-29"},
	{"oewg-2021-2025", 4, "2023-03-06", "2023-03-10"},
	{"oewg-2021-2025", 5, "2023-07-24", "2023-07-28"},
	{"oewg-2021-2025", 6, "2023-12-11", "2023-12-15"},
	{"oewg-2021-2025", 7, "2024-03-04", "2024-03-08"},
	{"oewg-2021-2025", 8, "2024-07-08", "2024-07-12"},
	{"oewg-2021-2025", 9, "2024-12-02", "2024-12-06"},
	{"oewg-2021-2025", 10, "2025-02-17", "2025-02-21"},
	{"oewg-2021-2025", 11, "2025-07-07", "2025-07-11"},
}

// SessionDays are the days of a substantive session.
type SessionDays struct {
	Process  string
	Number   int
	From, To time.Time
}

// Sessions lists the substantive sessions whose days are known, oldest first.
func Sessions() []SessionDays {
	var out []SessionDays
	for _, s := range sessionDates {
		from, _ := time.Parse(time.DateOnly, s.from)
		to, _ := time.Parse(time.DateOnly, s.to)
		out = append(out, SessionDays{s.process, s.n, from, to})
	}
	return out
}

// sessionPhrase finds a session by its number, which is not the end of a
// longer one: "seventy-fifth session".
var sessionPhrase = regexp.MustCompile(`(?i)(?:^|[^\pL\pN-])(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|1st|2nd|3rd|[4-9]th|1[01]th)\s+(?:substantive\s+)?session\b`)

var ordinals = strings.Fields("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh")

func ordinal(s string) int {
	s = strings.ToLower(s)
	for n, w := range ordinals {
		if s == w {
			return n
		}
	}
	n, _ := strconv.Atoi(strings.TrimRight(s, "stndrh"))
	return n
}

// sessionAsked gives the number of the session at which the question says that
// words were spoken, or 0.
func sessionAsked(text string) int {
	at := sessionPhrase.FindStringSubmatchIndex(text)
	if at == nil || !spokenThere(text, at[2]) {
		return 0
	}
	return ordinal(text[at[2]:at[3]])
}

// atSession tells whether a statement was made at the n-th substantive session
// of its process: by what it says of itself, or else by its date.
func atSession(st *corpus.Statement, n int) bool {
	if m := sessionPhrase.FindStringSubmatch(st.Session); m != nil {
		return ordinal(m[1]) == n
	}
	if strings.HasPrefix(st.Session, strconv.Itoa(n)) && len(st.Session) <= 2 {
		return true
	}
	for _, s := range sessionDates {
		if s.n != n || st.Process != "" && st.Process != s.process || st.Date.IsZero() {
			continue
		}
		from, _ := time.Parse(time.DateOnly, s.from)
		to, _ := time.Parse(time.DateOnly, s.to)
		if !st.Date.Before(from) && !st.Date.After(to) {
			return true
		}
	}
	return false
}
