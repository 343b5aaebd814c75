package discord

import (
	"context"
	"sync"
	"time"

	"verbatim/bot/answer"
	"verbatim/bot/discord/message"
)

// mostEdits is how often a growing answer is edited at most, before its end.
const mostEdits = 8

// stream shows an answer while a model still writes it, by points that passed
// the gate. It never holds the model up: what grew since the last edit goes
// into the next.
type stream struct {
	b    *Bot
	q    question
	r    reply
	ctx  context.Context
	wake chan struct{}
	done chan struct{}

	placed chan struct{} // closed when it is kept where the answer is
	once   sync.Once

	mu      sync.Mutex
	message string // in which it grows; empty until it is shown
	points  []answer.Point
	over    bool
}

// settled tells those who wait that it is kept where the answer is, or that
// there is none.
func (s *stream) settled() {
	s.once.Do(func() {
		close(s.placed)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.b.showing.Delete(s.message)
	})
}

// grow begins to show a growing answer. A private one is not: its edits would
// show nothing sooner.
func (b *Bot) grow(ctx context.Context, q question, r reply) *stream {
	s := &stream{b: b, q: q, r: r, ctx: ctx, wake: make(chan struct{}, 1), done: make(chan struct{}), placed: make(chan struct{})}
	go func() {
		defer close(s.done)
		defer b.recovered(ctx, "showing a growing answer", nil)
		s.run()
	}()
	return s
}

// point takes a point that passed the gate.
func (s *stream) point(p answer.Point) {
	s.mu.Lock()
	s.points = append(s.points, p)
	s.mu.Unlock()
	if s.b.Engine.Drafter == nil || s.q.Extracts {
		return // extracts are all there at once
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// end stops the edits and waits for one that is under way.
func (s *stream) end() {
	s.mu.Lock()
	s.over = true
	s.mu.Unlock()
	close(s.wake)
	<-s.done
}

func (s *stream) run() {
	shown := 0
	for edits := 0; edits < mostEdits; edits++ {
		if _, more := <-s.wake; !more {
			return
		}
		points := s.sofar()
		if points == nil {
			return
		}
		if len(points) > shown {
			shown = len(points)
			s.show(points)
		}
		select {
		case <-time.After(s.b.EditEvery):
		case <-s.ctx.Done():
			return
		}
	}
}

// sofar gives the points so far, nil once the answer is over.
func (s *stream) sofar() []answer.Point {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return nil
	}
	return append([]answer.Point{}, s.points...)
}

func (s *stream) show(points []answer.Point) {
	ctx, cancel := context.WithTimeout(s.ctx, 10*time.Second)
	defer cancel()
	a := &answer.Answer{Question: s.q.Text, Status: answer.Answered, Mode: answer.Generated, Points: points}
	v := message.View{Growing: true, Private: s.q.private}
	if s.q.repeat {
		v.Question = s.q.Text
	}
	m, _ := s.b.make.Answer(a, v)
	m.Ephemeral = s.q.private
	if err := s.r.show(ctx, m); err != nil {
		s.b.Log.InfoContext(ctx, "a growing answer could not be shown", "error", err)
		return
	}
	s.q.note.at(s.r.at())
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, s.message = s.r.at(); s.message != "" {
		s.b.showing.Store(s.message, s.placed)
	}
}
