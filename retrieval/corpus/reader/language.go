package reader

import (
	"strings"
	"unicode"
)

// stopWords are frequent words that tell languages of the Latin script apart.
// The languages beside the UN's are there so that a German text is not taken
// for English.
var stopWords = func() map[string][]string {
	m := map[string][]string{}
	for lang, words := range map[string]string{
		"en": "the of and to in that is for we on with as this are by be our it have from which not has will its an at these their should",
		"fr": "de la le les des et en que à dans du pour une un est qui par sur nous au aux ce cette sont avec pas plus être notre ne se",
		"es": "de la el los las y en que del a para una un es por con se al como su nuestro más sobre no esta este lo son ha nos",
		"pt": "de a o os as e em que do da dos das para uma um é por com se ao como não mais no na nos são esta nosso",
		"de": "der die das und in zu den von mit für ist auf des dem nicht ein eine im sich wir auch als an werden sind es",
		"it": "di la il e che in per un una del della dei le i è con non sono al nel si da gli come alla",
		"nl": "de het een en van in is dat op te voor met zijn die aan niet om door ook worden wij er naar als",
		"pl": "w na z że się nie jest jak oraz przez dla są po od a które",
	} {
		for _, w := range strings.Fields(words) {
			m[w] = append(m[w], lang)
		}
	}
	return m
}()

// languageOf names a text's language from its script and its stop-words, and
// is empty in doubt.
func languageOf(text string) string {
	if len(text) > 4000 {
		text = strings.ToValidUTF8(text[:4000], "")
	}
	n := map[string]int{}
	ascii := 0
	for _, r := range text {
		if r < 0x80 {
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				ascii++
			}
		} else if s := script(r); s != "" {
			n[s]++
		}
	}
	n["Latn"] += ascii
	latin, cyrillic, han, kana, hangul, arabic, greek := n["Latn"], n["Cyrl"], n["Hani"], n["Kana"], n["Kore"], n["Arab"], n["Grek"]
	switch most := max(latin, cyrillic, 3*han, 3*kana, 2*hangul, arabic, greek); {
	case most == 0:
		return ""
	case most == latin:
		return latinLanguage(text)
	case most == cyrillic:
		return either(text, "іїєґ", cyrillic/60, "uk", "ru")
	case kana*8 > han+kana:
		return "ja"
	case most == 3*han:
		return "zh"
	case most == 2*hangul:
		return "ko"
	case most == arabic:
		return either(text, "پچژگ", arabic/100, "fa", "ar")
	}
	return "el"
}

// script names the script of a letter above ASCII: those of the six UN
// languages, and of those that may be taken for them.
func script(r rune) string {
	switch {
	case r < 0x80:
		return ""
	case r <= 0x24F:
		if r < 0xC0 {
			return ""
		}
		return "Latn"
	case r >= 0x370 && r <= 0x3FF:
		return "Grek"
	case r >= 0x400 && r <= 0x52F:
		return "Cyrl"
	case r >= 0x600 && r <= 0x77F:
		return "Arab"
	case r >= 0x3040 && r <= 0x30FF:
		return "Kana"
	case r >= 0x3400 && r <= 0x9FFF:
		return "Hani"
	case r >= 0xAC00 && r <= 0xD7AF:
		return "Kore"
	}
	return ""
}

// either gives the first language where the text has more than n of its own
// letters, and the second otherwise.
func either(text, letters string, n int, first, second string) string {
	have := 0
	for _, r := range strings.ToLower(text) {
		if strings.ContainsRune(letters, r) {
			have++
		}
	}
	if have > n {
		return first
	}
	return second
}

// latinLanguage goes by stop-words: the best language must have one word in
// eight, three at least, and a fifth more than the next.
func latinLanguage(text string) string {
	count := map[string]int{}
	total := 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		total++
		for _, lang := range stopWords[w] {
			count[lang]++
		}
	}
	best, next := "", ""
	for _, lang := range []string{"en", "fr", "es", "pt", "de", "it", "nl", "pl"} {
		switch {
		case best == "" || count[lang] > count[best]:
			best, next = lang, best
		case next == "" || count[lang] > count[next]:
			next = lang
		}
	}
	if count[best] < 2 || count[best] < 3 && total > 40 || count[best]*8 < total || count[best]*5 < count[next]*6 {
		return ""
	}
	return best
}
