package corpus

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// transcriptName is how the transcripts of the second working group are named, in
// the catalogue and in their addresses: "oewg2-s1-m2" is the second meeting of
// the first substantive session.
var transcriptName = regexp.MustCompile(`^oewg2-s(\d{1,2})-m(\d{1,2})$`)

var sessionOrdinals = strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh")

// occasion gives session and meeting of a transcript by its name, which counts
// since the program itself fetched it under that name.
func (r *Record) occasion() (session, venue string, ok bool) {
	names := []string{r.Entry}
	if u, err := url.Parse(r.URL); err == nil {
		names = append(names, path.Base(u.Path))
	}
	for _, name := range names {
		g := transcriptName.FindStringSubmatch(name)
		if g == nil {
			continue
		}
		n, _ := strconv.Atoi(g[1])
		if n < 1 || n > len(sessionOrdinals) {
			return "", "", false
		}
		session = sessionOrdinals[n-1] + " substantive session"
		return session, "OEWG 2021-2025, " + session + ", meeting " + strings.TrimLeft(g[2], "0"), true
	}
	return "", "", false
}

// fillOccasion fills what a statement's own words and its sidecar leave open.
func (r *Record) fillOccasion(s *Statement) {
	session, venue, ok := r.occasion()
	if !ok || s.Process != "" && s.Process != secondOEWG {
		return
	}
	for _, v := range []struct {
		field, value string
		to           *string
	}{{"process", secondOEWG, &s.Process}, {"session", session, &s.Session}, {"venue", venue, &s.Venue}} {
		if *v.to == "" {
			*v.to = v.value
			s.from(v.field, "name of the transcript")
		}
	}
}

const secondOEWG = "oewg-2021-2025"
