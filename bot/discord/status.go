package discord

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
	"verbatim/retrieval"
)

// status is /status.
func (c *call) status(ctx context.Context) error {
	m := message.Card("Status", c.b.statusFacts(c.GuildID, c.b.payer(c.GuildID, c.who), shardOf(c.GuildID, c.b.gateway.Load().Status())), "")
	m.Ephemeral = true
	return c.reply(ctx, m)
}

func (b *Bot) statusFacts(scope, payer string, shard wire.ShardStatus) [][2]string {
	x := b.Library.Index()
	if x == nil {
		return [][2]string{{"Library", "The library is being read for the first time."}}
	}
	held := x.Held(retrieval.Filter{Scope: scope})
	facts := [][2]string{
		{"Library", fmt.Sprintf("%s in %s", counted(held.Statements, "statement"), counted(held.Passages, "passage"))},
		{"Coverage", b.coverage(x, scope)},
	}
	if !held.To.IsZero() {
		facts = append(facts, [2]string{"Dates", day(held.From) + " to " + day(held.To) + " (the newest)"})
	}
	model := "None: answers are extracts, the record's own sentences."
	if b.Model != "" {
		model = message.Escape(b.Model) + ": its sentences are shown where the record bears them out."
	}
	facts = append(facts, [2]string{"Model", model}, [2]string{"Embeddings", message.Escape(x.Model())})
	if at, report := b.Library.LastReindex(); !at.IsZero() {
		report = report.Of(retrieval.Filter{Scope: scope})
		facts = append(facts, [2]string{"Last reindex", fmt.Sprintf("<t:%d:R>: %d kept, %d added, %d deleted", at.Unix(), report.Kept, report.Added, report.Deleted)})
	}
	if latency := shard.Latency; latency > 0 {
		facts = append(facts, [2]string{"Latency", strconv.FormatInt(latency.Milliseconds(), 10) + " ms to Discord"})
	}
	facts = append(facts, [2]string{"Running since", fmt.Sprintf("<t:%d:R>, version %s", b.started.Unix(), message.Escape(b.Version))})
	if shard.Of > 1 {
		facts = append(facts, [2]string{"Shard", fmt.Sprintf("%d of %d", shard.ID, shard.Of)})
	}
	if b.Model != "" && b.Tokens.Guild+b.Tokens.All > 0 {
		facts = append(facts, [2]string{"Model's budget today", b.budget(payer)})
	}
	return facts
}

// budget tells how much of the day's tokens is left to a server, or
// to a person in direct messages.
func (b *Bot) budget(payer string) string {
	mine, all, err := b.State.Spent(payer)
	if err != nil {
		return "not known"
	}
	left := 100
	for _, of := range []struct{ spent, most int }{{mine, b.Tokens.Guild}, {all, b.Tokens.All}} {
		if of.most > 0 {
			left = min(left, max(0, 100-100*of.spent/of.most))
		}
	}
	return fmt.Sprintf("%d %% left, full again at 00:00 UTC", left)
}

// coverage counts whose statements are held by the United Nations' regional groups:
// how many of a group's members have said something that is held.
func (b *Bot) coverage(x *retrieval.Index, scope string) string {
	voices := x.Held(retrieval.Filter{Scope: scope}).By
	count := map[string]int{}
	others := 0
	for _, code := range voices {
		if region := b.States.Region(code); region != "" {
			count[region]++
		} else {
			others++
		}
	}
	var lines []string
	for _, region := range []string{"african-group", "asia-pacific-group", "eastern-european-group", "grulac", "weog"} {
		members := len(b.States.Members(region, time.Time{}))
		lines = append(lines, fmt.Sprintf("%s: %d of %d States", message.Escape(b.States.Name(region, time.Time{})), count[region], members))
	}
	if others > 0 {
		lines = append(lines, "Others (groups, bodies, observers): "+strconv.Itoa(others))
	}
	return strings.Join(lines, "\n")
}

// shardOf gives the shard that serves a server.
func shardOf(guild string, all []wire.ShardStatus) wire.ShardStatus {
	id, err := strconv.ParseUint(guild, 10, 64)
	for _, s := range all {
		if err != nil || s.Of < 1 || int(id>>22%uint64(s.Of)) == s.ID {
			return s
		}
	}
	return wire.ShardStatus{}
}
