package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/bot/answer"
	"verbatim/bot/openai/openaitest"
	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

func TestResolve(t *testing.T) {
	states := builtInStates(t)
	for _, c := range []struct{ given, want, wrong string }{
		{given: "RU", want: "RU"},
		{given: "russia", want: "RU"},
		{given: "EU", want: "eu"},
		{given: "Niger, Nigeria", want: "NE NG"},
		{given: "ru,RU , Russian Federation", want: "RU"},
		{given: "Côte d'Ivoire", want: "CI"},
		{given: "XX", wrong: "no State or group XX is known"},
		{given: "RU,,FR", wrong: "a name is missing"},
		{given: "Frannce", wrong: "did you mean France?"},
		{given: "Korea", wrong: "write KP or KR"},
		{given: strings.Repeat("x", 100_000), wrong: "no State or group xxx"},
	} {
		got, err := (&filters{states: []string{c.given}}).resolve(states)
		switch {
		case c.wrong == "" && (err != nil || strings.Join(got, " ") != c.want):
			t.Errorf("%s: %v, %v; want %s", c.given, got, err, c.want)
		case c.wrong != "" && (exitCode(err) != 2 || !strings.Contains(said(err), c.wrong) || len(said(err)) > 500):
			t.Errorf("%.20s: %v, %v; want %s", c.given, got, err, c.wrong)
		}
	}
}

// A name without a delegation gets its neutral reply, and is wrong use of the
// flag.
func TestResolveNoDelegation(t *testing.T) {
	states := builtInStates(t)
	for _, name := range []string{"Taiwan", "Kosovo"} {
		reply, _ := states.NoDelegation(name)
		_, err := (&filters{states: []string{name}}).resolve(states)
		if exitCode(err) != 2 || reply == "" || !strings.Contains(err.Error(), reply) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSources(t *testing.T) {
	own := filepath.Join(t.TempDir(), "verbatim", "library")
	names := func(configured string) []string {
		t.Helper()
		list, err := sources(configured, own)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, s := range list {
			out = append(out, s.Name)
		}
		return out
	}
	if got := names(""); !slices.Equal(got, []string{"built-in"}) {
		t.Errorf("nothing configured: %q", got)
	}
	if err := os.MkdirAll(own, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := names(""); !slices.Equal(got, []string{"built-in", own}) {
		t.Errorf("with a folder of one's own: %q", got)
	}
	if got := names("/docs"); !slices.Equal(got, []string{"/docs"}) {
		t.Errorf("configured: %q", got)
	}
}

func TestOwnStates(t *testing.T) {
	dir := t.TempDir()
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "states.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("[[group]]\ncode = \"testers\"\nname = \"Group of Testers\"\n")
	states, err := withOwnStates(builtInStates(t), []corpus.Source{folder(dir)})
	if err != nil {
		t.Fatal(err)
	}
	if v, ok := states.Lookup("Group of Testers"); !ok || v.Code != "testers" {
		t.Errorf("%v, %v", v, ok)
	}
	write("[[grupo]]\n")
	if _, err := withOwnStates(builtInStates(t), []corpus.Source{folder(dir)}); err == nil || !strings.Contains(err.Error(), "states.toml:1") {
		t.Errorf("a wrong states.toml: %v", err)
	}
}

func TestSecret(t *testing.T) {
	env := func(name string) string { return map[string]string{"KEY": " k\n"}[name] }
	for _, c := range []struct{ address, variable, want, wrong string }{
		{"https://llm.example/v1", "KEY", "k", ""},
		{"https://llm.example/v1", "OTHER", "", "the environment variable OTHER"},
		{"https://llm.example/v1", "", "", ""},
		{"http://localhost:1/v1", "OTHER", "", ""},
		{"http://127.0.0.1:1/v1", "KEY", "k", ""},
		{"http://[::1]:1/v1", "OTHER", "", ""},
	} {
		got, err := secret("llm", c.address, c.variable, env)
		if got != c.want || (err != nil) != (c.wrong != "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s, %s: %q, %v", c.address, c.variable, got, err)
		}
	}
}

// Each library and each embedder has an index of its own.
func TestIndexDir(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	rec := &record{embedder: retrieval.BagOfWords{}, sources: []corpus.Source{{Name: "built-in"}}}
	first := rec.indexDir()
	rec.sources = append(rec.sources, corpus.Source{Name: "/docs"})
	if second := rec.indexDir(); second == first || filepath.Dir(second) != filepath.Dir(first) {
		t.Errorf("%s and %s", first, second)
	}
	rec.config.Index.Path = "/elsewhere"
	if got := rec.indexDir(); got != "/elsewhere" {
		t.Errorf("configured: %s", got)
	}
}

// Whatever the context, the prompt that fills it is one that the client sends.
func TestDrafterFillsTheContext(t *testing.T) {
	srv := openaitest.New(t)
	srv.Reply(func(openaitest.Request) openaitest.Reply { return openaitest.Say("NOTHING FOUND") })
	found := &answer.Found{Read: answer.Understood{Question: "How often should the group meet?"}}
	for i := range 12 {
		text := strings.Repeat("The group should meet "+strings.Repeat("very ", i)+"often. ", 40)
		st := &corpus.Statement{ID: "a", By: "FR", Text: text, Language: "en"}
		found.Passages = append(found.Passages, retrieval.Ranked{Passage: corpus.Passage{Statement: st, End: len(text)}})
	}
	for room := 2048; room < 6000; room += 61 {
		rec := &record{config: defaults(), log: slog.New(slog.DiscardHandler)}
		rec.config.LLM.BaseURL, rec.config.LLM.Model, rec.config.LLM.Context, rec.config.LLM.MaxOutput = srv.URL, "m", room, 512
		d, err := rec.openDrafter(func(string) string { return "" })
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Draft(t.Context(), found, func(answer.Claim) {}); err != nil {
			t.Errorf("a context of %d: %v", room, err)
		}
	}
}
