package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// draft is a message as the bot sends it. What the body did not name is left
// as it is by an edit.
type draft struct {
	has          map[string]bool
	content      string
	embeds       []Embed
	components   []Component
	allowed      *allowedMentions
	flags        int
	reference    *sentReference
	attachments  []sentAttachment
	nonce        string
	enforceNonce bool
	tts          bool
	files        map[string]File
}

type sentReference struct {
	Type      int    `json:"type"`
	MessageID string `json:"message_id"`
	ChannelID string `json:"channel_id"`
	Must      *bool  `json:"fail_if_not_exists"`
}

// sentAttachment announces a file, by its number, or keeps one, by its ID.
type sentAttachment struct {
	ID          json.RawMessage `json:"id"`
	Filename    string          `json:"filename"`
	Description string          `json:"description"`
}

func (a sentAttachment) id() string { return strings.Trim(string(a.ID), `"`) }

// draft reads and checks a message that the bot sends. The lock is held.
func (s *Server) draft(c *call, fields map[string]json.RawMessage) (*draft, error) {
	var f form
	d := &draft{has: map[string]bool{}, files: c.files}
	for name, value := range fields {
		d.has[name] = true
		if string(value) != "null" {
			d.field(&f, name, value)
		}
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	d.content = strings.TrimSpace(d.content)
	f.within("content", d.content, 0, 2000)
	f.embeds(d.embeds)
	f.components("components", d.components)
	f.files(d)
	f.mentions(d.allowed)
	s.checkMentions(c, d)
	for i := range d.embeds {
		d.embeds[i].Type = "rich"
	}
	return d, f.err()
}

// field reads one of the body's fields.
func (d *draft) field(f *form, name string, value json.RawMessage) {
	var into any
	switch name {
	case "content":
		into = &d.content
	case "embeds":
		into = &d.embeds
	case "components":
		into = &d.components
	case "allowed_mentions":
		into = &d.allowed
	case "flags":
		into = &d.flags
	case "message_reference":
		into = &d.reference
	case "attachments":
		into = &d.attachments
	case "enforce_nonce":
		into = &d.enforceNonce
	case "tts":
		into = &d.tts
	case "nonce":
		d.nonce = strings.Trim(string(value), `"`)
		f.within(name, d.nonce, 0, 25)
		return
	case "poll", "sticker_ids":
		f.add(name, "UNSUPPORTED", "this Discord has none of these")
		return
	default:
		return // Discord ignores what it does not know
	}
	if err := json.Unmarshal(value, into); err != nil {
		f.add(name, "BASE_TYPE_CONVERT", "Could not interpret this: %v", err)
	}
}

// within checks a text's length, in code points.
func (f *form) within(path, text string, least, most int) {
	switch n := utf8.RuneCountInString(text); {
	case n < least && n == 0:
		f.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	case n > most && least == 0:
		f.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", most)
	case n < least || n > most:
		f.add(path, "BASE_TYPE_BAD_LENGTH", "Must be between %d and %d in length.", least, most)
	}
}

// files checks that files and attachments go together.
func (f *form) files(d *draft) {
	if len(d.files) > 10 || len(d.attachments) > 10 {
		f.add("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	for i, a := range d.attachments {
		_, sent := d.files["files["+a.id()+"]"]
		if !sent && len(a.id()) < 15 { // else it is the ID of one that is there
			f.add(at("attachments", i)+".id", "ATTACHMENT_NOT_FOUND", "Attachment data was not uploaded for %s", a.id())
		}
		f.within(at("attachments", i)+".description", a.Description, 0, 1024)
	}
}

// empty tells whether a message with this content shows nothing.
func (m *Message) empty() bool {
	return m.Content == "" && len(m.Attachments) == 0 && len(m.Components) == 0 &&
		!slices.ContainsFunc(m.Embeds, func(e Embed) bool { return !e.empty() })
}

// apply puts into a message what the draft names. The lock is held.
func (s *Server) apply(d *draft, m *Message) {
	if d.has["content"] {
		m.Content = d.content
	}
	if d.has["embeds"] {
		m.Embeds = d.embeds
	}
	if d.has["components"] {
		m.Components = d.components
	}
	if d.has["attachments"] {
		m.Attachments = slices.DeleteFunc(slices.Clone(m.Attachments), func(a Attachment) bool {
			return !slices.ContainsFunc(d.attachments, func(k sentAttachment) bool { return k.id() == a.ID })
		})
	}
	for i := range 10 {
		if file, ok := d.files[fmt.Sprintf("files[%d]", i)]; ok {
			a := s.keepFile(m.ChannelID, file, m.Flags&FlagEphemeral != 0)
			for _, sent := range d.attachments {
				if sent.id() == strconv.Itoa(i) {
					a.Description = sent.Description
				}
			}
			m.Attachments = append(slices.Clip(m.Attachments), a)
		}
	}
	if d.has["flags"] {
		m.Flags = m.Flags&^FlagSuppressEmbeds | d.flags&FlagSuppressEmbeds
	}
}
