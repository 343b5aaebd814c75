package discord

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/bot/discord/discordtest"
	"verbatim/bot/state"
)

// works asks and expects an answer.
func (sc *scene) works() {
	sc.Helper()
	sc.has(sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty)), "does not support")
}

func TestGatewayFaults(t *testing.T) {
	for name, fault := range map[string]func(*discordtest.Server){
		"dropped":              (*discordtest.Server).Drop,
		"reconnect":            (*discordtest.Server).Reconnect,
		"invalid, resumable":   func(s *discordtest.Server) { s.Invalidate(true) },
		"invalid":              func(s *discordtest.Server) { s.Invalidate(false) },
		"closed 4000":          func(s *discordtest.Server) { s.CloseWith(4000) },
		"closed 4009":          func(s *discordtest.Server) { s.CloseWith(4009) },
		"reconnect for READY":  func(s *discordtest.Server) { s.InPlace(once(2, "reconnect")); s.Invalidate(false) },
		"nothing for READY":    func(s *discordtest.Server) { s.InPlace(once(2, "nothing")); s.Invalidate(false) },
		"reconnect for RESUME": func(s *discordtest.Server) { s.InPlace(once(6, "reconnect")); s.Drop() },
		"invalid for RESUME":   func(s *discordtest.Server) { s.InPlace(once(6, "invalid")); s.Drop() },
		"silent":               (*discordtest.Server).Silence,
		"no acknowledgements":  (*discordtest.Server).StopAcks,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sc := newScene(t, discordtest.Options{NoSpec: true, Heartbeat: 300 * time.Millisecond}, nil)
			sc.works()
			fault(sc.s)
			time.Sleep(50 * time.Millisecond)
			asked := sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty) // while it is away
			if !sc.s.WaitOnline(1, soon) {
				t.Fatalf("it did not come back:\n%s", sc.log)
			}
			if !strings.HasPrefix(name, "invalid") && !strings.HasSuffix(name, "READY") && name != "closed 4009" {
				sc.has(sc.answered(asked), "does not support") // the gateway replays it
			}
			if !within(soon, func() bool { return sc.b.Health().OK }) {
				t.Fatalf("it is not well: %+v", sc.b.Health())
			}
			sc.works()
			time.Sleep(100 * time.Millisecond)
			answers := map[string]int{}
			for _, m := range botMessages(sc.s.Messages(sc.general, sc.alice)) {
				if answers[m.ReplyTo]++; answers[m.ReplyTo] > 1 {
					t.Error("a question was answered twice")
				}
			}
		})
	}
}

// once does something in place of the next answer to an op.
func once(op int, what string) func(int) string {
	var done atomic.Bool
	return func(got int) string {
		if got == op && done.CompareAndSwap(false, true) {
			return what
		}
		return ""
	}
}

func TestShards(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true, Shards: 3, IdentifyEvery: 15 * time.Millisecond}, nil)
	if !sc.s.WaitOnline(3, soon) {
		t.Fatalf("not all shards came online:\n%s", sc.log)
	}
	for range 4 {
		g := sc.s.Guild("another")
		u := g.Member("u", 0)
		sc.has(sc.answered(u.Say(g.Channel("c"), sc.s.Mention()+" "+treaty)), "does not support")
		time.Sleep(2 * time.Millisecond)
	}
	if h := sc.b.Health(); h.Shards["ready"] != 3 {
		t.Errorf("%+v", h)
	}
}

func TestCommandsAreRegisteredOnce(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, nil)
	if n := sc.s.Overwrites(); n != 1 {
		t.Errorf("registered %d times", n)
	}
	registered := func() bool { return strings.Contains(sc.log.String(), "the commands were registered") }
	if !within(soon, registered) {
		t.Fatal("it is not in the log that commands were registered")
	}
	sc.stop()
	sc.begin(nil)
	if !within(soon, func() bool { return strings.Contains(sc.log.String(), "registered as they should be") }) {
		t.Error("it was not looked whether commands changed")
	}
	if n := sc.s.Overwrites(); n != 1 {
		t.Errorf("registered %d times, though nothing changed", n)
	}
	sc.stop()
	sc.begin(func(o *Options, sc *scene) { o.Guilds = []string{sc.guild.ID} })
	if !within(soon, func() bool { return len(sc.s.Commands("")) == 0 && len(sc.s.Commands(sc.guild.ID)) > 0 }) {
		t.Errorf("everywhere %v, in the server %v", sc.s.Commands(""), sc.s.Commands(sc.guild.ID))
	}
}

