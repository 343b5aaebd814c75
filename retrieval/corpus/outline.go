package corpus

import (
	"sort"
	"sync"
)

// Paragraph is a stretch of text between two breaks, without the white space
// around it.
type Paragraph struct {
	Span
	Number  string // as cited: "13", "13(c)", "13(c)(ii)", "IV"; empty when it bears none
	Heading bool
	Item    bool // an item of a list: lettered, bulleted, numbered under a lead, or one line of a list
	Lead    int  // index of the paragraph that leads the item in; -1 when none does
}

// Sentence is a sentence and the index of the paragraph it stands in.
type Sentence struct {
	Span
	Paragraph int
}

// Outline is what is known of a text's structure. Its lists are in the
// order of the text, and the spans of each do not overlap. Every character
// that is no white space lies in one paragraph and one sentence; a sentence
// never crosses a paragraph.
type Outline struct {
	Paragraphs []Paragraph
	Sentences  []Sentence
	Quoted     []Span  // between the text's own quotation marks, marks included, outermost only
	Others     []Span  // further stretches that are not certainly the speaker's own words: see othersIn
	Labels     []Label // the stretches of a dialogue, each with who is said to speak

	text     string
	readings []reading // what may be read out for another
	first    []int     // index of each paragraph's first sentence

	reachOnce          sync.Once
	reachBack, reachOn []int32 // indices of the sentences that each must be shown from, and up to
}

// OutlineOf finds the structure of a text. It takes any bytes, and time and
// memory in proportion to them.
func OutlineOf(text string) *Outline {
	o := &Outline{text: text}
	lines := textLines(text)
	for _, s := range joinLines(text, lines) {
		o.Paragraphs = append(o.Paragraphs, Paragraph{Span: s, Lead: -1})
	}
	markParagraphs(text, o.Paragraphs)
	o.first = make([]int, len(o.Paragraphs))
	o.Sentences = make([]Sentence, 0, len(text)/120+len(o.Paragraphs))
	for i, p := range o.Paragraphs {
		o.first[i] = len(o.Sentences)
		eachSentence(text, p.Span, func(s Span) { o.Sentences = append(o.Sentences, Sentence{s, i}) })
	}
	o.Quoted = quotedIn(text, o.Paragraphs)
	o.Others = o.othersIn(lines)
	o.Labels = o.labelsIn(lines)
	o.readings = o.readingsIn()
	return o
}

// Sentences gives the sentences of a text.
func Sentences(text string) []Span {
	var out []Span
	for _, p := range paragraphSpans(text) {
		eachSentence(text, p, func(s Span) { out = append(out, s) })
	}
	return out
}

// SentencesIn gives the sentences that share at least one byte with s.
func (o *Outline) SentencesIn(s Span) []Sentence {
	i, j := o.sentenceRange(s)
	return o.Sentences[i:j]
}

// sentenceRange gives the half-open range of indices of the sentences that
// overlap s.
func (o *Outline) sentenceRange(s Span) (from, to int) {
	from = sort.Search(len(o.Sentences), func(i int) bool { return o.Sentences[i].End > s.Start })
	to = from + sort.Search(len(o.Sentences)-from, func(i int) bool { return o.Sentences[from+i].Start >= s.End })
	return from, to
}

// ParagraphAt gives the paragraph that the byte at offset lies in. White space
// belongs to the paragraph before it, and to the first one at the text's
// start. Of a text without words it gives an empty paragraph whose Lead is -1.
func (o *Outline) ParagraphAt(offset int) Paragraph {
	if i := o.paragraphIndex(offset); i >= 0 {
		return o.Paragraphs[i]
	}
	return Paragraph{Lead: -1}
}

// Number gives the number of the paragraph at offset, as ParagraphAt finds it.
func (o *Outline) Number(offset int) string { return o.ParagraphAt(offset).Number }

func (o *Outline) paragraphIndex(offset int) int {
	if len(o.Paragraphs) == 0 {
		return -1
	}
	i := sort.Search(len(o.Paragraphs), func(i int) bool { return o.Paragraphs[i].Start > offset })
	return max(i-1, 0)
}

// lastSentence gives the index of the last sentence of a paragraph.
func (o *Outline) lastSentence(paragraph int) int {
	if paragraph+1 < len(o.first) {
		return o.first[paragraph+1] - 1
	}
	return len(o.Sentences) - 1
}
