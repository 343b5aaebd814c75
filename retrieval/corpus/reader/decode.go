package reader

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

// decode makes UTF-8 of a text in whichever encoding it is: marked by a byte
// order mark, UTF-8, UTF-16 without a mark, or the one of the old code pages of
// the six UN languages that reads best.
func decode(data []byte) (string, error) {
	if e := marked(data); e != nil {
		return decodeWith(e, data)
	}
	if e := unmarkedUTF16(data); e != nil { // its bytes may be UTF-8, too
		return decodeWith(e, data)
	}
	if utf8.Valid(data) {
		return string(data), textual(data)
	}
	if err := textual(data); err != nil {
		return "", err
	}
	if mostlyUTF8(data) { // a few bytes were lost on the way: they are shown as lost
		return strings.ToValidUTF8(string(data), "\uFFFD"), nil
	}
	return bestCodePage(data)
}

// marked gives the encoding that a byte order mark announces.
func marked(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return xunicode.UTF8BOM
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return xunicode.UTF16(xunicode.LittleEndian, xunicode.ExpectBOM)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return xunicode.UTF16(xunicode.BigEndian, xunicode.ExpectBOM)
	}
	return nil
}

// unmarkedUTF16 recognises UTF-16 without a mark. It has zero bytes, which no
// other text has, and one of the two orders makes letters, spaces and points of
// nearly all of it.
func unmarkedUTF16(data []byte) encoding.Encoding {
	head := data[:min(len(data), 8192)&^1]
	if len(data)%2 != 0 || len(data) < 16 || bytes.IndexByte(head, 0) < 0 {
		return nil
	}
	little := xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM)
	big := xunicode.UTF16(xunicode.BigEndian, xunicode.IgnoreBOM)
	l, b := wordy(little, head), wordy(big, head)
	switch {
	case l > 0.95 && l > b:
		return little
	case b > 0.95 && b > l:
		return big
	}
	return nil
}

// wordy gives the share of characters that a text in one of the UN languages
// has; 0 where there is no space and no line's end.
func wordy(e encoding.Encoding, data []byte) float64 {
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return 0
	}
	good, all, spaces := 0, 0, 0
	for _, r := range string(text) {
		all++
		switch {
		case r == ' ' || r == '\n' || r == '\r' || r == '\t':
			spaces++
			good++
		case r > ' ' && r < 0x250 && r != 0x7F, r >= 0x400 && r < 0x530, r >= 0x600 && r < 0x6FF, // Latin, Cyrillic, Arabic
			r >= 0x2010 && r < 0x2040, r >= 0x3000 && r < 0x3020, r >= 0x4E00 && r < 0x9FB0, r >= 0xFF00 && r < 0xFF60, r == '№': // points, Chinese
			good++
		}
	}
	if spaces == 0 {
		return 0
	}
	return float64(good) / float64(all)
}

func decodeWith(e encoding.Encoding, data []byte) (string, error) {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return "", notText()
	}
	return strings.ToValidUTF8(string(out), "\uFFFD"), textual(out)
}

// textual refuses what no text holds: a NUL, or one control character in
// thirty.
func textual(data []byte) error {
	controls := 0
	for _, b := range data {
		switch {
		case b == 0:
			return notText()
		case b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != '\v' && b != 0x1b:
			controls++
		}
	}
	if controls*30 > len(data) {
		return notText()
	}
	return nil
}

func notText() *Error {
	return &Error{Kind: ErrBinary, Reason: "is binary, not text", Fix: "remove it, or save its words as one of: " + Supported()}
}

// mostlyUTF8 tells whether what is not UTF-8 is a few broken bytes among many
// whole characters.
func mostlyUTF8(data []byte) bool {
	whole, broken := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			whole++
		}
		data = data[n:]
	}
	return whole > 10*broken
}

