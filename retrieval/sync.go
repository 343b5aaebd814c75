package retrieval

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"verbatim/retrieval/corpus"
	"verbatim/retrieval/corpus/twins"
	"verbatim/retrieval/internal/disk"
)

// Options are what Sync needs.
type Options struct {
	Dir     string // of the index; empty keeps it in memory
	Sources []corpus.Source
	States  *corpus.States // the built-in ones
	// Rules is a hash of what else decides how documents are read, beside the
	// library's files: an index made by other rules is stale.
	Rules    string
	Embedder Embedder
	// OpenStore opens the vectors in a folder within Dir, which need not exist;
	// or in memory, if dir is empty.
	OpenStore func(dir string) (Store, error)
	Full      bool   // throws away what there is, vectors included
	Prev      *Index // one that is in use already, to be given back if it is not stale
	// Progress is told how far a stage ("reading", "embedding", "saving") is;
	// total is 0 where that is not known. Wait is told, once, that another
	// program has to finish first. All three may be nil.
	Progress func(stage string, done, total int)
	Wait     func(message string)
	Log      *slog.Logger
}

// Sync gives the index of the library as it is now. One that is there and up to
// date is opened; a missing, stale or damaged one is made, from the vectors
// that are there, and saved. Two programs at once do this one after the other.
//
// An error that is ErrNotSaved comes with an index that works. After any other
// what was whole in the folder before is so still.
func Sync(ctx context.Context, o Options) (*Index, Report, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Progress == nil {
		o.Progress = func(string, int, int) {}
	}
	s := &syncing{Options: o, start: time.Now()}
	unlock, err := s.lock(ctx)
	if err != nil {
		return nil, Report{}, err
	}
	defer unlock()
	x, report, err := s.run(ctx)
	report.Seconds = time.Since(s.start).Seconds()
	return x, report, err
}

// syncing is one Sync under way.
type syncing struct {
	Options
	start  time.Time
	unsafe error // why nothing can be written to Dir; nil while that is not known
	store  Store
	folder string // of the store, in Dir

	inMemory bool // whether the store is in memory for want of a folder
}

func (s *syncing) run(ctx context.Context) (*Index, Report, error) {
	prev, err := s.open(ctx)
	if err != nil {
		return nil, Report{}, err
	}
	if prev == nil || prev.vectors == nil || s.Full {
		return s.build(ctx, prev)
	}
	fresh, err := s.fresh(ctx, prev)
	if err != nil {
		return nil, Report{}, err
	}
	report := prev.unchanged()
	switch {
	case fresh && !prev.unsaved:
		return prev, report, nil
	case fresh && s.unsafe != nil:
		return prev, report, &NotSavedError{Dir: s.Dir, Err: s.unsafe}
	}
	return s.build(ctx, prev)
}

// lock waits until no other program works on the folder. Where nothing can be
// written there is nothing to wait for.
func (s *syncing) lock(ctx context.Context) (unlock func(), err error) {
	nothing := func() {}
	if s.Dir == "" {
		return nothing, ctx.Err()
	}
	if err := disk.MakeDir(s.Dir); err != nil {
		s.unsafe = err
		return nothing, ctx.Err()
	}
	lock := flock.New(filepath.Join(s.Dir, "lock"))
	got, err := lock.TryLock()
	if err == nil && !got {
		message := "another program is working on the index in " + s.Dir + ": waiting for it to finish"
		s.Log.Info(message)
		if s.Wait != nil {
			s.Wait(message)
		}
		_, err = lock.TryLockContext(ctx, 50*time.Millisecond)
	}
	if ctx.Err() != nil {
		lock.Close()
		return nil, ctx.Err()
	}
	if err != nil {
		s.unsafe = err
		return nothing, nil
	}
	return func() { lock.Close() }, nil
}

