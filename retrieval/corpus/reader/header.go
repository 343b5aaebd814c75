package reader

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// class says what a line of the header is.
type class int

const (
	unknown    class = iota // short, and nothing tells what it is
	page                    // furniture
	dateLine                // a date, perhaps with the city or the time
	labelled                // "Location: New York"
	teaserLine              // "Read the statement by ..., delivered by ..."
	titleLine               // "Statement by ..."
	symbolLine              // "A/AC.292/2022/L.1*"
	masthead                // "General Assembly", "Distr.: General"
	letterhead              // "PERMANENT MISSION OF ..."
	check                   // "Check against delivery"
	nameLine                // "H.E. Mr. X Y", with or without the post
	postLine                // "Permanent Representative of ..."
	occasion                // "At the second substantive session of ..."
	salutation              // "Mr. Chair,": the body begins
	running                 // prose: the body begins
)

// strong classes are a header's for certain. The others are where a strong one
// stands in the same block.
func (c class) strong() bool {
	switch c {
	case page, dateLine, labelled, teaserLine, titleLine, symbolLine, masthead, letterhead, check:
		return true
	}
	return false
}

// headerLines is how many lines that are not blank the header may have.
const headerLines = 120

// longest is the length in bytes of the longest line that may be a header's.
const longest = 2000

// headerLine is a line of the header and what it is.
type headerLine struct {
	line
	class class
	gap   bool // a blank line stands before it
}

// headerOf finds the header and the number of the line with which the body
// begins. A text that begins at once has no header. titles are lines known for
// titles.
func headerOf(lines []line, titles []string) ([]headerLine, int) {
	var head []headerLine
	strong, blank := false, true
	for i, l := range lines {
		if l.text == "" {
			blank = true
			continue
		}
		if len(head) == headerLines {
			break
		}
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1].text
		}
		c := classify(l.text, next, head, blank)
		if slices.Contains(titles, l.text) && c != page && c != salutation {
			c = titleLine
		}
		if c == salutation {
			return ended(head, lines, i, true)
		}
		if c == running {
			return ended(head, lines, i, false)
		}
		strong = strong || c.strong()
		if !strong && len(head) > 12 { // a poem, a list: no header known to us
			return nil, 0
		}
		head = append(head, headerLine{l, c, blank})
		blank = false
	}
	return ended(head, lines, len(lines), false)
}

// ended settles where the header ends, given the line at which the body was
// found to begin. Before a salutation all is header; before prose what follows
// the last line that is a header's for certain belongs to the body, such as
// the heading of its first part.
func ended(head []headerLine, lines []line, body int, saluted bool) ([]headerLine, int) {
	last := -1
	strong := false
	for i, h := range head {
		if h.class.strong() {
			strong = true
		}
		if h.class != unknown {
			last = i
		}
	}
	if !strong {
		return nil, 0
	}
	if saluted {
		return head, body
	}
	head = head[:last+1]
	for body > 0 && (lines[body-1].text == "" || lines[body-1].start > head[last].start) {
		body--
	}
	return head, body
}

func classify(l, next string, head []headerLine, gap bool) class {
	if len(l) > longest { // a paragraph; and the patterns are not run over a file of one line
		if salutes(l[:longest/10]) {
			return salutation
		}
		return running
	}
	switch {
	case salutes(l), invocation.MatchString(l):
		return salutation
	case checkDelivery.MatchString(l):
		return check
	case continuesTitle(l, head, gap):
		return titleLine
	case continuesPost(l, head, gap):
		return postLine
	case titleFirst.MatchString(l) && isTitle(l, head, gap && next == ""):
		return titleLine
	case furniture(l) || dated(l):
		return page
	case isDateLine(l), isLead(l), monthLine.MatchString(l), cityLine.MatchString(l):
		return dateLine
	case teaser.MatchString(l) && len(l) < 700:
		return teaserLine
	case label(l) != "":
		return labelled
	case symbolAlone.MatchString(l):
		return symbolLine
	case mastheadLine.MatchString(l):
		return masthead
	case isLetterhead(l, next):
		return letterhead
	case isTitle(l, head, gap && next == ""):
		return titleLine
	case isNameLine(l):
		return nameLine
	case occasionLine.MatchString(l) && !endsSentence(l) && len(l) < 400 && !firstPerson.MatchString(l) && !strings.HasSuffix(l, ","):
		return occasion
	case isPost(l):
		return postLine
	case prose(l, next):
		return running
	}
	return unknown
}

