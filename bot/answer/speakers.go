package answer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// A question may ask for the words of a person ("what did Ambassador Verrin say
// of voting?"). Then only statements that name that person as their speaker are
// looked into: two delegations may have speakers of one name, and whoever asks
// for a person's words must not be handed another's.

// heeded is what became of the persons whose words a question asks for.
type heeded struct {
	notice string // "" where nobody is asked for
	others string // that the words that follow are not theirs; "" where they are
	stop   bool   // whether there is nothing to look into
}

// heed reads the persons asked for, narrows u to the statements that name them,
// and says so.
func (e *Engine) heed(x *retrieval.Index, u *Understood) heeded {
	named := spelt(u.Question)
	all := x.StatementsOf(u.quotable())
	names := speakersOf(all)
	at := e.personsAsked(u.Question, named, names)
	if len(at) == 0 {
		return e.unknownPerson(u, named, names)
	}
	var theirs []*corpus.Statement
	for _, st := range all {
		if slices.ContainsFunc(at, func(at corpus.Span) bool {
			said := spelt(at.In(u.Question))
			fit := fits(nameWords(st.NamedSpeaker()), said)
			return fit > noName && fit == best(names, said) && sameInitial(u.Question[:at.Start], st.NamedSpeaker())
		}) {
			theirs = append(theirs, st)
		}
	}
	u.persons = at
	if len(u.States) > 0 {
		of := slices.DeleteFunc(slices.Clone(theirs), func(st *corpus.Statement) bool {
			return !slices.ContainsFunc(st.Voices(e.States), func(v string) bool { return slices.Contains(u.States, v) })
		})
		if len(of) == 0 {
			return e.notTheirs(*u, fmt.Sprintf("No statement held by %s names %s as its speaker; those that do are by %s.", e.nameList(u.States), joined(quoted(u.Question, at), "or"), e.nameList(byOf(theirs))))
		}
		theirs = of
	}
	if u.only != nil {
		theirs = slices.DeleteFunc(theirs, func(st *corpus.Statement) bool { return !slices.Contains(u.only, st.ID) })
	}
	u.only = []string{}
	var who []string
	for _, st := range theirs {
		u.only = append(u.only, st.ID)
		name := fmt.Sprintf("%s (%s)", st.NamedSpeaker(), e.name(st.By))
		if !slices.Contains(who, name) {
			who = append(who, name)
		}
	}
	slices.Sort(who)
	u.Person = u.Question[at[0].Start:at[len(at)-1].End]
	return heeded{notice: "Only statements were looked into that name as their speaker " + joined(who, "or") + "."}
}

// sameInitial tells whether the initials that stand before a name asked for may be
// those of a speaker: the first letters are the same, or one of the two has none.
func sameInitial(before, speaker string) bool {
	asked := initialsAsked.FindStringSubmatch(before)
	if asked == nil {
		return true
	}
	for i, w := range spelt(speaker) {
		if listed(titles, w.folded) {
			continue
		}
		first, _ := firstRune(w.folded)
		initial, _ := firstRune(foldName(asked[1]))
		return i == len(spelt(speaker))-1 || first == initial
	}
	return true
}

// initialsAsked finds initials before a name. Group 1 is the first.
var initialsAsked = regexp.MustCompile(`(?:^|[^\pL.])(\p{Lu})\.(?:\s?\p{Lu}\.)*\s?$`)

// notTheirs answers for persons whose words are not held by the delegations asked,
// which are answered for all the same.
func (e *Engine) notTheirs(u Understood, notice string) heeded {
	whose := "that person's"
	if len(u.persons) > 1 {
		whose = "theirs"
	}
	return heeded{notice: notice, others: fmt.Sprintf("What follows was said for %s and is not %s.", e.nameList(u.States), whose), stop: len(u.States) == 0}
}

// unquoted notes which of several persons asked for the answer could not quote.
func (e *Engine) unquoted(u Understood, a *Answer) []string {
	if u.only == nil || len(u.persons) < 2 {
		return nil
	}
	var out []string
	for _, at := range u.persons {
		said := spelt(at.In(u.Question))
		if !slices.ContainsFunc(a.Citations, func(c Citation) bool { return fits(nameWords(c.Statement.NamedSpeaker()), said) > noName }) {
			out = append(out, fmt.Sprintf("Nothing near enough to this was found in the statements that name “%s” as their speaker.", at.In(u.Question)))
		}
	}
	return out
}

// spelling is a word of a question: where it stands, and how it is compared.
type spelling struct {
	corpus.Span
	folded  string
	capital bool
}

// spelt splits a text into its words.
func spelt(text string) []spelling {
	var out []spelling
	start := -1
	end := func(i int) {
		if start >= 0 {
			w := strings.TrimRight(text[start:i], "'’-.")
			for _, s := range []string{"'s", "’s"} {
				w = strings.TrimSuffix(w, s)
			}
			if w != "" {
				first, _ := firstRune(w)
				out = append(out, spelling{corpus.Span{Start: start, End: start + len(w)}, foldName(w), unicode.IsUpper(first) || unicode.IsTitle(first)})
			}
		}
		start = -1
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) && start >= 0:
			if start < 0 {
				start = i
			}
		case start >= 0 && strings.ContainsRune("'’-", r):
		default:
			end(i)
		}
	}
	end(len(text))
	return out
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// foldName gives a name as it is compared: without case and accents, and in Latin
// letters where it is in Cyrillic ones, so that "Лобанец" is "Lobanets".
func foldName(s string) string {
	return inLatin(strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '’':
			return '\''
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s)))
}

