package corpus

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// The kinds of Voice, and the two further kinds that only a Mention has.
const (
	KindState        = "state"
	KindObserver     = "observer"      // a State with a seat and without a vote
	KindPredecessor  = "predecessor"   // a State that is no more
	KindGroup        = "group"         // of States, with members
	KindBody         = "body"          // an organ, an officer, an organisation
	KindAmbiguous    = "ambiguous"     // a word for more than one State
	KindNoDelegation = "no-delegation" // a name that nobody speaks under
)

// States knows who can speak: States, those that are no more, groups and
// bodies, with their names in the six languages of the United Nations, and
// the names under which nobody speaks. ParseStates makes it; it never changes
// afterwards and may be used by many goroutines at once.
//
// Codes are ISO 3166-1 alpha-2 ("RU") for a State, ISO 3166-3 ("SUHH") for a
// predecessor, and a word in small letters ("eu") for a group or a body.
type States struct {
	data   statesFile
	voices map[string]*statesVoice
	codes  []string          // of voices, sorted
	byCode map[string]string // any code in capitals -> the code
	barred map[string]int    // codes of no delegation, in capitals -> its place in data

	foldNames sync.Once
	folded    []misspeltName // for Misspelt, made when it is first asked
	entries   []statesEntry
	trie      statesTrie
	never     map[string]bool
	ranks     map[string]bool // folded words, see statesFile
	links     map[string]bool
	titles    map[string]bool
	groups    []string // those voices that have members, sorted
	seats     *States  // the same voices by the names of their seats of government
}

// Voice is somebody who can speak, by code and kind.
type Voice struct {
	Code, Kind string
	Name       string // short English name of today
	Official   string // long English name; Name where there is none
	Region     string // code of the regional group, of a member State alone
}

// statesVoice is a Voice and what is looked up about it.
type statesVoice struct {
	Voice
	then    []statesThen // earliest first
	members []statesMember
}

type statesThen struct {
	name  string
	until time.Time // the first day on which the name no longer held
}

// statesMember is one spell of membership, both days included; a zero day is
// open.
type statesMember struct {
	code        string
	from, until time.Time
}

func (m statesMember) at(day time.Time) bool {
	if day.IsZero() {
		return m.until.IsZero()
	}
	return !day.Before(m.from) && (m.until.IsZero() || !day.After(m.until))
}

