package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// change does something to the servers' documents, in turn, and when no other
// program is at it. create has their folder made where it is not there.
func (l *Library) change(ctx context.Context, create bool, do func() error) error {
	return l.inTurn(ctx, func() error {
		if l.Index() == nil {
			return errClosed
		}
		unlock, err := l.lock(ctx, create)
		if err != nil {
			return err
		}
		defer unlock()
		return do()
	})
}

const (
	lockName  = ".lock"
	lockAgain = 50 * time.Millisecond
)

// lock waits until no other program changes the servers' documents. Where there
// is no folder of theirs there is nothing to change.
func (l *Library) lock(ctx context.Context, create bool) (unlock func(), err error) {
	if create {
		if err := os.MkdirAll(l.o.Servers, 0o755); err != nil {
			return nil, fmt.Errorf("the folder for what servers add cannot be made: %w", err)
		}
	}
	if info, err := os.Stat(l.o.Servers); err != nil || !info.IsDir() {
		return func() {}, nil
	}
	lock := flock.New(filepath.Join(l.o.Servers, lockName))
	if _, err := lock.TryLockContext(ctx, lockAgain); err != nil {
		lock.Close()
		return nil, fmt.Errorf("waiting for another program that changes what servers added: %w", err)
	}
	return func() { lock.Close() }, nil
}

// folderOf opens a server's folder, which may have to be made. A link in its
// place is not followed.
func (l *Library) folderOf(scope string, create bool) (*folder, error) {
	servers, err := os.OpenRoot(l.o.Servers)
	if err != nil {
		return nil, err
	}
	defer servers.Close()
	if create {
		err := servers.Mkdir(scope, 0o755)
		if err == nil {
			err = (&folder{root: servers}).sync(".")
		}
		if err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
	}
	info, err := servers.Lstat(scope)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s in the servers' folder is no folder", scope)
	}
	root, err := servers.OpenRoot(scope)
	if err != nil {
		return nil, err
	}
	f, err := openFolder(root, l.step)
	if err != nil {
		root.Close()
		return nil, err
	}
	return f, nil
}

// mendAll takes out what killed programs left half in the servers' folders,
// unless another program is at work there. What cannot be mended is left for
// the next change of that folder, which says why.
func (l *Library) mendAll() {
	sources, _, err := ServerSources(l.o.Servers)
	if err != nil || len(sources) == 0 {
		return
	}
	lock := flock.New(filepath.Join(l.o.Servers, lockName))
	defer lock.Close()
	if got, err := lock.TryLock(); err != nil || !got {
		return
	}
	for _, src := range sources {
		if f, err := l.folderOf(src.Scope, false); err == nil {
			f.close()
		}
	}
}

// mendOwn does the same in the operator's folder, where something is half there.
func (l *Library) mendOwn() {
	f, err := l.ownFolder(false)
	if err != nil {
		return
	}
	defer f.close()
	names, err := f.names(".")
	if err != nil || !slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(name, asideEnd) }) {
		return
	}
	lock := flock.New(filepath.Join(l.o.Own, lockName))
	defer lock.Close()
	if got, err := lock.TryLock(); err == nil && got {
		_ = f.mend() // the next change says what is wrong
	}
}
