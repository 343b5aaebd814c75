package corpus

import (
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Folded is a text with its case, spacing and typography folded away, and the
// way back to the text it was made of. Fold makes it; it never changes.
//
// It is made of units: the smallest stretches of the original that fold as a
// whole, such as a letter with its accents, a ligature or a run of white
// space. Every place in the folded text belongs to one unit, which is what
// makes the way back exact.
type Folded struct {
	text   string
	length int     // of the original, in bytes
	pieces []piece // by at, and by src
}

// piece is a unit, or a run of units that each take as many bytes folded as
// they do in the original.
type piece struct {
	at     int // where it begins in the folded text
	src    int // where it begins in the original
	srcEnd int
	linear bool // byte at+i comes from byte src+i
}

// Fold forgives what two copies of the same words may differ in:
//
//   - case, by Unicode's full case folding
//   - compatibility forms (NFKC): ligatures, full width, composed and
//     decomposed accents; yet numbers keep their form, since a superscript is a
//     footnote's mark and not a digit of the number before it
//   - quotation marks, apostrophes and primes, which all become '
//   - dashes, hyphens and the minus sign, which all become -
//   - runs of white space, which become one space; the invisible characters
//     (soft hyphen, zero width, direction marks) are dropped
//
// It forgives no wording, and joins no word that a line break divided:
// "co-\noperation" becomes "co- operation". A byte that is no UTF-8 becomes
// U+FFFD. Time and memory grow with len(s) alone.
func Fold(s string) Folded {
	f := folder{src: s, fold: cases.Fold()}
	f.out.Grow(len(s))
	for i := 0; i < len(s); {
		i = f.unit(i)
	}
	return Folded{text: f.out.String(), length: len(s), pieces: f.pieces}
}

// Text gives the folded text; it is valid UTF-8.
func (f Folded) Text() string { return f.text }

// Span leads a stretch of the folded text back to the original: from the
// beginning of the unit that holds its first byte to the end of the one that
// holds its last. Offsets beyond the text are cut to it, and an empty stretch
// gives an empty span. Both ends lie on rune boundaries of the original.
func (f Folded) Span(start, end int) Span {
	start, end = min(max(start, 0), len(f.text)), min(end, len(f.text))
	from := f.length
	if start < len(f.text) {
		from, _ = f.source(start)
	}
	if end <= start {
		return Span{from, from}
	}
	_, to := f.source(end - 1)
	return Span{from, to}
}

// source gives the extent in the original of the unit that a byte of the
// folded text belongs to.
func (f Folded) source(at int) (start, end int) {
	p := f.pieces[f.pieceOf(at)]
	if !p.linear {
		return p.src, p.srcEnd
	}
	for at > p.at && !utf8.RuneStart(f.text[at]) {
		at--
	}
	_, size := utf8.DecodeRuneInString(f.text[at:])
	return p.src + at - p.at, p.src + at - p.at + size
}

func (f Folded) pieceOf(at int) int {
	return sort.Search(len(f.pieces), func(i int) bool { return f.pieces[i].at > at }) - 1
}

// whole tells whether a unit begins at the place in the folded text, or the
// text ends there.
func (f Folded) whole(at int) bool {
	if at == len(f.text) {
		return true
	}
	p := f.pieces[f.pieceOf(at)]
	return p.linear && utf8.RuneStart(f.text[at]) || p.at == at
}

// folder folds one text, unit by unit.
type folder struct {
	src    string
	fold   cases.Caser
	out    strings.Builder
	pieces []piece
}

// unit folds what begins at i and tells where the next unit begins. How far a
// unit reaches depends on nothing before i: so a stretch of a text that begins
// and ends with units folds to the same characters by itself.
func (f *folder) unit(i int) int {
	if c := f.src[i]; c < utf8.RuneSelf && (i+1 == len(f.src) || f.src[i+1] < utf8.RuneSelf) && !isASCIISpace(c) {
		f.emit(string(foldASCII(c)), i, i+1)
		return i + 1
	}
	r, size := utf8.DecodeRuneInString(f.src[i:])
	if c, ok := plain(r); ok && f.aloneAt(i+size) {
		f.emit(string(c), i, i+size)
		return i + size
	}
	switch {
	case r == utf8.RuneError && size == 1:
		f.emit("\uFFFD", i, i+1)
		return i + 1
	case unicode.IsSpace(r):
		end := f.spaceEnd(i + size)
		f.emit(" ", i, end)
		return end
	case invisible(r):
		return i + size
	}
	end := f.segmentEnd(i, size)
	f.emit(f.segment(f.src[i:end]), i, end)
	return end
}

// aloneAt tells cheaply whether the character before i surely has no marks.
func (f *folder) aloneAt(i int) bool {
	if i == len(f.src) || f.src[i] < utf8.RuneSelf {
		return true
	}
	r, _ := utf8.DecodeRuneInString(f.src[i:])
	_, ok := plain(r)
	return ok
}

// spaceEnd gives the end of the white space that goes on at i; invisible
// characters belong to it only where more white space follows them.
func (f *folder) spaceEnd(i int) int {
	end := i
	for i < len(f.src) {
		r, size := utf8.DecodeRuneInString(f.src[i:])
		i += size
		if unicode.IsSpace(r) {
			end = i
		} else if !invisible(r) {
			break
		}
	}
	return end
}

// segmentEnd gives the end of what must be normalised together with the rune
// of that size at i: its combining marks.
func (f *folder) segmentEnd(i, size int) int {
	n := norm.NFKC.NextBoundaryInString(f.src[i:], true)
	return i + max(n, size)
}

// segment folds one character with its marks.
func (f *folder) segment(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == len(s) {
		if c, ok := typography(r); ok {
			return c
		}
	}
	form := norm.NFKC
	if strings.ContainsFunc(s, isNumberForm) || strings.ContainsFunc(norm.NFKC.String(s), unicode.IsSpace) {
		form = norm.NFC // a spacing accent is no word boundary, and "10\u00b2" is not "102"
	}
	folded := form.String(f.fold.String(form.String(s)))
	return strings.Map(func(r rune) rune {
		if c, ok := typography(r); ok {
			return rune(c[0])
		}
		return r
	}, strings.ToValidUTF8(folded, "\uFFFD"))
}

// plainTo ends the table of plain characters: the alphabets of two bytes.
const plainTo = 0x800

// plainTable holds what the plain characters fold to, and 0 for the others.
var plainTable = sync.OnceValue(func() *[plainTo]rune {
	var table [plainTo]rune
	f := folder{fold: cases.Fold()}
	for r := rune(0xA1); r < plainTo; r++ {
		s := string(r)
		c, size := utf8.DecodeRuneInString(f.segment(s))
		if unicode.IsLetter(r) && norm.NFKC.PropertiesString(s).BoundaryBefore() && size == len(f.segment(s)) {
			table[r] = c
		}
	}
	return &table
})

// plain tells letters that fold to one character whatever stands before them,
// which is nearly every letter there is, without the cost of normalising.
func plain(r rune) (rune, bool) {
	if r >= 0x4E00 && r <= 0x9FFF {
		return r, true
	}
	if r < utf8.RuneSelf || r >= plainTo {
		return 0, false
	}
	c := plainTable()[r]
	return c, c != 0
}

// emit appends a unit's folded text, which came of src[start:end].
func (f *folder) emit(folded string, start, end int) {
	if folded == "" {
		return
	}
	at := f.out.Len()
	f.out.WriteString(folded)
	_, size := utf8.DecodeRuneInString(folded)
	linear := size == len(folded) && size == end-start
	if n := len(f.pieces); linear && n > 0 && f.pieces[n-1].linear && f.pieces[n-1].srcEnd == start {
		f.pieces[n-1].srcEnd = end
		return
	}
	f.pieces = append(f.pieces, piece{at: at, src: start, srcEnd: end, linear: linear})
}

func isASCIISpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func foldASCII(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	case c == '"', c == '`':
		return '\''
	}
	return c
}