func TestButtonsOutliveTheProgram(t *testing.T) {
	sc := newScene(t, discordtest.Options{}, nil)
	m := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	q := sc.slash(sc.alice, sc.general, "quote", map[string]any{"words": "legally binding treaty"})
	if err := sc.stop(); err != nil {
		t.Fatal(err)
	}
	sc.write("cn.toml", documents["cn.toml"]+"speaker = \"Somebody Else\"\n")
	sc.open()
	sc.begin(nil)
	sc.has(sc.click(sc.alice, m, "Show the words"), "does not support a new legally binding treaty")
	sc.has(sc.answered(sc.alice.Reply(m, "and China?")), "Understood as", "be negotiated", "Somebody Else")
	if !within(soon, func() bool { return strings.Contains(sc.s.Message(q.ID).Text(), "corrected") }) {
		t.Errorf("the passages shown before the correction:\n%s", sc.s.Message(q.ID).Text())
	}
}

func TestOneSlowEditHoldsUpNobodyElse(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, func(o *Options, _ *scene) { o.Workers = 1 })
	var stuck atomic.Pointer[string]
	sc.s.Fail(discordtest.Fault{Match: "PATCH webhooks", Delay: 4 * time.Second, Only: func(r *http.Request) bool {
		id := stuck.Load()
		return id != nil && strings.Contains(r.URL.Path, *id)
	}})
	slow, err := sc.alice.Slash(sc.general, "ask", map[string]any{"question": treaty})
	if err != nil {
		t.Fatal(err)
	}
	stuck.Store(&slow.Token)
	begun := time.Now()
	for range 5 {
		sc.slash(sc.boss, sc.general, "ask", map[string]any{"question": treaty})
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("five others took %v while one edit was slow", took)
	}
	sc.shown(slow)
}

func TestDiscordsTroubles(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, nil)
	ask := func(name string, f discordtest.Fault) {
		t.Helper()
		end := sc.s.Fail(f)
		defer end()
		m := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
		sc.has(m, "does not support")
		n := 0
		for _, other := range botMessages(sc.s.Messages(sc.general, sc.alice)) {
			if other.ReplyTo == m.ReplyTo {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: answered %d times", name, n)
		}
	}
	const post = "POST channels/{channel}/messages"
	ask("429", discordtest.Fault{Match: post, Times: 2, Limit: 300 * time.Millisecond})
	ask("global 429", discordtest.Fault{Match: post, Times: 1, Limit: 300 * time.Millisecond, Global: true})
	ask("502", discordtest.Fault{Match: post, Times: 2, Status: 502})
	ask("500", discordtest.Fault{Match: post, Times: 1, Status: 500})
	ask("cut", discordtest.Fault{Match: post, Times: 1, Cut: true})
	end := sc.s.Fail(discordtest.Fault{Match: "PATCH webhooks", Times: 2, Status: 503})
	sc.has(sc.slash(sc.alice, sc.general, "ask", map[string]any{"question": treaty}), "does not support")
	end()
	sc.s.Fail(discordtest.Fault{Match: "typing", Status: 500})
	sc.works()
}

func TestRateLimitsAreKept(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true, RateLimits: true, Window: 400 * time.Millisecond}, func(o *Options, _ *scene) { o.PerUser, o.Burst, o.PerGuild = 1000, 1000, 1000 })
	var asked []*discordtest.Message
	for range 14 {
		asked = append(asked, sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	}
	for _, m := range asked {
		sc.has(sc.answered(m), "does not support")
	}
	if n := sc.s.Limited(); n > 6 {
		t.Errorf("%d requests were too many", n)
	}
}

func TestLateAnswersFallBackOnTheChannel(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true, TokenLife: 50 * time.Millisecond}, nil)
	sc.engine.Drafter = drafter(func(ctx context.Context, f *answer.Found, claim func(answer.Claim)) error {
		time.Sleep(200 * time.Millisecond)
		return errors.New("slow")
	})
	i, err := sc.alice.Slash(sc.general, "ask", map[string]any{"question": treaty})
	if err != nil || !i.Acked() {
		t.Fatal(err)
	}
	m := sc.s.WaitMessage(sc.general, sc.alice, soon, func(m *discordtest.Message) bool {
		return strings.Contains(m.Content, "does not support") && len(m.Buttons()) > 0
	})
	if m == nil {
		t.Fatalf("the answer was lost:\n%s", sc.log)
	}
	sc.has(sc.click(sc.alice, m, "Show the words"), "does not support")
	if _, err := sc.alice.Slash(sc.general, "ask", map[string]any{"question": "Tell me of capacity-building, France", "private": true}); err != nil {
		t.Fatal(err)
	}
	time.Sleep(500 * time.Millisecond)
	for _, m := range sc.s.Messages(sc.general, sc.boss) {
		if strings.Contains(m.Content, "demand-driven") {
			t.Error("a private answer was shown to everybody")
		}
	}
}

