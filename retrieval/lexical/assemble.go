package lexical

import "strings"

// An emit is told each term that a text gives, with its place. The form is the
// analyser's own where a word gave it, so that a Builder can mark it.
type emit func(f *form, start, end int)

// A unit is what phrases of the glossary are made of.
type unit struct {
	key      string
	start    *node
	from, to int
	brk      bool // begins a sentence: no phrase reaches over it
	stop     bool // a stop word: phrases pass over it
}

// maxChain bounds how many atoms one compound or symbol is made of.
const maxChain = 12

// analyse reads text and tells out every term of it, in order of place; concepts
// come last.
func (a *analyser) analyse(text string, out emit) {
	a.atoms = scan(text, a.atoms[:0])
	a.units = a.units[:0]
	para := 0 // atoms for which a number may still be a paragraph's
	for i := 0; i < len(a.atoms); {
		if a.atoms[i].class == classHan {
			para = a.han(text, i, para, out)
			i++
			continue
		}
		n := a.chain(i)
		n, para = a.assemble(text, i, n, para, out)
		i += n
	}
	a.concepts(out)
}

// chain is how many atoms from the i-th on are joined by / . - or, in numbers,
// a comma or dash.
func (a *analyser) chain(i int) int {
	n := 1
	for ; i+n < len(a.atoms) && n < maxChain; n++ {
		prev, at := &a.atoms[i+n-1], &a.atoms[i+n]
		if at.class == classHan {
			break
		}
		number := prev.class == classDigit && at.class == classDigit
		switch {
		case at.sep == '/', at.sep == '.', at.sep == '-':
		case number && at.sep == dash:
		case number && at.sep == ',' && at.end-at.start == 3:
		default:
			return n
		}
	}
	return n
}

// assemble deals with the front of a chain of n atoms, and says how many it took
// and for how many atoms more a number may be a paragraph's.
func (a *analyser) assemble(text string, i, n, para int, out emit) (took, left int) {
	if m := a.symbol(text, i, n, out); m > 0 {
		return m, 0
	}
	at := &a.atoms[i]
	if at.class == classDigit {
		return a.number(text, i, n, para, out)
	}
	if m := a.initials(text, i, n, out); m > 0 {
		return m, 0
	}
	m := 1
	for m < n && a.atoms[i+m].sep == '-' {
		m++
	}
	if m > 1 {
		a.compound(text, i, m, out)
		return m, 0
	}
	return 1, a.single(text, i, para, out)
}

// single deals with one word.
func (a *analyser) single(text string, i, para int, out emit) (left int) {
	at := &a.atoms[i]
	raw := text[at.start:at.end]
	w := a.word(raw, at, a.loud(i))
	if raw == "May" && a.besideNumber(i) {
		w = a.month()
	}
	a.tell(w, at, out)
	if i+1 < len(a.atoms) && isCyber(w) && a.atoms[i+1].sep == ' ' && a.atoms[i+1].class == at.class {
		a.join(text, i, 2, out)
	}
	if n, ok := paragraphOf(raw, at); ok {
		out(&form{term: "¶" + n, role: paragraph}, at.start, at.end)
	}
	if w.para {
		return 3
	}
	return para - 1
}

// besideNumber tells "May 2023" and "26 May" from the verb, a stop word.
func (a *analyser) besideNumber(i int) bool {
	return i > 0 && a.atoms[i-1].class == classDigit || i+1 < len(a.atoms) && a.atoms[i+1].class == classDigit
}

func (a *analyser) month() *word {
	const key = "^may" // as of an acronym, since the glossary could not have the stop word
	return &word{forms: []form{{term: "may", role: chief}}, key: key, start: a.phrases.begin(key)}
}

// paragraphOf finds the number in "OP13" and "PP4", an operative or preambular
// paragraph of a resolution.
func paragraphOf(raw string, at *atom) (string, bool) {
	if !at.digit || at.letters != 2 || at.class != classLatin {
		return "", false
	}
	s := fold(raw)
	if strings.HasPrefix(s, "op") || strings.HasPrefix(s, "pp") {
		n := s[2:]
		return n, n != "" && len(n) <= 3 && allDigits(n)
	}
	return "", false
}

func isCyber(w *word) bool {
	switch w.key {
	case "cyber", "ciber", "кибер":
		return true
	}
	return false
}

// tell tells out a word's terms and notes it for the glossary.
func (a *analyser) tell(w *word, at *atom, out emit) {
	for j := range w.forms {
		out(&w.forms[j], at.start, at.end)
	}
	a.units = append(a.units, unit{key: w.key, start: w.start, from: at.start, to: at.end, brk: at.brk, stop: w.key == ""})
}

// compound deals with m atoms joined by hyphens: each part is a word, and the
// whole is one too ("multi-stakeholder", "multistakeholder").
func (a *analyser) compound(text string, i, m int, out emit) {
	for k := i; k < i+m; k++ {
		at := &a.atoms[k]
		if at.class == classDigit {
			a.tellNumber(digits(text[at.start:at.end]), at, chief, out)
			continue
		}
		a.tell(a.word(text[at.start:at.end], at, a.loud(k)), at, out)
	}
	if m <= 4 {
		a.join(text, i, m, out)
	}
}

// join tells out m atoms as one word.
func (a *analyser) join(text string, i, m int, out emit) {
	first, last := &a.atoms[i], &a.atoms[i+m-1]
	if last.end-first.start > maxTermBytes {
		return
	}
	var b strings.Builder
	whole := atom{class: first.class}
	for k := range a.atoms[i : i+m] {
		at := &a.atoms[i+k]
		if elision := strings.IndexAny(text[at.start:at.end], "'’"); at.apos && elision < 3 {
			return // "qu'est-ce"
		}
		s := strings.TrimSuffix(fold(text[at.start:at.end]), "'s")
		b.WriteString(s)
		whole.digit = whole.digit || at.digit
	}
	s := strings.ReplaceAll(b.String(), "'", "")
	term := unaccent(s)
	if !whole.digit {
		term = a.stem(s, a.languageOf(whole.class))
	}
	out(&form{term: cut(term, maxTermBytes), role: joined}, first.start, last.end)
}

// initials deals with single letters set apart by full stops: "U.S." is "us".
func (a *analyser) initials(text string, i, n int, out emit) (took int) {
	var b strings.Builder
	m := 0
	for ; m < n; m++ {
		at := &a.atoms[i+m]
		if at.letters != 1 && !(at.letters == 2 && at.upper == 2) || at.digit || m > 0 && at.sep != '.' {
			break
		}
		b.WriteString(unaccent(fold(text[at.start:at.end])))
	}
	if m < 2 {
		return 0
	}
	at := a.atoms[i]
	at.end = a.atoms[i+m-1].end
	at.letters, at.upper = m, m
	s := b.String()
	lang := a.languageOf(at.class)
	w := &word{}
	if !a.isStop(s, lang) || a.atoms[i].upper > 0 {
		w.add(s, chief)
		w.key = "^" + s
		w.start = a.phrases.begin(w.key)
	}
	a.tell(w, &at, out)
	return m
}

// loud reports whether the i-th atom stands among words in capitals, where its
// own do not make it an acronym.
func (a *analyser) loud(i int) bool {
	if !a.atoms[i].allUpper() {
		return false
	}
	near := 0
	for k := max(i-2, 0); k < min(i+3, len(a.atoms)); k++ {
		if b := &a.atoms[k]; k != i && b.letters > 1 {
			if !b.allUpper() {
				return false
			}
			near++
		}
	}
	return near > 1
}
