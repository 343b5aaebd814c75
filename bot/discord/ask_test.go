package discord

import (
	"strings"
	"testing"
	"time"

	"verbatim/bot/discord/discordtest"
)

const treaty = "What does France say about a legally binding treaty?"

func TestAskInEveryWay(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	for name, ask := range map[string]func() *discordtest.Message{
		"mention": func() *discordtest.Message { return sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty)) },
		"slash": func() *discordtest.Message {
			return sc.slash(sc.alice, sc.general, "ask", map[string]any{"question": treaty})
		},
		"direct": func() *discordtest.Message { return sc.answered(sc.alice.Say(sc.alice.DM(), treaty)) },
		"private": func() *discordtest.Message {
			return sc.slash(sc.alice, sc.general, "ask", map[string]any{"question": "Tell me about a legally binding treaty", "state": "FR", "private": true})
		},
	} {
		m := ask()
		sc.has(m, "France", "Claire Martin", "28 March 2022", "does not support a new legally binding treaty", "[1]", "extracts", "](<https://example.org/fr#:~:text=")
		if private := m.OnlyFor != nil; private != (name == "private") {
			t.Errorf("%s: seen by one person alone: %v", name, private)
		}
	}
	if sc.s.Typing(sc.general) == 0 || sc.s.Typing(sc.alice.DM()) == 0 {
		t.Error("no typing sign was shown")
	}
	for _, m := range sc.s.Messages(sc.general, sc.boss) {
		if m.OnlyFor != nil {
			t.Error("somebody else sees a private answer")
		}
	}
}

func TestChatterIsLeftAlone(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	quiet := sc.guild.Channel("quiet")
	asked := sc.guild.Channel("questions")
	shown := sc.slash(sc.boss, sc.general, "setup", nil)
	i, err := sc.boss.Select(shown, "Question channels", asked.ID)
	if err != nil {
		t.Fatal(err)
	}
	sc.has(sc.shown(i), "<#"+asked.ID+">")
	for _, c := range []*discordtest.Channel{quiet, asked} {
		sc.alice.Say(c, "Good morning everybody, the coffee is ready.")
		sc.alice.Say(c, "lol?")
		sc.alice.Say(c, "<@"+sc.boss.ID+"> what do you say about a legally binding treaty?")
	}
	sc.alice.Say(quiet, treaty)
	sc.has(sc.answered(sc.alice.Say(asked, treaty)), "does not support")
	other := sc.boss.Say(asked, "I shall be late.")
	sc.alice.Reply(other, "Why are you late again today?")
	sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	if n := len(botMessages(sc.s.Messages(quiet, sc.alice))); n != 0 {
		t.Errorf("%d messages in a channel where nobody spoke to the bot", n)
	}
	if n := len(botMessages(sc.s.Messages(asked, sc.alice))); n != 1 {
		t.Errorf("%d answers in the question channel, want 1", n)
	}
}

func botMessages(all []*discordtest.Message) (out []*discordtest.Message) {
	for _, m := range all {
		if m.Author == nil {
			out = append(out, m)
		}
	}
	return out
}

func TestFollowUpsKeepToTheirConversation(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	first := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	sc.answered(sc.boss.Say(sc.general, sc.s.Mention()+" What does China say about capacity-building?"))
	second := sc.answered(sc.alice.Reply(first, "and China?"))
	sc.has(second, "Understood as", "China", "legally binding treaty on information security be negotiated")
	sc.lacks(second, "respect sovereignty")
	third := sc.answered(sc.alice.Reply(second, "since when?"))
	sc.has(third, "China", "24 July 2023")

	dm := sc.boss.DM()
	sc.answered(sc.boss.Say(dm, "What does France say about capacity-building?"))
	sc.has(sc.answered(sc.boss.Say(dm, "and China?")), "Understood as", "sovereignty")
	alone := sc.answered(sc.alice.Say(sc.alice.DM(), "and China?"))
	sc.lacks(alone, "Understood as")

	i, err := sc.alice.Click(first, "Go on in a thread")
	if err != nil {
		t.Fatal(err)
	}
	sc.has(sc.shown(i), "It goes on in")
	thread := sc.s.Message(first.ID).Thread
	if thread == nil {
		t.Fatal("no thread was opened")
	}
	sc.has(sc.answered(sc.alice.Say(thread, "and China?")), "Understood as", "China", "negotiated")
	sc.has(sc.click(sc.alice, first, "Go on in a thread"), "It goes on in <#"+thread.ID+">")
	if n := len(botMessages(sc.s.Messages(thread, sc.alice))); n != 2 {
		t.Errorf("%d messages of the bot's in the thread, want a greeting and an answer", n)
	}
}

