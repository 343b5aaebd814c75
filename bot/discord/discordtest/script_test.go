package discordtest_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discord/discordtest"
)

func script(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".script")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAskScript(t *testing.T) {
	t.Parallel()
	o := quick()
	o.Spec = discordtest.SpecIfThere(t)
	s := discordtest.Start(t, o)
	asker{t, s}.start()
	discordtest.RunScript(t, s, script(t, "ask"))
}

func TestEchoScript(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	echo(t, s)
	discordtest.RunScript(t, s, script(t, "echo"))
}

// TestScriptFails shows that a script which does not hold is told so, with its line.
func TestScriptFails(t *testing.T) {
	t.Parallel()
	o := quick()
	o.Wait = 50 * time.Millisecond
	s := discordtest.Start(t, o)
	commands(t, s, askCommands)
	const world = "server Mission; channel general; member alice\n"
	for _, tt := range []struct{ script, want string }{
		{"alice says #general: x\nbot shows: /y/", "line 3: bot shows: /y/: time is up; seen:\n  alice: x"},
		{"alice sings", "line 2: alice sings: this is no step"},
		{"bob says #general: x", "this is no step"},
		{"alice says #nowhere: x", `no channel "nowhere"`},
		{"alice clicks \"x\"", "no message was seen"},
		{"alice asks /nothing", "the last step: alice cannot use /nothing"},
		{"alice asks /nothing\nbot shows: /x/", "line 3: bot shows: /x/: alice cannot use /nothing"},
		{"bot shows /x/", "regular expression must stand there"},
		{"bot shows: /(/", "missing closing )"},
		{"alice asks /ask question:\"x", "not closed"},
		{"member carl fly", "no permission is called"},
		{"api answers 503 to GET /nothing", "no route"},
		{"bot resumes", "time is up"},
		{"bot types", "time is up"},
		{"alice is pinged", "time is up"},
	} {
		err := s.Run(world + tt.script)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want one with %q", tt.script, err, tt.want)
		}
	}
}

func TestOwnVerbs(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	got := ""
	err := s.Run("server Mission\nlibrary removes x; server Other", discordtest.Verb{Name: "library", Do: func(rest string) error {
		got = rest
		return nil
	}})
	if err != nil || got != "removes x" {
		t.Errorf("%q, %v", got, err)
	}
}
