package wire

import (
	"context"
	"errors"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// SendMessage sends a message to a channel; out may be nil. body should hold a
// nonce and enforce_nonce: after a failure it is sent again, and by them
// Discord knows the second for the first.
func (c *Client) SendMessage(ctx context.Context, channel string, body any, out *discordgo.Message) error {
	return c.Do(ctx, Request{Method: http.MethodPost, Path: join("channels", channel, "messages"), Body: body, Out: target(out)})
}

// EditMessage changes a message of the bot's.
func (c *Client) EditMessage(ctx context.Context, channel, message string, body any) error {
	return c.ChangeMessage(ctx, channel, message, body, nil)
}

// ChangeMessage is EditMessage that tells what came of it; out may be nil.
func (c *Client) ChangeMessage(ctx context.Context, channel, message string, body any, out *discordgo.Message) error {
	return c.Do(ctx, Request{Method: http.MethodPatch, Path: join("channels", channel, "messages", message), Body: body, Out: target(out)})
}

// DeleteMessage takes a message away.
func (c *Client) DeleteMessage(ctx context.Context, channel, message string) error {
	return c.Do(ctx, Request{Method: http.MethodDelete, Path: join("channels", channel, "messages", message)})
}

// archiveAfter is how long a thread lies idle before it is put away, in minutes.
const archiveAfter = 1440

// StartThread opens a thread on a message. Where the message has one, that is
// given: it may be of an earlier try.
func (c *Client) StartThread(ctx context.Context, channel, message, name string) (*discordgo.Channel, error) {
	var out discordgo.Channel
	err := c.Do(ctx, Request{Method: http.MethodPost, Path: join("channels", channel, "messages", message, "threads"),
		Body: map[string]any{"name": name, "auto_archive_duration": archiveAfter}, Out: &out})
	var e *APIError
	if errors.As(err, &e) && e.Code == codeHasThread {
		return c.Channel(ctx, message) // a thread has its message's ID
	}
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// Message gives a message of a channel.
func (c *Client) Message(ctx context.Context, channel, message string) (*discordgo.Message, error) {
	return get[discordgo.Message](ctx, c, join("channels", channel, "messages", message))
}

// Typing shows the typing sign in a channel for some ten seconds.
func (c *Client) Typing(ctx context.Context, channel string) error {
	return c.Do(ctx, Request{Method: http.MethodPost, Path: join("channels", channel, "typing")})
}

// Me gives the bot's own user.
func (c *Client) Me(ctx context.Context) (*discordgo.User, error) {
	return get[discordgo.User](ctx, c, join("users", "@me"))
}

// An Application is what the bot needs to know of its own.
type Application struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Flags int    `json:"flags"` // with the bits of the privileged intents
}

// Application gives the bot's application. Servers of the same protocol that
// are not Discord's may know the older route alone.
func (c *Client) Application(ctx context.Context) (*Application, error) {
	app, err := get[Application](ctx, c, join("applications", "@me"))
	if absent(err) {
		app, err = get[Application](ctx, c, join("oauth2", "applications", "@me"))
	}
	return app, err
}

// absent tells whether a server has no such route.
func absent(err error) bool {
	var e *APIError
	return errors.As(err, &e) && (e.Status == http.StatusNotFound || e.Status == http.StatusMethodNotAllowed) && e.Code == 0
}

// Channel gives a channel or thread.
func (c *Client) Channel(ctx context.Context, channel string) (*discordgo.Channel, error) {
	return get[discordgo.Channel](ctx, c, join("channels", channel))
}

// Roles gives a server's roles with their permissions.
func (c *Client) Roles(ctx context.Context, guild string) ([]*discordgo.Role, error) {
	return list[discordgo.Role](ctx, c, join("guilds", guild, "roles"))
}

// OwnRole gives the ID of the role that Discord made for a bot when it was
// invited to a server; "" where it has none.
func (c *Client) OwnRole(ctx context.Context, guild, bot string) (string, error) {
	roles, err := list[struct {
		ID   string `json:"id"`
		Tags struct {
			Bot string `json:"bot_id"`
		} `json:"tags"`
	}](ctx, c, join("guilds", guild, "roles"))
	for _, r := range roles {
		if bot != "" && r.Tags.Bot == bot {
			return r.ID, err
		}
	}
	return "", err
}

// Member gives a server's member; with the bot's own ID, its roles there.
func (c *Client) Member(ctx context.Context, guild, user string) (*discordgo.Member, error) {
	return get[discordgo.Member](ctx, c, join("guilds", guild, "members", user))
}

// Commands gives an application's commands: those of a server, or, with an
// empty guild, those that are everywhere.
func (c *Client) Commands(ctx context.Context, app, guild string) ([]*discordgo.ApplicationCommand, error) {
	return list[discordgo.ApplicationCommand](ctx, c, commandsPath(app, guild))
}

// OverwriteCommands puts commands, a list, in the place of those that are
// registered, in a server or, with an empty guild, everywhere.
func (c *Client) OverwriteCommands(ctx context.Context, app, guild string, commands any) ([]*discordgo.ApplicationCommand, error) {
	var out []*discordgo.ApplicationCommand
	err := c.Do(ctx, Request{Method: http.MethodPut, Path: commandsPath(app, guild), Body: commands, Out: &out})
	return present(out), err
}

func commandsPath(app, guild string) string {
	if guild == "" {
		return join("applications", app, "commands")
	}
	return join("applications", app, "guilds", guild, "commands")
}

func get[T any](ctx context.Context, c *Client, path string) (*T, error) {
	var out T
	if err := c.Do(ctx, Request{Method: http.MethodGet, Path: path, Out: &out}); err != nil {
		return nil, err
	}
	return &out, nil
}

func list[T any](ctx context.Context, c *Client, path string) ([]*T, error) {
	var out []*T
	err := c.Do(ctx, Request{Method: http.MethodGet, Path: path, Out: &out})
	return present(out), err
}

// present drops nulls, which nobody looks for.
func present[T any](in []*T) []*T {
	var out []*T
	for _, p := range in {
		if p != nil {
			out = append(out, p)
		}
	}
	return out
}
