package answer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A draft is plain text: sentences, each ending in its marks [1][2], with the
// words it rests on in double quotes inside it or after it. Small models do
// this imperfectly, so parsing is generous about where marks and quotations
// stand and strict about nothing; the gate is strict.
//
// A draft is read once, from its beginning to its end, also while it grows:
// the splitter cuts it into sentences as soon as nothing that follows can move
// their ends, a unit is such a sentence with its marks taken out, and the
// parser joins units to claims. What a model writes is without bounds, so each
// step looks only so far ahead, and the whole takes time in proportion to the
// draft, whatever stands in it.

// Bounds of a draft. It is asked for six short sentences; what goes beyond
// these is not read.
const (
	draftLimit = 32 << 10 // bytes
	mostClaims = 64
	mostMarks  = 20 // of one claim
	mostQuotes = 20 // of one claim
)

// parseDraft splits a draft into claims. With whole false the draft is still
// growing, and what may yet change is left out: the sentence at its end, and
// the claim before it.
func parseDraft(draft string, whole bool) []Claim {
	var p parser
	if len(draft) > draftLimit {
		p.read(draft[:draftLimit], false)
		return p.claims
	}
	p.read(draft, whole)
	if whole {
		return p.claims
	}
	return p.settled()
}

// parser makes claims of a draft that may be growing.
type parser struct {
	splitter
	claims []Claim
	quoted bool // whether the text of the last claim holds a quotation
	full   bool // no more claims are taken
}

// read goes on to the end of text, which begins with what was read before.
// With whole true nothing follows it.
func (p *parser) read(text string, whole bool) {
	p.text, p.whole = text, whole
	for !p.full {
		sentence, ok := p.next()
		if !ok {
			return
		}
		p.join(newUnit(sentence))
	}
}

// settled gives the claims that nothing in the rest of the draft can change:
// all but the last, which may get a quotation or marks still.
func (p *parser) settled() []Claim {
	if p.full {
		return p.claims
	}
	return p.claims[:max(0, len(p.claims)-1)]
}

// join adds a unit to the claim before it, where it is only its quotation or
// its marks, or makes a claim of it.
func (p *parser) join(u unit) {
	if u.empty() {
		if last := p.last(); last != nil {
			last.Marks = union(last.Marks, u.marks)
		}
		return
	}
	if last := p.last(); last != nil && u.bare() && p.takes(last, u) {
		last.Quotes = append(last.Quotes, words(u.quotes)...)
		last.Marks = union(last.Marks, u.marks)
		return
	}
	if p.full = len(p.claims) == mostClaims; p.full {
		return
	}
	p.claims = append(p.claims, Claim{Text: u.text, Quotes: words(u.quotes), Marks: union(nil, u.marks)})
	p.quoted = len(u.quotes) > 0
}

func (p *parser) last() *Claim {
	if len(p.claims) == 0 {
		return nil
	}
	return &p.claims[len(p.claims)-1]
}

// takes tells whether a bare quotation belongs to the sentence before it: that
// one quotes nothing itself, and their marks do not speak against it.
func (p *parser) takes(c *Claim, u unit) bool {
	return !p.quoted && len(c.Quotes)+len(u.quotes) <= mostQuotes && compatible(c.Marks, u.marks)
}

// compatible tells whether a bare quotation's marks let it belong to the
// sentence before it: it has none, the sentence has none, or they share one.
func compatible(sentence, quotation []int) bool {
	if len(sentence) == 0 || len(quotation) == 0 {
		return true
	}
	return slices.ContainsFunc(quotation, func(n int) bool { return slices.Contains(sentence, n) })
}

// union gives the marks of both, each once, and no more than a claim may have.
func union(a, b []int) []int {
	var out []int
	for _, ns := range [2][]int{a, b} {
		for _, n := range ns {
			if len(out) < mostMarks && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// cutRunes gives the first n bytes of s, fewer where a rune would be cut.
func cutRunes(s string, n int) string {
	if n >= len(s) {
		return s
	}
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

func newUnit(sentence string) unit {
	var u unit
	u.text, u.marks = withoutMarks(sentence)
	u.quotes = quotations(u.text)
	return u
}

// empty tells whether the unit has no words: marks on a line of their own, a
// row of dashes.
func (u unit) empty() bool { return !strings.ContainsFunc(u.text, isWordRune) }

// bare tells whether the unit is a quotation and nothing more.
func (u unit) bare() bool {
	return len(u.quotes) > 0 && !strings.ContainsFunc(outside(u.text, u.quotes), isWordRune)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// words gives what a sentence quotes. A sentence with more quotations than a
// claim may have keeps the first ones: the gate, which wants each quotation in
// the text borne out, then shows none of the text.
func words(ps []piece) []string {
	var out []string
	for _, p := range ps[:min(len(ps), mostQuotes)] {
		out = append(out, p.words)
	}
	return out
}
