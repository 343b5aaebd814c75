package lexical

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// However many runs the postings are gathered in, the index is the same to the
// byte.
func TestRuns(t *testing.T) {
	build := func(most int) []byte {
		b := NewBuilder()
		b.most = most
		for i := range 300 {
			text := fmt.Sprintf("Freedonia %d speaks of norms %d. %s", i%7, i, strings.Repeat("wool ", i%5))
			switch {
			case i%11 == 0:
				b.Add(Doc{Language: "en"}) // without a word
			case i%13 == 0:
				b.AddApart(Doc{Text: text, Language: "en"})
			default:
				b.Add(Doc{Text: text, Language: "en"})
			}
		}
		if runs := len(b.runs); most < 100 && runs < 5 {
			t.Fatalf("%d runs of %d postings", runs, most)
		}
		var out bytes.Buffer
		if _, err := b.Index().WriteTo(&out); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(out.Bytes()); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	want := build(runPostings)
	for _, most := range []int{1, 3, 64} {
		if !bytes.Equal(build(most), want) {
			t.Errorf("in runs of %d postings the index is another", most)
		}
	}
}
