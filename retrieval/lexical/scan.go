package lexical

import (
	"unicode"
	"unicode/utf8"
)

// class says what an atom is made of.
type class uint8

const (
	classNone     class = iota
	classLatin          // Latin letters, perhaps with digits
	classCyrillic       // Cyrillic letters, perhaps with digits
	classArabic         // Arabic letters, perhaps with digits
	classHan            // Han characters and kana, which are written without spaces
	classOther          // letters of another script
	classDigit          // decimal digits only, of any script
)

// An atom is a run of letters and digits with nothing between them, the piece
// that words, compounds and symbols are made of.
type atom struct {
	start, end int   // bytes of the text
	class      class // of its first letter; classDigit where it has none
	sep        byte  // what joins it to the atom before: one of / . - , ( dash or space; 0 anything else
	brk        bool  // a sentence or paragraph ended before it
	line       bool  // first on its line
	digit      bool  // has a digit
	apos       bool  // has an apostrophe
	letters    int   // how many letters
	upper      int   // how many of them are capitals
	first      bool  // its first letter is a capital
}

// allUpper reports that the atom's letters, two at least, are all capitals.
func (a *atom) allUpper() bool { return a.letters > 1 && a.upper == a.letters }

// rune classes beyond those of atoms, as runeClass returns them.
const (
	runeSpace  class = 100 + iota // white space and all that separates
	runeMark                      // combining marks and ignorable characters: they continue an atom
	runeSingle                    // apostrophes: inside a word they continue it
)

var asciiClass = func() (t [utf8.RuneSelf]class) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			t[c] = classLatin
		case '0' <= c && c <= '9':
			t[c] = classDigit
		case c == '\'':
			t[c] = runeSingle
		default:
			t[c] = runeSpace
		}
	}
	return t
}()

func runeClass(r rune) class {
	if r < utf8.RuneSelf {
		return asciiClass[r]
	}
	switch {
	case r == '’' || r == 'ʼ' || r == '＇' || r == '‘':
		return runeSingle
	case r == 0xAD || 0x200B <= r && r <= 0x200F || 0x202A <= r && r <= 0x202E || 0x2060 <= r && r <= 0x2069 || r == 0xFEFF:
		return runeMark
	case 0xC0 <= r && r <= 0x24F && r != '×' && r != '÷', 0x1E00 <= r && r <= 0x1EFF:
		return classLatin
	case 0x400 <= r && r <= 0x481, 0x48A <= r && r <= 0x52F:
		return classCyrillic
	case 0x4E00 <= r && r <= 0x9FFF, 0x3400 <= r && r <= 0x4DBF, 0xF900 <= r && r <= 0xFAFF,
		0x3041 <= r && r <= 0x3096, 0x30A1 <= r && r <= 0x30FA, r == 'ー', r == '々', 0x20000 <= r && r <= 0x3FFFF:
		return classHan
	}
	return rareClass(r)
}

// rareClass is runeClass for what needs the tables of package unicode.
func rareClass(r rune) class {
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Mc, r), unicode.Is(unicode.Me, r), r == 'ـ':
		return runeMark
	case unicode.IsDigit(r):
		return classDigit
	case !unicode.IsLetter(r):
		return runeSpace
	case 0x600 <= r && r <= 0x8FF, 0xFB50 <= r && r <= 0xFDFF, 0xFE70 <= r && r <= 0xFEFF:
		return classArabic
	case unicode.Is(unicode.Latin, r):
		return classLatin
	}
	return classOther
}

// scan appends the atoms of text to atoms. It reads the text once.
func scan(text string, atoms []atom) []atom {
	var cur atom
	var g gap
	in := false
	g.reset(true)
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		c := runeClass(r)
		if in && cur.continues(c, text[i+size:]) {
			cur.add(r, c, i+size)
			i += size
			continue
		}
		if in {
			atoms = append(atoms, cur)
			in = false
			g.reset(false)
		}
		if c < runeSpace {
			in = true
			cur = atom{start: i, sep: g.sep(), brk: g.brk, line: g.line}
			cur.add(r, c, i+size)
		} else {
			g.add(r)
		}
		i += size
	}
	if in {
		atoms = append(atoms, cur)
	}
	return atoms
}

// continues reports whether a rune of class c belongs to the atom, rest being
// what follows the rune. Han and other scripts are kept apart.
func (a *atom) continues(c class, rest string) bool {
	switch c {
	case runeMark:
		return true
	case runeSpace:
		return false
	case runeSingle:
		next, _ := utf8.DecodeRuneInString(rest)
		n := runeClass(next)
		return a.letters > 0 && a.class != classHan && n < classHan && n != classNone
	}
	return (a.class == classHan) == (c == classHan)
}

func (a *atom) add(r rune, c class, end int) {
	a.end = end
	switch c {
	case runeMark:
		return
	case runeSingle:
		a.apos = true
		return
	case classDigit:
		a.digit = true
		if a.class == classNone {
			a.class = classDigit
		}
		return
	}
	if a.class == classNone || a.class == classDigit {
		a.class = c
	}
	if 'A' <= r && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r) {
		a.first = a.first || a.letters == 0
		a.upper++
	}
	a.letters++
}

// gap is what stands between two atoms.
type gap struct {
	n         int  // runes, white space folded to one
	joint     byte // the one joint in it, 0 if another character came
	brk, line bool
	stop      bool // a sentence's end mark came last
	newlines  int
}

func (g *gap) reset(start bool) { *g = gap{brk: start, line: start} }

// sep tells what joins the two atoms.
func (g *gap) sep() byte {
	switch {
	case g.n == 1:
		return g.joint
	case g.n == 2 && g.joint == '(': // "13 (c)"
		return '('
	}
	return 0
}

func (g *gap) add(r rune) {
	j := joint(r)
	if j == ' ' {
		if g.stop {
			g.brk = true
		}
		if r == '\n' {
			g.line = true
			if g.newlines++; g.newlines > 1 {
				g.brk = true
			}
		}
		if g.n == 0 || g.joint != ' ' {
			g.n++
		}
		if g.n == 1 {
			g.joint = ' '
		} else if g.joint != ' ' {
			g.joint = 0
		}
		return
	}
	g.stop = false
	switch r {
	case '.', '!', '?', ';':
		g.stop = true
	case '。', '！', '？', '；', '؟', '؛':
		g.brk = true
	}
	if g.n++; g.n == 1 || g.n == 2 && g.joint == ' ' && j == '(' {
		g.joint = j
	} else {
		g.joint = 0
	}
}

// dash is the joint for dashes longer than a hyphen: they make ranges of numbers,
// but no compounds of words.
const dash = '~'

// joint folds the many shapes of a separator to one byte: / . - , ( dash or
// space; 0 is anything else.
func joint(r rune) byte {
	switch r {
	case '/', '／', '⁄', '∕':
		return '/'
	case '.', '．', '·':
		return '.'
	case '-', '‐', '‑', '−', '－', '﹣':
		return '-'
	case '‒', '–', '—', '―':
		return dash
	case ',', '，':
		return ','
	case '(', '（':
		return '('
	case ' ', '\t', '\n', '\r', '\u00a0', '\u202f', '\u3000', '\u2009':
		return ' '
	}
	return 0
}
