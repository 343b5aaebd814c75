package discord

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/discordtest"
	"verbatim/bot/discord/message"
)

// spoken are statements that nobody made.
var spoken = map[string]string{
	"fj1.txt":  "Mr. Chair,\n\nFiji supports a legally binding treaty on information security.",
	"fj1.toml": "by = \"FJ\"\nlanguage = \"en\"\ndate = 2020-02-11\nprocess = \"oewg-2019-2021\"\nsession = \"second substantive session\"\ntitle = \"Statement by Fiji\"\nurl = \"https://example.org/fj1\"\n",
	"fj2.txt":  "Mr. Chair,\n\nFiji supports a legally binding treaty on information security that @everyone can join.",
	"fj2.toml": "by = \"FJ\"\nlanguage = \"en\"\ndate = 2023-03-07\nprocess = \"oewg-2021-2025\"\ntitle = \"Statement by Fiji\"\nurl = \"https://example.org/fj2\"\n",
	"fj3.txt":  "Mr. Chair,\n\nFiji asks again for a legally binding treaty on information security.",
	"fj3.toml": "by = \"FJ\"\nlanguage = \"en\"\nprocess = \"oewg-2021-2025\"\ntitle = \"Undated statement by Fiji\"\n",
	"ws.txt":   "Mr. Chair,\n\nSamoa opposes a legally binding treaty on information security.",
	"ws.toml":  "by = \"WS\"\nlanguage = \"en\"\ndate = 2023-03-08\nprocess = \"oewg-2021-2025\"\ntitle = \"Statement by Samoa\"\nurl = \"https://example.org/ws\"\n",
	"to.txt":   "Mr. Chair,\n\nThe reef is threatened by warm water.",
	"to.toml":  "by = \"TO\"\nlanguage = \"en\"\ndate = 2023-03-08\nprocess = \"oewg-2021-2025\"\ntitle = \"Statement by Tonga\"\n",
}

const binding = "a legally binding treaty on information security"

func spokenScene(t *testing.T) *scene {
	return newScene(t, func(_ *Options, sc *scene) {
		for name, text := range spoken {
			sc.write(name, text)
		}
		if _, err := sc.lib.Reindex(sc.Context(), false, nil); err != nil {
			sc.Fatal(err)
		}
	})
}

// removed takes documents out of the library.
func (sc *scene) removed(names ...string) {
	sc.Helper()
	for _, name := range names {
		if err := os.Remove(filepath.Join(sc.dir, "library", name)); err != nil {
			sc.Fatal(err)
		}
	}
	if _, err := sc.lib.Reindex(sc.Context(), false, nil); err != nil {
		sc.Fatal(err)
	}
}

func TestWho(t *testing.T) {
	sc := spokenScene(t)
	m := sc.slash(sc.alice, sc.general, "who", discordtest.Values{"topic": binding})
	text := sc.allPages(m)
	for _, want := range []string{"Who speaks of a legally binding treaty", "of 5 of which anything is held here speak of it", "**Sentences that say support**\n**Fiji**",
		"**Sentences that say opposition**\n", "> “Samoa opposes a legally binding treaty on information security.”\u00a0[", "Sorted by the words of the sentences, not verified"} {
		if !strings.Contains(text, want) {
			t.Errorf("the pages lack %q:\n%s", want, text)
		}
	}
	sc.has(sc.click(sc.boss, m, "Show the words"), "Samoa opposes a legally binding treaty")

	// Any of the quotations can be copied as a citation, by anybody, and another after it.
	for _, from := range []discordtest.Message{m, sc.click(sc.boss, m, "Show the words")} {
		menu := sc.click(sc.boss, from, "Copy citation")
		sc.has(menu, "Which citation?")
		if !menu.Ephemeral() {
			t.Error("others see what somebody copies")
		}
		for _, n := range []string{"1", "2"} {
			copied := sc.choose(sc.boss, menu, "A citation to copy", n)
			sc.has(copied, "Chicago", "BibTeX", "Statement by")
			sc.lacks(copied, "Which citation?")
		}
	}
	sc.has(sc.choose(sc.boss, sc.click(sc.boss, m, "Copy citation"), "A citation to copy", "1"), "Chicago")
	if pings := sc.s.Pings(); len(pings) > 0 {
		t.Errorf("somebody is alerted: %+v", pings)
	}
	m = sc.slash(sc.alice, sc.general, "who", discordtest.Values{"topic": binding, "state": "Samoa", "process": "oewg-2021-2025", "private": true})
	sc.has(m, "1 delegation of 1 of which anything is held here", "Samoa opposes", "Only words spoken in OEWG 2021-2025.")
	sc.lacks(m, "Fiji supports")
	if !m.Ephemeral() {
		t.Error("what was asked for one person is shown to all")
	}
	sc.has(sc.slash(sc.alice, sc.general, "who", discordtest.Values{"topic": "football results of penguins"}), "Nobody's words on this were found", "0 delegations of 5")
	sc.has(sc.slash(sc.alice, sc.general, "who", discordtest.Values{"topic": "???"}), "There is nothing to look for")
	sc.has(sc.slash(sc.alice, sc.general, "who", discordtest.Values{"topic": binding, "since": "some day"}), "is not a date")
}

