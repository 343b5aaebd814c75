package library

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
		l.serversHeld = true
		defer func() { l.serversHeld = false }()
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
	root, err := l.serverRoot(scope, create)
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

// serverRoot opens a server's folder as it lies there.
func (l *Library) serverRoot(scope string, create bool) (*os.Root, error) {
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
	return servers.OpenRoot(scope)
}

// mendAll puts in order what killed programs left half done in the operator's
// folder and the servers', unless another program is at work there. What cannot
// be mended there is left for the next change of that folder. The error says
// why; the library can be read all the same.
func (l *Library) mendAll() error {
	return errors.Join(l.mendOwn(), l.mendServers())
}

// mendOwn does so in the operator's folder, where nothing is written unless
// there is something to mend.
func (l *Library) mendOwn() error {
	f, err := l.ownFolder(false)
	if err != nil {
		return nil // there is none, or reading the library says so
	}
	defer f.close()
	if !f.there(lockName) { // no program of ours ever changed anything here
		return nil
	}
	lock := flock.New(filepath.Join(l.o.Own, lockName))
	defer lock.Close()
	if got, err := lock.TryLock(); err == nil && got {
		return unmended(f.mend())
	}
	return nil
}

// unmended says that what a killed program left could not be put in order.
func unmended(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("what an interrupted change of the library left could not be put in order: %w", err)
}

func (l *Library) mendServers() error {
	sources, _, err := ServerSources(l.o.Servers)
	if err != nil || len(sources) == 0 {
		return nil // reading the library says so
	}
	lock := flock.New(filepath.Join(l.o.Servers, lockName))
	defer lock.Close()
	if got, err := lock.TryLock(); err != nil || !got {
		return nil
	}
	var failed error
	for _, src := range sources {
		f, err := l.folderOf(src.Scope, false)
		if err != nil {
			failed = errors.Join(failed, unmended(err))
			continue
		}
		f.close()
	}
	return failed
}
