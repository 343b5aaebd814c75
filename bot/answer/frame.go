package answer

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval/corpus"
)

// The frame. Words cut out of a sentence may turn it round: "We doubt that [a
// treaty is needed]", "[We support it] when all agree", "Others want [to
// leave]"; and no list of words, dangerous or harmless, can tell "X attacked Y" from "X was
// attacked by Y". So a draft's own words are shown only where they have one of
// a few forms: who speaks, a plain verb of telling, and the record's words from
// the beginning of a clause of theirs on; or who speaks and the very words
// that stand before the crop, in the third person. What stands behind a
// draft's sentence as its quotation is not shown; so there, all but the frame
// must be a piece of the record itself.

const (
	theVoice = "¶" // stands for the delegation, its speaker, or a pronoun for them
	theQuote = "§"
	theDate  = "¤" // the day of the statement
)

const tellVerbs = `(?:says|said|states|stated|notes|noted|adds|added|explains|explained|argues|argued|believes|holds|thinks|considers|maintains|stresses|stressed|underlines|underlined|underscores|underscored|emphasi[sz]es|emphasi[sz]ed|highlights|highlighted|observes|observed|remarks|remarked|affirms|affirmed|reiterates|reiterated|reaffirms|reaffirmed|recalls|recalled|mentions|mentioned|points out|pointed out)`

const heldThat = `(?:(?:believe|think|consider|hold|stress|underline|underscore|emphasi[sz]e|highlight|note|add|reiterate|reaffirm|affirm|recall|observe|maintain|say)s?|(?:are|is|am) (?:convinced|of the view|of the opinion))`

var (
	leadWords = regexp.MustCompile(`^(?:(?:on ¤|moreover|further|furthermore|finally|in addition|additionally|here|also),? )+`)
	voiceForm = regexp.MustCompile(`^(?:(?:the )?¶(?:'s)?(?: delegation| side| government| representative| speaker| statement| position paper)?|it|he|she|(?:the|its) (?:delegation|speaker|statement|representative|ambassador|government))\b|^(?:the )?¶`)
	titled    = regexp.MustCompile(`(?:the )?(?:ambassador|amb\.|mr\.?|ms\.?|mrs\.?|dr\.?) ¶(?: ¶)*`)
	aside     = regexp.MustCompile(`, (?:¶|it|the delegation) ` + tellVerbs + `,`)
	viewForm  = regexp.MustCompile(`^(?:(?:according to|for|in the (?:view|opinion|words) of) (?:(?:the )?¶(?:'s (?:delegation|government|statement))?|the (?:delegation|speaker|statement|representative))|in (?:(?:the )?¶'s|its|the delegation's) (?:view|opinion|words))[,:]?(?: |$)`)
	tellForm  = regexp.MustCompile(`^¶ ` + tellVerbs + `(?: that\b|[:,])?(?: |$)`)
	wishForm  = regexp.MustCompile(`^¶ (?:wants?|wanted|proposes|proposed|suggests|suggested) (?:that )?(.+?)( should| to)?( be| become| have)?$`)
	heldForm  = regexp.MustCompile(`^(?:¶ (?:would like to |wish to )?` + heldThat + ` that|it is ¶ (?:view|opinion|belief|conviction) that)$`)
	wouldSay  = regexp.MustCompile(`^¶ (?:would like to|wish to) `)
	ourSelf   = regexp.MustCompile(`\b(?:my|our) (?:delegation|country|government)\b|\b(?:we|i)\b`)
	behindSay = regexp.MustCompile(`^[.,!]? ?(?:,? ?(?:¶|it|the delegation) (?:says|said|states|stated|holds|adds|notes)|,? ?according to (?:the )?¶|,? ?in its view)?[.]?$`)
	fillWords = regexp.MustCompile(`\b(?:also|therefore|again|fully|strongly|firmly|highly|extremely|very|sincerely|deeply|further|particularly|especially)\b ?`)
	sayWords  = regexp.MustCompile(`[^\pL\pN¶§¤'-]+`)
)

// framed tells whether the draft's words have one of the forms.
func (g *ground) framed(b *bearing, text string, ev []evidence) bool {
	inline := quotations(text)
	switch {
	case len(inline) == 0 && len(ev) == 1:
		return g.framedPiece(b, text, ev[0])
	case len(inline) == 0 || len(inline) != len(ev):
		return false
	}
	at := 0
	for i, q := range inline {
		before, behind := text[at:q.start], ""
		if i == len(inline)-1 {
			behind = text[q.end:]
		}
		if ev[i].quote != q.words || i > 0 && !joins.MatchString(before) {
			return false
		}
		if i > 0 {
			before = text[:inline[0].start] // the first frame holds for what is joined to it
			if !strings.HasSuffix(strings.TrimSpace(before), "that") {
				return false
			}
		}
		if !g.framedAround(b, before, behind, ev[i]) {
			return false
		}
		at = q.end
	}
	return true
}

