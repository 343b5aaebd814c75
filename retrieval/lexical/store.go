package lexical

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"sync"
)

// ErrCorrupt is wrapped by what Read returns for bytes that are no whole index.
var ErrCorrupt = errors.New("the lexical index is damaged")

// ErrVersion is wrapped by what Read returns for a whole index that another
// version made, or one with other stop words or another glossary: its terms
// would not meet a question's. It has to be built anew.
var ErrVersion = errors.New("the lexical index was made by another version")

// The file is a header, five sections and a checksum, all integers little-endian:
//
//	0   magic                        8 bytes
//	8   format version               uint32
//	12  fingerprint of the analysis  uint32
//	16  documents, terms             uint32 each
//	24  bytes of each section        5 × uint64
//	64  documents' lengths           uvarints, each doubled, plus one if the document is apart
//	    terms' lengths               1 byte each
//	    terms, sorted                bytes
//	    documents with each term, and bytes of its postings: uvarint pairs
//	    postings                     see appendPostings
//	    CRC-32C of all before        uint32
const (
	magic         = "VBLEXIDX"
	formatVersion = 2 // 1 had no documents apart
	headerBytes   = 64
	// analysisVersion is raised when the same text gives other terms than before.
	analysisVersion = 2
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// fingerprint changes with whatever changes the terms of a text.
var fingerprint = sync.OnceValue(func() uint32 {
	sum := crc32.Checksum([]byte{analysisVersion}, castagnoli)
	sum = crc32.Update(sum, castagnoli, glossaryFile)
	for _, lang := range stopLanguages {
		raw, _ := stopFiles.ReadFile("stop/" + lang + ".txt")
		sum = crc32.Update(sum, castagnoli, raw)
		sum = crc32.Update(sum, castagnoli, []byte(moreStops[lang]+notStops[lang]))
	}
	return sum
})

// WriteTo writes the index in the form that Read reads.
func (x *Index) WriteTo(w io.Writer) (int64, error) {
	sum := crc32.New(castagnoli)
	written := int64(0)
	for _, part := range x.encode() {
		n, err := w.Write(part)
		written += int64(n)
		if err != nil {
			return written, fmt.Errorf("writing the lexical index: %w", err)
		}
		sum.Write(part)
	}
	n, err := w.Write(binary.LittleEndian.AppendUint32(nil, sum.Sum32()))
	written += int64(n)
	if err != nil {
		return written, fmt.Errorf("writing the lexical index: %w", err)
	}
	return written, nil
}

// encode gives the header and the sections.
func (x *Index) encode() [][]byte {
	var lengths, termLens, spans []byte
	for i, l := range x.lengths {
		v := uint64(l) << 1
		if x.apart[i] {
			v |= 1
		}
		lengths = binary.AppendUvarint(lengths, v)
	}
	for t := range x.df {
		termLens = append(termLens, byte(x.termOff[t+1]-x.termOff[t]))
		spans = binary.AppendUvarint(spans, uint64(x.df[t]))
		spans = binary.AppendUvarint(spans, uint64(x.postOff[t+1]-x.postOff[t]))
	}
	sections := [][]byte{lengths, termLens, x.blob, spans, x.postings}
	h := append(make([]byte, 0, headerBytes), magic...)
	h = binary.LittleEndian.AppendUint32(h, formatVersion)
	h = binary.LittleEndian.AppendUint32(h, fingerprint())
	h = binary.LittleEndian.AppendUint32(h, uint32(len(x.lengths)))
	h = binary.LittleEndian.AppendUint32(h, uint32(len(x.df)))
	for _, s := range sections {
		h = binary.LittleEndian.AppendUint64(h, uint64(len(s)))
	}
	return append([][]byte{h}, sections...)
}

// Read opens an index from the bytes that WriteTo wrote. It keeps b, whose bytes
// must not change after; it checks everything once and builds nothing. The error
// wraps ErrCorrupt or ErrVersion.
func Read(b []byte) (*Index, error) {
	r := reader{b: b}
	sections := r.open()
	if r.err != nil {
		return nil, r.err
	}
	x := &Index{blob: sections[2], postings: sections[4]}
	x.lengths, x.apart = r.readLengths(sections[0])
	x.termOff = r.readTerms(sections[1], x.blob)
	x.df, x.postOff = r.readSpans(sections[3], len(x.postings))
	if r.err != nil {
		return nil, r.err
	}
	for t := range x.df {
		if !checkPostings(x.postings[x.postOff[t]:x.postOff[t+1]], x.df[t], uint64(len(x.lengths))) {
			return nil, fmt.Errorf("%w: postings of term %d", ErrCorrupt, t)
		}
	}
	x.weigh()
	x.tune(k1, lengthB)
	return x, nil
}

// reader reads the file's parts and keeps the first error.
type reader struct {
	b           []byte
	docs, terms int
	err         error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrCorrupt, fmt.Sprintf(format, args...))
	}
}

