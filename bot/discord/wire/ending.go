package wire

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/gorilla/websocket"
)

// An ending is why a connection ended.
type ending struct {
	kind    endKind
	code    int           // the gateway's close code, of endClosed
	err     error         // what else is known
	arrived time.Duration // how long READY or RESUMED had been there; 0: it never was
	greeted bool          // HELLO was there
}

type endKind string

const (
	endShutdown    endKind = "shutting down"
	endUnreachable endKind = "the gateway cannot be reached"
	endClosed      endKind = "the gateway closed the connection"
	endDropped     endKind = "the connection broke"
	endSilent      endKind = "the gateway fell silent"
	endZombie      endKind = "a heartbeat was not answered"
	endReconnect   endKind = "the gateway asked to reconnect"
	endPaused      endKind = "the session is invalid for now"
	endInvalid     endKind = "the session is invalid"
	endProtocol    endKind = "the gateway does not keep to its protocol"
	endLocal       endKind = "discordgo closed the connection"
)

// String is for the log.
func (e ending) String() string {
	s := string(e.kind)
	if e.code != 0 {
		s += fmt.Sprintf(", code %d", e.code)
	}
	if e.err != nil {
		s += ": " + e.err.Error()
	}
	return s
}

// The codes we close with: 1000 ends the session at Discord, others leave it
// to be resumed.
const (
	closeForGood   = websocket.CloseNormalClosure
	closeResumable = 4000
)

// Close codes of the gateway that mean more than "connect again, and resume".
const (
	codeNotAuthenticated  = 4003
	codeBadToken          = 4004
	codeBadSequence       = 4007
	codeSessionTimedOut   = 4009
	codeInvalidShard      = 4010
	codeShardingRequired  = 4011
	codeInvalidVersion    = 4012
	codeInvalidIntents    = 4013
	codeDisallowedIntents = 4014
)

var (
	errShard    = errors.New("the shard is refused by Discord (4010): check [discord] shards and shard_ids")
	errSharding = errors.New("the bot is in too many servers for so few shards (4011): set [discord] shards = 0, or to more")
	errVersion  = errors.New("this version of the gateway is no longer served by Discord (4012): a newer version of this program is needed")
	errIntents  = errors.New("the intents are refused by Discord (4013, 4014), also without the privileged ones: check the bot's settings in the developer portal")
)

// judge decides what an ending means for the session: it is kept, to be
// resumed, or thrown away. An error means that going on is hopeless.
func (s *shard) judge(e ending) error {
	if e.arrived > 0 {
		s.unheard = 0
	} else if e.greeted && s.resumable() {
		s.unheard++
	}
	if e.kind == endUnreachable {
		return hopeless(e.err)
	}
	if e.kind == endInvalid || s.unheard >= mostUnheard {
		s.renew()
		return nil
	}
	switch e.code {
	case codeBadToken:
		return errToken
	case codeInvalidShard:
		return errShard
	case codeShardingRequired:
		return errSharding
	case codeInvalidVersion:
		return errVersion
	case codeInvalidIntents, codeDisallowedIntents:
		if s.life != nil && !s.gateway.fall(s.life.intents) {
			return errIntents
		}
		s.renew()
	case codeNotAuthenticated, codeBadSequence, codeSessionTimedOut:
		s.renew()
	}
	return nil
}

// renew throws the session away: the next connection begins another.
func (s *shard) renew() {
	s.unheard = 0
	s.abandon()
}

// resumeMost bounds the pause before a session is resumed that was there until
// its connection broke, in first pauses: a resume costs Discord little, and begins
// no session of the day's.
const resumeMost = 5

// wait tells how long to wait before the next connection. The first after one
// that lasted is made at once; then the pauses grow.
func (s *shard) wait(e ending) time.Duration {
	t := s.gateway.client.tuning
	if e.arrived >= t.ReconnectMost {
		s.failures = 0
	}
	var wait time.Duration
	if s.failures > 0 {
		wait = backoff(s.failures-1, t.ReconnectFirst, t.ReconnectMost)
	}
	s.failures++
	if e.arrived > 0 && s.resumable() { // a line that keeps breaking, with people waiting behind it
		wait = min(wait, resumeMost*t.ReconnectFirst)
	}
	if e.kind == endInvalid || e.kind == endPaused {
		shortest := t.InvalidMost / 5
		wait = max(wait, shortest+rand.N(t.InvalidMost-shortest+1))
	}
	return wait
}
