package discord

import (
	"time"
)

// stop ends the bot: no questions are taken any more, those under way are
// finished, and excused where they are not in time.
func (b *Bot) stop() {
	b.closing.Store(true)
	idle := make(chan struct{})
	go func() {
		b.busy.Wait()
		close(idle)
	}()
	finish, excuse := b.StopWithin*3/5, b.StopWithin/4
	select {
	case <-idle:
	case <-time.After(finish):
		b.Log.Warn("what is under way is given up", "after", finish)
		b.abandon(errStopping)
		select {
		case <-idle:
		case <-time.After(excuse):
			b.Log.Error("something under way did not end in time and is left behind")
			return
		}
	}
	b.abandon(errStopping)
	b.pool.close()
}
