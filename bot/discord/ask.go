package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/bot/state"
	"verbatim/retrieval"
)

// question is something asked, wherever it was.
type question struct {
	answer.Question
	surface string // "ask", "mention", "reply", "thread", "direct", "channel"
	guild   string
	channel string
	who     string
	replied string // ID of the answer that it replies to
	private bool
	repeat  bool // whether the answer repeats the question, which is not to be seen otherwise
	came    time.Time
	note    *note  // of the answer while it is not there
	leave   func() // lets the next question of the conversation through
}

// ask is /ask.
func (c *call) ask(ctx context.Context) error {
	q, err := c.question()
	if err != nil {
		return err
	}
	if err := c.admit(); err != nil {
		return err
	}
	if err := c.b.patient(q); err != nil {
		return err
	}
	r := &interactionReply{c: c}
	if err := c.takePlace(ctx, q.private); err != nil {
		return err
	}
	q.note = c.note
	return c.b.inTurn(ctx, &q, func() {
		c.b.do(ctx, "answering", c.apologise, func() func() { return c.b.answer(ctx, q, r, c.apologise) })
	})
}

// inTurn begins with a question when it is its turn in its conversation, on a
// place of the pool that was taken: what waits here holds up no worker.
func (b *Bot) inTurn(ctx context.Context, q *question, begin func()) (err error) {
	if q.leave, err = b.conversation(ctx, *q); err != nil {
		b.pool.leave()
		return err
	}
	begin()
	return nil
}

// do has work done on a place of the pool that was taken, and then what it
// gives. apologise is called where either panics.
func (b *Bot) do(ctx context.Context, what string, apologise func(), work func() (then func())) {
	b.observe(Observation{Kind: Queue, Value: float64(b.pool.depth())})
	b.busy.Add(1)
	b.pool.run(func() (then func()) {
		defer func() {
			if then == nil {
				b.busy.Done()
			}
		}()
		defer b.recovered(ctx, what, apologise)
		show := work()
		if show == nil {
			return nil
		}
		return func() {
			defer b.busy.Done()
			defer func() { b.observe(Observation{Kind: Queue, Value: float64(b.pool.depth() - 1)}) }()
			defer b.recovered(ctx, what, apologise)
			show()
		}
	})
}

// hopeful tells whether an acknowledgement that failed leaves hope for the
// answer: the person still waits in a channel where it can be posted.
func (c *call) hopeful(err error) bool {
	c.log.Warn("an acknowledgement did not arrive", "error", err, "after", time.Since(c.at))
	return !c.ephemeral && c.b.work.Err() == nil
}

// question reads the options of /ask.
func (c *call) question() (question, error) {
	q := question{surface: "ask", guild: c.GuildID, channel: c.ChannelID, who: c.who, came: c.at, repeat: true}
	q.Text = clean(c.option("question"))
	if q.Text == "" {
		return q, tell("There is no question. Ask something like: /ask question: What has France said about international law?")
	}
	if err := c.mayAsk(); err != nil {
		return q, err
	}
	f, err := c.filters()
	if err != nil {
		return q, err
	}
	q.States, q.Process, q.Since, q.Until = f.states, f.process, f.since, f.until
	q.private, err = c.private()
	return q, err
}

// private tells whether the answer is for the person alone: as they say, else
// as the server has it.
func (c *call) private() (bool, error) {
	private, given := c.flag("private")
	if given || c.GuildID == "" {
		return private, nil
	}
	settings, err := c.b.State.Settings(c.GuildID)
	return settings.Private, err
}

// admit counts the question and refuses it where it is one too many.
func (c *call) admit() error { return c.b.admit(c.who, c.GuildID) }

