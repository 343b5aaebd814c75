package corpus

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// statesUnit is a folded letter or mark and the bytes of the text it came
// from. Names are folded further than words to be quoted (see Fold): accents
// go, dashes become spaces, and Arabic letters that are written one for the
// other are one.
type statesUnit struct {
	r          rune
	start, end int32
	class      uint8
}

const (
	statesWord   = 1 << iota // a letter
	statesDigit              // a digit
	statesUpper              // a capital, or a letter of its case's title form
	statesHan                // a character of a script without spaces
	statesArabic             // an Arabic letter
)

// statesFoldInto appends the units of text to units; base is added to offsets.
// A run of white space and dashes is one ' ', or one '\n' where a blank line
// or a list mark stands in it: no name goes across those.
func statesFoldInto(units []statesUnit, text string, base int) []statesUnit {
	f := statesFolder{units: units, text: text, base: base}
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			f.ascii(i)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		f.rune(r, i, size)
		i += size
	}
	return f.units
}

type statesFolder struct {
	units    []statesUnit
	text     string
	base     int
	newlines int // in the run of white space that is being read
}

func (f *statesFolder) put(r rune, start, size int, class uint8) {
	f.units = append(f.units, statesUnit{r, int32(f.base + start), int32(f.base + start + size), class})
}

func (f *statesFolder) ascii(i int) {
	switch c := f.text[i]; {
	case 'a' <= c && c <= 'z':
		f.put(rune(c), i, 1, statesWord)
	case 'A' <= c && c <= 'Z':
		f.put(rune(c)+'a'-'A', i, 1, statesWord|statesUpper)
	case '0' <= c && c <= '9':
		f.put(rune(c), i, 1, statesDigit)
	case c == ' ' || '\t' <= c && c <= '\r':
		f.space(i, 1, c == '\n', false)
	case c == '-':
		f.space(i, 1, false, true)
	case c == '`':
		f.put('\'', i, 1, 0)
	default:
		f.put(rune(c), i, 1, 0)
	}
}

func (f *statesFolder) space(i, size int, newline, dash bool) {
	last := len(f.units) - 1
	if last < 0 || f.units[last].r != ' ' && f.units[last].r != '\n' {
		f.put(' ', i, size, 0)
		f.newlines = 0
		last++
	}
	u := &f.units[last]
	u.end = int32(f.base + i + size)
	if newline {
		f.newlines++
	}
	if f.newlines > 1 || dash && f.newlines > 0 {
		u.r = '\n'
	}
}

// rune folds a rune beyond ASCII. The first cases are the bulk of Russian,
// Arabic and Chinese, and only save time.
func (f *statesFolder) rune(r rune, i, size int) {
	switch {
	case 'а' <= r && r <= 'я' && r != 'й':
		f.put(r, i, size, statesWord)
	case 'А' <= r && r <= 'Я' && r != 'Й':
		f.put(r+'а'-'А', i, size, statesWord|statesUpper)
	case 'ا' <= r && r <= 'غ' || 'ف' <= r && r <= 'ي':
		f.put(statesLetter(r), i, size, statesWord|statesArabic)
	case '\u4e00' <= r && r <= '\u9fff':
		f.put(r, i, size, statesWord|statesHan)
	case r == utf8.RuneError:
		f.put(r, i, size, 0)
	case unicode.Is(unicode.Han, r):
		f.put(r, i, size, statesWord|statesHan)
	case unicode.Is(unicode.Mn, r):
		f.mark(i, size)
	case r == 'ـ' || unicode.Is(unicode.Cf, r):
	case r == '\u2028' || r == '\u2029' || r == '\u0085':
		f.space(i, size, true, false)
	case unicode.IsSpace(r):
		f.space(i, size, false, false)
	case unicode.Is(unicode.Pd, r) || r == '\u2212':
		f.space(i, size, false, true)
	default:
		f.letters(r, i, size)
	}
}

// mark takes an accent into the letter that it stands on.
func (f *statesFolder) mark(i, size int) {
	if n := len(f.units); n > 0 && f.units[n-1].end == int32(f.base+i) {
		f.units[n-1].end += int32(size)
	}
}

func (f *statesFolder) letters(r rune, i, size int) {
	if s, ok := statesAlike[r]; ok {
		for _, q := range s {
			f.put(q, i, size, statesClass(q)|statesUpperOf(r))
		}
		return
	}
	decomposed := norm.NFKD.PropertiesString(f.text[i : i+size]).Decomposition()
	if decomposed == nil {
		f.put(statesLetter(r), i, size, statesClass(r)|statesUpperOf(r))
		return
	}
	for len(decomposed) > 0 {
		q, n := utf8.DecodeRune(decomposed)
		decomposed = decomposed[n:]
		switch {
		case unicode.Is(unicode.Mn, q):
		case q == ' ':
			f.space(i, size, false, false)
		default:
			f.put(statesLetter(q), i, size, statesClass(q)|statesUpperOf(r))
		}
	}
}

// statesLetter folds case, and the Arabic letters that stand for one another.
func statesLetter(r rune) rune {
	switch r {
	case 'ة', 'ۀ', 'ە':
		return 'ه'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'ٱ':
		return 'ا'
	case '،', '、':
		return ','
	}
	return unicode.ToLower(r)
}

// statesAlike are the characters whose fold is not their decomposition.
var statesAlike = map[rune]string{
	'’': "'", '‘': "'", 'ʼ': "'", 'ʹ': "'", '′': "'", '´': "'", '‛': "'", 'ʻ': "'",
	'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ı': "i", 'ё': "е", 'Ё': "е",
}

func statesUpperOf(r rune) uint8 {
	if unicode.IsUpper(r) || unicode.IsTitle(r) {
		return statesUpper
	}
	return 0
}

func statesClass(r rune) uint8 {
	switch {
	case unicode.Is(unicode.Han, r):
		return statesWord | statesHan
	case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
		return statesWord | statesArabic
	case unicode.IsLetter(r):
		return statesWord
	case unicode.IsDigit(r):
		return statesDigit
	}
	return 0
}

// statesScratch lends the units of a name while it is folded: thousands are
// when the data is read.
var statesScratch = sync.Pool{New: func() any { return new([]statesUnit) }}

// statesKey folds a whole name.
func statesKey(name string) string {
	scratch := statesScratch.Get().(*[]statesUnit)
	defer statesScratch.Put(scratch)
	*scratch = statesFoldInto((*scratch)[:0], name, 0)
	var b strings.Builder
	b.Grow(len(name))
	for _, u := range *scratch {
		b.WriteRune(u.r)
	}
	return strings.TrimSpace(b.String())
}

// statesKeys folds a name as a person types it, as it stands and without its
// article.
func statesKeys(name string) []string {
	key := strings.TrimSpace(strings.TrimRight(statesKey(name), "?!,;:"))
	keys := []string{key}
	for _, article := range []string{"the ", "la ", "le ", "les ", "el ", "los ", "las ", "l'"} {
		if rest, ok := strings.CutPrefix(key, article); ok && rest != "" {
			keys = append(keys, rest)
		}
	}
	if rest, ok := strings.CutSuffix(key, "."); ok {
		keys = append(keys, rest)
	}
	return keys
}
