package wire

import (
	"encoding/json"
	"errors"
	"net"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Operations of the gateway's protocol.
const (
	opDispatch  = 0
	opHeartbeat = 1
	opIdentify  = 2
	opResume    = 6
	opReconnect = 7
	opInvalid   = 9
	opHello     = 10
	opAck       = 11
)

// Bounds of what a gateway may ask for as the time between two heartbeats.
const (
	shortestInterval = 10 * time.Millisecond
	longestInterval  = 10 * time.Minute
)

// hear reads from the gateway until the connection ends.
func (r *relay) hear() {
	defer close(r.heard)
	for {
		kind, message, err := r.up.ReadMessage()
		if err != nil {
			r.close(r.broken(err), closeResumable)
			return
		}
		out, e := r.read(kind, message)
		if e.kind != "" {
			r.close(e, closeResumable)
			return
		}
		if out == nil {
			continue
		}
		select {
		case r.queue <- out:
		case <-r.done:
			return
		}
	}
}

// broken tells why reading failed.
func (r *relay) broken(err error) ending {
	var closed *websocket.CloseError
	var timeout net.Error
	switch {
	case errors.As(err, &closed) && closed.Code != websocket.CloseAbnormalClosure:
		return ending{kind: endClosed, code: closed.Code}
	case errors.As(err, &timeout) && timeout.Timeout():
		return ending{kind: endSilent, err: errors.New(r.awaited())}
	}
	return ending{kind: endDropped, err: err}
}

// awaited names what the gateway did not send.
func (r *relay) awaited() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch r.phase {
	case phaseDialled:
		return "no HELLO"
	case phaseGreeted:
		return "discordgo neither identified nor resumed"
	case phaseAsked:
		return "neither READY nor RESUMED"
	}
	return "nothing for more than a heartbeat"
}

var errMalformed = errors.New("a message is malformed or out of its turn")

// read looks at a message of the gateway's, and gives what discordgo is to
// get, nil for nothing; or why the connection must end.
func (r *relay) read(kind int, message []byte) ([]byte, ending) {
	wrong := ending{kind: endProtocol, err: errMalformed}
	var e *discordgo.Event
	if kind != websocket.TextMessage || json.Unmarshal(message, &e) != nil || e == nil {
		return nil, wrong
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.phase == phaseReady {
		r.allow(r.interval*3/2 + min(r.interval, 2*time.Second))
	}
	switch e.Operation {
	case opReconnect:
		return nil, ending{kind: endReconnect}
	case opInvalid:
		if string(e.RawData) == "true" {
			return nil, ending{kind: endPaused}
		}
		return nil, ending{kind: endInvalid}
	case opHello:
		return r.hello(message, e)
	case opAck:
		r.acknowledged()
	case opHeartbeat:
	case opDispatch:
		return r.dispatch(message, e)
	default:
		return nil, ending{} // discordgo has no use for it
	}
	if r.phase == phaseDialled {
		return nil, wrong
	}
	return message, ending{}
}

// hello reads the time between two heartbeats. discordgo would die of one that
// is not positive.
func (r *relay) hello(message []byte, e *discordgo.Event) ([]byte, ending) {
	var said struct {
		Interval int64 `json:"heartbeat_interval"` // milliseconds
	}
	err := json.Unmarshal(e.RawData, &said)
	interval := time.Duration(min(max(said.Interval, 0), longestInterval.Milliseconds()+1)) * time.Millisecond
	if err != nil || r.phase != phaseDialled || interval < shortestInterval || interval > longestInterval {
		return nil, ending{kind: endProtocol, err: errMalformed}
	}
	r.interval, r.phase = interval, phaseGreeted
	r.allow(r.options.tuning.HelloTimeout)
	return message, ending{}
}

// dispatch looks at an event.
func (r *relay) dispatch(message []byte, e *discordgo.Event) ([]byte, ending) {
	wrong := ending{kind: endProtocol, err: errMalformed}
	begins := e.Type == "READY" || e.Type == "RESUMED"
	switch {
	case r.phase < phaseAsked, r.phase == phaseReady && begins, e.Type == "RESUMED" && !r.options.resumes:
		return nil, wrong
	case r.phase == phaseAsked && !begins && !r.options.resumes:
		return nil, wrong // nothing is due before READY
	case r.phase == phaseAsked && begins:
		r.phase, r.arrived = phaseReady, time.Now()
		r.allow(r.interval*3/2 + min(r.interval, 2*time.Second))
	case r.phase == phaseAsked:
		r.allow(r.options.tuning.HelloTimeout) // what is replayed before RESUMED
	}
	safe, err := vet(e, r.last)
	if err != nil {
		return nil, ending{kind: endProtocol, err: err}
	}
	r.last = max(r.last, e.Sequence)
	if safe {
		return message, ending{}
	}
	out, err := json.Marshal(e)
	if err != nil {
		return nil, wrong
	}
	return out, ending{}
}

// acknowledged notes that the last heartbeat was answered.
func (r *relay) acknowledged() {
	if r.beat.IsZero() {
		return
	}
	r.options.latency(time.Since(r.beat))
	r.beat = time.Time{}
	r.zombie.Stop()
}
