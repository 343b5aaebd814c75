package discord

import (
	"context"
	"errors"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/state"
	"verbatim/retrieval"
)

// quote is /quote.
func (c *call) quote(ctx context.Context) error {
	if err := c.mayAsk(); err != nil {
		return err
	}
	words := clean(c.option("words"))
	if words == "" {
		return tell("There are no words to look for. Give a few words of the passage, such as: /quote words: confidence-building measures")
	}
	f, err := c.filters()
	if err != nil {
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
	c.b.do(ctx, "quoting", c.apologise, func() func() {
		begun, index := time.Now(), c.b.Library.Index()
		q, err := c.b.Engine.Quote(ctx, answer.QuoteRequest{
			Words: words, States: f.states, Process: f.process, Since: f.since, Until: f.until, N: mostKept, Scope: c.GuildID,
		})
		c.b.observe(Observation{Kind: Stage, Label: "find", Took: time.Since(begun)})
		return func() {
			outcome, err := c.quoted(ctx, q, index, err)
			if err != nil {
				outcome = "failed"
				c.failed(ctx, err)
			} else {
				c.note.end()
			}
			c.b.observe(Observation{Kind: Questions, Label: "quote " + outcome})
		}
	})
	return nil
}

// quoted shows the first of the passages found; the others are a button away.
func (c *call) quoted(ctx context.Context, q *answer.Quotes, index *retrieval.Index, err error) (string, error) {
	if errors.Is(err, answer.ErrNoWords) {
		return "empty", tell("There are no words to look for in that.")
	}
	if err != nil {
		return "", err
	}
	k := c.b.keepQuotes(q)
	kept := state.Answer{
		Guild: c.GuildID, Channel: c.ChannelID, Asker: c.who, Private: c.ephemeral,
		Statements: statements(k.Quotes.Citations), Body: k.bytes(),
	}
	if err := c.b.State.SaveAnswer(&kept); err != nil {
		c.log.Error("quotations could not be kept: they have no buttons", "error", err)
		kept.ID = ""
	}
	r := &interactionReply{c: c}
	m, _ := c.b.make.Quotes(q, c.b.view(kept, k, false))
	if err := r.show(ctx, m); err != nil || kept.ID == "" {
		return "answered", err
	}
	channel, messageID := r.at()
	c.b.placed(ctx, kept.ID, channel, messageID, false)
	if c.b.Library.Index() != index { // the library changed meanwhile
		c.b.reviewOne(ctx, kept.ID)
	}
	if len(q.Citations) == 0 {
		return "silent", nil
	}
	return "answered", nil
}

// takePlace takes a place in the pool and says that the answer will take a
// moment. Without an error the caller has the place until b.do ends.
func (c *call) takePlace(ctx context.Context, private bool) error {
	if !c.b.pool.enter() {
		return c.b.tooBusy()
	}
	if err := c.wait(ctx, private); err != nil && !c.hopeful(err) {
		c.b.pool.leave()
		return err
	}
	return nil
}
