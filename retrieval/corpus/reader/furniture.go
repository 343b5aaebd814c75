package reader

import (
	"regexp"
	"strings"
)

// Furniture is what a page has around every text: navigation, language
// switches, buttons, legal lines. The patterns match whole lines, so that a
// sentence that speaks of cookies or of printing is none.

// languageSwitch: "– en-GB1 ru-RU1", "English | Français | Русский", "EN FR ES".
var languageSwitch = regexp.MustCompile(`(?i)^[•·\-–—*|/ ]*(?:(?:` + languageName + `)[•·|/, ]*){2,}$`)

// languageName is a locale's code with the count some portals glue to it, or a
// language's own name; mis-encoded ones hold a question mark.
const languageName = `(?:[a-z]{2}[-_][a-z]{2}|[a-z]{2}[-_](?:hans|hant))\d{0,2}|\b(?:en|fr|es|ru|zh|ar|de|pt|it|ja|el)\b|english|fran(?:ç|\?|c|ã§)ais|espa(?:ñ|\?|n|ã±)ol|русский|deutsch|italiano|portugu(?:ê|\?|e)s|中文(?:[(（]?[简繁]体[)）]?)?|简体中文|繁體中文|عربي|العربية|عربى|日本語|한국어|ελληνικά|türkçe|polski|nederlands|svenska|suomi|dansk|norsk|magyar|čeština|slovenčina|română|български|hrvatski|lietuvių|latviešu|eesti|malti|gaeilge|slovenščina|українська|fa|فارسی`

// singleLanguage: one language's name or locale alone on a line.
var singleLanguage = regexp.MustCompile(`(?i)^[•·\-–—*|/ ]*(?:[a-z]{2}-[A-Z]{2}\d{0,2}|english|fran(?:ç|\?)ais|espa(?:ñ|\?)ol|русский|中文|简体中文|عربي|العربية|日本語|한국어|deutsch)[•·|/ ]*$`)

// navigation are lines that only a page's frame has.
var navigation = regexp.MustCompile(`(?i)^[•·\-–—*|<>«»‹›← →]*(?:` + strings.Join([]string{
	`home(?:page)?`, `back(?: to (?:top|list|home|news|the list|search results))?`, `top`, `menu`, `main menu`, `search`, `site ?map`, `print(?: (?:this )?(?:page|version|article)| pdf)?`,
	`pdf(?: version)?`, `download(?: (?:pdf|file|document|as pdf))?`, `share(?: (?:this|on|via|with)(?: .{1,20})?)?`, `share:?`, `tweet`, `e-?mail(?: this| page)?`, `send by e-?mail`,
	`facebook`, `twitter`, `x`, `linkedin`, `whatsapp`, `telegram`, `instagram`, `youtube`, `flickr`, `vkontakte`, `vk`, `weibo`, `wechat`, `rss`, `copy (?:the )?link`, `follow us(?: on .{1,20})?`,
	`(?:skip|jump) to (?:main )?(?:content|navigation)`, `(?:previous|next)(?: (?:page|article|news|statement))?`, `read more`, `see also`, `related (?:content|news|articles?|links?|documents?|statements?|topics?)`, `more (?:news|statements)`,
	`log ?in`, `sign in`, `register`, `subscribe(?: .{1,30})?`, `contact(?: us|s)?`, `about(?: us| the (?:mission|ministry|embassy))?`, `news`, `latest news`, `all news`, `press cent(?:re|er)`, `statements?(?: and speeches| & speeches)?`, `speeches`, `events`, `media`, `gallery`, `links`, `useful links`, `archive`, `tags?:?.{0,60}`,
	`web content display`, `advanced settings`, `asset publisher`, `nested portlets`, `breadcrumbs?`, `navigation`, `language selector`, `select language`, `choose (?:your )?language`, `text size`, `font size`, `a ?[-+] ?a ?[-+]?`,
	`cookies?(?: (?:policy|settings|preferences|notice))?`, `(?:this|our) (?:web)?site uses cookies.{0,200}`, `we use cookies.{0,200}`, `accept(?: all)?(?: cookies)?`, `reject(?: all)?(?: cookies)?`, `(?:i )?agree`, `decline`,
	`privacy(?: (?:policy|notice|statement))?`, `terms (?:of use|and conditions|of service)`, `legal (?:notice|disclaimer)`, `disclaimer`, `accessibility(?: statement)?`, `copyright.{0,80}`, `(?:©|\(c\)\s*(?:copyright|\d{4})).{0,100}`, `all rights reserved.{0,60}`,
	`welcome to the united nations.{0,40}`, `united nations welcome to the united nations.{0,40}`, `(?:suggest a )?correction`, `views?:? ?\d+`, `hits:? ?\d+`, `\d+ (?:views|shares|comments)`, `comments?(?: \(\d+\))?`, `leave a (?:comment|reply)`,
	`inicio`, `imprimir`, `compartir`, `volver`, `buscar`, `contacto`, `accueil`, `imprimer`, `partager`, `retour`, `rechercher`, `главная`, `печать`, `версия для печати`, `поделиться`, `назад`, `поиск`, `контакты`, `打印`, `分享`, `返回`, `首页`, `关闭窗口`, `طباعة`, `مشاركة`, `الرئيسية`, `목록`, `인쇄`, `조회수`, `\[?edit(?: \| edit source)?\]?`,
}, "|") + `)[•·|<>«»‹›← →]*$`)

