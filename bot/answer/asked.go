package answer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

// Whose words does a question ask for? A State that it names speaks, unless the
// question makes it the object of others' words; a name without a delegation
// is asked for in the same way, so that it can be answered for; a seat of
// government ("Moscow") stands for its State only where it is made to speak,
// and is a place otherwise.

// asked is a name in a question and whether its words are asked for.
type asked struct {
	corpus.Mention
	object bool // the question is about it
	soft   bool // an object that is asked itself where nobody else is ("tell me about Russia")
	all    bool // an ambiguous name in the plural: each of its States is meant ("the two Koreas")
}

// namesAsked lists the names in a question, from left to right.
func namesAsked(states *corpus.States, text string) []asked {
	if states == nil {
		return nil
	}
	all := mentions(states, loud(states, text))
	all = northAndSouth(states, text, all[:min(len(all), mostNames)])
	bare := isBare(text, all)
	var names []asked
	for _, m := range all {
		switch {
		case m.Kind == corpus.KindBody && !bodySpeaks(text, m),
			!bare && (isCommonNoun(text, m) || isPerson(states, text, m)),
			isSeat(m) && !bare && !seatSpeaks(text, m) && !joinsSpeaker(text, m, all, names):
			continue
		}
		n := asked{Mention: m, all: meansAll(states, text, m)}
		n.object, n.soft = objectKind(text, m, names)
		names = append(names, n)
	}
	settleObjects(text, names)
	return names
}

// mostNames bounds what is read of a question that is nothing but names.
const mostNames = 250

// voicesAsked lists the States, groups and bodies whose words a question asks
// for, as it names them, and names that may be several.
func voicesAsked(states *corpus.States, text string) (voices, ambiguous []string) {
	for _, n := range namesAsked(states, text) {
		switch {
		case n.object || n.NoDelegation:
		case n.all:
			for _, code := range n.Candidates {
				if !slices.Contains(voices, code) {
					voices = append(voices, code)
				}
			}
		case n.Kind == corpus.KindAmbiguous:
			ambiguous = append(ambiguous, text[n.Start:n.End])
		case !slices.Contains(voices, n.Code):
			voices = append(voices, n.Code)
		}
	}
	return voices, ambiguous
}

// meansAll tells whether a name of two States stands for both: "the two
// Koreas", "both Congos", "the Sudans".
func meansAll(states *corpus.States, text string, m corpus.Mention) bool {
	if m.Kind != corpus.KindAmbiguous || len(m.Candidates) != 2 || isSeat(m) {
		return false
	}
	name := text[m.Start:m.End]
	if northSouth.MatchString(name) {
		return true
	}
	one := strings.TrimSuffix(name, "s")
	if one == name {
		return false
	}
	if bothBefore.MatchString(before(text, m)) {
		return true
	}
	return slices.ContainsFunc(m.Candidates, func(code string) bool {
		return slices.ContainsFunc(strings.Fields(states.Name(code, time.Time{})), func(word string) bool { return strings.EqualFold(word, one) })
	})
}

// northAndSouth makes one name of two States of "North and South Korea", of
// which "South Korea" alone is a name.
func northAndSouth(states *corpus.States, text string, all []corpus.Mention) []corpus.Mention {
	const reach = 24 // bytes before the name: enough for "north and the "
	for i, m := range all {
		from := max(0, m.Start-reach)
		near := text[from:m.End]
		at := northSouth.FindStringSubmatchIndex(near)
		if at == nil || at[1] != len(near) || from+at[0] >= m.Start {
			continue
		}
		first, ok := states.Lookup(near[at[2]:at[3]] + " " + near[at[4]:at[5]])
		if !ok || m.Code == "" || first.Code == m.Code || i > 0 && all[i-1].End > from+at[0] {
			continue
		}
		all[i] = corpus.Mention{Kind: corpus.KindAmbiguous, Start: from + at[0], End: m.End, Form: m.Form, Candidates: []string{first.Code, m.Code}}
	}
	return all
}

var (
	bothBefore = regexp.MustCompile(`(?i)\b(?:both(?: of)?(?: the)?(?: two)?|two|les deux|las dos)\s+$`)
	northSouth = regexp.MustCompile(`(?i)\b(north|south|east|west)\s+(?:and|or|&)\s+(?:the\s+)?(?:north|south|east|west)\s+(\pL+)$`)
)

// mentions gives names and seats by their place; of a seat and the name in it
// ("Andorra la Vella") the seat.
func mentions(states *corpus.States, text string) []corpus.Mention {
	all := append(states.FindSeats(text), states.Find(text)...)
	slices.SortStableFunc(all, func(a, b corpus.Mention) int { return cmp.Compare(a.Start, b.Start) })
	end := 0
	return slices.DeleteFunc(all, func(m corpus.Mention) bool {
		inside := m.Start < end
		end = max(end, m.End)
		return inside
	})
}

