package reader

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"
)

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
	around := cmp.Or(f.title, f.meeting) + "\n" + strings.Join(lines, "\n")
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
