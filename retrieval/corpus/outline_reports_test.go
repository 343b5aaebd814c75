package corpus

import "testing"

func TestWhatIsMadeOfOthersWords(t *testing.T) {
	for _, c := range []struct {
		name, text, cut, want string
	}{
		{"charge", "It has been said in this room that we have abandoned the norms. We have not. Norms matter to us.", "It has been said", "It has been said in this room that we have abandoned the norms. We have not."},
		{"proposal", "We listened carefully to the proposal that a treaty be drafted. Sylvania would not be able to join it. Lunch is at one.", "We listened", "We listened carefully to the proposal that a treaty be drafted. Sylvania would not be able to join it."},
		{"draft", "The draft says that all States support a treaty. Freedonia finds no such support. Lunch is at one.", "The draft", "The draft says that all States support a treaty. Freedonia finds no such support."},
		{"some", "Some delegations argue that a treaty is needed. Experience has taught us otherwise. Lunch is at one.", "Some delegations", "Some delegations argue that a treaty is needed. Experience has taught us otherwise."},
		{"curt", "The report speaks of our consent. It does not have it. Lunch is at one.", "The report", "The report speaks of our consent. It does not have it."},
		{"announced", "The second concerns a legally binding instrument. We see no need for one. Lunch is at one.", "The second", "The second concerns a legally binding instrument. We see no need for one."},
		{"announced nothing", "On norms, we have a few words to say. Lunch is at one.", "On norms", "On norms, we have a few words to say."},
		{"other paragraph", "Some delegations argue that a treaty is needed.\n\nLunch is at one o'clock.", "Some delegations", "Some delegations argue that a treaty is needed."},
		{"own words", "We argue that a treaty is needed. Lunch is at one.", "We argue", "We argue that a treaty is needed."},
		{"french", "Certains affirment qu'un traité est nécessaire. L'expérience enseigne le contraire. Le déjeuner est servi.", "Certains", "Certains affirment qu'un traité est nécessaire. L'expérience enseigne le contraire."},
		{"russian", "Некоторые делегации утверждают, что договор нужен. Опыт учит иному. Обед в час.", "Некоторые", "Некоторые делегации утверждают, что договор нужен. Опыт учит иному."},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := OutlineOf(c.text)
			if got := o.Widen(Span{0, len(c.cut)}).In(c.text); got != c.want {
				t.Errorf("shown is %q, want %q", got, c.want)
			}
		})
	}
}
