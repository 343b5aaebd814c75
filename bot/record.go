package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/bot/answer"
	"verbatim/bot/catalog"
	"verbatim/bot/library"
	"verbatim/bot/ocr"
	"verbatim/bot/openai"
	"verbatim/data"
	"verbatim/prompts"
	"verbatim/retrieval"
	"verbatim/retrieval/chromem"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/reader"
	"verbatim/retrieval/encoder"
)

// record is what the commands ask: the library with its index, and the engine
// that answers from it.
type record struct {
	config   Config
	sources  []corpus.Source // that all share
	own      string          // folder of the operator's documents; empty where no place for it is known
	servers  string          // folder of what servers added, which need not be there; empty likewise
	builtIn  *corpus.States  // those that the program carries
	states   *corpus.States  // with what the sources add
	catalog  *catalog.Catalog
	embedder retrieval.Embedder
	library  *library.Library // nil before openLibrary
	index    *retrieval.Index // nil before sync
	engine   *answer.Engine
	notices  []string // for whoever reads an answer
	log      *slog.Logger
}

// open reads the configuration and opens what it names. What takes longer, the
// embedder and the index, comes with sync, so that a command line is checked
// before that.
func (p *program) open(ctx context.Context) (*record, error) {
	own := ownLibrary(p.getenv)
	config, err := loadConfig(p.configFile, own)
	if err != nil {
		return nil, err
	}
	rec := &record{config: config, own: own, servers: serversDir(config, p.getenv), log: p.logger()}
	if config.Library.Path != "" {
		rec.own = config.Library.Path
	}
	if rec.sources, err = sources(config.Library.Path, own); err != nil {
		return nil, err
	}
	if rec.builtIn, err = corpus.ParseStates("states.toml", data.StatesTOML(), nil); err != nil {
		return nil, err
	}
	if rec.states, err = withOwnStates(rec.builtIn, rec.sources); err != nil {
		return nil, err
	}
	if rec.catalog, err = openCatalog(config.Library.Catalog, rec.states); err != nil {
		return nil, err
	}
	drafter, err := rec.openDrafter(p.getenv)
	if err != nil {
		return nil, err
	}
	rec.engine = &answer.Engine{
		Index:     func() *retrieval.Index { return rec.index },
		States:    rec.states,
		Drafter:   drafter,
		Log:       rec.log,
		Elsewhere: elsewhere(rec.catalog, forTerminal),
	}
	asker, err := rec.outcomes(howToFetch(rec.catalog))
	if err != nil {
		return nil, err
	}
	rec.engine.Agreed = asker.ForDrafter
	return rec, nil
}

// sources says where documents are read from: the folder that the configuration
// names, else the founding library and the user's own folder, if there is one.
func sources(configured, own string) ([]corpus.Source, error) {
	if configured != "" {
		return []corpus.Source{folder(configured)}, nil
	}
	out := []corpus.Source{foundingSource()}
	if own == "" {
		return out, nil
	}
	switch _, err := os.Stat(own); {
	case err == nil:
		out = append(out, folder(own))
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("your own library cannot be read: %w", err)
	}
	return out, nil
}

// foundingSource is the library that the program carries.
func foundingSource() corpus.Source {
	return corpus.Source{Name: "built-in", FS: data.Library(), Grade: corpus.Supplied}
}

func folder(path string) corpus.Source {
	return corpus.Source{Name: path, FS: os.DirFS(path), Dir: path, Grade: corpus.Supplied}
}

// ownLibrary is the folder of documents that a user adds to those that the
// program carries; empty where no place for it is known.
func ownLibrary(getenv func(string) string) string {
	dir := userDataDir(getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "verbatim", "library")
}

// serversDir is the folder of what servers added to the library: as configured,
// else in the user's data, whatever the library is; empty where no place for it
// is known. It is made when something is added.
func serversDir(config Config, getenv func(string) string) string {
	if config.Library.Servers != "" {
		return config.Library.Servers
	}
	dir := userDataDir(getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "verbatim", "servers")
}

// userDataDir is where programs keep a user's data on this system; empty where
// that is not known.
func userDataDir(getenv func(string) string) string {
	if dir := getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	if dir := getenv("LocalAppData"); dir != "" {
		return dir
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".local", "share")
}

