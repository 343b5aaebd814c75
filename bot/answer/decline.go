package answer

import (
	"regexp"
	"strings"
)

const (
	inventsNone   = "Verbatim quotes the words that are on record and invents none."
	predictsNone  = "Verbatim quotes what has been said and predicts nothing."
	answersHeld   = "Verbatim answers from the statements that it holds and from nothing else."
	judgesNone    = "Verbatim ranks no State and judges none."
	bareFollow    = `^[^\pL]*(?:(?:and|but|so|then|ok|please|now|well)\b[^\pL]*)*`
	tellsOf       = `(?:(?:tell me|do you (?:think|know|believe)|in your (?:view|opinion)|you think)\b[^\pL]*)?`
	statesInWords = `(?:states?|countr(?:y|ies)|nations?|governments?|delegations?|sides?|powers?|parties|party|one)`
	judgement     = `(?:worse|worst|better|best|wrong|evil|good|bad|lying|liars?|guilty|at fault|to blame|trustworthy|untrustworthy|honest|dishonest|hypocritical|stupid|smarter|smartest|stronger|strongest|weaker|weakest|greatest|safest|(?:more|most|less|least) (?:trustworthy|honest|dishonest|reliable|dangerous|aggressive|evil|powerful|responsible|irresponsible|hypocritical|credible|advanced|hostile|peaceful|democratic|important|influential|guilty|to blame))`
)

// Some requests no record can answer: what a State will do, words that nobody
// said, an answer without sources. They are declined in one sentence.
var declines = []struct {
	re    *regexp.Regexp
	reply string
}{
	{regexp.MustCompile(`(?i)\b(?:predict|forecast|foresee|speculate|your guess|guess (?:what|how|whether)|what are the odds|how likely|is it likely)\b|^\s*will \S+(?: \S+){0,4} (?:vote|support|oppose|join|leave|withdraw|accept|reject|agree|sign|ratify|attack|change|respond|propose|say)\b|\bgoing to (?:vote|support|oppose|join|leave|withdraw|accept|reject|agree|sign|ratify|say)\b|\bnext (?:vote|move|step will)\b`),
		predictsNone},
	{regexp.MustCompile(`(?i)` + bareFollow + `(?:will|would) \S+(?: \S+){0,4} (?:vote|attack|withdraw|ratify|win)\b|\b(?:going|likely) to (?:do|want|react|respond|propose|happen|win|change its)\b|\bwhat (?:happens|will happen|comes) next\b`),
		predictsNone},
	{regexp.MustCompile(`(?i)` + bareFollow + tellsOf + `(?:who|which(?: of \S+(?: \S+){0,4})?|which ` + statesInWords + `|what ` + statesInWords + `)(?:['’]s| is| are| was| were| has| have| does| do)? (?:really |actually |the |all )*(?:` + judgement + `|right|lies?|lied|deserves)\b` +
		`|` + bareFollow + tellsOf + `(?:is|are|was|were) (?:the )?\S+(?: \S+){0,4} (?:really |just |simply |a |the )*(?:lying|liars?|evil|hypocritical|hypocrites?|to blame|guilty|at fault|trustworthy|honest|dishonest|aggressors?|bad guys?|good guys?|(?:better|worse|more \pL+) (?:than|at))\b` +
		`|` + bareFollow + tellsOf + `(?:does|do|did) (?:the )?\S+(?: \S+){0,3} lie\b` +
		`|\brank(?:ing)? (?:of )?(?:the |all |these )*(?:\d+ )?(?:states|countries|nations|delegations)\b|\bwhose fault\b|\b(?:can|should) (?:we|you|i|one|anybody|anyone) (?:trust|believe|blame)\b|\b(?:whom?|which \pL+) (?:can|should|do) (?:we|you|i|one) (?:trust|believe|blame)\b` +
		`|\b(?:best|worst) (?:state|country|nation|delegation)s?\b|^\W*qui (?:a raison|ment|a tort)|quién (?:tiene (?:la )?razón|miente)|(?:^|\s)кто (?:прав|виноват|лжет|лжёт|хуже|лучше)|谁对谁错|谁是对的|谁在撒谎`),
		judgesNone},
	{regexp.MustCompile(`(?i)\b(?:make up|invent|fabricate|imagine|pretend|role-?play|act as|impersonate|in the voice of|in the style of|put words in)\b|\b(?:write|draft|compose|generate|create|give me) (?:me )?(?:a|an|some)? ?(?:fake|fictional|fictitious|plausible|hypothetical|satirical|made-up|invented)\b|\b(?:write|draft|compose|generate|create|give me) (?:me )?(?:an?|the|some) (?:\S+ )?(?:poems?|jokes?|stor(?:y|ies)|songs?|limericks?|dialogues?)\b|\b(?:write|draft|compose|generate|create|produce) (?:me |us )?(?:an?|the|some) (?:\S+ )?(?:quotes?|quotations?|citations?)\b|\b(?:write|draft|compose|prepare|generate|create) (?:me |us )?(?:an?|the) (?:\S+ )?(?:speech|statement|address|declaration|letter|intervention) (?:in which|wherein|where)\b|\bas if (?:you were|it were|by)\b`),
		inventsNone},
	{regexp.MustCompile(`(?i)\b(?:from|using|out of) (?:your )?(?:own )?(?:memory|general knowledge|training|head)\b|\bwithout (?:using |the |any )*(?:sources|citations|library|record|documents)\b|\byour own (?:opinion|view|words|knowledge)\b|\bwhat do you think\b|\bignore (?:the |all |your |any )*(?:sources|library|record|previous|above|instructions)\b`),
		answersHeld},
	{regexp.MustCompile(`(?i)^\W*(?:prédis|prédisez|devine[zs]?) |^\W*(?:predice|predecir|adivina) |(?:^|\s)(?:предскажи|спрогнозируй|угадай)(?:те)?\s|^\W*(?:تنبأ|توقع) |^\s*(?:请)?(?:预测|猜)`), predictsNone},
	{regexp.MustCompile(`(?i)^\W*(?:invente[zs]?|imagine[zs]?|fais semblant|faites semblant) |^\W*(?:inventa|inventar|imagina|finge) |^\W*(?:придумай|выдумай|вообрази|представь себе|притворись)(?:те)?\s|^\W*(?:اخترع|تخيل|تظاهر) |^\s*(?:请)?(?:编造|虚构|想象|假装)`), inventsNone},
	{regexp.MustCompile(`(?i)(?:^|\s)(?:de mémoire|sans (?:tes |vos |les |aucune )?sources?|ignore[zs]? (?:tes|vos|les) (?:sources|instructions)|de memoria|sin (?:tus |las )?fuentes|ignora (?:tus|las) (?:fuentes|instrucciones)|по памяти|без источников|игнорируй(?:те)? (?:источники|инструкции)|من الذاكرة|دون مصادر|بدون مصادر|تجاهل (?:المصادر|التعليمات))(?:[^\pL]|$)|凭记忆|不用来源|不要引用来源|忽略(?:来源|指令|说明)`), answersHeld},
}

