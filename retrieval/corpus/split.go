package corpus

import "math"

// SplitOptions say how long passages may be. Sizes are in letters of an
// alphabet; a Chinese character counts three, as it says about as much, and an
// Arabic letter five quarters.
type SplitOptions struct {
	MaxTokens int                   // no passage has more, as Tokens counts them; 0 for no limit
	Tokens    func(text string) int // tokens of a text, those that the model adds included
	Target    int                   // size aimed at; 0 for 800
	Min       int                   // smaller ones are avoided; 0 for half of Target
}

// Split makes the passages of a statement. They tile its text: the first
// begins at 0, each begins where the one before ends, the last ends with the
// text. White space belongs to the passage before it, and at the text's start
// to the first. An empty text has no passage.
//
// Passages end where sentences do, and where paragraphs do if possible; a
// numbered paragraph stays whole with its items, a heading and a lead stay
// with what follows them. Only a sentence that alone is too long is cut, at a
// clause, at a space, or between two characters.
//
// Where a boundary falls depends on the text near it alone, so that a change
// elsewhere leaves the passage, its hash and its vector as they were. First
// anchors are set: a boundary that outranks, by its level and then by a hash
// of the words beside it, all others within Min of it. (Such local extremes
// are the idea of content-defined chunking: A. Muthitacharoen, B. Chen,
// D. Mazières, "A Low-bandwidth Network File System", SOSP 2001; taken over a
// window as in Schleimer, Wilkerson, Aiken, "Winnowing", SIGMOD 2003.) Then
// each stretch between two anchors is divided by itself, at the least cost.
func Split(st *Statement, o SplitOptions) []Passage {
	if st.Text == "" {
		return nil
	}
	outline := OutlineOf(st.Text)
	s := newSplitter(outline, o)
	starts := s.starts()
	out := make([]Passage, len(starts))
	for i, start := range starts {
		out[i] = Passage{Statement: st, Start: start, End: len(st.Text), Ordinal: i}
		if i > 0 {
			out[i-1].End = start
		} else {
			out[0].Start = 0
		}
		out[i].Paragraph = outline.numberFrom(start)
	}
	outline.headings(out)
	return out
}

// longestOver is how many bytes a heading has at most that passages are found by.
const longestOver = 120

// headings notes which heading each passage stands under, that does not begin with one.
func (o *Outline) headings(passages []Passage) {
	over, i := Span{}, 0
	for at := range passages {
		p := &passages[at]
		for ; i < len(o.Paragraphs) && o.Paragraphs[i].Start < p.Start; i++ {
			if o.Paragraphs[i].Heading {
				over = o.Paragraphs[i].Span
			}
		}
		begins := i < len(o.Paragraphs) && o.Paragraphs[i].Heading && trimSpan(o.text, p.Span()).Start == o.Paragraphs[i].Start
		if !begins && over.Len() <= longestOver && over.End <= p.Start {
			p.Heading = over
		}
	}
}

// numberFrom gives the number of the paragraph at offset or, where headings
// stand there, of the one they stand over.
func (o *Outline) numberFrom(offset int) string {
	i := max(o.paragraphIndex(offset), 0)
	for i+1 < len(o.Paragraphs) && o.Paragraphs[i].Heading {
		i++
	}
	if i < len(o.Paragraphs) {
		return o.Paragraphs[i].Number
	}
	return ""
}

// unit is what is not divided: a sentence, or a part of one that is too long,
// with the white space after it.
type unit struct {
	start, end int // end without the white space
	weight     int // size, with the white space
	level      cutLevel
	numbered   bool // whether a cut before it divides a numbered paragraph
	tokens     int  // -1 when not counted
}

// cutLevel is how good a place the start of a unit is to begin a passage, best
// last.
type cutLevel int

const (
	cutAfterHeading cutLevel = iota // between a heading and what it stands over
	cutInside                       // within a sentence
	cutAfterLead                    // between a lead and its first item
	cutInQuote                      // between sentences of a quotation
	cutSentence
	cutItem
	cutParagraph
	cutNumbered
	cutHeading
)

// costs of the cuts, against the cost of a size that is off the target: 1 for
// twice the target.
var cutCosts = [...]float64{cutAfterHeading: 8, cutInside: 5, cutAfterLead: 6, cutInQuote: 2, cutSentence: 0.4,
	cutItem: 0.5, cutParagraph: 0.1, cutNumbered: 0, cutHeading: 0}

// dividing is the cost of a cut within a numbered paragraph.
const dividing = 6

