package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which packages of this module each package may import. Imports
// run one way: bot -> {discord, eval} -> {answer, library, state} -> {prompts, retrieval}
// -> corpus -> reader, and what turns texts into vectors, finds words or talks
// to servers stands alone.
// Only bot knows every concrete type. A package without a rule fails the test.
var mayImport = map[string][]string{
	"bot": {
		"bot/answer", "bot/bibliography", "bot/catalog", "bot/discord", "bot/discord/wire", "bot/discover", "bot/eval", "bot/fetch", "bot/library", "bot/ocr", "bot/openai", "bot/outcome", "bot/picture", "bot/position", "bot/state", "bot/visible", "bot/web", "data", "prompts",
		"retrieval", "retrieval/chromem", "retrieval/corpus", "retrieval/corpus/reader", "retrieval/encoder",
	},

	"bot/discord":             {"bot/answer", "bot/bibliography", "bot/discord/message", "bot/discord/wire", "bot/library", "bot/outcome", "bot/picture", "bot/position", "bot/state", "bot/visible", "retrieval", "retrieval/corpus"},
	"bot/discord/message":     {"bot/answer", "bot/position", "bot/visible", "retrieval/corpus"},
	"bot/discord/wire":        {},
	"bot/discord/discordtest": {},
	"bot/library":             {"retrieval", "retrieval/corpus", "retrieval/corpus/reader", "retrieval/corpus/twins", "retrieval/lexical"},
	"bot/web":                 {},
	"bot/fetch":               {"bot/catalog", "bot/library", "bot/web", "retrieval/corpus"},
	"bot/catalog":             {"retrieval/corpus"},
	"bot/ocr":                 {},
	"bot/discover":            {"bot/catalog", "bot/visible", "bot/web", "retrieval/corpus", "retrieval/corpus/reader"},
	"bot/state":               {},
	"bot/visible":             {},

	"bot/bibliography": {"bot/answer", "bot/visible", "retrieval/corpus"},

	"bot/answer":            {"prompts", "retrieval", "retrieval/corpus", "retrieval/lexical"},
	"bot/eval":              {"bot/answer", "retrieval", "retrieval/corpus", "retrieval/lexical"},
	"bot/position":          {"bot/answer", "retrieval/corpus", "retrieval/lexical"},
	"bot/picture":           {"bot/position", "bot/visible", "retrieval/corpus"},
	"bot/outcome":           {"bot/answer", "retrieval", "retrieval/corpus"},
	"bot/openai":            {},
	"bot/openai/openaitest": {},
	"prompts":               {"retrieval/corpus"},

	"retrieval":               {"retrieval/corpus", "retrieval/corpus/twins", "retrieval/lexical", "retrieval/internal/disk", "retrieval/internal/pack"},
	"retrieval/chromem":       {"retrieval", "retrieval/corpus", "retrieval/internal/disk", "retrieval/internal/pack"},
	"retrieval/storetest":     {"retrieval", "retrieval/corpus"},
	"retrieval/internal/disk": {},
	"retrieval/internal/pack": {},
	"retrieval/lexical":       {},
	"retrieval/encoder":       {},

	"retrieval/encoder/convert": {"retrieval/encoder"},

	"retrieval/corpus":        {"retrieval/corpus/reader"},
	"retrieval/corpus/reader": {"retrieval/corpus/reader/docx", "retrieval/corpus/reader/layout", "retrieval/corpus/reader/pdf"},

	"retrieval/corpus/twins": {"retrieval/corpus", "retrieval/internal/disk"},

	"retrieval/corpus/reader/docx":   {},
	"retrieval/corpus/reader/layout": {"retrieval/corpus/reader/pdf"},
	"retrieval/corpus/reader/pdf":    {},

	"data": {},
}

// mayTalk lists the packages that reach the network.
var mayTalk = []string{"bot", "bot/discord/wire", "bot/discord/discordtest", "bot/openai", "bot/openai/openaitest", "bot/web"}

func TestImports(t *testing.T) {
	for dir, imports := range importsOf(t, "..") {
		allowed, ok := mayImport[dir]
		if !ok {
			t.Errorf("%s has no rule: say in mayImport what it may import", dir)
			continue
		}
		for _, name := range imports {
			own, isOwn := strings.CutPrefix(name, "verbatim/")
			switch {
			case isOwn && !slices.Contains(allowed, own):
				t.Errorf("%s must not import %s", dir, name)
			case name == "C":
				t.Errorf("%s uses cgo: the program is built without", dir)
			case name == "net/http" && !slices.Contains(mayTalk, dir):
				t.Errorf("%s must not reach the network", dir)
			}
		}
	}
}

func TestTourNamesEveryPackage(t *testing.T) {
	tour, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	for dir := range importsOf(t, "..") {
		if !strings.Contains(string(tour), "[verbatim/"+dir+"]") && dir != "bot" {
			t.Errorf("the tour in doc.go says nothing of [verbatim/%s]", dir)
		}
	}
}

// importsOf gives what each folder's Go files import, tests aside.
func importsOf(t *testing.T, root string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		base := d.Name()
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && (base == "testdata" || base[0] == '.' || base[0] == '_'):
			return filepath.SkipDir
		case d.IsDir(), path.Ext(base) != ".go", strings.HasSuffix(base, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		dir := filepath.ToSlash(rel)
		out[dir] = append(out[dir], []string{}...) // a package without imports counts too
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			out[dir] = append(out[dir], imported)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
