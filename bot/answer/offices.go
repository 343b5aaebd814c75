package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// A question may ask for the words of an office: "what did the Chair say?" An
// office is no State's name that somebody misspelt. Some are bodies with
// statements of their own; the words of others are those of the statements that
// print the office of their speaker.

// officeNames finds offices. Group 1 is the name.
var officeNames = regexp.MustCompile(`(?i)\b(?:the\s+)?(?:UN\s+|U\.N\.\s+|OEWG\s+)?((?:under[- ])?secretary[- ]general|(?:(?:co|vice)-?)?chair(?:man|person|woman)?|high representative|secretariat|(?:co-?)?facilitators?|(?:co-?)?rapporteur|president of the general assembly)\b`)

// officeCodes are the bodies that offices are, by the name in small letters.
var officeCodes = map[string]string{"chair": "chair", "chairman": "chair", "chairperson": "chair", "chairwoman": "chair",
	"secretary-general": "secretary-general", "secretary general": "secretary-general", "secretariat": "secretariat"}

// officeAsked is an office whose words a question asks for.
type officeAsked struct {
	corpus.Span        // with its article
	name        string // as written
	code        string // of the body; "" where it is none
}

// officesAsked lists the offices whose words a question asks for. One that is
// somebody's ("the chair of Kenya's delegation") or stands before a name is none.
func officesAsked(states *corpus.States, text string) []officeAsked {
	if states == nil {
		return nil
	}
	var out []officeAsked
	known := mentions(states, loud(states, text))
	for _, m := range officeNames.FindAllStringSubmatchIndex(text, -1) {
		at := corpus.Span{Start: m[0], End: m[1]}
		tail := text[m[1]:]
		if slices.ContainsFunc(known, func(k corpus.Mention) bool { return at.Overlaps(corpus.Span{Start: k.Start, End: k.End}) }) ||
			!officeEnds.MatchString(tail) || !asksOf(text, at.Start, at.End, false) {
			continue
		}
		name := text[m[2]:m[3]]
		out = append(out, officeAsked{at, name, officeCodes[strings.ToLower(name)]})
	}
	return out
}

// officeEnds finds what stands behind an office that nobody's name follows.
var officeEnds = regexp.MustCompile(`(?i)^(?:\s*(?:$|[?.!,;:]|['’])|\s+(?:say|says|said|think|thinks|state[sd]?|propose[sd]?|argue[sd]?|speak|spoke|call|called|want|wanted|on|about|regarding|concerning|ever|also|and|or|in|at|during|report(?:ed)?|conclude[sd]?|support(?:ed)?|oppose[sd]?|recommend(?:ed)?|suggest(?:ed)?)\b)`)

// withOffices adds the bodies that the offices asked for are.
func (u *Understood) withOffices(states *corpus.States) {
	for _, o := range officesAsked(states, u.Question) {
		if o.code != "" && !slices.Contains(u.States, o.code) {
			u.States = append(u.States, o.code)
		}
	}
}

// heedOffice narrows u to the statements that print an office that is no body, and
// gives what to say where none does.
func (e *Engine) heedOffice(x *retrieval.Index, u *Understood) string {
	for _, o := range officesAsked(e.States, u.Question) {
		if o.code != "" || len(u.States) > 0 || u.only != nil {
			continue
		}
		var theirs []string
		for _, st := range x.StatementsOf(u.quotable()) {
			if strings.Contains(strings.ToLower(st.Office), strings.ToLower(o.name)) {
				theirs = append(theirs, st.ID)
			}
		}
		if len(theirs) == 0 {
			return fmt.Sprintf("No statement that is held is by the %s.", o.name)
		}
		u.only = theirs
	}
	return ""
}

// withoutOffices blanks the offices whose words are asked for. Offsets stay.
func withoutOffices(states *corpus.States, text string) string {
	out := []byte(text)
	for _, o := range officesAsked(states, text) {
		blank(out, o.Start, o.End)
	}
	return string(out)
}
