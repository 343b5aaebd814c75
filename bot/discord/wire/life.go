package wire

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// A life is a Session of discordgo, from its making until it is abandoned. As
// long as it lives it is opened again and again, and so resumes. An abandoned
// one may still be hanging somewhere; what it says is not heard.
type life struct {
	shard   *shard
	session *discordgo.Session
	intents discordgo.Intent
	dead    atomic.Bool
	opening atomic.Bool // Open has not returned
	busy    atomic.Bool // an event is being handled

	mu      sync.Mutex
	relay   *relay // the last one
	id      string // of the session at Discord; empty: none yet
	resume  string // the address to resume at; empty: the usual one
	handled int64  // the sequence number of the last event
}

// newLife makes a Session that is safe to have: it tries nothing on its own,
// keeps nothing, logs nothing, and hands events over in their order.
func newLife(s *shard, intents discordgo.Intent) *life {
	session, _ := discordgo.New(s.gateway.client.token) // it never fails
	l := &life{shard: s, session: session, intents: intents}
	session.LogLevel = silent
	session.ShouldReconnectOnError = false
	session.ShouldReconnectVoiceOnSessionError = false
	session.ShouldRetryOnRateLimit = false
	session.MaxRestRetries = 0
	session.StateEnabled = false
	session.SyncEvents = true
	session.Compress = false
	session.ShardID, session.ShardCount = s.id, s.of
	session.Identify.Intents = intents
	session.Identify.Compress = false
	session.Identify.Presence.Status = "online"
	session.Client = &http.Client{Transport: relayAddress{}}
	session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { l.event(e) })
	return l
}

// open lets discordgo open its Session over a relay. The channel gets what Open
// returned. While discordgo has not let go of the connection before, Open says
// that it is open already, and is called again.
func (l *life) open(r *relay, within time.Duration) <-chan error {
	l.mu.Lock()
	l.relay = r
	l.mu.Unlock()
	out := make(chan error, 1)
	l.opening.Store(true)
	go func() {
		defer l.opening.Store(false)
		out <- l.opened(r, within)
	}()
	return out
}

func (l *life) opened(r *relay, within time.Duration) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("discordgo panicked: %v", p)
		}
	}()
	dial := func(context.Context, string, string) (net.Conn, error) { return r.near, nil }
	deadline := time.Now().Add(within)
	for {
		l.session.Lock()
		l.session.Dialer = &websocket.Dialer{NetDialContext: dial, NetDialTLSContext: dial, HandshakeTimeout: within}
		l.session.Unlock()
		err := l.session.Open()
		if !errors.Is(err, discordgo.ErrWSAlreadyOpen) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-r.done:
			return err
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// working tells whether discordgo is in the midst of something.
func (l *life) working() bool { return l.opening.Load() || l.busy.Load() }

// caught tells whether the event with a sequence number has been handled.
func (l *life) caught(sequence int64) bool { return l.sequence() >= sequence }

func (l *life) abandon() { l.dead.Store(true) }

func (l *life) resumable() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.id != ""
}

func (l *life) address() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.resume
}

// forget makes the next resume go to the usual address.
func (l *life) forget() {
	l.mu.Lock()
	l.resume = ""
	l.mu.Unlock()
}

func (l *life) sequence() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.handled
}

// relayAddress answers when discordgo asks where the gateway is: in this
// process, whatever the address. The relay has dialled the true one already.
type relayAddress struct{}

// RoundTrip answers GET /gateway, and nothing else.
func (relayAddress) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		req.Body.Close()
	}
	if !strings.HasSuffix(req.URL.Path, "/gateway") {
		return nil, errOutside
	}
	return &http.Response{StatusCode: http.StatusOK, Status: "200 OK", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"url":"ws://relay/"}`)), Request: req}, nil
}
