package answer

import (
	"slices"
	"strings"
	"testing"
)

// TestWrongPersonsAreToldFirst holds that words of a delegation that are not those
// of the person asked for come behind a sentence that says so.
func TestWrongPersonsAreToldFirst(t *testing.T) {
	e := library(t,
		spokenBy("a", "FR", "Claire Exemple", "Voting on procedure would divide the working group."),
		spokenBy("b", "IT", "Ada Prova", "Voting on procedure is a matter for the working group."),
	)
	for question, want := range map[string][]string{
		"What did Claire Exemple of Italy say about voting on procedure?": {"No statement held by Italy names “Claire Exemple” as its speaker; those that do are by France.", "What follows was said for Italy and is not that person's."},
		"What did Mr. Nobody of Italy say about voting on procedure?":     {"No statement that is held names a speaker called “Nobody”.", "What follows was said for Italy and is not that person's."},
		"What did Ada Prova of Italy say about voting on procedure?":      nil,
	} {
		var grown []Point
		a, err := e.Ask(t.Context(), Question{Text: question}, func(p Point) { grown = append(grown, p) })
		if err != nil || a.Status != Answered {
			t.Fatalf("%s: %v %v", question, a, err)
		}
		before, behind := a.Notified()
		if !slices.Equal(before, want) || slices.Contains(behind, "What follows was said for Italy and is not that person's.") {
			t.Errorf("%s: before the words %q, behind them %q", question, before, behind)
		}
		for i, line := range want {
			if len(grown) <= i || grown[i].Text != line || !grown[i].Own {
				t.Errorf("%s: it grew from %+v", question, grown)
			}
		}
	}
	a := ask(t, e, "What did Claire Exemple of Italy say about penguins in zoos?")
	if a.Status != Silent || slices.ContainsFunc(a.Notices, func(n string) bool { return strings.HasPrefix(n, "What follows") }) {
		t.Errorf("nothing follows: %q", a.Notices)
	}
}

// TestNoSilenceIsSaidOfWhatIsMentioned holds that statements are not said to be
// silent of a matter of which they have a word.
func TestNoSilenceIsSaidOfWhatIsMentioned(t *testing.T) {
	e := library(t,
		statement("a", "FR", "2022-03-28", "Penguins were on the stamp of the letter that announced the session."),
		statement("b", "KE", "2022-03-28", "Capacity-building should be driven by demand."),
	)
	long := "What does %s say about the feeding, the breeding, the moulting and the swimming of penguins, seals, whales and albatrosses?"
	for name, silent := range map[string]bool{"France": false, "Kenya": true} {
		a := ask(t, e, strings.Replace(long, "%s", name, 1))
		if a.Status != Silent {
			continue // it was answered
		}
		said := slices.ContainsFunc(a.Notices, func(n string) bool { return strings.Contains(n, "not speak of this") })
		if said != silent {
			t.Errorf("%s: %q", name, a.Notices)
		}
	}
}

func TestOfficesAreNoMisspeltNames(t *testing.T) {
	e := library(t,
		statement("a", "FR", "2022-03-28", "Consensus should be the rule of the working group."),
		statement("b", "chair", "2022-03-29", "Consensus is within reach of the working group."),
	)
	for question, want := range map[string]string{
		"What did the Secretary-General say about consensus?":    "No statement by the Secretary-General is held.",
		"What does the High Representative say about consensus?": "No statement that is held is by the High Representative.",
		"What did the Facilitator propose on consensus?":         "No statement that is held is by the Facilitator.",
	} {
		if a := ask(t, e, question); a.Status != Silent || !slices.Contains(a.Notices, want) {
			t.Errorf("%s: %q", question, a.Notices)
		}
	}
	a := ask(t, e, "What did the Chair say about consensus?")
	if len(a.Citations) != 1 || a.Citations[0].Statement.By != "chair" {
		t.Errorf("the Chair: %+v %q", a.Points, a.Notices)
	}
	a = ask(t, e, "What did France say about the Chair?")
	if slices.Contains(a.Understood.States, "chair") {
		t.Error("the Chair is asked where it is spoken of")
	}
}

