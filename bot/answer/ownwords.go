package answer

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/lexical"
)

// The checks of a draft's own words: what stands outside its quotations may
// bring in no name, number, date or State that the cited words and the
// statement's metadata do not have.

// forbidden finds what a sentence of an answer never carries: mentions, links,
// markup and code.
var forbidden = []struct {
	what string
	re   *regexp.Regexp
}{
	{"a mention", regexp.MustCompile(`(?i)@\s?(everyone|here)\b|<\s*[@#][!&]?\s*\w+\s*>|<id:\w+>|(^|[\s(])@[\pL\d_.]{2,}`)},
	{"a link", regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]{1,12}://|\bwww\.|\bmailto:|\b(?:javascript|data|vbscript):\S|\[[^\]\n]*\]\s*\(|\b[a-z0-9-]{2,}\.(?:com|org|net|int|info|io|gg|ru|cn|uk|eu|gov|edu|biz|xyz|me|co|app|dev|ly|link|site)\b`)},
	{"code", regexp.MustCompile("`|~~~|\\$\\{|\\{\\{|<\\?|\\\\[a-zA-Z]+\\{")},
	{"markup", regexp.MustCompile(`\*\*|__|\|\||~~|(?m:^\s{0,3}(?:#{1,6}\s|>+\s?|-#\s))|<\s*/?\s*[a-zA-Z!][^>\n]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);|(?:^|[\s(])[*_][\pL\d][^*_\n]*[*_](?:[\s).,;:]|$)|<(?:a?:\w+:\d+|t:\d+)`)},
}

// carries names the first forbidden thing in a text, or "".
func carries(text string) string {
	for _, f := range forbidden {
		if f.re.MatchString(text) {
			return f.what
		}
	}
	return ""
}

// bearing is what may bear a draft's own words out: the cited sentences and
// the metadata of their statements.
type bearing struct {
	words   map[string]bool // lower-case, and their stems
	numbers map[string]bool
	defined map[string]string // acronym to its long form and back, lower-case, from the statements' own definitions
	text    string            // all of it, folded
	said    string            // the cited sentences and those before them
	dates   []time.Time       // of the statements
}

func newBearing(states *corpus.States, cited []Citation) *bearing {
	b := &bearing{words: map[string]bool{}, numbers: map[string]bool{}, defined: map[string]string{}}
	var all strings.Builder
	for _, c := range cited {
		st := c.Statement
		for _, s := range append([]string{c.Quote}, metadata(states, st)...) {
			all.WriteString(s)
			all.WriteString("\n")
		}
		b.said += c.Quote + "\n"
		b.dates = append(b.dates, st.Date)
		for _, d := range definition.FindAllStringSubmatch(st.Text, 200) {
			b.define(d[2], d[1])
		}
	}
	whole := corpus.Fold(cited[0].Statement.Text).Text()
	for short, long := range commonShort {
		b.define(short, long)
		if lower := strings.ToLower(short); strings.Contains(whole, lower) || strings.Contains(whole, long) {
			all.WriteString(short + " " + long + "\n") // every delegation speaks of these, by one form or the other
		}
	}
	before := surroundings(cited)
	b.said += before
	all.WriteString(before)
	text := all.String()
	b.text = corpus.Fold(text).Text()
	for _, w := range splitWords(text) {
		b.add(w.lower)
	}
	for _, n := range numbersIn(b.said) {
		b.numbers[n] = true
	}
	return b
}

// metadata lists what the program knows of a statement beyond its text.
func metadata(states *corpus.States, st *corpus.Statement) []string {
	out := []string{st.Title, st.NamedSpeaker(), st.Office, st.Venue, st.Session, st.Symbol, st.Process, st.Kind}
	if !st.Date.IsZero() {
		out = append(out, st.Date.Format("2 January 2006"), st.Date.Format("2006-01-02"))
	}
	if states != nil {
		for _, code := range append([]string{st.By}, st.OnBehalf...) {
			if code != "" {
				out = append(out, states.Name(code, st.Date), states.NameThen(code, st.Date))
			}
		}
	}
	return out
}

func (b *bearing) add(lower string) {
	b.words[lower] = true
	b.words[nameStem(lower)] = true
	if parts := strings.FieldsFunc(lower, func(r rune) bool { return r == '-' || r == '\'' }); len(parts) > 1 {
		for _, p := range parts {
			b.words[p] = true
			b.words[nameStem(p)] = true
		}
	}
}

func (b *bearing) define(short, long string) {
	short, long = strings.ToLower(short), strings.ToLower(strings.TrimSpace(long))
	b.defined[short] = long
	b.defined[strings.TrimSuffix(short, "s")] = long
}

// shortened writes the long forms of a text as the short ones.
func (b *bearing) shortened(text string) string {
	text = strings.ToLower(text)
	for short, long := range b.defined {
		text = strings.ReplaceAll(text, long, short)
	}
	return text
}

// definition finds "Open-ended Working Group (OEWG)" in a statement.
var definition = regexp.MustCompile(`((?:[\pL-]+\s+){1,8}[\pL-]+)\s*\(([\p{Lu}]{2,8}s?)\)`)

