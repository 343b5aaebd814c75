package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// Config is config.toml. config.example.toml at the top of the repository says
// what each key means; a test holds its values to defaults. Unknown keys, wrong
// types and secrets are errors that name the line.
type Config struct {
	Library  LibraryConfig  `toml:"library"`
	Index    IndexConfig    `toml:"index"`
	Embedder EmbedderConfig `toml:"embedder"`
	LLM      LLMConfig      `toml:"llm"`
	Discord  DiscordConfig  `toml:"discord"`
	Fetch    FetchConfig    `toml:"fetch"`
	State    StateConfig    `toml:"state"`
	HTTP     HTTPConfig     `toml:"http"`
}

// LibraryConfig says where the documents are.
type LibraryConfig struct {
	Path    string `toml:"path"`    // empty: the founding library and the user's own data folder
	OCR     bool   `toml:"ocr"`     // have scanned pages recognised by tesseract
	Servers string `toml:"servers"` // what Discord servers added; empty: a folder beside the user's own
	Catalog string `toml:"catalog"` // a file that adds to the built-in catalogue of sources; empty: none
	Watch   bool   `toml:"watch"`   // whether serve picks up changed files within seconds
}

// IndexConfig says where the index is kept.
type IndexConfig struct {
	Path string `toml:"path"` // empty: a folder of the user's cache, one for each library and embedder
}

// EmbedderConfig says what turns texts into vectors.
type EmbedderConfig struct {
	Kind          string `toml:"kind"` // builtIn or overOpenAI; the keys below are of the latter
	BaseURL       string `toml:"base_url"`
	Model         string `toml:"model"`
	KeyEnv        string `toml:"key_env"`
	Dimensions    int    `toml:"dimensions"` // 0: the model's own
	MaxTokens     int    `toml:"max_tokens"`
	QueryPrefix   string `toml:"query_prefix"`
	PassagePrefix string `toml:"passage_prefix"`
}

// The kinds of embedder.
const (
	builtIn    = "built-in"
	overOpenAI = "openai"
)

// LLMConfig says which model drafts answers; an empty BaseURL means none.
type LLMConfig struct {
	BaseURL   string   `toml:"base_url"`
	Model     string   `toml:"model"`
	KeyEnv    string   `toml:"key_env"`
	Context   int      `toml:"context"`    // tokens, prompt and answer together
	MaxOutput int      `toml:"max_output"` // tokens of the answer
	Timeout   Duration `toml:"timeout"`    // for one completion
}

// DiscordConfig says how the bot behaves in Discord.
type DiscordConfig struct {
	TokenEnv       string   `toml:"token_env"`
	API            string   `toml:"api"` // up to and with its version
	Guilds         []string `toml:"guilds"`
	ReindexGuilds  []string `toml:"reindex_guilds"`
	AdminRoles     []string `toml:"admin_roles"`
	AdminUsers     []string `toml:"admin_users"`
	MessageContent bool     `toml:"message_content"`
	Shards         int      `toml:"shards"` // 0: as many as Discord recommends
	ShardIDs       []int    `toml:"shard_ids"`
	Workers        int      `toml:"workers"`
	Queue          int      `toml:"queue"`
	PerUser        int      `toml:"per_user"` // questions a minute
	Burst          int      `toml:"burst"`
	PerGuild       int      `toml:"per_guild"`
	DailyTokens    int      `toml:"daily_tokens"` // 0: no limit
	GuildTokens    int      `toml:"guild_tokens"`
	KeepDays       int      `toml:"keep_days"`
	LogQuestions   bool     `toml:"log_questions"`
}

// FetchConfig says how documents are fetched.
type FetchConfig struct {
	AllowHosts []string `toml:"allow_hosts"`
	MaxMB      int      `toml:"max_mb"`
	Timeout    Duration `toml:"timeout"` // of one request
	Pause      Duration `toml:"pause"`   // between two requests to a host
}

// StateConfig says where the bot's memory is.
type StateConfig struct {
	Path string `toml:"path"` // empty: a file in the user's data folder
}

// HTTPConfig says where metrics and the health check are served.
type HTTPConfig struct {
	Listen string `toml:"listen"` // empty: nowhere
}

// Duration is a time.Duration written as "90s" or "2m".
type Duration struct{ time.Duration }

