package lexical

import (
	"encoding/binary"
	"slices"
	"strings"
)

// A Doc is what is indexed: one passage.
type Doc struct {
	Text     string
	Language string // primary subtag of BCP 47 (en fr es ru zh ar); "" is guessed from the text
}

// A Builder takes documents one by one and makes an Index of them. It is for one
// goroutine.
type Builder struct {
	ids       map[string]uint32
	terms     []string
	count     []uint32 // by term: how often the document at hand has it
	touched   []uint32 // the terms that it has
	analysers map[string]*analyser

	lengths []uint32 // by document: words that count
	apart   []bool   // by document: see AddApart

	// The postings of the last documents, as they came, until there are
	// most of them; those before are in runs.
	base     int   // the first of the last documents
	starts   []int // by document from base on: where its postings begin below
	postTerm []uint32
	postTF   []uint8
	runs     []run
	most     int      // postings held as they came: runPostings, and fewer in tests
	df, next []uint32 // by term, of the runs: its documents, and the one after the last of them
}

// runPostings is how many postings are held as they came, at 5 bytes each and
// twice that while they are sorted. Most take one byte in a run.
const runPostings = 1 << 20

// run is the postings of some documents, by term. What a term has in one run
// goes on from what it has in the run before.
type run struct {
	offsets  []uint32 // by term, of those there were, and one more: where its postings begin
	postings []byte
}

// of gives the postings of a term.
func (r run) of(term uint32) []byte {
	if int(term)+1 >= len(r.offsets) {
		return nil
	}
	return r.postings[r.offsets[term]:r.offsets[term+1]]
}

// NewBuilder makes an empty Builder.
func NewBuilder() *Builder {
	return &Builder{ids: map[string]uint32{}, analysers: map[string]*analyser{}, most: runPostings}
}

// Build makes an Index of documents; a document's number is its place.
func Build(docs []Doc) *Index {
	b := NewBuilder()
	for _, d := range docs {
		b.Add(d)
	}
	return b.Index()
}

// Add adds the next document and gives its number.
func (b *Builder) Add(d Doc) int { return b.add(d, false) }

// AddApart adds a document that is found like any other, but has no say in how
// rare a term is and how long documents are: a search that does not let it
// through gives what it would without it, to the last bit of every score.
func (b *Builder) AddApart(d Doc) int { return b.add(d, true) }

func (b *Builder) add(d Doc, apart bool) int {
	b.apart = append(b.apart, apart)
	doc := len(b.lengths)
	length := uint32(0)
	b.analyser(d).analyse(d.Text, func(f *form, _, _ int) {
		id := b.id(f)
		if b.count[id] == 0 {
			b.touched = append(b.touched, id)
		}
		b.count[id]++
		if f.role == chief {
			length++
		}
	})
	b.starts = append(b.starts, len(b.postTerm))
	b.lengths = append(b.lengths, length)
	for _, id := range b.touched {
		b.postTerm = append(b.postTerm, id)
		b.postTF = append(b.postTF, uint8(min(b.count[id], 255)))
		b.count[id] = 0
	}
	b.touched = b.touched[:0]
	if len(b.postTerm) >= b.most {
		b.endRun()
	}
	return doc
}

// endRun makes a run of the last documents.
func (b *Builder) endRun() {
	if len(b.starts) == 0 {
		return
	}
	docs, tfs, offset := b.invert()
	grown := len(b.terms) - len(b.df)
	b.df, b.next = append(b.df, make([]uint32, grown)...), append(b.next, make([]uint32, grown)...)
	r := run{offsets: make([]uint32, 1, len(b.terms)+1)}
	for term := range b.terms {
		from, to := offset[term], offset[term+1]
		if from < to {
			r.postings = appendPostings(r.postings, b.next[term], docs[from:to], tfs[from:to])
			b.df[term] += uint32(to - from)
			b.next[term] = docs[to-1] + 1
		}
		r.offsets = append(r.offsets, uint32(len(r.postings)))
	}
	r.postings = slices.Clip(r.postings)
	b.runs = append(b.runs, r)
	b.base = len(b.lengths)
	b.starts, b.postTerm, b.postTF = b.starts[:0], b.postTerm[:0], b.postTF[:0]
}

