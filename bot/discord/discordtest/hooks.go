package discordtest

import (
	"encoding/json"
	"time"
)

// callback is the first answer to an interaction.
func (s *Server) callback(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.interactions[c.part("token")]
	var in struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	_ = json.Unmarshal(c.body, &in)
	switch {
	case i == nil || i.ID != c.part("id"):
		return nil, errNoCall
	case i.acked:
		s.violate("an interaction was acknowledged twice")
		return nil, errAcked
	case i.lost || time.Since(i.came) > s.options.AckWithin:
		return nil, errNoCall
	case !allowed(i.Kind, in.Type):
		s.violate("an answer of type %d to an interaction of kind %d", in.Type, i.Kind)
		return nil, refuse(400, 50035, "Invalid Form Body")
	}
	if err := s.apply(c, i, in.Type, in.Data); err != nil {
		return nil, err
	}
	i.acked, i.took, i.reply = true, time.Since(i.came), in.Type
	s.change()
	return nil, nil
}

// allowed tells which answers which interactions take.
func allowed(kind, reply int) bool {
	switch reply {
	case 4, 5:
		return kind == 2 || kind == 3 || kind == 5
	case 6, 7:
		return kind == 3 || kind == 5
	case 8:
		return kind == 4
	case 9:
		return kind == 2 || kind == 3
	}
	return false
}

// apply does what the first answer says. The lock is held.
func (s *Server) apply(c *call, i *Interaction, kind int, data json.RawMessage) error {
	switch kind {
	case 8:
		return s.takeChoices(i, data)
	case 9:
		return s.takeModal(i, data)
	case 6:
		i.message = i.on
		return nil
	case 5:
		var d struct{ Flags int }
		_ = json.Unmarshal(data, &d)
		i.message = s.newReply(i, d.Flags&64 != 0)
		i.message.Loading = true
		return nil
	}
	c.body = data
	m, err := s.decode(c, kind == 7)
	if err != nil {
		return err
	}
	if kind == 7 {
		if i.on == nil || i.on.Deleted {
			return errNoMessage
		}
		m.fill(i.on, c.files)
		i.message = i.on
		return nil
	}
	i.message = s.newReply(i, m.Flags&64 != 0)
	m.fill(i.message, c.files)
	return nil
}

// newReply makes the message of an interaction. The lock is held.
func (s *Server) newReply(i *Interaction, ephemeral bool) *Message {
	m := &Message{ID: s.id(), Channel: i.Channel, at: time.Now()}
	if ephemeral {
		m.OnlyFor = i.User
	}
	s.messages[m.ID] = m
	i.Channel.messages = append(i.Channel.messages, m)
	return m
}

func (s *Server) takeChoices(i *Interaction, data json.RawMessage) error {
	var d struct{ Choices []Choice }
	if err := json.Unmarshal(data, &d); err != nil || d.Choices == nil {
		s.violate("a list of choices is missing")
		return refuse(400, 50035, "Invalid Form Body")
	}
	if len(d.Choices) > 25 {
		s.violate("%d choices", len(d.Choices))
		return refuse(400, 50035, "Invalid Form Body")
	}
	for _, o := range d.Choices {
		v, _ := o.Value.(string)
		if n := len([]rune(o.Name)); n < 1 || n > 100 || len([]rune(v)) < 1 || len([]rune(v)) > 100 {
			s.violate("a choice of %d and %d characters", n, len([]rune(v)))
			return refuse(400, 50035, "Invalid Form Body")
		}
	}
	i.choices = d.Choices
	return nil
}

func (s *Server) takeModal(i *Interaction, data json.RawMessage) error {
	var d struct {
		CustomID   string `json:"custom_id"`
		Title      string
		Components []Component
	}
	_ = json.Unmarshal(data, &d)
	wrong := func(what string) error {
		s.violate("a form: %s", what)
		return refuse(400, 50035, "Invalid Form Body")
	}
	if n := len([]rune(d.Title)); n < 1 || n > 45 {
		return wrong("title")
	}
	if n := len(d.CustomID); n < 1 || n > 100 {
		return wrong("custom_id")
	}
	if n := len(d.Components); n < 1 || n > 5 {
		return wrong("rows")
	}
	m := &Modal{CustomID: d.CustomID, Title: d.Title, on: i.on}
	for _, row := range d.Components {
		if len(row.Components) != 1 || row.Components[0].Type != 4 {
			return wrong("one text input a row")
		}
		f := row.Components[0]
		if n := len([]rune(f.Label)); n < 1 || n > 45 || len([]rune(f.Placeholder)) > 100 || len([]rune(f.Value)) > 4000 ||
			f.MaxLength > 0 && len([]rune(f.Value)) > f.MaxLength || f.CustomID == "" {
			return wrong("an input")
		}
		m.Fields = append(m.Fields, f)
	}
	i.modal = m
	return nil
}

// hooked finds the interaction of a token that still works. The lock is held.
func (s *Server) hooked(c *call) (*Interaction, error) {
	i := s.interactions[c.part("token")]
	switch {
	case i == nil || c.part("app") != s.App:
		return nil, errNoHook
	case time.Since(i.came) > s.options.TokenLife:
		return nil, errOldToken
	case !i.acked:
		return nil, errNoHook
	}
	return i, nil
}

// followup sends a further message.
func (s *Server) followup(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, err := s.hooked(c)
	if err != nil {
		return nil, err
	}
	m, err := s.decode(c, false)
	if err != nil {
		return nil, err
	}
	out := i.message
	if out == nil || !out.Loading {
		out = s.newReply(i, m.Flags&64 != 0)
	}
	if i.Kind != 3 || i.reply == 5 {
		i.message = out
	}
	out.Loading = false
	m.fill(out, c.files)
	if i.Kind == 3 && i.reply != 5 {
		i.message = out
	}
	s.change()
	return s.json(out, true), nil
}

// target finds the message that a webhook route names. The lock is held.
func (s *Server) target(c *call) (*Message, error) {
	i, err := s.hooked(c)
	if err != nil {
		return nil, err
	}
	m := s.messages[c.part("message")]
	if c.part("message") == "@original" {
		m = i.message
		if i.reply == 7 || i.reply == 6 {
			m = i.on
		}
	}
	if m == nil || m.Deleted {
		return nil, errNoMessage
	}
	return m, nil
}

func (s *Server) editHooked(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.target(c)
	if err != nil {
		return nil, err
	}
	in, err := s.decode(c, true)
	if err != nil {
		return nil, err
	}
	in.fill(m, c.files)
	s.change()
	return s.json(m, true), nil
}

func (s *Server) getHooked(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.target(c)
	if err != nil {
		return nil, err
	}
	return s.json(m, true), nil
}

func (s *Server) deleteHooked(c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, err := s.target(c)
	if err != nil {
		return nil, err
	}
	m.Deleted = true
	s.change()
	return nil, nil
}
