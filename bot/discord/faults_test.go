package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
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
	sc.has(sc.asked(treaty), "does not support")
}

func TestGatewayFaults(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(*discordtest.Gateway){
		"dropped":              (*discordtest.Gateway).Drop,
		"reconnect":            (*discordtest.Gateway).Reconnect,
		"invalid, resumable":   func(g *discordtest.Gateway) { g.InvalidSession(true) },
		"invalid":              func(g *discordtest.Gateway) { g.InvalidSession(false) },
		"closed 4000":          func(g *discordtest.Gateway) { g.CloseWith(4000) },
		"closed 4009":          func(g *discordtest.Gateway) { g.CloseWith(4009) },
		"reconnect for READY":  func(g *discordtest.Gateway) { g.NextIdentify(discordtest.AnswerReconnect()); g.InvalidSession(false) },
		"nothing for READY":    func(g *discordtest.Gateway) { g.NextIdentify(discordtest.AnswerNothing()); g.InvalidSession(false) },
		"reconnect for RESUME": func(g *discordtest.Gateway) { g.NextResume(discordtest.AnswerReconnect()); g.Drop() },
		"invalid for RESUME":   func(g *discordtest.Gateway) { g.NextResume(discordtest.AnswerInvalid(false)); g.Drop() },
		"silent":               (*discordtest.Gateway).Silence,
		"no acknowledgements":  (*discordtest.Gateway).StopAcks,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			do := unlimited()
			do.HeartbeatInterval = 300 * time.Millisecond
			sc := newSceneIn(t, do, nil)
			sc.works()
			fault(sc.s.Gateway)
			time.Sleep(50 * time.Millisecond)
			asked := sc.ask(sc.alice, sc.general, treaty) // while it is away
			if err := sc.s.WaitReady(1, soon); err != nil {
				t.Fatalf("it did not come back: %v\n%s", err, sc.log)
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
			for _, m := range sc.botMessages(sc.general, sc.alice) {
				if answers[repliedTo(m)]++; answers[repliedTo(m)] > 1 {
					t.Error("a question was answered twice")
				}
			}
		})
	}
}

func TestShards(t *testing.T) {
	do := unlimited()
	do.Shards, do.IdentifyEvery = 3, 15*time.Millisecond
	sc := newSceneIn(t, do, nil)
	sc.s.Ready(t, 3)
	for _, name := range []string{"one", "two", "three", "four"} {
		g := sc.s.Guild(name)
		u := g.Member("somebody in " + name)
		sc.has(sc.answered(sc.ask(u, g.Channel("c"), treaty)), "does not support")
		time.Sleep(2 * time.Millisecond)
	}
	if h := sc.b.Health(); h.Shards["ready"] != 3 {
		t.Errorf("%+v", h)
	}
}

func TestCommandsAreRegisteredOnce(t *testing.T) {
	sc := newSceneIn(t, unlimited(), nil)
	registered := func() bool { return strings.Contains(sc.log.String(), "the commands were registered") }
	if !within(soon, registered) {
		t.Fatal("it is not in the log that commands were registered")
	}
	if !within(soon, func() bool { return sc.registrations() == 1 }) {
		t.Errorf("registered %d times", sc.registrations())
	}
	sc.stop()
	sc.begin(nil)
	if !within(soon, func() bool { return strings.Contains(sc.log.String(), "registered as they should be") }) {
		t.Error("it was not looked whether commands changed")
	}
	if n := sc.registrations(); n != 1 {
		t.Errorf("registered %d times, though nothing changed", n)
	}
	sc.stop()
	sc.begin(func(o *Options, sc *scene) { o.Guilds = []string{sc.guild.ID()} })
	everywhere := func() []string { return sc.alice.Commands(sc.alice.DM()) }
	here := func() []string { return sc.alice.Commands(sc.general) }
	if !within(soon, func() bool { return len(everywhere()) == 0 && len(here()) > 0 }) {
		t.Errorf("everywhere %v, in the server %v", everywhere(), here())
	}
}

// registrations counts how often commands were registered.
func (sc *scene) registrations() (n int) {
	for _, r := range sc.s.Requests() {
		if r.Method == http.MethodPut && strings.HasSuffix(r.Route, "/commands") {
			n++
		}
	}
	return n
}

