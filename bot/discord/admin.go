package discord

import (
	"slices"

	"github.com/bwmarrin/discordgo"
)

// mayAdminister refuses whoever may not administer the bot. Discord hides the
// commands from most of them; that is not relied upon.
func (c *call) mayAdminister() error {
	switch {
	case c.GuildID == "" || c.Member == nil:
		return tell("This is for servers: use it in a channel of the server that it is about.")
	case c.administers():
		return nil
	case len(c.b.AdminRoles)+len(c.b.AdminUsers) > 0:
		return tell("Only those whom the operator of this bot has named may do this.")
	}
	return tell("Only members with the permission Manage Server, and those with a role that /setup names, may do this.")
}

// administers tells whether the person may administer the bot in this server.
// Named roles and users take the place of the permissions.
func (c *call) administers() bool {
	if c.Member == nil {
		return false
	}
	if len(c.b.AdminRoles)+len(c.b.AdminUsers) > 0 {
		return slices.Contains(c.b.AdminUsers, c.who) || anyOf(c.Member.Roles, c.b.AdminRoles)
	}
	if c.Member.Permissions&(discordgo.PermissionManageGuild|discordgo.PermissionAdministrator) != 0 {
		return true
	}
	settings, err := c.b.State.Settings(c.GuildID)
	return err == nil && anyOf(c.Member.Roles, settings.AdminRoles)
}

// moderates tells whether the person may take back other people's answers.
func (c *call) moderates() bool {
	return c.administers() || c.Member != nil && c.Member.Permissions&(discordgo.PermissionManageMessages|discordgo.PermissionAdministrator) != 0
}

// mayAsk refuses whoever the server lets not ask.
func (c *call) mayAsk() error {
	if c.GuildID == "" || c.Member == nil {
		return nil
	}
	settings, err := c.b.State.Settings(c.GuildID)
	if err != nil {
		return err
	}
	if len(settings.AskRoles) == 0 || slices.Contains(settings.AskRoles, c.GuildID) || anyOf(c.Member.Roles, settings.AskRoles) || c.administers() {
		return nil
	}
	return tell("In this server, asking is for members with certain roles. Its admins can tell you which.")
}

func anyOf(have, wanted []string) bool {
	return slices.ContainsFunc(have, func(r string) bool { return slices.Contains(wanted, r) })
}
