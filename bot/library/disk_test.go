package library

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

// Where a disk is full or a folder may not be written, people are told that and
// what to do, and no names of files that are ours alone.
func TestDiskTrouble(t *testing.T) {
	w := newWorld(t)
	l := w.start()
	for cause, fix := range map[error]string{syscall.ENOSPC: "make room", syscall.EACCES: "let this user write", syscall.EROFS: "let this user write", syscall.EIO: "check the folder"} {
		l.step = func(step string) error { return &fs.PathError{Op: "write", Path: step, Err: cause} }
		_, err := l.Keep(t.Context(), came(brazilian, Meta{}))
		told := rejection(t, err)
		if told.Reason != "could not be kept in the library's folder: "+cause.Error() || !strings.Contains(told.Fix, fix) {
			t.Errorf("%v", told)
		}
		if !errors.Is(err, cause) || !strings.Contains(err.Error(), asideEnd) {
			t.Errorf("the log is told %v", err)
		}
		_, err = l.RemoveOwn(t.Context(), "fr")
		if told := rejection(t, err); !strings.HasPrefix(told.Reason, "could not be removed from the library's folder") {
			t.Errorf("%v", told)
		}
	}
}
