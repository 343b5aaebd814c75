package answer

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A draft is plain text: sentences, each ending in its marks [1][2], with the
// words it rests on in double quotes inside it or after it. Small models do
// this imperfectly, so parsing is generous about where marks and quotations
// stand and strict about nothing; the gate is strict.

// marks finds [1], [1][2], [1, 2], [1-3] and their full-width likes.
var marks = regexp.MustCompile(`[\[【]\s*\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*[\]】]`)

// bullet finds what a model puts before a line: a list's sign or number.
var bullet = regexp.MustCompile(`^\s*(?:[-*•–]\s+|\d{1,2}[.)]\s+)`)

// draftLimit bounds what is parsed of a draft, in bytes.
const draftLimit = 64 << 10

// parseDraft splits a draft into claims. With whole false the draft is still
// growing, and what may yet change, its last claims, is left out.
func parseDraft(draft string, whole bool) []Claim {
	if len(draft) > draftLimit {
		draft, whole = cutRunes(draft, draftLimit), true
	}
	var units []unit
	lines := strings.Split(strings.ReplaceAll(draft, "\r\n", "\n"), "\n")
	for _, line := range lines {
		line = bullet.ReplaceAllString(line, "")
		units = append(units, unitsOf(line)...)
	}
	return claims(units, whole)
}

