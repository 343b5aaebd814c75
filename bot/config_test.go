package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// The example has every key with its default; this is what keeps it honest.
func TestExampleIsTheDefaults(t *testing.T) {
	const name = "../config.example.toml"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	got, marks, err := parseConfig(name, text)
	if err != nil {
		t.Fatal(err)
	}
	if want := defaults(); !reflect.DeepEqual(emptied(got), emptied(want)) {
		t.Errorf("the example says\n%+v\nthe defaults are\n%+v", got, want)
	}
	for key, typ := range knownKeys() {
		if typ.Kind() == reflect.Struct && typ != durationType {
			continue
		}
		line := marks.lines[key]
		if line == 0 {
			t.Errorf("the example lacks %s", key)
		} else if before := strings.Split(string(text), "\n")[line-2]; !strings.HasPrefix(before, "# ") {
			t.Errorf("line %d: %s has no sentence above it", line, key)
		}
	}
}

// emptied makes lists that are empty and those that are not there the same.
func emptied(c Config) Config {
	for _, list := range []*[]string{&c.Discord.Guilds, &c.Discord.ReindexGuilds, &c.Discord.AdminRoles, &c.Discord.AdminUsers, &c.Fetch.AllowHosts} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	if len(c.Discord.ShardIDs) == 0 {
		c.Discord.ShardIDs = nil
	}
	return c
}

func TestConfigErrors(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"unknown key":        {"[llm]\n\nbase_urll = \"\"", "config.toml:3: unknown key llm.base_urll\nhint: did you mean base_url?"},
		"unknown, far":       {"[index]\nwhere = \"x\"", "config.toml:2: unknown key index.where\nhint: use one of path"},
		"unknown table":      {"[lm]\nx = 1\ny = 2", "config.toml:1: unknown table [lm]\nhint: did you mean llm?"},
		"unknown at top":     {"librari = 1", "config.toml:1: unknown key librari\nhint: did you mean library?"},
		"unknown inline":     {"llm = { base_url = \"\", ctx = 1 }", "config.toml:1: unknown key llm.ctx"},
		"unknown dotted":     {"llm.contextt = 1", "config.toml:1: unknown key llm.contextt\nhint: did you mean context?"},
		"case":               {"[LLM]\n", "config.toml:1: unknown table [LLM]\nhint: did you mean llm?"},
		"two at once":        {"[llm]\na = 1\n[index]\npaht = \"\"", "config.toml:2: unknown key llm.a\nhint: use one of base_url, context, key_env, max_output, model, timeout\nconfig.toml:4: unknown key index.paht\nhint: did you mean path?"},
		"wrong type":         {"[llm]\ncontext = \"8k\"", "config.toml:2: llm.context takes a whole number, not text in quotation marks"},
		"wrong type, number": {"[library]\npath = 3", "config.toml:2: library.path takes text in quotation marks, not a whole number"},
		"table as value":     {"llm = 3", "config.toml:1: llm takes a table, not a whole number"},
		"array table":        {"[[llm]]\n", "config.toml:1: [[llm]]: there is only one\nhint: write [llm]"},
		"key as table":       {"[llm.model]\n", "config.toml:1: llm.model is a key, not a table"},
		"duration":           {"[llm]\ntimeout = \"soon\"", "config.toml:2: llm.timeout: not a length of time: write \"90s\" or \"2m\""},
		"duration, number":   {"[llm]\ntimeout = 5", "config.toml:2: llm.timeout takes text in quotation marks, not a whole number"},
		"twice":              {"[llm]\ncontext = 2000\ncontext = 3000", "config.toml:3: key context is already defined"},
		"table twice":        {"[llm]\n[llm]", "config.toml:2: table llm already exists"},
		"syntax":             {"[llm]\nbase_url = ", "config.toml:2: "},
		"open quote":         {"[llm]\n\nmodel = \"x\n", "config.toml:3: "},
		"too large":          {"[llm]\ncontext = 99999999999999999999", "config.toml:2: llm.context: "},
		"too small":          {"[llm]\ncontext = 5", "config.toml:2: llm.context: 5 is too little: it must be at least 1024"},
		"output":             {"[llm]\nmax_output = 4000", "config.toml:2: llm.max_output: 4000 of a context"},
		"kind":               {"[embedder]\nkind = \"bert\"", "config.toml:2: embedder.kind: there is no such embedder"},
		"model, built in":    {"[embedder]\n\nmodel = \"foo\"", "config.toml:3: embedder.model: model is for kind = \"openai\"\nhint: write kind = \"openai\", or leave"},
		"address, built in":  {"[embedder]\nkind = \"built-in\"\nbase_url = \"http://localhost:1/v1\"", "config.toml:3: embedder.base_url: base_url is for kind = \"openai\""},
		"no model":           {"[llm]\nbase_url = \"http://localhost:1/v1\"", "config.toml: llm.model: a server needs the name of a model"},
		"not an address":     {"[llm]\nmodel = \"m\"\nbase_url = \"localhost\"", "config.toml:3: llm.base_url: not an address"},
		"scheme":             {"[llm]\nmodel = \"m\"\nbase_url = \"ftp://x/\"", "config.toml:3: llm.base_url: only http and https are spoken"},
		"plain http":         {"[llm]\nmodel = \"m\"\nbase_url = \"http://example.org/v1\"", "config.toml:3: llm.base_url: a key goes over plain http to this machine only"},
		"secret key":         {"[llm]\napi_key = \"hunter2\"", "config.toml:2: llm.api_key: a secret does not belong into a file\nhint: put it into an environment variable"},
		"secret value":       {"[llm]\nmodel = \"sk-hunter2\"", "config.toml:2: llm.model: a secret does not belong into a file"},
		"secret as variable": {"[llm]\nkey_env = \"hunter2-hunter2\"", "config.toml:2: llm.key_env: a secret does not belong into a file"},
		"secret in address":  {"[llm]\nmodel = \"m\"\nbase_url = \"https://me:hunter2@example.org/v1\"", "config.toml:3: llm.base_url: an address without user"},
		"plain discord":      {"[discord]\napi = \"http://discord.example/api/v9/\"", "config.toml:2: discord.api: the token goes over plain http to this machine only"},
		"discord with a key": {"[discord]\napi = \"https://me:hunter2@discord.com/api/v9/\"", "config.toml:2: discord.api: an address without user"},
		"discord token":      {"[discord]\ntoken = \"hunter2.hunter2\"", "config.toml:2: discord.token: a secret does not belong into a file"},
		"discord token_env":  {"[discord]\ntoken_env = \"MTE.hunter2-hunter2\"", "config.toml:2: discord.token_env: a secret does not belong into a file"},
		"guild as a number":  {"[discord]\nreindex_guilds = [123456]", "config.toml:2: discord.reindex_guilds: "},
		"guilds as text":     {"[discord]\nguilds = \"123456\"", "config.toml:2: discord.guilds takes a list, not text in quotation marks"},
		"guild that is none": {"[discord]\nguilds = [\"my server\"]", "config.toml:2: discord.guilds: \"my server\" is no ID of Discord's"},
		"shards":             {"[discord]\nshards = 2\nshard_ids = [0, 2]", "config.toml:3: discord.shard_ids: 2 is no shard of 2"},
		"shard twice":        {"[discord]\nshards = 2\nshard_ids = [1, 1]", "config.toml:3: discord.shard_ids: a shard is named twice"},
		"no workers":         {"[discord]\nworkers = 0", "config.toml:2: discord.workers: 0 is out of range"},
		"listen":             {"[http]\nlisten = \"here\"", "config.toml:2: http.listen: not an address to listen on"},
		"one key, two servers": {"[embedder]\nkind = \"openai\"\nmodel = \"e\"\nbase_url = \"https://a.example/v1\"\n[llm]\nmodel = \"m\"\nbase_url = \"https://b.example/v1\"",
			"config.toml: llm.key_env: llm and embedder would send the same key to two servers\nhint: name another variable"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := parseConfig("config.toml", []byte(c.text))
			if err == nil {
				t.Fatal("no error")
			}
			got := said(err)
			if !strings.HasPrefix(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if strings.Contains(got, "hunter2") {
				t.Error("the error repeats the secret")
			}
		})
	}
}

