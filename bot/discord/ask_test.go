package discord

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/discordtest"
)

const treaty = "What does France say about a legally binding treaty?"

func TestAskInEveryWay(t *testing.T) {
	sc := newScene(t, nil)
	for name, ask := range map[string]func() discordtest.Message{
		"mention": func() discordtest.Message { return sc.asked(treaty) },
		"slash": func() discordtest.Message {
			return sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": treaty})
		},
		"direct": func() discordtest.Message { return sc.answered(sc.alice.Say(sc.alice.DM(), treaty)) },
		"private": func() discordtest.Message {
			return sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": "Tell me about a legally binding treaty", "state": "FR", "private": true})
		},
	} {
		m := ask()
		sc.has(m, "France", "Claire Martin", "28 March 2022", "does not support a new legally binding treaty", "[1]", "extracts", "](<https://example.org/fr#:~:text=")
		if private := m.Ephemeral(); private != (name == "private") {
			t.Errorf("%s: seen by one person alone: %v", name, private)
		}
	}
	if len(sc.general.Typing()) == 0 || len(sc.alice.DM().Typing()) == 0 {
		t.Error("no typing sign was shown")
	}
	for _, m := range sc.boss.Sees(sc.general) {
		if m.Ephemeral() {
			t.Error("somebody else sees a private answer")
		}
	}
}

// People choose the bot's role in place of the bot, as both have one name.
func TestItsRoleIsTheBot(t *testing.T) {
	sc := newScene(t, nil)
	own, other := sc.guild.Role("Verbatim"), sc.guild.Role("delegates").Mentionable()
	sc.alice.Say(sc.general, "<@&"+other.ID()+"> "+treaty)
	sc.has(sc.answered(sc.alice.Say(sc.general, "<@&"+own.ID()+"> "+treaty)), "does not support")
	sc.has(sc.answered(sc.alice.Say(sc.general, "<@&"+own.ID()+">")), "Ask what States have said")
	asked := 0
	for _, r := range sc.s.Requests() {
		if r.Method == "GET" && strings.HasSuffix(r.Path, "/roles") {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("Discord was asked %d times for the roles", asked)
	}
	if n := len(sc.botMessages(sc.general, sc.alice)); n != 2 {
		t.Errorf("%d answers, want those to its own role", n)
	}
}

// Where the bot lacks Embed Links its sources stand in the text: at once where
// that is known, else after one look.
func TestSourcesWithoutEmbedLinks(t *testing.T) {
	sc := newScene(t, func(o *Options, _ *scene) { o.EditEvery = 5 * time.Millisecond })
	sc.general.Deny(discordgo.PermissionEmbedLinks)
	bare := func(m discordtest.Message) bool {
		return strings.Contains(m.Content, "[1] France, Claire Martin, 28 March 2022 <https://example.org/fr#:~:text=") && len(m.Embeds) == 0
	}
	first := sc.asked(treaty)
	if !sc.eventually(first, bare) {
		t.Fatalf("the answer has no sources:\n%s", sc.now(first).Content)
	}
	second := sc.asked(treaty)
	if !bare(second) || second.Edits != 0 {
		t.Errorf("the second, after %d edits:\n%s", second.Edits, second.Content)
	}
	sc.has(sc.click(sc.alice, first, "Show the words"), "does not support")

	// An answer under a model, which grows by edits, ends so too.
	sc.engine.Drafter = quoting(10 * time.Millisecond)
	if m := sc.asked(treaty); !sc.eventually(m, bare) {
		t.Errorf("the answer that grew has no sources:\n%s", sc.now(m).Content)
	}
	sc.engine.Drafter = nil

	// Nor does an edit drop them when a source is corrected.
	before := sc.now(first).Edits
	sc.write("fr.toml", documents["fr.toml"]+"venue = \"New York\"\n")
	sc.becomes(sc.boss.Slash(sc.general, "reindex", nil), says("Reindexed"))
	if !sc.eventually(first, func(m discordtest.Message) bool { return bare(m) && m.Edits > before }) {
		t.Errorf("edited:\n%s", sc.now(first).Content)
	}
	elsewhere := sc.guild.Channel("elsewhere")
	m := sc.answered(sc.ask(sc.alice, elsewhere, treaty))
	if bare(m) || len(m.Embeds) == 0 {
		t.Errorf("another channel:\n%s", m.Text())
	}
	elsewhere.Deny(discordgo.PermissionEmbedLinks) // and now its sources would be dropped by an edit
	sc.write("fr.toml", documents["fr.toml"]+"venue = \"Geneva\"\n")
	sc.becomes(sc.boss.Slash(sc.general, "reindex", nil), says("Reindexed"))
	if !sc.eventually(m, bare) {
		t.Errorf("after an edit in another channel:\n%s", sc.now(m).Text())
	}
}

func TestChatterIsLeftAlone(t *testing.T) {
	sc := newScene(t, nil)
	quiet := sc.guild.Channel("quiet")
	asked := sc.guild.Channel("questions")
	shown := sc.slash(sc.boss, sc.general, "setup", nil)
	sc.has(sc.choose(sc.boss, shown, "Question channels", asked), "<#"+asked.ID()+">")
	for _, c := range []*discordtest.Channel{quiet, asked} {
		sc.alice.Say(c, "Good morning everybody, the coffee is ready.")
		sc.alice.Say(c, "lol?")
		sc.alice.Say(c, "Are we meeting France for lunch?")
		sc.alice.Say(c, "France was great today on the treaty!")
		sc.alice.Say(c, sc.boss.Mention()+" what do you say about a legally binding treaty?")
	}
	sc.alice.Say(quiet, treaty)
	sc.has(sc.answered(sc.alice.Say(asked, treaty)), "does not support")
	other := sc.boss.Say(asked, "I shall be late.")
	sc.alice.Reply(asked, other.Message, "Why are you late again today?")
	sc.asked(treaty)
	if n := len(sc.botMessages(quiet, sc.alice)); n != 0 {
		t.Errorf("%d messages in a channel where nobody spoke to the bot", n)
	}
	if n := len(sc.botMessages(asked, sc.alice)); n != 1 {
		t.Errorf("%d answers in the question channel, want 1", n)
	}
}

func TestFollowUpsKeepToTheirConversation(t *testing.T) {
	sc := newScene(t, nil)
	first := sc.asked(treaty)
	sc.answered(sc.ask(sc.boss, sc.general, "What does China say about capacity-building?"))
	second := sc.reply(first, "and China?")
	sc.has(second, "Understood as", "China", "legally binding treaty on information security be negotiated")
	sc.lacks(second, "respect sovereignty")
	third := sc.reply(second, "since when?")
	sc.has(third, "China", "24 July 2023")

	dm := sc.boss.DM()
	sc.answered(sc.boss.Say(dm, "What does France say about capacity-building?"))
	sc.has(sc.answered(sc.boss.Say(dm, "and China?")), "Understood as", "sovereignty")
	alone := sc.answered(sc.alice.Say(sc.alice.DM(), "and China?"))
	sc.lacks(alone, "Understood as")

	sc.has(sc.click(sc.alice, first, "Go on in a thread"), "It goes on in")
	thread := sc.general.Thread(t, first)
	sc.has(sc.answered(sc.alice.Say(thread, "and China?")), "Understood as", "China", "negotiated")
	sc.has(sc.click(sc.alice, first, "Go on in a thread"), "It goes on in <#"+thread.ID()+">")
	if n := len(sc.botMessages(thread, sc.alice)); n != 2 {
		t.Errorf("%d messages of the bot's in the thread, want a greeting and an answer", n)
	}
}

func TestMentionsAndMarkdownOfDocumentsAreText(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "everyone must cooperate"})
	sc.lacks(m, "@everyone", "<@1>", "[cooperate](https://evil.example)")
	sc.has(m, "everyone", "cooperate", "evil.example")
	if pings := sc.s.Pings(); len(pings) > 0 {
		t.Errorf("a document pings people: %+v", pings)
	}
}

