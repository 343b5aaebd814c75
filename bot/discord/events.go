package discord

import (
	"context"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// handle takes an event from the gateway, on the goroutine that reads: it
// hands the work over and returns.
func (b *Bot) handle(_ int, event any) {
	switch e := event.(type) {
	case *discordgo.InteractionCreate:
		if e != nil && e.Interaction != nil && e.ID != "" && b.seen.first("i"+e.ID) {
			b.interaction(e.Interaction)
		}
	case *discordgo.MessageCreate:
		if e != nil && e.Message != nil && e.ID != "" && b.seen.first("m"+e.ID) {
			b.message(e.Message)
		}
	case *discordgo.MessageDelete:
		if e != nil && e.Message != nil {
			b.deleted(e.Message.ID)
		}
	case *discordgo.MessageDeleteBulk:
		if e == nil {
			return
		}
		for _, id := range e.Messages {
			b.deleted(id)
		}
	}
}

// deleted forgets the answer that a deleted message showed.
func (b *Bot) deleted(messageID string) {
	b.background(b.work, func(context.Context) {
		if a, err := b.State.AnswerAt(messageID); err == nil {
			if err := b.State.DeleteAnswer(a.ID); err != nil {
				b.Log.Warn("a deleted answer could not be forgotten", "error", err)
			}
		}
	})
}

// rememberEvents is how long an event is known after it came: longer than a
// gateway can replay one.
const rememberEvents = 30 * time.Minute

// seen knows which events came already: a resumed gateway may send one twice.
type seen struct {
	mu         sync.Mutex
	now, prior map[string]bool // of this period and the one before
	turned     time.Time
}

func newSeen() *seen {
	return &seen{now: map[string]bool{}, prior: map[string]bool{}, turned: time.Now()}
}

// first tells whether an event comes for the first time, and notes it.
func (s *seen) first(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if time.Since(s.turned) > rememberEvents {
		s.prior, s.now, s.turned = s.now, map[string]bool{}, time.Now()
	}
	if s.now[id] || s.prior[id] {
		return false
	}
	s.now[id] = true
	return true
}
