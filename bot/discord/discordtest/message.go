package discordtest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Message is a message as people see it.
type Message struct {
	ID         string
	Channel    *Channel
	Author     *User // nil: the bot
	Content    string
	Embeds     []*discordgo.MessageEmbed
	Components []Component
	ReplyTo    string
	OnlyFor    *User // of a message that one person alone sees
	Loading    bool  // "is thinking"
	Deleted    bool
	Edits      []string // what its content was before
	Files      map[string][]byte
	Thread     *Channel

	raw  json.RawMessage // components as they were sent
	at   time.Time
	refs *Message
}

// Component is a button or a menu.
type Component struct {
	Type        int         `json:"type"`
	CustomID    string      `json:"custom_id"`
	Label       string      `json:"label"`
	Placeholder string      `json:"placeholder"`
	Disabled    bool        `json:"disabled"`
	Components  []Component `json:"components"`
	Value       string      `json:"value"`
	Style       int         `json:"style"`
	URL         string      `json:"url"`
	MaxValues   int         `json:"max_values"`
	MaxLength   int         `json:"max_length"`
	Required    *bool       `json:"required"`
	Options     []any       `json:"options"`
}

// Text is all that can be read in a message.
func (m *Message) Text() string {
	parts := []string{m.Content}
	for _, e := range m.Embeds {
		parts = append(parts, e.Title, e.Description)
		for _, f := range e.Fields {
			parts = append(parts, f.Name, f.Value)
		}
		if e.Footer != nil {
			parts = append(parts, e.Footer.Text)
		}
	}
	return strings.Join(parts, "\n")
}

// Buttons lists all buttons and menus.
func (m *Message) Buttons() []Component {
	var out []Component
	for _, row := range m.Components {
		out = append(out, row.Components...)
	}
	return out
}

// Button finds a button by its label, or a menu by its placeholder or a part of
// its custom_id.
func (m *Message) Button(label string) (Component, bool) {
	for _, c := range m.Buttons() {
		if c.Label == label || c.Placeholder == label || c.CustomID == label {
			return c, true
		}
	}
	return Component{}, false
}

// copied gives a copy that nobody changes. The lock is held.
func (m *Message) copied() *Message {
	out := *m
	out.Embeds, out.Components, out.Edits = slices.Clone(m.Embeds), slices.Clone(m.Components), slices.Clone(m.Edits)
	return &out
}

// json gives the message as Discord sends it. The lock is held.
func (s *Server) json(m *Message, content bool) map[string]any {
	author := s.bot()
	if m.Author != nil {
		author = m.Author.json()
	}
	embeds, components := any(m.Embeds), any(json.RawMessage("[]"))
	if m.Embeds == nil {
		embeds = []any{}
	}
	if len(m.raw) > 0 {
		components = m.raw
	}
	text := m.Content
	if !content {
		text, embeds, components = "", []any{}, json.RawMessage("[]")
	}
	out := map[string]any{
		"id": m.ID, "channel_id": m.Channel.ID, "author": author, "content": text, "timestamp": m.at.UTC().Format(time.RFC3339Nano), "edited_timestamp": nil,
		"tts": false, "mention_everyone": false, "mentions": s.mentions(m), "mention_roles": mentioned(rolePattern, m.Content), "attachments": []any{}, "embeds": embeds,
		"components": components, "pinned": false, "type": 0, "flags": 0,
	}
	if m.OnlyFor != nil {
		out["flags"] = 64
	}
	if m.ReplyTo != "" {
		out["type"] = 19
		out["message_reference"] = map[string]any{"message_id": m.ReplyTo, "channel_id": m.Channel.ID}
		if m.refs != nil {
			out["referenced_message"] = s.json(m.refs, true)
		}
	}
	if m.Channel.Guild != nil {
		out["guild_id"] = m.Channel.Guild.ID
		if m.Author != nil {
			out["member"] = m.Author.member(m.Channel.Guild)
		}
	}
	return out
}

var (
	userPattern = regexp.MustCompile(`<@!?([0-9]+)>`)
	rolePattern = regexp.MustCompile(`<@&([0-9]+)>`)
)

func mentioned(p *regexp.Regexp, text string) []string {
	out := []string{}
	for _, m := range p.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(out, m[1]) {
			out = append(out, m[1])
		}
	}
	return out
}

// mentions lists whom a person's message mentions: those it names, and whom it replies to.
func (s *Server) mentions(m *Message) []map[string]any {
	out := []map[string]any{}
	if m.Author == nil {
		return out
	}
	ids := mentioned(userPattern, m.Content)
	for _, id := range ids {
		if id == s.App {
			out = append(out, s.bot())
		} else if u := s.users[id]; u != nil {
			out = append(out, u.json())
		}
	}
	return out
}

// sees tells whether a person sees a message. The lock is held.
func (m *Message) sees(u *User) bool {
	return !m.Deleted && (m.OnlyFor == nil || m.OnlyFor == u)
}

// Messages lists what a person sees in a channel, oldest first.
func (s *Server) Messages(c *Channel, u *User) []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Message
	for _, m := range c.messages {
		if m.sees(u) {
			out = append(out, m.copied())
		}
	}
	return out
}

// Message gives a message as it is now, nil where it was deleted.
func (s *Server) Message(id string) *Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.messages[id]; m != nil && !m.Deleted {
		return m.copied()
	}
	return nil
}

// WaitMessage waits for a message of the bot's that u sees in c and that fits; nil
// where none comes.
func (s *Server) WaitMessage(c *Channel, u *User, within time.Duration, fits func(*Message) bool) *Message {
	var found *Message
	s.until(within, func() bool {
		for i := len(c.messages) - 1; i >= 0; i-- {
			if m := c.messages[i]; m.Author == nil && m.sees(u) && fits(m) {
				found = m.copied()
				return true
			}
		}
		return false
	})
	return found
}

// WaitReply waits for the bot's reply to a message; nil where none comes.
func (s *Server) WaitReply(to *Message, within time.Duration) *Message {
	var found *Message
	s.until(within, func() bool {
		if id := s.replies[to.ID]; len(id) > 0 {
			if m := s.messages[id[0]]; m != nil {
				found = m.copied()
			}
		}
		return found != nil
	})
	return found
}

// AnsweredTwice counts the messages to which the bot replied more than once.
func (s *Server) AnsweredTwice() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ids := range s.replies {
		if len(ids) > 1 {
			n++
		}
	}
	return n
}

// Forget lets go of what is older than that, as a long test would fill memory.
func (s *Server) Forget(older time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := time.Now().Add(-older)
	for _, c := range s.channels {
		c.messages = slices.DeleteFunc(c.messages, func(m *Message) bool { return m.at.Before(old) })
	}
	for id, m := range s.messages {
		if m.at.Before(old) {
			delete(s.messages, id)
		}
	}
	for token, i := range s.interactions {
		if i.came.Before(old) {
			delete(s.interactions, token)
		}
	}
	for nonce, id := range s.nonces {
		if s.messages[id] == nil {
			delete(s.nonces, nonce)
		}
	}
	for _, x := range s.sessions {
		if n := len(x.events) - 200; n > 0 {
			x.events = slices.Clone(x.events[n:])
		}
	}
	s.faults = slices.DeleteFunc(s.faults, func(f *fault) bool { return f.Times > 0 && f.done >= f.Times })
}

// Raw gives a message's components as they were sent.
func (s *Server) Raw(id string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.messages[id]; m != nil && len(m.raw) > 0 {
		return m.raw
	}
	return []byte("[]")
}
