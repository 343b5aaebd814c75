package corpus

import (
	"regexp"
	"strings"
)

// A State's name in the phrase on the speaker makes that State the speaker only
// in the places listed here. Anywhere else, as in "of the University of
// Georgia", "Bank of China", "Kaspersky, Russia", it tells where somebody
// works or lives, and words put into a delegation's mouth are worse than words
// that nobody is found for.

// delegates tells whether a mention of a State is that of a delegation:
// the whole phrase, the State of a governmental office, or what stands right
// before such an office. earlier is where the mentions before it that count
// end, and 0 where there are none.
func delegates(phrase string, m Mention, earlier int) bool {
	before, after := phrase[:m.Start], phrase[m.End:]
	if script := otherScript.FindString(phrase[m.Start:m.End]); script != "" {
		return !otherInstitution.MatchString(before) && !otherInstitution.MatchString(after) && (!cyrillic.MatchString(script) || cyrillicHead.MatchString(before))
	}
	tail := segmentEnd.Split(after, 2)[0]
	if institution.MatchString(tail) {
		return false
	}
	if headNext.MatchString(after) && !institution.MatchString(lastSegment(before)) {
		return true
	}
	if romanceHead.MatchString(before) { // "delegación argentina"
		return clean(lastSegment(before))
	}
	if m.Form == "adjective" && !nothingMore.MatchString(after) && !(listed.MatchString(after) && headSoon.MatchString(tail)) {
		return false
	}
	if !restFollows.MatchString(after) {
		return nameFollows.MatchString(after) && officeBefore(before)
	}
	if earlier > 0 && andAnother.MatchString(phrase[earlier:m.Start]) {
		return true
	}
	return wholeBefore.MatchString(before) || officeBefore(before)
}

// officeBefore tells whether the words before a State are those of a
// governmental office: "Ministry of Foreign Affairs of the", "Permanent
// Mission, ".
func officeBefore(before string) bool {
	seg := lastSegment(before)
	if strings.TrimSpace(seg) == "" { // "Ministry of Foreign Affairs, Singapore"
		cut := strings.TrimRight(before, " ,(-–—")
		if cut == strings.TrimRight(before, " ") {
			return false
		}
		seg = lastSegment(cut)
		return strongHead.MatchString(seg) && clean(seg) && !strings.Contains(seg, "·")
	}
	if !clean(seg) {
		return false
	}
	if weakHead.MatchString(seg) {
		return true
	}
	return strongHead.MatchString(seg) && linked.MatchString(seg)
}

func clean(seg string) bool { return !institution.MatchString(seg) && !formerly.MatchString(seg) }

// lastSegment gives what stands after the last comma or bracket.
func lastSegment(s string) string {
	all := segmentEnd.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return s
	}
	return s[all[len(all)-1][1]:]
}

const (
	ofState  = `(?: (?:of|for|to)(?: the)?| de(?: la| los| las)?| del| d[eu]s?| de l[’']| d[’'])(?: (?:state|government|republic|kingdom|people) of(?: the)?)? ?`
	headWord = `(?:permanent (?:mission|representative|observer|delegation|representation)|(?:deputy |alternate |vice[- ]|acting |special |prime |foreign |first |state )*(?:ambassador|minister|representative|delegation|delegate|government|ministry|secretary of state|foreign secretary|head of delegation|embassy|mission|mfa|department of state|state department|president|prime minister|chargé d[’']affaires|foreign office|ministries|armed forces)s?)`
)

