package discord

import (
	"context"
	"sync"
	"time"
)

// ownRoles knows the role that Discord made for the bot in each server. People
// choose it in place of the bot when they mention it: the two have one name.
type ownRoles struct {
	mu  sync.Mutex
	of  map[string]ownRole // by server
	ask keyed              // one question to Discord at a time for each server
}

type ownRole struct {
	id    string // empty where it has none, or it could not be found out
	until time.Time
}

const (
	ownRoleLasts  = time.Hour
	ownRoleAgain  = time.Minute // after a failure
	ownRoleWithin = 5 * time.Second
	mostOwnRoles  = 10000
)

func (o *ownRoles) known(guild string, now time.Time) (string, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	r, ok := o.of[guild]
	return r.id, ok && now.Before(r.until)
}

func (o *ownRoles) learn(guild string, r ownRole) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.of == nil || len(o.of) >= mostOwnRoles {
		o.of = map[string]ownRole{}
	}
	o.of[guild] = r
}

// ownRole gives the bot's role in a server, "" where that is not known. Discord is
// asked where somebody mentions a role, and once in an hour.
func (b *Bot) ownRole(ctx context.Context, guild string) string {
	if id, ok := b.roles.known(guild, b.now()); ok {
		return id
	}
	ctx, cancel := context.WithTimeout(ctx, ownRoleWithin)
	defer cancel()
	leave, err := b.roles.ask.enter(ctx, guild)
	if err != nil {
		return ""
	}
	defer leave()
	if id, ok := b.roles.known(guild, b.now()); ok {
		return id
	}
	id, err := b.client.OwnRole(ctx, guild, b.me.Load().user)
	lasts := ownRoleLasts
	if err != nil {
		b.Log.InfoContext(ctx, "it could not be found out which role is the bot's", "server", guild, "error", err)
		lasts = ownRoleAgain
	}
	b.roles.learn(guild, ownRole{id, b.now().Add(lasts)})
	return id
}
