// Package library is what both surfaces do to the library: bring the index up
// to date, add, remove and promote documents. The program's own folder of
// documents is only read, but for promoted ones.
//
// # What servers add
//
// Each server has a folder of its own, named by its ID, in one that is apart
// from all that is shared; the folder is a corpus.Source with that scope, so
// that nothing in it is seen anywhere else. It holds at most a number of
// documents and bytes. Promote moves a document to the operator's folder.
//
// # What a killed program can do
//
// A document and its sidecar are there together or not at all (folder.go); one
// that takes another's place does so with its sidecar and record (exchange.go),
// and what was begun is brought to its end when the library is next opened. One
// change is made at a time: within the program by turns, among programs by a
// lock in the servers' folder and one in the operator's. An index that was made is in use before the
// method returns; one that could not be made leaves that of before. The text of
// each statement is kept beside its document (texts.go), and follows the index.
package library

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/reader"
)

// The errors that a caller tells apart.
var (
	// ErrBusy says that the library is being worked on by this program already.
	ErrBusy = errors.New("the library is being reindexed already")
	// ErrNotFound says that there is no such document that the server added.
	ErrNotFound = errors.New("there is no such document")
)

// RejectedError says why a document is not taken; Reason and Fix are phrases for
// people and hold no path.
type RejectedError struct{ Reason, Fix string }

// Error gives reason and fix.
func (e *RejectedError) Error() string {
	if e.Fix == "" {
		return e.Reason
	}
	return e.Reason + "; " + e.Fix
}

// Options are what New needs.
type Options struct {
	// Sources gives the places that are shared by all: the founding library, the
	// operator's folder. Those of servers are added by the Library itself, and so
	// is Own, as soon as it exists.
	Sources []corpus.Source
	Servers string                                              // folder in which each server has a folder of its own; empty: servers can add nothing
	Own     string                                              // folder that promoted documents are moved to; empty: none can be
	States  *corpus.States                                      // the built-in ones
	Earned  func(corpus.Record, *corpus.Statement) corpus.Grade // see corpus.Source; nil: a fetched document is worth a file
	// Reader reads documents that come in; nil: one made for each. Those of the
	// sources have their own.
	Reader *reader.Reader
	// Sync brings an index up to date: retrieval.Sync with all that it needs but
	// for what is given here.
	Sync func(ctx context.Context, sources []corpus.Source, full bool, prev *retrieval.Index, progress func(stage string, done, total int)) (*retrieval.Index, retrieval.Report, error)
	Now  func() time.Time // nil: time.Now
	Log  *slog.Logger     // is told of what does not stop anything; nil: nowhere
}

// Library holds the index of now. Its methods may be called from many goroutines at once.
type Library struct {
	o     Options
	index atomic.Pointer[retrieval.Index]
	turn  chan struct{} // holds one token while the library is worked on
	step  func(string) error
	like  likeness // guarded by turn

	// Guarded by turn too: whether this program has the lock of the operator's
	// folder and of the servers'; of which index the texts beside the documents
	// are, nil where that is not certain; and what was told of writing them.
	ownHeld, serversHeld bool
	textsOf              *retrieval.Index
	textsSaid            string

	mu         sync.Mutex // guards what follows
	last       time.Time
	report     retrieval.Report
	listeners  []func(before, after *retrieval.Index)
	changes    []change // not told yet
	announcing bool
}

// New makes a library; Open gives it its first index.
func New(o Options) *Library {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Library{o: o, turn: make(chan struct{}, 1)}
}

// Open brings the index up to date for the first time, and takes out what a
// killed program left of a document.
func (l *Library) Open(ctx context.Context, progress func(Progress)) (retrieval.Report, error) {
	var report retrieval.Report
	err := l.inTurn(ctx, func() (err error) {
		if err := l.mendAll(); err != nil {
			l.o.Log.Warn("the library is read as it lies there: free or repair its folder, and the next change of it tries again", "error", err)
		}
		report, err = l.sync(ctx, false, progress)
		return err
	})
	return report, err
}

// Index gives the index of now; nil before Open. It holds what all servers
// added: a retrieval.Filter has to name a server for its documents to be found.
func (l *Library) Index() *retrieval.Index { return l.index.Load() }

// LastReindex tells when the index was last brought up to date, and with what
// outcome. The report counts what all servers added: see retrieval.Report.Of.
func (l *Library) LastReindex() (time.Time, retrieval.Report) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last, l.report
}
