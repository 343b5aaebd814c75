package main

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"verbatim/bot/openai/openaitest"
	"verbatim/retrieval/encoder"
)

// readmeFile is README.md, wherever the scripts run.
var readmeFile = func() string {
	file, err := filepath.Abs("../README.md")
	if err != nil {
		panic(err)
	}
	return file
}()

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"verbatim": main})
}

// TestScripts runs testdata/script: the commands as a person uses them. Each
// script has a home of its own; the cache, where indexes lie, is one for all,
// so that the founding library is indexed once.
func TestScripts(t *testing.T) {
	cache := t.TempDir()
	repo, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	names := "*"
	if underRace {
		names = "ask-lines model signal disk serve"
	}
	testscript.Run(t, testscript.Params{
		Files:               scripts(t, names),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			home := filepath.Join(env.WorkDir, "home")
			env.Values[discordKey{}] = &inScript{}
			env.Setenv("HOME", home)
			env.Setenv("REPO", repo)
			env.Setenv("XDG_CACHE_HOME", cache)
			env.Setenv("XDG_DATA_HOME", filepath.Join(home, "data"))
			env.Setenv(encoder.KernelEnv, os.Getenv(encoder.KernelEnv))
			return os.MkdirAll(home, 0o755)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"model":  scriptedModel,
			"repeat": repeated,
			"sparse": sparse,
			"readme": inReadme,
			"png":    isPNG,

			"discord": inDiscord,
			"get":     get,
			"site":    site,
			"figures": figuresInReadme,
		},
		Condition: func(name string) (bool, error) {
			if name == "root" {
				return os.Geteuid() == 0, nil
			}
			if name == "slow" { // where figures take long, and another kernel may round them otherwise
				return underRace || os.Getenv(encoder.KernelEnv) != "", nil
			}
			return false, fmt.Errorf("there is no condition %s", name)
		},
	})
}

// scripts lists the files of the scripts named.
func scripts(t *testing.T, names string) (files []string) {
	t.Helper()
	for name := range strings.FieldsSeq(names) {
		found, err := filepath.Glob(filepath.Join("testdata", "script", name+".txtar"))
		if err != nil || len(found) == 0 {
			t.Fatalf("there is no script %s: %v", name, err)
		}
		files = append(files, found...)
	}
	return files
}

// scriptedModel is the command "model FILE...": it starts a server that answers
// each question with the text of the next file, "FAIL" being an error of the
// server's, and writes model.toml, a configuration that names it. Where an
// answer says [#] after a quotation, the server puts the number under which the
// prompt has the passage with these words.
func scriptedModel(ts *testscript.TestScript, _ bool, files []string) {
	srv := openaitest.New(nil)
	ts.Defer(srv.Close)
	next := 0
	srv.Reply(func(r openaitest.Request) openaitest.Reply {
		if next >= len(files) || files[next] == "FAIL" {
			return openaitest.Fail(400, "the scripted server is out of order")
		}
		text := ts.ReadFile(files[next])
		next++
		return openaitest.Say(strings.SplitAfter(numbered(text, r.Last()), " ")...)
	})
	config := fmt.Sprintf("[library]\npath = \"library\"\n[llm]\nbase_url = %q\nmodel = \"scripted\"\ncontext = 8192\n", srv.URL)
	ts.Check(os.WriteFile(ts.MkAbs("model.toml"), []byte(config), 0o600))
}

var quotedWithMark = regexp.MustCompile(`"([^"]+)"([^"\[]*)\[#\]`)

// numbered puts passage numbers of the prompt into an answer.
func numbered(text, prompt string) string {
	return quotedWithMark.ReplaceAllStringFunc(text, func(s string) string {
		m := quotedWithMark.FindStringSubmatch(s)
		before, _, found := strings.Cut(prompt, m[1])
		number := "1"
		if starts := regexp.MustCompile(`(?m)^\[(\d+)\]`).FindAllStringSubmatch(before, -1); found && len(starts) > 0 {
			number = starts[len(starts)-1][1]
		}
		return strings.Replace(s, "[#]", "["+number+"]", 1)
	})
}

// isPNG is the command "png FILE": it is a PNG that can be shown.
func isPNG(ts *testscript.TestScript, not bool, args []string) {
	f, err := os.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	if img, err := png.Decode(f); (err == nil && img.Bounds().Dx() > 500) == not {
		ts.Fatalf("%s: %v", args[0], err)
	}
}

// repeated is the command "repeat FILE N TEXT": a file of N times the text.
func repeated(ts *testscript.TestScript, _ bool, args []string) {
	var n int
	_, err := fmt.Sscan(args[1], &n)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Repeat(args[2], n)), 0o600))
}

// sparse is the command "sparse FILE SIZE": a file of SIZE bytes that takes no
// room on the disk.
func sparse(ts *testscript.TestScript, _ bool, args []string) {
	var size int64
	_, err := fmt.Sscan(args[1], &size)
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(f.Truncate(size))
	ts.Check(f.Close())
}

// inReadme is the command "readme LINE": README.md shows the last command's
// output, whole, in the first block after that line. -update writes it there.
func inReadme(ts *testscript.TestScript, _ bool, args []string) {
	showInReadme(ts, args[0], ts.ReadFile("stdout"), func(s string) string { return s })
}

// figuresInReadme is the command "figures LINE": as readme, for what eval
// prints above the faults that it lists, but for what differs from run to run.
func figuresInReadme(ts *testscript.TestScript, _ bool, args []string) {
	figures := regexp.MustCompile(`(?m)^\n[a-z-]+: `).Split(ts.ReadFile("stdout"), 2)[0]
	figures, _, _ = strings.Cut(figures, "\nby use ")
	showInReadme(ts, args[0], strings.TrimRight(figures, "\n")+"\n", func(s string) string {
		return regexp.MustCompile(`(?m)^(?:Answered by|  20\d\d-|latency: ).*$`).ReplaceAllString(s, "")
	})
}

// showInReadme compares what a command printed with what README.md shows, in
// what steady leaves of both.
func showInReadme(ts *testscript.TestScript, line, got string, steady func(string) string) {
	readme, err := os.ReadFile(readmeFile)
	ts.Check(err)
	before, after, ok := strings.Cut(string(readme), "\n    "+line+"\n")
	intro, block, fenced := strings.Cut(after, "\n```\n")
	shown, rest, closed := strings.Cut(block, "```\n")
	if !ok || !fenced || !closed {
		ts.Fatalf("README.md has no line %q with a block after it", line)
	}
	switch {
	case steady(got) == steady(shown):
	case *update:
		text := before + "\n    " + line + "\n" + intro + "\n```\n" + got + "```\n" + rest
		ts.Check(os.WriteFile(readmeFile, []byte(text), 0o644))
	default:
		ts.Fatalf("README.md shows another output (go test ./bot -update writes this one):\n%s", got)
	}
}
