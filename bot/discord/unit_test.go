package discord

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
	"verbatim/bot/state"
	"verbatim/retrieval/corpus"
)

func TestLimits(t *testing.T) {
	l := newLimits(10, 3, 5)
	now := time.Unix(1000, 0)
	for i := range 3 {
		if whose, _ := l.take("alice", "g", now); whose != "" {
			t.Fatalf("question %d of a burst of 3 was refused: %s", i+1, whose)
		}
	}
	whose, wait := l.take("alice", "g", now)
	if whose != "user" || wait <= 0 || wait > 6*time.Second {
		t.Errorf("the fourth: %q, wait %v; 10 a minute is one in 6 s", whose, wait)
	}
	for range 2 {
		if whose, _ := l.take("bob", "g", now); whose != "" {
			t.Errorf("bob was refused within the server's limit: %s", whose)
		}
	}
	if whose, _ := l.take("carol", "g", now); whose != "server" {
		t.Errorf("the sixth of the server: %q", whose)
	}
	if whose, _ := l.take("carol", "", now); whose != "" {
		t.Errorf("what the server refused counted against carol: %q", whose)
	}
	if whose, _ := l.take("alice", "g", now.Add(13*time.Second)); whose != "" {
		t.Errorf("after 13 s alice may ask again: %q", whose)
	}
	if !l.tell("alice", now) || l.tell("alice", now.Add(time.Second)) || !l.tell("alice", now.Add(time.Minute)) {
		t.Error("a limit is told of once in half a minute")
	}
}

func TestPresses(t *testing.T) {
	l := newLimits(10, 3, 5)
	now := time.Unix(1000, 0)
	for i := range pressesInOneGo {
		if wait := l.press("alice", now); wait != 0 {
			t.Fatalf("press %d was refused", i+1)
		}
	}
	if wait := l.press("alice", now); wait <= 0 || wait > time.Second {
		t.Errorf("one press too many waits %v", wait)
	}
	if l.press("bob", now) != 0 || l.press("alice", now.Add(time.Second)) != 0 {
		t.Error("somebody else's presses, or earlier ones, count")
	}
}

func TestGateIsBounded(t *testing.T) {
	g := make(gate, 1)
	if !g.enter(t.Context(), 0) || g.enter(t.Context(), 0) || g.enter(t.Context(), time.Millisecond) {
		t.Error("one at a time")
	}
	entered := make(chan bool)
	go func() { entered <- g.enter(t.Context(), soon) }()
	g.leave()
	if !<-entered {
		t.Error("who waits for a place gets it")
	}
}

func TestPoolIsBounded(t *testing.T) {
	p := newPool(2, 3, nil)
	release, running := make(chan struct{}), make(chan struct{}, 5)
	var done sync.WaitGroup
	for range 5 {
		if !p.enter() {
			t.Fatal("a place was refused")
		}
		done.Add(1)
		p.run(func() func() {
			running <- struct{}{}
			<-release
			return done.Done
		})
	}
	if p.enter() {
		t.Error("a sixth place was given: 2 work and 3 wait")
	}
	<-running
	<-running
	select {
	case <-running:
		t.Error("three ran at the same time")
	case <-time.After(20 * time.Millisecond):
	}
	close(release)
	done.Wait()
	for p.depth() > 0 {
		time.Sleep(time.Millisecond)
	}
	if !p.enter() {
		t.Error("places are not given back")
	}
	p.leave()
	p.close()
	p.close()
}

func TestSeenOnce(t *testing.T) {
	s := newSeen()
	if !s.first("1") || s.first("1") || !s.first("2") {
		t.Error("an event comes first once")
	}
	s.turned = time.Now().Add(-rememberEvents - time.Second)
	if s.first("1") {
		t.Error("an event was forgotten too early")
	}
}

