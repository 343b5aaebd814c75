package position

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// Statements about States, as anybody writes them: what is read of them is
// which words they quote, whom they name, and whether the rest says no more than
// that it was said, when and where.

// reading is a sentence of a text that is to be checked.
type reading struct {
	text    string
	own     string // the text with spaces in the place of its quotations
	quotes  []answer.Quotation
	codes   []string // States and groups that its own words name, each once
	asks    bool
	carried bool     // whether they are named by a pronoun
	barred  string   // what is told of a name that nobody speaks under
	vague   []string // names that may mean several States
	rest    string   // own without names, dates, sessions and processes
	when    []period
	where   []string // processes, as the prefix of Statement.Process
	number  int      // of the session named; -1 where several are
	persons []answer.Person

	ofSeveral bool // whether vague is a person who spoke for several
}

type period struct{ first, last time.Time }

// Limits of a text that is checked.
const (
	textLimit  = 8000 // bytes
	claimsMost = 12
)

var (
	fences   = regexp.MustCompile("(?m)^[ \\t]*```[\\w+-]*[ \\t]*$|```|`+|\\*+|\\|\\||^[ \\t]*(?:>>>|>|#{1,3}|-#)[ \\t]+")
	elements = regexp.MustCompile(`<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|/[^<>]{1,80}:\d+)>|<?https?://[^\s<>]+>?|@(?:everyone|here)\b`)
)

// Plain takes out of a message what is no text of its author's: the signs of
// markup, mentions, emoji and addresses.
func Plain(text string) string {
	text = elements.ReplaceAllString(strings.ReplaceAll(text, "\r\n", "\n"), " ")
	text = fences.ReplaceAllString(text, "")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd")))
}

// another finds where a sentence goes on with another thought.
var another = regexp.MustCompile(`(?i)(?:;|,|[”"»])\s+(?:(?:and|but|while|whereas|whilst|et|mais|tandis que|y|pero|mientras que|и|а|но)\s+)?`)

// partsOf cuts a sentence where it goes on to tell what another State or group
// holds: "Freedonia supports it, and Sylvania does not." Each part begins with a name
// and has words of its own; a quotation is never cut.
func partsOf(states *corpus.States, text string) []string {
	if states == nil {
		return []string{text}
	}
	quotes := answer.QuotationsIn(text)
	starts := map[int]bool{}
	found := states.Find(text)
	for _, m := range found {
		if m.Code != "" && m.Kind != corpus.KindBody && m.Form != "adjective" {
			starts[m.Start] = true
		}
	}
	var out []string
	from := 0
	for _, at := range another.FindAllStringIndex(text, -1) {
		if mark, size := utf8.DecodeRuneInString(text[at[0]:]); mark != ';' && mark != ',' { // behind a quotation, which is over
			at[0] += size
		}
		if slices.ContainsFunc(quotes, func(q answer.Quotation) bool { return q.Start < at[1] && at[0] < q.End }) {
			continue
		}
		next := at[1]
		if rest := text[next:]; len(rest) > 4 && strings.EqualFold(rest[:4], "the ") {
			next += 4
		}
		if starts[next] && speaks(states, text[from:at[0]]) && speaks(states, text[at[1]:]) {
			out, from = append(out, strings.TrimSpace(text[from:at[0]])), at[1]
		}
	}
	return append(out, strings.TrimSpace(text[from:]))
}

// speaks tells whether a text begins, within a few words, with a name, and says
// something of whom it names: words in small letters right behind it.
func speaks(states *corpus.States, text string) bool {
	found := states.Find(text)
	if len(found) == 0 || len(tokens(text[:found[0].Start])) > 4 {
		return false
	}
	behind := strings.TrimSpace(text[found[0].End:])
	return unicode.IsLower(first(behind)) && len(tokens(behind)) >= 2 && !listing.MatchString(behind)
}

