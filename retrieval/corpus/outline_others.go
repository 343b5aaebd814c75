package corpus

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Other people's words that no typographic mark shows: those between a spoken
// "quote" and "unquote", paragraphs set off by ">", and what a sentence such
// as "Their minister said the following." announces; and a draft's paragraphs that
// comments repeat (outline_drafts.go), what a colon announces (outline_said.go),
// notes (outline_notes.go), and what was never said (outline_remnants.go). A stretch too many costs
// a quotation; one too few would put words into a speaker's mouth, so doubt
// makes a stretch.

// othersIn gives these stretches, in order and apart from one another.
func (o *Outline) othersIn(lines []textLine) []Span {
	spans := o.setOff(nil)
	spans = o.spokenQuotes(spans)
	spans = o.announced(spans)
	spans = o.said(spans)
	spans = o.notes(spans)
	spans = o.drafts(spans)
	spans = o.editorial(spans)
	spans = o.remnants(spans, lines)
	return union(spans)
}

// union sorts spans and joins those that overlap; empty ones are dropped.
func union(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	var out []Span
	for _, s := range spans {
		n := len(out)
		switch {
		case s.Len() <= 0:
		case n > 0 && s.Start < out[n-1].End:
			out[n-1].End = max(out[n-1].End, s.End)
		default:
			out = append(out, s)
		}
	}
	return out
}

// setOff finds the paragraphs and lines that begin with ">".
func (o *Outline) setOff(out []Span) []Span {
	if !strings.Contains(o.text, ">") {
		return out
	}
	for _, p := range o.Paragraphs {
		if o.text[p.Start] == '>' {
			out = append(out, p.Span)
			continue
		}
		for at := p.Start; at < p.End; {
			n := strings.Index(o.text[at:p.End], "\n")
			if n < 0 {
				break
			}
			at += n + 1
			if strings.HasPrefix(trimSpace(o.text[at:p.End]), ">") {
				out = append(out, o.trimmed(at, p.End)) // what goes on the line goes on the quotation
				break
			}
		}
	}
	return out
}

// trimmed gives the span between two offsets without the white space around.
func (o *Outline) trimmed(from, to int) Span {
	s := o.text[from:max(from, to)]
	left := trimSpace(s)
	return Span{from + len(s) - len(left), from + len(s) - len(left) + len(strings.TrimRightFunc(left, unicode.IsSpace))}
}

// spokenMark is a word by which a quotation is said to begin or to end.
type spokenMark struct {
	at, after int
	opens     bool
}

// spokenQuotes finds what stands between a spoken beginning and end; from a
// beginning without end, and up to an end without beginning, within their
// paragraph.
func (o *Outline) spokenQuotes(out []Span) []Span {
	open := -1
	giveUp := func() {
		if open >= 0 {
			out = append(out, o.trimmed(open, o.ParagraphAt(open).End))
		}
	}
	for _, m := range spokenMarks(o.text) {
		switch {
		case m.opens:
			giveUp()
			open = m.after
			if o.opensQuoted(open) {
				open = -1 // its own marks tell how far it goes
			}
			continue
		case open >= 0:
			out = append(out, o.trimmed(open, m.at))
		case o.closesQuoted(m.at):
		default:
			from := o.ParagraphAt(m.at).Start
			if n := len(out); n > 0 && out[n-1].End <= m.at {
				from = max(from, out[n-1].End)
			}
			if s := o.trimmed(from, m.at); s.Len() > 0 || o.paragraphIndex(m.at) == 0 {
				out = append(out, s)
			} else { // "Unquote" alone in its paragraph
				out = append(out, o.Paragraphs[o.paragraphIndex(m.at)-1].Span)
			}
		}
		open = -1
	}
	giveUp()
	return out
}

// opensQuoted tells whether a typographic quotation begins at the offset or a
// few words after it, so that its own marks tell how far it goes.
func (o *Outline) opensQuoted(at int) bool {
	i := sort.Search(len(o.Quoted), func(i int) bool { return o.Quoted[i].Start >= at })
	if i == len(o.Quoted) || !o.weighty(o.Quoted[i]) && strings.TrimSpace(o.text[at:o.Quoted[i].Start]) != "" {
		return false
	}
	between := o.text[at:o.Quoted[i].Start]
	return len(strings.Fields(between[:min(len(between), 64)])) <= 3 && len(between) < 64 && !strings.ContainsAny(strings.TrimSpace(between), ".!?\n")
}

// closesQuoted tells whether a typographic quotation ends right before the
// offset.
func (o *Outline) closesQuoted(at int) bool {
	i := sort.Search(len(o.Quoted), func(i int) bool { return o.Quoted[i].End > at }) - 1
	return i >= 0 && o.weighty(o.Quoted[i]) && len(strings.TrimSpace(o.text[o.Quoted[i].End:at])) <= 3
}

// spokenStems are what the words of spokenMarks hold, so that most of a text
// is passed over; in small letters, capitals and both.
var spokenStems = []string{"quot", "Quot", "QUOT", "cit", "Cit", "CIT", "цит", "Цит", "ЦИТ", "引", "اقتبا", "أقتب"}

// spokenMarks finds the words that say where a quotation begins and ends, in
// order.
func spokenMarks(text string) []spokenMark {
	var out []spokenMark
	for _, stem := range spokenStems {
		for from := 0; ; {
			n := strings.Index(text[from:], stem)
			if n < 0 {
				break
			}
			if m, ok := spokenMarkAt(text, from+n); ok {
				out = append(out, m)
			}
			from += n + len(stem)
		}
	}
	slices.SortFunc(out, func(a, b spokenMark) int { return a.at - b.at })
	return out
}

