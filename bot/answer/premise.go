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
	// grants finds the same in other forms: "since X voted against it, why ...", "X,
	// which left the group, ...", "what made X leave?", "X's withdrawal from". Group 1
	// is the verb or what is made of it.
	grants = regexp.MustCompile(`(?i)(?:\b(?:since|given(?: that)?|as|because|now that|seeing that|considering(?: that)?|knowing that|assuming(?: that)?|although|even though|though|after|before|despite the fact that|if|when)\b[^,?.!]{2,60}? (` + grantedDeeds + `)\b[^?.!]*,` +
		`|,\s*(?:which|who|that|having)\s+(?:(?:has|had|have|just|already|recently|famously|once)\s+)*(` + grantedDeeds + `)\b` +
		`|\b(?:what (?:made|led|drove|caused|prompted|pushed)|how come|(?:explain|tell me|say|know|understand) why|(?:what is|what was|what were|give me) the reasons? (?:why|that))\b[^,?.!]{2,60}? (` + grantedDeeds + `)\b` +
		`|(?:['’]s?|\bits|\btheir)\s+(?:sudden |recent |last |final )?(withdrawal|departure|rejection|boycott|abandonment|veto|ratification|signature|accession|refusal)\b)`)
)

const grantedDeeds = `leave|left|leaves|quit|quits|withdraw|withdrew|withdrawn|withdraws|boycott(?:s|ed)?|abandon(?:s|ed)?|oppos(?:e|es|ed)|reject(?:s|ed)?|support(?:s|ed)?|block(?:s|ed)?|veto(?:es|ed)?|refus(?:e|es|ed)|walk(?:s|ed)? out|vote[sd]?|sign(?:s|ed)?|ratif(?:y|ies|ied)|join(?:s|ed)?|acced(?:e|es|ed)|accept(?:s|ed)?|attack(?:s|ed)?|violat(?:e|es|ed)`

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
	if len(u.States) != 1 {
		return nil
	}
	verb := ""
	if m := supposes.FindStringSubmatch(u.Question); m != nil && !(m[3] != "" && attributed.MatchString(u.Question)) {
		verb = strings.ToLower(m[1] + m[2] + m[3])
	} else if m := grants.FindStringSubmatch(u.Question); m != nil {
		verb = strings.ToLower(m[1] + m[2] + m[3] + m[4])
	} else {
		return nil
	}
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