// statesDay is the calendar day of t where t was written, as midnight UTC, so
// that days compare; the zero time stays zero and stands for today.
func statesDay(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Codes lists every code known, sorted.
func (s *States) Codes() []string { return slices.Clone(s.codes) }

// Voice gives the voice of a code as Statement.By and Mention.Code spell it.
func (s *States) Voice(code string) (Voice, bool) {
	v, ok := s.voices[code]
	if !ok {
		return Voice{}, false
	}
	return v.Voice, true
}

// Lookup finds the voice that a person means by a code (alpha-2, alpha-3, a
// group's; in any case) or by any name or adjective in the six languages,
// with or without an article. It finds none for a word that may mean several
// States (Candidates lists them) and for a name without a delegation
// (NoDelegation answers for it).
//
// Three codes collide: "nam" is the Non-Aligned Movement and not the alpha-3
// code of Namibia; "au" is Australia, the African Union's code being
// "african-union".
func (s *States) Lookup(nameOrCode string) (Voice, bool) {
	key := strings.ToUpper(strings.TrimSpace(nameOrCode))
	if code, ok := s.byCode[key]; ok {
		return s.Voice(code)
	}
	if e := s.entryOf(nameOrCode); e != nil {
		return s.Voice(e.voice)
	}
	return s.Voice(s.titled(nameOrCode))
}

// titled finds the one State in a name that has nothing beside it but words
// such as "Republic of", in any of the languages: official names of which the
// data have only the heart. Empty where there is none, or anything else.
func (s *States) titled(name string) string {
	if len(name) > statesLongestName {
		return ""
	}
	found := s.Find(name)
	if len(found) == 0 || found[0].Code == "" {
		return ""
	}
	at := 0
	for _, m := range found {
		if m.Code != found[0].Code || !statesOnly(name[at:m.Start], s.titles, s.links) {
			return ""
		}
		at = m.End
	}
	if !statesOnly(name[at:], s.titles, s.links) {
		return ""
	}
	return found[0].Code
}

// Candidates lists the codes of the States that an ambiguous word ("Korea",
// "Congolese") may mean; nil for any other word.
func (s *States) Candidates(name string) []string {
	if e := s.entryOf(name); e != nil {
		return slices.Clone(e.mayBe)
	}
	return nil
}

// entryOf finds what a name as a person types it stands for: whole, exact
// after folding, its article left aside.
func (s *States) entryOf(name string) *statesEntry {
	if len(name) > statesLongestName {
		return nil
	}
	for _, key := range statesKeys(name) {
		for _, at := range s.trie.get(key) {
			if e := &s.entries[at]; !e.guard {
				return e
			}
		}
	}
	return nil
}

// Name is the short English name of a code as the United Nations used it on
// the day; the zero time asks for today's. A code that is not known comes back
// as it is, so that nothing said about it is lost.
func (s *States) Name(code string, at time.Time) string {
	v, ok := s.voices[code]
	if !ok {
		return code
	}
	if day := statesDay(at); !day.IsZero() {
		for _, t := range v.then {
			if day.Before(t.until) {
				return t.name
			}
		}
	}
	return v.Voice.Name
}

// NameThen is today's name, followed where it was another on that day by that
// one: "Eswatini (then Swaziland)".
func (s *States) NameThen(code string, at time.Time) string {
	now, then := s.Name(code, time.Time{}), s.Name(code, at)
	if now == then {
		return now
	}
	return now + " (then " + then + ")"
}

// Members lists the codes, sorted, of those who belonged to the group on the
// day; the zero time asks for today's members. Nil for a State, a body and a
// code that is not known.
func (s *States) Members(group string, at time.Time) []string {
	v, ok := s.voices[group]
	if !ok {
		return nil
	}
	day := statesDay(at)
	var out []string
	for _, m := range v.members {
		if m.at(day) {
			out = append(out, m.code)
		}
	}
	sort.Strings(out)
	return slices.Compact(out)
}

// Groups lists the codes, sorted, of the groups that the State belonged to on
// the day, its regional group and its groups of experts among them.
func (s *States) Groups(state string, at time.Time) []string {
	day := statesDay(at)
	var out []string
	for _, code := range s.groups {
		if slices.ContainsFunc(s.voices[code].members, func(m statesMember) bool { return m.code == state && m.at(day) }) {
			out = append(out, code)
		}
	}
	return out
}

// Region is the code of the United Nations regional group of a member State
// ("eastern-european-group"), and empty for everybody else.
func (s *States) Region(state string) string {
	if v, ok := s.voices[state]; ok {
		return v.Voice.Region
	}
	return ""
}

// NoDelegation finds in a text, or in a code as it is typed after a flag, the
// names under which no delegation takes part, and gives the one neutral
// sentence to answer with; the sentence is data, and empty where there is no
// such name. Whether it is called for is the caller's to say: a question may
// name one as the subject of a State's words. A seat ("Taipei") counts too.
func (s *States) NoDelegation(text string) (reply string, mentions []Mention) {
	if at, ok := s.barred[strings.ToUpper(strings.TrimSpace(text))]; ok {
		return s.data.NoDelegation[at].Reply, []Mention{{Kind: KindNoDelegation, Start: 0, End: len(text), Form: KindNoDelegation, NoDelegation: true}}
	}
	for _, m := range append(s.Find(text), s.FindSeats(text)...) {
		if !m.NoDelegation {
			continue
		}
		if mentions = append(mentions, m); reply == "" {
			reply = s.data.NoDelegation[m.barred].Reply
		}
	}
	return reply, mentions
}
