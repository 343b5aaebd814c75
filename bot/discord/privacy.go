package discord

import (
	"context"
	"errors"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
)

// privacy is /privacy.
func (c *call) privacy(ctx context.Context) error {
	m := message.Card("Privacy", c.b.privacyFacts(), "The button deletes what is kept of you, in this server and everywhere else. Messages that Discord shows stay; take an answer back to empty it.")
	unchecked, err := c.b.State.Unchecked(c.b.State.Pseudonym(c.who))
	if err != nil {
		return err
	}
	toggle := discordgo.Button{Label: "Do not check my messages", Style: discordgo.SecondaryButton, CustomID: message.ID{Do: "checks", Arg: "out"}.String()}
	if unchecked {
		toggle.Label, toggle.CustomID = "Let my messages be checked", message.ID{Do: "checks", Arg: "in"}.String()
	}
	m.Components = append(m.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Delete what is kept of me", Style: discordgo.DangerButton, CustomID: message.ID{Do: "forget"}.String()}, toggle,
	}})
	m.Ephemeral = true
	return c.reply(ctx, m)
}

// checksOfMine keeps whether the person's messages may be checked.
func (c *call) checksOfMine(ctx context.Context, id message.ID) error {
	out := id.Arg != "in"
	if err := c.b.State.SetUnchecked(c.who, out); err != nil {
		return err
	}
	text := "Your messages can be checked against the record again, by whoever can read them."
	if out {
		text = "Your messages will not be checked against the record any more, for nobody and in no server. `/privacy` lets you change that."
	}
	return c.update(ctx, c.b.plain(text))
}

func (b *Bot) privacyFacts() [][2]string {
	days := int(b.Keep.Hours() / 24)
	kept := fmt.Sprintf("Your questions with their answers and your user ID, for follow-ups and buttons, for %s. Your verdicts on answers, with question, answer and citations and without your name, as long. "+
		"Sentences of a message that somebody checked against the record, with the result and without whose they are, as long, with who checked it. "+
		"That somebody does not want their messages checked, without their name, until they say otherwise; deleting leaves that. "+
		"What admins do is on record for a year.", counted(days, "day"))
	if b.LogQuestions {
		kept += " The operator's log has the text of questions."
	} else {
		kept += " The operator's log does not have the text of questions."
	}
	sent := "Nobody: no language model and no server for embeddings is used."
	switch {
	case b.ModelHost != "" && b.EmbedHost != "" && b.EmbedHost != b.ModelHost:
		sent = fmt.Sprintf("%s (the language model) and %s (embeddings): your question, and to the model also what came before it in the conversation.", host(b.ModelHost), host(b.EmbedHost))
	case b.ModelHost != "":
		sent = host(b.ModelHost) + " (the language model): your question, and what came before it in the conversation."
	case b.EmbedHost != "":
		sent = host(b.EmbedHost) + " (embeddings): your question."
	}
	return [][2]string{
		{"What is kept", kept},
		{"What is not", "Messages that are not for the bot are not kept, and neither are names and avatars."},
		{"Who else sees your question", sent},
	}
}

func host(h string) string { return "`" + message.Escape(h) + "`" }

// forget deletes what is kept of the person.
func (c *call) forget(ctx context.Context, _ message.ID) error {
	forgotten, answers, err := c.b.State.Forget(c.who)
	if err != nil {
		return err
	}
	for _, f := range c.b.uploads.of(c.who) {
		c.b.uploads.drop(f)
	}
	c.log.Info("what was kept of a person was deleted", "answers", forgotten.Answers, "feedback", forgotten.Feedback)
	text := fmt.Sprintf("Deleted: %s and %s. The buttons of those answers do nothing any more.", counted(forgotten.Answers, "answer"), counted(forgotten.Feedback, "verdict"))
	if forgotten.Questions > 0 {
		text += " What you asked was taken out of " + counted(forgotten.Questions, "verdict") + " by others."
	}
	m := c.b.plain(text)
	if err := c.update(ctx, m); err != nil {
		return err
	}
	// Buttons that do nothing are taken away, as far as Discord lets the bot.
	c.b.background(c.b.work, func(ctx context.Context) {
		for _, a := range answers {
			if a.Message == "" || a.Private || a.Retracted {
				continue // one that is only being shown loses its buttons when that is done: see placed
			}
			c.b.takeButtons(ctx, a.Channel, a.Message)
			if ctx.Err() != nil {
				return
			}
		}
	})
	return nil
}

// takeButtons takes the buttons from a message whose answer is not kept any more.
func (b *Bot) takeButtons(ctx context.Context, channel, messageID string) {
	err := b.client.EditMessage(ctx, channel, messageID, map[string]any{"components": []any{}, "allowed_mentions": map[string]any{"parse": []string{}}})
	if err != nil && !wire.Gone(err) && !wire.Denied(err) && !errors.Is(err, context.Canceled) {
		b.Log.InfoContext(ctx, "the buttons of a forgotten answer stay", "error", err)
	}
}
