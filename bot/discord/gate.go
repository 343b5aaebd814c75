package discord

import (
	"context"
	"time"
)

// gate lets a bounded number of uses through at the same time.
type gate chan struct{}

// Uses that need no place in the queue of questions are bounded by gates: what
// they cost is little, and whoever sends thousands must not take it from the others.
const (
	pressesAtOnce     = 32
	completionsAtOnce = 8
	pressesWait       = 500 * time.Millisecond // for a place; there are three seconds to answer
)

// enter takes a place, waiting for it no longer than that; leave gives it back.
func (g gate) enter(ctx context.Context, wait time.Duration) bool {
	select {
	case g <- struct{}{}:
		return true
	default:
	}
	if wait <= 0 {
		return false
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case g <- struct{}{}:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}

func (g gate) leave() { <-g }

// pressed counts a press of a button, or a form that was sent, and takes a place
// for it, which is given back when it is acknowledged: what goes on after that
// has bounds of its own. Who may not ask may press: what the buttons show is
// there to be seen.
func (c *call) pressed(ctx context.Context) error {
	if wait := c.b.limits.press(c.who, c.b.now()); wait > 0 {
		c.b.observe(Observation{Kind: Refusals, Label: "user limit"})
		return tell("That is more than one person can read. Please go on in %s.", inWords(wait))
	}
	if !c.b.presses.enter(ctx, pressesWait) {
		return c.b.tooBusy()
	}
	c.leave = c.b.presses.leave
	return nil
}

// left gives the place back, if one was taken.
func (c *call) left() {
	if c.leave != nil {
		c.leave()
		c.leave = nil
	}
}