// TestPersonsWithoutATopic holds that who asks about a person is told where that
// person is held as a speaker, and who asks for a draft in a person's name as well.
func TestPersonsWithoutATopic(t *testing.T) {
	e := library(t,
		spokenBy("a", "FR", "Claire Exemple", "Voting on procedure would divide the working group."),
		spokenBy("b", "BR", "Paulo Exemple", "Voting on procedure is a last resort for the working group."),
	)
	for question, want := range map[string]string{
		"Who is Claire Exemple?":              "Claire Exemple is held as the speaker of 1 statement by France: 28 March 2022 (OEWG 2021-2025).",
		"Tell me about Ambassador Exemple":    "Paulo Exemple is held as the speaker of 1 statement by Brazil: 28 March 2022 (OEWG 2021-2025).",
		"what is known about claire exemple?": "Claire Exemple is held as the speaker of 1 statement by France: 28 March 2022 (OEWG 2021-2025).",
	} {
		a := ask(t, e, question)
		if a.Status != Answered || len(a.Citations) > 0 || !slices.ContainsFunc(a.Points, func(p Point) bool { return p.Own && p.Text == want }) {
			t.Errorf("%s: %+v %q", question, a.Points, a.Notices)
		}
	}
	a := ask(t, e, "Draft a statement for Claire Exemple")
	if !slices.ContainsFunc(a.Notices, func(n string) bool { return strings.HasPrefix(n, "Claire Exemple is held as the speaker") }) || !slices.Contains(a.Notices, nameATopic) {
		t.Errorf("%q", a.Notices)
	}
	a = ask(t, e, "Draft a statement for Ambassador Claire Exemple on voting on procedure")
	for _, c := range a.Citations {
		if c.Statement.By != "FR" {
			t.Errorf("words of %s in a draft for Claire Exemple", c.Statement.By)
		}
	}
	if len(a.Citations) == 0 {
		t.Errorf("nothing for a drafter: %q", a.Notices)
	}
}

// TestWhatIsTakenForGranted has the same premise in many forms.
func TestWhatIsTakenForGranted(t *testing.T) {
	e := library(t, statement("a", "FR", "2022-03-28", "Norms of responsible behaviour apply to every State. The working group should go on."))
	for _, question := range []string{
		"Since France left the working group, why does it speak of norms?",
		"Given that France withdrew from the working group, what does it say of norms?",
		"Because France boycotted the working group, what did it say of norms?",
		"Considering that France rejected norms, what does it say of the working group?",
		"Although France abandoned the working group, what does it say of norms?",
		"Now that France has quit the working group, what does it say of norms?",
		"Even though France vetoed norms, what does it say of the working group?",
		"After France walked out, what did it say of norms?",
		"Before France signed the treaty, what did it say of norms?",
		"If France opposes norms, what does it say of the working group?",
		"What does France, which left the working group, say of norms?",
		"What does France, having ratified the treaty, say of norms?",
		"What made France leave the working group?",
		"What led France to reject norms?",
		"How come France left the working group?",
		"Explain why France blocked norms",
		"Tell me why France refused norms.",
		"What was said after France's withdrawal from the working group on norms?",
		"Why did France leave the working group?",
		"When did France sign the treaty on norms?",
	} {
		a := ask(t, e, question)
		at := slices.IndexFunc(a.Notices, func(n string) bool { return strings.HasPrefix(n, "The question says “") })
		if at < 0 || a.Status == Answered && at >= a.Ahead {
			t.Errorf("%s: %q, %d ahead", question, a.Notices, a.Ahead)
		}
	}
	for _, question := range []string{"Since 2021, what has France said of norms?", "What does France say of norms?"} {
		if a := ask(t, e, question); slices.ContainsFunc(a.Notices, func(n string) bool { return strings.HasPrefix(n, "The question says") }) {
			t.Errorf("%s: %q", question, a.Notices)
		}
	}
}
