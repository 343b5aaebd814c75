package answer

import (
	"regexp"
	"strings"
	"unicode"

	"verbatim/retrieval/corpus"
)

// searchText leaves out of a question what its filters stand for: the names of
// those whose words are asked for, whether they have a delegation or not, the
// days, and the words that ask for words. Where nothing is left ("what does X
// say?") the question is about everything.
func searchText(states *corpus.States, u Understood) string {
	text := subjectOf(states, u)
	if text == "" {
		text = squeeze(hails.FindString(u.Question)) // who only greets asks for nothing that is held
	}
	if quiet(u.Question) != u.Question {
		return strings.ToLower(text)
	}
	return text
}

func subjectOf(states *corpus.States, u Understood) string {
	text := withoutPlace(withoutPersons(withoutOffices(states, u.Question), u.persons))
	text = withoutAsked(states, hails.ReplaceAllString(strings.TrimLeft(text, " ,;"), ""))
	if u.Session > 0 {
		text = sessionPhrase.ReplaceAllString(text, " ")
	}
	text = squeeze(possessive.ReplaceAllString(text, "$1 "))
	if len(u.States) > 0 {
		text = squeeze(withoutChange(text))
	}
	text = squeeze(askingWords.ReplaceAllString(requests.ReplaceAllString(text, ""), " "))
	text = withoutAsking(text, u.Language)
	if rest := undated(text, u.Language); rest == "" || !u.Since.IsZero() || !u.Until.IsZero() {
		return rest
	}
	return text // a date that is no filter is part of the subject
}

// hails finds a greeting before a question.
var hails = regexp.MustCompile(`(?i)^(?:(?:hi|hello|hey|ok|okay|good (?:morning|afternoon|evening)|bonjour|salut|hola|buenos días|здравствуйте|привет|مرحبا|你好)(?: (?:all|there|everybody|everyone|bot|team))?(?:[\s,:;!.–-]+|$))+`)

// withoutPlace blanks the processes in which a question says that words were
// spoken: where, and not of what. Offsets stay.
func withoutPlace(text string) string {
	out := []byte(text)
	for _, at := range placesAsked(text) {
		blank(out, at.Start, at.End)
	}
	return string(out)
}

// withoutPersons blanks the names of persons whose words are asked for, with the
// titles before them and what joins them in a list.
func withoutPersons(text string, persons []corpus.Span) string {
	out := []byte(text)
	end := -1 // of the name blanked last
	for _, at := range persons {
		if t := titlesBefore.FindStringIndex(text[:at.Start]); t != nil {
			at.Start = t[0]
		}
		if end >= 0 && end <= at.Start && andWord.MatchString(text[end:at.Start]) {
			at.Start = end
		}
		end = at.End
		blank(out, at.Start, at.End)
	}
	return string(out)
}

func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

// withoutAsked blanks the names of those whose words are asked for, and what
// joins them in a list.
func withoutAsked(states *corpus.States, text string) string {
	out := []byte(text)
	end := -1 // of the name blanked last
	for _, n := range namesAsked(states, text) {
		if n.object {
			continue
		}
		from := n.Start
		if end >= 0 && andWord.MatchString(text[end:n.Start]) {
			from = end
		} else if at := articleBefore.FindStringIndex(before(text, n.Mention)); at != nil {
			from -= at[1] - at[0]
		}
		if at := officeBefore.FindStringIndex(text[:from]); at != nil && at[0] >= max(end, 0) {
			from = at[0]
		}
		end = n.End
		if at := officeBehind.FindStringIndex(text[n.End:]); at != nil {
			end += at[1]
		}
		blank(out, from, end)
	}
	return string(out)
}

// officeBefore and officeBehind find who speaks for a delegation, beside its name:
// its statements do not call themselves those of a legal adviser.
var (
	officeBefore = regexp.MustCompile(`(?i)(?:\bthe\s+)?\b` + office + `\s+(?:of|from|for)\s+(?:the\s+)?$`)
	officeBehind = regexp.MustCompile(`(?i)^(?:['’]s?)?\s+` + office + `\b`)
)

const office = `(?:deputy\s+|first\s+|second\s+|third\s+)?(?:permanent\s+representative|representative|ambassador(?:-at-large)?|legal\s+advis[eo]r|head\s+of\s+delegation|delegate|delegation|(?:foreign\s+)?minister|counsell?or|envoy|secretary)`

var articleBefore = regexp.MustCompile(`(?i)(?:\b(?:both\s+(?:of\s+)?)?\bthe(?:\s+two)?|\bboth(?:\s+of)?|\btwo)\s+$`)

