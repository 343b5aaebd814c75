package corpus

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval/corpus/reader"
)

// voicing is what a name in a record is found to mean.
type voicing struct {
	code        string   // whose words follow; empty where that is not certain
	behalf      []string // for whom else
	person      string   // as printed, without the honorific
	translation string
	shared      bool   // other States' names hold the name: "Congo", "Guinea"
	formal      bool   // the name's own form says that it opens a turn: "Mr. Smith (Ruritania)"
	doubt       string // why code is empty
}

// voiceOf resolves the words that name a speaker.
func (s *States) voiceOf(name string) voicing {
	v := voicing{}
	if unclear.MatchString(name) {
		v.doubt = fmt.Sprintf("the record is not clear on who speaks: %q", name)
		return v
	}
	if spokenIn.MatchString(name) {
		v.translation = "interpretation"
		name = strings.TrimSpace(spokenIn.ReplaceAllString(name, ""))
	}
	name = v.takeBehalf(s, name)
	v.formal = inlinePerson.MatchString(name)
	if inlineChair.MatchString(name) || chairAlone.MatchString(name) {
		if chair, ok := s.Lookup("chair"); ok {
			v.code, v.formal = chair.Code, true
			return v
		}
	}
	codes, person := s.readings(name)
	v.person = person
	switch {
	case len(codes) == 1:
		v.code = codes[0]
		v.shared = s.sharedName(name, v.code)
		v.behalf = slices.DeleteFunc(v.behalf, func(code string) bool { return code == v.code })
	case len(codes) > 1:
		v.doubt = fmt.Sprintf("%q may be several", name)
	case len(s.Candidates(name)) > 0:
		v.doubt = fmt.Sprintf("%q is the name of several States", name)
	default:
		v.doubt = fmt.Sprintf("%q is no State, group or body that is known here", name)
	}
	if v.code == "" {
		v.behalf, v.person = nil, ""
	}
	return v
}

var (
	unclear  = regexp.MustCompile(`(?i)\?|\[|\]|\b(?:unclear|inaudible|unknown|unidentified|unnamed|illegible|crosstalk|several speakers|multiple speakers|tbc)\b`)
	spokenIn = regexp.MustCompile(`(?i) ?\((?:spoke|speaking|interpretation|interpreted|translated|translation|habla|parle)(?: in| from| en)? [^()]{2,30}\)|\((?:говорит|выступает|говорил[аи]?) по-[^()]{2,30}\)|\(以[^()]{1,12}发言\)|\(تكلمت? ب[^()]{2,30}\)`)
	onBehalf = regexp.MustCompile(`(?i)[,(]? ?(?:\bspeaking )?\b(?:on behalf of|for and on behalf of|au nom d(?:e la|e l[’']|u|es|e)|en nombre de(?: la| los| las|l)?) (?:the )?`)
)

// takeBehalf notes for whom a name is said to speak, and gives the rest of it.
func (v *voicing) takeBehalf(s *States, name string) string {
	at := onBehalf.FindStringIndex(name)
	if at == nil || at[0] == 0 {
		return name
	}
	for _, m := range s.Find(name[at[1]:]) {
		if m.Code != "" && !slices.Contains(v.behalf, m.Code) {
			v.behalf = append(v.behalf, m.Code)
		}
	}
	rest := strings.TrimRight(name[:at[0]], " ,(–-")
	if strings.Count(rest, "(") > strings.Count(rest, ")") {
		rest += ")"
	}
	return rest
}

// readings gives the voices that a name may mean, and the person named beside
// the voice.
func (s *States) readings(name string) (codes []string, person string) {
	if voice, ok := s.Lookup(name); ok {
		return []string{voice.Code}, ""
	}
	if len(s.Candidates(name)) > 0 {
		return nil, ""
	}
	if g := delegationOf.FindStringSubmatch(name); g != nil {
		if voice, ok := s.Lookup(g[1]); ok {
			return []string{voice.Code}, ""
		}
		name = g[1]
	}
	for _, cut := range [][]string{inBrackets.FindStringSubmatch(name), afterComma.FindStringSubmatch(name)} {
		if cut == nil {
			continue
		}
		if codes, person := s.beside(cut[1], cut[2]); len(codes) > 0 {
			return codes, person
		}
	}
	if m := s.Find(name); len(m) > 0 && m[0].Start == 0 && m[0].Kind == KindBody && len(m) == 1 {
		if rest := strings.Trim(name[m[0].End:], " ,:-–"); reader.IsName(withoutHonorific(rest)) {
			return []string{m[0].Code}, withoutHonorific(rest)
		}
	}
	return nil, ""
}

var (
	delegationOf = regexp.MustCompile(`(?i)^(?:the )?(?:distinguished )?(?:representative|delegate|delegation|ambassador|permanent mission|permanent representative|observer|observer delegation) (?:of|for|from) (?:the )?(.{2,80})$`)
	inBrackets   = regexp.MustCompile(`^([^()]{2,90}?) ?\(((?:[^()]|\([^()]*\))+)\)$`)
	afterComma   = regexp.MustCompile(`^(.{2,90}?)(?:, | [-–—] )(.{2,90})$`)
	honorificFor = regexp.MustCompile(`(?i)^(?:(?:h\. ?e\. ?|his excellency |her excellency )?(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|amb|ambassador|archbishop|monsignor|sheikh|mme|m|sr|sra|г-н|г-жа|господин|госпожа|السيدة?|السفيرة?)\.? |h\. ?e\. )+`)
	// honorificAfter: Chinese has it behind the name
	honorificAfter = regexp.MustCompile(`(?:先生|女士|夫人|小姐|博士|大使)$`)
)

// isHonoured tells whether words begin or end as a person's name with honorific.
func isHonoured(s string) bool { return honorificFor.MatchString(s) || honorificAfter.MatchString(s) }

// beside resolves a name of two halves, of which one is the delegation and the
// other a person of it.
func (s *States) beside(first, second string) (codes []string, person string) {
	a, isA := s.delegation(first)
	b, isB := s.delegation(second)
	switch {
	case isA && isB && a.Code != b.Code:
		return []string{a.Code, b.Code}, ""
	case isA && isB:
		return []string{a.Code}, ""
	case isB && isHonoured(first):
		return []string{b.Code}, withoutHonorific(first)
	case isA && (isHonoured(second) || reader.IsName(second)):
		return []string{a.Code}, withoutHonorific(second)
	}
	return nil, ""
}

// delegation finds a voice by its name, or by that of its representative's office.
func (s *States) delegation(name string) (Voice, bool) {
	name = strings.TrimSpace(name)
	if g := delegationOf.FindStringSubmatch(name); g != nil {
		name = g[1]
	}
	return s.Lookup(name)
}

func withoutHonorific(s string) string {
	return strings.TrimSpace(honorificAfter.ReplaceAllString(honorificFor.ReplaceAllString(strings.TrimSpace(s), ""), ""))
}

// sharedName tells whether a name is one that the names of other States hold as
// a word, as "Democratic Republic of the Congo" does "Congo": it is often said
// for short, and meant for them.
func (s *States) sharedName(name, code string) bool {
	own := statesWords(s.Name(code, time.Time{}))
	if !slices.Equal(statesWords(strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the ")), own) || len(own) != 1 {
		return false
	}
	return slices.ContainsFunc(s.codes, func(other string) bool {
		v := s.voices[other]
		return other != code && v.Kind == KindState && slices.Contains(statesWords(v.Voice.Name), own[0])
	})
}