// drafter is a model that a test scripts.
type drafter func(ctx context.Context, f *answer.Found, claim func(answer.Claim)) error

func (d drafter) Draft(ctx context.Context, f *answer.Found, claim func(answer.Claim)) (answer.Usage, error) {
	return answer.Usage{TokensIn: 400, TokensOut: 100}, d(ctx, f, claim)
}

// quoting is a model that quotes the passages' first sentences, one after the other.
func quoting(pause time.Duration) drafter {
	return func(ctx context.Context, f *answer.Found, claim func(answer.Claim)) error {
		for i, p := range f.Passages {
			for _, sentence := range strings.SplitAfter(p.Passage.Text(), ". ") {
				claim(answer.Claim{Text: "“" + strings.TrimSpace(sentence) + "”", Quotes: []string{strings.TrimSpace(sentence)}, Marks: []int{i + 1}})
				select {
				case <-time.After(pause):
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		}
		return nil
	}
}

func TestAnswersGrow(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, func(o *Options, _ *scene) { o.EditEvery, o.Model = 100*time.Millisecond, "small" })
	sc.engine.Drafter = quoting(120 * time.Millisecond)
	m := sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty))
	sc.has(m, "does not support", "small")
	edits := len(m.Edits)
	if edits < 1 || edits > mostEdits+1 {
		t.Errorf("%d edits", edits)
	}
	if !strings.Contains(m.Edits[0], "Still writing") {
		t.Errorf("first it showed %q", m.Edits[0])
	}
}

func TestBudget(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, func(o *Options, _ *scene) {
		o.Model, o.AnswerTokens, o.Tokens = "small", 1000, state.Limits{Guild: 1400}
	})
	sc.engine.Drafter = quoting(0)
	ask := func() *discordtest.Message { return sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty)) }
	sc.lacks(ask(), "budget")
	sc.has(ask(), "budget for the language model is spent", "does not support", "extracts")
	if mine, all, err := sc.db.Spent(sc.guild.ID); err != nil || mine != 500 || all != 500 {
		t.Errorf("spent %d and %d, %v", mine, all, err)
	}
	sc.lacks(sc.answered(sc.alice.Say(sc.alice.DM(), treaty)), "budget")
	sc.has(sc.slash(sc.alice, sc.general, "status", nil), "65 % left")
}

func TestAPanicEndsOneEvent(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, nil)
	sc.engine.Drafter = drafter(func(_ context.Context, f *answer.Found, _ func(answer.Claim)) error {
		if strings.Contains(f.Question.Text, "France") {
			panic("a bug")
		}
		return errors.New("no model")
	})
	m := sc.slash(sc.alice, sc.general, "ask", map[string]any{"question": treaty})
	sc.has(m, "Something went wrong on this side")
	sc.lacks(m, "a bug", "panic", "goroutine")
	for range 3 {
		sc.has(sc.answered(sc.alice.Say(sc.general, sc.s.Mention()+" "+treaty)), "Something went wrong")
	}
	sc.has(sc.answered(sc.alice.Say(sc.alice.DM(), treaty)), "Something went wrong")
	sc.has(sc.answered(sc.alice.Say(sc.alice.DM(), "What does China say about a legally binding treaty?")), "be negotiated")
	log := sc.log.String()
	if !strings.Contains(log, "a bug") || !strings.Contains(log, "faults_test.go") {
		t.Error("the log lacks the panic with its stack")
	}
	code := strings.Split(m.Content, "`")[1]
	if !strings.Contains(log, code) {
		t.Errorf("the log does not have the code %s that the person was told", code)
	}
}

