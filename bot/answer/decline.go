package answer

import (
	"regexp"
	"strings"
)

const (
	inventsNone   = "Verbatim quotes the words that are on record and invents none."
	predictsNone  = "Verbatim quotes what has been said and predicts nothing."
	answersHeld   = "Verbatim answers from the statements that it holds and from nothing else."
	settlesNone   = "Verbatim quotes what has been said and takes no position on territory or recognition."
	judgesNone    = "Verbatim ranks no State and judges none."
	politeAsk     = `(?:(?:please|kindly|verbatim|try to|can you|could you|would you|will you|you can|let['’]s|i want you to|i need you to|i['’]d like you to)[^\pL]+)*`
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
	{regexp.MustCompile(`(?i)` + bareFollow + politeAsk + `(?:predict|forecast|foresee|speculate)\b|\b(?:can|could|would|will) you (?:predict|forecast|foresee|speculate)\b|\b(?:your guess|guess (?:what|how|whether)|what are the odds|how likely|is it likely)\b|^\s*(?:will|would) \S+(?: \S+){0,4} (?:vote|support|oppose|join|leave|withdraw|accept|reject|agree|sign|ratify|attack|change|respond|propose|say)\b|\bgoing to (?:vote|support|oppose|join|leave|withdraw|accept|reject|agree|sign|ratify|say)\b|\bnext (?:vote|move|step will)\b`),
		predictsNone},
	{regexp.MustCompile(`(?i)` + bareFollow + `(?:will|would) \S+(?: \S+){0,4} (?:vote|attack|withdraw|ratify|win)\b|\b(?:going|likely) to (?:do|want|react|respond|propose|happen|win|change its)\b|\bwhat (?:happens|will happen|comes) next\b`),
		predictsNone},
	{regexp.MustCompile(`(?i)` + bareFollow + tellsOf + `(?:who|which(?: of \S+(?: \S+){0,4})?|which ` + statesInWords + `|what ` + statesInWords + `)(?:['’]s| is| are| was| were| has| have| does| do)? (?:really |actually |the |all )*(?:` + judgement + `|right|lies?|lied|deserves)\b` +
		`|` + bareFollow + tellsOf + `(?:is|are|was|were) (?:the )?\S+(?: \S+){0,4} (?:really |just |simply |a |the )*(?:lying|liars?|evil|hypocritical|hypocrites?|to blame|guilty|at fault|trustworthy|honest|dishonest|aggressors?|bad guys?|good guys?|(?:better|worse|more \pL+) (?:than|at))\b` +
		`|` + bareFollow + tellsOf + `(?:does|do|did) (?:the )?\S+(?: \S+){0,3} lie\b` +
		`|\brank(?:ing)? (?:of )?(?:the |all |these )*(?:\d+ )?(?:states|countries|nations|delegations)\b|\bwhose fault\b|\b(?:can|should) (?:we|you|i|one|anybody|anyone) (?:trust|believe|blame)\b|\b(?:whom?|which \pL+) (?:can|should|do) (?:we|you|i|one) (?:trust|believe|blame)\b` +
		`|\b(?:best|worst) (?:state|country|nation|delegation)s?\b|^\W*quel(?:le)?s? (?:état|pays|délégation)s? (?:est|sont) (?:le|la|les) (?:pires?|meilleure?s?|plus \pL+)|^\W*qué (?:estado|país|delegación) es (?:el|la) (?:peor|mejor|más \pL+)|^\W*как(?:ое|ая) (?:государство|страна) (?:самое |самая )?(?:хуже|лучше|худш|лучш|опасн|агрессивн)|أي (?:دولة|بلد|وفد) (?:هي|هو) (?:الأسوأ|الأفضل|الأخطر)|哪(?:个|一)?(?:国家?|代表团)最(?:差|坏|好|糟|危险)|^\W*qui (?:a raison|ment|a tort)|quién (?:tiene (?:la )?razón|miente)|(?:^|\s)кто (?:прав|виноват|лжет|лжёт|хуже|лучше)|谁对谁错|谁是对的|谁在撒谎`),
		judgesNone},
	{regexp.MustCompile(`(?i)` + bareFollow + politeAsk + `(?:imagine|invent|fabricate|pretend|impersonate|role-?play|act as|put words in|repeat after me|make up)\b|[,.;:!]\s*(?:and |then |now )?(?:imagine|invent|fabricate|pretend|make up)\b|\b(?:you (?:are|were) (?:now )?(?:the|a) (?:delegate|ambassador|representative)|role-?play|impersonate|in the voice of|in the style of)\b|\b(?:quotes?|quotations?|statements?|words) (?:that )?(?:you )?(?:made?|make) up\b|\b(?:write|draft|compose|generate|create|give me) (?:me )?(?:a|an|some)? ?(?:fake|fictional|fictitious|plausible|hypothetical|satirical|made-up|invented)\b|\b(?:write|draft|compose|generate|create|give me) (?:me )?(?:an?|the|some) (?:\S+ )?(?:poems?|jokes?|stor(?:y|ies)|songs?|limericks?|dialogues?)\b|\b(?:write|draft|compose|generate|create|produce) (?:me |us )?(?:an?|the|some) (?:\S+ )?(?:quotes?|quotations?|citations?)\b|\b(?:write|draft|compose|prepare|generate|create) (?:me |us )?(?:an?|the) (?:\S+ )?(?:speech|statement|address|declaration|letter|intervention) (?:in which|wherein|where)\b|\bas if (?:you were|it were|by)\b`),
		inventsNone},
	{regexp.MustCompile(`(?i)\b(?:from|using|out of) (?:your )?(?:own )?(?:memory|general knowledge|training|head)\b|\bwithout (?:using |the |any )*(?:sources|citations|library|record|documents)\b|\b(?:your|own) (?:general|background|prior) knowledge\b|\bno (?:sources|citations) (?:are )?(?:needed|required|necessary)\b|\byour own (?:opinion|view|words|knowledge)\b|\bwhat do you think\b|^\W*do you (?:agree|disagree|support|oppose|believe in|prefer|like)\b|\b(?:ignore|disregard|forget|override|bypass) (?:the |all |your |any |these |of )*(?:sources|library|record|previous|above|earlier|instructions|rules|guidelines|prompt)\b|\b(?:reveal|show|print|repeat|output|tell me) (?:me )?(?:your|the) (?:system |hidden |initial )?(?:prompt|instructions)\b|^\W*system\s*:|\byou are now (?:an?|in|free|dan)\b|\bwithout (?:any )?restrictions\b`),
		answersHeld},
	{regexp.MustCompile(`(?i)^\W*(?:prédis|prédisez|devine[zs]?) |^\W*(?:predice|predecir|adivina) |(?:^|\s)(?:предскажи|спрогнозируй|угадай)(?:те)?\s|^\W*(?:تنبأ|توقع) |^\s*(?:请)?(?:预测|猜)`), predictsNone},
	{regexp.MustCompile(`(?i)^\W*(?:invente[zs]?|imagine[zs]?|fais semblant|faites semblant|(?:fais|faites) dire) |^\W*(?:inventa|inventar|imagina|finge) |^\W*(?:придумай|выдумай|вообрази|представь себе|притворись)(?:те)?\s|^\W*(?:اخترع|اختلق|تخيل|تظاهر|لفق) |^\s*(?:请)?(?:编造|编一|编出|虚构|想象|假装|捏造)`), inventsNone},
	{regexp.MustCompile(`(?i)(?:^|\s)(?:de mémoire|sans (?:tes |vos |les |aucune )?sources?|(?:ignore|oublie)[zs]? (?:toutes )?(?:tes|vos|les) (?:sources|instructions|consignes|règles)|de memoria|sin (?:tus |las )?fuentes|(?:ignora|olvida) (?:todas )?(?:tus|las) (?:fuentes|instrucciones|reglas)|по памяти|без источников|(?:игнорируй|забудь)(?:те)? (?:все )?(?:свои |твои |эти )?(?:источники|инструкции|правила)|من الذاكرة|دون مصادر|بدون مصادر|(?:تجاهل|انس) (?:جميع |كل )?(?:المصادر|التعليمات|تعليماتك))(?:[^\pL]|$)|凭记忆|不用来源|不要引用来源|(?:忽略|忘记|无视)(?:你的|所有|之前的|以上)*(?:来源|指令|说明|规则)`), answersHeld},
}

