package position

import (
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// Sort is what a sentence's own words do with a topic.
type Sort string

// The sorts, in the order in which they are shown.
const (
	Supports    Sort = "supports"
	Conditional Sort = "conditional" // supports it, or could, under a condition that the sentence names
	Asks        Sort = "asks"        // says what should be done
	Opposes     Sort = "opposes"
	Speaks      Sort = "speaks" // speaks of it; no rule says how
)

// Sorts lists them in their order.
var Sorts = []Sort{Supports, Conditional, Asks, Opposes, Speaks}

// Heading tells readers what the sentences of a sort have in common.
func (s Sort) Heading() string {
	switch s {
	case Supports:
		return "Sentences that say support"
	case Conditional:
		return "Sentences that say support under a condition"
	case Asks:
		return "Sentences that say what should be done"
	case Opposes:
		return "Sentences that say opposition"
	}
	return "Other sentences that speak of it"
}

// Sorted is the note that goes with every sorting.
const Sorted = "Sorted by the words of the sentences, not verified: read them before you repeat the sorting."

// self is who speaks, in a sentence of its own; a delegation's own name stands
// as "we" by then.
const self = `\b(?:we|i|my (?:delegation|country|government|group)|our (?:delegation|country|government|group))\s+(?:\pL+ly\s+|also\s+|therefore\s+|thus\s+|now\s+|still\s+|today\s+|continues? to\s+|remains?\s+|would (?:also )?like to\s+|wish(?:es)? to\s+|wants? to\s+|once again\s+|again\s+|have\s+|has\s+|had\s+|always\s+|long\s+)*`

var (
	supporting = regexp.MustCompile(`(?i)` + self + `(?:supports?|supported|express(?:es)? (?:our|its|my) (?:\pL+ )?support (?:for|to)|reiterates? (?:our|its|my) (?:\pL+ )?support (?:for|to)|welcomes?|welcomed|endorses?|endorsed|favou?rs?|advocates?|backs?|(?:co-?)?sponsor(?:s|ed)?|(?:is|are|am|stand|stands|speaks?) (?:strongly |firmly |fully )?(?:in favou?r of|in support of|committed to|supportive of))\b`)
	couldSay   = regexp.MustCompile(`(?i)\b(?:could|would be (?:ready|prepared|willing|able|open) to|(?:is|are|am) (?:ready|prepared|willing|open) to|might|can)\s+(?:\pL+\s+)?(?:supports?|accept|agree|consider|join|welcome|endorse|discuss|take part in|participate in|engage in|enter|start|begin|negotiate|work)`)
	opposing   = regexp.MustCompile(`(?i)` + self + `(?:opposed|opposes?|rejected|rejects?|objected to|objects? to|(?:do|does|did|can|could|would|will)(?:\s*not|n['’]t)\s+(?:\pL+\s+)?(?:support|accept|agree|endorse|favou?r|welcome|see (?:the|a|any) (?:need|value|merit))|cannot\s+(?:\pL+\s+)?(?:support|accept|agree|endorse|join)|(?:is|are|am) (?:strongly |firmly )?(?:opposed to|against|not in favou?r of|not (?:in a position|ready|prepared) to)|disagrees? with|disassociates? (?:it|our)sel(?:f|ves) from|dissociates? (?:it|our)sel(?:f|ves) from|sees? no (?:need|value|merit))`)
	asking     = regexp.MustCompile(`(?i)\b(?:should|must|ought to|needs? to|have to|has to|shall)\b|` + self + `(?:calls? (?:for|on|upon)|urges?|proposes?|proposed|suggests?|suggested|requests?|recommends?|demands?|encourages?|asks? (?:for|that))\b`)
	condition  = regexp.MustCompile(`(?i)\b(?:provided(?: that)?|on (?:the )?condition(?: that)?|as long as|so long as|only if|if and only if|unless|subject to|with the understanding that|on the understanding that|insofar as|when|once|until|after|in so far as)\b`)
	iffy       = regexp.MustCompile(`(?i)\bif\b`)
	negated    = regexp.MustCompile(`(?i)\b(?:not|no|never|nor|neither|cannot|without|hardly|n['’]t)\b|n['’]t\b`)
	breaks     = regexp.MustCompile(`(?i)[;:()–—]|,?\s+(?:for|to|in|of|on|with|under|by)\s+(?:which|whom|whose)\b|,\s+(?:which|who|whose)\b|,\s+(?:but|while|whereas|although|though|yet|and (?:we|i|my|our)\b)|\b(?:but|whereas|although|while|however|rather than|instead of)\b`)
	others     = regexp.MustCompile(`(?i)\b(?:i|we) (?:also |have |just )*(?:heard|hear|noted?)\b|\b(?:different|divergent) views\b|\bviews (?:differ|diverge)|\b(?:some|other|many|several|certain|few) (?:delegations?|states?|countries|members?|colleagues|speakers)\b|\bthose who\b|\bit (?:has been|was|is) (?:said|argued|claimed|suggested)\b|\b(?:the )?(?:draft|text|proposal|paper|sponsors?|authors?|representative|delegation) (?:of \S+ )?(?:says?|said|states?|claims?|claimed|argues?|argued|calls?|proposes?|suggests?)\b`)
)

// SortOf tells what an English sentence does with a topic. A stance counts
// only where the topic's words stand in the same clause, after the verb;
// where that is not so, where somebody else's stance is told, where a negation
// stands beside the verb or where two rules disagree, the sentence only speaks of it.
func SortOf(states *corpus.States, s answer.Sentence, topic string) Sort {
	c := s.Citation
	if c.Statement.Language != "en" || c.Quoting {
		return Speaks
	}
	text := firstPerson(states, c.Statement, strings.Join(strings.Fields(c.Quote), " "))
	if others.MatchString(text) || strings.Contains(text, "?") {
		return Speaks
	}
	want := termSet(topic)
	conditional := condition.MatchString(text) || iffy.MatchString(text)
	got := map[Sort]bool{}
	for _, clause := range clauses(text) {
		for _, rule := range []struct {
			sort Sort
			re   *regexp.Regexp
		}{{Opposes, opposing}, {Supports, supporting}, {Conditional, couldSay}, {Asks, asking}} {
			at := rule.re.FindStringIndex(clause)
			if at == nil || !speaksOf(clause, at[0], rule.sort, want) {
				continue
			}
			switch {
			case turned(text, clause, at, rule.sort, want):
				got[Speaks] = true
			case rule.sort == Supports && negated.MatchString(clause[:at[1]]), rule.sort == Asks && (negated.MatchString(clause[:at[1]]) || ifWhether.MatchString(clause[:at[0]]) || notNext.MatchString(clause[at[1]:])):
				got[Speaks] = true
			case rule.sort == Supports && conditional:
				got[Conditional] = true
			case rule.sort == Conditional && !conditional:
				got[Speaks] = true
			case rule.sort == Opposes && conditional:
				got[Speaks] = true // "we cannot accept it unless"
			default:
				got[rule.sort] = true
			}
			break
		}
	}
	return decided(got)
}

// ifWhether finds what makes a question of what follows.
var ifWhether = regexp.MustCompile(`(?i)\bwhether\b`)

// notNext finds a negation right behind a verb: "should not", "must in no way".
var notNext = regexp.MustCompile(`(?i)^\s*(?:\pL+\s+){0,2}(?:not|never|no|neither|nor|hardly)\b`)

// firstPerson writes "we" for the names of those who speak.
func firstPerson(states *corpus.States, st *corpus.Statement, text string) string {
	if states == nil {
		return text
	}
	for _, m := range slices.Backward(states.Find(text)) {
		if m.Code == "" || m.Code != st.By && !slices.Contains(st.OnBehalf, m.Code) {
			continue
		}
		head, rest := text[:m.Start], andMembers.ReplaceAllString(text[m.End:], "")
		text = article.ReplaceAllString(head, "") + "we" + rest
	}
	return text
}

var (
	andMembers = regexp.MustCompile(`(?i)^,? (?:and|together with) (?:its|their|the) (?:\d+ )?(?:member|participating) states,?`)
	article    = regexp.MustCompile(`(?i)\bthe $`)
)

// decided gives the one sort that the clauses agree on. Where a sentence also
// says what should be done, its stance is what it is sorted by.
func decided(got map[Sort]bool) Sort {
	switch {
	case got[Speaks], got[Opposes] && (got[Supports] || got[Conditional] || got[Asks]):
		return Speaks
	case got[Opposes]:
		return Opposes
	case got[Conditional]:
		return Conditional
	case got[Supports]:
		return Supports
	case got[Asks]:
		return Asks
	}
	return Speaks
}

// clauses cuts a sentence where another thought begins.
func clauses(text string) []string {
	var out []string
	at := 0
	for _, m := range breaks.FindAllStringIndex(text, -1) {
		out = append(out, text[at:m[0]])
		at = m[0]
	}
	out = append(out, text[at:])
	for i := 0; i < len(out); i++ {
		if at := strings.LastIndex(out[i], " and "); at > 0 && len(stances.FindAllString(out[i], 2)) > 1 {
			out = slices.Insert(out, i+1, out[i][at:])
			out[i], i = out[i][:at], i-1
		}
	}
	return out
}

// stances finds the verbs of a stance, whoever takes it. A clause with two of
// them is cut at its "and", since the object of one is not that of the other.
var stances = regexp.MustCompile(`(?i)\b(?:support|oppos|reject|welcom|endors|favou?r|accept|advocat|object|agree|call|urge|propos)\w*`)

// speaksOf tells whether most of the topic's words stand in the clause: behind
// the verb of a stance, anywhere where something should be done.
func speaksOf(clause string, verb int, sort Sort, want map[string]bool) bool {
	if sort != Asks {
		clause = clause[verb:]
	}
	if len(want) == 0 {
		return false
	}
	n := 0
	for t := range termSet(clause) {
		if want[t] {
			n++
		}
	}
	return 2*n > len(want) || n >= 2 && 3*n >= 2*len(want)
}

// termSet gives the terms of an English text.
func termSet(text string) map[string]bool {
	out := map[string]bool{}
	for _, t := range lexical.Terms(text, "en") {
		out[t] = true
	}
	return out
}
