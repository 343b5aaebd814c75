package discover

import (
	"regexp"
	"strings"
	"time"
)

var noDay time.Time

// saidWords: how titles call what was said or handed in.
var saidWords = regexp.MustCompile(`(?i)\b(?:statements?|remarks?|interventions?|address|speech|declaration|keynote|rights? of reply|position|positions|paper|non-?paper|comments|contribution|submission|` +
	`proposals?|views|national position|letter|explanations? of (?:vote|position)|declaración|intervención|discurso|palabras|alocución|posición|documento de trabajo|` +
	`déclaration|discours|allocution|contribution|document de (?:travail|position))\b|выступлени|заявлени|речь|позици|рабочий документ|发言|讲话|声明|致辞|立场文件|工作文件|بيان|كلمة|مداخلة|ورقة`)

// listsWords: how pages and headings call a list of what was said.
var listsWords = regexp.MustCompile(`(?i)\b(?:statements|remarks|interventions|speeches|declaraciones|intervenciones|discursos|déclarations|discours|interventions)\b|выступлени|заявлени|发言|讲话|声明|بيانات|كلمات`)

var (
	nextWords  = regexp.MustCompile(`(?i)^(?:[»›→>]+|(?:go to )?next(?: page)?|older(?: posts| entries)?|siguiente|página siguiente|suivant|page suivante|следующая(?: страница)?|вперед|下一页|下页|التالي|الصفحة التالية)\s*[»›→>]*$`)
	mediaWords = regexp.MustCompile(`(?i)^\W*(?:watch|video|webcast|audio|listen|photos?|press release archive|live|слушать|видео|vidéo|subscribe|register|sign up|log ?in)\b`)
)

// How heads call the columns that are looked at.
var (
	stateColumn = regexp.MustCompile(`(?i)^\W*(?:(?:member |observer )?states?|countr(?:y|ies)|delegations?|groups?(?: of states)?|speakers?|delivered by|on behalf of|submitted by|authors?|país(?:es)?|estados?|delegación|delegaciones|` +
		`pays|états?|délégations?|государств[оа]|стран[аы]|делегаци[яи]|国家|代表团|الدولة|الوفد)\b`)
	personColumn = regexp.MustCompile(`(?i)^\W*(?:speakers?|delivered by|name|orador|orateur|выступающий|发言人|المتكلم)\b`)
	dateColumn   = regexp.MustCompile(`(?i)^\W*(?:date|day|fecha|дата|日期|التاريخ)`)
)

// topicWords are the beginnings of words by which a title shows its topic, in
// the order of catalog.Topics. They are few on purpose: what is not plain is "general".
var topicWords = []struct{ topic, words string }{
	{"threats", "threat|ransomware|malicious|amenaza|menace|угроз|威胁|التهديد"},
	{"norms", "norms|norm of|responsible state behavio|responsible behavio|rules, norms|normas|normes|норм |нормы|规范|القواعد"},
	{"international-law", "international law|international humanitarian law|derecho internacional|droit international|международно|国际法|القانون الدولي"},
	{"cbms", "confidence-building|confidence building|points of contact|fomento de la confianza|mesures de confiance|мер доверия|меры доверия|建立信任|بناء الثقة"},
	{"capacity-building", "capacity-building|capacity building|creación de capacidad|fomento de capacidad|renforcement des capacités|наращивани|能力建设|بناء القدرات"},
	{"institutional-dialogue", "institutional dialogue|programme of action|program of action|future mechanism|permanent mechanism|diálogo institucional|dialogue institutionnel|институционал|机制对话|المؤسسي"},
	{"modalities", "modalit|modalidades|stakeholder participation|organization of work|organisation of work|модальност"},
}

// topicsIn lists the topics that a title names, ["general"] where none.
func topicsIn(title string) (topics []string, named bool) {
	text := " " + strings.ToLower(title) + " "
	for _, t := range topicWords {
		for w := range strings.SplitSeq(t.words, "|") {
			at := strings.Index(text, w)
			if at > 0 && (w[0] >= 0x80 || strings.ContainsAny(text[at-1:at], " -(/“\"'‘:,")) {
				topics = append(topics, t.topic)
				break
			}
		}
	}
	if len(topics) == 0 {
		return []string{"general"}, false
	}
	return topics, true
}
