package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// User is a person, or the bot.
type User struct {
	s        *Server
	id, name string
	bot      bool
	dm       *Channel
	noDM     bool
}

// User gives the person of that name, who belongs to no server if not there yet.
func (s *Server) User(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.user(name)
}

// user is User with the lock held.
func (s *Server) user(name string) *User {
	if i := slices.IndexFunc(s.users, func(u *User) bool { return u.name == name && !u.bot }); i >= 0 {
		return s.users[i]
	}
	u := &User{s: s, id: s.nextID(), name: name}
	s.users = append(s.users, u)
	return u
}

// userByID is called with the lock held; nil where there is none.
func (s *Server) userByID(id string) *User {
	if i := slices.IndexFunc(s.users, func(u *User) bool { return u.id == id }); i >= 0 {
		return s.users[i]
	}
	return nil
}

// ID is the person's.
func (u *User) ID() string { return u.id }

// Name is the person's.
func (u *User) Name() string { return u.name }

// Mention is what people type to address somebody: "<@ID>".
func (u *User) Mention() string { return "<@" + u.id + ">" }

// DM gives the person's direct messages with the bot.
func (u *User) DM() *Channel {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.direct()
}

func (u *User) direct() *Channel {
	if u.dm == nil {
		u.dm = &Channel{s: u.s, id: u.s.nextID(), kind: dmChannel, recipient: u, created: u.s.opts.Now()}
		u.s.addChannel(u.dm)
	}
	return u.dm
}

// NoDM has the person take no direct messages from the bot: 50007.
func (u *User) NoDM() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.noDM = true
}

// Sees gives the messages that a channel shows to the person, oldest first.
func (u *User) Sees(c *Channel) []Message {
	return see(u.s, func() []Message { return u.s.shown(c, u) })
}

// WaitSees waits until the person sees a message that fits, and gives the newest that does.
func (u *User) WaitSees(c *Channel, fits func(Message) bool, timeout time.Duration) (Message, error) {
	var found Message
	err := u.s.await(timeout, func() (bool, error) {
		for _, m := range slices.Backward(u.s.shown(c, u)) {
			if settled(m, fits) {
				found = m
				return true, nil
			}
		}
		return false, nil
	})
	if err != nil {
		err = fmt.Errorf("%s does not see it: %w; seen:\n%s", u.name, err, transcript(u.Sees(c)))
	}
	return found, err
}

// Shown is WaitSees for tests.
func (u *User) Shown(tb testing.TB, c *Channel, fits func(Message) bool) Message {
	tb.Helper()
	m, err := u.WaitSees(c, fits, 0)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// settled tells whether a message is what somebody waits for: it fits, and is
// not "is thinking". A nil fits takes every message.
func settled(m Message, fits func(Message) bool) bool {
	return !m.Loading() && (fits == nil || fits(m))
}

// transcript writes messages for people who wonder why a test failed.
func transcript(list []Message) string {
	var b strings.Builder
	for _, m := range list {
		note := ""
		if m.Only != "" {
			note = " (only to " + m.Only + ")"
		}
		if m.Loading() {
			note += " is thinking"
		}
		fmt.Fprintf(&b, "  %s%s: %s\n", m.Author.Username, note, strings.ReplaceAll(m.Text(), "\n", "\n    "))
	}
	if b.Len() == 0 {
		return "  nothing\n"
	}
	return b.String()
}
