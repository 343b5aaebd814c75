package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// Said is a message of a person's, and what came of it.
type Said struct {
	Message
	s       *Server
	user    *User
	channel *Channel
	err     error
}

// Err tells why the person could not say it.
func (x *Said) Err() error { return x.err }

// Say has the person write into a channel.
func (u *User) Say(c *Channel, text string, files ...File) *Said {
	return u.say(c, text, nil, false, files)
}

// Reply has the person answer a message, whose author is mentioned by that.
func (u *User) Reply(c *Channel, to Message, text string) *Said {
	return u.say(c, text, &to, true, nil)
}

// ReplySilently is Reply with the mention turned off.
func (u *User) ReplySilently(c *Channel, to Message, text string) *Said {
	return u.say(c, text, &to, false, nil)
}

func (u *User) say(c *Channel, text string, to *Message, mention bool, files []File) *Said {
	s := u.s
	s.mu.Lock()
	defer s.mu.Unlock()
	x := &Said{s: s, user: u, channel: c}
	if x.err = u.maySay(c, text); x.err != nil {
		return x
	}
	m := &stored{channel: c}
	m.Author, m.Content, m.ChannelID = u.account(), text, c.id
	s.address(m, c.permissionsOf(u)&permMentionEveryone != 0)
	if to != nil {
		ref := s.liveMessage(to.ID)
		if ref == nil || ref.channel != c {
			x.err = fmt.Errorf("%s cannot reply: the message is not there", u.name)
			return x
		}
		m.Type = TypeReply
		s.refer(m, ref)
		if mention && !slices.ContainsFunc(m.Mentions, func(a Account) bool { return a.ID == ref.Author.ID }) {
			m.Mentions = append(m.Mentions, ref.Author)
		}
	}
	for _, f := range files {
		m.Attachments = append(m.Attachments, s.keepFile(c.id, f, false))
	}
	s.post(m)
	x.Message = m.view()
	return x
}

// maySay tells what stands against saying it.
func (u *User) maySay(c *Channel, text string) error {
	needs := int64(permView | permSend)
	if c.parent != nil {
		needs = permView | permSendInThreads
	}
	switch {
	case c.gone:
		return fmt.Errorf("%s cannot write: the channel is gone", u.name)
	case c.guild == nil && c.recipient != u:
		return fmt.Errorf("%s cannot write into the direct messages of %s", u.name, c.recipient.name)
	case c.permissionsOf(u)&needs != needs:
		return fmt.Errorf("%s may not write in #%s", u.name, c.name)
	case len([]rune(text)) > 4000:
		return fmt.Errorf("%s cannot write more than 4000 characters", u.name)
	}
	return nil
}

// WaitAnswer waits for a message of the bot's that came after this one, in the
// same channel, that the person sees and that fits. A reply to this message is
// preferred to others; nil takes any.
func (x *Said) WaitAnswer(fits func(Message) bool, timeout time.Duration) (Message, error) {
	if x.err != nil {
		return Message{}, x.err
	}
	var found Message
	err := x.s.await(timeout, func() (bool, error) {
		for _, m := range x.after() {
			if !settled(m, fits) {
				continue
			}
			if found.ID == "" || m.Referenced != nil && m.Referenced.ID == x.ID {
				found = m
			}
		}
		return found.ID != "", nil
	})
	if err != nil {
		err = fmt.Errorf("%s said %q and the bot did not answer so: %w; seen:\n%s", x.user.name, x.Content, err, transcript(x.user.Sees(x.channel)))
	}
	return found, err
}

// after gives the bot's messages that came later, oldest first. The lock is held.
func (x *Said) after() []Message {
	if x.user != nil && !x.channel.openTo(x.user) {
		return nil
	}
	var out []Message
	for _, id := range slices.Backward(x.channel.order) { // many wait at once, in channels with thousands
		if !before(x.ID, id) {
			break
		}
		if m := x.s.messages[id]; m != nil && m.Author.ID == x.s.bot.id && m.visible(x.user) {
			out = append(out, m.view())
		}
	}
	slices.Reverse(out)
	return out
}

// Answer is WaitAnswer for tests.
func (x *Said) Answer(tb testing.TB, fits func(Message) bool) Message {
	tb.Helper()
	m, err := x.WaitAnswer(fits, 0)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// Rewrite has the person change a message of theirs.
func (u *User) Rewrite(m Message, text string) error {
	return u.touchOwn(m, func(x *stored) {
		u.s.edit(x, func(*Message) {
			x.Content = text
			u.s.address(x, x.channel.permissionsOf(u)&permMentionEveryone != 0)
		})
	})
}

// Delete has the person take a message away: their own, or, with Manage
// Messages, anybody's.
func (u *User) Delete(m Message) error { return u.touchOwn(m, u.s.remove) }

func (u *User) touchOwn(m Message, do func(*stored)) error {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	x := u.s.liveMessage(m.ID)
	switch {
	case x == nil:
		return fmt.Errorf("%s cannot change a message that is not there", u.name)
	case x.Author.ID != u.id && (x.channel.guild == nil || x.channel.permissionsOf(u)&permManageMessages == 0):
		return fmt.Errorf("%s cannot change the message of %s", u.name, x.Author.Username)
	}
	do(x)
	return nil
}

// StartThread has the person begin a thread at a message.
func (u *User) StartThread(m Message, name string) (*Channel, error) {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	x := u.s.liveMessage(m.ID)
	switch {
	case x == nil || x.channel.kind != textChannel:
		return nil, fmt.Errorf("%s cannot begin a thread there", u.name)
	case u.s.channels[m.ID] != nil:
		return nil, fmt.Errorf("the message has a thread")
	case strings.TrimSpace(name) == "":
		return nil, fmt.Errorf("a thread needs a name")
	}
	return u.s.startThread(x, name, archiveAfter, u), nil
}
