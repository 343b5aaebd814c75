package lexical

import (
	"strings"
	"unicode/utf8"
)

// number deals with a number at the front of n atoms: ranges (2021-2025),
// decimals and dates (3.5, 13.12.2021), thousands (1,500), a number with its
// letter (13(c)) and a paragraph's.
func (a *analyser) number(text string, i, n, para int, out emit) (took, left int) {
	m := 1
	for m < n && a.atoms[i+m].class == classDigit && a.atoms[i+m].sep == a.atoms[min(i+1, len(a.atoms)-1)].sep {
		m++
	}
	if m > 1 {
		a.numbers(text, i, m, out)
		return m, 3
	}
	if n > 1 && a.atoms[i+1].sep == '-' { // "12-month"
		k := 1
		for k < n && a.atoms[i+k].sep == '-' {
			k++
		}
		a.compound(text, i, k, out)
		return k, 0
	}
	at := &a.atoms[i]
	num := digits(text[at.start:at.end])
	sub, took := a.brackets(text, i)
	end := a.atoms[i+took-1].end
	if sub != "" {
		out(&form{term: num + sub, role: chief}, at.start, end+1)
		a.tellNumber(num, at, part, out)
	} else {
		a.tellNumber(num, at, chief, out)
	}
	if len(num) <= 3 && (para > 0 || numbered(text, at) || signed(text, at)) {
		out(&form{term: "¶" + num, role: paragraph}, at.start, at.end)
		if sub != "" {
			out(&form{term: "¶" + num + sub, role: paragraph}, at.start, end+1)
		}
		return took, 3
	}
	return took, para - took
}

// tellNumber tells out one number.
func (a *analyser) tellNumber(num string, at *atom, r role, out emit) {
	out(&form{term: num, role: r}, at.start, at.end)
	a.units = append(a.units, unit{key: num, start: a.phrases.begin(num), from: at.start, to: at.end, brk: at.brk})
}

// numbers deals with m numbers joined alike.
func (a *analyser) numbers(text string, i, m int, out emit) {
	first, last := &a.atoms[i], &a.atoms[i+m-1]
	sep := a.atoms[i+1].sep
	if sep == dash {
		sep = '-'
	}
	var whole strings.Builder
	for k := i; k < i+m; k++ {
		if k > i && sep != ',' {
			whole.WriteByte(sep)
		}
		s := text[a.atoms[k].start:a.atoms[k].end]
		if sep == ',' {
			whole.WriteString(plainDigits(s))
		} else {
			whole.WriteString(digits(s))
		}
	}
	at := atom{start: first.start, end: last.end, brk: first.brk}
	a.tellNumber(cut(whole.String(), maxTermBytes), &at, chief, out)
	for k := i; k < i+m && sep != ','; k++ {
		p := &a.atoms[k]
		if d := digits(text[p.start:p.end]); sep == '-' || isYear(d) {
			out(&form{term: d, role: part}, p.start, p.end)
		}
	}
}

// brackets reads "(c)", "(c)(ii)" or " (c)" after the i-th atom, and says how
// many atoms that makes with it.
func (a *analyser) brackets(text string, i int) (sub string, took int) {
	took = 1
	for took < 4 && i+took < len(a.atoms) {
		at := &a.atoms[i+took]
		gap := at.start - a.atoms[i+took-1].end
		if at.sep != '(' && !(took > 1 && gap <= 4 && strings.HasSuffix(text[:at.start], "(")) {
			break
		}
		closing, _ := utf8.DecodeRuneInString(text[at.end:])
		if at.end-at.start > 4 || at.class == classHan || closing != ')' && closing != '）' {
			break
		}
		sub += "(" + fold(text[at.start:at.end]) + ")"
		took++
	}
	return sub, took
}

// numbered reports a number that opens its line and stands before a full stop or
// bracket and a space, as paragraphs are numbered.
func numbered(text string, at *atom) bool {
	rest := text[at.end:]
	return at.line && len(rest) > 1 && (rest[0] == '.' || rest[0] == ')') && (rest[1] == ' ' || rest[1] == '\t' || rest[1] == '\n')
}

// signed reports a number with a section or paragraph sign before it.
func signed(text string, at *atom) bool {
	before := strings.TrimSuffix(strings.TrimSuffix(text[:at.start], " "), "\u00a0")
	return strings.HasSuffix(before, "§") || strings.HasSuffix(before, "¶")
}

// digits is a number in ASCII without the 0 before a day or month ("03").
func digits(s string) string {
	s = plainDigits(s)
	if len(s) == 2 && s[0] == '0' {
		return s[1:]
	}
	return s
}

func plainDigits(s string) string {
	s, _ = cutRunes(s, maxWordRunes)
	return fold(s)
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func isYear(s string) bool {
	return len(s) == 4 && allDigits(s) && (s[:2] == "19" || s[:2] == "20")
}
