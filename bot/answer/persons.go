package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"verbatim/retrieval/corpus"
)

// fit is how words fit the name of a speaker. Of the names that they fit, those
// are meant that they fit best.
type fit int

const (
	noName   fit = iota
	partly       // some words of it that stand together
	surname      // its end
	fullName     // all of it, or its first word and its last: two words or more
)

// fits tells how words fit a name.
func fits(name []string, said []spelling) fit {
	name, words := parted(name), parted(folded(said))
	switch n := len(words); {
	case n == 0 || n > len(name):
		return noName
	case n > 1 && slices.Equal(name, words), n == 2 && words[0] == name[0] && words[1] == name[len(name)-1]:
		return fullName
	case slices.Equal(name[len(name)-n:], words):
		return surname
	}
	for i := range len(name) - len(words) + 1 {
		if slices.Equal(name[i:i+len(words)], words) {
			return partly
		}
	}
	return noName
}

// parted splits names with a hyphen, which not everybody writes.
func parted(words []string) []string {
	return strings.FieldsFunc(strings.Join(words, " "), func(r rune) bool { return r == ' ' || r == '-' })
}

func folded(said []spelling) []string {
	var out []string
	for _, w := range said {
		out = append(out, w.folded)
	}
	return out
}

// best tells how words fit the name that they fit best.
func best(names [][]string, said []spelling) fit {
	out := noName
	for _, name := range names {
		out = max(out, fits(name, said))
	}
	return out
}

// speakersOf lists the names of the speakers of statements.
func speakersOf(all []*corpus.Statement) [][]string {
	var out [][]string
	seen := map[string]bool{}
	for _, st := range all {
		speaker := st.NamedSpeaker()
		if seen[speaker] {
			continue
		}
		seen[speaker] = true
		if name := nameWords(speaker); len(name) > 0 {
			out = append(out, name)
		}
	}
	return out
}

// personsAsked finds the names of the speakers whose words a question asks for.
func (e *Engine) personsAsked(text string, named []spelling, names [][]string) []corpus.Span {
	const longest = 6 // words
	var out []corpus.Span
next:
	for i := 0; i < len(named); i++ {
		for n := min(longest, len(named)-i); n > 0; n-- {
			fit := best(names, named[i:i+n])
			if fit == noName {
				continue
			}
			if at := (corpus.Span{Start: named[i].Start, End: named[i+n-1].End}); e.asksPerson(text, named, i, n, fit, out) {
				out = append(out, at)
			}
			i += n - 1
			continue next
		}
	}
	return out
}

// asksPerson tells whether the n words from the i-th on, which fit a speaker's
// name, are the whole name of somebody whose words are asked for. before are
// those found before.
func (e *Engine) asksPerson(text string, named []spelling, i, n int, fit fit, before []corpus.Span) bool {
	said := named[i : i+n]
	start, end := said[0].Start, said[n-1].End
	capital := !slices.ContainsFunc(said, func(w spelling) bool { return !w.capital })
	letters := len([]rune(text[start:end]))
	titled := i > 0 && titleOf(named[i-1], capital, letters)
	if fit == fullName && n > 1 && likeAName(said) {
		return asksOf(text, start, end, true)
	}
	if !titled && e.isState(text, corpus.Span{Start: start, End: end}) || e.ofLongerName(text, named, i, n) {
		return false
	}
	certain := titled || capital && n > 1 || capital && len(before) > 0 && andPerson.MatchString(text[before[len(before)-1].End:start])
	if capital && letters > 3 || certain {
		return asksOf(text, start, end, certain) || i == 0 && onBehind.MatchString(text[end:])
	}
	return letters > 2 && didBefore.MatchString(text[:start]) && saysBehind.MatchString(text[end:]) ||
		letters > 4 && saidBefore.MatchString(text[:start])
}

// onBehind finds what stands behind a name that heads a request ("Verrin on voting").
var onBehind = regexp.MustCompile(`(?i)^(?:\s+(?:on|about|regarding)\b|\s*:)`)

// titleOf tells whether a word before a name is a title, or an office of who bears
// the name.
func titleOf(w spelling, capital bool, letters int) bool {
	w.folded, _, _ = strings.Cut(w.folded, "-at-")
	if listed(titles, w.folded) && capital && letters > 1 || listed(personTitles, w.folded) {
		return true
	}
	return letters > 3 && (listed(ranks, w.folded) || listed(offices, w.folded) && !listed(notOffices, w.folded))
}

