package discord

import (
	"context"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/discord/discordtest"
	"verbatim/bot/state"
)

// holding is a model that writes and does not come to an end.
func holding() drafter {
	write := quoting(time.Millisecond)
	return func(ctx context.Context, f *answer.Found, claim func(answer.Claim)) error {
		if err := write(ctx, f, claim); err != nil {
			return err
		}
		<-ctx.Done()
		return ctx.Err()
	}
}

func (sc *scene) quickStop(o *Options) { o.StopWithin, o.Model = 300*time.Millisecond, "small" }

// unfinishedNow lists the notes that the bot has.
func (sc *scene) unfinishedNow() []state.Unfinished {
	all, err := sc.db.AllUnfinished()
	if err != nil {
		sc.Error(err)
	}
	return all
}

func TestKilledWhileAnswersGrow(t *testing.T) {
	sc := newScene(t, func(o *Options, sc *scene) { sc.quickStop(o) })
	sc.engine.Drafter = holding()
	said := sc.ask(sc.alice, sc.general, treaty)
	slash := sc.boss.Slash(sc.general, "ask", discordtest.Values{"question": treaty})
	private := sc.boss.Slash(sc.general, "ask", discordtest.Values{"question": treaty, "private": true})
	direct := sc.alice.Say(sc.alice.DM(), treaty)
	growing := says("Still writing")
	var shown []discordtest.Message
	for _, said := range []*discordtest.Said{said, direct} {
		m, err := said.WaitAnswer(growing, soon)
		if err != nil {
			t.Fatal(err)
		}
		shown = append(shown, m)
	}
	shown = append(shown, sc.becomes(slash, growing))
	private.Acked(t)
	placed := func() bool {
		all := sc.unfinishedNow()
		for _, u := range all {
			if u.Message == "" {
				return false
			}
		}
		return len(all) == 3
	}
	if !within(soon, placed) {
		t.Fatalf("on note: %+v", sc.unfinishedNow())
	}
	sc.kill()
	sc.engine.Drafter = nil
	sc.begin(nil)
	for _, m := range shown {
		if !sc.eventually(m, says("interrupted while it was answering")) {
			t.Errorf("it still says:\n%s", sc.now(m).Text())
		}
		sc.lacks(sc.now(m), "Still writing")
	}
	if !within(soon, func() bool { return len(sc.unfinishedNow()) == 0 }) {
		t.Errorf("on note: %+v", sc.unfinishedNow())
	}
	sc.works()
}

// Killed before anything is shown: a message gets a reply that says so, and
// "is thinking" ends.
func TestKilledBeforeAnythingIsShown(t *testing.T) {
	sc := newScene(t, func(o *Options, sc *scene) { sc.quickStop(o) })
	sc.engine.Drafter = drafter(func(ctx context.Context, _ *answer.Found, _ func(answer.Claim)) error {
		<-ctx.Done()
		return ctx.Err()
	})
	said := sc.ask(sc.alice, sc.general, treaty)
	slash := sc.boss.Slash(sc.general, "ask", discordtest.Values{"question": treaty})
	slash.Acked(t)
	placed := func() bool {
		all, n := sc.unfinishedNow(), 0
		for _, u := range all {
			if u.Message != "" {
				n++
			}
		}
		return len(all) == 2 && n == 1 // of the slash command
	}
	if !within(soon, placed) {
		t.Fatalf("on note: %+v", sc.unfinishedNow())
	}
	sc.kill()
	sc.begin(nil)
	// A test cannot kill what the bot before has under way: it may excuse itself yet.
	for _, m := range []discordtest.Message{sc.answered(said), sc.becomes(slash, says("ask again"))} {
		if !says("interrupted while it was answering")(m) && !says("is being restarted")(m) {
			t.Errorf("it says:\n%s", m.Text())
		}
	}
}

