package answer

import (
	"slices"
	"strings"
	"testing"
)

func TestAskedOfNowOrOfThePast(t *testing.T) {
	for question, want := range map[string]string{
		"What does France say about a treaty now?":                   "now",
		"Now, what does France say about a treaty?":                  "",
		"What does France say about a treaty?":                       "",
		"What is the current position of France on a treaty?":        "now",
		"Does France still oppose a treaty?":                         "now",
		"What is the latest position of France on a treaty?":         "now",
		"Quelle est la position actuelle de la France ?":             "now",
		"Que dit la France aujourd’hui du traité ?":                  "now",
		"¿Cuál es la última posición de Francia?":                    "now",
		"¿Qué dice Francia hoy sobre un tratado?":                    "now",
		"Какова сейчас позиция Франции?":                             "now",
		"ما موقف فرنسا الآن من المعاهدة؟":                            "now",
		"法国目前对条约的立场是什么？":                                             "now",
		"How has the position of France on a treaty changed?":        "past",
		"When did France first speak of a treaty?":                   "past",
		"Did the view of France evolve over time?":                   "past",
		"What did France say at the first session?":                  "",
		"Comment la position de la France a-t-elle évolué ?":         "past",
		"¿Ha cambiado la posición de Francia?":                       "past",
		"Как изменилась позиция Франции?":                            "past",
		"法国的立场有什么变化？":                                                "past",
		"What does France know about capacity-building of partners?": "",
	} {
		got := ""
		switch {
		case asksNow.MatchString(question):
			got = "now"
		case asksOldest.MatchString(question):
			got = "past"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
}

func TestOlderAndNewerWordsAreBothShown(t *testing.T) {
	e := library(t,
		statement("fr-19", "FR", "2019-09-10", "We support a legally binding treaty on the use of these technologies."),
		statement("fr-21", "FR", "2021-03-10", "A treaty on the use of these technologies is a question for later."),
		statement("fr-23", "FR", "2023-07-25", "We do not support a legally binding treaty on the use of these technologies."))
	for question, first := range map[string]string{
		"What does France say about a legally binding treaty?":                "We do not support",
		"What is the position of France on a legally binding treaty now?":     "We do not support",
		"How has the position of France on a legally binding treaty changed?": "We support",
	} {
		a := ask(t, e, question)
		var said []string
		for _, p := range a.Points {
			said = append(said, p.Text)
		}
		all := strings.Join(said, " ")
		if !strings.Contains(all, "We support a") || !strings.Contains(all, "We do not support a") {
			t.Errorf("%s: one of the two is lost: %q", question, said)
		}
		if len(said) > 0 && !strings.HasPrefix(said[0], first) {
			t.Errorf("%s: %q comes first", question, said[0])
		}
		if !slices.Contains(a.Notices, "The sentences are of different days; each stands for its day.") {
			t.Errorf("%s: nothing says that the days differ: %q", question, a.Notices)
		}
		if newest := "The newest statement by France that is held is of 25 July 2023."; slices.Contains(a.Notices, newest) != strings.HasSuffix(question, "now?") {
			t.Errorf("%s: %q", question, a.Notices)
		}
	}
}

func TestTurned(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"We support a treaty.", "We do not support a treaty.", true},
		{"We support a treaty.", "We support a convention.", false},
		{"We don't support it.", "We do not support it.", false},
		{"The body should meet twice a year.", "The body must meet twice a year.", true},
		{"The body should meet twice a year.", "The body should meet three times a year.", true},
		{"We could support it.", "We support it.", true},
		{"We support it, provided that all agree.", "We support it.", true},
		{"We reject a treaty.", "We accept a treaty.", true},
		{"Nous soutenons un traité.", "Nous ne soutenons pas un traité.", true},
		{"Мы поддерживаем договор.", "Мы не поддерживаем договор.", true},
		{"我们支持条约。", "我们不支持条约。", true},
	} {
		if got := turned(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %t", c.a, c.b, got)
		}
	}
}
