package encoder

import (
	"encoding/binary"
	"encoding/json"
	"flag"
	"hash/fnv"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

var writeCorpus = flag.String("write-corpus", "", "write the tokenizer's corpus to this file, for testdata/tokens.py")

// TestTokensLikeReference compares with the answers that testdata/tokens.py took
// from the reference tokenizer.
func TestTokensLikeReference(t *testing.T) {
	texts := corpus()
	if *writeCorpus != "" {
		data, err := json.Marshal(texts)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(*writeCorpus, data, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Skip("corpus written; testdata/tokens.py says how to go on")
	}
	want, err := os.ReadFile("testdata/tokens.bin")
	if err != nil {
		t.Fatal(err)
	}
	if len(want) != 4*len(texts) {
		t.Fatalf("testdata/tokens.bin has %d answers for %d texts: make it anew", len(want)/4, len(texts))
	}
	tok := vocabularyOnly(t)
	for i, text := range texts {
		ids, _ := tok.encode(nil, "", text, noLimit)
		h := fnv.New32a()
		for _, id := range ids {
			h.Write(binary.LittleEndian.AppendUint32(nil, uint32(id)))
		}
		if h.Sum32() != binary.LittleEndian.Uint32(want[4*i:]) {
			t.Errorf("text %d, %.80q: %d tokens, other than the reference's: %.200v", i, text, len(ids), ids)
		}
	}
}

// vocabularyOnly opens the tokenizer without the rest.
func vocabularyOnly(t testing.TB) *tokenizer {
	t.Helper()
	c, err := parseContainer(weightsFile(t))
	if err != nil {
		t.Fatal(err)
	}
	text, err := c.vocabulary()
	if err != nil {
		t.Fatal(err)
	}
	tok, err := newTokenizer(text)
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func TestInvalidUTF8LeavesNoTrace(t *testing.T) {
	tok := vocabularyOnly(t)
	for _, text := range []string{"sec\xffurity", "\xc3security", "secur\xe2\x82ity", "security\xed\xa0\x80"} {
		ids, _ := tok.encode(nil, "", text, noLimit)
		want, _ := tok.encode(nil, "", "security", noLimit)
		if len(ids) != len(want) || ids[1] != want[1] {
			t.Errorf("%q: %v, want %v", text, ids, want)
		}
	}
}

func TestEncodeLimit(t *testing.T) {
	tok := vocabularyOnly(t)
	for n := range 6 {
		text := strings.Repeat("security ", n)
		ids, cut := tok.encode(nil, "", text, 5)
		if want := min(n+2, 5); len(ids) != want || cut != (n > 3) {
			t.Errorf("%d words: %d tokens, want %d; cut %v", n, len(ids), want, cut)
		}
		if ids[0] != tok.cls || ids[len(ids)-1] != tok.sep {
			t.Errorf("%d words: no frame in %v", n, ids)
		}
	}
	if ids, _ := tok.encode(nil, "query: ", "security", noLimit); len(ids) != 5 {
		t.Errorf("with a prefix: %v", ids)
	}
}

// TestLongTexts reads what a tokenizer of quadratic time would take hours over.
func TestLongTexts(t *testing.T) {
	tok := vocabularyOnly(t)
	for _, piece := range []string{"a", "\u0301", "[", "[CLS", "#", "é", "中", "\u202e", "가"} {
		n := 1 << 20 / len(piece)
		ids, _ := tok.encode(nil, "", strings.Repeat(piece, n), noLimit)
		if len(ids) > 2+4*n {
			t.Errorf("%d of %q: %d tokens", n, piece, len(ids))
		}
	}
}

func FuzzTokenize(f *testing.F) {
	for _, s := range sentences {
		f.Add(s)
	}
	f.Add("a\xff\xfe[CLS]\x00")
	tok := vocabularyOnly(f)
	f.Fuzz(func(t *testing.T, text string) {
		ids, cut := tok.encode(nil, "", text, noLimit)
		if cut || len(ids) < 2 || ids[0] != tok.cls || ids[len(ids)-1] != tok.sep {
			t.Fatalf("no frame: %v", ids)
		}
		for _, id := range ids {
			if id < 0 || int(id) >= tok.size {
				t.Fatalf("token %d of %d", id, tok.size)
			}
		}
		// A decomposed letter is three code points at most, each a token at most.
		if len(ids) > 2+4*utf8.RuneCountInString(text) {
			t.Fatalf("%d tokens of %d code points", len(ids), utf8.RuneCountInString(text))
		}
		few, cut := tok.encode(nil, "", text, 16)
		if len(few) > 16 || cut != (len(ids) > 16) {
			t.Fatalf("%d tokens of 16; cut %v of %d", len(few), cut, len(ids))
		}
	})
}