// isLetterhead: a sender's name, and not a sentence that begins with one.
func isLetterhead(l, next string) bool {
	if len(l) > 300 || !letterheadLine.MatchString(l) || startsLower(strings.TrimPrefix(l, "The ")) {
		return false
	}
	return sentences(l) == 0 && !startsLower(next) && !firstPerson.MatchString(l) && (capitals(l) || mostlyCapitalised(l) || words(l) < 4)
}

func startsLower(s string) bool { return unicode.IsLower(firstRune(s)) }

// salutes tells whether a line begins as speakers begin: "Mr. Chair," alone or
// followed by the first sentence.
func salutes(l string) bool {
	return salutationLine.MatchString(strings.TrimLeft(l, `*_"“«> `))
}

var salutationLine = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
	// English
	`(?:many |i |we |let me )?thank(?:s| you)(?: very much)?,? (?:to you,? )?(?:mr|madame?|mister|ms|chair|president|moderator|your|dear|distinguished|excellenc)\b`,
	`(?:good (?:morning|afternoon|evening|day))(?: to (?:you )?(?:all|everyone|everybody))?\b`,
	`(?:dear|distinguished|esteemed|respected|hono(?:u)?rable) (?:mr|madame?|ms|sir|chair|co-?chairs?|president|secretary|excellenc|colleague|delegate|friend|ladies|representative|participant|member|guest|moderator|minister|ambassador|panel|head|comrade|expert)\p{L}*`,
	`(?:mr|mister|madame?|mdm|ms|mrs|sir)\.? ?(?:vice[- ])?(?:co-?)?(?:chair(?:man|person|woman|lady)?|president|secretary[- ]general|moderator|facilitator|speaker|under-?secretary|high representative)(?:[,;:.!–—-]|$| of the (?:(?:\S+ )?(?:united nations )?(?:\S+ session of the (?:united nations )?)?general|committee|working group|security council|conference|council)| (?:i|we|my|let|allow|at|on|it|the|this|thank|first|as|distinguished|dear|excellenc\p{L}*|colleagues|and)\b)`,
	`(?:chair(?:man|person|woman)?|president|moderator|colleagues|friends|delegates|secretary[- ]general|excellency|your excellenc(?:y|ies)|your majest(?:y|ies)|ladies and gentlemen)[,:!–— ]*(?:[,:!–—]|$| (?:i|we)\b)`,
	`excellencies\b`, `ladies (?:and|&) gentlemen\b`, `your (?:excellenc|majest|royal highness)\p{L}*`, `majesties\b`,
	`president,? (?:colleagues|friends|excellencies|distinguished|delegates)\b`, `i thank you,? (?:mr|madame?|ms|chair|president)\b`,
	// Spanish
	`(?:muchas )?gracias,? (?:señora?|sr|sra|presidente|presidenta)\b`, `(?:buenos días|buenas tardes)\b`,
	`(?:señora?|sr|sra)\.? (?:president[ea]|secretari[oa]|coordinador|moderador)\p{L}*`, `(?:estimad|distinguid|querid|apreciad)[oa]s? (?:señor|president|colega|amig|delegad|representante|embajador|compañer|excelen)\p{L}*`, `(?:excelencias?|excelentísim\p{L}+|señoras y señores|señores|colegas|distinguidos)[,:. ]`, `(?:señor|señora)[,:]`, `su(?:s)? excelencias?[,:]`,
	// French
	`merci,? (?:monsieur|madame)\b`, `(?:monsieur|madame)(?:,? (?:le|la) (?:président|présidente|secrétaire|modérat)\p{L}*|[,:])`, `(?:mesdames|messieurs|excellences?|cher(?:s|es)?|distingués?) ?(?:et|,|:|collègues|délégués|amis|mesdames|messieurs|représentants|$)`,
	// Russian
	`(?:глубоко)?уважаем\p{L}+`, `дороги\p{L}+ (?:друзья|коллеги|участник)\p{L}*`, `(?:господин|госпожа|г-н|г-жа) (?:председател|президент|генеральн|модератор)\p{L}*`, `дамы и господа`, `коллеги[,!]`, `ваш\p{L}* превосходительств\p{L}*`, `(?:благодарю|спасибо)(?: вас)?,? (?:г-н|господин|госпожа|г-жа|уважаем)`, `добр\p{L}+ (?:день|утро|вечер)`,
	// Chinese
	`(?:谢谢)?(?:尊敬的|主席(?:先生|女士|阁下|，|,|：|:)|各位|女士们|先生们|同事们)`,
	// Arabic
	`(?:شكرا|شكراً),?،? (?:السيد|سيدي|لكم)`, `(?:السيد|السيدة|سيدي|سيدتي) ?(?:الرئيس|الرئيسة|رئيس|رئيسة|الأمين)`, `أصحاب (?:المعالي|السعادة|السمو|الجلالة)`, `السيدات والسادة`, `الزملاء`,
}, "|") + `)`)