// joins finds what may stand between two quotations under one frame.
var joins = regexp.MustCompile(`^,? (?:and|and that|and also that) $`)

// framedPiece looks for the longest end of the sentence that is a piece of the
// record, and judges the rest as its frame.
func (g *ground) framedPiece(b *bearing, text string, e evidence) bool {
	const fewest = 3
	folded := corpus.Fold(e.cite.Quote)
	words := splitWords(text)
	for i, w := range words {
		if len(words)-i < fewest {
			break
		}
		at := corpus.Locate(folded, strings.TrimRight(text[w.start:], " .!"))
		if len(at) != 1 {
			continue
		}
		e.span = corpus.Span{Start: e.cite.Start + at[0].Start, End: e.cite.Start + at[0].End}
		return g.framedAround(b, text[:w.start], "", e)
	}
	return false
}

func (g *ground) framedAround(b *bearing, before, behind string, e evidence) bool {
	text := e.cite.Statement.Text
	if e.cite.Statement.Language != "en" || e.cutsWord() || strings.Contains(e.cite.Quote, "?") || strings.Contains(before+behind, "?") {
		return false
	}
	if !behindSay.MatchString(strings.TrimSpace(g.plain(behind, e.cite.Statement))) || !tailAdds(text[e.span.End:e.cite.End]) {
		return false
	}
	clause, ok := ownClause(text[e.cite.Start:e.span.Start])
	if !ok {
		return false
	}
	own, head := g.plain(before, e.cite.Statement), g.plain(clause, e.cite.Statement)
	if shouldBe.MatchString(e.span.In(text)) {
		own = proposing.ReplaceAllString(own, "says that") // what should be is proposed by saying it
	}
	head = ourSelf.ReplaceAllString(head, theVoice)
	return frames(own, head) || frames(b.shortened(own), b.shortened(head))
}

var (
	shouldBe  = regexp.MustCompile(`(?i)\b(?:should|must|ought to)\b`)
	proposing = regexp.MustCompile(`(?:proposes|proposed|suggests|suggested|insists|insisted) that$`)
)

// plain gives words in lower case with signs for the voice and its day.
func (g *ground) plain(s string, st *corpus.Statement) string {
	if g.states != nil {
		for _, m := range slices.Backward(g.states.Find(s)) {
			if m.Kind != "body" && m.Code != "" && speaks(st, m.Code) {
				s = s[:m.Start] + theVoice + s[m.End:]
			}
		}
	}
	s = wholeDate.ReplaceAllStringFunc(s, func(date string) string {
		if first, last, ok := ParseDate(date); ok && !st.Date.IsZero() && !st.Date.Before(first) && !st.Date.After(last) {
			return theDate
		}
		return date
	})
	s = strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(s), " ")), "’", "'")
	for _, name := range strings.Fields(strings.ToLower(st.Speaker)) {
		if len(name) > 2 {
			s = regexp.MustCompile(`(^|[^\pL])`+regexp.QuoteMeta(name)+`($|[^\pL])`).ReplaceAllString(s, "${1}"+theVoice+"${2}")
		}
	}
	s = titled.ReplaceAllString(s, theVoice)
	return strings.ReplaceAll(s, theVoice+" "+theVoice, theVoice)
}

// ownClause gives the clause's words before a crop, unless something stands
// before the clause that is no mere opener.
func ownClause(head string) (string, bool) {
	prior, clause := "", head
	if at := clauseEnd.FindAllStringIndex(head, -1); at != nil {
		prior, clause = head[:at[len(at)-1][0]], head[at[len(at)-1][1]:]
	}
	prior = strings.TrimSpace(prior)
	return strings.TrimSpace(clause), prior == "" || openerAlone.MatchString(prior)
}

var openerAlone = regexp.MustCompile(`(?i)^(?:in (?:our|my) (?:view|opinion)|in this (?:regard|context|respect|connection|sense|spirit)|as (?:you|we) know|as is known|moreover|furthermore|in addition|additionally|finally|lastly|in particular|therefore|thus|hence|consequently|also|in other words|to this end|at the same time|for this (?:reason|purpose)|first(?:ly)?|second(?:ly)?|third(?:ly)?|(?:thank you,? )?(?:mr\.? |madam )?chair(?:man|person)?|excellencies|ladies and gentlemen|dear colleagues|distinguished (?:delegates|colleagues))$`)

