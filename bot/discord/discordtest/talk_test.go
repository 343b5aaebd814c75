package discordtest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/discordtest"
)

// echo is a bot that answers messages which mention it, or are direct, with
// what they say.
func echo(t *testing.T, s *discordtest.Server) {
	startRaw(t, s, func(kind string, data []byte) {
		var m discordgo.Message
		if err := json.Unmarshal(data, &m); err != nil || kind != "MESSAGE_CREATE" {
			return
		}
		if m.Author.Bot || m.GuildID != "" && !strings.Contains(m.Content, s.Mention()) {
			return
		}
		r := call(t, s, "POST", "channels/"+m.ChannelID+"/messages", map[string]any{
			"content": "You said: " + m.Content, "message_reference": map[string]any{"message_id": m.ID}, "allowed_mentions": nobody(),
		})
		if r.status != 200 {
			t.Errorf("the bot could not answer: %s", r.body)
		}
	})
}

func TestTalk(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	g := s.Guild("Mission")
	c := g.Channel("general")
	alice, bob := g.Member("alice"), g.Member("bob")
	echo(t, s)

	m := alice.Say(c, s.Mention()+" hello").Answer(t, discordtest.Says("hello"))
	if m.Type != discordtest.TypeReply || m.Referenced == nil || m.Referenced.Author.Username != "alice" {
		t.Errorf("the answer is no reply: %+v", m)
	}
	if n := len(bob.Sees(c)); n != 2 {
		t.Errorf("bob sees %d messages, want 2", n)
	}
	bob.Say(bob.DM(), "psst").Answer(t, discordtest.Says("psst"))
	if n := len(alice.Sees(c)); n != 2 {
		t.Errorf("alice sees %d messages, want 2", n)
	}
	if err := alice.Say(bob.DM(), "hi").Err(); err == nil {
		t.Error("alice wrote into bob's direct messages")
	}
	if pings := s.Pings(); len(pings) > 0 {
		t.Errorf("pings %v", pings)
	}
}

// asker is a bot with /ask: it thinks, answers with a button that shows words
// to whoever presses it, and a button that opens a form.
type asker struct {
	*testing.T
	s *discordtest.Server
}

const askCommands = `[
	{"name": "ask", "type": 1, "description": "Ask", "contexts": [0, 1], "integration_types": [0], "options": [
		{"type": 3, "name": "question", "description": "What", "required": true, "max_length": 50},
		{"type": 3, "name": "state", "description": "Which", "autocomplete": true},
		{"type": 5, "name": "private", "description": "Only you"}]},
	{"name": "library", "type": 1, "description": "Documents", "default_member_permissions": "32", "contexts": [0], "options": [
		{"type": 1, "name": "add", "description": "Add", "options": [{"type": 11, "name": "file", "description": "File", "required": true}]}]},
	{"name": "Check", "type": 3}
]`

func (a asker) start() *discordgo.Session {
	commands(a.T, a.s, askCommands)
	d := session(a.T, a.s)
	d.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { a.serve(i.Interaction) })
	open(a.T, d)
	a.s.Ready(a.T, 1)
	return d
}

func (a asker) serve(i *discordgo.Interaction) {
	switch i.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		respond(a.T, a.s, i, 8, map[string]any{"choices": []any{map[string]any{"name": "Russian Federation", "value": "RU"}}})
	case discordgo.InteractionMessageComponent:
		a.component(i, i.MessageComponentData())
	case discordgo.InteractionModalSubmit:
		in := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput)
		respond(a.T, a.s, i, 7, map[string]any{"content": "Now: " + in.Value, "allowed_mentions": nobody()})
	case discordgo.InteractionApplicationCommand:
		a.command(i, i.ApplicationCommandData())
	}
}

func (a asker) component(i *discordgo.Interaction, data discordgo.MessageComponentInteractionData) {
	switch data.CustomID {
	case "words":
		respond(a.T, a.s, i, 4, map[string]any{"content": "In our view", "flags": 64, "allowed_mentions": nobody()})
	case "form":
		respond(a.T, a.s, i, 9, map[string]any{"custom_id": "f", "title": "Correct", "components": []any{row(
			map[string]any{"type": 4, "custom_id": "title", "label": "Title", "style": 1, "max_length": 20, "value": "old"})}})
	case "pick":
		respond(a.T, a.s, i, 7, map[string]any{"content": "Picked " + strings.Join(data.Values, ","), "allowed_mentions": nobody()})
	}
}

func (a asker) command(i *discordgo.Interaction, data discordgo.ApplicationCommandInteractionData) {
	switch data.Name {
	case "ask":
		flags := 0
		if len(data.Options) > 1 && data.Options[len(data.Options)-1].Name == "private" {
			flags = 64
		}
		respond(a.T, a.s, i, 5, map[string]any{"flags": flags})
		for n := range 3 {
			hook(a.T, a.s, i, "PATCH", "/messages/@original", answerOf(data.Options[0].StringValue(), n))
		}
	case "library":
		for _, att := range data.Resolved.Attachments {
			respond(a.T, a.s, i, 4, map[string]any{"content": fmt.Sprintf("%s has %d bytes", att.Filename, att.Size), "allowed_mentions": nobody()})
		}
	case "Check":
		respond(a.T, a.s, i, 4, map[string]any{"content": "Checked: " + data.Resolved.Messages[data.TargetID].Content, "allowed_mentions": nobody()})
	}
}

