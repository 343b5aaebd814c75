package discordtest_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/discordtest"
)

// inbox is a bot that does nothing by itself: the test answers what comes.
type inbox struct {
	*testing.T
	s    *discordtest.Server
	came chan *discordgo.Interaction
}

func newInbox(t *testing.T, o discordtest.Options) inbox {
	s := discordtest.Start(t, o)
	commands(t, s, askCommands)
	in := inbox{t, s, make(chan *discordgo.Interaction, 100)}
	d := session(t, s)
	d.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { in.came <- i.Interaction })
	open(t, d)
	s.Ready(t, 1)
	return in
}

func (in inbox) next() *discordgo.Interaction {
	in.Helper()
	select {
	case i := <-in.came:
		return i
	case <-time.After(10 * time.Second):
		in.Fatal("no interaction came")
		return nil
	}
}

func text(content string) map[string]any {
	return map[string]any{"content": content, "allowed_mentions": nobody()}
}

var modal = map[string]any{"custom_id": "f", "title": "F", "components": []any{row(map[string]any{"type": 4, "custom_id": "i", "label": "I", "style": 1})}}

func TestLateAndTwice(t *testing.T) {
	t.Parallel()
	o := quick()
	o.AckWithin, o.TokenLife = 100*time.Millisecond, 400*time.Millisecond
	in := newInbox(t, o)
	s := in.s
	c := s.Guild("Mission").Channel("general")
	alice := s.Guild("Mission").Member("alice")
	ask := discordtest.Values{"question": "x"}

	late := alice.Slash(c, "ask", ask)
	i := in.next()
	if r := hook(t, s, i, "POST", "", text("too early")); r.status != 404 || r.Code != 10015 {
		t.Errorf("a followup before the acknowledgement: %s", r.body)
	}
	if err := late.WaitFailed(0); err != nil || !late.Failed() {
		t.Errorf("alice saw no failure: %v", err)
	}
	if r := respond(t, s, i, 4, text("late")); r.status != 404 || r.Code != 10062 {
		t.Errorf("a late acknowledgement: %s", r.body)
	}
	if _, err := late.WaitShown(nil, 0); err == nil || !strings.Contains(err.Error(), "interaction failed") {
		t.Errorf("waiting for a failed interaction: %v", err)
	}

	alice.Slash(c, "ask", ask)
	i = in.next()
	respond(t, s, i, 5, nil)
	if r := respond(t, s, i, 4, text("twice")); r.status != 400 || r.Code != 40060 {
		t.Errorf("a second acknowledgement: %s", r.body)
	}
	violations(t, s, "already been acknowledged")
	time.Sleep(o.TokenLife)
	if r := hook(t, s, i, "PATCH", "/messages/@original", text("x")); r.status != 401 || r.Code != 50027 {
		t.Errorf("an old token: %s", r.body)
	}
}

func TestCallbackTypes(t *testing.T) {
	t.Parallel()
	in := newInbox(t, quick())
	s := in.s
	c := s.Guild("Mission").Channel("general")
	alice := s.Guild("Mission").Member("alice")
	refused := func(what string, i *discordgo.Interaction, kinds ...int) {
		for _, kind := range kinds {
			if r := respond(t, s, i, kind, nil); r.status != 400 {
				t.Errorf("%s answered with type %d: %d %s", what, kind, r.status, r.body)
			}
		}
	}
	alice.Slash(c, "ask", discordtest.Values{"question": "x"})
	i := in.next()
	refused("a command", i, 1, 6, 7, 8, 12)
	respond(t, s, i, 4, map[string]any{"content": "x", "allowed_mentions": nobody(), "components": []any{row(button("b"))}})
	m := alice.Shown(t, c, nil)

	press := alice.Click(m, "b")
	i = in.next()
	refused("a button", i, 1, 8)
	respond(t, s, i, 9, modal)
	alice.Submit(press.Modal(t), map[string]string{"i": "v"})
	i = in.next()
	refused("a form", i, 8, 9)
	if r := respond(t, s, i, 6, nil); r.status != 204 {
		t.Errorf("a form of a button answered with type 6: %s", r.body)
	}

	direct := alice.Slash(c, "ask", discordtest.Values{"question": "x"})
	i = in.next()
	respond(t, s, i, 9, modal)
	alice.Submit(direct.Modal(t), map[string]string{"i": "v"})
	i = in.next()
	refused("a form of a command", i, 6, 7, 9)
	respond(t, s, i, 5, nil)

	alice.Complete(c, "ask", "state", "x", nil)
	i = in.next()
	refused("a completion", i, 4, 5, 9)
	choices := times(26, func(n int) any { return map[string]any{"name": "n", "value": fmt.Sprint(n)} })
	if r := respond(t, s, i, 8, map[string]any{"choices": choices}); r.Code != 50035 {
		t.Errorf("26 choices: %s", r.body)
	}
	if r := respond(t, s, i, 8, map[string]any{"choices": choices[:25]}); r.status != 204 {
		t.Errorf("25 choices: %s", r.body)
	}
	s.TakeViolations()
}

