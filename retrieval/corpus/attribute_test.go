package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
	"github.com/rogpeppe/go-internal/txtar"

	"verbatim/retrieval/corpus/reader"
)

// attributed reads a page with that header and says who spoke.
func attributed(t *testing.T, name, page string) *Statement {
	t.Helper()
	docs, err := reader.Read(name, []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	m := docs[0].Meta
	s := &Statement{Title: m.Title, Speaker: m.Speaker, Office: m.Office}
	attribute(s, m, builtinStates(t))
	return s
}

// TestNameAtEnd: whom somebody spoke with is not the speaker.
func TestNameAtEnd(t *testing.T) {
	const phrase = "Ambassador of Iran with Al Jazeera"
	if at, ok := nameAtEnd(phrase, len("Ambassador of Iran")); ok {
		t.Errorf("%q speaks", phrase[at:])
	}
}

func TestAttribute(t *testing.T) {
	for _, tt := range []struct{ header, by, onBehalf, speaker string }{
		{"Statement by the Permanent Representative of Singapore to the United Nations, Mr. John Tan, at the OEWG", "SG", "", "John Tan"},
		{"Statement by Mr. Jean Dupont, Ambassador of France to Japan, at the conference", "FR", "", "Jean Dupont"},
		{"Remarks by Ms. Anna Roe, Ambassador of the United States of America to the Kingdom of Norway, in Oslo", "US", "", "Anna Roe"},
		{"Statement by Ms. Georgia Jordan, Deputy Permanent Representative of Ireland to the United Nations in Geneva", "IE", "", "Georgia Jordan"},
		{"Statement by Mr. Chad Smith, Counsellor, at the OEWG", "", "", "Chad Smith"},
		{"Statement by Malaysia at the OEWG", "MY", "", ""},
		{"Statement by New Zealand at the OEWG", "NZ", "", ""},
		{"Statement delivered by New Zealand at the OEWG", "NZ", "", ""},
		{"Statement delivered by John Tan at the OEWG", "", "", "John Tan"},
		{"Statement of the delegation of the Republic of Korea at the OEWG", "KR", "", ""},
		{"Statement of the Chinese delegation at the OEWG", "CN", "", ""},
		{"Statement by the Democratic People's Republic of Korea at the First Committee", "KP", "", ""},
		{"Statement by the Democratic Republic of the Congo at the First Committee", "CD", "", ""},
		{"Statement by Niger at the First Committee", "NE", "", ""},
		{"Statement by Finland on behalf of the Nordic countries at the OEWG", "FI", "nordic", ""},
		{"Statement on behalf of the European Union at the OEWG", "eu", "", ""},
		{"Statement on behalf of the European Union, read by John Tan, at the OEWG", "", "eu", "John Tan"},
		{"Statement on behalf of the European Union and Ghana at the OEWG", "", "eu GH", ""},
		{"EU Statement – United Nations Open-Ended Working Group on ICT", "eu", "", ""},
		{"Denmark's Position Paper on the Application of International Law in Cyberspace", "DK", "", ""},
		{"Comments by Austria on the Zero-Draft", "AT", "", ""},
		{"Statement by Chargé d'Affaires of the Russian Federation Pyotr Ivanov regarding the agenda", "RU", "", "Pyotr Ivanov"},
		{"Statement by Director of the Department of Information Security of the Russian Foreign Ministry Pyotr Ivanov at the OEWG", "RU", "", "Pyotr Ivanov"},
		{"Statement by the Head of the Legal Department of the Ministry of Foreign Affairs of Japan at the OEWG", "JP", "", ""},
		{"Statement by the Chair of the Open-ended Working Group, Ambassador John Tan, Permanent Representative of Singapore", "chair", "", "John Tan"},
		{"Joint statement by France and Germany at the OEWG", "", "FR DE", ""},
		{"Statement by the Minister for Africa of the United Kingdom at the Security Council", "GB", "", ""},
		{"Statement at the OEWG session hosted by Switzerland", "", "", ""},
		{"Statement by Taiwan at the forum", "", "", ""},
		{"Intervención de Cuba sobre medidas de fomento de la confianza", "CU", "", ""},
		{"Déclaration de M. Jean Dupont, Représentant permanent de la France auprès des Nations Unies, lors de la session", "FR", "", "Jean Dupont"},
		{"Statement by the Republic of Vanuatu delivered by New Zealand", "NZ", "VU", ""},
		{"Statement of the European Union, delivered by France", "FR", "eu", ""},
		{"Message from the Minister of Foreign Affairs of Spain read by the Ambassador of Peru", "PE", "ES", ""},
		{"Выступление представителя Российской Федерации И.И.Иванова на сессии РГОС", "RU", "", "И.И.Иванова"},
	} {
		s := attributed(t, "a.txt", tt.header+"\n\nMr. Chair,\n\nWe thank France, Brazil and you, Ambassador Smith of Norway, for the work that was done.")
		if s.By != tt.by || strings.Join(s.OnBehalf, " ") != tt.onBehalf || s.Speaker != tt.speaker {
			t.Errorf("%s\n\tby %q on behalf of %q, %q; want %q, %q, %q", tt.header, s.By, s.OnBehalf, s.Speaker, tt.by, tt.onBehalf, tt.speaker)
		}
	}
}

// TestPlacesNameNobody: a State in the name or the address of somebody who is
// no delegation, and one whose statement the text is about, did not speak.
func TestPlacesNameNobody(t *testing.T) {
	for _, tt := range []struct{ title, by string }{
		{"Statement by Ms. Jane Roe, of the University of Georgia", ""},
		{"Remarks by Ms. Ann Lee, Georgia Institute of Technology", ""},
		{"Statement by Mr. Lee, Bank of China", ""},
		{"Statement by Dr. Wu, Chair of the China Cyber Association, on behalf of civil society", ""},
		{"Statement by Ambassador Kim, Johns Hopkins SAIS Bologna, Italy", ""},
		{"Statement by Mr. X, Kaspersky, Russia", ""},
		{"Remarks by Ms. Ann Lee, President of the Chamber of Commerce of France", ""},
		{"Remarks by Ms. Ann Lee, Director, Centre for Cyber Law of Brazil", ""},
		{"Statement by Ms. Ann Lee, former Minister of Defence of Ghana", ""},
		{"Statement by China Telecom", ""},
		{"Statement by the Bank of Japan", ""},
		{"Statement by the Ghana Youth Network", ""},
		{"Statement by French scholars", ""},
		{"Comments on the statement by the Russian Federation", ""},
		{"Reaction to Statement by China", ""},
		{"Reply to the statement by Ambassador John Tan, Permanent Representative of Singapore", ""},
		{"Response to the statement of Ukraine", ""},
		{"Analysis of the remarks by Ms. Ann Lee, Minister of Foreign Affairs of France", ""},
		{"Analysis of China's statement", ""},
		{"Summary of the statement delivered by Japan", ""},
		{"Note on the statement by Iran", ""},
		{"Report on the statement by India", ""},
		{"Response of the Russian Federation to the statement by Ukraine", ""},
		{"Foreign Minister Wang Yi Meets with Foreign Minister of Brazil", ""},
		{"Prime Minister of Japan welcomes Prime Minister of India", ""},
		{"Minister of Foreign Affairs of Peru received the Ambassador of Chile", ""},
		{"Ambassador of Ghana presents credentials to President of Latvia", ""},
		{"Foreign Minister of Kenya Holds a Phone Call with the Minister of Foreign Affairs of France", ""},
		{"Statement by Ms. Jane Roe, Ambassador of Georgia", "GE"},
		{"Statement by Georgia", "GE"},
		{"Statement by the delegation of Ghana", "GH"},
		{"Statement of the Republic of Korea", "KR"},
		{"STATEMENT BY MALAYSIA AT THE OEWG", "MY"},
		{"Statement by the Russian delegation", "RU"},
		{"Remarks by French Ambassador Jean Dupont", "FR"},
		{"Statement by Ms. Ann Lee, First Secretary of the Permanent Mission of Ghana to the United Nations", "GH"},
		{"Statement by Mr. Jean Dupont, Special Representative of the President of the Russian Federation", "RU"},
		{"Statement by Mr. John Tan, Director, Ministry of Foreign Affairs, Singapore", "SG"},
		{"Right of reply by China", "CN"},
		{"Statement by the Chair, Ambassador John Tan (Singapore)", "chair"},
		{"Comments by Austria on the Zero-Draft", "AT"},
		{"Text of the statement by Ghana", "GH"},
	} {
		s := attributed(t, "a.txt", tt.title+"\n8 July 2024\n\nMr. Chair,\n\nWe thank you for the work that was done.")
		if s.By != tt.by {
			t.Errorf("%s\n\tby %q, want %q", tt.title, s.By, tt.by)
		}
	}
}

// TestCatalogueTitles reads the catalogue's titles as headers. Most name neither
// day nor delegation; what is found in them has to be right.
func TestCatalogueTitles(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "corpus", "catalog.toml"))
	if err != nil {
		t.Skip("../shared/corpus is not here")
	}
	var catalogue struct {
		Source []struct{ Title, State, Date string }
	}
	if err := toml.Unmarshal(src, &catalogue); err != nil {
		t.Fatal(err)
	}
	states, found := builtinStates(t), 0
	for _, c := range catalogue.Source {
		docs, err := reader.Read("a.txt", []byte(c.Title+"\n\nMr. Chair,\n\nWe thank you for the floor.\n"))
		if err != nil {
			t.Fatal(err)
		}
		m := docs[0].Meta
		s := &Statement{Title: m.Title, Speaker: m.Speaker, Office: m.Office}
		attribute(s, m, states)
		if s.By != "" && isState(states, s.By) {
			found++
			if s.By != c.State {
				t.Errorf("by %q, not %q: %s", s.By, c.State, c.Title)
			}
		}
		if !m.Date.IsZero() && m.Date.Format(time.DateOnly) != c.Date {
			t.Errorf("date %v, not %s: %s", m.Date, c.Date, c.Title)
		}
	}
	if found < 80 {
		t.Errorf("only %d delegations found", found)
	}
}

