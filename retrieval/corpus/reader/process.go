package reader

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The names by which header lines call the processes.
var (
	oewgName      = regexp.MustCompile(`(?i)\bopen[- ]?ended working group|\bOEWG|grupo de trabajo (?:de composición )?abiert[ao]|\bGTCA\b|groupe de travail à composition non limitée|\bGTCNL\b|рабоч\p{L}+ групп\p{L}+ открытого состава|РГОС|不限成员名额工作组|开放式工作组|开放性?工作组|الفريق العامل المفتوح العضوية|الفريق العامل المفتوح باب العضوية`)
	oewgFirst     = regexp.MustCompile(`(?i)2019 ?[-–/] ?(?:20)?21|73/27\b|developments in the field of information|lauber|avances en la esfera|progreso de la informática|progrès de l[’']informatique|достижени\p{L}+ в сфере информатизации|pre-?draft`)
	oewgSecond    = regexp.MustCompile(`(?i)2021 ?[-–/] ?(?:20)?25|75/240\b|security of and in (?:the )?use of|gafoor|seguridad de las tecnologías|seguridad de las TIC|sécurité du numérique|по вопросам безопасности в сфере использования|annual progress report`)
	oewgOther     = regexp.MustCompile(`(?i)OEWG on (?:space|outer space|reducing space|ammunition|conventional|lethal|nuclear|ageing|a plastics)|working group on (?:reducing space|ageing|conventional ammunition|the prevention of an arms race|taking forward|nuclear)|space threats|conventional ammunition`)
	ggeName       = regexp.MustCompile(`(?i)group of governmental experts|\bUN ?GGE\b|\bGGE\b|grupo de expertos gubernamentales|groupe d[’']experts gouvernementaux|групп\p{L}+ правительственных экспертов|ГПЭ|政府专家组|فريق الخبراء الحكوميين`)
	ggeOther      = regexp.MustCompile(`(?i)GGE on (?:LAWS|lethal)|lethal autonomous|experts on (?:lethal|military|space|further)|transparency and confidence-building measures in outer space`)
	ggeYears      = regexp.MustCompile(`\b(20\d{2})(?: ?[-–/] ?(20\d{2}|\d{2}))?\b`)
	mechanismName = regexp.MustCompile(`(?i)\bglobal mechanism\b|mecanismo (?:global|mundial)|mécanisme (?:global|mondial)|глобальн\p{L}+ механизм|全球机制|الآلية العالمية`)
	firstName     = regexp.MustCompile(`(?i)\b(?:first|1st) committee|primera comisión|première commission|перв\p{L}+ комитет|第一委员会|اللجنة الأولى|\bA/C\.1/`)
	councilName   = regexp.MustCompile(`(?i)\bsecurity council|\bUNSC\b|consejo de seguridad|conseil de sécurité|совет\p{L}* безопасности|安全理事会|安理会|مجلس الأمن`)
	arriaName     = regexp.MustCompile(`(?i)\barria\b|арри[ия]|阿里亚|آريا`)
	assemblyName  = regexp.MustCompile(`(?i)general assembly|\bUNGA\b|asamblea general|\bAGNU\b|assemblée générale|генеральн\p{L}+ ассамбле|联合国大会|联大|الجمعية العامة`)
	debateName    = regexp.MustCompile(`(?i)general debate|debate general|débat général|общ\p{L}+ (?:прени|дискусс|политическ)|общеполитическ|一般性辩论|المناقشة العامة`)
)

var (
	// "in the First Committee" says where, whatever the title speaks of before it
	firstIn = regexp.MustCompile(`(?i)\b(?:in|at|before|to|during) (?:the )?(?:(?:general |thematic )*(?:debate|discussion|meeting|plenary meeting|session) (?:of|in) (?:the )?)?(?:un(?:ga)? |united nations )?(?:first|1st) committee\b`)
	// councils and committees of other organisations
	otherCouncils = regexp.MustCompile(`(?i)peace and security council`)
	roundtable    = regexp.MustCompile(`(?i)global round ?table on ict security capacity`)
	oewgYears     = regexp.MustCompile(`2019 ?[-–/] ?(?:20)?21|73/27`)
)

