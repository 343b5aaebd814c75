package corpus

import (
	"strings"
	"testing"
)

// TestTurnBehalf: for whom a turn is said is what it says of itself at its
// beginning, and no longer than it says so.
func TestTurnBehalf(t *testing.T) {
	const (
		head = "Session 2 Transcript\n\nThis is an unofficial transcript\n\nChair\n\nGood morning. I give the floor to Sylvania.\n\nSylvania\n\nThank you, Chair. "
		tail = "\n\nChair\n\nThank you, Sylvania. I give the floor to Freedonia.\n\nFreedonia\n\nThank you, Chair. We want norms.\n"
	)
	for words, want := range map[string]string{
		"I have the honour to speak on behalf of the Middle Kingdoms. Norms bind.":                                                                    "XB for middle-kingdoms",
		"I deliver this statement on behalf of the Group of Middle Kingdoms. Norms bind.":                                                             "XB for middle-kingdoms",
		"It is my pleasure to deliver this statement on behalf of Sylvania, Ruritania and Grand Fenwick. Norms bind.":                                 "XB for XE,XF",
		"Sylvania has the honour to speak on behalf of the Middle Kingdoms. Norms bind.":                                                              "XB for middle-kingdoms",
		"J'ai l'honneur de prendre la parole au nom des Middle Kingdoms. Norms bind.":                                                                 "XB for middle-kingdoms",
		"Tengo el honor de hablar en nombre de los Middle Kingdoms. Norms bind.":                                                                      "XB for middle-kingdoms",
		"We align ourselves with the statement delivered by Ruritania on behalf of the Middle Kingdoms. Norms bind.":                                  "XB for ",
		"I wish to echo what Ruritania will say when speaking on behalf of the Middle Kingdoms. Norms bind.":                                          "XB for ",
		"Norms bind. They do. We said so. It was long ago. It was here. I speak on behalf of the Middle Kingdoms when I say that we tire.":            "XB for ",
		"I speak in my national capacity and not on behalf of the Middle Kingdoms. Norms bind.":                                                       "XB for ",
		"I speak on behalf of the Middle Kingdoms. Norms bind.\n\nIn my national capacity, I add that norms are costly.":                              "XB for middle-kingdoms; XB for ",
		"I speak on behalf of the Middle Kingdoms. We will speak later in our national capacity. Norms bind.":                                         "XB for middle-kingdoms",
		"I shall speak on behalf of the Middle Kingdoms and then in my national capacity. Norms bind. They cost.":                                     " for ",
		"I shall speak on behalf of the Middle Kingdoms and then in my national capacity. Norms bind. Now in my national capacity, norms are costly.": "XB for middle-kingdoms; XB for ",
		"Я выступаю от имени Middle Kingdoms. Norms bind.":                                                                                            "XB for middle-kingdoms",
		"Имею честь выступить от имени Middle Kingdoms. Norms bind.":                                                                                  "XB for middle-kingdoms",
		"Мы поддерживаем заявление от имени Middle Kingdoms. Norms bind.":                                                                             "XB for ",
		"我谨代表 Middle Kingdoms 发言。 Norms bind.":                                                                                                        "XB for middle-kingdoms",
		"我们支持 Ruritania 代表 Middle Kingdoms 所作的发言。 Norms bind.":                                                                                        "XB for ",
		"أتحدث باسم Middle Kingdoms. Norms bind.":                                                                                                     "XB for middle-kingdoms",
		"نؤيد البيان الذي ألقي باسم Middle Kingdoms. Norms bind.":                                                                                     "XB for ",
		"Я не выступаю от имени Middle Kingdoms. Norms bind.":                                                                                         "XB for ",
		"لا أتحدث باسم Middle Kingdoms. Norms bind.":                                                                                                  "XB for ",
		"Я выступаю от имени Middle Kingdoms. Norms bind.\n\nТеперь скажу в национальном качестве, что norms are costly.":                             "XB for middle-kingdoms; XB for ",
		"On behalf of my delegation I congratulate you. Norms bind.":                                                                                  "XB for ",
	} {
		var got []string
		for _, s := range loadParts(t, map[string]string{"a.txt": head + words + tail}).Statements {
			if strings.Contains(s.Text, "Norms bind") || strings.Contains(s.Text, "costly") {
				got = append(got, s.By+" for "+strings.Join(s.OnBehalf, ","))
			}
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%s\n got %q, want %q", words, g, want)
		}
	}
}

// TestCalledOnBehalf: the Chair may say for whom the floor is given.
func TestCalledOnBehalf(t *testing.T) {
	const text = "Session 2 Transcript\n\nThis is an unofficial transcript\n\nChair\n\nI give the floor to Sylvania on behalf of the Middle Kingdoms.\n\nSylvania\n\nThank you, Chair. %\n\nChair\n\nThank you. I give the floor to Freedonia.\n\nFreedonia\n\nThank you, Chair. We want norms.\n"
	for words, want := range map[string]string{"Norms bind.": "middle-kingdoms", "I take the floor in my national capacity. Norms bind.": ""} {
		for _, s := range loadParts(t, map[string]string{"a.txt": strings.Replace(text, "%", words, 1)}).Statements {
			if got := strings.Join(s.OnBehalf, ","); strings.Contains(s.Text, "bind") && (s.By != "XB" || got != want) {
				t.Errorf("%q is by %q for %q", s.Text, s.By, got)
			}
		}
	}
}
