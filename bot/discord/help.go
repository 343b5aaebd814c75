package discord

import (
	"context"
	"fmt"
	"strings"

	"verbatim/bot/discord/message"
)

// help is /help.
func (c *call) help(ctx context.Context) error {
	m := c.b.helpCard(c.GuildID != "", c.administers())
	m.Ephemeral = true
	return c.reply(ctx, m)
}

// helpCard is what /help shows.
func (b *Bot) helpCard(server, admin bool) message.Message {
	return message.Card("How to ask", b.helpFacts(server, admin),
		"Every sentence of an answer stands in the record, word for word, and the numbered sources say who said it, when and where. "+
			"It does not follow that it is all they said, or that their position is still the same: open the source.")
}

func (b *Bot) helpFacts(server, admin bool) [][2]string {
	ask := "`/ask`, or write to the bot in a direct message."
	if server {
		ask = "`/ask`, or mention the bot, or reply to one of its answers, or write in a thread that it opened."
		if b.blind.Load() {
			ask = "`/ask`, or mention the bot, also in a reply to one of its answers."
		}
	}
	facts := [][2]string{
		{"Ask", ask + " In English, or in another language of the United Nations: *What has France said about international law since 2021?*"},
		{"Follow up", "*and China?*, *since when?*, *who said that?* are read with what was said before in the same thread, chain of replies or direct messages."},
		{"Check", "“Show the words” gives the exact quotations; the links open the sources at these words."},
	}
	var lines, admins []string
	for _, cmd := range commands() {
		line := fmt.Sprintf("`%s` %s", cmd.usage(), or(cmd.Description, cmd.help))
		if cmd.does[0].admin {
			admins = append(admins, line)
		} else {
			lines = append(lines, line)
		}
	}
	third := (len(lines) + 2) / 3 // a fact has room for 1,024 characters
	for i, name := range []string{"Commands", "More commands", "Still more"} {
		facts = append(facts, [2]string{name, strings.Join(lines[min(i*third, len(lines)):min((i+1)*third, len(lines))], "\n")})
	}
	if admin {
		facts = append(facts, [2]string{"For admins", strings.Join(admins, "\n")})
	}
	return facts
}

// greeting is said to whoever mentions the bot and asks nothing.
func (b *Bot) greeting() string {
	return "Ask what States have said in the United Nations' negotiations on cyber security, for example: *What has France said about international law?* `/help` tells more."
}
