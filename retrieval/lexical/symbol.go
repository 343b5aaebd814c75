package lexical

import "strings"

// symbolPrefixes are the letters that, before a number, are one unit with it in
// the symbols of UN documents: L.27, CRP.1, Rev.1, AC.292.
var symbolPrefixes = map[string]bool{"ac": true, "add": true, "c": true, "conf": true, "corr": true, "crp": true, "dc": true,
	"inf": true, "l": true, "misc": true, "ngo": true, "pv": true, "rev": true, "sc": true, "sr": true, "wg": true, "wp": true}

// symbolAlone are the prefixes whose unit names a document by itself.
var symbolAlone = map[string]bool{"crp": true, "l": true, "wp": true}

// symbolTail are the prefixes of what is added to a symbol for a later version.
var symbolTail = map[string]bool{"add": true, "corr": true, "rev": true}

// A symbolUnit is one step of a symbol.
type symbolUnit struct {
	text   string
	prefix string // of symbolPrefixes, where it has one
}

// symbol deals with a document symbol at the front of n atoms and says how many
// it took, 0 if there is none. A/RES/75/240 becomes a/res/75/240 and its tails
// res/75/240 and 75/240; L.27/Rev.1, L.27.Rev.1 and L27/Rev1 are l27/rev1, and
// without its tail l27.
func (a *analyser) symbol(text string, i, n int, out emit) int {
	m := a.symbolLength(text, i, n)
	if m == 0 {
		return 0
	}
	units := a.symbolUnits(text, i, m)
	at := atom{start: a.atoms[i].start, end: a.atoms[i+m-1].end, brk: a.atoms[i].brk}
	out(&form{term: joinUnits(units), role: chief}, at.start, at.end)
	a.units = append(a.units, unit{from: at.start, to: at.end, brk: at.brk})
	base := len(units)
	for base > 1 && symbolTail[units[base-1].prefix] {
		base--
	}
	for end := len(units); end > 0; end = base {
		for start := range end {
			short := end-start == 1
			if start == 0 && end == len(units) || short && !symbolAlone[units[start].prefix] {
				continue
			}
			out(&form{term: joinUnits(units[start:end]), role: part}, at.start, at.end)
		}
		if end == base {
			break
		}
	}
	for _, u := range units {
		if isYear(u.text) || u.prefix == "" && len(u.text) > 2 && !hasDigit(u.text) { // "OEWG/2021"
			out(&form{term: u.text, role: part}, at.start, at.end)
		}
	}
	return m
}

// symbolLength is how many of n atoms make a symbol: a stroke and a number, all
// its words short, or a prefix, a full stop and a number.
func (a *analyser) symbolLength(text string, i, n int) int {
	stroke, number, m := false, false, 0
	for ; m < n; m++ {
		at := &a.atoms[i+m]
		if at.letters > 5 || at.end-at.start > 16 || at.apos || at.class != classLatin && at.class != classDigit && at.letters != 1 {
			break
		}
		if m > 0 {
			s := text[at.start:at.end]
			if at.sep == ',' || at.sep == dash || at.sep == '.' && at.class != classDigit && !symbolPrefixes[letters(s)] {
				break
			}
			stroke = stroke || at.sep == '/'
		}
		number = number || at.digit
	}
	for m > 0 && !a.atoms[i+m-1].digit { // "A/76/L" ends with its last number
		m--
	}
	prefixed := m > 1 && a.atoms[i+1].sep == '.' && a.atoms[i+1].class == classDigit && a.atoms[i].letters > 0 &&
		symbolPrefixes[letters(text[a.atoms[i].start:a.atoms[i].end])]
	if !number || m < 2 || !stroke && !prefixed {
		return 0
	}
	for k := 1; k < m; k++ {
		if a.atoms[i+k].sep == '/' || prefixed {
			return m
		}
	}
	return 0
}

func (a *analyser) symbolUnits(text string, i, m int) []symbolUnit {
	units := make([]symbolUnit, 0, m)
	for k := i; k < i+m; k++ {
		at := &a.atoms[k]
		s := latinLookalike(unaccent(fold(text[at.start:at.end])))
		u := symbolUnit{text: s}
		if p := strings.TrimRight(s, "0123456789"); p != s && symbolPrefixes[p] {
			u.prefix = p
		}
		if symbolPrefixes[s] && k+1 < i+m && a.atoms[k+1].class == classDigit {
			k++
			u.text, u.prefix = s+digits(text[a.atoms[k].start:a.atoms[k].end]), s
		}
		units = append(units, u)
	}
	return units
}

func joinUnits(units []symbolUnit) string {
	if len(units) == 1 {
		return units[0].text
	}
	var b strings.Builder
	for i, u := range units {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(u.text)
	}
	return cut(b.String(), maxTermBytes)
}

// latinLookalike turns the Cyrillic letters with which Russian texts write UN
// symbols into the Latin ones that they stand for.
func latinLookalike(s string) string {
	switch s {
	case "а":
		return "a"
	case "с":
		return "c"
	case "е":
		return "e"
	}
	return s
}

// letters is the folded front of s up to its first digit.
func letters(s string) string {
	if i := strings.IndexAny(s, "0123456789"); i >= 0 {
		s = s[:i]
	}
	return fold(s)
}
