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
	if a, err := b.State.Answer(id); err == nil {
		b.review(ctx, a)
	}
}

// review edits one answer where what it cites is gone, or is back.
func (b *Bot) review(ctx context.Context, a state.Answer) {
	k, err := readKept(a.Body)
	if err != nil || a.Retracted {
		return
	}
	m, gone := b.shown(a, k)
	if maps.Equal(gone, k.Noticed) || len(gone) == 0 && len(k.Noticed) == 0 {
		return
	}
	if a.Message != "" && !a.Private { // nobody can edit what only one person sees; its buttons show what is left
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		if err := b.client.EditMessage(ctx, a.Channel, a.Message, m); wire.Gone(err) {
			_ = b.State.DeleteAnswer(a.ID)
			return
		} else if err != nil {
			b.Log.Warn("an answer whose source is gone could not be edited", "server", a.Guild, "channel", a.Channel, "message", a.Message, "error", err)
			if !wire.Denied(err) {
				return // it is tried again after the next change, or the next start
			}
		}
	}
	k.Noticed = gone
	_, err = b.State.UpdateAnswer(a.ID, func(a *state.Answer) error {
		a.Body = k.bytes()
		return nil
	})
	if err != nil && !errors.Is(err, state.ErrNotFound) {
		b.Log.Error("it could not be kept that an answer was edited", "error", err)
	}
	b.Log.Info("an answer was edited, as what it cites has changed", "server", a.Guild, "answer", a.ID, "citations", len(gone))
}

// shown makes the first page of what an answer shows now.
func (b *Bot) shown(a state.Answer, k kept) (m message.Message, gone map[int]string) {
	x := b.Library.Index()
	v := b.view(a, k, k.Surface == "ask")
	if k.Quotes != nil {
		q, gone := k.Quotes.again(x, a.Guild)
		v.Gone, v.Notices = gone, goneNotices(gone)
		m, _ = b.make.Quotes(q, v)
		return m, gone
	}
	got, gone := k.Answer.again(x, a.Guild)
	v.Gone, v.Notices = gone, goneNotices(gone)
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
