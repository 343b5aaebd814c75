package corpus

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMisspeltNames(t *testing.T) {
	s := builtinStates(t)
	for text, want := range map[string]string{
		"What does Kazakstan say about norms?":          "Kazakstan: Kazakhstan",
		"what does kazakstan say about norms":           "kazakstan: Kazakhstan",
		"What did the Unted Kingdom say?":               "Unted Kingdom: United Kingdom",
		"What did the Untied Kingdom say?":              "Untied Kingdom: United Kingdom",
		"Frnace on attribution":                         "Frnace: France",
		"Compare Nigerai's position with that of Kenya": "Nigerai: Nigeria or Niger",
		"Compare Swizterland and Azerbaijn":             "Swizterland: Switzerland; Azerbaijn: Azerbaijan",
		"According to New Zeland, what is a norm?":      "New Zeland: New Zealand",
		"What does Zamgia say?":                         "Zamgia: Zambia",
		"What does Zambias neighbour say?":              "Zambias: Zambia",
		"What did the European Unoin say?":              "European Unoin: European Union",
		"What did the Non-Alligned Movement say?":       "Non-Alligned Movement: Non-Aligned Movement",
		"What did the Afrcan Group say?":                "Afrcan Group: African Group",
		"What do Arab groups and a Baltic State say of the Working Group and the United Nations?": "",
		"Brasilia and Brazil":                                "",
		"What about Austrla?":                                "Austrla: Austria or Australia",
		"What does Ambia say?":                               "Ambia: Gambia or Zambia",
		"Que dit le Kazakstan des normes ?":                  "Kazakstan: Kazakhstan",
		"What does Peur say?":                                "",
		"What does Chda say?":                                "",
		"What does Kazakhstan say?":                          "",
		"What does France say about the creation of a fund?": "",
		"Will the child finish while others begin?":          "",
		"what is the surname of the tiger":                   "",
		"What did the Americas say on Siberia and Columbia?": "",
		"What does Taiwan say?":                              "",
		"Was cambia Cuba sobre la norma?":                    "",
		"哈萨克斯坦对规范说了什么？":                                      "",
	} {
		var got []string
		for _, m := range s.Misspelt(text, !strings.HasPrefix(text, "Que")) {
			got = append(got, m.In(text)+": "+strings.Join(m.Names, " or "))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// Names, in the six languages, are no misspellings of each other.
func TestNoNameIsMisspelt(t *testing.T) {
	s := builtinStates(t)
	for _, code := range s.Codes() {
		text := "What does " + s.Name(code, day("2024-01-01")) + " say about the norms?"
		if got := s.Misspelt(text, true); len(got) > 0 {
			t.Errorf("%s: %q is taken for %q", text, got[0].In(text), got[0].Names)
		}
	}
}

func FuzzMisspelt(f *testing.F) {
	s := builtinStates(f)
	for _, text := range []string{"What does Kazakstan say?", "Unted  Kingdom’s Frnace", "é́ Rusia's", "\xff Kazakstan\xff"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range s.Misspelt(text, true) {
			if m.Start < end || m.End > len(text) || m.Start >= m.End || len(m.Names) == 0 || utf8.ValidString(text) && !utf8.ValidString(m.In(text)) {
				t.Fatalf("%q: %+v", text, m)
			}
			if _, ok := s.Lookup(m.In(text)); ok {
				t.Fatalf("%q is a name", m.In(text))
			}
			for _, name := range m.Names {
				if _, ok := s.Lookup(name); !ok {
					t.Fatalf("%q is suggested, which is nobody", name)
				}
			}
			end = m.End
		}
	})
}

func BenchmarkMisspelt(b *testing.B) {
	s := builtinStates(b)
	for b.Loop() {
		s.Misspelt("what does kazakstan say about the use of force and the protection of critical infrastructure?", true)
	}
}
