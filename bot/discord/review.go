package discord

import (
	"context"
	"errors"
	"maps"
	"time"

	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
	"verbatim/bot/state"
	"verbatim/retrieval"
)

// The bot knows which answer cited which statement. When one of these is
// removed or corrected, the answers are edited: the words that do not stand in
// the record any more, or not as this delegation's, are taken out, and the
// message says so. It compares what is kept with what is held, so it can be
// done again at any time, and is at each start.

// changed is told that the index is another one.
func (b *Bot) changed(_, _ *retrieval.Index) {
	if b.closing.Load() {
		return
	}
	b.background(b.work, b.reviewAll)
}

// reviewAll looks at every answer that cites something.
func (b *Bot) reviewAll(ctx context.Context) {
	cited, err := b.State.Cited()
	if err != nil {
		b.Log.Error("the answers that cite statements could not be listed", "error", err)
		return
	}
	const atOnce = 100
	for from := 0; from < len(cited) && ctx.Err() == nil; from += atOnce {
		answers, err := b.State.Citing(cited[from:min(from+atOnce, len(cited))])
		if err != nil {
			b.Log.Error("the answers that cite statements could not be read", "error", err)
			return
		}
		for _, a := range answers {
			if ctx.Err() != nil {
				return
			}
			b.review(ctx, a)
		}
	}
}

func (b *Bot) reviewOne(ctx context.Context, id string) {
	b.review(ctx, state.Answer{ID: id})
}

// takenBack is what stands in place of an answer that was taken back; by is
// empty or tells by whom.
func takenBack(by string) message.Message {
	m := message.Plain("*This answer was taken back" + by + ".*")
	m.NoFiles = true
	return m
}

// review edits one answer where what it cites is gone, or is back, or is told of
// differently now. It looks at the answer as it is kept at this moment, and
// once more after the edit: it may be taken back or forgotten meanwhile. One
// that is only being shown is left to whoever shows it.
func (b *Bot) review(ctx context.Context, listed state.Answer) {
	leave, err := b.reviews.enter(ctx, listed.ID)
	if err != nil {
		return
	}
	defer leave()
	a, err := b.State.Answer(listed.ID)
	if err != nil || a.Retracted || a.Message == "" && !a.Private {
		return
	}
	k, err := readKept(a.Body)
	if err != nil {
		return
	}
	m, gone := b.shown(a, k)
	if maps.Equal(gone, k.Noticed) && !k.toldOtherwise(b.Library.Index(), a.Guild) || len(gone) == 0 && len(k.Noticed) == 0 && !k.toldOtherwise(b.Library.Index(), a.Guild) {
		return
	}
	if !a.Private && !b.edited(ctx, a, m) { // nobody can edit what only one person sees; its buttons show what is left
		return
	}
	if !a.Private && k.Answer != nil && !k.Bare && len(m.Embeds) > 0 && b.bare.has(a.Channel) {
		k.Bare = true // its sources were dropped just now
		if m, _ = b.shown(a, k); !b.edited(ctx, a, m) {
			return
		}
	}
	k.Noticed = gone
	k.tellAsNow(b.Library.Index(), a.Guild)
	_, err = b.State.UpdateAnswer(a.ID, func(now *state.Answer) error {
		if now.Retracted {
			return errTakenBack
		}
		now.Body = k.bytes()
		return nil
	})
	switch {
	case errors.Is(err, errTakenBack):
		_ = b.client.EditMessage(ctx, a.Channel, a.Message, takenBack(""))
	case errors.Is(err, state.ErrNotFound):
		b.takeButtons(ctx, a.Channel, a.Message)
	case err != nil:
		b.Log.Error("it could not be kept that an answer was edited", "error", err)
	default:
		b.Log.Info("an answer was edited, as what it cites has changed", "server", a.Guild, "answer", a.ID, "citations", len(gone))
	}
}

var errTakenBack = errors.New("taken back")

// edited edits the message of an answer; false where that is to be tried again,
// after the next change or at the next start.
func (b *Bot) edited(ctx context.Context, a state.Answer, m message.Message) bool {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	err := b.change(ctx, a.Channel, a.Message, m)
	switch {
	case err == nil:
		return true
	case wire.Gone(err):
		_ = b.State.DeleteAnswer(a.ID)
		return false
	}
	b.Log.Warn("an answer whose source is gone could not be edited", "server", a.Guild, "channel", a.Channel, "message", a.Message, "error", err)
	return wire.Denied(err)
}

// shown makes the first page of what an answer shows now.
func (b *Bot) shown(a state.Answer, k kept) (m message.Message, gone map[int]string) {
	x := b.Library.Index()
	v := b.view(a, k, k.Surface == "ask")
	if k.Check != nil {
		got, gone := k.Check.again(x, a.Guild)
		v.Gone, v.Notices = gone, goneNotices(gone)
		m, _ = b.make.Check(got, v)
		return m, gone
	}
	if k.Quotes != nil {
		q, gone := k.Quotes.again(x, a.Guild)
		v.Gone, v.Notices = gone, goneNotices(gone)
		m, _ = b.make.Quotes(q, v)
		return m, gone
	}
	got, gone := k.Answer.again(x, a.Guild)
	v.Gone, v.Notices = gone, goneNotices(gone)
	b.redraw(&v, k, got, gone)
	m, _ = b.make.Answer(got, v)
	return m, gone
}

// goneNotices says at the head of an answer that something is missing from it now.
func goneNotices(gone map[int]string) []string {
	if len(gone) == 0 {
		return nil
	}
	if len(gone) == 1 {
		return []string{"This answer was changed after it was given: a source that it cited is not held any more as it was then. What rested on it is not shown."}
	}
	return []string{"This answer was changed after it was given: " + counted(len(gone), "source") + " that it cited are not held any more as they were then. What rested on them is not shown."}
}