var (
	segmentEnd = regexp.MustCompile(`[,;()]| [-–—] `)

	wholeBefore = regexp.MustCompile(`(?i)^[\s"“]*(?:the |la |el |le |l[’']|los |les )?(?:(?:(?:delegation|government|people[’']s republic|republic|kingdom|state) of|(?:delegación|gobierno) de|délégation d[eu]|gouvernement d[eu])(?: the| la| l[’'])? ?)*$`)
	// what may stand after a State's name that is the speaker's: the phrase's
	// end, a mark, the occasion; not another part of a longer name
	restFollows = regexp.MustCompile(`(?i)^(?:$|\s*[,;:.()"”]|['’]s?(?:$|\s)| [-–—]|\s+(?:to|at|on|in|and|y|et|e|regarding|concerning|with|as|under|for|during|before|following|joins|auprès|aux?|devant|lors|ante|ant|sur|en|sobre|before|made|delivered|presented)\b|\s+(?:Mr|Ms|Mrs|Dr|Amb|Ambassador|H\.E|Sr|Sra)\b|\s*·)`)
	nameFollows = regexp.MustCompile(`^\s+\p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]+){0,4}$`)
	nothingMore = regexp.MustCompile(`^[\s,.:;"”]*$`)
	listed      = regexp.MustCompile(`(?i)^(?:,| and| y| et) `)
	andAnother  = regexp.MustCompile(`(?i)^(?:,|\s|and|y|et|as well as|the|e|und|&)*$`)

	headNext = regexp.MustCompile(`(?i)^(?:['’]s?)? (?:foreign |deputy |first |permanent |cyber |head of )*` + headWord + `\b`)
	headSoon = regexp.MustCompile(`(?i)\b` + headWord + `\b`)

	// strongHead may be apart from the State: "Ambassador for Cyber Policy of
	// the Ministry of Foreign Affairs of"; weakHead may not.
	strongHead  = regexp.MustCompile(`(?i)\b(?:permanent (?:mission|representative|observer|delegation|representation)|ambassador(?:-at-large)?|(?:vice[- ]?)?ministers?|ministry|mfa|ministries|embassy|government|armed forces|secretary of state|foreign secretary|department of (?:state|foreign affairs)|department of (?:international )?information security|foreign office|(?:vice)?ministr[oa]|ministerio|embajador[a]?|embajada|misión permanente|representante permanente|ministre|ministère|ambassad(?:eur|rice)|mission permanente|représentante? permanente?|chargé d[’']affaires)\b`)
	weakHead    = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:(?:special |alternate |deputy |permanent )*(?:representative|delegate|observer)s?|delegation|head of (?:the )?delegation|president|prime minister|chancellor|king|queen|vice[- ]president|dpr|drp|pr|chargé d[’']affaires(?: a\.?i\.?)?|mission|embassy|government|representante(?: permanente)?(?: alterno| alterna)?|delegación|gobierno|presidente|presidenta|représentante?|délégation|gouvernement|président)` + ofState + `$`)
	romanceHead = regexp.MustCompile(`(?i)\b(?:delegación|gobierno|délégation|gouvernement|embajador[a]?|ministr[oa]|cancillería) $`)
	linked      = regexp.MustCompile(`(?i)` + ofState + `$`)

	formerly    = regexp.MustCompile(`(?i)\b(?:former|ex|retired|goodwill|youth|brand|honorary|shadow)\b`)
	institution = regexp.MustCompile(`(?i)\b(?:universit\p{L}+|universidad|institut\p{L}*|academ\p{L}+|bank|banco|banque|associat\p{L}+|asociación|foundation|fundación|fondation|compan(?:y|ies)|corporation|corp|inc|ltd|school|societ(?:y|ies)|societé|cent(?:er|re)s?|centro|college|chambers?|press|times|daily|news|telecom|group of companies|industry|business|federation of (?:industr|trade)\p{L}*|leagues?|club|network|forum|think[- ]tank|ngos?|church|red c(?:ross|rescent)|museum|library|hospital|union of (?:journalist|worker)\p{L}*|observatory|laborator(?:y|ies)|labs?|professors?|students?|scholars?|journalists?|alliance|initiative|coalition|consortium|council on|research)\b`)

	otherScript      = regexp.MustCompile(`[\p{Cyrillic}\p{Han}\p{Arabic}]`)
	cyrillic         = regexp.MustCompile(`\p{Cyrillic}`)
	cyrillicHead     = regexp.MustCompile(`(?i)^[\s«"]*$|(?:представител|посол|посл|министр|министерств|мид|делегаци|постпредств|правительств|департамент|президент|поверенн)\p{L}*(?:\s+\p{L}+){0,8}\s*$`)
	otherInstitution = regexp.MustCompile(`(?i)университет|институт|академи|банк|ассоциаци|фонд|компани|школ|центр|палат|газет|大学|学院|银行|协会|公司|研究|智库|学会|商会|جامعة|معهد|بنك|جمعية|مؤسسة|شركة|مركز`)
)
