package corpus

import (
	"slices"
	"strings"
	"testing"
)

// seatsFound writes mentions of seats as statesFound does those of names.
func seatsFound(s *States, text string) string {
	var out []string
	for _, m := range s.FindSeats(text) {
		who := m.Code
		switch m.Kind {
		case KindAmbiguous:
			who = strings.Join(m.Candidates, "|")
		case KindNoDelegation:
			who = "-"
		}
		out = append(out, who+":"+text[m.Start:m.End])
	}
	return strings.Join(out, " ")
}

func TestFindSeats(t *testing.T) {
	s := builtinStates(t)
	for text, want := range map[string]string{
		"What do Moscow and Beijing say?":                   "RU:Moscow CN:Beijing",
		"what does the kremlin say":                         "RU:kremlin",
		"The White House and Downing Street":                "US:White House GB:Downing Street",
		"Washington, D.C. agrees":                           "US:Washington, D.C.",
		"Позиция Москвы и Пекина":                           "RU:Москвы CN:Пекина",
		"莫斯科和北京的立场":                                         "RU:莫斯科 CN:北京",
		"ماذا تقول موسكو؟":                                  "RU:موسكو",
		"La position de l'Élysée et de Pékin":               "FR:Élysée CN:Pékin",
		"What does Brussels say?":                           "BE|eu:Brussels",
		"What does Taipei say?":                             "-:Taipei",
		"the Paris Agreement and the Budapest Convention":   "",
		"the Vienna Convention, the Rome Statute":           "",
		"Guinea-Bissau and Tunisia":                         "",
		"male participants, muscat grapes and a lima bean":  "",
		"Sofia Martin spoke":                                "",
		"In Malé and in Lima":                               "MV:Malé PE:Lima",
		"Port of Spain, Santiago de Chile":                  "TT:Port of Spain CL:Santiago de Chile",
		"罗马尼亚":                                              "",
		"Mexico City, Panama City and Kuwait City":          "MX:Mexico City PA:Panama City KW:Kuwait City",
		"Russia and China":                                  "",
		"St. John's, Saint George's, Port-au-Prince, Kyiv.": "AG:St. John's GD:Saint George's HT:Port-au-Prince UA:Kyiv",
	} {
		if got := seatsFound(s, text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := statesFound(s, "Moscow, Beijing, the White House, Taipei"); got != "" {
		t.Errorf("Find took seats for names: %s", got)
	}
}

// Whoever sits in the processes has a seat in the data, save those whose
// capital is their namesake.
func TestEveryStateHasASeat(t *testing.T) {
	s := builtinStates(t)
	namesakes := []string{"DJ", "MC", "SG", "SM", "ST", "VA"}
	have := map[string]bool{}
	for _, seat := range s.data.Seats {
		for _, code := range seat.Of {
			have[code] = true
		}
		for _, name := range seat.Names {
			if len(seat.Of) == 0 {
				continue
			}
			if got := s.FindSeats("Then, says " + name + ", all is said."); len(got) != 1 {
				t.Errorf("%s is not found: %v", name, got)
			}
		}
	}
	for _, code := range s.Codes() {
		if v, _ := s.Voice(code); (v.Kind == KindState || v.Kind == KindObserver) && !have[code] && !slices.Contains(namesakes, code) {
			t.Errorf("%s has no seat", code)
		}
	}
}

func TestSeatsOfALibrary(t *testing.T) {
	base := builtinStates(t)
	more, err := ParseStates("states.toml", []byte("seats = [{ of = [\"RU\"], names = [\"Senate Square\"] }]"), base)
	if err != nil {
		t.Fatal(err)
	}
	if got := seatsFound(more, "Senate Square and Moscow"); got != "RU:Senate Square RU:Moscow" {
		t.Error(got)
	}
	for src, want := range map[string]string{
		"seats = [{ of = [\"RX\"], names = [\"Ruritania House\"] }]": `states.toml:1: "RX" is no State`,
		"seats = [{ for = [\"RU\"], names = [\"Senate Square\"] }]":  "states.toml:1: unknown key for",
		"seats = [{ of = [\"FR\"], names = [\"Moscow\"] }]":          "already is",
	} {
		if _, err := ParseStates("states.toml", []byte(src), base); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", src, err, want)
		}
	}
}
