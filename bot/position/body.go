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
	reportWords = wordSet(`say says said state states stated declare declares declared announce announces announced claim claims claimed insist insists
		insisted assert asserts asserted argue argues argued note notes noted stress stresses stressed explain explains explained confirm confirms
		confirmed affirm affirms affirmed add adds added reiterate reiterates reiterated maintain maintains maintained
		dit déclaré affirme affirmé déclare dice dijo declaró afirma afirmó заявила заявил заявляет сказала сказал говорит 表示 指出 قال قالت أعلنت صرحت`)
	reportThat = wordSet("that que qu что أن إن")
	reportSelf = [][]string{{"it"}, {"they"}, {"we"}, {"its", "delegation"}, {"their", "delegation"}, {"il"}, {"elle"}, {"она"}, {"он"}}
)

// wordsIn gives the words of a text as its language writes them: Chinese by its
// characters, French with what is elided apart, Arabic without a joined "and".
func wordsIn(text, language string) []string {
	var out []string
	for _, w := range tokens(text) {
		switch language {
		case "fr":
			out = append(out, strings.Split(w, "'")...)
		case "zh":
			out = append(out, characters(w)...)
		case "ar":
			if rest, ok := strings.CutPrefix(w, "و"); ok && (denying["ar"][rest] || utf8.RuneCountInString(rest) > 3) {
				w = rest
			}
			out = append(out, w)
		default:
			out = append(out, w)
		}
	}
	return slices.DeleteFunc(out, func(w string) bool { return w == "" })
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
// of their names and of "we". It begins with whoever where the text does.
func bodyOf(states *corpus.States, text, language string, codes []string) []string {
	if states != nil {
		for _, m := range slices.Backward(states.Find(text)) {
			if m.Code != "" && slices.Contains(codes, m.Code) && m.Form != "adjective" {
				text = text[:m.Start] + " " + whoever + " " + text[m.End:]
			}
		}
	}
	if language == "en" {
		text = cannot.ReplaceAllString(text, "can not")
	}
	words := wordsIn(text, language)
	for _, self := range selfIn[language] {
		for i := 0; i+len(self) <= len(words); i++ {
			if slices.Equal(words[i:i+len(self)], self) {
				words = slices.Replace(words, i, i+len(self), whoever)
			}
		}
	}
	var out []string
	for i, w := range words {
		if beforeNames[w] && i+1 < len(words) && words[i+1] == whoever {
			continue
		}
		out = append(out, w)
	}
	return plainVerb(unreported(out), language)
}

// unreported takes away that whoever speaks is told to have said what follows.
func unreported(words []string) []string {
	if len(words) < 4 || words[0] != whoever {
		return words
	}
	i := 1
	for i < len(words) && (words[i] == "has" || words[i] == "had" || words[i] == "also" || words[i] == "a") {
		i++
	}
	if i+2 >= len(words) || !reportWords[words[i]] || !reportThat[words[i+1]] {
		return words
	}
	rest := words[i+2:]
	if rest[0] == whoever {
		return rest
	}
	for _, self := range reportSelf {
		if len(rest) > len(self) && slices.Equal(rest[:len(self)], self) {
			return append([]string{whoever}, rest[len(self):]...)
		}
	}
	return words
}

// plainVerb gives the English verb behind whoever speaks as "we" takes it.
func plainVerb(words []string, language string) []string {
	if language != "en" || len(words) < 2 || words[0] != whoever {
		return words
	}
	return verbAfterWe(words)
}