func (b *Builder) analyser(d Doc) *analyser {
	lang := primary(d.Language)
	if lang == "" {
		lang = Language(d.Text)
	}
	a := b.analysers[lang]
	if a == nil {
		a = newAnalyser(lang, false)
		if len(b.analysers) < 64 { // a document's language is anybody's word
			b.analysers[lang] = a
		}
	}
	return a
}

// id numbers a form's term. The forms of the glossary are shared between
// Builders, so they are looked up; others carry their number.
func (b *Builder) id(f *form) uint32 {
	if f.id != 0 {
		return f.id - 1
	}
	id, ok := b.ids[f.term]
	if !ok {
		term := strings.Clone(f.term)
		id = uint32(len(b.terms))
		b.ids[term] = id
		b.terms = append(b.terms, term)
		b.count = append(b.count, 0)
	}
	if f.role != concept {
		f.id = id + 1
	}
	return id
}

// Index makes the index of what was added. The same documents make the same
// index, to the byte.
func (b *Builder) Index() *Index {
	x := &Index{lengths: slices.Clone(b.lengths), apart: slices.Clone(b.apart)}
	order := make([]uint32, len(b.terms)) // by rank: term
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(p, q uint32) int { return strings.Compare(b.terms[p], b.terms[q]) })
	b.endRun()
	size := 0
	for _, r := range b.runs {
		size += len(r.postings)
	}
	x.postings = make([]byte, 0, size)
	x.termOff = make([]uint32, 1, len(order)+1)
	x.postOff = make([]uint32, 1, len(order)+1)
	x.df = make([]uint32, 0, len(order))
	for _, id := range order {
		x.blob = append(x.blob, b.terms[id]...)
		x.termOff = append(x.termOff, uint32(len(x.blob)))
		for _, r := range b.runs {
			x.postings = append(x.postings, r.of(id)...)
		}
		x.postOff = append(x.postOff, uint32(len(x.postings)))
		x.df = append(x.df, b.df[id])
	}
	x.blob = slices.Clip(x.blob)
	x.weigh()
	x.tune(k1, lengthB)
	return x
}

// invert sorts the last documents' postings by term, keeping documents in order: offset tells
// where each term's begin.
func (b *Builder) invert() (docs []uint32, tfs []uint8, offset []int) {
	offset = make([]int, len(b.terms)+2)
	for _, t := range b.postTerm {
		offset[t+2]++
	}
	for i := 2; i < len(offset); i++ {
		offset[i] += offset[i-1]
	}
	docs, tfs = make([]uint32, len(b.postTerm)), make([]uint8, len(b.postTerm))
	for doc, start := range b.starts {
		end := len(b.postTerm)
		if doc+1 < len(b.starts) {
			end = b.starts[doc+1]
		}
		for i := start; i < end; i++ {
			t := b.postTerm[i]
			docs[offset[t+1]], tfs[offset[t+1]] = uint32(b.base+doc), b.postTF[i]
			offset[t+1]++
		}
	}
	return docs, tfs, offset
}

// appendPostings writes one term's postings from document next on: for each document the step from the
// one before it, doubled, plus one if the term's count follows because it is not
// one; both as unsigned varints. Most postings take one byte.
func appendPostings(p []byte, next uint32, docs []uint32, tfs []uint8) []byte {
	for i, d := range docs {
		step := uint64(d-next) << 1
		next = d + 1
		if tfs[i] == 1 {
			p = binary.AppendUvarint(p, step)
			continue
		}
		p = binary.AppendUvarint(p, step|1)
		p = binary.AppendUvarint(p, uint64(tfs[i]))
	}
	return p
}
