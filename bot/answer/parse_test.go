package answer

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseDraft(t *testing.T) {
	for _, c := range []struct {
		name, draft string
		want        []Claim
	}{
		{"a sentence with its quotation and mark inside", `Russia holds that it "should be flexible enough" [1].`,
			[]Claim{{`Russia holds that it "should be flexible enough".`, []string{"should be flexible enough"}, []int{1}}}},
		{"the mark behind the full stop", `It should evolve "able to evolve". [2] The next is "another thing" [1][3].`,
			[]Claim{{`It should evolve "able to evolve".`, []string{"able to evolve"}, []int{2}}, {`The next is "another thing".`, []string{"another thing"}, []int{1, 3}}}},
		{"a quotation behind the sentence", "The group should negotiate [1]. \"a platform for pragmatic negotiations\"\nThen it ended [2].",
			[]Claim{{"The group should negotiate.", []string{"a platform for pragmatic negotiations"}, []int{1}}, {"Then it ended.", nil, []int{2}}}},
		{"a quotation behind the sentence, marked itself", "The group should negotiate. \"a platform for negotiations\" [1]",
			[]Claim{{"The group should negotiate.", []string{"a platform for negotiations"}, []int{1}}}},
		{"a quotation of its own", `First "words one two" [1]. "The whole sentence stands alone." [2]`,
			[]Claim{{`First "words one two".`, []string{"words one two"}, []int{1}}, {`"The whole sentence stands alone."`, []string{"The whole sentence stands alone."}, []int{2}}}},
		{"a list", "- One thing \"is so here\" [1].\n2. Two things \"are so there\" [2].",
			[]Claim{{`One thing "is so here".`, []string{"is so here"}, []int{1}}, {`Two things "are so there".`, []string{"are so there"}, []int{2}}}},
		{"marks in one bracket and ranges", `A thing "that is so" [1, 3-5].`,
			[]Claim{{`A thing "that is so".`, []string{"that is so"}, []int{1, 3, 4, 5}}}},
		{"abbreviations and numbers end nothing", `Mr. Gafoor took 3.5 hours, see para. 13 of A/76/135, "on the matter" [1].`,
			[]Claim{{`Mr. Gafoor took 3.5 hours, see para. 13 of A/76/135, "on the matter".`, []string{"on the matter"}, []int{1}}}},
		{"a full stop inside a quotation", `It says "One thing. Another thing." and goes on [1].`,
			[]Claim{{`It says "One thing. Another thing." and goes on.`, []string{"One thing. Another thing."}, []int{1}}}},
		{"typographic quotes", `Elle dit «que cela soit» [1]. Er sagt „so ist es“ [2].`,
			[]Claim{{`Elle dit «que cela soit».`, []string{"que cela soit"}, []int{1}}, {`Er sagt „so ist es“.`, []string{"so ist es"}, []int{2}}}},
		{"a quotation never closed", `It says "that this goes on [1].`, []Claim{{`It says "that this goes on.`, []string{"that this goes on."}, []int{1}}}},
		{"Chinese", `俄罗斯说“应当成为一个平台”[1]。中国说“同意”[2]。`,
			[]Claim{{`俄罗斯说“应当成为一个平台”。`, []string{"应当成为一个平台"}, []int{1}}, {`中国说“同意”。`, []string{"同意"}, []int{2}}}},
		{"no marks", "Nothing is cited here.", []Claim{{"Nothing is cited here.", nil, nil}}},
		{"nothing", " \n ", nil},
	} {
		got := parseDraft(c.draft, true)
		for i := range got {
			got[i].Text = strings.ReplaceAll(got[i].Text, " .", ".")
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

// A draft that grows by any pieces gives the claims of the whole draft, in
// their order, each once.
func TestGrowingDraftGivesTheSameClaims(t *testing.T) {
	draft := "Russia wants it so \"the OEWG should become a platform\" [1]. It is flexible [2].\n1. \"it should be flexible enough\" [2]\n- Then \"more of that\" came. [1][2] The last one is \"not yet done\" [3]."
	want := parseDraft(draft, true)
	for size := 1; size < 40; size++ {
		var got []Claim
		g := growing{claim: func(c Claim) { got = append(got, c) }}
		for i := 0; i < len(draft); i += size {
			g.add(draft[i:min(len(draft), i+size)])
		}
		g.finish(draft, false)
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("pieces of %d bytes:\n got %+v\nwant %+v", size, got, want)
		}
	}
}

func FuzzParseDraft(f *testing.F) {
	for _, s := range []string{"a \"b\" [1].", "[1][2][3]", "«“„\"", "1. - * [9-1] 【2】", strings.Repeat("a. ", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, draft string) {
		for _, c := range parseDraft(draft, true) {
			if utf8.ValidString(draft) && !utf8.ValidString(c.Text) {
				t.Fatalf("claim %q is no text", c.Text)
			}
			for _, m := range c.Marks {
				if m < 0 || m > 999 {
					t.Fatalf("mark %d", m)
				}
			}
			for _, p := range quotations(c.Text) {
				if p.start < 0 || p.end > len(c.Text) || p.start >= p.end {
					t.Fatalf("quotation %v outside %q", p, c.Text)
				}
			}
		}
	})
}