// listing finds that a name is one of several: "Freedonia and Sylvania support it".
var listing = regexp.MustCompile(`^(?:and|et|y|и|as well as|together with)\s`)

// sentencesOf cuts a text, so that no quotation is cut, and what leads one in
// or is put behind it stays with it.
func sentencesOf(text string) []string {
	var spans []corpus.Span
	quotes := answer.QuotationsIn(text)
	inside := func(at int) bool {
		return slices.ContainsFunc(quotes, func(q answer.Quotation) bool { return q.Start < at && at < q.End })
	}
	for _, s := range corpus.Sentences(text) {
		if n := len(spans); n > 0 {
			last := strings.TrimSpace(spans[n-1].In(text))
			next := strings.TrimSpace(s.In(text))
			if inside(s.Start) || strings.HasSuffix(last, ":") && startsQuoted(next) || endsQuoted(last) && startsDash(next) {
				spans[n-1].End = s.End
				continue
			}
		}
		spans = append(spans, s)
	}
	out := make([]string, 0, len(spans))
	for _, s := range spans {
		out = append(out, strings.Join(strings.Fields(s.In(text)), " "))
	}
	return out
}

func startsQuoted(s string) bool { return strings.ContainsRune("\"“„«「", first(s)) }
func endsQuoted(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, "."), "”") || strings.HasSuffix(strings.TrimRight(s, "."), "\"")
}
func startsDash(s string) bool { return strings.ContainsRune("-–—(", first(s)) }

func first(s string) rune {
	for _, r := range s {
		return r
	}
	return ' '
}

var (
	yearsNamed = regexp.MustCompile(`\b((?:19|20)\d\d)\s?[-–/]\s?((?:19|20)\d\d)\b`)
	dayNamed   = regexp.MustCompile(`(?i)(?:\b(?:on|in|of|from) (?:the )?)?\b((?:\d{1,2}(?:st|nd|rd|th)?\s+` + months + `,?\s+\d{4}|` + months + `\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|` + months + `,?\s+\d{4}|\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}))\b`)
	oewgYears  = regexp.MustCompile(`(?i)\b(?:OEWG|open-ended working group)\s*(?:\(?\s*(20\d\d)\s?[-–/]\s?(20\d\d)\s*\)?)?|\b(20\d\d)\s?[-–/]\s?(20\d\d)\s+OEWG\b`)
	placeNames = []struct {
		re     *regexp.Regexp
		prefix string
	}{
		{regexp.MustCompile(`(?i)\b(?:UN )?GGE\b|\bgroup of governmental experts\b`), "gge-"},
		{regexp.MustCompile(`(?i)\bfirst committee\b`), "first-committee"},
		{regexp.MustCompile(`(?i)\bsecurity council\b`), "security-council"},
		{regexp.MustCompile(`(?i)\bglobal mechanism\b`), "global-mechanism"},
		{regexp.MustCompile(`(?i)\bgeneral debate\b`), "general-debate"},
	}
	carried = regexp.MustCompile(`(?i)^(?:(?:also|moreover|further|then|later|earlier|and|in|on|at)\b[^“"]{0,40}?,? )?(?:it|its (?:delegation|representative|statement)|the delegation)\b`)
)

const months = `(?:january|february|march|april|may|june|july|august|september|october|november|december)`

// blank puts spaces in the place of a span.
func blank(s string, at corpus.Span) string {
	return s[:at.Start] + strings.Repeat(" ", at.Len()) + s[at.End:]
}