func cutRunes(s string, n int) string {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// unit is a sentence of the draft with the marks in it or behind it.
type unit struct {
	text   string // marks taken out
	marks  []int
	quotes []piece
}

// bare tells whether the unit is a quotation and nothing more.
func (u unit) bare() bool {
	if len(u.quotes) == 0 {
		return false
	}
	return !strings.ContainsFunc(outside(u.text, u.quotes), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// unitsOf splits one line at sentence ends outside quotations, each end taking
// the closing marks and the [n] behind it with it.
func unitsOf(line string) []unit {
	var out []unit
	for strings.TrimSpace(line) != "" {
		end := sentenceEnd(line)
		out = append(out, newUnit(line[:end]))
		line = line[end:]
	}
	return out
}

func newUnit(s string) unit {
	var u unit
	for _, m := range marks.FindAllString(s, -1) {
		u.marks = append(u.marks, markNumbers(m)...)
	}
	u.text = strings.Join(strings.Fields(marks.ReplaceAllString(s, " ")), " ")
	for _, stop := range []string{".", ",", ";", ":", "!", "?", "。", "”", "»"} {
		u.text = strings.ReplaceAll(u.text, " "+stop, stop)
	}
	u.quotes = quotations(u.text)
	return u
}

// markNumbers reads the numbers of a mark; a range counts up to twenty.
func markNumbers(m string) []int {
	var out []int
	last, ranged := 0, false
	for _, f := range regexp.MustCompile(`\d+|[–-]`).FindAllString(m, -1) {
		if f == "-" || f == "–" {
			ranged = true
			continue
		}
		n, _ := strconv.Atoi(f)
		for k := last + 1; ranged && k < n && n-last <= 20; k++ {
			out = append(out, k)
		}
		out, last, ranged = append(out, n), n, false
	}
	return out
}

// sentenceEnd gives the end of the first sentence of a line, with the marks
// that follow it.
func sentenceEnd(line string) int {
	quotes := quotations(line)
	for i := 0; i < len(line); {
		if q := quoteAt(quotes, i); q != nil {
			i = q.end
			// A quotation that ends in a full stop ends the sentence when a new one follows.
			if strings.ContainsAny(lastRune(strings.TrimSpace(q.words)), ".!?。！？") {
				if end := afterMarks(line, i); startsSentence(line, end) {
					return end
				}
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		i += size
		if !strings.ContainsRune(".!?。！？؟", r) || r == '.' && withinWord(line, i) {
			continue
		}
		if end := afterMarks(line, i); end == len(line) || startsSentence(line, end) {
			return end
		}
	}
	return len(line)
}

// withinWord tells whether the full stop before i is part of a number, an
// abbreviation or a symbol.
func withinWord(line string, i int) bool {
	before := line[:i-1]
	word := before[strings.LastIndexAny(before, " \t(\"“")+1:]
	next, _ := utf8.DecodeRuneInString(line[i:])
	if unicode.IsDigit(next) || unicode.IsLetter(next) && !unicode.IsUpper(next) {
		return true
	}
	return strings.Contains(draftAbbreviations, "|"+strings.ToLower(word)+"|") || utf8.RuneCountInString(word) == 1 && unicode.IsUpper([]rune(word)[0])
}

const draftAbbreviations = "|mr|ms|mrs|dr|amb|h.e|no|nos|para|paras|art|arts|u.s|u.k|e.g|i.e|cf|vs|st|res|rev|add|vol|p|pp|approx|"

// afterMarks skips closing quotation marks, brackets and [n] behind a sentence.
func afterMarks(line string, i int) int {
	for i < len(line) {
		rest := line[i:]
		if at := marks.FindStringIndex(rest); at != nil && strings.TrimSpace(rest[:at[0]]) == "" {
			i += at[1]
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		if strings.ContainsRune(".)’'", r) {
			i += size
			continue
		}
		break
	}
	return i
}

// startsSentence tells whether a new sentence begins at i: white space, or a
// script without it, and then no lower-case letter.
func startsSentence(line string, i int) bool {
	rest := line[i:]
	trimmed := strings.TrimLeft(rest, " \t")
	if trimmed == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(trimmed)
	if unicode.IsLower(r) || strings.ContainsRune(",;:-–)", r) {
		return false
	}
	return len(trimmed) < len(rest) || !unicode.IsLetter(r) || r > 0x2E7F || line[max(0, i-1)] == ']'
}

func lastRune(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

// unsettled is how many claims at the end of a growing draft may yet change:
// the one being written, and the one before it, which may get its marks or a
// quotation still.
const unsettled = 2

// claims joins bare quotations to the sentence before them and makes claims.
func claims(units []unit, whole bool) []Claim {
	var out []Claim
	open := -1 // index of the claim that may still take quotations
	for _, u := range units {
		if u.text == "" && len(u.marks) > 0 && open >= 0 { // marks on a line of their own
			out[open].Marks = append(out[open].Marks, u.marks...)
			continue
		}
		if u.text == "" {
			continue
		}
		if u.bare() && open >= 0 && compatible(out[open].Marks, u.marks) && len(quotations(out[open].Text)) == 0 {
			out[open].Quotes = append(out[open].Quotes, words(u.quotes)...)
			out[open].Marks = union(out[open].Marks, u.marks)
			continue
		}
		out = append(out, Claim{Text: u.text, Quotes: words(u.quotes), Marks: union(nil, u.marks)})
		open = len(out) - 1
	}
	if !whole {
		out = out[:max(0, len(out)-unsettled)]
	}
	return out
}

// compatible tells whether a bare quotation's marks let it belong to the
// sentence before it: it has none, the sentence has none, or they share one.
func compatible(sentence, quotation []int) bool {
	if len(sentence) == 0 || len(quotation) == 0 {
		return true
	}
	for _, n := range quotation {
		for _, m := range sentence {
			if n == m {
				return true
			}
		}
	}
	return false
}

func union(a, b []int) []int {
	seen := map[int]bool{}
	var out []int
	for _, n := range append(append([]int(nil), a...), b...) {
		if !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

// piece is a quotation in a draft: from start to end with its quotation marks,
// and the words between them.
type piece struct {
	start, end int
	words      string
}

func words(ps []piece) []string {
	var out []string
	for _, p := range ps {
		out = append(out, p.words)
	}
	return out
}

func quoteAt(ps []piece, i int) *piece {
	for k := range ps {
		if ps[k].start == i {
			return &ps[k]
		}
	}
	return nil
}

// closers pairs an opening quotation mark with those that may close it.
var closers = map[rune]string{'"': "\"”", '“': "”\"", '„': "“”\"", '«': "»", '「': "」", '『': "』", '＂': "＂"}

// quotations finds the double-quoted stretches of a draft's sentence,
// outermost only. One that is never closed runs to the end: it will not be
// found in the record, and so the sentence will not be shown.
func quotations(s string) []piece {
	var out []piece
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		closing, opens := closers[r]
		if !opens {
			i += size
			continue
		}
		from := i + size
		to, end := closed(s, from, r, closing)
		out = append(out, piece{i, end, s[from:to]})
		i = end
	}
	return out
}

func closed(s string, from int, open rune, closing string) (to, end int) {
	depth := 0
	for i := from; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == open && !strings.ContainsRune(closing, r):
			depth++
		case strings.ContainsRune(closing, r) && depth > 0:
			depth--
		case strings.ContainsRune(closing, r):
			return i, i + size
		}
		i += size
	}
	return len(s), len(s)
}

// outside gives the text without its quotations, a space in the place of each.
func outside(s string, ps []piece) string {
	var b strings.Builder
	at := 0
	for _, p := range ps {
		b.WriteString(s[at:p.start])
		b.WriteByte(' ')
		at = p.end
	}
	b.WriteString(s[at:])
	return b.String()
}
