package discord

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
	"verbatim/bot/library"
	"verbatim/bot/outcome"
	"verbatim/bot/state"
	"verbatim/retrieval/corpus"
)

// Options say how the bot behaves. What the configuration leaves out has its
// default before it comes here.
type Options struct {
	Token, API     string
	Guilds         []string // where commands are registered; empty: everywhere
	ReindexGuilds  []string
	AdminRoles     []string // with AdminUsers: who administers, in place of the permissions
	AdminUsers     []string
	MessageContent bool
	Shards         int
	ShardIDs       []int
	Workers, Queue int
	PerUser, Burst int // questions a minute of one person, and in one go
	PerGuild       int
	Tokens         state.Limits
	AnswerTokens   int // the most that one answer can take, set aside before it begins
	Keep           time.Duration
	LogQuestions   bool

	Model      string // name of the model that drafts, empty for none
	ModelHost  string // of its server, as people are told it; empty for none
	EmbedHost  string // of the server that is sent questions for their vectors; empty for none
	Version    string
	Tuning     wire.Tuning
	EditEvery  time.Duration // between edits of an answer that grows; 0: 1.5 s
	BarEvery   time.Duration // between moves of a progress bar; 0: 2 s
	StopWithin time.Duration // for what is under way when the program stops; 0: 20 s
	Linger     time.Duration // for which Discord is listened to when the program stops, to tell who asked just then; 0: 1 s
	TokenLife  time.Duration // how long an interaction can be answered; 0: 14.5 min
}

// Parts are what the bot works with.
type Parts struct {
	Engine  *answer.Engine
	Library *library.Library
	State   *state.DB
	States  *corpus.States
	Log     *slog.Logger
	// Outcomes answers what was agreed; nil: it is not asked here.
	Outcomes *outcome.Asker
	// Page gets what is at an address, of at most that many bytes; nil: documents come
	// as attachments alone. A *library.RejectedError is for people.
	Page    func(ctx context.Context, address string, most int64) (Page, error)
	Say     func(line string) // told what an operator should know at the start, line by line; may be nil
	Observe func(Observation) // may be nil
	Wire    func(wire.Observation)
}

// Page is a document that came from an address.
type Page struct {
	Name string // for its file, the ending by what it is
	URL  string // where it can be read
	Data []byte
}

// Observation is something that metrics count.
type Observation struct {
	Kind  string // see observe.go
	Label string
	Value float64
	Took  time.Duration
}

// Bot is the bot, connected or not.
type Bot struct {
	Options
	Parts
	client  *wire.Client
	gateway atomic.Pointer[wire.Gateway] // nil until it is begun
	make    message.Maker
	pool    *pool
	limits  *limits
	presses gate // of buttons
	typed   gate // completions
	seen    *seen
	uploads *uploads
	jobs    *jobs
	started time.Time

	me      atomic.Pointer[identity]
	blind   atomic.Bool // whether messages come without their text
	work    context.Context
	abandon context.CancelCauseFunc
	closing atomic.Bool
	busy    sync.WaitGroup // events being handled
	acking  atomic.Int32   // acknowledgements under way
	showing sync.Map       // messages of answers that still grow -> chan struct{}, closed when it is kept where they are
	notes   sync.Map       // of what is unfinished: ID -> *note
	reviews keyed          // one edit of an answer at a time
	roles   ownRoles
	bare    bareChannels
	talks   keyed // one question at a time in a conversation
}

// identity is who the bot is.
type identity struct {
	app, user, name string
}

// errStopping is why what is under way ends when the program stops.
var errStopping = errors.New("the program is stopping")

// New puts a bot together; nothing is sent yet.
func New(o Options, p Parts) (*Bot, error) {
	b := &Bot{Options: o.whole(), Parts: p, started: time.Now()}
	if b.Log == nil {
		b.Log = slog.New(slog.DiscardHandler)
	}
	var err error
	b.client, err = wire.NewClient(wire.Config{
		Token: o.Token, API: o.API, Log: b.Log, Observe: p.Wire, Tuning: o.Tuning,
		UserAgent: "DiscordBot (verbatim, " + o.Version + ")",
	})
	if err != nil {
		return nil, err
	}
	b.make = message.Maker{States: p.States, Name: "Verbatim"}
	b.pool = newPool(b.Workers, b.Queue, b.afterYou)
	b.limits = newLimits(b.PerUser, b.Burst, b.PerGuild)
	b.presses, b.typed = make(gate, pressesAtOnce), make(gate, completionsAtOnce)
	b.seen, b.uploads, b.jobs = newSeen(), newUploads(), &jobs{}
	b.work, b.abandon = context.WithCancelCause(context.Background())
	b.me.Store(&identity{})
	b.blind.Store(!b.MessageContent)
	return b, nil
}

// politeFor bounds how long work waits for acknowledgements.
const politeFor = time.Second

