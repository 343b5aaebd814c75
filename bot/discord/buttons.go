package discord

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
	"verbatim/bot/state"
)

// handler is what a button, a menu or a form does.
type handler = func(*call, context.Context, message.ID) error

// components says what each kind of button or menu does.
func components() map[string]handler {
	return map[string]handler{
		"page":    (*call).page,
		"words":   (*call).words,
		"wpage":   (*call).wordsPage,
		"qpage":   (*call).quotesPage,
		"around":  (*call).around,
		"apage":   (*call).aroundPage,
		"cite":    (*call).copyCitation,
		"copy":    (*call).chooseCitation,
		"cpage":   (*call).choicesPage,
		"good":    (*call).good,
		"bad":     (*call).bad,
		"save":    (*call).saveVerdict,
		"thread":  (*call).thread,
		"retract": (*call).retract,
		"spage":   (*call).sourcesPage,
		"npage":   (*call).newestPage,
		"lpage":   (*call).failedPage,
		"forget":  (*call).forget,
		"cancel":  (*call).cancelReindex,
		"upload":  (*call).uploadAdd,
		"fix":     (*call).uploadFix,
		"drop":    (*call).uploadDrop,
		"remove":  (*call).removeConfirmed,
		"keep":    (*call).removeDropped,
		"setup":   (*call).setupChange,
		"share":   (*call).shareCheck,
		"kpage":   (*call).checkPage,
		"checks":  (*call).checksOfMine,
	}
}

// modals says what each kind of form does when it is sent.
func modals() map[string]handler {
	return map[string]handler{"verdict": (*call).verdict, "fix": (*call).uploadFixed}
}

// component does what a button or a menu asks for.
func (c *call) component(ctx context.Context) error {
	id, ok := message.ParseID(c.customID())
	do := components()[id.Do]
	if !ok || do == nil {
		return tell("This button belongs to another version of the bot. Ask again to get new ones.")
	}
	if err := c.pressed(ctx); err != nil {
		return err
	}
	return do(c, ctx, id)
}

// submitted does what a form asks for.
func (c *call) submitted(ctx context.Context) error {
	id, ok := message.ParseID(c.customID())
	do := modals()[id.Do]
	if !ok || do == nil {
		return tell("This form belongs to another version of the bot. Open it again.")
	}
	if err := c.pressed(ctx); err != nil {
		return err
	}
	return do(c, ctx, id)
}

// errForgotten is told where an answer is not kept any more.
var errForgotten = tell("This answer is not kept any more, so its buttons do nothing. Ask again to get a new one.")

// kept gives the answer that a button belongs to, as it is kept. Buttons of
// another server's or another person's private answer do not work.
func (c *call) kept(id message.ID) (state.Answer, kept, error) {
	a, err := c.b.State.Answer(id.Ref)
	switch {
	case errors.Is(err, state.ErrNotFound):
		return a, kept{}, errForgotten
	case err != nil:
		return a, kept{}, err
	case a.Guild != c.GuildID || a.Private && a.Asker != c.who:
		return a, kept{}, errForgotten
	case a.Retracted:
		return a, kept{}, tell("This answer was taken back.")
	}
	k, err := readKept(a.Body)
	return a, k, err
}

// answerOf makes the answer of a button anew.
func (c *call) answerOf(id message.ID) (state.Answer, kept, *answer.Answer, map[int]string, error) {
	a, k, err := c.kept(id)
	if err == nil && k.Answer == nil {
		err = errForgotten
	}
	if err != nil {
		return a, k, nil, nil, err
	}
	got, gone := k.Answer.again(c.b.Library.Index(), a.Guild)
	return a, k, got, gone, nil
}

// page turns an answer's page.
func (c *call) page(ctx context.Context, id message.ID) error {
	a, k, got, gone, err := c.answerOf(id)
	if err != nil {
		return err
	}
	v := c.b.view(a, k, k.Surface == "ask")
	v.Page, _ = id.Page()
	v.Gone = gone
	if len(gone) > 0 { // else the picture stays as it is
		c.b.redraw(&v, k, got, gone)
	}
	m, _ := c.b.make.Answer(got, v)
	return c.update(ctx, m)
}

// words shows an answer's quotations to whoever asks for them.
func (c *call) words(ctx context.Context, id message.ID) error {
	return c.showWords(ctx, id, 0, c.reply)
}

func (c *call) wordsPage(ctx context.Context, id message.ID) error {
	page, _ := id.Page()
	return c.showWords(ctx, id, page, c.update)
}

func (c *call) showWords(ctx context.Context, id message.ID, page int, show func(context.Context, message.Message) error) error {
	a, k, got, gone, err := c.answerOf(id)
	if err != nil {
		return err
	}
	v := c.b.view(a, k, false)
	v.Page, v.Gone = page, gone
	m, _ := c.b.make.Words(got, v)
	m.Ephemeral = true
	return show(ctx, m)
}

// retract takes an answer back: whoever asked may, and moderators.
func (c *call) retract(ctx context.Context, id message.ID) error {
	a, _, err := c.kept(id)
	if err != nil {
		return err
	}
	by := "the person who asked"
	switch {
	case a.Asker != "" && a.Asker == c.who:
	case c.moderates():
		by = "a moderator"
	default:
		return tell("Only the person who asked, or a moderator, can take this answer back.")
	}
	_, err = c.b.State.UpdateAnswer(a.ID, func(a *state.Answer) error {
		a.Retracted, a.Body, a.Statements = true, []byte("{}"), nil
		return nil
	})
	if err != nil {
		return err
	}
	return c.update(ctx, takenBack(" by "+by))
}

