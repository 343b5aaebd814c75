package reader

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// findTitle chooses the title: the line that says "Statement by ...", else the
// page's own title, else the header's first line of which nothing else is known.
func (f *finder) findTitle() {
	f.titleAt = -1
	given := f.meta.Title
	for i, h := range f.head {
		if h.class == titleLine && words(h.text) > 1 {
			i = f.fuller(i)
			f.titleAt = i
			f.title = f.whole(i)
			f.meta.set(&f.meta.Title, "title", tidyTitle(f.title), "header")
			return
		}
	}
	if i := f.stacked(); i >= 0 {
		f.meta.set(&f.meta.Title, "title", tidyTitle(f.title), "header")
		return
	}
	f.title = f.hints.Title
	if given != "" {
		f.title = given
	}
	f.meta.set(&f.meta.Title, "title", tidyTitle(f.hints.Title), "page metadata")
	if f.meta.Title == "" {
		f.guessTitle()
	}
}

// fuller gives the place of a title further down that says more of the same: a page
// is headed "Statement by France", and below it stands "Statement by Ambassador X,
// Permanent Representative of France, at the second session".
func (f *finder) fuller(at int) int {
	of := strings.Trim(afterBy(f.head[at].text), " .,")
	if of == "" {
		return at
	}
	for i := at + 1; i < len(f.head); i++ {
		if h := f.head[i]; h.class == titleLine && h.gap && parseWho(afterFirstBy(h.text)).speaker != "" && strings.Contains(afterFirstBy(h.text), of) {
			return i
		}
	}
	return at
}

// afterFirstBy gives all that follows the first "by" of a title.
func afterFirstBy(title string) string {
	if at := byName.FindStringIndex(title); at != nil {
		return title[at[1]:]
	}
	return ""
}

// stacked finds a title of which every part stands alone, "STATEMENT", "BY", the
// name, the post, the occasion, and makes it whole; -1 where there is none.
func (f *finder) stacked() int {
	for i := 0; i+2 < len(f.head); i++ {
		if !strings.EqualFold(f.head[i+1].text, "by") || words(f.head[i].text) > 3 || !titleFirst.MatchString(f.head[i].text) {
			continue
		}
		out := f.head[i].text + " " + f.head[i+1].text + " " + f.head[i+2].text
		for _, h := range f.head[i+3:] {
			if h.class != postLine && h.class != nameLine && h.class != occasion || len(out) > 700 {
				break
			}
			out += ", " + h.text
		}
		f.title, f.titleAt = out, i
		return i
	}
	return -1
}

// whole joins a title with the lines that continue it. Where it breaks off
// after "Statement by", name, post and occasion follow on lines of their own.
func (f *finder) whole(i int) string {
	out := f.head[i].text
	open := openTitle.MatchString(out)
	for _, h := range f.head[i+1:] {
		follows := h.class == titleLine && !h.gap
		if open {
			follows = follows || h.class == nameLine || h.class == postLine || h.class == occasion || h.class == unknown
		} else if hangs.MatchString(out) { // "STATEMENT BY MALAYSIA AT" / "THE FIRST COMMITTEE"
			follows = follows || h.class == occasion || h.class == unknown || h.class == masthead
		}
		if !follows || len(out) > 700 {
			break
		}
		if open && !openTitle.MatchString(out) && !strings.HasSuffix(out, ",") && !postGoesOn.MatchString(h.text) {
			out += ","
		}
		out += " " + h.text
	}
	return out
}

// guessTitle takes the header's first unknown line of some length, or, in a
// text without a header, a first line that stands alone like a heading.
func (f *finder) guessTitle() {
	for i, h := range f.head {
		if h.class == unknown && words(h.text) >= 2 && !nameOverPost(f.head, i) {
			f.title, f.titleAt = h.text, i
			f.meta.set(&f.meta.Title, "title", tidyTitle(h.text), "header, first line")
			return
		}
	}
	if len(f.head) > 0 || len(f.body) < 3 {
		return
	}
	b := f.body
	for len(b) > 2 && b[0].text == "" {
		b = b[1:]
	}
	l := b[0].text
	below := ""
	for _, next := range b[1:] {
		if below = next.text; below != "" {
			break
		}
	}
	alone := b[1].text == "" && words(l) >= 2 && len(l) <= 160 && !endsSentence(l) && !strings.HasSuffix(l, ",") && !salutes(l) && !strings.HasSuffix(l, "–")
	if titleVerb.MatchString(l) || firstPerson.MatchString(" "+l+" ") || startsLower(below) || !alone {
		return
	}
	if sessionOf(l) != "" && processOf(l, time.Time{}) != "" {
		f.meeting = l
	}
	if mostlyCapitalised(l) {
		f.meta.set(&f.meta.Title, "title", strings.Trim(l, `*#_ `), "first line")
	}
}

func tidyTitle(s string) string {
	s = strings.Trim(squeeze(s), "*#_| ")
	if utf8.RuneCountInString(s) > 900 {
		return ""
	}
	return s
}

// nameOverPost: a bare name, recognised by the office on the line below it.
func nameOverPost(head []headerLine, i int) bool {
	return i+1 < len(head) && head[i+1].class == postLine && IsName(head[i].text)
}

