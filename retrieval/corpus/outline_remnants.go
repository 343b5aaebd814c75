package corpus

import (
	"regexp"
	"strings"
	"unicode"
)

// What stands in a text and was never said: notices on the copy ("Check against
// delivery", "Corrected version – replaces that of 3 July"), the mark of its end,
// and what a page leaves between paragraphs, such as buttons and lines on cookies.
// The readers cut it off a text's ends; here it is found within.

var (
	// copyNotice: a line on the copy. As no sentence ends with it, it has no full
	// stop, or says what it replaces.
	copyNotice = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
		`(?:please )?check (?:against|upon|on|with) delivery.{0,40}`, `as (?:delivered|prepared(?: for delivery)?)`,
		`(?:strictly )?(?:under )?embargo(?:ed)?(?:[: ](?:until|till|for|by|on|to|not|against|jusqu|hasta|до)?.{0,120})?`, `not for (?:publication|release|distribution) (?:before|until).{0,80}`,
		`(?:(?:advance|unedited|final|embargoed|corrected|revised|updated|amended|provisional|abridged|full|short|long|written|unofficial|uncorrected) )+(?:copy|version|text|transcript)(?:[ ,:(–—-].{0,140})?`,
		`(?:corrigendum|erratum|correction|reissued|re-issued)(?:[ ,:(–—-].{0,140})?`,
		`seul le prononcé fait foi`, `à vérifier (?:à l[’']audition|au prononcé)`, `(?:texte|version) (?:corrigée?|révisée?|non éditée?|provisoire)(?:[ ,:(–—-].{0,140})?`,
		`cot[eé]jar con .{0,40}`, `verificar (?:al|contra|con) .{0,40}`, `(?:texto|versión) (?:corregid[oa]|revisad[oa]|no editad[oa]|preliminar)(?:[ ,:(–—-].{0,140})?`,
		`проверить по (?:произнес|факт).{0,40}`, `сверить с .{0,40}`, `(?:исправленн|неотредактированн|предварительн)\p{L}+ (?:текст|версия|вариант)(?:[ ,:(–—-].{0,140})?`,
		`(?:请)?以(?:实际|现场|口头)?发言为准`, `(?:更正|修订|未经编辑)(?:版|本|稿)?.{0,60}`, `يراجع (?:عند|لدى) الإلقاء`, `(?:نسخة|نص) (?:مصححة?|منقحة?|غير محررة?).{0,80}`,
		`word ?count:? ?\d+.{0,20}`, `\d{2,5} words`, `(?:speaking )?time(?: limit)?:? ?\d+ ?(?:min|sec).{0,30}`,
	}, "|") + `)$`)
	replacesCopy = regexp.MustCompile(`(?i)^(?:this|the) (?:(?:corrected|revised|updated|present|attached|above|following) )*(?:version|text|copy|document|transcript|statement) (?:replaces|supersedes|corrects|was (?:corrected|revised|updated|checked|edited|reissued)|has (?:been|not been) (?:edited|corrected|checked|revised|reissued)|is (?:embargoed|unedited|not an official)).{0,160}$`)
	endMark      = regexp.MustCompile(`(?i)^(?:the )?ends?$|^fin(?: (?:de la|del|du) (?:discours|discurso|intervención|déclaration|statement))?$|^end of (?:the )?(?:statement|text|speech)$|^конец(?: выступления| текста)?$|^(?:完|结束|全文完)$|^انتهى$`)
	endGlued     = regexp.MustCompile(`[\[(](?:END|End|ENDS|Ends|FIN|Fin|КОНЕЦ|完|انتهى)[\])]`)
	noticeGlued  = regexp.MustCompile(`^[\W_]*(?:PLEASE )?(?:CHECK AGAINST DELIVERY|ADVANCE (?:UNEDITED )?(?:COPY|VERSION)|EMBARGOED|AS DELIVERED|AS PREPARED FOR DELIVERY|CORRECTED (?:VERSION|COPY))`)
	// pageRemnant: what a page has between paragraphs; no State says so of itself
	pageRemnant = regexp.MustCompile(`(?i)^(?:` + strings.Join([]string{
		`(?:this|our|the) (?:web)?(?:site|page) uses cookies.{0,300}`, `we use (?:\p{L}+ ){0,3}cookies.{0,300}`, `by (?:continuing|using|browsing|clicking).{0,80}(?:cookies|this (?:web)?site|accept|agree|consent).{0,200}`, `by continuing,? you (?:accept|agree|consent).{0,120}`,
		`(?:nous utilisons|ce site utilise) (?:des |les )?cookies.{0,300}`, `(?:este sitio (?:web )?(?:utiliza|usa)|utilizamos|usamos) cookies.{0,300}`, `(?:мы используем|(?:этот |наш )?сайт использует) .{0,20}cookie.{0,300}`, `(?:本网站|我们)使用.{0,10}cookie.{0,200}`, `(?:يستخدم|نستخدم) .{0,40}(?:ملفات تعريف الارتباط|الكوكيز).{0,200}`,
		`(?:read|see|show|learn|find out|view|load) (?:more|full article|all)(?: (?:about|on|news|articles|statements|stories|here|of).{0,100})?[ .…»›>→]*`, `(?:lire la suite|en savoir plus|leer más|ver más|подробнее|читать далее|читайте также.{0,120}|阅读(?:更多|全文)|更多|اقرأ (?:المزيد|أيضا).{0,100})[ .…»›>→]*`,
		`share (?:this|on|via|with|to)(?: .{1,60})?`, `(?:partager|compartir|поделиться|分享到?|شارك)(?: (?:sur|en|в|on|this|cet).{0,60})?`, `follow us(?: on)?.{0,60}`, `(?:suivez-nous|síguenos|подпис\p{L}+ на).{0,60}`, `subscribe (?:to|for) (?:our|the) .{0,80}`, `sign up (?:for|to) (?:our|the) .{0,80}`,
		`(?:last|page last) (?:updated|modified|reviewed).{0,60}`, `(?:dernière mise à jour|mis(?:e)? à jour le|última actualización|actualizado el|(?:дата )?обновлен[оия]+|последнее обновление|最后更新|更新时间|آخر تحديث).{0,60}`,
		`(?:photo|image|picture|video|foto)(?: credits?| by)?: ?.{1,80}`, `(?:views|hits|downloads|просмотров|浏览次数|阅读次数|조회수)[: ]*[\d,. ]+`, `(?:责任编辑|编辑|来源)[:：].{1,30}`, `(?:tags?|topics?|keywords?|filed under|categories?)\s?: ?.{1,120}`,
		`your browser does not support.{0,120}`, `please enable javascript.{0,120}`, `powered by .{1,60}`, `click here (?:to|for) .{1,80}`, `(?:download|open) (?:the |this )?(?:full )?(?:statement|document|pdf|file|text|version)(?: .{0,60})?`,
		`(?:previous|next) (?:article|post|page|statement|news).{0,100}`, `(?:related|more|latest|recent|popular|other) (?:news|articles?|stories|posts|statements|content|documents|links|speeches)(?::.{0,100})?`, `(?:leave|post|add) a (?:comment|reply).{0,60}`, `\d+ (?:comments?|shares?|likes?|views?)`, `back to (?:top|news|list|all|home).{0,60}`, `skip to (?:main )?content`,
	}, "|") + `)$`)
)