// frames tells whether the own words before a crop frame it, where head is
// what its clause has before it.
func frames(own, head string) bool {
	told := aside.MatchString(own)
	own = strings.TrimSpace(leadWords.ReplaceAllString(aside.ReplaceAllString(own, ""), ""))
	head = strings.TrimSpace(fillWords.ReplaceAllString(head, ""))
	if at := viewForm.FindStringIndex(own); at != nil {
		return framesRest(strings.TrimSpace(own[at[1]:]), head)
	}
	if told && sameSaid(own, head) {
		return true
	}
	own = voiceForm.ReplaceAllString(own, theVoice)
	own = strings.TrimSpace(fillWords.ReplaceAllString(own, ""))
	if at := tellForm.FindStringIndex(own); at != nil && framesRest(strings.TrimSpace(own[at[1]:]), head) {
		return true
	}
	if strings.HasPrefix(own, "its ") {
		return false // whose, nobody knows
	}
	return sameSaid(own, head) || wished(own, head)
}

// framesRest judges what stands between the frame and the crop: nothing, where
// the crop begins its clause, or the clause's own words.
func framesRest(rest, head string) bool {
	if rest == "" {
		return head == "" || heldForm.MatchString(head)
	}
	if voice, ok := strings.CutPrefix(rest, "it "); ok {
		rest = theVoice + " " + voice // the delegation, or nobody knows who
	}
	return sameSaid(rest, head)
}

// sameSaid tells whether two stretches have the same words, the one in the
// third person.
func sameSaid(own, head string) bool {
	head = wouldSay.ReplaceAllString(head, theVoice+" ")
	a, b := strings.Fields(sayWords.ReplaceAllString(own, " ")), strings.Fields(sayWords.ReplaceAllString(head, " "))
	return len(a) == len(b) && slices.EqualFunc(a, b, thirdPerson)
}

func thirdPerson(own, head string) bool {
	switch head {
	case "are", "am":
		return own == "is" || own == head
	case "have":
		return own == "has" || own == head
	case "our", "my":
		return own == "its" || own == theVoice+"'s"
	}
	stem := strings.TrimSuffix(head, "y") + "i"
	return own == head || len(head) > 3 && (own == head+"s" || own == head+"es" || own == head+"ed" || own == head+"d" || own == stem+"es" && strings.HasSuffix(head, "y"))
}

// wished tells whether "wants X to be" stands for "X should be".
func wished(own, head string) bool {
	m, should := wishForm.FindStringSubmatch(own), shouldForm.FindStringSubmatch(head)
	if m == nil || should == nil || m[2] != "" && m[3] == "" || m[3] != "" && m[3] != should[2] {
		return false
	}
	return m[1] == should[1] || slices.ContainsFunc(slices.Collect(maps.Values(commonShort)), func(long string) bool {
		short, _, of := strings.Cut(long, " of ")
		return of && should[1] == strings.TrimSuffix(m[1], short)+long && strings.HasSuffix(m[1], short)
	})
}

var shouldForm = regexp.MustCompile(`^(.+) should( be| become| have)$`)

// tailAdds tells whether what is left out behind a crop only adds to it.
func tailAdds(tail string) bool {
	tail = strings.TrimRight(degree.ReplaceAllString(tail, ""), " \n.!”\"»'’)")
	rest := strings.TrimLeft(tail, " ”\"»'’")
	if rest == "" {
		return true
	}
	comma := strings.HasPrefix(rest, ",")
	rest = strings.ToLower(strings.TrimLeft(rest, ", "))
	words := splitWords(adds.ReplaceAllString(strings.ReplaceAll(rest, "able to ", ""), ""))
	if strings.ContainsAny(rest, ",;:–—().!?") || !adds.MatchString(rest) || len(words) == 0 {
		return false
	}
	return len(words) == 1 || comma && listed(harmless, words[0].lower)
}

// adds finds what adds to a crop. Of more than one word none can tell whether
// the crop is whole without them: "[We want the sanctions] and the pressure
// gone".
var adds = regexp.MustCompile(`^(?:and|as well as|including)\b`)

// harmless are the words with which a clause may go on behind a crop after a
// comma and an "and": the speaker's "we", and verbs by which one says or
// favours something.
const harmless = " we i our my us delegation country government believe think consider support welcome propose suggest stress underline emphasise emphasize" +
	" reiterate reaffirm recall urge encourage want wish like favour favor advocate endorse recommend convinced underscore note call" +
	" extremely very highly deeply critically strongly firmly also therefore fully again sincerely moreover furthermore further particularly especially" +
	" important essential vital necessary crucial imperative importance priority view opinion conviction belief "

// degree are words behind a crop that only say how much.
var degree = regexp.MustCompile(`(?i)^\s*(?:enough|as well|too)\b`)

var clauseEnd = regexp.MustCompile(`[,;:–—()]`)