// settles finds that the program is to say whose a territory is, or what is a
// State. What somebody said of it is asked of the record.
var settles = regexp.MustCompile(`(?i:^\W*(?:(?:to )?whom? does) )\S+(?: \S+){0,3} belong\b|(?i:^\W*whose (?:territory|land|country|soil|is|are)\b)|(?i:^\W*does) (?:the )?\p{Lu}\S*(?: \S+){0,3} belong to\b` +
	`|(?i:^\W*is|are) (?:the )?\p{Lu}\S*(?: \p{Lu}\S*){0,3} (?:really |actually |still |now )*(?:(?:a|an) (?:real |independent |sovereign |recogni[sz]ed |occupied |disputed |separate )*(?:[Ss]tate|country|nation|territory)\b|independent\b|occupied\b|(?:a )?part of \p{Lu})` +
	`|(?i:^\W*(?:should|must|can|may) )(?:\S+ ){1,5}(?i:be recogni[sz]ed\b|recogni[sz]e (?:the )?(?:state|independence|sovereignty))` +
	`|(?i:^\W*(?:à qui (?:appartient|appartiennent)|¿?(?:de quién (?:es|son)|a quién pertenecen?)|чь[яеё]\s|чей\s|кому принадлежит)(?:[^\pL]|\pL))|^\W*لمن (?:تنتمي|تعود|ال)|(?:属于(?:谁|哪)|归谁|是谁的领土|是(?:一个)?(?:独立)?国家吗)`)

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

