package corpus

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quoted stretches. What stands between quotation marks may be what the
// speaker rejects, so a stretch is looked for generously; but a mark without
// its partner must not turn the rest of the speech into a quotation. So every
// opening mark waits for its partner within its paragraph, or over several
// where each of them begins with the mark again, or where the closing mark
// comes soon and no other opening mark before it.

// quoteKind is a pair of marks.
type quoteKind byte

const (
	noQuote      quoteKind = iota
	curlyDouble            // “ ”
	lowDouble              // „ “ or „ ”
	guillemet              // « »
	turnedGuille           // » «
	corner                 // 「 」
	whiteCorner            // 『 』
	bookTitle              // 《 》
	curlySingle            // ‘ ’
	straight               // " "
	single                 // ' '
)

const (
	looseParagraphs = 3   // how many paragraphs on a curly mark may close that none of them repeats
	longestSingle   = 400 // bytes between single marks; beyond, one of them was an apostrophe
)

// QuotedSpans gives the stretches of a text between its own quotation marks,
// the marks included, outermost ones only. Titles between 《 》 are among them.
func QuotedSpans(text string) []Span {
	var ps []Paragraph
	for _, s := range paragraphSpans(text) {
		ps = append(ps, Paragraph{Span: s})
	}
	return quotedIn(text, ps)
}

// openQuote is an opening mark that waits for its partner.
type openQuote struct {
	kind      quoteKind
	at        int
	paragraph int
}

// quoteScan walks the marks of a text.
type quoteScan struct {
	text      string
	open      []openQuote
	pairs     []Span
	paragraph int
}

func quotedIn(text string, ps []Paragraph) []Span {
	if !strings.ContainsAny(text, "\"'“”„‘’«»「」『』《》") {
		return nil
	}
	q := quoteScan{text: text}
	for i, p := range ps {
		q.paragraph = i
		from := p.Start
		if n := q.continues(p); n > 0 {
			from += n
		} else {
			q.dropStale()
		}
		q.scan(from, p.End)
	}
	return outermost(q.pairs)
}

// continues measures the mark with which a paragraph takes up again the
// quotation that is open; 0 when it does not.
func (q *quoteScan) continues(p Paragraph) int {
	if len(q.open) == 0 {
		return 0
	}
	top := q.open[0]
	r, size := utf8.DecodeRuneInString(q.text[p.Start:])
	same := r == '“' && top.kind == curlyDouble || r == '"' && top.kind == straight ||
		(r == '«' || r == '»') && top.kind == guillemet || r == '„' && top.kind == lowDouble ||
		r == '「' && top.kind == corner || r == '‘' && top.kind == curlySingle
	if !same {
		return 0
	}
	q.open = q.open[:1]
	q.open[0].paragraph = q.paragraph
	return size
}

// dropStale forgets, at a paragraph's beginning, the marks that may not wait
// any longer.
func (q *quoteScan) dropStale() {
	kept := q.open[:0]
	for _, o := range q.open {
		if o.kind != straight && o.kind != single && o.kind != curlySingle && q.paragraph-o.paragraph <= looseParagraphs {
			kept = append(kept, o)
		}
	}
	q.open = kept
}

// quoteByte marks the bytes that a quotation mark can begin with, in UTF-8.
var quoteByte = [256]bool{'"': true, '\'': true, 0xe2: true, 0xc2: true, 0xe3: true}