// isNumberForm tells superscripts, fractions and circled numbers.
func isNumberForm(r rune) bool { return unicode.Is(unicode.No, r) }

// invisible tells the characters that leave no trace on the page: format
// controls, variation selectors and the grapheme joiner. The signs that
// enclose a number in Arabic are format controls, and seen.
func invisible(r rune) bool {
	if r < 0xAD {
		return false
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) ||
		unicode.Is(unicode.Variation_Selector, r) || r == 0x034F
}

// typography gives the one character that all quotation marks, and the one
// that all dashes, are written with.
func typography(r rune) (string, bool) {
	if r < utf8.RuneSelf {
		return "'", r == '"' || r == '`'
	}
	switch r {
	case '\u00AB', '\u00B4', '\u00BB', // guillemets, acute accent
		'\u02B9', '\u02BA', '\u02BB', '\u02BC', '\u02BD', '\u02CA', '\u02CB', '\u02EE', // modifier letters
		'\u05F3', '\u05F4', // Hebrew geresh
		'\u2018', '\u2019', '\u201A', '\u201B', '\u201C', '\u201D', '\u201E', '\u201F',
		'\u2032', '\u2033', '\u2035', '\u2036', '\u2039', '\u203A', // primes, single guillemets
		'\u275B', '\u275C', '\u275D', '\u275E', '\u276E', '\u276F', // ornaments
		'\u300C', '\u300D', '\u300E', '\u300F', '\u301D', '\u301E', '\u301F', // corner brackets
		'\uFE41', '\uFE42', '\uFE43', '\uFE44', '\uFF02', '\uFF07', '\uFF40', '\uFF62', '\uFF63':
		return "'", true
	case '\u2043', '\u2212', '\u02D7', '\u2796': // hyphen bullet, minus signs
		return "-", true
	}
	return "-", unicode.Is(unicode.Pd, r)
}