// readClaim reads one sentence.
func readClaim(states *corpus.States, text string) reading {
	r := reading{text: text, own: text, quotes: answer.QuotationsIn(text)}
	for _, q := range r.quotes {
		r.own = blank(r.own, corpus.Span{Start: q.Start, End: q.End})
	}
	r.asks = strings.ContainsAny(r.own, "?？؟")
	r.rest = r.own
	r.places()
	if states != nil {
		r.barred, _ = states.NoDelegation(r.own)
		for _, m := range states.Find(r.rest) {
			switch {
			case m.Kind == corpus.KindAmbiguous:
				r.vague = append(r.vague, r.rest[m.Start:m.End])
				continue
			case m.Code == "" || m.Kind == corpus.KindBody:
				continue
			case !slices.Contains(r.codes, m.Code):
				r.codes = append(r.codes, m.Code)
			}
			r.rest = blank(r.rest, corpus.Span{Start: m.Start, End: m.End})
		}
	}
	r.days()
	return r
}

// empty tells whether a sentence names somebody and says nothing: a signature.
func (r *reading) empty() bool { return len(r.quotes) == 0 && len(tokens(r.rest)) == 0 }

// places reads the processes and the session.
func (r *reading) places() {
	for _, m := range oewgYears.FindAllStringSubmatchIndex(r.rest, -1) {
		prefix := "oewg-"
		for _, g := range []int{1, 3} {
			if m[2*g] >= 0 {
				prefix += r.rest[m[2*g]:m[2*g+1]] + "-" + r.rest[m[2*g+2]:m[2*g+3]]
			}
		}
		r.where = append(r.where, prefix)
		r.rest = blank(r.rest, corpus.Span{Start: m[0], End: m[1]})
	}
	for _, p := range placeNames {
		for _, m := range p.re.FindAllStringIndex(r.rest, -1) {
			r.where = append(r.where, p.prefix)
			r.rest = blank(r.rest, corpus.Span{Start: m[0], End: m[1]})
		}
	}
	for n, at := answer.SessionNamed(r.rest); n > 0; n, at = answer.SessionNamed(r.rest) {
		if r.number != 0 {
			n = -1
		}
		r.number = n
		r.rest = blank(r.rest, at)
	}
}

// days reads the dates.
func (r *reading) days() {
	for _, m := range yearsNamed.FindAllStringSubmatchIndex(r.rest, -1) {
		from, _, ok := answer.ParseDate(r.rest[m[2]:m[3]])
		_, to, too := answer.ParseDate(r.rest[m[4]:m[5]])
		if ok && too {
			r.when = append(r.when, period{from, to})
			r.rest = blank(r.rest, corpus.Span{Start: m[0], End: m[1]})
		}
	}
	for _, m := range dayNamed.FindAllStringSubmatchIndex(r.rest, -1) {
		from, to, ok := answer.ParseDate(r.rest[m[2]:m[3]])
		if !ok {
			continue
		}
		r.when = append(r.when, period{from, to})
		r.rest = blank(r.rest, corpus.Span{Start: m[0], End: m[1]})
	}
}

// frameWords are all that a claim's own words may have, names, dates, sessions
// and processes aside, where they say no more than that words were said.
var frameWords = wordSet(`say says said saying state states stated stating statement statements tell tells told declare declares declared write writes
	wrote read reads the a an this that it its in at of by during and also s delegation representative speech intervention remarks session substantive meeting
	according to words own as follows following behalf un did does do ever then later again
	dit déclare déclaré déclara affirme affirmé le la les l de du d des selon déclaration au aux nom délégation
	dice dijo dicho declaró declarado declara según el los las del ha declaración delegación
	говорит заявил заявила заявили сказал сказала сказали заявляет делегация по словам от имени
	قال قالت تقول أعلنت وقالت صرحت وفد
	说 表示 指出 称 声明 代表团`)

// weighty are verbs that say words were said and with what weight: with a
// phrase of a few words they may tell a stance, so they frame whole clauses alone.
var weighty = wordSet(`note notes noted announce announces announced affirm affirms affirmed reaffirm reaffirms reaffirmed add adds added explain explains explained stress stresses stressed
	underline underlines underlined underscore underscores underscored emphasize emphasizes emphasized emphasise emphasises emphasised highlight highlights
	highlighted reiterate reiterates reiterated recall recalls recalled observe observes observed argue argues argued maintain maintains maintained put puts claim claims claimed insist insists insisted assert asserts asserted
	contend contends contended confirm confirms confirmed remark remarks remarked repeat repeats repeated clarify clarifies clarified`)