// isDateLine: a date with no more than a city, a weekday, a time or a number
// beside it.
func isDateLine(l string) bool {
	if len(l) > 140 {
		return false
	}
	if clock.MatchString(l) {
		return true
	}
	l = westernDigits.Replace(l)
	for _, h := range datesIn(l, true) {
		rest := l[:h.start] + " " + l[min(h.end, len(l)):]
		rest = uniqueID.ReplaceAllString(timeOfDay.ReplaceAllString(weekday.ReplaceAllString(rest, ""), ""), "")
		if words(rest) <= 6 && !strings.HasSuffix(l, ",") && onlyPlaces(rest) {
			return true
		}
	}
	return false
}

var (
	uniqueID  = regexp.MustCompile(`(?i),? ?\bunique id: ?([a-z0-9][a-z0-9_.\-]{2,39})\b`)
	timeOfDay = regexp.MustCompile(`(?i)[-–,T]? ?\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?(?: ?[ap]\.?m\.?| ?hrs?| ?UTC| ?GMT)?`)
	// the lead of a release: "25 May 2023, New York – Statement on behalf ..."
	dateLead = regexp.MustCompile(`(?i)^[ ,]*\p{L}[\p{L}. ]{2,30} ?[–—-] (?:statement|remarks|speech|intervention)\b`)
)

// isLead: a release's first line, "25 May 2023, New York – Statement on behalf
// of ...", which holds what other pages print in a title.
func isLead(l string) bool {
	if len(l) > 800 {
		return false
	}
	l = westernDigits.Replace(l)
	for _, h := range datesIn(l, true) {
		if h.start < 20 && dateLead.MatchString(l[:h.start]+" "+l[min(h.end, len(l)):]) {
			return true
		}
	}
	return false
}

var (
	// monthLine: a month and a year are no day, but are a header's.
	monthLine = regexp.MustCompile(`(?i)^(?:\p{L}{3,12} (?:19|20)\d{2}|\d{1,2} (?:de )?\p{L}{3,12})$`)
	// cityLine: a city alone.
	cityLine = regexp.MustCompile(`(?i)^\(?(?:new york|geneva|vienna|nueva york|ginebra|genève|нью-йорк|женева|united nations headquarters)(?:,? (?:n\.?y\.?|new york|usa|switzerland|austria))?[.)]*$`)
	// teaser: the line that leads from a page to the text below it.
	teaser = regexp.MustCompile(`(?i)^(?:read|watch|see|find|download|listen to) (?:the |below |here |our )*.{0,300}\b(?:statement|speech|remarks|intervention)\b`)
)

// continuesPost: an office that goes on, "of the Kingdom of the Netherlands".
func continuesPost(l string, head []headerLine, gap bool) bool {
	if gap || len(head) == 0 || len(l) > 160 || endsSentence(l) || firstPerson.MatchString(l) {
		return false
	}
	if atOccasion.MatchString(l) && occasionLine.MatchString(l) {
		return false
	}
	before := head[len(head)-1]
	return (before.class == postLine || before.class == nameLine) && postGoesOn.MatchString(l)
}

// atOccasion: what goes on after an office is where the words were said, and
// not where the office is held.
var atOccasion = regexp.MustCompile(`(?i)^at (?:the|an?) (?:.{0,60}\b(?:debate|session|meeting|discussion|dialogue|conference|first committee|open[- ]ended working group|council)\b)`)

var postGoesOn = regexp.MustCompile(`^(?:of|for|to|and|at|de|del|du|des|auprès|ante|при|en) `)

// onlyPlaces tells whether what stands beside a date is names of places and
// the small words around them.
func onlyPlaces(rest string) bool {
	for _, w := range strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' }) {
		if startsLower(w) && !smallWords[strings.ToLower(w)] {
			return false
		}
	}
	return true
}

var smallWords = map[string]bool{
	"de": true, "del": true, "at": true, "in": true, "on": true, "le": true, "la": true, "el": true, "à": true, "en": true, "г": true, "года": true, "от": true, "h": true, "hrs": true, "am": true, "pm": true, "a": true, "m": true, "p": true, "the": true, "of": true, "posted": true, "published": true, "unique": true, "id": true, "local": true, "time": true,
}

