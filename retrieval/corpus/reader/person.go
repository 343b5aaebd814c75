package reader

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An honorific stands before a name and is no part of it. A rank among them
// ("Ambassador") counts as the office where no other is printed.
var honorific = regexp.MustCompile(`(?:^|[\s,(:–—])((?:(?:H\. ?E\.?|HE|S\. ?E\.?|Hon\.|The Hon(?:ou?rable|\.)?|Honou?rable|His Excellency|Her Excellency|Son Excellence|Su Excelencia|Excmo\.|Excma\.|HIS EXCELLENCY|HER EXCELLENCY)[ ,]*)?` +
	`(?:(?:(?:the )?(?:MR|MS|MRS|DR|AMB|AMBASSADOR|Mr|Ms|Mrs|Miss|Mme|Mdm|Madam|Dr|Prof|Professor|Amb|Ambassador|Ambassadeur|Ambassadrice|Embajador|Embajadora|Sr|Sra|Dra|Lic|M|Min\. ?Plen|Sir|Dame|Lord|Sheikh|Sheikha|Gen|Col|Colonel|Minister|Viceministro|Viceministra|Ministro|Ministra|Deputy Minister|Foreign Minister|Prime Minister|Vice Minister|President|Secretary|Secretary-General|Permanent Representative|Deputy Permanent Representative|DPR|Chargé d[’']Affaires)(?:\.|\b)[ ]?)+|(?:H\. ?E\.?|Hon\.|His Excellency|Her Excellency|HIS EXCELLENCY) ))`)

// particles are the small words that stand within a name.
var particles = map[string]bool{
	"de": true, "del": true, "la": true, "las": true, "los": true, "da": true, "das": true, "dos": true, "do": true, "di": true,
	"van": true, "von": true, "der": true, "den": true, "ter": true, "ten": true, "le": true, "bin": true, "bint": true, "ibn": true, "al": true, "el": true, "ul": true, "zu": true, "af": true, "av": true, "y": true, "e": true,
}

