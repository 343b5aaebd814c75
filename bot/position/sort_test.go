package position

import (
	"os"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/retrieval/corpus"
)

func testStates(t testing.TB) *corpus.States {
	t.Helper()
	src, err := os.ReadFile("../../data/states.toml")
	if err != nil {
		t.Fatal(err)
	}
	states, err := corpus.ParseStates("states.toml", src, nil)
	if err != nil {
		t.Fatal(err)
	}
	own, err := corpus.ParseStates("own.toml", []byte("[[state]]\ncode = \"FD\"\nname = \"Freedonia\"\nadjectives = [\"Freedonian\"]\n\n[[state]]\ncode = \"YL\"\nname = \"Sylvania\"\n"), states)
	if err != nil {
		t.Fatal(err)
	}
	return own
}

func said(text string) answer.Sentence {
	st := &corpus.Statement{ID: "x", By: "FD", Language: "en", Date: time.Date(2024, 1, 2, 0, 0, 0, 0, time.UTC), Text: text}
	c, _ := answer.Cite(corpus.Passage{Statement: st, End: len(text)}, 0, len(text))
	return answer.Sentence{Citation: c}
}

func TestSortOf(t *testing.T) {
	states := testStates(t)
	const topic = "a legally binding treaty"
	for _, c := range []struct {
		text string
		want Sort
	}{
		{"We support a legally binding treaty.", Supports},
		{"Freedonia strongly supports the negotiation of a legally binding treaty.", Supports},
		{"We would like to reiterate our support for a legally binding treaty.", Supports},
		{"My delegation is in favour of a legally binding treaty.", Supports},
		{"We do not support a legally binding treaty.", Opposes},
		{"We cannot accept a legally binding treaty.", Opposes},
		{"Freedonia does not support a legally binding treaty, whether wide or narrow.", Opposes},
		{"We discuss whether a legally binding treaty should be negotiated.", Speaks},
		{"We see no need for a legally binding treaty at this stage.", Opposes},
		{"My delegation opposes a legally binding treaty.", Opposes},
		{"We could support a legally binding treaty, provided that it is universal.", Conditional},
		{"We support a legally binding treaty if all agree to it.", Conditional},
		{"The group should negotiate a legally binding treaty.", Asks},
		{"We call for a legally binding treaty.", Asks},
		{"Freedonia supports a legally binding treaty, when conditions are ripe.", Conditional},
		{"We call for negotiations on a legally binding treaty to start without delay, and not later than 2024.", Asks},
		{"Freedonia now supports the start of negotiations on a legally binding treaty.", Supports},
		{"Freedonia has always supported a legally binding treaty.", Supports},
		{"Freedonia is prepared to take part in negotiations on a legally binding treaty, if they are universal.", Conditional},
		{"We no longer doubt: we now support a legally binding treaty.", Supports},
		// The verb's object is another, in which the topic is named.
		{"We welcome the mechanism, for which we voted by supporting a legally binding treaty.", Speaks},
		{"We support a ban on a legally binding treaty.", Speaks},
		{"We support alternatives to a legally binding treaty.", Speaks},
		{"We welcome the opposition of many to a legally binding treaty.", Speaks},
		{"We support Sylvania in its refusal of a legally binding treaty.", Speaks},
		{"We welcome that Sylvania opposes a legally binding treaty.", Speaks},
		// Negated twice, or against one kind of it alone.
		{"We cannot but support a legally binding treaty.", Speaks},
		{"We could not agree more with those words on a legally binding treaty.", Speaks},
		{"We are not opposed to a legally binding treaty.", Speaks},
		{"It is not that we do not support a legally binding treaty.", Speaks},
		{"We do not say that we oppose a legally binding treaty.", Speaks},
		{"We could not support a legally binding treaty that regulates information as such.", Speaks},
		{"We do not support such a legally binding treaty.", Speaks},
		// What was held once.
		{"In 2019 we opposed a legally binding treaty; today we take another view.", Speaks},
		{"We supported a legally binding treaty then.", Speaks},
		{"Of the legally binding treaty that we proposed in 2020 a legally binding treaty is left.", Speaks},
		{"Until 2021 we rejected a legally binding treaty.", Speaks},
		{"My predecessor said that we would not be able to join a legally binding treaty.", Speaks},
		// Somebody else's stance, another topic, or no rule's business.
		{"Sylvania supports a legally binding treaty.", Speaks},
		{"Opponents reject a legally binding treaty.", Speaks},
		{"Some States support a legally binding treaty.", Speaks},
		{"We support capacity-building, but others want a legally binding treaty.", Speaks},
		{"We support capacity-building; a legally binding treaty is another matter.", Speaks},
		{"Members have different views on whether a legally binding treaty should be negotiated now.", Speaks},
		{"I also heard a number of delegations say that a legally binding treaty should be taken up.", Speaks},
		{"The group should in no case negotiate a legally binding treaty.", Speaks},
		{"We oppose delay and a legally binding treaty is what we support.", Speaks},
		{"We oppose delay and support a legally binding treaty.", Speaks},
		{"We support dialogue and reject a legally binding treaty.", Speaks},
		{"The draft says that we support a legally binding treaty.", Speaks},
		{"We do not oppose a legally binding treaty.", Speaks},
		{"We have never supported a legally binding treaty.", Speaks},
		{"We cannot accept a legally binding treaty unless it is universal.", Speaks},
		{"Would we support a legally binding treaty?", Speaks},
		{"The group should not negotiate a legally binding treaty.", Speaks},
		{"A legally binding treaty was discussed at length.", Speaks},
	} {
		if got := SortOf(states, said(c.text), topic); got != c.want {
			t.Errorf("%q is sorted %s, want %s", c.text, got, c.want)
		}
	}
}

func TestNamesTheOtherSide(t *testing.T) {
	states := testStates(t)
	for _, c := range []struct {
		text        string
		agree, said bool
	}{
		{"We agree with Sylvania that norms matter.", true, true},
		{"We share the views of Sylvania on this.", true, true},
		{"As stated by Sylvania, norms matter.", true, true},
		{"We do not agree with Sylvania.", false, true},
		{"We disagree with Sylvania on this.", false, true},
		{"Unlike Sylvania, we see a gap.", false, true},
		{"Sylvania agrees with nobody.", false, false},
		{"Freedonia agrees with Sylvania.", true, true},
		{"Ruritania agrees with Sylvania.", false, false},
		{"Germany agrees with Sylvania on this, and we are listening.", false, false},
		{"We do not disagree with Sylvania.", false, false},
		{"We agree with the critics of Sylvania.", false, false},
		{"We agree with those who oppose Sylvania.", false, false},
		{"We agree with the statement made by Germany, France and Sylvania.", true, true},
		{"We could not agree more with Sylvania.", false, false},
		{"We would agree with Sylvania if it named the terms.", false, false},
		{"Unlike Sylvania, we have no embassy here.", false, false},
		{"We heard Germany say that it agrees with Sylvania.", false, false},
		{"We agree with the Chair. Sylvania spoke too.", false, false},
		{"We cannot say that we agree with Sylvania.", false, false},
		{"Some delegations agree with Sylvania.", false, false},
	} {
		agree, told := names(states, Quote{Sentence: said(c.text)}, "YL")
		if agree != c.agree || told != c.said {
			t.Errorf("%q: agree %v, said %v; want %v, %v", c.text, agree, told, c.agree, c.said)
		}
	}
}