func isSeat(m corpus.Mention) bool { return m.Form == corpus.FormSeat }

// loud writes the abbreviations of a question that is all in small letters
// ("what does the uk say") in capitals, which is how names know them. Byte
// offsets stay. "us" and "au" stay the words that they are.
func loud(states *corpus.States, text string) string {
	if strings.ContainsFunc(text, unicode.IsUpper) {
		return text
	}
	return abbreviation.ReplaceAllStringFunc(text, func(word string) string {
		up := strings.ToUpper(word)
		if word == "us" || word == "au" || len(up) != len(word) {
			return word
		}
		if m := states.Find(up); len(m) == 1 && m[0].Form == "short" && m[0].Code != "" {
			return up
		}
		return word
	})
}

var abbreviation = regexp.MustCompile(`\b(?:[a-z]\.(?:[a-z]\.){1,3}|[a-z]{2,4}\b)`)

// around is how much of a question is read beside a name, in bytes.
const around = 120

// before and after give what stands beside a name.
func before(text string, m corpus.Mention) string {
	from := max(m.Start-around, 0)
	for from < m.Start && !utf8.RuneStart(text[from]) {
		from++
	}
	return text[from:m.Start]
}

func after(text string, m corpus.Mention) string {
	return cutRunes(text[m.End:], min(around, len(text)-m.End))
}

// isBare tells whether a question is names and nothing more, but for the words
// that lead into a follow-up: "and the Kremlin?"
func isBare(text string, all []corpus.Mention) bool {
	if len(all) == 0 || len(text) > 400 {
		return false
	}
	rest := []byte(text)
	for _, m := range all {
		blank(rest, m.Start, m.End)
	}
	return bareRest.MatchString(leadIn.ReplaceAllString(string(rest), ""))
}

var bareRest = regexp.MustCompile(`(?i)^(?:[^\pL\pN]|\b(?:and|or|the|et|y|e|la|le|les|los|las|el|of)\b|(?:^|\s)(?:и|или|а)(?:\s|$)|和|与|呢|و)*$`)

func blank(text []byte, start, end int) {
	for i := start; i < end; i++ {
		text[i] = ' '
	}
}

// isCommonNoun tells whether a name in small letters is the other word that it
// also is ("how do I roast a turkey?"): where nothing in the question asks for
// words or touches on what the processes discuss.
func isCommonNoun(text string, m corpus.Mention) bool {
	word := text[m.Start:m.End]
	if !commonNouns[word] {
		return false
	}
	return oneOfThem.MatchString(before(text, m)) || !speaking.MatchString(text) && !holding.MatchString(text) && len(topicsOf(text)) == 0
}

var (
	commonNouns = map[string]bool{"turkey": true, "chad": true, "china": true, "jordan": true, "georgia": true, "guinea": true, "chile": true, "mali": true, "panama": true}
	oneOfThem   = regexp.MustCompile(`(?i)\b(?:a|an|some|my|your|roast(?:ed)?|cold|fine|bone)\s+$`)
	holding     = regexp.MustCompile(`(?i)\b(?:accord(?:s|ing)?|agree[ds]?|see[ns]?|believe[sd]?|thinks?|approach|policy|stance|opinions?|about|vot(?:e|ed|es))\b`)
)

// isPerson tells whether a State's name is part of a person's: "Jordan
// Peterson", "Michael Jordan".
func isPerson(states *corpus.States, text string, m corpus.Mention) bool {
	word := text[m.Start:m.End]
	if next := capitalNext.FindStringSubmatch(after(text, m)); next != nil && givenNames[word] &&
		!speaking.MatchString(next[1]) && !ofOffice[strings.ToLower(next[1])] && len(states.Find(next[1])) == 0 {
		return true
	}
	head := before(text, m)
	if titleBefore.MatchString(head) {
		return true
	}
	last := capitalLast.FindStringSubmatch(head)
	return last != nil && surnames[word] && !askingWord[strings.ToLower(last[1])] && !ofOffice[strings.ToLower(last[1])] && len(states.Find(last[1])) == 0
}

