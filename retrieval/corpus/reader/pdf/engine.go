package pdf

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Options say how an Engine works. The zero value is good.
type Options struct {
	Cache  string        // folder for the compiled engine; empty: one in the user's cache folder, or none where there is none
	Idle   time.Duration // how long to keep the engine ready after a document; 0: a minute
	Time   time.Duration // that a document may take, OCR apart; 0: a minute
	Memory int           // megabytes that a document may take; 0: 512
}

// Engine reads PDFs. It is safe for concurrent use; documents wait for one
// another. It takes no memory before the first one.
type Engine struct {
	o    Options
	turn chan struct{} // holds a token while a document is being read

	mu     sync.Mutex // guards what follows
	pool   pdfium.Pool
	cache  wazero.CompilationCache
	timer  *time.Timer
	closed bool
}

// NewEngine gives an engine that is started by the first document.
func NewEngine(o Options) *Engine {
	if o.Idle <= 0 {
		o.Idle = time.Minute
	}
	if o.Time <= 0 {
		o.Time = time.Minute
	}
	if o.Memory <= 0 {
		o.Memory = 512
	}
	return &Engine{o: o, turn: make(chan struct{}, 1)}
}

// Close lets go of the engine's memory, once a document that is being read is
// done. Afterwards no document is read.
func (e *Engine) Close() error {
	e.turn <- struct{}{}
	defer func() { <-e.turn }()
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	return e.stop()
}

// instance waits for its turn and gives an instance for one document.
// release has to be called in any case.
func (e *Engine) instance(ctx context.Context) (in pdfium.Pdfium, release func(), err error) {
	select {
	case e.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, func() {}, ctx.Err()
	}
	release = func() { e.rest(); <-e.turn }
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, release, ErrClosed
	}
	if e.timer != nil {
		e.timer.Stop()
		e.timer = nil
	}
	if err := e.start(); err != nil {
		return nil, release, fmt.Errorf("starting the PDF engine: %w", err)
	}
	in, err = e.pool.GetInstance(time.Minute)
	if err != nil {
		_ = e.stop() // a pool that gives no instance is of no more use
		return nil, release, fmt.Errorf("starting the PDF engine: %w", err)
	}
	return in, release, nil
}

// start compiles PDFium, or loads what was compiled before.
func (e *Engine) start() error {
	if e.pool != nil {
		return nil
	}
	e.cache = compilationCache(e.o.Cache)
	pool, err := webassembly.Init(webassembly.Config{
		MaxTotal: 1, MaxIdle: 1,
		FSConfig: wazero.NewFSConfig(), // nothing: the default is the whole machine
		Stdout:   io.Discard, Stderr: io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(uint32(e.o.Memory) * 16).
			WithCloseOnContextDone(true).
			WithCompilationCache(e.cache),
	})
	if err != nil {
		_ = e.cache.Close(context.Background())
		e.cache = nil
		return err
	}
	e.pool = pool
	return nil
}

// stop lets go of pool and cache. The caller holds mu.
func (e *Engine) stop() error {
	if e.timer != nil {
		e.timer.Stop()
		e.timer = nil
	}
	if e.pool == nil {
		return nil
	}
	err := e.pool.Close()
	if cerr := e.cache.Close(context.Background()); err == nil {
		err = cerr
	}
	e.pool, e.cache = nil, nil
	return err
}

// rest lets the engine go after a while. The caller holds the turn.
func (e *Engine) rest() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil || e.timer != nil {
		return
	}
	e.timer = time.AfterFunc(e.o.Idle, e.expire)
}

// expire stops an idle engine. One that is busy again is left alone.
func (e *Engine) expire() {
	select {
	case e.turn <- struct{}{}:
	default:
		return
	}
	defer func() { <-e.turn }()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.timer != nil { // not stopped since
		_ = e.stop()
	}
}

// compilationCache opens the folder of the compiled engine. Where there can be
// none the engine is compiled anew each time.
func compilationCache(dir string) wazero.CompilationCache {
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return wazero.NewCompilationCache()
		}
		dir = filepath.Join(user, "verbatim", "pdfium")
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return wazero.NewCompilationCache()
	}
	return cache
}
