// Package message makes Discord messages of answers, quotations and lists, and
// keeps every limit that Discord sets to them.
//
// What comes from a document, a question or a model passes Escape (label in
// the text of a link, code in a block of code) and is never read as Markdown,
// a mention or a link. All lengths are taken after that. Long things are laid
// out in pages: a page is put together of whole blocks, and what is longer than
// a page is cut between sentences, else between words, and said to go on.
// The sources of the marks on a page stand under it, so that it can be read alone.
//
// A message is made anew for each page, from the answer itself; nothing is kept.
package message

import (
	"encoding/json"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"verbatim/retrieval/corpus"
)

// Message is what is sent or edited. As JSON it always has allowed_mentions
// with an empty parse (and no replied_user), and content, embeds and components
// even where empty, so that an edit clears what was there before.
type Message struct {
	Content    string
	Embeds     []*discordgo.MessageEmbed
	Components []discordgo.MessageComponent
	Files      []*discordgo.File
	Pictures   []Picture // behind Files
	NoFiles    bool      // whether an edit takes away the files that were there; those sent with it stay
	Ephemeral  bool      // only in answers to interactions
	ReplyTo    string    // ID of the message that it answers; left out of edits
}

// payload is a message as Discord's API takes it.
type payload struct {
	Content         string                       `json:"content"`
	Embeds          []*discordgo.MessageEmbed    `json:"embeds"`
	Components      []discordgo.MessageComponent `json:"components"`
	AllowedMentions mentions                     `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags       `json:"flags,omitempty"`
	Reference       *reference                   `json:"message_reference,omitempty"`
	Attachments     []attachment                 `json:"attachments,omitzero"` // nil: those that are there stay
}

// mentions has no omitempty: a missing or null parse would let every mention through.
type mentions struct {
	Parse       []string `json:"parse"`
	RepliedUser bool     `json:"replied_user"`
}

type reference struct {
	MessageID       string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

// attachment announces the file of the multipart field files[ID].
type attachment struct {
	ID       string `json:"id"` // as text, as all IDs are
	Filename string `json:"filename"`
	Alt      string `json:"description,omitempty"`
}

// MarshalJSON writes the message as Discord takes it. Of Files it names the
// attachments; their bytes are sent beside it.
func (m Message) MarshalJSON() ([]byte, error) {
	p := payload{
		Content: m.Content, Embeds: m.Embeds, Components: m.Components,
		AllowedMentions: mentions{Parse: []string{}},
	}
	if p.Embeds == nil {
		p.Embeds = []*discordgo.MessageEmbed{}
	}
	if p.Components == nil {
		p.Components = []discordgo.MessageComponent{}
	}
	if m.Ephemeral {
		p.Flags = discordgo.MessageFlagsEphemeral
	}
	if m.ReplyTo != "" {
		p.Reference = &reference{MessageID: m.ReplyTo}
	}
	if m.NoFiles {
		p.Attachments = []attachment{}
	}
	for i, f := range m.Attachments() {
		p.Attachments = append(p.Attachments, attachment{ID: strconv.Itoa(i), Filename: f.Name})
	}
	for i, picture := range m.Pictures {
		p.Attachments[len(m.Files)+i].Alt = picture.alt()
	}
	return json.Marshal(p)
}

// Maker makes messages.
type Maker struct {
	States *corpus.States
	Name   string // the bot's name
}

// View says how an answer is to be shown.
type View struct {
	Ref     string         // of the answer, for its buttons; empty: no buttons (it still grows)
	Page    int            // from 0; past the end: the last
	Model   string         // name of the model, where one wrote
	Notices []string       // put before the answer's own, such as that a statement it cites was removed
	Gone    map[int]string // by citation number: why its words cannot be shown any more ("was removed", "was changed")
	Private bool           // no thread, no retraction
	Share   bool           // offer to show everybody what one person sees
	Thread  bool           // offer to go on in a thread
	Growing bool           // still being written
	Bare    bool           // the channel takes no embeds: the sources stand in the text

	Picture   *Picture // goes with it; nil: none is sent
	NoPicture bool     // whether one that was sent with it is taken away

	Question string // what was asked, repeated at the head where it is not to be seen otherwise
}

// buttons tells whether the message has any.
func (v View) buttons() bool { return v.Ref != "" && !v.Growing }
