package discord

import (
	"context"
	"slices"
	"sync"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/state"
)

// A follow-up is read with what was said before in its own conversation: in
// the chain of replies, in the thread that the bot opened, in the direct
// messages of the last hour. What others asked in the same channel is another
// conversation.
const (
	mostTurns     = 8
	directGoesOn  = time.Hour
	threadReaches = 32 // answers looked at for a thread's turns
)

// before gives the turns that a question follows, oldest first, and the ID of
// the last one's answer. replied is the ID of the answer replied to, if any.
func (b *Bot) before(guild, channel, replied string) ([]answer.Turn, string) {
	if replied != "" {
		return b.chain(replied)
	}
	if guild == "" {
		return b.inChannel(channel, b.now().Add(-directGoesOn))
	}
	thread, err := b.State.Thread(channel)
	if err != nil {
		return nil, ""
	}
	turns, last := b.inChannel(channel, time.Time{})
	if len(turns) < mostTurns && thread.Root != "" {
		earlier, root := b.chain(thread.Root)
		turns = append(earlier, turns...)
		if last == "" {
			last = root
		}
	}
	return turns[max(0, len(turns)-mostTurns):], last
}

// chain follows the answers that replied to each other.
func (b *Bot) chain(id string) (turns []answer.Turn, last string) {
	for at := id; at != "" && len(turns) < mostTurns; {
		a, err := b.State.Answer(at)
		if err != nil || a.Retracted {
			break
		}
		turn, ok := turnOf(a)
		if !ok {
			break
		}
		if last == "" {
			last = a.ID
		}
		turns = append(turns, turn)
		at = a.Parent
	}
	slices.Reverse(turns)
	return turns, last
}

// inChannel gives the turns of a channel that is one conversation.
func (b *Bot) inChannel(channel string, since time.Time) (turns []answer.Turn, last string) {
	answers, err := b.State.AnswersIn(channel, threadReaches)
	if err != nil {
		b.Log.Warn("what was said before could not be read", "error", err)
		return nil, ""
	}
	for _, a := range answers {
		if turn, ok := turnOf(a); ok && !a.Created.Before(since) {
			turns, last = append(turns, turn), a.ID
		}
	}
	return turns[max(0, len(turns)-mostTurns):], last
}

func turnOf(a state.Answer) (answer.Turn, bool) {
	k, err := readKept(a.Body)
	switch {
	case err != nil, k.Check != nil: // nobody asked what it says
		return answer.Turn{}, false
	case k.Answer == nil:
		return k.Quotes.turn(), true
	}
	return k.Answer.turn(), true
}

// keyed lets one holder at a time through for each key.
type keyed struct {
	mu    sync.Mutex
	held  map[string]chan struct{}
	queue map[string]int // how many wait, by key
}

// waiting is how many wait for a key.
func (k *keyed) waiting(key string) int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.queue[key]
}

// line counts who waits for a key.
func (k *keyed) line(key string, by int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.queue == nil {
		k.queue = map[string]int{}
	}
	if k.queue[key] += by; k.queue[key] <= 0 {
		delete(k.queue, key)
	}
}

// enter waits until nobody holds the key, and holds it until leave is called.
func (k *keyed) enter(ctx context.Context, key string) (leave func(), err error) {
	k.line(key, 1)
	defer k.line(key, -1)
	for {
		k.mu.Lock()
		if k.held == nil {
			k.held = map[string]chan struct{}{}
		}
		other, taken := k.held[key]
		if !taken {
			mine := make(chan struct{})
			k.held[key] = mine
			k.mu.Unlock()
			return sync.OnceFunc(func() {
				k.mu.Lock()
				delete(k.held, key)
				k.mu.Unlock()
				close(mine)
			}), nil
		}
		k.mu.Unlock()
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
