package wire

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"
)

// A shard connects, watches and connects again. One connection after another
// is a relay with discordgo's Session, its life, behind it; a life outlasts a
// connection as long as its session at Discord can be resumed.
type shard struct {
	gateway *Gateway
	id, of  int
	life    *life // nil: none; used by run's goroutine alone

	failures int // connections in a row that did not last
	unheard  int // resumes in a row that were not answered
	undialed int // dials in a row of the resume address that failed

	mu      sync.Mutex
	current *relay
	status  ShardStatus
}

// After so many resumes without an answer a new session is begun, and after so
// many failed dials the resume address is given up.
const (
	mostUnheard  = 5
	mostUndialed = 3
)

func newShard(g *Gateway, id, of int) *shard {
	return &shard{gateway: g, id: id, of: of,
		status: ShardStatus{ID: id, Of: of, State: stateConnecting, Since: time.Now()}}
}

func (s *shard) log() *slog.Logger {
	return s.gateway.client.log.With(slog.Int("shard", s.id))
}

// run keeps the shard connected until ctx ends. The error, if any, is one that
// no further try would cure.
func (s *shard) run(ctx context.Context) error {
	defer s.turn(stateStopped)
	defer s.abandon()
	for ctx.Err() == nil {
		e := s.connection(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err := s.judge(e); err != nil {
			return fmt.Errorf("shard %d of %d: %w", s.id, s.of, err)
		}
		wait := s.wait(e)
		s.log().LogAttrs(ctx, levelOf(e, wait), "connection to Discord's gateway ended", slog.String("why", e.String()),
			slog.Bool("resumes", s.resumable()), slog.Duration("wait", wait))
		if wait > 0 {
			s.turn(stateWaiting)
			_ = sleep(ctx, wait) // its error is ctx's, and the loop sees that
		}
	}
	return nil
}

// levelOf keeps what is Discord's daily routine out of the warnings.
func levelOf(e ending, wait time.Duration) slog.Level {
	if e.kind == endReconnect || wait == 0 {
		return slog.LevelInfo
	}
	return slog.LevelWarn
}

func (s *shard) resumable() bool { return s.life != nil && s.life.resumable() }

// connection makes one connection and watches it to its end.
func (s *shard) connection(ctx context.Context) ending {
	if s.life == nil {
		s.life = newLife(s, s.gateway.intents())
	}
	if s.resumable() {
		return s.resume(ctx)
	}
	return s.identify(ctx)
}

// resume takes the session up again, where Discord said to, or at the usual
// address where it said nothing or cannot be reached there.
func (s *shard) resume(ctx context.Context) ending {
	s.turn(stateResuming)
	if s.undialed >= mostUndialed {
		s.life.forget()
	}
	address := s.life.address()
	if address == "" {
		answer, err := s.gateway.slots.look(ctx)
		if err != nil {
			return lookupEnding(err)
		}
		address = answer.URL
	}
	return s.through(ctx, relayOptions{address: address, resumes: true, sequence: s.life.sequence(), identified: func() {}})
}

// identify begins a session when it is this shard's turn.
func (s *shard) identify(ctx context.Context) ending {
	s.turn(stateWaiting)
	address, done, err := s.gateway.slots.take(ctx, s.id)
	if err != nil {
		return lookupEnding(err)
	}
	s.turn(stateConnecting)
	var once sync.Once
	defer once.Do(func() { done(false) })
	return s.through(ctx, relayOptions{address: address, identified: func() { once.Do(func() { done(true) }) }})
}

// through dials, lets discordgo open its Session over the relay, and waits for the end.
func (s *shard) through(ctx context.Context, o relayOptions) ending {
	c := s.gateway.client
	o.tuning, o.agent, o.latency, o.handled = c.tuning, c.session.UserAgent, s.latency, s.life.caught
	r, err := dialRelay(ctx, o)
	if err != nil {
		s.undialed++
		return ending{kind: endUnreachable, err: scrub(err, c.token)}
	}
	s.undialed = 0
	s.gateway.farewell.Go(func() { <-r.parted })
	s.connected(r)
	defer s.connected(nil)
	s.watch(ctx, r, s.life.open(r, s.gateway.letGo))
	if ctx.Err() != nil {
		s.life.abandon()
		r.close(ending{kind: endShutdown}, closeForGood)
		return ending{kind: endShutdown}
	}
	s.settle(ctx, r)
	return r.end
}

// watch waits until the connection or ctx has ended. Where discordgo fails to
// open its Session, that ends the connection.
func (s *shard) watch(ctx context.Context, r *relay, opened <-chan error) {
	for {
		select {
		case <-r.done:
			return
		case <-ctx.Done():
			return
		case err := <-opened:
			opened = nil
			if err != nil {
				r.close(ending{kind: endLocal, err: scrub(err, s.gateway.client.token)}, closeResumable)
			}
		}
	}
}

// quietFor is how long discordgo may do nothing about an event that it got
// before that counts as dropped: it drops some while it closes, without
// counting them, and they are replayed.
const quietFor = 300 * time.Millisecond

// settle waits until discordgo has done with what arrived before the end, and
// Open has returned. If it does not in time, the life is given up: that is what
// the Session's own deadlocks come to.
func (s *shard) settle(ctx context.Context, r *relay) {
	<-r.drained
	began := time.Now()
	quiet := began
	for time.Since(began) < s.gateway.letGo {
		if s.life.working() {
			quiet = time.Now()
		}
		if time.Since(quiet) > quietFor || s.life.caught(r.delivered.Load()) && !s.life.working() || ctx.Err() != nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.log().Warn("discordgo does not return: its Session is abandoned, and another begun")
	s.abandon()
}

func (s *shard) abandon() {
	if s.life != nil {
		s.life.abandon()
		s.life = nil
	}
}

// handle hands an event over. A panic costs that event alone.
func (s *shard) handle(event any) {
	defer func() {
		if p := recover(); p != nil {
			s.log().Error("handling an event panicked", slog.String("event", fmt.Sprintf("%T", event)),
				slog.String("panic", scrubText(fmt.Sprint(p), s.gateway.client.token)), slog.String("stack", string(debug.Stack())))
		}
	}()
	s.gateway.config.Handle(s.id, event)
}

func lookupEnding(err error) ending {
	if errors.Is(err, context.Canceled) {
		return ending{kind: endShutdown}
	}
	return ending{kind: endUnreachable, err: err}
}