// invocation: the words that open a speech before the salutation.
var invocation = regexp.MustCompile(`(?i)^["“(]?(?:in the name of (?:god|allah|almighty)|bismillah|au nom de dieu|en el nombre de dios|بسم الله|во имя (?:бога|аллаха))`)

// checkDelivery: notices on how the text relates to what was said.
var checkDelivery = regexp.MustCompile(`(?i)^[\[(*–— ]*(?:(?:please )?check (?:upon |on )?(?:against|with) delivery|final|as delivered|as prepared(?: for delivery)?|unofficial translation|courtesy translation|official translation|translation(?: from \p{L}+)?|(?:under )?embargo(?:ed)?.{0,120}|(?:(?:advance|unedited|embargoed|corrected|revised|updated|uncorrected) )+(?:copy|version|text)(?:[ ,:(–—-].{0,140})?|cotejar con el texto leído|verificar al ser pronunciado|seul le prononcé fait foi|à vérifier à l[’']audition|проверить по произнесен\p{L}+|неофициальный перевод|original: \p{L}+|speech|statement|policy paper|press release|news|transcript|intervention|discurso|intervención|déclaration|выступление|заявление|this was published under the .{3,80} government)[\])*!. –—]*$`)

// mastheadLine: the head of a document of the United Nations.
var mastheadLine = regexp.MustCompile(`(?i)^(?:united nations|nations unies|naciones unidas|организация объединенных наций|联合国|الأمم المتحدة|general assembly|assemblée générale|asamblea general|генеральная ассамблея|security council|first committee|economic and social council|distr\.?:? ?(?:general|limited|restricted)?|general|limited|original: .{3,60}|(?:english|french|spanish|russian|chinese|arabic)(?: and \p{L}+)? only|advance unedited version|(?:(?:\p{L}+-)?\p{L}+|\d{1,3}(?:st|nd|rd|th)) session|item \d{1,3}(?: ?\([a-z]\))?(?: of the .{0,60})?\**|agenda items? \d{1,3}.{0,80}|\d{2}-\d{5} ?\([A-Z]\).{0,30}|\*\d{7}\*)$`)

// letterheadLine: the sender, as letterheads and page heads name it.
var letterheadLine = regexp.MustCompile(`(?i)^(?:the )?(?:permanent (?:mission|delegation|representation|observer mission)|mission|embassy|ministry of (?:foreign|external)|ministry for foreign|delegation of|misión permanente|ministerio de (?:relaciones|asuntos)|mission permanente|ministère des affaires|постоянное представительство|посольство|министерство иностранных|consulate general|federal ministry|government of|department of (?:state|foreign)|u\.?s\.? department of state|外交部|常驻联合国|البعثة الدائمة|وزارة الخارجية)\b.{0,260}$|^(?:tel|fax|phone|telephone|e-?mail|website)\b[.: ].{0,120}$|^.{3,80} permanent mission to the united nations.{0,60}$|^people[’']s republic of china$`)

// occasionLine: where it was said, on a line of its own.
var occasionLine = regexp.MustCompile(`(?i)^(?:(?:delivered |held )?(?:at|during|before|to|in) (?:the|an?) .{4,}|on (?:the occasion of .{4,}|agenda item .+|["“«‘'].{4,})|(?:on )?(?:agenda )?item \d.{0,200}|.{0,80}\b(?:substantive|organi[sz]ational|inter-?sessional) (?:session|meeting)\b.{0,160}|.{0,40}thematic (?:debate|discussion|cluster).{0,120}|cluster (?:\d|[ivx]+|one|two|three|four|five|six|seven)\b.{0,120}|en (?:el|la) .{4,200}|lors d.{4,200}|на .{4,200}(?:сесси|заседани|конференци).{0,100})$`)

// label gives the label of a labelled line in lower case, and "" for others.
func label(l string) string {
	if g := labelLine.FindStringSubmatch(l); g != nil {
		return strings.ToLower(g[1])
	}
	return ""
}

var labelLine = regexp.MustCompile(`(?i)^\**(presenter|speaker|delivered by|location|venue|place|date(?: of statement)?|event|meeting|session|delegation|country|symbol|title|subject|topic|language|作成日|작성일|date|fecha|lugar|orador[a]?|lieu|orateur|дата|место|докладчик)\**(?: ?[:：]\**|$)(.*)$`)
