package lexical

import (
	"strings"
	"unicode/utf8"
)

// han deals with a run of Han characters: each character and each pair of
// neighbours is a term, since words are not set apart.
func (a *analyser) han(text string, i, para int, out emit) (left int) {
	at := &a.atoms[i]
	run := text[at.start:at.end]
	asked := hanAsking(run, a.question)
	prev, prevAt := rune(0), 0
	for j, r := range run {
		size := utf8.RuneLen(r)
		if size < 0 {
			size = 1
		}
		from, to := at.start+j, at.start+j+size
		if asked != nil && asked[j] || runeClass(r) != classHan {
			prev = 0
			continue
		}
		key := run[j : j+size]
		a.units = append(a.units, unit{key: key, start: a.phrases.begin(key), from: from, to: to, brk: at.brk && j == 0})
		if !hanStops[r] {
			if prev != 0 && !hanStops[prev] {
				a.pair(run[prevAt:j+size], at.start+prevAt, to, out)
			}
			a.pairless(run, j, size, from, prev != 0, out)
		}
		prev, prevAt = r, j
	}
	if strings.HasPrefix(run, "段") && i > 0 && at.sep == 0 && a.atoms[i-1].end == at.start && a.atoms[i-1].class == classDigit {
		p := &a.atoms[i-1]
		out(&form{term: "¶" + digits(text[p.start:p.end]), role: paragraph}, p.start, at.start+len("段"))
	}
	if strings.HasSuffix(run, "段") || strings.HasSuffix(run, "段落") {
		return 2
	}
	return para - 1
}

func (a *analyser) pair(term string, from, to int, out emit) {
	out(a.kept(term, chief), from, to)
}

// pairless tells out a single character: beside the pairs as a makeshift, or as
// the chief term where it stands alone.
func (a *analyser) pairless(run string, j, size, from int, follows bool, out emit) {
	r := character
	if !follows && j+size == len(run) {
		r = chief
	}
	out(a.kept(run[j:j+size], r), from, from+size)
}

// kept gives a form that the analyser keeps, as it keeps words.
func (a *analyser) kept(term string, r role) *form {
	key := string('0'+rune(r)) + term
	w := a.words[key]
	if w == nil {
		w = &word{forms: []form{{term: key[1:], role: r}}} // not the text's own bytes, which it would hold on to
		if len(a.words) < maxWords {
			a.words[key] = w
		}
	}
	return &w.forms[0]
}

// hanStops are characters that only tie others together.
var hanStops = map[rune]bool{'的': true, '了': true, '着': true, '吗': true, '呢': true, '吧': true, '之': true, '是': true, '在': true, '和': true, '与': true, '及': true, '或': true, '也': true}

// hanQuestions are what a Chinese question asks with, longest first.
var hanQuestions = []string{"什么样", "为什么", "是什么", "多少", "什么", "怎么", "怎样", "如何", "哪些", "哪个", "哪里", "是否", "请问", "关于", "根据", "认为", "谁", "哪"}

// hanAsking marks the characters, by offset, that belong to asking words.
func hanAsking(run string, question bool) map[int]bool {
	if !question {
		return nil
	}
	marked := map[int]bool{}
	for j := 0; j < len(run); {
		size := 0
		for _, q := range hanQuestions {
			if strings.HasPrefix(run[j:], q) {
				size = len(q)
				break
			}
		}
		if size == 0 {
			_, size = utf8.DecodeRuneInString(run[j:])
		} else {
			for k := range run[j : j+size] {
				marked[j+k] = true
			}
		}
		j += size
	}
	return marked
}
