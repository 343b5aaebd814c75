package discordtest

import "time"

// account is the user as messages name it.
func (u *User) account() Account {
	return Account{ID: u.id, Username: u.name, Discriminator: "0", Bot: u.bot}
}

// json is the channel as the API gives it. The lock is held.
func (c *Channel) json() map[string]any {
	out := map[string]any{"id": c.id, "type": c.kind, "flags": 0, "last_message_id": nil}
	if n := len(c.order); n > 0 {
		out["last_message_id"] = c.order[n-1]
	}
	if c.kind == dmChannel {
		out["recipients"] = []Account{c.recipient.account()}
		return out
	}
	out["guild_id"], out["name"] = c.guild.id, c.name
	if c.parent != nil {
		return c.asThread(out)
	}
	out["position"], out["topic"], out["nsfw"], out["parent_id"] = 0, nil, false, nil
	out["rate_limit_per_user"] = 0
	over := []map[string]any{}
	for _, o := range c.overwrites {
		kind := 0
		if o.member {
			kind = 1
		}
		over = append(over, map[string]any{"id": o.id, "type": kind, "allow": decimal(o.allow), "deny": decimal(o.deny)})
	}
	out["permission_overwrites"] = over
	return out
}

func (c *Channel) asThread(out map[string]any) map[string]any {
	out["parent_id"], out["owner_id"] = c.parent.id, c.starter
	out["message_count"], out["member_count"], out["total_message_sent"] = len(c.order), 1, len(c.order)
	out["rate_limit_per_user"] = 0
	out["thread_metadata"] = map[string]any{
		"archived": false, "locked": false, "auto_archive_duration": c.archive,
		"archive_timestamp": c.created.Format(time.RFC3339Nano), "create_timestamp": c.created.Format(time.RFC3339Nano),
	}
	return out
}

func (r *Role) json(position int) map[string]any {
	out := map[string]any{
		"id": r.id, "name": r.name, "color": 0, "hoist": false, "position": position, "permissions": decimal(r.permissions),
		"managed": r.managed, "mentionable": r.mentionable, "flags": 0, "icon": nil, "unicode_emoji": nil,
	}
	if r.managed {
		out["tags"] = map[string]any{"bot_id": r.s.bot.id}
	}
	return out
}

func (m *member) json() map[string]any {
	out := map[string]any{
		"roles": append([]string{}, m.roles...), "joined_at": m.joined.Format(time.RFC3339Nano), "nick": nil, "avatar": nil,
		"deaf": false, "mute": false, "pending": false, "flags": 0, "premium_since": nil, "communication_disabled_until": nil,
	}
	return out
}

// withUser is the member with who it is.
func (m *member) withUser() map[string]any {
	out := m.json()
	out["user"] = m.user.account()
	return out
}

// json is the server as the API gives it.
func (g *Guild) json() map[string]any {
	return map[string]any{
		"id": g.id, "name": g.name, "owner_id": g.owner, "icon": nil, "description": nil, "features": []string{},
		"roles": g.rolesJSON(), "emojis": []any{}, "stickers": []any{}, "preferred_locale": "en-US", "afk_channel_id": nil,
		"afk_timeout": 300, "verification_level": 1, "default_message_notifications": 0, "explicit_content_filter": 0,
		"mfa_level": 0, "premium_tier": 0, "nsfw_level": 0, "system_channel_id": nil, "system_channel_flags": 0,
	}
}

func (g *Guild) rolesJSON() []map[string]any {
	out := []map[string]any{}
	for i, r := range g.roles {
		out = append(out, r.json(i))
	}
	return out
}

// whole is the server as GUILD_CREATE gives it.
func (g *Guild) whole() map[string]any {
	out := g.json()
	channels, threads := []map[string]any{}, []map[string]any{}
	for _, c := range g.channels {
		switch {
		case c.gone:
		case c.parent != nil:
			threads = append(threads, c.json())
		default:
			channels = append(channels, c.json())
		}
	}
	members := []map[string]any{}
	if m := g.members[g.s.bot.id]; m != nil {
		members = append(members, m.withUser())
		out["joined_at"] = m.joined.Format(time.RFC3339Nano)
	}
	out["channels"], out["threads"], out["members"], out["member_count"] = channels, threads, members, len(g.members)
	out["large"], out["unavailable"] = false, false
	out["presences"], out["voice_states"], out["stage_instances"], out["guild_scheduled_events"] = []any{}, []any{}, []any{}, []any{}
	return out
}
