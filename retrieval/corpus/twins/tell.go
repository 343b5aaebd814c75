package twins

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

// Two texts may share nearly all of their runs of words and yet say the
// opposite: a "not" more touches six runs of hundreds. So the words that decide
// what is said are compared one by one, in their order.

// telling is a word that decides what is said, with the word after it, since
// "we do not support" and "we do not oppose" have the same "not".
type telling struct {
	what string // as it is shown
	at   int    // which of the text's words it is
	fact bool   // a number or a State's name, which a heading or a footer may add
	// Of a fact: the words around it, and whether they are a sentence, which a
	// heading is not.
	around [2]string
	prose  bool
}

// insteadOf tells whether one text has a fact where the other has another one, in
// the middle of a sentence: that is no heading's or footer's.
func (t telling) insteadOf(others []telling) bool {
	return t.fact && t.prose && slices.ContainsFunc(others, func(o telling) bool {
		return o.fact && o.prose && o.around == t.around && o.what != t.what
	})
}

// fewestProse is how many words a paragraph has at least that is taken for prose.
const fewestProse = 8

// inProse tells of each word of a text whether it stands in a sentence.
func inProse(text string) (out []bool) {
	for line := range strings.Lines(text) {
		n := len(wordsOf(line))
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, " \t\r\n\u00a0”’\"»)"))
		prose := n >= fewestProse && strings.ContainsRune(".!?;:。！？؟", last)
		for range n {
			out = append(out, prose)
		}
	}
	return out
}

// edgeWords is how many words at either end of a text may be a heading or a
// footer, in which a date or a State's name may be added to one of two copies.
const edgeWords = 30

// tellingWords decide what is said in the languages whose words are written
// apart: negations, modals, conditions. What is not among them is told apart by
// the share of runs alone.
var tellingWords = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`
		not no nor never neither none nobody nothing cannot without against oppose opposes opposed reject rejects rejected
		don doesn didn won wouldn shouldn couldn isn aren wasn weren hasn haven mustn
		should must could may might shall can will would ought need needs
		unless provided if until except only before after
		ne pas non jamais aucun aucune sans rien ni doit doivent devrait devraient peut peuvent pourrait pourraient si sauf
		nunca sin ningún ninguna nada debe deben debería deberían puede pueden podría podrían salvo
		не нет ни никогда без должны должен должно может могут если кроме
		لا لم لن ليس ليست غير دون بدون يجب ينبغي يمكن إذا إلا`) {
		out[w] = true
	}
	return out
}()

// tellsOf lists the telling words of a document, and counts all its words.
func tellsOf(statements []*corpus.Statement, states *corpus.States) (out []telling, all int) {
	var b strings.Builder
	for _, s := range statements {
		b.WriteString(s.Text + "\n\n")
	}
	names, words, prose := stateWords(b.String(), states), wordsOf(b.String()), inProse(b.String())
	for i, w := range words {
		fact := names[w] || numbered(w)
		month := w == "may" && (i > 0 && numbered(words[i-1]) || i+1 < len(words) && numbered(words[i+1]))
		if !fact && (!tellingWords[w] || month) {
			continue
		}
		what := w
		if !fact && i+1 < len(words) {
			what += " " + words[i+1]
		}
		one := telling{what: what, at: i, fact: fact, prose: fact && i < len(prose) && prose[i]}
		if fact && i > 0 && i+1 < len(words) {
			one.around = [2]string{words[i-1], words[i+1]}
		}
		out = append(out, one)
	}
	return out, len(words)
}

func numbered(word string) bool { return strings.ContainsFunc(word, unicode.IsNumber) }

// stateWords are the words of the names of States that a text has.
func stateWords(text string, states *corpus.States) map[string]bool {
	out := map[string]bool{}
	if states == nil {
		return out
	}
	for _, m := range states.Find(text) {
		for _, w := range wordsOf(text[m.Start:m.End]) {
			if utf8.RuneCountInString(w) > 3 && !tellingWords[w] { // "the", "of", "US" are words of any sentence
				out[w] = true
			}
		}
	}
	return out
}

// wordsOf gives a text's words in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsNumber(r)
	})
}

// mostShown is how many differing words are named.
const mostShown = 5

// Differing lists the telling words that one of two documents has and the other
// has not, at their place; nil where there are none.
func Differing(one, other []*corpus.Statement, states *corpus.States) []string {
	a, wordsA := tellsOf(one, states)
	b, wordsB := tellsOf(other, states)
	for len(a) > 0 && len(b) > 0 && a[0].what == b[0].what {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1].what == b[len(b)-1].what {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	onlyA, onlyB := outOfLine(a, b)
	var out []string
	for _, one := range []struct {
		words, others []telling
		all           int
	}{{onlyA, onlyB, wordsA}, {onlyB, onlyA, wordsB}} {
		for _, w := range one.words {
			edge := w.at < edgeWords || w.at >= one.all-edgeWords
			if w.fact && edge && !w.insteadOf(one.others) || slices.Contains(out, w.what) {
				continue
			}
			out = append(out, w.what)
		}
	}
	return out[:min(len(out), mostShown)]
}

// mostTells is how many telling words are put in line with each other; where
// more lie between the first difference and the last, all of them differ.
const mostTells = 1500

// outOfLine gives what is not in the longest common sequence of two lists.
func outOfLine(a, b []telling) (onlyA, onlyB []telling) {
	if len(a) > mostTells || len(b) > mostTells {
		return a, b
	}
	width := len(b) + 1
	longest := make([]int16, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			at := i*width + j
			if a[i].what == b[j].what {
				longest[at] = longest[at+width+1] + 1
			} else {
				longest[at] = max(longest[at+width], longest[at+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch at := i*width + j; {
		case a[i].what == b[j].what:
			i, j = i+1, j+1
		case longest[at+width] >= longest[at+1]:
			onlyA, i = append(onlyA, a[i]), i+1
		default:
			onlyB, j = append(onlyB, b[j]), j+1
		}
	}
	return append(onlyA, a[i:]...), append(onlyB, b[j:]...)
}

// Turned tells whether two texts that are nearly the same differ in a negation, a
// modal or a condition, at its place. Numbers and names count for nothing here.
func Turned(a, b string) bool {
	return !slices.Equal(turns(a), turns(b))
}

func turns(text string) (out []string) {
	all, _ := tellsOf([]*corpus.Statement{{Text: text}}, nil)
	for _, t := range all {
		if !t.fact {
			out = append(out, t.what)
		}
	}
	return out
}
