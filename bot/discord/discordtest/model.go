package discordtest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Kinds of messages.
const (
	TypeDefault       = 0
	TypeReply         = 19
	TypeCommand       = 20 // the answer to a slash command
	TypeThreadStarter = 21
	TypeContextMenu   = 23 // the answer to a command of a message's menu
)

// Flags of messages.
const (
	FlagSuppressEmbeds = 1 << 2
	FlagHasThread      = 1 << 5
	FlagEphemeral      = 1 << 6
	FlagLoading        = 1 << 7 // "is thinking"
	flagSilent         = 1 << 12
	flagComponentsV2   = 1 << 15
)

// Message is a message as it stands, with all that is needed to draw it. Its
// JSON is Discord's.
type Message struct {
	ID              string               `json:"id"`
	ChannelID       string               `json:"channel_id"`
	Author          Account              `json:"author"`
	Content         string               `json:"content"`
	Timestamp       time.Time            `json:"timestamp"`
	EditedTimestamp *time.Time           `json:"edited_timestamp"`
	TTS             bool                 `json:"tts"`
	MentionEveryone bool                 `json:"mention_everyone"`
	Mentions        []Account            `json:"mentions"`
	MentionRoles    []string             `json:"mention_roles"`
	Attachments     []Attachment         `json:"attachments"`
	Embeds          []Embed              `json:"embeds"`
	Components      []Component          `json:"components"`
	Pinned          bool                 `json:"pinned"`
	Type            int                  `json:"type"`
	Flags           int                  `json:"flags"`
	Nonce           string               `json:"nonce,omitempty"`
	WebhookID       string               `json:"webhook_id,omitempty"`
	ApplicationID   string               `json:"application_id,omitempty"`
	Reference       *Reference           `json:"message_reference,omitempty"`
	Referenced      *Message             `json:"referenced_message,omitempty"`
	Interaction     *InteractionMetadata `json:"interaction_metadata,omitempty"`
	Thread          json.RawMessage      `json:"thread,omitempty"`

	Only    string `json:"-"` // name of the only one who sees it; empty: everybody in the channel
	Edits   int    `json:"-"` // how often it was changed
	Deleted bool   `json:"-"`
}

// Account is a user as messages name them.
type Account struct {
	ID            string  `json:"id"`
	Username      string  `json:"username"`
	GlobalName    *string `json:"global_name"`
	Discriminator string  `json:"discriminator"`
	Avatar        *string `json:"avatar"`
	Bot           bool    `json:"bot,omitempty"`
	PublicFlags   int     `json:"public_flags"`
}

// Reference names another message.
type Reference struct {
	Type      int    `json:"type"`
	MessageID string `json:"message_id,omitempty"`
	ChannelID string `json:"channel_id,omitempty"`
	GuildID   string `json:"guild_id,omitempty"`
}

// InteractionMetadata tells what a message answers.
type InteractionMetadata struct {
	ID   string  `json:"id"`
	Type int     `json:"type"`
	User Account `json:"user"`
	Name string  `json:"name,omitempty"`
}

// Attachment is a file of a message.
type Attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
	ContentType string `json:"content_type,omitempty"`
	Size        int    `json:"size"`
	URL         string `json:"url"`
	ProxyURL    string `json:"proxy_url"`
	Ephemeral   bool   `json:"ephemeral,omitempty"`
}

// Loading tells whether the message is "is thinking".
func (m Message) Loading() bool { return m.Flags&FlagLoading != 0 }

// Ephemeral tells whether one person alone sees it.
func (m Message) Ephemeral() bool { return m.Flags&FlagEphemeral != 0 }

// Text is all that can be read in the message: its content, its embeds part by
// part, then its buttons as "[label]" and other components, a line each.
func (m Message) Text() string {
	var lines []string
	add := func(parts ...string) {
		for _, p := range parts {
			if p != "" {
				lines = append(lines, p)
			}
		}
	}
	add(m.Content)
	for _, e := range m.Embeds {
		add(e.text()...)
	}
	for _, a := range m.Attachments {
		add("(" + a.Filename + ")")
	}
	for _, c := range m.Components {
		add(c.text()...)
	}
	return strings.Join(lines, "\n")
}

// Buttons are the labels of its buttons, in order.
func (m Message) Buttons() []string {
	var out []string
	for c := range walk(m.Components) {
		if c.Type == buttonComponent {
			out = append(out, c.Label)
		}
	}
	return out
}

// component finds a button or select by its custom ID, its label or, for a
// select, its placeholder.
func (m Message) component(name string) (Component, bool) {
	all := slices.Collect(walk(m.Components))
	for _, fit := range []func(Component) bool{
		func(c Component) bool { return c.CustomID == name },
		func(c Component) bool { return c.Label == name || c.Emoji != nil && c.Emoji.Name == name },
		func(c Component) bool { return c.Placeholder == name },
	} {
		if i := slices.IndexFunc(all, fit); i >= 0 && name != "" {
			return all[i], true
		}
	}
	return Component{}, false
}

// Says tells of messages whose text matches a regular expression; it panics on
// one that is malformed.
func Says(pattern string) func(Message) bool {
	re := regexp.MustCompile(pattern)
	return func(m Message) bool { return re.MatchString(m.Text()) }
}

// HasButton tells of messages that have a button with that label or custom ID,
// and enabled.
func HasButton(name string) func(Message) bool {
	return func(m Message) bool {
		c, ok := m.component(name)
		return ok && !c.Disabled
	}
}

// All tells of messages that meet every condition.
func All(conditions ...func(Message) bool) func(Message) bool {
	return func(m Message) bool {
		return !slices.ContainsFunc(conditions, func(c func(Message) bool) bool { return !c(m) })
	}
}
