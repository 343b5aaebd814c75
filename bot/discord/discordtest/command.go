package discordtest

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

// Kinds of commands and of their options.
const (
	chatCommand    = 1
	messageCommand = 3

	optionSub        = 1
	optionGroup      = 2
	optionString     = 3
	optionInteger    = 4
	optionBoolean    = 5
	optionUser       = 6
	optionChannel    = 7
	optionRole       = 8
	optionNumber     = 10
	optionAttachment = 11
)

// command is one that is registered.
type command struct {
	Type         int      `json:"type"`
	Name         string   `json:"name"`
	Description  string   `json:"description"`
	Options      []option `json:"options,omitempty"`
	Permissions  *string  `json:"default_member_permissions"`
	Contexts     []int    `json:"contexts"`
	Integrations []int    `json:"integration_types"`
	DM           *bool    `json:"dm_permission,omitempty"`
	NSFW         bool     `json:"nsfw"`

	id, version, guild string
}

// option is an option of a command, or a subcommand.
type option struct {
	Type         int             `json:"type"`
	Name         string          `json:"name"`
	Description  string          `json:"description"`
	Required     bool            `json:"required,omitempty"`
	Autocomplete bool            `json:"autocomplete,omitempty"`
	Choices      []commandChoice `json:"choices,omitempty"`
	MinLength    *int            `json:"min_length,omitempty"`
	MaxLength    *int            `json:"max_length,omitempty"`
	MinValue     *float64        `json:"min_value,omitempty"`
	MaxValue     *float64        `json:"max_value,omitempty"`
	ChannelTypes []int           `json:"channel_types,omitempty"`
	Options      []option        `json:"options,omitempty"`
}

type commandChoice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

func (c *command) json(app string) map[string]any {
	var out map[string]any
	if err := json.Unmarshal(raw(c), &out); err != nil {
		panic("discordtest: " + err.Error()) // a mistake in this package
	}
	out["id"], out["application_id"], out["version"] = c.id, app, c.version
	if c.guild != "" {
		out["guild_id"] = c.guild
		delete(out, "contexts")
		delete(out, "integration_types")
	}
	return out
}

// commandsOf refuses the routes for an application's commands where need be.
func (s *Server) commandsOf(c *call) error {
	if c.vars["application"] != s.app.ID {
		return wrongful(403, 20012, "You are not authorized to perform this action on this application")
	}
	if c.vars["guild"] == "" {
		return nil
	}
	g, err := s.within(c)
	if err != nil {
		return refuse(403, codeMissingAccess, "Missing Access")
	}
	if g.noScope {
		return refuse(403, codeMissingAccess, "Missing Access")
	}
	return nil
}

func (s *Server) getCommands(c *call) (any, error) {
	if err := s.commandsOf(c); err != nil {
		return nil, err
	}
	return s.listCommands(c.vars["guild"]), nil
}

func (s *Server) listCommands(place string) []map[string]any {
	out := []map[string]any{}
	for _, x := range s.commands[place] {
		out = append(out, x.json(s.app.ID))
	}
	return out
}

// putCommands overwrites the commands of a place. One that has not changed keeps
// its version, one that was there under this name its ID.
func (s *Server) putCommands(c *call) (any, error) {
	if err := s.commandsOf(c); err != nil {
		return nil, err
	}
	place := c.vars["guild"]
	var list []*command
	if err := json.Unmarshal(c.json, &list); err != nil || slices.Contains(list, nil) {
		return nil, invalid("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType: %v", err)
	}
	for _, x := range list {
		x.Type, x.guild = or(x.Type, chatCommand), place
		if place == "" && x.Integrations == nil {
			x.Integrations = []int{0}
		}
	}
	if err := checkCommands(list); err != nil {
		return nil, err
	}
	for _, x := range list {
		x.id, x.version = s.nextID(), s.nextID()
		for _, old := range s.commands[place] {
			if old.Type == x.Type && old.Name == x.Name {
				x.id = old.id
				if string(raw(old)) == string(raw(x)) {
					x.version = old.version
				}
			}
		}
	}
	s.commands[place] = list
	s.touch()
	return s.listCommands(place), nil
}

// Commands are the names of those that a person is offered in a channel, sorted;
// subcommands with the command's name before theirs.
func (u *User) Commands(c *Channel) []string {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	var out []string
	for _, place := range []string{c.guildID(), ""} {
		for _, x := range u.s.commands[place] {
			if x.Type == chatCommand && u.s.offers(u, c, x) == "" {
				out = append(out, x.names()...)
			}
		}
		if place == "" {
			break
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// names are a command's with its subcommands'.
func (c *command) names() []string {
	var out []string
	for _, o := range c.Options {
		switch o.Type {
		case optionSub:
			out = append(out, c.Name+" "+o.Name)
		case optionGroup:
			for _, sub := range o.Options {
				out = append(out, c.Name+" "+o.Name+" "+sub.Name)
			}
		}
	}
	if out == nil {
		out = []string{c.Name}
	}
	return out
}

// WaitCommands waits until commands are registered in a server, or, with nil,
// everywhere.
func (s *Server) WaitCommands(g *Guild, timeout time.Duration) error {
	place := ""
	if g != nil {
		place = g.id
	}
	return s.await(timeout, func() (bool, error) { return len(s.commands[place]) > 0, nil })
}

// Registered is WaitCommands for tests.
func (s *Server) Registered(tb testing.TB, g *Guild) {
	tb.Helper()
	if err := s.WaitCommands(g, 3*s.opts.Wait); err != nil {
		tb.Fatalf("the bot registered no commands: %v", err)
	}
}
