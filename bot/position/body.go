package position

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

// The words of a claim and of a held sentence, brought into one form: whoever
// speaks is one word, be it a name or "we", so that "Freedonia rejects it" and "We
// reject it" can be compared word by word.

// whoever stands for the delegation that speaks, or of which a claim tells.
const whoever = "whoeverspeaks"

// selfIn is how delegations speak of themselves in the languages of the United
// Nations; where the verb alone says who speaks (Spanish, Arabic), nothing is.
var selfIn = map[string][][]string{
	"en": selfWords,
	"fr": {{"nous"}, {"je"}, {"ma", "délégation"}, {"notre", "délégation"}, {"mon", "pays"}, {"notre", "pays"}},
	"es": {{"nosotros"}, {"mi", "delegación"}, {"nuestra", "delegación"}, {"mi", "país"}, {"nuestro", "país"}},
	"ru": {{"мы"}, {"наша", "делегация"}, {"моя", "делегация"}, {"наша", "страна"}},
	"zh": {{"我", "们"}, {"我", "国"}, {"中", "方"}, {"我", "代", "表", "团"}},
	"ar": {{"نحن"}, {"وفد", "بلدي"}, {"بلدي"}},
}

// beforeNames are words that go with a name and not with "we".
var beforeNames = wordSet("the le la les l el los las")

// reportWords begin, right behind whoever speaks, what it is said to have said.
var (
	reportWords = wordSet(`repeat repeats repeated underline underlines underlined underscore underscores emphasize emphasizes emphasise emphasises highlight highlights
		believe believes believed consider considers considered hold holds held say says said state states stated declare declares declared announce announces announced claim claims claimed insist insists
		insisted assert asserts asserted argue argues argued note notes noted stress stresses stressed explain explains explained confirm confirms
		confirmed affirm affirms affirmed add adds added reiterate reiterates reiterated maintain maintains maintained
		dit déclaré affirme affirmé déclare dice dijo declaró afirma afirmó заявила заявил заявляет сказала сказал говорит 表示 指出 قال قالت أعلنت صرحت`)
	reportThat = wordSet("that que qu что أن إن")
	reportSelf = [][]string{{"it"}, {"they"}, {"we"}, {"its", "delegation"}, {"their", "delegation"}, {"il"}, {"elle"}, {"она"}, {"он"}}
)

// word is a word as it is compared, and as it was written.
type word struct{ norm, shown string }

func norms(words []word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.norm
	}
	return out
}

// inWord tells whether the rune at i of a text belongs to a word: also a hyphen or
// an apostrophe within one, and the point or comma within a number.
func inWord(runes []rune, i int) bool {
	r := runes[i]
	within := func(is func(rune) bool) bool {
		return i > 0 && i+1 < len(runes) && is(runes[i-1]) && is(runes[i+1])
	}
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return true
	case strings.ContainsRune("'’-‐‑", r):
		return within(unicode.IsLetter)
	case r == '.' || r == ',':
		return within(unicode.IsDigit)
	}
	return false
}

// spelled gives the words of a text. Names of those who speak are each one word,
// whoever.
func spelled(states *corpus.States, text, language string, codes []string) []word {
	var out []word
	at := 0
	add := func(part string) {
		runes := []rune(part)
		for i := 0; i < len(runes); {
			from := i
			for i < len(runes) && inWord(runes, i) {
				i++
			}
			if i > from {
				out = append(out, parts(string(runes[from:i]), language)...)
				continue
			}
			i++
		}
	}
	if states != nil {
		for _, m := range states.Find(text) {
			if m.Code != "" && slices.Contains(codes, m.Code) && m.Form != "adjective" && m.Start >= at {
				add(text[at:m.Start])
				out = append(out, word{whoever, text[m.Start:m.End]})
				at = m.End
			}
		}
	}
	add(text[at:])
	return out
}

