package discord

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/bot/discord/wire"
	"verbatim/bot/state"
)

// message decides whether a message is a question for the bot, and answers it.
func (b *Bot) message(m *discordgo.Message) {
	if m.Author != nil && m.Author.ID == b.me.Load().user {
		b.mine(m)
		return
	}
	if m.Author == nil || m.Author.Bot || m.Author.System || m.WebhookID != "" {
		return
	}
	if m.Type != discordgo.MessageTypeDefault && m.Type != discordgo.MessageTypeReply {
		return
	}
	id := newID()
	b.busy.Add(1)
	go func() {
		defer b.busy.Done()
		ctx := withID(b.work, id)
		defer b.recovered(ctx, "a message", func() { b.sorry(ctx, m, id) })
		if q, ok := b.addressed(ctx, m); ok {
			b.asked(ctx, m, q, id)
		}
	}()
}

// addressed tells whether a message is for the bot, and what it asks.
func (b *Bot) addressed(ctx context.Context, m *discordgo.Message) (question, bool) {
	me, role := b.me.Load().user, b.roleIn(ctx, m)
	q := question{guild: m.GuildID, channel: m.ChannelID, who: m.Author.ID, came: time.Now()}
	q.Text = withoutMention(m.Content, me, role)
	if mine, id := b.repliesToMe(m); mine {
		q.replied, q.surface = id, "reply"
		return q, q.Text == "" || !isSmallTalk(q.Text)
	}
	if m.GuildID == "" {
		q.surface = "direct"
		return q, true
	}
	if role != "" || me != "" && (strings.Contains(m.Content, "<@"+me+">") || strings.Contains(m.Content, "<@!"+me+">")) {
		q.surface = "mention"
		return q, true
	}
	if _, err := b.State.Thread(m.ChannelID); err == nil {
		q.surface = "thread"
		return q, !forOthers(m) && q.Text != "" && !isSmallTalk(q.Text)
	}
	settings, err := b.State.Settings(m.GuildID)
	if err != nil {
		b.Log.Warn("a server's set-up could not be read", "error", err)
		return q, false
	}
	q.surface = "channel"
	return q, slices.Contains(settings.QuestionChannels, m.ChannelID) && !forOthers(m) && answer.AsksRecord(b.make.States, q.Text)
}

// roleIn gives the bot's own role where a message mentions that, else "".
func (b *Bot) roleIn(ctx context.Context, m *discordgo.Message) string {
	if m.GuildID == "" || len(m.MentionRoles) == 0 && !strings.Contains(m.Content, "<@&") {
		return ""
	}
	role := b.ownRole(ctx, m.GuildID)
	if role != "" && (slices.Contains(m.MentionRoles, role) || strings.Contains(m.Content, "<@&"+role+">")) {
		return role
	}
	return ""
}

// repliesToMe tells whether a message is a reply to one of the bot's, and the ID
// of the answer that this one shows. The message replied to may not come with it.
func (b *Bot) repliesToMe(m *discordgo.Message) (mine bool, id string) {
	switch ref := m.ReferencedMessage; {
	case ref != nil && ref.Author != nil:
		if ref.Author.ID != b.me.Load().user {
			return false, ""
		}
		return true, b.answerIn(ref.ID)
	case m.MessageReference != nil && m.MessageReference.Type == discordgo.MessageReferenceTypeDefault && m.MessageReference.MessageID != "":
		a, err := b.State.AnswerAt(m.MessageReference.MessageID)
		if err != nil || a.Retracted {
			return err == nil, ""
		}
		return true, a.ID
	}
	return false, ""
}