const spokenReach = 48 // bytes on either side of the stem that are looked at

// spokenMarkAt reads the mark whose stem stands at an offset.
func spokenMarkAt(text string, at int) (spokenMark, bool) {
	for _, w := range wideMarks {
		if strings.HasPrefix(text[at:], w.words) {
			return spokenMark{at, at + len(w.words), w.opens}, true
		}
	}
	from, end := max(0, at-spokenReach), at
	for from < at && !utf8.RuneStart(text[from]) {
		from++
	}
	for end < len(text) && end < at+spokenReach {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) {
			break
		}
		end += size
	}
	start := from
	if i := strings.LastIndexFunc(text[from:at], notLetter); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[from+i:])
		start = from + i + size
	}
	word, lead := strings.ToLower(text[start:end]), sameLower(text[from:start])
	if word == "unquote" || word == "endquote" {
		_, scorned := cutWords(strings.TrimRight(lead, " -–,"), []string{"quote"}) // "the quote-unquote order"
		return spokenMark{start, end, false}, !scorned
	}
	if n, ok := cutWords(lead, closingLeads); ok && quoteNouns[word] {
		return spokenMark{from + n, end, false}, true
	}
	if n, ok := cutWords(lead, openingLeads); ok && quoteNouns[word] {
		return spokenMark{from + n, end, true}, true
	}
	if !openingWords[word] {
		return spokenMark{}, false
	}
	return openingMark(text, lead, word, start, end)
}

// wideMarks are of the scripts whose words are not set apart.
var wideMarks = []struct {
	words string
	opens bool
}{
	{"引述完", false}, {"引文完", false}, {"引用完", false}, {"引述结束", false}, {"引用结束", false}, {"引文结束", false},
	{"引述：", true}, {"引用：", true}, {"引文：", true}, {"引述开始", true}, {"引文开始", true},
}

// sameLower writes small letters where they take as many bytes.
func sameLower(s string) string {
	b := []byte(s)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == size {
			utf8.EncodeRune(b[i:], l)
		}
		i += size
	}
	return string(b)
}

// openingMark reads "Quote.", "(quote)", "I quote:" and "let me quote the
// report:".
func openingMark(text, lead, word string, start, end int) (spokenMark, bool) {
	rest := text[end:min(len(text), end+160)]
	next := trimSpace(rest)
	if strings.HasPrefix(strings.ToLower(next), "unquote") || strings.HasPrefix(strings.ToLower(next), "-unquote") {
		return spokenMark{}, false
	}
	speaks := word != "quote" && word != "citation" && word != "цитата" || bareLead(lead) || endsInSpeaker(lead)
	r, size := utf8.DecodeRuneInString(next)
	switch {
	case !speaks || next == "":
		return spokenMark{}, false
	case strings.ContainsRune(".:,–—-)]：…", r):
		return spokenMark{start, end + len(rest) - len(next) + size, true}, true
	case strings.ContainsAny(rest[:len(rest)-len(next)], "\n"): // alone at its line's end
		return spokenMark{start, end, true}, true
	}
	stop := strings.IndexAny(next, ":.!?\n")
	if stop >= 0 && next[stop] == ':' && endsInSpeaker(lead) {
		return spokenMark{start, end + len(rest) - len(next) + stop + 1, true}, true
	}
	return spokenMark{}, false
}

// bareLead tells whether nothing stands before a word in its sentence.
func bareLead(lead string) bool {
	lead = strings.TrimRight(lead, " \t")
	r, _ := utf8.DecodeLastRuneInString(lead)
	return lead == "" || strings.ContainsRune(".:!?\n\r([,–—-*", r) || isCloser(r)
}

// endsInSpeaker tells whether the words before "quote" make it somebody's
// announcement.
func endsInSpeaker(lead string) bool {
	fields := strings.Fields(lead)
	if len(fields) == 0 {
		return true
	}
	return speakerWords[strings.Trim(fields[len(fields)-1], ".,:;()–—")]
}

var speakerWords = wordSet(`i we and to me will would us us, again directly here also now let may can shall should must
	je nous vais permettez yo voy permítanme я мы позвольте далее`)

var openingWords = wordSet(`quote quoting cite citons cito citamos цитирую цитата цитируем citation أقتبس`)

var quoteNouns = wordSet(`quote quotation citation cita цитаты цитата الاقتباس اقتباس`)

var closingLeads = []string{"end of the", "end of", "end of my", "end", "close", "closing", "fin de la", "fin de", "fin de ma", "конец", "окончание",
	"انتهى", "نهاية"}

var openingLeads = []string{"beginning of the", "beginning of", "begin", "start of the", "start of", "start", "open", "début de la", "début de",
	"comienzo de la", "comienzo de", "inicio de la", "inicio de", "начало", "بداية"}

// cutWords tells whether a text ends with one of the phrases as whole words,
// and where it begins.
func cutWords(text string, phrases []string) (start int, ok bool) {
	text = strings.TrimRightFunc(text, unicode.IsSpace)
	for _, p := range phrases {
		if rest, found := strings.CutSuffix(text, p); found && (rest == "" || strings.LastIndexFunc(rest, notLetter) >= 0 && endsNotLetter(rest)) {
			return len(rest), true
		}
	}
	return 0, false
}

func endsNotLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return !unicode.IsLetter(r)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }
