package discordtest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Say writes a message.
func (u *User) Say(c *Channel, text string) *Message { return u.say(c, text, nil) }

// Reply answers a message.
func (u *User) Reply(m *Message, text string) *Message { return u.say(m.Channel, text, m) }

func (u *User) say(c *Channel, text string, to *Message) *Message {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	m := &Message{ID: s.id(), Channel: c, Author: u, Content: text, at: time.Now()}
	if to != nil {
		m.ReplyTo, m.refs = to.ID, s.messages[to.ID]
	}
	s.messages[m.ID] = m
	c.messages = append(c.messages, m)
	intent := discordgo.IntentGuildMessages
	if c.Guild == nil {
		intent = discordgo.IntentDirectMessages
	}
	for _, x := range s.sessions {
		shard := 0
		if c.Guild != nil {
			id, _ := strconv.ParseInt(c.Guild.ID, 10, 64)
			shard = int((id >> 22) % int64(x.of))
		}
		if x.shard != shard || x.intents&int(intent) == 0 || !x.newest() || c.may()&discordgo.PermissionViewChannel == 0 {
			continue
		}
		content := c.Guild == nil || strings.Contains(text, s.Mention()) || x.intents&int(discordgo.IntentMessageContent) != 0
		x.dispatch("MESSAGE_CREATE", s.json(m, content))
	}
	s.change()
	return m
}

// Delete deletes a message, as its author or a moderator does.
func (s *Server) Delete(m *Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if real := s.messages[m.ID]; real != nil {
		real.Deleted = true
	}
	data := map[string]any{"id": m.ID, "channel_id": m.Channel.ID}
	intent := discordgo.IntentDirectMessages
	if m.Channel.Guild != nil {
		data["guild_id"], intent = m.Channel.Guild.ID, discordgo.IntentGuildMessages
	}
	s.deliver("MESSAGE_DELETE", m.Channel.Guild, intent, data)
	s.change()
}

// Interaction is a use of a command, a button or a form.
type Interaction struct {
	ID, Token string
	Channel   *Channel
	User      *User
	Kind      int // 2 command, 3 component, 4 completion, 5 form

	server  *Server
	came    time.Time
	on      *Message // the message that the component is on
	acked   bool
	took    time.Duration
	reply   int      // type of the first answer
	message *Message // that the first answer made or is to make
	choices []Choice
	modal   *Modal
	lost    bool // "the application did not respond" was shown
}

// Choice is an entry of an option's list.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Modal is a form that the bot opened.
type Modal struct {
	CustomID, Title string
	Fields          []Component
	on              *Message
}

// File is an attachment that somebody uploads.
type File struct {
	Name string
	Data []byte
}

// Slash uses a command, such as "ask" or "library add". Options are strings,
// bools and Files.
func (u *User) Slash(c *Channel, name string, options map[string]any) (*Interaction, error) {
	data, err := u.commandData(c, name, options, "")
	if err != nil {
		return nil, err
	}
	return u.server.interact(u, c, 2, data, nil), nil
}

// Complete types into an option and gives the list that appears.
func (u *User) Complete(c *Channel, name, option, typed string, others map[string]any) ([]Choice, error) {
	options := map[string]any{option: typed}
	for k, v := range others {
		options[k] = v
	}
	data, err := u.commandData(c, name, options, option)
	if err != nil {
		return nil, err
	}
	i := u.server.interact(u, c, 4, data, nil)
	if !i.Acked() {
		return nil, fmt.Errorf("no list came for %s", option)
	}
	u.server.mu.Lock()
	defer u.server.mu.Unlock()
	return i.choices, nil
}

