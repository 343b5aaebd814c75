package discordtest

import "time"

// Options say how a Discord behaves. The zero value is Discord as it is, for an
// application that may read messages.
type Options struct {
	Name string // of the bot; empty: Verbatim

	Shards         int // recommended by GET gateway/bot; 0: 1
	MinShards      int // fewer are closed with 4011; 0: 1
	MaxConcurrency int // 0: 1
	SessionStarts  int // identifies in a day; 0: 1000

	NoMessageContent bool // the Message Content intent is refused with 4014

	HeartbeatInterval time.Duration // 0: 41.25 s
	IdentifyEvery     time.Duration // of one concurrency key; 0: 5 s
	SessionLife       time.Duration // of a session without a connection; 0: 3 min

	AckWithin time.Duration // 0: 3 s
	TokenLife time.Duration // of an interaction's token; 0: 15 min

	Limits RateLimits
	Spec   *Spec // what requests are held to; nil: nothing beyond what this package checks

	Now  func() time.Time // for timestamps and the age of tokens; nil: time.Now
	Wait time.Duration    // how long the waiting methods wait; 0: 10 s
	Keep int              // how many requests, messages, files and events are remembered; 0: all. For soaks

	AllowViolations bool // the test does not fail of them
	AnyMentions     bool // a message without allowed_mentions is no violation
}

// whole gives the options with their defaults.
func (o Options) whole() Options {
	o.Name = or(o.Name, "Verbatim")
	o.Shards, o.MinShards = or(o.Shards, 1), or(o.MinShards, 1)
	o.MaxConcurrency, o.SessionStarts = or(o.MaxConcurrency, 1), or(o.SessionStarts, 1000)
	o.HeartbeatInterval = or(o.HeartbeatInterval, 41250*time.Millisecond)
	o.IdentifyEvery = or(o.IdentifyEvery, 5*time.Second)
	o.SessionLife = or(o.SessionLife, 3*time.Minute)
	o.AckWithin, o.TokenLife = or(o.AckWithin, 3*time.Second), or(o.TokenLife, 15*time.Minute)
	o.Wait = or(o.Wait, 10*time.Second)
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Limits = o.Limits.whole()
	return o
}

// or gives v, or def where v is the zero value.
func or[T comparable](v, def T) T {
	var zero T
	if v == zero {
		return def
	}
	return v
}
