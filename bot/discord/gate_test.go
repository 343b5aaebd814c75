package discord

import (
	"testing"

	"verbatim/bot/discord/discordtest"
	"verbatim/bot/state"
)

// shut takes every place of a gate, until open is called.
func shut(g gate) (open func()) {
	for range cap(g) {
		g <- struct{}{}
	}
	return func() {
		for range cap(g) {
			<-g
		}
	}
}

func TestCompletionIsForWhoMayAsk(t *testing.T) {
	sc := newScene(t, nil)
	offered := func(u *discordtest.User) int {
		return len(u.Complete(sc.general, "ask", "state", "fra", nil).Choices(t))
	}
	if offered(sc.alice) == 0 {
		t.Error("nothing is offered")
	}
	open := shut(sc.b.typed)
	if offered(sc.alice) != 0 {
		t.Error("more completions are under way than may be")
	}
	open()
	role := sc.guild.Role("delegates")
	if _, err := sc.db.UpdateSettings(sc.guild.ID(), func(s *state.Settings) { s.AskRoles = []string{role.ID()} }); err != nil {
		t.Fatal(err)
	}
	if offered(sc.alice) != 0 {
		t.Error("something is offered to somebody who may not ask")
	}
	for _, command := range []string{"sources", "source"} {
		options := map[string]discordtest.Values{"source": {"document": "france"}}[command]
		sc.has(sc.slash(sc.alice, sc.general, command, options), "for members with certain roles")
	}
	sc.guild.Give(sc.alice, role)
	if offered(sc.alice) == 0 {
		t.Error("nothing is offered to somebody with the role")
	}
	sc.has(sc.slash(sc.alice, sc.general, "source", discordtest.Values{"document": "france"}), "Claire Martin")
}

func TestListsCountAsQuestions(t *testing.T) {
	sc := newScene(t, func(o *Options, _ *scene) { o.PerUser, o.Burst = 1, 2 })
	sc.has(sc.slash(sc.alice, sc.general, "sources", nil), "2 statements")
	sc.has(sc.slash(sc.alice, sc.general, "source", discordtest.Values{"document": "france"}), "Claire Martin")
	sc.has(sc.slash(sc.alice, sc.general, "sources", nil), "Please go on in")
	sc.has(sc.slash(sc.alice, sc.general, "source", discordtest.Values{"document": "france"}), "Please go on in")
}

func TestPressesAreBounded(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.asked(treaty)
	open := shut(sc.b.presses)
	sc.has(sc.click(sc.boss, m, "Show the words"), "all the questions that it can hold")
	open()
	refused := false
	for range 4 * pressesInOneGo {
		if refused = says("more than one person can read")(sc.click(sc.boss, m, "Show the words")); refused {
			break
		}
	}
	if !refused {
		t.Error("one person may press as often as they like")
	}
	sc.has(sc.click(sc.alice, m, "Show the words"), "does not support")
	if !within(soon, func() bool { return len(sc.b.presses) == 0 }) {
		t.Error("places are not given back")
	}
}