func TestMentionsAndMarkdownOfDocumentsAreText(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	m := sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "everyone must cooperate"})
	sc.lacks(m, "@everyone", "<@1>", "[cooperate](https://evil.example)")
	sc.has(m, "everyone", "cooperate", "evil.example")
}

func TestShowTheWordsRetractAndFeedback(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	m := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	words := sc.click(sc.boss, m, "Show the words")
	sc.has(words, "does not support a new legally binding treaty", "[1]")
	if words.OnlyFor == nil {
		t.Error("the words are shown to everybody")
	}
	note := sc.click(sc.boss, m, "Helpful")
	sc.has(note, "without your name", "30 days")
	sc.has(sc.click(sc.boss, note, "Save my verdict"), "saved")
	i, err := sc.boss.Click(m, "Not right")
	if err != nil {
		t.Fatal(err)
	}
	if i.Modal() == nil {
		t.Fatal("no form came")
	}
	i, err = sc.boss.Submit(i, map[string]string{"comment": "=cmd|' /C calc'!A0"})
	if err != nil {
		t.Fatal(err)
	}
	sc.has(sc.shown(i), "saved")
	table := sc.slash(sc.boss, sc.general, "feedback", nil)
	if len(table.Files) != 1 {
		t.Fatalf("no table came: %s", table.Text())
	}
	for _, csv := range table.Files {
		text := string(csv)
		if !strings.Contains(text, "'=cmd") || !strings.Contains(text, treaty) || strings.Contains(text, "boss") || strings.Contains(text, sc.boss.ID) || strings.Contains(text, "helpful") {
			t.Errorf("the table: %s", text)
		}
	}
	stranger := sc.guild.Member("stranger", 0)
	sc.has(sc.click(stranger, m, "Take back"), "Only the person who asked")
	gone := sc.click(sc.alice, m, "Take back")
	sc.has(gone, "taken back by the person who asked")
	sc.lacks(sc.s.Message(m.ID), "legally binding")
	if len(sc.s.Message(m.ID).Buttons()) != 0 {
		t.Error("an answer that was taken back has buttons")
	}
	other := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	sc.has(sc.click(sc.boss, other, "Take back"), "by a moderator")
}

func TestLimitsAreTold(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, func(o *Options, _ *scene) { o.PerUser, o.Burst = 1, 2 })
	for range 2 {
		sc.slash(sc.alice, sc.general, "ask", map[string]any{"question": treaty})
	}
	m := sc.slash(sc.alice, sc.general, "ask", map[string]any{"question": treaty})
	sc.has(m, "Please go on in")
	if m.OnlyFor == nil {
		t.Error("a refusal is shown to everybody")
	}
	sc.has(sc.slash(sc.boss, sc.general, "ask", map[string]any{"question": treaty}), "does not support")
}

func TestUnderLoadEverybodyIsAcknowledged(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, func(o *Options, _ *scene) { o.PerGuild, o.Queue = 10000, 150 })
	var all []*discordtest.Interaction
	for i := range 200 {
		u := sc.guild.Member("user", 0)
		name, options := "ask", map[string]any{"question": treaty}
		if i%4 == 3 {
			name, options = "quote", map[string]any{"words": "legally binding treaty"}
		}
		x, err := u.Slash(sc.general, name, options)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, x)
	}
	slowest, refused := time.Duration(0), 0
	for _, x := range all {
		m := sc.shown(x)
		slowest = max(slowest, x.Took())
		if strings.Contains(m.Text(), "all the questions that it can hold") {
			refused++
		} else {
			sc.has(m, "legally binding treaty")
		}
	}
	t.Logf("200 at once: the slowest acknowledgement took %v, %d were told that the bot is busy", slowest, refused)
}
