package discord

import "sync"

// pool works on a bounded number of questions at the same time, and lets a
// bounded number wait. Whoever finds no room is told so at once: nothing here
// ever blocks. What comes after the work, showing the answer, is done beside
// the workers: Discord may take its time with one answer, and the others do not
// wait for that.
type pool struct {
	tickets chan struct{} // one for each question that waits, is worked on, or is being shown
	work    chan func()
	once    sync.Once
	workers sync.WaitGroup
}

// newPool starts the workers. polite, which may be nil, is called before each
// piece of work and may hold it up.
func newPool(workers, queue int, polite func()) *pool {
	p := &pool{tickets: make(chan struct{}, workers+queue), work: make(chan func(), workers+queue)}
	for range workers {
		p.workers.Go(func() {
			for f := range p.work {
				if polite != nil {
					polite()
				}
				f()
			}
		})
	}
	return p
}

// enter takes a place, if there is one; run or leave gives it back.
func (p *pool) enter() bool {
	select {
	case p.tickets <- struct{}{}:
		return true
	default:
		return false
	}
}

// leave gives a place back that was not used.
func (p *pool) leave() { <-p.tickets }

// run has work done by a worker, on a place that was taken, and then what it
// gives, which may be nil, beside the workers. The place is free after both.
func (p *pool) run(work func() (then func())) {
	p.work <- func() {
		then := work()
		if then == nil {
			p.leave()
			return
		}
		go func() {
			defer p.leave()
			then()
		}()
	}
}

// depth is how many questions wait or are being answered.
func (p *pool) depth() int { return len(p.tickets) }

// close ends the workers once what waits is done. Nothing may be run after it.
func (p *pool) close() { p.once.Do(func() { close(p.work) }) }