// UnmarshalText reads a duration.
func (d *Duration) UnmarshalText(b []byte) (err error) {
	if d.Duration, err = time.ParseDuration(string(b)); err != nil || d.Duration <= 0 {
		return errors.New(`not a length of time: write "90s" or "2m"`)
	}
	return nil
}

func defaults() Config {
	return Config{
		Embedder: EmbedderConfig{Kind: builtIn, KeyEnv: "OPENAI_API_KEY", MaxTokens: 512},
		LLM: LLMConfig{
			KeyEnv:    "OPENAI_API_KEY",
			Context:   4096,
			MaxOutput: 1024,
			Timeout:   Duration{5 * time.Minute},
		},
		Fetch: FetchConfig{MaxMB: 50, Timeout: Duration{time.Minute}, Pause: Duration{time.Second}},
		Discord: DiscordConfig{
			TokenEnv:       "DISCORD_TOKEN",
			API:            "https://discord.com/api/v9/",
			MessageContent: true,
			Workers:        4,
			Queue:          256,
			PerUser:        10,
			Burst:          10,
			PerGuild:       60,
			KeepDays:       30,
		},
	}
}

const (
	configName = "config.toml" // looked for in the working directory
	configMost = 1 << 20       // bytes; a larger file is no configuration
)

// loadConfig reads the file, or config.toml in the working directory where
// name is empty, or gives the defaults where that is absent. Paths come back
// whole: relative ones are relative to the file. ownLibrary is the folder that
// is read where the configuration names none; the index may not lie in it.
func loadConfig(name, ownLibrary string) (Config, error) {
	given := name != ""
	if !given {
		name = configName
	}
	text, err := readSmall(name, configMost)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !given:
		return defaults(), nil
	case errors.Is(err, fs.ErrNotExist):
		return Config{}, withHint(fmt.Errorf("the configuration %s does not exist", name),
			"config.example.toml in the repository has every key with its default")
	case err != nil:
		return Config{}, fmt.Errorf("the configuration cannot be read: %w", err)
	}
	c, marks, err := parseConfig(name, text)
	if err != nil {
		return Config{}, err
	}
	dir, err := filepath.Abs(filepath.Dir(name))
	if err != nil {
		return Config{}, err
	}
	for _, path := range []*string{&c.Library.Path, &c.Library.Servers, &c.Library.Catalog, &c.Index.Path, &c.State.Path} {
		if *path, err = absolute(dir, *path); err != nil {
			return Config{}, fmt.Errorf("%s: %w", name, err)
		}
	}
	return c, c.checkApart(marks, ownLibrary)
}

// parseConfig reads a configuration and where its keys stand; name is for its
// errors only. Paths are left as they are written.
func parseConfig(name string, text []byte) (Config, marks, error) {
	marks, err := scanConfig(name, text)
	if err != nil {
		return Config{}, marks, err
	}
	c := defaults()
	if err := toml.Unmarshal(text, &c); err != nil {
		return Config{}, marks, locate(name, err)
	}
	return c, marks, c.check(marks)
}

// locate gives an error of the TOML package its line. Its long form, which
// shows the lines around, is left out: they may hold a secret.
func locate(name string, err error) error {
	var de *toml.DecodeError
	if !errors.As(err, &de) {
		return fmt.Errorf("%s: %w", name, err)
	}
	line, _ := de.Position()
	place := fmt.Sprintf("%s:%d: ", name, line)
	if key := de.Key(); len(key) > 1 {
		place += strings.Join(key, ".") + ": "
	}
	return errors.New(place + strings.TrimPrefix(de.Error(), "toml: "))
}

// absolute makes a path of the configuration whole: "~/" is the home
// directory, and what is relative is relative to dir. Empty stays empty.
func absolute(dir, path string) (string, error) {
	if path == "" {
		return "", nil
	}
	if rest, ok := strings.CutPrefix(path, "~/"); ok || path == "~" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("%s: the home directory is not known: %w", path, err)
		}
		return filepath.Join(home, strings.TrimPrefix(rest, "~")), nil
	}
	if filepath.IsAbs(path) {
		return filepath.Clean(path), nil
	}
	return filepath.Join(dir, path), nil
}

// readSmall reads a regular file of at most most bytes.
func readSmall(name string, most int64) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is not a file", name)
	case info.Size() > most:
		return nil, fmt.Errorf("%s is %d bytes long, over %d", name, info.Size(), most)
	}
	return os.ReadFile(name)
}
