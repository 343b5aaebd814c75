package retrieval

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"verbatim/retrieval/corpus"
)

// A large library has passages by the hundred thousand, so the index holds of
// each what fits into some dozens of bytes, without a pointer: span. The
// corpus.Passage that it stands for is made when it is asked for.

// span is a passage, without its statement.
type span struct {
	start, end         uint32 // in the statement's text
	headStart, headEnd uint32 // corpus.Passage.Heading
	ordinal            uint32
	paragraph          uint32  // in Index.numbers
	owner              int32   // in Index.statements
	words              [8]byte // the hash in its ID
	key                vectorName
}

// vectorName names a passage's vector: vectorKey's bytes.
type vectorName [16]byte

func (n vectorName) String() string { return hex.EncodeToString(n[:]) }

// passage gives the i-th passage.
func (x *Index) passage(i int32) corpus.Passage {
	s := &x.spans[i]
	return corpus.Passage{
		Statement: x.statements[s.owner], Start: int(s.start), End: int(s.end), Ordinal: int(s.ordinal),
		Paragraph: x.numbers[s.paragraph], Heading: corpus.Span{Start: int(s.headStart), End: int(s.headEnd)},
	}
}

// id gives the i-th passage's ID, as corpus.Passage.ID does, without its words.
func (x *Index) id(i int32) string {
	s := &x.spans[i]
	return x.statements[s.owner].ID + "#" + hex.EncodeToString(s.words[:]) + "." + strconv.Itoa(int(s.ordinal))
}

// at finds a passage by its ID.
func (x *Index) at(id string) (int32, bool) {
	mark := strings.LastIndexByte(id, '#')
	if mark < 0 {
		return 0, false
	}
	owner, ok := x.find(id[:mark])
	if !ok {
		return 0, false
	}
	_, ordinal, _ := strings.Cut(id[mark:], ".")
	n, err := strconv.ParseUint(ordinal, 10, 32)
	if err != nil {
		return 0, false
	}
	first := x.first[owner]
	mine := x.spans[first:x.first[owner+1]]
	i, ok := slices.BinarySearchFunc(mine, uint32(n), func(s span, n uint32) int { return cmp.Compare(s.ordinal, n) })
	if !ok || x.id(first+int32(i)) != id {
		return 0, false
	}
	return first + int32(i), true
}

// addPassage adds the next passage, of the statement added last.
func (x *Index) addPassage(p corpus.Passage, owner int, words [8]byte, key vectorName) {
	x.spans = append(x.spans, span{
		start: uint32(p.Start), end: uint32(p.End), headStart: uint32(p.Heading.Start), headEnd: uint32(p.Heading.End),
		ordinal: uint32(p.Ordinal), paragraph: x.number(p.Paragraph), owner: int32(owner), words: words, key: key,
	})
}

// number gives the place of a paragraph's number in numbers: most passages have
// none, and others one that many have.
func (x *Index) number(paragraph string) uint32 {
	if x.numberAt == nil {
		x.numbers, x.numberAt = []string{""}, map[string]uint32{"": 0}
	}
	at, ok := x.numberAt[paragraph]
	if !ok {
		paragraph = strings.Clone(paragraph)
		at = uint32(len(x.numbers))
		x.numbers, x.numberAt[paragraph] = append(x.numbers, paragraph), at
	}
	return at
}

// wordsOf gives the hash in a passage's ID.
func wordsOf(p corpus.Passage) [8]byte {
	sum := sha256.Sum256([]byte(p.Text())) // corpus.Hash, of which the ID has 16 digits
	return [8]byte(sum[:])
}
