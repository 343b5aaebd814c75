package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/bwmarrin/discordgo"
)

// sent is a message as a bot sends it.
type sent struct {
	Content    *string                   `json:"content"`
	Embeds     []*discordgo.MessageEmbed `json:"embeds"`
	Components json.RawMessage           `json:"components"`
	Flags      int                       `json:"flags"`
	Allowed    json.RawMessage           `json:"allowed_mentions"`
	Reference  struct {
		MessageID string `json:"message_id"`
	} `json:"message_reference"`
	Nonce        string `json:"nonce"`
	EnforceNonce bool   `json:"enforce_nonce"`

	has   map[string]json.RawMessage
	files int
}

// decodeMessage reads a message and refuses what Discord refuses.
func decodeMessage(body []byte, files int) (*sent, error) {
	m := &sent{files: files}
	if err := json.Unmarshal(body, m); err != nil {
		return nil, refuse(400, 50035, "Invalid Form Body: "+err.Error())
	}
	_ = json.Unmarshal(body, &m.has)
	if wrong := m.limits(); wrong != "" {
		return nil, refuse(400, 50035, "Invalid Form Body: "+wrong)
	}
	return m, nil
}

// size counts characters as UTF-16 does, the strictest way that is known of Discord.
func size(s string) int { return len(utf16.Encode([]rune(s))) }

// limits names the limit of Discord's that the message breaks.
func (m *sent) limits() string {
	if m.Content != nil && size(*m.Content) > 2000 {
		return fmt.Sprintf("content of %d characters", size(*m.Content))
	}
	if len(m.Embeds) > 10 {
		return "more than 10 embeds"
	}
	total := 0
	for _, e := range m.Embeds {
		for _, f := range embedTexts(e) {
			n := size(f.text)
			total += n
			if n > f.most {
				return fmt.Sprintf("%s of %d characters", f.name, n)
			}
			if f.required && strings.TrimSpace(f.text) == "" {
				return f.name + " is empty"
			}
		}
		if len(e.Fields) > 25 {
			return "more than 25 fields"
		}
	}
	if total > 6000 {
		return fmt.Sprintf("embeds of %d characters in all", total)
	}
	return checkComponents(decodeComponents(m.Components))
}

type embedText struct {
	name     string
	text     string
	most     int
	required bool
}

func embedTexts(e *discordgo.MessageEmbed) []embedText {
	out := []embedText{{"title", e.Title, 256, false}, {"description", e.Description, 4096, false}}
	for _, f := range e.Fields {
		out = append(out, embedText{"field name", f.Name, 256, true}, embedText{"field value", f.Value, 1024, true})
	}
	if e.Footer != nil {
		out = append(out, embedText{"footer", e.Footer.Text, 2048, false})
	}
	if e.Author != nil {
		out = append(out, embedText{"author", e.Author.Name, 256, false})
	}
	return out
}

func checkComponents(rows []Component) string {
	if len(rows) > 5 {
		return "more than 5 rows"
	}
	ids := map[string]bool{}
	for _, row := range rows {
		if row.Type != 1 || len(row.Components) < 1 || len(row.Components) > 5 {
			return "a row with no or too many components"
		}
		for _, c := range row.Components {
			menu := c.Type == 3 || c.Type >= 5 && c.Type <= 8
			switch {
			case c.Type != 2 && !menu:
				return fmt.Sprintf("a component of type %d", c.Type)
			case menu && len(row.Components) > 1:
				return "a menu that is not alone in its row"
			case c.Style != 5 && (size(c.CustomID) < 1 || size(c.CustomID) > 100):
				return "a custom_id that is too short or too long"
			case c.Style != 5 && ids[c.CustomID]:
				return "a custom_id that comes twice: " + c.CustomID
			case c.Type == 2 && (size(c.Label) < 1 || size(c.Label) > 80):
				return "a label that is too short or too long"
			case menu && (size(c.Placeholder) > 150 || c.MaxValues > 25 || len(c.Options) > 25):
				return "a menu with too much"
			}
			ids[c.CustomID] = true
		}
	}
	return ""
}

// rules names what Discord takes and this project does not allow itself:
// mentions that ping, and messages that leave something of the one before.
func (m *sent) rules(edit bool) []string {
	var out []string
	var allowed map[string]json.RawMessage
	if json.Unmarshal(m.Allowed, &allowed) != nil || !bytes.Equal(bytes.TrimSpace(allowed["parse"]), []byte("[]")) {
		out = append(out, "allowed_mentions has no empty parse: "+string(m.Allowed))
	}
	for _, list := range []string{"users", "roles"} {
		if v := bytes.TrimSpace(allowed[list]); len(v) > 0 && !bytes.Equal(v, []byte("[]")) {
			out = append(out, "allowed_mentions lets "+list+" through")
		}
	}
	if string(bytes.TrimSpace(allowed["replied_user"])) == "true" {
		out = append(out, "allowed_mentions pings whoever is answered")
	}
	if edit && m.Flags&64 != 0 {
		out = append(out, "an edit asks to be seen by one person alone")
	}
	return out
}

// fill puts what was sent into a message. What was left out stays as it was.
func (m *sent) fill(out *Message, files map[string][]byte) {
	if !out.Loading && (out.Content != "" || out.Embeds != nil || out.raw != nil) {
		out.Edits = append(out.Edits, out.Content)
	}
	out.Loading = false
	if m.Content != nil {
		out.Content = *m.Content
	}
	if _, ok := m.has["embeds"]; ok {
		out.Embeds = m.Embeds
	}
	if _, ok := m.has["components"]; ok {
		out.raw, out.Components = m.Components, decodeComponents(m.Components)
	}
	if len(files) > 0 {
		out.Files = files
	}
}

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

// checkCommands names what is wrong with commands, "" for nothing.
func checkCommands(list []map[string]any) string {
	if len(list) > 100 {
		return "more than 100"
	}
	names := map[string]bool{}
	for _, c := range list {
		name, _ := c["name"].(string)
		if names[name] {
			return name + " comes twice"
		}
		names[name] = true
		if wrong := checkNamed(c); wrong != "" {
			return name + ": " + wrong
		}
		if n := characters(c); n > 8000 {
			return fmt.Sprintf("%s has %d characters", name, n)
		}
	}
	return ""
}

func checkNamed(c map[string]any) string {
	name, _ := c["name"].(string)
	description, _ := c["description"].(string)
	if !commandName.MatchString(name) || strings.ToLower(name) != name {
		return "the name"
	}
	if n := size(description); n < 1 || n > 100 {
		return "the description"
	}
	options, _ := c["options"].([]any)
	if len(options) > 25 {
		return "more than 25 options"
	}
	optional := false
	names := map[string]bool{}
	for _, o := range options {
		m, ok := o.(map[string]any)
		if !ok {
			return "an option"
		}
		if wrong := checkNamed(m); wrong != "" {
			return fmt.Sprintf("%v: %s", m["name"], wrong)
		}
		required, _ := m["required"].(bool)
		if required && optional || names[fmt.Sprint(m["name"])] {
			return fmt.Sprintf("%v: required behind optional, or twice", m["name"])
		}
		names[fmt.Sprint(m["name"])] = true
		optional = optional || !required
	}
	return ""
}

// characters counts names, descriptions and values of a command and its options.
func characters(c map[string]any) int {
	n := size(fmt.Sprint(c["name"])) + size(fmt.Sprint(c["description"]))
	options, _ := c["options"].([]any)
	for _, o := range options {
		if m, ok := o.(map[string]any); ok {
			n += characters(m)
		}
	}
	return n
}