// open checks header and checksum and gives the sections.
func (r *reader) open() (sections [5][]byte) {
	if len(r.b) < headerBytes+4 {
		r.fail("%d bytes are fewer than a header", len(r.b))
		return
	}
	if string(r.b[:8]) != magic {
		r.fail("it does not begin as one")
		return
	}
	body, sum := r.b[:len(r.b)-4], binary.LittleEndian.Uint32(r.b[len(r.b)-4:])
	if crc32.Checksum(body, castagnoli) != sum {
		r.fail("the checksum of its %d bytes differs", len(r.b))
		return
	}
	le := binary.LittleEndian
	if v, f := le.Uint32(body[8:]), le.Uint32(body[12:]); v != formatVersion || f != fingerprint() {
		r.err = fmt.Errorf("%w: format %d, analysis %08x, not format %d, analysis %08x", ErrVersion, v, f, formatVersion, fingerprint())
		return
	}
	r.docs, r.terms = int(le.Uint32(body[16:])), int(le.Uint32(body[20:]))
	rest := body[headerBytes:]
	for i := range sections {
		n := le.Uint64(body[24+8*i:])
		if n > uint64(len(rest)) || n > math.MaxUint32 {
			r.fail("section %d of %d bytes is larger than what is there", i, n)
			return
		}
		sections[i], rest = rest[:n:n], rest[n:]
	}
	if len(rest) > 0 {
		r.fail("%d bytes too many", len(rest))
	}
	if r.docs > len(sections[0]) || r.terms != len(sections[1]) || 2*r.terms > len(sections[3]) {
		r.fail("%d documents and %d terms do not fit their sections", r.docs, r.terms)
	}
	return sections
}

func (r *reader) readLengths(b []byte) (lengths []uint32, apart []bool) {
	if r.err != nil {
		return nil, nil
	}
	lengths, apart = make([]uint32, r.docs), make([]bool, r.docs)
	for i := range lengths {
		v, n := binary.Uvarint(b)
		if n <= 0 || v>>1 > math.MaxUint32 {
			r.fail("length of document %d", i)
			return nil, nil
		}
		lengths[i], apart[i], b = uint32(v>>1), v&1 == 1, b[n:]
	}
	if len(b) > 0 {
		r.fail("more lengths than documents")
	}
	return lengths, apart
}

// readTerms gives where each term begins, and makes sure that they are sorted.
func (r *reader) readTerms(lens, blob []byte) []uint32 {
	if r.err != nil {
		return nil
	}
	off := make([]uint32, r.terms+1)
	at, last := 0, []byte(nil)
	for i, n := range lens {
		if at+int(n) > len(blob) {
			r.fail("term %d ends beyond its section", i)
			return nil
		}
		term := blob[at : at+int(n)]
		if bytes.Compare(term, last) <= 0 {
			r.fail("term %d is out of order", i)
			return nil
		}
		last = term
		at += int(n)
		off[i+1] = uint32(at)
	}
	if at != len(blob) {
		r.fail("%d bytes of terms too many", len(blob)-at)
	}
	return off
}

func (r *reader) readSpans(b []byte, postings int) (df, off []uint32) {
	if r.err != nil {
		return nil, nil
	}
	df, off = make([]uint32, r.terms), make([]uint32, r.terms+1)
	at := uint64(0)
	for i := range df {
		d, n := binary.Uvarint(b)
		if n <= 0 || d > uint64(r.docs) {
			r.fail("documents of term %d", i)
			return nil, nil
		}
		size, m := binary.Uvarint(b[n:])
		if m <= 0 || size > uint64(postings)-at {
			r.fail("postings of term %d end beyond their section", i)
			return nil, nil
		}
		at += size
		df[i], off[i+1], b = uint32(d), uint32(at), b[n+m:]
	}
	if at != uint64(postings) || len(b) > 0 {
		r.fail("more postings than terms")
	}
	return df, off
}

// checkPostings makes sure that postings are df whole ones of existing documents,
// so that a search needs to check nothing.
func checkPostings(p []byte, df uint32, docs uint64) bool {
	next := uint64(0)
	for len(p) > 0 {
		v, n := binary.Uvarint(p)
		if n <= 0 || df == 0 || v>>1 >= docs || next+v>>1 >= docs {
			return false
		}
		next += v>>1 + 1
		df--
		p = p[n:]
		if v&1 == 0 {
			continue
		}
		c, n := binary.Uvarint(p)
		if n <= 0 || c == 0 || c > 255 {
			return false
		}
		p = p[n:]
	}
	return df == 0
}