// trail: "Home > Statements > 2021", "You are here: Home / News".
var trail = regexp.MustCompile(`(?i)^(?:you are here:? .{1,160}|(?:home|accueil|inicio|главная|首页) ?(?:>|»|›|/|\||→|::) ?.{1,200})$`)

// printed heads and feet: a title with the time of printing, "1 of 7", "Page 1".
var (
	printHead = regexp.MustCompile(`^(.{0,200}?) ?\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2}), \d{1,2}:\d{2}(?::\d{2})?(?: ?[AaPp][Mm])?(?: (.{1,200}))?$`)
	pageOf    = regexp.MustCompile(`^(?:[Pp]age )?(\d{1,3}) ?(?:of|/) ?(\d{1,3})$`)
	pageFoot  = regexp.MustCompile(`^https?://\S+ (\d{1,3}) ?(?:of|/) ?(\d{1,3})$`)
	pageAlone = regexp.MustCompile(`^[Pp]age \d{1,3}$`)
)

// clock: the time of day alone, "18:37".
var clock = regexp.MustCompile(`^\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:[AaPp]\.?[Mm]\.?|h|hrs|UTC|GMT|MSK))?$`)

// furniture tells whether a line belongs to the page and not to the text,
// where it stands at the page's top or bottom.
func furniture(l string) bool {
	switch {
	case len(l) > 260:
		return false
	case languageSwitch.MatchString(l), singleLanguage.MatchString(l), navigation.MatchString(l), trail.MatchString(l):
		return true
	case pageOf.MatchString(l), pageFoot.MatchString(l), pageAlone.MatchString(l), printHead.MatchString(l):
		return true
	}
	return doubled(l) || rule(l)
}

// doubled: "News From Mission News From Mission".
func doubled(l string) bool {
	n := len(l)
	return n > 9 && n%2 == 1 && l[n/2] == ' ' && l[:n/2] == l[n/2+1:]
}

// rule: a line without a letter or digit, such as "* * *" or "____".
func rule(l string) bool {
	return l != "" && strings.Trim(l, "*_-–—=~#.·•|/\\<>+ ") == ""
}

// linkName: an organisation's name followed by its short form, as footers list
// them: "Council of Europe (CoE)".
var linkName = regexp.MustCompile(`^\p{Lu}[\p{L}'’&\- ]{2,60}(?: ?\([\p{L}'’&\- ]{2,60}\))?$`)

// closing: the words with which a statement ends.
var closing = regexp.MustCompile(`(?i)^(?:and )?(?:(?:i |we )?(?:once again )?thank(?:s|ing)?(?: you| all)?\b.{0,120}|(?:muchas )?gracias\b.{0,80}|(?:je vous )?(?:merci|remercie)\b.{0,80}|(?:большое )?(?:спасибо|благодарю|благодарим)\b?.{0,80}|谢谢.{0,20}|感谢.{0,20}|(?:و)?شكرا.{0,60}|وشكراً.{0,60})$`)

func isLink(l string) bool { return len(l) < 200 && linkName.MatchString(l) }

// closes tells whether a line is a closing formula and no more.
func closes(l string) bool { return len(l) < 400 && closing.MatchString(l) }

