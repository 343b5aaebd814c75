package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// A question about a person and no topic ("who is Jonas Verrin?") is told where
// that person is held as a speaker. Who somebody is besides, the record does not
// say.

// aboutPerson finds such a question. Group 1 is who.
var aboutPerson = regexp.MustCompile(`(?i)^\W*(?:please\s+)?(?:who(?:\s+(?:is|was)|['’]s)|tell\s+me\s+(?:more\s+|something\s+)?about|what\s+(?:do\s+you\s+know|is\s+known|can\s+you\s+tell\s+me)\s+(?:of|about)|information\s+(?:on|about)|qui\s+est|quién\s+es|кто\s+так(?:ой|ая)|расскажи\s+(?:о|об|про))\s+((?:[\pL.'’-]+\s*){1,6})\W*$`)

// draftedFor finds in whose name a draft is asked for. Group 1 is who.
var draftedFor = regexp.MustCompile(`\b(?:for|by|on behalf of|in the name of)\s+((?:(?:[Tt]he|[Mm]r|[Mm]rs|[Mm]s|[Dd]r|[Aa]mbassador|[Mm]inister|H\.E\.)\.?\s+)*(?:\p{Lu}[\pL.'’-]+\s*){1,4})`)

// theirStatements lists the statements that name as their speaker whom words mean,
// newest first.
func (e *Engine) theirStatements(x *retrieval.Index, u Understood, who string) []*corpus.Statement {
	said := spelt(who)
	for len(said) > 0 && (listed(titles, said[0].folded) || said[0].folded == "the") {
		said = said[1:]
	}
	all := x.StatementsOf(u.quotable())
	fit := best(speakersOf(all), said)
	if fit < surname || e.isState(who, corpus.Span{End: len(who)}) {
		return nil
	}
	theirs := slices.DeleteFunc(slices.Clone(all), func(st *corpus.Statement) bool { return fits(nameWords(st.NamedSpeaker()), said) != fit })
	slices.SortStableFunc(theirs, func(a, b *corpus.Statement) int { return b.Date.Compare(a.Date) })
	return theirs
}

// tellsOfPerson answers a question about a person, where one is held as a speaker.
func (e *Engine) tellsOfPerson(x *retrieval.Index, u Understood, a *Answer) bool {
	m := aboutPerson.FindStringSubmatch(u.Question)
	if m == nil {
		return false
	}
	theirs := e.theirStatements(x, u, m[1])
	if len(theirs) == 0 {
		return false
	}
	lines := append(e.asSpeakers(theirs), fmt.Sprintf("For words, ask on a topic: “What did %s say about ransomware?”", theirs[0].NamedSpeaker()))
	for _, l := range lines {
		a.Points = append(a.Points, Point{Text: l, Own: true})
	}
	a.Understood, a.Held, a.Status = u, e.held(x, u), Answered
	return true
}

// asSpeakers says as whose speaker each name is held, with the days of the
// statements and where they were made.
func (e *Engine) asSpeakers(theirs []*corpus.Statement) []string {
	const most = 8 // days
	var order []string
	of := map[string][]*corpus.Statement{}
	for _, st := range theirs {
		key := st.NamedSpeaker() + "\x00" + st.By
		if of[key] == nil {
			order = append(order, key)
		}
		of[key] = append(of[key], st)
	}
	var out []string
	for _, key := range order {
		sts := of[key]
		var days []string
		for _, st := range sts {
			day := st.Date.Format("2 January 2006")
			if where := strings.Join(slices.DeleteFunc([]string{ProcessName(st.Process), st.Session}, func(s string) bool { return s == "" }), ", "); where != "" {
				day += " (" + where + ")"
			}
			days = append(days, day)
		}
		more := ""
		if len(days) > most {
			more = fmt.Sprintf("; and %d more", len(days)-most)
			days = days[:most]
		}
		out = append(out, fmt.Sprintf("%s is held as the speaker of %s by %s: %s%s.", sts[0].NamedSpeaker(),
			counted(len(sts), "statement", "statements"), e.name(sts[0].By), strings.Join(days, "; "), more))
	}
	return out
}

// draftPersons lists the statements of the person in whose name a draft is asked
// for, and who is named so.
func (e *Engine) draftPersons(x *retrieval.Index, u Understood) []*corpus.Statement {
	if m := draftedFor.FindStringSubmatch(u.Question); m != nil && len(u.States) == 0 {
		return e.theirStatements(x, u, m[1])
	}
	return nil
}
