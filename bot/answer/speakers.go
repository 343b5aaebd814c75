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

// heed reads the persons asked for, narrows u to the statements that name them,
// and says so. stop tells that there is nothing to look into.
func (e *Engine) heed(x *retrieval.Index, u *Understood) (notices []string, stop bool) {
	named := spelt(u.Question)
	all := x.StatementsOf(u.quotable())
	at, whole := e.personAsked(u.Question, named, all)
	if at == (corpus.Span{}) {
		return e.unknownPerson(u, named, all)
	}
	asked := at.In(u.Question)
	var theirs []*corpus.Statement
	for _, st := range all {
		if name := nameWords(st.NamedSpeaker()); len(name) > 0 && (whole && wholeName(name, spelt(asked)) || !whole && name[len(name)-1] == spelt(asked)[0].folded) {
			theirs = append(theirs, st)
		}
	}
	if len(u.States) > 0 {
		of := slices.DeleteFunc(slices.Clone(theirs), func(st *corpus.Statement) bool {
			return !slices.ContainsFunc(st.Voices(e.States), func(v string) bool { return slices.Contains(u.States, v) })
		})
		if len(of) == 0 {
			u.person = at
			return []string{fmt.Sprintf("No statement held by %s names “%s” as its speaker; those that do are by %s.", e.nameList(u.States), asked, e.nameList(byOf(theirs)))}, false
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
	u.person, u.Person = at, asked
	return []string{"Only statements were looked into that name as their speaker " + joined(who, "or") + "."}, false
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

// foldName gives a name as it is compared: without case and accents.
func foldName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case r == '’':
			return '\''
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// titles are what stands before a name and is none.
const titles = " mr mrs ms miss mx dr sir dame lady lord professor prof ambassador minister he h e his her excellency hon honourable m mme mlle monsieur madame sr sra senor senora don dona г г-н г-жа господин госпожа посол "

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

// wholeName tells whether words are a person's whole name: all of it, or the first
// word and the last.
func wholeName(name []string, said []spelling) bool {
	if len(said) == len(name) {
		return slices.EqualFunc(name, said, func(n string, w spelling) bool { return n == w.folded })
	}
	return len(said) == 2 && len(name) > 2 && said[0].folded == name[0] && said[1].folded == name[len(name)-1]
}

// likeAName tells whether words are written as a name, or are too long to be
// one by chance.
func likeAName(said []spelling) bool {
	return said[0].capital || len([]rune(said[len(said)-1].folded)) > 4
}

// personAsked finds the name of a speaker whose words are asked for: whole tells
// that it is more than the surname.
func (e *Engine) personAsked(text string, named []spelling, all []*corpus.Statement) (at corpus.Span, whole bool) {
	surnames := map[string]bool{}
	var names [][]string
	seen := map[string]bool{}
	for _, st := range all {
		speaker := st.NamedSpeaker()
		if speaker == "" || seen[speaker] {
			continue
		}
		seen[speaker] = true
		if name := nameWords(speaker); len(name) > 0 {
			names = append(names, name)
			surnames[name[len(name)-1]] = true
		}
	}
	for i, w := range named {
		for _, n := range names {
			for _, size := range []int{len(n), 2} {
				if size > 1 && i+size <= len(named) && wholeName(n, named[i:i+size]) && likeAName(named[i:i+size]) && asksOf(text, w.Start, named[i+size-1].End, true) {
					return corpus.Span{Start: w.Start, End: named[i+size-1].End}, true
				}
			}
		}
	}
	for i, w := range named {
		if !w.capital || len([]rune(w.folded)) < 4 || !surnames[w.folded] {
			continue
		}
		titled := i > 0 && listed(titles, named[i-1].folded)
		if asksOf(text, w.Start, w.End, titled) && (titled || !e.isState(text, w.Span)) {
			return w.Span, false
		}
	}
	return corpus.Span{}, false
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
	titlesBefore  = regexp.MustCompile(`(?i)(?:\b(?:the|mr|mrs|ms|dr|sir|professor|ambassador|minister|monsieur|madame|mme|m|sra?|h\.?\s?e)\b\.?\s*|\pL\.\s*)+$`)
	subjectBefore = regexp.MustCompile(`(?i)(?:\b(?:about|on|regarding|concerning|to|with|against|like|than|sobre|sur|acerca de|à)|(?:^|\s)(?:о|об|про))\s+(?:\pL+(?:'s|’s)\s+)?$`)
	accordingTo   = regexp.MustCompile(`(?i)\baccording\s+to\s+$`)
	askedBefore   = regexp.MustCompile(`(?i)(?:\b(?:did|does|do|has|had|have|by|from|of|according to|per|dice|dijo|dit|selon|según)|(?:^|\s)(?:сказала?|говорила?|заявила?|считает))\s+(?:\pL+\s+)?$`)
	saysBehind    = regexp.MustCompile(`(?i)^(?:'s|’s)?\s*(?:say|says|said|think|thinks|state[sd]?|position|statement|view|propose[sd]?|argue[sd]?|speak|spoke|speech|words)\b`)
)

// unknownPerson answers for a person with a title whom no statement held names.
func (e *Engine) unknownPerson(u *Understood, named []spelling, all []*corpus.Statement) ([]string, bool) {
	for i, w := range named {
		if i == 0 || !w.capital || !listed(personTitles, named[i-1].folded) || listed(offices, w.folded) || e.isState(u.Question, w.Span) {
			continue
		}
		last := w
		for _, next := range named[i+1:] {
			if !next.capital || strings.TrimSpace(u.Question[last.End:next.Start]) != "" {
				break
			}
			last = next
		}
		name := u.Question[w.Start:last.End]
		if !asksOf(u.Question, w.Start, last.End, true) || slices.ContainsFunc(all, func(st *corpus.Statement) bool {
			return slices.Contains(nameWords(st.NamedSpeaker()), last.folded)
		}) {
			continue
		}
		u.person = corpus.Span{Start: w.Start, End: last.End}
		return []string{fmt.Sprintf("No statement that is held names a speaker called “%s”.", name)}, len(u.States) == 0
	}
	return nil, false
}

// personTitles are the titles that stand before names alone; offices, what else
// they stand before.
const (
	personTitles = " mr mrs ms ambassador г-н г-жа "
	offices      = " chair chairman chairperson president secretary secretary-general facilitator moderator of the and "
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
