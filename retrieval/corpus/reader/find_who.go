package reader

import (
	"regexp"
	"strings"
	"unicode"
)

// speaker finds who spoke: in the title, on a line of the header, in a notice
// "delivered by".
func (f *finder) speaker() {
	m := &f.meta
	if w := parseWho(f.who); w.speaker != "" {
		m.set(&m.Speaker, "speaker", w.speaker, "title")
		m.set(&m.Office, "office", w.office, "title")
	}
	if m.Speaker == "" && f.who == "" && !f.another {
		w := parseWho(afterBy(f.title))
		m.set(&m.Speaker, "speaker", w.speaker, "title")
		m.set(&m.Office, "office", w.office, "title")
	}
	if m.Speaker == "" && !f.another && byStart.MatchString(f.title) && IsName(f.who) { // "delivered by": a person delivers
		m.set(&m.Speaker, "speaker", f.who, "title")
	}
	if w := parseWho(possessor(f.title)); m.Speaker == "" && !f.another && w.speaker != "" { // "Foreign Minister X's remarks"
		m.set(&m.Speaker, "speaker", w.speaker, "title")
		m.set(&m.Office, "office", w.office, "title")
	}
	if i := f.titleAt + 1; m.Speaker != "" && m.Office == "" && f.titleAt >= 0 && i < len(f.head) && f.head[i].class == postLine {
		m.set(&m.Office, "office", f.post(i), "header")
	}
	for i, h := range f.head {
		if m.Speaker != "" && m.Office != "" {
			break
		}
		switch {
		case aboutAnother(h.text):
		case h.class == nameLine:
			w := parseWho(withoutDates(strings.TrimPrefix(strings.TrimPrefix(h.text, "by "), "By ")))
			f.named(w, i)
		case h.class == postLine && m.Speaker == "":
			if w := parseWho(withoutDates(h.text)); w.speaker != "" && w.office != "" {
				f.named(w, -1)
			}
		case (h.class == unknown || h.class == titleLine) && nameOverPost(f.head, i):
			f.named(who{speaker: squeeze(h.text)}, i)
		case ownBy(h.text) != nil && h.class != titleLine:
			rest := h.text[ownBy(h.text)[1]:]
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
	f.forPerson(f.title)
	if !f.another {
		add(possessor(f.title))
	}
	if m.Speaker != "" {
		add(m.Office)
	}
	for i, h := range f.head {
		f.forPerson(h.text)
		switch {
		case aboutAnother(h.text):
		case h.class == letterhead:
			add(f.letterhead(i))
		case delegationLine.MatchString(h.text):
			add(h.text)
		case h.class == postLine:
			add(f.post(i))
		case h.class == nameLine:
			add(h.text)
		case h.class == teaserLine:
			if at := ownWho(h.text); at != nil {
				rest := h.text[at[1]:]
				add(rest[:whereAt(rest)])
			}
		case h.class != titleLine && ownBy(h.text) != nil:
			rest := h.text[ownBy(h.text)[1]:]
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
	if f.whose != "" {
		if len(m.OnBehalf) == 0 {
			m.from("on_behalf", "title")
		}
		m.OnBehalf = append(m.OnBehalf, f.whose)
	}
}

// delegationLine: "中国代表团" alone.
var delegationLine = regexp.MustCompile(`^\p{Han}{2,15}(?:代表团?|大使)$|^(?i:(?:delegation of|delegación de|délégation d[eu]) .{3,60})$`)

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

// forPerson notes the person on whose behalf a line says that the statement is
// read. Who that person is may be named behind commas.
func (f *finder) forPerson(line string) {
	at := behalf.FindStringIndex(line)
	if at == nil || !ofPerson.MatchString(line[at[1]:]) && !officeFirst.MatchString(line[at[1]:]) {
		return
	}
	rest := line[at[1]:]
	rest = strings.ToValidUTF8(rest[:min(len(rest), 300)], "")
	if end := personEnd.FindStringIndex(rest); end != nil {
		rest = rest[:end[0]]
	}
	f.meta.ForPerson = append(f.meta.ForPerson, strings.Trim(rest, " ,;."))
}

var (
	officeFirst = regexp.MustCompile(`(?i)^(?:(?:the |la |le |l[’'])?(?:deputy |vice[- ]|first |foreign )*(?:minist(?:er|re|ro|ra)|viceminist(?:ro|ra)|president[ea]?|président|prime minister|secretary|ambassador|embajador|министр|head of|king|queen|chancellor|his|her|h\. ?e\.|s\. ?e\.|mme|m\.|sr|sra)\b)`)
	personEnd   = regexp.MustCompile(`(?i),? (?:at|before|during|delivered|read|made|given|presented|to the|in the|regarding) `)
)

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