func TestKeyedLetsOneThrough(t *testing.T) {
	var k keyed
	leave, err := k.enter(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if other, err := k.enter(t.Context(), "b"); err != nil {
		t.Fatal(err)
	} else {
		other()
	}
	short, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := k.enter(short, "a"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second one went through: %v", err)
	}
	leave()
	if again, err := k.enter(t.Context(), "a"); err != nil {
		t.Error(err)
	} else {
		again()
	}
}

func TestFeedbackTable(t *testing.T) {
	all := []state.Feedback{
		{Verdict: "helpful", Question: "=HYPERLINK(\"http://evil\")", Text: "a, \"b\"\nc", At: time.Unix(0, 0)},
		{Verdict: "not right", Comment: "@import", Citations: []string{"[1] x", "[2] y"}, At: time.Unix(60, 0)},
	}
	table, rows := feedbackTable(all, 1<<20)
	if rows != 2 {
		t.Errorf("%d rows", rows)
	}
	read, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(table), "\ufeff"))).ReadAll()
	if err != nil || len(read) != 3 {
		t.Fatalf("%v, %d lines", err, len(read))
	}
	if read[1][3] != `'=HYPERLINK("http://evil")` || read[2][2] != "'@import" || read[2][5] != "[1] x\n[2] y" {
		t.Errorf("%q", read)
	}
	if _, rows := feedbackTable(all, 10); rows != 1 {
		t.Errorf("of what does not fit the newest row is left, not %d", rows)
	}
}

// However much a /quote finds, what is kept of it is small.
func TestKeptQuotesAreSmall(t *testing.T) {
	st := &corpus.Statement{ID: strings.Repeat("i", 64), By: "FR", Speaker: strings.Repeat("s", 60), SHA256: strings.Repeat("0", 64), Date: time.Now()}
	q := &answer.Quotes{Words: "words", Total: 5000}
	for i := range 500 {
		q.Citations = append(q.Citations, answer.Citation{N: i + 1, Statement: st, Start: 100000 * i, End: 100000*i + 99})
	}
	if k := (&Bot{}).keepQuotes(q); len(k.bytes()) > 40_000 || len(k.Quotes.Citations) != mostKept || k.Quotes.Total != 5000 {
		t.Errorf("%d bytes for %d passages of %d", len(k.bytes()), len(k.Quotes.Citations), k.Quotes.Total)
	}
}

// Discord counts UTF-16 units, of which an emoji has two.
func TestThreadNamesAreCountedAsDiscordCounts(t *testing.T) {
	for _, question := range []string{strings.Repeat("😀", 200), strings.Repeat("word ", 60), "", " \n"} {
		if n := message.Count(threadName(question)); n < 1 || n > 100 {
			t.Errorf("%.20q: a name of %d", question, n)
		}
	}
}

// Whatever completion offers of a State or process is understood when it is chosen.
func TestWhatIsOfferedIsUnderstood(t *testing.T) {
	states, err := readStates()
	if err != nil {
		t.Fatal(err)
	}
	b := &Bot{Parts: Parts{States: states}}
	for _, code := range states.Codes() {
		if got, err := b.statesNamed(code); err != nil || len(got) != 1 || got[0] != code {
			t.Errorf("%s: %v, %v", code, got, err)
		}
	}
	for _, p := range corpus.Processes {
		if got, ok := processNamed(p); !ok || got != p {
			t.Errorf("%s: %s", p, got)
		}
	}
	for _, session := range []string{" third  session ", "a\u200bb", strings.Repeat("ß", 99), strings.Repeat("long ", 60), strings.Repeat("😀", 60)} {
		value := sessionValue(sessionName(session))
		if message.Count(value) > longestChoice || strings.TrimSpace(value) != value || sessionKey(value) != sessionKey(sessionName(session)) {
			t.Errorf("%.30q is offered as %q", session, value)
		}
	}
}

func TestPermitted(t *testing.T) {
	const view, send, embed = discordgo.PermissionViewChannel, discordgo.PermissionSendMessages, discordgo.PermissionEmbedLinks
	roles := []*discordgo.Role{{ID: "g", Permissions: view | send}, {ID: "r", Permissions: embed}, {ID: "x", Permissions: discordgo.PermissionAdministrator}}
	over := func(id string, kind discordgo.PermissionOverwriteType, allow, deny int64) *discordgo.PermissionOverwrite {
		return &discordgo.PermissionOverwrite{ID: id, Type: kind, Allow: allow, Deny: deny}
	}
	const ofRole, ofMember = discordgo.PermissionOverwriteTypeRole, discordgo.PermissionOverwriteTypeMember
	for name, c := range map[string]struct {
		mine []string
		over []*discordgo.PermissionOverwrite
		want int64
	}{
		"roles":                  {[]string{"r"}, nil, view | send | embed},
		"everybody denied":       {[]string{"r"}, []*discordgo.PermissionOverwrite{over("g", ofRole, 0, send)}, view | embed},
		"role allows it again":   {[]string{"r"}, []*discordgo.PermissionOverwrite{over("r", ofRole, send, 0), over("g", ofRole, 0, send)}, view | send | embed},
		"member has the last":    {[]string{"r"}, []*discordgo.PermissionOverwrite{over("me", ofMember, 0, view), over("r", ofRole, view, 0)}, send | embed},
		"others' do not matter":  {nil, []*discordgo.PermissionOverwrite{over("r", ofRole, 0, view), over("you", ofMember, 0, send)}, view | send},
		"administrators have it": {[]string{"x"}, []*discordgo.PermissionOverwrite{over("g", ofRole, 0, view)}, view | send | discordgo.PermissionAdministrator},
	} {
		if got := permitted("g", "me", c.mine, roles, c.over); got != c.want {
			t.Errorf("%s: %b, want %b", name, got, c.want)
		}
	}
	if len(missing(discordgo.PermissionAdministrator)) != 0 || len(missing(0)) != len(permissions) || len(missing(asked())) != 0 {
		t.Error("missing")
	}
}

