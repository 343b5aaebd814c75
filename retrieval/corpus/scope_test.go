package corpus

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func source(scope, name string, files map[string]string) Source {
	m := fstest.MapFS{}
	for file, text := range files {
		m[file] = &fstest.MapFile{Data: []byte(text)}
	}
	return Source{Name: name, FS: m, Grade: Supplied, Scope: scope}
}

func TestValidScope(t *testing.T) {
	for scope, want := range map[string]bool{
		"1": true, "1234567890": true, "18446744073709551615": true, "007": true,
		"": false, "123456789012345678901": false, "..": false, "a": false, "1a": false, "1/2": false, "1:2": false, "-1": false, "١٢": false, "1\n": false,
	} {
		if ValidScope(scope) != want {
			t.Errorf("ValidScope(%q) = %v", scope, !want)
		}
	}
	if _, err := Load(t.Context(), []Source{source("../x", "s", nil)}, nil); err == nil {
		t.Error("a scope that is no server's ID was taken")
	}
}

// What a server holds bears its ID, and changes the ID of nothing else.
func TestScopedIDs(t *testing.T) {
	text := "Mr. Chair,\n\nWe thank you."
	shared := source("", "shared", map[string]string{"a.txt": text, "17:b.txt": text, "17b:c.txt": text, "17:d/e.txt": text})
	one := source("17", "one", map[string]string{"a.txt": text, "b.txt": text, "b.md": text})
	two := source("18", "two", map[string]string{"a.txt": text, "17:a.txt": text})
	ids := func(sources ...Source) map[string][]string {
		lib, err := Load(t.Context(), sources, nil)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string][]string{}
		for _, s := range lib.Statements {
			out[s.Scope] = append(out[s.Scope], s.ID)
		}
		return out
	}
	want := map[string][]string{
		"":   {"./17:b", "./17:d/e", "17b:c", "a"},
		"17": {"17:a", "17:b.md", "17:b.txt"},
		"18": {"18:17:a", "18:a"},
	}
	if got := ids(shared, one, two); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := ids(two, one, shared); !reflect.DeepEqual(got, want) {
		t.Errorf("in another order: %q", got)
	}
	if got := ids(shared); !slices.Equal(got[""], want[""]) {
		t.Errorf("alone: %q", got)
	}
}

// A server's files change no names, and what is wrong with them is told of that
// server alone.
func TestScopedFailures(t *testing.T) {
	one := source("17", "/data/servers/17", map[string]string{
		"states.toml": "[[group]]\ncode = \"testers\"\nname = \"Group of Testers\"\n",
		"empty.txt":   "", "a.txt": "Mr. Chair,\n\nWe thank you.", "a.toml": "by = \"Group of Testers\"\n",
		"sub/b.txt": "Mr. Chair,\n\nWe thank you.", "sub/b.toml": "url = \"ftp://x\"\n", "lonely.toml": "by = \"FR\"\n",
	})
	shared := source("", "shared", map[string]string{"empty.txt": ""})
	lib, err := Load(t.Context(), []Source{shared, one}, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := lib.States.Lookup("Group of Testers"); ok {
		t.Error("a server's states.toml counts")
	}
	got := map[string]string{}
	for _, f := range append(lib.Failed, lib.Warnings...) {
		if strings.Contains(f.Path, "/data") || strings.Contains(f.Path, "shared") {
			t.Errorf("the path %s is not relative", f.Path)
		}
		got[f.Scope+" "+f.Path] = f.Reason
	}
	for place, reason := range map[string]string{
		"17 states.toml": "is ignored", "17 empty.txt": "holds no text", "17 a.toml": "names no State", "17 sub/b.toml": "is ignored",
		"17 lonely.toml": "a document that is not there", " empty.txt": "holds no text",
	} {
		if !strings.Contains(got[place], reason) {
			t.Errorf("%s: %q, want %q", place, got[place], reason)
		}
		delete(got, place)
	}
	if len(got) > 0 {
		t.Errorf("told besides: %q", got)
	}
	for _, f := range lib.Files {
		if want := map[string]string{"shared": "", "/data/servers/17": "17"}[f.Source]; f.Scope != want {
			t.Errorf("%s of %s has the scope %q", f.Path, f.Source, f.Scope)
		}
	}
	if s := lib.Statements; len(s) != 1 || s[0].ID != "17:sub/b" || s[0].Scope != "17" {
		t.Errorf("%+v", s)
	}
}

// A server's folder that cannot be read takes nothing else with it.
func TestScopedSourceGone(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "17")
	shared := source("", "shared", map[string]string{"a.txt": "Mr. Chair,\n\nWe thank you."})
	sources := []Source{shared, {Name: gone, Dir: gone, FS: os.DirFS(gone), Grade: Supplied, Scope: "17"}}
	lib, err := Load(t.Context(), sources, nil)
	if err != nil || len(lib.Statements) != 1 || len(lib.Failed) != 1 || lib.Failed[0].Scope != "17" {
		t.Errorf("%+v (%v)", lib, err)
	}
	if strings.Contains(lib.Failed[0].Path+lib.Failed[0].Reason, gone) {
		t.Errorf("it tells of the machine: %+v", lib.Failed[0])
	}
	if files, err := Scan(context.Background(), sources); err != nil || len(files) != 1 {
		t.Errorf("%v (%v)", files, err)
	}
}

