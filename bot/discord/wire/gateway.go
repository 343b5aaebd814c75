package wire

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
)

// GatewayConfig says what to listen to.
type GatewayConfig struct {
	Intents  discordgo.Intent
	Fallback discordgo.Intent // used from then on when Intents are refused (close code 4014)
	Shards   int              // 0: as many as Discord recommends
	ShardIDs []int            // of this process; empty: all
	// Handle gets each event, in the order of the shard, on the shard's reading
	// goroutine: it must hand work over and return. Events are *discordgo.Ready,
	// *discordgo.Resumed, *discordgo.InteractionCreate, *discordgo.MessageCreate,
	// *discordgo.MessageDelete and others of discordgo's; one that could not be
	// decoded whole is handed over as far as it was. A panic in it is logged.
	Handle func(shard int, event any)
	// Refused is told, once, that Intents were refused and Fallback is used.
	Refused func()
}

// Gateway keeps the shards connected.
type Gateway struct {
	client *Client
	config GatewayConfig
	slots  *slots
	letGo  time.Duration // how long discordgo may take to let go of a closed connection

	fallen   atomic.Bool // Intents were refused
	tellOnce sync.Once
	farewell sync.WaitGroup // connections that are being closed

	mu     sync.Mutex
	shards []*shard
}

// defaultLetGo leaves room for the second that discordgo sleeps while it closes.
const defaultLetGo = 5 * time.Second

// stopWithin bounds what Run waits for after its context's end.
const stopWithin = 1500 * time.Millisecond

// NewGateway makes a gateway; Run connects it.
func (c *Client) NewGateway(g GatewayConfig) *Gateway {
	if g.Handle == nil {
		g.Handle = func(int, any) {}
	}
	if g.Refused == nil {
		g.Refused = func() {}
	}
	return &Gateway{client: c, config: g, slots: newSlots(c), letGo: defaultLetGo}
}

// Run connects the shards and keeps them connected until ctx ends, then
// returns nil within 2 s, whatever discordgo is doing. It returns an error only where
// going on is hopeless: a refused token, Fallback refused too, sharding
// required, shards that there are not. It may be called once.
func (g *Gateway) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := checkShards(g.config.Shards, g.config.ShardIDs); err != nil {
		return err
	}
	count, err := g.count(ctx)
	if ctx.Err() != nil {
		return nil
	}
	if err == nil {
		err = checkShards(count, g.config.ShardIDs)
	}
	if err != nil {
		return err
	}
	return g.keep(ctx, cancel, g.begin(count))
}

// keep runs the shards until all have stopped; the first error stops the others.
func (g *Gateway) keep(ctx context.Context, cancel func(), shards []*shard) error {
	results := make(chan error, len(shards))
	for _, s := range shards {
		go func() { results <- s.run(ctx) }()
	}
	var first error
	late := make(<-chan time.Time)
	stopping := ctx.Done()
	for left := len(shards); left > 0; {
		select {
		case err := <-results:
			left--
			if err != nil && first == nil {
				first = err
				cancel()
			}
		case <-stopping:
			late, stopping = time.After(stopWithin), nil
		case <-late:
			g.client.log.Warn("shards are still stopping: not waited for", slog.Int("shards", left))
			return first
		}
	}
	g.parted(stopWithin)
	return first
}

// parted waits until the connections are closed, but not longer than within.
func (g *Gateway) parted(within time.Duration) {
	done := make(chan struct{})
	go func() {
		g.farewell.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(within):
	}
}

// begin makes the shards of this process.
func (g *Gateway) begin(count int) []*shard {
	ids := slices.Sorted(slices.Values(g.config.ShardIDs))
	if len(ids) == 0 {
		for id := range count {
			ids = append(ids, id)
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shards = nil
	for _, id := range ids {
		g.shards = append(g.shards, newShard(g, id, count))
	}
	return g.shards
}

// count gives the number of shards, asking Discord as long as it takes.
func (g *Gateway) count(ctx context.Context) (int, error) {
	for n := 0; ; n++ {
		answer, err := g.slots.look(ctx)
		if err == nil {
			if g.config.Shards > 0 {
				return g.config.Shards, nil
			}
			return max(answer.Shards, 1), nil
		}
		if err := hopeless(err); err != nil {
			return 0, err
		}
		t := g.client.tuning
		wait := backoff(n, t.ReconnectFirst, t.ReconnectMost)
		g.client.log.Warn("Discord does not tell where its gateway is: asked again", slog.Any("error", err), slog.Duration("wait", wait))
		if err := sleep(ctx, wait); err != nil {
			return 0, err
		}
	}
}

// hopeless gives the error that ends everything, where err is of that kind.
func hopeless(err error) error {
	var e *APIError
	if errors.As(err, &e) && e.Status == http.StatusUnauthorized {
		return fmt.Errorf("%w: %w", errToken, err)
	}
	return nil
}

var errToken = errors.New("the token is refused by Discord: check DISCORD_TOKEN, or make a new token in the developer portal under Bot")

// mostShards is more than the largest bots have.
const mostShards = 16384

// checkShards tells what is wrong with shards; a count of 0 is not known yet.
func checkShards(count int, ids []int) error {
	if count < 0 || count > mostShards {
		return fmt.Errorf("[discord] shards = %d: there are between 1 and %d, or 0 for as many as Discord recommends", count, mostShards)
	}
	seen := map[int]bool{}
	for _, id := range ids {
		switch {
		case id < 0:
			return fmt.Errorf("[discord] shard_ids has %d: they begin with 0", id)
		case seen[id]:
			return fmt.Errorf("[discord] shard_ids has %d twice: name each once", id)
		case count > 0 && id >= count:
			return fmt.Errorf("[discord] shard_ids has %d, and with %d shards the last is %d: take it out, or raise shards", id, count, count-1)
		}
		seen[id] = true
	}
	return nil
}

// intents gives what to ask for now.
func (g *Gateway) intents() discordgo.Intent {
	if g.fallen.Load() {
		return g.config.Fallback
	}
	return g.config.Intents
}

// fall goes over to Fallback after the gateway refused intents; false where
// those were Fallback already.
func (g *Gateway) fall(refused discordgo.Intent) bool {
	if refused == g.config.Fallback {
		return false
	}
	g.fallen.Store(true)
	g.tellOnce.Do(func() {
		g.client.log.Warn("Discord refuses the intents: going on with fewer. Switch them on in the developer portal under Bot, Privileged Gateway Intents")
		g.config.Refused()
	})
	return true
}
