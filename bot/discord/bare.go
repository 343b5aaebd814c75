package discord

import (
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
)

// bareChannels knows where the bot lacks the permission Embed Links. Discord
// takes a message there and drops its embeds without a word; what it gives back
// shows that. Answers have their sources in the text there.
type bareChannels struct {
	mu    sync.Mutex
	until map[string]time.Time // by channel: when embeds are tried again
}

const (
	bareFor  = time.Hour
	mostBare = 10000
)

// look compares what was sent to a channel with what Discord made of it.
func (b *bareChannels) look(channel string, sent message.Message, shown *discordgo.Message) {
	if len(sent.Embeds) == 0 || shown.ID == "" {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(shown.Embeds) > 0 {
		delete(b.until, channel)
		return
	}
	if b.until == nil || len(b.until) >= mostBare {
		b.until = map[string]time.Time{}
	}
	b.until[channel] = time.Now().Add(bareFor)
}

// has tells whether embeds are dropped in a channel.
func (b *bareChannels) has(channel string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return time.Now().Before(b.until[channel])
}