// Document reads as Load does.
func TestDocument(t *testing.T) {
	states := builtinStates(t)
	text := "Statement by the delegation of France\n\n23 June 2021\n\nMr. Chair,\n\nWe thank you for the draft."
	for name, sidecar := range map[string]string{
		"plain": "", "more": "by = \"Japan\"\non_behalf = [\"eu\"]\ntitle = \"T\"\ngrade = \"unofficial-transcript\"\nurl = \"ftp://x\"\n",
	} {
		files := map[string]string{"x.txt": text}
		var side []byte
		if sidecar != "" {
			files["x.toml"], side = sidecar, []byte(sidecar)
		}
		src := source("17", "s", files)
		lib, err := Load(t.Context(), []Source{src}, states)
		if err != nil {
			t.Fatal(err)
		}
		got, warnings, err := Document(src, "x.txt", []byte(text), side, states)
		if err != nil || !reflect.DeepEqual(got, lib.Statements) || !reflect.DeepEqual(warnings, lib.Warnings) {
			t.Errorf("%s: %+v %v (%v), want %+v %v", name, got, warnings, err, lib.Statements, lib.Warnings)
		}
	}
	for sidecar, want := range map[string]string{
		"by = \"Frnace\"": "names no State", "colour = 1": "unknown key", "by = ": "not TOML", "process = \"x\"": "unknown process",
	} {
		_, _, err := Document(Source{Name: "s"}, "x.txt", []byte(text), []byte(sidecar), states)
		var f Failure
		if !errors.As(err, &f) || f.Path != "x.toml" || !strings.Contains(f.Reason, want) {
			t.Errorf("%s: %v", sidecar, err)
		}
	}
	if _, _, err := Document(Source{Name: "s"}, "x.pdf", []byte(text), nil, states); err == nil {
		t.Error("an ending that is not read was taken")
	}
}

// OwnStates gives what Load gives.
func TestOwnStates(t *testing.T) {
	dir := t.TempDir()
	own := Source{Name: dir, FS: os.DirFS(dir), Dir: dir, Grade: Supplied}
	server := source("17", "s", map[string]string{"states.toml": "[[group]]\ncode = \"others\"\nname = \"Group of Others\"\n"})
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "states.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("[[group]]\ncode = \"testers\"\nname = \"Group of Testers\"\n")
	states, err := OwnStates([]Source{own, server}, builtinStates(t))
	if err != nil {
		t.Fatal(err)
	}
	lib, err := Load(t.Context(), []Source{own, server}, builtinStates(t))
	if err != nil || states.Fingerprint() != lib.States.Fingerprint() {
		t.Errorf("other States than those of the library (%v)", err)
	}
	if _, ok := states.Lookup("Group of Testers"); !ok {
		t.Error("the library's own group is not known")
	}
	write("[[grupo]]\n")
	if _, err := OwnStates([]Source{own}, builtinStates(t)); err == nil {
		t.Error("a wrong states.toml was taken")
	}
}
