package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What a question takes for granted may not stand in the record. It is pointed
// out in a sentence, beside what is held.

var (
	// laterSession finds sessions beyond those that the working groups had.
	laterSession = regexp.MustCompile(`(?i)(?:^|[^-\pL\pN])(twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|1[2-9]th|20th)\s+(?:substantive\s+)?session\b`)
	// otherBodies have sessions of their own.
	otherBodies = regexp.MustCompile(`(?i)\b(?:general assembly|unga|first committee|human rights council|commission|mechanism|council)\b`)
	// groupOfYear finds a year that names a working group.
	groupOfYear = regexp.MustCompile(`(?i)\b((?:19|20)\d\d)\s+(?:OEWG|open-ended working group)\b|\b(?:OEWG|open-ended working group) (?:of|in) ((?:19|20)\d\d)\b`)
	// supposes finds a deed that a question takes for done: one of the groups is the verb.
	supposes = regexp.MustCompile(`(?i)^\W*(?:(?:and|but|so)\s+)?(?:why|for what reason) (?:did|does|do|has|have|is|was) .+? (leave|left|quit|withdraw|withdrawn|boycott|boycotted|abandon|abandoned|oppose|opposed|opposing|reject|rejected|support|supported|block|blocked|veto|vetoed|refuse|refused|walk out|walked out)\b` +
		`|^\W*(?:(?:and|but|so)\s+)?(?:when|where|in what year) (?:did|does|do|has|have) .+? (sign|signed|ratify|ratified|leave|left|quit|withdraw|withdrawn|boycott|join|joined|accede)\b` +
		`|^\W*(?:(?:and|but|so)\s+)?(?:how|why|when) (?:did|does|has|have) .+? (vote|voted)\b`)
)

const firstGroupYear, lastGroupYear = 2019, 2025

// wrongSession points out a session or a working group that never was, or a
// day on which the session named did not sit.
func wrongSession(u Understood) []string {
	var out []string
	if m := laterSession.FindStringSubmatch(u.Question); m != nil && !otherBodies.MatchString(u.Question) {
		out = append(out, fmt.Sprintf("No %s session is known here: the OEWG of 2019-2021 had %d substantive sessions, and that of 2021-2025 had %d.",
			strings.ToLower(m[1]), sessionsOf("oewg-2019-2021"), sessionsOf("oewg-2021-2025")))
	}
	if m := groupOfYear.FindStringSubmatch(u.Question); m != nil {
		if year, _ := strconv.Atoi(m[1] + m[2]); year < firstGroupYear || year > lastGroupYear {
			out = append(out, fmt.Sprintf("No OEWG of %d is known here: the two on these matters were those of 2019-2021 and 2021-2025.", year))
		}
	}
	return append(out, otherDays(u)...)
}

func sessionsOf(process string) int {
	n := 0
	for _, s := range Sessions() {
		if s.Process == process {
			n = max(n, s.Number)
		}
	}
	return n
}

// otherDays tells when the session asked for sat, where the days asked for lie
// outside it.
func otherDays(u Understood) []string {
	if u.Session == 0 || u.Since.IsZero() || u.Until.IsZero() {
		return nil
	}
	var sat []string
	for _, s := range Sessions() {
		if s.Number != u.Session || len(u.Processes) > 0 && !slices.Contains(u.Processes, s.Process) {
			continue
		}
		if !s.From.After(u.Until) && !s.To.Before(u.Since) {
			return nil
		}
		sat = append(sat, fmt.Sprintf("that of %s sat %s", ProcessName(s.Process), period(s.From, s.To)))
	}
	if len(sat) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("The days in the question are not those of session %d: %s.", u.Session, strings.Join(sat, ", "))}
}

// supposed says that a deed is the question's wording, unless a sentence shown
// says it without a negation.
func (e *Engine) supposed(u Understood, a *Answer) []string {
	m := supposes.FindStringSubmatch(u.Question)
	if m == nil || len(u.States) != 1 || m[3] != "" && attributed.MatchString(u.Question) {
		return nil
	}
	verb := strings.ToLower(m[1] + m[2] + m[3])
	stem := verb[:min(len(verb), 5)]
	for _, p := range a.Points {
		if strings.Contains(strings.ToLower(p.Text), stem) && !slices.ContainsFunc(cues(p.Text), func(c cue) bool { return c.class == negation }) {
			return nil
		}
	}
	said := fmt.Sprintf("The question says “%s” of %s; that is its own wording", verb, e.name(u.States[0]))
	if len(a.Points) == 0 {
		return []string{said + "."}
	}
	return []string{said + ", and the sentences here are what is held."}
}
