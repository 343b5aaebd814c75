package answer

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"verbatim/retrieval/corpus"
)

// ofServer gives a statement to a server.
func ofServer(scope string) func(*corpus.Statement) {
	return func(s *corpus.Statement) { s.ID, s.Scope = scope+":"+s.ID, scope }
}

func graded(g corpus.Grade) func(*corpus.Statement) {
	return func(s *corpus.Statement) { s.Grade = g }
}

// sharedStatements are what all may see; secretStatements what one server
// added: by delegations, on days, in processes and at sessions that nobody else
// holds, and the very words of shared ones, better graded and later.
func sharedStatements() []*corpus.Statement {
	return []*corpus.Statement{
		statement("fr", "FR", "2022-03-28", frenchText, graded(corpus.UnofficialTranscript)),
		statement("ru", "RU", "2021-06-23", russianText, func(s *corpus.Statement) { s.Process = "oewg-2019-2021" }),
		statement("unknown", "", "2023-12-11", unknownText),
	}
}

func secretStatements(scope string) []*corpus.Statement {
	secret := "Zanzibarium believes that cyber weapons of kind " + scope + " must never be used against zebras. The points of contact should meet in March."
	return []*corpus.Statement{
		statement("fr", "FR", "2024-05-06", frenchText, ofServer(scope), graded(corpus.Official)),
		statement("br", "BR", "2030-01-02", secret, ofServer(scope)),
		statement("ru-own", "RU", "2031-07-08", "Russia holds that quantum zebras"+scope+" endanger the treaty on cyber weapons.", ofServer(scope)),
		statement("gm", "JP", "2029-02-03", "Japan welcomes the work on zebra norms.", ofServer(scope),
			func(s *corpus.Statement) { s.Process, s.Session = "global-mechanism", "fourth substantive session" }),
		statement("nobody", "", "2032-03-04", "The zebra directory should be kept by every government.", ofServer(scope)),
	}
}

// roads are the questions by which something of a server's might be told.
var roads = []Question{
	{Text: "What does Brazil say about cyber weapons?"},
	{Text: "What does Russia say about quantum zebras?"},
	{Text: "What does Russia say about a treaty on cyber weapons?"},
	{Text: "What does Russia say about penguins?"},
	{Text: "What is said about zebras?"},
	{Text: "What is said about a programme of action?"},
	{Text: "What does France say about a legally binding treaty?"},
	{Text: "What did Japan say at the fourth session?"},
	{Text: "What was said in the global mechanism about norms?"},
	{Text: "What has Russia said since 2030 about zebras?"},
	{Text: "What did States say in 2029 about zebra norms?"},
	{Text: "What is said about the directory of points of contact?"},
	{Text: "What do Brazil, Russia and France say about cyber weapons?"},
	{Text: "zebras", States: []string{"BR"}},
	{Text: "zebras", Process: "global-mechanism"},
	{Text: "cyber weapons", Since: day("2029-01-01")},
	{Text: "Who said that zebra norms are needed?", States: []string{"JP"}},
	{Text: "What does Germany say about football?"},
	{Text: "And Brazil?", Before: []Turn{{Question: "What does Russia say about cyber weapons?", Understood: Understood{Question: "What does Russia say about cyber weapons?", States: []string{"RU"}}}}},
}

var quoteRoads = []QuoteRequest{
	{Words: "zebras"}, {Words: "must never be used against zebras"}, {Words: "Zanzibarium"}, {Words: "legally binding treaty"},
	{Words: "points of contact"}, {Words: "cyber weapons", States: []string{"BR"}}, {Words: "zebra norms", Process: "global-mechanism"},
	{Words: "anything at all", States: []string{"JP", "FR"}}, {Words: "norms", Since: day("2029-01-01")}, {Words: "government", N: 1},
}

