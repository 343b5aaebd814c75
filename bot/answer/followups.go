package answer

import (
	"regexp"
	"strings"

	"verbatim/retrieval/corpus"
)

// Follow-ups that ask of everybody, and those in the five other languages.

// bareElsewhere finds what bareAsk does, in the other languages.
var bareElsewhere = regexp.MustCompile(`(?i)^[¿¡\s]*(?:(?:et|y|а|и|و)\s*)?(?:` +
	`depuis quand|quand|pourquoi|où|qui (?:a|l['’]a) dit(?: ça| cela)?|quoi d['’]autre|` +
	`desde cuándo|cuándo|por qué|dónde|quién (?:lo )?(?:dijo|ha dicho)(?: eso| esto)?|qué más|` +
	`с каких пор|когда|почему|где|кто (?:это|так) (?:сказал|говорил|говорит)|что ещё|` +
	`(?:从)?什么时候(?:开始)?|何时|为什么|(?:这是)?谁说的|还有呢?|` +
	`منذ متى|متى|لماذا|أين|من قال (?:ذلك|هذا)|ماذا أيضا)[\s?؟？!.]*$`)

// fillsElsewhere finds the words that stand beside names in a follow-up that is
// nothing but names, in the other languages: "et la Chine ?", "那法国呢？"
var fillsElsewhere = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:et|mais|qu['’]en est-il|qu['’]en dit|que (?:dit|pense)|la|le|les|l['’]|du|de|pour|en|` +
	`y|e|pero|qué|hay|dice|piensa|opina|el|los|las|а|и|но|что|как|насч[её]т|говорит|думает|об|этом|ماذا|عن|تقول|و)(?:$|[^\p{L}])|` +
	`l['’]|那么|那|呢|怎么看|怎么说|和|而|如何`)

// namesElsewhere tells whether a follow-up is names and such words alone. English
// ones are left to the rules that know more of English.
func namesElsewhere(states *corpus.States, followUp string) bool {
	rest := " " + strip(states, strings.TrimLeft(followUp, "¿¡ ")) + " "
	bare := rest
	for range 4 { // neighbours share the sign between them
		bare = fillsElsewhere.ReplaceAllString(bare, " ")
	}
	return bare != rest && len(contentStems(bare, "")) == 0
}

// asksEverybody finds follow-ups that are put to all who may have spoken: those
// who were asked before are not meant by them.
var asksEverybody = regexp.MustCompile(`(?i)^\s*(?:(?:and|but|so|or)\b[\s,]*)?(?:(?:what about|how about)\s+)?(?:` +
	`who else\b|who(?:ever)? (?:also |does |do )?(?:(?:dis)?agree|support|oppos|reject|back|endors|object|share|want|propos|concur|accept|welcom|is against|is in favou?r|was against)|` +
	`(?:which|what|how many|any|other|all) (?:other )?(?:states?|countr(?:y|ies)|delegations?|groups?|members?|nations?)\b|` +
	`(?:do|does|did|has|have|is|are) (?:any(?:one|body)|every(?:one|body)|others?|any other|other states|any states?|all states)\b|` +
	`(?:the )?(?:others|rest|other (?:states|countries|delegations))\b|everybody|everyone|anyone|anybody)`)

// everyWords are words of such a follow-up that are no subject of its own.
var everyWords = regexp.MustCompile(`(?i)\b(?:who|else|also|which|what|how|many|any|others?|all|rest|states?|countr(?:y|ies)|delegations?|groups?|members?|nations?|any(?:one|body)|every(?:one|body)|about)\b`)

// ofEverybody completes such a follow-up with the subject of the turn before,
// and with nobody's name; "" where it has a subject of its own.
func ofEverybody(states *corpus.States, last Turn, followUp string) string {
	text := strings.TrimSpace(leadIn.ReplaceAllString(followUp, ""))
	rest := sideWords.ReplaceAllString(takesSides.ReplaceAllString(everyWords.ReplaceAllString(strip(states, text), " "), " "), " ")
	subject := nounOf(last.subject(states))
	switch {
	case subject == "" || len(contentStems(rest, "")) > 0:
		return ""
	case takesSides.MatchString(text):
		return strings.TrimRight(text, "?!. ") + " (on: " + subject + ")?"
	}
	return "What is said about " + subject + "?"
}