func row(components ...any) map[string]any {
	return map[string]any{"type": 1, "components": components}
}

func answerOf(question string, n int) map[string]any {
	return map[string]any{
		"content": strings.Repeat("claim [1] ", n+1) + "on " + question, "allowed_mentions": nobody(),
		"components": []any{row(
			map[string]any{"type": 2, "style": 1, "label": "Show the words", "custom_id": "words"},
			map[string]any{"type": 2, "style": 2, "label": "Correct", "custom_id": "form"},
			map[string]any{"type": 2, "style": 2, "label": "Off", "custom_id": "off", "disabled": true},
		), row(map[string]any{"type": 3, "custom_id": "pick", "placeholder": "Which?", "options": []any{
			map[string]any{"label": "First", "value": "1"}, map[string]any{"label": "Second", "value": "2"}}})},
	}
}

func TestInteractions(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	g := s.Guild("Mission")
	c := g.Channel("general")
	alice, bob, boss := g.Member("alice"), g.Member("bob"), g.Member("boss", discordgo.PermissionManageGuild)
	asker{t, s}.start()

	i := alice.Slash(c, "ask", discordtest.Values{"question": "what?"})
	if took := i.Acked(t); took <= 0 || took > 30*time.Second {
		t.Errorf("acknowledged after %v", took)
	}
	m := i.Shown(t, discordtest.Says(`(claim \[1\] ){3}on what\?`))
	if n := len(s.History(m.ID)); n != 3 || m.Edits != 2 || m.Type != discordtest.TypeCommand {
		t.Errorf("%d versions, %d edits, type %d", n, m.Edits, m.Type)
	}

	words := bob.Click(m, "Show the words").Shown(t, discordtest.Says("In our view"))
	if words.Only != "bob" || len(bob.Sees(c)) != 2 || len(alice.Sees(c)) != 1 {
		t.Errorf("only %q; bob sees %d messages, alice %d", words.Only, len(bob.Sees(c)), len(alice.Sees(c)))
	}
	if err := alice.Click(words, "x").Err(); err == nil {
		t.Error("alice clicked on what she does not see")
	}
	if err := alice.Click(m, "Off").Err(); err == nil || !strings.Contains(err.Error(), "disabled") {
		t.Errorf("a disabled button: %v", err)
	}

	form := alice.Click(m, "Correct").Modal(t)
	if form.Title != "Correct" || form.Inputs[0].Value != "old" {
		t.Errorf("form %+v", form)
	}
	if err := alice.Submit(form, map[string]string{"Title": strings.Repeat("x", 21)}).Err(); err == nil {
		t.Error("a text that is too long was sent")
	}
	alice.Submit(form, map[string]string{"Title": "new"}).Shown(t, discordtest.Says("Now: new"))
	alice.Select(m, "Which?", "Second").Shown(t, discordtest.Says("Picked 2"))

	private := bob.Slash(c, "ask", discordtest.Values{"question": "me", "private": true}).Shown(t, discordtest.Says("(claim.*){3}on me"))
	if private.Only != "bob" || !private.Ephemeral() {
		t.Errorf("the private answer is %+v", private)
	}
	choices := bob.Complete(c, "ask", "state", "Ru", nil).Choices(t)
	if len(choices) != 1 || choices[0].Value != "RU" {
		t.Errorf("choices %v", choices)
	}
	added := boss.Slash(c, "library add", discordtest.Values{"file": discordtest.File{Name: "a.txt", Data: []byte("abc")}})
	added.Shown(t, discordtest.Says("a.txt has 3 bytes"))
	said := alice.Say(c, "they said so")
	bob.MessageCommand(said.Message, "Check").Shown(t, discordtest.Says("Checked: they said so"))
}

// TestClient holds what the client does not let people do.
func TestClient(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	g := s.Guild("Mission")
	c := g.Channel("general")
	alice, boss := g.Member("alice"), g.Member("boss", discordgo.PermissionManageGuild)
	commands(t, s, askCommands)
	tests := []struct {
		i    *discordtest.Interaction
		want string
	}{
		{alice.Slash(c, "ask", nil), "required"},
		{alice.Slash(c, "ask", discordtest.Values{"question": strings.Repeat("x", 51)}), "51 characters"},
		{alice.Slash(c, "ask", discordtest.Values{"question": "x", "colour": "red"}), "no option"},
		{alice.Slash(c, "ask", discordtest.Values{"question": 7}), "takes no"},
		{alice.Slash(c, "nothing", nil), "not registered"},
		{alice.Slash(c, "library add", nil), "permissions"},
		{boss.Slash(boss.DM(), "library add", nil), "direct messages"},
		{boss.Slash(c, "library", nil), "library add"},
		{alice.Complete(c, "ask", "question", "x", nil), "not completed"},
	}
	for n, tt := range tests {
		if err := tt.i.Err(); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%d: error %v, want one with %q", n, err, tt.want)
		}
	}
	if got := fmt.Sprint(alice.Commands(c), boss.Commands(c), alice.Commands(alice.DM())); got != "[ask] [ask library add] [ask]" {
		t.Errorf("commands offered: %s", got)
	}
	if _, err := alice.Slash(c, "nothing", nil).WaitAck(0); err == nil {
		t.Error("waiting for what was not sent brought no error")
	}
}
