package discordtest

import (
	"regexp"
	"slices"
	"strings"
)

// Ping is somebody who is alerted by a message of the bot's.
type Ping struct {
	User      string // name
	MessageID string
	By        string // "everyone", "here", "user", "role NAME", "reply"
}

// Pings are all that the bot's messages caused, by what their text and their
// allowed_mentions say, and as if the bot had the permission to mention
// everybody: what would be a flood is to be seen in a server that forbids it too.
// Text in code counts as well. Edits and ephemeral messages ping nobody.
func (s *Server) Pings() []Ping {
	return see(s, func() []Ping { return slices.Clone(s.pings) })
}

var mention = regexp.MustCompile(`<@(!|&)?(\d+)>`)

// mentioned finds who is named in a text. The lock is held.
func (s *Server) mentioned(text string, g *Guild) (users []*User, roles []*Role) {
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if m[1] == "&" {
			if r := g.roleByID(m[2]); r != nil && !slices.Contains(roles, r) {
				roles = append(roles, r)
			}
		} else if u := s.userByID(m[2]); u != nil && !slices.Contains(users, u) {
			users = append(users, u)
		}
	}
	return users, roles
}

// roleByID gives nil where there is none, and of no server.
func (g *Guild) roleByID(id string) *Role {
	if g == nil {
		return nil
	}
	if i := slices.IndexFunc(g.roles, func(r *Role) bool { return r.id == id }); i >= 0 {
		return g.roles[i]
	}
	return nil
}

// address fills in who is named in a message. The lock is held.
func (s *Server) address(m *stored, everybody bool) {
	users, roles := s.mentioned(m.Content, m.channel.guild)
	m.Mentions, m.MentionRoles = []Account{}, []string{}
	for _, u := range users {
		m.Mentions = append(m.Mentions, u.account())
	}
	for _, r := range roles {
		m.MentionRoles = append(m.MentionRoles, r.id)
	}
	m.MentionEveryone = everybody && (strings.Contains(m.Content, "@everyone") || strings.Contains(m.Content, "@here"))
}

// ping notes who is alerted by a message of the bot's. The lock is held.
func (s *Server) ping(m *stored, allowed *allowedMentions) {
	if m.only != nil {
		return
	}
	add := func(u *User, by string) {
		if u != s.bot && !slices.ContainsFunc(s.pings, func(p Ping) bool { return p.MessageID == m.ID && p.User == u.name }) {
			s.pings = append(s.pings, Ping{u.name, m.ID, by})
		}
	}
	for _, word := range []string{"everyone", "here"} {
		if strings.Contains(m.Content, "@"+word) && allowed.parses("everyone") {
			for _, u := range m.channel.audience() {
				add(u, word)
			}
		}
	}
	users, roles := s.mentioned(m.Content, m.channel.guild)
	for _, u := range users {
		if allowed.parses("users") || slices.Contains(allowed.users(), u.id) {
			add(u, "user")
		}
	}
	for _, r := range roles {
		if allowed.parses("roles") || slices.Contains(allowed.roles(), r.id) {
			for _, u := range m.channel.audience() {
				if m.channel.guild.members[u.id].has(r.id) {
					add(u, "role "+r.name)
				}
			}
		}
	}
	if m.Referenced != nil && m.Type == TypeReply && allowed.repliedUser() {
		if u := s.userByID(m.Referenced.Author.ID); u != nil {
			add(u, "reply")
		}
	}
}

// audience is everybody who is in a channel. The lock is held.
func (c *Channel) audience() []*User {
	if c.guild == nil {
		return []*User{c.recipient}
	}
	var out []*User
	for _, u := range c.s.users {
		if c.guild.members[u.id] != nil {
			out = append(out, u)
		}
	}
	return out
}