func TestDeferredKeepsItsFlag(t *testing.T) {
	t.Parallel()
	in := newInbox(t, quick())
	s := in.s
	c := s.Guild("Mission").Channel("general")
	alice, bob := s.Guild("Mission").Member("alice"), s.Guild("Mission").Member("bob")
	use := alice.Slash(c, "ask", discordtest.Values{"question": "x"})
	i := in.next()
	respond(t, s, i, 5, map[string]any{"flags": 64})
	use.Acked(t)
	if seen := alice.Sees(c); len(seen) != 1 || !seen[0].Loading() {
		t.Errorf("alice sees %+v", seen)
	}
	first := hook(t, s, i, "POST", "?wait=true", text("first"))
	if m := use.Shown(t, discordtest.Says("first")); m.ID != first.ID || m.Only != "alice" || m.Edits != 0 {
		t.Errorf("the first followup is %+v", m)
	}
	second := hook(t, s, i, "POST", "", text("second"))
	if len(alice.Sees(c)) != 2 || len(bob.Sees(c)) != 1 {
		t.Errorf("alice sees %d, bob %d", len(alice.Sees(c)), len(bob.Sees(c)))
	}
	hook(t, s, i, "PATCH", "/messages/"+second.ID, text("changed"))
	use.Shown(t, discordtest.Says("changed"))
	if r := hook(t, s, i, "PATCH", "/messages/@original", map[string]any{"content": ""}); r.Code != 50006 {
		t.Errorf("an edit to nothing: %s", r.body)
	}
	violations(t, s, "allowed_mentions", "empty message")
	if r := hook(t, s, i, "GET", "/messages/@original", nil); r.ID != first.ID {
		t.Errorf("the original is %s", r.body)
	}
	if r := call(t, s, "GET", "channels/"+c.ID()+"/messages/"+first.ID, nil); r.Code != 10008 {
		t.Errorf("an ephemeral message over the channel: %s", r.body)
	}
	if r := hook(t, s, i, "DELETE", "/messages/@original", nil); r.status != 204 {
		t.Errorf("deleting: %s", r.body)
	}
	if r := hook(t, s, i, "PATCH", "/messages/@original", text("x")); r.Code != 10008 {
		t.Errorf("editing what is deleted: %s", r.body)
	}
	if len(alice.Sees(c)) != 1 {
		t.Errorf("alice sees %d", len(alice.Sees(c)))
	}
}

// TestPayload reads what an interaction tells the bot.
func TestPayload(t *testing.T) {
	t.Parallel()
	in := newInbox(t, quick())
	s := in.s
	g := s.Guild("Mission")
	c := g.Channel("general")
	c.Deny(discordgo.PermissionEmbedLinks)
	boss := g.Member("boss", discordgo.PermissionManageGuild)
	boss.Slash(c, "library add", discordtest.Values{"file": discordtest.File{Name: "a b.txt", Data: []byte("abc")}})
	i := in.next()
	if i.GuildID != g.ID() || i.Member.User.ID != boss.ID() || i.User != nil || i.Member.Permissions&discordgo.PermissionManageGuild == 0 {
		t.Errorf("%+v %+v", i, i.Member)
	}
	if i.AppPermissions&discordgo.PermissionEmbedLinks != 0 || i.AppPermissions&discordgo.PermissionSendMessages == 0 {
		t.Errorf("the bot's permissions are %b", i.AppPermissions)
	}
	data := i.ApplicationCommandData()
	if sub := data.Options[0]; sub.Name != "add" || sub.Type != discordgo.ApplicationCommandOptionSubCommand || len(data.Resolved.Attachments) != 1 {
		t.Errorf("%+v", data)
	}
	respond(t, s, i, 5, nil)
	boss.Slash(boss.DM(), "ask", discordtest.Values{"question": "x"})
	i = in.next()
	if i.GuildID != "" || i.Member != nil || i.User.ID != boss.ID() || i.Context != discordgo.InteractionContextBotDM {
		t.Errorf("%+v", i)
	}
	respond(t, s, i, 5, nil)
}

