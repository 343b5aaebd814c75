package discord

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/answer"
	"verbatim/bot/discord/discordtest"
	"verbatim/bot/discord/wire"
	"verbatim/bot/library"
	"verbatim/bot/outcome"
	"verbatim/bot/state"
	"verbatim/data"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
)

// soon is how long a test waits for what should be there at once.
const soon = 20 * time.Second

var readStates = sync.OnceValues(func() (*corpus.States, error) {
	return corpus.ParseStates("states.toml", data.StatesTOML(), nil)
})

// documents is the library of the tests: delegations that exist, words that they never said.
var documents = map[string]string{
	"fr.txt": "Mr. Chair,\n\nFrance believes that the programme of action should be permanent, inclusive and action-oriented. " +
		"France does not support a new legally binding treaty on information security at this stage.\n\nCapacity-building should be demand-driven and sustainable.\n\nThank you.",
	"fr.toml": "by = \"FR\"\ndate = 2022-03-28\ntitle = \"Statement by France\"\nspeaker = \"Claire Martin\"\nprocess = \"oewg-2021-2025\"\nsession = \"second substantive session\"\nurl = \"https://example.org/fr\"\n",
	"cn.txt": "Mr. Chair,\n\nChina proposes that a legally binding treaty on information security be negotiated. " +
		"Capacity-building should respect sovereignty. @everyone and <@1> must [cooperate](https://evil.example).\n\nThank you.",
	"cn.toml": "by = \"CN\"\ndate = 2023-07-24\ntitle = \"Statement by China\"\nprocess = \"oewg-2021-2025\"\nurl = \"https://example.org/cn\"\n",
}

// scene is a Discord with a bot in it.
type scene struct {
	testing.TB
	s        *discordtest.Server
	b        *Bot
	db       *state.DB
	lib      *library.Library
	engine   *answer.Engine
	dir      string
	embedder atomic.Pointer[slowly]
	stop     func() error // ends the bot and gives what Run gave
	guild    *discordtest.Guild
	general  *discordtest.Channel
	alice    *discordtest.User
	boss     *discordtest.User
	said     *lines
	log      *lines
	page     func(context.Context, string, int64) (Page, error) // nil: nothing is got from addresses
}

type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// identifyEvery is the pause between two identifies, for Discord and for the bot.
const identifyEvery = 20 * time.Millisecond

// unlimited is a Discord without rate limits, which would only make tests slow
// where they are about something else.
func unlimited() discordtest.Options {
	return discordtest.Options{Limits: discordtest.RateLimits{Off: true}}
}

// newScene starts a Discord for ordinary conversations, which holds every
// request to Discord's own description, and a bot in it.
func newScene(t testing.TB, change func(*Options, *scene)) *scene {
	t.Helper()
	do := unlimited()
	do.Spec = discordtest.SpecIfThere(t)
	return newSceneIn(t, do, change)
}

// newSceneIn starts a Discord and a bot, and waits until the bot is online.
func newSceneIn(t testing.TB, do discordtest.Options, change func(*Options, *scene)) *scene {
	t.Helper()
	do.Wait = soon
	if do.IdentifyEvery == 0 {
		do.IdentifyEvery = identifyEvery
	}
	sc := &scene{TB: t, s: discordtest.Start(t, do), dir: t.TempDir(), said: &lines{}, log: &lines{}}
	sc.guild = sc.s.Guild("Mission")
	sc.general = sc.guild.Channel("general")
	sc.alice = sc.guild.Member("alice")
	sc.boss = sc.guild.Member("boss", discordgo.PermissionManageGuild)
	for name, text := range documents {
		sc.write(name, text)
	}
	sc.open()
	sc.begin(change)
	return sc
}

func (sc *scene) write(name, text string) {
	sc.Helper()
	path := filepath.Join(sc.dir, "library", name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		sc.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		sc.Fatal(err)
	}
}

// open makes the library and the engine.
func (sc *scene) open() {
	states, err := readStates()
	if err != nil {
		sc.Fatal(err)
	}
	sc.embedder.Store(&slowly{hold: closed()})
	sc.lib = library.New(library.Options{
		Sources: []corpus.Source{{Name: "library", Dir: filepath.Join(sc.dir, "library"), FS: os.DirFS(filepath.Join(sc.dir, "library")), Grade: corpus.Supplied}},
		Servers: filepath.Join(sc.dir, "servers"), Own: filepath.Join(sc.dir, "library"), States: states,
		Sync: func(ctx context.Context, sources []corpus.Source, full bool, prev *retrieval.Index, progress func(string, int, int)) (*retrieval.Index, retrieval.Report, error) {
			return retrieval.Sync(ctx, retrieval.Options{
				Dir: filepath.Join(sc.dir, "index"), Sources: sources, States: states, Embedder: *sc.embedder.Load(), Full: full, Prev: prev, Progress: progress,
				OpenStore: func(dir string) (retrieval.Store, error) { return chromem.Open(dir, nil) },
			})
		},
	})
	if _, err := sc.lib.Open(sc.Context(), nil); err != nil {
		sc.Fatal(err)
	}
	sc.engine = &answer.Engine{Index: sc.lib.Index, States: states, Embedder: retrieval.BagOfWords{}}
}

