package wire

import (
	"io"
	"log"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

func TestEverythingOverTLS(t *testing.T) {
	t.Parallel()
	if runtime.GOOS != "linux" {
		t.Skip("the roots that are trusted cannot be set for a process here")
	}
	s := newGatewayServer(t, resumes(func(c *gatewayConn) { c.close(websocket.CloseServiceRestart) })...)
	plain := s.http
	s.http = httptest.NewTLSServer(plain.Config.Handler)
	t.Cleanup(s.http.Close)
	if !strings.HasPrefix(s.url("/"), "wss://") {
		t.Fatalf("the gateway's address is %s", s.url("/"))
	}
	r := start(t, s, nil)
	r.until(t, "READY 2 3 RESUMED 5")
}

// A certificate that nobody vouches for ends the matter.
func TestWrongCertificate(t *testing.T) {
	t.Parallel()
	s := httptest.NewUnstartedServer(nil)
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	c, _ := newTestClient(t, strings.Replace(s.URL, "127.0.0.1", "localhost", 1), nil)
	if _, err := c.Me(t.Context()); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate for another name gave %v", err)
	}
}
