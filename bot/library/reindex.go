package library

import (
	"context"
	"errors"
	"time"

	"verbatim/retrieval"
)

// Progress tells how far a reindexing is.
type Progress struct {
	Stage       string        // "reading", "embedding", "saving"
	Done, Total int           // Total 0: not known; they count what all servers added: show people the share
	Left        time.Duration // how long the stage will take still; 0: not known yet
}

// Reindex brings the index in line with the documents; full reads and embeds all of them anew.
// The error is ErrBusy while another is under way, or a document is being added or removed.
// Cancelled by ctx, it leaves the index of before. An error that is retrieval.ErrNotSaved
// comes with an index that is in use.
func (l *Library) Reindex(ctx context.Context, full bool, progress func(Progress)) (retrieval.Report, error) {
	select {
	case l.turn <- struct{}{}:
	default:
		return retrieval.Report{}, ErrBusy
	}
	var report retrieval.Report
	err := l.finish(func() (err error) {
		report, err = l.sync(ctx, full, progress)
		return err
	})
	return report, err
}

// inTurn does something when nothing else is being done to the library.
func (l *Library) inTurn(ctx context.Context, do func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case l.turn <- struct{}{}:
		return l.finish(do)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// finish does what there is to do in this turn, gives the turn to the next, and
// tells of the changes.
func (l *Library) finish(do func() error) error {
	err := func() error {
		defer func() { <-l.turn }()
		return do()
	}()
	l.announce()
	return err
}

// sync brings the index up to date. The caller has the turn.
func (l *Library) sync(ctx context.Context, full bool, progress func(Progress)) (retrieval.Report, error) {
	sources, err := l.sources()
	if err != nil {
		return retrieval.Report{}, err
	}
	before := l.index.Load()
	after, report, err := l.o.Sync(ctx, sources, full, before, l.estimating(progress))
	if err != nil && !errors.Is(err, retrieval.ErrNotSaved) {
		return report, err
	}
	if after == nil {
		return report, errors.Join(err, errors.New("bringing the index up to date gave none"))
	}
	l.use(before, after, report)
	if full || l.textsOf != after {
		l.keepTexts(ctx, after, full)
	}
	return report, err
}

// use has an index answer from now on.
func (l *Library) use(before, after *retrieval.Index, report retrieval.Report) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last, l.report = l.o.Now(), report
	if after != before {
		l.like.made = false
		l.index.Store(after)
		l.changes = append(l.changes, change{before, after})
	}
}

// estimating makes of a Sync's progress one that knows how long it will take
// still, from how long it took for what is done of the stage.
func (l *Library) estimating(progress func(Progress)) func(stage string, done, total int) {
	var at string
	var since time.Time
	var from int
	return func(stage string, done, total int) {
		if progress == nil {
			return
		}
		now := l.o.Now()
		if stage != at {
			at, since, from = stage, now, done
		}
		p := Progress{Stage: stage, Done: done, Total: total}
		if took := now.Sub(since); done > from && total > done && took > 0 {
			p.Left = time.Duration(float64(took) / float64(done-from) * float64(total-done))
		}
		progress(p)
	}
}

// change is one step of the index.
type change struct{ before, after *retrieval.Index }

// OnChange has f called after each change of the index, with the one before (nil
// the first time) and the one after, in the order of the changes, outside of
// any lock. The goroutine that calls it may be another than the one that made
// the change, which does not wait then.
func (l *Library) OnChange(f func(before, after *retrieval.Index)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.listeners = append(l.listeners, f)
}

// announce tells of the changes in their order, unless that is being done
// already: whoever does it tells of these too.
func (l *Library) announce() {
	l.mu.Lock()
	if l.announcing {
		l.mu.Unlock()
		return
	}
	l.announcing = true
	defer func() { // tell takes the lock again, also where a listener panics
		l.announcing = false
		l.mu.Unlock()
	}()
	for len(l.changes) > 0 {
		next, listeners := l.changes[0], l.listeners[:len(l.listeners):len(l.listeners)]
		l.changes = l.changes[1:]
		l.tell(next, listeners)
	}
}

// tell calls the listeners without the lock that the caller holds.
func (l *Library) tell(c change, listeners []func(before, after *retrieval.Index)) {
	l.mu.Unlock()
	defer l.mu.Lock()
	for _, f := range listeners {
		f(c.before, c.after)
	}
}
