package answer

import "regexp"

// The words of requests to draft, in the six languages.

const politely = `^[^\pL]*(?:(?:hi|hello|hey|please|pls|kindly|now|then|ok|okay|and|so|but|great|thanks|thank you|next|finally|also|bonjour|merci|maintenant|et|svp|hola|ahora|gracias|y|привет|здравствуйте|пожалуйста|теперь|а|и|مرحبا|الآن|من فضلك|رجاء)(?:[^\pL]+|$)` +
	`|(?:(?:can|could|would|will) (?:you|u|we|someone|somebody|verbatim)|(?:i|we)(?: need| want|['’]d like| would like| have)(?: you)? to|(?:i am|i['’]m|we are|we['’]re) (?:asked |trying |going )?to|help (?:me|us)(?: to)?|(?:i|we) need help to|let us|let['’]s|how (?:do|should|would|can|could) (?:i|we|you)|` +
	`(?:pouvez|peux|pourriez|pourrais)[- ](?:vous|tu)|aide[zr]?[- ]moi à|(?:je|nous) (?:dois|devons|veux|voudrais|voudrions)|puedes?|podrías?|ayúda(?:me|nos) a|(?:debo|quiero|necesito|tengo que)|можешь|можете|могли бы вы|помоги(?:те)?(?: мне| нам)?|(?:мне|нам) (?:нужно|надо)|هل يمكنك(?: أن)?|ساعدني (?:في|على)|أريد أن)[^\pL]+)*`