// span of a process: within it a bare "OEWG" means that one.
var (
	firstOEWG  = [2]time.Time{ymd(2018, 12, 5), ymd(2021, 3, 31)}
	secondOEWG = [2]time.Time{ymd(2021, 5, 1), ymd(2025, 12, 31)}
)

func ymd(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func within(d time.Time, r [2]time.Time) bool {
	return !d.IsZero() && !d.Before(r[0]) && !d.After(r[1])
}

// processOf names the process from the occasion's name and, where a name fits
// two, the date. It is empty where the words name none for certain.
func processOf(occasion string, date time.Time) string {
	occasion = otherCouncils.ReplaceAllString(occasion, "")
	switch {
	case firstIn.MatchString(occasion):
		return "first-committee"
	case roundtable.MatchString(occasion):
		return "oewg-2021-2025"
	case arriaName.MatchString(occasion): // informal, and held by members of the Council
		return "security-council"
	case firstName.MatchString(occasion) && !named(oewgName, firstName, occasion):
		return "first-committee"
	case oewgName.MatchString(occasion) && !oewgOther.MatchString(occasion):
		return oewg(occasion, date)
	case ggeName.MatchString(occasion) && !ggeOther.MatchString(occasion):
		return gge(occasion, date)
	case mechanismName.MatchString(occasion):
		return "global-mechanism"
	case councilName.MatchString(occasion):
		return "security-council"
	case debateName.MatchString(occasion) && assemblyName.MatchString(occasion):
		return "general-debate"
	}
	return ""
}

// named tells whether a stands before b: the occasion comes first, what it was
// about after it.
func named(a, b *regexp.Regexp, s string) bool {
	i, j := a.FindStringIndex(s), b.FindStringIndex(s)
	return i != nil && (j == nil || i[0] < j[0])
}

func oewg(occasion string, date time.Time) string {
	if within(date, secondOEWG) && !oewgYears.MatchString(occasion) {
		return "oewg-2021-2025" // pages went on calling it by the old name
	}
	first, second := oewgFirst.MatchString(occasion), oewgSecond.MatchString(occasion)
	switch {
	case first && !second:
		return "oewg-2019-2021"
	case second && !first:
		return "oewg-2021-2025"
	case within(date, firstOEWG):
		return "oewg-2019-2021"
	case within(date, secondOEWG):
		return "oewg-2021-2025"
	}
	return ""
}

// ggeEnds are the years of the reports, by which the groups are known here.
var ggeEnds = []int{2005, 2010, 2013, 2015, 2017, 2021}

// ggeStarts are the years in which the groups first met.
var ggeStarts = []int{2004, 2009, 2012, 2014, 2016, 2019}

func gge(occasion string, date time.Time) string {
	for _, g := range ggeYears.FindAllStringSubmatch(occasion, 4) {
		from, to := atoi(g[1]), atoi(g[2])
		if to > 0 && to < 100 {
			to += 2000
		}
		for i, end := range ggeEnds {
			if to == end && from == ggeStarts[i] {
				return "gge-" + strconv.Itoa(end)
			}
		}
	}
	if date.IsZero() {
		return ""
	}
	for i, end := range ggeEnds {
		if y := date.Year(); y >= ggeStarts[i] && y <= end && !(end == 2021 && date.After(ymd(2021, 7, 31))) {
			return "gge-" + strconv.Itoa(end)
		}
	}
	return ""
}

// sessions are the days on which the groups sat, as far as they are known from
// a source; a yearless day is looked up here.
var sessions = []struct {
	process  string
	from, to time.Time
}{
	{"oewg-2019-2021", ymd(2019, 6, 3), ymd(2019, 6, 4)},
	{"oewg-2019-2021", ymd(2019, 9, 9), ymd(2019, 9, 13)},
	{"oewg-2019-2021", ymd(2019, 12, 2), ymd(2019, 12, 4)},
	{"oewg-2019-2021", ymd(2020, 2, 10), ymd(2020, 2, 14)},
	{"oewg-2019-2021", ymd(2020, 9, 29), ymd(2020, 10, 1)},
	{"oewg-2019-2021", ymd(2021, 2, 18), ymd(2021, 2, 22)},
	{"oewg-2019-2021", ymd(2021, 3, 8), ymd(2021, 3, 12)},
	{"oewg-2021-2025", ymd(2021, 6, 1), ymd(2021, 6, 1)},
	{"oewg-2021-2025", ymd(2021, 12, 13), ymd(2021, 12, 17)},
	{"oewg-2021-2025", ymd(2022, 3, 28), ymd(2022, 4, 1)},
	{"oewg-2021-2025", ymd(2022, 7, 25), ymd(2022, 7, 29)},
	{"oewg-2021-2025", ymd(2023, 3, 6), ymd(2023, 3, 10)},
	{"oewg-2021-2025", ymd(2023, 5, 23), ymd(2023, 5, 26)},
	{"oewg-2021-2025", ymd(2023, 7, 24), ymd(2023, 7, 28)},
	{"oewg-2021-2025", ymd(2023, 12, 11), ymd(2023, 12, 15)},
	{"oewg-2021-2025", ymd(2024, 3, 4), ymd(2024, 3, 8)},
	{"oewg-2021-2025", ymd(2024, 5, 13), ymd(2024, 5, 17)},
	{"oewg-2021-2025", ymd(2024, 7, 8), ymd(2024, 7, 12)},
	{"oewg-2021-2025", ymd(2024, 12, 2), ymd(2024, 12, 6)},
	{"oewg-2021-2025", ymd(2025, 2, 17), ymd(2025, 2, 21)},
	{"oewg-2021-2025", ymd(2025, 7, 7), ymd(2025, 7, 11)},
	{"global-mechanism", ymd(2026, 3, 30), ymd(2026, 3, 31)},
	{"global-mechanism", ymd(2026, 7, 20), ymd(2026, 7, 24)},
	{"global-mechanism", ymd(2026, 12, 7), ymd(2026, 12, 11)},
}

// inSession gives the day of that number and month on which the process sat,
// where there is just one.
func inSession(process, d, m string) (time.Time, bool) {
	var out []time.Time
	for _, s := range sessions {
		if t, ok := day(d, m, strconv.Itoa(s.from.Year())); ok && s.process == process && !t.Before(s.from) && !t.After(s.to) {
			out = append(out, t)
		}
	}
	if len(out) != 1 {
		return time.Time{}, false
	}
	return out[0], true
}

// A session as lines print it: "third substantive session", "77th session".
var sessionName = regexp.MustCompile(`(?i)\b((?:(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|` +
	`(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)(?:y|ieth)(?:[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))?|opening|closing|final|resumed) )?` +
	`(?:(?:formal |informal )?(?:substantive |organi[sz]ational |organi[sz]ing |inter-?sessional |plenary |virtual |regular |special )*)(?:session|meeting))\b` +
	`|\b((?:primera|segunda|tercera|cuarta|quinta|sexta|séptima|octava|novena|décima|undécima)(?: sesión| período de sesiones)(?: sustantiva| organizativa)?|sesión organizativa)` +
	`|((?:première|deuxième|seconde|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième|onzième) session(?: de fond| d[’']organisation)?)` +
	`|((?:\p{L}+ )?сесси\p{L}+)`)

// sessionOf gives the session that the occasion names, as printed; one without
// a number or a kind is none.
func sessionOf(occasion string) string {
	for _, m := range sessionName.FindAllString(occasion, 6) {
		low := strings.ToLower(m)
		if low != "session" && low != "meeting" && !strings.HasPrefix(low, "сесси") && low != "plenary meeting" && low != "informal meeting" {
			return m
		}
	}
	return ""
}

// ProcessOf names the process of an occasion, as a title or a venue calls it;
// the date decides between two of one name. It is empty where neither the words
// nor the date settle it.
func ProcessOf(occasion string, date time.Time) string {
	if len(occasion) > 4000 {
		return ""
	}
	return processOf(occasion, date)
}
