package discordtest

import (
	"strconv"
	"strings"
)

// place gives the channel that a request names. The lock is held.
func (s *Server) place(c *call) (*Channel, error) {
	ch := s.channels[c.vars["channel"]]
	switch {
	case ch == nil || ch.gone:
		return nil, notFound(codeUnknownChannel, "Channel")
	case ch.guild != nil && ch.guild.gone:
		return nil, refuse(403, codeMissingAccess, "Missing Access")
	}
	return ch, s.mayGo(ch, 0)
}

// target gives the message that a request names. Ephemeral ones are not there
// for these routes.
func (s *Server) target(c *call) (*stored, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	m := s.liveMessage(c.vars["message"])
	if m == nil || m.channel != ch || m.only != nil {
		return nil, notFound(codeUnknownMessage, "Message")
	}
	return m, nil
}

// postMessage is POST /channels/{channel}/messages.
func (s *Server) postMessage(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	fields, err := c.object()
	if err != nil {
		return nil, err
	}
	d, err := s.draft(c, fields)
	if err != nil {
		return nil, err
	}
	if err := s.maySend(ch, d); err != nil {
		return nil, err
	}
	if d.enforceNonce && d.nonce != "" {
		if m := s.liveMessage(s.nonces[d.nonce]); m != nil && m.channel == ch {
			return m.view(), nil
		}
	}
	return s.send(c, ch, d)
}

// maySend checks the permissions that a message needs. Without Embed Links its
// embeds are dropped without a word, as Discord does.
func (s *Server) maySend(ch *Channel, d *draft) error {
	needs := int64(permSend)
	switch {
	case ch.parent != nil:
		needs = permSendInThreads
	case ch.guild == nil && ch.recipient.noDM:
		return refuse(403, codeCannotDM, "Cannot send messages to this user")
	}
	if len(d.files) > 0 {
		needs |= permAttach
	}
	if ch.permissionsOf(s.bot)&permEmbed == 0 {
		d.embeds = nil
	}
	return s.mayGo(ch, needs)
}

// send puts a message of the bot's into a channel.
func (s *Server) send(c *call, ch *Channel, d *draft) (any, error) {
	if d.flags&^(FlagSuppressEmbeds|flagSilent) != 0 {
		s.wrong("%s: flags %d: only %d and %d mean something for a message in a channel", c.note.Route, d.flags, FlagSuppressEmbeds, flagSilent)
	}
	m := &stored{channel: ch}
	m.ChannelID, m.Author, m.Type, m.Nonce, m.TTS = ch.id, s.bot.account(), TypeDefault, d.nonce, d.tts
	m.Flags = d.flags & flagSilent
	if err := s.answers(m, d.reference); err != nil {
		return nil, err
	}
	s.apply(d, &m.Message)
	if m.empty() {
		return nil, wrongful(400, codeEmptyMessage, "Cannot send an empty message")
	}
	s.address(m, d.allowed.parses("everyone"))
	s.post(m)
	s.ping(m, d.allowed)
	if d.nonce != "" {
		s.nonces[d.nonce] = m.ID
	}
	out := m.view()
	return out, nil
}

// answers makes a message a reply, where it is one.
func (s *Server) answers(m *stored, ref *sentReference) error {
	if ref == nil || ref.MessageID == "" {
		return nil
	}
	if ref.Type != 0 {
		return invalid("message_reference.type", "UNSUPPORTED", "this Discord forwards nothing")
	}
	to := s.liveMessage(ref.MessageID)
	switch {
	case to == nil || to.channel != m.channel || to.only != nil || ref.ChannelID != "" && ref.ChannelID != m.channel.id:
		if ref.Must != nil && !*ref.Must {
			return nil
		}
		err := &apiError{status: 400, code: codeInvalidForm, message: "Invalid Form Body"}
		err.form = []formError{{"message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"}}
		return err // no violation: the message may have been deleted meanwhile
	case m.channel.permissionsOf(s.bot)&permHistory == 0:
		return refuse(400, codeNoHistory, "Cannot reply without permission to read message history")
	}
	m.Type = TypeReply
	s.refer(m, to)
	return nil
}

// patchMessage is PATCH /channels/{channel}/messages/{message}.
func (s *Server) patchMessage(c *call) (any, error) {
	m, err := s.target(c)
	switch {
	case err != nil:
		return nil, err
	case m.Author.ID != s.bot.id:
		return nil, wrongful(403, codeNotYours, "Cannot edit a message authored by another user")
	}
	return s.change(c, m)
}

// change edits a message of the bot's as the request says.
func (s *Server) change(c *call, m *stored) (any, error) {
	fields, err := c.object()
	if err != nil {
		return nil, err
	}
	d, err := s.draft(c, fields)
	if err != nil {
		return nil, err
	}
	if strings.HasPrefix(c.note.Route, "PATCH /channels/") && m.channel.permissionsOf(s.bot)&permEmbed == 0 {
		d.embeds = []Embed{} // as in maySend
	}
	trial := m.Message
	trial.Flags &^= FlagLoading
	s.apply(d, &trial)
	if trial.empty() {
		return nil, wrongful(400, codeEmptyMessage, "Cannot send an empty message")
	}
	s.rewrite(m, trial, d)
	return m.view(), nil
}

// rewrite puts a new version in a message's place. The first text of one that
// was "is thinking" pings like a new message; later edits ping nobody.
func (s *Server) rewrite(m *stored, trial Message, d *draft) {
	first := m.Loading()
	s.edit(m, func(old *Message) {
		edits := old.Edits
		*old = trial
		old.Edits = edits
		s.address(m, d.allowed.parses("everyone"))
	})
	if first {
		m.Edits, m.history = 0, nil
		s.ping(m, d.allowed)
	}
}

// deleteMessage is DELETE /channels/{channel}/messages/{message}.
func (s *Server) deleteMessage(c *call) (any, error) {
	m, err := s.target(c)
	switch {
	case err != nil:
		return nil, err
	case m.Author.ID != s.bot.id && m.channel.guild == nil:
		return nil, wrongful(403, codeNotInDM, "Cannot execute action on a DM channel")
	case m.Author.ID != s.bot.id:
		if err := s.mayGo(m.channel, permManageMessages); err != nil {
			return nil, err
		}
	}
	s.remove(m)
	return nil, nil
}

// getMessage is GET /channels/{channel}/messages/{message}.
func (s *Server) getMessage(c *call) (any, error) {
	m, err := s.target(c)
	if err != nil {
		return nil, err
	}
	if err := s.mayGo(m.channel, permHistory); err != nil {
		return nil, err
	}
	return s.readable(m), nil
}

// readable is a message as the bot may read it over HTTP.
func (s *Server) readable(m *stored) Message {
	if s.hub.noContent {
		return s.blank(m.channel, m.view())
	}
	return m.view()
}

// getMessages is GET /channels/{channel}/messages: the newest first.
func (s *Server) getMessages(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	q := c.URL.Query()
	limit, err := strconv.Atoi(or(q.Get("limit"), "50"))
	if err != nil || limit < 1 || limit > 100 {
		return nil, invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
	}
	out := []Message{}
	for i := len(ch.order) - 1; i >= 0 && len(out) < limit; i-- {
		m := s.liveMessage(ch.order[i])
		if m != nil && m.only == nil && before(m.ID, q.Get("before")) && (q.Get("after") == "" || before(q.Get("after"), m.ID)) {
			out = append(out, s.readable(m))
		}
	}
	return out, nil
}

// before compares IDs, the second of which may be empty.
func before(a, b string) bool {
	return b == "" || len(a) < len(b) || len(a) == len(b) && a < b
}