// least is the smallest weight of a sentence: it bounds how many of them a
// window or a passage holds, and so the work done for a text of full stops.
const least = 8

type splitter struct {
	o    *Outline
	opt  SplitOptions
	max  int // size beyond which a passage is long
	hard int // size that no passage of several units exceeds
	base int // tokens that the model adds to any text
}

func newSplitter(outline *Outline, o SplitOptions) *splitter {
	if o.Target <= 0 {
		o.Target = 800
	}
	if o.Min <= 0 {
		o.Min = o.Target / 2
	}
	s := &splitter{o: outline, opt: o, max: o.Target * 3 / 2, hard: o.Target * 3}
	if s.limited() {
		s.base = o.Tokens("")
	}
	return s
}

func (s *splitter) limited() bool { return s.opt.MaxTokens > 0 && s.opt.Tokens != nil }

// starts gives the offsets at which passages begin, the first as 0.
func (s *splitter) starts() []int {
	units := s.units()
	if len(units) == 0 {
		return []int{0}
	}
	var out []int
	from := 0
	for _, to := range append(s.anchors(units), len(units)) {
		for _, piece := range s.divide(units[from:to]) {
			out = append(out, piece[0].start)
		}
		from = to
	}
	return out
}

// units gives the sentences of the text with their levels, those that are too
// long in parts.
func (s *splitter) units() []unit {
	o := s.o
	units := make([]unit, 0, len(o.Sentences))
	quote := 0
	for i, sentence := range o.Sentences {
		next := len(o.text)
		if i+1 < len(o.Sentences) {
			next = o.Sentences[i+1].Start
		}
		for quote < len(o.Quoted) && o.Quoted[quote].End <= sentence.Start {
			quote++
		}
		u := unit{start: sentence.Start, end: sentence.End, weight: max(least, weight(o.text[sentence.Start:next])), tokens: -1}
		u.level, u.numbered = s.levelOf(i)
		if u.level == cutSentence && quote < len(o.Quoted) && o.Quoted[quote].Start < sentence.Start && o.Quoted[quote].Len() <= longestQuote {
			u.level = cutInQuote
		}
		if u.weight > s.hard {
			units = append(units, s.cutLong(u, next)...)
			continue
		}
		units = append(units, u)
	}
	return units
}

// levelOf gives the level of a cut before a sentence, and whether it divides a
// numbered paragraph.
func (s *splitter) levelOf(sentence int) (cutLevel, bool) {
	at := s.o.Sentences[sentence].Paragraph
	p := s.o.Paragraphs[at]
	if sentence != s.o.first[at] {
		return cutSentence, p.Number != ""
	}
	if at == 0 {
		return cutHeading, false
	}
	before := s.o.Paragraphs[at-1]
	switch {
	case before.Heading:
		return cutAfterHeading, false
	case p.Heading:
		return cutHeading, false
	case p.Item && (p.Lead == at-1):
		return cutAfterLead, p.Number != ""
	case p.Item && p.Lead >= 0:
		return cutItem, s.o.Paragraphs[p.Lead].Number != ""
	case lastMark(before.In(s.o.text)) == ':':
		return cutAfterLead, false
	case p.Number != "":
		return cutNumbered, false
	}
	return cutParagraph, false
}

// weights of the first byte of a character, in quarters of a letter.
var byteWeights = func() (w [256]uint8) {
	for b := range w {
		switch {
		case b < 0x80, b >= 0xc0 && b < 0xd8, b >= 0xe0 && b < 0xe3:
			w[b] = 4
		case b >= 0xd8 && b < 0xe0:
			w[b] = 5
		case b >= 0xe3:
			w[b] = 12
		}
	}
	return w
}()

// weight gives the size of a text as SplitOptions counts it.
func weight(text string) int {
	quarters := 0
	for i := 0; i < len(text); i++ {
		quarters += int(byteWeights[text[i]])
	}
	return quarters / 4
}

// sizeCost tells how far a passage's size is off the target.
func (s *splitter) sizeCost(size int) float64 {
	x := float64(size-s.opt.Target) / float64(s.opt.Target)
	cost := x * x
	if size < s.opt.Min {
		cost += float64(s.opt.Min-size) / float64(s.opt.Min)
	}
	if size > s.max {
		cost += 3 * float64(size-s.max) / float64(s.max)
	}
	return cost
}

// cost is the cost of a cut before the unit.
func (u unit) cost() float64 {
	if u.numbered {
		return max(dividing, cutCosts[u.level])
	}
	return cutCosts[u.level]
}

var infinite = math.Inf(1)
