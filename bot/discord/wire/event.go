package wire

import (
	"encoding/json"
	"log/slog"

	"github.com/bwmarrin/discordgo"
)

// event takes one dispatch from discordgo, which calls it once for each, in
// their order. It runs while discordgo reads, and at times holds its locks.
func (l *life) event(e *discordgo.Event) {
	l.busy.Store(true)
	defer l.busy.Store(false)
	r, fresh := l.advance(e)
	if l.dead.Load() {
		return
	}
	switch e.Type {
	case "READY", "RESUMED":
		l.shard.arrived(r, e.Type == "RESUMED")
	}
	if !fresh {
		return
	}
	if event := l.whole(e); event != nil {
		l.shard.handle(event)
	}
}

// advance notes an event's place in the session. One that has its place behind
// us was handled before: a gateway that resumes may replay more than it must.
func (l *life) advance(e *discordgo.Event) (r *relay, fresh bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch e.Type {
	case "READY":
		l.id, l.resume = sessionOf(e.RawData)
		l.handled = e.Sequence
		return l.relay, true
	case "RESUMED":
		l.handled = max(l.handled, e.Sequence)
		return l.relay, true
	}
	if e.Sequence <= l.handled {
		return l.relay, false
	}
	l.handled = e.Sequence
	return l.relay, true
}

// sessionOf reads what a resume needs. An address that must not be dialled is
// as good as none.
func sessionOf(ready []byte) (id, resume string) {
	var said struct {
		ID     string `json:"session_id"`
		Resume string `json:"resume_gateway_url"`
	}
	_ = json.Unmarshal(ready, &said) // the relay has read it before
	resume, err := gatewayAddress(said.Resume)
	if err != nil {
		resume = ""
	}
	return said.ID, resume
}

// whole gives the event as far as it can be read; nil where nothing is left of it.
func (l *life) whole(e *discordgo.Event) any {
	switch event := e.Struct.(type) {
	case *discordgo.InteractionCreate:
		if i := event.Interaction; i == nil || i.ID == "" || i.Data == nil && i.Type != discordgo.InteractionPing {
			event.Interaction = interactionOf(e.RawData)
			l.partly(e, event.Interaction != nil)
		}
		return orNil(event, event.Interaction != nil)
	case *discordgo.MessageCreate:
		if event.Message == nil || event.ID == "" {
			event.Message = messageOf(e.RawData)
			l.partly(e, event.Message != nil)
		}
		return orNil(event, event.Message != nil)
	case *discordgo.MessageUpdate:
		if event.Message == nil || event.ID == "" {
			event.Message = messageOf(e.RawData)
			l.partly(e, event.Message != nil)
		}
		return orNil(event, event.Message != nil)
	case *discordgo.MessageDelete:
		return orNil(event, event.Message != nil)
	}
	return e.Struct // nil for events that discordgo does not know
}

func orNil(event any, whole bool) any {
	if !whole {
		return nil
	}
	return event
}

func (l *life) partly(e *discordgo.Event, usable bool) {
	l.shard.log().Debug("an event could not be read whole", slog.String("type", e.Type), slog.Bool("usable", usable))
}