// inLatin writes small Cyrillic letters in Latin ones, by the system of the United
// States Board on Geographic Names that English documents follow, without its
// signs. What is in other letters stays.
func inLatin(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
		return s
	}
	for _, end := range []string{"ий", "ый"} {
		if strings.HasSuffix(s, end) || strings.HasSuffix(s, strings.ReplaceAll(end, "й", "и")) { // without its accent
			s = s[:len(s)-len(end)] + "y"
		}
	}
	var b strings.Builder
	for _, r := range s {
		if latin, ok := latinOf[r]; ok {
			b.WriteString(latin)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

var latinOf = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "y", 'к': "k", 'л': "l", 'м': "m", 'н': "n",
	'о': "o", 'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y",
	'ь': "", 'э': "e", 'ю': "yu", 'я': "ya", 'і': "i", 'ї': "i", 'є': "ye", 'ґ': "g", 'ў': "u",
}

// titles are what stands before a name and is none.
const titles = " mr mrs ms miss mx dr sir dame lady lord professor prof ambassador minister he h e his her excellency hon honourable m mme mlle monsieur madame sr sra senor senora don dona g-n g-zha gospodin gospozha posol "

// nameWords gives the words of a speaker's name without titles and initials.
func nameWords(name string) []string {
	var out []string
	for _, w := range spelt(name) {
		if !listed(titles, w.folded) && len([]rune(w.folded)) > 1 {
			out = append(out, w.folded)
		}
	}
	return out
}

// isState tells whether a word of a question belongs to a State's or body's name.
func (e *Engine) isState(text string, at corpus.Span) bool {
	return e.States != nil && slices.ContainsFunc(mentions(e.States, text), func(m corpus.Mention) bool {
		return m.Start < at.End && at.Start < m.End
	})
}

// asksOf tells whether a name stands where a question has those whose words it
// asks for. certain tells that it is a person's name beyond doubt.
func asksOf(text string, start, end int, certain bool) bool {
	head, tail := titlesBefore.ReplaceAllString(text[:start], ""), text[end:]
	if subjectBefore.MatchString(head) && !accordingTo.MatchString(head) {
		return false
	}
	return certain || askedBefore.MatchString(head) || saysBehind.MatchString(tail)
}

var (
	titlesBefore  = regexp.MustCompile(`(?i)(?:\b(?:the|mr|mrs|ms|dr|sir|professor|ambassador(?:-at-large)?|minister|counsell?or|envoy|delegate|representative|chair(?:man|person)?|president|monsieur|madame|mme|m|sra?|h\.?\s?e)\b\.?\s*|\pL\.\s*)+$`)
	subjectBefore = regexp.MustCompile(`(?i)(?:\b(?:about|on|regarding|concerning|to|with|against|like|than|sobre|sur|acerca de|à)|(?:^|\s)(?:о|об|про))\s+(?:\pL+(?:'s|’s)\s+)?$`)
	accordingTo   = regexp.MustCompile(`(?i)\baccording\s+to\s+$`)
	askedBefore   = regexp.MustCompile(`(?i)(?:\b(?:did|does|do|has|had|have|by|from|of|according to|per|dice|dijo|dit|selon|según)|(?:^|\s)(?:сказала?|говорила?|заявила?|считает))\s+(?:\pL+\s+)?$`)
	saysBehind    = regexp.MustCompile(`(?i)^(?:['’]s?)?\s*(?:say|says|said|think|thinks|state[sd]?|position|statement|view|propose[sd]?|argue[sd]?|speak|spoke|speech|words)\b`)
)

// unknownPerson answers for a person with a title whom no statement held names.
func (e *Engine) unknownPerson(u *Understood, named []spelling, names [][]string) heeded {
	for i, w := range named {
		if i == 0 || !listed(personTitles, named[i-1].folded) || listed(offices, w.folded) || e.isState(u.Question, w.Span) ||
			!w.capital && (named[i-1].folded == "ambassador" || len([]rune(w.folded)) < 4) {
			continue
		}
		last := i
		for w.capital && last+1 < len(named) && named[last+1].capital && strings.TrimSpace(u.Question[named[last].End:named[last+1].Start]) == "" {
			last++
		}
		at := corpus.Span{Start: w.Start, End: named[last].End}
		if !asksOf(u.Question, at.Start, at.End, true) || best(names, named[i:last+1]) > noName {
			continue
		}
		u.persons = []corpus.Span{at}
		return e.notTheirs(*u, fmt.Sprintf("No statement that is held names a speaker called “%s”.", at.In(u.Question)))
	}
	if at := e.longerName(u.Question, named, names); at.Len() > 0 {
		u.persons = []corpus.Span{at}
		return e.notTheirs(*u, fmt.Sprintf("No statement that is held names a speaker called “%s”.", at.In(u.Question)))
	}
	return heeded{}
}

// personTitles are the titles that stand before names alone; offices, what else
// they stand before.
const (
	personTitles = " mr mrs ms ambassador g-n g-zha "
	offices      = " chair chairman chairperson president secretary secretary-general facilitator moderator of the and "
	notOffices   = " of the and "
)

// byOf lists the delegations of statements, each once.
func byOf(all []*corpus.Statement) []string {
	var out []string
	for _, st := range all {
		if !slices.Contains(out, st.By) {
			out = append(out, st.By)
		}
	}
	return out
}

// nameList names delegations in a sentence.
func (e *Engine) nameList(codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, e.name(c))
	}
	return joined(out, "and")
}

// joined joins names as a sentence does.
func joined(names []string, and string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + and + " " + names[len(names)-1]
}
