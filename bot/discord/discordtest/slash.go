package discordtest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Values are what a person fills in of a command's options: string, bool, int,
// float64, [File], *User, *Channel, *Role.
type Values map[string]any

// Slash has the person use a slash command; name is such as "ask" or "library add".
func (u *User) Slash(c *Channel, name string, values Values) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	what := "/" + name
	cmd, chain, why := s.lookUp(u, c, name)
	if why != "" {
		return refused(s, u, what, "%s", why)
	}
	in := filler{s: s, user: u, channel: c}
	options, err := in.fill(cmd.optionsOf(chain), values, true)
	if err != nil {
		return refused(s, u, what, "%v", err)
	}
	i := &Interaction{kind: kindCommand, what: what, user: u, channel: c}
	return s.begin(i, cmd.data(chain, options, in.resolved))
}

// Complete has the person type into an option that is completed; values are
// what was filled in of others.
func (u *User) Complete(c *Channel, name, opt, typed string, values Values) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	what := "/" + name
	cmd, chain, why := s.lookUp(u, c, name)
	if why != "" {
		return refused(s, u, what, "%s", why)
	}
	list := cmd.optionsOf(chain)
	at := slices.IndexFunc(list, func(o option) bool { return o.Name == opt })
	if at < 0 || !list[at].Autocomplete {
		return refused(s, u, what, "its option %q is not completed", opt)
	}
	in := filler{s: s, user: u, channel: c}
	options, err := in.fill(list, values, false)
	if err != nil {
		return refused(s, u, what, "%v", err)
	}
	options = append(options, map[string]any{"name": opt, "type": list[at].Type, "value": typed, "focused": true})
	i := &Interaction{kind: kindComplete, what: what, user: u, channel: c}
	return s.begin(i, cmd.data(chain, options, in.resolved))
}

// MessageCommand has the person use a command of a message's menu.
func (u *User) MessageCommand(m Message, name string) *Interaction {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.liveMessage(m.ID)
	if x == nil || x.only != nil {
		return refused(s, u, name, "the message is not there, or has no menu")
	}
	cmd, why := s.command(u, x.channel, messageCommand, name)
	if why != "" {
		return refused(s, u, name, "%s", why)
	}
	i := &Interaction{kind: kindCommand, what: name, user: u, channel: x.channel, menu: true}
	data := cmd.data(nil, nil, map[string]map[string]any{"messages": {x.ID: x.view()}})
	data["target_id"] = x.ID
	return s.begin(i, data)
}

// lookUp finds a slash command with its subcommands. The lock is held.
func (s *Server) lookUp(u *User, c *Channel, name string) (*command, []string, string) {
	words := strings.Fields(name)
	if len(words) == 0 {
		return nil, nil, "it has no name"
	}
	cmd, why := s.command(u, c, chatCommand, words[0])
	if why != "" {
		return nil, nil, why
	}
	if !slices.Contains(cmd.names(), strings.Join(words, " ")) {
		return nil, nil, fmt.Sprintf("the command has %s alone", strings.Join(cmd.names(), ", "))
	}
	return cmd, words[1:], ""
}

// command finds a command that a person is offered in a channel; why tells what
// stands against it. The lock is held.
func (s *Server) command(u *User, c *Channel, kind int, name string) (found *command, why string) {
	for _, place := range slices.Compact([]string{c.guildID(), ""}) {
		for _, x := range s.commands[place] {
			if x.Type == kind && x.Name == name {
				return x, s.offers(u, c, x)
			}
		}
	}
	return nil, "it is not registered there"
}

// offers tells what stands against offering a command; empty: nothing. The lock is held.
func (s *Server) offers(u *User, c *Channel, x *command) string {
	if c.guild == nil {
		switch {
		case x.guild != "" || x.Contexts != nil && !slices.Contains(x.Contexts, 1) || x.DM != nil && !*x.DM:
			return "it is not for direct messages"
		case c.recipient != u:
			return "these are another person's direct messages"
		}
		return ""
	}
	have := c.permissionsOf(u)
	switch {
	case c.guild.gone || c.guild.noScope:
		return "the bot has no commands in this server"
	case x.Contexts != nil && !slices.Contains(x.Contexts, 0):
		return "it is not for servers"
	case have&permView == 0 || have&permUseCommands == 0:
		return "commands may not be used in this channel"
	}
	if x.Permissions != nil && have&permAdministrator == 0 {
		needs, _ := strconv.ParseInt(*x.Permissions, 10, 64)
		if needs == 0 || have&needs != needs {
			return "the permissions that it asks for are missing"
		}
	}
	return ""
}

// optionsOf gives the options of a command's subcommand.
func (c *command) optionsOf(chain []string) []option {
	list := c.Options
	for _, name := range chain {
		i := slices.IndexFunc(list, func(o option) bool { return o.Name == name })
		list = list[i].Options
	}
	return list
}

// data is what an interaction says of a command.
func (c *command) data(chain []string, options []map[string]any, resolved map[string]map[string]any) map[string]any {
	for i := len(chain) - 1; i >= 0; i-- {
		kind := optionSub
		if i == 0 && len(chain) == 2 {
			kind = optionGroup
		}
		options = []map[string]any{{"name": chain[i], "type": kind, "options": full(options)}}
	}
	out := map[string]any{"id": c.id, "name": c.Name, "type": c.Type}
	if len(options) > 0 {
		out["options"] = options
	}
	if len(resolved) > 0 {
		out["resolved"] = resolved
	}
	if c.guild != "" {
		out["guild_id"] = c.guild
	}
	return out
}
