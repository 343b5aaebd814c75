package answer

import (
	"strings"
	"testing"
)

func TestMisspeltNamesAreNotPassedOver(t *testing.T) {
	e := theLibrary(t)
	for question, want := range map[string]string{
		"What does Frnace say about a treaty?":            "No State or group is called “Frnace” here: did you mean France?",
		"what does kazakstan say about a treaty?":         "“kazakstan” here: did you mean Kazakhstan?",
		"What does the Unted Kingdom say about a treaty?": "“Unted Kingdom” here: did you mean the United Kingdom?",
		"What does Ambia say about a treaty?":             "did you mean the Gambia or Zambia?",
		"A treaty, according to Nigerai":                  "did you mean Nigeria or the Niger?",
		"What did the European Unoin say about a treaty?": "did you mean the European Union?",
		"Draft a statement for Frnace on a treaty":        "did you mean France?",
		"What does Ruritania say about a treaty?":         "No State or group is called “Ruritania” here, and the name does not stand in what is held.",
		"What is Ruritania's position on a treaty?":       "“Ruritania”",
		"A legally binding treaty according to Ruritania": "“Ruritania”",
		"Draft a statement for Ruritania on a treaty":     "“Ruritania”",
		"Compare Ruritania and Wakanda on a treaty":       "“Ruritania”",
		"Что говорит Руритания о договоре?":               "“Руритания”",
		"Что Руритания говорит о договоре?":               "“Руритания”",
		"Какова позиция Руритании по договору?":           "“Руритании”",
		"Que dit la Ruritanie du traité ?":                "“Ruritanie”",
		"Selon la Ruritanie, faut-il un traité ?":         "“Ruritanie”",
		"¿Qué dice Ruritania sobre el tratado?":           "“Ruritania”",
		"¿Cuál es la posición de Ruritania?":              "“Ruritania”",
	} {
		a := ask(t, e, question)
		if want != "" && (a.Status != Silent || len(a.Citations) > 0 || !strings.Contains(strings.Join(a.Notices, "\n"), want)) {
			t.Errorf("%s: %s, %d citations, %q; want silence and %q", question, a.Status, len(a.Citations), a.Notices, want)
		}
	}
	// Beside a State that is known, its words alone are shown, and the name is told of.
	a := ask(t, e, "Compare France and Nigerai on a legally binding treaty")
	if notices := strings.Join(a.Notices, "\n"); !strings.Contains(notices, "did you mean Nigeria or the Niger?") {
		t.Errorf("the misspelt name is passed over: %q", notices)
	}
	for _, c := range a.Citations {
		if c.Statement.By != "FR" {
			t.Errorf("the words of %s are shown", c.Statement.By)
		}
	}
	for _, question := range []string{
		"What do France and Ruritania say about a legally binding treaty?", "What do Ruritania and France say about a legally binding treaty?",
		"Compare France and Ruritania on a legally binding treaty",
	} {
		a := ask(t, e, question)
		if notices := strings.Join(a.Notices, "\n"); !strings.Contains(notices, "“Ruritania”") {
			t.Errorf("%s: the unknown name is passed over: %q", question, notices)
		}
	}
	for _, question := range []string{
		"What do France and the Western States say about a treaty?", "What did France and Others propose?",
		"What does France say about the creation of a mechanism?", "What did the Chair say about a treaty?", "What does Article 51 say?",
		"What does Bosnia and Herzegovina say about a treaty?", "What does Saint Kitts and Nevis say about a treaty?", "According to Trinidad and Tobago, what is a treaty?",
		"Что говорит Рабочая группа о договоре?", "Что говорит Генеральная Ассамблея?", "Что говорит Франция о договоре?", "Какова позиция Соединенных Штатов?",
		"По мнению Кубы, нужен ли договор?", "Согласно Уставу, нужен ли договор?", "Que dit la Charte ?", "Que dit le Président du traité ?", "Que dit la République tchèque ?", "Que dit l'Union européenne ?",
		"Selon les États-Unis, faut-il un traité ?", "¿Qué dice el Grupo de Río?", "¿Qué dice Costa Rica?", "¿Cuál es la posición de los Países Bajos?", "Selon Monsieur Dupont, faut-il un traité ?",
		"What do Western States say about a treaty?", "According to international law, is a treaty binding?", "what will a child finish?",
	} {
		if got := strings.Join(ask(t, e, question).Notices, " "); strings.Contains(got, "is called") {
			t.Errorf("%s: %s", question, got)
		}
	}
}

func TestMisspeltNamesArePutRight(t *testing.T) {
	before := []Turn{{Question: "What does Frnace say about a treaty?", Understood: Understood{Question: "What does Frnace say about a treaty?"}}}
	for text, want := range map[string]string{
		"France":  "What does France say about a treaty?",
		"France?": "What does France say about a treaty?",
	} {
		if got := complete(states(t), Question{Text: text, Before: before}); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
