package answer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// creditsAnother names whoever the own words make the one that speaks, if that
// is not the delegation or its speaker: a name before the first verb of saying
// or right behind it, or any name where the own words name no delegation.
func (g *ground) creditsAnother(own string, cites []Citation) string {
	rest := g.withoutVoices(own, cites)
	voices := newLexicon(cites[0].Statement.Speaker + " " + cites[0].Statement.Office)
	verb := false
	words := splitWords(rest)
	for i, w := range words {
		switch {
		case listed(saying, w.lower) && !listed(speakers, w.lower):
			verb = true
			if i+1 < len(words) && personal(words[i+1]) && len(voices.places(words[i+1].lower)) == 0 && strings.TrimSpace(rest[w.end:words[i+1].start]) == "" {
				return words[i+1].text
			}
		case !verb && personal(w) && len(voices.places(w.lower)) == 0 && !wholeDate.MatchString(rest[w.start:]) && !knownShort(w.lower):
			if i+1 < len(words) && (listed(saying, words[i+1].lower) || takesStand.MatchString(words[i+1].lower)) || !spoken(words) && !strings.Contains(rest, "  ") {
				return w.text
			}
		}
	}
	return ""
}

// personal tells whether a word is written as somebody's name.
func personal(w word) bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r) && !generalCapital[nameStem(w.lower)] && !(w.opens && opensSentences(w.lower)) && strings.ToUpper(w.text) != w.text && numberWords[w.lower] == "" && !months[w.lower]
}

var months = map[string]bool{"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true, "august": true, "september": true, "october": true, "november": true, "december": true}

// knownShort tells whether a word belongs to the name of a process or body
// that everybody speaks of.
func knownShort(lower string) bool {
	for short, long := range commonShort {
		if strings.ToLower(short) == lower || slices.Contains(strings.FieldsFunc(long, notLetter), lower) {
			return true
		}
	}
	return lower == "group" || lower == "chair" || lower == "assembly"
}

// spoken tells whether there is a verb of saying among the words.
func spoken(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return listed(saying, w.lower) })
}

// takesStand finds verbs that make what stands before them the one who holds a
// position.
var takesStand = regexp.MustCompile(`^(?:support|oppos|reject|welcom|demand|warn|claim|accus|agree|disagree|promis|pledg|announc|favou?r|prefer|back|need|fear|hope|expect|threaten|refus|den(?:y|ie)|accept|endors|criticis|criticiz|condemn|intend|plan)`)