// forced finds that a State is to be made to say something: "let France
// announce war". Group 1 is who.
var forced = regexp.MustCompile(`(?i)^\s*(?:please\s+|now\s+|then\s+)*(?:make|let|force)\s+(?:the\s+)?(\S+)(?:\s+\S+){0,3}?\s+(?:to\s+)?(?:say|announce|declare|admit|confess|support|promise|apologi[sz]e|state|claim|agree|oppose|reject|threaten|condemn|endorse)\b`)

// notForced are the words of other requests that begin so.
var notForced = wordSet("me us it you a an any some all states state countries anyone anybody they there delegations clear sure list of")

// foretold finds that somebody's future deeds or wishes are asked for. Group 1
// is whose.
var foretold = regexp.MustCompile(`(?i)\b(?:what|how|whether|when|where|whom?) (?:else )?(?:will|would|might|may|shall) ((?:\S+ ){1,6}?)(?:do|vote|want|react|respond|say|think|decide|propose|change|accept|agree|demand|oppose|support|reject|feel|answer|behave|position)\b`)

// asksOfThings finds that the future of a thing is asked for, which States may
// have spoken of ("what will the mechanism do?"), or what somebody would have
// things be ("what would Russia like to propose?").
var asksOfThings = regexp.MustCompile(`(?i)\b(?:oewg|group|mechanism|programme|program|poa|process|treaty|convention|instrument|proposals?|drafts?|resolutions?|reports?|norms?|rules?|law|fund|directory|network|portal|subgroups?|mandate|measures?|chair|secretariat|session|meetings?|decisions?|consensus|experts?|it|this|that|there|be|have|need|like|prefer|make|happen)\b`)

// attributed finds that the words of somebody are asked for all the same.
var attributed = regexp.MustCompile(`(?i)\b(?:according to|(?:in|from) the (?:view|opinion|words) of|(?:did|does|do|has|have) \S+(?: \S+){0,3} (?:say|said|state|stated|claim|argue)\b)`)

// predicts tells whether a question asks for what a State will do or want.
func predicts(question string) bool {
	m := foretold.FindStringSubmatch(question)
	if m == nil || asksOfThings.MatchString(m[1]) {
		return false
	}
	return theyWill.MatchString(m[1]) || !attributed.MatchString(question)
}

var theyWill = regexp.MustCompile(`(?i)^(?:they|he|she|we|you) $`)

// declined gives the sentence that declines a question, or "".
func declined(question string) string {
	if predicts(question) {
		return predictsNone
	}
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