// thread opens a thread in which the conversation goes on.
func (c *call) thread(ctx context.Context, id message.ID) error {
	a, k, err := c.kept(id)
	if err != nil {
		return err
	}
	if c.Message != nil { // the message that the button is on
		a.Channel, a.Message = c.ChannelID, c.Message.ID
	}
	if a.Message == "" || k.Answer == nil {
		return errForgotten
	}
	if err := c.wait(ctx, true); err != nil {
		return err
	}
	channel, err := c.b.newThread(ctx, a, k)
	switch {
	case wire.Denied(err):
		return tell("The bot may not open threads here: it needs Create Public Threads and Send Messages in Threads. An admin can run /doctor.")
	case err != nil:
		var refused *wire.APIError
		switch {
		case errors.As(err, &refused) && refused.Code == threadThere:
			return tell("There is a thread under this answer already. Go on there.")
		case errors.As(err, &refused) && refused.Status < 500:
			c.log.Info("a thread could not be opened", "error", err)
			return tell("Discord opens no thread under this message: there are none within threads, and in some kinds of channel.")
		}
		return err
	}
	return c.follow(ctx, c.b.plain("It goes on in <#"+channel+">. There, the bot answers without being mentioned."))
}

// threadThere is Discord's code for a message that has a thread already.
const threadThere = 160004

// newThread opens a thread under an answer and keeps that it did.
func (b *Bot) newThread(ctx context.Context, a state.Answer, k kept) (string, error) {
	thread, err := b.client.StartThread(ctx, a.Channel, a.Message, threadName(k.Answer.Question))
	if err != nil {
		return "", err
	}
	if err := b.State.SaveThread(state.Thread{Channel: thread.ID, Guild: a.Guild, Root: a.ID, Opened: b.now()}); err != nil {
		return "", err
	}
	_, err = b.send(ctx, thread.ID, "t"+a.ID, message.Plain("Ask on here: no mention is needed, and follow-ups such as “and since when?” are read with what was said before in this thread."))
	if err != nil {
		b.Log.InfoContext(ctx, "a thread could not be greeted", "error", err)
	}
	return thread.ID, nil
}

// threadName makes a thread's name of a question: at most 100 characters, as
// Discord counts them.
func threadName(question string) string {
	const longest = 90
	return or(message.Cut(strings.Join(strings.Fields(question), " "), longest), "Follow-up")
}

// openThread opens a thread for what follows, where the server wants one for
// each question asked by a mention.
func (b *Bot) openThread(ctx context.Context, q question, id, channel, messageID string) {
	if q.surface != "mention" && q.surface != "channel" || messageID == "" {
		return
	}
	settings, err := b.State.Settings(q.guild)
	if err != nil || !settings.Threads {
		return
	}
	a, err := b.State.Answer(id)
	if err != nil {
		return
	}
	k, err := readKept(a.Body)
	if err == nil {
		_, err = b.newThread(ctx, a, k)
	}
	if err != nil {
		b.Log.InfoContext(ctx, "no thread was opened for what follows", "error", err)
	}
}

// quotesPage turns a page of quoted passages.
func (c *call) quotesPage(ctx context.Context, id message.ID) error {
	a, k, err := c.kept(id)
	if err != nil {
		return err
	}
	if k.Quotes == nil {
		return errForgotten
	}
	q, gone := k.Quotes.again(c.b.Library.Index(), a.Guild)
	v := c.b.view(a, k, false)
	v.Page, _ = id.Page()
	v.Gone = gone
	m, _ := c.b.make.Quotes(q, v)
	return c.update(ctx, m)
}

// citation gives the citation of that number of an answer or of quoted passages.
func (c *call) citation(id message.ID, n int) (answer.Citation, state.Answer, kept, error) {
	a, k, err := c.kept(id)
	if err != nil {
		return answer.Citation{}, a, k, err
	}
	for _, at := range k.coordinates() {
		if at.N != n {
			continue
		}
		cite, gone := at.cite(c.b.Library.Index(), a.Guild)
		if gone != "" {
			return cite, a, k, tell("The statement of source %d %s, so it cannot be shown any more.", n, gone)
		}
		return cite, a, k, nil
	}
	return answer.Citation{}, a, k, errForgotten
}

// around shows the paragraphs before and after a citation.
func (c *call) around(ctx context.Context, id message.ID) error {
	return c.showAround(ctx, id, number(id.Arg), 0, c.reply)
}

// aroundPage turns its page.
func (c *call) aroundPage(ctx context.Context, id message.ID) error {
	page, n := id.Page()
	return c.showAround(ctx, id, number(n), page, c.update)
}

func (c *call) showAround(ctx context.Context, id message.ID, n, page int, show func(context.Context, message.Message) error) error {
	cite, a, k, err := c.citation(id, n)
	if err != nil {
		return err
	}
	v := c.b.view(a, k, false)
	v.Page = page
	m, _ := c.b.make.Around(cite, v)
	m.Ephemeral = true
	return show(ctx, m)
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1<<20 {
		return 0
	}
	return n
}

// modal is a form.
func modal(id message.ID, title string, fields ...discordgo.TextInput) map[string]any {
	var rows []discordgo.MessageComponent
	for _, f := range fields {
		rows = append(rows, discordgo.ActionsRow{Components: []discordgo.MessageComponent{f}})
	}
	return map[string]any{"custom_id": id.String(), "title": title, "components": rows}
}

// field gives what was written into a form's field.
func (c *call) field(name string) string {
	data, ok := c.Data.(discordgo.ModalSubmitInteractionData)
	if !ok {
		return ""
	}
	for _, row := range data.Components {
		r, ok := row.(*discordgo.ActionsRow)
		if !ok {
			continue
		}
		for _, f := range r.Components {
			if t, ok := f.(*discordgo.TextInput); ok && t.CustomID == name {
				return strings.TrimSpace(t.Value)
			}
		}
	}
	return ""
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
