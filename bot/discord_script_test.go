package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/rogpeppe/go-internal/testscript"

	"verbatim/bot/discord/discordtest"
)

// patience is how long a script waits for what should be there soon.
const patience = time.Minute

// inDiscord is the command "discord": a Discord in which scripts have people
// who ask. The first word says what happens:
//
//	discord start              starts it, sets DISCORD_TOKEN and writes discord.toml, a configuration that names it
//	discord online             waits until the bot is there and has registered its commands
//	discord says TEXT          alice writes in #general; @bot is the bot's name
//	discord replies TEXT       the same, as a reply to the bot's last answer
//	discord asks NAME K=V ...  alice uses a command
//	discord admin NAME K=V ... somebody with Manage Server does
//	discord clicks LABEL       alice presses a button of the last answer
//	discord shows PATTERN      the last answer has that, soon
//	discord drops              the gateway's connections are cut
func inDiscord(ts *testscript.TestScript, neg bool, args []string) {
	if args[0] == "start" {
		startDiscord(ts)
		return
	}
	d, ok := ts.Value(discordKey{}).(*inScript)
	if !ok || d.s == nil {
		ts.Fatalf("discord start comes first")
	}
	switch args[0] {
	case "online":
		ts.Check(d.s.WaitReady(1, patience))
		ts.Check(d.s.WaitCommands(nil, patience))
	case "says", "replies":
		text := strings.ReplaceAll(args[1], "@bot", d.s.Mention())
		if args[0] == "says" {
			d.answered(ts, d.alice.Say(d.general, text))
		} else {
			d.answered(ts, d.alice.Reply(d.general, d.last, text))
		}
	case "asks", "admin":
		who := d.alice
		if args[0] == "admin" {
			who = d.boss
		}
		name, options := commandOf(args[1:])
		d.take(ts, who.Slash(d.general, name, options))
	case "clicks":
		d.take(ts, d.alice.Click(d.last, args[1]))
	case "shows":
		d.shows(ts, neg, regexp.MustCompile(args[1]))
	case "drops":
		d.s.Gateway.Drop()
	default:
		ts.Fatalf("discord knows no %q", args[0])
	}
}

type discordKey struct{}

// inScript is the Discord of one script.
type inScript struct {
	s           *discordtest.Server
	general     *discordtest.Channel
	alice, boss *discordtest.User
	last        discordtest.Message
}

func startDiscord(ts *testscript.TestScript) {
	d := ts.Value(discordKey{}).(*inScript)
	var err error
	d.s, err = discordtest.New(discordtest.Options{Limits: discordtest.RateLimits{Off: true}, Wait: patience})
	ts.Check(err)
	ts.Defer(func() {
		d.s.Close()
		if v := d.s.Violations(); len(v) > 0 {
			ts.Fatalf("the bot broke rules of Discord's:\n%s", strings.Join(v, "\n"))
		}
	})
	g := d.s.Guild("Mission")
	d.general, d.alice, d.boss = g.Channel("general"), g.Member("alice"), g.Member("boss", discordgo.PermissionManageGuild)
	ts.Setenv("DISCORD_TOKEN", d.s.Token())
	ts.Setenv("GUILD", g.ID())
	config := fmt.Sprintf("[discord]\napi = %q\nreindex_guilds = [%q]\n[http]\nlisten = \"127.0.0.1:0\"\n", d.s.API(), g.ID())
	ts.Check(os.WriteFile(ts.MkAbs("discord.toml"), []byte(config), 0o600))
}

// answered waits for the reply to a message.
func (d *inScript) answered(ts *testscript.TestScript, said *discordtest.Said) {
	m, err := said.WaitAnswer(func(m discordtest.Message) bool {
		return m.Type == discordtest.TypeReply && m.Reference.MessageID == said.ID
	}, patience)
	ts.Check(err)
	d.last = m
}

// take waits for what an interaction shows.
func (d *inScript) take(ts *testscript.TestScript, i *discordtest.Interaction) {
	m, err := i.WaitShown(nil, patience)
	ts.Check(err)
	d.last = m
}

// shows waits until the last answer has a pattern; with neg it must not have it.
func (d *inScript) shows(ts *testscript.TestScript, neg bool, pattern *regexp.Regexp) {
	text := ""
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if m, ok := d.s.Message(d.last.ID); ok {
			d.last, text = m, m.Text()
		}
		if pattern.MatchString(text) != neg {
			return
		}
		if neg {
			break
		}
	}
	ts.Fatalf("it shows:\n%s", text)
}

// commandOf reads "library failed" or "ask question=... private=true".
func commandOf(words []string) (name string, options discordtest.Values) {
	options = discordtest.Values{}
	for _, w := range words {
		key, value, isOption := strings.Cut(w, "=")
		switch {
		case !isOption:
			name = strings.TrimSpace(name + " " + w)
		case value == "true" || value == "false":
			options[key] = value == "true"
		default:
			options[key] = value
		}
	}
	return name, options
}

// get is the command "get FILE PATH": it reads the address of metrics and health
// out of what serve printed into FILE, and prints what stands at PATH there.
func get(ts *testscript.TestScript, _ bool, args []string) {
	at := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(ts.ReadFile(args[0]))
	resp, err := http.Get(at + args[1])
	ts.Check(err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs("got"), fmt.Appendf(nil, "%d\n%s", resp.StatusCode, body), 0o600))
}