// indexDir is where the index is kept: as configured, else in the user's cache,
// in a folder of its own for each library and embedder. What servers added has
// no part in its name: one index serves the commands and the bot. Empty means
// nowhere.
func (rec *record) indexDir() string {
	if rec.config.Index.Path != "" {
		return rec.config.Index.Path
	}
	key := []string{rec.embedder.Model()}
	for _, s := range rec.sources {
		key = append(key, s.Name)
	}
	if rec.own != "" && !slices.Contains(key[1:], rec.own) { // it may come to be there
		key = append(key, rec.own)
	}
	return cacheDir("index", key...)
}

// cacheDir is a folder in the user's cache, one for each key; empty where no
// place for it is known.
func cacheDir(kind string, key ...string) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	sum := sha256.Sum256([]byte(strings.Join(key, "\x00")))
	return filepath.Join(cache, "verbatim", kind+"-"+hex.EncodeToString(sum[:6]))
}

// openLibrary opens the embedder and gives the library that the engine answers
// from, whose index is made by its Open or Reindex. wait is told where another
// program has to finish first.
func (rec *record) openLibrary(p *program, wait func(message string)) (*library.Library, error) {
	var err error
	if rec.embedder, err = rec.openEmbedder(p.getenv); err != nil {
		return nil, err
	}
	rec.engine.Embedder = rec.embedder
	documents, err := rec.reader()
	if err != nil {
		return nil, err
	}
	rec.library = library.New(library.Options{
		Sources: rec.sources,
		Servers: rec.servers,
		Own:     rec.own,
		States:  rec.builtIn,
		Earned:  rec.earned,
		Reader:  documents,
		Log:     rec.log,
		Sync: func(ctx context.Context, sources []corpus.Source, full bool, prev *retrieval.Index, progress func(stage string, done, total int)) (*retrieval.Index, retrieval.Report, error) {
			return retrieval.Sync(ctx, retrieval.Options{
				Dir:       rec.indexDir(),
				Sources:   sources,
				States:    rec.builtIn,
				Rules:     rec.catalog.Fingerprint(),
				Embedder:  rec.embedder,
				OpenStore: func(dir string) (retrieval.Store, error) { return chromem.Open(dir, rec.log) },
				Full:      full,
				Prev:      prev,
				Log:       rec.log,
				Wait:      wait,
				Progress:  progress,
			})
		},
	})
	rec.engine.Index = rec.library.Index
	return rec.library, nil
}

// reader gives what reads documents.
func (rec *record) reader() (*reader.Reader, error) {
	if !rec.config.Library.OCR {
		return reader.New(reader.Options{}), nil
	}
	tesseract, err := ocr.Find(context.Background())
	if err != nil {
		return nil, fmt.Errorf("[library] ocr: %w", err)
	}
	return reader.New(reader.Options{OCR: tesseract.Read}), nil
}

// sync opens the library and brings the index up to date, with progress on stderr. What could not be
// saved is used all the same: the error is then retrieval.ErrNotSaved.
func (rec *record) sync(ctx context.Context, p *program, full bool) (retrieval.Report, error) {
	lib, err := rec.openLibrary(p, func(message string) { fmt.Fprintf(p.stderr, "verbatim: %s\n", escapeLines(message)) })
	if err != nil {
		return retrieval.Report{}, err
	}
	bar := newProgress(p.stderr, p.err, "Embedding passages")
	defer bar.done()
	embedding := func(at library.Progress) {
		if at.Stage == "embedding" {
			bar.at(at.Done, at.Total)
		}
	}
	var report retrieval.Report
	if full {
		report, err = lib.Reindex(ctx, true, embedding)
	} else {
		report, err = lib.Open(ctx, embedding)
	}
	rec.index = lib.Index()
	switch {
	case rec.indexDir() == "":
		rec.notices = append(rec.notices, "No cache directory is known: the index is kept in memory and made anew each time. [index] path gives it a place.")
	case errors.Is(err, retrieval.ErrNotSaved):
		rec.notices = append(rec.notices, "The index could not be saved: it will be made anew next time.")
	}
	return report, err
}

// ready is sync for commands that need an index and no more than that: one that
// could not be saved is told of, and does.
func (rec *record) ready(ctx context.Context, p *program) error {
	_, err := rec.sync(ctx, p, false)
	if errors.Is(err, retrieval.ErrNotSaved) {
		p.report(err)
		return nil
	}
	return err
}

