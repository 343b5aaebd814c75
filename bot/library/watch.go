package library

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"verbatim/retrieval"
	"verbatim/retrieval/corpus"
)

// Watching says how Watch looks after the folders. The zero value does for all
// but tests.
type Watching struct {
	Rest  time.Duration // how long files must have kept their sizes and times to be taken for whole; 0: 2 s
	Every time.Duration // how often the folders are looked at where the system does not tell of changes; 0: 5 s
	Poll  bool          // does not ask the system to tell of changes
	Log   *slog.Logger  // nil: nowhere
}

// seldom is how often the folders are looked at though the system tells of
// changes: not every file system does so.
const seldom = 12 // times Every

// Watch brings the index up to date when files in the folders that all share
// have changed, until ctx ends. A file may be half written when the system first
// tells of it, so nothing is read before everything has been at rest for a
// while. It waits where the library is being worked on; what goes wrong is
// logged, and tried again at the next change.
func (l *Library) Watch(ctx context.Context, o Watching) {
	if o.Rest <= 0 {
		o.Rest = 2 * time.Second
	}
	if o.Every <= 0 {
		o.Every = 5 * time.Second
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	w := &watcher{Watching: o, l: l}
	w.listen()
	defer w.deaf("")
	for w.rests(ctx) { // first, for what has changed since the index was opened
		w.sync(ctx)
		if !w.changed(ctx) {
			return
		}
	}
}

// watcher is one Watch under way.
type watcher struct {
	Watching
	l      *Library
	system *fsnotify.Watcher // tells of changes; nil where it cannot
	seen   []corpus.File     // as it was when the index was last brought up to date
	said   string            // the last thing that went wrong, so that it is said once
}

// listen has the system tell of changes, if it can.
func (w *watcher) listen() {
	if w.Poll {
		return
	}
	var err error
	if w.system, err = fsnotify.NewWatcher(); err != nil {
		w.deaf(err.Error())
	}
}

// deaf goes on without the system telling of changes; why is empty at the end.
func (w *watcher) deaf(why string) {
	if w.system != nil {
		_ = w.system.Close()
		w.system = nil
	}
	if why != "" {
		w.Log.Warn("the system does not tell of changes in the library's folders: they are looked at every few seconds", "why", why)
	}
}

// look lists the files as they are, and has the system tell of changes in their
// folders, those that are new included.
func (w *watcher) look(ctx context.Context) []corpus.File {
	shared := w.l.shared()
	if w.system != nil {
		if err := w.attend(shared); err != nil {
			w.deaf(err.Error())
		}
	}
	files, err := corpus.Scan(ctx, shared)
	w.tell(ctx, "the library's folders could not be looked at", err)
	return files
}

// attend has the system tell of changes in all folders of the sources.
func (w *watcher) attend(sources []corpus.Source) error {
	for _, src := range sources {
		if src.Dir == "" {
			continue
		}
		err := filepath.WalkDir(src.Dir, func(path string, e fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return nil // Scan says so
			case !e.IsDir():
				return nil
			case path != src.Dir && strings.HasPrefix(e.Name(), "."):
				return fs.SkipDir
			}
			if err := w.system.Add(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// changed waits until files may have changed; false when ctx ends.
func (w *watcher) changed(ctx context.Context) bool {
	for {
		every := w.Every
		var events <-chan fsnotify.Event
		var failed <-chan error
		if w.system != nil {
			every, events, failed = seldom*w.Every, w.system.Events, w.system.Errors
		}
		select {
		case <-ctx.Done():
			return false
		case e := <-events:
			if !strings.HasPrefix(filepath.Base(e.Name), ".") {
				return true
			}
		case err := <-failed:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				w.deaf(err.Error())
			}
			return true // whatever was missed
		case <-time.After(every):
			if !slices.EqualFunc(w.look(ctx), w.seen, sameFile) {
				return true
			}
		}
	}
}

func sameFile(a, b corpus.File) bool {
	return a.Source == b.Source && a.Path == b.Path && a.Size == b.Size && a.ModTime.Equal(b.ModTime)
}

// longest is how long changes that do not end, such as those of a long fetch,
// keep the index from being brought up to date with what rests.
const longest = 15 * time.Second

// rests waits until nothing has changed for a while. After longest it waits only
// for files that grow, and after four times that for nothing. What changes later
// is another than what was seen, and brings the next sync. False when ctx ends.
func (w *watcher) rests(ctx context.Context) bool {
	before, since := w.look(ctx), time.Now()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(w.Rest):
		}
		w.drain()
		now := w.look(ctx)
		same := slices.EqualFunc(now, before, sameFile)
		if late := time.Since(since) >= longest; same || late && !appended(before, now) || time.Since(since) >= 4*longest {
			w.seen = now
			return true
		}
		before = now
	}
}

// appended tells whether a file that was there at the look before is another
// now: it is being written. Files that have come or gone since are whole as far
// as the program's own fetches go, which rename them into place.
func appended(before, now []corpus.File) bool {
	type key struct{ source, path string }
	was := map[key]corpus.File{}
	for _, f := range before {
		was[key{f.Source, f.Path}] = f
	}
	for _, f := range now {
		if old, ok := was[key{f.Source, f.Path}]; ok && !sameFile(old, f) && !strings.HasSuffix(f.Path, corpus.RecordEnding) {
			return true
		}
	}
	return false
}

// drain forgets what the system has told of so far.
func (w *watcher) drain() {
	for w.system != nil {
		select {
		case <-w.system.Events:
		default:
			return
		}
	}
}

// sync brings the index up to date, in turn.
func (w *watcher) sync(ctx context.Context) {
	var report retrieval.Report
	before := w.l.Index()
	err := w.l.inTurn(ctx, func() (err error) {
		report, err = w.l.sync(ctx, false, nil)
		return err
	})
	w.tell(ctx, "the index could not be brought in line with the library's folders", err)
	if err == nil && w.l.Index() != before {
		w.Log.Info("files of the library changed", "documents", report.Read, "unchanged", report.Reused, "failed", len(report.Failed), "seconds", report.Seconds)
	}
}

// tell logs what went wrong, unless that is what was logged last.
func (w *watcher) tell(ctx context.Context, what string, err error) {
	switch {
	case ctx.Err() != nil:
	case err == nil:
		w.said = ""
	case w.said != err.Error():
		w.said = err.Error()
		w.Log.Error(what, "error", err)
	}
}
