package answer

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// weapons are statements each of which has a sentence on cyber weapons.
func weapons(t testing.TB) *Engine {
	text := "%s believes that cyber weapons should never be used against hospitals. The mandate of the Group should be extended until 2030."
	return library(t,
		statement("ru", "RU", "2022-03-28", fmt.Sprintf(text, "Russia")),
		statement("fr", "FR", "2022-03-29", fmt.Sprintf(text, "France")),
		statement("cn", "CN", "2022-03-30", fmt.Sprintf(text, "China")))
}

func TestNamesAskedAreNotSearchedFor(t *testing.T) {
	e := weapons(t)
	for question, by := range map[string]string{
		"What do Russia, France, China and Taiwan say about cyber weapons?": "RU FR CN",
		"Taiwan and China on cyber weapons":                                 "CN",
		"What do Moscow and Paris say about cyber weapons?":                 "RU FR",
		"what does the kremlin say about cyber weapons":                     "RU",
	} {
		a := ask(t, e, question)
		var quoted []string
		for _, p := range a.Points {
			quoted = append(quoted, p.By)
		}
		for _, code := range strings.Fields(by) {
			if !strings.Contains(strings.Join(quoted, " "), code) {
				t.Errorf("%s: nothing by %s: %v %q", question, code, quoted, a.Notices)
			}
		}
		if got := strings.Join(a.Understood.States, " "); got != by {
			t.Errorf("%s: understood as asking %s", question, got)
		}
		if notices := strings.Join(a.Notices, " "); strings.Contains(notices, "speak of this") || strings.Contains(question, "Taiwan") != strings.Contains(notices, "No delegation") {
			t.Errorf("%s: %q", question, notices)
		}
	}
}

func TestTheReportClaimsNoMoreThanTheSearch(t *testing.T) {
	e := weapons(t)
	for question, want := range map[string]string{
		"What does Russia say about penguins?":        "The one statement by the Russian Federation that is held (28 March 2022) does not speak of this.",
		"What does Japan say about cyber weapons?":    "No statement by Japan is held.",
		"What does Russia say about cyber insurance?": "Nothing near enough to this was found in the one statement by the Russian Federation that is held (28 March 2022).",
		"What is said about penguins?":                "Nothing that is held speaks of this.",
		"What is said about cyber insurance?":         "Nothing near enough to this was found in what is held.",
		"What does Taipei say about cyber weapons?":   "No delegation",
		"What does Brussels say about cyber weapons?": "may mean more than one State",
	} {
		a := ask(t, e, question)
		if a.Status != Silent || !strings.Contains(strings.Join(a.Notices, " "), want) {
			t.Errorf("%s: %s %q, want %q", question, a.Status, a.Notices, want)
		}
	}
}

// english is an embedder that knows English alone.
type english struct{ retrieval.Embedder }

func (english) Languages() []string { return []string{"en"} }

// TestAnotherLanguageProvesNoSilence asks in words that no statement has, as
// these are in another language: it is not said that they do not speak of it.
func TestAnotherLanguageProvesNoSilence(t *testing.T) {
	e := library(t,
		statement("cn", "CN", "2022-03-28", "China proposes that a legally binding treaty on information security be negotiated."),
		statement("cu", "CU", "2022-03-28", "Cuba propone que se negocie sin demora un instrumento sobre las armas.", func(s *corpus.Statement) { s.Language = "es" }))
	e.Embedder = english{e.Embedder}
	for question, silent := range map[string]bool{
		"¿Qué dice China sobre los pingüinos?": false,
		"What does Cuba say about penguins?":   false,
		"What does China say about penguins?":  true,
	} {
		a := ask(t, e, question)
		if said := strings.Contains(strings.Join(a.Notices, " "), "does not speak of this"); a.Status != Silent || said != silent {
			t.Errorf("%s: %s %q", question, a.Status, a.Notices)
		}
	}
}