var (
	capitalNext = regexp.MustCompile(`^ (\p{Lu}\p{Ll}+)`)
	capitalLast = regexp.MustCompile(`(?:^|[\s("“])(\p{Lu}\p{Ll}{3,}) $`)
	titleBefore = regexp.MustCompile(`\b(?:Mr|Mrs|Ms|Dr|Sir|Lady|Professor)\.? $`)
	givenNames  = wordSet("Jordan Chad Georgia Israel Kenya India China Ireland Holland")
	surnames    = wordSet("Jordan Chad Israel Ireland England Holland France")
	ofOffice    = wordSet("statement statements position ambassador delegation permanent mission government ministry minister representative national proposal draft president king kingdom hashemite republic state prime norms cyber")
	askingWord  = wordSet("what does did do has have had is was are were how when where why which who whose whom the and but or with about between according tell compare show quote give find list summarise summarize explain describe ask can could would should will may might if of for so also then in to make let from by on at than versus please regarding since selon dans pour avec contre entre según para sobre because although after before though while whereas until unless despite given considering knowing assuming even that when")
)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// seatSpeaks tells whether a seat of government is made to speak here.
func seatSpeaks(text string, m corpus.Mention) bool {
	head, tail := before(text, m), after(text, m)
	if next := capitalNext.FindStringSubmatch(tail); next != nil && !speaking.MatchString(next[1]) {
		return false // the name of a thing: "the Paris Call"
	}
	if seatSays.MatchString(tail) || seatAsked.MatchString(head) {
		return true
	}
	return !placeBefore.MatchString(head) && leadIn.ReplaceAllString(text[:m.Start], "") == "" && onSomething.MatchString(tail)
}

// joinsSpeaker tells whether a seat stands in a list with somebody who speaks.
func joinsSpeaker(text string, m corpus.Mention, all []corpus.Mention, names []asked) bool {
	if n := len(names); n > 0 && !names[n-1].object && andWord.MatchString(text[names[n-1].End:m.Start]) {
		return true
	}
	for i, next := range all {
		if next.Start == m.Start && i+1 < len(all) && andWord.MatchString(text[m.End:all[i+1].Start]) {
			return !placeBefore.MatchString(before(text, m)) && (!isSeat(all[i+1]) && seatAsked.MatchString(before(text, m)) || isSeat(all[i+1]) && seatSpeaks(text, all[i+1]))
		}
	}
	return false
}

const article = `(?:(?:the\s+)?(?:two|both)\s+(?:of\s+)?(?:the\s+)?|the\s+|la\s+|le\s+|les\s+|el\s+|los\s+|las\s+|l['’])?`

var (
	seatSays    = regexp.MustCompile(`(?i)^(?:['’]s?)?\s*(?:\pL+ly\s+|also\s+|ever\s+|has\s+|have\s+)?(?:(?:sa(?:y|ys|id)|stat(?:e|es|ed)|propos(?:e|es|ed)|argu(?:e|es|ed)|declar(?:e|es|ed)|think|thinks|thought|believ(?:e|es|ed)|want|wants|wanted|views?|positions?|stances?|opinions?|approach|attitude|support(?:s|ed)?|oppos(?:e|es|ed)|reject(?:s|ed)?|agree[sd]?|insist(?:s|ed)?|see|sees|call(?:s|ed)? for|respond(?:s|ed)?|words|statements?|dit|pense|dice|dijo|piensa)\b|говорит|сказал|заяв|думает|считает|的?立场|的?看法|的?观点|怎么|如何|认为|表示|说|对|会)`)
	placeBefore = regexp.MustCompile(`(?i)(?:\b(?:in|at|from|near|outside|inside|around|to|through|via|à|en|dans|desde)|(?:^|\s)(?:в|во|из|под|في)|[在于])\s*(?:the\s+)?$`)
	seatAsked   = regexp.MustCompile(`(?i)(?:(?:^|\s)(?:do|does|did|has|have|according to|compare|between|both|asks?|quote|(?:what|how) about|what of|(?:words?|positions?|views?|stances?|opinions?|approach|attitude) (?:of|in)|(?:statements?|proposals?|words) (?:by|of|from)|(?:said|proposed|stated) by|agrees? with|selon|d['’]après|dit|pense|position de|según|dice|dijo|piensa|posición de|согласно|говор(?:ит|ят)|сказала?|думает|заявила?|считает|позици[яию]|мнению|تقول|يقول|قالت|قال|موقف)\s+|(?:根据|按照)\s*)` + article + `$`)
	onSomething = regexp.MustCompile(`(?i)^\s+(?:on|about|sur|sobre|о|об|по)\s`)
)

