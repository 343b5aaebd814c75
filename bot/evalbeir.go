package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"verbatim/bot/eval"
	"verbatim/retrieval/chromem"
)

// rankings measures retrieval on a set in BEIR's layout.
func (e *evaluating) rankings(ctx context.Context, p *program) error {
	set, err := eval.OpenBEIR(ctx, e.beir)
	if err != nil {
		return err
	}
	rec, err := p.open(ctx)
	if err != nil {
		return err
	}
	if rec.embedder, err = rec.openEmbedder(p.getenv); err != nil {
		return err
	}
	store, release, err := rec.beirStore(e.beir)
	if err != nil {
		return err
	}
	defer release()
	bar := newProgress(p.stderr, p.err, "Embedding passages")
	got, err := eval.Rank(ctx, set, rec.embedder, store, bar.at)
	bar.done()
	if err != nil {
		return err
	}
	if e.json {
		return writeJSON(p.stdout, got, false)
	}
	p.ranked(filepath.Clean(e.beir), got)
	return nil
}

// beirStore keeps the vectors of a set in the user's cache, so that it is embedded
// once for each embedder. They are in memory alone where there is no place for
// them, and where another program is at work there.
func (rec *record) beirStore(dir string) (store *chromem.Store, release func(), err error) {
	place, release := "", func() {}
	if whole, err := filepath.Abs(dir); err == nil {
		place = cacheDir("beir", rec.embedder.Model(), whole)
	}
	if place != "" && os.MkdirAll(place, 0o700) == nil {
		lock := flock.New(filepath.Join(place, "lock"))
		if got, err := lock.TryLock(); err == nil && got {
			release = func() { _ = lock.Close() }
		} else {
			place = ""
		}
	} else {
		place = ""
	}
	if store, err = chromem.Open(place, rec.log); err != nil {
		release()
		return nil, nil, fmt.Errorf("the vectors of the set: %w", err)
	}
	return store, release, nil
}