// undated leaves the dates out of what is searched for; "" where nothing is
// left.
func undated(text, language string) string {
	text = squeeze(dated.ReplaceAllString(text, " "))
	if len(contentStems(text, language)) == 0 {
		return ""
	}
	return text
}

var possessive = regexp.MustCompile(`(?:^|\s)['’]s?(?:\s|$)|(\pL)['’]s\s`)

// withoutChange takes away the words that ask whether, how or since when a
// delegation's position changed, of which its statements themselves say nothing.
func withoutChange(text string) string {
	if !changeAsked.MatchString(text) {
		return text
	}
	text = changeHead.ReplaceAllString(text, " ")
	return changeTail.ReplaceAllString(changeWords.ReplaceAllString(text, " "), " ")
}

var (
	changeAsked = regexp.MustCompile(`(?i)^\W*(?:how|did|does|has|have|is|in what way|when|why)\b.*\b(?:chang(?:e|ed|ing)|evolv(?:e|ed|ing)|shift(?:ed)?)\b`)
	changeHead  = regexp.MustCompile(`(?i)^\W*(?:how|in what way|when|why)?\s*(?:did|does|do|has|have|is|was)\b`)
	changeWords = regexp.MustCompile(`(?i)\b(?:ever\s+)?(?:chang(?:e|ed|ing)|evolv(?:e|ed|ing)|shift(?:ed)?)\s+(?:its|their|his|her)\s+(?:` + position + `|mind|tune)\b(?:\s+(?:on|about|of|over|regarding|concerning|towards?))?|\b(?:its|their|the)?\s*(?:` + position + `)\s+(?:on|about|of|over|regarding|concerning|towards?)\b`)
	changeTail  = regexp.MustCompile(`(?i)\s(?:chang(?:e|ed|ing)|evolv(?:e|ed|ing)|shift(?:ed)?)(?:\s+(?:over|with|through)\s+(?:time|the\s+years))?\W*$|\s(?:over|with|through)\s+(?:time|the\s+years)\W*$`)
)

// requests are the words before a question that has no mark of its own: "can you
// tell me what France says".
var requests = regexp.MustCompile(`(?i)^\W*(?:please\s+|kindly\s+)*(?:(?:can|could|would|will)\s+(?:you|someone|anyone)\s+(?:please\s+|kindly\s+)?(?:tell|show|explain|let)(?:\s+(?:to\s+)?me)?(?:\s+know)?|(?:please\s+)?tell\s+me|let\s+me\s+know|(?:i|we)(?:['’]d|\s+would)?\s+(?:like|want|need|wish)\s+to\s+know|i\s+(?:was|am)\s+wondering|i\s+wonder|do\s+you\s+know)\s+(?:please\s+)?(?:if|whether)?\s*`)

// askingWords are the words of an English question that ask for words, and
// tell nothing of its subject.
var askingWords = regexp.MustCompile(`(?i)\b(?:,?\s*according to(?:\s+the\b)?` +
	`|(?:what|how)\s+(?:does|do|did|has|have)\s+(?:the\s+)?(?:delegations?\s+|governments?\s+)?` + verbOfSaying + about +
	`|what\s+` + verbOfSaying + about +
	`|(?:has|have|did|does|do)\s+(?:the\s+)?` + verbOfSaying + about +
	`|(?:what|which)\s+(?:is|was|are|were)\s+(?:the\s+)?(?:said|held|known|` + position + `)` + about +
	`|(?:tell me|show me|please|find)` + about +
	`|(?:do|does|did)\s+agree(?:\s+with)?\s+(?:on|about|over)` +
	`|` + comparing + `\s+(?:on|about|over|in|regarding)` +
	`|(?:how|where|why|in what)\s+(?:do|does|did)\s+(?:the\s+)?(?:` + position + `)?\s*(?:of\s+)?(?:differ|diverge|disagree|agree)(?:\s+(?:with|from)\b)?(?:\s+each\s+other)?\s+(?:on|about|over|in|regarding|concerning)(?:\s+the\s+(?:topics?|questions?|issues?|matters?|subjects?)\s+of)?` +
	`|when\s+(?:did|does|has|have|was|were)\s+(?:first|last)\s+(?:` + verbOfSaying + `|call(?:ed)?\s+for|raised?|supported|support)` + about +
	`|(?:the\s+)?(?:` + position + `|statements?)\s+(?:of|by|on|about|regarding|concerning|towards?)(?:\s+the\b)?)\b` +
	`|^(?:(?:do|does|did)\s+agree(?:\s+with)?|` + comparing + `)\W*$`)

