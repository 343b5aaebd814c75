package answer

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbatim/retrieval/corpus"
)

// Cite makes a citation of the words of p's statement from start to end (byte
// offsets in the statement's text), white space at the ends left out. It is
// the only maker of citations, so that each is true by construction: its Quote
// is a slice of the record. Offsets outside the text, inside a code point or
// around nothing give ok false.
func Cite(p corpus.Passage, start, end int) (c Citation, ok bool) {
	st := p.Statement
	if st == nil || start < 0 || end > len(st.Text) || start >= end {
		return Citation{}, false
	}
	text := st.Text[start:end]
	start += len(text) - len(strings.TrimLeft(text, whiteSpace))
	text = strings.Trim(text, whiteSpace)
	if bare := strings.TrimLeft(text, "-–—•*·‣▪"); len(bare) < len(text) && strings.HasPrefix(bare, " ") && strings.Trim(bare, whiteSpace) != "" {
		bare = strings.TrimLeft(bare, whiteSpace) // a list's sign is no word of the speaker's
		start, text = start+len(text)-len(bare), bare
	}
	if text == "" || !utf8.ValidString(text) || !onRune(st.Text, start) || !onRune(st.Text, start+len(text)) {
		return Citation{}, false
	}
	page := st.PageAt(start)
	link := atPage(Link(st.URL, st.Text, corpus.Span{Start: start, End: start + len(text)}), page)
	if !st.Superseded.IsZero() { // the words are not there any more
		link, _, _ = strings.Cut(link, "#")
	}
	return Citation{
		Quote: text, Statement: st, Start: start, End: start + len(text),
		Paragraph: outlineOf(st).Number(start), Page: page,
		Link:    link,
		Quoting: quotesOthers(outlineOf(st), corpus.Span{Start: start, End: start + len(text)}),
	}, true
}

// atPage leads to a page of a document that has pages: what shows those knows
// nothing of fragments that point at words.
func atPage(link string, page int) string {
	if link == "" || page == 0 {
		return link
	}
	address, _, _ := strings.Cut(link, "#")
	return address + "#page=" + strconv.Itoa(page)
}

const whiteSpace = " \t\n\r\v\f\u00a0\u200b\ufeff\u3000"

func onRune(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }

// quotesOthers tells whether the span holds words that are not certainly the
// speaker's own: a longer stretch that the statement itself puts in quotation
// marks, or a turn of a dialogue.
func quotesOthers(o *corpus.Outline, span corpus.Span) bool {
	if slices.ContainsFunc(o.Others, span.Overlaps) || slices.ContainsFunc(o.Labels, func(l corpus.Label) bool { return l.Overlaps(span) }) {
		return true
	}
	for _, q := range o.Quoted {
		if q.Overlaps(span) && q.Len() > 30 {
			return true
		}
	}
	return false
}

// Fragment lengths: a quotation of at most so many words is put whole into the
// link; of a longer one the first and the last few, since browsers look for
// both ends and a short link survives copying better.
const (
	wholeWords = 12
	endWords   = 6
)

// Link gives the address with a text fragment (the WICG's Text Fragments) that
// opens the page at the words of span in text, or "" when the address is not
// an http or https one. Words that stand in several paragraphs are named by
// their ends, since a fragment's single term must lie within one block.
func Link(address, text string, span corpus.Span) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	fragment := u.EscapedFragment()
	if cut := strings.Index(fragment, ":~:"); cut >= 0 {
		fragment = fragment[:cut]
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String() + "#" + fragment + ":~:text=" + directive(text, span)
}

// directive writes the words as a text directive: whole, or textStart,textEnd;
// with prefix- before it where the words that begin it stand earlier in the
// text too, since a browser goes to the first place that fits.
func directive(text string, span corpus.Span) string {
	quote := span.In(text)
	blocks := strings.FieldsFunc(quote, func(r rune) bool { return r == '\n' })
	words := strings.Fields(quote)
	before := strings.ToLower(strings.Join(strings.Fields(text[:span.Start]), " "))
	stands := func(s string) bool { return strings.Contains(before, strings.ToLower(s)) }
	if len(words) <= wholeWords && len(blocks) == 1 && utf8.RuneCountInString(quote) <= 120 {
		whole := strings.Join(words, " ")
		return prefix(text[:span.Start], stands(whole)) + escapeTerm(whole)
	}
	first, last := strings.Fields(blocks[0]), strings.Fields(blocks[len(blocks)-1])
	if len(words) <= 2 { // a script without spaces
		head := headRunes(blocks[0], 20)
		return prefix(text[:span.Start], stands(head)) + escapeTerm(head) + "," + escapeTerm(tailRunes(blocks[len(blocks)-1], 20))
	}
	n := min(endWords, len(first))
	for n < len(first) && n < 2*endWords && stands(strings.Join(first[:n], " ")) {
		n++
	}
	head, tail := strings.Join(first[:n], " "), last[max(0, len(last)-endWords):]
	if over := len(tail) + n - len(words); over > 0 { // the ends must not overlap
		tail = tail[min(over, len(tail)-1):]
	}
	return prefix(text[:span.Start], stands(head)) + escapeTerm(head) + "," + escapeTerm(strings.Join(tail, " "))
}

// prefix gives the words right before the quotation as a directive's context.
func prefix(before string, needed bool) string {
	words := strings.Fields(before)
	if !needed || len(words) == 0 {
		return ""
	}
	const context = 4
	return escapeTerm(strings.Join(words[max(0, len(words)-context):], " ")) + "-,"
}

func headRunes(s string, n int) string {
	r := []rune(s)
	return strings.TrimSpace(string(r[:min(n, len(r))]))
}

func tailRunes(s string, n int) string {
	r := []rune(s)
	return strings.TrimSpace(string(r[max(0, len(r)-n):]))
}

// escapeTerm percent-encodes all but letters, digits and a few marks that mean
// nothing in a text directive or in Markdown; "-", "," and "&" would be syntax.
func escapeTerm(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// CiteWhole cites a statement as a whole: none of its words.
func CiteWhole(st *corpus.Statement, n int) Citation {
	return Citation{N: n, Statement: st, Link: st.URL}
}
