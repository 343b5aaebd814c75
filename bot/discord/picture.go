package discord

import (
	"errors"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/bot/picture"
	"verbatim/bot/position"
)

// keptLine is what is kept of a timeline beside its answer, so that its picture
// can be drawn anew when something that it shows is gone.
type keptLine struct {
	Topic    string
	Code     string
	Only     string
	Held     answer.Held
	Meetings []position.Meeting
	Drawn    time.Time
}

func keepLine(t *position.Timeline, now time.Time) *keptLine {
	return &keptLine{Topic: t.Topic, Code: t.Code, Only: t.Only, Held: t.Held, Meetings: t.Meetings, Drawn: now}
}

// again makes the timeline anew of the citations that are not gone.
func (k *keptLine) again(cites []answer.Citation, gone map[int]string) *position.Timeline {
	t := &position.Timeline{Topic: k.Topic, Code: k.Code, Only: k.Only, Held: k.Held, Meetings: k.Meetings}
	for _, c := range cites {
		if gone[c.N] != "" {
			continue
		}
		t.Quotes = append(t.Quotes, position.Quote{Sentence: answer.Sentence{Citation: c}})
		if c.Statement.Date.IsZero() {
			t.Undated++
		}
	}
	return t
}

// drawn makes a timeline's picture; nil where there is none.
func (b *Bot) drawn(t *position.Timeline, k *keptLine) *message.Picture {
	p, err := picture.Timeline(t, b.States, k.Drawn)
	if err != nil {
		if !errors.Is(err, picture.ErrUndated) {
			b.Log.Error("a timeline was not drawn", "error", err)
		}
		return nil
	}
	return &message.Picture{Name: "timeline.png", Alt: p.Alt, PNG: p.PNG}
}

// redraw has the picture of an answer, where it has one, drawn anew without what
// is gone.
func (b *Bot) redraw(v *message.View, k kept, a *answer.Answer, gone map[int]string) {
	if k.Answer == nil || k.Answer.Line == nil {
		return
	}
	v.Picture = b.drawn(k.Answer.Line.again(a.Citations, gone), k.Answer.Line)
	v.NoPicture = v.Picture == nil
}
