package answer

import (
	"regexp"
	"strings"
)

const inventsNone = "Verbatim quotes the words that are on record and invents none."

// Some requests no record can answer: what a State will do, words that nobody
// said, an answer without sources. They are declined in one sentence.
var declines = []struct {
	re    *regexp.Regexp
	reply string
}{
	{regexp.MustCompile(`(?i)\b(?:predict|forecast|foresee|speculate|your guess|guess (?:what|how|whether)|what are the odds|how likely|is it likely)\b|\b(?:what|how|whether|when|where) (?:will|would) \S+(?: \S+){0,5} (?:vote|do next|react|respond|say (?:next|tomorrow|at the next|in 20)|decide|propose next|change)\b|^\s*will \S+(?: \S+){0,4} (?:vote|support|oppose|join|leave|withdraw|accept|reject|agree|sign|ratify|attack|change|respond|propose|say)\b|\bgoing to (?:vote|support|oppose|join|leave|withdraw|accept|reject|agree|sign|ratify|say)\b|\bnext (?:vote|move|step will)\b`),
		"Verbatim quotes what has been said and predicts nothing."},
	{regexp.MustCompile(`(?i)\b(?:make up|invent|fabricate|imagine|pretend|role-?play|act as|impersonate|in the voice of|in the style of|put words in)\b|\b(?:write|draft|compose|generate|create|give me) (?:me )?(?:a|an|some)? ?(?:fake|fictional|fictitious|plausible|hypothetical|satirical|new|made-up)\b|\b(?:write|draft|compose) (?:me )?(?:a|the) (?:speech|statement|poem|joke|story|quote)\b|\bas if (?:you were|it were|by)\b`),
		inventsNone},
	{regexp.MustCompile(`(?i)\b(?:from|using|out of) (?:your )?(?:own )?(?:memory|general knowledge|training|head)\b|\bwithout (?:using |the |any )*(?:sources|citations|library|record|documents)\b|\byour own (?:opinion|view|words|knowledge)\b|\bwhat do you think\b|\bignore (?:the |all |your |any )*(?:sources|library|record|previous|above|instructions)\b`),
		"Verbatim answers from the statements that it holds and from nothing else."},
}

// forced finds that a State is to be made to say something: "let France
// announce war". Group 1 is who.
var forced = regexp.MustCompile(`(?i)^\s*(?:please\s+|now\s+|then\s+)*(?:make|let|force)\s+(?:the\s+)?(\S+)(?:\s+\S+){0,3}?\s+(?:to\s+)?(?:say|announce|declare|admit|confess|support|promise|apologi[sz]e|state|claim|agree|oppose|reject|threaten|condemn|endorse)\b`)

// notForced are the words of other requests that begin so.
var notForced = wordSet("me us it you a an any some all states state countries anyone anybody they there delegations clear sure list of")

// declined gives the sentence that declines a question, or "".
func declined(question string) string {
	if m := forced.FindStringSubmatch(question); m != nil && !notForced[strings.ToLower(m[1])] {
		return inventsNone
	}
	for _, d := range declines {
		if d.re.MatchString(question) {
			return d.reply
		}
	}
	return ""
}
