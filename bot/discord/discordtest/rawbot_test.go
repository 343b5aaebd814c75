package discordtest_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"verbatim/bot/discord/discordtest"
)

// rawBot keeps a session at the gateway, resuming it as long as it can, and
// hands over events. discordgo sometimes closes the connection that it has just
// resumed, which ends the session; this one does not.
type rawBot struct {
	t       *testing.T
	s       *discordtest.Server
	handle  func(kind string, data []byte)
	session string
	seq     int64

	mu sync.Mutex
	ws *websocket.Conn
	up bool
}

// startRaw runs one until the test ends.
func startRaw(t *testing.T, s *discordtest.Server, handle func(kind string, data []byte)) {
	b := &rawBot{t: t, s: s, handle: handle, up: true}
	var done sync.WaitGroup
	done.Go(func() {
		for b.connect() {
			time.Sleep(20 * time.Millisecond)
		}
	})
	t.Cleanup(func() {
		b.mu.Lock()
		b.up = false
		if b.ws != nil {
			b.ws.Close()
		}
		b.mu.Unlock()
		done.Wait()
	})
	s.Ready(t, 1)
}

// connect is one connection; false: there is to be no other.
func (b *rawBot) connect() bool {
	address := strings.TrimSuffix(strings.Replace(b.s.API(), "http://", "ws://", 1), "/api/v9/") + "/resume/?v=9&encoding=json"
	ws, _, err := websocket.DefaultDialer.Dial(address, nil)
	if err != nil {
		return b.keep(nil)
	}
	defer ws.Close()
	if !b.keep(ws) {
		return false
	}
	for {
		var f frame
		if err := ws.ReadJSON(&f); err != nil {
			return b.keep(nil)
		}
		if f.Seq > 0 {
			b.seq = f.Seq
		}
		if err := b.take(ws, f); err != nil {
			return b.keep(nil)
		}
	}
}

func (b *rawBot) keep(ws *websocket.Conn) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ws = ws
	return b.up
}

func (b *rawBot) take(ws *websocket.Conn, f frame) error {
	switch {
	case f.Op == 10 && b.session == "":
		return ws.WriteJSON(map[string]any{"op": 2, "d": identify(b.s, nil)})
	case f.Op == 10:
		return ws.WriteJSON(map[string]any{"op": 6, "d": map[string]any{"token": b.s.Token(), "session_id": b.session, "seq": b.seq}})
	case f.Op == 9:
		b.session = ""
		time.Sleep(10 * time.Millisecond)
		return ws.WriteJSON(map[string]any{"op": 2, "d": identify(b.s, nil)})
	case f.Op == 7:
		return ws.Close()
	case f.Type == "READY":
		var r struct {
			Session string `json:"session_id"`
		}
		err := json.Unmarshal(f.Data, &r)
		b.session = r.Session
		return err
	case f.Op == 0:
		b.handle(f.Type, f.Data)
	}
	return nil
}
