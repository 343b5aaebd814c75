package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
)

// permission is one that the bot needs.
type permission struct {
	bit     int64
	name    string // as Discord's settings call it
	without string // what does not work without it
}

// permissions are all that the bot needs; the invite link asks for these and
// for no more.
var permissions = []permission{
	{discordgo.PermissionViewChannel, "View Channel", "without which it sees no messages and cannot be mentioned"},
	{discordgo.PermissionSendMessages, "Send Messages", "without which it answers slash commands only"},
	{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads", "without which it cannot answer in threads"},
	{discordgo.PermissionCreatePublicThreads, "Create Public Threads", "without which “Go on in a thread” does nothing"},
	{discordgo.PermissionEmbedLinks, "Embed Links", "without which an answer to a message has its sources as plain text"},
	{discordgo.PermissionAttachFiles, "Attach Files", "without which /feedback has no table"},
	{discordgo.PermissionReadMessageHistory, "Read Message History", "without which its answers are no replies"},
}

// asked is the sum of the permissions.
func asked() int64 {
	var sum int64
	for _, p := range permissions {
		sum |= p.bit
	}
	return sum
}

// missing lists the permissions that are not among those given.
func missing(given int64) []permission {
	if given&discordgo.PermissionAdministrator != 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(permissions), func(p permission) bool { return given&p.bit != 0 })
}

// blindness says that messages come without text, and what to do.
func (b *Bot) blindness() string {
	if !b.MessageContent {
		return "**Message Content** is turned off by this bot's operator: question channels, and replies and threads without a mention, do not work."
	}
	return "**Message Content intent**, without which question channels, and replies and threads without a mention, do not work: the bot's operator turns it on in Discord's developer portal (Bot, Privileged Gateway Intents) and starts the bot again."
}

// doctor is /doctor: what the bot lacks, each with its fix.
func (c *call) doctor(ctx context.Context) error {
	if err := c.wait(ctx, true); err != nil {
		return err
	}
	findings, looked := c.findings(ctx)
	title, text := "Nothing is missing", fmt.Sprintf("Looked at: %s.", strings.Join(looked, ", "))
	lines := facts(findings)
	if len(lines) > 0 {
		title = counted(len(lines), "thing") + " to mend"
	}
	m := message.Card(title, lines, text)
	m.Ephemeral = true
	return c.edit(ctx, m)
}

// finding is something that is not as it should be.
type finding struct {
	what, fix string
	where     string // the channel's mention, which Discord shows as its name; may be empty
}

// facts makes lines of findings. The same one in several places is one line: a
// card holds no more than Discord takes, and none may fall off its end.
func facts(findings []finding) (out [][2]string) {
	places := map[finding][]string{}
	for _, f := range findings {
		same := finding{what: f.what, fix: f.fix}
		if places[same] = append(places[same], f.where); len(places[same]) == 1 {
			out = append(out, [2]string{f.what, f.fix})
		}
	}
	for i, line := range out {
		if where := places[finding{what: line[0], fix: line[1]}]; where[0] != "" {
			out[i][1] = "in " + strings.Join(where, ", ") + ":\n" + line[1]
		}
	}
	return out
}

// findings looks at all that can be seen from here.
func (c *call) findings(ctx context.Context) (out []finding, looked []string) {
	settings, err := c.b.State.Settings(c.GuildID)
	if err != nil {
		c.log.Error("a server's set-up could not be read", "error", err)
		out = append(out, finding{what: "The set-up of this server", fix: "could not be read. The bot's operator finds the reason in the log."})
	}
	looked = append(looked, "this channel")
	out = append(out, lacking("<#"+c.ChannelID+">", c.AppPermissions)...)
	channels := append(slices.Clone(settings.QuestionChannels), filled(settings.AuditChannel)...)
	slices.Sort(channels)
	for _, id := range slices.Compact(channels) {
		if id == c.ChannelID {
			continue
		}
		looked = append(looked, "<#"+id+">")
		out = append(out, c.channelFindings(ctx, id)...)
	}
	looked = append(looked, "intents", "scopes", "roles", "the library")
	if c.b.blind.Load() {
		out = append(out, finding{what: "Message Content", fix: c.b.blindness()})
	}
	out = append(out, c.scopeFindings(ctx)...)
	out = append(out, c.roleFindings(ctx, append(slices.Clone(settings.AskRoles), settings.AdminRoles...))...)
	if n := len(c.b.Library.Failed(c.GuildID, c.mayReindex())); n > 0 {
		out = append(out, finding{what: counted(n, "document") + " could not be read", fix: "/library failed lists them with the reasons."})
	}
	return out, looked
}

