package answer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

// Where nobody has to name the program to ask it, as in a channel of questions,
// a text has to show by itself that it asks, and that it asks for what is on
// record. "Are we meeting France for lunch?" asks, and names a State; "France
// on attribution" has neither mark nor verb, and is a question to a library.

// AsksRecord tells whether a text that is addressed to nobody asks for words
// that a record of statements may hold. It is a rule over words in the six
// languages, and errs towards silence.
func AsksRecord(states *corpus.States, text string) bool {
	text = strings.TrimSpace(greets.ReplaceAllString(loud(states, text), ""))
	n := utf8.RuneCountInString(text)
	if n < 8 && !strings.ContainsFunc(text, isHan) || n < 6 {
		return false
	}
	m := matterOf(states, text)
	switch {
	case m.bare:
		return asksByMark(text)
	case asksByForm(text):
		return m.onRecord()
	case indirect.MatchString(text):
		return m.voice && m.words && (m.topic || m.process)
	}
	return telegraphic(text) && m.voice && (m.topic || m.process || m.words) && !m.personal && !m.errand
}

// matter is what a text touches on that a record may hold.
type matter struct {
	bare     bool // names and dates and nothing else: "and China since 2021?"
	voice    bool // a State or body, whether or not it has a delegation
	others   bool // delegations in general: "which States", "who proposed", "what was said"
	words    bool // saying, holding, supporting
	topic    bool // of the processes
	process  bool
	personal bool // those who are talking: you, we, I
	errand   bool // lunch, rooms, flights
}

// onRecord weighs it: what those who talk do and want is theirs, unless they
// plainly speak of somebody's words on a topic.
func (m matter) onRecord() bool {
	if m.personal || m.errand {
		return (m.voice || m.others) && m.words && (m.topic || m.process)
	}
	return m.topic || m.voice && (m.words || m.process) || m.process && m.words || m.others
}

func matterOf(states *corpus.States, text string) matter {
	names := mentions(states, text)
	var rest = []byte(text)
	m := matter{
		words:   speaking.MatchString(text) || holding.MatchString(text) || holdsElsewhere.MatchString(text),
		errand:  errands.MatchString(text) || taggedOn.MatchString(text),
		process: sessionPhrase.MatchString(text),
		topic:   matters.MatchString(text),
	}
	for _, name := range names {
		if !isSeat(name) && !isCommonNoun(text, name) && !isPerson(states, text, name) || isSeat(name) && seatSpeaks(text, name) {
			m.voice = true
			blank(rest, name.Start, name.End)
		}
	}
	m.personal = amongUs.MatchString(tellMe.ReplaceAllString(string(rest), "")) // "the US" is not us
	m.bare = m.voice && bareRest.MatchString(leadIn.ReplaceAllString(dated.ReplaceAllString(string(rest), " "), ""))
	for _, p := range processNames {
		m.process = m.process || p.re.MatchString(text)
	}
	for _, t := range topicsOf(text) {
		m.topic = m.topic || t != "modalities" || m.words && (m.voice || m.process)
	}
	m.others = othersAsked.MatchString(text)
	return m
}

// asksByForm tells whether a text ends or begins as questions and requests do,
// and says enough to be one.
func asksByForm(text string) bool {
	words := len(strings.Fields(text))
	if strings.ContainsFunc(text, isHan) {
		return asksByMark(text) || asksInChinese.MatchString(text)
	}
	return asksByMark(text) && words >= 3 || words >= 4 && asksSomething.MatchString(text)
}