func TestNotesEndWithTheAnswer(t *testing.T) {
	sc := newScene(t, nil)
	sc.works()
	sc.slash(sc.alice, sc.general, "ask", discordtest.Values{"question": treaty})
	sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "legally binding treaty"})
	sc.slash(sc.alice, sc.general, "quote", discordtest.Values{"words": "、"})
	sc.becomes(sc.boss.Slash(sc.general, "reindex", nil), says("Reindexed"))
	if !within(soon, func() bool { return len(sc.unfinishedNow()) == 0 }) {
		t.Errorf("on note: %+v", sc.unfinishedNow())
	}
}

// A note that outlived its answer does no harm to it; one that is old sends
// nothing anew, and one of a message that is gone is dropped.
func TestNotesThatNeedNoExcuse(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.asked(treaty)
	sc.stop()
	db, err := state.Open(sc.dir+"/state.db", state.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range []state.Unfinished{
		{ID: "1", Channel: sc.general.ID(), Message: m.ID, ReplyTo: "1"},
		{ID: "2", Channel: sc.general.ID(), ReplyTo: repliedTo(m), Begun: time.Now().Add(-time.Hour)},
		{ID: "3", Channel: sc.general.ID(), Message: "404404404404404404", ReplyTo: repliedTo(m)},
		{ID: "4", Channel: "404404404404404404"},
	} {
		if err := db.SaveUnfinished(u); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	before := len(sc.botMessages(sc.general, sc.alice))
	sc.begin(nil)
	if !within(soon, func() bool { return len(sc.unfinishedNow()) == 0 }) {
		t.Errorf("on note: %+v", sc.unfinishedNow())
	}
	sc.has(sc.now(m), "does not support")
	sc.lacks(sc.now(m), "interrupted")
	if n := len(sc.botMessages(sc.general, sc.alice)); n != before {
		t.Errorf("%d messages more", n-before)
	}
}

// Killed after an answer was shown and before it was noted where, the program
// finds it again: a reply follows up on it.
func TestKilledBeforeItIsNotedWhereAnAnswerIs(t *testing.T) {
	sc := newScene(t, nil)
	m := sc.asked(treaty)
	sc.stop()
	db, err := state.Open(sc.dir+"/state.db", state.Options{})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := db.AnswerAt(m.ID)
	if err == nil {
		_, err = db.UpdateAnswer(kept.ID, func(a *state.Answer) error {
			a.Message = ""
			return nil
		})
	}
	if err == nil {
		err = db.SaveUnfinished(state.Unfinished{ID: repliedTo(m), Guild: sc.guild.ID(), Channel: sc.general.ID(), ReplyTo: repliedTo(m), Message: m.ID})
	}
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	sc.begin(nil)
	if !within(soon, func() bool { a, err := sc.db.AnswerAt(m.ID); return err == nil && a.ID == kept.ID }) {
		t.Fatal("it is not known where the answer is")
	}
	sc.has(sc.answered(sc.alice.Reply(sc.general, m, "and China?")), "Understood as", "China")
}

// What is said to the bot and asks for nothing that was said gets a word on how
// to ask, and no quotation of what happens to be nearest.
func TestGreetingsAreNotLookedUp(t *testing.T) {
	sc := newScene(t, nil)
	for _, text := range []string{"thanks", "Thank you very much!", "hello", "Hi there!", "help", "who are you?", "what can you do?", "how do I use this?", "Hola", "你好", "кто ты?"} {
		m := sc.answered(sc.ask(sc.alice, sc.general, text))
		sc.has(m, "/help")
		sc.lacks(m, "Sources", "No answer stands")
		sc.has(sc.answered(sc.alice.Say(sc.alice.DM(), text)), "/help")
	}
	for _, text := range []string{"help for developing countries", "how do you ask States to share threats?", "what can States do?", "hello China on a treaty"} {
		sc.lacks(sc.answered(sc.ask(sc.alice, sc.general, text)), "/help")
	}
}
