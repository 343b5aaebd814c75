// Package disk writes the index's files so that a kill, a full disk or a lost
// power supply at any moment leaves either the old file or the new one.
//
// A file is written aside under a name that ends in Temporary, synced to the
// disk and renamed; SyncDir then makes the renames of a folder last. What a
// killed program left aside is removed by Clean. Tests make any of these steps
// fail through Fail.
package disk

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
)

// The endings of files that are no part of an index: those being written, and
// those found damaged, which are kept for whoever wants to look into them.
const (
	Temporary = ".tmp"
	Damaged   = ".damaged"
)

// fault makes operations fail in tests.
var fault atomic.Pointer[func(op, path string) error]

// Fail has the function decide before each operation ("create", "write",
// "sync", "rename", "remove", "mkdir", "syncdir", "map") whether it fails, and with
// what error, until the function it gives is called. It serves tests, one at a
// time.
func Fail(f func(op, path string) error) (restore func()) {
	fault.Store(&f)
	return func() { fault.Store(nil) }
}

func check(op, path string) error {
	if f := fault.Load(); f != nil {
		if err := (*f)(op, path); err != nil {
			return &fs.PathError{Op: op, Path: path, Err: err}
		}
	}
	return nil
}

// Unwritable tells whether an error says that a place takes no more data or
// none at all: full, over quota or a size limit, read-only, not permitted,
// broken.
func Unwritable(err error) bool {
	for _, cause := range []error{
		fs.ErrPermission, syscall.ENOSPC, syscall.EROFS, syscall.EDQUOT, syscall.EFBIG, syscall.EIO,
		syscall.ENOTDIR, syscall.EEXIST, syscall.ENAMETOOLONG, syscall.EMFILE, syscall.ENFILE, io.ErrShortWrite,
	} {
		if errors.Is(err, cause) {
			return true
		}
	}
	return false
}

// Hint gives the remedy for an error of writing to a folder.
func Hint(dir string, err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "free some space on the disk of " + dir + ", or set [index] path to a folder on another one"
	case errors.Is(err, syscall.EFBIG):
		return "raise the limit on the size of files (ulimit -f)"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "let this user write to " + dir + ", or set [index] path to a folder where they can"
	}
	return "check the folder " + dir + ", or set [index] path to another one"
}

// File is a file being written.
type File struct{ *os.File }

// Write writes all of b, or fails.
func (f File) Write(b []byte) (int, error) {
	if err := check("write", f.Name()); err != nil {
		return 0, err
	}
	return f.File.Write(b)
}

// WriteAt writes all of b at a place, or fails.
func (f File) WriteAt(b []byte, at int64) (int, error) {
	if err := check("write", f.Name()); err != nil {
		return 0, err
	}
	return f.File.WriteAt(b, at)
}

// Sync makes what was written last.
func (f File) Sync() error {
	if err := check("sync", f.Name()); err != nil {
		return err
	}
	return f.File.Sync()
}

// Append opens a file to write at its end, making it where there is none.
func Append(path string) (File, error) {
	if err := check("create", path); err != nil {
		return File{}, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o644)
	return File{f}, err
}

// Write makes the file at path hold what write writes, or leaves everything as
// it was. SyncDir has still to be called for it to survive a loss of power.
func Write(path string, write func(io.Writer) error) (err error) {
	aside := path + Temporary
	if err := check("create", aside); err != nil {
		return err
	}
	f, err := os.Create(aside)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(aside)
		}
	}()
	w := bufio.NewWriterSize(File{f}, 1<<18)
	if err := write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := (File{f}).Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := check("rename", path); err != nil {
		return err
	}
	return os.Rename(aside, path)
}

// SyncDir makes the renames and removals in a folder last. Where a file system
// cannot do that it is left undone, as there is nothing to be done about it.
func SyncDir(dir string) error {
	if err := check("syncdir", dir); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// MakeDir makes a folder and those it lies in.
func MakeDir(dir string) error {
	if err := check("mkdir", dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o755)
}

// Remove removes a file; one that is not there is no error.
func Remove(path string) error {
	if err := check("remove", path); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// SetAside takes a damaged file out of the way under its name with Damaged
// appended, in place of one that was set aside before.
func SetAside(path string) error {
	if err := check("rename", path); err != nil {
		return err
	}
	if err := os.Rename(path, path+Damaged); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("setting a damaged file aside: %w", err)
	}
	return nil
}

// Clean removes from a folder the files that a killed program left half
// written and those that belong to nothing any more: of the names that ours
// accepts, all but the ones to keep. It removes what it can.
func Clean(dir string, ours func(name string) bool, keep ...string) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, name := range keep {
		kept[name] = true
	}
	var errs []error
	for _, entry := range list {
		name := entry.Name()
		base, aside := strings.CutSuffix(name, Temporary)
		if entry.IsDir() || kept[name] || !ours(base) && !(aside && kept[base]) {
			continue
		}
		errs = append(errs, Remove(filepath.Join(dir, name)))
	}
	return errors.Join(errs...)
}