func (b *Bot) admit(who, guild string) error {
	if b.closing.Load() {
		return tell("The bot is being restarted. Please ask again in a minute.")
	}
	whose, wait := b.limits.take(who, guild, b.now())
	switch whose {
	case "user":
		b.observe(Observation{Kind: Refusals, Label: "user limit"})
		return tell("You have asked %d questions in a short time. Please go on in %s.", b.Burst, inWords(wait))
	case "server":
		b.observe(Observation{Kind: Refusals, Label: "server limit"})
		return tell("This server has asked %d questions in a minute, which is all it may. Please go on in %s.", b.PerGuild, inWords(wait))
	}
	return nil
}

// mostWaiting is how many questions of one conversation may wait for their turn.
const mostWaiting = 5

// patient refuses a question of a conversation in which many wait already: they
// would take places from everybody else.
func (b *Bot) patient(q question) error {
	if b.oneConversation(q) && b.talks.waiting(q.channel) >= mostWaiting {
		b.observe(Observation{Kind: Refusals, Label: "conversation"})
		return tell("There are %d questions here that are not answered yet. Please wait for those.", mostWaiting)
	}
	return nil
}

func (b *Bot) tooBusy() error {
	b.observe(Observation{Kind: Refusals, Label: "busy"})
	return tell("The bot has all the questions that it can hold just now. Please ask again in a minute.")
}

func inWords(d time.Duration) string {
	switch s := int((d + time.Second - 1) / time.Second); {
	case s <= 1:
		return "a second"
	case s < 120:
		return fmt.Sprintf("%d seconds", s)
	default:
		return fmt.Sprintf("%d minutes", (s+59)/60)
	}
}

// answer answers a question; what it gives shows the answer. apologise tells
// the person that there is none.
func (b *Bot) answer(ctx context.Context, q question, r reply, apologise func()) (then func()) {
	b.observe(Observation{Kind: Stage, Label: "queued", Took: time.Since(q.came)})
	done := b.think(ctx, q, r)
	return func() {
		outcome, err := b.show(ctx, r, done)
		b.observe(Observation{Kind: Questions, Label: q.surface + " " + outcome})
		b.tellLog(ctx, q, outcome, err)
		switch {
		case err == nil:
			q.note.end()
		case !errors.Is(err, errOver):
			apologise()
		}
	}
}

func (b *Bot) tellLog(ctx context.Context, q question, outcome string, err error) {
	log := b.Log.With("surface", q.surface, "server", q.guild, "took", time.Since(q.came))
	if b.LogQuestions {
		log = log.With("question", q.Text)
	}
	switch {
	case err == nil:
		log.InfoContext(ctx, "a question was answered", "outcome", outcome)
	case errors.Is(err, errOver):
		log.WarnContext(ctx, "an answer came too late and could not be shown")
	default:
		log.ErrorContext(ctx, "a question was not answered", "error", err)
	}
}

// thought is an answer that is to be shown.
type thought struct {
	question
	answer *answer.Answer
	err    error
	parent string
	index  *retrieval.Index // from which it was answered
	stream *stream
}

// think does the work of an answer.
func (b *Bot) think(ctx context.Context, q question, r reply) (t thought) {
	t = thought{question: q}
	defer func() {
		if p := recover(); p != nil {
			q.leave()
			if t.stream != nil {
				t.stream.end()
				t.stream.settled()
			}
			panic(p)
		}
	}()
	t.Before, t.parent = b.before(q.guild, q.channel, q.replied)
	t.Scope = q.guild
	tokens, notice := b.reserve(q)
	t.Extracts = notice != ""
	t.index, t.stream = b.Library.Index(), b.grow(ctx, t.question, r)
	begun := time.Now()
	t.answer, t.err = b.Engine.Ask(ctx, t.Question, t.stream.point)
	b.settle(tokens, t.answer)
	if t.err != nil {
		return t
	}
	b.observe(Observation{Kind: Stage, Label: "answer", Took: time.Since(begun)})
	if notice != "" {
		ahead, behind := t.answer.Notified()
		t.answer.Notices = slices.Concat(ahead, []string{notice}, behind)
	}
	b.count(t.answer)
	return t
}

