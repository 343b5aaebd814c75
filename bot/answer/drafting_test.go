package answer

import (
	"strings"
	"testing"
)

func TestRequestsToDraftAreRead(t *testing.T) {
	s := states(t)
	for _, c := range []struct{ text, states, topic string }{
		{"Write a statement for Russia on the programme of action", "RU", "programme of action"},
		{"Draft a statement on capacity-building for Germany.", "DE", "capacity-building"},
		{"Please draft France's statement on attribution", "FR", "attribution"},
		{"Can you write a two-minute speech for the UK about ransomware?", "GB", "ransomware"},
		{"Help me draft a national statement on international law", "", "international law"},
		{"I need talking points for Brazil on points of contact", "BR", "points of contact"},
		{"Give me talking points on ransomware", "", "ransomware"},
		{"Draft language on the protection of critical infrastructure", "", "protection of critical infrastructure"},
		{"draft a capacity-building statement for France and Germany", "FR DE", "capacity-building"},
		{"Write a resolution on the global mechanism", "", "global mechanism"},
		{"Prepare an intervention on Russia's proposal for a convention for China", "CN", "Russia's proposal for a convention"},
		{"Write a letter to Russia on attribution", "", "attribution"},
		{"Compose an explanation of vote for Iran on the programme of action for the First Committee", "IR", "programme of action"},
		{"Draft a statement on behalf of the European Union on norms", "eu", "norms"},
		{"Draft a statement in French for Canada on norms please", "CA", "norms"},
		{"Draft a statement on norms for Canada in French", "CA", "norms"},
		{"Draft a statement for France", "FR", ""},
		{"Write a statement on that", "", ""},
		{"How should I write a statement on norms for Kenya?", "KE", "norms"},
		{"Rédige une déclaration de la France sur les normes", "FR", "normes"},
		{"Pouvez-vous écrire un discours pour le Brésil sur le renforcement des capacités ?", "BR", "renforcement des capacités"},
		{"Redacta una declaración de México sobre las medidas de fomento de la confianza", "MX", "medidas de fomento de la confianza"},
		{"Escribe un discurso para Cuba sobre la soberanía", "CU", "soberanía"},
		{"Напиши заявление России о мерах доверия", "RU", "мерах доверия"},
		{"Подготовьте, пожалуйста, выступление от имени Китая по нормам", "CN", "нормам"},
		{"اكتب بيانا لمصر عن القانون الدولي", "EG", "القانون الدولي"},
		{"起草一份法国关于国际法的声明", "FR", "国际法"},
		{"请为中国写一篇关于能力建设的发言稿", "CN", "能力建设"},
	} {
		d, ok := draftingOf(s, c.text)
		if got := strings.Join(d.states, " "); !ok || got != c.states || d.topic != c.topic {
			t.Errorf("%s: %v, of %q on %q; want %q on %q", c.text, ok, got, d.topic, c.states, c.topic)
		}
	}
}

func TestOtherQuestionsAreNoRequestToDraft(t *testing.T) {
	s := states(t)
	for _, text := range []string{
		"Who drafted the statement on norms?",
		"What does the draft report say about norms?",
		"Draft resolution on norms: who supported it?",
		"Did France draft a statement on norms?",
		"Give me the statement of France on norms",
		"Show me the text of France's statement on norms",
		"Write down what France said in its statement on norms",
		"Write a summary of France's statement on norms",
		"Make a list of statements on norms",
		"I need the statement of Brazil on norms",
		"Create a table of statements by France",
		"Which States want to write a treaty?",
		"Write a speech in which France announces a treaty.",
		"What did the drafts of the report say?",
		"Quelle déclaration la France a-t-elle rédigée sur les normes ?",
		"¿Quién redactó la declaración de México?",
		"Кто написал заявление России?",
		"من كتب بيان مصر؟",
		"谁起草了报告？",
		"法国的声明说了什么？",
		"France on the draft statement",
		"Compare the statements of France and China on norms",
	} {
		if d, ok := draftingOf(s, text); ok {
			t.Errorf("%s: taken for a request to draft: %+v", text, d)
		}
	}
}

// No request stops the program, and what is read of one is of it.
func FuzzDrafting(f *testing.F) {
	s := states(f)
	for _, text := range []string{"Write a statement for Russia on the programme of action", "draft a \xff speech", "起草一份法国关于国际法的声明", "Rédige une déclaration de la France sur", "İ write a text for İran on İ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, ok := draftingOf(s, text)
		if !ok && (d.topic != "" || len(d.states) > 0) {
			t.Fatalf("%q: no request, and %+v", text, d)
		}
		before := Turn{Question: "What does France say about norms?", Understood: Understood{Question: "What does France say about norms?", States: []string{"FR"}}}
		if whole, asks := completeDraft(s, before, text); asks && whole != "" {
			if _, again := draftingOf(s, whole); !again {
				t.Fatalf("%q was completed to %q, which is no request", text, whole)
			}
		}
	})
}
