package discord

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/wire"
)

// ErrToken says that Discord refuses the bot's token.
var ErrToken = errors.New("the token is refused by Discord: copy it anew from the developer portal (Bot, Reset Token)")

// unauthorized is the status with which Discord refuses a token.
const unauthorized = 401

// Flags of an application that say which intents it may use.
const (
	contentAllowed        = 1 << 18
	contentAllowedLimited = 1 << 19
)

// start finds out who the bot is, registers its commands, and tells the
// operator what is not as it should be. Where Discord does not answer it goes
// on trying until ctx ends; only what trying does not mend is an error.
func (b *Bot) start(ctx context.Context) error {
	var app *wire.Application
	err := b.patiently(ctx, "Discord does not answer", func() (err error) {
		app, err = b.introduce(ctx)
		return err
	})
	if err != nil {
		return err
	}
	b.say("Online as " + b.me.Load().name + ". Invite it with " + b.invite())
	if b.MessageContent && app.Flags&(contentAllowed|contentAllowedLimited) == 0 {
		b.say("The Message Content intent is off in the developer portal (Bot, Privileged Gateway Intents): messages that do not mention the bot will come without text.")
	}
	b.background(ctx, func(ctx context.Context) {
		err := b.patiently(ctx, "The commands could not be registered", func() error { return b.register(ctx, app.ID) })
		if err != nil && ctx.Err() == nil {
			b.say("The commands could not be registered, and trying again is no use: " + err.Error())
		}
	})
	b.sayWhatIsAmiss()
	return nil
}

// introduce asks Discord who the bot is.
func (b *Bot) introduce(ctx context.Context) (*wire.Application, error) {
	me, err := b.client.Me(ctx)
	if err != nil {
		return nil, err
	}
	app, err := b.client.Application(ctx)
	if wire.Gone(err) || isStatus(err, 404) { // not Discord's own server; of most bots the two IDs are the same
		app, err = &wire.Application{ID: me.ID, Name: me.Username, Flags: contentAllowed}, nil
	}
	if err != nil {
		return nil, err
	}
	b.me.Store(&identity{app: app.ID, user: me.ID, name: me.Username})
	return app, nil
}

func isStatus(err error, status int) bool {
	var refused *wire.APIError
	return errors.As(err, &refused) && refused.Status == status
}

// patiently tries something until it is done, with growing pauses, and says
// once that it has to. It gives up where Discord refuses what is asked.
func (b *Bot) patiently(ctx context.Context, what string, try func() error) error {
	for pause := 2 * time.Second; ; pause = min(2*pause, time.Minute) {
		err := try()
		var refused *wire.APIError
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.As(err, &refused) && refused.Status < 500 && refused.Status != 429:
			return startError(err)
		}
		if pause == 2*time.Second {
			b.say(what + " (" + err.Error() + "). It is tried again until it does.")
		}
		b.Log.Warn(what, "error", err, "again in", pause)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func startError(err error) error {
	if isStatus(err, unauthorized) {
		return fmt.Errorf("%w", ErrToken)
	}
	return fmt.Errorf("refused by Discord: %w", err)
}

// sayWhatIsAmiss tells what an operator should know before anybody asks.
func (b *Bot) sayWhatIsAmiss() {
	if n := len(b.Library.Failed("", true)); n > 0 {
		b.say(counted(n, "document") + " of the library could not be read: verbatim index lists them with the reasons.")
	}
	if x := b.Library.Index(); x == nil || x.Len() == 0 {
		b.say("The library is empty: add documents to its folder.")
	}
	if len(b.ReindexGuilds) == 0 {
		b.say("No server may use /reindex: [discord] reindex_guilds names those that may.")
	}
	if !b.MessageContent {
		b.say("message_content is false: question channels, and replies and threads without a mention, do not work.")
	}
}

// invite is the link by which the bot is invited, with the scopes and the
// permissions that it needs.
func (b *Bot) invite() string {
	return "https://discord.com/oauth2/authorize?client_id=" + b.me.Load().app + "&scope=bot+applications.commands&permissions=" + strconv.FormatInt(asked(), 10)
}

// Notes that the bot leaves itself about commands.
const (
	notePlaces   = "command places" // where commands were registered, with commas; "" is everywhere
	noteCommands = "commands "      // and the place: what was registered there, and as what
)

// register sees to it that the commands are registered where they should be,
// and nowhere else. Nothing is sent where nothing changed: Discord allows few
// changes a day.
func (b *Bot) register(ctx context.Context, app string) error {
	places := b.Guilds
	if len(places) == 0 {
		places = []string{""}
	}
	before, err := b.State.Note(notePlaces)
	if err != nil {
		return err
	}
	if before != "" {
		for place := range strings.SplitSeq(strings.TrimPrefix(before, "in "), ",") {
			if !slices.Contains(places, place) {
				b.unregister(ctx, app, place)
			}
		}
	}
	if err := b.State.SetNote(notePlaces, "in "+strings.Join(places, ",")); err != nil {
		return err
	}
	for _, place := range places {
		if err := b.registerIn(ctx, app, place); err != nil {
			if place == "" || !wire.Denied(err) && !wire.Gone(err) {
				return err
			}
			b.say("The commands could not be registered in the server " + place + ": invite the bot there with the link above.")
		}
	}
	return nil
}

// registerIn registers the commands in a server, or everywhere.
func (b *Bot) registerIn(ctx context.Context, app, place string) error {
	wanted := b.registered(place)
	body, err := json.Marshal(wanted)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(body)
	digest := hex.EncodeToString(sum[:])
	have, err := b.client.Commands(ctx, app, place)
	if err != nil {
		return err
	}
	name := noteCommands + app + " " + place
	note, err := b.State.Note(name)
	if err != nil {
		return err
	}
	if note != "" && note == digest+" "+versions(have) {
		b.Log.Info("the commands are registered as they should be", "server", place)
		return nil
	}
	have, err = b.client.OverwriteCommands(ctx, app, place, wanted)
	if err != nil {
		return err
	}
	b.Log.Info("the commands were registered", "server", place, "commands", len(have))
	return b.State.SetNote(name, digest+" "+versions(have))
}

// unregister takes the commands away from where they should not be any more.
func (b *Bot) unregister(ctx context.Context, app, place string) {
	if _, err := b.client.OverwriteCommands(ctx, app, place, []Command{}); err != nil {
		b.Log.Warn("commands registered before could not be taken away", "server", place, "error", err)
		return
	}
	_ = b.State.SetNote(noteCommands+app+" "+place, "")
}

// versions names commands as Discord has them: each change gives a new version.
func versions(have []*discordgo.ApplicationCommand) string {
	var out []string
	for _, c := range have {
		out = append(out, c.Name+"="+c.ID+"."+c.Version)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