// clauseFewest is how many words a quotation has that a weighty verb frames.
const clauseFewest = 6

// hasSaid finds "has said", which frames as "said" does.
var hasSaid = regexp.MustCompile(`(?i)\b(?:has|have|had)\s+((?:also|never|not|since)\s+)?(said|stated|told|declared|written|noted|stressed|underlined|explained|argued|added|reiterated|claimed|insisted|asserted|confirmed|repeated)\b|\b((?:has|have|had)n['’]t)\s+(said|stated)\b`)

// denialWords make a claim one that words were not said.
var denialWords = wordSet(`never not didn't doesn't don't didnt doesnt hasn't haven't hadn't`)

// deniesSaying finds that a claim is one that something was not said.
var deniesSaying = regexp.MustCompile(`(?i)\b(?:never|not|n['’]t|nowhere|no longer)\s+(?:\w+\s+){0,2}?(?:sa(?:y|ys|id)|stat(?:e|es|ed)|claim\w*|declar\w*|announc\w*|argu\w*|mention\w*)\b|\bden(?:y|ies|ied)\b`)

func wordSet(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}

// tokens gives the words of a text in small letters, with what stands inside them.
func tokens(s string) []string {
	s = strings.NewReplacer("’", "'", "‐", "-", "‑", "-").Replace(corpus.Fold(s).Text())
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '\'' && r != '-'
	}) {
		if w = strings.Trim(w, "'-"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// wordCount counts the words of a text; two Chinese characters are one.
func wordCount(s string) int {
	han := 0
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			han++
		}
	}
	return max(len(tokens(s)), han/2)
}

// framed tells whether the claim's own words say no more than that its
// quotations, of which shortest is the shortest, were said, by whom, when and
// where; denied, that they were not.
func (r *reading) framed(shortest string) (framed, denied bool) {
	if len(r.when) > 1 || len(r.where) > 1 || r.number < 0 {
		return false, false
	}
	denials := 0
	for _, w := range tokens(hasSaid.ReplaceAllString(r.rest, "$1 $2 $3 $4")) {
		switch {
		case frameWords[w], w == "written":
		case weighty[w] && wordCount(shortest) >= clauseFewest:
		case denialWords[w]:
			denials++
		default:
			return false, false
		}
	}
	return denials < 2, denials == 1
}

// agreement is whether what a claim says of day and place is what a statement has.
type agreement int

const (
	unknown agreement = iota
	agrees
	disagrees
)

// agree compares days, processes, the session and the speaker.
func (r *reading) agree(st *corpus.Statement) agreement {
	a, b := r.dayAndPlace(st), r.spokenBy(st)
	switch {
	case a == disagrees || b == disagrees:
		return disagrees
	case a == unknown || b == unknown:
		return unknown
	}
	return agrees
}

// dayAndPlace compares days, processes and the session.
func (r *reading) dayAndPlace(st *corpus.Statement) agreement {
	out := agrees
	worse := func(known, same bool) {
		switch {
		case !known && out == agrees:
			out = unknown
		case known && !same:
			out = disagrees
		}
	}
	for _, p := range r.when {
		worse(!st.Date.IsZero(), !st.Date.Before(p.first) && !st.Date.After(p.last))
	}
	for _, prefix := range r.where {
		worse(st.Process != "" && st.Process != "other", strings.HasPrefix(st.Process, prefix))
	}
	if r.number != 0 {
		printed, _ := answer.SessionNamed(st.Session)
		worse(printed > 0 || !st.Date.IsZero() && strings.HasPrefix(st.Process, "oewg-"), answer.AtSession(st, r.number))
	}
	return out
}