func TestCompare(t *testing.T) {
	sc := spokenScene(t)
	m := sc.slash(sc.alice, sc.general, "compare", discordtest.Values{"topic": binding, "state_a": "Fiji", "state_b": "WS", "state_c": "Tonga"})
	text := sc.allPages(m)
	for _, want := range []string{"Fiji, Samoa and Tonga on a legally binding treaty", "**Fiji (3 statements held, newest 7 March 2023)**", "**Samoa (1 statement held, newest 8 March 2023)**",
		"> “Samoa opposes a legally binding treaty on information security.”", "**Tonga (not found in 1 statement held, newest 8 March 2023)**",
		"differ: sentences of one of Fiji and Samoa say support, of the other opposition\u00a0[", "Sorted by the words of the sentences, not verified"} {
		if !strings.Contains(text, want) {
			t.Errorf("the pages lack %q:\n%s", want, text)
		}
	}
	if pings := sc.s.Pings(); len(pings) > 0 {
		t.Errorf("somebody is alerted: %+v", pings)
	}
	for _, c := range []struct {
		a, b, want string
	}{
		{"Fiji", "FJ", "state_a and state_b are both “Fiji”"},
		{"Fiji", "Samoaa", "Did you mean Samoa?"},
		{"Fiji", "@everyone <@1>", "No State or group is called"},
		{"Fiji", "Samoa, Tonga", "is more than one State or group"},
	} {
		bad := sc.slash(sc.alice, sc.general, "compare", discordtest.Values{"topic": binding, "state_a": c.a, "state_b": c.b})
		sc.has(bad, c.want)
		if !bad.Ephemeral() {
			t.Errorf("%s and %s: others see the refusal", c.a, c.b)
		}
	}
	sc.has(sc.slash(sc.alice, sc.general, "compare", discordtest.Values{"topic": "warm water on the reef", "state_a": "Fiji", "state_b": "Nauru"}),
		"Fiji (not found in 3 statements held", "Nauru (nothing held)", "No statement by Nauru is held")

	for option, name := range map[string]string{"state_a": "compare", "state_b": "compare", "state_c": "compare", "state": "timeline"} {
		for typed, want := range map[string]string{"sam": "WS", "Samoaa": "WS", "fiji": "FJ"} {
			if list := sc.alice.Complete(sc.general, name, option, typed, nil).Choices(t); len(list) == 0 || list[0].Value != want {
				t.Errorf("/%s %s: %q is completed to %+v", name, option, typed, list)
			}
		}
	}

	// A relation goes with what it rested on.
	sc.removed("ws.txt", "ws.toml")
	if !sc.eventually(m, func(m discordtest.Message) bool {
		return strings.Contains(m.Text(), "was removed") && !strings.Contains(m.Text(), "Samoa opposes") && !strings.Contains(m.Text(), "differ:")
	}) {
		t.Errorf("words of a statement that was removed stand: %s", sc.now(m).Text())
	}
}

