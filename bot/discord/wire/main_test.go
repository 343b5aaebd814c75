package wire

import (
	"encoding/pem"
	"flag"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

// TestMain makes the stand-ins' certificate one that this process trusts, and
// lets many tests run at once: most of them wait, for a second each time
// discordgo closes a connection.
func TestMain(m *testing.M) {
	flag.Parse()
	_ = flag.Set("test.parallel", "16")
	dir, err := os.MkdirTemp("", "wire")
	if err != nil {
		log.Fatal(err)
	}
	s := httptest.NewTLSServer(http.NotFoundHandler())
	file := filepath.Join(dir, "root.pem")
	err = os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600)
	s.Close()
	if err != nil {
		log.Fatal(err)
	}
	os.Setenv("SSL_CERT_FILE", file)
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}