// commandData builds what Discord sends of a command, holding the use to how
// the command is registered. focused is the option that is being typed into.
func (u *User) commandData(c *Channel, name string, options map[string]any, focused string) (map[string]any, error) {
	s := u.server
	s.mu.Lock()
	defer s.mu.Unlock()
	top, subName, _ := strings.Cut(name, " ")
	var cmd map[string]any
	places := []string{""}
	if c.Guild != nil {
		places = append(places, c.Guild.ID)
	}
	for _, p := range places {
		for _, have := range s.commands[p] {
			if have["name"] == top {
				cmd = have
			}
		}
	}
	if cmd == nil {
		return nil, fmt.Errorf("/%s is not registered here", top)
	}
	if contexts, ok := cmd["contexts"].([]any); ok && c.Guild == nil && !contains(contexts, 1) {
		return nil, fmt.Errorf("/%s is not there in direct messages", top)
	}
	if need, ok := cmd["default_member_permissions"].(string); ok && c.Guild != nil {
		bits, _ := strconv.ParseInt(need, 10, 64)
		if have := u.permissions[c.Guild.ID]; have&bits != bits && have&discordgo.PermissionAdministrator == 0 {
			return nil, fmt.Errorf("/%s is not shown to %s", top, u.Name)
		}
	}
	data := map[string]any{"id": cmd["id"], "name": top, "type": 1}
	level := cmd
	if subName != "" {
		level = option(cmd, subName)
		if level == nil {
			return nil, fmt.Errorf("/%s has no %s", top, subName)
		}
	}
	list, attachments, err := s.optionsData(level, options, focused)
	if err != nil {
		return nil, fmt.Errorf("/%s: %w", name, err)
	}
	if subName != "" {
		list = []map[string]any{{"name": subName, "type": 1, "options": list}}
	}
	data["options"] = list
	if len(attachments) > 0 {
		data["resolved"] = map[string]any{"attachments": attachments}
	}
	return data, nil
}

func contains(list []any, n float64) bool {
	for _, v := range list {
		if v == n {
			return true
		}
	}
	return false
}

func option(of map[string]any, name string) map[string]any {
	list, _ := of["options"].([]any)
	for _, o := range list {
		if m, ok := o.(map[string]any); ok && m["name"] == name {
			return m
		}
	}
	return nil
}

func (s *Server) optionsData(level map[string]any, options map[string]any, focused string) (list []map[string]any, attachments map[string]any, err error) {
	attachments, list = map[string]any{}, []map[string]any{}
	known, _ := level["options"].([]any)
	for _, o := range known {
		m := o.(map[string]any)
		name, kind := m["name"].(string), int(m["type"].(float64))
		value, given := options[name]
		if !given {
			if required, _ := m["required"].(bool); required && focused == "" {
				return nil, nil, fmt.Errorf("%s is required", name)
			}
			continue
		}
		switch v := value.(type) {
		case string:
			if most, ok := m["max_length"].(float64); ok && len([]rune(v)) > int(most) {
				return nil, nil, fmt.Errorf("%s is too long", name)
			}
		case File:
			id := s.id()
			address := "http://" + s.listener.Addr().String() + "/attachments/" + id + "/file"
			s.files[id] = v.Data
			attachments[id] = map[string]any{"id": id, "filename": v.Name, "size": len(v.Data), "url": address, "proxy_url": address}
			value = id
		}
		list = append(list, map[string]any{"name": name, "type": kind, "value": value, "focused": name == focused})
	}
	for name := range options {
		if option(level, name) == nil {
			return nil, nil, fmt.Errorf("there is no option %s", name)
		}
	}
	if focused != "" {
		if o := option(level, focused); o != nil {
			if on, _ := o["autocomplete"].(bool); !on {
				return nil, nil, fmt.Errorf("%s does not complete", focused)
			}
		}
	}
	return list, attachments, nil
}

// Click presses a button, by its label or custom_id.
func (u *User) Click(m *Message, label string) (*Interaction, error) { return u.press(m, label, nil) }

// Select chooses in a menu, found by its placeholder or custom_id.
func (u *User) Select(m *Message, menu string, values ...string) (*Interaction, error) {
	return u.press(m, menu, append([]string{}, values...))
}

func (u *User) press(m *Message, label string, values []string) (*Interaction, error) {
	s := u.server
	s.mu.Lock()
	real := s.messages[m.ID]
	if real == nil || !real.sees(u) {
		s.mu.Unlock()
		return nil, fmt.Errorf("%s does not see that message", u.Name)
	}
	b, ok := real.Button(label)
	s.mu.Unlock()
	if !ok || b.Disabled {
		return nil, fmt.Errorf("there is no %q to press", label)
	}
	return u.Press(m, b.Type, b.CustomID, values), nil
}