// open opens what there is: nil where that is nothing, an index without
// vectors where those do not belong to it.
func (s *syncing) open(ctx context.Context) (*Index, error) {
	if s.Dir == "" {
		return s.openMemory()
	}
	m, err := readManifest(s.Dir)
	s.folder = storeFolder(m, false)
	if s.Full {
		return s.openFull(m, err)
	}
	if s.Prev != nil && s.Prev.store != nil && (s.Prev.unsaved || err == nil && s.Prev.manifest.same(m)) {
		s.store, s.folder = s.Prev.store, s.Prev.manifest.Folder
		return s.Prev, nil
	}
	if storeErr := s.openStore(filepath.Join(s.Dir, s.folder)); storeErr != nil {
		return nil, storeErr
	}
	var x *Index
	if err == nil {
		x, err = openParts(s.Dir, m)
	}
	if err == nil {
		if err = x.attach(ctx, s.Embedder, s.store); err != nil {
			x.vectors = nil
		}
		x.store = s.keeping()
	}
	return x, s.settle(err)
}

// openMemory goes on with the index in use, or starts with nothing.
func (s *syncing) openMemory() (*Index, error) {
	if s.Prev != nil && s.Prev.store != nil && !s.Full {
		s.store = s.Prev.store
		return s.Prev, nil
	}
	return s.Prev, s.openStore("")
}

// openFull opens an empty store beside the one in use, which stays until the
// new index is saved.
func (s *syncing) openFull(m manifest, err error) (*Index, error) {
	s.folder = storeFolder(m, true)
	if err := os.RemoveAll(filepath.Join(s.Dir, s.folder)); err != nil {
		s.unsafe = err
	}
	var prev *Index
	if err == nil {
		if prev, err = openParts(s.Dir, m); err != nil {
			prev = nil
		}
	}
	if err := s.settle(err); err != nil {
		return nil, err
	}
	return prev, s.openStore(filepath.Join(s.Dir, s.folder))
}

// storeFolder gives the folder of a manifest's store, or the other of the two
// that take turns.
func storeFolder(m manifest, other bool) string {
	a, b := storeStart+"a", storeStart+"b"
	if (m.Folder == b) != other {
		return b
	}
	return a
}

// openStore opens the store, in memory where it cannot be in its folder.
func (s *syncing) openStore(dir string) (err error) {
	s.store, err = s.OpenStore(dir)
	if err == nil || dir == "" || !disk.Unwritable(err) {
		return err
	}
	if s.unsafe == nil {
		s.unsafe = err
	}
	s.inMemory = true
	s.store, err = s.OpenStore("")
	return err
}

// keeping gives the store if it is one that a later Sync can go on with.
func (s *syncing) keeping() Store {
	if s.inMemory {
		return nil
	}
	return s.store
}

// settle deals with an index that could not be opened as it is: one that is
// only missing, old or damaged will be made anew.
func (s *syncing) settle(err error) error {
	var damaged *DamagedError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrNoIndex), errors.Is(err, errOtherVersion), errors.Is(err, errNoVectors):
		s.Log.Info("the index is made", "folder", s.Dir, "why", err)
		return nil
	case errors.As(err, &damaged):
		s.Log.Warn("the index is damaged: it is set aside and made anew", "files", damaged.Files, "why", damaged.Err)
		for _, path := range damaged.Files {
			if err := disk.SetAside(path); err != nil {
				s.Log.Warn("a damaged file stays where it is", "why", err)
			}
		}
		return nil
	case errors.Is(err, fs.ErrPermission):
		s.unsafe = err
		return nil
	}
	return err
}

