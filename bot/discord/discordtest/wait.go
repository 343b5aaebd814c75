package discordtest

import (
	"errors"
	"time"
)

// errLate says that time is up.
var errLate = errors.New("time is up")

// touch wakes whoever waits. The lock is held.
func (s *Server) touch() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// await waits until done, called with the lock held at each change, says true
// or gives an error. The time is the options' where it is 0.
func (s *Server) await(timeout time.Duration, done func() (bool, error)) error {
	timer := time.NewTimer(or(timeout, s.opts.Wait))
	defer timer.Stop()
	for {
		s.mu.Lock()
		ok, err := done()
		changed := s.changed
		s.mu.Unlock()
		if ok || err != nil {
			return err
		}
		select {
		case <-changed:
		case <-timer.C:
			return errLate
		case <-s.closed:
			return errors.New("the server was closed")
		}
	}
}

// see reads something with the lock held.
func see[T any](s *Server, f func() T) T {
	s.mu.Lock()
	defer s.mu.Unlock()
	return f()
}
