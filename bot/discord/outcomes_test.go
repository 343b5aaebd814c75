package discord

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/bot/discord/discordtest"
)

// agreedDocuments are an adopted report, a draft of it with other words, and what
// two delegations say of them. The report does not exist.
var agreedDocuments = map[string]string{
	"report.txt": "Report of the Group\n\n1. The Group met in three sessions.\n\n13. The Group recalls these norms:\n\n(a) States should cooperate on critical infrastructure;\n\n" +
		"(b) States should consider the facts.\n\n14. Critical infrastructure should be protected by each State.\n\n15. The Group ends here.",
	"report.toml": "by = \"oewg\"\nkind = \"report\"\nstatus = \"final\"\nsymbol = \"A/99/123\"\ndate = 2024-07-12\nprocess = \"oewg-2021-2025\"\ntitle = \"Report of the Group\"\nurl = \"https://example.org/report\"\n",
	"draft.txt":   "Report of the Group\n\n1. The Group met.\n\n2. Critical infrastructure has unapproved drafted words here.",
	"draft.toml":  "by = \"oewg\"\nkind = \"report\"\nsymbol = \"A/AC.999/2024/L.1/Rev.1\"\ndate = 2024-07-01\nprocess = \"oewg-2021-2025\"\ntitle = \"Report of the Group\"\n",
	"eop.txt":     "Explanation of position\n\nFiji understands critical infrastructure as each State defines it. Fiji dissociates itself from paragraph 14.",
	"eop.toml":    "by = \"FJ\"\nkind = \"explanation-of-position\"\ndate = 2024-07-12\nprocess = \"oewg-2021-2025\"\ntitle = \"Explanation of position by Fiji\"\n",
	"norm.txt":    "Statement\n\nSamoa recalls norm 13(c) and asks all to heed it.",
	"norm.toml":   "by = \"WS\"\ndate = 2024-03-04\nprocess = \"oewg-2021-2025\"\ntitle = \"Statement by Samoa\"\n",
}

func outcomeScene(t *testing.T) *scene {
	return newScene(t, func(_ *Options, sc *scene) {
		for name, text := range agreedDocuments {
			sc.write(name, text)
		}
		if _, err := sc.lib.Reindex(sc.Context(), false, nil); err != nil {
			sc.Fatal(err)
		}
	})
}

func TestAgreed(t *testing.T) {
	sc := outcomeScene(t)
	m := sc.slash(sc.alice, sc.general, "agreed", discordtest.Values{"topic": "critical infrastructure"})
	text := sc.allPages(m)
	for _, want := range []string{"A/99/123", "Held as a final report of 12 July 2024", "14. Critical infrastructure should be protected by each State.",
		"A/80/257", "adopted by consensus on 11 July 2025", "Fiji dissociates itself from paragraph 14.", "facts in the bot's words"} {
		if !strings.Contains(strings.ReplaceAll(text, "\\", ""), want) {
			t.Errorf("the pages lack %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "unapproved") {
		t.Errorf("a draft is shown as agreed:\n%s", text)
	}
	sc.has(sc.click(sc.boss, m, "Show the words"), "Critical infrastructure should be protected by each State")
	if pings := sc.s.Pings(); len(pings) > 0 {
		t.Errorf("somebody is alerted: %+v", pings)
	}
	sc.has(sc.slash(sc.alice, sc.general, "agreed", discordtest.Values{"topic": "???"}), "There is nothing to look for")

	// What rested on a document that went is not shown any more.
	for _, name := range []string{"report.txt", "report.toml"} {
		if err := os.Remove(filepath.Join(sc.dir, "library", name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sc.lib.Reindex(sc.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	if !sc.eventually(m, func(m discordtest.Message) bool {
		return strings.Contains(m.Text(), "was removed") && !strings.Contains(m.Text(), "protected by each State")
	}) {
		t.Errorf("the words of a report that was removed stand: %s", sc.now(m).Text())
	}
}

// allPages turns the pages of a message to the last, and gives their text.
func (sc *scene) allPages(m discordtest.Message) string {
	text := m.Text()
	for n := 1; ; n++ {
		last := fmt.Sprintf("Page %d of %d", n, n)
		if !slices.ContainsFunc(sc.now(m).Buttons(), func(b string) bool { return strings.HasPrefix(b, "Page ") && b != last }) {
			return text
		}
		text += "\n" + sc.click(sc.alice, sc.now(m), "→").Text()
	}
}

func TestNormAndPara(t *testing.T) {
	sc := outcomeScene(t)
	m := sc.slash(sc.alice, sc.general, "norm", discordtest.Values{"letter": "c", "private": true})
	sc.has(m, "In our own words", "A/70/174 is not held here", "Facts from dig.watch and", "1 of 4 delegations", "Samoa recalls norm 13(c)")
	if !m.Ephemeral() {
		t.Error("what was asked for one person is shown to all")
	}
	m = sc.slash(sc.alice, sc.general, "norm", discordtest.Values{"letter": "@everyone"})
	sc.has(m, "There is no norm", "a to k")

	sc.has(sc.slash(sc.alice, sc.general, "para", discordtest.Values{"symbol": "a-99-123", "number": "13a"}), "(a) States should cooperate on critical infrastructure")
	m = sc.slash(sc.alice, sc.general, "para", discordtest.Values{"symbol": "A/AC.999/2024/L.1/Rev.1", "number": "2"})
	sc.has(m, "is a draft, not agreed in this form", "unapproved drafted words")
	sc.has(sc.slash(sc.alice, sc.general, "para", discordtest.Values{"symbol": "A/99/123", "number": "77"}), "1 and 13 to 15")
	sc.has(sc.slash(sc.alice, sc.general, "para", discordtest.Values{"symbol": "A/70/174", "number": "13"}), "is not held here")
	sc.has(sc.slash(sc.alice, sc.general, "para", discordtest.Values{"symbol": "no symbol", "number": "1"}), "is no symbol of a document")
	sc.has(sc.slash(sc.alice, sc.general, "para", discordtest.Values{"symbol": "A/99/123", "number": "*x*"}), "is no number of a paragraph")
}

func TestCompletionOfSymbolsAndNorms(t *testing.T) {
	sc := outcomeScene(t)
	for _, c := range []struct{ typed, first string }{
		{"a-99", "A/99/123"}, {"A/99/1", "A/99/123"}, {"report of the group", "A/99/123"}, {"80/257", "A/80/257"}, {"70/174", "A/70/174"},
	} {
		if got := sc.b.completeSymbol(c.typed, ""); len(got) == 0 || got[0].Value != c.first {
			t.Errorf("%q is completed to %+v", c.typed, got)
		}
	}
	if got := sc.b.completeSymbol("", ""); len(got) < 10 || got[0].Value != "A/99/123" {
		t.Errorf("nothing typed: %+v", got)
	}
	if got := sc.b.completeNorm(""); len(got) != 11 || got[2].Value != "c" {
		t.Errorf("the norms: %+v", got)
	}
	for typed, want := range map[string]string{"c": "c", "13(f)": "f", "supply": "i", "norm k": "k"} {
		if got := sc.b.completeNorm(typed); len(got) != 1 || got[0].Value != want {
			t.Errorf("%q: %+v", typed, got)
		}
	}
	if got := sc.b.completeNorm("weather"); len(got) != 0 {
		t.Errorf("weather: %+v", got)
	}
}