func TestFollowUpsInheritNobody(t *testing.T) {
	e := weapons(t)
	first := ask(t, e, "What does Russia say about cyber weapons?")
	for followUp, want := range map[string]string{"And Taiwan?": "", "And Paris?": "FR", "and china?": "CN"} {
		a, err := e.Ask(context.Background(), Question{Text: followUp, Before: []Turn{{Question: first.Question, Understood: first.Understood, By: []string{"RU"}}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range a.Points {
			if p.By != want {
				t.Errorf("%s (%s): %s is quoted", followUp, a.Understood.Question, p.By)
			}
		}
		if (want != "") != (a.Status == Answered) {
			t.Errorf("%s: %s %q", followUp, a.Status, a.Notices)
		}
	}
}

func TestQuoteCountsEveryPlace(t *testing.T) {
	same := "States should refrain from the use of cyber weapons against hospitals."
	undated := func(s *corpus.Statement) { s.Date = day("2020-01-01").AddDate(-2019, 0, 0) }
	e := library(t,
		statement("ru-1", "RU", "2021-06-01", same),
		statement("ru-2", "RU", "2022-06-01", same),
		statement("ru-3", "RU", "2020-06-01", same, undated),
		statement("ru-4", "RU", "2020-06-01", same, undated),
		statement("ru-5", "RU", "2023-06-01", same+" This is said again."),
		statement("fr-1", "FR", "2022-06-01", same))
	for words, want := range map[string][2]int{
		"use of cyber weapons against hospitals": {6, 6},
		"hospitals weapons refrain":              {6, 0},
		"hospital weapon":                        {6, 0},
		"said again":                             {1, 1},
	} {
		q, err := e.Quote(context.Background(), QuoteRequest{Words: words})
		if err != nil {
			t.Fatal(err)
		}
		if q.Total != want[0] || q.Exact != want[1] || len(q.Citations) != want[0] {
			t.Errorf("%s: %d in all, %d exact, %d shown, want %v", words, q.Total, q.Exact, len(q.Citations), want)
		}
		seen := map[string]bool{}
		for _, c := range q.Citations {
			seen[c.Statement.ID] = true
		}
		if len(seen) != want[0] {
			t.Errorf("%s: of %d statements", words, len(seen))
		}
	}
	q, err := e.Quote(context.Background(), QuoteRequest{Words: "cyber weapons", States: []string{"RU"}, N: 2})
	if err != nil || q.Total != 5 || len(q.Citations) != 2 {
		t.Errorf("%d in all, %d shown, %v", q.Total, len(q.Citations), err)
	}
}

func TestReadingAHostileQuestion(t *testing.T) {
	s := states(t)
	for _, q := range []string{
		strings.Repeat("Russia and ", 3000), strings.Repeat("moscow uk ", 3000), strings.Repeat("what does ", 3000),
		strings.Repeat("in 2021 ", 4000), strings.Repeat("?! ", 10000), strings.Repeat("l'", 13000), strings.Repeat("对", 10000), "\xff\xfe", strings.Repeat("the ", 8000) + "Russia",
	} {
		u := read(s, Question{Text: q})
		searchText(s, u)
		complete(s, Question{Text: q, Before: []Turn{{Question: "What does Russia say?", Understood: read(s, Question{Text: "What does Russia say?"})}}})
		declined(q)
		draft := read(s, Question{Text: "Draft a statement for Russia on norms"})
		complete(s, Question{Text: "And on " + q, Before: []Turn{{Question: draft.Question, Understood: draft}}})
		read(s, Question{Text: "Draft a statement on " + q})
	}
}

func BenchmarkQuoteEverything(b *testing.B) {
	var sts []*corpus.Statement
	for i := range 2500 {
		var text strings.Builder
		for k := range 4 {
			fmt.Fprintf(&text, "%d. Paragraph %d of statement %d holds words on peace and security. %s\n\n", k+1, k, i%50, strings.Repeat("Norms of responsible behaviour guide what all States do in the use of technologies. ", 9))
		}
		sts = append(sts, statement(fmt.Sprintf("s-%04d", i), []string{"RU", "CN", "FR", "BR"}[i%4], "2022-03-28", text.String()))
	}
	e := library(b, sts...)
	b.ReportMetric(float64(e.Index().Len()), "passages")
	for name, r := range map[string]QuoteRequest{
		"in one piece, 5 shown": {Words: "peace and security", N: 5}, "all words, 5 shown": {Words: "security holds peace", N: 5}, "all shown": {Words: "peace and security"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				q, err := e.Quote(context.Background(), r)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(q.Total), "found")
			}
		})
	}
}

// TestNoFalseReasonForSilence holds that a question that the search cannot read is
// no proof that a delegation did not speak of its subject, and that one in
// capitals is read.
func TestNoFalseReasonForSilence(t *testing.T) {
	e := library(t, statement("a", "FR", "2022-03-28", "France supports a legally binding treaty on the use of these technologies."))
	for _, question := range []string{"Was sagte France zu einem verbindlichen Vertrag?", "Cosa ha detto France su un trattato vincolante?", "条約について何と言いましたか? France"} {
		a := ask(t, e, question)
		if got := strings.Join(a.Notices, " "); a.Status != Silent || !strings.Contains(got, "Nothing near enough") || strings.Contains(got, "not speak of this") {
			t.Errorf("%s: %s, %q", question, a.Status, got)
		}
	}
	if a := ask(t, e, "WHAT DID FRANCE SAY ABOUT A LEGALLY BINDING TREATY?"); a.Status != Answered {
		t.Errorf("%s, %q", a.Status, a.Notices)
	}
}