func TestShowTheWordsRetractAndFeedback(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.asked(treaty)
	words := sc.click(sc.boss, m, "Show the words")
	sc.has(words, "does not support a new legally binding treaty", "[1]")
	if !words.Ephemeral() {
		t.Error("the words are shown to everybody")
	}
	note := sc.click(sc.boss, m, "Helpful")
	sc.has(note, "without your name", "30 days")
	sc.has(sc.click(sc.boss, note, "Save my verdict"), "saved")
	sc.has(sc.fillIn(sc.boss, m, "Not right", map[string]string{"comment": "=cmd|' /C calc'!A0"}), "saved")
	table := sc.slash(sc.boss, sc.general, "feedback", nil)
	if len(table.Attachments) != 1 {
		t.Fatalf("no table came: %s", table.Text())
	}
	text := string(sc.s.FileOf(table.Attachments[0]))
	if !strings.Contains(text, "'=cmd") || !strings.Contains(text, treaty) || strings.Contains(text, "boss") || strings.Contains(text, sc.boss.ID()) || strings.Contains(text, "helpful") {
		t.Errorf("the table: %s", text)
	}
	stranger := sc.guild.Member("stranger")
	sc.has(sc.click(stranger, m, "Take back"), "Only the person who asked")
	gone := sc.click(sc.alice, m, "Take back")
	sc.has(gone, "taken back by the person who asked")
	sc.lacks(sc.now(m), "legally binding")
	if len(sc.now(m).Buttons()) != 0 {
		t.Error("an answer that was taken back has buttons")
	}
	other := sc.asked(treaty)
	sc.has(sc.click(sc.boss, other, "Take back"), "by a moderator")
}

func TestLimitsAreTold(t *testing.T) {
	sc := newScene(t, func(o *Options, _ *scene) { o.PerUser, o.Burst = 1, 2 })
	for range 2 {
		sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": treaty})
	}
	m := sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": treaty})
	sc.has(m, "Please go on in")
	if !m.Ephemeral() {
		t.Error("a refusal is shown to everybody")
	}
	sc.has(sc.slash(sc.boss, sc.general, "ask", discordtest.Values{"question": treaty}), "does not support")
}

func TestUnderLoadEverybodyIsAcknowledged(t *testing.T) {
	sc := newSceneIn(t, unlimited(), func(o *Options, _ *scene) {
		o.PerGuild, o.Queue = 10000, 150
		if underRace {
			o.Queue = 30
		}
	})
	var all []*discordtest.Interaction
	people := 200
	if underRace { // everything takes some ten times as long
		people = 40
	}
	for i := range people {
		u := sc.guild.Member(fmt.Sprint("user", i))
		name, options := "ask", discordtest.Values{"question": treaty}
		if i%4 == 3 {
			name, options = "quote", discordtest.Values{"words": "legally binding treaty"}
		}
		all = append(all, u.Slash(sc.general, name, options))
	}
	slowest, refused := time.Duration(0), 0
	for _, x := range all {
		m := sc.shown(x)
		slowest = max(slowest, x.Acked(t))
		if strings.Contains(m.Text(), "all the questions that it can hold") {
			refused++
		} else {
			sc.has(m, "legally binding treaty")
		}
	}
	t.Logf("%d at once: the slowest acknowledgement took %v, %d were told that the bot is busy", people, slowest, refused)
}
