package wire

import (
	"context"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Bounds of a connection. The queue lets the relay hear heartbeats while the
// events before them are still being handled.
const (
	maxMessage   = 64 << 20         // bytes of one message of the gateway's
	queueSize    = 512              // messages that discordgo has not read
	writeTimeout = 10 * time.Second // of one message to the gateway
	drainTimeout = time.Second      // for what arrived before the end
	partTimeout  = 500 * time.Millisecond
)

// relayOptions say what a connection is for.
type relayOptions struct {
	address    string // of the gateway
	agent      string // User-Agent
	tuning     Tuning
	resumes    bool                // rather than identifies
	sequence   int64               // of the last event, where it resumes
	identified func()              // is told when the identify is sent
	latency    func(time.Duration) // is told of each heartbeat's
	handled    func(sequence int64) bool
}

// A relay stands between discordgo and the gateway, and passes messages both
// ways. discordgo holds one end of a pipe and takes the other for the gateway.
// The relay reads along: it sets the deadlines, notices when a heartbeat is
// not answered, and ends the connection, on both sides at once, where discordgo
// would do the wrong thing.
type relay struct {
	options relayOptions
	up      *websocket.Conn // to the gateway
	near    net.Conn        // discordgo's end of the pipe
	far     net.Conn        // ours
	queue   chan []byte     // to discordgo

	delivered atomic.Int64 // sequence number of the last event that discordgo got

	mu       sync.Mutex
	phase    phase
	interval time.Duration // between heartbeats
	beat     time.Time     // when the heartbeat was sent that is not answered yet
	zombie   *time.Timer   // ends the connection unless that is answered
	arrived  time.Time     // when READY or RESUMED came
	last     int64         // the highest sequence number seen

	once    sync.Once
	end     ending        // to be read after done
	done    chan struct{} // closed when the connection has ended
	heard   chan struct{} // closed when nothing is read from the gateway any more
	drained chan struct{} // closed when discordgo gets nothing more
	parted  chan struct{} // closed when the gateway's connection is closed
}

// A phase is how far a connection has come.
type phase int

const (
	phaseDialled phase = iota // HELLO is awaited
	phaseGreeted              // discordgo is to identify or resume
	phaseAsked                // READY or RESUMED is awaited
	phaseReady
)

// dialRelay connects to the gateway, and lets discordgo's end of the pipe wait
// to be dialled.
func dialRelay(ctx context.Context, o relayOptions) (*relay, error) {
	d := websocket.Dialer{
		Proxy:            proxy,
		HandshakeTimeout: o.tuning.HelloTimeout,
		NetDialContext:   dialer(o.address[:3] == "wss").DialContext,
	}
	up, resp, err := d.DialContext(ctx, o.address, http.Header{"User-Agent": {o.agent}})
	if resp != nil {
		resp.Body.Close()
	}
	if err != nil {
		return nil, err
	}
	up.SetReadLimit(maxMessage)
	r := &relay{options: o, up: up, queue: make(chan []byte, queueSize), last: o.sequence, done: make(chan struct{}),
		heard: make(chan struct{}), drained: make(chan struct{}), parted: make(chan struct{})}
	r.near, r.far = net.Pipe()
	r.allow(o.tuning.HelloTimeout)
	go r.hear()
	go r.serve()
	return r, nil
}

// allow sets how long the gateway may be silent from now on.
func (r *relay) allow(d time.Duration) {
	_ = r.up.SetReadDeadline(time.Now().Add(d)) // a closed connection ends anyway
}

// close ends the connection on both sides, the gateway's with a close code.
// The first reason stands. It waits for nothing.
func (r *relay) close(e ending, code int) {
	r.once.Do(func() {
		r.mu.Lock()
		e.greeted = r.phase >= phaseGreeted
		if !r.arrived.IsZero() {
			e.arrived = max(time.Since(r.arrived), 1)
		}
		if r.zombie != nil {
			r.zombie.Stop()
		}
		r.mu.Unlock()
		r.end = e
		if e.kind == endShutdown {
			r.far.Close()
		} else {
			_ = r.far.SetDeadline(time.Now().Add(drainTimeout))
		}
		close(r.done)
		go r.part(code)
	})
}

// part closes the gateway's side: it says so, and gives the answer a moment.
func (r *relay) part(code int) {
	defer close(r.parted)
	_ = r.up.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(partTimeout))
	select {
	case <-r.heard:
	case <-time.After(partTimeout):
	}
	_ = r.up.NetConn().SetDeadline(time.Now()) // frees a write that hangs and would hold the rest up
	r.up.Close()
}
