package discordtest_test

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"verbatim/bot/discord/discordtest"
)

// wire is a connection to the gateway without a library.
type wire struct {
	*testing.T
	ws *websocket.Conn
}

// frame is what comes over it.
type frame struct {
	Op   int             `json:"op"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

func dial(t *testing.T, s *discordtest.Server) wire {
	t.Helper()
	address := strings.Replace(s.API(), "http://", "ws://", 1)
	ws, _, err := websocket.DefaultDialer.Dial(strings.TrimSuffix(address, "/api/v9/")+"/gateway/?v=9&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	w := wire{t, ws}
	if f := w.next(); f.Op != 10 {
		t.Fatalf("first came operation %d, not hello", f.Op)
	}
	return w
}

func (w wire) send(op int, data any) {
	w.Helper()
	if err := w.ws.WriteJSON(map[string]any{"op": op, "d": data}); err != nil {
		w.Fatal(err)
	}
}

// next reads what comes next, for at most ten seconds.
func (w wire) next() frame {
	w.Helper()
	f, err := w.read(10 * time.Second)
	if err != nil {
		w.Fatal(err)
	}
	return f
}

func (w wire) read(within time.Duration) (f frame, err error) {
	_ = w.ws.SetReadDeadline(time.Now().Add(within))
	kind, data, err := w.ws.ReadMessage()
	if err != nil {
		return f, err
	}
	if kind == websocket.BinaryMessage {
		r, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return f, err
		}
		return f, json.NewDecoder(r).Decode(&f)
	}
	return f, json.Unmarshal(data, &f)
}

// closes waits for the code with which the gateway closes.
func (w wire) closes() int {
	w.Helper()
	for {
		_, err := w.read(10 * time.Second)
		var e *websocket.CloseError
		if errors.As(err, &e) {
			return e.Code
		}
		if err != nil {
			w.Fatalf("the connection ended without a code: %v", err)
		}
	}
}

func identify(s *discordtest.Server, change map[string]any) map[string]any {
	out := map[string]any{"token": s.Token(), "intents": 1<<9 | 1<<12 | 1<<15, "properties": map[string]string{"os": "linux"}}
	for k, v := range change {
		out[k] = v
	}
	return out
}

// ready identifies and gives the session's ID.
func (w wire) ready(s *discordtest.Server) string {
	w.Helper()
	w.send(2, identify(s, nil))
	f := w.next()
	var r struct {
		Session string `json:"session_id"`
		Resume  string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(f.Data, &r); err != nil || f.Type != "READY" || r.Session == "" || !strings.HasPrefix(r.Resume, "ws://") {
		w.Fatalf("%s %s: %v", f.Type, f.Data, err)
	}
	return r.Session
}

func (w wire) resume(s *discordtest.Server, session string, seq int64) {
	w.Helper()
	w.send(6, map[string]any{"token": s.Token(), "session_id": session, "seq": seq})
}

func TestResumeReplays(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	c := s.Guild("Mission").Channel("general")
	alice := s.Guild("Mission").Member("alice")
	w := dial(t, s)
	session := w.ready(s)
	alice.Say(c, "one")
	if f := w.next(); f.Type != "MESSAGE_CREATE" || f.Seq != 2 {
		t.Fatalf("%s %d", f.Type, f.Seq)
	}
	s.Gateway.Drop()
	if _, err := w.read(10 * time.Second); err == nil || websocket.IsUnexpectedCloseError(err, websocket.CloseAbnormalClosure) {
		t.Errorf("the connection was to be cut without a code: %v", err)
	}
	alice.Say(c, "two")
	alice.Say(c, "three")
	w = dial(t, s)
	w.resume(s, session, 2)
	for _, want := range []string{"two", "three"} {
		if f := w.next(); f.Type != "MESSAGE_CREATE" || !strings.Contains(string(f.Data), want) {
			t.Errorf("%s %s, want %q", f.Type, f.Data, want)
		}
	}
	if f := w.next(); f.Type != "RESUMED" {
		t.Errorf("%s, want RESUMED", f.Type)
	}
	if got := s.Gateway.Stats(); got != (discordtest.GatewayStats{Connections: 2, Identifies: 1, Resumes: 1, Resumed: 1}) {
		t.Errorf("stats %+v", got)
	}
}

func TestSessionsThatEnd(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	w := dial(t, s)
	session := w.ready(s)
	w.send(1, nil)
	if f := w.next(); f.Op != 11 {
		t.Errorf("operation %d, want an acknowledgement", f.Op)
	}
	s.Gateway.InvalidSession(false)
	if f := w.next(); f.Op != 9 || string(f.Data) != "false" {
		t.Errorf("%+v", f)
	}
	w.resume(s, session, 1)
	if f := w.next(); f.Op != 9 {
		t.Errorf("an invalid session was resumed: %+v", f)
	}

	time.Sleep(10 * time.Millisecond)
	w = dial(t, s)
	w.ready(s)
	_ = w.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1000, ""), time.Now().Add(time.Second))
	w.closes()
	if err := waitFor(func() bool { return len(s.Gateway.Sessions()) == 0 }); err != nil {
		t.Error("closing with 1000 left the session", err)
	}
	time.Sleep(10 * time.Millisecond)

	w = dial(t, s)
	session = w.ready(s)
	s.Gateway.CloseWith(4000)
	if code := w.closes(); code != 4000 {
		t.Errorf("code %d", code)
	}
	w = dial(t, s)
	w.resume(s, session, 99)
	if code := w.closes(); code != 4007 {
		t.Errorf("a seq of the future was closed with %d", code)
	}
	violations(t, s, "sequence number 99")
}

func waitFor(done func() bool) error {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if done() {
			return nil
		}
	}
	return fmt.Errorf("not within ten seconds")
}

func TestRefusedIdentify(t *testing.T) {
	t.Parallel()
	o := quick()
	o.NoMessageContent, o.MinShards = true, 2
	s := discordtest.Start(t, o)
	two := []int{0, 2}
	tests := []struct {
		change    map[string]any
		code      int
		violation bool
	}{
		{map[string]any{"token": "no"}, 4004, false},
		{map[string]any{"intents": -1, "shard": two}, 4013, true},
		{map[string]any{"intents": 1 << 30, "shard": two}, 4013, true},
		{map[string]any{"shard": []int{2, 2}}, 4010, true},
		{map[string]any{"shard": []int{0, 1}}, 4011, true},
		{map[string]any{"shard": two}, 4014, false},
		{map[string]any{"properties": nil}, 4002, true},
	}
	for _, tt := range tests {
		w := dial(t, s)
		w.send(2, identify(s, tt.change))
		if code := w.closes(); code != tt.code {
			t.Errorf("%v: code %d, want %d", tt.change, code, tt.code)
		}
		if got := len(s.TakeViolations()) > 0; got != tt.violation {
			t.Errorf("%v: violation %v", tt.change, got)
		}
	}
	w := dial(t, s)
	w.send(3, map[string]any{})
	if code := w.closes(); code != 4003 {
		t.Errorf("a presence before identify: code %d", code)
	}
	w = dial(t, s)
	w.send(99, nil)
	if code := w.closes(); code != 4001 {
		t.Errorf("an unknown operation: code %d", code)
	}
	s.TakeViolations()
}

func TestIdentifyConcurrency(t *testing.T) {
	t.Parallel()
	o := quick()
	o.IdentifyEvery, o.MaxConcurrency = time.Hour, 2
	s := discordtest.Start(t, o)
	for _, tt := range []struct{ shard, op int }{{0, 0}, {1, 0}, {2, 9}} {
		w := dial(t, s)
		w.send(2, identify(s, map[string]any{"shard": []int{tt.shard, 4}}))
		if f := w.next(); f.Op != tt.op {
			t.Errorf("shard %d: operation %d, want %d", tt.shard, f.Op, tt.op)
		}
	}
	violations(t, s, "shard 2 identified")
}

func TestShardsAndIntents(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	c0, c1 := s.Guild("zero").Channel("a"), s.Guild("one").Channel("b")
	alice := s.Guild("zero").Member("alice")
	s.Guild("one").Member("alice")
	var ws [2]wire
	for i := range ws {
		ws[i] = dial(t, s)
		ws[i].send(2, identify(s, map[string]any{"shard": []int{i, 2}, "intents": 1<<9 | 1<<12}))
		if f := ws[i].next(); f.Type != "READY" {
			t.Fatal(f.Type)
		}
		time.Sleep(10 * time.Millisecond)
	}
	alice.Say(c1, "secret")
	alice.Say(c0, "open "+s.Mention())
	alice.Say(alice.DM(), "direct")
	check := func(w wire, want, not string) {
		if f := w.next(); !strings.Contains(string(f.Data), want) || not != "" && strings.Contains(string(f.Data), not) {
			t.Errorf("%s, want %q and not %q", f.Data, want, not)
		}
	}
	check(ws[1], `"content":""`, "secret")
	check(ws[0], "open", "")
	check(ws[0], "direct", "")
	s.Gateway.Shard(1).Drop()
	if err := waitFor(func() bool { return !s.Gateway.Sessions()[1].Connected }); err != nil || !s.Gateway.Sessions()[0].Connected {
		t.Errorf("sessions %+v", s.Gateway.Sessions())
	}
}

func TestMisleading(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	s.Gateway.NextIdentify(discordtest.AnswerReconnect(), discordtest.AnswerNothing(), discordtest.AnswerClose(4008), discordtest.AnswerCut())
	w := dial(t, s)
	w.send(2, identify(s, nil))
	if f := w.next(); f.Op != 7 {
		t.Errorf("%+v", f)
	}
	time.Sleep(10 * time.Millisecond)
	w = dial(t, s)
	w.send(2, identify(s, nil))
	var slow net.Error
	if f, err := w.read(50 * time.Millisecond); !errors.As(err, &slow) || !slow.Timeout() {
		t.Errorf("something came: %+v, %v", f, err)
	}
	w = dial(t, s)
	w.send(2, identify(s, nil))
	if code := w.closes(); code != 4008 {
		t.Errorf("code %d", code)
	}
	time.Sleep(10 * time.Millisecond)
	w = dial(t, s)
	w.send(2, identify(s, nil))
	if _, err := w.read(10 * time.Second); err == nil {
		t.Error("the connection was not cut")
	}
	time.Sleep(10 * time.Millisecond)
	w = dial(t, s)
	session := w.ready(s)
	s.Gateway.Drop()
	s.Gateway.NextResume(discordtest.AnswerInvalid(true), discordtest.AnswerInvalid(false))
	w = dial(t, s)
	w.resume(s, session, 1)
	if f := w.next(); f.Op != 9 || string(f.Data) != "true" {
		t.Errorf("%+v", f)
	}
	w.resume(s, session, 1)
	if f := w.next(); f.Op != 9 || string(f.Data) != "false" || len(s.Gateway.Sessions()) != 0 {
		t.Errorf("%+v; sessions %+v", f, s.Gateway.Sessions())
	}
}

// TestHeartbeatMissing lets a connection be closed for want of one. Its time is
// the interval and a half, and the grace.
func TestHeartbeatMissing(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes five seconds")
	}
	t.Parallel()
	o := quick()
	o.HeartbeatInterval = 50 * time.Millisecond
	s := discordtest.Start(t, o)
	w := dial(t, s)
	w.ready(s)
	if code := w.closes(); code != 4009 {
		t.Errorf("code %d", code)
	}
	violations(t, s, "no heartbeat came")
}

// TestDiscordgoReturns lets discordgo find its way back by itself. What it
// loses on its way is discordgo's: it may close what it has just resumed.
func TestDiscordgoReturns(t *testing.T) {
	t.Parallel()
	s := discordtest.Start(t, quick())
	c := s.Guild("Mission").Channel("general")
	alice := s.Guild("Mission").Member("alice")
	d := session(t, s)
	d.Compress, d.Identify.Compress = true, true
	var long, again atomic.Bool
	d.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) {
		long.Store(long.Load() || len(m.Content) == 2500)
		again.Store(again.Load() || m.Content == "again")
	})
	open(t, d)
	s.Ready(t, 1)
	alice.Say(c, strings.Repeat("long ", 500))
	if err := waitFor(long.Load); err != nil {
		t.Error("a compressed message did not come", err)
	}
	s.Gateway.Drop()
	if err := waitFor(func() bool { alice.Say(c, "again"); return again.Load() }); err != nil {
		t.Errorf("%v: %+v", err, s.Gateway.Stats())
	}
}
