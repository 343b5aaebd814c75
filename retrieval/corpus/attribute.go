package corpus

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"verbatim/retrieval/corpus/reader"
)

// Who spoke is settled here, from the phrases of the header that say so and
// the list of States. The rules are made to say nothing rather than something
// wrong: a phrase counts when it names exactly one voice in the speaker's
// place. Those to whom an ambassador is sent, hosts, and people who are thanked
// are not in that place, and a text's body is never asked.

// attribute fills By and OnBehalf, and takes back a speaker's name that is a
// State's.
func attribute(s *Statement, m reader.Meta, states *States) {
	if states == nil {
		return
	}
	if s.Speaker != "" && isVoice(states, s.Speaker) {
		s.Speaker, s.Office = "", ""
	}
	a := attribution{states: states, speaker: s.Speaker}
	var phrase string
	if s.By, phrase = a.by(m.By); s.By != "" {
		s.from("by", "“"+phrase+"”")
	}
	s.OnBehalf = a.onBehalf(m, s.By)
	if len(s.OnBehalf) == 0 && s.By == "" && jointTitle.MatchString(s.Title) {
		s.OnBehalf = a.joint(m.By)
	}
	if s.By == "" && len(s.OnBehalf) == 1 && a.own(m.OnBehalf) && isState(states, s.OnBehalf[0]) {
		s.By, s.OnBehalf = s.OnBehalf[0], nil
		s.from("by", "on behalf of its own")
	}
	s.Doubts = append(s.Doubts, a.doubts(s, m.By, phrase)...)
	a.groupItself(s, m, phrase)
	a.proxy(s, m.ForPerson)
	a.contested(s, m.By, phrase)
	if s.Speaker == "" {
		a.nameAfterState(s, m.By)
	}
}

type attribution struct {
	states  *States
	speaker string
}

// proxy takes back the delegation where one State's representative is said to
// read for a person of another: which of the two holds what is read does not show.
func (a attribution) proxy(s *Statement, persons []string) {
	for _, p := range persons {
		for _, m := range a.states.Find(p) {
			if m.Code == s.By || !isStateKind(m.Kind) && m.Kind != KindAmbiguous || elsewhere(p, m) {
				continue
			}
			s.uncredit(fmt.Sprintf("it is read on behalf of “%s”, who is of another delegation than its reader", p))
			return
		}
	}
}

// groupItself credits a statement to the one group on whose behalf its header
// says that it is made, where that names no delegation and no person that reads it.
func (a attribution) groupItself(s *Statement, m reader.Meta, phrase string) {
	if s.By != "" || phrase != "" || s.Speaker != "" || len(s.OnBehalf) != 1 || len(s.Doubts) > 0 || m.Origin["on_behalf"] == "first paragraphs" {
		return
	}
	group := s.OnBehalf[0]
	if v, ok := a.states.Voice(group); !ok || isStateKind(v.Kind) || !SpeaksForMembers(group) {
		return
	}
	s.By, s.OnBehalf = group, nil
	s.from("by", "on behalf of the group alone")
	delete(s.Origin, "on_behalf")
}

// contested takes back the delegation where the letterhead is another State's than
// the title's: the page of a mission may hold a statement of somebody else, or bear
// another's title by mistake.
func (a attribution) contested(s *Statement, phrases []string, counted string) {
	if s.By == "" || !isState(a.states, s.By) {
		return
	}
	for _, p := range phrases {
		codes := a.voices(p)
		if p == counted || !sender.MatchString(p) && !sender.MatchString(counted) || len(codes) != 1 || codes[0] == s.By ||
			!isState(a.states, codes[0]) || slices.Contains(s.OnBehalf, codes[0]) {
			continue
		}
		s.uncredit(fmt.Sprintf("“%s” names another State than “%s”", p, counted))
		return
	}
}

// uncredit takes back whose words a statement holds.
func (s *Statement) uncredit(why string) {
	s.By, s.OnBehalf, s.Speaker, s.Office = "", nil, "", ""
	for _, field := range ofSpeakers {
		delete(s.Origin, field)
	}
	s.Doubts = slices.DeleteFunc(s.Doubts, func(d string) bool { return strings.HasPrefix(d, "by: ") })
	s.Doubts = append(s.Doubts, "by: nobody is credited, since "+why)
}

