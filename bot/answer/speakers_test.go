package answer

import (
	"slices"
	"strings"
	"testing"

	"verbatim/retrieval/corpus"
)

// spokenBy makes a statement with a named speaker.
func spokenBy(id, by, speaker, text string) *corpus.Statement {
	return statement(id, by, "2022-03-28", text, func(st *corpus.Statement) { st.Speaker = speaker })
}

// TestAPersonsWordsAreThatPersons holds that who asks for a person's words gets
// no namesake's and nobody else's.
func TestAPersonsWordsAreThatPersons(t *testing.T) {
	e := library(t,
		spokenBy("a", "FR", "Claire Exemple", "Voting on procedure would divide the working group."),
		spokenBy("b", "BR", "H.E. Mr. Paulo Exemple", "Voting on procedure is a last resort for the working group."),
		spokenBy("c", "DE", "Anna-Maria Müster-Weber", "Voting on procedure has never been tried in the working group."),
		spokenBy("d", "RU", "Иван Образцов", "Voting on procedure must not replace consensus in the working group."),
		spokenBy("e", "AU", "Jordan Chadwick", "Voting on procedure is what nobody asked for in the working group."),
		statement("f", "IT", "2022-03-28", "Voting on procedure is a matter for the working group."),
		spokenBy("g", "ES", "Count Ano Doe", "Voting on procedure is new to the working group."),
	)
	for question, want := range map[string]string{
		"What did Claire Exemple say about voting on procedure?":                 "FR",
		"What did Paulo Exemple say about voting on procedure?":                  "BR",
		"What did Ambassador Exemple say about voting on procedure?":             "BR FR",
		"What did Mr. Exemple of Brazil say about voting on procedure?":          "BR",
		"what did claire exemple say about voting on procedure?":                 "FR",
		"What is CLAIRE EXEMPLE's position on voting on procedure?":              "FR",
		"What does Muster-Weber think of voting on procedure?":                   "DE",
		"According to Anna-Maria Müster-Weber, has voting on procedure a place?": "DE",
		"What did Иван Образцов say about voting on procedure?":                  "RU",
		"What did Jordan Chadwick say about voting on procedure?":                "AU",
		"Voting on procedure: what did the ambassador Chadwick say?":             "AU",
		"What did France say about voting on procedure?":                         "FR",
		"What was said about voting on procedure?":                               "AU BR ES FR IT RU",
		"What did Ambassador Nobody say about voting on procedure?":              "",
		"what did the chair chadwick say about voting on procedure?":             "AU",
		"¿Qué dijo chadwick sobre voting on procedure?":                          "AU",
		"Exemple on voting on procedure":                                         "BR FR",
		"Which is Exemple' view of voting on procedure?":                         "BR FR",
		"What does Ambassador-at-large Exemple say about voting on procedure?":   "BR FR",
		"According to Maurice Exemple, has voting on procedure a place?":         "",
		"What did the Legal Adviser of Italy say about voting on procedure?":     "IT",
		"What did Mr. Doe say about voting on procedure?":                        "ES",
		"what did mr doe say about voting on procedure?":                         "ES",
		"what did ambassador exemple say about voting on procedure?":             "BR FR",
		"what did exemple say about voting on procedure?":                        "BR FR",
		"what did mr nobody say about voting on procedure?":                      "",
		"What did Anna Maria say about voting on procedure?":                     "DE",
		"What did Müster Weber say about voting on procedure?":                   "DE",
		"What did Paulo say about voting on procedure?":                          "BR",
		"What Did Exemple Say About Voting On Procedure?":                        "BR FR",
		"What did Brazil's Exemple say about voting on procedure?":               "BR",
		"What did Maurice Exemple say about voting on procedure?":                "",
		"What did Ambassador Maurice Exemple say about voting on procedure?":     "",
		"What did Claire Someone say about voting on procedure?":                 "",
		"What did Claire Exemple and Chadwick say about voting on procedure?":    "AU FR",
		"Compare Claire Exemple and Jordan Chadwick on voting on procedure.":     "AU FR",
		"What did Mr. Claude Nobody say about voting on procedure?":              "",
		"What did Mr. Nobody of Italy say about voting on procedure?":            "IT",
	} {
		a := ask(t, e, question)
		var by []string
		for _, c := range a.Citations {
			by = append(by, c.Statement.By)
		}
		slices.Sort(by)
		if got := strings.Join(slices.Compact(by), " "); got != want {
			t.Errorf("%s: words of %q, not of %q; %q", question, got, want, a.Notices)
		}
	}
}

// TestInitialsMakeNoBetterName holds that a surname alone means every speaker of
// that surname, also where of one no more than initials are known.
func TestInitialsMakeNoBetterName(t *testing.T) {
	e := library(t,
		spokenBy("a", "JP", "G. A. Brown", "Voting on procedure is a habit of other working groups."),
		spokenBy("b", "KE", "Vera Brown", "Voting on procedure is no habit of this working group."),
	)
	for _, question := range []string{"What did Brown say about voting on procedure?", "What did Counsellor Brown say about voting on procedure?"} {
		if a := ask(t, e, question); len(a.Citations) != 2 {
			t.Errorf("%s: %d citations; %q", question, len(a.Citations), a.Notices)
		}
	}
}

