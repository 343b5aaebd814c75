package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

const (
	quietFor  = 2 * time.Second // what is done by then needs no word
	saidEvery = 5 * time.Second
)

// progress shows on stderr how far long work has come: a bar on a terminal, a
// line each few seconds elsewhere.
type progress struct {
	w     io.Writer
	tty   bool
	what  string
	now   func() time.Time
	began time.Time
	said  time.Time
	last  string // the latest line, until it is written
	bar   *progressbar.ProgressBar
}

func newProgress(w io.Writer, t terminal, what string) *progress {
	return &progress{w: w, tty: t.tty, what: what, now: time.Now}
}

// at tells that done of total is done. It is not for several goroutines at once.
func (p *progress) at(done, total int) {
	now := p.now()
	if p.began.IsZero() {
		p.began, p.said = now, now
	}
	switch {
	case total <= 0:
	case p.tty:
		p.draw(done, total)
	default:
		p.last = fmt.Sprintf("%s: %d of %d\n", p.what, done, total)
		if now.Sub(p.began) < quietFor || p.said != p.began && now.Sub(p.said) < saidEvery {
			return
		}
		p.said = now
		p.say()
	}
}

// say writes the last line, if it was not written yet.
func (p *progress) say() {
	io.WriteString(p.w, p.last)
	p.last = ""
}

func (p *progress) draw(done, total int) {
	if p.bar == nil {
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.w),
			progressbar.OptionSetDescription(p.what),
			progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish())
	}
	p.bar.ChangeMax(total)
	_ = p.bar.Set(done)
}

// done takes the bar away, and closes lines with how far the work came.
func (p *progress) done() {
	if p.said != p.began {
		p.say()
	}
	if p.bar != nil {
		_ = p.bar.Clear()
	}
}