// TestBodyNamesNobody: what is said of States in the text makes none of them
// the speaker.
func TestBodyNamesNobody(t *testing.T) {
	for _, page := range []string{
		"Mr. Chair,\n\nFrance supports this, and we thank the Permanent Representative of Singapore.",
		"I have the honour to speak on behalf of the Government of Liberia.\n\nWe thank you.",
		"Statement after statement has shown that Russia and China agree.\n\nSo do we.",
	} {
		if s := attributed(t, "a.txt", page); s.By != "" || len(s.OnBehalf) > 0 || s.Speaker != "" {
			t.Errorf("%q: by %q on behalf of %q, %q", page, s.By, s.OnBehalf, s.Speaker)
		}
	}
}

// TestSites tells who speaks on the pages on which the reader is tested.
func TestSites(t *testing.T) {
	want := map[string]string{
		"ar-no-year": "AR", "ar-statement": "EG", "austria-comments": "AT", "bdun": "BD", "cuba-ambassador": "CU", "cuba-bare": "", "cuba-titled": "CU",
		"eeas-new": "eu", "eeas-old": "eu", "emb-japan": "JP", "finland-teaser": "FI nordic", "fmprc-old": "CN", "fr-statement": "FR", "gov-uk": "GB",
		"html-br": "MY", "html-mission": "NO", "iran-block": "IR", "kln": "MY", "first-line": "", "stacked": "KE", "titled-twice": "KE", "markdown-labels": "BR", "possessor": "", "markdown-front": "", "mfa-cn-new": "CN", "mfa-cn-untitled": "",
		"mfa-sg": "SG asean", "mid-ru-glued": "RU", "mid-ru-serial": "RU", "mission-letterhead": "TH asean", "mofa-kr": "", "nl-centred": "NL", "pminewyork": "IN",
		"printed-page": "eu", "ru-statement": "RU", "rusemb-load-date": "RU", "russiaun-bare-name": "RU", "russiaun-slug": "RU", "un-crp": "", "un-int": "PH", "un-report": "", "usun": "US", "zh-statement": "CN",
	}
	cases, err := filepath.Glob("reader/testdata/sites/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range cases {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := attributed(t, archive.Files[0].Name, string(archive.Files[0].Data))
		got := strings.Join(append([]string{s.By}, s.OnBehalf...), " ")
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		if w, ok := want[name]; !ok || got != w {
			t.Errorf("%s: %q, want %q (known: %v)", name, got, w, ok)
		}
	}
}