// The title's parts: "Statement" "by" WHO "at" WHERE.
var (
	whoStart = regexp.MustCompile(`(?i)(?:` + spoken + `|` + written + `)s? ?(?:\([^)]{1,60}\) ?)?(?:(?:was )?(?:delivered|made|given|submitted|presented) )?(?:(?:by|of|from|del|de la|de los|de|par|du) (?:the )?|(?:de|par) l[’'])`)
	byStart  = regexp.MustCompile(`(?i)\b(?:delivered|presented|made|given|submitted|read(?: out)?|pronunciad[oa]|prononcée?|leíd[oa])(?: in \p{L}+)? (?:by|por|par) (?:the )?`)
	slavic   = regexp.MustCompile(`(?i)^(?:(?:بيان|كلمة|مداخلة|إعلان)(?: وفد)?|выступлени\p{L}*|заявлени\p{L}*|речь|вступительное слово|право на ответ|ответное слово) `)
	// where the phrase on the speaker ends and the occasion begins
	whereStart = regexp.MustCompile(`(?i)[ ,](?:(?:delivered|made|presented|given) (?:at|on|in|during|to|before|by)|on the occasion of|at its|at an?|at the (?:[^\s]+ )?|at|during|before|regarding|concerning|addressing|following|upon|after|in explanation|as (?:the )?chair|on behalf of|in (?:the )?(?:(?:[\w-]+ ){0,2}(?:session|committee|debate|council|meeting)|oewg|un general|united nations general|framework)|to (?:the )?(?:oewg|open-ended|un open-ended|united nations open-ended|first committee|general assembly|security council|un general|group of)|` +
		`en (?:la|el) (?:\p{L}+ ){0,3}(?:sesión|debate|período|grupo|comisión|consejo|reunión|marco|conferencia|asamblea)|durante|ante|bajo el tema|con motivo|sobre|en nombre de|` +
		`lors de|lors du|devant|au cours|au nom de)\b|[ ,](?:lors d[’']|à l[’']occasion|à la |au nom d[’'])|` +
		`[ ,](?:на (?:\p{L}+ ){0,5}(?:сесси|заседани|конференци|встреч|брифинг|дискусси|открытых|дебат|мероприяти)|в (?:\p{L}+ ){0,3}(?:комитет|совет|ходе|рамках)|по (?:пункту|вопросу|теме|мотивам)|от имени)|, (?:the )?(?:united nations |un )?(?:security council|general assembly|first committee|oewg|(?:\S+ )?(?:substantive|organi[sz]ational) session|open[- ]ended working group|high[- ]level open debate)|[ ,]on\b| (?:أمام|في|خلال|بشأن|حول|باسم|أثناء) |在|就`)
	notWhere = regexp.MustCompile(`(?i)^[ ,]at (?:large|geneva|new york|vienna|the (?:united nations office|ministry|department|mfa|foreign|state department|headquarters|embassy|permanent mission|office))`)
)

// readTitle takes the title apart.
func (f *finder) readTitle() {
	rest := ""
	if aboutAnother(f.title) {
		f.another = true
	} else if at := ownBy(f.title); at != nil {
		rest = f.title[at[1]:]
		f.whose = whose(f.title[:at[0]])
	} else if at := ownWho(f.title); at != nil {
		rest = f.title[at[1]:]
	} else if at := slavic.FindStringIndex(f.title); at != nil {
		rest = f.title[at[1]:]
	} else if f.language == "zh" && whereStart.MatchString(f.title) {
		rest = f.title
	}
	if rest != "" {
		end := whereAt(rest)
		f.who = strings.Trim(rest[:end], " ,;:–—")
	}
	if at := behalfPhrase(f.title); at != "" && !f.another {
		f.meta.OnBehalf = append(f.meta.OnBehalf, at)
		f.meta.from("on_behalf", "title")
	}
	f.where = whereIn(f.title, rest)
}

// whose gives those whose statement somebody else delivers, of the title up to
// there: "Statement of the European Union, delivered by France".
func whose(title string) string {
	at := whoStart.FindStringIndex(title)
	if at == nil {
		return ""
	}
	rest := title[at[1]:]
	rest = strings.Trim(rest[:whereAt(rest)], " ,;:–—-")
	if !unicode.IsUpper(firstRune(rest)) {
		return ""
	}
	return rest
}

// labelled reads the labelled lines; a label's value may stand on the next line.
func (f *finder) labelled() {
	for i, h := range f.head {
		if h.class != labelled {
			continue
		}
		g := labelLine.FindStringSubmatch(h.text)
		name, value := strings.ToLower(g[1]), strings.Trim(g[2], " *")
		if value == "" && i+1 < len(f.head) {
			value = f.head[i+1].text
		}
		f.label(name, value)
	}
}

func (f *finder) label(name, value string) {
	m := &f.meta
	switch name {
	case "presenter", "speaker", "delivered by", "statement by", "orador", "oradora", "orateur", "докладчик":
		w := parseWho(value)
		if w.speaker == "" && IsName(value) {
			w.speaker = value
		}
		m.set(&m.Speaker, "speaker", w.speaker, "label")
		m.set(&m.Office, "office", w.office, "label")
		m.By = append(m.By, value)
	case "delegation", "country":
		m.By = append(m.By, value)
	case "location", "venue", "place", "lugar", "lieu", "место":
		m.set(&m.Venue, "venue", value, "label")
	case "event", "meeting":
		if f.where == "" {
			f.where = value
		}
	case "session":
		m.set(&m.Session, "session", value, "label")
	case "symbol":
		if s := symbolIn(value); s != "" {
			m.set(&m.Symbol, "symbol", s, "label")
		}
	case "title":
		if f.titleAt < 0 {
			m.Title, f.title = value, value
			f.readTitle()
		}
	case "date", "date of statement", "fecha", "дата", "作成日", "작성일":
		if hits := datesIn(value, true); len(hits) == 1 && hits[0].single() && (hits[0].start > 0 || !ambiguous(value)) {
			m.setDate(hits[0].from, "label")
		} else if len(hits) == 1 && hits[0].single() && f.dayFirst() {
			m.setDate(hits[0].from, "label")
		}
	}
}