// What no person can send may come all the same.
func TestStrangeEvents(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, nil)
	for _, e := range []any{
		&discordgo.InteractionCreate{}, &discordgo.InteractionCreate{Interaction: &discordgo.Interaction{ID: "1", Type: 99, Token: "t", User: &discordgo.User{ID: "9"}}},
		&discordgo.InteractionCreate{Interaction: &discordgo.Interaction{ID: "2", Type: discordgo.InteractionMessageComponent, User: &discordgo.User{ID: "9"}, Token: "t"}},
		&discordgo.InteractionCreate{Interaction: &discordgo.Interaction{ID: "3", Type: discordgo.InteractionApplicationCommand, User: &discordgo.User{ID: "9"}, Token: "t"}},
		&discordgo.InteractionCreate{Interaction: &discordgo.Interaction{ID: "4", Type: discordgo.InteractionModalSubmit, User: &discordgo.User{ID: "9"}, Token: "t"}},
		&discordgo.InteractionCreate{Interaction: &discordgo.Interaction{ID: "5", Type: discordgo.InteractionApplicationCommandAutocomplete, User: &discordgo.User{ID: "9"}, Token: "t"}},
		&discordgo.MessageCreate{}, &discordgo.MessageCreate{Message: &discordgo.Message{ID: "6", Content: sc.s.Mention() + " hello"}},
		&discordgo.MessageCreate{Message: &discordgo.Message{ID: "7", Author: &discordgo.User{ID: "9"}, Content: sc.s.Mention() + treaty, ChannelID: "404", GuildID: "1"}},
		&discordgo.MessageDelete{}, (*discordgo.MessageDelete)(nil), nil, "words",
	} {
		func() {
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("%T: %v", e, p)
				}
			}()
			sc.b.handle(0, e)
		}()
	}
	if !within(soon, func() bool { return strings.Contains(sc.log.String(), "unknown kind") }) {
		t.Error("an unknown kind of interaction is not in the log")
	}
	time.Sleep(100 * time.Millisecond)
	if strings.Contains(sc.log.String(), "a panic") {
		t.Errorf("something panicked:\n%s", sc.log)
	}
	sc.works()
}

func TestStoppingFinishesOrExcuses(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, func(o *Options, _ *scene) { o.StopWithin = 2 * time.Second })
	begun := make(chan struct{}, 4)
	sc.engine.Drafter = drafter(func(ctx context.Context, f *answer.Found, _ func(answer.Claim)) error {
		begun <- struct{}{}
		if strings.Contains(f.Question.Text, "China") {
			time.Sleep(300 * time.Millisecond)
			return errors.New("no model")
		}
		<-ctx.Done()
		return ctx.Err()
	})
	quick, err := sc.alice.Slash(sc.general, "ask", map[string]any{"question": "What does China say about a legally binding treaty?"})
	if err != nil {
		t.Fatal(err)
	}
	endless, err := sc.boss.Slash(sc.general, "ask", map[string]any{"question": treaty})
	if err != nil {
		t.Fatal(err)
	}
	message := sc.boss.Say(sc.general, sc.s.Mention()+" "+treaty)
	for range 3 {
		<-begun
	}
	start := time.Now()
	if err := sc.stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("stopping took %v", took)
	}
	sc.has(sc.shown(quick), "be negotiated")
	sc.has(sc.shown(endless), "being restarted")
	sc.has(sc.answered(message), "being restarted")
}

func TestDiscordIsAwayAtTheStart(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, nil)
	sc.stop()
	end := sc.s.Fail(discordtest.Fault{Match: "users/@me", Status: 503})
	go func() {
		time.Sleep(500 * time.Millisecond)
		end()
	}()
	sc.begin(nil)
	sc.works()
}

// Whoever asks many things in one conversation waits for themselves, and nobody
// else does.
func TestOneConversationHoldsUpNobodyElse(t *testing.T) {
	sc := newScene(t, discordtest.Options{NoSpec: true}, func(o *Options, _ *scene) { o.Workers = 2 })
	let := make(chan struct{})
	sc.engine.Drafter = drafter(func(ctx context.Context, f *answer.Found, _ func(answer.Claim)) error {
		if strings.Contains(f.Question.Text, "China") {
			<-let
		}
		return errors.New("no model")
	})
	var asked []*discordtest.Message
	for range 5 {
		asked = append(asked, sc.alice.Say(sc.alice.DM(), "What does China say about a legally binding treaty?"))
	}
	time.Sleep(50 * time.Millisecond)
	sc.has(sc.answered(sc.boss.Say(sc.general, sc.s.Mention()+" "+treaty)), "does not support")
	close(let)
	for _, m := range asked {
		sc.has(sc.answered(m), "be negotiated")
	}
}