func TestButtonsOutliveTheProgram(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.asked(treaty)
	q := sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "legally binding treaty"})
	if err := sc.stop(); err != nil {
		t.Fatal(err)
	}
	sc.write("cn.toml", documents["cn.toml"]+"speaker = \"Somebody Else\"\n")
	sc.open()
	sc.begin(nil)
	sc.has(sc.click(sc.alice, m, "Show the words"), "does not support a new legally binding treaty")
	sc.has(sc.reply(m, "and China?"), "Understood as", "be negotiated", "Somebody Else")
	if !sc.eventually(q, says("corrected")) {
		t.Errorf("the passages shown before the correction:\n%s", sc.now(q).Text())
	}
}

func TestOneSlowEditHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	sc := newSceneIn(t, unlimited(), func(o *Options, _ *scene) { o.Workers = 1 })
	sc.s.Fault(discordtest.Fault{Delay: 4 * time.Second, Match: editsOfTheFirst()})
	slow := sc.alice.Slash(sc.general, "ask", discordtest.Values{"question": treaty})
	slow.Acked(t)
	begun := time.Now()
	for range 5 {
		sc.slash(sc.boss, sc.general, "ask", discordtest.Values{"question": treaty})
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("five others took %v while one edit was slow", took)
	}
	sc.shown(slow)
}

// editsOfTheFirst tells of requests that edit the answer to the first
// interaction that is acknowledged from now on.
func editsOfTheFirst() func(*discordtest.Request) bool {
	token := ""
	return func(r *discordtest.Request) bool {
		if path, ok := strings.CutSuffix(r.Path, "/callback"); ok && token == "" {
			token = path[strings.LastIndex(path, "/")+1:]
		}
		return token != "" && strings.HasPrefix(r.Route, "PATCH /webhooks/") && strings.Contains(r.Path, token)
	}
}

// Routes on which things go wrong.
const (
	postMessage = "POST /channels/{channel}/messages"
	editAnswer  = "PATCH /webhooks/{webhook}/{token}/messages/{message}"
	postTyping  = "POST /channels/{channel}/typing"
)

