package discord

import (
	"strings"
	"testing"

	"verbatim/bot/discord/message"
)

// Whatever commands there are, /help tells all of every one, within Discord's limits.
func TestHelpTellsAll(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.b.helpCard(true, true)
	text := m.Embeds[0].Description
	if err := m.Check(); err != nil {
		t.Error(err)
	}
	for _, cmd := range commands() {
		if !strings.Contains(text, "`"+cmd.usage()+"` "+or(cmd.Description, cmd.help)) {
			t.Errorf("/help lacks %s", cmd.usage())
		}
	}
	if !strings.Contains(text, "open the source.") {
		t.Error("/help has no end")
	}
	t.Logf("%d characters", message.Count(text))
	sc.has(sc.slash(sc.alice, sc.general, "help", nil), "/compare topic state_a state_b [state_c]", "/timeline topic state", "/who topic")
}