func TestCommandsKeepDiscordsRules(t *testing.T) {
	names := map[string]bool{}
	var check func(path string, options []Option)
	check = func(path string, options []Option) {
		optional := false
		seen := map[string]bool{}
		if len(options) > 25 {
			t.Errorf("%s has %d options", path, len(options))
		}
		for _, o := range options {
			if n := len([]rune(o.Description)); n < 1 || n > 100 || strings.ToLower(o.Name) != o.Name || len(o.Name) > 32 || seen[o.Name] {
				t.Errorf("%s %s: name or description (%d) breaks the rules", path, o.Name, n)
			}
			seen[o.Name] = true
			if o.Required && optional {
				t.Errorf("%s %s: required behind optional", path, o.Name)
			}
			optional = optional || !o.Required && o.Type != discordgo.ApplicationCommandOptionSubCommand
			check(path+" "+o.Name, o.Options)
		}
	}
	for _, c := range commands() {
		if c.Type == typeMessage {
			if c.Description != "" || len(c.Options) > 0 || c.help == "" || len(c.Name) > 32 {
				t.Errorf("%s: a message's command has a name, and help of its own, alone", c.Name)
			}
		} else if n := len([]rune(c.Description)); n < 1 || n > 100 || names[c.Name] {
			t.Errorf("/%s: description of %d", c.Name, n)
		}
		names[c.Name] = true
		check("/"+c.Name, c.Options)
		for _, a := range c.does {
			if a.do == nil || commandNamed(a.name) == nil {
				t.Errorf("%s does nothing", a.name)
			}
			if a.admin != (c.Permissions != nil) {
				t.Errorf("/%s: Discord and the bot differ on who may use it", c.Name)
			}
		}
	}
}

func TestNoncedIsOneObject(t *testing.T) {
	body, err := json.Marshal(nonced{message.Plain("x"), "n1"})
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(body, &got); err != nil || got["nonce"] != "n1" || got["enforce_nonce"] != true || got["content"] != "x" || got["allowed_mentions"] == nil {
		t.Errorf("%s: %v", body, err)
	}
}

func TestLikeness(t *testing.T) {
	for _, c := range []struct {
		name, typed string
		want        int
	}{
		{"France", "france", 0}, {"Côte d’Ivoire", "cote", 1}, {"United States of America", "states", 2},
		{"United Kingdom of Great Britain", "brit unit", 3}, {"Kyrgyzstan", "yzst", 4}, {"France", "xx", unlike},
	} {
		if got := likeness(c.name, c.typed); got != c.want {
			t.Errorf("likeness(%q, %q) = %d, want %d", c.name, c.typed, got, c.want)
		}
	}
}

func TestReasonKindHoldsNoWords(t *testing.T) {
	if got := reasonKind("names a State whose words it does not cite: “France”"); got != "names a State whose words it does not cite" {
		t.Errorf("%q", got)
	}
}

func TestSmallTalkIsLeftAlone(t *testing.T) {
	for text, want := range map[string]bool{
		"thanks": true, "Thank you very much!": true, "ok": true, "haha yes": true, "👍": true, "great, very helpful": true, "Merci beaucoup": true, "谢谢": true, "спасибо большое": true,
		"thanks everybody, that is enough for today": true,
		"and China?": false, "since when?": false, "ok?": false, "norms": false, "thanks, and what of Germany": false, "capacity-building": false, "yes, but China": false,
	} {
		if got := isSmallTalk(text); got != want {
			t.Errorf("isSmallTalk(%q) = %v", text, got)
		}
	}
}
