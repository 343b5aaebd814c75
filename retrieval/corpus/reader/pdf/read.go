package pdf

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// What a document may have.
const (
	maxPages  = 3000
	maxGlyphs = 6 << 20 // in all
	maxPage   = 200_000 // glyphs on one page
)

// Document is an open PDF. It is for one goroutine, between Engine.Read's
// beginning and end.
type Document struct {
	in    pdfium.Pdfium
	clock *clock
	ref   references.FPDF_DOCUMENT
	pages int
	left  int // glyphs that may still be read
}

// Read opens a document and hands it to use; it is closed afterwards. The error
// is that of use, or one of this package's where the document is to blame.
// Whatever use got from a document that was killed meanwhile is worth nothing.
func (e *Engine) Read(ctx context.Context, data []byte, use func(ctx context.Context, d *Document) error) error {
	in, release, err := e.instance(ctx)
	defer release()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	clock := &clock{left: e.o.Time, out: func() { cancel(ErrTime) }}
	clock.start()
	defer clock.stop()
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { defer close(killed); _ = in.Kill() })
	err = read(ctx, in, clock, data, use)
	if !stop() {
		<-killed
		return context.Cause(ctx)
	}
	if err == nil {
		err = in.Close()
	} else {
		_ = in.Kill() // what is broken is not asked to tidy up
	}
	return err
}

func read(ctx context.Context, in pdfium.Pdfium, clock *clock, data []byte, use func(context.Context, *Document) error) error {
	opened, err := in.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return opening(err)
	}
	d := &Document{in: in, clock: clock, ref: opened.Document, left: maxGlyphs}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return damaged(err)
	}
	if d.pages = count.PageCount; d.pages > maxPages {
		return fmt.Errorf("%w: %d", ErrPages, d.pages)
	}
	if d.pages < 1 {
		return damaged(errors.New("it has no page"))
	}
	return use(ctx, d)
}

// opening tells a locked document from a damaged one.
func opening(err error) error {
	if errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity) {
		return ErrLocked
	}
	return damaged(err)
}

// damaged tells what PDFium found wrong from what made it stop short, which is
// mostly that it got no more memory.
func damaged(err error) error {
	if strings.Contains(err.Error(), "wasm error") || strings.Contains(err.Error(), "panic occurred") {
		return fmt.Errorf("%w: %w", ErrMemory, err)
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// Pages is how many pages there are.
func (d *Document) Pages() int { return d.pages }

// Aside runs something that takes its time by its own rules and does not touch
// the document: the document's time stands still.
func (d *Document) Aside(f func()) {
	d.clock.stop()
	defer d.clock.start()
	f()
}
