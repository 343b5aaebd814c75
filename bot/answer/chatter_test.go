package answer

import (
	"errors"
	"strings"
	"testing"
)

// TestChatterIsNotSearched holds that what people tell of themselves before and
// behind a question is no part of it, and that what the question needs of it is
// carried over.
func TestChatterIsNotSearched(t *testing.T) {
	for text, want := range map[string]string{
		"Hi bot, I'm writing my thesis and my professor said ransomware matters, but anyway: what did France say on capacity building?": "what did France say on capacity building?",
		"Hi there, hope you are well :) I'm writing my thesis on hospitals. Anyway: has France changed its mind on voting?":             "has France changed its mind on voting?",
		"Hello! How are you? I'm new here. Which States support a treaty? Thanks a lot, my ambassador needs it.":                        "Which States support a treaty?",
		"My boss likes football. What did France say about norms? And about voting?":                                                    "What did France say about norms? And about voting?",
		"I was told that Kenya wants voting; what did France say about norms?":                                                          "what did France say about norms?",
		"Bonjour, je suis étudiant et mon professeur parle des rançongiciels. Que dit la France sur le droit international ?":           "Que dit la France sur le droit international ?",
		"I'm interested in France. What is its view on voting?":                                                                         "What is France's view on voting?",
		"I'm interested in France. Does it support a treaty?":                                                                           "Does France support a treaty?",
		"We study France and Kenya. Do they support a treaty?":                                                                          "Do France and Kenya support a treaty?",
		"I work for France. Who supports voting on procedure?":                                                                          "Who supports voting on procedure?",
		"My boss is waiting. Draft a statement for France on norms":                                                                     "Draft a statement for France on norms",

		"What did France say on voting?":                                            "",
		"In the OEWG, what did France say on voting?":                               "",
		"They proposed a fund. Does France support it?":                             "",
		"I heard of the trust fund. Does France support it?":                        "",
		"Capacity building is my topic. What does France say?":                      "",
		"I follow France. What was said on voting?":                                 "",
		"I sat there in March 2021. What did France say on voting?":                 "",
		"What did France say on norms? I mean the norm on critical infrastructure.": "",
		"My delegation supports norms.":                                             "",
		"Norms matter. Ransomware hurts. What did France say on voting?":            "",
	} {
		if got := proper(states(t), text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// TestChatterAsksNothing holds that an answer is the one of the question alone.
func TestChatterAsksNothing(t *testing.T) {
	e := library(t,
		statement("a", "FR", "2022-03-28", "Ransomware harms hospitals everywhere."),
		statement("b", "FR", "2022-03-29", "Capacity-building should be driven by demand."),
	)
	a := ask(t, e, "Hi bot, my professor said that ransomware harms hospitals, but anyway: what did France say on capacity-building?")
	if len(a.Citations) != 1 || a.Citations[0].Statement.ID != "b" || !a.Understood.Completed {
		t.Errorf("%+v", a.Points)
	}
}

// TestThoseCalledAreNotSearched holds that whom a message calls is no part of what it
// asks.
func TestThoseCalledAreNotSearched(t *testing.T) {
	e := library(t, statement("a", "FR", "2022-03-28", "Voting on procedure would divide the working group."))
	for _, question := range []string{
		"@everyone what does France say about voting on procedure?", "hey @bot what does France say about voting on procedure?", "Hi there! what does France say about voting on procedure?",
		"<@123456789>, what does France say about voting on procedure?", "What does France say about voting on procedure, <@&77> @somebody?", "What does @France say about voting on procedure?",
	} {
		if a := ask(t, e, question); len(a.Citations) != 1 || strings.Contains(a.Question, "@") {
			t.Errorf("%s: %d citations, and the question is %q", question, len(a.Citations), a.Question)
		}
	}
	if _, err := e.Ask(t.Context(), Question{Text: "<@123456789> @everyone"}, nil); !errors.Is(err, ErrNoQuestion) {
		t.Errorf("nothing is asked, and the error is %v", err)
	}
}