// postWords mark an office. The first word of one ends a name before it.
var postWords = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(?:(?:deputy |alternate |vice[- ]|assistant |senior |acting |special |permanent |high |under-?|chief )*(?:representative|ambassador|minister|director|director-general|coordinator|co-ordinator|head|secretary|secretary-general|counsell?or|advis[eo]r|envoy|delegate|attach[ée]|president|chair(?:man|person|woman|lady)?|chargé|commissioner|officer|expert|commander|prime|attorney|spokesperson|legal|governor|rapporteur|fellow|manager|dpr|drp|pr)|representante|embajador[a]?|viceministr[oa]|ministr[oa]|director[a]?|consejer[oa]|president[ea]|canciller|représentante?|ambassad(?:eur|rice)|ministre|directeur|directrice|conseill(?:er|ère)|постоянн\p{L}+|представител\p{L}+|директор\p{L}*|заместител\p{L}+|посол|посла|министр\p{L}*|глав\p{L}+|советник\p{L}*|代表|大使|部长|司长)(?:[^\p{L}]|$)`)

// notNames are capitalised words that begin no name, or end one.
var notNames = regexp.MustCompile(`^(?:The|On|At|In|For|To|Of|And|By|Of|From|With|During|Before|Statement|Remarks|Delegation|Head|Chair|Special|Deputy|Permanent|Joint|First|Second|Third|General|United|UN|OEWG|UNSC|UNGA|Security|Committee|Foreign|Session|Group|Working|Open|Mission|Republic|Kingdom|State|States|Federation|Union|European|International|Department|Ministry|Office|Director|Minister|Ministry|Ambassador|Representative|Secretary|President|Vice|Counsellor|Counselor|Advisor|Adviser|Coordinator|Chargé|High|Senior|Acting|Alternate|Director-General|Secretary-General|Chairman|Chairperson|Under-Secretary|Under-Secretary-General|Attaché|Affairs|Press|Policy|Cyber|Digital|Information|Defence|Defense|Agency|Authority|Institute|University|Centre|Center|National|Service|Staff|Assembly|Council|Secretariat|Commission|Command|Debate|Expert|Legal|Commissioner|AT|ON|OF|THE|AND|PERMANENT|DEPUTY|AMBASSADOR|MINISTER|REPRESENTATIVE|DIRECTOR|ON|IN|BEFORE|DURING|CHAIR|COUNSELLOR|HEAD|SECRETARY|FIRST|SECOND)$`)

// takeName takes a person's name off the front of s and gives the rest. It is
// empty where s begins with none.
func takeName(s string) (name, rest string) {
	at, taken, tokens := 0, 0, 0
	for tokens < 7 {
		for at < len(s) && s[at] == ' ' {
			at++
		}
		end := at
		for end < len(s) && !strings.ContainsRune(" ,;:()–—\"“”", firstRune(s[end:])) {
			_, n := utf8.DecodeRuneInString(s[end:])
			end += n
		}
		tok := s[at:end]
		if tok == "" {
			break
		}
		isName := nameToken(tok)
		if !isName && (taken == 0 || !particles[strings.ToLower(tok)]) {
			break
		}
		tokens++
		at = end
		if isName {
			taken = end
		}
		if isName && strings.HasSuffix(tok, ".") && utf8.RuneCountInString(tok) > 4 { // "Lei. ": a sentence ended
			break
		}
		if end < len(s) && s[end] != ' ' {
			break
		}
	}
	name = strings.Trim(s[:taken], " .")
	if strings.HasSuffix(s[:taken], ".") && utf8.RuneCountInString(name) > 0 && initialled(name) {
		name += "."
	}
	return name, s[taken:]
}

func initialled(name string) bool {
	last := name[strings.LastIndexByte(name, ' ')+1:]
	return utf8.RuneCountInString(last) == 1
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// nameToken: "Krutskikh", "AKAHORI", "Tae-yul", "V.A.", "al-Thani", "O’Brien".
func nameToken(tok string) bool {
	if notNames.MatchString(strings.TrimRight(tok, ".")) {
		return false
	}
	r := firstRune(tok)
	if strings.HasPrefix(tok, "al-") || strings.HasPrefix(tok, "el-") || strings.HasPrefix(tok, "d’") || strings.HasPrefix(tok, "d'") {
		return true
	}
	if !unicode.IsUpper(r) {
		return false
	}
	for _, r := range tok {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("-‑.'’", r) {
			return false
		}
	}
	return true
}

// IsName tells whether s as a whole looks like a person's name: two to five
// capitalised words and particles, none of them an office or a body's.
func IsName(s string) bool {
	s = squeeze(s)
	name, rest := takeName(s)
	n := len(strings.Fields(name))
	return strings.Trim(rest, " ,.") == "" && n >= 2 && n <= 6 && len(name) < 60 && !postWords.MatchString(s)
}

// who is what a phrase such as "H.E. Mr. X Y, Permanent Representative of Z"
// says.
type who struct{ speaker, office string }

// parseWho reads the phrase after "by". Where it bears no honorific, a name is
// taken only when an office follows it: "Malaysia" or "New Zealand" is no
// person's name, and this package does not know which words are States.
func parseWho(phrase string) who {
	phrase = strings.Trim(phrase, " ,.;:–—-")
	for _, at := range honorific.FindAllStringSubmatchIndex(phrase, -1) {
		name, rest := takeName(strings.TrimLeft(phrase[at[3]:], " ."))
		if name == "" {
			continue
		}
		before := strings.Trim(phrase[:at[2]], " ,;:–—-(")
		before = strings.TrimPrefix(before, "by ")
		return who{speaker: name, office: office(before, strings.Trim(phrase[at[2]:at[3]], " ."), rest)}
	}
	if g := initialsName.FindStringSubmatchIndex(phrase); g != nil {
		return who{speaker: phrase[g[2]:g[3]], office: cleanOffice(phrase[:g[0]])}
	}
	name, rest := takeName(phrase)
	if n := len(strings.Fields(name)); n >= 2 && n <= 5 && strings.HasPrefix(rest, ",") && startsWithPost(rest[1:]) {
		return who{speaker: name, office: cleanOffice(rest)}
	}
	return who{}
}

// initialsName: "И.И.Иванова", as Russian titles print it, after the office.
var initialsName = regexp.MustCompile(`(?:^|[ ,])(\p{Cyrillic}\. ?(?:\p{Cyrillic}\. ?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)$`)

func startsWithPost(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(strings.TrimLeft(s, " ,"), "the "), "The ")
	at := postWords.FindStringIndex(s)
	return at != nil && at[0] <= 40
}

// office chooses what is printed as the office: before the name, after it, or
// else the rank that stood before the name.
func office(before, rank, after string) string {
	before, after = cleanOffice(before), cleanOffice(after)
	switch {
	case before != "" && after != "" && postWords.MatchString(before) && postWords.MatchString(after):
		return before + ", " + after
	case after != "" && postWords.MatchString(after):
		return after
	case before != "" && postWords.MatchString(before):
		return before
	}
	for _, r := range []string{"Deputy Permanent Representative", "Permanent Representative", "Chargé d'Affaires", "Chargé d’Affaires", "Prime Minister", "Foreign Minister", "Deputy Minister", "Vice Minister", "Viceministro", "Viceministra", "Ministro", "Ministra", "Minister", "Embajadora", "Embajador", "Ambassador", "Ambassadeur", "Secretary-General", "President"} {
		if strings.Contains(rank, r) {
			return r
		}
	}
	return ""
}

func cleanOffice(s string) string {
	s = strings.Trim(s, " ,;:.–—-(")
	for _, article := range []string{"the ", "The ", "el ", "la ", "del ", "le ", "l’", "l'"} {
		s = strings.TrimPrefix(s, article)
	}
	if len(s) > 400 || !strings.ContainsFunc(s, unicode.IsLetter) {
		return ""
	}
	if strings.Count(s, ")") > strings.Count(s, "(") {
		s = strings.TrimRight(s, ") ")
	}
	return s
}

// isNameLine: an honorific and a name begin the line, an office may follow.
func isNameLine(l string) bool {
	if len(l) > 300 || endsSentence(l) && words(l) > 12 || tellsOf.MatchString(l) {
		return false
	}
	l = strings.TrimPrefix(strings.TrimPrefix(l, "by "), "By ")
	at := honorific.FindStringSubmatchIndex(l)
	if at == nil || at[2] > 0 {
		return false
	}
	name, rest := takeName(strings.TrimLeft(l[at[3]:], " ."))
	return name != "" && (strings.Trim(rest, " ,.)") == "" || strings.HasPrefix(strings.TrimLeft(rest, " "), ",") || strings.HasPrefix(strings.TrimLeft(rest, " "), "(") || startsWithPost(rest))
}

// isPost: a line that is an office and nothing else.
func isPost(l string) bool {
	if len(l) > 260 || endsSentence(l) || tellsOf.MatchString(l) {
		return false
	}
	at := postWords.FindStringIndex(l)
	return at != nil && at[0] <= 30 && unicode.IsUpper(firstRune(l)) && mostlyCapitalised(l)
}

// mostlyCapitalised: half of the longer words begin with a capital, as in
// names of offices; sentences do not.
func mostlyCapitalised(l string) bool {
	long, upper := 0, 0
	for _, w := range strings.Fields(l) {
		w = strings.Trim(w, `"“”(),`)
		if utf8.RuneCountInString(w) < 4 {
			continue
		}
		long++
		if unicode.IsUpper(firstRune(w)) {
			upper++
		}
	}
	return long > 0 && upper*2 >= long
}