// by gives the voice of the first phrase that names one, and the phrase. One that
// names several ends the search: what comes after it is less telling, not more.
func (a attribution) by(phrases []string) (code, phrase string) {
	for _, p := range phrases {
		if chairPhrase.MatchString(p) || chairAlone.MatchString(p) {
			if v, ok := a.states.Lookup("chair"); ok {
				return v.Code, p
			}
			return "", p
		}
		codes := a.voices(p)
		switch {
		case len(codes) == 1:
			return codes[0], p
		case len(codes) > 1:
			return "", p
		}
	}
	return "", ""
}

// doubts says what speaks against the delegation that was found, or why none was:
// a phrase that names several, an ambiguous name, a second phrase that names
// another State than the one that counted.
func (a attribution) doubts(s *Statement, phrases []string, counted string) (out []string) {
	if s.By == "" && counted != "" && len(s.OnBehalf) == 0 {
		out = append(out, fmt.Sprintf("by: “%s” names several", counted))
	}
	for _, p := range phrases {
		if s.By == "" && counted == "" {
			for _, m := range a.states.Find(p) {
				if m.Kind == KindAmbiguous {
					out = append(out, fmt.Sprintf("by: “%s” in “%s” may be several", p[m.Start:m.End], p))
				}
			}
			continue
		}
		if codes := a.voices(p); p != counted && len(codes) == 1 && codes[0] != s.By && isState(a.states, s.By) && isState(a.states, codes[0]) && !slices.Contains(s.OnBehalf, codes[0]) {
			out = append(out, fmt.Sprintf("by: “%s” names another State than “%s”, which counted", p, counted))
		}
	}
	return out
}

// chairPhrase: whoever presides speaks for the meeting and not for a State.
var chairPhrase = regexp.MustCompile(`(?i)^(?:(?:h\.e\.|his excellency|her excellency|ambassador|mr\.?|ms\.?|dr\.?) .{0,60}, )?(?:the )?(?:chair(?:man|person|woman)?|president)(?:,? .{1,60},?)? (?:of the|of this) (?:oewg|un oewg|open[- ]ended|group of governmental|gge|un gge|first committee|general assembly|security council|working group|global mechanism)`)

// chairAlone: "Chair, Ambassador X (Singapore)"; the State is where the person
// comes from.
var chairAlone = regexp.MustCompile(`(?i)^(?:the )?chair(?:man|person|woman)?, (?:h\. ?e\.|his excellency|her excellency|ambassador|amb\.|mr\.?|ms\.?|dr\.?) [^,]{1,60}$`)

// voices lists the distinct voices that a phrase names in the speaker's place.
func (a attribution) voices(phrase string) []string {
	if a.speaker != "" { // "Ms. Georgia Jordan": a person's name names no State
		phrase = strings.ReplaceAll(phrase, a.speaker, strings.Repeat("·", len(a.speaker)/2))
	}
	var out []string
	earlier := 0
	for _, m := range a.states.Find(phrase) {
		if m.NoDelegation || m.Kind == KindNoDelegation || m.Kind == KindAmbiguous {
			return nil
		}
		if elsewhere(phrase, m) || m.Kind == KindBody && organ(m.Code) {
			continue
		}
		if isStateKind(m.Kind) && !delegates(phrase, m, earlier) {
			continue
		}
		earlier = m.End
		if !slices.Contains(out, m.Code) {
			out = append(out, m.Code)
		}
	}
	return out
}

// elsewhere tells whether a mention stands where the addressee, the place or
// the subject stands: "to Japan", "in Geneva", "for Africa".
func elsewhere(phrase string, m Mention) bool {
	return addressee.MatchString(phrase[:m.Start])
}

var addressee = regexp.MustCompile(`(?i)(?:^|[\s,(])(?:(?:accredited )?to|in|at|with|for|near|against|on|towards?|about|and to|ante|en|ante la|sobre|auprès d[eu](?: la| l[’'])?|au|aux|en|sur|à|à la|при|в|во|на|по)(?: the| la| el| las| los| le| les| l[’'])?(?: (?:kingdom|republic|government|state|federal republic) of(?: the)?)?[\s«"“]*$`)

