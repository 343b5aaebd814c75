package answer

import (
	"context"
	"strings"
	"testing"

	"verbatim/retrieval"
)

// Passages: [1] France, [2] Russian Federation, [3] European Union, [4]
// delegation unknown. See kit_test.go for their words.
func TestGate(t *testing.T) {
	for _, c := range []struct {
		name, draft string
		shown       string   // of the only point; "" when withheld
		verbatim    bool     // whether the record's sentence is shown in the draft's place
		reason      string   // part of the reason when withheld
		quotes      []string // what the citations quote
	}{
		{name: "own words around a quotation",
			draft: `France wants the programme to be "permanent, inclusive and action-oriented" [1].`,
			shown: `France wants the programme to be “permanent, inclusive and action-oriented”.`, quotes: []string{"The programme of action should be permanent, inclusive and action-oriented."}},
		{name: "quotation behind the sentence",
			draft: "The mechanism should be flexible [2]. \"flexible enough and able to evolve\"",
			shown: "The mechanism should be flexible.", quotes: []string{"The mechanism should be flexible enough and able to evolve."}},
		{name: "typography and case are forgiven, and the record's are shown",
			draft: `It says "CAPACITY‑BUILDING  should be demand–driven" [1].`,
			shown: `It says “Capacity-building should be demand-driven”.`, quotes: []string{"Capacity-building should be demand-driven and sustainable."}},
		{name: "only a quotation", draft: `"The mechanism should be flexible enough and able to evolve." [2]`,
			shown: "The mechanism should be flexible enough and able to evolve.", verbatim: true},
		{name: "an invented quotation", draft: `France says "we will ban all cyber weapons tomorrow" [1].`, reason: "not found"},
		{name: "one quotation found, one invented", draft: `France wants it "permanent, inclusive and action-oriented" and "funded by the private sector" [1].`, reason: "not found"},
		{name: "words of another passage", draft: `France wants it "flexible enough and able to evolve" [1].`, reason: "not found"},
		{name: "an ellipsis stitches nothing", draft: `France says "We do … support a new legally binding treaty" [1].`, reason: "not found"},
		{name: "three dots stitch nothing", draft: `France says "We could support further discussions ... by consensus" [1].`, reason: "not found"},
		{name: "brackets change no words", draft: `It says "[The mechanism] should be flexible" [2].`, reason: "not found"},
		{name: "no mark", draft: `The mechanism should be "flexible enough and able to evolve".`, reason: "cites no passage"},
		{name: "a mark of no passage", draft: `The mechanism should be "flexible enough and able to evolve" [9].`, reason: "cites no passage"},
		{name: "no quotation", draft: `The mechanism should be flexible [2].`, reason: "quotes no words"},
		{name: "one word is no evidence", draft: `The mechanism should be "flexible" [2].`, reason: "too few words"},
		{name: "a crop that loses a not", draft: `France says it does "support a new legally binding treaty" [1].`,
			shown: "We do not support a new legally binding treaty at this stage.", verbatim: true},
		{name: "own words that lose a not", draft: `France supports a legally binding treaty. "support a new legally binding treaty" [1]`,
			shown: "We do not support a new legally binding treaty at this stage.", verbatim: true},
		{name: "a crop that loses a condition", draft: `France says it "could support further discussions" [1].`,
			shown: "We could support further discussions, provided that they take place by consensus.", verbatim: true},
		{name: "a negation that the record does not have", draft: `France does not want a programme that is "permanent, inclusive and action-oriented" [1].`, reason: "negation"},
		{name: "a refusal that the record does not have", draft: `France rejects a programme of action that is "permanent, inclusive and action-oriented" [1].`, reason: "negation"},
		{name: "a negation of something else", draft: `Russia does not want negotiations: "a platform not just for discussions, but for pragmatic and constructive negotiations" [2].`,
			shown: "The OEWG should become a platform not just for discussions, but for pragmatic and constructive negotiations.", verbatim: true},
		{name: "a number from nowhere", draft: `The programme was proposed by 75 States: "proposed by 60 States in 2020" [1].`, reason: `"75"`},
		{name: "a number word from nowhere", draft: `The programme was proposed by seventy States: "proposed by 60 States in 2020" [1].`, reason: `"70"`},
		{name: "a number of the record", draft: `It was, France says, "proposed by 60 States in 2020" [1].`,
			shown: `It was, France says, “proposed by 60 States in 2020”.`},
		{name: "the date of the statement", draft: `On 28 March 2022 France wanted the programme to be "permanent, inclusive and action-oriented" [1].`,
			shown: `On 28 March 2022 France wanted the programme to be “permanent, inclusive and action-oriented”.`},
		{name: "a date from nowhere", draft: `On 3 May 2024 France wanted it "permanent, inclusive and action-oriented" [1].`, reason: "May"},
		{name: "a name from nowhere", draft: `In Geneva France wanted it "permanent, inclusive and action-oriented" [1].`, reason: "Geneva"},
		{name: "a name that opens the sentence", draft: `Paris wants the programme "permanent, inclusive and action-oriented" [1].`, reason: "Paris"},
		{name: "the speaker's name", draft: `Ambassador Claire Martin wants the programme "permanent, inclusive and action-oriented" [1].`,
			shown: `Ambassador Claire Martin wants the programme “permanent, inclusive and action-oriented”.`},
		{name: "a name in the record as if it spoke", draft: `Ambassador Gafoor says the mechanism "should be flexible enough and able to evolve" [2].`, reason: "Gafoor"},
		{name: "another State", draft: `China wants the programme "permanent, inclusive and action-oriented" [1].`, reason: "China"},
		{name: "another State beside the right one", draft: `France and Germany want the programme "permanent, inclusive and action-oriented" [1].`, reason: "names Germany"},
		{name: "another State by its adjective", draft: `The American side wants it "permanent, inclusive and action-oriented" [1].`, reason: "American"},
		{name: "another State cited without words", draft: `France and Russia want it "permanent, inclusive and action-oriented" [1][2].`, reason: "names Russia"},
		{name: "a member is not its union", draft: `Germany supports "the establishment of a programme of action" [3].`, reason: "Germany"},
		{name: "the union itself", draft: `The European Union supports "the establishment of a programme of action" [3].`,
			shown: "The European Union and its member States support the establishment of a programme of action.", verbatim: true},
		{name: "a name without a delegation", draft: `Taiwan wants it "permanent, inclusive and action-oriented" [1].`, reason: "no delegation"},
		{name: "an unknown delegation is nobody", draft: `France wants that "points of contact should be nominated by every government" [4].`, reason: "France"},
		{name: "an unknown delegation, unnamed", draft: `The delegation holds that "points of contact should be nominated by every government" [4].`,
			shown: "The delegation holds that “points of contact should be nominated by every government”."},
		{name: "own words against the whole sentence quoted", draft: `France does support a treaty, "We do not support a new legally binding treaty at this stage" [1].`,
			shown: "We do not support a new legally binding treaty at this stage.", verbatim: true},
		{name: "a list item without its lead", draft: `Russia wants a track "by a parallel track of meetings" [2].`,
			shown: "We oppose attempts to replace the Group: (a) by a parallel track of meetings;", verbatim: true},
		{name: "words that the statement quotes", draft: `France wants that "States should negotiate a treaty on cyber weapons without delay" [1].`,
			shown: "The draft reads: “States should negotiate a treaty on cyber weapons without delay.” We cannot agree with this wording.", verbatim: true},
		{name: "words reported of others", draft: `France says that "a convention on weapons is needed now" [1].`,
			shown: "Some States argue that a convention on weapons is needed now. The draft reads: “States should negotiate a treaty on cyber weapons without delay.” We cannot agree with this wording.", verbatim: true},
		{name: "far from what it cites", draft: `France threatened armed retaliation and sanctions: "permanent, inclusive and action-oriented" [1].`, reason: "far"},
		{name: "a mention", draft: `@everyone France wants it "permanent, inclusive and action-oriented" [1].`, reason: "mention"},
		{name: "a user mention", draft: `<@1234> wants it "permanent, inclusive and action-oriented" [1].`, reason: "mention"},
		{name: "a link", draft: `See https://evil.example for it "permanent, inclusive and action-oriented" [1].`, reason: "link"},
		{name: "a masked link", draft: `[France](http://evil.example) wants it "permanent, inclusive and action-oriented" [1].`, reason: "link"},
		{name: "bold", draft: `**France** wants it "permanent, inclusive and action-oriented" [1].`, reason: "markup"},
		{name: "HTML", draft: `<b>France</b> wants it "permanent, inclusive and action-oriented" [1].`, reason: "markup"},
		{name: "code", draft: "`France` wants it \"permanent, inclusive and action-oriented\" [1].", reason: "code"},
		{name: "the source's own definition", draft: `The Open-ended Working Group should become "a platform not just for discussions, but for pragmatic and constructive negotiations" [2].`,
			shown: "The Open-ended Working Group should become “a platform not just for discussions, but for pragmatic and constructive negotiations”."},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := &Answer{}
			s := &sieve{ground: newGround(states(t), theFound(), nearness{embedder: retrieval.BagOfWords{}}), answer: a}
			for _, claim := range parseDraft(c.draft, true) {
				s.take(context.Background(), claim)
			}
			if c.reason != "" {
				if len(a.Points) > 0 {
					t.Fatalf("shown: %q", a.Points[0].Text)
				}
				if len(a.Withheld) == 0 || !strings.Contains(a.Withheld[0].Reason, c.reason) {
					t.Fatalf("withheld: %+v, want a reason with %q", a.Withheld, c.reason)
				}
				return
			}
			if len(a.Points) != 1 {
				t.Fatalf("points %+v, withheld %+v", a.Points, a.Withheld)
			}
			if p := a.Points[0]; p.Text != c.shown || p.Verbatim != c.verbatim {
				t.Errorf("shown %q (verbatim %v)\n want %q (verbatim %v)", p.Text, p.Verbatim, c.shown, c.verbatim)
			}
			for i, q := range c.quotes {
				if got := a.Citations[i].Quote; got != q {
					t.Errorf("citation %d quotes %q, want %q", i+1, got, q)
				}
			}
		})
	}
}