var (
	// draftVerb finds that something is to be written, at the head of a request.
	draftVerb = regexp.MustCompile(`(?i)` + politely + `(?:write|draft|compose|prepare|generate|create|produce|redraft|formulate|ghost-?write|come up with|make|give (?:me|us)|(?:i|we) (?:need|want|would like)|` +
		`rédige[zr]?|rédiger|écri[str]|écrivez|écrire|prépare[zr]?|compose[zr]?|élabore[zr]?|fais|faites|` +
		`redacta|redacte|redactar|escribe|escriba|escribir|prepara|prepare|preparar|elabora|elabore|elaborar|haz|haga|` +
		`напиши(?:те)?|написать|составь(?:те)?|составить|подготовь(?:те)?|подготовить|набросай(?:те)?|сформулируй(?:те)?|` +
		`اكتب(?:ي|وا)?|أكتب|صغ|صياغة|حرر|أعدّ?|حضّ?ر|جهّ?ز)[^\pL]`)

	// asksToGive are verbs, or the last word of one, by which what is on record is
	// asked for as well.
	asksToGive = wordSet("me us need want like make create produce fais faites haz haga")
	// draftOnly finds what is not on record before it is written.
	draftOnly = regexp.MustCompile(`(?i)talking points|speaking (?:notes|points)|\b(?:a|my|our|your|some) (?:\S+ ){0,3}(?:speech|remarks|draft)|\bdraft\b|^\s*(?:\S+ )?(?:a|une?|una) (?:\S+ ){0,2}(?:statement|intervention|déclaration|discours|declaración|discurso|intervención)`)

	// draftNoun finds what can be drafted, at the head of a text.
	draftNoun = regexp.MustCompile(`(?i)^(?:(?:position|working|non|concept)[- ]papers?|talking points|speaking (?:notes|points)|explanations? of (?:vote|position)|rights? of reply|press releases?|notes? verbales?|` +
		`statements?|speech(?:es)?|interventions?|remarks|address|declarations?|resolutions?|paragraphs?|texts?|amendments?|proposals?|papers?|letters?|repl(?:y|ies)|responses?|language|wording|communiqués?|op-eds?|clauses?|drafts?|notes?|something|points|` +
		`déclarations?|discours|allocutions?|projets?|textes?|propositions?|notes?|éléments de langage|résolutions?|paragraphes?|lettres?|` +
		`declaraci(?:ón|ones)|discursos?|intervenci(?:ón|ones)|borrador(?:es)?|proyectos?|textos?|propuestas?|notas?|resoluci(?:ón|ones)|párrafos?|cartas?|puntos de conversación|` +
		`заявлени\pL+|выступлени\pL+|реч[ьи]|проект\pL*|текст\pL*|тезис\pL*|предложени\pL+|резолюци\pL+|абзац\pL*|` +
		`بيانا?ً?|خطابا?ً?|كلمة|مسودة|مشروع|نصا?ً?|ورقة|قرارا?ً?|فقرة|مداخلة|تصريحا?ً?)(?:[^\pL]|$)`)
	// bareNoun needs no article behind "draft".
	bareNoun = regexp.MustCompile(`(?i)^(?:talking|speaking|language|remarks|wording|points)`)

	// notDrafted are words before such a noun that show that it is not what is to
	// be written, but what this is about.
	notDrafted = wordSet("what who which how when where why whether down all every list lists summary summaries overview table timeline comparison comparisons chart translation analysis report reports of about on in from " +
		"résumé liste tableau sur list résumer resumen lista tabla sobre краткое список таблицу обзор сводку перевод о об ملخصا ملخص قائمة جدول عن حول sure not quote quotes quotation quotations citation")

	// invention finds requests for words that a State did not say.
	invention = regexp.MustCompile(`(?i)\b(?:in which|wherein|where (?:he|she|they|it|the|\p{Lu})|fake|fictional|fictitious|made-up|invented|satirical|as if)\b|\bdans (?:laquelle|lequel)\b|\ben (?:la|el) que\b|в котор\pL+`)

	draftOn = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:on(?: the (?:topic|subject|question|issue|matter)s? of)?|about|regarding|concerning|in (?:support|favou?r|defen[cs]e) of|supporting|against|opposing|rejecting|welcoming|condemning|calling for|asking for|proposing|explaining|saying|stating|that|(?:in )?(?:response|reply|reaction|responding|replying) to|` +
		`sur|concernant|relati(?:f|ve)s? (?:à|aux?)|au sujet (?:de|du|des|d['’])|à propos (?:de|du|des|d['’])|en faveur (?:de|du|des|d['’])|contre|sobre|acerca de|relativ[oa]s? a|a favor de|en contra de|contra|` +
		`о|об|обо|по|про|относительно|касательно|на тему|против|в поддержку|عن|حول|بشأن|بخصوص|ضد)(?:[^\pL]|$)`)
	draftFor   = regexp.MustCompile(`(?i)(?:(?:^|[^\pL])(?:for|by|from|as|on behalf of|in the name of|for the (?:delegation|government|mission|representative) of|to be (?:read|delivered|given) by|pour|au nom (?:de|du|des|d['’])|para|en nombre de|por|для|от имени|от лица|باسم|نيابة عن|ل)\s*|[为替代表以]\s*)` + article + `$`)
	inLanguage = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:in|into|en)\s+$`) // "in French"
	spokenTo   = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:to|towards?|with|à|con|к|إلى)\s+` + article + `$`)

	draftLead    = regexp.MustCompile(`(?i)^(?:` + `(?:on|about|regarding|concerning|supporting|opposing|rejecting|welcoming|condemning|saying|stating|explaining|that|against|of|in support of|in favou?r of|in defen[cs]e of|calling for|asking for|proposing|(?:in )?(?:response|reply|reaction) to|responding to|replying to|the (?:topic|subject|question|issue|matter)s? of|for|by|the|a|an|our|my|` + `sur|concernant|relati(?:f|ve)s? (?:à|aux?)|au sujet|à propos|en faveur|contre|de|du|des|la|le|les|pour|d['’]|l['’]|sobre|acerca de|el|los|las|para|о|об|обо|по|про|на тему|относительно|для|عن|حول|بشأن|بخصوص)(?:\s+|$)|[dl]['’])`)
	draftEnds    = regexp.MustCompile(`(?i)(?:^|\s+)(?:for|by|from|on behalf of|in the name of|as|at|in|during|please|thanks|thank you|the|and|pour|para|для|s|(?:for|at|in|to) (?:the )?(?:next |coming |upcoming )?(?:oewg|session|meeting|debate|committee|general assembly|global mechanism|open-ended working group|first committee|un|united nations)|in (?:the )?style|in (?:\d+|two|three|five) (?:minutes|words|sentences|paragraphs)|in (?:english|french|spanish|russian|arabic|chinese))$`)
	draftPronoun = regexp.MustCompile(`(?i)^(?:(?:it|this|that|these|those|them|the same|same|there|cela|ça|ceci|là-dessus|ce sujet|eso|esto|ello|este tema|это|этом|этому|эту тему|ذلك|هذا|这个?|此|该问题|这个问题|the same (?:topic|subject|thing)|this (?:topic|subject|issue|question)|that (?:topic|subject|issue|question))\s*)?$`)
	theirs       = regexp.MustCompile(`(?i)\b(?:them|their|it|its|him|her|his|same|eux|leur|ellos|su)\b|(?:^|\s)(?:них|их|него|неё)(?:\s|$)`)

	// draftWords tell how a statement is to be, and nothing of its topic.
	draftWords = regexp.MustCompile(`(?i)\b(?:me|us|for me|a|an|the|my|our|some|one|two|three|few|short|brief|long|national|opening|closing|general|joint|strong|good|formal|official|diplomatic|concise|clear|possible|new|first|second|full|draft|model|template|sample|\d+|(?:\d+|one|two|three|five)[- ](?:minute|page|word|paragraph)|minutes?|pages?|words?|of|for|set|piece|une?|la|le|les|courte?|brève|nationale?|projet|de|d['’]|una?|el|corta|breve|borrador|proyecto)\b|(?:^|\s)(?:проект|краткое|короткое|мне|нам|لي|قصيرا|قصير)(?:\s|$)`)

	draftChinese      = regexp.MustCompile(`(?:^|[，。,\s请你我们帮忙能否可以吗下面现在]|名义|代表.{1,12}|[为替].{1,12}|[就关于].{1,24})(?:起草|草拟|撰写|拟定|拟写|拟|写)(?:一?[份篇个段项]|出|关于|.{0,24}的)?.{0,24}?(?:声明|发言稿?|讲话稿?|演讲稿?|立场文件|工作文件|草案|决议|讲稿|稿子?|提案|文本|谈话要点)`)
	chineseOn         = regexp.MustCompile(`关于|有关|针对|就`)
	chineseDraftWords = regexp.MustCompile(`请你?|能否|可以|能不能|帮我们?|帮忙|现在|[为替]|代表团?|以|的?名义|起草|草拟|撰写|拟定|拟写|拟|写|一?[份篇个段项]|出|关于|有关|针对|就|声明|发言稿?|讲话稿?|演讲稿?|立场文件|工作文件|草案|决议|讲稿|稿子?|提案|文本|谈话要点|问题|[的吗，。？！]`)
)
