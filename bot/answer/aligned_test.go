package answer

import (
	"slices"
	"strings"
	"testing"

	"verbatim/retrieval/corpus"
)

// A State that aligned itself with a group's statement is answered with that
// statement, as the group's; what it said itself comes as its own.
func TestAlignedStates(t *testing.T) {
	const words = "Cyber weapons should never be used against hospitals. The mandate of the Group should be extended until 2030."
	eu := statement("eu", "eu", "2022-03-28", words, func(s *corpus.Statement) { s.Aligned = []string{"NO", "UA"} })
	e := library(t, eu, statement("ua", "UA", "2022-03-29", "Ukraine believes that cyber insurance should be regulated by every State."))
	a := ask(t, e, "What does Norway say about cyber weapons?")
	if len(a.Points) == 0 || a.Points[0].By != "eu" || !slices.Contains(a.Notices, "Source 1 is not by Norway, which aligned itself with that statement.") {
		t.Errorf("%+v %q", a.Points, a.Notices)
	}
	a = ask(t, e, "What does France say about cyber weapons?") // a member
	if len(a.Points) == 0 || a.Points[0].By != "eu" || strings.Contains(strings.Join(a.Notices, " "), "aligned") {
		t.Errorf("%+v %q", a.Points, a.Notices)
	}
	for question, want := range map[string]string{
		"What does Norway say about penguins?":  "The one statement with which Norway aligned itself that is held (28 March 2022) does not speak of this.",
		"What does Ukraine say about penguins?": "The one statement by Ukraine that is held (29 March 2022) does not speak of this.",
		"What does Japan say about penguins?":   "No statement by Japan is held.",
	} {
		if a := ask(t, e, question); a.Status != Silent || !slices.Contains(a.Notices, want) {
			t.Errorf("%s: %q", question, a.Notices)
		}
	}
}

// How a meeting is conducted is no position: it answers who asks for the Chair.
func TestConductOfAMeeting(t *testing.T) {
	e := library(t,
		statement("chair", "chair", "2022-03-28", "We now turn to cyber weapons against hospitals, and I give the floor to France.", func(s *corpus.Statement) { s.Kind = corpus.KindProcedural }),
		statement("fr", "FR", "2022-03-28", "France believes that cyber weapons should never be used against hospitals."))
	for _, asked := range [][]string{nil, {"chair"}} {
		want := strings.Join(append(asked, "FR")[:1], "")
		a, err := e.Ask(t.Context(), Question{Text: "What is said about cyber weapons against hospitals?", States: asked}, nil)
		if err != nil || len(a.Points) == 0 {
			t.Fatalf("%v: nothing (%v)", asked, err)
		}
		for _, p := range a.Points {
			if p.By != want {
				t.Errorf("%v: %+v", asked, p)
			}
		}
	}
}
