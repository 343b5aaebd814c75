package lexical

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
)

// role says how a term came of a text, and so how much it counts in a question.
type role uint8

const (
	chief     role = iota // the term of a word, number or symbol: one for each place
	joined                // a compound written as one word
	part                  // a part of a compound, range or symbol
	foreign               // a name stemmed as another language would: questions only
	concept               // a term of the glossary
	character             // one Han character, beside the pairs
	paragraph             // a paragraph's number
)

// weights say how much a term of each role counts in a question, beside the 1
// of a chief term. That of single Han characters was measured on XQuAD, where the
// others change next to nothing; they say which wording is to come first.
var weights = [...]float32{chief: 1, joined: 0.7, part: 0.4, foreign: 0.6, concept: 0.5, character: 0.5, paragraph: 1}

// A form is one term that a word gives.
type form struct {
	term string
	role role
	id   uint32 // used by a Builder for forms of its own analysers: the term's number plus one
}

// A word is what the analysis knows of one run of letters. Words are kept by an
// analyser, so that a text's second "international" costs a look-up.
type word struct {
	forms []form // the chief one first; none for a stop word
	key   string // by which the glossary knows it: "^" before an acronym
	start *node  // phrases of the glossary that begin with it
	para  bool   // "paragraph", "пункт" ...: a number may follow
}

// An analyser turns text of one language into terms. It is for one goroutine.
type analyser struct {
	lang     string // a language with a stemmer, or another
	latin    string // the language in which Latin script is stemmed; "" not at all
	question bool
	env      *snowballstem.Env
	words    map[string]*word
	phrases  *node
	atoms    []atom
	units    []unit
}

// maxWords bounds the words an analyser keeps, about 6 MB of them: those met first,
// which are the most frequent.
const maxWords = 1 << 15

// newAnalyser makes an analyser for a language; question says that what it
// reads is one.
func newAnalyser(lang string, question bool) *analyser {
	a := bareAnalyser(lang, question)
	a.phrases = glossary()[lang]
	return a
}

// bareAnalyser makes one without the glossary, which itself is made with it.
func bareAnalyser(lang string, question bool) *analyser {
	a := &analyser{lang: lang, question: question, env: snowballstem.NewEnv(""), words: map[string]*word{},
		atoms: make([]atom, 0, 32), units: make([]unit, 0, 32)}
	switch lang {
	case "en", "fr", "es":
		a.latin = lang
	case "ru", "zh", "ar", "": // Latin words in such a text are mostly English
		a.latin = "en"
	}
	return a
}

// word analyses the atom at text[at.start:at.end].
func (a *analyser) word(raw string, at *atom, loud bool) *word {
	// A capital makes a name or an acronym, which raw itself shows; only a
	// text in capitals throughout is not to be seen in one word.
	if loud {
		return a.make(raw, at, true)
	}
	if a.question { // too short to be worth keeping words
		return a.make(raw, at, false)
	}
	if w := a.words[raw]; w != nil {
		return w
	}
	if len(a.words) >= maxWords || len(raw) > maxTermBytes {
		return a.make(raw, at, false)
	}
	raw = strings.Clone(raw) // or what is kept of it would hold on to the whole text
	w := a.make(raw, at, false)
	a.words[raw] = w
	return w
}

// make analyses a word. Loud says that the words around it are in capitals too,
// so that its own mean nothing.
func (a *analyser) make(raw string, at *atom, loud bool) *word {
	w := &word{}
	s, long := cutRunes(fold(raw), maxWordRunes)
	s = trimApostrophe(s, at)
	if s == "" {
		return w
	}
	w.para = paragraphWords[s]
	lang := a.languageOf(at.class)
	acronym := isAcronym(raw, at)
	if (loud || !acronym) && a.isStop(s, lang) {
		if binding[s] {
			w.key = s
			w.start = a.phrases.begin(s)
		}
		return w
	}
	switch {
	case long, at.digit:
		w.add(unaccent(s), chief)
		w.footnote(a, s, lang)
	case acronym:
		w.acronym(a, s, lang, at, loud)
	default:
		w.add(a.stem(s, lang), chief)
		w.cyber(a, s, lang)
		if a.question && at.first {
			w.foreign(a, s, lang)
		}
	}
	if w.key == "" && len(w.forms) > 0 {
		w.key = w.forms[0].term
	}
	w.start = a.phrases.begin(w.key)
	return w
}

