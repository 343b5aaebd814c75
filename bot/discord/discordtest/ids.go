package discordtest

import (
	"strconv"
	"time"
)

// epoch is where Discord's IDs begin to count, in milliseconds.
const epoch = 1420070400000

// ids makes IDs as Discord does: 42 bits of time, and a count below. Each is
// larger than the one before.
type ids struct{ last int64 }

func (i *ids) next(now time.Time) string {
	i.last = max(i.last+1, (now.UnixMilli()-epoch)<<22)
	return strconv.FormatInt(i.last, 10)
}

// nextID makes an ID. The lock is held.
func (s *Server) nextID() string { return s.ids.next(s.opts.Now()) }

// guildID makes the ID of the n-th server. Servers differ in their time, since
// that is what shards them: server n is on shard n modulo the number of shards.
func guildID(n int) string {
	const start = 207360000000 // a multiple of the usual numbers of shards
	return strconv.FormatInt((start+int64(n))<<22|1, 10)
}

// shardOf tells which shard of so many a server is on.
func shardOf(guild string, of int) int {
	id, _ := strconv.ParseInt(guild, 10, 64) // 0, for direct messages
	return int((id >> 22) % int64(of))
}
