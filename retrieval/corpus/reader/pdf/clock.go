package pdf

import "time"

// clock runs a document's time down. It is for one goroutine.
type clock struct {
	left  time.Duration
	out   func() // called when the time is up
	since time.Time
	timer *time.Timer
}

func (c *clock) start() {
	c.since = time.Now()
	c.timer = time.AfterFunc(max(c.left, 0), c.out)
}

func (c *clock) stop() {
	if c.timer == nil {
		return
	}
	c.timer.Stop()
	c.timer = nil
	c.left -= time.Since(c.since)
}
