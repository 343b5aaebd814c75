package library

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"

	"verbatim/retrieval"
)

// diskError is what a disk says where the operator's folder cannot be written:
// in full for the log, and as a *RejectedError for people, without the names of
// files that are ours alone.
type diskError struct {
	cause error
	told  RejectedError
}

func (e *diskError) Error() string { return e.cause.Error() }
func (e *diskError) Unwrap() error { return e.cause }

// As gives what people are told.
func (e *diskError) As(target any) bool {
	told, ok := target.(**RejectedError)
	if ok {
		*told = &e.told
	}
	return ok
}

// ofDisk makes a diskError of an error that is a disk's; others stay, and so does
// that of an index. what says what did not come about.
func ofDisk(what string, err error) error {
	var at *fs.PathError
	var between *os.LinkError
	var cause error
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, retrieval.ErrNotSaved):
		return err
	case errors.As(err, &at):
		cause = at.Err
	case errors.As(err, &between):
		cause = between.Err
	default:
		return err
	}
	fix := "check the folder and its disk"
	switch {
	case errors.Is(cause, syscall.ENOSPC), errors.Is(cause, syscall.EDQUOT):
		fix = "make room on its disk, and do it again"
	case errors.Is(cause, fs.ErrPermission), errors.Is(cause, syscall.EROFS):
		fix = "let this user write there, or set [library] path to another folder"
	}
	return &diskError{err, RejectedError{what + " the library's folder: " + cause.Error(), fix}}
}
