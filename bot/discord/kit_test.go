package discord

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/discord/discordtest"
	"verbatim/bot/discord/wire"
	"verbatim/bot/library"
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

// newScene starts a Discord and a bot, and waits until the bot is online.
func newScene(t testing.TB, do discordtest.Options, change func(*Options, *scene)) *scene {
	t.Helper()
	if !do.NoSpec {
		do.Spec = discordtest.Spec(t)
	}
	sc := &scene{TB: t, s: discordtest.Start(t, do), dir: t.TempDir(), said: &lines{}, log: &lines{}}
	sc.guild = sc.s.Guild("Mission")
	sc.general = sc.guild.Channel("general")
	sc.alice = sc.guild.Member("alice", 0)
	sc.boss = sc.guild.Member("boss", 32)
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
		Token: sc.s.Token, API: sc.s.API(), MessageContent: true, Queue: 300, Version: "test", EditEvery: 30 * time.Millisecond, BarEvery: 30 * time.Millisecond,
		ReindexGuilds: []string{sc.guild.ID},
		Tuning:        wire.Tuning{HelloTimeout: 2 * time.Second, ReconnectFirst: 20 * time.Millisecond, ReconnectMost: 200 * time.Millisecond, IdentifyEvery: 20 * time.Millisecond},
	}
	if change != nil {
		change(&o, sc)
	}
	states, _ := readStates()
	log := slog.New(LogHandler(slog.NewTextHandler(sc.log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	sc.engine.Log = log
	sc.b, err = New(o, Parts{
		Engine: sc.engine, Library: sc.lib, State: sc.db, States: states, Log: log,
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
	if !sc.s.WaitOnline(1, soon) {
		sc.Fatalf("the bot did not come online:\n%s\n%s", sc.said, sc.log)
	}
	places := o.Guilds
	if len(places) == 0 {
		places = []string{""}
	}
	for _, place := range places {
		if !sc.s.WaitCommands(place, soon) {
			sc.Fatalf("no commands were registered:\n%s", sc.log)
		}
	}
}

// answered waits for the bot's answer to a message.
func (sc *scene) answered(to *discordtest.Message) *discordtest.Message {
	sc.Helper()
	m := sc.s.WaitMessage(to.Channel, sc.alice, soon, func(m *discordtest.Message) bool {
		return m.ReplyTo == to.ID && !strings.Contains(m.Content, "Still writing")
	})
	if m == nil {
		sc.Fatalf("no answer came to %q\n%s", to.Content, sc.log)
	}
	return m
}

// slash uses a command and waits for what it shows in the end.
func (sc *scene) slash(u *discordtest.User, c *discordtest.Channel, name string, options map[string]any) *discordtest.Message {
	sc.Helper()
	i, err := u.Slash(c, name, options)
	if err != nil {
		sc.Fatal(err)
	}
	return sc.shown(i)
}

// shown waits for what an interaction shows.
func (sc *scene) shown(i *discordtest.Interaction) *discordtest.Message {
	sc.Helper()
	if !i.Acked() {
		sc.Fatalf("the interaction was not acknowledged\n%s", sc.log)
	}
	m := i.Wait(soon, func(m *discordtest.Message) bool { return !strings.Contains(m.Content, "Still writing") })
	if m == nil {
		sc.Fatalf("the interaction showed nothing\n%s", sc.log)
	}
	return m
}

// click presses a button and waits for what it shows.
func (sc *scene) click(u *discordtest.User, m *discordtest.Message, label string) *discordtest.Message {
	sc.Helper()
	i, err := u.Click(m, label)
	if err != nil {
		sc.Fatalf("%v in\n%s\n%+v", err, m.Text(), m.Buttons())
	}
	return sc.shown(i)
}

// has fails the test unless the message has all of these texts.
func (sc *scene) has(m *discordtest.Message, texts ...string) {
	sc.Helper()
	for _, want := range texts {
		if !strings.Contains(m.Text(), want) {
			sc.Errorf("the message lacks %q:\n%s", want, m.Text())
		}
	}
}

// lacks fails the test where the message has any of these texts.
func (sc *scene) lacks(m *discordtest.Message, texts ...string) {
	sc.Helper()
	for _, not := range texts {
		if strings.Contains(m.Text(), not) {
			sc.Errorf("the message has %q:\n%s", not, m.Text())
		}
	}
}
