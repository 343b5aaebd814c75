package encoder

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWordRunes is the length past which a word is one unknown token, unread.
const maxWordRunes = 100

// noLimit asks the tokenizer for every token.
const noLimit = int(^uint(0) >> 1)

// tokenizer makes token numbers of a text: the longest piece of the vocabulary
// that begins the word, then the longest that goes on with it, to the word's end
// (WordPiece, greedy, longest match first). It is read-only, and safe for
// concurrent use.
type tokenizer struct {
	head     map[string]int32 // pieces that begin a word
	tail     map[string]int32 // pieces that go on with one, without their "##"
	headLen  int              // bytes in the longest of head
	tailLen  int              // bytes in the longest of tail
	special  map[string]int32 // "[CLS]" and its like, found in a text as it stands
	unk      int32
	cls, sep int32
	size     int // how many pieces there are
}

// specials are the pieces that stand for something else than letters. The
// reference tokenizer finds them in a text too, in these very letters.
var specials = []string{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}

// newTokenizer reads a vocabulary, a piece a line, its number the line's.
func newTokenizer(vocabulary string) (*tokenizer, error) {
	pieces := strings.Split(strings.TrimSuffix(vocabulary, "\n"), "\n")
	t := &tokenizer{
		head:    make(map[string]int32, len(pieces)),
		tail:    make(map[string]int32, len(pieces)/3),
		special: make(map[string]int32, len(specials)),
		size:    len(pieces),
	}
	for i, p := range pieces {
		if rest, ok := strings.CutPrefix(p, "##"); ok && rest != "" {
			t.tail[rest] = int32(i)
			t.tailLen = max(t.tailLen, len(rest))
		}
		// "##ing" begins a word too, in the vocabulary's terms; no word does,
		// since "#" is punctuation.
		t.head[p] = int32(i)
		t.headLen = max(t.headLen, len(p))
	}
	for _, s := range specials {
		id, ok := t.head[s]
		if !ok {
			return nil, fmt.Errorf("the vocabulary has no %s", s)
		}
		t.special[s] = id
	}
	t.unk, t.cls, t.sep = t.special["[UNK]"], t.special["[CLS]"], t.special["[SEP]"]
	return t, nil
}

// encode appends the token numbers of prefix and text, read as one, between the
// two special tokens that frame every input. It stops at limit tokens, frame
// included; cut says that it did.
func (t *tokenizer) encode(dst []int32, prefix, text string, limit int) (ids []int32, cut bool) {
	if limit < noLimit {
		limit += len(dst)
	}
	w := splitter{t: t, ids: append(dst, t.cls), limit: limit - 1}
	if prefix != "" {
		text = prefix + text
	}
	w.text(text)
	w.flush()
	if len(w.ids) > w.limit {
		w.ids, cut = w.ids[:w.limit], true
	}
	return append(w.ids, t.sep), cut
}

// splitter is one text on its way to tokens: the word that is being read, and
// the tokens of those before it.
type splitter struct {
	t     *tokenizer
	ids   []int32
	limit int
	word  []byte // normalised; no more than maxWordRunes are kept
	runes int    // in the word, also those that were not kept
}

// text reads s, which may be cut short once there are tokens enough.
func (w *splitter) text(s string) {
	for i := 0; i < len(s) && len(w.ids) <= w.limit; {
		if c := s[i]; c < utf8.RuneSelf {
			if c == '[' {
				if n := w.specialAt(s[i:]); n > 0 {
					i += n
					continue
				}
			}
			w.ascii(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		w.rune(r)
		i += n
	}
}

// specialAt reads a special token at the start of s and says how long it is.
func (w *splitter) specialAt(s string) int {
	for name, id := range w.t.special {
		if strings.HasPrefix(s, name) {
			w.flush()
			w.ids = append(w.ids, id)
			return len(name)
		}
	}
	return 0
}

func (w *splitter) ascii(c byte) {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	w.put(rune(c), asciiClass[c])
}

// rune reads a code point beyond ASCII. What is no code point at all (a byte
// that is not UTF-8) reads as U+FFFD, which is dropped.
func (w *splitter) rune(r rune) {
	switch classOf(r) {
	case drop:
		return
	case space:
		w.flush()
		return
	}
	if isIdeograph(r) {
		w.flush()
		defer w.flush()
	}
	decompose(r, func(d rune) {
		if c := classOf(d); c != drop {
			w.put(unicode.ToLower(d), c)
		}
	})
}

// put takes a normalised code point.
func (w *splitter) put(r rune, c class) {
	switch c {
	case letter:
		w.add(r)
	case space:
		w.flush()
	case punct:
		w.flush()
		w.add(r)
		w.flush()
	}
}

func (w *splitter) add(r rune) {
	if w.runes++; w.runes <= maxWordRunes {
		w.word = utf8.AppendRune(w.word, r)
	}
}

// flush ends the word and appends its tokens.
func (w *splitter) flush() {
	if w.runes == 0 {
		return
	}
	if w.runes > maxWordRunes {
		w.ids = append(w.ids, w.t.unk)
	} else {
		w.ids = w.t.pieces(w.ids, w.word)
	}
	w.word, w.runes = w.word[:0], 0
}

// pieces appends the tokens of one word: the unknown one alone where a part of it
// is in no piece.
func (t *tokenizer) pieces(ids []int32, word []byte) []int32 {
	start := len(ids)
	table, longest := t.head, t.headLen
	for len(word) > 0 {
		id, n := longestPiece(table, longest, word)
		if n == 0 {
			return append(ids[:start], t.unk)
		}
		ids, word = append(ids, id), word[n:]
		table, longest = t.tail, t.tailLen
	}
	return ids
}

// longestPiece finds the longest piece that word begins with, and its bytes; no
// bytes mean none.
func longestPiece(table map[string]int32, longest int, word []byte) (id int32, n int) {
	n = min(longest, len(word))
	for ; n > 0; n-- {
		if n < len(word) && !utf8.RuneStart(word[n]) {
			continue
		}
		if id, ok := table[string(word[:n])]; ok {
			return id, n
		}
	}
	return 0, 0
}