// afterYou lets acknowledgements go first: they have three seconds, and an
// answer has fifteen minutes.
func (b *Bot) afterYou() {
	for until := time.Now().Add(politeFor); b.acking.Load() > 0 && time.Now().Before(until); {
		time.Sleep(2 * time.Millisecond)
	}
}

// whole gives the options with their defaults.
func (o Options) whole() Options {
	for _, d := range []struct {
		value *time.Duration
		is    time.Duration
	}{{&o.EditEvery, 1500 * time.Millisecond}, {&o.BarEvery, 2 * time.Second}, {&o.StopWithin, 20 * time.Second}, {&o.Linger, time.Second}, {&o.TokenLife, 14*time.Minute + 30*time.Second}, {&o.Keep, 30 * 24 * time.Hour}} {
		if *d.value <= 0 {
			*d.value = d.is
		}
	}
	for _, d := range []struct {
		value *int
		is    int
	}{{&o.Workers, 4}, {&o.PerUser, 10}, {&o.Burst, 10}, {&o.PerGuild, 60}} {
		if *d.value <= 0 {
			*d.value = d.is
		}
	}
	return o
}

// Run brings the bot online and keeps it there until ctx ends; what is under
// way then is finished or excused within StopWithin. The error says why it
// could not come online, or cannot stay. The line is held a moment longer than
// ctx: what Discord had sent already is read, and whoever asked is told.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.start(ctx); err != nil {
		return err
	}
	left, err := b.State.AllUnfinished() // before the first event: all of it is of the program before
	if err != nil {
		b.Log.Error("what was interrupted could not be read", "error", err)
	}
	b.Library.OnChange(b.changed)
	b.background(ctx, func(ctx context.Context) { b.excuseAll(ctx, left) })
	b.background(ctx, b.sweep)
	b.background(ctx, b.reviewAll)
	b.background(ctx, b.refresh)
	intents := discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages
	full := intents
	if b.MessageContent {
		full |= discordgo.IntentMessageContent
	}
	gateway := b.client.NewGateway(wire.GatewayConfig{
		Intents: full, Fallback: intents, Shards: b.Shards, ShardIDs: b.ShardIDs,
		Handle: b.handle, Refused: b.refused,
	})
	b.gateway.Store(gateway)
	online, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	defer context.AfterFunc(ctx, func() {
		b.closing.Store(true)
		time.AfterFunc(b.Linger, hangUp)
	})()
	err = gateway.Run(online)
	b.stop()
	return err
}

// background runs work that belongs to no event. It ends with ctx at the
// latest, and is waited for.
func (b *Bot) background(ctx context.Context, f func(context.Context)) {
	b.busy.Add(1)
	go func() {
		defer b.busy.Done()
		defer b.recovered(ctx, "background work", nil)
		f(ctx)
	}()
}

// recovered keeps a panic to what it happened in: it is logged with its stack,
// and apologise, which may be nil, tells whoever waits.
func (b *Bot) recovered(ctx context.Context, what string, apologise func()) {
	r := recover()
	if r == nil {
		return
	}
	b.Log.ErrorContext(ctx, "a panic in "+what, "panic", r, "stack", string(debug.Stack()))
	b.observe(Observation{Kind: Panics, Label: what})
	if apologise != nil {
		defer func() { _ = recover() }()
		apologise()
	}
}

// sweep deletes what is too old to be kept, now and every hour.
func (b *Bot) sweep(ctx context.Context) {
	for {
		if n, err := b.State.Sweep(); err != nil {
			b.Log.Warn("what is too old could not be deleted", "error", err)
		} else if n > 0 {
			b.Log.Info("deleted what is too old to be kept", "records", n)
		}
		b.limits.sweep()
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
		}
	}
}

// refreshEvery is how often the bot looks whether documents were changed
// beside it, by the operator's commands or by hand.
const refreshEvery = 10 * time.Minute

// refresh picks up what was changed. Where nothing was, it costs a look at the
// files' times.
func (b *Bot) refresh(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(refreshEvery):
		}
		_, err := b.Library.Reindex(ctx, false, nil)
		if err != nil && !errors.Is(err, library.ErrBusy) && ctx.Err() == nil {
			b.Log.Error("the library could not be looked at", "error", err)
		}
	}
}

// refused is told that Discord does not give messages' text.
func (b *Bot) refused() {
	b.blind.Store(true)
	b.say("Discord refuses the Message Content intent, so the bot goes on without it: it answers mentions, slash commands and direct messages, and nothing else. " +
		"Turn it on in the developer portal (Bot, Privileged Gateway Intents), or set message_content = false in [discord], and start again.")
}

// say tells the operator a line.
func (b *Bot) say(line string) {
	b.Log.Info(line)
	if b.Say != nil {
		b.Say(line)
	}
}