func TestRateLimits(t *testing.T) {
	t.Parallel()
	o := quick()
	o.Limits = discordtest.RateLimits{Global: discordtest.Limit{N: 20, Per: 2 * time.Second},
		Routes: map[string]discordtest.Limit{"GET /channels/{channel}": {N: 2, Per: time.Hour}, "GET /gateway": {N: 1000, Per: time.Hour}}}
	s := discordtest.Start(t, o)
	a, b := s.Guild("Mission").Channel("a"), s.Guild("Mission").Channel("b")
	r := call(t, s, "GET", "channels/"+a.ID(), nil)
	if r.header.Get("X-RateLimit-Limit") != "2" || r.header.Get("X-RateLimit-Remaining") != "1" || r.header.Get("X-RateLimit-Bucket") == "" {
		t.Errorf("headers %v", r.header)
	}
	call(t, s, "GET", "channels/"+a.ID(), nil)
	r = call(t, s, "GET", "channels/"+a.ID(), nil)
	if r.status != 429 || r.header.Get("X-RateLimit-Scope") != "user" || r.header.Get("Retry-After") != "3600" || !strings.Contains(r.body, `"global":false`) {
		t.Errorf("the third: %d %v %s", r.status, r.header, r.body)
	}
	if r := call(t, s, "GET", "channels/"+b.ID(), nil); r.status != 200 {
		t.Errorf("another channel: %s", r.body)
	}
	var global reply
	for range 20 {
		global = call(t, s, "GET", "gateway", nil)
	}
	if global.status != 429 || global.header.Get("X-RateLimit-Global") != "true" || !strings.Contains(global.body, `"global":true`) {
		t.Errorf("the twenty-fourth in all: %d %s", global.status, global.body)
	}
	if err := waitFor(func() bool { return call(t, s, "GET", "gateway", nil).status == 200 }); err != nil {
		t.Errorf("the limit does not end: %v", err)
	}
	if n := s.Stats().RateLimited; n < 2 {
		t.Errorf("%d requests were limited", n)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	c := s.Guild("Mission").Channel("general")
	post := func() (reply, error) { return try(s, "POST", "channels/"+c.ID()+"/messages", text("x")) }
	lift := s.Fault(discordtest.Fault{Route: "POST /channels/{channel}/messages", Times: 1, Status: 503, HTML: true})
	defer lift()
	if r, _ := post(); r.status != 503 || !strings.Contains(r.body, "<html>") {
		t.Errorf("%d %s", r.status, r.body)
	}
	if r := call(t, s, "GET", "gateway", nil); r.status != 200 {
		t.Errorf("another route: %d", r.status)
	}
	s.Fault(discordtest.Fault{Times: 1, Cut: true, After: true})
	if _, err := post(); err == nil {
		t.Error("an answer came")
	}
	if n := len(c.Messages()); n != 1 {
		t.Errorf("%d messages, want the one whose answer was lost", n)
	}
	s.Fault(discordtest.Fault{Times: 1, Status: 429, Scope: "shared", RetryAfter: 1500 * time.Millisecond})
	if r, _ := post(); r.status != 429 || r.header.Get("X-RateLimit-Scope") != "shared" || r.header.Get("Retry-After") != "2" {
		t.Errorf("%d %v", r.status, r.header)
	}
	always := s.Fault(discordtest.Fault{Match: func(r *discordtest.Request) bool { return r.Method == "GET" }, Status: 500})
	for range 3 {
		if r := call(t, s, "GET", "gateway", nil); r.status != 500 {
			t.Errorf("status %d", r.status)
		}
	}
	always()
	if r, _ := post(); r.status != 200 || s.Stats().RateLimited != 0 || s.Stats().Faults != 6 {
		t.Errorf("status %d, stats %+v", r.status, s.Stats())
	}
}

// TestMany has two hundred people ask at once.
func TestMany(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	g := s.Guild("Mission")
	c := g.Channel("general")
	asker{t, s}.start()
	var all sync.WaitGroup
	for n := range 200 {
		u := g.Member(fmt.Sprint("user", n))
		all.Go(func() {
			i := u.Slash(c, "ask", discordtest.Values{"question": u.Name()})
			if _, err := i.WaitShown(discordtest.Says("on "+u.Name()), 30*time.Second); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := len(c.Messages()); n != 200 {
		t.Errorf("%d messages", n)
	}
}
