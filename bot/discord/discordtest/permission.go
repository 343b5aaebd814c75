package discordtest

import "strconv"

// Permissions that the world here knows; discordgo's constants are the same.
const (
	permAdministrator   = 1 << 3
	permManageChannels  = 1 << 4
	permManageGuild     = 1 << 5
	permAddReactions    = 1 << 6
	permView            = 1 << 10
	permSend            = 1 << 11
	permTTS             = 1 << 12
	permManageMessages  = 1 << 13
	permEmbed           = 1 << 14
	permAttach          = 1 << 15
	permHistory         = 1 << 16
	permMentionEveryone = 1 << 17
	permUseCommands     = 1 << 31
	permManageThreads   = 1 << 34
	permPublicThreads   = 1 << 35
	permSendInThreads   = 1 << 38

	permAll = 1<<53 - 1
)

// Everybody is what everybody may do in a new server.
const Everybody int64 = permAddReactions | permView | permSend | permEmbed | permAttach | permHistory | permUseCommands |
	permPublicThreads | permSendInThreads

// direct is what everybody may do in direct messages.
const direct int64 = Everybody &^ (permPublicThreads | permSendInThreads)

// overwrite changes permissions in one channel.
type overwrite struct {
	id          string // of a role, or a user
	member      bool
	allow, deny int64
}

// permissionsOf works out what somebody may do in a channel. The lock is held.
func (c *Channel) permissionsOf(u *User) int64 {
	if c.guild == nil {
		return direct
	}
	m := c.guild.members[u.id]
	switch {
	case m == nil:
		return 0
	case c.guild.owner == u.id:
		return permAll
	}
	sum := c.guild.permissionsOf(m)
	if sum&permAdministrator != 0 {
		return permAll
	}
	place := c
	if c.parent != nil {
		place = c.parent
	}
	return withoutMeans(place.overwritten(sum, u, m), c.parent != nil)
}

// permissionsOf sums up a member's roles.
func (g *Guild) permissionsOf(m *member) int64 {
	var sum int64
	for _, r := range g.roles {
		if r.id == g.id || m.has(r.id) {
			sum |= r.permissions
		}
	}
	return sum
}

// overwritten applies a channel's overwrites: everybody's, then those of roles
// together, then the member's own.
func (c *Channel) overwritten(sum int64, u *User, m *member) int64 {
	apply := func(fit func(overwrite) bool) {
		var allow, deny int64
		for _, o := range c.overwrites {
			if fit(o) {
				allow, deny = allow|o.allow, deny|o.deny
			}
		}
		sum = sum&^deny | allow
	}
	apply(func(o overwrite) bool { return o.id == c.guild.id })
	apply(func(o overwrite) bool { return !o.member && o.id != c.guild.id && m.has(o.id) })
	apply(func(o overwrite) bool { return o.member && o.id == u.id })
	return sum
}

// withoutMeans takes away what goes with permissions that are missing.
func withoutMeans(sum int64, thread bool) int64 {
	if sum&permView == 0 {
		return 0
	}
	speak := int64(permSend)
	if thread {
		speak = permSendInThreads
	}
	if sum&speak == 0 {
		sum &^= permMentionEveryone | permTTS | permAttach | permEmbed
	}
	return sum
}

// mayGo refuses the bot what it lacks the permissions for: 50001 where it does
// not see the channel, 50013 where it may not do this. The lock is held.
func (s *Server) mayGo(c *Channel, needs int64) error {
	have := c.permissionsOf(s.bot)
	switch {
	case have&permView == 0:
		return refuse(403, codeMissingAccess, "Missing Access")
	case have&needs != needs:
		return refuse(403, codeMissingPermissions, "Missing Permissions")
	}
	return nil
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
