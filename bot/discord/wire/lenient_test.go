package wire

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// odd is a row that holds something discordgo does not know.
const odd = `{"type":1,"components":[{"type":2,"style":1,"label":"a","custom_id":"a"},{"type":77,"x":1}]}`

func interactionJSON(kind int, data, extra string) string {
	return fmt.Sprintf(`{"id":"11","application_id":"22","token":"tok","type":%d,"channel_id":"5","guild_id":"8",
		"member":{"user":{"id":"9","username":"n"},"permissions":"32"},"data":%s%s}`, kind, data, extra)
}

func TestInteractionsArriveAsFarAsTheyCanBeRead(t *testing.T) {
	for name, test := range map[string]struct {
		raw   string
		check func(i *discordgo.Interaction) bool
	}{
		"unknown component in the message": {
			interactionJSON(3, `{"custom_id":"page:2","component_type":2}`, `,"message":{"id":"6","content":"c","components":[`+odd+`,{"type":99}]}`),
			func(i *discordgo.Interaction) bool {
				return i.MessageComponentData().CustomID == "page:2" && i.Message.Content == "c" && len(i.Message.Components) == 1
			},
		},
		"unreadable message": {
			interactionJSON(3, `{"custom_id":"page:2","values":["v"]}`, `,"message":{"id":7}`),
			func(i *discordgo.Interaction) bool {
				d := i.MessageComponentData()
				return d.CustomID == "page:2" && d.Values[0] == "v" && i.Message == nil
			},
		},
		"unreadable part of the data": {
			interactionJSON(3, `{"custom_id":"page:2","resolved":5}`, ""),
			func(i *discordgo.Interaction) bool { return i.MessageComponentData().CustomID == "page:2" },
		},
		"a message command on an odd message": {
			interactionJSON(2, `{"id":"1","name":"Check","type":3,"target_id":"6","resolved":{"messages":{"6":{"id":"6","content":"claim","components":[`+odd+`]}}}}`, ""),
			func(i *discordgo.Interaction) bool {
				d := i.ApplicationCommandData()
				return d.Name == "Check" && d.Resolved.Messages[d.TargetID].Content == "claim"
			},
		},
		"a modal with labels": {
			interactionJSON(5, `{"custom_id":"m","components":[{"type":18,"component":{"type":4,"custom_id":"t","value":"typed"}},{"type":10,"content":"x"},{"type":88}]}`, ""),
			func(i *discordgo.Interaction) bool {
				d := i.ModalSubmitData()
				row, ok := d.Components[0].(*discordgo.ActionsRow)
				return d.CustomID == "m" && ok && row.Components[0].(*discordgo.TextInput).Value == "typed" && len(d.Components) == 2
			},
		},
		"an odd field": {
			interactionJSON(2, `{"id":"1","name":"ask","options":[{"name":"question","type":3,"value":"why"}]}`, `,"entitlements":"none","context":"x"`),
			func(i *discordgo.Interaction) bool {
				d := i.ApplicationCommandData()
				return d.GetOption("question").StringValue() == "why"
			},
		},
	} {
		i := interactionOf([]byte(test.raw))
		if i == nil || i.ID != "11" || i.AppID != "22" || i.Token != "tok" || i.Member.User.ID != "9" || i.GuildID != "8" || !test.check(i) {
			t.Errorf("%s: %+v", name, i)
		}
	}
	if i := interactionOf([]byte(`{"id":5,"token":"t"}`)); i != nil {
		t.Errorf("an interaction without an ID: %+v", i)
	}
}

func TestMessagesArriveAsFarAsTheyCanBeRead(t *testing.T) {
	m := messageOf([]byte(`{"id":"6","content":"c","author":{"id":"9"},"components":[` + odd + `],
		"referenced_message":{"id":"4","author":{"id":"7"},"components":[{"type":55}]},"nonce":12345678901234567890}`))
	if m == nil || m.Author.ID != "9" || len(m.Components) != 1 || m.ReferencedMessage.Author.ID != "7" {
		t.Errorf("%+v", m)
	}
	m = messageOf([]byte(`{"id":"6","content":"c","author":{"id":"9"},"timestamp":"yesterday","referenced_message":{"id":5}}`))
	if m == nil || m.Author.ID != "9" || m.Content != "c" || m.ReferencedMessage != nil {
		t.Errorf("%+v", m)
	}
}

