package corpus

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Sentences that tell what others say, or that something of theirs was heard,
// noted or read, are followed by what the speaker makes of it: "It has been
// said that we left. We have not." The two are shown together.

// reportedWithin is how far into a sentence the words stand that report.
const reportedWithin = 160

const reportingVerbs = `(?:said|says?|argued?|argues|claim(?:s|ed)?|alleged?s?|asserted|asserts?|suggest(?:s|ed)?|contend(?:s|ed)?|insist(?:s|ed)?|accus(?:e|es|ed)|complain(?:s|ed)?|told|maintain(?:s|ed)?|believes?|hold|want|wish|propos(?:e|es|ed)|ask(?:s|ed)?|call(?:s|ed)?|favou?r|demand(?:s|ed)?|prefer)`

var reporting = regexp.MustCompile(`(?i)` +
	`^(?:[^.,]{0,40}, )?(?:we|i) (?:have |had |also |carefully |just )*(?:heard|hear|noted?|listened|read|seen|studied|took note|taken note|are told|were told|been told|are asked|were asked|are accused|stand accused)\b` +
	`|\bit (?:has been|is|was|is being|is often|is sometimes) (?:\pL+ )?(?:said|argued|claimed|alleged|suggested|asserted|contended|proposed|put)\b` +
	`|\b(?:some|several|certain|many|other|a few|a number of|those) (?:of (?:us|you|them) )?(?:delegations?|states?|countries|colleagues|speakers|members?|voices|who)\b[^.]{0,40}\b` + reportingVerbs + `\b` +
	`|\bsome ` + reportingVerbs + `\b` +
	`|^(?:the )?(?:(?:zero |first |revised |current )?draft|text|proposal|paper|resolution|sponsors?|authors?|paragraph \d+|representative of [^,.]{2,40}|delegation of [^,.]{2,40}|delegate of [^,.]{2,40})\b[^.]{0,30}\b(?:` + reportingVerbs + `|states?|reads?|provides?|would|calls? for)\b` +
	`|^(?:certains|d'aucuns|plusieurs délégations|certaines délégations|on (?:nous )?(?:dit|a dit)|nous avons (?:entendu|noté|pris note))\b` +
	`|^(?:algunos|algunas delegaciones|se (?:ha dicho|dice|afirma)|hemos (?:oído|escuchado|tomado nota))\b` +
	`|^(?:некоторые (?:страны|делегации|государства)|нам говорят|утверждается|говорят, что|мы (?:слышали|приняли к сведению|внимательно выслушали))`)

// tellsOfOthers tells whether a sentence reports.
func tellsOfOthers(sentence string) bool {
	head := sentence[:min(len(sentence), reportedWithin)]
	for !utf8.ValidString(head) && len(head) > 0 {
		head = head[:len(head)-1]
	}
	return reporting.MatchString(strings.Join(strings.Fields(strings.ReplaceAll(head, "’", "'")), " "))
}

// curt finds a sentence of a few words that denies: "We have not."
var curt = regexp.MustCompile(`(?i)^(?:we|it|they|he|she|that|this|i) (?:\pL+ )?(?:not|never|cannot|no longer)\b|^\pL+ \pL+n't\b|^nous ne \S+ pas\b|^no lo \pL+|^это не так`)

// denies tells whether a sentence does nothing but deny.
func denies(sentence string) bool {
	const few = 5 // words
	return len(sentence) < 60 && len(strings.Fields(sentence)) <= few && curt.MatchString(headOf(sentence))
}

// announcing finds sentences that only name what comes next.
var announcing = regexp.MustCompile(`(?i)^(?:(?:on|as to|as for|as regards|turning to|with regard to|regarding|concerning|allow me to turn to|let me turn to|i (?:now )?turn to|we (?:now )?turn to) |(?:my|our|the|a) (?:first|second|third|fourth|fifth|next|last|other|final)(?: \pL+){0,2} (?:concerns?|regards?|relates? to|is about|is on|touches)\b)`)

// namesNext tells whether a sentence does so, in a few words and with no verb
// of its own behind a comma.
func namesNext(sentence string) bool {
	const most = 14 // words
	n := len(strings.Fields(sentence))
	return n <= most && announcing.MatchString(headOf(sentence)) && (!strings.Contains(sentence, ",") || namely.MatchString(sentence))
}

var namely = regexp.MustCompile(`(?i), (?:namely|that is|i\.e\.)`)