// acronym adds the word as it is written, so that all languages agree on it, and
// its stem, for whoever writes it small or shouts a common word. Among other
// capitals it is more likely that.
func (w *word) acronym(a *analyser, s, lang string, at *atom, loud bool) {
	short := unaccent(s)
	if at.upper < at.letters && len(short) > 2 { // "CBMs", but "GGS" may be a name
		short = strings.TrimSuffix(short, "s")
	}
	if loud {
		w.add(a.stem(s, lang), chief)
		w.add(short, part)
		return
	}
	w.add(short, chief)
	w.key = "^" + short
	w.add(a.stem(s, lang), part)
}

// add adds a form that the word does not have yet.
func (w *word) add(term string, r role) {
	term = cut(term, maxTermBytes)
	if term == "" {
		return
	}
	for i := range w.forms {
		if w.forms[i].term == term {
			return
		}
	}
	w.forms = append(w.forms, form{term: term, role: r})
}

// cyber makes "cybersecurity" findable as "cyber security" too; the compounds of
// assemble.go do the reverse.
func (w *word) cyber(a *analyser, s, lang string) {
	for _, p := range cyberPrefixes {
		if rest, ok := strings.CutPrefix(s, p); ok && utf8.RuneCountInString(rest) >= 4 {
			w.add(a.stem(p, lang), part)
			w.add(a.stem(rest, lang), part)
		}
	}
}

var cyberPrefixes = []string{"cyber", "ciber", "кибер"}

// foreign adds the stems that the other Latin stemmers give, because a name is
// the same in all of them and their endings are not.
func (w *word) foreign(a *analyser, s, lang string) {
	if lang != "en" && lang != "fr" && lang != "es" {
		return
	}
	for _, other := range []string{"en", "fr", "es"} {
		if other != lang {
			w.add(a.stem(s, other), foreign)
		}
	}
}

// footnote adds the word itself where a number hangs on it: "security12" is what
// is left of a raised note, "COVID19" of a compound.
func (w *word) footnote(a *analyser, s, lang string) {
	letters := strings.TrimRight(s, "0123456789")
	if n := len(s) - len(letters); n > 0 && n < 4 && utf8.RuneCountInString(letters) > 3 {
		w.add(a.stem(letters, lang), part)
	}
}

// languageOf is the language in which a word of a class is stemmed.
func (a *analyser) languageOf(c class) string {
	switch c {
	case classLatin:
		return a.latin
	case classCyrillic:
		if a.lang == "" || a.latin != "" {
			return "ru"
		}
	case classArabic:
		if a.lang == "" || a.latin != "" {
			return "ar"
		}
	}
	return ""
}

func (a *analyser) isStop(s, lang string) bool {
	if stops()[lang][s] {
		return true
	}
	return a.question && askingSets()[lang][s]
}

// trimApostrophe drops the possessive 's, the elided articles of French and what
// is left of apostrophes.
func trimApostrophe(s string, at *atom) string {
	if !at.apos {
		return s
	}
	s = strings.TrimSuffix(s, "'s")
	if i := strings.IndexByte(s, '\''); i > 0 && elided[s[:i]] {
		s = s[i+1:]
	}
	if strings.HasSuffix(s, "n't") {
		return s // the stop words have these as they are
	}
	return strings.ReplaceAll(s, "'", "")
}

var elided = map[string]bool{"l": true, "d": true, "j": true, "m": true, "t": true, "s": true, "n": true, "c": true,
	"qu": true, "jusqu": true, "lorsqu": true, "puisqu": true, "quoiqu": true}

// binding are stop words without which a phrase of the glossary would say
// another thing: "non-intervention", "sous-groupe", "agente no estatal".
var binding = wordSet("", "no non not sans sin sous غير بين")

// isAcronym reports whether a word is written as an acronym: OEWG, CBMs, PoA.
func isAcronym(raw string, at *atom) bool {
	letters := at.letters
	if at.upper < letters && strings.HasSuffix(raw, "s") {
		letters--
	}
	return at.class != classArabic && at.upper > 1 && letters <= 6 && letters-at.upper <= 1
}

// paragraphWords come before a paragraph's number.
var paragraphWords = wordSet("", `para paras paragraph paragraphs op pp
	paragraphe paragraphes párr párrafo párrafos
	п пп пункт пункта пункту пунктом пункте пункты пунктов пунктам пунктах
	الفقرة فقرة الفقرتين الفقرتان الفقرات والفقرة`)
