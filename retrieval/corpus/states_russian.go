package corpus

import (
	"strings"
	"unicode/utf8"
)

// statesRussian declines a Russian name: the words up to its first noun agree
// in case ("Российской Федерации"), as do those after "и" ("Тринидада и
// Тобаго") and after a comma; what follows the noun stays ("Республики
// Молдова"). Where a rule
// cannot tell it makes both forms, and a form that nobody writes does no harm.
// Names of all capitals and those with brackets stay as they are.
func statesRussian(name string) []string {
	if name == strings.ToUpper(name) || strings.ContainsAny(name, "()") {
		return nil
	}
	words := strings.Fields(strings.ReplaceAll(strings.ToLower(name), "—", " "))
	switch {
	case len(words) == 1 && strings.HasSuffix(name, "ский"):
		return statesRussianForms(name)
	case len(words) > statesRussianWords:
		return nil
	}
	var out []string
	for c := range statesCases {
		out = append(out, statesJoin(words, c, true)...)
	}
	return out
}

// statesRussianWords and statesRussianAlike bound the forms of a name, which
// multiply with its words.
const (
	statesRussianWords = 10
	statesRussianAlike = 16 // forms of one case
)

const statesCases = 6 // nominative, genitive, dative, accusative, instrumental, prepositional

// statesJoin gives the name's forms in one case.
func statesJoin(words []string, c int, declining bool) []string {
	if len(words) == 0 {
		return []string{""}
	}
	word, comma := strings.CutSuffix(words[0], ",")
	forms, next := []string{word}, declining
	switch adjective := statesRussianAdjective(word, c); {
	case word == "и":
		next = true
	case !declining || statesUndeclined[word]:
	case len(words) > 1 && !comma && adjective != nil:
		forms = adjective
	case strings.Contains(word, "-"):
		forms, next = statesHyphened(word, c), false
	default:
		forms, next = statesRussianNoun(word, c), false
	}
	gap := " "
	if comma {
		gap, next = ", ", true
	}
	var out []string
	for _, rest := range statesJoin(words[1:], c, next) {
		for _, form := range forms {
			out = append(out, strings.TrimSpace(form+gap+rest))
		}
	}
	return out[:min(len(out), statesRussianAlike)]
}

// statesUndeclined are words at a name's head that keep their form and do not
// end its declining.
var statesUndeclined = map[string]bool{"папуа": true}

// statesHyphened declines the last part of "Шри-Ланка", and both parts of
// "Гвинея-Бисау".
func statesHyphened(word string, c int) []string {
	parts := strings.Split(word, "-")
	heads := []string{strings.Join(parts[:len(parts)-1], "-")}
	heads = append(heads, statesRussianNoun(heads[0], c)...)
	var out []string
	for _, head := range heads {
		for _, tail := range statesRussianNoun(parts[len(parts)-1], c) {
			out = append(out, head+"-"+tail)
		}
	}
	return out
}

// statesEnding is how words of one ending decline: the six cases, where "/"
// separates two endings that both occur.
type statesEnding struct {
	suffix  string
	endings [statesCases]string
}

// forms declines a word that has the ending; nil for another word.
func (e *statesEnding) forms(w string, c int) []string {
	stem, ok := strings.CutSuffix(w, e.suffix)
	if !ok {
		return nil
	}
	one, other, two := strings.Cut(e.endings[c], "/")
	if two {
		return []string{stem + one, stem + other}
	}
	return []string{stem + one}
}

var statesAdjectiveEndings = []statesEnding{
	{"ая", [...]string{"ая", "ой", "ой", "ую", "ой", "ой"}},
	{"ое", [...]string{"ое", "ого", "ому", "ое", "им/ым", "ом"}},
	{"ые", [...]string{"ые", "ых", "ым", "ые", "ыми", "ых"}},
	{"ие", [...]string{"ие", "их", "им", "ие", "ими", "их"}},
	{"овы", [...]string{"овы", "овых", "овым", "овы", "овыми", "овых"}},
	{"ый", [...]string{"ый", "ого", "ому", "ый", "ым", "ом"}},
	{"ой", [...]string{"ой", "ого", "ому", "ой", "ым", "ом"}},
	{"ий", [...]string{"ий", "ого", "ому", "ий", "им", "ом"}},
}

// statesRussianAdjective declines an adjective; nil for any other word.
func statesRussianAdjective(w string, c int) []string {
	for _, noun := range []string{"ение", "ание", "овье", "ье"} {
		if strings.HasSuffix(w, noun) {
			return nil
		}
	}
	for i := range statesAdjectiveEndings {
		if forms := statesAdjectiveEndings[i].forms(w, c); forms != nil {
			return forms
		}
	}
	return nil
}

// statesNounEndings are tried in order; a word in another vowel (Перу, Чили,
// Конго) stays as it is, and one in a consonant takes the last.
var statesNounEndings = []statesEnding{
	{"египет", [...]string{"египет", "египта", "египту", "египет", "египтом", "египте"}},
	{"острова", [...]string{"острова", "островов", "островам", "острова", "островами", "островах"}},
	{"русь", [...]string{"русь", "руси", "руси", "русь", "русью", "руси"}},
	{"ие", [...]string{"ие", "ия", "ию", "ие", "ием", "ии"}},
	{"ье", [...]string{"ье", "ья", "ью", "ье", "ьем", "ье"}},
	{"ство", [...]string{"ство", "ства", "ству", "ство", "ством", "стве"}},
	{"ово", [...]string{"ово", "ова", "ову", "ово", "овом", "ове"}},
	{"море", [...]string{"море", "моря", "морю", "море", "морем", "море"}},
	{"оа", [...]string{"оа", "оа", "оа", "оа", "оа", "оа"}},
	{"уа", [...]string{"уа", "уа", "уа", "уа", "уа", "уа"}},
	{"ия", [...]string{"ия", "ии", "ии", "ию", "ией", "ии"}},
	{"я", [...]string{"я", "и", "е", "ю", "ей", "е"}},
	{"ка", [...]string{"ка", "ки", "ке", "ку", "кой", "ке"}},
	{"га", [...]string{"га", "ги", "ге", "гу", "гой", "ге"}},
	{"ша", [...]string{"ша", "ши", "ше", "шу", "шей", "ше"}},
	{"жа", [...]string{"жа", "жи", "же", "жу", "жей", "же"}},
	{"а", [...]string{"а", "ы", "е", "у", "ой", "е"}},
	{"ты", [...]string{"ты", "тов", "там", "ты", "тами", "тах"}},
	{"ы", [...]string{"ы", "/ов", "ам", "ы", "ами", "ах"}},
	{"й", [...]string{"й", "я", "ю", "й", "ем", "е"}},
	{"ь", [...]string{"ь", "я", "ю", "ь", "ем", "е"}},
	{"ш", [...]string{"ш", "ша", "шу", "ш", "шем", "ше"}},
	{"", [...]string{"", "а", "у", "", "ом", "е"}},
}

// statesRussianNoun declines a noun.
func statesRussianNoun(w string, c int) []string {
	last := len(statesNounEndings) - 1
	for i := range statesNounEndings[:last] {
		if forms := statesNounEndings[i].forms(w, c); forms != nil {
			return forms
		}
	}
	if r, _ := utf8.DecodeLastRuneInString(w); strings.ContainsRune("оеиуэю", r) {
		return []string{w}
	}
	return statesNounEndings[last].forms(w, c)
}
