package reader

import (
	"errors"
	"strings"
)

// The reasons for which a document is not read. Error.Is tells them apart.
var (
	ErrEmpty       = errors.New("holds no text")
	ErrBinary      = errors.New("is not text")
	ErrTooLarge    = errors.New("is too large")
	ErrUnsupported = errors.New("is in a format that is not read")
	ErrEncoding    = errors.New("is in an encoding that was not recognised")
	ErrScanned     = errors.New("is a scan without text")
	ErrLocked      = errors.New("needs a password")
	ErrDamaged     = errors.New("is damaged")
	ErrTime        = errors.New("took too long to read")
)

// Error says why a document was not read and what to do about it.
type Error struct {
	Kind   error  // one of the errors above
	Reason string // a phrase that follows the file's name: "is a PDF, a format that is not read"
	Fix    string // a sentence
}

// Error gives reason and fix in one line.
func (e *Error) Error() string { return e.Reason + "; " + e.Fix }

// Unwrap gives the kind.
func (e *Error) Unwrap() error { return e.Kind }

// Supported lists the formats that Read reads, for messages.
func Supported() string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name+" ("+strings.Join(f.endings, " ")+")")
	}
	return strings.Join(names, ", ")
}

func unsupported(what string) *Error {
	return &Error{
		Kind:   ErrUnsupported,
		Reason: "is " + what + ", a format that is not read",
		Fix:    "save its words as one of: " + Supported(),
	}
}
