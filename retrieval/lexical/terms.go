package lexical

// A Word is a word, number or symbol of a text that carries meaning, and where
// it stands.
type Word struct {
	Term       string // as the index holds it: folded, stemmed
	Start, End int    // bytes of the text
}

// Terms gives the terms under which a text is found, in order of place, repeated
// where they recur: words without stop words, stemmed; numbers and symbols with
// their tails; compounds joined; a paragraph's number as "¶13"; and last the
// concepts of the glossary as "#international-law". An empty language is guessed.
func Terms(text, language string) []string {
	var list []string
	analyserFor(text, language, false).analyse(text, func(f *form, _, _ int) {
		list = append(list, f.term)
	})
	return list
}

// ContentWords gives the words of a text that carry meaning, each once for each
// place, by the chief term under which it is found. Stop words are left out. In
// Chinese a word is a pair of characters, and pairs overlap. An empty language
// is guessed.
func ContentWords(text, language string) []Word {
	var list []Word
	analyserFor(text, language, false).analyse(text, func(f *form, start, end int) {
		if f.role == chief {
			list = append(list, Word{f.term, start, end})
		}
	})
	return list
}

func analyserFor(text, language string, question bool) *analyser {
	language = primary(language)
	if language == "" {
		language = Language(text)
	}
	return newAnalyser(language, question)
}