// objectKind tells whether a question is about the State rather than asking
// for its words, and whether it is asked itself where nobody else is.
func objectKind(text string, m corpus.Mention, names []asked) (object, soft bool) {
	head, tail := before(text, m), after(text, m)
	switch {
	case doneTo.MatchString(head), othersOf.MatchString(tail):
		return true, false
	case positionOf.MatchString(tail):
		return false, false
	case placeOf.MatchString(head):
		return true, false
	case objectWord.MatchString(head):
		return true, true
	case len(names) == 0:
		return false, false
	}
	last := names[len(names)-1]
	between := text[last.End:m.Start]
	switch {
	case last.object && andWord.MatchString(between):
		return true, last.soft
	case !last.object && len(between) < around && (ofAfter.MatchString(between) && thinkBefore.MatchString(before(text, last.Mention)) || viewOf.MatchString(between)):
		return true, false // "que dit la France de la Russie", "France's opinion of China"
	case !last.object && !joinsNames.MatchString(between) && (thingOf.MatchString(head) || ownThing.MatchString(tail)):
		return true, false // "why did France sign the draft of China"
	}
	return false, false
}

// settleObjects decides for questions in which every State is an object: where
// somebody else's words are asked for, they stay topics; otherwise ("tell me
// about Russia") they are the ones asked for.
func settleObjects(text string, names []asked) {
	if whoAsked.MatchString(text) {
		told := false // who speaks of it is named behind: "who should lead, according to France?"
		for i, n := range names {
			names[i].object = !restsOn(text, n.Mention) && !(told && andWord.MatchString(text[names[i-1].End:n.Start]))
			told = !names[i].object
		}
		return
	}
	if slices.ContainsFunc(names, func(n asked) bool { return !n.object }) || othersSpeak.MatchString(text) {
		return
	}
	for i := range names {
		names[i].object = !names[i].soft
	}
}

const things = `(?:drafts?|proposals?|conventions?|treat(?:y|ies)|resolutions?|initiatives?|papers?|texts?|ideas?|plans?|accusations?|claims?|charges?|allegations?|candidates?|amendments?)`

var (
	// thingOf and ownThing find that somebody's thing is spoken of, which another
	// did something with.
	thingOf    = regexp.MustCompile(`(?i)\b` + things + `(?:\s+(?:\pL+\s+){0,5})?(?:\s*(?:by|of|from))\s+` + article + `$`)
	joinsNames = regexp.MustCompile(`(?i)^(?:['’]s?)?\s*(?:,|and\b|or\b|with\b|versus\b|vs\b|than\b)`)
	ownThing   = regexp.MustCompile(`(?i)^['’]s?\s+(?:\pL+\s+){0,3}` + things + `\b`)
)

const otherSides = `(?:opponents?|critics?|allies|ally|neighbou?rs?|partners?|friends?|rivals?|enem(?:y|ies)|adversar(?:y|ies)|supporters?|victims?)`

// restsOn tells whether a name is that of whose words a question rests on.
func restsOn(text string, m corpus.Mention) bool {
	head := before(text, m)
	return tellsBefore.MatchString(head) || inBefore.MatchString(head) && viewBehind.MatchString(after(text, m))
}

var (
	tellsBefore = regexp.MustCompile(`(?i)(?:(?:^|[^\pL])(?:according to|in the (?:views?|opinion|eyes|words) of|selon|d['’]après|de l['’]avis d[eu]|según|en opinión de|согласно|по мнению|по словам|وفقا ل|حسب|بحسب)\s*|(?:根据|按照|依))` + article + `$`)
	inBefore    = regexp.MustCompile(`(?i)\bin\s+` + article + `$`)
	viewBehind  = regexp.MustCompile(`(?i)^['’]s?\s+(?:views?|opinion|eyes|words)\b`)
)