// answerIn gives the ID of the answer that a message of the bot's shows, ""
// where it shows none any more. One that was just sent may not be known yet.
func (b *Bot) answerIn(messageID string) string {
	for begun := time.Now(); ; {
		if placed, grows := b.showing.Load(messageID); grows {
			select {
			case <-placed.(chan struct{}):
			case <-b.work.Done():
			}
		}
		a, err := b.State.AnswerAt(messageID)
		switch {
		case err == nil && !a.Retracted:
			return a.ID
		case err == nil || time.Since(bornAt(messageID)) > settledAfter || time.Since(begun) > settledAfter || b.work.Err() != nil:
			return ""
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// settledAfter is how long after a message was sent it is known what it shows.
const settledAfter = 2 * time.Second

// forOthers tells whether a message speaks to other people.
func forOthers(m *discordgo.Message) bool {
	return len(m.Mentions) > 0 || len(m.MentionRoles) > 0 || m.MentionEveryone || m.MessageReference != nil
}

// withoutMention gives what a message says beside naming the bot.
func withoutMention(content, me, role string) string {
	if me != "" {
		content = strings.NewReplacer("<@"+me+">", " ", "<@!"+me+">", " ", "<@&"+role+">", " ").Replace(content)
	}
	return clean(content)
}

// smallTalk has the words of which thanks and the like consist.
var smallTalk = regexp.MustCompile(`(?i)^(?:(?:thanks?|thank|thx|ty|you|u|very|much|so|a|lot|ok|okay|k|great|good|nice|cool|perfect|excellent|awesome|wow|helpful|useful|interesting|lol|haha\w*|hehe\w*|yes|yeah|yep|no|nope|sure|fine|right|indeed|agreed|got|it|i|see|all|everybody|everyone|that|this|is|was|enough|for|today|now|bye|cheers|welcome|well|done|understood|noted|and|but|oh|ah|hm+|` +
	`merci|beaucoup|bien|parfait|d'accord|gracias|muchas|vale|perfecto|спасибо|большое|хорошо|понятно|ясно|да|нет|شكرا|جزيلا|نعم|حسنا|谢谢|多谢|好的|明白了?)(?:[^\p{L}]+|$))+$`)

// isSmallTalk tells thanks and the like from questions: nobody wants an answer.
func isSmallTalk(text string) bool {
	return !strings.ContainsAny(text, "?？؟") && (smallTalk.MatchString(text) || !hasWords(text))
}

func hasWords(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// meantForBot finds greetings, and questions about the bot itself: the record holds
// no answer to these, only what happens to be nearest.
var meantForBot = regexp.MustCompile(`(?i)^(?:[\s,;:!.]*(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|there|bot|verbatim|please|ping|test(?:ing)?|start|help(?: me)?|` +
	`who (?:are|r) (?:you|u)|what (?:are|r) you|what(?: can|'s| is| do) (?:you|this(?: bot)?)(?: do| for)?|how (?:do|can|does) (?:i|you|this(?: bot)?|it) (?:use|ask|work)(?: (?:you|this|it))?|are you (?:there|a bot|an ai|human|real|online|alive)|how are you(?: today)?|` +
	`bonjour|bonsoir|salut|aide|qui es-tu|qui êtes-vous|hola|buenos días|buenas|ayuda|quién eres|привет|здравствуйте|помощь|кто ты|你好|您好|帮助|你是谁|مرحبا|السلام عليكم|مساعدة|من أنت))+[\s,!?.？؟]*$`)

// asked answers a message that is for the bot.
func (b *Bot) asked(ctx context.Context, m *discordgo.Message, q question, id string) {
	r := &messageReply{b: b, channel: m.ChannelID, question: m.ID}
	if refusal := b.unanswerable(m, &q); refusal != nil {
		b.refuse(ctx, r, m, refusal)
		return
	}
	if !b.pool.enter() {
		b.refuse(ctx, r, m, b.tooBusy())
		return
	}
	stop := b.typing(ctx, m.ChannelID)
	q.note = b.promise(state.Unfinished{ID: m.ID, Guild: q.guild, Channel: m.ChannelID, ReplyTo: m.ID, What: ofAnswer}).keep()
	r.note = q.note
	err := b.inTurn(ctx, &q, func() {
		b.do(ctx, "answering", func() {
			stop()
			b.sorryIn(ctx, &messageReply{b: b, channel: m.ChannelID, question: m.ID, note: q.note}, id)
		}, func() func() {
			then := b.answer(ctx, q, r, func() { b.sorryIn(ctx, r, id) })
			return func() {
				defer stop()
				then()
			}
		})
	})
	if err != nil {
		stop()
		b.sorryIn(ctx, r, id)
	}
}

// unanswerable gives what to say in place of an answer, nil where the question
// can be answered.
func (b *Bot) unanswerable(m *discordgo.Message, q *question) error {
	c := &call{b: b, who: q.who, Interaction: &discordgo.Interaction{GuildID: m.GuildID, Member: m.Member}}
	if err := c.mayAsk(); err != nil {
		if q.surface == "channel" || q.surface == "thread" {
			return errQuiet
		}
		return err
	}
	switch {
	case q.Text == "" && b.blind.Load() && q.surface == "reply":
		return tell("This bot cannot read a reply that does not mention it. Mention it in the reply, or use /ask.")
	case q.Text == "" && m.Content == "" && b.blind.Load() && q.surface == "mention":
		return tell("This bot cannot read a message that mentions its role alone. Mention the bot itself, or use /ask.")
	case q.Text == "" && len(m.Attachments) > 0:
		return tell("This bot reads no attachments. Ask in words; admins add documents with /library add.")
	case q.Text == "", (q.surface == "mention" || q.surface == "direct") && (isSmallTalk(q.Text) && hasWords(q.Text) || meantForBot.MatchString(q.Text)):
		return told(b.greeting())
	case utf8.RuneCountInString(q.Text) > longestQuestion:
		return tell("That is longer than a question may be (%d characters). Ask about one thing at a time, in a few sentences.", longestQuestion)
	}
	err := b.admit(q.who, q.guild)
	if err == nil {
		err = b.patient(*q)
	}
	if err != nil && !b.limits.tell(q.who, b.now()) {
		return errQuiet // who floods a channel is answered once, not each time
	}
	return err
}

// errQuiet is a refusal that nobody is told.
var errQuiet = errors.New("refused without a word")

// refuse tells a person why there is no answer.
func (b *Bot) refuse(ctx context.Context, r *messageReply, m *discordgo.Message, err error) {
	var told told
	if errors.Is(err, errQuiet) {
		return
	}
	if !errors.As(err, &told) {
		b.Log.ErrorContext(ctx, "a message could not be dealt with", "error", err)
		return
	}
	if err := r.show(ctx, message.Plain(string(told))); err != nil {
		b.Log.InfoContext(ctx, "a refusal did not arrive", "error", err)
	}
}

// sorry apologises in a message of its own.
func (b *Bot) sorry(ctx context.Context, m *discordgo.Message, id string) {
	b.sorryIn(ctx, &messageReply{b: b, channel: m.ChannelID, question: m.ID}, id)
}

func (b *Bot) sorryIn(ctx context.Context, r *messageReply, id string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := r.show(ctx, message.Plain(b.apology(id))); err != nil {
		b.Log.InfoContext(ctx, "an apology did not arrive", "error", err)
		return
	}
	r.note.end()
}

// typing shows that the bot is at work, until stop is called.
func (b *Bot) typing(ctx context.Context, channel string) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer b.recovered(ctx, "typing", nil)
		for ctx.Err() == nil {
			if err := b.client.Typing(ctx, channel); err != nil && (wire.Denied(err) || wire.Gone(err)) {
				return
			}
			select {
			case <-ctx.Done():
			case <-time.After(8 * time.Second): // Discord shows it for ten
			}
		}
	}()
	return cancel
}

// threadable tells whether an answer can be gone on from in a thread: not from
// within one.
func (b *Bot) threadable(a state.Answer, surface string) bool {
	if a.Guild == "" || a.Private || surface == "thread" || b.blind.Load() {
		return false
	}
	_, err := b.State.Thread(a.Channel)
	return err != nil
}
