package wire

import (
	"bufio"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// serve is the gateway towards discordgo: it takes its handshake, lets it
// speak, and passes on what the queue holds.
func (r *relay) serve() {
	defer close(r.drained)
	defer r.far.Close()
	down, err := r.accept()
	if err != nil {
		r.close(ending{kind: endLocal, err: err}, closeResumable)
		return
	}
	go r.listen(down)
	for {
		select {
		case message := <-r.queue:
			if !r.pass(down, message) {
				return
			}
		case <-r.done:
			r.drain(down)
			return
		}
	}
}

// drain passes on what arrived before the end: of a session that cannot be
// resumed it would be lost. The pipe stays open until discordgo has handled it,
// since what it has read and not handled it drops when a heartbeat of its own
// fails. The pipe's deadline bounds it all.
func (r *relay) drain(down *websocket.Conn) {
	if r.end.kind == endShutdown {
		return
	}
	until := time.Now().Add(drainTimeout)
	for len(r.queue) > 0 {
		if !r.pass(down, <-r.queue) {
			return
		}
	}
	for !r.options.handled(r.delivered.Load()) && time.Now().Before(until) {
		time.Sleep(2 * time.Millisecond)
	}
}

// pass gives discordgo one message, and notes its sequence number.
func (r *relay) pass(down *websocket.Conn, message []byte) bool {
	if err := down.WriteMessage(websocket.TextMessage, message); err != nil {
		r.close(ending{kind: endLocal, err: err}, closeResumable)
		return false
	}
	var e struct {
		Operation int   `json:"op"`
		Sequence  int64 `json:"s"`
	}
	if json.Unmarshal(message, &e) == nil && e.Operation == opDispatch && e.Sequence > r.delivered.Load() {
		r.delivered.Store(e.Sequence)
	}
	return true
}

// listen passes on what discordgo says, until it stops. When the connection
// has ended it is heard all the same, as drain needs it.
func (r *relay) listen(down *websocket.Conn) {
	for {
		_, message, err := down.ReadMessage()
		if err != nil {
			// Whatever code discordgo closes with, the gateway is told one that
			// leaves the session to be resumed.
			r.close(ending{kind: endLocal, err: err}, closeResumable)
			return
		}
		if r.ended() {
			continue
		}
		r.note(message)
		_ = r.up.SetWriteDeadline(time.Now().Add(writeTimeout))
		if err := r.up.WriteMessage(websocket.TextMessage, message); err != nil {
			r.close(ending{kind: endDropped, err: err}, closeResumable)
		}
	}
}

func (r *relay) ended() bool {
	select {
	case <-r.done:
		return true
	default:
		return false
	}
}

// zombieAfter is the part of the time between two heartbeats, in per cent, within
// which one must be answered. It ends well before discordgo's next heartbeat:
// one that is about to be sent while discordgo closes would close the connection
// after this one, too.
const zombieAfter = 75

// note reads along what discordgo says.
func (r *relay) note(message []byte) {
	var e discordgo.Event
	if json.Unmarshal(message, &e) != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e.Operation {
	case opIdentify:
		r.asked()
		r.options.identified()
	case opResume:
		r.asked()
	case opHeartbeat:
		if r.beat.IsZero() {
			r.beat = time.Now()
			r.zombie = time.AfterFunc(r.interval*zombieAfter/100, func() { r.close(ending{kind: endZombie}, closeResumable) })
		}
	}
}

func (r *relay) asked() {
	if r.phase == phaseGreeted {
		r.phase = phaseAsked
		r.allow(r.options.tuning.HelloTimeout)
	}
}

// accept answers discordgo's WebSocket handshake on the pipe.
func (r *relay) accept() (*websocket.Conn, error) {
	in := bufio.NewReader(r.far)
	req, err := http.ReadRequest(in)
	if err != nil {
		return nil, err
	}
	w := &pipeResponse{conn: r.far, rw: bufio.NewReadWriter(in, bufio.NewWriter(r.far))}
	return (&websocket.Upgrader{}).Upgrade(w, req, nil)
}

// pipeResponse is what the upgrade needs of an HTTP server, on a connection
// that has none.
type pipeResponse struct {
	conn net.Conn
	rw   *bufio.ReadWriter
}

func (p *pipeResponse) Header() http.Header       { return http.Header{} }
func (p *pipeResponse) WriteHeader(int)           {}
func (p *pipeResponse) Write([]byte) (int, error) { return 0, errors.New("the handshake was refused") }
func (p *pipeResponse) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return p.conn, p.rw, nil
}
