package position

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// What differs between the words of a claim and held ones, word by word, and
// whether it is of the kind that decides: a negation, a number, "will" for "would",
// "all" for "some".

// change is a stretch of words that stands in one of two texts for one in the
// other; either may be empty. at is where in the second it stands.
type change struct {
	held, said []word
	at         int
}

// denying are the words that deny, by language.
var denying = map[string]map[string]bool{
	"en": wordSet("not no never nor neither cannot don't doesn't didn't won't wouldn't can't couldn't shouldn't"),
	"fr": wordSet("ne n pas jamais non ni aucun aucune"),
	"es": wordSet("no nunca jamás ni tampoco"),
	"ru": wordSet("не ни нет никогда нельзя"),
	"ar": wordSet("لا لم لن ليس ليست"),
	"zh": wordSet("不 没 未 无 非 勿"),
}

// weighing are the words beside these that change what is said, by language.
var weighing = map[string]map[string]bool{
	"en": wordSet(`will would shall should must may might can could need ought all every each some many most any only none both few several always sometimes
		one two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million billion first second third fourth fifth
		before after until from yes if unless`),
	"fr": wordSet(`doit doivent devrait devraient peut peuvent pourrait pourraient tous toutes tout chaque certains certaines seul seulement un deux trois quatre
		cinq six sept huit neuf dix cent mille million millions milliard avant après si`),
	"es": wordSet(`debe deben debería deberían puede pueden podría podrían todos todas cada algunos algunas sólo solo dos tres cuatro cinco seis siete ocho
		nueve diez cien mil millón millones antes después si`),
	"ru": wordSet(`должен должна должны может могут мог могла следует все всех каждый некоторые только два две три четыре пять шесть семь восемь девять десять
		сто тысяча миллион миллионов если`),
	"zh": wordSet("应 必 须 可 能 将 会 都 各 只 仅 一 二 两 三 四 五 六 七 八 九 十 百 千 万 亿 前 后"),
	"ar": wordSet("يجب ينبغي يمكن قد سوف كل جميع بعض فقط واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة ألف مليون إذا"),
}

// helping are words that come and go with a negation, and change nothing.
var helping = map[string]map[string]bool{"en": wordSet("do does"), "zh": wordSet("有")}

// changesBetween aligns two lists of words and gives what differs, in order.
func changesBetween(held, said []word) []change {
	// The length of the longest common subsequence of what is left of each.
	common := make([][]int, len(held)+1)
	for i := range common {
		common[i] = make([]int, len(said)+1)
	}
	for i := len(held) - 1; i >= 0; i-- {
		for j := len(said) - 1; j >= 0; j-- {
			if held[i].norm == said[j].norm {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out []change
	var now change
	flush := func() {
		if len(now.held)+len(now.said) > 0 {
			out, now = append(out, now), change{}
		}
	}
	for i, j := 0, 0; i < len(held) || j < len(said); {
		switch {
		case i < len(held) && j < len(said) && held[i].norm == said[j].norm:
			flush()
			i, j = i+1, j+1
		case j == len(said) || i < len(held) && common[i+1][j] >= common[i][j+1]:
			now.held, now.at = append(now.held, held[i]), j-len(now.said)
			i++
		default:
			now.at, now.said = j-len(now.said), append(now.said, said[j])
			j++
		}
	}
	flush()
	return out
}

// weight is what changes amount to.
type weight int

const (
	otherWording weight = iota // words of their own: they decide nothing
	inForm                     // the forms of words alone
	decisive                   // words that turn, count or qualify
)

// weigh tells what the changes between two texts amount to.
func weigh(all []change, language string) weight {
	out := inForm
	heldDenies, saidDenies := false, false
	for _, c := range all {
		heldDenies, saidDenies = heldDenies || denies(c.held, language), saidDenies || denies(c.said, language)
		heldRest, held := apart(c.held, language)
		saidRest, said := apart(c.said, language)
		switch {
		case !sameForms(heldRest, saidRest, language):
			return otherWording
		case !slices.Equal(held, said) || len(heldRest) == 0:
			out = decisive
		}
	}
	if heldDenies && saidDenies {
		return otherWording // "never" for "not" turns nothing
	}
	return out
}

// apart takes the words that decide apart from the rest.
func apart(words []word, language string) (rest, deciding []string) {
	for _, w := range norms(words) {
		switch {
		case w == whoever:
		case denying[language][w], weighing[language][w], helping[language][w], strings.ContainsFunc(w, unicode.IsDigit):
			deciding = append(deciding, w)
		default:
			rest = append(rest, w)
		}
	}
	return rest, deciding
}

// sameForms tells whether words are forms of the same words, as "verserons" is one
// of "versera": they begin alike. In English "supported" is not said of what "we
// support".
func sameForms(held, said []string, language string) bool {
	if language == "en" || language == "zh" || len(held) != len(said) {
		return len(held)+len(said) == 0
	}
	const alike = 4 // letters that two forms begin with, at least
	for i := range held {
		a, b, n := []rune(held[i]), []rune(said[i]), 0
		for n < min(len(a), len(b)) && a[n] == b[n] {
			n++
		}
		if n < alike {
			return false
		}
	}
	return true
}

// shownChanges is how many changes are told of.
const shownChanges = 3

// told tells of changes in a sentence each; whose names what was compared with the
// record: "the claim", "the quotation".
func told(all []change, whose string) string {
	var out []string
	for _, c := range all[:min(len(all), shownChanges)] {
		held, said := shownWords(c.held), shownWords(c.said)
		switch {
		case held == "" && said == "":
		case held == "":
			out = append(out, fmt.Sprintf("The record does not have “%s”.", said))
		case said == "":
			out = append(out, fmt.Sprintf("The record has “%s”, which %s leaves out.", held, whose))
		default:
			out = append(out, fmt.Sprintf("The record has “%s” where %s has “%s”.", held, whose, said))
		}
	}
	if more := len(all) - shownChanges; more > 0 {
		out = append(out, fmt.Sprintf("%s more.", counted(more, "difference")))
	}
	return strings.Join(out, " ")
}

// shownWords writes words as a text has them.
func shownWords(words []word) string {
	var out []string
	apart := " "
	for _, w := range words {
		if len(out) > 0 && out[len(out)-1] == w.shown { // one written word that is two
			continue
		}
		if strings.ContainsFunc(w.shown, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			apart = ""
		}
		out = append(out, w.shown)
	}
	return strings.Join(out, apart)
}