var (
	whoAsked    = regexp.MustCompile(`(?i)^\s*(?:who\b|whose\b|which (?:states?|countr|delegations?|nations?|governments?)|what (?:states|countries|delegations)|кто(?:\s|$)|какие (?:государства|страны)|qui\b|quels? (?:états|pays)|¿?quiénes?\b|¿?qué (?:estados|países)|哪些国家|谁)`)
	othersSpeak = regexp.MustCompile(`(?i)\b(?:said|say|says|saying|stated?|think|thought|believe|any(?:one|body)|some(?:one|body)|every(?:one|body)|others|states|countries|delegations)\b`)
	objectWord  = regexp.MustCompile(`(?i)(?:(?:\b(?:about|on|regarding|concerning|respecting|vis-à-vis|(?:think|thinks|thought|said|say|says|speak|spoke) of|relations? (?:with|to)|ties with|sobre|acerca de|respecto (?:de|a)|sur|envers|concernant|quant à|(?:à propos|au sujet|à l['’]égard) d[eu']|(?:dit|pense|disent|pensent|parle|dire|penser) (?:de|du|des)|dice de|piensa de)|(?:^|\s)(?:относительно|насч[её]т|касательно|по поводу|по отношению к|в отношении|отношени[ея] к|к|о|об|обо|про|عن|بشأن|حول|تجاه|إزاء|حيال))\s+|\b(?:d['’]|l['’]égard d['’])|(?:关于|对于|对|有关|怎么看待?|如何看待?)\s*)` + article + `$`)
	doneTo      = regexp.MustCompile(`(?i)(?:(?:\b(?:towards?|against|(?:of )?accus(?:e|es|ed|ing)|criticis(?:e|es|ed|ing)|criticiz(?:e|es|ed|ing)|blam(?:e|es|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:e|es|ed|ing)|sanction(?:s|ed|ing)?(?: on)?|threaten(?:s|ed|ing)?|attack(?:s|ed|ing)?(?: on)?|invad(?:e|es|ed|ing)|hack(?:s|ed|ing)?|prais(?:e|es|ed|ing)|thank(?:s|ed|ing)?|support(?:s|ed|ing)?(?: for)?|back(?:s|ed|ing)?|oppos(?:e|es|ed|ing)|defend(?:s|ed|ing)?|call(?:s|ed|ing)? (?:on|upon)|urg(?:e|es|ed|ing)|answer(?:s|ed)? to|respon(?:ds?|ded|ses?|ding) to|repl(?:y|ies|ied) to|sa(?:y|ys|id) to|object(?:s|ed|ions?)? to|attitude to|stance to|policy to|war with|(?:align|associat|dissociat|disassociat)(?:e|es|ed|s|ing)? (?:itself |themselves )?(?:with|from)|invasion of|(?:criticism|condemnation) of|` + otherSides + ` (?:of|to|with)|(?:threats?|attacks?|aggression|operations?|hackers?|pressure) (?:coming |originating |emanating )?(?:from|by)|contre|contra|critique|condamne|accuse|critica|condena|acusa a|(?:alliés|voisins|adversaires|aliados|vecinos|adversarios) (?:de|du|d['’]))|(?:^|\s)(?:против|критику[ею]т|осужда[ею]т|обвиня[ею]т|поддержива[ею]т|противники|союзники|соседи|ضد))\s+|(?:批评|谴责|反对|支持|指责|针对)\s*)` + article + `$`)
	othersOf    = regexp.MustCompile(`(?i)^(?:(?:['’]s?)?\s+(?:\pL+\s+)?` + otherSides + `\b|的(?:盟友|邻国|对手|敌人|伙伴))`)
	placeOf     = regexp.MustCompile(`(?i)(?:\b(?:in|inside|within|near|outside|en|dans|au)|(?:^|\s)(?:в|во)|在)\s*\s` + article + `$`)
	andWord     = regexp.MustCompile(`(?i)^\s*(?:,|、|,?\s*(?:and|or|et|y|e|и|или|和|与|跟|و|&|/|versus|vs\.?|as well as))\s*` + article + `$`)
	positionOf  = regexp.MustCompile(`(?i)^(?:['’]s?|s['’])?\s*(?:(?:current|general|official|national|own)\s+)?(?:positions?|views?|stances?|opinions?|approach|vision|statements?|proposal to|red lines?|attitude)\b`)
	ofAfter     = regexp.MustCompile(`(?i)^\s+(?:(?:de|du|des|del|من|of)\s+|d['’])` + article + `$`)
	thinkBefore = regexp.MustCompile(`(?i)(?:\b(?:dit|disent|pense|pensent|parle|parlent|dice|dicen|dijo|piensa|piensan|opina|think|say)|(?:^|\s)(?:موقف|تقول|يقول))\s+(?:que\s+)?` + article + `$`)
	viewOf      = regexp.MustCompile(`(?i)^(?:['’]s?)?\s+(?:(?:view|opinion|assessment|perception)s? of|(?:dit|pense|disent|pensent|dice|piensa) (?:de|du|des|del)|(?:dit|pense) d['’])\s*` + article + `$`)
)

// bodySpeaks tells whether a body that is mostly talked about is asked for its
// own words here.
func bodySpeaks(text string, m corpus.Mention) bool {
	return bodyBefore.MatchString(before(text, m)) || bodyAfter.MatchString(after(text, m))
}

var (
	bodyBefore = regexp.MustCompile(`(?i)(?:according to|statements? (?:by|of|from)|said by|words of|selon|según|согласно)\s+(?:the\s+)?$`)
	bodyAfter  = regexp.MustCompile(`(?i)^\s*(?:['’]s (?:position|view|statement)|say\b|says\b|said\b|state\b|stated\b|propose|argue|think\b|call(?:s|ed)? for)`)
)
