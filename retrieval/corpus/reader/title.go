package reader

import (
	"regexp"
	"strings"
	"unicode"
)

// kinds of statements as titles call them, in the order in which they are
// looked for: what is more particular first.
var titleKinds = []struct {
	kind string
	re   *regexp.Regexp
}{
	{"explanation-of-position", regexp.MustCompile(`(?i)explanations? of (?:its |the |our )?(?:vote|position)|\bE(?:OP|OV)\b|explicación de (?:voto|posición)|explication de (?:vote|position)|(?:по )?мотив\p{L}+ голосования|с разъяснением позиции|解释性发言|解释投票|تعليل (?:التصويت|الموقف)`)},
	{"transcript", regexp.MustCompile(`(?i)\btranscript\b`)},
	{"working-paper", regexp.MustCompile(`(?i)\b(?:working|conference room|discussion|food-for-thought) paper|\bnon-?paper|documento de trabajo|document de travail|рабочий документ|工作文件|ورقة عمل`)},
	{"working-paper", regexp.MustCompile(`(?i)\b(?:comments|feedback|proposals?|considerations|amendments)\b.*\bdraft`)},
	{"position-paper", regexp.MustCompile(`(?i)\bposition paper|national position|basic position|common position|'?s positions? on|documento de posición|document de position|позиция |立场文件|ورقة موقف|\b(?:written )?(?:comments|submission|contribution|feedback|views|proposals?) (?:by|of|from|on|to)\b`)},
	{"statement", regexp.MustCompile(`(?i)` + spoken)},
	{"report", regexp.MustCompile(`(?i)^(?:(?:final|draft|annual|progress|substantive|chair[’']s|zero|revised|procedural) )*(?:report|summary) (?:of|by)\b|^(?:informe|rapport|доклад) `)},
}

// spoken: the words by which titles call what was said.
const spoken = `\b(?:statement|remarks?|intervention|address|speech|declaration|keynote|rights? of reply|message|talking points|declaración|intervención|discurso|palabras|alocución|derecho de réplica|déclaration|discours|allocution|droit de réponse)\b|выступлени|заявлени|речь|вступительное слово|право на ответ|发言|讲话|声明|致辞|演讲|بيان|كلمة|مداخلة`

const written = `\b(?:position paper|working paper|non-?paper|national position|comments|contribution|submission|written (?:feedback|comments|statement|proposals?)|letter|communiqué |explanation of (?:vote|position)|documento de (?:posición|trabajo)|explicación de (?:voto|posición)|document de (?:travail|position)|explication de (?:vote|position)|contribución)\b|позиция|立场文件`

// reported: how reports and resolutions call themselves.
const reported = `(?:annual progress )?report (?:of|by|to|on) |(?:final |zero |annual )*(?:substantive |progress )*(?:draft )?report$|resolution adopted by|chair[’']s summary|informe de(?:l| la)|rapport d|доклад `

var (
	// the title begins with the kind, after such words as "Opening" or "Joint"
	titleFirst = regexp.MustCompile(`(?i)^["“«*#\[ ]*(?:(?:the|joint|national|written|opening|closing|introductory|concluding|general|brief|official|oral|draft|unofficial|final|text of(?: the)?|full text of(?: the)?|transcript of|keynote|welcome|virtual|short) )*(?:` + spoken + `|` + written + `|` + reported + `)`)
	// or holds it, followed by who or where: "76 AGNU: Intervención de Cuba ..."
	titleWithin = regexp.MustCompile(`(?i)(?:` + spoken + `|` + written + `)s? ?(?:\([^)]{1,40}\) ?)?(?:by|of|on|at|to|from|in|delivered|made|submitted|before|for|during|[–—:\-]|de|del|por|en|ante|par|du|lors|à|на|в|по|\p{Lu}\.|$)`)
	// no title speaks of its reader or its speaker
	firstPerson = regexp.MustCompile(`(?i)(?:^|[\s(,])(?:I|we|my|me|us|our|allow|let|you|your|yo|je|nous|notre|nos|nuestro|nuestra|permítanme|мы|наш\p{L}*|мне|позвольте)[\s,]`)
	// a verb right after the kind makes a sentence of it, not a title
	titleVerb = regexp.MustCompile(`^.{0,160}\b(?:is|am|are|was|were|has|have|had|shows?|showed|reflects?|will|would|should|must|can|cannot|could|may|do|does|did|calls?|called|says?|said|welcomed?|noted|we|our)\b`)
)

// isTitle tells whether a line is the title of a statement rather than a
// sentence about one. alone says that blank lines stand around it.
func isTitle(l string, head []headerLine, alone bool) bool {
	if len(l) > 900 || words(l) == 0 {
		return false
	}
	if unicode.IsLower(firstRune(strings.TrimLeft(l, `"“«*#[ `))) || firstPerson.MatchString(l) {
		return false
	}
	first := titleFirst.MatchString(l) || len(titles(head)) == 0 && !endsSentence(l) && !titleVerb.MatchString(l) && aboutMade(l)
	if !first && (!alone || !titleWithin.MatchString(l) || words(l) > 60) {
		return false
	}
	if n := sentences(l); pluralSentence.MatchString(l) || n > 4 || n > 1 && (titleVerb.MatchString(l) || !alone) && len(datesIn(l, true)) == 0 {
		return false
	}
	if strings.HasSuffix(l, ",") || strings.HasSuffix(l, ";") {
		return first && len(titles(head)) == 0 && words(l) < 30
	}
	if endsSentence(l) {
		return first && !titleVerb.MatchString(l) && len(titles(head)) == 0
	}
	return first || !titleVerb.MatchString(l)
}

// "Statements by several delegations ..." opens a sentence.
var pluralSentence = regexp.MustCompile(`(?i)^(?:statements|interventions|remarks made|speeches|declarations|declaraciones|intervenciones|déclarations|заявления|выступления)\b.* (?:is|are|was|were|have|has|show|showed|made)\b`)

func titles(head []headerLine) []headerLine {
	var out []headerLine
	for _, h := range head {
		if h.class == titleLine {
			out = append(out, h)
		}
	}
	return out
}

// continuesTitle tells whether a line goes on with a title that was wrapped:
// it stands right below it, and the title breaks off in the middle.
func continuesTitle(l string, head []headerLine, gap bool) bool {
	if gap || len(head) == 0 || head[len(head)-1].class != titleLine {
		return false
	}
	before := head[len(head)-1].text
	if endsSentence(before) || isDateLine(l) || isNameLine(l) || label(l) != "" || furniture(l) {
		return false
	}
	r := firstRune(l)
	switch {
	case unicode.IsLower(r) || strings.HasPrefix(l, "(") || hangs.MatchString(before) || strings.HasSuffix(before, ",") && len(before) > 50:
		return true
	case openTitle.MatchString(before):
		return false
	}
	return len(before) >= 60 && !prose(l, "") && !isPost(l)
}

var (
	// a title that breaks off at a word that wants another
	hangs = regexp.MustCompile(`(?i)[\s’'](?:of|the|in|on|at|by|for|to|and|a|an|de|del|la|el|en|du|des|et|y|по|на|в|и|its|their|from|with|before|during|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|H\.E\.?|Ambassador|United|General|Permanent|Deputy)$`)
	// "Statement by" alone: name, post and occasion follow on their own lines
	openTitle = regexp.MustCompile(`(?i)^.{0,60}\b(?:by|of|del?|par|du|delivered by)$`)
)