func TestDiscordsTroubles(t *testing.T) {
	t.Parallel()
	sc := newSceneIn(t, unlimited(), nil)
	ask := func(name string, f discordtest.Fault) {
		t.Helper()
		end := sc.s.Fault(f)
		defer end()
		m := sc.asked(treaty)
		sc.has(m, "does not support")
		n := 0
		for _, other := range sc.botMessages(sc.general, sc.alice) {
			if repliedTo(other) == repliedTo(m) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: answered %d times", name, n)
		}
	}
	ask("429", discordtest.Fault{Route: postMessage, Times: 2, Status: 429, RetryAfter: 300 * time.Millisecond})
	ask("global 429", discordtest.Fault{Route: postMessage, Times: 1, Status: 429, RetryAfter: 300 * time.Millisecond, Scope: "global"})
	ask("502", discordtest.Fault{Route: postMessage, Times: 2, Status: 502})
	ask("500", discordtest.Fault{Route: postMessage, Times: 1, Status: 500})
	ask("cut", discordtest.Fault{Route: postMessage, Times: 1, Cut: true})
	ask("cut, though done", discordtest.Fault{Route: postMessage, Times: 1, Cut: true, After: true})
	ask("503 of a proxy, though done", discordtest.Fault{Route: postMessage, Times: 1, Status: 503, HTML: true, After: true})
	end := sc.s.Fault(discordtest.Fault{Route: editAnswer, Times: 2, Status: 503})
	sc.has(sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": treaty}), "does not support")
	end()
	sc.s.Fault(discordtest.Fault{Route: postTyping, Status: 500})
	sc.works()
}

func TestRateLimitsAreKept(t *testing.T) {
	few := discordtest.Limit{N: 5, Per: 400 * time.Millisecond}
	limits := discordtest.RateLimits{Routes: map[string]discordtest.Limit{postMessage: few, postTyping: few, editAnswer: few}}
	sc := newSceneIn(t, discordtest.Options{Limits: limits}, func(o *Options, _ *scene) { o.PerUser, o.Burst, o.PerGuild = 1000, 1000, 1000 })
	var asked []*discordtest.Said
	for range 14 {
		asked = append(asked, sc.ask(sc.alice, sc.general, treaty))
	}
	for _, m := range asked {
		sc.has(sc.answered(m), "does not support")
	}
	if n := sc.s.Stats().RateLimited; n > 6 {
		t.Errorf("%d requests were too many", n)
	}
}

func TestLateAnswersFallBackOnTheChannel(t *testing.T) {
	do := unlimited()
	do.TokenLife = 50 * time.Millisecond
	sc := newSceneIn(t, do, nil)
	sc.engine.Drafter = drafter(func(ctx context.Context, f *answer.Found, claim func(answer.Claim)) error {
		time.Sleep(200 * time.Millisecond)
		return errors.New("slow")
	})
	sc.alice.Slash(sc.general, "ask", discordtest.Values{"question": treaty}).Acked(t)
	m, err := sc.alice.WaitSees(sc.general, func(m discordtest.Message) bool { return says("does not support")(m) && len(m.Buttons()) > 0 }, soon)
	if err != nil {
		t.Fatalf("the answer was lost: %v\n%s", err, sc.log)
	}
	sc.has(sc.click(sc.alice, m, "Show the words"), "does not support")
	sc.alice.Slash(sc.general, "ask", discordtest.Values{"question": "Tell me of capacity-building, France", "private": true}).Acked(t)
	time.Sleep(500 * time.Millisecond)
	for _, m := range sc.boss.Sees(sc.general) {
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
	sc := newSceneIn(t, unlimited(), func(o *Options, _ *scene) { o.EditEvery, o.Model = 100*time.Millisecond, "small" })
	sc.engine.Drafter = quoting(120 * time.Millisecond)
	m := sc.asked(treaty)
	sc.has(m, "does not support", "small")
	if m.Edits < 1 || m.Edits > mostEdits+1 {
		t.Errorf("%d edits", m.Edits)
	}
	if first := sc.s.History(m.ID)[0].Content; !strings.Contains(first, "Still writing") {
		t.Errorf("first it showed %q", first)
	}
}

func TestBudget(t *testing.T) {
	sc := newSceneIn(t, unlimited(), func(o *Options, _ *scene) {
		o.Model, o.AnswerTokens, o.Tokens = "small", 1000, state.Limits{Guild: 1400}
	})
	sc.engine.Drafter = quoting(0)
	ask := func() discordtest.Message { return sc.asked(treaty) }
	sc.lacks(ask(), "budget")
	sc.has(ask(), "budget for the language model is spent", "does not support", "extracts")
	if mine, all, err := sc.db.Spent(sc.guild.ID()); err != nil || mine != 500 || all != 500 {
		t.Errorf("spent %d and %d, %v", mine, all, err)
	}
	sc.has(sc.slash(sc.alice, sc.general, "status", nil), "65 % left")

	direct := func(u *discordtest.User) discordtest.Message { return sc.answered(u.Say(u.DM(), treaty)) }
	sc.lacks(direct(sc.alice), "budget")
	sc.has(direct(sc.alice), "budget for the language model is spent")
	sc.lacks(direct(sc.boss), "budget") // what others spend there is theirs
	sc.has(sc.slash(sc.boss, sc.boss.DM(), "status", nil), "65 % left")
}

func TestAPanicEndsOneEvent(t *testing.T) {
	sc := newSceneIn(t, unlimited(), nil)
	sc.engine.Drafter = drafter(func(_ context.Context, f *answer.Found, _ func(answer.Claim)) error {
		if strings.Contains(f.Question.Text, "France") {
			panic("a bug")
		}
		return errors.New("no model")
	})
	m := sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": treaty})
	sc.has(m, "Something went wrong on this side")
	sc.lacks(m, "a bug", "panic", "goroutine")
	for range 3 {
		sc.has(sc.asked(treaty), "Something went wrong")
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
	sc := newSceneIn(t, unlimited(), nil)
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
	t.Parallel()
	sc := newSceneIn(t, unlimited(), func(o *Options, _ *scene) { o.StopWithin = 2 * time.Second })
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
	quick := sc.alice.Slash(sc.general, "ask", discordtest.Values{"question": "What does China say about a legally binding treaty?"})
	endless := sc.boss.Slash(sc.general, "ask", discordtest.Values{"question": treaty})
	message := sc.ask(sc.boss, sc.general, treaty)
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

// Whoever asks while the program is told to end hears of it.
func TestAskedWhileStopping(t *testing.T) {
	sc := newSceneIn(t, unlimited(), func(o *Options, _ *scene) { o.PerGuild, o.Queue, o.Linger = 1000, 4, time.Second })
	var all []*discordtest.Interaction
	for i := range 40 {
		all = append(all, sc.guild.Member(fmt.Sprint("user", i)).Slash(sc.general, "ask", discordtest.Values{"question": treaty}))
	}
	if err := sc.stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
	told := map[string]int{}
	for _, x := range all {
		switch m := sc.shown(x); {
		case says("being restarted")(m):
			told["restart"]++
		case says("it can hold")(m):
			told["busy"]++
		default:
			sc.has(m, "legally binding treaty")
			told["answer"]++
		}
	}
	t.Log(told)
}

func TestDiscordIsAwayAtTheStart(t *testing.T) {
	sc := newSceneIn(t, unlimited(), nil)
	sc.stop()
	end := sc.s.Fault(discordtest.Fault{Route: "GET /users/@me", Status: 503})
	go func() {
		time.Sleep(500 * time.Millisecond)
		end()
	}()
	sc.begin(nil)
	sc.works()
	if sc.s.Stats().Faults == 0 {
		t.Error("it did not notice that Discord was away")
	}
}

// Whoever asks many things in one conversation waits for themselves, and nobody
// else does.
func TestOneConversationHoldsUpNobodyElse(t *testing.T) {
	sc := newSceneIn(t, unlimited(), func(o *Options, _ *scene) { o.Workers = 2 })
	let := make(chan struct{})
	sc.engine.Drafter = drafter(func(ctx context.Context, f *answer.Found, _ func(answer.Claim)) error {
		if strings.Contains(f.Question.Text, "China") {
			<-let
		}
		return errors.New("no model")
	})
	var asked []*discordtest.Said
	for range 5 {
		asked = append(asked, sc.alice.Say(sc.alice.DM(), "What does China say about a legally binding treaty?"))
	}
	time.Sleep(50 * time.Millisecond)
	sc.has(sc.answered(sc.ask(sc.boss, sc.general, treaty)), "does not support")
	close(let)
	for _, m := range asked {
		sc.has(sc.answered(m), "be negotiated")
	}
}

// The library changes while an answer is being sent: what it quotes and is gone
// by then does not stay.
func TestRemovedWhileItIsShown(t *testing.T) {
	sc := newSceneIn(t, unlimited(), nil)
	sc.s.Fault(discordtest.Fault{Route: "POST /channels/{channel}/messages", Delay: time.Second, Times: 1})
	asked := sc.ask(sc.alice, sc.general, treaty)
	if !within(soon, func() bool { n, _, _, _ := sc.db.Count(); return n > 0 }) {
		t.Fatal("the answer was not kept")
	}
	for _, name := range []string{"fr.txt", "fr.toml"} {
		if err := os.Remove(filepath.Join(sc.dir, "library", name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	m := sc.answered(asked)
	if sc.s.Stats().Faults == 0 {
		t.Error("nothing was slow")
	}
	if !sc.eventually(m, func(m discordtest.Message) bool { return strings.Contains(m.Text(), "changed after it was given") }) {
		t.Fatalf("the words stay:\n%s", sc.now(m).Text())
	}
	sc.lacks(sc.now(m), "does not support")
}

// What was taken back while the library was being looked at stays so.
func TestTakenBackWhileItIsReviewed(t *testing.T) {
	sc := newSceneIn(t, unlimited(), nil)
	m := sc.asked(treaty)
	sc.s.Fault(discordtest.Fault{Route: "PATCH /channels/{channel}/messages/{message}", Delay: time.Second, Times: 1})
	sc.write("fr.toml", documents["fr.toml"]+"office = \"Ambassador\"\n")
	if _, err := sc.lib.Reindex(t.Context(), false, nil); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond)
	sc.has(sc.click(sc.alice, m, "Take back"), "taken back")
	time.Sleep(1500 * time.Millisecond)
	if sc.s.Stats().Faults == 0 {
		t.Error("nothing was slow")
	}
	if !sc.eventually(m, func(m discordtest.Message) bool { return strings.Contains(m.Text(), "taken back") }) {
		t.Fatalf("it came back:\n%s", sc.now(m).Text())
	}
	sc.lacks(sc.now(m), "treaty")
}

// A reply to an answer that a model still writes is read with it.
func TestReplyToAGrowingAnswer(t *testing.T) {
	sc := newSceneIn(t, unlimited(), func(o *Options, _ *scene) { o.EditEvery = 50 * time.Millisecond })
	grown := make(chan struct{})
	sc.engine.Drafter = drafter(func(ctx context.Context, f *answer.Found, claim func(answer.Claim)) error {
		if err := quoting(0)(ctx, f, claim); err != nil || strings.Contains(f.Question.Text, "China") {
			return err
		}
		<-grown
		return nil
	})
	sc.ask(sc.alice, sc.general, treaty)
	var m discordtest.Message
	if !within(soon, func() bool {
		for _, m = range sc.general.Messages() {
			if strings.Contains(m.Content, "Still writing") {
				return true
			}
		}
		return false
	}) {
		t.Fatal("nothing grew")
	}
	reply := sc.alice.Reply(sc.general, m, "and China?")
	time.Sleep(settledAfter + 300*time.Millisecond)
	close(grown)
	sc.has(sc.answered(reply), "Understood as", "be negotiated")
}