// fresh tells whether an index is up to date.
func (s *syncing) fresh(ctx context.Context, x *Index) (bool, error) {
	if n := x.manifest.MaxTokens; n != 0 && n != s.Embedder.MaxTokens() {
		s.Log.Info("the index is brought up to date", "why", "the embedder takes texts of another length")
		return false, nil
	}
	f, err := staleness(ctx, x.manifest, s.Sources, s.rules(), s.Embedder.Model())
	if err != nil {
		return false, err
	}
	if f.why != "" {
		s.Log.Info("the index is brought up to date", "why", f.why)
		return false, nil
	}
	if f.racy && s.Dir != "" && s.unsafe == nil && !x.unsaved && s.start.Sub(x.manifest.Made) > 2*corpus.Racy {
		// The files are as they were when all that was written, so they can be
		// told by their times from now on.
		m := x.manifest
		m.Made = s.start
		if err := writeManifest(s.Dir, &m); err != nil {
			s.Log.Debug("the index's manifest could not be renewed", "why", err)
		}
	}
	return true, nil
}

// build reads the library, makes its index and saves it.
func (s *syncing) build(ctx context.Context, prev *Index) (*Index, Report, error) {
	s.Progress("reading", 0, 0)
	made := time.Now()
	known := s.known(prev)
	if s.Dir != "" && s.unsafe == nil {
		texts := &scratch{dir: s.Dir, log: s.Log}
		known.Hold = texts.hold
	}
	lib, err := corpus.LoadSince(ctx, s.Sources, s.States, known)
	if err != nil {
		return nil, Report{}, err
	}
	twins.Mark(lib)
	s.Progress("reading", len(lib.Statements), len(lib.Statements))
	if prev != nil && prev != s.Prev {
		prev.words = nil // nobody asks it any more
	}
	divided := prev
	if s.Full {
		divided = nil
	}
	x, report, err := build(ctx, lib, s.Embedder, s.store, prev, divided, 0, func(done, total int) { s.Progress("embedding", done, total) })
	if x == nil {
		return nil, report, err
	}
	x.store = s.keeping()
	x.manifest.Version, x.manifest.Folder, x.manifest.Made = indexVersion, s.folder, made
	x.manifest.States, x.manifest.Files = s.rules(), filesOf(lib, s.Sources)
	if s.Dir == "" {
		return x, report, err
	}
	if err == nil && s.unsafe != nil {
		err = &NotSavedError{Dir: s.Dir, Err: s.unsafe}
	}
	if err == nil {
		s.Progress("saving", 0, 1)
		err = s.save(ctx, x)
	}
	if err != nil {
		// The caller is given the cause, and says it once.
		s.Log.Info("the index works, but could not be saved", "folder", s.Dir)
		x.unsaved = true
		return x, report, err
	}
	s.Progress("saving", 1, 1)
	return x, report, nil
}

// known gives what need not be read again: nothing, where all is to be made
// anew or where other rules than those of now made the index before. One of
// another version has not been opened at all.
func (s *syncing) known(prev *Index) corpus.Known {
	if prev == nil || s.Full || prev.manifest.States != s.rules() {
		return corpus.Known{}
	}
	return prev.known()
}

// rules names all that decides how documents are read, beside the library.
func (s *syncing) rules() string { return s.States.Fingerprint() + s.Rules }

// save writes the index and only then removes what belongs to none any more.
func (s *syncing) save(ctx context.Context, x *Index) error {
	if err := x.Save(s.Dir); err != nil {
		return err
	}
	clean := []error{disk.Clean(s.Dir, isPart, manifestName, x.manifest.Statements.Name, x.manifest.Postings.Name)}
	if versioned, ok := s.store.(Versioned); ok {
		clean = append(clean, versioned.Prune(ctx, x.manifest.Vectors))
	}
	other := storeFolder(x.manifest, true)
	clean = append(clean, os.RemoveAll(filepath.Join(s.Dir, other)))
	if err := errors.Join(clean...); err != nil {
		s.Log.Warn("files that are not needed any more stay where they are", "folder", s.Dir, "why", err)
	}
	return nil
}

// same tells whether two manifests are of the same index.
func (m manifest) same(n manifest) bool {
	return m.Statements == n.Statements && m.Postings == n.Postings && m.Vectors == n.Vectors && m.Folder == n.Folder
}