func asksByMark(text string) bool {
	ends := strings.TrimRight(text, " \t\"'”»)!")
	return strings.HasSuffix(ends, "?") || strings.HasSuffix(ends, "？") || strings.HasSuffix(ends, "؟")
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// telegraphic tells whether a text is a string of nouns, as people type it into
// a search: short, without a verb that tells something, no exclamation.
func telegraphic(text string) bool {
	words := len(strings.Fields(text))
	return words >= 2 && words <= 14 && !tells.MatchString(text) && !strings.ContainsAny(text, "!…;") && !strings.Contains(text, "...")
}

var (
	// asksSomething finds the words that questions and requests begin with, in
	// the languages that have spaces.
	asksSomething = regexp.MustCompile(`(?i)^(?:what|whats|what's|which|who|whom|whose|when|where|why|how|has|have|had|do|does|did|is|are|was|were|can|could|will|would|should|am i|` +
		`(?:in|on|under|by|for|to|with|since|until) (?:what|which|whom|when)|tell|show|explain|list|give|quote|find|compare|summari[sz]e|i (?:would like|want|need|'d like) to know|` +
		`qu[e']|quel|quelle|quels|quelles|qui|quand|où|pourquoi|comment|est-ce|qué|cuál|cuáles|quién|quiénes|cuándo|dónde|cómo|что|кто|когда|где|как|как[оа][йвя]|какие|каков[аоы]?|почему|в чём|в чем|` +
		`ما|ماذا|من|متى|أين|كيف|هل|لماذا)(?:[^\p{L}]|$)`)

	// greets finds what people say before they ask.
	greets = regexp.MustCompile(`(?i)^(?:[¿¡\s]+|(?:so|and|but|ok|okay|hi|hello|hey|dear|good (?:morning|afternoon|evening)|please|everybody|everyone|all|team|colleagues|quick question|question|bonjour|salut|hola|buenos días|здравствуйте|привет|مرحبا|你好)(?:$|[\s,:;!.–-]+))+`)

	// asksInChinese finds the words that ask, which stand anywhere in a sentence.
	asksInChinese = regexp.MustCompile(`什么|什麼|如何|怎么|怎样|哪|谁|为何|为什么|是否|有何|吗|的(?:发言|立场|声明|看法|主张|态度|意见)$`)

	// indirect finds questions that are put as a wish.
	indirect = regexp.MustCompile(`(?i)\b(?:wonder(?:ing|s)?(?: about)? (?:what|how|if|whether|when|why|where|who)|curious (?:about|what|how|if|whether|when|why)|(?:any(?:one|body)|some(?:one|body)|who) (?:here )?(?:knows?|remembers?|has|have|recalls?)|(?:looking|searching) for|(?:i|we)(?: (?:need|want|am after|are after|would like)|'d like)|(?:can't|cannot|can not|couldn't) find|(?:interested|interest) in|(?:does|do) (?:any(?:one|body)|we) (?:know|have|remember))\b`)

	// tells finds verbs by which a text tells something in place of asking.
	tells = regexp.MustCompile(`(?i)\b(?:is|are|was|were|am|be|been|has|have|had|will|would|shall|can|could|may|might|must|do|does|did|isn't|wasn't|don't|doesn't|didn't|won't|can't|sa(?:id|ys)|says|went|goes|go|going|got|gets|came|comes|let's|lets|look|looks|looked|made|makes|took|takes|gave|gives|just|finally|again|lol|lmao|haha|wow|great|nice|thanks|thank|sorry|est|sont|était|es|era|fue|son)\b|'(?:s|re|m|ll|ve) (?:a|an|the|so|not|very|really|going|\pL+ing)\b`)

	// amongUs finds those who are talking.
	amongUs = regexp.MustCompile(`(?i)\b(?:i|i'm|i've|we|we're|we've|you|u|you're|us|our|ours|my|mine|me|your|yours|guys|folks|anyone (?:up|in|want|wants|going|else)|anybody (?:up|in|want|wants|going|else)|nous|vous|tu|je|mon|ma|mes|notre|nos|votre|nosotros|ustedes|usted|yo|mi|tú)\b|(?:^|\s)(?:мы|вы|ты|я|нам|вам|наш\S*|ваш\S*)(?:\s|$)|我|你|您|咱`)

	// tellMe are requests, in which "me" and "you" mean nobody.
	tellMe = regexp.MustCompile(`(?i)\b(?:(?:can|could|would|will) (?:you|u|someone|somebody|anyone|anybody)(?: please)? (?:tell|show|give|explain|list|quote|find|compare|summari[sz]e|point|remind|send)(?: (?:me|us))?(?: to)?|(?:tell|show|give|send|remind) (?:me|us)|i(?: would like|'d like| want| need) to (?:know|read|see|hear|find)|let (?:me|us) know|do you (?:know|have|hold)|have you got|(?:does |do )?(?:any(?:one|body)|we) (?:know|remember|have)|pouvez-vous|pourriez-vous|dis-moi|dites-moi|dime|dígame|скажи(?:те)?|请问)\b`)

	// errands finds what people settle among themselves.
	errands = regexp.MustCompile(`(?i)\b(?:lunch|dinner|breakfast|brunch|coffee|tea|drinks?|beers?|pub|bar|food|pizza|restaurant|hotel|flights?|train|taxi|uber|airport|weekend|tonight|tomorrow|yesterday|this (?:morning|afternoon|evening)|rooms?|badges?|parking|wi-?fi|password|zoom link|slides?|laptop|charger|printer|birthday|party(?: tonight)?|holidays?|vacation|weather|rain(?:ing)?|snow|games?|match|football|soccer|world cup|olympics|eurovision|concert|movie|film|song|recipe|cook|roast|travel(?:l?ing)?|trip|museum|sightseeing|dress codes?|deadlines?|too (?:long|short|loud|late|early)|embassy|visit(?:ing)?|déjeuner|dîner|almuerzo|cena|help ?desk|any(?:one|body) seen)\b|\bcafé|(?:^|[^\p{L}])(?:обед|ужин|кофе)|午饭|吃饭|咖啡|天气`)

	// taggedOn finds questions that only ask for a nod: "boring today, isn't it?"
	taggedOn = regexp.MustCompile(`(?i),\s*(?:(?:is|was|are|were|do|does|did|has|have|wo|ca|would|could)n['’]?t (?:it|they|he|she|that|you|we)|right|no|eh|huh|innit|hein|n'est-ce pas|verdad|¿verdad|да|правда)\s*[?!]*$`)

	// matters finds what the processes are about, in words that topics lacks:
	// the other five languages have these words, and English some besides.
	matters = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:cyber|icts?(?:$|[^\p{L}])|human rights|gender|trust fund|mandate|data protection|(?:submarine|undersea) cables?|` +
		`trait[ée]s?(?:$|[^\p{L}])|conventions?|souveraineté|programme d['’]action|points? de contact|infrastructures? critiques?|légitime défense|fonds (?:fiduciaire|d['’]affectation)|mécanisme|contraignant|rançongiciel|droits? humain|droit international|droits de l['’]homme|` +
		`tratados?(?:$|[^\p{L}])|convenci[oó]n|soberanía|programa de acción|puntos? de contacto|infraestructuras? críticas?|legítima defensa|fondo fiduciario|mecanismo|vinculante|ciber|atribución|derechos humanos|` +
		`договор|конвенци|суверенитет|программ\p{L}+ действий|(?:реестр|контактн)|критическ\p{L}+ инфраструктур|самооборон|механизм|кибер|атрибуци|информационн\p{L}+ безопасност|прав\p{L}* человека|вымогател)|` +
		`条约|公约|主权|行动纲领|联络点|关键基础设施|自卫|机制|归因|勒索|网络空间|网络安全|人权|信托基金|` +
		`معاهدة|اتفاقية|السيادة|برنامج العمل|نقاط الاتصال|البنية التحتية|الدفاع عن النفس|الآلية|السيبراني|الإسناد|حقوق الإنسان`)

	// othersAsked finds that the words of delegations in general are asked for.
	othersAsked = regexp.MustCompile(`(?i)\b(?:(?:which|what|how many|any|other|some|most|many) (?:\pL+ )?(?:states?|countr(?:y|ies)|delegations?|nations?|governments?|groups of states)\b.{0,40}\b(?:against|in favou?r|sa(?:y|id)|support|oppos|propos|want|call|ask|agree|object|reject|back|mention|rais|spoke|speak|argu|vot|endors|cosponsor|co-sponsor)|who (?:else )?(?:has |have |had |first |also )*(?:support|oppos|propos|call(?:s|ed) for|ask(?:s|ed) for|object|reject|endors|cosponsor|co-sponsor|vot(?:es|ed) )\S*\s+\S+|did (?:any(?:one|body)|any (?:state|country|delegation)) (?:ever |also )?(?:object|oppose|propose|support|reject|endorse|call for|vote) \S+|^(?:positions?|views?|statements?|proposals?|objections?) (?:on|about|regarding|concerning|to) |(?:has|have) (?:any(?:one|body)|anybody|any (?:state|country|delegation)) (?:ever )?(?:said|proposed|mentioned|supported|opposed|raised|called)|(?:was|were|been|is) (?:ever )?(?:said|proposed|agreed|adopted|decided|stated) (?:about|on|in|at|by|for|regarding|concerning|under))`)

	// holdsElsewhere finds words for holding a view, beside those of speaking.
	holdsElsewhere = regexp.MustCompile(`(?i)\b(?:in favou?r|against|supports|supporting|oppos(?:es|ing)|wants|differ(?:s|ences?)?|compare[sd]?|reject(?:s|ed)?|object(?:s|ed)?|endors(?:e|es|ed)|quot(?:e|es|ed)|stands? (?:on|for|with|by)|where does \S+(?: \S+){0,3} stand|line on|reaction|proposals?|paper|submission|talk(?:s|ed)? about|position(?:s|nement)?|avis|pense|soutient|s'oppose|déclaration|posición|postura|opina|apoya|propone|dice|declaración)\b|позици|счита|поддерж|выступ|мнени|предлага|موقف|تقول|رأي|يقول|立场|看法|认为|支持|反对|主张|态度`)
)