// Press sends what a component sends, also one that the message does not have.
func (u *User) Press(m *Message, kind int, customID string, values []string) *Interaction {
	data := map[string]any{"custom_id": customID, "component_type": kind}
	if values != nil {
		data["values"] = values
	}
	return u.server.interact(u, m.Channel, 3, data, m)
}

// Submit sends a form that an interaction opened. Fields that are not named keep
// what stood in them.
func (u *User) Submit(i *Interaction, fields map[string]string) (*Interaction, error) {
	i.Acked()
	s := u.server
	s.mu.Lock()
	modal := i.modal
	s.mu.Unlock()
	if modal == nil {
		return nil, fmt.Errorf("no form was opened")
	}
	var rows []any
	for _, f := range modal.Fields {
		value, ok := fields[f.CustomID]
		if !ok {
			value = f.Value
		}
		if f.MaxLength > 0 && len([]rune(value)) > f.MaxLength {
			return nil, fmt.Errorf("%s takes %d characters", f.CustomID, f.MaxLength)
		}
		rows = append(rows, map[string]any{"type": 1, "components": []any{map[string]any{"type": 4, "custom_id": f.CustomID, "value": value}}})
	}
	return s.interact(u, i.Channel, 5, map[string]any{"custom_id": modal.CustomID, "components": rows}, modal.on), nil
}

// interact sends an interaction to the bot.
func (s *Server) interact(u *User, c *Channel, kind int, data map[string]any, on *Message) *Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := &Interaction{ID: s.id(), Channel: c, User: u, Kind: kind, server: s, came: time.Now()}
	i.Token = "aW50ZXJhY3Rpb24.token-" + i.ID
	if on != nil {
		i.on = s.messages[on.ID]
	}
	s.interactions[i.Token] = i
	body := map[string]any{
		"id": i.ID, "application_id": s.App, "type": kind, "token": i.Token, "version": 1, "data": data, "channel_id": c.ID,
		"locale": "en-US", "app_permissions": strconv.FormatInt(c.may(), 10), "entitlements": []any{}, "authorizing_integration_owners": map[string]any{},
		"attachment_size_limit": 10 << 20,
	}
	if i.on != nil {
		body["message"] = s.json(i.on, true)
	}
	if c.Guild != nil {
		member := u.member(c.Guild)
		member["user"], member["permissions"] = u.json(), strconv.FormatInt(u.permissions[c.Guild.ID], 10)
		body["guild_id"], body["member"], body["context"], body["guild_locale"] = c.Guild.ID, member, 0, "en-US"
	} else {
		body["user"], body["context"] = u.json(), 1
	}
	s.deliver("INTERACTION_CREATE", c.Guild, 0, body)
	s.change()
	time.AfterFunc(s.options.AckWithin, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if !i.acked {
			i.lost = true
			s.change()
		}
	})
	return i
}

// Acked waits for the acknowledgement; false where "the application did not
// respond" was shown in its place.
func (i *Interaction) Acked() bool {
	i.server.until(i.server.options.AckWithin+time.Second, func() bool { return i.acked || i.lost })
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	return i.acked
}

// Took is how long the acknowledgement took.
func (i *Interaction) Took() time.Duration {
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	return i.took
}

// Modal gives the form that was opened, nil for none.
func (i *Interaction) Modal() *Modal {
	i.Acked()
	i.server.mu.Lock()
	defer i.server.mu.Unlock()
	return i.modal
}

// Wait waits until the answer to the interaction is a message that fits, and
// gives it; nil where that does not come about.
func (i *Interaction) Wait(within time.Duration, fits func(*Message) bool) *Message {
	var found *Message
	i.server.until(within, func() bool {
		if m := i.message; m != nil && !m.Loading && !m.Deleted && fits(m) {
			found = m.copied()
			return true
		}
		return i.lost
	})
	return found
}

func decodeComponents(raw json.RawMessage) []Component {
	var out []Component
	_ = json.Unmarshal(raw, &out)
	return out
}
