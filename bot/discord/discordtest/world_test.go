package discordtest_test

import (
	"errors"
	"net"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/discordtest"
)

// TestLeavesNothing counts goroutines before and after. It does not run beside others.
func TestLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 3 {
		s, err := discordtest.New(quick())
		if err != nil {
			t.Fatal(err)
		}
		w := dial(t, s)
		w.ready(s)
		c := s.Guild("Mission").Channel("general")
		alice := s.Guild("Mission").Member("alice")
		commands(t, s, askCommands)
		alice.Slash(c, "ask", discordtest.Values{"question": "x"}) // its timer runs on
		alice.Say(c, "x")
		s.Close()
		w.ws.Close()
	}
	defaultTransportIdle()
	if err := waitFor(func() bool { return runtime.NumGoroutine() <= before }); err != nil {
		t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
	}
}

func TestSilentAndZombie(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	c := s.Guild("Mission").Channel("general")
	alice := s.Guild("Mission").Member("alice")
	w := dial(t, s)
	session := w.ready(s)
	s.Gateway.StopAcks()
	w.send(1, 1)
	alice.Say(c, "an event")
	if f := w.next(); f.Type != "MESSAGE_CREATE" {
		t.Errorf("%+v, want the event and no acknowledgement", f)
	}
	s.Gateway.Silence()
	alice.Say(c, "unheard")
	var slow net.Error
	if f, err := w.read(50 * time.Millisecond); !errors.As(err, &slow) || !slow.Timeout() {
		t.Errorf("%+v, %v, want silence", f, err)
	}
	w = dial(t, s)
	w.resume(s, session, 2)
	if f := w.next(); f.Type != "MESSAGE_CREATE" {
		t.Errorf("%+v, want what was not heard", f)
	}
	s.Gateway.AskHeartbeat()
	w.next() // RESUMED
	if f := w.next(); f.Op != 1 {
		t.Errorf("%+v, want a request for a heartbeat", f)
	}
}

// TestWhatPeopleSee holds who sees what, and what becomes of messages.
func TestWhatPeopleSee(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	g := s.Guild("Mission")
	c := g.Channel("general")
	alice, bob, mod := g.Member("alice"), g.Member("bob"), g.Member("mod", discordgo.PermissionManageMessages)
	stranger := s.User("stranger")
	m := alice.Say(c, "one").Message
	c.DenyTo(bob, discordgo.PermissionViewChannel)
	if len(alice.Sees(c)) != 1 || len(bob.Sees(c)) != 0 || len(stranger.Sees(c)) != 0 || len(bob.Sees(alice.DM())) != 0 {
		t.Error("somebody sees what is not for them, or does not see what is")
	}
	if bob.Say(c, "x").Err() == nil || stranger.Say(c, "x").Err() == nil || bob.Delete(m) == nil {
		t.Error("somebody did what they may not")
	}
	if err := alice.Rewrite(m, "two"); err != nil {
		t.Error(err)
	}
	if h := s.History(m.ID); len(h) != 2 || h[0].Content != "one" || h[1].Content != "two" {
		t.Errorf("history %+v", h)
	}
	if _, err := alice.StartThread(m, "talk"); err != nil || len(c.Threads()) != 1 {
		t.Errorf("%v, %d threads", err, len(c.Threads()))
	}
	if err := mod.Delete(m); err != nil || len(alice.Sees(c)) != 0 {
		t.Errorf("%v; alice sees %d", err, len(alice.Sees(c)))
	}
	if last, ok := s.Message(m.ID); !ok || !last.Deleted {
		t.Errorf("%+v", last)
	}
	c.Delete()
	if r := call(t, s, "GET", "channels/"+c.ID(), nil); r.Code != 10003 {
		t.Errorf("a channel that is gone: %s", r.body)
	}
	g.Remove()
	if r := call(t, s, "GET", "guilds/"+g.ID(), nil); r.Code != 50001 {
		t.Errorf("a server that the bot was thrown out of: %s", r.body)
	}
}

// TestPermissions compares what the API says with what holds.
func TestPermissions(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	g := s.Guild("Mission")
	c := g.Channel("general")
	g.Role("@everyone").Set(0)
	g.Role(s.App().Name).Set(discordgo.PermissionViewChannel)
	post := func() int { return call(t, s, "POST", "channels/"+c.ID()+"/messages", text("x")).Code }
	if code := post(); code != 50013 {
		t.Errorf("without Send Messages: %d", code)
	}
	c.Allow(discordgo.PermissionSendMessages)
	if code := post(); code != 0 {
		t.Errorf("allowed in the channel: %d", code)
	}
	c.Deny(discordgo.PermissionSendMessages)
	g.Role(s.App().Name).Set(discordgo.PermissionAdministrator)
	if code := post(); code != 0 {
		t.Errorf("an administrator: %d", code)
	}
}

// TestClock lets a token age by the clock that the options name.
func TestClock(t *testing.T) {
	t.Parallel()
	var ahead atomic.Int64
	o := quick()
	o.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	in := newInbox(t, o)
	alice := in.s.Guild("Mission").Member("alice")
	alice.Slash(in.s.Guild("Mission").Channel("general"), "ask", discordtest.Values{"question": "x"})
	i := in.next()
	respond(t, in.s, i, 5, nil)
	ahead.Store(int64(14 * time.Minute))
	if r := hook(t, in.s, i, "PATCH", "/messages/@original", text("x")); r.status != 200 {
		t.Errorf("after 14 minutes: %s", r.body)
	}
	ahead.Store(int64(16 * time.Minute))
	if r := hook(t, in.s, i, "PATCH", "/messages/@original", text("y")); r.Code != 50027 {
		t.Errorf("after 16 minutes: %s", r.body)
	}
}
