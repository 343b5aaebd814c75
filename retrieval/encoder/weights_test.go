package encoder

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// TestWeightsFile holds the file that the program carries to what is said of it.
func TestWeightsFile(t *testing.T) {
	readme, err := os.ReadFile("../../data/model/README.md")
	if err != nil {
		t.Fatal(err)
	}
	file := weightsFile(t)
	sum := sha256.Sum256(file)
	if !strings.Contains(string(readme), hex.EncodeToString(sum[:])) {
		t.Errorf("data/model/README.md names another checksum than %x", sum)
	}
	if len(file) > 40<<20 {
		t.Errorf("%d bytes, more than 40 MB", len(file))
	}
	m := openWeights(t, &generic)
	if m.Dim() != 384 || m.MaxTokens() != 512 || !strings.HasPrefix(m.Model(), "e5-small-v2/int8/") {
		t.Errorf("%s, %d wide, %d tokens", m.Model(), m.Dim(), m.MaxTokens())
	}
	if n := m.Tokens("Yes."); n != 6 {
		t.Errorf("%d tokens, want [CLS] passage : yes . [SEP]", n)
	}
}
