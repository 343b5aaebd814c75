package answer

import (
	"regexp"
	"strings"

	"verbatim/retrieval/corpus"
)

// The rule of the crop. Words cut out of a sentence may turn it round: "We
// doubt that [a treaty is needed]", "[We support it] when all agree", "Others
// want [to leave]". No list of dangerous words is long enough. So it is the
// other way round: a crop stands among a draft's own words only if all that it
// leaves out of its clause is harmless, by a closed list or because the draft
// says it too; and nothing before that clause or behind it can take it back.

// harmless are the words that may be left out before a crop: the speaker's
// "we", and verbs by which one says or favours something.
const harmless = " we i our my us delegation country government believe think consider support welcome propose suggest stress underline emphasise emphasize" +
	" reiterate reaffirm recall urge encourage want wish like favour favor advocate endorse recommend convinced underscore note call" +
	" extremely very highly deeply critically strongly firmly also therefore fully again sincerely moreover furthermore further particularly especially" +
	" important essential vital necessary crucial imperative importance priority view opinion conviction belief "

// openers are how a clause may begin that stands before the crop's own.
var openers = regexp.MustCompile(`(?i)^(?:in our view|in my view|in our opinion|in this (?:regard|context|respect|connection|sense|spirit)|as you know|as we know|as is known|moreover|furthermore|in addition|additionally|finally|lastly|in particular|therefore|thus|hence|consequently|also|given (?:that|the)|since|with a view to|for the sake of|in other words|to this end|for this (?:reason|purpose)|first(?:ly)?|second(?:ly)?|third(?:ly)?|mr\.? chair(?:man|person)?|madam chair(?:person)?|chair|excellencies|ladies and gentlemen|dear colleagues|distinguished (?:delegates|colleagues)|let me (?:stress|underline|add|recall|emphasi[sz]e))\b`)

// additive is how what is left out behind a crop may begin.
var additive = regexp.MustCompile(`(?i)^[\s”"»’')]*(?:$|[.!]|,?\s*(?:and|as well as|including)\b)`)

// degree are words behind a crop that only say how much.
var degree = regexp.MustCompile(`(?i)^\s*(?:enough|as well|too)\b`)

var clauseEnd = regexp.MustCompile(`[,;:–—()]`)

// cropHarmless tells whether a crop may stand among the draft's own words:
// before and behind are the own words on either side of it.
func cropHarmless(e evidence, before, behind string) bool {
	if e.cite.Statement.Language != "en" || e.cutsWord() || strings.Contains(e.cite.Quote, "?") {
		return false
	}
	text := e.cite.Statement.Text
	head, tail := text[e.cite.Start:e.span.Start], text[e.span.End:e.cite.End]
	return headHarmless(head, before) && tailHarmless(tail, before+" "+behind)
}

// headHarmless judges what stands before the crop in its sentences.
func headHarmless(head, own string) bool {
	prior, clause := "", head
	if at := clauseEnd.FindAllStringIndex(head, -1); at != nil {
		prior, clause = head[:at[len(at)-1][0]], head[at[len(at)-1][1]:]
	}
	if prior = strings.TrimSpace(prior); prior != "" && !openers.MatchString(prior) {
		return false
	}
	if strings.ContainsAny(prior, ".!?;") {
		return false // a sentence of its own stands before
	}
	return saidToo(clause, own, harmless)
}

// wishes are the words by which a draft keeps the "should" that it leaves out.
var wishes = regexp.MustCompile(`(?i)\b(?:should|want(?:s|ed)?|wish(?:es|ed)?|propos(?:e|es|ed)|suggest(?:s|ed)?|call(?:s|ed)? for|ask(?:s|ed)?|seeks?|urg(?:e|es|ed)|insist(?:s|ed)?)\b`)

// tailHarmless judges what stands behind the crop in its sentences.
func tailHarmless(tail, own string) bool {
	if strings.ContainsAny(strings.TrimRight(tail, " \n.!”\"»'’)"), ".!?") {
		return false // a sentence of its own follows
	}
	if additive.MatchString(degree.ReplaceAllString(tail, "")) {
		return true // the cues that it may hold are looked for besides
	}
	clause := tail
	if at := clauseEnd.FindStringIndex(tail); at != nil {
		clause = tail[:at[0]]
	}
	return strings.TrimSpace(clause) != "" && saidToo(clause, own, "")
}

// saidToo tells whether each word of a stretch that is left out is glue, on
// the list, or said by the draft's own words, in their order. What hangs on a
// word that is said by an "of" ("the programme of action") may go with it.
func saidToo(stretch, own, list string) bool {
	said := newLexicon(own)
	last, hangs := -1, false
	for _, w := range splitWords(stretch) {
		next := said.after(w.lower, last)
		switch {
		case next >= 0 && !listed(glue, w.lower):
			last, hangs = next, true
			continue
		case w.lower == "of", w.lower == "the" && hangs:
			continue
		case w.lower == "should" && wishes.MatchString(own):
		case listed(list, w.lower), listed(list, nameStem(w.lower)):
		case listed(glue, w.lower) && (w.lower != "it" || len(said.places("it")) > 0):
		case hangs && hangsOn(stretch, w):
		default:
			return false
		}
		hangs = false
	}
	return true
}

// hangsOn tells whether a word follows an "of".
func hangsOn(stretch string, w word) bool {
	before := strings.Fields(strings.ToLower(stretch[:w.start]))
	n := len(before)
	return n > 0 && before[n-1] == "of" || n > 1 && before[n-1] == "the" && before[n-2] == "of"
}

// cutsWord tells whether the words found begin or end inside a word: behind
// "non-", say.
func (e evidence) cutsWord() bool {
	text := e.passage.Statement.Text
	return strings.HasSuffix(strings.TrimRight(text[:e.span.Start], "\n "), "-") || strings.HasPrefix(text[e.span.End:], "-")
}

// severalPlaces tells whether the words found stand in several sentences of
// the passage, so that which one is meant is a guess.
func severalPlaces(ev []evidence) bool {
	for i, e := range ev {
		for _, f := range ev[:i] {
			if e.quote == f.quote && e.passage.Statement == f.passage.Statement && e.cite.Start != f.cite.Start {
				return true
			}
		}
	}
	return false
}

// asCrop gives the evidence with the stretch of its sentences that the draft's
// own words tell of, from the first of its words that they say to the last,
// for quotations that stand behind the draft's sentence and are not shown.
func (e evidence) asCrop(own string) evidence {
	record := newLexicon(e.cite.Quote)
	at := splitWords(e.cite.Quote)
	first, last := len(at), -1
	for _, w := range splitWords(own) {
		if listed(glue, w.lower) {
			continue
		}
		for _, p := range record.places(w.lower) {
			first, last = min(first, p), max(last, p)
		}
	}
	if last < 0 {
		return e
	}
	e.span = corpus.Span{Start: e.cite.Start + at[first].start, End: e.cite.Start + at[last].end}
	return e
}

// splitAround gives the own words before and behind a crop in the claim.
func splitAround(text, quote string) (before, behind string) {
	ps := quotations(text)
	for _, p := range ps {
		if p.words == quote {
			return outside(text[:p.start], quotations(text[:p.start])), outside(text[p.end:], quotations(text[p.end:]))
		}
	}
	return outside(text, ps), ""
}
