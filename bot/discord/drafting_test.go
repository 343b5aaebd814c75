package discord

import (
	"strings"
	"testing"

	"verbatim/bot/discord/discordtest"
)

func TestRequestsToDraft(t *testing.T) {
	sc := outcomeScene(t)
	const none = "Verbatim drafts nothing in a State's name; what a drafter can use follows"
	m := sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": "Write a statement for Fiji on critical infrastructure"})
	text := strings.ReplaceAll(sc.allPages(m), "\\", "")
	for _, want := range []string{none, "Agreed: A/99/123", "14. Critical infrastructure should be protected by each State.", "Words of delegations", "Fiji understands critical infrastructure"} {
		if !strings.Contains(text, want) {
			t.Errorf("/ask lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "unapproved") {
		t.Errorf("a draft is shown as agreed:\n%s", text)
	}
	sc.has(sc.click(sc.boss, m, "Show the words"), "Critical infrastructure should be protected by each State")

	first := sc.asked("What does Fiji say about critical infrastructure?")
	sc.has(sc.reply(first, "now draft a statement for them on that"), none, "Understood as: Draft a statement for Fiji on critical infrastructure")
	sc.has(sc.asked("draft a statement for Samoa"), "Verbatim drafts nothing in a State's name.", "Name a topic")
}

func TestMisspeltStates(t *testing.T) {
	sc := outcomeScene(t)
	sc.has(sc.asked("What does Fiij say about critical infrastructure in Kazakstan?"), "No State or group is called “Kazakstan” here: did you mean Kazakhstan?")
	m := sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": "What does Kazakstan say about critical infrastructure?"})
	sc.has(m, "did you mean Kazakhstan?")
	sc.lacks(m, "Fiji understands")
	sc.has(sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": "What of critical infrastructure?", "state": "Kazakstan"}), "Did you mean Kazakhstan?")
}