// didBefore and saidBefore find what stands right before who speaks; andPerson,
// what joins a person to the one named before.
var (
	saidBefore = regexp.MustCompile(`(?i)(?:\b(?:dijo|dice|dit)|(?:^|\s)(?:сказала?|говорила?|заявила?|считает))\s+$`)
	didBefore  = regexp.MustCompile(`(?i)\b(?:did|does|has|had)\s+$`)
	andPerson  = regexp.MustCompile(`(?i)^(?:'s|’s)?(?:\s+of\s+\p{Lu}[\pL-]+(?:\s+\p{Lu}[\pL-]+)?)?\s*(?:,|\band\b|\bor\b|\by\b|\bet\b|\sи\s)\s*(?:(?:and|the|mr|mrs|ms|dr|ambassador)\b\.?\s*)*$`)
)

// likeAName tells whether words are written as a name, or are too long to be
// one by chance.
func likeAName(said []spelling) bool {
	return said[0].capital || len([]rune(said[len(said)-1].folded)) > 4
}

// ofLongerName tells whether the n words from the i-th on stand beside another that
// seems to belong to the name: "Anna Verrin" is not Jonas Verrin.
func (e *Engine) ofLongerName(text string, named []spelling, i, n int) bool {
	if i > 0 && blankBetween(text, named[i-1], named[i]) && (i > 1 || !startsRequest.MatchString(named[0].folded)) && e.nameLike(text, named[i-1]) {
		return true
	}
	return i+n < len(named) && blankBetween(text, named[i+n-1], named[i+n]) && e.nameLike(text, named[i+n])
}

// longerName finds such a name, where somebody of that name is asked for.
func (e *Engine) longerName(text string, named []spelling, names [][]string) corpus.Span {
	for i, w := range named {
		if !w.capital || best(names, named[i:i+1]) < surname || e.isState(text, w.Span) || !e.ofLongerName(text, named, i, 1) {
			continue
		}
		from, to := i, i
		for from > 0 && blankBetween(text, named[from-1], named[from]) && (from > 1 || !startsRequest.MatchString(named[0].folded)) && e.nameLike(text, named[from-1]) {
			from--
		}
		for to+1 < len(named) && blankBetween(text, named[to], named[to+1]) && e.nameLike(text, named[to+1]) {
			to++
		}
		if at := (corpus.Span{Start: named[from].Start, End: named[to].End}); best(names, named[from:to+1]) == noName && asksOf(text, at.Start, at.End, false) {
			return at
		}
	}
	return corpus.Span{}
}

func blankBetween(text string, a, b spelling) bool {
	return strings.TrimSpace(text[a.End:b.Start]) == "" && !strings.HasPrefix(text[a.End:], "'") && !strings.HasPrefix(text[a.End:], "’")
}

var startsRequest = regexp.MustCompile(`^(?:compare|quote|cite|show|tell|find|list|give|get|summari[sz]e|explain|describe|which|where|when|why|how|what|who|please|did|does|do|has|had|is|was|can|citer|comparar?|comparer)$`)

// nameLike tells whether a word may be one of a person's name.
func (e *Engine) nameLike(text string, w spelling) bool {
	runes := []rune(w.In(text))
	w.folded, _, _ = strings.Cut(w.folded, "-at-") // "Ambassador-at-large"
	return w.capital && len(runes) > 1 && unicode.IsLower(runes[1]) &&
		!listed(titles, w.folded) && !listed(offices, w.folded) && !listed(ranks, w.folded) &&
		!saysBehind.MatchString(w.folded) && !askedBefore.MatchString(strings.ToLower(w.In(text))+" ") && !askingWords.MatchString(strings.ToLower(w.In(text))) &&
		len(contentStems(w.folded, "en")) > 0 && !e.isState(text, w.Span)
}

// ranks are offices that stand before names.
const ranks = " counsellor counselor envoy director delegate representative attaché attache coordinator adviser advisor general prince princess king queen count countess "

// quoted gives stretches of a text in quotation marks.
func quoted(text string, at []corpus.Span) []string {
	var out []string
	for _, s := range at {
		out = append(out, "“"+s.In(text)+"”")
	}
	return out
}
