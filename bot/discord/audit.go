package discord

import (
	"context"

	"verbatim/bot/discord/message"
	"verbatim/bot/state"
)

// audit keeps an admin action and tells it in the server's channel for that, if
// one is set. detail is the program's words; what comes from elsewhere in it
// passed message.Escape.
func (c *call) audit(ctx context.Context, action, detail string) {
	err := c.b.State.Record(state.Event{Guild: c.GuildID, Actor: c.who, Action: action, Detail: detail})
	if err != nil {
		c.log.Error("an admin action could not be put on record", "action", action, "error", err)
	}
	c.log.Info("an admin action", "action", action, "actor", c.who)
	settings, err := c.b.State.Settings(c.GuildID)
	if err != nil || settings.AuditChannel == "" {
		return
	}
	c.b.background(context.WithoutCancel(ctx), func(ctx context.Context) {
		text := message.Cut("<@"+c.who+">: **"+action+"** "+detail, 1900)
		if _, err := c.b.send(ctx, settings.AuditChannel, "a"+c.ID+action, message.Plain(text)); err != nil {
			c.log.Warn("an admin action could not be told in the channel for that", "channel", settings.AuditChannel, "error", err)
		}
	})
}
