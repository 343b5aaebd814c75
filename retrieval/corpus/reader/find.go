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
			f.titleAt = i
			f.title = f.whole(i)
			f.meta.set(&f.meta.Title, "title", tidyTitle(f.title), "header")
			return
		}
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
	if titleVerb.MatchString(l) || firstPerson.MatchString(" "+l+" ") || startsLower(below) || !mostlyCapitalised(l) {
		return
	}
	if b[1].text == "" && words(l) >= 2 && len(l) <= 160 && !endsSentence(l) && !strings.HasSuffix(l, ",") && !salutes(l) && !strings.HasSuffix(l, "–") {
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
	byStart  = regexp.MustCompile(`(?i)\b(?:delivered|presented|made|given|submitted|pronunciad[oa]|prononcée?|leíd[oa])(?: in \p{L}+)? (?:by|por|par) (?:the )?`)
	slavic   = regexp.MustCompile(`(?i)^(?:(?:بيان|كلمة|مداخلة|إعلان)(?: وفد)?|выступлени\p{L}*|заявлени\p{L}*|речь|вступительное слово|право на ответ|ответное слово) `)
	// where the phrase on the speaker ends and the occasion begins
	whereStart = regexp.MustCompile(`(?i)[ ,](?:(?:delivered|made|presented|given) (?:at|on|in|during|to|before|by)|on the occasion of|at its|at an?|at the (?:[^\s]+ )?|at|during|before|regarding|concerning|addressing|following|upon|after|in explanation|as (?:the )?chair|on behalf of|in (?:the )?(?:(?:[\w-]+ ){0,2}(?:session|committee|debate|council|meeting)|oewg|un general|united nations general|framework)|to (?:the )?(?:oewg|open-ended|un open-ended|united nations open-ended|first committee|general assembly|security council|un general|group of)|` +
		`en (?:la|el) (?:\p{L}+ ){0,3}(?:sesión|debate|período|grupo|comisión|consejo|reunión|marco|conferencia|asamblea)|durante|ante|bajo el tema|con motivo|sobre|en nombre de|` +
		`lors de|lors du|devant|au cours|au nom de)\b|[ ,](?:lors d[’']|à l[’']occasion|à la |au nom d[’'])|` +
		`[ ,](?:на (?:\p{L}+ ){0,5}(?:сесси|заседани|конференци|встреч|брифинг|дискусси|открытых|дебат|мероприяти)|в (?:\p{L}+ ){0,3}(?:комитет|совет|ходе|рамках)|по (?:пункту|вопросу|теме|мотивам)|от имени)|, (?:the )?(?:united nations |un )?(?:security council|general assembly|first committee|oewg|(?:\S+ )?(?:substantive|organi[sz]ational) session|open[- ]ended working group|high[- ]level open debate)|[ ,]on\b| (?:أمام|في|خلال|بشأن|حول|باسم|أثناء) |在|就|于`)
	notWhere = regexp.MustCompile(`(?i)^[ ,]at (?:large|geneva|new york|vienna|the (?:united nations office|ministry|department|mfa|foreign|state department|headquarters|embassy|permanent mission|office))`)
)

