package pdf

import "errors"

// The reasons for which a document is not read.
var (
	ErrLocked  = errors.New("needs a password")
	ErrDamaged = errors.New("is damaged or no PDF")
	ErrPages   = errors.New("has too many pages")
	ErrText    = errors.New("has too much text")
	ErrTime    = errors.New("took too long to read")
	ErrMemory  = errors.New("needs too much memory, or is damaged")
	ErrClosed  = errors.New("the PDF engine is closed")
)
