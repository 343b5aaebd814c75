package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/pflag"

	"verbatim/bot/discord"
	"verbatim/bot/fetch"
	"verbatim/bot/library"
	"verbatim/bot/state"
)

func serveCommand() command {
	return command{
		name:    "serve",
		summary: "bring the bot online in Discord",
		about: `Connects to Discord and answers there until it is stopped (Ctrl-C, SIGTERM);
what is under way then is finished within 20 seconds. It needs the bot's token
in the environment as DISCORD_TOKEN. It prints the link by which the bot is
invited, and a line for each thing that is not as it should be.`,
		bind: func(*pflag.FlagSet) action { return serve },
	}
}

// serve brings the bot online until it is told to stop, which is no failure.
func serve(ctx context.Context, p *program, words []string) error {
	if len(words) > 0 {
		return misuse("serve takes no words")
	}
	err := p.serve(ctx)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

func (p *program) serve(ctx context.Context) error {
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	token, err := discordToken(rec.config.Discord, p.getenv)
	if err != nil {
		return err
	}
	lines := &lines{w: p.stdout, flush: p.stdout.Flush}
	rec.log = p.serveLog()
	rec.engine.Log = rec.log
	rec.engine.Elsewhere = elsewhere(rec.catalog, forDiscord)
	db, err := openState(rec.config, p.getenv, rec.log)
	if err != nil {
		return err
	}
	defer func() {
		if err := db.Close(); err != nil {
			rec.log.Error("the bot's memory was not closed cleanly", "error", err)
		}
	}()
	if err := rec.ready(ctx, p); err != nil {
		return err
	}
	m := newMetrics()
	page, err := rec.page()
	if err != nil {
		return err
	}
	outcomes, err := rec.outcomes(howToHave(rec.catalog))
	if err != nil {
		return err
	}
	rec.engine.Agreed = outcomes.ForDrafter
	bot, err := discord.New(rec.discordOptions(token), discord.Parts{
		Engine: rec.engine, Library: rec.library, State: db, States: rec.states, Log: rec.log, Page: page, Outcomes: outcomes,
		Say: lines.say, Observe: m.observe, Wire: m.wire,
	})
	if err != nil {
		return err
	}
	rec.engine.Observe = m.stage
	stop, err := serveHTTP(rec.config.HTTP.Listen, m, bot, rec.log, lines.say)
	if err != nil {
		return err
	}
	defer stop()
	defer rec.watch(ctx)()
	err = bot.Run(ctx)
	if err == nil {
		lines.say("Stopped.")
	}
	return err
}

// watch has the library look after its folders, if it is configured to, until
// ctx ends or the outcome is called, which waits for what is under way.
func (rec *record) watch(ctx context.Context) (stop func()) {
	if !rec.config.Library.Watch {
		return func() {}
	}
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		rec.library.Watch(ctx, library.Watching{Log: rec.log})
	}()
	return func() {
		cancel()
		<-done
	}
}

// discordToken reads the bot's token from the environment.
func discordToken(c DiscordConfig, getenv func(string) string) (string, error) {
	if token := strings.TrimPrefix(strings.TrimSpace(getenv(c.TokenEnv)), "Bot "); token != "" {
		return token, nil
	}
	return "", withHint(fmt.Errorf("the environment variable %s holds no token", c.TokenEnv),
		"make an application in Discord's developer portal, copy the token of its bot, and start with %s=... verbatim serve", c.TokenEnv)
}

// openState opens the bot's memory.
func openState(c Config, getenv func(string) string, log *slog.Logger) (*state.DB, error) {
	path := c.State.Path
	if path == "" {
		dir := userDataDir(getenv)
		if dir == "" {
			return nil, withHint(errors.New("no place is known for what the bot remembers"), "name a file with [state] path")
		}
		path = filepath.Join(dir, "verbatim", "state.db")
	}
	db, err := state.Open(path, state.Options{Keep: time.Duration(c.Discord.KeepDays) * 24 * time.Hour, Log: log})
	if err != nil {
		return nil, fmt.Errorf("what the bot remembers: %w", err)
	}
	return db, nil
}

// discordOptions makes the bot's options of the configuration.
func (rec *record) discordOptions(token string) discord.Options {
	c := rec.config
	o := discord.Options{
		Token: token, API: c.Discord.API, Guilds: c.Discord.Guilds, ReindexGuilds: c.Discord.ReindexGuilds,
		AdminRoles: c.Discord.AdminRoles, AdminUsers: c.Discord.AdminUsers, MessageContent: c.Discord.MessageContent,
		Shards: c.Discord.Shards, ShardIDs: c.Discord.ShardIDs, Workers: c.Discord.Workers, Queue: c.Discord.Queue,
		PerUser: c.Discord.PerUser, Burst: c.Discord.Burst, PerGuild: c.Discord.PerGuild,
		Tokens: state.Limits{Guild: c.Discord.GuildTokens, All: c.Discord.DailyTokens},
		Keep:   time.Duration(c.Discord.KeepDays) * 24 * time.Hour, LogQuestions: c.Discord.LogQuestions, Version: built(),
	}
	if c.LLM.BaseURL != "" {
		o.Model, o.ModelHost, o.AnswerTokens = c.LLM.Model, hostOf(c.LLM.BaseURL), c.LLM.Context
	}
	if c.Embedder.Kind != builtIn {
		o.EmbedHost = hostOf(c.Embedder.BaseURL)
	}
	return o
}

// page gives what documents are got with for the servers' admins.
func (rec *record) page() (func(context.Context, string, int64) (discord.Page, error), error) {
	client, err := rec.client()
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, address string, most int64) (discord.Page, error) {
		data, name, at, err := fetch.Page(ctx, client.Get, address)
		if err == nil && int64(len(data)) > most {
			err = &library.RejectedError{Reason: fmt.Sprintf("has more than %d MB", most>>20), Fix: "ask whoever runs this bot to fetch it for all"}
		}
		return discord.Page{Name: name, URL: at, Data: data}, err
	}, nil
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "a server"
	}
	return u.Hostname()
}

// lines prints what an operator is told, each line at once.
type lines struct {
	mu    sync.Mutex
	w     io.Writer
	flush func() error
}

func (l *lines) say(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintln(l.w, escapeLines(text))
	_ = l.flush() // what fails here fails again at the end, and is said then
}

// serveLog is the log of a service: structured, each record with the ID of the
// question that it belongs to.
func (p *program) serveLog() *slog.Logger {
	level := slog.LevelInfo
	if p.verbose {
		level = slog.LevelDebug
	}
	return slog.New(discord.LogHandler(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: level})))
}
