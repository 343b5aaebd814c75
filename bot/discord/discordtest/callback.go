package discordtest

import (
	"encoding/json"
	"slices"
	"time"
)

// Types of callbacks.
const (
	callbackPong        = 1
	callbackMessage     = 4
	callbackDefer       = 5
	callbackDeferUpdate = 6
	callbackUpdate      = 7
	callbackChoices     = 8
	callbackModal       = 9
)

// allowed are the types with which an interaction can be answered.
func (i *Interaction) allowed() []int {
	switch i.kind {
	case kindComplete:
		return []int{callbackChoices}
	case kindCommand:
		return []int{callbackMessage, callbackDefer, callbackModal}
	case kindComponent:
		return []int{callbackMessage, callbackDefer, callbackDeferUpdate, callbackUpdate, callbackModal}
	}
	if i.source != nil {
		return []int{callbackMessage, callbackDefer, callbackDeferUpdate, callbackUpdate}
	}
	return []int{callbackMessage, callbackDefer}
}

// postCallback is POST /interactions/{interaction}/{token}/callback.
func (s *Server) postCallback(c *call) (any, error) {
	i := s.interactions[c.token]
	switch {
	case i == nil || i.id != c.vars["interaction"]:
		return nil, notFound(codeUnknownInteraction, "interaction")
	case i.answered != 0:
		return nil, wrongful(400, codeAcknowledged, "Interaction has already been acknowledged.")
	case i.failed:
		return nil, notFound(codeUnknownInteraction, "interaction")
	}
	var body struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(c.json, &body); err != nil {
		return nil, invalid("", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
	}
	if !slices.Contains(i.allowed(), body.Type) {
		return nil, invalid("type", "BASE_TYPE_CHOICES", "Value must be one of %v.", i.allowed())
	}
	c.json = body.Data
	if err := s.answer(c, i, body.Type); err != nil {
		return nil, err
	}
	i.answered, i.took = body.Type, time.Since(i.began)
	s.touch()
	if c.URL.Query().Get("with_response") != "true" {
		return nil, nil
	}
	return i.response(), nil
}

// answer does what a callback says.
func (s *Server) answer(c *call, i *Interaction, kind int) error {
	fields, err := c.object()
	if err != nil {
		return err
	}
	switch kind {
	case callbackMessage:
		i.original, err = s.respond(c, i, fields)
	case callbackDefer:
		err = s.thinking(i, fields)
	case callbackUpdate:
		if s.liveMessage(i.source.ID) != i.source {
			return notFound(codeUnknownMessage, "Message")
		}
		_, err = s.change(c, i.source)
	case callbackChoices:
		err = i.offer(fields)
	case callbackModal:
		err = i.show(c.json)
	}
	return err
}

// response is what a callback gives that asks for it.
func (i *Interaction) response() map[string]any {
	out := map[string]any{"interaction": map[string]any{
		"id": i.id, "type": i.kind, "response_message_ephemeral": i.original != nil && i.original.only != nil,
		"response_message_loading": i.original != nil && i.original.Loading(),
	}}
	if i.original != nil {
		out["interaction"].(map[string]any)["response_message_id"] = i.original.ID
		out["resource"] = map[string]any{"type": i.answered, "message": i.original.view()}
	}
	return out
}

// reply is a message that answers an interaction, still empty.
func (s *Server) reply(i *Interaction, flags int) *stored {
	m := &stored{channel: i.channel}
	m.Author, m.WebhookID, m.ApplicationID, m.ChannelID = s.bot.account(), s.app.ID, s.app.ID, i.channel.id
	m.Flags = flags & (FlagEphemeral | FlagSuppressEmbeds | flagSilent)
	if flags&FlagEphemeral != 0 {
		m.only = i.user
	}
	m.Interaction = &InteractionMetadata{ID: i.id, Type: i.kind, User: i.user.account()}
	switch {
	case i.kind == kindCommand && i.menu:
		m.Type, m.Interaction.Name = TypeContextMenu, i.what
	case i.kind == kindCommand:
		m.Type, m.Interaction.Name = TypeCommand, i.what[1:]
	case i.source != nil:
		m.Type = TypeReply
		s.refer(m, i.source)
	}
	return m
}

// respond posts a message that answers an interaction.
func (s *Server) respond(c *call, i *Interaction, fields map[string]json.RawMessage) (*stored, error) {
	d, err := s.draft(c, fields)
	if err != nil {
		return nil, err
	}
	if d.flags&^(FlagEphemeral|FlagSuppressEmbeds|flagSilent) != 0 {
		return nil, invalid("flags", "MESSAGE_FLAGS_INVALID", "flags %d are not known here", d.flags)
	}
	m := s.reply(i, d.flags)
	s.apply(d, &m.Message)
	if m.empty() {
		return nil, wrongful(400, codeEmptyMessage, "Cannot send an empty message")
	}
	s.address(m, d.allowed.parses("everyone"))
	s.post(m)
	s.ping(m, d.allowed)
	return m, nil
}

// thinking shows that the bot is at work.
func (s *Server) thinking(i *Interaction, fields map[string]json.RawMessage) error {
	flags := 0
	if value, ok := fields["flags"]; ok && json.Unmarshal(value, &flags) != nil {
		return invalid("data.flags", "NUMBER_TYPE_COERCE", "Value is not int.")
	}
	i.original = s.reply(i, flags)
	i.original.Flags |= FlagLoading
	s.post(i.original)
	return nil
}

// show shows a form.
func (i *Interaction) show(body json.RawMessage) error {
	var in struct {
		Title      string      `json:"title"`
		CustomID   string      `json:"custom_id"`
		Components []Component `json:"components"`
	}
	if err := json.Unmarshal(body, &in); err != nil {
		return invalid("data", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType: %v", err)
	}
	m := &Modal{Title: in.Title, CustomID: in.CustomID, parts: in.Components, from: i}
	var f form
	f.modal(m)
	if err := f.err(); err != nil {
		return err
	}
	i.modal = m
	return nil
}

// offer shows completions.
func (i *Interaction) offer(fields map[string]json.RawMessage) error {
	var choices []struct {
		Name  string `json:"name"`
		Value any    `json:"value"`
	}
	if err := json.Unmarshal(orEmpty(fields["choices"], "[]"), &choices); err != nil {
		return invalid("data.choices", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType: %v", err)
	}
	var f form
	i.choices = nil
	if len(choices) > 25 {
		f.add("data.choices", "BASE_TYPE_BAD_LENGTH", "Must be 25 or fewer in length.")
	}
	for n, c := range choices {
		f.within(at("data.choices", n)+".name", c.Name, 1, 100)
		switch v := c.Value.(type) {
		case string:
			f.within(at("data.choices", n)+".value", v, 1, 100)
		case float64:
		default:
			f.add(at("data.choices", n)+".value", "BASE_TYPE_REQUIRED", "This field is required")
		}
		i.choices = append(i.choices, Choice{c.Name, c.Value})
	}
	return f.err()
}

// or2 gives def in place of nothing.
func orEmpty(v json.RawMessage, def string) json.RawMessage {
	if len(v) == 0 {
		return json.RawMessage(def)
	}
	return v
}