func (rec *record) openEmbedder(getenv func(string) string) (retrieval.Embedder, error) {
	c := rec.config.Embedder
	if c.Kind == builtIn {
		m, err := encoder.Open(data.Model())
		if err != nil {
			return nil, fmt.Errorf("the built-in embedder cannot be opened: %w", err)
		}
		return m, nil
	}
	key, err := secret("embedder", c.BaseURL, c.KeyEnv, getenv)
	if err != nil {
		return nil, err
	}
	return openai.NewEmbeddings(openai.EmbeddingsConfig{
		Config: openai.Config{
			BaseURL: c.BaseURL,
			Model:   c.Model,
			Context: c.MaxTokens,
			Key:     key,
			Log:     rec.log,
		},
		Dimensions:    c.Dimensions,
		QueryPrefix:   c.QueryPrefix,
		PassagePrefix: c.PassagePrefix,
	})
}

// openDrafter gives the model that drafts answers, nil where none is
// configured.
func (rec *record) openDrafter(getenv func(string) string) (answer.Drafter, error) {
	c := rec.config.LLM
	if c.BaseURL == "" {
		return nil, nil
	}
	key, err := secret("llm", c.BaseURL, c.KeyEnv, getenv)
	if err != nil {
		return nil, err
	}
	client, err := openai.New(openai.Config{
		BaseURL:   c.BaseURL,
		Model:     c.Model,
		Context:   c.Context,
		MaxOutput: c.MaxOutput,
		Key:       key,
		Timeout:   c.Timeout.Duration,
		Log:       rec.log,
	})
	if err != nil {
		return nil, err
	}
	return answer.Generative{
		Complete: func(ctx context.Context, messages []prompts.Message, sink func(string)) (answer.Completion, error) {
			return complete(ctx, client, messages, sink)
		},
		Tokens:  openai.CountTokens,
		Context: c.Context - aroundMessages(client),
		Output:  c.MaxOutput,
		States:  rec.states,
	}, nil
}

// aroundMessages is how many tokens the client reckons for what a chat template
// puts around a prompt's two messages, beyond their words: a prompt that fills
// the rest is one that the client takes.
func aroundMessages(client *openai.Client) int {
	const word = "x"
	return client.PromptTokens([]openai.Message{{Role: "system", Content: word}, {Role: "user", Content: word}}) - 2*openai.CountTokens(word)
}

// secret reads the key for a server from the environment variable that the
// configuration names. A server elsewhere needs one, unless the configuration
// says by "" that it wants none.
func secret(table, address, variable string, getenv func(string) string) (string, error) {
	if variable == "" {
		return "", nil
	}
	key := strings.TrimSpace(getenv(variable))
	if key == "" && !local(address) {
		return "", withHint(fmt.Errorf("the environment variable %s, which %s.key_env names, holds no key", variable, table),
			`set it to the server's key; where the server wants none, write key_env = "" in [%s]`, table)
	}
	return key, nil
}

// complete puts a server's client behind the model that answer asks.
func complete(ctx context.Context, client *openai.Client, messages []prompts.Message, sink func(string)) (answer.Completion, error) {
	in := make([]openai.Message, len(messages))
	for i, m := range messages {
		in[i] = openai.Message(m)
	}
	out, err := client.Complete(ctx, in, sink)
	return answer.Completion{
		Text:      out.Text,
		TokensIn:  out.TokensIn,
		TokensOut: out.TokensOut,
		Truncated: out.Truncated,
		Estimated: out.Estimated,
	}, err
}

// withOwnStates gives the States and groups with what the sources add.
func withOwnStates(known *corpus.States, sources []corpus.Source) (*corpus.States, error) {
	const name, most = "states.toml", 4 << 20
	for _, src := range sources {
		info, err := fs.Lstat(src.FS, name)
		if err != nil || !info.Mode().IsRegular() || info.Size() > most {
			continue // reading the library says what is wrong with it
		}
		text, err := fs.ReadFile(src.FS, name)
		if err != nil {
			continue
		}
		if known, err = corpus.ParseStates(filepath.Join(src.Name, name), text, known); err != nil {
			return nil, err
		}
	}
	return known, nil
}

func (p *program) renderer(rec *record) *renderer {
	return &renderer{page: page{w: p.stdout, width: p.out.width, colour: p.out.colour}, states: rec.states}
}
