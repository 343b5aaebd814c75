package discord

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
	"verbatim/bot/state"
)

// What everybody sees and what promises more, an answer that grows or "is
// thinking", is on note while it does. A program that is killed leaves these
// notes; the next one excuses itself in those messages, which would go on
// promising for ever. No token is kept for it: an interaction's message is a
// message of the bot's, whose ID the gateway tells. Of what one person alone sees
// there is no note, as nothing but the token could change it; Discord says there
// after 15 minutes that no answer came.

// note is of one message. All of a nil note does nothing.
type note struct {
	b *Bot

	mu   sync.Mutex
	of   state.Unfinished
	kept bool // whether it is in the file
	over bool
}

// What is unfinished.
const (
	ofAnswer  = "answer"
	ofReindex = "reindexing"
)

// promise begins a note of what answers a message or an interaction of that ID.
func (b *Bot) promise(of state.Unfinished) *note {
	n := &note{b: b, of: of}
	b.notes.Store(of.ID, n)
	return n
}

// keep puts it into the file.
func (n *note) keep() *note {
	if n == nil {
		return nil
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.over {
		n.kept = true
		n.save()
	}
	return n
}

// at notes where the message is.
func (n *note) at(channel, messageID string) {
	if n == nil || messageID == "" {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.over || n.of.Message == messageID {
		return
	}
	n.of.Channel, n.of.Message = or(channel, n.of.Channel), messageID
	if n.kept {
		n.save()
	}
}

// save writes it. The lock is held.
func (n *note) save() {
	if err := n.b.State.SaveUnfinished(n.of); err != nil {
		n.b.Log.Error("it could not be kept that an answer is under way", "error", err)
	}
}

// end forgets it: the message says what it has to say.
func (n *note) end() {
	if n == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.b.notes.Delete(n.of.ID)
	if n.over {
		return
	}
	if n.over = true; !n.kept {
		return
	}
	if err := n.b.State.Finished(n.of.ID); err != nil {
		n.b.Log.Error("it could not be kept that an answer is there", "error", err)
	}
}

// mine takes a message of the bot's own from the gateway: where it answers an
// interaction, it is known now where the answer grows.
func (b *Bot) mine(m *discordgo.Message) {
	id := ""
	switch {
	case m.InteractionMetadata != nil:
		id = m.InteractionMetadata.ID
	case m.Interaction != nil:
		id = m.Interaction.ID
	}
	if n, ok := b.notes.Load(id); ok {
		b.background(b.work, func(context.Context) { n.(*note).at(m.ChannelID, m.ID) })
	}
}

// excusedFor is how long after a question an excuse is of use in a message of its own.
const excusedFor = 15 * time.Minute

// excuseAll sees to what the program before left unfinished.
func (b *Bot) excuseAll(ctx context.Context, left []state.Unfinished) {
	for _, u := range left {
		if ctx.Err() != nil {
			return
		}
		if err := b.excuse(ctx, u); err != nil {
			b.Log.Warn("an answer that was interrupted could not be excused", "server", u.Guild, "channel", u.Channel, "message", u.Message, "error", err)
			if !wire.Denied(err) && !wire.Gone(err) {
				continue // the next start tries again
			}
		}
		if err := b.State.Finished(u.ID); err != nil {
			b.Log.Error("a note of what was interrupted stays", "error", err)
		}
	}
}

// excuse says in a message, if it is still unfinished, that nothing more comes.
// Where no message is known it sends one, which has the nonce that the answer
// has: if that was sent, Discord gives it.
func (b *Bot) excuse(ctx context.Context, u state.Unfinished) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	m := message.Plain(interrupted(u.What))
	if u.Message == "" {
		if b.now().Sub(u.Begun) > excusedFor {
			return nil
		}
		var err error
		if u.Channel, u.Message, err = b.excuseAnew(ctx, u, m); err != nil {
			return err
		}
	}
	promises, err := b.promises(ctx, u)
	if err != nil || !promises {
		return err
	}
	err = b.client.EditMessage(ctx, u.Channel, u.Message, m)
	if err == nil || worthAnother(err) || wire.Gone(err) || b.now().Sub(u.Begun) > excusedFor {
		return err
	}
	_, _, err = b.excuseAnew(ctx, u, m)
	return err
}

// excuseAnew says it in a message of its own.
func (b *Bot) excuseAnew(ctx context.Context, u state.Unfinished, m message.Message) (channel, messageID string, err error) {
	if u.ReplyTo == "" {
		sent, err := b.send(ctx, u.Channel, u.ID, m)
		if err != nil {
			return "", "", err
		}
		return sent.ChannelID, sent.ID, nil
	}
	r := &messageReply{b: b, channel: u.Channel, question: u.ReplyTo}
	err = r.show(ctx, m)
	return r.channel, r.messageID, err
}

func interrupted(what string) string {
	if what == ofReindex {
		return "The bot was interrupted while it was reindexing. The index is as it was before; what was embedded until then need not be done again. Use /reindex again."
	}
	return "The bot was interrupted while it was answering. Please ask again."
}

// promises tells whether a message still says that more will come: the program
// may have been killed between the last edit and the end of the note.
func (b *Bot) promises(ctx context.Context, u state.Unfinished) (bool, error) {
	m, err := b.client.Message(ctx, u.Channel, u.Message)
	switch {
	case err == nil && !unfinished(m):
		b.found(ctx, u.Channel, m)
		return false, nil
	case err == nil:
		return true, nil
	case wire.Denied(err): // it may edit what it may not read
		_, err := b.State.AnswerAt(u.Message)
		return errors.Is(err, state.ErrNotFound), nil
	}
	return false, err
}

// found keeps where an answer is that was whole when the program was killed, but
// not noted to be there: its buttons tell which one it is. Else nobody could
// follow up on it, nor would it be edited when what it cites is gone.
func (b *Bot) found(ctx context.Context, channel string, m *discordgo.Message) {
	ref := refOf(m)
	if ref == "" {
		return
	}
	if a, err := b.State.Answer(ref); err == nil && a.Message == "" && !a.Private {
		b.placed(ctx, ref, channel, m.ID, false)
		b.reviewOne(ctx, ref)
	}
}

// refOf gives the ID of the answer that a message's buttons are for, "" for none.
func refOf(m *discordgo.Message) string {
	for _, row := range m.Components {
		r, ok := row.(*discordgo.ActionsRow)
		if !ok {
			continue
		}
		for _, one := range r.Components {
			if button, ok := one.(*discordgo.Button); ok {
				if id, ours := message.ParseID(button.CustomID); ours && id.Do == message.DoRetract {
					return id.Ref
				}
			}
		}
	}
	return ""
}

// unfinished tells it of a message: "is thinking", an answer that grows, or a
// bar with a button to cancel.
func unfinished(m *discordgo.Message) bool {
	if m.Flags&discordgo.MessageFlagsLoading != 0 || message.Grows(m.Content) {
		return true
	}
	for _, row := range m.Components {
		if r, ok := row.(*discordgo.ActionsRow); ok {
			for _, one := range r.Components {
				if button, ok := one.(*discordgo.Button); ok {
					if id, ours := message.ParseID(button.CustomID); ours && id.Do == "cancel" {
						return true
					}
				}
			}
		}
	}
	return false
}