// slow has the embedder take its time from now on.
func (sc *scene) slow(e slowly) { sc.embedder.Store(&e) }

func closed() chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}

// begin starts the bot. It may be called again once the one before was stopped.
func (sc *scene) begin(change func(*Options, *scene)) {
	sc.Helper()
	var err error
	if sc.db, err = state.Open(filepath.Join(sc.dir, "state.db"), state.Options{}); err != nil {
		sc.Fatal(err)
	}
	o := Options{
		Token: sc.s.Token(), API: sc.s.API(), MessageContent: true, Queue: 300, Version: "test", EditEvery: 30 * time.Millisecond, BarEvery: 30 * time.Millisecond, Linger: 20 * time.Millisecond,
		ReindexGuilds: []string{sc.guild.ID()},
		Tuning:        wire.Tuning{HelloTimeout: 2 * time.Second, ReconnectFirst: 20 * time.Millisecond, ReconnectMost: 200 * time.Millisecond, IdentifyEvery: identifyEvery, InvalidMost: 200 * time.Millisecond},
	}
	if change != nil {
		change(&o, sc)
	}
	states, _ := readStates()
	log := slog.New(LogHandler(slog.NewTextHandler(sc.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	sc.engine.Log = log
	facts, err := outcome.Parse("outcomes.toml", data.OutcomesTOML())
	if err != nil {
		sc.Fatal(err)
	}
	outcomes := &outcome.Asker{Engine: sc.engine, Facts: facts}
	sc.engine.Agreed = outcomes.ForDrafter
	sc.b, err = New(o, Parts{
		Engine: sc.engine, Library: sc.lib, State: sc.db, States: states, Log: log, Page: sc.page, Outcomes: outcomes,
		Say: func(line string) { fmt.Fprintln(sc.said, line) },
	})
	if err != nil {
		sc.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ran := make(chan error, 1)
	go func() { ran <- sc.b.Run(ctx) }()
	var once sync.Once
	var result error
	sc.stop = func() error {
		once.Do(func() {
			cancel()
			select {
			case result = <-ran:
			case <-time.After(30 * time.Second):
				result = fmt.Errorf("the bot did not stop")
			}
			if err := sc.db.Close(); err != nil {
				sc.Errorf("closing the bot's memory: %v", err)
			}
		})
		return result
	}
	stop := sc.stop
	sc.Cleanup(func() {
		if err := stop(); err != nil {
			sc.Error(err)
		}
		if sc.Failed() && testing.Verbose() {
			sc.Logf("the log:\n%s", sc.log)
		}
	})
	if err := sc.s.WaitReady(1, soon); err != nil {
		sc.Fatalf("the bot did not come online: %v\n%s\n%s", err, sc.said, sc.log)
	}
	var places *discordtest.Guild // nil: everywhere
	if len(o.Guilds) > 0 {
		places = sc.guild
	}
	if err := sc.s.WaitCommands(places, soon); err != nil {
		sc.Fatalf("no commands were registered: %v\n%s", err, sc.log)
	}
}

// kill ends the bot as SIGKILL does: Discord hears nothing more of it, and its
// memory is as it was at that moment. begin starts the next one.
func (sc *scene) kill() {
	sc.Helper()
	path := filepath.Join(sc.dir, "state.db")
	memory, err := os.ReadFile(path) // nothing is written just now
	if err != nil {
		sc.Fatal(err)
	}
	lift := sc.s.Fault(discordtest.Fault{Status: 400})
	sc.stop()
	lift()
	if err := os.WriteFile(path, memory, 0o600); err != nil {
		sc.Fatal(err)
	}
}

// ask has somebody mention the bot in a channel.
func (sc *scene) ask(u *discordtest.User, c *discordtest.Channel, question string) *discordtest.Said {
	return u.Say(c, sc.s.Mention()+" "+question)
}

// asked has alice mention the bot in #general, and gives the answer.
func (sc *scene) asked(question string) discordtest.Message {
	sc.Helper()
	return sc.answered(sc.ask(sc.alice, sc.general, question))
}

// reply has alice reply to a message in its channel, and gives the answer.
func (sc *scene) reply(to discordtest.Message, text string) discordtest.Message {
	sc.Helper()
	return sc.answered(sc.alice.Reply(sc.general, to, text))
}

// answered waits for the bot's answer to a message, a reply to it.
func (sc *scene) answered(to *discordtest.Said) discordtest.Message {
	sc.Helper()
	m, err := to.WaitAnswer(discordtest.All(repliesTo(to), whole), soon)
	if err != nil {
		sc.Fatalf("%v\n%s", err, sc.log)
	}
	return m
}

// repliesTo tells of replies to a message.
func repliesTo(to *discordtest.Said) func(discordtest.Message) bool {
	return func(m discordtest.Message) bool { return repliedTo(m) == to.ID }
}

// repliedTo is the ID of the message that this one replies to, if it does.
func repliedTo(m discordtest.Message) string {
	if m.Reference == nil || m.Type != discordtest.TypeReply {
		return ""
	}
	return m.Reference.MessageID
}

// whole tells of messages that grow no longer.
func whole(m discordtest.Message) bool { return !strings.Contains(m.Content, "Still writing") }

// says tells of messages in which a text stands.
func says(text string) func(discordtest.Message) bool {
	return func(m discordtest.Message) bool { return strings.Contains(m.Text(), text) }
}

// slash uses a command and waits for what it shows in the end.
func (sc *scene) slash(u *discordtest.User, c *discordtest.Channel, name string, options discordtest.Values) discordtest.Message {
	sc.Helper()
	return sc.shown(u.Slash(c, name, options))
}

// click presses a button and waits for what it shows.
func (sc *scene) click(u *discordtest.User, m discordtest.Message, label string) discordtest.Message {
	sc.Helper()
	return sc.shown(u.Click(m, label))
}

// choose chooses in a menu and waits for what it shows.
func (sc *scene) choose(u *discordtest.User, m discordtest.Message, menu string, values ...any) discordtest.Message {
	sc.Helper()
	return sc.shown(u.Select(m, menu, values...))
}

// fillIn opens a form with a button, sends it, and waits for what it shows.
func (sc *scene) fillIn(u *discordtest.User, m discordtest.Message, button string, values map[string]string) discordtest.Message {
	sc.Helper()
	return sc.shown(u.Submit(u.Click(m, button).Modal(sc), values))
}

// shown waits for what an interaction shows.
func (sc *scene) shown(i *discordtest.Interaction) discordtest.Message {
	sc.Helper()
	return sc.becomes(i, whole)
}

// becomes waits until what an interaction shows fits.
func (sc *scene) becomes(i *discordtest.Interaction, fits func(discordtest.Message) bool) discordtest.Message {
	sc.Helper()
	m, err := i.WaitShown(fits, soon)
	if err != nil {
		sc.Fatalf("%v\n%s", err, sc.log)
	}
	return m
}

// now gives a message as it stands.
func (sc *scene) now(m discordtest.Message) discordtest.Message {
	sc.Helper()
	out, ok := sc.s.Message(m.ID)
	if !ok {
		sc.Fatalf("there is no message %s any more", m.ID)
	}
	return out
}

// eventually waits until a message, which may be edited, fits; false where it does not.
func (sc *scene) eventually(m discordtest.Message, fits func(discordtest.Message) bool) bool {
	sc.Helper()
	return within(soon, func() bool { return fits(sc.now(m)) })
}

// botMessages are the bot's among what somebody sees in a channel, without the
// copy of an answer with which Discord begins its thread.
func (sc *scene) botMessages(c *discordtest.Channel, u *discordtest.User) []discordtest.Message {
	return slices.DeleteFunc(u.Sees(c), func(m discordtest.Message) bool {
		return !m.Author.Bot || m.Type == discordtest.TypeThreadStarter
	})
}

// within waits until f gives true.
func within(d time.Duration, f func() bool) bool {
	for end := time.Now().Add(d); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if f() {
			return true
		}
	}
	return f()
}

// has fails the test unless the message has all of these texts.
func (sc *scene) has(m discordtest.Message, texts ...string) {
	sc.Helper()
	for _, want := range texts {
		if !strings.Contains(m.Text(), want) {
			sc.Errorf("the message lacks %q:\n%s", want, m.Text())
		}
	}
}

// lacks fails the test where the message has any of these texts.
func (sc *scene) lacks(m discordtest.Message, texts ...string) {
	sc.Helper()
	for _, not := range texts {
		if strings.Contains(m.Text(), not) {
			sc.Errorf("the message has %q:\n%s", not, m.Text())
		}
	}
}
