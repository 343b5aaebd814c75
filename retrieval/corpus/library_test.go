package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"verbatim/data"
	"verbatim/retrieval/corpus/reader"
)

// load reads a library in memory: the files' names and what they hold.
func load(t testing.TB, files map[string]string) *Library {
	t.Helper()
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	lib, err := Load(context.Background(), []Source{{Name: "test", FS: m, Grade: Supplied}}, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func TestFoundingStatement(t *testing.T) {
	lib, err := Load(context.Background(), []Source{{Name: "built-in", FS: data.Library(), Grade: Supplied}}, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(lib.Failed, lib.Warnings...) {
		t.Error(f)
	}
	if len(lib.Statements) != 1 || len(lib.Files) != 2 {
		t.Fatalf("%d statements, %d files", len(lib.Statements), len(lib.Files))
	}
	s := lib.Statements[0]
	want := Statement{
		ID: "2021-06-23-russian-federation-krutskikh-osce-inter-regional-conference",
		By: "RU", Speaker: "Andrey Krutskikh", Process: "other", Kind: "statement", Language: "en", Grade: Supplied,
		URL: "https://www.mid.ru/en/foreign_policy/rso/osce/-/asset_publisher/bzhxR3zkq2H5/content/id/4797656",
	}
	if s.ID != want.ID || s.By != want.By || len(s.OnBehalf) > 0 || s.Speaker != want.Speaker || s.Process != want.Process ||
		s.Kind != want.Kind || s.Language != want.Language || s.Grade != want.Grade || s.URL != want.URL ||
		s.Date.Format("2006-01-02") != "2021-06-23" || s.SHA256 != Hash(s.Text) {
		t.Errorf("%+v", s)
	}
	if !strings.HasPrefix(s.Text, "Dear ladies and gentlemen,\n") || !strings.HasSuffix(s.Text, "\nThank you for attention.") {
		t.Errorf("text begins %.40q and ends %q", s.Text, s.Text[len(s.Text)-40:])
	}
}

func TestWalk(t *testing.T) {
	lib := load(t, map[string]string{
		"b/One.TXT":               "Mr. Chair,\n\nOne.",
		"b/one.md":                "Chair,\n\nAnother one.",
		"same.txt":                "Chair,\n\nText.",
		"same.html":               "<html><body><p>Chair,</p><p>Page.</p></body></html>",
		"cafe\u0301.txt":          "Chair,\n\nDecomposed.",
		"copy.txt":                "Chair,\n\nText.",
		"noending":                "Chair,\n\nNo ending.",
		"README.md":               "what this is",
		"LICENSE":                 "terms",
		"licence-plates.txt":      "Chair,\n\nLicence plates are licensed.",
		".DS_Store":               "\x00\x01",
		".git/config.txt":         "x",
		"draft.txt~":              "x",
		"page.html":               "<html><body><p>Chair,</p><p>Saved.</p></body></html>",
		"page_files/script.js":    "x",
		"readings_files/real.txt": "Chair,\n\nNo page stands beside this folder.",
		"empty.txt":               "",
		"binary.txt":              "a\x00b",
		"report.pdf":              "%PDF-1.7",
		"orphan.toml":             `title = "x"`,
	})
	var ids []string
	for _, s := range lib.Statements {
		ids = append(ids, s.ID)
	}
	want := []string{"b/One", "b/one", "café", "copy", "licence-plates", "noending", "page", "readings_files/real", "same.html", "same.txt"}
	if !slices.Equal(ids, want) {
		t.Errorf("IDs %q, want %q", ids, want)
	}
	var failed []string
	for _, f := range lib.Failed {
		failed = append(failed, f.File)
		if f.Reason == "" || f.Fix == "" {
			t.Errorf("%+v tells too little", f)
		}
	}
	if want := []string{"test:binary.txt", "test:empty.txt", "test:orphan.toml", "test:report.pdf"}; !slices.Equal(failed, want) {
		t.Errorf("failed %q, want %q", failed, want)
	}
}

// TestScan: what Scan lists is what Load read, in its order.
func TestScan(t *testing.T) {
	m := fstest.MapFS{}
	for _, name := range []string{"z.txt", "a/b.txt", "a/b.toml", "states.toml", "a.txt", "x.bin"} {
		m[name] = &fstest.MapFile{Data: []byte("")}
	}
	m["z.txt"].Data, m["a/b.txt"].Data = []byte("Chair,\n\nWe."), []byte("Chair,\n\nThey.")
	src := []Source{{Name: "one", FS: m}, {Name: "two", FS: m}}
	scanned, err := Scan(context.Background(), src)
	if err != nil {
		t.Fatal(err)
	}
	lib, err := Load(context.Background(), src, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(scanned) != 12 || len(lib.Files) != len(scanned) {
		t.Fatalf("%d scanned, %d loaded", len(scanned), len(lib.Files))
	}
	for i, f := range lib.Files {
		sum := f.SHA256
		f.SHA256 = ""
		if f != scanned[i] {
			t.Errorf("%d: %+v and %+v", i, f, scanned[i])
		}
		content := sha256.Sum256(m[f.Path].Data)
		if f.Path != "x.bin" && sum != hex.EncodeToString(content[:]) {
			t.Errorf("%s: hash %q", f.Path, sum)
		}
	}
	if len(lib.Statements) != 4 || lib.Statements[0].ID != "a/b" || lib.Statements[1].ID != "a/b~2" {
		for _, s := range lib.Statements {
			t.Errorf("statement %s", s.ID)
		}
	}
}

func TestSidecar(t *testing.T) {
	lib := load(t, map[string]string{
		"a.txt": "Statement by the Permanent Representative of Norway to the United Nations, Mr. Ola Nordmann, at the fourth substantive session of the OEWG on security of and in the use of ICTs 2021-2025\n\n6 March 2023\n\nChair,\n\nWords.",
		"a.toml": `
title = "Another title"
by = "the Russian Federation"
on_behalf = ["EU", "Brazil"]
speaker = "Somebody Else"
date = 2022-03-30
process = "First-Committee"
kind = "position-paper"
language = "en-GB"
symbol = "A/C.1/77/L.54"
url = "https://example.org/a"
translation = "official"
status = "draft Rev.1"
grade = "unofficial-transcript"
`,
		"b.txt": "Chair,\n\nWords.", "b.toml": `date = "June 23, 2021"` + "\n" + `grade = "official"` + "\n" + `url = "javascript:alert(1)"`,
		"c.txt": "Chair,\n\nWords.", "c.toml": `url = "https://russiaun.ru/en/news/060323_t"`,
		"d.txt": "Statement by Norway at the OEWG\n\nChair,\n\nWords.", "d.toml": `by = ""`,
	})
	for _, f := range lib.Failed {
		t.Error(f)
	}
	if len(lib.Statements) != 4 {
		t.Fatalf("%d statements", len(lib.Statements))
	}
	a, b, c, d := lib.Statements[0], lib.Statements[1], lib.Statements[2], lib.Statements[3]
	if a.Title != "Another title" || a.By != "RU" || !slices.Equal(a.OnBehalf, []string{"eu", "BR"}) || a.Speaker != "Somebody Else" || a.Office != "" ||
		a.Date.Format("2006-01-02") != "2022-03-30" || a.Process != "first-committee" || a.Kind != "position-paper" || a.Language != "en" ||
		a.Symbol != "A/C.1/77/L.54" || a.URL != "https://example.org/a" || a.Translation != "official" || a.Status != "draft Rev.1" || a.Grade != UnofficialTranscript {
		t.Errorf("a: %+v", a)
	}
	if b.Date.Format("2006-01-02") != "2021-06-23" || b.Grade != Supplied || b.URL != "" || len(lib.Warnings) != 2 {
		t.Errorf("b: %+v, warnings %v", b, lib.Warnings)
	}
	if c.Date.Format("2006-01-02") != "2023-03-06" {
		t.Errorf("c: date %v", c.Date)
	}
	if d.By != "" {
		t.Errorf("d: by %q, though the sidecar clears it", d.By)
	}
}

func TestSidecarErrors(t *testing.T) {
	for src, want := range map[string]string{
		"# a\nspeeker = \"X\"":               `test:x.toml:2: unknown key "speeker"; did you mean speaker?`,
		"zzzzzzzz = 1":                       `test:x.toml:1: unknown key "zzzzzzzz"; use one of title`,
		"title = 7":                          "test:x.toml:1: title is a number, not a string",
		"\n\ndate = true":                    "test:x.toml:3: date is true or false, not a date",
		`date = "2021-02-30"`:                `test:x.toml:1: date "2021-02-30" is no day`,
		`date = "03/04/2021"`:                `test:x.toml:1: date "03/04/2021" is no day`,
		"date = 2021-02-30":                  "test:x.toml:1: is not TOML",
		`process = "oewg-2021-2024"`:         `test:x.toml:1: unknown process "oewg-2021-2024"; did you mean oewg-2021-2025?`,
		`kind = "statment"`:                  "did you mean statement?",
		`status = "done"`:                    `unknown status "done"`,
		`status = "final Rev.1"`:             "only a draft",
		`grade = "oficial"`:                  "did you mean official?",
		`language = "Klingonese!"`:           "unknown language",
		`by = "Utopia"`:                      `by names no State, group or body: "Utopia"`,
		`on_behalf = [1]`:                    "on_behalf holds a number",
		`on_behalf = {a = 1}`:                "on_behalf is a table",
		`title = "x`:                         "test:x.toml:1: is not TOML",
		"[document]\ntitle = \"x\"":          `test:x.toml:1: unknown key "document"`,
		`title = "x"` + "\n" + `title = "y"`: "is not TOML",
	} {
		lib := load(t, map[string]string{"x.txt": "Chair,\n\nWords.", "x.toml": src, "ok.txt": "Chair,\n\nOthers go on."})
		if len(lib.Failed) != 1 || !strings.Contains(lib.Failed[0].String(), want) {
			t.Errorf("%q: %v, want %s", src, lib.Failed, want)
		}
		if len(lib.Statements) != 1 || lib.Statements[0].ID != "ok" {
			t.Errorf("%q: %d statements", src, len(lib.Statements))
		}
	}
}

func TestStatesOfLibrary(t *testing.T) {
	files := map[string]string{
		"states.toml": "[[group]]\ncode = \"testgroup\"\nname = \"Friends of Testing\"\nmembers = [\"NO\", \"BR\"]\n",
		"a.txt":       "Chair,\n\nWords.", "a.toml": `by = "Friends of Testing"`,
	}
	lib := load(t, files)
	if len(lib.Failed) > 0 || lib.Statements[0].By != "testgroup" {
		t.Errorf("%v, %+v", lib.Failed, lib.Statements)
	}
	m := fstest.MapFS{"states.toml": {Data: []byte("[[gruop]]\n")}}
	_, err := Load(context.Background(), []Source{{Name: "lib", FS: m}}, builtinStates(t))
	if err == nil || !strings.Contains(err.Error(), "lib:states.toml:1") {
		t.Errorf("a wrong states.toml: %v", err)
	}
}

func TestMissingLibrary(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{filepath.Join(dir, "nowhere"): "there is no such folder", file: "is a file, not a folder"} {
		for _, run := range []func() error{
			func() error { _, err := Load(context.Background(), []Source{{Name: name, Dir: name}}, nil); return err },
			func() error { _, err := Scan(context.Background(), []Source{{Name: name, Dir: name}}); return err },
		} {
			if err := run(); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v, want %s", name, err, want)
			}
		}
	}
	lib, err := Load(context.Background(), []Source{{Name: "empty", Dir: t.TempDir()}}, nil)
	if err != nil || len(lib.Statements)+len(lib.Failed) != 0 {
		t.Errorf("an empty folder: %v, %+v", err, lib)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := Load(ctx, []Source{{Name: "built-in", FS: data.Library()}}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestVanished: a file that goes between the walk and the reading is named.
func TestVanished(t *testing.T) {
	m := vanishing{fstest.MapFS{"a.txt": {Data: []byte("Chair,\n\nWords.")}, "b.txt": {Data: []byte("Chair,\n\nWords.")}}}
	lib, err := Load(context.Background(), []Source{{Name: "v", FS: m}}, nil)
	if err != nil || len(lib.Statements) != 1 || len(lib.Failed) != 1 || !strings.Contains(lib.Failed[0].Reason, "went away") {
		t.Errorf("%v, %+v", err, lib)
	}
}

type vanishing struct{ fstest.MapFS }

func (v vanishing) Open(name string) (fs.File, error) {
	if name == "a.txt" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return v.MapFS.Open(name)
}

// TestReaderValues: the values that the reader gives are those that a
// statement takes.
func TestReaderValues(t *testing.T) {
	for _, occasion := range []string{"OEWG 2019-2021", "OEWG 2021-2025", "GGE 2019-2021", "GGE 2004-2005", "First Committee", "Security Council", "Global Mechanism", "general debate of the General Assembly"} {
		if p := reader.ProcessOf(occasion, time.Date(2021, 6, 23, 0, 0, 0, 0, time.UTC)); p != "" && !slices.Contains(Processes, p) {
			t.Errorf("%s: process %q is none", occasion, p)
		}
	}
}

// TestNotices: a document's own notice lowers its grade, and what a speaker
// says of machines does not.
func TestNotices(t *testing.T) {
	const title, body = "Statement by Ghana at the OEWG\n8 July 2024\n\n", "Mr. Chair,\n\nWe thank you for the work that was done.\n\nGhana supports the report.\n"
	for _, tt := range []struct {
		text, kind string
		grade      Grade
	}{
		{title + body, "statement", Supplied},
		{title + "This is an unofficial transcript.\n\n" + body, "transcript", UnofficialTranscript},
		{title + body + "\nThis text is not an official record.\n", "statement", UnofficialTranscript},
		{title + body + "\nThis summary was generated by AI and may hold errors.\n", "statement", MachineSummary},
		{title + body + "\nDisclaimer: This is not an official record. It was generated by DiploAI from the recording.\n", "statement", MachineSummary},
		{title + "Machine-generated summary\n\n" + body, "statement", MachineSummary},
		{title + body + "\nGhana is concerned at text generated by artificial intelligence.\n", "statement", Supplied},
		{title + body + "\nStates should label AI-generated content as such.\n", "statement", Supplied},
	} {
		lib := load(t, map[string]string{"a.txt": tt.text})
		if s := lib.Statements[0]; s.Grade != tt.grade || s.Kind != tt.kind {
			t.Errorf("%s\n\t%s, %q; want %s, %q", tt.text, s.Grade, s.Kind, tt.grade, tt.kind)
		}
	}
}
