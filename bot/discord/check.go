package discord

import (
	"context"
	"errors"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/bot/position"
	"verbatim/bot/state"
	"verbatim/retrieval"
)

// checkCommand is the name of the command in a message's menu.
const checkCommand = "Check against the record"

// errUnchecked is told where whoever wrote a message opted out. It says nothing
// of the message.
var errUnchecked = tell("This message cannot be checked: whoever wrote it has asked that their messages are not.")

// target is the message that the command was used on; nil where Discord sent none.
func (c *call) target() *discordgo.Message {
	data, ok := c.Data.(discordgo.ApplicationCommandInteractionData)
	if !ok || data.Resolved == nil {
		return nil
	}
	return data.Resolved.Messages[data.TargetID]
}

// check is the command in a message's menu. Only who uses it sees the reply.
func (c *call) check(ctx context.Context) error {
	if err := c.mayAsk(); err != nil {
		return err
	}
	m := c.target()
	if m == nil {
		return tell("The message is not there any more.")
	}
	author := ""
	if m.Author != nil {
		author = c.b.State.Pseudonym(m.Author.ID)
		unchecked, err := c.b.State.Unchecked(author)
		switch {
		case err != nil:
			return err
		case unchecked && m.Author.ID != c.who:
			return errUnchecked
		case m.Author.ID == c.b.me.Load().user:
			return c.checkOwn(ctx, m)
		}
	}
	text := m.Content
	if position.Plain(text) == "" {
		return tell("There is no text in that message to check. Pictures, files and links are not read.")
	}
	if err := c.admit(); err != nil {
		return err
	}
	if !c.b.pool.enter() {
		return c.b.tooBusy()
	}
	if err := c.wait(ctx, true); err != nil {
		c.b.pool.leave()
		return err
	}
	c.b.do(ctx, "checking", c.apologise, func() func() {
		begun, index := time.Now(), c.b.Library.Index()
		got, err := position.CheckText(ctx, c.b.Engine, text, c.GuildID)
		c.b.observe(Observation{Kind: Stage, Label: "find", Took: time.Since(begun)})
		return func() {
			outcome := "answered"
			switch {
			case errors.Is(err, position.ErrNoText):
				outcome, err = "empty", tell("There is no text in that message to check. Pictures, files and links are not read.")
			case err == nil && len(got.Claims) == 0:
				outcome = "silent"
			}
			if err == nil {
				err = c.showCheck(ctx, c.b.keepCheck(got, author), index)
			}
			if err != nil {
				outcome = "failed"
				c.failed(ctx, err)
			}
			c.b.observe(Observation{Kind: Questions, Label: "check " + outcome})
		}
	})
	return nil
}

// checkOwn shows what the bot's own message rests on, as it stands now: its
// citations are its claims.
func (c *call) checkOwn(ctx context.Context, m *discordgo.Message) error {
	a, err := c.b.State.AnswerAt(m.ID)
	if errors.Is(err, state.ErrNotFound) {
		return tell("This is a message of the bot's that cites nothing, or that is not kept any more.")
	}
	if err != nil {
		return err
	}
	if a.Guild != c.GuildID || a.Retracted {
		return errForgotten
	}
	k, err := readKept(a.Body)
	if err != nil {
		return err
	}
	if err := c.admit(); err != nil {
		return err
	}
	if err := c.wait(ctx, true); err != nil {
		return err
	}
	out := &keptCheck{Citations: k.coordinates(), Notices: []string{"This is a message of the bot's own: what it cites is shown as it stands now."}}
	for _, at := range out.Citations {
		out.Claims = append(out.Claims, keptClaim{Text: c.b.label(at), Verdict: position.Stands, Marks: []int{at.N}})
	}
	if len(out.Claims) == 0 {
		out.Notices = []string{"This is a message of the bot's own, and it cites nothing."}
	}
	return c.showCheck(ctx, kept{Surface: "check", Check: out}, c.b.Library.Index())
}

