package state

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// The errors that a caller tells apart.
var (
	// ErrNotFound says that nothing is kept under that name, or not any more.
	ErrNotFound = errors.New("this is not kept any more")
	// ErrInUse says that another program has the file open.
	ErrInUse = errors.New("another program has the file of the bot's memory open")
	// ErrSpent says that a day's tokens are spent.
	ErrSpent = errors.New("today's tokens are spent")
)

// Options are what Open needs beside the path.
type Options struct {
	Keep time.Duration    // how long answers, feedback and threads are kept; 0: 30 days
	Most int              // bytes of answers that are kept at most, the newest; 0: 1 GiB
	Now  func() time.Time // nil: time.Now
	Log  *slog.Logger     // nil: none
}

// DB is the file. Its methods may be called from many goroutines at once.
type DB struct {
	bolt *bolt.DB
	keep time.Duration
	most int
	now  func() time.Time
	log  *slog.Logger
	key  []byte // of pseudonyms

	mu       sync.Mutex // guards what follows
	reserved map[budget]int
}

const (
	defaultKeep = 30 * 24 * time.Hour
	lockWithin  = time.Second
	keyLength   = 32
)

// Open opens the file, makes it where it is not there, and brings one of an
// earlier version up to date. The error is ErrInUse where another program has
// it, and says what to do where it is damaged or of a later version.
func Open(path string, o Options) (*DB, error) {
	db := &DB{keep: o.Keep, now: o.Now, log: o.Log, reserved: map[budget]int{}}
	if db.keep <= 0 {
		db.keep = defaultKeep
	}
	if db.most = o.Most; db.most <= 0 {
		db.most = defaultMost
	}
	if db.now == nil {
		db.now = time.Now
	}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("no place for %s: %w; name another with [state] path", path, err)
	}
	if err := db.open(path); err != nil {
		return nil, err
	}
	return db, nil
}

// open opens the file. bbolt panics on some damaged files: that is told as any
// other damage.
func (db *DB) open(path string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = damaged(path, fmt.Errorf("%v", r))
		}
	}()
	if err := sound(path); err != nil {
		return damaged(path, err)
	}
	db.bolt, err = bolt.Open(path, 0o600, &bolt.Options{Timeout: lockWithin, FreelistType: bolt.FreelistMapType})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("%w: %s; stop that program, or name another file with [state] path", ErrInUse, path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s may not be opened by this user: %w; change its permissions, or name another file with [state] path", path, err)
	case err != nil:
		return damaged(path, err)
	}
	db.bolt.MaxBatchDelay = 2 * time.Millisecond
	if err := os.Chmod(path, 0o600); err != nil {
		db.log.Warn("what the bot remembers may be read by others", "file", path, "error", err)
	}
	err = db.bolt.Update(func(tx *bolt.Tx) error { return db.prepare(tx, path) })
	if err != nil {
		db.bolt.Close()
	}
	return err
}

func damaged(path string, err error) error {
	return fmt.Errorf("%s is damaged or no file of the bot's (%w): move it away to begin anew without what it remembers, or bring back a copy", path, err)
}

// prepare brings the file up to date and reads its key.
func (db *DB) prepare(tx *bolt.Tx, path string) error {
	if err := migrate(tx, path, migrations); err != nil {
		return err
	}
	meta := tx.Bucket(bucketMeta)
	if key := meta.Get(metaKey); len(key) == keyLength {
		db.key = append([]byte(nil), key...)
		return nil
	}
	db.key = make([]byte, keyLength)
	rand.Read(db.key)
	return meta.Put(metaKey, db.key)
}

// Close closes the file; whatever a method that returned without error did is in it.
func (db *DB) Close() error { return db.bolt.Close() }

// Path gives the file's path.
func (db *DB) Path() string { return db.bolt.Path() }

// view reads: it never waits for a writer.
func (db *DB) view(f func(tx *bolt.Tx) error) error { return db.guarded(db.bolt.View, f) }

// update writes, together with others that write at the same time. f may be
// called again, so it must begin anew each time.
func (db *DB) update(f func(tx *bolt.Tx) error) error { return db.guarded(db.bolt.Batch, f) }

// guarded makes an error of what bbolt panics on in a damaged page, a fault in
// its mapped memory included. A panic of a caller's own goes on.
func (db *DB) guarded(run func(func(*bolt.Tx) error) error, f func(tx *bolt.Tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		switch r := recover().(type) {
		case nil:
		case callersPanic:
			panic(r.of)
		default:
			err = damaged(db.bolt.Path(), fmt.Errorf("%v", r))
		}
	}()
	return run(f)
}

// callersPanic is a panic of a function that a caller handed in.
type callersPanic struct{ of any }

// callers runs such a function.
func callers(f func()) {
	defer func() {
		if r := recover(); r != nil {
			panic(callersPanic{r})
		}
	}()
	f()
}