func TestGatewayHandsOddEventsOver(t *testing.T) {
	t.Parallel()
	s := newGatewayServer(t, func(c *gatewayConn) {
		if c.begin("one") {
			c.event(2, "INTERACTION_CREATE", json.RawMessage(interactionJSON(3, `{"custom_id":"x"}`, `,"message":{"id":"6","components":[{"type":99}]}`)))
			c.event(3, "MESSAGE_CREATE", json.RawMessage(`{"id":"3","author":{"id":"9"},"components":[{"type":99}]}`))
			c.event(4, "INTERACTION_CREATE", json.RawMessage(interactionJSON(2, `{"name":"ask"}`, "")))
			c.serve()
		}
	})
	r := start(t, s, nil)
	until(t, "four events", func() bool { r.recorder.mu.Lock(); defer r.recorder.mu.Unlock(); return len(r.all) == 4 })
	i, m, j := r.all[1].(*discordgo.InteractionCreate), r.all[2].(*discordgo.MessageCreate), r.all[3].(*discordgo.InteractionCreate)
	if i.Token != "tok" || i.MessageComponentData().CustomID != "x" || m.Author.ID != "9" || j.ApplicationCommandData().Name != "ask" {
		t.Errorf("%+v %+v %+v", i.Interaction, m.Message, j.Interaction)
	}
}

func FuzzInteraction(f *testing.F) {
	for kind := range 6 {
		f.Add(interactionJSON(kind, `{"custom_id":"x","components":[`+odd+`,{"type":18}]}`, `,"message":{"id":1}`))
	}
	f.Add(`{"id":"1","token":"t","type":3,"data":null}`)
	f.Fuzz(func(t *testing.T, raw string) {
		if i := interactionOf([]byte(raw)); i != nil && (i.ID == "" || i.Token == "") {
			t.Errorf("%s gave an interaction that cannot be answered", raw)
		}
		if m := messageOf([]byte(raw)); m != nil && m.ID == "" {
			t.Errorf("%s gave a message without an ID", raw)
		}
	})
}

// What vet lets through is walked as discordgo walks it: nothing may be null
// that it writes into.
func FuzzVet(f *testing.F) {
	f.Add("READY", `{"session_id":"x","guilds":[null]}`)
	f.Add("READY", `{"session_id":"x","guilds":[{"members":[null]}]}`)
	f.Add("GUILD_CREATE", `{"id":"1","channels":[null]}`)
	f.Add("GUILD_CREATE", `{}`)
	f.Add("GUILD_UPDATE", `{"ID":"1","voice_states":[{},null],"member_count":"x"}`)
	f.Fuzz(func(t *testing.T, kind, raw string) {
		e := &discordgo.Event{Type: kind, Sequence: 1, RawData: json.RawMessage(raw)}
		if !json.Valid(e.RawData) {
			return
		}
		if _, err := vet(e, 0); err != nil {
			return
		}
		switch e.Type {
		case "READY":
			var r discordgo.Ready
			_ = json.Unmarshal(e.RawData, &r)
			for _, g := range r.Guilds {
				walk(g)
			}
		case "GUILD_CREATE":
			var g discordgo.GuildCreate
			_ = json.Unmarshal(e.RawData, &g)
			walk(g.Guild)
		}
	})
}

func walk(g *discordgo.Guild) {
	for _, c := range g.Channels {
		c.GuildID = g.ID
	}
	for _, m := range g.Members {
		m.GuildID = g.ID
	}
	for _, v := range g.VoiceStates {
		v.GuildID = g.ID
	}
}

func TestErrorsHoldNoAddress(t *testing.T) {
	r, _ := routeOf("POST", "interactions/1/s3cret/callback", "")
	c, _ := newTestClient(t, "http://127.0.0.1:1", nil)
	if _, err := c.session.Client.Get("https://example.org/s3cret"); err == nil || strings.Contains(r.wrap(err, c.token).Error(), "s3cret") {
		t.Errorf("%v", r.wrap(err, c.token))
	}
}
