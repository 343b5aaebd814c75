package discordtest

import (
	"slices"
	"time"
)

// Guild is a server.
type Guild struct {
	s        *Server
	id, name string
	owner    string
	roles    []*Role // the first is everybody's
	members  map[string]*member
	channels []*Channel
	noScope  bool // the bot was invited without applications.commands
	gone     bool // the bot was removed
}

// Role is a role of a server.
type Role struct {
	s           *Server
	id, name    string
	permissions int64
	managed     bool
	mentionable bool
}

// member is somebody in a server.
type member struct {
	user   *User
	roles  []string
	joined time.Time
}

func (m *member) has(role string) bool { return slices.Contains(m.roles, role) }

// Guild gives the server of that name, which is made, with the bot in it, if it
// is not there.
func (s *Server) Guild(name string) *Guild {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.guilds, func(g *Guild) bool { return g.name == name }); i >= 0 {
		return s.guilds[i]
	}
	g := &Guild{s: s, id: guildID(len(s.guilds)), name: name, owner: s.nextID(), members: map[string]*member{}}
	g.roles = []*Role{{s: s, id: g.id, name: "@everyone", permissions: Everybody}}
	own := &Role{s: s, id: s.nextID(), name: s.opts.Name, permissions: Everybody, managed: true}
	g.roles = append(g.roles, own)
	g.members[s.bot.id] = &member{user: s.bot, roles: []string{own.id}, joined: s.opts.Now()}
	s.guilds = append(s.guilds, g)
	s.dispatch(event{kind: "GUILD_CREATE", guild: g.id, intents: intentGuilds, data: fixed(g.whole())})
	return g
}

// ID is the server's.
func (g *Guild) ID() string { return g.id }

// Name is the server's.
func (g *Guild) Name() string { return g.name }

// Role gives the role of that name, which is made with these permissions if it
// is not there.
func (g *Guild) Role(name string, permissions ...int64) *Role {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	return g.role(name, sum(permissions))
}

// role is Role with the lock held.
func (g *Guild) role(name string, permissions int64) *Role {
	if i := slices.IndexFunc(g.roles, func(r *Role) bool { return r.name == name }); i >= 0 {
		return g.roles[i]
	}
	r := &Role{s: g.s, id: g.s.nextID(), name: name, permissions: permissions}
	g.roles = append(g.roles, r)
	return r
}

// ID is the role's.
func (r *Role) ID() string { return r.id }

// Mentionable lets everybody ping the role.
func (r *Role) Mentionable() *Role {
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	r.mentionable = true
	return r
}

// Set changes what the role may do. Those of a server's bot and of everybody
// have the bot's name and "@everyone".
func (r *Role) Set(permissions int64) {
	r.s.mu.Lock()
	defer r.s.mu.Unlock()
	r.permissions = permissions
}

// DeleteRole takes a role away from the server and its members.
func (g *Guild) DeleteRole(r *Role) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.roles = slices.DeleteFunc(g.roles, func(x *Role) bool { return x == r })
	for _, m := range g.members {
		m.roles = slices.DeleteFunc(m.roles, func(id string) bool { return id == r.id })
	}
}

// Member gives the person of that name, who joins the server if not in it. With
// permissions, a role of that person's own gives them, beside what everybody may do.
func (g *Guild) Member(name string, permissions ...int64) *User {
	s := g.s
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.user(name)
	m := g.members[u.id]
	if m == nil {
		m = &member{user: u, joined: s.opts.Now()}
		g.members[u.id] = m
	}
	if p := sum(permissions); p != 0 {
		r := g.role("of "+name, 0)
		r.permissions |= p
		m.give(r)
	}
	return u
}

func (m *member) give(r *Role) {
	if !m.has(r.id) {
		m.roles = append(m.roles, r.id)
	}
}

// Give gives a member a role.
func (g *Guild) Give(u *User, r *Role) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if m := g.members[u.id]; m != nil {
		m.give(r)
	}
}

// Take takes a role away from a member.
func (g *Guild) Take(u *User, r *Role) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	if m := g.members[u.id]; m != nil {
		m.roles = slices.DeleteFunc(m.roles, func(id string) bool { return id == r.id })
	}
}

// WithoutCommands is as if the bot had been invited without the scope
// applications.commands: its routes for the server's commands are refused with
// 50001, and nobody is offered its commands there.
func (g *Guild) WithoutCommands() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.noScope = true
}

// Remove throws the bot out of the server.
func (g *Guild) Remove() {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.gone = true
	delete(g.members, g.s.bot.id)
	g.s.dispatch(event{kind: "GUILD_DELETE", guild: g.id, intents: intentGuilds, data: fixed(map[string]any{"id": g.id})})
}

func sum(permissions []int64) int64 {
	var out int64
	for _, p := range permissions {
		out |= p
	}
	return out
}
