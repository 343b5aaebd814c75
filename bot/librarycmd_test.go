package main

import (
	"os"
	"path/filepath"
	"testing"

	"verbatim/retrieval"
)

// What servers add changes neither the folder of the index nor what is shared.
func TestServersFolder(t *testing.T) {
	data := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	p := &program{configFile: filepath.Join(data, "config.toml"), stderr: os.Stderr, getenv: func(name string) string {
		return map[string]string{"XDG_DATA_HOME": data}[name]
	}}
	open := func(config string) *record {
		t.Helper()
		if err := os.WriteFile(p.configFile, []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		rec, err := p.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		rec.embedder = retrieval.BagOfWords{}
		return rec
	}
	before := open("")
	servers := filepath.Join(data, "verbatim", "servers")
	if before.servers != servers || before.own != filepath.Join(data, "verbatim", "library") {
		t.Errorf("servers in %s, own documents in %s", before.servers, before.own)
	}
	if err := os.MkdirAll(filepath.Join(servers, "17"), 0o755); err != nil {
		t.Fatal(err)
	}
	if after := open(""); after.indexDir() != before.indexDir() || len(after.sources) != len(before.sources) {
		t.Errorf("the index moved from %s to %s", before.indexDir(), after.indexDir())
	}
	if rec := open("[library]\npath = \"docs\"\nservers = \"theirs\"\n"); rec.servers != filepath.Join(data, "theirs") || rec.own != filepath.Join(data, "docs") {
		t.Errorf("configured: servers in %s, own documents in %s", rec.servers, rec.own)
	}
}
