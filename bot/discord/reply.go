package discord

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
)

// reply is the message in which an answer appears: shown once, then edited.
type reply interface {
	show(ctx context.Context, m message.Message) error
	at() (channel, messageID string) // empty until it is known
	bare() bool                      // whether embeds are dropped there, as far as is known
}

// errOver says that there is no place left where the answer may appear.
var errOver = errors.New("the time to answer is over, and the answer is for one person alone")

// interactionReply fills in a deferred interaction. Its token lasts 15
// minutes; what comes later goes to the same message by its ID, or to the
// channel as a message of its own, unless it is for one person alone.
type interactionReply struct {
	c          *call
	channel    string
	messageID  string
	standsFree bool // whether it is a message of the channel and none of the interaction's
	late       bool // whether it is changed as the channel's messages are
}

func (r *interactionReply) show(ctx context.Context, m message.Message) error {
	m.Ephemeral = false // who sees it was settled by the acknowledgement
	if !r.standsFree && time.Since(r.c.at) < r.c.b.TokenLife {
		var shown discordgo.Message
		err := withPictures(m, func(m message.Message) error { return r.c.b.client.EditOriginal(ctx, r.c.Interaction, m, &shown) })
		if err == nil {
			r.channel, r.messageID = or(shown.ChannelID, r.c.ChannelID), or(shown.ID, r.messageID)
			return nil
		}
		if !wire.Gone(err) {
			return err
		}
	}
	if r.c.ephemeral {
		return errOver
	}
	r.late = true
	if r.messageID != "" {
		return r.c.b.change(ctx, r.channel, r.messageID, m)
	}
	sent, err := r.c.b.send(ctx, r.c.ChannelID, r.c.ID, m)
	if err != nil {
		return fmt.Errorf("the time for the interaction is over, and the channel takes no message: %w", err)
	}
	r.channel, r.messageID, r.standsFree = sent.ChannelID, sent.ID, true
	return nil
}

func (r *interactionReply) at() (string, string) { return r.channel, r.messageID }

func (r *interactionReply) bare() bool { return r.late && r.c.b.bare.has(or(r.channel, r.c.ChannelID)) }

// messageReply answers a message.
type messageReply struct {
	b         *Bot
	channel   string
	question  string // ID of the message that is answered
	note      *note  // of it, while it is not whole
	messageID string
}

func (r *messageReply) show(ctx context.Context, m message.Message) error {
	if r.messageID != "" {
		return r.b.change(ctx, r.channel, r.messageID, m)
	}
	m.ReplyTo = r.question
	sent, err := r.b.send(ctx, r.channel, r.question, m)
	if wire.Denied(err) { // answering a message needs to read the history
		m.ReplyTo = ""
		sent, err = r.b.send(ctx, r.channel, "r"+r.question, m)
	}
	if err != nil {
		return err
	}
	r.messageID = sent.ID
	return nil
}

func (r *messageReply) at() (string, string) { return r.channel, r.messageID }

func (r *messageReply) bare() bool { return r.b.bare.has(r.channel) }

// nonced is a message that Discord takes once, however often it is sent.
type nonced struct {
	message.Message
	nonce string
}

// send sends a message to a channel. key is of what it answers: the same
// message is not sent twice for it, even where the first try seemed to fail.
func (b *Bot) send(ctx context.Context, channel, key string, m message.Message) (*discordgo.Message, error) {
	var sent discordgo.Message
	m.Ephemeral = false // a channel's messages are everybody's
	err := withPictures(m, func(m message.Message) error {
		return b.client.SendMessage(ctx, channel, nonced{m, hash(b.me.Load().app + key)}, &sent)
	})
	if err != nil {
		return nil, err
	}
	if sent.ChannelID == "" {
		sent.ChannelID = channel
	}
	b.bare.look(channel, m, &sent)
	return &sent, nil
}

// change edits a message of a channel.
func (b *Bot) change(ctx context.Context, channel, messageID string, m message.Message) error {
	var shown discordgo.Message
	err := withPictures(m, func(m message.Message) error { return b.client.ChangeMessage(ctx, channel, messageID, m, &shown) })
	if err == nil {
		b.bare.look(channel, m, &shown)
	}
	return err
}

// tooLarge is the status with which Discord refuses a body for its size.
const tooLarge = 413

// withPictures sends a message, and without its pictures where Discord takes no
// files of the bot's there: what they show stands in the message too.
func withPictures(m message.Message, send func(message.Message) error) error {
	err := send(m)
	var refused *wire.APIError
	if len(m.Pictures) > 0 && (wire.Denied(err) || errors.As(err, &refused) && refused.Status == tooLarge) {
		m.Pictures, m.NoFiles = nil, true
		err = send(m)
	}
	return err
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
