package lexical_test

import (
	"fmt"

	"verbatim/retrieval/lexical"
)

func Example() {
	x := lexical.Build([]lexical.Doc{
		{Text: "The mandate is set forth in resolution 75/240.", Language: "en"},
		{Text: "International law applies to the use of ICTs by States.", Language: "en"},
		{Text: "Подгруппы могут быть созданы консенсусом.", Language: "ru"},
	})
	for _, question := range []string{"A/RES/75/240", "применимость международного права", "consensus on subgroups"} {
		for _, hit := range x.Search(question, "", 1, nil) {
			fmt.Println(question, "->", hit.Doc)
		}
	}
	// Output:
	// A/RES/75/240 -> 0
	// применимость международного права -> 1
	// consensus on subgroups -> 2
}

func ExampleContentWords() {
	text := "The Group's work, according to A/76/135, rests on confidence-building."
	for _, w := range lexical.ContentWords(text, "en") {
		fmt.Printf("%s (%s) ", w.Term, text[w.Start:w.End])
	}
	// Output:
	// group (Group's) work (work) accord (according) a/76/135 (A/76/135) rest (rests) confid (confidence) build (building)
}
