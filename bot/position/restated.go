package position

import (
	"regexp"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

// restatement is how a claim in the third person compares with a sentence in
// the first.
type restatement int

const (
	otherWords restatement = iota
	sameWords
	turnedRound // the same but for a negation
)

// selfWords are how a delegation speaks of itself.
var selfWords = [][]string{{"we"}, {"i"}, {"my", "delegation"}, {"our", "delegation"}, {"my", "country"}, {"our", "country"}}

// restated compares a claim that begins with the name of a State with a sentence
// of that State's: word by word, with "we" for whoever speaks and the verb behind it
// in either person. For English alone.
func restated(states *corpus.States, r reading, c answer.Citation) restatement {
	st := c.Statement
	if st.Language != "en" || len(r.codes) != 1 || !slices.Contains(append([]string{st.By}, st.OnBehalf...), r.codes[0]) {
		return otherWords
	}
	claim, ok := asWe(states, r.text, r.codes[0])
	held, too := asWe(states, c.Quote, r.codes[0])
	switch {
	case !ok || !too:
		return otherWords
	case slices.Equal(claim, held):
		return sameWords
	}
	bare, denies := affirmed(claim)
	heldBare, heldDenies := affirmed(held)
	if denies != heldDenies && slices.Equal(bare, heldBare) {
		return turnedRound
	}
	return otherWords
}

// affirmed gives words without their negations, and whether they have one.
func affirmed(words []string) (bare []string, denies bool) {
	for _, w := range words {
		switch w {
		case "not", "never":
			denies = true
		case "do":
		default:
			bare = append(bare, w)
		}
	}
	return verbAfterWe(bare), denies
}

// reported finds that somebody is told to have said of itself what follows: "we
// said that it ...". The verb behind it stays as the claim has it.
var reported = regexp.MustCompile(`(?i)^we\s+(?:(?:has|have|had) )?(?:also )?(?:sa(?:ys?|id)|state[sd]?|declare[sd]?|announce[sd]?|claim(?:s|ed)?|insist(?:s|ed)?|assert(?:s|ed)?|argue[sd]?|note[sd]?|stress(?:es|ed)?|explain(?:s|ed)?|confirm(?:s|ed)?|affirm(?:s|ed)?|add(?:s|ed)?|reiterate[sd]?|maintain(?:s|ed)?) that (?:it|they|we|its delegation|their delegation) `)

// asWe gives the words of a sentence that begins with whoever speaks, with
// "we" in that place; false for any other.
func asWe(states *corpus.States, text, code string) ([]string, bool) {
	text = strings.TrimSpace(text)
	if states != nil {
		if all := states.Find(text); len(all) > 0 {
			m := all[0]
			if head := strings.ToLower(strings.TrimSpace(text[:m.Start])); m.Code == code && m.Form == "name" && (head == "" || head == "the") {
				text = "we " + text[m.End:]
			}
		}
	}
	text = reported.ReplaceAllString(text, "we ")
	words := tokens(cannot.ReplaceAllString(text, "can not"))
	for _, self := range selfWords {
		if len(words) > len(self) && slices.Equal(words[:len(self)], self) {
			return verbAfterWe(append([]string{"we"}, words[len(self):]...)), true
		}
	}
	return nil, false
}

var cannot = regexp.MustCompile(`(?i)\bcan(?:not|['’]t)\b`)

// besideVerb are words that may stand between "we" and its verb.
var besideVerb = wordSet("also fully strongly firmly therefore again further do not never")

// verbAfterWe gives the first verb behind "we" as "we" takes it.
func verbAfterWe(words []string) []string {
	out := slices.Clone(words)
	for i := 1; i < len(out); i++ {
		switch w := out[i]; {
		case w == "does":
			out[i] = "do"
		case w == "doesn't" || w == "don't":
			out[i] = "do"
			out = slices.Insert(out, i+1, "not")
		case besideVerb[w]:
			continue
		case w == "is" || w == "am":
			out[i] = "are"
			return out
		case w == "has":
			out[i] = "have"
			return out
		case strings.HasSuffix(w, "ies") && len(w) > 4:
			out[i] = strings.TrimSuffix(w, "ies") + "y"
			return out
		case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 3:
			out[i] = strings.TrimSuffix(w, "s")
			return out
		default:
			return out
		}
	}
	return out
}
