package wire

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
)

// respondWithin leaves of the three seconds that an interaction waits for its
// first answer what the way to Discord and back takes.
const respondWithin = 2500 * time.Millisecond

// Respond gives an interaction its first answer, body being of the shape
// {"type": 4, "data": {...}}. It is sent once, and within 2.5 s.
func (c *Client) Respond(ctx context.Context, i *discordgo.Interaction, body any) error {
	return c.Do(ctx, Request{Method: http.MethodPost, Path: join("interactions", i.ID, i.Token, "callback"),
		Body: body, Once: true, Within: respondWithin})
}

// EditOriginal changes the first answer to an interaction; out may be nil.
func (c *Client) EditOriginal(ctx context.Context, i *discordgo.Interaction, body any, out *discordgo.Message) error {
	return c.Do(ctx, Request{Method: http.MethodPatch, Path: original(i), Body: body, Out: target(out)})
}

// DeleteOriginal takes the first answer to an interaction away.
func (c *Client) DeleteOriginal(ctx context.Context, i *discordgo.Interaction) error {
	return c.Do(ctx, Request{Method: http.MethodDelete, Path: original(i)})
}

// Followup answers an interaction once more; out may be nil. It is not sent
// again after a failure that may have reached Discord.
func (c *Client) Followup(ctx context.Context, i *discordgo.Interaction, body any, out *discordgo.Message) error {
	return c.Do(ctx, Request{Method: http.MethodPost, Path: join("webhooks", i.AppID, i.Token), Body: body,
		Query: url.Values{"wait": {"true"}}, Out: target(out)})
}

func original(i *discordgo.Interaction) string {
	return join("webhooks", i.AppID, i.Token, "messages", "@original")
}

// join makes a path of parts that may be anything. An empty one becomes "-":
// Discord refuses it, and no other route is meant by what is left.
func join(parts ...string) string {
	path := ""
	for n, p := range parts {
		if n > 0 {
			path += "/"
		}
		switch p {
		case "", ".", "..":
			p = "-"
		}
		path += url.PathEscape(p)
	}
	return path
}

// target makes nil of a nil pointer.
func target[T any](out *T) any {
	if out == nil {
		return nil
	}
	return out
}
