package discordtest

import (
	"encoding/json"
	"slices"
)

// stored is a message with its past.
type stored struct {
	Message
	channel *Channel
	only    *User
	history []Message // as it stood before each edit
}

// post puts a message into its channel and tells the bot. What an ID, times and
// empty lists can be is filled in. The lock is held.
func (s *Server) post(m *stored) {
	m.ID, m.ChannelID, m.Timestamp = or(m.ID, s.nextID()), m.channel.id, s.opts.Now().UTC()
	m.fill()
	s.messages[m.ID] = m
	s.order = append(s.order, m.ID)
	m.channel.order = append(m.channel.order, m.ID)
	s.forget()
	if m.only == nil {
		s.tellMessage("MESSAGE_CREATE", m)
	}
	s.touch()
}

// fill makes empty lists of missing ones, as Discord's JSON has them.
func (m *Message) fill() {
	m.Mentions, m.MentionRoles = full(m.Mentions), full(m.MentionRoles)
	m.Attachments, m.Embeds, m.Components = full(m.Attachments), full(m.Embeds), full(m.Components)
}

func full[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// edit changes a message and tells the bot. The lock is held.
func (s *Server) edit(m *stored, change func(*Message)) {
	m.history = append(m.history, m.view())
	change(&m.Message)
	now := s.opts.Now().UTC()
	m.EditedTimestamp = &now
	m.Edits++
	m.fill()
	if m.only == nil {
		s.tellMessage("MESSAGE_UPDATE", m)
	}
	s.touch()
}

// remove takes a message away and tells the bot. The lock is held.
func (s *Server) remove(m *stored) {
	m.Deleted = true
	if m.only == nil {
		data := map[string]any{"id": m.ID, "channel_id": m.ChannelID}
		if m.channel.guild != nil {
			data["guild_id"] = m.channel.guild.id
		}
		s.dispatch(event{kind: "MESSAGE_DELETE", guild: m.channel.guildID(), intents: m.channel.messageIntent(), data: fixed(data)})
	}
	s.touch()
}

// forget drops the oldest messages where not all are to be kept.
func (s *Server) forget() {
	if s.opts.Keep == 0 || len(s.order) <= s.opts.Keep {
		return
	}
	old := s.messages[s.order[0]]
	s.order = s.order[1:]
	delete(s.messages, old.ID)
	delete(s.nonces, old.Nonce)
	s.pings = slices.DeleteFunc(s.pings, func(p Ping) bool { return p.MessageID == old.ID })
	for i, id := range old.channel.order {
		if id == old.ID {
			old.channel.order = append(old.channel.order[:i:i], old.channel.order[i+1:]...)
			break
		}
	}
}

// view gives the message as it stands, to be kept by others.
func (m *stored) view() Message {
	out := m.Message
	if m.only != nil {
		out.Only = m.only.name
	}
	return out
}

// shown lists what a channel shows to somebody; to nobody in particular: what
// everybody sees. The lock is held.
func (s *Server) shown(c *Channel, u *User) []Message {
	var out []Message
	if u != nil && !c.openTo(u) {
		return nil
	}
	for _, id := range c.order {
		m := s.messages[id]
		if m != nil && m.visible(u) {
			out = append(out, m.view())
		}
	}
	return out
}

// visible tells whether the message is shown to somebody who sees its channel.
func (m *stored) visible(u *User) bool { return !m.Deleted && (m.only == nil || m.only == u) }

// openTo tells whether somebody can look into the channel. The lock is held.
func (c *Channel) openTo(u *User) bool {
	return !c.gone && c.permissionsOf(u)&permView != 0 && (c.guild != nil || c.recipient == u)
}

// liveMessage gives a message that was not deleted; nil where there is none. The lock is held.
func (s *Server) liveMessage(id string) *stored {
	if m := s.messages[id]; m != nil && !m.Deleted {
		return m
	}
	return nil
}

// Message gives a message as it stands; false where it never was. One that was
// deleted is given as it was last, and says so.
func (s *Server) Message(id string) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.messages[id]
	if m == nil {
		return Message{}, false
	}
	return m.view(), true
}

// History gives a message as it stood before each edit, oldest first, and as it
// stands.
func (s *Server) History(id string) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.messages[id]
	if m == nil {
		return nil
	}
	return append(append([]Message(nil), m.history...), m.view())
}

// messageEvent is what the gateway sends of a message.
type messageEvent struct {
	Message
	GuildID string         `json:"guild_id,omitempty"`
	Member  map[string]any `json:"member,omitempty"`
}

// tellMessage sends a message to the bot, as far as it may see it. The lock is held.
func (s *Server) tellMessage(kind string, m *stored) {
	if m.channel.permissionsOf(s.bot)&permView == 0 {
		return
	}
	out := messageEvent{Message: m.Message, GuildID: m.channel.guildID()}
	if g := m.channel.guild; g != nil {
		if of := g.members[m.Author.ID]; of != nil {
			out.Member = of.json()
		}
	}
	s.dispatch(event{kind: kind, guild: out.GuildID, intents: m.channel.messageIntent(), data: func(to *session) any {
		if to.intents&intentContent == 0 {
			out := out
			out.Message = s.blank(m.channel, out.Message)
			return out
		}
		return out
	}})
}

// blank empties a message that does not concern the bot, as those get it that
// may not read messages.
func (s *Server) blank(c *Channel, m Message) Message {
	if m.Referenced != nil {
		ref := s.blank(c, *m.Referenced)
		m.Referenced = &ref
	}
	if m.Author.ID == s.bot.id || c.guild == nil {
		return m
	}
	for _, u := range m.Mentions {
		if u.ID == s.bot.id {
			return m
		}
	}
	m.Content, m.Embeds, m.Attachments, m.Components = "", []Embed{}, []Attachment{}, []Component{}
	return m
}

// refer fills in what a message answers.
func (s *Server) refer(m *stored, to *stored) {
	m.Reference = &Reference{MessageID: to.ID, ChannelID: to.ChannelID, GuildID: to.channel.guildID()}
	ref := to.Message
	ref.Referenced = nil
	m.Referenced = &ref
}

func (c *Channel) guildID() string {
	if c.guild == nil {
		return ""
	}
	return c.guild.id
}

func (c *Channel) messageIntent() int {
	if c.guild == nil {
		return intentDirect
	}
	return intentMessages
}

// raw marshals what is known to be JSON.
func raw(v any) json.RawMessage {
	out, err := json.Marshal(v)
	if err != nil {
		panic("discordtest: " + err.Error()) // a mistake in this package
	}
	return out
}
