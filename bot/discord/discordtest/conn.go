package discordtest

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

const (
	largestPayload = 15 << 10 // from the bot
	compressFrom   = 1 << 10  // what is shorter is sent as it is
	writeWithin    = 10 * time.Second
	closeWithin    = 2 * time.Second // for the bot to answer that we close
	mostPayloads   = 120             // from the bot, a minute
)

// conn is a connection of the bot's.
type conn struct {
	s    *Server
	ws   *websocket.Conn
	wake chan struct{}
	gone chan struct{} // closed when nothing more is read

	// Guarded by the server's lock.
	session  *session
	named    *session // by a resume that was not carried out
	queue    []item
	silent   bool // nothing is sent any more
	noAcks   bool
	compress bool
	closed   bool // being closed by the server
	beat     time.Time
	minute   time.Time
	count    int
}

// item is something to send: a payload, or a close.
type item struct {
	data []byte
	code int
	why  string
}

// upgrader takes every origin: bots send none.
func upgrader() *websocket.Upgrader {
	return &websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }, HandshakeTimeout: writeWithin}
}

// serveGateway is a connection from its beginning to its end.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader().Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{s: s, ws: ws, wake: make(chan struct{}, 1), gone: make(chan struct{}), beat: time.Now()}
	if !s.enter(func() { s.hub.conns[c] = true; s.hub.counts.Connections++ }) {
		ws.Close()
		return
	}
	ws.SetReadLimit(1 << 20)
	s.live.Go(c.write)
	q := r.URL.Query()
	s.mu.Lock()
	switch {
	case q.Get("v") != "9" && q.Get("v") != "10" || q.Get("encoding") != "json" && q.Get("encoding") != "":
		c.fail(closeVersion, "Invalid API version.")
	case q.Get("compress") != "":
		c.fail(closeUnknown, "This gateway does not compress its transport.")
	default:
		c.push(raw(map[string]any{"op": opHello, "d": map[string]any{"heartbeat_interval": s.opts.HeartbeatInterval.Milliseconds(), "_trace": []string{"discordtest"}}}))
	}
	s.mu.Unlock()
	c.read()
}

// read reads until the connection ends, and puts its things in order then.
func (c *conn) read() {
	defer c.s.live.Done()
	defer c.ws.Close()
	defer close(c.gone)
	for {
		kind, data, err := c.ws.ReadMessage()
		if err != nil {
			c.leave(websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway))
			return
		}
		c.accept(kind, data)
	}
}

// accept reads a payload and does what it says.
func (c *conn) accept(kind int, data []byte) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	var p payload
	switch {
	case c.closed || c.silent:
	case !c.withinRate():
		c.fail(closeRate, "You are being rate limited.")
	case kind != websocket.TextMessage || len(data) > largestPayload || json.Unmarshal(data, &p) != nil:
		c.fail(closeDecode, "Error while decoding payload.")
	default:
		c.receive(p)
	}
}

func (c *conn) withinRate() bool {
	if now := time.Now(); now.Sub(c.minute) > time.Minute {
		c.minute, c.count = now, 0
	}
	c.count++
	return c.count <= mostPayloads
}

// leave notes that the connection ended; final ends its session too, as closing
// with 1000 or 1001 does.
func (c *conn) leave(final bool) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	delete(c.s.hub.conns, c)
	if to := c.session; to != nil && to.conn == c {
		to.conn, to.lost = nil, time.Now()
		if final && !c.closed {
			c.s.hub.end(to)
		}
	}
	c.s.touch()
}

// push sends a payload. The lock is held.
func (c *conn) push(data []byte) {
	if c.silent || c.closed {
		return
	}
	c.add(item{data: data})
}

func (c *conn) add(i item) {
	c.queue = append(c.queue, i)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// fail closes for what the bot did wrong. The lock is held.
func (c *conn) fail(code int, why string) {
	c.s.wrong("the gateway closed with %d: %s", code, why)
	c.close(code, why)
}

// close says good-bye with a code. The lock is held.
func (c *conn) close(code int, why string) {
	if c.closed {
		return
	}
	c.closed = true
	c.add(item{code: code, why: why})
	if fatal(code) && c.session != nil {
		c.s.hub.end(c.session)
	}
}

// fatal tells whether a session ends with a connection that is closed so.
func fatal(code int) bool {
	return code == closeAuthentication || code == closeSequence || code == closeTimeout || code >= closeShard ||
		code == websocket.CloseNormalClosure || code == websocket.CloseGoingAway
}

// cut ends the connection without a word.
func (c *conn) cut() { c.ws.NetConn().Close() }

// write sends what is queued, and watches the heartbeat.
func (c *conn) write() {
	check := time.NewTicker(max(c.s.opts.HeartbeatInterval/4, 10*time.Millisecond))
	defer check.Stop()
	for {
		for _, i := range c.taken() {
			if !c.send(i) {
				return
			}
		}
		select {
		case <-c.wake:
		case <-c.gone:
			return
		case <-check.C:
			c.watch()
		}
	}
}

func (c *conn) taken() []item {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	out := c.queue
	c.queue = nil
	return out
}

// grace is what a heartbeat may be late, beside half of the interval.
const grace = 5 * time.Second

// watch closes a connection whose heartbeat is missing.
func (c *conn) watch() {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	late := time.Since(c.beat)
	if c.closed || c.silent || late < c.s.opts.HeartbeatInterval*3/2+grace {
		return
	}
	c.s.wrong("no heartbeat came for %v, where one was due every %v", late.Round(time.Millisecond), c.s.opts.HeartbeatInterval)
	c.close(closeTimeout, "Session timed out.")
}

// send writes one item; false ends the connection.
func (c *conn) send(i item) bool {
	_ = c.ws.SetWriteDeadline(time.Now().Add(writeWithin))
	if i.code != 0 {
		_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(i.code, i.why), time.Now().Add(writeWithin))
		select { // what the bot sends meanwhile is read, so that the code reaches it
		case <-c.gone:
		case <-time.After(closeWithin):
		case <-c.s.closed:
		}
		c.cut()
		return false
	}
	var err error
	if c.compress && len(i.data) >= compressFrom {
		err = c.ws.WriteMessage(websocket.BinaryMessage, deflate(i.data))
	} else {
		err = c.ws.WriteMessage(websocket.TextMessage, i.data)
	}
	if err != nil {
		c.cut()
	}
	return err == nil
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write(data) // into memory
	_ = w.Close()
	return b.Bytes()
}