func TestTimeline(t *testing.T) {
	sc := spokenScene(t)
	m := sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": binding, "state": "fiji"})
	text := sc.allPages(m)
	for _, want := range []string{"Fiji on a legally binding treaty", "3 statements held, newest 7 March 2023.",
		"Earliest held on this: 11 February 2020. Latest held on this: 7 March 2023. 1 undated quotation at the end.\u00a0[1][2]",
		"Nothing by it is held from: OEWG 2019-2021 session 3; OEWG 2021-2025 session 1, 2, 3. That is a gap in what is held",
		"**OEWG 2019-2021, second substantive session**\n**Fiji** — 11 February 2020\n> “Fiji supports"} {
		if !strings.Contains(text, want) {
			t.Errorf("the pages lack %q:\n%s", want, text)
		}
	}
	if strings.Index(text, "treaty on information security.”") > strings.Index(text, "can join.”") || strings.Index(text, "can join.”") > strings.Index(text, "asks again") {
		t.Errorf("not oldest to newest, the undated last:\n%s", text)
	}
	sc.has(sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": binding, "state": "Fiji,Samoa"}), "is more than one State")
	sc.has(sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": binding, "state": "Samoaa"}), "Did you mean Samoa?")
	sc.has(sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": "warm water on the reef", "state": "Fiji"}), "No dated sentence on this is held")

	// Taken back, all of it is.
	back := sc.click(sc.alice, m, "Take back")
	sc.has(back, "taken back")
	sc.lacks(back, "Fiji")

	// What is said of the ends goes with them.
	m = sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": binding, "state": "Fiji"})
	sc.removed("fj1.txt", "fj1.toml")
	if !sc.eventually(m, func(m discordtest.Message) bool {
		return strings.Contains(m.Text(), "was removed") && !strings.Contains(m.Text(), "Earliest held")
	}) {
		t.Errorf("the earliest stands though it was removed: %s", sc.now(m).Text())
	}
}

// A follow-up is read with what was asked by a command.
func TestFollowUpOnPositions(t *testing.T) {
	sc := spokenScene(t)
	for name, values := range map[string]discordtest.Values{
		"timeline": {"topic": binding, "state": "Fiji"}, "compare": {"topic": binding, "state_a": "Fiji", "state_b": "France"}, "who": {"topic": binding, "state": "Fiji"},
	} {
		m := sc.slash(sc.alice, sc.general, name, values)
		sc.has(sc.reply(m, "and Samoa?"), "Samoa opposes a legally binding treaty")
	}
}

// The picture of a timeline goes with it: it stays while pages turn, loses what
// is removed, and goes when the answer does.
func TestTimelinePicture(t *testing.T) {
	sc := spokenScene(t)
	drawn := func(m discordtest.Message) (alt string, data []byte) {
		t.Helper()
		if len(m.Attachments) != 1 {
			t.Fatalf("%d files: %s", len(m.Attachments), m.Text())
		}
		a := m.Attachments[0]
		data = sc.s.FileOf(a)
		if img, err := png.Decode(bytes.NewReader(data)); err != nil || img.Bounds().Dx() < 500 || a.Filename != "timeline.png" || a.ContentType != "image/png" {
			t.Errorf("the file %s (%s) is no picture: %v", a.Filename, a.ContentType, err)
		}
		return a.Description, data
	}
	m := sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": binding, "state": "Fiji"})
	alt, first := drawn(m)
	for _, want := range []string{"Timeline of Fiji on “a legally binding treaty on information security”, as held on ", "OEWG 2019-2021: 11 February 2020 [1].",
		"OEWG 2021-2025: 7 March 2023 [2].", "1 undated quotation is not placed.", "Nothing by it is held from: OEWG 2019-2021 session 3"} {
		if !strings.Contains(alt, want) {
			t.Errorf("the alternative text lacks %q: %s", want, alt)
		}
	}

	sc.removed("fj1.txt", "fj1.toml")
	if !sc.eventually(m, says("was removed")) {
		t.Fatalf("nothing tells of what was removed: %s", sc.now(m).Text())
	}
	alt, second := drawn(sc.now(m))
	if strings.Contains(alt, "2020") || !strings.Contains(alt, "7 March 2023 [2]") || bytes.Equal(first, second) {
		t.Errorf("the picture shows what was removed: %s", alt)
	}
	sc.removed("fj2.txt", "fj2.toml")
	if !sc.eventually(m, func(m discordtest.Message) bool { return len(m.Attachments) == 0 }) {
		t.Errorf("a picture of nothing that is held stays: %s", sc.now(m).Text())
	}

	// What it was narrowed to is told.
	m = sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": binding, "state": "Samoa", "since": "2022", "until": "2024"})
	sc.has(m, "Only words since 1 January 2022, until 31 December 2024.")
	if alt, _ := drawn(m); !strings.Contains(alt, "1 statement held, newest 8 March 2023, only words since 1 January 2022, until 31 December 2024.") {
		t.Error(alt)
	}

	// Where nothing dated is held there is none.
	m = sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": binding, "state": "Fiji", "private": true})
	if len(m.Attachments) > 0 {
		t.Errorf("there is a picture of one undated statement: %s", m.Text())
	}
	sc.has(m, "asks again for")
	m = sc.slash(sc.alice, sc.general, "timeline", discordtest.Values{"topic": binding, "state": "Samoa"})
	drawn(m)
	if back := sc.click(sc.alice, m, "Take back"); len(back.Attachments) > 0 {
		t.Errorf("the picture outlives the answer: %s", back.Text())
	}
}

// A timeline of many pages keeps its picture while they turn, and one whose
// files Discord refuses comes without.
func TestTimelinePages(t *testing.T) {
	sc := newScene(t, func(_ *Options, sc *scene) {
		places := strings.Fields("Suva Nadi Levuka Lautoka Labasa Savusavu Sigatoka Rakiraki Tavua Ba Navua Nausori Korovou Taveuni Kadavu Rotuma Ovalau Gau Koro Beqa")
		for i, place := range places {
			name := fmt.Sprintf("fj%02d", i)
			sc.write(name+".txt", fmt.Sprintf("Mr. Chair,\n\nFiji supports a legally binding treaty on information security, and %s should be one of the places of its work.", strings.Repeat(place+" or ", 9)+"another town"))
			sc.write(name+".toml", fmt.Sprintf("by = \"FJ\"\nlanguage = \"en\"\ndate = %d-10-%02d\nprocess = \"first-committee\"\n", 2003+i, 1+i))
		}
		if _, err := sc.lib.Reindex(sc.Context(), false, nil); err != nil {
			sc.Fatal(err)
		}
	})
	values := discordtest.Values{"topic": binding, "state": "Fiji"}
	m := sc.slash(sc.alice, sc.general, "timeline", values)
	if len(m.Attachments) != 1 {
		t.Fatalf("%d files: %s", len(m.Attachments), m.Text())
	}
	id := m.Attachments[0].ID
	sc.has(m, "Page 1 of")
	next := sc.click(sc.alice, m, "→")
	sc.has(next, "Page 2 of", "Fiji supports")
	if len(next.Attachments) != 1 || next.Attachments[0].ID != id {
		t.Errorf("the picture did not stay: %+v", next.Attachments)
	}
	if len(m.Attachments[0].Description) == 0 || message.Count(m.Attachments[0].Description) > 1024 {
		t.Errorf("the alternative text: %q", m.Attachments[0].Description)
	}
	lift := sc.s.Fault(discordtest.Fault{Match: func(r *discordtest.Request) bool { return r.Method == "PATCH" && r.Files > 0 }, Status: 413, Times: 1})
	defer lift()
	m = sc.slash(sc.alice, sc.general, "timeline", values)
	sc.has(m, "Fiji supports", "Page 1 of")
	if len(m.Attachments) != 0 {
		t.Error("a file that was refused is there")
	}
}

// What a server added is seen there and nowhere else.
func TestPositionsOfAServersOwn(t *testing.T) {
	sc := spokenScene(t)
	sc.write("../servers/"+sc.guild.ID()+"/nr.txt", "Mr. Chair,\n\nNauru supports a legally binding treaty on information security.")
	sc.write("../servers/"+sc.guild.ID()+"/nr.toml", "by = \"NR\"\nlanguage = \"en\"\ndate = 2023-03-09\nprocess = \"oewg-2021-2025\"\n")
	if _, err := sc.lib.Reindex(sc.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	if text := sc.allPages(sc.slash(sc.alice, sc.general, "who", discordtest.Values{"topic": binding})); !strings.Contains(text, "Nauru supports") {
		t.Errorf("the server does not see its own:\n%s", text)
	}
	for name, values := range map[string]discordtest.Values{
		"who": {"topic": binding}, "compare": {"topic": binding, "state_a": "Nauru", "state_b": "Fiji"}, "timeline": {"topic": binding, "state": "Nauru"},
	} {
		if text := sc.allPages(sc.slash(sc.alice, sc.alice.DM(), name, values)); strings.Contains(text, "Nauru supports") {
			t.Errorf("/%s shows what another server added:\n%s", name, text)
		}
	}
}
