package retrieval_test

import (
	"fmt"
	"strings"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// TestBuildWhole holds that a text of several paragraphs that the embedder takes
// is one passage, where Build divides it, that its words are found together, and
// that a longer text is divided all the same.
func TestBuildWhole(t *testing.T) {
	var abstract strings.Builder
	for i := range 8 {
		fmt.Fprintf(&abstract, "Paragraph %d counts the crates of apples in every orchard along the river, and the carts which take them to market.\n\n"+
			"Its harvest is weighed in the autumn, when the days are short and the roads are not yet under water.\n\n", i)
	}
	text := "Of pears.\n\n" + abstract.String() + "Nobody counts the quinces."
	lib := func() *corpus.Library {
		return &corpus.Library{States: states(t), Statements: []*corpus.Statement{
			statement("abstract", "", "en", text),
			statement("long", "", "en", strings.Repeat(abstract.String(), 12)),
		}}
	}
	store, err := openStore("")
	if err != nil {
		t.Fatal(err)
	}
	x, _, err := retrieval.BuildWhole(t.Context(), lib(), retrieval.BagOfWords{}, store, nil)
	if err != nil {
		t.Fatal(err)
	}
	one := retrieval.Filter{Statements: []string{"abstract"}}
	if n := x.Held(one).Passages; n != 1 {
		t.Errorf("the abstract is in %d passages; want 1", n)
	}
	if n := x.Held(retrieval.Filter{Statements: []string{"long"}}).Passages; n < 2 {
		t.Errorf("the long text is in %d passages", n)
	}
	if n := index(t, retrieval.BagOfWords{}, lib().Statements...).Held(one).Passages; n < 2 {
		t.Errorf("Build has the abstract in %d passages; want several", n)
	}
	hits, err := x.Search(t.Context(), retrieval.Query{Text: "pears quinces", Language: "en", Filter: one}, 1)
	if err != nil || len(hits) != 1 || hits[0].Coverage < 0.999 {
		t.Errorf("words far apart: %v, %v; want one passage with both", hits, err)
	}
}
