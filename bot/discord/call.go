package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
	"verbatim/bot/state"
)

// Types of answers to an interaction.
const (
	answerMessage  = 4 // a message
	answerLater    = 5 // "is thinking"; the message follows
	answerUpdate   = 7 // the message that the component is on, changed
	answerChoices  = 8
	answerModal    = 9
	flagEphemeral  = 64
	ackWithin      = 2500 * time.Millisecond
	requestsWithin = 20 * time.Second
)

// call is an interaction that is being answered.
type call struct {
	*discordgo.Interaction
	b         *Bot
	id        string // of this use, in the log and in apologies
	at        time.Time
	who       string // user ID
	acked     bool
	deferred  bool // whether the acknowledgement promised a message
	ephemeral bool
	leave     func() // gives back the place that was taken for a press
	note      *note  // of the message that was promised to everybody
	log       *slog.Logger
}

// interaction takes an interaction over.
func (b *Bot) interaction(i *discordgo.Interaction) {
	c := &call{Interaction: i, b: b, id: newID(), at: time.Now(), who: userOf(i)}
	c.log = b.Log.With("id", c.id, "server", i.GuildID)
	b.busy.Add(1)
	go func() {
		defer b.busy.Done()
		ctx := withID(b.work, c.id)
		defer b.recovered(ctx, "an interaction", c.apologise)
		if c.who == "" {
			c.log.Warn("an interaction of nobody was left alone")
			return
		}
		c.serve(ctx)
	}()
}

// serve does what the interaction asks for.
func (c *call) serve(ctx context.Context) {
	defer c.left()
	var err error
	switch c.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		err = c.complete(ctx)
	case discordgo.InteractionApplicationCommand:
		err = c.command(ctx)
	case discordgo.InteractionMessageComponent:
		err = c.component(ctx)
	case discordgo.InteractionModalSubmit:
		err = c.submitted(ctx)
	default:
		c.log.Info("an interaction of an unknown kind was left alone", "type", int(c.Type))
	}
	if err != nil {
		c.failed(ctx, err)
	}
}

// failed tells the person that something went wrong, in words that they can use, and the
// log the cause.
func (c *call) failed(ctx context.Context, err error) {
	var told told
	if errors.As(err, &told) {
		if err := c.reply(ctx, c.b.plain(string(told))); err != nil {
			c.log.Info("a refusal did not arrive", "error", err)
		}
		return
	}
	c.log.Error("an interaction failed", "what", c.what(), "error", err)
	if errors.Is(err, errSent) || wire.Gone(err) {
		c.note.end()
		return
	}
	c.apologise()
}

// errSent marks an error of sending: there is no point in sending an apology.
var errSent = errors.New("an answer could not be sent")

// apologise tells the person that something went wrong.
func (c *call) apologise() {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.b.work), 5*time.Second)
	defer cancel()
	if err := c.reply(ctx, c.b.plain(c.b.apology(c.id))); err != nil {
		c.log.Info("an apology did not arrive", "error", err)
	}
}

// apology is what people are told of an error of ours.
func (b *Bot) apology(id string) string {
	if errors.Is(context.Cause(b.work), errStopping) {
		return "The bot is being restarted. Please ask again in a minute."
	}
	return fmt.Sprintf("Something went wrong on this side, and it was logged as `%s`. Please try again; if it happens again, tell whoever runs this bot that code.", id)
}

// told is an error whose words are for the person: what is wrong and what to do.
type told string

// Error gives the words.
func (t told) Error() string { return string(t) }

func tell(format string, args ...any) error { return told(fmt.Sprintf(format, args...)) }

// plain makes a message of the program's own words that only the person sees.
func (b *Bot) plain(text string) message.Message {
	m := message.Plain(text)
	m.Ephemeral = true
	return m
}

// response is what an interaction is answered with.
type response struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// Attachments gives the files that go with it.
func (r response) Attachments() []*discordgo.File {
	if m, ok := r.Data.(message.Message); ok {
		return m.Attachments()
	}
	return nil
}

// respond answers the interaction for the first time, which acknowledges it.
func (c *call) respond(ctx context.Context, kind int, data any) error {
	c.b.acking.Add(1)
	defer c.b.acking.Add(-1)
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	err := c.b.client.Respond(ctx, c.Interaction, response{kind, data})
	if err != nil && worthAnother(err) && ctx.Err() == nil {
		// Where the first did arrive, Discord says so, and takes no second.
		if err = c.b.client.Respond(ctx, c.Interaction, response{kind, data}); wire.Acknowledged(err) {
			err = nil
		}
	}
	c.left()
	c.acked = true // if it failed it may have arrived all the same
	c.b.observe(Observation{Kind: Calls, Label: c.what(), Took: time.Since(c.at)})
	if err != nil {
		return fmt.Errorf("%w: %w", errSent, err)
	}
	return nil
}