// organ are bodies in which States speak, not those that speak.
func organ(code string) bool {
	switch code {
	case "un", "oewg", "gge", "unga", "unsc", "security-council", "general-assembly", "first-committee":
		return true
	}
	return strings.HasPrefix(code, "gge-") || strings.HasPrefix(code, "oewg-")
}

// onBehalf lists the groups and States that a statement is made for, the
// speaker's own left out.
func (a attribution) onBehalf(m reader.Meta, by string) []string {
	var out []string
	for _, p := range m.OnBehalf {
		for _, mention := range a.states.Find(p) {
			switch {
			case mention.NoDelegation, mention.Code == "", mention.Code == by, mention.Kind == KindBody && organ(mention.Code):
			case elsewhere(p, mention):
			case m.Origin["on_behalf"] == "first paragraphs" && mention.Form == "adjective":
			case !slices.Contains(out, mention.Code):
				out = append(out, mention.Code)
			}
		}
	}
	if m.Origin["on_behalf"] == "first paragraphs" && len(out) == 1 && isState(a.states, out[0]) {
		return nil // "on behalf of Liberia": the speaker's own
	}
	return out
}

// joint lists the States in whose names a joint statement is made.
func (a attribution) joint(phrases []string) []string {
	for _, p := range phrases {
		if codes := a.voices(p); len(codes) > 1 {
			return codes
		}
	}
	return nil
}

var jointTitle = regexp.MustCompile(`(?i)^\W*joint (?:statement|declaration|remarks|working paper|contribution|proposal|communiqué|position)|declaración conjunta|déclaration (?:conjointe|commune)|совместное заявление|联合声明|بيان مشترك`)

// own tells whether the words "on behalf of" mean the speaker's own State:
// its government, its people, its delegation.
func (a attribution) own(phrases []string) bool {
	for _, p := range phrases {
		if ownPhrase.MatchString(p) {
			return true
		}
	}
	return false
}

var ownPhrase = regexp.MustCompile(`(?i)^(?:(?:my|the) )?(?:government|people|delegation|gobierno|delegación|gouvernement|délégation)\b`)

// nameAfterState reads "Chargé d'Affaires of the Russian Federation Dmitry
// Polyanskiy": without an honorific, only the State's name tells where the
// person's begins.
func (a attribution) nameAfterState(s *Statement, phrases []string) {
	for _, p := range phrases {
		if sender.MatchString(p) {
			continue
		}
		ms := a.states.Find(p)
		if len(ms) == 0 {
			continue
		}
		last := ms[len(ms)-1]
		at, ok := nameAtEnd(p, last.End)
		if !ok || elsewhere(p, last) {
			continue
		}
		s.Speaker = strings.TrimRight(p[at:], " ,")
		if office := strings.Trim(p[:at], " ,"); strings.Contains(office, " ") && s.Office == "" {
			s.Office = strings.TrimPrefix(office, "the ")
		}
		return
	}
}

// nameAtEnd gives the offset at which a person's name begins that ends the
// phrase, after the offset from; the rest of an institution's name may stand
// before it ("Russian Foreign Ministry Artur Lyukmanov").
func nameAtEnd(p string, from int) (int, bool) {
	p = strings.TrimRight(p, " ,")
	for skipped := 0; skipped < 5; skipped++ {
		for from < len(p) && (p[from] == ' ' || p[from] == ',') {
			from++
		}
		if from >= len(p) {
			break
		}
		if reader.IsName(p[from:]) {
			return from, true
		}
		next := strings.IndexByte(p[from:], ' ')
		if next < 0 || addressee.MatchString(p[from:from+next]) { // "with Al Jazeera"
			break
		}
		from += next
	}
	return 0, false
}

var sender = regexp.MustCompile(`(?i)^(?:permanent (?:mission|delegation)|mission|embassy|ministry|delegation|department|government)\b`)

// isVoice tells whether the whole of s is the name of a State, group or body.
func isVoice(states *States, s string) bool {
	_, ok := states.Lookup(s)
	return ok
}

func isState(states *States, code string) bool {
	v, ok := states.Lookup(code)
	return ok && isStateKind(v.Kind)
}

func isStateKind(k string) bool {
	return k == KindState || k == KindObserver || k == KindPredecessor
}