// offTopic tells whether a question that nobody put to the bot, in a channel for
// questions, is about something else: the record has no answer, and it names
// neither a delegation nor a matter of the processes.
func (t thought) offTopic() bool {
	return t.surface == "channel" && t.err == nil && t.answer.Status == answer.Silent &&
		len(t.answer.Understood.States)+len(t.answer.Understood.Topics)+len(t.answer.Understood.Processes) == 0
}

// show shows an answer, and tells the outcome in a word.
func (b *Bot) show(ctx context.Context, r reply, t thought) (string, error) {
	defer t.leave()
	if t.stream != nil {
		defer t.stream.settled()
	}
	if t.offTopic() {
		t.leave()
		t.stream.end()
		return "left alone", nil
	}
	var kept state.Answer
	if t.err == nil {
		kept = b.keep(ctx, t)
	}
	t.leave() // the next question can be read with this one, whenever it is shown
	if t.stream != nil {
		t.stream.end()
	}
	if errors.Is(t.err, answer.ErrNoQuestion) {
		return "empty", r.show(ctx, b.plain("There is no question in that. Ask what a State has said of a topic."))
	}
	if t.err != nil {
		return "failed", t.err
	}
	if err := b.present(ctx, r, t, kept); err != nil {
		return "failed", err
	}
	if kept.ID != "" && b.Library.Index() != t.index { // the library changed meanwhile, and nobody has looked at this answer
		b.reviewOne(ctx, kept.ID)
	}
	return string(t.answer.Status), nil
}

// conversation has the questions of one conversation answered one after the
// other, since each may follow up on the one before.
func (b *Bot) conversation(ctx context.Context, q question) (leave func(), err error) {
	if !b.oneConversation(q) {
		return func() {}, nil
	}
	return b.talks.enter(ctx, q.channel)
}

// oneConversation tells whether all that is asked in the channel is one.
func (b *Bot) oneConversation(q question) bool {
	if q.guild == "" || q.surface == "thread" {
		return true
	}
	_, err := b.State.Thread(q.channel)
	return err == nil
}

// keep keeps an answer; one that cannot be kept has no ID, and no buttons.
func (b *Bot) keep(ctx context.Context, t thought) state.Answer {
	k := b.keepAnswer(t.answer, t.surface)
	kept := state.Answer{
		Guild: t.guild, Channel: t.channel, Asker: t.who, Private: t.private, Parent: t.parent,
		Statements: statements(k.Answer.Citations), Body: k.bytes(),
	}
	if err := b.State.SaveAnswer(&kept); err != nil {
		b.Log.ErrorContext(ctx, "an answer could not be kept: it has no buttons", "error", err)
		kept.ID = ""
	}
	return kept
}

// present shows an answer and keeps where it is.
func (b *Bot) present(ctx context.Context, r reply, t thought, kept state.Answer) error {
	begun := time.Now()
	v := b.view(kept, b.keepAnswer(t.answer, t.surface), t.repeat)
	if err := b.showIn(ctx, r, t.answer, &v); err != nil {
		if kept.ID != "" {
			_ = b.State.DeleteAnswer(kept.ID)
		}
		return err
	}
	b.observe(Observation{Kind: Stage, Label: "send", Took: time.Since(begun)})
	if kept.ID == "" {
		return nil
	}
	channel, messageID := r.at()
	b.placed(ctx, kept.ID, channel, messageID, v.Bare)
	b.openThread(ctx, t.question, kept.ID, channel, messageID)
	return nil
}

// showIn shows an answer, with its sources in the text where embeds are dropped;
// the view tells whether they are.
func (b *Bot) showIn(ctx context.Context, r reply, a *answer.Answer, v *message.View) error {
	v.Bare = r.bare()
	m, _ := b.make.Answer(a, *v)
	err := r.show(ctx, m)
	if err != nil || v.Bare || !r.bare() {
		return err
	}
	v.Bare = true // that is known now
	m, _ = b.make.Answer(a, *v)
	return r.show(ctx, m)
}