// readTitle takes the title apart.
func (f *finder) readTitle() {
	rest := ""
	if at := byStart.FindStringIndex(f.title); at != nil {
		rest = f.title[at[1]:]
	} else if at := whoStart.FindStringIndex(f.title); at != nil {
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
	if at := behalfPhrase(f.title); at != "" {
		f.meta.OnBehalf = append(f.meta.OnBehalf, at)
		f.meta.from("on_behalf", "title")
	}
	f.where = whereIn(f.title, rest)
}

// whereAt gives the offset at which the words on the speaker end.
func whereAt(s string) int {
	for from := 0; from < len(s); {
		at := whereStart.FindStringIndex(s[from:])
		if at == nil {
			break
		}
		i := from + at[0]
		if !notWhere.MatchString(s[i:]) && !(strings.HasPrefix(strings.ToLower(s[i:]), " on ") && inOffice(s[i:])) {
			return i
		}
		from += at[1]
	}
	for _, mark := range []string{" – ", " — ", " - ", ": ", " (", "; "} {
		if i := strings.Index(s, mark); i > 0 {
			return i
		}
	}
	return len(s)
}

// inOffice: "Ambassador on Cyber Issues", not "on 3 June".
func inOffice(s string) bool {
	low := strings.ToLower(s)
	if strings.HasPrefix(low, " on behalf") || strings.HasPrefix(low, " on the occasion") {
		return false
	}
	return !strings.ContainsAny(s[:min(len(s), 8)], `0123456789"“«`) && strings.Contains(s, ", at ")
}

// where the occasion's own words begin: the article is left out, as in "3rd
// Inter-Regional Conference".
var occasionStart = regexp.MustCompile(`(?i)(?:^|[ ,.])(?:on the occasion of|during|before|within the framework of|in the framework of|at|in|to|en|durante|ante|lors de|lors du|devant|à|au|на|в) (?:the |an? |its |la |el |l[’']|le )?`)

// whereIn gives the words of the title on the occasion. rest is the part after
// "by"; without it the whole title may hold an occasion.
func whereIn(title, rest string) string {
	s := rest
	if s == "" {
		s = title
	} else {
		s = s[whereAt(s):]
	}
	for from := 0; from < len(s); {
		at := occasionStart.FindStringIndex(s[from:])
		if at == nil {
			return ""
		}
		tail := s[from+at[1]:]
		if !notWhere.MatchString(" "+strings.TrimLeft(s[from+at[0]:], " ,.")) && occasionWord.MatchString(tail) {
			return strings.Trim(cutVenue(tail), " ,;:.–—")
		}
		from += at[1]
	}
	return ""
}

// occasionWord: something held where statements are made.
var occasionWord = regexp.MustCompile(`(?i)^(?:[^,;:]{0,120}?)(?:session|meeting|conference|committee|council|assembly|debate|group|working|oewg|gge|unsc|unga|forum|week|summit|dialogue|consultation|round ?table|seminar|workshop|plenary|briefing|congress|event|discussion|mechanism|symposium|arria|consultations|commission|sesión|reunión|conferencia|comisión|consejo|asamblea|grupo|foro|cumbre|réunion|conférence|conseil|assemblée|groupe|commission|débat|сесси|заседани|конференци|комитет|совет|ассамбле|групп|форум|встреч|брифинг|会议|委员会|大会|工作组|مؤتمر|دورة)`)

// cutVenue ends the occasion where the topic or the speaker begins.
func cutVenue(s string) string {
	for _, re := range []*regexp.Regexp{topicStart, byStart} {
		if at := re.FindStringIndex(s); at != nil && at[0] > 8 {
			s = s[:at[0]]
		}
	}
	if utf8.RuneCountInString(s) > 300 {
		s = string([]rune(s)[:300])
		s = s[:max(strings.LastIndexByte(s, ' '), 1)]
	}
	return s
}

var topicStart = regexp.MustCompile(`(?i),? (?:on (?:agenda item|the (?:agenda item|topic|subject|theme|item)|["“«]|organi[sz]ation of work|existing and potential|regular institutional|rules, norms|how international|international law\b|confidence|capacity)|under (?:the )?(?:agenda )?(?:item|theme|topic)|["“«]|on behalf of|in explanation of)| \[`)

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

// ambiguous: numbers of which either may be the month.
func ambiguous(s string) bool {
	g := numericDate.FindStringSubmatch(s)
	return g != nil && g[2] == "/" && atoi(g[1]) <= 12 && atoi(g[3]) <= 12 && g[1] != g[3]
}

// dayFirst tells whether numbers are day before month in this text: its
// language is one in which nobody writes them otherwise.
func (f *finder) dayFirst() bool {
	switch f.language {
	case "es", "fr", "ru", "it", "pt", "de", "ar":
		return true
	}
	return false
}

// speaker finds who spoke: in the title, on a line of the header, in a notice
// "delivered by".
func (f *finder) speaker() {
	m := &f.meta
	if w := parseWho(f.who); w.speaker != "" {
		m.set(&m.Speaker, "speaker", w.speaker, "title")
		m.set(&m.Office, "office", w.office, "title")
	}
	if m.Speaker == "" && f.who == "" {
		w := parseWho(afterBy(f.title))
		m.set(&m.Speaker, "speaker", w.speaker, "title")
		m.set(&m.Office, "office", w.office, "title")
	}
	if m.Speaker == "" && byStart.MatchString(f.title) && IsName(f.who) { // "delivered by": a person delivers
		m.set(&m.Speaker, "speaker", f.who, "title")
	}
	for i, h := range f.head {
		if m.Speaker != "" && m.Office != "" {
			break
		}
		switch {
		case h.class == nameLine:
			w := parseWho(withoutDates(strings.TrimPrefix(strings.TrimPrefix(h.text, "by "), "By ")))
			f.named(w, i)
		case h.class == postLine && m.Speaker == "":
			if w := parseWho(withoutDates(h.text)); w.speaker != "" && w.office != "" {
				f.named(w, -1)
			}
		case (h.class == unknown || h.class == titleLine) && nameOverPost(f.head, i):
			f.named(who{speaker: squeeze(h.text)}, i)
		case byStart.MatchString(h.text) && h.class != titleLine:
			rest := h.text[byStart.FindStringIndex(h.text)[1]:]
			w := parseWho(rest[:whereAt(rest)])
			m.set(&m.Speaker, "speaker", w.speaker, "header")
			m.set(&m.Office, "office", w.office, "header")
		}
	}
}

// withoutDates leaves a line's dates out, which no name and no office holds.
func withoutDates(l string) string {
	l = westernDigits.Replace(l)
	for _, h := range datesIn(l, true) {
		return strings.Trim(l[:h.start]+" "+l[min(h.end, len(l)):], " ,(")
	}
	return l
}

var byName = regexp.MustCompile(`(?i)\bby (?:the )?`)

// afterBy gives what follows the first "by" of a title such as "2nd Vice
// Minister's Remarks ... by Mr. X".
func afterBy(title string) string {
	at := byName.FindStringIndex(title)
	if at == nil {
		return ""
	}
	rest := title[at[1]:]
	return rest[:whereAt(rest)]
}

// named takes a name found on the header's line i, with the office on the
// lines below it. A second name in the header is somebody else's.
func (f *finder) named(w who, i int) {
	m := &f.meta
	if m.Speaker != "" && m.Speaker != w.speaker {
		return
	}
	m.set(&m.Speaker, "speaker", w.speaker, "header")
	if i >= 0 && i+1 < len(f.head) && f.head[i+1].class == postLine {
		w.office = f.post(i + 1)
	}
	m.set(&m.Office, "office", w.office, "header")
}

// post joins an office with the lines that continue it.
func (f *finder) post(i int) string {
	out := f.head[i].text
	for _, h := range f.head[i+1:] {
		if h.class != postLine || h.gap || !postGoesOn.MatchString(h.text) {
			break
		}
		out += " " + h.text
	}
	return cleanOffice(out)
}

// voices collects the phrases that say which delegation speaks.
func (f *finder) voices() {
	m := &f.meta
	add := func(s string) {
		s = strings.Trim(s, " ,.;:")
		if s == "" || len(s) > 500 {
			return
		}
		for _, have := range m.By {
			if have == s {
				return
			}
		}
		m.By = append(m.By, s)
	}
	add(f.who)
	add(possessor(f.title))
	if m.Speaker != "" {
		add(m.Office)
	}
	for i, h := range f.head {
		switch {
		case h.class == letterhead:
			add(f.letterhead(i))
		case h.class == postLine:
			add(f.post(i))
		case h.class == nameLine:
			add(h.text)
		case h.class == teaserLine:
			if at := whoStart.FindStringIndex(h.text); at != nil {
				rest := h.text[at[1]:]
				add(rest[:whereAt(rest)])
			}
		case h.class != titleLine && byStart.MatchString(h.text):
			rest := h.text[byStart.FindStringIndex(h.text)[1]:]
			add(rest[:whereAt(rest)])
		}
		if len(m.OnBehalf) == 0 && (h.class == dateLine || h.class == teaserLine || h.class == occasion || h.class == unknown || h.class == running || h.class == nameLine) {
			if p := behalfPhrase(h.text); p != "" {
				m.OnBehalf = append(m.OnBehalf, p)
				m.from("on_behalf", "header")
			}
		}
	}
	f.behalfInBody()
}

// letterhead gives a letterhead with the line below it, on which ministries
// print the State: "Ministry of Foreign Affairs" / "People's Republic of China".
func (f *finder) letterhead(i int) string {
	out := f.head[i].text
	if i+1 < len(f.head) && !f.head[i+1].gap {
		if n := f.head[i+1]; (n.class == unknown || n.class == letterhead) && words(n.text) <= 8 {
			out += ", " + n.text
		}
	}
	return out
}

// possessor: whose statement it is, where the title begins with it: "EU
// Statement – ...", "Denmark's Position Paper on ...", "UAE Statement at ...".
func possessor(title string) string {
	at := possessive.FindStringSubmatch(title)
	if at == nil {
		at = afterColon.FindStringSubmatch(title)
	}
	if at == nil {
		return ""
	}
	p := strings.Trim(at[1], " :–—-")
	if words(p) > 7 || adjectives.MatchString(p) {
		return ""
	}
	return p
}

var (
	possessive = regexp.MustCompile(`(?i)^["“]?(?:\d{1,3} \p{Lu}{2,6}: )?(?:the )?([\p{L}.’' \-]{2,60}?)(?:['’]s|['’])? (?:national |joint |written |opening |closing |official )?(?:statement|remarks|intervention|position paper|position|comments|contribution|submission|response|views|working paper|explanation of (?:vote|position))\b`)
	afterColon = regexp.MustCompile(`: (?:the )?(\p{Lu}[\p{L}. ]{1,30}?)(?:['’]s)? (?i:statement|position paper|position|remarks)\b`)
	adjectives = regexp.MustCompile(`(?i)^(?:joint|national|opening|closing|general|introductory|concluding|written|oral|draft|final|right|official|working|keynote|brief|the|a|an|full text of the|text of|welcome|this|summary of|explanation of|.* of|.* on)$`)
)

var (
	behalf    = regexp.MustCompile(`(?i)\bon behalf of (?:the )?|\ben nombre de(?:l| la| los| las)? |\bau nom d(?:e la|e l[’']|es|u|e) ?|(?:^|\s)от имени |(?:نيابة عن|باسم) |(?:^|我|，)代表`)
	behalfEnd = regexp.MustCompile(`(?i)(?:,? (?:delivered|made|given|presented|pronounced|read|pronunciad|prononcé)|,? (?:at|before|during|in|to|on|en|ante|durante|lors|devant|на|в|by|regarding|under|i would|let me|we|and (?:its )?member states|and her member states|with regard)\b|[–—(:;."“”\n]| - )`)
)

// behalfPhrase gives the words that name those for whom a statement is made.
func behalfPhrase(s string) string {
	at := behalf.FindStringIndex(s)
	if at == nil {
		return ""
	}
	rest := s[at[1]:]
	if end := behalfEnd.FindStringIndex(rest); end != nil && end[0] > 0 {
		rest = rest[:end[0]]
	}
	rest = strings.Trim(rest, " ,")
	if len(rest) > 600 || rest == "" || ofPerson.MatchString(rest) {
		return ""
	}
	return rest
}

// ofPerson: on behalf of a minister or a president is not on behalf of a group.
var ofPerson = regexp.MustCompile(`(?i)^(?:my |our |his |her |h\.e\.|mr|ms|mrs|dr\b|president|prime minister|minister|secretary|ambassador|all|those|everyone|myself)`)

// selfBehalf: the sentence in which a speaker says for whom the floor was
// taken. Nothing else in the body is asked for names.
var selfBehalf = regexp.MustCompile(`(?i)\b(?:I|we|Belgium|my delegation|this statement is(?: being)?) ?(?:am|are|have|has|is|would like|wish|will|'m|'re)?(?: (?:the|great|a))?(?: (?:honou?r(?:ed)?|pleased|privileged?|delighted|pleasure|glad|taking|speaking|deliver(?:ing|ed)?|made|making))*(?: (?:to|of|in))?(?: (?:deliver|make|speak|take|speaking|delivering|making|taking|present|address|read))*(?: (?:the|this|these|a|you|following|joint|statement|remarks|floor|intervention|today|here|committee|group|working))* ?on behalf of (?:the )?`)

func (f *finder) behalfInBody() {
	if len(f.meta.OnBehalf) > 0 {
		return
	}
	seen := 0
	for _, l := range f.body {
		if l.text == "" || salutes(l.text) && words(l.text) < 8 {
			continue
		}
		if seen++; seen > 3 {
			return
		}
		s := l.text[:min(len(l.text), 1500)]
		if !strings.Contains(s, "behalf of") {
			continue
		}
		at := selfBehalf.FindStringIndex(s)
		if at == nil {
			continue
		}
		rest := s[at[1]:]
		if end := bodyBehalfEnd.FindStringIndex(rest); end != nil {
			rest = rest[:end[0]]
		}
		if rest = strings.Trim(rest, " ,"); rest != "" && len(rest) <= 700 && !ofPerson.MatchString(rest) && unicode.IsUpper(firstRune(rest)) || strings.HasPrefix(rest, "group") || strings.HasPrefix(rest, "member") {
			f.meta.OnBehalf = append(f.meta.OnBehalf, strings.ToValidUTF8(rest, ""))
			f.meta.from("on_behalf", "first paragraphs")
		}
		return
	}
}

var bodyBehalfEnd = regexp.MustCompile(`(?i)[.;\n"“]|,? (?:at|on|in|to|under) (?:this|the|today|agenda|our|cluster)\b|, (?:and )?(?:I|we|which|who)\b`)

// date chooses among the header's dates: see the package's policy.
func (f *finder) date() {
	m := &f.meta
	if !m.Date.IsZero() {
		return
	}
	dayFirst := f.dayFirst()
	inTitle := datesIn(f.title, dayFirst)
	own, ofPage := f.headerDates(dayFirst)
	if !f.hints.Date.IsZero() {
		ofPage = append(ofPage, f.hints.Date)
	}
	if d, ok := onlySingle(inTitle); ok {
		m.setDate(d, "title")
		return
	}
	if d, ok := agreed(own); ok {
		m.setDate(d, "header")
		return
	}
	for _, h := range inTitle {
		if !h.single() {
			f.fromRange(h, append(own, ofPage...))
			return
		}
	}
	if len(own) > 0 { // the header's dates disagree: the page's may settle it
		for _, d := range ofPage {
			for _, o := range own {
				if o.Equal(d) {
					m.setDate(d, "header and page")
					return
				}
			}
		}
		return
	}
	if len(inTitle) > 0 {
		return
	}
	if d, ok := agreed(ofPage); ok {
		m.setDate(d, "date of the page")
		return
	}
	if f.footDate(dayFirst); m.Date.IsZero() {
		f.yearlessDate()
	}
}

// yearlessDate reads "9 de septiembre" by the calendar of the process that the
// header names: a day that lies in a session of one year alone is that year's.
func (f *finder) yearlessDate() {
	header := f.title
	for _, h := range f.head {
		header += "\n" + h.text
	}
	process := processOf(header, time.Time{})
	for _, h := range f.head {
		g := yearless.FindStringSubmatch(h.text)
		if g == nil || process == "" {
			continue
		}
		if d, ok := inSession(process, g[1]+g[4], g[2]+g[3]); ok {
			f.meta.setDate(d, "day in the header, year of the session")
		}
		return
	}
}

// yearless: "9 de septiembre", "September 9".
var yearless = regexp.MustCompile(`(?i)^(?:(?:new york|nueva york),? )?(?:(\d{1,2})(?:st|nd|rd|th)? (?:de )?(\p{L}{3,12})|(\p{L}{3,12}) (\d{1,2})(?:st|nd|rd|th)?)$`)

// fromRange narrows the days of an occasion by a day of the page or header
// that lies among them. Otherwise the first of two days stands for both; of a
// longer session's days, the first is as often wrong as right, and none is
// taken.
func (f *finder) fromRange(h dateHit, days []time.Time) {
	for _, d := range days {
		if !d.Before(h.from) && !d.After(h.to) {
			f.meta.setDate(d, "page, within the days in the title")
			return
		}
	}
	if h.to.Sub(h.from) <= 24*time.Hour {
		f.meta.setDate(h.from, "first of the days in the title")
	}
}

// headerDates gives the dates of the header's lines outside the title: the
// statement's own (with its city, or below the title), and the page's (its
// publication, its update).
func (f *finder) headerDates(dayFirst bool) (own, ofPage []time.Time) {
	for i, h := range f.head {
		if h.class == labelled || h.class == titleLine && i == f.titleAt || h.class == unknown && words(h.text) > 40 {
			continue
		}
		hits := datesIn(h.text, dayFirst || cityBefore.MatchString(h.text))
		if len(hits) != 1 || !hits[0].single() {
			continue
		}
		d := hits[0].from
		switch {
		case loadTime.MatchString(h.text), printHead.MatchString(h.text), printedOn.MatchString(h.text):
		case h.class == page || dated(h.text) || withTime(h.text) || serial.MatchString(h.text):
			ofPage = append(ofPage, d)
		case cityBefore.MatchString(h.text) || h.class == titleLine || h.class == teaserLine || isLead(h.text) || h.class == occasion || f.titleAt >= 0 && i > f.titleAt || f.titleAt < 0:
			own = append(own, d)
		default:
			ofPage = append(ofPage, d)
		}
	}
	return own, ofPage
}

var (
	// a page's clock: two times of day, or the word
	loadTime   = regexp.MustCompile(`(?i)\d{1,2}:\d{2}.*\D\d{1,2}:\d{2}|\b(?:today|current time|now|сегодня|hoy es)\b`)
	printedOn  = regexp.MustCompile(`(?i)^(?:printed|retrieved|accessed|downloaded|last (?:updated|modified|reviewed))\b`)
	cityBefore = regexp.MustCompile(`(?i)\b(?:new york|ny|n\.y\.|geneva|genève|ginebra|vienna|moscow|washington|nueva york|нью-йорк|женева|москва|纽约|日内瓦|نيويورك|جنيف|brussels|the hague|singapore|seoul|beijing|london|paris|berlin|addis ababa|nairobi)\b ?[,.:–—\-]? ?(?:on )?\(?\p{L}*,? ?\d`)
	serial     = regexp.MustCompile(`^\d{3,}-\d{2}-\d{2}-\d{4}$`)
)

// withTime: the time of day stands with the date, as pages print it when they
// are put up.
func withTime(s string) bool {
	return regexpTime.MatchString(s)
}

var regexpTime = regexp.MustCompile(`\d{1,2}:\d{2}`)

func onlySingle(hits []dateHit) (time.Time, bool) {
	var days []time.Time
	for _, h := range hits {
		if !h.single() {
			return time.Time{}, false
		}
		days = append(days, h.from)
	}
	return agreed(days)
}

// agreed gives the day when all days are the same.
func agreed(days []time.Time) (time.Time, bool) {
	if len(days) == 0 {
		return time.Time{}, false
	}
	for _, d := range days[1:] {
		if !d.Equal(days[0]) {
			return time.Time{}, false
		}
	}
	return days[0], true
}

// footDate takes "Moscow, 12 March 2021" alone on the last line.
func (f *finder) footDate(dayFirst bool) {
	for i := len(f.body) - 1; i > 0; i-- {
		l := f.body[i].text
		if l == "" {
			continue
		}
		if words(l) <= 7 && isDateLine(l) && !withTime(l) {
			if d, ok := onlySingle(datesIn(l, dayFirst)); ok {
				f.meta.setDate(d, "last line")
			}
		}
		return
	}
}

// occasion settles session, venue and process.
func (f *finder) occasion() {
	m := &f.meta
	lines := []string{}
	place := ""
	for _, h := range f.head {
		switch h.class {
		case occasion, symbolLine, masthead:
			lines = append(lines, h.text)
		case dateLine, unknown:
			if c := cityAlone.FindStringSubmatch(strings.Trim(h.text, "() ")); c != nil && place == "" {
				place = c[1]
			}
			if h.class == unknown {
				lines = append(lines, h.text)
			}
		}
	}
	name := f.where
	if name == "" {
		for _, h := range f.head {
			if h.class == occasion && occasionWord.MatchString(h.text) {
				name = strings.Trim(cutVenue(withoutLead(h.text)), " ,.")
				break
			}
		}
	}
	for _, h := range f.head {
		if name == "" && (h.class == teaserLine || h.class == dateLine && isLead(h.text)) {
			name = whereIn(h.text, h.text)
			lines = append(lines, h.text)
		}
	}
	venue := name
	if place != "" && !strings.Contains(strings.ToLower(venue), strings.ToLower(place)) {
		venue = strings.Trim(venue+", "+place, ", ")
	}
	m.set(&m.Venue, "venue", venue, "header")
	around := f.title + "\n" + strings.Join(lines, "\n")
	m.set(&m.Session, "session", sessionOf(name), "header")
	m.set(&m.Session, "session", sessionOf(around), "header")
	m.set(&m.Process, "process", processOf(name, m.Date), "occasion")
	if m.Process == "" {
		m.set(&m.Process, "process", processOf(around, m.Date), "header")
	}
	if name != "" && m.Process == "" && !undecided(around) && conference.MatchString(name) {
		m.set(&m.Process, "process", "other", "occasion")
	}
}

// withoutLead drops "At the" from the head of an occasion's line.
func withoutLead(l string) string {
	if at := occasionStart.FindStringIndex(l); at != nil && at[0] == 0 {
		return l[at[1]:]
	}
	return l
}

var (
	cityAlone  = regexp.MustCompile(`(?i)^(new york|geneva|vienna|moscow|washington(?:,? d\.?c\.?)?|nueva york|ginebra|genève|нью-йорк|женева|москва|纽约|日内瓦|united nations headquarters|the hague|singapore|seoul|tallinn|nairobi)\b[., ]*(?:n\.?y\.?|usa|u\.s\.a\.)?,? ?(?:\(?\d.*|\p{L}+,? \d.*)?$`)
	conference = regexp.MustCompile(`(?i)conference|forum|summit|week|seminar|workshop|symposium|congress|round ?table|conferencia|foro|cumbre|conférence|конференци|форум|会议|مؤتمر`)
)

// undecided: the words name one of the processes, though not which.
func undecided(s string) bool {
	return oewgName.MatchString(s) || ggeName.MatchString(s)
}
