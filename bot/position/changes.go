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
// other; either may be empty.
type change struct{ held, said []string }

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
func changesBetween(held, said []string) []change {
	// The length of the longest common subsequence of what is left of each.
	common := make([][]int, len(held)+1)
	for i := range common {
		common[i] = make([]int, len(said)+1)
	}
	for i := len(held) - 1; i >= 0; i-- {
		for j := len(said) - 1; j >= 0; j-- {
			if held[i] == said[j] {
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
		case i < len(held) && j < len(said) && held[i] == said[j]:
			flush()
			i, j = i+1, j+1
		case j == len(said) || i < len(held) && common[i+1][j] >= common[i][j+1]:
			now.held = append(now.held, held[i])
			i++
		default:
			now.said = append(now.said, said[j])
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
		kind := decisive
		for i, words := range [][]string{c.held, c.said} {
			for _, w := range words {
				switch {
				case denying[language][w] && i == 0:
					heldDenies = true
				case denying[language][w]:
					saidDenies = true
				case weighing[language][w], strings.ContainsFunc(w, unicode.IsDigit), helping[language][w]:
				default:
					kind = inForm
				}
			}
		}
		switch {
		case kind == decisive:
			out = max(out, decisive)
		case !sameForms(c, language):
			return otherWording
		}
	}
	if heldDenies && saidDenies {
		return otherWording // "never" for "not" turns nothing
	}
	return out
}

// sameForms tells whether the words of a change are forms of the same words, as
// "supports" is one of "support": they begin alike. What is decisive beside them is
// weighed by itself. In English "supported" is not said of what "we support".
func sameForms(c change, language string) bool {
	plain := func(words []string) []string {
		return slices.DeleteFunc(slices.Clone(words), func(w string) bool {
			return denying[language][w] || weighing[language][w] || helping[language][w] || w == whoever
		})
	}
	held, said := plain(c.held), plain(c.said)
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
func shownWords(words []string) string {
	if slices.ContainsFunc(words, func(w string) bool {
		return strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}) {
		return strings.ReplaceAll(strings.Join(words, ""), whoever, "…")
	}
	return strings.ReplaceAll(strings.Join(words, " "), whoever, "…")
}