// told is all that an answer gives, as text.
func told(t *testing.T, e *Engine, q Question) string {
	t.Helper()
	a, err := e.Ask(context.Background(), q, nil)
	if err != nil {
		t.Fatal(err)
	}
	a.Understood.near = nil
	text, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func toldQuotes(t *testing.T, e *Engine, r QuoteRequest) string {
	t.Helper()
	q, err := e.Quote(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(q, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Whatever is asked, and by whatever drafter, the answer is word for word that
// of a library in which other servers added nothing.
func TestNothingOfAnotherServerIsTold(t *testing.T) {
	alone := library(t, sharedStatements()...)
	one := library(t, append(sharedStatements(), secretStatements("17")...)...)
	all := library(t, append(append(sharedStatements(), secretStatements("17")...), secretStatements("99")...)...)
	parrot := model(func(prompt string) (string, error) { // writes whatever it was shown
		var b strings.Builder
		for i := 1; i < 12; i++ {
			fmt.Fprintf(&b, "It is said that \"cyber weapons\" matter [%d]. It says \"points of contact should\" [%d]. ", i, i)
		}
		b.WriteString(strings.ReplaceAll(prompt, "\n", " "))
		return b.String(), nil
	})
	for _, drafter := range []Drafter{nil, parrot} {
		for _, e := range []*Engine{alone, one, all} {
			e.Drafter = drafter
		}
		for scope, reference := range map[string]*Engine{"": alone, "5": alone, "17": one} {
			for _, q := range roads {
				q.Scope = scope
				if got, want := told(t, all, q), told(t, reference, q); got != want {
					t.Errorf("in the server %q, %q (%d letters) is answered:\n%s\nwant:\n%s", scope, q.Text, len(got), got, want)
				}
			}
			for _, r := range quoteRoads {
				r.Scope = scope
				if got, want := toldQuotes(t, all, r), toldQuotes(t, reference, r); got != want {
					t.Errorf("in the server %q, quoting %q gives:\n%s\nwant:\n%s", scope, r.Words, got, want)
				}
			}
		}
	}
}

// No word, date or name of what a server added stands in what others are told.
func TestSecretsStaySecret(t *testing.T) {
	e := library(t, append(append(sharedStatements(), secretStatements("17")...), secretStatements("99")...)...)
	secrets := []string{"Zanzibarium", "17:", "99:", "2030-01-02", "2031", "2032", "2 January 2030", "\"official\"", "Japan welcomes", "2029-02-03", "2024-05-06", "kind 17", "kind 99"}
	for _, scope := range []string{"", "5", "1", "7"} {
		for _, q := range roads {
			q.Scope = scope
			text := told(t, e, q)
			for _, secret := range secrets {
				if strings.Contains(text, secret) && !strings.Contains(q.Text, secret) {
					t.Errorf("in the server %q, %q tells %q:\n%s", scope, q.Text, secret, text)
				}
			}
		}
		for _, r := range quoteRoads {
			r.Scope = scope
			text := strings.ReplaceAll(toldQuotes(t, e, r), r.Words, "")
			for _, secret := range secrets {
				if strings.Contains(text, secret) {
					t.Errorf("in the server %q, quoting %q tells %q:\n%s", scope, r.Words, secret, text)
				}
			}
		}
	}
}

// In the server that added it, it is answered, quoted and counted.
func TestAServerSeesItsOwn(t *testing.T) {
	e := library(t, append(append(sharedStatements(), secretStatements("17")...), secretStatements("99")...)...)
	ask := func(text string) *Answer {
		t.Helper()
		a, err := e.Ask(context.Background(), Question{Text: text, Scope: "17"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	for question, statement := range map[string]string{
		"What does Brazil say about cyber weapons against zebras?": "17:br",
		"What did Japan say at the fourth session about norms?":    "17:gm",
		"What was said in the global mechanism about zebra norms?": "17:gm",
		"What does Russia say about the treaty on cyber weapons?":  "17:ru-own",
	} {
		a := ask(question)
		if a.Status != Answered || a.Citations[0].Statement.ID != statement || len(a.Understood.Dropped) > 0 {
			t.Errorf("%s: %s %v %q", question, a.Status, a.Citations, a.Notices)
		}
	}
	report := strings.Join(ask("What does Brazil say about penguins?").Notices, " ")
	if !strings.Contains(report, "The one statement by Brazil that is held (2 January 2030)") || !strings.Contains(report, "The library holds 8 statements by Brazil, France, Japan, the Russian Federation, 2 of them by delegations unknown") {
		t.Errorf("the report: %q", report)
	}
	quotes, err := e.Quote(context.Background(), QuoteRequest{Words: "must never be used against zebras", Scope: "17"})
	if err != nil || quotes.Total != 1 || quotes.Citations[0].Statement.ID != "17:br" || quotes.Held.Statements != 8 {
		t.Errorf("%+v (%v)", quotes, err)
	}
	outside := strings.Join(outsiders(t, e), " ")
	if !strings.Contains(outside, "No statement by Brazil is held.") || !strings.Contains(outside, "The library holds 3 statements by France, the Russian Federation, 1 of them by a delegation unknown (23 June 2021 to 11 December 2023).") {
		t.Errorf("outside: %q", outside)
	}
}

func outsiders(t *testing.T, e *Engine) []string {
	t.Helper()
	a, err := e.Ask(context.Background(), Question{Text: "What does Brazil say about penguins?"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return a.Notices
}

// A library that holds nothing for one who asks says so, whatever servers have.
func TestNothingShared(t *testing.T) {
	e := library(t, secretStatements("17")...)
	a, err := e.Ask(context.Background(), Question{Text: "What is said about zebras?"}, nil)
	if err != nil || a.Status != Silent || !strings.Contains(strings.Join(a.Notices, " "), "holds no statement yet") || !reflect.DeepEqual(a.Held, Held{By: []string{}}) {
		t.Errorf("%+v (%v)", a, err)
	}
	a, err = e.Ask(context.Background(), Question{Text: "What does Brazil say about the use of cyber weapons against zebras?", Scope: "17"}, nil)
	if err != nil || a.Status != Answered {
		t.Errorf("in the server: %+v (%v)", a, err)
	}
	if a, err := e.Ask(context.Background(), Question{Text: "What is the best recipe for pizza dough?", Scope: "17"}, nil); err != nil || a.Status != Silent {
		t.Errorf("beside the record: %+v (%v)", a, err)
	}
}

// The scope is not among what a question was understood as, where that is printed.
func TestTheScopeIsNotPrinted(t *testing.T) {
	e := library(t, sharedStatements()...)
	if text := told(t, e, Question{Text: "What does France say about a treaty?", Scope: "18446744073709551615"}); strings.Contains(text, "1844674407") {
		t.Errorf("%s", text)
	}
}