// foretoldElsewhere finds in the other languages that a State's future deeds are
// asked for, and attributedElsewhere that somebody's words on the future are.
var (
	foretoldElsewhere = regexp.MustCompile(`(?i)^\W*(?:comment|que|qu['’]est-ce que|est-ce que|quand|pourquoi)?[^?]*?(?:votera|soutiendra|rejettera|quittera|signera|ratifiera|acceptera|s['’]opposera|fera)(?:-t-(?:elle|il)|nt-(?:ils|elles))?\b[^?]*\?|^\W*(?:cómo|qué|cuándo|se|por qué)?[^?]*?(?:votará|apoyará|rechazará|abandonará|firmará|ratificará|aceptará|se opondrá|hará)(?:[^\pL]|$)` +
		`|^\W*(?:как|что|когда)?[^?]*?(?:^|\s)(?:проголосует|поддержит|отвергнет|покинет|подпишет|ратифицирует|выйдет|сделает)(?:[^\pL]|$)|(?:^|\s)(?:كيف|هل|ماذا|متى) س(?:ت|ي)(?:صوت|دعم|رفض|نسحب|وقع|صادق|فعل)|(?:会|将)(?:怎么|如何)?(?:投票|投反对票|投赞成票|退出|签署|批准|怎么做)`)
	attributedElsewhere = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:selon|d['’]après|dit|dit-elle|déclaré|pense|estime|según|dice|dijo|cree|opina|согласно|по мнению|сказал\pL*|говорит|считает|заявил\pL*|وفقا|حسب|قالت|تقول|قال)(?:[^\pL]|$)|根据|认为|说|表示`)
)

// predicts tells whether a question asks for what a State will do or want.
func predicts(question string) bool {
	if foretoldElsewhere.MatchString(question) && !attributedElsewhere.MatchString(question) {
		return true
	}
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
	if settles.MatchString(question) && !attributed.MatchString(question) {
		return settlesNone
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