// longestRemnant is how many bytes a remnant has at most.
const longestRemnant = 400

// isRemnant tells whether words are a notice, an end's mark or a page's, and no more.
func isRemnant(words string) bool {
	if len(words) > longestRemnant || startsLower(words) {
		return false
	}
	bare := strings.TrimFunc(words, func(r rune) bool {
		return strings.ContainsRune("*_#[](){}<>«»|•·-–—=~ ", r) || unicode.IsSpace(r)
	})
	if bare == "" {
		return false
	}
	return endMark.MatchString(bare) && bare != "End" || replacesCopy.MatchString(bare) || pageRemnant.MatchString(bare) ||
		copyNotice.MatchString(bare) && (!endsSentence(lastMark(bare)) || strings.Contains(bare, "delivery"))
}

// remnants finds these stretches, by lines and by sentences.
func (o *Outline) remnants(out []Span, lines []textLine) []Span {
	for _, l := range lines {
		if isRemnant(l.In(o.text)) {
			out = append(out, l.Span)
			for _, broken := range o.SentencesIn(l.Span) { // what it stands in the midst of is no whole sentence
				out = append(out, broken.Span)
			}
		}
	}
	loud := shouts(o.text)
	for i, s := range o.Sentences {
		words := s.In(o.text)
		switch at := endGlued.FindStringIndex(words[max(0, len(words)-24):]); {
		case isRemnant(words), noticeGlued.MatchString(words), i > 0 && o.Sentences[i-1].Paragraph == s.Paragraph && !loud && headingGlued(words):
			out = append(out, s.Span)
		case at != nil:
			from := s.Start + max(0, len(words)-24)
			out = append(out, Span{from + at[0], from + at[1]})
		}
	}
	return out
}

// headingGlued tells whether a sentence that stands behind another is a heading
// whose line's end was lost: capitals throughout, no full stop and no verb.
func headingGlued(words string) bool {
	if capitalVerb.MatchString(words) {
		return false
	}
	upper := 0
	for _, r := range words {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper > 9 && strings.ContainsRune(words, ' ') && !endsSentence(lastMark(words))
}

// shouts tells whether much of a text is in capitals, so that they mark nothing.
func shouts(text string) bool {
	upper, all := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			all++
			if unicode.IsUpper(r) {
				upper++
			}
		}
	}
	return upper*4 > all
}

var capitalVerb = regexp.MustCompile(`\b(?:IS|ARE|WAS|WERE|BE|BEEN|MUST|SHALL|SHOULD|WILL|WOULD|CAN|CANNOT|MAY|HAS|HAVE|HAD|DO|DOES|NOT|WE|I|OUR|MY|EST|SONT|DOIT|DOIVENT|ES|SON|DEBE|DEBEN|NOUS|NOSOTROS)\b`)