// worthAnother tells whether an answer that failed may arrive at the second try:
// Discord was out of order, or the connection broke.
func worthAnother(err error) bool {
	var refused *wire.APIError
	if errors.As(err, &refused) {
		return refused.Status >= 500
	}
	return !errors.Is(err, wire.ErrLimited) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// reply shows a message: as the first answer or, once the interaction was
// acknowledged, in place of what stands there or beside it.
func (c *call) reply(ctx context.Context, m message.Message) error {
	if c.acked {
		return c.follow(ctx, m)
	}
	return c.respond(ctx, answerMessage, m)
}

// follow shows a message after the acknowledgement: in place of "is thinking",
// or beside what was shown, for the person alone.
func (c *call) follow(ctx context.Context, m message.Message) error {
	if c.deferred {
		return c.edit(ctx, m)
	}
	ctx, cancel := context.WithTimeout(ctx, requestsWithin)
	defer cancel()
	m.Ephemeral = true
	return c.b.client.Followup(ctx, c.Interaction, m, nil)
}

// wait acknowledges the interaction; the answer follows.
func (c *call) wait(ctx context.Context, ephemeral bool) error {
	c.ephemeral, c.deferred = ephemeral, true
	if ephemeral {
		return c.respond(ctx, answerLater, map[string]int{"flags": flagEphemeral})
	}
	what := ofAnswer
	if c.name() == "reindex" {
		what = ofReindex
	}
	c.note = c.b.promise(state.Unfinished{ID: c.ID, Guild: c.GuildID, Channel: c.ChannelID, What: what})
	err := c.respond(ctx, answerLater, nil)
	c.note.keep()
	return err
}

// edit fills in what wait promised.
func (c *call) edit(ctx context.Context, m message.Message) error {
	ctx, cancel := context.WithTimeout(ctx, requestsWithin)
	defer cancel()
	m.Ephemeral = false // who sees it was settled by the acknowledgement
	err := c.b.client.EditOriginal(ctx, c.Interaction, m, nil)
	if err == nil {
		c.note.end()
	}
	return err
}

// update changes the message that the component is on.
func (c *call) update(ctx context.Context, m message.Message) error {
	m.Ephemeral = false // who sees it was settled when it was sent
	return c.respond(ctx, answerUpdate, m)
}

// option gives an option as text, trimmed; "" where it was not given.
func (c *call) option(name string) string {
	for _, o := range c.options() {
		if o.Name == name {
			if s, ok := o.Value.(string); ok {
				return strings.TrimSpace(s)
			}
		}
	}
	return ""
}

// flag gives an option that is true or false; given tells whether it was given.
func (c *call) flag(name string) (value, given bool) {
	for _, o := range c.options() {
		if o.Name == name {
			value, given = o.Value.(bool)
			return value, given
		}
	}
	return false, false
}

// options are those of the command, or of its subcommand.
func (c *call) options() []*discordgo.ApplicationCommandInteractionDataOption {
	data, ok := c.Data.(discordgo.ApplicationCommandInteractionData)
	if !ok {
		return nil
	}
	if len(data.Options) == 1 && data.Options[0].Type == discordgo.ApplicationCommandOptionSubCommand {
		return data.Options[0].Options
	}
	return data.Options
}

// name is the command's, with its subcommand: "library add".
func (c *call) name() string {
	data, ok := c.Data.(discordgo.ApplicationCommandInteractionData)
	if !ok {
		return ""
	}
	if len(data.Options) == 1 && data.Options[0].Type == discordgo.ApplicationCommandOptionSubCommand {
		return data.Name + " " + data.Options[0].Name
	}
	return data.Name
}

// customID is what the component or the modal says.
func (c *call) customID() string {
	switch data := c.Data.(type) {
	case discordgo.MessageComponentInteractionData:
		return data.CustomID
	case discordgo.ModalSubmitInteractionData:
		return data.CustomID
	}
	return ""
}

// what names the use for logs and metrics; people's words are never in it.
func (c *call) what() string {
	if id, ok := message.ParseID(c.customID()); ok {
		if components()[id.Do] != nil || modals()[id.Do] != nil {
			return "button " + id.Do
		}
	}
	if name := c.name(); commandNamed(name) != nil {
		if c.Type == discordgo.InteractionApplicationCommandAutocomplete {
			return "complete /" + name
		}
		return "/" + name
	}
	return "unknown"
}

func userOf(i *discordgo.Interaction) string {
	switch {
	case i.Member != nil && i.Member.User != nil:
		return i.Member.User.ID
	case i.User != nil:
		return i.User.ID
	}
	return ""
}