// scan pairs the marks between two offsets of one paragraph.
func (q *quoteScan) scan(from, to int) {
	for i := from; i < to; {
		if !quoteByte[q.text[i]] {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(q.text[i:to])
		q.mark(r, i, i+size, from, to)
		i += size
	}
}

// mark takes one character at [at, after) into account.
func (q *quoteScan) mark(r rune, at, after, from, to int) {
	switch r {
	case '“':
		if q.waiting(lowDouble) >= 0 && !opensHere(q.text, at, after, from, to) {
			q.close(lowDouble, after)
			return
		}
		q.push(curlyDouble, at)
	case '”':
		if !q.close(curlyDouble, after) {
			q.close(lowDouble, after)
		}
	case '„':
		q.push(lowDouble, at)
	case '«':
		if !q.close(turnedGuille, after) {
			q.push(guillemet, at)
		}
	case '»':
		if !q.close(guillemet, after) && opensHere(q.text, at, after, from, to) {
			q.push(turnedGuille, at)
		}
	case '「':
		q.push(corner, at)
	case '」':
		q.close(corner, after)
	case '『':
		q.push(whiteCorner, at)
	case '』':
		q.close(whiteCorner, after)
	case '《':
		q.push(bookTitle, at)
	case '》':
		q.close(bookTitle, after)
	case '"':
		q.straight(at, after, from, to)
	case '‘':
		if opensHere(q.text, at, after, from, to) {
			q.push(curlySingle, at)
		}
	case '’':
		q.single(curlySingle, at, after, from, to)
	case '\'':
		q.single(single, at, after, from, to)
	}
}

// push opens a stretch. A curly mark of an earlier paragraph that was still
// waiting is given up: the new mark shows that it was a slip.
func (q *quoteScan) push(kind quoteKind, at int) {
	if i := q.waiting(kind); i >= 0 && q.open[i].paragraph < q.paragraph {
		q.open = append(q.open[:i], q.open[i+1:]...)
	}
	q.open = append(q.open, openQuote{kind, at, q.paragraph})
}

// waiting gives the index of the innermost open mark of a kind, -1 for none.
// Only the innermost few are looked at, so that a text of nothing but opening
// marks costs no more than another.
func (q *quoteScan) waiting(kind quoteKind) int {
	for i := len(q.open) - 1; i >= max(0, len(q.open)-16); i-- {
		if q.open[i].kind == kind {
			return i
		}
	}
	return -1
}

// close ends the innermost open stretch of a kind; marks opened within it and
// never closed are dropped.
func (q *quoteScan) close(kind quoteKind, after int) bool {
	i := q.waiting(kind)
	if i < 0 {
		return false
	}
	q.pairs = append(q.pairs, Span{q.open[i].at, after})
	q.open = q.open[:i]
	return true
}

// straight takes a " into account, which is its own partner: it opens where a
// word begins and closes where one ends. After a digit, with nothing open, it
// means inches.
func (q *quoteScan) straight(at, after, from, to int) {
	opens, closes := opensHere(q.text, at, after, from, to), closesHere(q.text, at, after, from, to)
	i := q.waiting(straight)
	switch {
	case i >= 0 && opens && !closes:
		q.open[i].at, q.open[i].paragraph = at, q.paragraph // the one before had no partner
	case i >= 0:
		q.close(straight, after)
	case opens:
		q.push(straight, at)
	}
}

// single takes a ’ or ' into account, which is an apostrophe more often than a
// mark. After an s with a space behind it, it may be either ("States’ rights"):
// it closes unless another candidate follows before the next opening mark.
func (q *quoteScan) single(kind quoteKind, at, after, from, to int) {
	i := q.waiting(kind)
	if i < 0 {
		if kind == single && opensHere(q.text, at, after, from, to) && !closesHere(q.text, at, after, from, to) {
			if r, _ := utf8.DecodeRuneInString(q.text[after:to]); unicode.IsLetter(r) {
				q.push(single, at)
			}
		}
		return
	}
	if at-q.open[i].at > longestSingle {
		q.open = append(q.open[:i], q.open[i+1:]...)
		return
	}
	if closesHere(q.text, at, after, from, to) && !q.possessive(kind, at, after, to) {
		q.close(kind, after)
	}
}

// possessive tells whether the mark at an offset is the apostrophe of a plural
// within a stretch that closes later.
func (q *quoteScan) possessive(kind quoteKind, at, after, to int) bool {
	if at == 0 || q.text[at-1] != 's' || after >= to || q.text[after] != ' ' {
		return false
	}
	rest := q.text[after:min(to, after+longestSingle/2)]
	closer, opener := "’", "‘"
	if kind == single {
		closer, opener = "'", " '"
	}
	if n := strings.Index(rest, opener); n >= 0 {
		rest = rest[:n]
	}
	for {
		n := strings.Index(rest, closer)
		if n < 0 {
			return false
		}
		rest = rest[n+len(closer):]
		if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !unicode.IsLetter(r) {
			return true
		}
	}
}

// opensHere tells whether a mark stands where a word begins: after a space, a
// dash or an opening bracket, and not before a space.
func opensHere(text string, at, after, from, to int) bool {
	next, _ := utf8.DecodeRuneInString(text[after:to])
	if after >= to || unicode.IsSpace(next) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[from:at])
	return at <= from || unicode.IsSpace(before) || isOpener(before) || strings.ContainsRune("\"'-–—/:=，：。", before)
}

// closesHere tells whether a mark stands where a word ends.
func closesHere(text string, at, after, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[from:at])
	if at <= from || unicode.IsSpace(before) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[after:to])
	return after >= to || !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

// outermost sorts the stretches and drops those that lie within, or begin
// within, another.
func outermost(pairs []Span) []Span {
	slices.SortFunc(pairs, func(a, b Span) int { return a.Start - b.Start })
	var out []Span
	for _, p := range pairs {
		if n := len(out); n == 0 || p.Start >= out[n-1].End {
			out = append(out, p)
		}
	}
	return out
}