func TestPersonsAreToldOf(t *testing.T) {
	e := library(t,
		spokenBy("a", "FR", "Claire Exemple", "Voting on procedure would divide the working group."),
		spokenBy("b", "BR", "Paulo Exemple", "Voting on procedure is a last resort for the working group."),
		statement("c", "IT", "2022-03-28", "Voting on procedure is a matter for the working group."),
		statement("d", "ES", "2022-03-28", "A transcript names its speaker.", func(st *corpus.Statement) {
			st.Speaker, st.Grade = "Ana Transcrita", corpus.UnofficialTranscript
		}),
	)
	for question, want := range map[string]string{
		"What did Ambassador Exemple say about voting on procedure?":                        "Only statements were looked into that name as their speaker Claire Exemple (France) or Paulo Exemple (Brazil).",
		"What did Claire Exemple say about quantum computers?":                              "Nothing near enough to this was found in these.",
		"What did Ambassador Nobody say about voting on procedure?":                         "No statement that is held names a speaker called “Nobody”.",
		"What did Ambassador Maurice Exemple say about voting on procedure?":                "No statement that is held names a speaker called “Maurice Exemple”.",
		"What did Ambassador Paulo Exemple of Brazil tell Italy about voting on procedure?": "No statement by Italy is held that names this speaker; 1 other is held (28 March 2022).",
		"What did Claire Exemple of Italy say about voting on procedure?":                   "No statement held by Italy names “Claire Exemple” as its speaker; those that do are by France.",
		"What did Ambassador Transcrita say about the names of transcripts":                 "No statement that is held names a speaker called “Transcrita”.",
	} {
		if a := ask(t, e, question); !slices.Contains(a.Notices, want) {
			t.Errorf("%s: %q", question, a.Notices)
		}
	}
}

// TestAPersonGoesOn has a follow-up stay with the person asked before, and leave
// that person where it names somebody else.
func TestAPersonGoesOn(t *testing.T) {
	e := library(t,
		spokenBy("a", "FR", "Claire Exemple", "Voting on procedure would divide the group. Ransomware harms hospitals."),
		spokenBy("b", "BR", "Paulo Exemple", "Voting on procedure is a last resort. Ransomware harms every harbour."),
	)
	var before []Turn
	for _, c := range [][2]string{
		{"What did Ambassador Claire Exemple say about voting on procedure?", "FR"},
		{"and on ransomware?", "FR"},
		{"what did she say about voting on procedure?", "FR"},
		{"and Paulo Exemple?", "BR"},
		{"and France?", "FR"},
		{"what about ransomware?", "FR"},
	} {
		a, err := e.Ask(t.Context(), Question{Text: c[0], Before: before}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Citations) == 0 {
			t.Errorf("%s: nothing, understood as %q; %q", c[0], a.Understood.Question, a.Notices)
		}
		for _, cited := range a.Citations {
			if cited.Statement.By != c[1] {
				t.Errorf("%s: words of %s, understood as %q", c[0], cited.Statement.By, a.Understood.Question)
			}
		}
		before = append(before, Turn{Question: c[0], Understood: a.Understood, By: []string{c[1]}})
	}
}

// TestPersonsInTwoScripts holds that a speaker whom one document prints in Cyrillic
// letters and another in Latin ones is one, and that initials keep others apart.
func TestPersonsInTwoScripts(t *testing.T) {
	e := library(t,
		spokenBy("a", "RU", "Г. А. Образцов", "Voting on procedure must not replace consensus in the working group."),
		spokenBy("b", "RU", "G. A. Obraztsov", "Voting on procedure is no rule of the working group that we know."),
		spokenBy("c", "RU", "Vasily Obraztsov", "Voting on procedure was discussed by experts outside the working group."),
		spokenBy("d", "BY", "Юрий Жуковский", "Voting on procedure is for later sessions of the working group."),
	)
	for question, want := range map[string]string{
		"What did Obraztsov say about voting on procedure?":        "a b c",
		"What did Образцов say about voting on procedure?":         "a b c",
		"What did G. A. Obraztsov say about voting on procedure?":  "a b",
		"What did Г. А. Образцов say about voting on procedure?":   "a b",
		"What did V. Obraztsov say about voting on procedure?":     "c",
		"What did Mr. Zhukovsky say about voting on procedure?":    "d",
		"What did Yury Zhukovsky say about voting on procedure?":   "d",
		"What did Mr. G. Zhukovsky say about voting on procedure?": "",
	} {
		var got []string
		for _, c := range ask(t, e, question).Citations {
			got = append(got, c.Statement.ID)
		}
		slices.Sort(got)
		if ids := strings.Join(slices.Compact(got), " "); ids != want {
			t.Errorf("%s: %s, want %s", question, ids, want)
		}
	}
}
