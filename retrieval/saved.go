package retrieval

import (
	"context"
	"errors"
	"fmt"

	"verbatim/retrieval/internal/disk"
)

// ErrNotSaved marks errors that say: the work is done and usable, but it could
// not be written to the disk and will have to be done again.
var ErrNotSaved = errors.New("the index could not be saved")

// NotSavedError is an ErrNotSaved with its cause and the remedy.
type NotSavedError struct {
	Dir string // where it should have been saved
	Err error
}

// Error tells the cause and the remedy.
func (e *NotSavedError) Error() string {
	return fmt.Sprintf("%v: %v\nhint: %s", ErrNotSaved, e.Err, disk.Hint(e.Dir, e.Err))
}

// Unwrap gives ErrNotSaved and the cause.
func (e *NotSavedError) Unwrap() []error { return []error{ErrNotSaved, e.Err} }

// Searcher is the half of a Store that is asked.
type Searcher interface {
	Search(ctx context.Context, vec []float32, n int, f Filter) ([]Hit, error)
}

// Versioned is what a Store may also be: one that names its committed
// generations and holds the one before the last until it is told to let go. An
// Index kept with such a store names the generation that it was built with, so
// that a program killed between committing the one and saving the other finds
// both as they were; and an Index in use keeps being answered from its own.
//
// Its generations' Commit and Keep may give an error that is ErrNotSaved: the
// vectors are then held in memory, and all else goes on as without it.
type Versioned interface {
	Store
	// Version gives the generation of that name, or the last one committed if
	// the name is empty, with its name. Where there is none it gives nil.
	Version(ctx context.Context, name string) (Searcher, string, error)
	// Prune lets go of all committed generations but the one of that name.
	Prune(ctx context.Context, name string) error
}