// bottom gives the number of lines that are text: what comes after them is the
// page's foot. Lines that are furniture by themselves go; short names among
// and above them go only below a closing formula or a gap of blank lines.
func bottom(lines []line) int {
	end := len(lines)
	for end > 0 && lines[end-1].text == "" {
		end--
	}
	mark := footMark(lines, end)
	if mark < 0 {
		return bareFoot(lines, end)
	}
	top := mark
	for i := mark - 1; i >= 0 && mark-i < 60; i-- {
		l := lines[i].text
		switch {
		case l == "":
			if gap(lines, i) {
				return lastText(lines, i+1)
			}
		case closes(l):
			return i + 1
		case furniture(l) && !rule(l) && !dated(l):
			top = i
		case !isLink(l) || endsSentence(l):
			return lastText(lines, top)
		}
	}
	return lastText(lines, top)
}

// footMark finds the uppermost of the lines at the very bottom that are
// furniture by themselves, with only short names between them; -1 where none.
func footMark(lines []line, end int) int {
	mark := -1
	for i, seen := end-1, 0; i > 0 && seen < 60; i-- {
		l := lines[i].text
		switch {
		case l == "":
			continue
		case furniture(l) && !rule(l), dated(l):
			mark = i
		case closes(l), !isLink(l), endsSentence(l):
			return mark
		}
		seen++
	}
	return mark
}

// bareFoot cuts names that stand far below the closing formula, three blank
// lines or more, though nothing marks them as the page's.
func bareFoot(lines []line, end int) int {
	for i := end - 1; i > 0 && end-i < 20; i-- {
		switch l := lines[i].text; {
		case closes(l):
			below := i + 1
			for below < end && lines[below].text == "" {
				below++
			}
			if below < end && below-i > 3 {
				return i + 1
			}
			return end
		case l != "" && (!isLink(l) || endsSentence(l)):
			return end
		}
	}
	return end
}

// dated: "Last updated: 3 June 2021", "Published on ...", a page's own line.
func dated(l string) bool { return len(l) < 200 && pageDate.MatchString(l) }

var pageDate = regexp.MustCompile(`(?i)^(?:last )?(?:updated|modified|reviewed|published|posted|printed|retrieved|accessed)(?: on| at|:)? ?:?.{0,40}\d{4}.{0,20}$`)

// gap: the blank line i is the lowest of two or more.
func gap(lines []line, i int) bool {
	return i > 0 && lines[i-1].text == ""
}

func lastText(lines []line, n int) int {
	for n > 0 && lines[n-1].text == "" {
		n--
	}
	return n
}

// runningHeads gives the lines that a browser printed on every page, which
// stand amidst the text: numbered pages in sequence and a head with the time
// of printing repeated word for word. One alone is left where it is.
func runningHeads(lines []line) map[int]bool {
	heads, pages := map[string][]int{}, map[string][]int{}
	for i, l := range lines {
		if !mayRun(l.text) {
			continue
		}
		if len(l.text) < 6 || len(l.text) > 300 {
			if m := pageOf.FindStringSubmatch(l.text); m != nil {
				pages[m[2]] = append(pages[m[2]], i)
			}
			continue
		}
		if printHead.MatchString(l.text) {
			heads[l.text] = append(heads[l.text], i)
		}
		m := pageOf.FindStringSubmatch(l.text)
		if m == nil {
			m = pageFoot.FindStringSubmatch(l.text)
		}
		if m != nil {
			pages[m[2]] = append(pages[m[2]], i)
		}
	}
	cut := map[int]bool{}
	for _, at := range heads {
		mark(cut, at)
	}
	for total, at := range pages {
		if inSequence(lines, at, total) {
			mark(cut, at)
		}
	}
	return cut
}

func mark(cut map[int]bool, at []int) {
	if len(at) < 2 {
		return
	}
	for _, i := range at {
		cut[i] = true
	}
}

// mayRun is a quick look: a running head ends in a digit, or is an address or
// a time of printing.
func mayRun(l string) bool {
	if l == "" || len(l) > 300 {
		return false
	}
	last := l[len(l)-1]
	return last >= '0' && last <= '9' || strings.HasPrefix(l, "http") || strings.Contains(l, ", ") && strings.Contains(l, ":") && strings.Contains(l, "/")
}

// inSequence: the pages' numbers rise one by one.
func inSequence(lines []line, at []int, total string) bool {
	before := 0
	for _, i := range at {
		m := pageOf.FindStringSubmatch(lines[i].text)
		if m == nil {
			m = pageFoot.FindStringSubmatch(lines[i].text)
		}
		n := atoi(m[1])
		if n > atoi(total) || before != 0 && n != before+1 {
			return false
		}
		before = n
	}
	return true
}

func atoi(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 1e6 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
