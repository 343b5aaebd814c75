package message

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
)

// menuOf gives the menu of a message; its rows are a menu, and buttons.
func menuOf(t *testing.T, m Message) discordgo.SelectMenu {
	t.Helper()
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	menu, ok := m.Components[0].(discordgo.ActionsRow).Components[0].(discordgo.SelectMenu)
	if !ok {
		t.Fatalf("the first row has no menu: %+v", m.Components)
	}
	return menu
}

func TestChooseCitation(t *testing.T) {
	k, now := maker(t), time.Date(2026, 7, 23, 0, 0, 0, 0, time.UTC)
	var cites []answer.Citation
	for i := range 30 {
		s := invented("FR", "[Mr. *X*](http://evil.example) @here"+strings.Repeat(" x", 60), "2022-03-28", fmt.Sprintf("Sentence %d of many.\u202e", i+1))
		cites = append(cites, cite(t, i+1, s, s.Text))
	}
	v := View{Ref: "r", Gone: map[int]string{2: "was removed from the library"}}
	m, pages := k.ChooseCitation(cites, 0, now, v)
	menu := menuOf(t, m)
	if pages != 2 || len(menu.Options) != choicesOnPage || !m.Ephemeral || len(m.Embeds) > 0 {
		t.Errorf("%d pages, %d options, %+v", pages, len(menu.Options), m)
	}
	for _, o := range menu.Options {
		if o.Value == "2" || strings.ContainsRune(o.Description, '\u202e') {
			t.Errorf("listed: %+v", o)
		}
	}
	v.Page = 1
	m, _ = k.ChooseCitation(cites, 0, now, v)
	if menu = menuOf(t, m); len(menu.Options) != 4 || menu.Options[3].Value != "30" {
		t.Errorf("the second page has %+v", menu.Options)
	}

	// What was chosen is shown, with the page that it is on.
	v.Page = 0
	m, _ = k.ChooseCitation(cites, 30, now, v)
	if menu = menuOf(t, m); len(m.Embeds) != 3 || len(menu.Options) != 4 || !menu.Options[3].Default {
		t.Errorf("the one chosen: %+v", m)
	}
	if id, ok := ParseID(menu.CustomID); !ok || id.Do != DoCopy || id.Ref != "r" {
		t.Errorf("the menu's ID is %q", menu.CustomID)
	}

	v.Gone = map[int]string{}
	for i := range cites {
		v.Gone[i+1] = "was removed"
	}
	if m, _ = k.ChooseCitation(cites, 0, now, v); len(m.Components) > 0 || !strings.Contains(m.Content, "nothing to copy") || m.Check() != nil {
		t.Errorf("with all gone: %+v", m)
	}
}