// parts gives the words that one stretch of letters stands for: Chinese by its
// characters, what French elides and what Arabic joins to a word apart.
func parts(shown, language string) []word {
	norm := strings.Join(tokens(shown), "")
	if strings.ContainsFunc(norm, unicode.IsDigit) && !strings.ContainsFunc(norm, unicode.IsLetter) {
		norm = shown // 1.2 is not 12
	}
	switch {
	case norm == "":
		return nil
	case language == "zh":
		var out []word
		for _, c := range characters(norm) {
			out = append(out, word{c, c})
		}
		return out
	case language == "fr" && strings.Contains(norm, "'"):
		var out []word
		for p := range strings.SplitSeq(norm, "'") {
			out = append(out, word{p, p})
		}
		return out
	case language == "en" && (norm == "cannot" || norm == "can't"):
		return []word{{"can", shown}, {"not", shown}}
	case language == "ar":
		if rest, ok := strings.CutPrefix(norm, "و"); ok && (denying["ar"][rest] || utf8.RuneCountInString(rest) > 3) {
			norm = rest
		}
	}
	return []word{{norm, shown}}
}

// characters cuts a word at each Chinese character.
func characters(word string) []string {
	var out []string
	rest := ""
	for _, r := range word {
		if !unicode.Is(unicode.Han, r) {
			rest += string(r)
			continue
		}
		if rest != "" {
			out, rest = append(out, rest), ""
		}
		out = append(out, string(r))
	}
	if rest != "" {
		out = append(out, rest)
	}
	return out
}

// bodyOf gives the words of a text, with whoever in the place of those who speak:
// of their names and of "we".
func bodyOf(states *corpus.States, text, language string, codes []string) []word {
	words := spelled(states, text, language, codes)
	for _, self := range selfIn[language] {
		for i := 0; i+len(self) <= len(words); i++ {
			if slices.Equal(norms(words[i:i+len(self)]), self) {
				var shown []string
				for _, w := range words[i : i+len(self)] {
					shown = append(shown, w.shown)
				}
				words = slices.Replace(words, i, i+len(self), word{whoever, strings.Join(shown, " ")})
			}
		}
	}
	var out []word
	for i, w := range words {
		if beforeNames[w.norm] && i+1 < len(words) && words[i+1].norm == whoever {
			continue
		}
		out = append(out, w)
	}
	return plainVerb(out, language)
}

// unreported takes away that whoever speaks is told to have said what follows, or
// stands before.
func unreported(words []word) []word {
	is := func(i int, set map[string]bool) bool { return i >= 0 && i < len(words) && set[words[i].norm] }
	n := len(words)
	if n > 3 && words[n-1].norm == whoever && is(n-2, reportWords) {
		return words[:n-2]
	}
	if n < 4 || words[0].norm != whoever {
		return words
	}
	i := 1
	for is(i, besideReport) {
		i++
	}
	if !is(i, reportWords) {
		return words
	}
	i++
	that := saysAlone[words[i-1].norm] // "Freedonia says norms matter"
	if is(i, reportThat) {
		that = true
		i++
	}
	if i >= n {
		return words
	}
	rest := words[i:]
	if rest[0].norm == whoever {
		return rest
	}
	for _, self := range reportSelf {
		if len(rest) > len(self) && slices.Equal(norms(rest[:len(self)]), self) {
			return append([]word{words[0]}, rest[len(self):]...)
		}
	}
	if that {
		return rest
	}
	return words
}

// saysAlone are verbs behind which "that" is often left out.
var saysAlone = wordSet("say says said believe believes believed")

// besideReport are words that may stand between whoever speaks and its verb of saying.
var besideReport = wordSet("has had also a hat ha также")

// plainVerb gives the English verb behind whoever speaks as "we" takes it.
func plainVerb(words []word, language string) []word {
	if language != "en" || len(words) < 2 || words[0].norm != whoever {
		return words
	}
	plain := verbAfterWe(norms(words))
	out := make([]word, 0, len(plain))
	j := 0
	for i, w := range plain {
		shown := words[min(j, len(words)-1)].shown
		out = append(out, word{w, shown})
		if len(plain) > len(words) && i+1 < len(plain) && plain[i+1] == "not" && words[min(j, len(words)-1)].norm != plain[i] && strings.HasSuffix(words[j].norm, "n't") {
			continue // "doesn't" has become two words
		}
		j++
	}
	return out
}