// showCheck keeps a check and shows it, to the person alone.
func (c *call) showCheck(ctx context.Context, k kept, index *retrieval.Index) error {
	a := state.Answer{
		Guild: c.GuildID, Channel: c.ChannelID, Asker: c.who, Private: c.ephemeral,
		Statements: statements(k.Check.Citations), Body: k.bytes(),
	}
	if err := c.b.State.SaveAnswer(&a); err != nil {
		c.log.Error("a check could not be kept: it has no buttons", "error", err)
		a.ID = ""
	}
	r := &interactionReply{c: c}
	m, _ := c.b.shown(a, k)
	if err := r.show(ctx, m); err != nil || a.ID == "" {
		return err
	}
	c.note.end()
	channel, messageID := r.at()
	c.b.placed(ctx, a.ID, channel, messageID, false)
	if c.b.Library.Index() != index { // the library changed meanwhile
		c.b.reviewOne(ctx, a.ID)
	}
	return nil
}

// checkPage turns a page of a check.
func (c *call) checkPage(ctx context.Context, id message.ID) error {
	a, k, err := c.kept(id)
	if err == nil && k.Check == nil {
		err = errForgotten
	}
	if err != nil {
		return err
	}
	got, gone := k.Check.again(c.b.Library.Index(), a.Guild)
	v := c.b.view(a, k, false)
	v.Gone = gone
	v.Page, _ = id.Page()
	m, _ := c.b.make.Check(got, v)
	return c.update(ctx, m)
}

// shareCheck shows everybody in the channel what the person alone saw. Whose
// message was checked it does not tell.
func (c *call) shareCheck(ctx context.Context, id message.ID) error {
	a, k, err := c.kept(id)
	if err == nil && (k.Check == nil || !a.Private) {
		err = errForgotten
	}
	if err != nil {
		return err
	}
	if err := c.mayAsk(); err != nil {
		return err
	}
	if k.Check.Author != "" {
		unchecked, err := c.b.State.Unchecked(k.Check.Author)
		switch {
		case err != nil:
			return err
		case unchecked && k.Check.Author != c.b.State.Pseudonym(c.who): // since it was checked
			return errUnchecked
		}
	}
	if err := c.admit(); err != nil {
		return err
	}
	if err := c.wait(ctx, false); err != nil {
		return err
	}
	return c.showCheck(ctx, k, c.b.Library.Index())
}

// keptCheck is a check as it is kept.
type keptCheck struct {
	Author    string // of the message, by pseudonym
	Claims    []keptClaim
	Citations []coordinate
	Notices   []string
}

type keptClaim struct {
	Text    string
	Codes   []string
	Verdict position.Verdict
	Note    string
	Marks   []int
}

func (b *Bot) keepCheck(got *position.Checked, author string) kept {
	out := &keptCheck{Author: author, Citations: b.coordinates(got.Citations), Notices: got.Notices}
	for _, claim := range got.Claims {
		one := keptClaim{Text: claim.Text, Codes: claim.Codes, Verdict: claim.Verdict, Note: claim.Note}
		for _, q := range claim.Quotes {
			one.Marks = append(one.Marks, q.Citation.N)
		}
		out.Claims = append(out.Claims, one)
	}
	return kept{Surface: "check", Check: out}
}

// again makes the kept check anew from the library as it is.
func (k *keptCheck) again(x *retrieval.Index, scope string) (*position.Checked, map[int]string) {
	cites, gone := citeAll(k.Citations, x, scope)
	out := &position.Checked{Citations: cites, Notices: k.Notices}
	for _, one := range k.Claims {
		claim := position.Claim{Text: one.Text, Codes: one.Codes, Verdict: one.Verdict, Note: one.Note}
		for _, n := range one.Marks {
			if n >= 1 && n <= len(cites) {
				claim.Quotes = append(claim.Quotes, answer.Sentence{Citation: cites[n-1]})
			}
		}
		out.Claims = append(out.Claims, claim)
	}
	return out, gone
}