// lacking makes a finding of the permissions that are missing in a channel.
func lacking(channel string, given int64) []finding {
	var lines []string
	for _, p := range missing(given) {
		lines = append(lines, fmt.Sprintf("**%s**, %s", p.name, p.without))
	}
	if len(lines) == 0 {
		return nil
	}
	return []finding{{what: "Permissions", fix: strings.Join(lines, "\n") + "\nFix: Edit Channel, Permissions, the bot's role: allow these; or Server Settings, Roles.", where: channel}}
}

// channelFindings looks at a channel that the set-up names.
func (c *call) channelFindings(ctx context.Context, id string) []finding {
	given, err := c.b.permissionsIn(ctx, c.GuildID, id)
	switch {
	case wire.Gone(err):
		return []finding{{what: "A channel of the set-up is gone", fix: "Choose again in /setup: the channel with the ID " + id + " is not there any more."}}
	case wire.Denied(err):
		return []finding{{what: "Permissions", fix: "The bot cannot see this. Fix: Edit Channel, Permissions, the bot's role: allow View Channel; or choose another one in /setup.", where: "<#" + id + ">"}}
	case err != nil:
		c.log.Warn("a channel could not be looked at", "channel", id, "error", err)
		return []finding{{what: "Permissions", fix: "They could not be looked at just now. Try /doctor again.", where: "<#" + id + ">"}}
	}
	return lacking("<#"+id+">", given)
}

// permissionsIn works out what the bot may do in a channel.
func (b *Bot) permissionsIn(ctx context.Context, guild, channel string) (int64, error) {
	ch, err := b.client.Channel(ctx, channel)
	if err != nil {
		return 0, err
	}
	if ch.GuildID != "" && ch.GuildID != guild {
		return 0, errors.New("the channel is another server's")
	}
	roles, err := b.client.Roles(ctx, guild)
	if err != nil {
		return 0, err
	}
	member, err := b.client.Member(ctx, guild, b.me.Load().user)
	if err != nil {
		return 0, err
	}
	return permitted(guild, b.me.Load().user, member.Roles, roles, ch.PermissionOverwrites), nil
}

// permitted sums up roles and a channel's overwrites in Discord's order: roles;
// everybody's overwrite; the overwrites of roles together; the member's own.
func permitted(guild, user string, mine []string, roles []*discordgo.Role, over []*discordgo.PermissionOverwrite) int64 {
	var sum int64
	for _, r := range roles {
		if r.ID == guild || slices.Contains(mine, r.ID) {
			sum |= r.Permissions
		}
	}
	if sum&discordgo.PermissionAdministrator != 0 {
		return sum
	}
	apply := func(fit func(*discordgo.PermissionOverwrite) bool) {
		var allow, deny int64
		for _, o := range over {
			if fit(o) {
				allow, deny = allow|o.Allow, deny|o.Deny
			}
		}
		sum = sum&^deny | allow
	}
	apply(func(o *discordgo.PermissionOverwrite) bool { return o.ID == guild })
	apply(func(o *discordgo.PermissionOverwrite) bool {
		return o.Type == discordgo.PermissionOverwriteTypeRole && o.ID != guild && slices.Contains(mine, o.ID)
	})
	apply(func(o *discordgo.PermissionOverwrite) bool {
		return o.Type == discordgo.PermissionOverwriteTypeMember && o.ID == user
	})
	return sum
}

// scopeFindings looks whether commands may be registered in this server.
func (c *call) scopeFindings(ctx context.Context) []finding {
	_, err := c.b.client.Commands(ctx, c.b.me.Load().app, c.GuildID)
	if wire.Denied(err) {
		return []finding{{what: "Scope applications.commands", fix: "The bot was invited without it. Fix: invite it again with " + "<" + c.b.invite() + ">"}}
	}
	if err != nil {
		c.log.Warn("the scopes could not be looked at", "error", err)
	}
	return nil
}

// roleFindings names roles of the set-up that are gone.
func (c *call) roleFindings(ctx context.Context, chosen []string) []finding {
	if len(chosen) == 0 {
		return nil
	}
	roles, err := c.b.client.Roles(ctx, c.GuildID)
	if err != nil {
		c.log.Warn("the roles could not be looked at", "error", err)
		return nil
	}
	for _, id := range chosen {
		if !slices.ContainsFunc(roles, func(r *discordgo.Role) bool { return r.ID == id }) {
			return []finding{{what: "A role of the set-up is gone", fix: "Choose again in /setup who may ask and who administers."}}
		}
	}
	return nil
}
