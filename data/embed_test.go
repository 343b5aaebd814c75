package data

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

const (
	founding    = "2021-06-23-russian-federation-krutskikh-osce-inter-regional-conference.txt"
	foundingSum = "092c96f38e0a2da7f61ac878bda0a5bd87368d3e087f714549507a85f83fc3a7"
)

// TestFounding holds the founding statement to what was published, byte for
// byte.
func TestFounding(t *testing.T) {
	b, err := fs.ReadFile(Library(), founding)
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(b); hex.EncodeToString(sum[:]) != foundingSum {
		t.Errorf("the founding statement has the hash %x", sum)
	}
	published, err := os.ReadFile(filepath.Join("..", "..", "shared", "statements", "000_d3e30d3a77089293.txt"))
	if err != nil {
		t.Skip("../shared/statements is not here: compared by hash alone")
	}
	if !bytes.Equal(b, published) {
		t.Error("the founding statement differs from what was published")
	}
}

// TestSidecars: every document has its sidecar, which holds its address.
func TestSidecars(t *testing.T) {
	b, err := fs.ReadFile(Library(), founding[:len(founding)-len(".txt")]+".toml")
	if err != nil || !bytes.Contains(b, []byte("\nurl = \"https://")) {
		t.Errorf("%v: %s", err, b)
	}
}

// TestModelIsShared: two calls give the same bytes, not two copies.
func TestModelIsShared(t *testing.T) {
	a, b := Model(), Model()
	if len(a) == 0 || &a[0] != &b[0] {
		t.Error("the model is missing or was copied")
	}
	if len(StatesTOML()) == 0 {
		t.Error("states.toml is empty")
	}
}
