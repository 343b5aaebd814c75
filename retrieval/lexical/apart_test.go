package lexical

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// withApart builds an index of the documents with others apart between them. It
// gives the number of each document among all.
func withApart(docs, apart []Doc) (x *Index, numbers []int) {
	b := NewBuilder()
	for i := range max(len(docs), len(apart)) {
		if i < len(apart) {
			b.AddApart(apart[i])
		}
		if i < len(docs) {
			numbers = append(numbers, b.Add(docs[i]))
		}
	}
	return b.Index(), numbers
}

// What a search that does not let documents apart through gives is what it
// would give without them, to the last bit.
func TestApart(t *testing.T) {
	docs := append(randomDocs(300, 5), Doc{"Cyber-security and the Charter of the United Nations, A/76/135", "en"})
	apart := append(randomDocs(500, 6),
		Doc{strings.Repeat("w1x w2x only-here onlythere ", 500), "en"}, Doc{"cybersecurity cyber security A/RES/76/135", "en"})
	var long strings.Builder // more terms than count, half of which only a document apart has
	for i := range MaxQueryTerms {
		fmt.Fprintf(&long, "w%dx a%dx ", i, i)
	}
	apart = append(apart, Doc{long.String(), "en"})
	alone := Build(docs)
	built, numbers := withApart(docs, apart)
	var file bytes.Buffer
	if _, err := built.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	read, err := Read(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	place := map[int]int{}
	for i, n := range numbers {
		place[n] = i
	}
	questions := []string{"w1x w7x", "w3x onlythere w400x", "only-here", "cyber security", "A/76/135", long.String(), ""}
	for name, x := range map[string]*Index{"built": built, "read": read} {
		for _, q := range questions {
			var got []Hit
			for _, h := range x.Search(q, "en", 50, func(doc int) bool { _, ok := place[doc]; return ok }) {
				got = append(got, Hit{place[h.Doc], h.Score})
			}
			if want := alone.Search(q, "en", 50, nil); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %.40q finds %v, without documents apart %v", name, q, got, want)
			}
			all := make([]int, len(docs))
			for i := range all {
				all[i] = i
			}
			if got, want := x.Coverage(q, "en", numbers), alone.Coverage(q, "en", all); !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %.40q covers other shares", name, q)
			}
		}
		if hits := x.Search("onlythere", "en", 5, nil); len(hits) != 1 {
			t.Errorf("%s: a document apart is not found where it is let through: %v", name, hits)
		}
		if x.Len() != len(docs)+len(apart) || x.IDF("onlythere") != alone.IDF("onlythere") {
			t.Errorf("%s: %d documents, IDF %v, want %v", name, x.Len(), x.IDF("onlythere"), alone.IDF("onlythere"))
		}
	}
}

// Documents apart alone are found too.
func TestOnlyApart(t *testing.T) {
	x, _ := withApart(nil, []Doc{{"international law", "en"}, {"capacity building", "en"}})
	if hits := x.Search("law", "en", 5, nil); len(hits) != 1 || hits[0].Doc != 0 || hits[0].Score <= 0 {
		t.Errorf("found %v", hits)
	}
}