// placed keeps in which message an answer is, and whether that is bare.
func (b *Bot) placed(ctx context.Context, id, channel, messageID string, bare bool) {
	_, err := b.State.UpdateAnswer(id, func(a *state.Answer) error {
		a.Channel, a.Message = or(channel, a.Channel), messageID
		if k, err := readKept(a.Body); err == nil && bare {
			k.Bare = true
			a.Body = k.bytes()
		}
		return nil
	})
	switch {
	case errors.Is(err, state.ErrNotFound) && messageID != "": // forgotten while it was being shown
		b.takeButtons(ctx, channel, messageID)
	case err != nil && !errors.Is(err, state.ErrNotFound):
		b.Log.ErrorContext(ctx, "it could not be kept where an answer is", "error", err)
	}
}

// view says how an answer is shown.
func (b *Bot) view(a state.Answer, k kept, repeat bool) message.View {
	v := message.View{Ref: a.ID, Private: a.Private, Bare: k.Bare, Thread: b.threadable(a, k.Surface)}
	if k.Answer != nil {
		v.Model = k.Answer.Model
	}
	v.Share = k.Check != nil && a.Private && a.Guild != ""
	if repeat && k.Answer != nil {
		v.Question = k.Answer.Question
	}
	return v
}

// payer names whose tokens an answer takes: the server's or, in direct messages,
// those of the person, by a pseudonym. There each person has as many as a server,
// so that nobody spends what others need.
func (b *Bot) payer(guild, who string) string {
	if guild != "" {
		return guild
	}
	return "direct messages of " + b.State.Pseudonym(who)
}

// reserve sets aside the tokens that an answer by a model may take. Where the
// day's are spent, the answer is made of extracts, and says why.
func (b *Bot) reserve(q question) (*state.Reservation, string) {
	if b.Engine.Drafter == nil || b.AnswerTokens <= 0 {
		return nil, ""
	}
	r, err := b.State.Reserve(b.payer(q.guild, q.who), b.AnswerTokens, b.Tokens)
	switch {
	case err == nil:
		return r, ""
	case errors.Is(err, state.ErrSpent):
		b.observe(Observation{Kind: Refusals, Label: "tokens"})
		return nil, "Today's budget for the language model is spent, so this is made of extracts. It is full again at 00:00 UTC."
	}
	b.Log.Error("the budget for the language model could not be read", "error", err)
	return nil, "The language model is not used just now, so this is made of extracts."
}

func (b *Bot) settle(r *state.Reservation, a *answer.Answer) {
	if r == nil {
		return
	}
	spent := 0
	if a != nil {
		spent = a.Usage.TokensIn + a.Usage.TokensOut
	}
	if err := r.Settle(spent); err != nil {
		b.Log.Error("tokens spent could not be noted", "error", err)
	}
}

// count tells metrics of an answer.
func (b *Bot) count(a *answer.Answer) {
	if a.Usage.TokensIn+a.Usage.TokensOut > 0 {
		b.observe(Observation{Kind: Tokens, Label: "in", Value: float64(a.Usage.TokensIn)})
		b.observe(Observation{Kind: Tokens, Label: "out", Value: float64(a.Usage.TokensOut)})
	}
	for _, w := range a.Withheld {
		b.observe(Observation{Kind: WithheldFor, Label: reasonKind(w.Reason), Value: 1})
	}
}

// reasonKind gives a reason for withholding without what it quotes or names.
func reasonKind(reason string) string {
	for _, mark := range []string{"“", "\"", ":", "(", ","} {
		reason, _, _ = strings.Cut(reason, mark)
	}
	return strings.TrimSpace(reason)
}

func (b *Bot) now() time.Time { return time.Now() }
