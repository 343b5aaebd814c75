package discord

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
)

// copyCitation gives a citation in the forms that people paste.
func (c *call) copyCitation(ctx context.Context, id message.ID) error {
	cite, _, _, err := c.citation(id, number(id.Arg))
	if err != nil {
		return err
	}
	m := c.b.make.CopyCitation(cite, c.b.now())
	m.Ephemeral = true
	return c.reply(ctx, m)
}

// chooseCitation lists the citations of an answer or a check in a menu, to whoever
// wants to copy one, and shows the one that was chosen.
func (c *call) chooseCitation(ctx context.Context, id message.ID) error {
	data, _ := c.Data.(discordgo.MessageComponentInteractionData)
	if len(data.Values) == 0 {
		return c.showChoices(ctx, id, 0, 0, c.reply)
	}
	chosen := number(data.Values[0])
	if _, _, _, err := c.citation(id, chosen); err != nil {
		return err
	}
	return c.showChoices(ctx, id, 0, chosen, c.update)
}

// choicesPage turns its page.
func (c *call) choicesPage(ctx context.Context, id message.ID) error {
	page, _ := id.Page()
	return c.showChoices(ctx, id, page, 0, c.update)
}

func (c *call) showChoices(ctx context.Context, id message.ID, page, chosen int, show func(context.Context, message.Message) error) error {
	a, k, err := c.kept(id)
	if err != nil {
		return err
	}
	cites, gone := citeAll(k.coordinates(), c.b.Library.Index(), a.Guild)
	v := c.b.view(a, k, false)
	v.Page, v.Gone = page, gone
	m, _ := c.b.make.ChooseCitation(cites, chosen, c.b.now(), v)
	m.Ephemeral = true
	return show(ctx, m)
}