// commonShort are the short forms that everybody in these processes uses.
var commonShort = map[string]string{
	"UN": "united nations", "OEWG": "open-ended working group", "GGE": "group of governmental experts",
	"ICT": "information and communications technologies", "ICTs": "information and communications technologies",
	"CBM": "confidence-building measures", "UNGA": "general assembly", "PoA": "programme of action", "APR": "annual progress report",
	"IHL": "international humanitarian law", "CERT": "computer emergency response team", "PoC": "points of contact",
}

// nameStem drops what a name takes on in a sentence: a possessive, a plural.
func nameStem(lower string) string {
	for _, end := range []string{"'s", "s'", "'", "s"} {
		if s, ok := strings.CutSuffix(lower, end); ok && len(s) > 1 {
			return s
		}
	}
	return lower
}

// hasName tells whether the bearing text has a name, spelt so or by its short
// or long form.
func (b *bearing) hasName(lower string) bool {
	if b.words[lower] || b.words[nameStem(lower)] {
		return true
	}
	if long, ok := b.defined[nameStem(lower)]; ok && b.hasPhrase(long) {
		return true
	}
	for short, long := range b.defined {
		if (b.words[short] || b.words[short+"s"]) && slices.Contains(strings.FieldsFunc(long, notLetter), lower) {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// hasPhrase tells whether the long form's own words end in words that the
// bearing text has: the pattern that found a definition may have caught a word
// too many at its front.
func (b *bearing) hasPhrase(long string) bool {
	words := strings.Fields(long)
	for from := range words {
		if len(words)-from < 2 {
			break
		}
		if strings.Contains(b.text, strings.Join(words[from:], " ")) {
			return true
		}
	}
	return false
}

// foreignName gives the first name in the own words that nothing bears out, or
// "". A name is a word with a capital that does not merely open its sentence,
// or has capitals or digits inside.
func (b *bearing) foreignName(own string) string {
	for _, w := range splitWords(own) {
		parts := strings.FieldsFunc(w.text, func(r rune) bool { return r == '-' || r == '‑' })
		for i, part := range parts {
			lower := strings.ToLower(strings.ReplaceAll(part, "’", "'"))
			if len(parts) > 1 && b.hasName(w.lower) {
				break
			}
			if !looksLikeName(part, w.opens && i == 0) || generalCapital[nameStem(lower)] || b.hasName(lower) || b.hasName(w.lower) {
				continue
			}
			if numberWords[lower] != "" {
				continue // the numbers' affair
			}
			return part
		}
	}
	return ""
}

// generalCapital are words that these texts write with a capital for no name.
var generalCapital = map[string]bool{"state": true, "member": true, "i": true, "its": true, "it": true,
	"ambassador": true, "mr": true, "ms": true, "mrs": true, "dr": true}

// looksLikeName tells whether a word is written as a name.
func looksLikeName(w string, opens bool) bool {
	first, size := utf8.DecodeRuneInString(w)
	inner := strings.ContainsFunc(w[size:], unicode.IsUpper)
	if inner && utf8.RuneCountInString(w) > 1 {
		return true
	}
	if !unicode.IsUpper(first) {
		return false
	}
	return !opens || !opensSentences(strings.ToLower(w))
}

// opensSentences tells whether a word is one that commonly opens an English,
// French, Spanish or Russian sentence, so that its capital says nothing. An
// unknown opener counts as a name: it must then stand in the record.
func opensSentences(lower string) bool {
	if strings.Contains(sentenceOpeners, "|"+lower+"|") || commonEnding.MatchString(lower) && lower != "beijing" {
		return true
	}
	return len(lexical.Terms(lower, "en")) == 0 // a stop word
}

// commonEnding finds the endings of English words that are hardly ever names.
var commonEnding = regexp.MustCompile(`..(?:ing|ings|ly|tion|tions|sion|sions|ity|ities|ment|ments|ness|ism|ance|ence|ship|able|ible|ful|less|ous|ive)$`)

const sentenceOpeners = "|according|additionally|also|although|among|another|any|as|at|because|besides|both|by|concerning|consequently|countries|delegations|despite|due|during|each|eventually|every|few|finally|first|firstly|following|for|further|furthermore|given|governments|hence|here|how|however|if|in|indeed|instead|last|lastly|later|likewise|many|member|members|meanwhile|moreover|most|much|nations|next|notably|noting|now|of|on|once|one|only|other|others|overall|participants|proposals|regarding|several|similarly|since|so|some|specifically|speaking|state|states|still|such|that|the|their|then|there|therefore|these|they|this|those|though|through|thus|to|under|until|upon|when|where|whereas|whether|which|while|with|within|yet|new|existing|practical|common|concrete|additional|equal|international|global|regional|national|technical|legal|voluntary|broad|virtual|final|key|main|important|rules|norms|threats|experts|groups|meeting|states|reports|results|topics|points|contacts|capacity|confidence|everyone|everybody|nobody|anyone|" +
	"agreements|agreement|all|cooperation|decisions|decision|delegates|dialogue|discussions|discussion|efforts|flexibility|inclusivity|meetings|measures|negotiations|openness|organizing|organising|organization|participation|principles|priority|progress|security|sessions|transparency|work|" +
	"selon|pour|dans|le|la|les|un|une|cette|ce|ces|il|elle|ils|elles|en|sur|avec|según|para|el|los|las|una|esta|este|estos|estas|por|con|sobre|en|по|в|на|для|это|эта|этот|он|она|они|также|кроме|при|как|"

var number = regexp.MustCompile(`\d+(?:[.,/]\d+)*`)

// numberWords are the number words that are held to the record; "one" is left
// out, since it mostly counts nothing.
var numberWords = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
	"eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60",
	"seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "hundreds": "100", "thousand": "1000", "thousands": "1000",
	"million": "1000000", "millions": "1000000", "billion": "1000000000", "billions": "1000000000", "dozen": "12", "dozens": "12",
	"second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
	"eleventh": "11", "twelfth": "12", "half": "1/2", "twice": "2", "thrice": "3", "double": "2", "triple": "3",
}

// numbersIn lists the numbers of a text: digits with what holds them together
// ("75/240"), and number words by their value.
func numbersIn(text string) []string {
	var out []string
	for _, at := range number.FindAllStringIndex(text, -1) {
		n := text[at[0]:at[1]]
		out = append(out, strings.ReplaceAll(n, ",", ""))
	}
	for _, w := range splitWords(text) {
		for part := range strings.SplitSeq(w.lower, "-") {
			if n := numberWords[part]; n != "" {
				out = append(out, n)
			}
		}
	}
	return out
}

// foreignNumber gives the first number in the own words that nothing bears
// out, or "". A date is one fact: it must be the statement's own or stand in
// the cited words as a whole. Another number must stand there, and count the
// same thing.
func (b *bearing) foreignNumber(own string) string {
	rest := own
	for _, at := range wholeDate.FindAllStringIndex(own, -1) {
		if !b.hasDate(own[at[0]:at[1]]) {
			return own[at[0]:at[1]]
		}
		rest = rest[:at[0]] + strings.Repeat(" ", at[1]-at[0]) + rest[at[1]:]
	}
	for _, at := range number.FindAllStringIndex(rest, -1) {
		n := strings.ReplaceAll(rest[at[0]:at[1]], ",", "")
		if !b.numbers[n] || !b.counts(n, rest[at[1]:]) {
			return n
		}
	}
	for _, n := range numbersIn(number.ReplaceAllString(rest, " ")) {
		if !b.numbers[n] {
			return n
		}
	}
	return ""
}

// wholeDate finds a day, or a month of a year.
var wholeDate = regexp.MustCompile(`(?i)\b(?:\d{1,2}(?:st|nd|rd|th)?\s+` + monthPattern + `(?:,?\s+\d{4})?|` + monthPattern + `\s+\d{1,2}(?:,?\s+\d{4})?|` + monthPattern + `,?\s+\d{4}|\d{4}-\d{2}-\d{2})\b`)

// hasDate tells whether a date is the day or the month of a cited statement,
// or stands in the cited words.
func (b *bearing) hasDate(date string) bool {
	if strings.Contains(corpus.Fold(b.said).Text(), corpus.Fold(date).Text()) {
		return true
	}
	first, last, ok := ParseDate(date)
	for _, d := range b.dates {
		if ok && !d.IsZero() && !d.Before(first) && !d.After(last) {
			return true
		}
		if !ok && !d.IsZero() && (strings.EqualFold(date, d.Format("2 January")) || strings.EqualFold(date, d.Format("January 2"))) {
			return true
		}
	}
	return false
}

// counts tells whether the number stands in the cited words before the same
// word, or the own words have nothing behind it that it could count.
func (b *bearing) counts(n, behind string) bool {
	thing := firstThing(behind)
	if thing == "" {
		return true
	}
	for _, at := range number.FindAllStringIndex(b.said, -1) {
		if strings.ReplaceAll(b.said[at[0]:at[1]], ",", "") != n {
			continue
		}
		if there := firstThing(b.said[at[1]:]); there == thing || there != "" && slices.Equal(wordKeys(there), wordKeys(thing)) {
			return true
		}
	}
	return false
}

// clipBytes gives at most n bytes of a text, whole characters.
func clipBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return cutRunes(s, n)
}

// firstThing gives the word that stands right behind a number, if it is one
// that the number may count; "%" counts as a word.
func firstThing(behind string) string {
	trimmed := strings.TrimLeft(behind, " ")
	if strings.HasPrefix(trimmed, "%") {
		return "%"
	}
	words := splitWords(clipBytes(behind, 40))
	if len(words) == 0 || strings.ContainsAny(behind[:words[0].start], ".,;:!?()") || listed(glue, words[0].lower) {
		return ""
	}
	return words[0].lower
}

// contentStems gives the stems of a text's content words.
func contentStems(text, language string) []string {
	if language == "" {
		language = "en"
	}
	var out []string
	for _, w := range lexical.ContentWords(text, language) {
		out = append(out, w.Term)
	}
	return out
}
