package discord

import (
	"context"
	"errors"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/bot/state"
	"verbatim/retrieval"
)

// found is what a command without a model gives.
type found struct {
	*answer.Answer
	line    *keptLine        // where it has a picture
	picture *message.Picture // nil: none
}

// lookUp answers a command without a model, with what is found in the form of an
// answer, when its turn in the pool comes.
func (c *call) lookUp(ctx context.Context, surface string, find func(context.Context) (found, error)) error {
	if err := c.mayAsk(); err != nil {
		return err
	}
	private, err := c.private()
	if err != nil {
		return err
	}
	if err := c.admit(); err != nil {
		return err
	}
	if err := c.takePlace(ctx, private); err != nil {
		return err
	}
	c.b.do(ctx, surface, c.apologise, func() func() {
		begun, index := time.Now(), c.b.Library.Index()
		a, err := find(ctx)
		c.b.observe(Observation{Kind: Stage, Label: "find", Took: time.Since(begun)})
		return func() {
			label := "answered"
			switch err = c.showFound(ctx, surface, a, index, err); {
			case err != nil:
				label = "failed"
				c.failed(ctx, err)
			case a.Status == answer.Silent:
				label = "silent"
				c.note.end()
			default:
				c.note.end()
			}
			c.b.observe(Observation{Kind: Questions, Label: surface + " " + label})
		}
	})
	return nil
}

// showFound shows what was found, and keeps it as an answer is kept.
func (c *call) showFound(ctx context.Context, surface string, a found, index *retrieval.Index, err error) error {
	if errors.Is(err, answer.ErrNoTopic) {
		return tell("There is nothing to look for in that. Name a topic, such as critical infrastructure.")
	}
	if err != nil {
		return err
	}
	k := c.b.keepAnswer(a.Answer, surface)
	k.Answer.Line = a.line
	kept := state.Answer{
		Guild: c.GuildID, Channel: c.ChannelID, Asker: c.who, Private: c.ephemeral,
		Statements: statements(k.Answer.Citations), Body: k.bytes(),
	}
	if err := c.b.State.SaveAnswer(&kept); err != nil {
		c.log.Error("what was found could not be kept: it has no buttons", "surface", surface, "error", err)
		kept.ID = ""
	}
	r := &interactionReply{c: c}
	v := c.b.view(kept, k, false)
	v.Picture = a.picture
	if err := c.b.showIn(ctx, r, a.Answer, &v); err != nil {
		if kept.ID != "" {
			_ = c.b.State.DeleteAnswer(kept.ID)
		}
		return err
	}
	if kept.ID == "" {
		return nil
	}
	channel, messageID := r.at()
	c.b.placed(ctx, kept.ID, channel, messageID, v.Bare)
	if c.b.Library.Index() != index { // the library changed meanwhile
		c.b.reviewOne(ctx, kept.ID)
	}
	return nil
}
