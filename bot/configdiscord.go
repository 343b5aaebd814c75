package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strconv"
)

// snowflake is an ID of Discord's: servers, roles and users have such ones.
var snowflake = regexp.MustCompile(`^[1-9][0-9]{4,19}$`)

// checkDiscord looks at what serve needs.
func (c Config) checkDiscord(m marks) error {
	var errs []error
	complain := func(key, format string, args ...any) { errs = append(errs, m.errorf(key, format, args...)) }
	d := c.Discord
	if d.TokenEnv == "" {
		complain("discord.token_env", "name the environment variable that holds the bot's token, such as DISCORD_TOKEN")
	}
	if err := checkAPI(d.API); err != nil {
		complain("discord.api", "%w", err)
	}
	for _, list := range []struct {
		key string
		ids []string
	}{
		{"guilds", d.Guilds}, {"reindex_guilds", d.ReindexGuilds}, {"admin_roles", d.AdminRoles}, {"admin_users", d.AdminUsers},
	} {
		for _, id := range list.ids {
			if !snowflake.MatchString(id) {
				complain("discord."+list.key, "%s is no ID of Discord's: in Discord turn on Developer Mode and choose Copy ID", strconv.Quote(shortened(id)))
			}
		}
	}
	for _, bound := range []struct {
		key               string
		value, from, most int
	}{
		{"shards", d.Shards, 0, 10000}, {"workers", d.Workers, 1, 256}, {"queue", d.Queue, 0, 100000},
		{"per_user", d.PerUser, 1, 10000}, {"burst", d.Burst, 1, 10000}, {"per_guild", d.PerGuild, 1, 100000},
		{"daily_tokens", d.DailyTokens, 0, 1 << 50}, {"guild_tokens", d.GuildTokens, 0, 1 << 50}, {"keep_days", d.KeepDays, 1, 3650},
	} {
		if bound.value < bound.from || bound.value > bound.most {
			complain("discord."+bound.key, "%d is out of range: it goes from %d to %d", bound.value, bound.from, bound.most)
		}
	}
	for _, id := range d.ShardIDs {
		switch {
		case d.Shards == 0:
			complain("discord.shard_ids", "set shards too, to the number of shards that all processes have together")
		case id < 0 || id >= d.Shards:
			complain("discord.shard_ids", "%d is no shard of %d: they are counted from 0", id, d.Shards)
		default:
			continue
		}
		break
	}
	if ids := slices.Sorted(slices.Values(d.ShardIDs)); len(slices.Compact(ids)) < len(d.ShardIDs) {
		complain("discord.shard_ids", "a shard is named twice")
	}
	if err := checkListen(c.HTTP.Listen); err != nil {
		complain("http.listen", "%w", err)
	}
	return errors.Join(errs...)
}

// checkAPI refuses an address that would carry the bot's token in the clear
// beyond this machine. It is not repeated, as people write keys into such.
func checkAPI(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil, u.Host == "":
		return errors.New(`not an address: write it like "https://discord.com/api/v9/"`)
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return errors.New("an address without user, password, query and fragment is wanted")
	case u.Scheme != "https" && u.Scheme != "http":
		return errors.New("only https is spoken, and http to this machine")
	case u.Scheme == "http" && !loopback(u.Hostname()):
		return errors.New("the token goes over plain http to this machine only: use https")
	}
	return nil
}

func checkListen(address string) error {
	if address == "" {
		return nil
	}
	_, port, err := net.SplitHostPort(address)
	if n, bad := strconv.Atoi(port); err != nil || bad != nil || n < 0 || n > 65535 {
		return fmt.Errorf(`not an address to listen on: write it like "127.0.0.1:9090"`)
	}
	return nil
}