// codePages are tried in this order; the first of equals wins.
var codePages = []struct {
	enc    encoding.Encoding
	script *unicode.RangeTable // of the letters above ASCII
}{
	{charmap.Windows1252, unicode.Latin},
	{charmap.Windows1251, unicode.Cyrillic},
	{charmap.KOI8R, unicode.Cyrillic},
	{simplifiedchinese.GB18030, unicode.Han},
	{charmap.Windows1256, unicode.Arabic},
	{charmap.ISO8859_6, unicode.Arabic},
	{charmap.Windows1253, unicode.Greek},
	{charmap.Windows1250, unicode.Latin},
}

// bestCodePage decodes with the code page under which the text looks most like
// a text: letters of one script, in words, lower case outnumbering capitals.
func bestCodePage(data []byte) (string, error) {
	sample := data[:min(len(data), 64<<10)]
	best, bestScore := -1, 0.0
	for i, p := range codePages {
		text, err := p.enc.NewDecoder().Bytes(sample)
		if err != nil {
			continue
		}
		if s := plausibility(string(text), p.script); s > bestScore+1e-9 {
			best, bestScore = i, s
		}
	}
	if best < 0 || bestScore < 0.5 {
		return "", &Error{Kind: ErrEncoding, Reason: "is in an encoding that was not recognised", Fix: "save it as UTF-8"}
	}
	out, err := codePages[best].enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", notText()
	}
	return strings.ToValidUTF8(string(out), "\uFFFD"), nil
}

// plausibility gives 0 to 1: the share of characters above ASCII that a text
// in the script would hold, each judged with the one before it.
func plausibility(text string, script *unicode.RangeTable) float64 {
	var sum, n float64
	before := ' '
	for _, r := range text {
		if r < 0x80 {
			before = r
			continue
		}
		n++
		sum += likely(before, r, script)
		before = r
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

func likely(before, r rune, script *unicode.RangeTable) float64 {
	switch {
	case r == utf8.RuneError, unicode.IsControl(r):
		return -1
	case unicode.In(r, unicode.Han):
		if r < 0x4E00 || r > 0x9FA5 {
			return 0.3
		}
		if r >= 0x4E00 && commonHan(r) {
			return 1
		}
		return 0.7
	case script == unicode.Cyrillic && (r < 'А' || r > 'я') && unicode.IsLetter(r) && r != 'ё' && r != 'Ё':
		return 0.5
	case unicode.In(r, script):
		if script != unicode.Latin && (before|0x20 >= 'a' && before|0x20 <= 'z') { // "Seρor": no word mixes two scripts
			return 0
		}
		if unicode.IsUpper(r) && unicode.IsLower(before) { // "нОВЫЙ": the wrong Cyrillic page swaps the cases
			return 0
		}
		if script == unicode.Latin && !strings.ContainsRune("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÍÎÏÑÓÔÕÖØÙÚÛÜŒŠŽ", r) {
			return 0.6
		}
		if script == unicode.Latin && before >= 0x80 && unicode.IsLetter(before) { // "Ïðåç": accents seldom follow one another
			return 0.2
		}
		return 0.95
	case unicode.IsLetter(r):
		return 0.1
	case strings.ContainsRune("–—‘’“”«»…•·№§°©®´¿¡ ª º、。，；：？！（）《》؟،؛", r), r == 0xA0:
		return 0.9
	case unicode.IsSymbol(r), unicode.IsMark(r):
		return 0.2
	}
	return 0.4
}

// commonHan are among the hundred commonest characters: a page misread as
// Chinese hardly holds them.
func commonHan(r rune) bool {
	return strings.ContainsRune("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运", r)
}

// tidy makes lines of a text: LF alone ends them, and nothing blank stands
// before it. The byte order mark and characters that no text needs go.
func tidy(s string) string {
	s = strings.TrimPrefix(s, "\uFEFF")
	s = lineEnds.Replace(s)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	return strings.Join(lines, "\n")
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")