// said gives what report prints, without the program's name.
func said(err error) string {
	var b strings.Builder
	(&program{stderr: &b}).report(err)
	return strings.ReplaceAll(strings.TrimSuffix(b.String(), "\n"), "verbatim: ", "")
}

func TestConfigValues(t *testing.T) {
	home, dir := t.TempDir(), t.TempDir()
	t.Setenv("HOME", home)
	file := filepath.Join(dir, "c.toml")
	text := "library.path = \"../docs\"\n[index]\npath = \"~/ix\"\n[llm]\nbase_url=\"http://127.0.0.1:9/v1\"\nmodel=\"m\"\ntimeout=\"90s\"\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := loadConfig(file, "")
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(filepath.Dir(dir), "docs"); c.Library.Path != want {
		t.Errorf("library at %s, want %s", c.Library.Path, want)
	}
	if want := filepath.Join(home, "ix"); c.Index.Path != want {
		t.Errorf("index at %s, want %s", c.Index.Path, want)
	}
	if c.LLM.Timeout.Seconds() != 90 || c.LLM.Model != "m" || c.LLM.KeyEnv != "OPENAI_API_KEY" {
		t.Errorf("%+v", c.LLM)
	}
}

func TestConfigFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	if c, err := loadConfig("", ""); err != nil || !reflect.DeepEqual(c, defaults()) {
		t.Errorf("no file: %+v, %v", c, err)
	}
	if _, err := loadConfig("gone.toml", ""); err == nil || !strings.Contains(err.Error(), "gone.toml does not exist") {
		t.Errorf("a missing file: %v", err)
	}
	if _, err := loadConfig(".", ""); err == nil {
		t.Error("a folder was read")
	}
	if err := os.WriteFile(configName, []byte("[llm]\ncontext = 2048\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := loadConfig("", ""); err != nil || c.LLM.Context != 2048 {
		t.Errorf("config.toml in the working directory: %+v, %v", c, err)
	}
}