const (
	comparing    = `(?:compare|(?:what\s+(?:is|are)\s+)?(?:the\s+)?differences?\s+between)`
	verbOfSaying = `(?:say|said|think|thought|believe|believed|state|stated|propose|proposed|mention|mentioned|speak|spoke|says|thinks|believes|proposes|mentions|speaks)`
	about        = `(?:\s+(?:about|on|of|regarding|concerning))?`
	position     = `positions?|views?|stances?|opinions?|approach|attitude`
)

// Questions in the other languages begin or end in a run of words that ask:
// "Quelle est la position de ... sur le ...", "... selon ...". What is between
// is the subject.
var askingRuns = map[string]map[string]bool{
	"fr": wordSet("quelle quelles quel quels est sont était a ont été la le les l de du des d au aux en et un une position positions avis point vue vision opinion attitude approche " +
		"que qu est-ce qu'est-ce qui quoi ce dit disait dite disent dire déclaré pense pensent penser propose proposent proposé selon d'après après sur concernant à propos sujet quant " +
		"matière comment voit voient considère y t il elle ils elles déclaration déclarations parle parlent parlé dit-elle dit-il pense-t-elle matière moi dis-moi"),
	"es": wordSet("cuál cuáles cual es son fue la el los las lo de del y posición posiciones opinión visión postura posturas actitud qué que dice dicen dijo dijeron ha han dicho piensa " +
		"piensan opina opinan propone proponen según sobre acerca con respecto a al en cuanto cómo ve ven declaración declaraciones declarado materia un una tiene dime"),
	"ru": wordSet("что говорит говорят говорила сказал сказала сказали думает думают заявил заявила заявили заявляет считает считают какова какая каково каков какие позиция позиции позицию " +
		"мнение мнения точка зрения взгляд взгляды подход по о об обо про относительно согласно в отношении вопросу вопросам вопросе вопросах как относится относятся смотрит к на какую " +
		"занимает и у расскажи мне ли предлагает предлагают насчет насчёт"),
	"ar": wordSet("ما هو هي ماذا قال قالت قالوا تقول يقول موقف مواقف رأي وجهة نظر من عن بشأن حول في بخصوص تجاه إلى على كيف ترى يرى تنظر وفقا وفقًا ل حسب و الذي التي هل عند بـ لـ"),
}

// withoutAsking takes those runs away. Chinese has no spaces, so that its runs
// are patterns.
func withoutAsking(text, language string) string {
	if language == "zh" {
		return chineseTail.ReplaceAllString(chineseHead.ReplaceAllString(text, ""), "")
	}
	// An elided word ("l'", "qu'") is a word of the run as well.
	words := strings.Fields(elided.ReplaceAllString(text, "$1' $2"))
	run := askingRun(words, language)
	if run == nil {
		return text
	}
	asks := func(word string) bool { return letters(word) == "" || run[letters(word)] }
	for len(words) > 0 && asks(words[0]) {
		words = words[1:]
	}
	for len(words) > 0 && asks(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.TrimRight(strings.Join(words, " "), " ?!.؟")
}

// askingRun gives the words that ask in a language; where a question is too
// short to tell which it is in, those that its first word is one of.
func askingRun(words []string, language string) map[string]bool {
	if language != "" || len(words) == 0 {
		return askingRuns[language]
	}
	for _, l := range []string{"fr", "es", "ru", "ar"} {
		if run := askingRuns[l]; run[letters(words[0])] {
			return run
		}
	}
	return nil
}

// letters gives a word without what stands around it, in small letters.
func letters(word string) string {
	return strings.ToLower(strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }))
}

var (
	elided      = regexp.MustCompile(`(?i)\b(qu|l|d)['’](\pL)`)
	chineseHead = regexp.MustCompile(`^(?:[\s，、？?]|请问|关于|根据|按照|对于|针对|对|就|在|认为|如何看待|怎么看待|怎么看|如何看|说了?|表示|的|和|与)+`)
	chineseTail = regexp.MustCompile(`(?:[\s，、？?。]|的?(?:基本)?(?:立场|看法|观点|态度|意见|主张)|是什么|是怎样的|怎么样|如何看待|如何|怎么看|怎么说|说了什么|说过什么|说什么|有什么|有何|持什么|持何|什么|问题上?|方面|上的)+$`)
)
