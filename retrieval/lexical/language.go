package lexical

import (
	"strings"
	"unicode"
)

// maxLanguageBytes is how much of a text Language reads.
const maxLanguageBytes = 8 << 10

// Language guesses the language of a text: one of en, fr, es, ru, zh and ar, or
// "" where it is another or cannot be told. The script decides for Russian,
// Chinese and Arabic; among the languages written in Latin letters the stop
// words do. Some thirty words are enough, and a question of four or more where
// its small words are clear.
func Language(text string) string {
	text = cut(text, maxLanguageBytes)
	atoms := scan(text, nil)
	var n [classDigit + 1]int
	for i := range atoms {
		n[atoms[i].class] += atoms[i].letters
	}
	n[classHan] *= 3 // a character is half a word
	best := classLatin
	for _, c := range []class{classCyrillic, classArabic, classHan, classOther} {
		if n[c] > n[best] {
			best = c
		}
	}
	if n[best] == 0 {
		return ""
	}
	switch best {
	case classCyrillic:
		return unless(text, "ru", "іїєґўјљњћђџѓќ")
	case classArabic:
		return unless(text, "ar", "پچژگکیےٹڈڑںۇېھ")
	case classHan:
		return chinese(text)
	case classLatin:
		return latinLanguage(text, atoms)
	}
	return ""
}

// unless gives lang if text has next to none of the letters that its language
// does not use.
func unless(text, lang, letters string) string {
	bad, all := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			all++
			if strings.ContainsRune(letters, unicode.ToLower(r)) {
				bad++
			}
		}
	}
	if bad*50 > all {
		return ""
	}
	return lang
}

// chinese tells Chinese from Japanese, which mixes its characters with kana.
func chinese(text string) string {
	han, kana := 0, 0
	for _, r := range text {
		switch {
		case 0x3041 <= r && r <= 0x30FA:
			kana++
		case runeClass(r) == classHan:
			han++
		}
	}
	if kana*10 > han {
		return ""
	}
	return "zh"
}

// signs are letters and marks that speak for one of the Latin languages.
var signs = map[string]string{"es": "ñ¿¡", "fr": "çœêèûîâ", "pt": "ãõç", "de": "äöüß", "it": "àòùì"}

// latinLanguage counts stop words. A word of several languages counts for each,
// the less the more they are; letters of one language alone count a little.
func latinLanguage(text string, atoms []atom) string {
	score := map[string]float64{}
	words := 0
	for i := range atoms {
		at := &atoms[i]
		if at.class != classLatin || at.digit || at.allUpper() {
			continue
		}
		words++
		countStops(score, fold(text[at.start:at.end]))
	}
	for lang, set := range signs {
		hits := 0.0
		for _, r := range text {
			if r >= 0x80 && strings.ContainsRune(set, r) {
				hits++
			}
		}
		score[lang] += min(hits, float64(words)/4) / 2
	}
	return leader(score, words)
}

func countStops(score map[string]float64, s string) {
	if i := strings.IndexByte(s, '\''); i > 0 && elided[s[:i]] {
		score["fr"] += 0.5
		score["it"] += 0.25
		s = s[i+1:]
	}
	var in []string
	for _, lang := range stopLanguages {
		if lang != "ru" && lang != "ar" && (stops()[lang][s] || askingSets()[lang][s]) {
			in = append(in, lang)
		}
	}
	for _, lang := range in {
		score[lang] += 1 / float64(len(in))
	}
}

// leader names the leading language if it leads by enough and is one of ours.
func leader(score map[string]float64, words int) string {
	best, next := "", 0.0
	for _, lang := range stopLanguages { // in order, so that ties are settled alike
		switch s := score[lang]; {
		case best == "" || s > score[best]:
			next, best = max(next, score[best]), lang
		default:
			next = max(next, s)
		}
	}
	s := score[best]
	if s < 1 || s < 1.4*next || s < 0.08*float64(words) {
		return ""
	}
	switch best {
	case "en", "fr", "es":
		return best
	}
	return ""
}

// primary is the language of a tag without its region or script, in small
// letters: "zh" of "zh-Hans".
func primary(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	return strings.ToLower(tag)
}
