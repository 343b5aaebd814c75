package discord

import (
	"strings"
	"testing"

	"verbatim/bot/discord/discordtest"
)

// checks uses the command in a message's menu and waits for what it shows.
func (sc *scene) checks(u *discordtest.User, m discordtest.Message) discordtest.Message {
	sc.Helper()
	return sc.shown(u.MessageCommand(m, checkCommand))
}

func TestCheckAMessage(t *testing.T) {
	sc := newScene(t, nil)
	bob := sc.guild.Member("bob")
	said := bob.Say(sc.general, "France said “capacity-building should be demand-driven and sustainable”. "+
		"China said: “Capacity-building should be demand-driven and sustainable.” France said “capacity-building could be demand-driven and sustainable”. "+
		"France likes penguins @everyone <@1> [here](https://evil.example).")
	m := sc.checks(sc.alice, said.Message)
	if !m.Ephemeral() {
		t.Error("a check is seen by others")
	}
	sc.has(m, "stands in the record", "these held words differ", "held of France, and in what is held not of China", "[1]", "Claire Martin")
	sc.lacks(m, "evil.example", "<@1>", "@everyone", "bob")

	// Shared, everybody sees it, and it tells not whose message it was.
	shared := sc.click(sc.alice, m, "Share")
	if shared.Ephemeral() {
		t.Error("what is shared is seen by nobody")
	}
	sc.has(shared, "stands in the record", "these held words differ", "[1]")
	sc.lacks(shared, "bob", "alice", "<@")
	sc.has(sc.click(sc.alice, shared, "Take back"), "taken back")

	// What claims nothing, and what is no text.
	sc.has(sc.checks(sc.alice, bob.Say(sc.general, "Does France support a treaty?").Message), "Questions claim nothing")
	sc.has(sc.checks(sc.alice, bob.Say(sc.general, "https://example.org/picture.png").Message), "no text in that message")
	long := bob.Say(sc.general, strings.Repeat("France said “capacity-building should be demand-driven and sustainable”. ", 27))
	sc.has(sc.checks(sc.alice, long.Message), "Claim 1", "Page 1 of")
	sc.has(sc.click(sc.alice, sc.checks(sc.alice, long.Message), "→"), "Page 2 of", "Only the first 12 of 27")
}

// The bot's own messages check as what they cite.
func TestCheckTheBotsOwn(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.asked(treaty)
	if !within(soon, func() bool { _, err := sc.db.AnswerAt(m.ID); return err == nil }) {
		t.Fatal("it is not kept where the answer is")
	}
	sc.has(sc.checks(sc.alice, m), "bot's own", "stands in the record", "France")
	sc.has(sc.checks(sc.alice, sc.asked("")), "cites nothing")
	sc.write("fr.txt", "Thank you, Mr. Chair, for giving me the floor.")
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	gone := sc.checks(sc.alice, m)
	sc.has(gone, "rested on was changed")
	sc.lacks(gone, "does not support a new legally")
}

// Whoever does not want their messages checked is not, anywhere, also where all
// else of them is deleted, until they say otherwise.
func TestOptOutOfChecks(t *testing.T) {
	sc := newScene(t, nil)
	bob := sc.guild.Member("bob")
	said := bob.Say(sc.general, "France said “capacity-building should be demand-driven and sustainable”.")
	before := sc.checks(sc.alice, said.Message)
	sc.has(before, "stands in the record")

	privacy := sc.slash(bob, sc.general, "privacy", nil)
	sc.has(privacy, "checked against the record")
	sc.has(sc.click(bob, privacy, "Do not check my messages"), "will not be checked")
	refused := sc.checks(sc.alice, said.Message)
	sc.has(refused, "cannot be checked")
	sc.lacks(refused, "stands", "France", "bob")
	if !refused.Ephemeral() {
		t.Error("others see that somebody opted out")
	}
	sc.has(sc.click(sc.alice, before, "Share"), "cannot be checked") // it was shown before that
	sc.has(sc.checks(bob, said.Message), "stands in the record")     // one's own
	sc.click(bob, sc.slash(bob, sc.general, "privacy", nil), "Delete what is kept of me")
	sc.has(sc.checks(sc.alice, said.Message), "cannot be checked")

	again := sc.slash(bob, sc.general, "privacy", nil)
	sc.has(sc.click(bob, again, "Let my messages be checked"), "can be checked")
	sc.has(sc.checks(sc.alice, said.Message), "stands in the record")
}

// In direct messages there is nobody to share with, and where a statement goes a
// verdict that rested on it goes too.
func TestCheckInDirectMessagesAndAfterRemoval(t *testing.T) {
	sc := newScene(t, nil)
	direct := sc.checks(sc.alice, sc.alice.Say(sc.alice.DM(), "It stands that France said “capacity-building should be demand-driven and sustainable”.").Message)
	sc.has(direct, "not decided")
	for _, b := range direct.Buttons() {
		if b == "Share" {
			t.Error("a check in direct messages can be shared")
		}
	}
	said := sc.alice.Say(sc.general, "France said “capacity-building should be demand-driven and sustainable”.")
	shared := sc.click(sc.alice, sc.checks(sc.alice, said.Message), "Share")
	sc.write("fr.txt", "Thank you, Mr. Chair, for giving me the floor.")
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	if !sc.eventually(shared, says("rested on was changed")) {
		t.Errorf("a verdict outlives what it rested on:\n%s", sc.now(shared).Text())
	}
	sc.lacks(sc.now(shared), "stands in the record")
}
