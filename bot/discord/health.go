package discord

import "verbatim/bot/discord/wire"

// Health tells whether the bot is online.
type Health struct {
	OK     bool           `json:"ok"`
	Shards map[string]int `json:"shards"` // how many are in which state
	Held   int            `json:"passages"`
}

// Health tells how the bot is: well while every shard of this process is connected
// and there is an index to answer from.
func (b *Bot) Health() Health {
	h := Health{Shards: map[string]int{}}
	if x := b.Library.Index(); x != nil {
		h.Held = x.Len()
	}
	var all []wire.ShardStatus
	if g := b.gateway.Load(); g != nil {
		all = g.Status()
	}
	for _, s := range all {
		h.Shards[s.State]++
	}
	h.OK = len(all) > 0 && h.Shards["ready"] == len(all) && h.Held > 0 && !b.closing.Load()
	return h
}
