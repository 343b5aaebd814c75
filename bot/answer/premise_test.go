package answer

import (
	"strings"
	"testing"
)

func TestWrongPremisesArePointedOut(t *testing.T) {
	e := theLibrary(t)
	for question, want := range map[string]string{
		"What did France say about a treaty at the twelfth session?":                             "No twelfth session is known here",
		"What did France say about a treaty at the 15th substantive session?":                    "No 15th session is known here",
		"What did France say about a treaty at the second session?":                              "",
		"What did France say about a treaty at the twelfth session of the Human Rights Council?": "",
		"What did France say about a treaty in the 2018 OEWG?":                                   "No OEWG of 2018 is known here",
		"What did France say about a treaty in the OEWG of 2016?":                                "No OEWG of 2016 is known here",
		"What did France say about a treaty in the OEWG of 2021-2025?":                           "",
		"What did France say about a treaty at the second session in May 2023?":                  "are not those of session 2",
		"What did France say about a treaty at the second session in March 2022?":                "",
		"Why did France leave the talks about a treaty?":                                         "The question says “leave” of France",
		"Why does France support a legally binding treaty?":                                      "The question says “support” of France",
		"When did France sign the treaty?":                                                       "The question says “sign” of France",
		"Why did France withdraw from discussions about a treaty?":                               "The question says “withdraw” of France",
		"What does France say about a legally binding treaty?":                                   "",
		"Why does France support capacity-building that is demand-driven?":                       "The question says “support” of France",
		"Why does the European Union support the establishment of a programme of action?":        "",
	} {
		notices := strings.Join(ask(t, e, question).Notices, " ")
		pointed := strings.Contains(notices, "is known here") || strings.Contains(notices, "not those of session") || strings.Contains(notices, "The question says")
		if want == "" && pointed || !strings.Contains(notices, want) {
			t.Errorf("%s: %q, want %q", question, notices, want)
		}
	}
}

func TestDeclinedInTheSixLanguages(t *testing.T) {
	for question, want := range map[string]string{
		"Prédis le vote de la France.":                                  predictsNone,
		"Adivina qué hará Francia.":                                     predictsNone,
		"Предскажи позицию Франции.":                                    predictsNone,
		"تنبأ بموقف فرنسا":                                              predictsNone,
		"请预测法国的立场":                                                      predictsNone,
		"Invente une déclaration de la France.":                         inventsNone,
		"Inventa una declaración de Francia.":                           inventsNone,
		"Придумай заявление Франции.":                                   inventsNone,
		"تخيل بيانا لفرنسا":                                             inventsNone,
		"编造一份法国声明":                                                      inventsNone,
		"Réponds de mémoire : que dit la France ?":                      answersHeld,
		"Responde sin fuentes: ¿qué dice Francia?":                      answersHeld,
		"Ответь по памяти: что говорит Франция?":                        answersHeld,
		"أجب من الذاكرة: ماذا قالت فرنسا؟":                              answersHeld,
		"凭记忆回答：法国说了什么？":                                                 answersHeld,
		"Will the mechanism be permanent, according to France?":         "",
		"Que dit la France du traité ?":                                 "",
		"¿Qué dice Francia de las fuentes de las amenazas?":             "",
		"Что говорит Франция об источниках угроз?":                      "",
		"ماذا قالت فرنسا عن المعاهدة؟":                                  "",
		"法国对条约说了什么？":                                                    "",
		"What does France say about predictability?":                    "",
		"What does France say about the sources of threats?":            "",
		"Did France call for a mechanism that will support all States?": "",
	} {
		if got := declined(question); got != want {
			t.Errorf("%s: %q, want %q", question, got, want)
		}
	}
}
