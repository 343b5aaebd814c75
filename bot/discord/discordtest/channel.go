package discordtest

import (
	"slices"
	"testing"
	"time"
)

// Kinds of channels.
const (
	textChannel   = 0
	dmChannel     = 1
	publicThread  = 11
	archiveAfter  = 1440
	longestThread = 100
)

// Channel is a channel of a server, a thread, or direct messages.
type Channel struct {
	s          *Server
	id, name   string
	kind       int
	guild      *Guild   // nil for direct messages
	parent     *Channel // of a thread
	recipient  *User    // of direct messages
	starter    string   // ID of who began the thread
	overwrites []overwrite
	archive    int // minutes
	created    time.Time
	order      []string // IDs of messages, oldest first
	gone       bool
}

// Channel gives the server's channel of that name, which is made if it is not there.
func (g *Guild) Channel(name string) *Channel {
	s := g.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(g.channels, func(c *Channel) bool { return c.name == name && c.kind == textChannel && !c.gone }); i >= 0 {
		return g.channels[i]
	}
	c := &Channel{s: s, id: s.nextID(), name: name, kind: textChannel, guild: g, created: s.opts.Now()}
	s.addChannel(c)
	s.dispatch(event{kind: "CHANNEL_CREATE", guild: g.id, intents: intentGuilds, data: fixed(c.json())})
	return c
}

// addChannel is called with the lock held.
func (s *Server) addChannel(c *Channel) {
	s.channels[c.id] = c
	if c.guild != nil {
		c.guild.channels = append(c.guild.channels, c)
	}
}

// ID is the channel's.
func (c *Channel) ID() string { return c.id }

// Name is the channel's; that of direct messages is empty.
func (c *Channel) Name() string { return c.name }

// Deny takes permissions from the bot in this channel.
func (c *Channel) Deny(permissions ...int64) { c.DenyTo(c.s.bot, permissions...) }

// DenyTo takes permissions from somebody in this channel.
func (c *Channel) DenyTo(u *User, permissions ...int64) {
	c.change(u, func(o *overwrite) { o.deny |= sum(permissions); o.allow &^= sum(permissions) })
}

// Allow gives the bot permissions in this channel.
func (c *Channel) Allow(permissions ...int64) {
	c.change(c.s.bot, func(o *overwrite) { o.allow |= sum(permissions); o.deny &^= sum(permissions) })
}

func (c *Channel) change(u *User, change func(*overwrite)) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	i := slices.IndexFunc(c.overwrites, func(o overwrite) bool { return o.member && o.id == u.id })
	if i < 0 {
		c.overwrites = append(c.overwrites, overwrite{id: u.id, member: true})
		i = len(c.overwrites) - 1
	}
	change(&c.overwrites[i])
}

// Delete takes the channel away, with its threads.
func (c *Channel) Delete() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	for _, t := range c.s.channels {
		if t == c || t.parent == c {
			t.gone = true
		}
	}
	if c.guild != nil {
		kind := "CHANNEL_DELETE"
		if c.parent != nil {
			kind = "THREAD_DELETE"
		}
		c.s.dispatch(event{kind: kind, guild: c.guild.id, intents: intentGuilds, data: fixed(c.json())})
	}
}

// Threads are the channel's, oldest first.
func (c *Channel) Threads() []*Channel {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	return c.threads()
}

func (c *Channel) threads() []*Channel {
	var out []*Channel
	if c.guild == nil {
		return nil
	}
	for _, t := range c.guild.channels {
		if t.parent == c && !t.gone {
			out = append(out, t)
		}
	}
	return out
}

// WaitThread waits until the channel has a thread that began at this message.
func (c *Channel) WaitThread(message Message, timeout time.Duration) (*Channel, error) {
	var out *Channel
	err := c.s.await(timeout, func() (bool, error) {
		t := c.s.channels[message.ID]
		out = t
		return t != nil, nil
	})
	return out, err
}

// Thread is WaitThread for tests.
func (c *Channel) Thread(tb testing.TB, message Message) *Channel {
	tb.Helper()
	t, err := c.WaitThread(message, 0)
	if err != nil {
		tb.Fatalf("no thread began at the message %q: %v", message.Text(), err)
	}
	return t
}

// Typing tells when the bot showed the typing sign in the channel.
func (c *Channel) Typing() []time.Time {
	return see(c.s, func() []time.Time { return slices.Clone(c.s.typed[c.id]) })
}

// Messages are those that everybody sees in the channel, oldest first.
func (c *Channel) Messages() []Message {
	return see(c.s, func() []Message { return c.s.shown(c, nil) })
}
